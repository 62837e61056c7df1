// What is to be done and what is planned around a record.
import { CalendarDays, CircleCheck, Plus } from 'lucide-react';
import { Link } from '@tanstack/react-router';
import { useRef, useState, type FormEvent } from 'react';
import { openOverlay } from '../../app/overlays';
import { useWorkspaceId } from '../../app/state';
import type { Row } from '../../api/types';
import { nameOf, useEntity } from '../../data/meta';
import { useMe, useWorkspace } from '../../data/session';
import { patchRecord, problemText, tellProblem } from '../../data/writes';
import { optionLabel } from '../../fields';
import { dayFromNow, due, exactTime } from '../../lib/time';
import { t } from '../../text';
import { Button, Checkbox, classes, DatePicker, IconButton, Input, Popover } from '../../ui';
import { Box, retryOf } from './Box';
import { addChild, refreshRecord, useLinked } from './data';
import type { Self } from './entries';
import { complete, putOn, reopen } from './followUp';

const OPEN = 'open,in_progress';
const DONE_SHOWN = 3;
const looks = { late: 'bad b', now: 'warn b', later: 'dim' } as const;

export interface RelatedProps {
  self: Self;
  row: Row;
  editable: boolean;
}

export function openTasks(self: Self) {
  return { plural: 'tasks', query: { 'status[in]': OPEN, sort: 'due_at' }, self };
}

export function useOpenTasks(self: Self) {
  const { plural, query } = openTasks(self);
  return useLinked(plural, self, query);
}

async function set(work: Promise<unknown>, self: Self): Promise<void> {
  await work.catch(tellProblem);
  await refreshRecord(self);
}

const nameOfTask = (row: Row) => String(row['title'] ?? '');

function DueChip({ row, editable }: { row: Row; editable: boolean }) {
  const zone = useWorkspace().time_zone;
  const [open, setOpen] = useState(false);
  const at = typeof row['due_at'] === 'string' ? row['due_at'] : null;
  const when = at ? due(at, zone) : null;
  const text = when?.text ?? t('rec.comp.noDue');
  const look = classes('sm nowrap', when ? looks[when.urgency] : 'dim');
  if (!editable) return at ? <span className={look}>{text}</span> : null;
  return (
    <Popover
      label={t('rec.tasks.due', { name: nameOfTask(row) })}
      width={250}
      align="end"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button
          type="button"
          className={classes(look, 'due', !at && 'quiet')}
          title={at ? exactTime(at, zone) : undefined}
        >
          {text}
        </button>
      }
    >
      <DatePicker
        autoFocus
        label={t('rec.tasks.due', { name: nameOfTask(row) })}
        value={at ? at.slice(0, 10) : null}
        today={dayFromNow(0, zone)}
        onChange={(day) => {
          setOpen(false);
          const next = day && putOn(day, at, zone);
          void patchRecord('task', row, { due_at: next }).catch(tellProblem);
        }}
      />
    </Popover>
  );
}

function TaskRow({ row, self, editable }: { row: Row; self: Self; editable: boolean }) {
  const workspace = useWorkspaceId();
  const task = useEntity('task');
  const done = row['status'] === 'done';
  const name = nameOfTask(row);
  return (
    <li className={done ? 'row dim' : 'row'}>
      <Checkbox
        round
        checked={done}
        disabled={!editable}
        label={t(done ? 'rec.tasks.reopen' : 'rec.tasks.complete', { name })}
        onChange={() => void set(done ? reopen(task, row) : complete(task, row), self)}
      />
      <Link className="grow trunc" to={`/w/${workspace}/tasks/${row.id}` as never}>
        {done ? <s>{name}</s> : name}
      </Link>
      {!done && <DueChip row={row} editable={editable} />}
    </li>
  );
}

