// The keys of a record, on its page and in its peek.
import { useEffect, useMemo, useRef } from 'react';
import { useCommands, type Command } from '../../app/commands';
import { useKeys, type Binding } from '../../app/keys';
import { openOverlay } from '../../app/overlays';
import type { Row } from '../../api/types';
import { field, type EntityMeta } from '../../data/meta';
import { useMe } from '../../data/session';
import { tellProblem } from '../../data/writes';
import { t } from '../../text';
import { setOwner } from './actions';
import { email, logWith, trash } from './actionBar';
import { done, isDone, momentOf } from './followUp';
import type { RecordUi } from './ui';

export interface RecordKeys {
  entity: EntityMeta;
  row: Row;
  ui: RecordUi;
  editable: boolean;
  writes: boolean;
  onMove?: ((step: 1 | -1) => void) | undefined;
  onOpen?: (() => void) | undefined;
  onGone: () => void;
}

export function useRecordKeys({
  entity,
  row,
  ui,
  editable,
  writes,
  onMove,
  onOpen,
  onGone,
}: RecordKeys): void {
  const me = useMe().user;
  const has = (name: string) => field(entity, name) !== undefined;
  const moment = momentOf(entity);
  const next = moment !== null && !isDone(row);
  const isSet = moment !== null && !!row[moment];
  const claim = () => {
    if (row['owner_id'] === null) setOwner(entity, row, { user_id: me.id, name: me.name });
    else ui.openMenu('owner');
  };
  const binding = (keys: string, text: Binding['text'], run: () => void, when = true): Binding => ({
    keys,
    text,
    group: 'record',
    run,
    when: () => when,
  });
  const add = () =>
    openOverlay('create', {
      entity: writes ? 'task' : 'contact',
      about: { entity: entity.name, id: row.id },
    });
  const bindings = [
    binding('n', 'keys.new', add),
    binding('o', 'rec.keys.note', () => ui.write('note'), writes && editable),
    binding('m', 'rec.keys.email', () => email(entity, row, ui), writes && editable),
    binding('t', 'rec.keys.task', () => ui.write('task'), writes && editable),
    binding('l', 'rec.keys.log', () => logWith(entity, row, ui), writes && editable),
    binding(
      's',
      'rec.keys.stage',
      () => ui.edit(has('stage') ? 'stage' : 'status'),
      editable && (has('stage') || has('status')),
    ),
    binding('a', 'rec.keys.assign', claim, editable && has('owner_id')),
    binding('h', 'rec.keys.snooze', () => ui.openMenu(isSet ? 'snooze' : 'next'), editable && next),
    binding(
      'd',
      'rec.keys.done',
      () => void done(entity, row).catch(tellProblem),
      editable && next && (isSet || moment === 'due_at'),
    ),
    binding('e', 'rec.keys.edit', () => ui.edit(''), editable),
    binding('#', 'rec.keys.trash', () => trash(entity, row, onGone), editable && entity.trash),
    binding('j', 'rec.keys.next', () => onMove?.(1), !!onMove),
    binding('k', 'rec.keys.previous', () => onMove?.(-1), !!onMove),
    binding('enter', 'rec.keys.open', () => onOpen?.(), !!onOpen),
  ];
  useKeys(bindings);
  useRecordCommands(bindings);
}

/** The same for the palette, but for walking and opening. */
const walking = ['j', 'k', 'enter', 'n', 'l'];

function useRecordCommands(bindings: Binding[]): void {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  const now = bindings.filter((b) => !walking.includes(b.keys) && b.when?.() !== false);
  const shape = now.map((b) => b.keys).join();
  const commands = useMemo(
    () =>
      latest.current
        .filter((b) => shape.split(',').includes(b.keys))
        .map((b): Command => ({
          id: `record.${b.keys}`,
          label: t(b.text),
          keys: b.keys,
          run: () =>
            latest.current.find((x) => x.keys === b.keys)?.run(new KeyboardEvent('keydown')),
        })),
    [shape],
  );
  useCommands(commands);
}
