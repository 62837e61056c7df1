// Type, and choose from what is found: at most eight, those already chosen left out, "create" last.
// Suggestions may come from afar; an answer that is no longer asked for is dropped.
import { Plus } from 'lucide-react';
import { useEffect, useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { t } from '../text';
import { Icon, type LucideIcon } from './Icon';
import { Input } from './Input';
import { Listbox, ListPopover, moveCursor, optionId, type Row } from './listbox';

export interface ComboOption {
  id: string;
  label: string;
  /** A quieter word behind it. */
  detail?: ReactNode;
  /** What stands before it: an avatar, a dot. */
  lead?: ReactNode;
}

export interface ComboboxProps<O extends ComboOption> {
  load: (text: string, signal: AbortSignal) => Promise<readonly O[]> | readonly O[];
  onChoose: (option: O) => void;
  /** Offers to create what was typed and is not there. */
  onCreate?: ((name: string) => void) | undefined;
  createText?: ((name: string) => string) | undefined;
  /** Ids that are chosen already. */
  leaveOut?: readonly string[] | undefined;
  /** The text at the start: the name of what is chosen. */
  text?: string | undefined;
  /** Empties after a choice, to take the next one. */
  several?: boolean | undefined;
  label?: string | undefined;
  placeholder?: string | undefined;
  icon?: LucideIcon | undefined;
  size?: 'sm' | 'md' | 'lg' | undefined;
  disabled?: boolean | undefined;
  invalid?: boolean | undefined;
  id?: string | undefined;
  autoFocus?: boolean | undefined;
  /** Esc with the list closed, or Backspace in an empty field. */
  onEscape?: (() => void) | undefined;
  onBackspace?: (() => void) | undefined;
}

const MOST = 8;
const KEY_PAUSE = 60;

type Found<O> = { state: 'searching' | 'found' | 'failed'; options: readonly O[] };

export function Combobox<O extends ComboOption>(props: ComboboxProps<O>) {
  const { onChoose, onCreate, leaveOut = [], label, several = false } = props;
  const list = useId();
  const [text, setText] = useState(props.text ?? '');
  const [open, setOpen] = useState(false);
  const [cursor, setCursor] = useState(0);
  const found = useFound(props.load, text, open);

  const name = text.trim();
  const options = found.options.filter((o) => !leaveOut.includes(o.id)).slice(0, MOST);
  const known = options.some((o) => o.label.toLowerCase() === name.toLowerCase());
  const creates = onCreate !== undefined && name !== '' && found.state === 'found' && !known;
  const count = options.length + (creates ? 1 : 0);
  const at = Math.min(cursor, Math.max(count - 1, 0));

  const type = (next: string) => {
    setText(next);
    setCursor(0);
    setOpen(true);
  };
  const choose = (index: number) => {
    const option = options[index];
    if (!option && !creates) return;
    setText(several ? '' : (option?.label ?? name));
    setCursor(0);
    setOpen(several);
    if (option) onChoose(option);
    else onCreate?.(name);
  };

  const keys = (e: KeyboardEvent) => {
    if (e.nativeEvent.isComposing) return;
    const edge = e.key === 'Home' || e.key === 'End';
    const moved = open && !edge ? moveCursor(e.key, at, count) : undefined;
    if (moved !== undefined) setCursor(moved);
    else if (!open && (e.key === 'ArrowDown' || e.key === 'ArrowUp')) setOpen(true);
    else if (open && e.key === 'Enter' && count > 0) choose(at);
    else if (open && e.key === 'Escape') setOpen(false);
    else if (!open && e.key === 'Escape' && props.onEscape) props.onEscape();
    else if (open && e.key === 'Tab' && name !== '' && count > 0) return choose(at);
    else if (e.key === 'Backspace' && text === '' && props.onBackspace) props.onBackspace();
    else return;
    e.preventDefault();
    e.stopPropagation();
  };

  const rows: Row[] = options.map((o) => ({
    key: o.id,
    content: (
      <>
        {o.lead}
        <span className="grow trunc">{o.label}</span>
        {o.detail !== undefined && <span className="detail trunc">{o.detail}</span>}
      </>
    ),
  }));
  if (creates) {
    const offer = props.createText?.(name) ?? t('ui.create', { name });
    rows.push({
      key: 'create',
      content: (
        <>
          <Icon of={Plus} />
          <span className="grow trunc">{offer}</span>
        </>
      ),
    });
  }

  const said = words(found.state, count);
  const control = (
    <Input
      id={props.id}
      invalid={props.invalid}
      icon={props.icon}
      size={props.size}
      role="combobox"
      aria-label={label}
      aria-autocomplete="list"
      aria-expanded={open}
      aria-controls={open ? list : undefined}
      aria-activedescendant={open && count > 0 ? optionId(list, at) : undefined}
      autoComplete="off"
      spellCheck={false}
      placeholder={props.placeholder}
      disabled={props.disabled}

      autoFocus={props.autoFocus}
      value={text}
      onChange={(e) => type(e.target.value)}
      onClick={() => setOpen(true)}
      onKeyDown={keys}
      onBlur={() => setOpen(false)}
    />
  );
  return (
    <ListPopover open={open} onClose={() => setOpen(false)} control={control}>
      <Listbox
        id={list}
        label={label ?? t('ui.options')}
        rows={rows}
        cursor={at}
        onCursor={setCursor}
        onChoose={choose}
        said={said !== undefined && <div className="said">{said}</div>}
      />
      <span className="sr" role="status">
        {said ?? (found.state === 'found' ? t('ui.found', { n: count }) : '')}
      </span>
    </ListPopover>
  );
}

function words(state: Found<unknown>['state'], count: number): string | undefined {
  if (state === 'failed') return t('ui.searchFailed');
  if (count > 0) return undefined;
  return state === 'searching' ? t('ui.searching') : t('ui.nothingFound');
}

/** What `load` finds for the text, once its keys pause. The former answer stays until the next comes. */
function useFound<O>(
  load: (text: string, signal: AbortSignal) => Promise<readonly O[]> | readonly O[],
  text: string,
  open: boolean,
): Found<O> {
  const [found, setFound] = useState<Found<O>>({ state: 'searching', options: [] });
  useEffect(() => {
    if (!open) return;
    const asked = new AbortController();
    const ask = async () => {
      try {
        const options = await load(text.trim(), asked.signal);
        if (!asked.signal.aborted) setFound({ state: 'found', options });
      } catch {
        if (!asked.signal.aborted) setFound({ state: 'failed', options: [] });
      }
    };
    setFound((old) => ({ state: 'searching', options: old.options }));
    const timer = setTimeout(() => void ask(), text === '' ? 0 : KEY_PAUSE);
    return () => {
      clearTimeout(timer);
      asked.abort();
    };
    // `load` is often made anew at each rendering; what was typed decides when to ask.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [text, open]);
  return found;
}

/** `load` over options that are at hand: those with a word that begins with each word typed. */
export function among<O extends ComboOption>(
  options: readonly O[],
): (text: string) => readonly O[] {
  const fold = (s: string) => s.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return (text) => {
    const wanted = fold(text).split(/\s+/).filter(Boolean);
    return options.filter((o) => {
      const has = fold(o.label).split(/[\s\-_/.]+/);
      return wanted.every((w) => has.some((word) => word.startsWith(w)));
    });
  };
}