function NewTask({ self, onClose }: { self: Self; onClose: () => void }) {
  const me = useMe();
  const zone = useWorkspace().time_zone;
  const [title, setTitle] = useState('');
  const [day, setDay] = useState<string | null>(null);
  const [error, setError] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const save = async (e: FormEvent) => {
    e.preventDefault();
    const name = title.trim();
    if (!name) return onClose();
    try {
      await addChild(
        self,
        'tasks',
        {
          title: name,
          owner_id: me.user.id,
          links: [{ entity_type: self.entity, entity_id: self.id }],
          ...(day ? { due_at: day } : {}),
        },
        t('rec.comp.done.task'),
      );
      setTitle('');
      setDay(null);
      field.current?.focus();
    } catch (problem) {
      setError(problemText(problem));
    }
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- esc of its fields
    <form
      className="col g6"
      onSubmit={(e) => void save(e)}
      onKeyDown={(e) => {
        if (e.key !== 'Escape' || e.defaultPrevented) return;
        e.stopPropagation();
        onClose();
      }}
    >
      <Input
        ref={field}
        size="sm"

        autoFocus
        aria-label={t('rec.tasks.new')}
        placeholder={t('rec.tasks.new')}
        value={title}
        maxLength={255}
        onChange={(e) => setTitle(e.target.value)}
      />
      <div className="row g6">
        <span className="grow">
          <DatePicker
            size="sm"
            label={t('rec.comp.due')}
            value={day}
            today={dayFromNow(0, zone)}
            onChange={setDay}
          />
        </span>
        <Button size="sm" type="submit" kind="primary">
          {t('do.add')}
        </Button>
      </div>
      {error && (
        <p className="comp-err" role="alert">
          {error}
        </p>
      )}
    </form>
  );
}

export function Tasks({ self, editable }: RelatedProps) {
  const open = useOpenTasks(self);
  const done = useLinked('tasks', self, { status: 'done', sort: '-completed_at' });
  const [adding, setAdding] = useState(false);
  const rows = [...open.rows, ...done.rows.slice(0, DONE_SHOWN)];
  return (
    <Box
      title={t('rec.tasks')}
      icon={CircleCheck}
      count={open.rows.length}
      waiting={open.isPending}
      retry={retryOf(open)}
      add={editable ? { label: t('rec.tasks.add'), onAdd: () => setAdding(true) } : undefined}
      none={rows.length || adding ? undefined : t('rec.tasks.none')}
    >
      {rows.length > 0 && (
        <ul className="col g10">
          {rows.map((row) => (
            <TaskRow key={row.id} row={row} self={self} editable={editable} />
          ))}
        </ul>
      )}
      {adding && <NewTask self={self} onClose={() => setAdding(false)} />}
    </Box>
  );
}

// --- activities ---

export function useOpenActivities(self: Self) {
  return useLinked('activities', self, { status: 'open', sort: 'due_at' });
}

export function Activities({ self, editable }: RelatedProps) {
  const workspace = useWorkspaceId();
  const zone = useWorkspace().time_zone;
  const entity = useEntity('activity');
  const list = useOpenActivities(self);
  const { rows, isPending } = list;
  const add = () =>
    openOverlay('create', {
      entity: 'activity',
      values: { links: [{ entity_type: self.entity, entity_id: self.id }] },
      onCreated: () => void refreshRecord(self),
    });
  return (
    <Box
      title={t('rec.activities')}
      icon={CalendarDays}
      count={rows.length}
      waiting={isPending}
      retry={retryOf(list)}
      adder={
        editable && (
          <IconButton icon={Plus} size="sm" label={t('rec.activities.add')} onClick={add} />
        )
      }
      none={rows.length ? undefined : t('rec.activities.none')}
    >
      {rows.length > 0 && (
        <ul className="col g10">
          {rows.map((row) => {
            const at = typeof row['due_at'] === 'string' ? row['due_at'] : null;
            const when = at ? due(at, zone) : null;
            return (
              <li key={row.id} className="row">
                <Checkbox
                  round
                  checked={false}
                  disabled={!editable}
                  label={t('rec.tasks.complete', { name: nameOf(entity, row) })}
                  onChange={() => void set(complete(entity, row), self)}
                />
                <Link className="grow trunc" to={`/w/${workspace}/activities/${row.id}` as never}>
                  {nameOf(entity, row)}
                </Link>
                <span className={classes('sm nowrap', when ? looks[when.urgency] : 'dim')}>
                  {when?.text ?? optionLabel({ name: 'type' }, row['type'])}
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </Box>
  );
}
