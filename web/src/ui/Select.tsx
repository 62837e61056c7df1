// One of a fixed list. A combobox without typing, but letters jump. Ours, not Radix's: that one injects
// style elements, which the page's CSP forbids.
import { Check, ChevronsUpDown } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { t } from '../text';
import { classes } from './classes';
import { useField } from './Field';
import { Icon } from './Icon';
import { Listbox, ListPopover, moveCursor, optionId } from './listbox';

export interface SelectOption<V extends string> {
  value: V;
  /** Its name, which letters jump to. */
  label: string;
  /** What is shown of it, where that is more than its name. */
  content?: ReactNode;
  disabled?: boolean | undefined;
}

export interface SelectProps<V extends string> {
  value: V | null;
  options: readonly SelectOption<V>[];
  onChange: (value: V) => void;
  /** Its name where no Field stands around it. */
  label?: string | undefined;
  placeholder?: string | undefined;
  disabled?: boolean | undefined;
  invalid?: boolean | undefined;
  size?: 'sm' | 'md' | 'lg' | undefined;
  id?: string | undefined;
  /** Open from the start, for a cell that is being edited. */
  startOpen?: boolean | undefined;
  onClose?: (() => void) | undefined;
}

const JUMP_PAUSE = 700;

export function Select<V extends string>(props: SelectProps<V>) {
  const { value, options, onChange, label, size, disabled, startOpen = false, onClose } = props;
  const list = useId();
  const field = useField({ id: props.id, invalid: props.invalid });
  const chosen = options.findIndex((o) => o.value === value);
  const [open, setOpen] = useState(startOpen);
  const [cursor, setCursor] = useState(Math.max(chosen, 0));
  const typed = useRef({ text: '', at: 0 });

  const show = () => {
    setCursor(Math.max(chosen, 0));
    setOpen(true);
  };
  const close = () => {
    setOpen(false);
    onClose?.();
  };
  const choose = (at: number) => {
    const option = options[at];
    if (!option || option.disabled) return;
    if (option.value !== value) onChange(option.value);
    close();
  };
  const jump = (letter: string) => {
    const now = Date.now();
    const old = typed.current;
    const text = (now - old.at < JUMP_PAUSE ? old.text : '') + letter.toLowerCase();
    typed.current = { text, at: now };
    const found = options.findIndex((o) => o.label.toLowerCase().startsWith(text));
    if (found < 0) return;
    if (open) setCursor(found);
    else choose(found);
  };

  const keys = (e: KeyboardEvent) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const moved = open ? moveCursor(e.key, cursor, options.length) : undefined;
    if (moved !== undefined) setCursor(moved);
    else if (!open && ['Enter', ' ', 'ArrowDown', 'ArrowUp'].includes(e.key)) show();
    else if (open && ['Enter', ' '].includes(e.key)) choose(cursor);
    else if (open && e.key === 'Escape') close();
    else if (open && e.key === 'Tab') return choose(cursor);
    else if (e.key.length === 1) jump(e.key);
    else return;
    e.preventDefault();
    e.stopPropagation();
  };

  const shown = options[chosen];
  const control = (
    <button
      type="button"
      {...field}
      className={classes(
        'input',
        size !== 'md' && size,
        field['aria-invalid'] && 'bad',
        disabled && 'off',
      )}
      role="combobox"
      aria-label={label}
      aria-haspopup="listbox"
      aria-expanded={open}
      aria-controls={open ? list : undefined}
      aria-activedescendant={open ? optionId(list, cursor) : undefined}
      disabled={disabled}
      // An editor that opened has the keys.
      // eslint-disable-next-line jsx-a11y/no-autofocus -- asked for by whoever opens it
      autoFocus={startOpen}
      onClick={() => (open ? close() : show())}
      onKeyDown={keys}
      onBlur={() => open && close()}
    >
      <span className={classes('grow trunc', !shown && 'ph')}>
        {shown ? (shown.content ?? shown.label) : (props.placeholder ?? t('ui.choose'))}
      </span>
      <Icon of={ChevronsUpDown} size="s" className="dim" />
    </button>
  );
  return (
    <ListPopover open={open} onClose={close} control={control}>
      <Listbox
        id={list}
        label={label ?? t('ui.options')}
        cursor={cursor}
        onCursor={setCursor}
        onChoose={choose}
        rows={options.map((o) => ({
          key: o.value,
          selected: o.value === value,
          disabled: o.disabled,
          content: (
            <>
              <span className="grow trunc">{o.content ?? o.label}</span>
              {o.value === value && <Icon of={Check} size="s" />}
            </>
          ),
        }))}
      />
    </ListPopover>
  );
}
