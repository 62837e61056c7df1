// A key cap, or several: "mod+k" is one, "g t" two that follow each other.
import { keyLabel } from '../lib/platform';

export function Kbd({ keys }: { keys: string }) {
  return keys.split(' ').map((key, i) => (
    <kbd className="k" key={i}>
      {keyLabel(key)}
    </kbd>
  ));
}

/** The same for aria-keyshortcuts. */
export function ariaKeys(keys: string | undefined): string | undefined {
  const mod = keyLabel('mod') === '⌘' ? 'Meta' : 'Control';
  return keys
    ?.split('+')
    .map((key) =>
      key === 'mod' ? mod : key.length > 1 ? key[0]?.toUpperCase() + key.slice(1) : key,
    )
    .join('+');
}
