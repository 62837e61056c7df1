// A value of a record that is edited by a click (or enter on it), with everything an editor needs.
import { useRef, useState } from 'react';
import type { Row, Value } from '../api/types';
import type { FieldMeta } from '../data/meta';
import type { Values } from '../data/writes';
import { t } from '../text';
import { Cell, isMissing } from './Cell';
import { InlineEditor, type Refused } from './InlineEditor';
import { isEditable } from './kinds';
import { fieldLabel } from './words';

export interface EditableProps {
  entity: string;
  row: Row;
  field: FieldMeta;
  /** Where a value is shown otherwise than by its cell: the name as a title, a long text as Markdown. */
  children?: React.ReactNode;
  save?: ((values: Values) => Promise<unknown>) | undefined;
  readOnly?: boolean | undefined;
  /** Tab goes on to the next field. */
  onNext?: ((step: 1 | -1) => void) | undefined;
}

/** A click on a link or a button within follows that, not the pencil. */
function inLink(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a[href]') !== null;
}

export function Editable({ entity, row, field, children, save, readOnly, onNext }: EditableProps) {
  const [open, setOpen] = useState(false);
  const [refused, setRefused] = useState<Refused>();
  const self = useRef<HTMLDivElement>(null);
  const value: Value | undefined = row[field.name];
  const shown =
    children ?? (isMissing(value) ? <Empty /> : <Cell field={field} row={row} follow />);
  if (readOnly || !isEditable(field))
    return <div className="value">{children ?? <Cell field={field} row={row} follow />}</div>;
  if (open)
    return (
      <InlineEditor
        entity={entity}
        row={row}
        field={field}
        refused={refused}
        save={save}
        onClose={(step) => {
          setOpen(false);
          setRefused(undefined);
          if (step) onNext?.(step);
          else requestAnimationFrame(() => self.current?.focus());
        }}
        onRefused={(r) => {
          setRefused(r);
          setOpen(true);
        }}
      />
    );
  return (
    <div
      ref={self}
      role="button"
      tabIndex={0}
      className="value editable"
      data-field={field.name}
      onClick={(e) => {
        if (!inLink(e.target)) setOpen(true);
      }}
      onKeyDown={(e) => {
        if ((e.key !== 'Enter' && e.key !== ' ') || inLink(e.target)) return;
        e.preventDefault();
        e.stopPropagation();
        setOpen(true);
      }}
    >
      <span className="sr">{t('edit.name', { field: fieldLabel(field) })}: </span>
      {shown}
    </div>
  );
}

function Empty() {
  return <span className="dim">{t('edit.add')}</span>;
}
