// What the machine in front of the user calls its keys.
export const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
export const modLabel = isMac ? '⌘' : 'Ctrl';

/** "mod+k" -> "⌘K" or "Ctrl K", for a key cap. */
export function keyLabel(keys: string): string {
  const names: Record<string, string> = {
    mod: modLabel,
    enter: '↵',
    escape: 'esc',
    space: 'space',
    arrowup: '↑',
    arrowdown: '↓',
    arrowleft: '←',
    arrowright: '→',
    shift: '⇧',
  };
  const caps = keys.split('+').map((k) => names[k] ?? (keys.includes('+') ? k.toUpperCase() : k));
  return caps.join(isMac ? '' : ' ');
}
