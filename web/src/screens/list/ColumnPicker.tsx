// Which columns, in which order: ticks, drag, alt with up and down. It stays open while one ticks.
import {
  closestCenter,
  DndContext,
  PointerSensor,
  useSensor,
  useSensors,
  type DragEndEvent,
} from '@dnd-kit/core';
import { SortableContext, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { GripVertical, Pin, Search } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import type { EntityMeta, FieldMeta } from '../../data/meta';
import type { Column } from '../../data/own';
import { fieldIcon, fieldLabel, shownFields } from '../../fields';
import { t } from '../../text';
import { Button, Checkbox, classes, Icon, Input } from '../../ui';
import { moveColumn, resolveColumns } from './columns';

interface ColumnPickerProps {
  entity: EntityMeta;
  columns: Column[];
  onColumns: (columns: Column[] | null) => void;
}

export default function ColumnPicker({ entity, columns, onColumns }: ColumnPickerProps) {
  const [text, setText] = useState('');
  const [said, setSaid] = useState('');
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }));
  const wanted = text.trim().toLowerCase();
  const fits = (f: FieldMeta) => fieldLabel(f).toLowerCase().includes(wanted);
  const shown = resolveColumns(entity, columns).map((c) => c.field);
  const rest = shownFields(entity)
    .filter((f) => !shown.includes(f))
    .sort((a, b) => fieldLabel(a).localeCompare(fieldLabel(b)));
  /** The columns as they are shown: the name first. */
  const order = shown.map((f) => columns.find((c) => c.name === f.name) ?? { name: f.name });

  const tick = (field: FieldMeta, on: boolean) =>
    onColumns(on ? [...order, { name: field.name }] : order.filter((c) => c.name !== field.name));
  const move = (from: number, to: number) => {
    if (to < 1 || to >= order.length) return;
    onColumns(moveColumn(order, from, to));
    const moved = shown[from];
    if (moved)
      setSaid(t('columns.moved', { field: fieldLabel(moved), n: to + 1, of: order.length }));
  };
  const dropped = ({ active, over }: DragEndEvent) => {
    const from = order.findIndex((c) => c.name === active.id);
    const to = order.findIndex((c) => c.name === over?.id);
    if (from > 0 && to >= 0 && from !== to) move(from, Math.max(to, 1));
  };

  return (
    <>
      <div style={{ padding: '2px 2px 6px' }}>
        <Input
          size="sm"
          soft
          icon={Search}
          autoFocus
          aria-label={t('list.findField')}
          placeholder={t('list.findField')}
          value={text}
          onChange={(e) => setText(e.target.value)}
        />
      </div>
      <div className="colpick">
        <div className="ttl">{t('columns.shown')}</div>
        <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={dropped}>
          <SortableContext items={order.map((c) => c.name)} strategy={verticalListSortingStrategy}>
            {shown.map((field, at) =>
              fits(field) ? (
                <ShownRow
                  key={field.name}
                  field={field}
                  at={at}
                  onTick={(on) => tick(field, on)}
                  onMove={(step) => move(at, at + step)}
                />
              ) : null,
            )}
          </SortableContext>
        </DndContext>
        {rest.some(fits) && <div className="ttl">{t('columns.others')}</div>}
        {rest.filter(fits).map((field) => (
          <div key={field.name} className="it">
            <span className="grip" aria-hidden />
            <span className="grow">
              <Checkbox checked={false} onChange={() => tick(field, true)}>
                {fieldLabel(field)}
              </Checkbox>
            </span>
            <Icon of={fieldIcon(field)} size="s" />
          </div>
        ))}
      </div>
      <hr />
      <Button kind="ghost" size="sm" onClick={() => onColumns(null)}>
        {t('columns.reset')}
      </Button>
      <span className="sr" role="status">
        {said}
      </span>
    </>
  );
}

interface ShownRowProps {
  field: FieldMeta;
  at: number;
  onTick: (on: boolean) => void;
  onMove: (step: 1 | -1) => void;
}

function ShownRow({ field, at, onTick, onMove }: ShownRowProps) {
  const fixed = at === 0;
  const { setNodeRef, listeners, transform, transition, isDragging } = useSortable({
    id: field.name,
    disabled: fixed,
  });
  const keys = (e: KeyboardEvent) => {
    if (!e.altKey || (e.key !== 'ArrowUp' && e.key !== 'ArrowDown')) return;
    e.preventDefault();
    e.stopPropagation();
    onMove(e.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys of the box in it
    <div
      ref={setNodeRef}
      className={classes('it', isDragging && 'carried')}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      onKeyDown={keys}
    >
      <span
        className="grip"
        title={fixed ? t('columns.pinned') : t('columns.drag')}
        {...(fixed ? {} : listeners)}
      >
        <Icon of={fixed ? Pin : GripVertical} size="s" />
      </span>
      <span className="grow">
        <Checkbox checked disabled={fixed} onChange={onTick}>
          {fieldLabel(field)}
        </Checkbox>
      </span>
      <Icon of={fieldIcon(field)} size="s" />
    </div>
  );
}
