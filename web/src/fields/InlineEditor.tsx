// Changing a value where it stands: enter and leaving save, tab saves and goes on, esc restores. The
// change shows at once; when the server refuses it, whoever opened the editor opens it again with what
// was typed and the cure beneath.
import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import { Problem } from '../api/client';
import type { Row, Value } from '../api/types';
import type { FieldMeta } from '../data/meta';
import { patchRecord, problemText, type Values } from '../data/writes';
import { t } from '../text';
import { Kbd } from '../ui';
import { Control } from './Control';
import { kindOf } from './kinds';
import { fieldLabel } from './words';

export interface Refused {
  value: Value;
  also: Values;
  message: string;
}

export interface InlineEditorProps {
  /** The entity's name: "contact". */
  entity: string;
  row: Row;
  field: FieldMeta;
  /** It is over; with a step the next (1) or the one before (-1) is to be edited. */
  onClose: (step?: 1 | -1) => void;
  /** After it was over: the server said no. */
  onRefused: (refused: Refused) => void;
  /** What was refused, to be cured. */
  refused?: Refused | undefined;
  /** In a cell of a table. */
  compact?: boolean | undefined;
  /** Saves otherwise than by a PATCH of the row. */
  save?: ((values: Values) => Promise<unknown>) | undefined;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Popovers of a control lie elsewhere in the page, and yet belong to it. */
function inPopover(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest('[data-radix-popper-content-wrapper]') !== null
  );
}

const takesLines = (field: FieldMeta) => kindOf(field) === 'longtext';

export function InlineEditor(props: InlineEditorProps) {
  const { entity, row, field, onClose, onRefused, refused, compact, save } = props;
  const start = row[field.name] ?? null;
  const [value, setValue] = useState<Value>(refused ? refused.value : start);
  // What is typed, also before it is rendered: enter may follow a key at once.
  const latest = useRef<{ value: Value; also: Values }>({
    value: refused ? refused.value : start,
    also: refused?.also ?? {},
  });
  const over = useRef(false);
  const self = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Not every control takes the focus by itself.
    const box = self.current;
    if (box && !box.contains(document.activeElement))
      box.querySelector<HTMLElement>('input, textarea, button:not([tabindex="-1"])')?.focus();
  }, []);

  const change = (next: Value, also: Values = {}) => {
    latest.current = { value: next, also };
    setValue(next);
  };
  const close = (step?: 1 | -1) => {
    if (over.current) return;
    over.current = true;
    onClose(step);
  };
  const keep = (step?: 1 | -1) => {
    if (over.current) return;
    const typed = latest.current;
    close(step);
    if (same(typed.value, start) && !refused) return;
    const values = { [field.name]: typed.value, ...typed.also };
    const sent = save ? save(values) : patchRecord(entity, row, values);
    sent.catch((e: unknown) => {
      const own = e instanceof Problem ? e.of(field.name) : undefined;
      onRefused({ ...typed, message: own ?? problemText(e) });
    });
  };
  /** A list that was open may have taken the tab as its choice already. */
  const goOn = (step: 1 | -1) => {
    if (over.current) onClose(step);
    else keep(step);
  };
  const done = (next: Value, also?: Values) => {
    change(next, also);
    keep();
  };

  // Tags and links were each chosen; only what is being typed is taken back.
  const leave = () => (Array.isArray(latest.current.value) ? keep() : close());

  const keys = (e: KeyboardEvent) => {
    if (e.nativeEvent.isComposing || inPopover(e.target)) return;
    if (e.key === 'Escape') leave();
    else if (e.defaultPrevented) return;
    else if (e.key === 'Tab') goOn(e.shiftKey ? -1 : 1);
    else if (e.key === 'Enter' && (!takesLines(field) || e.ctrlKey || e.metaKey)) {
      if (e.target instanceof HTMLButtonElement) return;
      keep();
    } else return;
    e.preventDefault();
    e.stopPropagation();
  };
  const left = (e: FocusEvent) => {
    const to = e.relatedTarget;
    if (e.currentTarget.contains(to) || inPopover(to) || inPopover(e.target)) return;
    // Focus that goes nowhere: the window lost it, or a popover is about to open.
    if (to === null && !document.hasFocus()) return;
    keep();
  };

  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys of the control in it
    <div ref={self} className={compact ? 'ined compact' : 'ined'} onKeyDown={keys} onBlur={left}>
      <Control
        field={field}
        row={row}
        value={value}
        onChange={change}
        onDone={done}
        onEscape={leave}
        label={t('edit.name', { field: fieldLabel(field) })}
        invalid={refused !== undefined}
        autoFocus
        size="sm"
        compact={compact}
      />
      {refused ? (
        <div className="ined-err" role="alert">
          {refused.message}
        </div>
      ) : (
        !compact && (
          <div className="ined-keys" aria-hidden>
            <Kbd keys={takesLines(field) ? 'mod+enter' : 'enter'} /> {t('edit.save')}{' '}
            <Kbd keys="escape" /> {t('edit.cancel')}
          </div>
        )
      )}
    </div>
  );
}
