// What is next with a record: the next contact of a person or a company, the due date of a task or an
// activity. How far it may be put off, and what "done" means. A person with a rhythm comes back by it.
import type { Row } from '../../api/types';
import { field, nameOf, type EntityMeta } from '../../data/meta';
import { patchCached } from '../../data/records';
import { contacted, rhythmOf, untilMonday } from '../../data/rhythm';
import { shownWorkspace } from '../../data/session';
import { act, patchRecord } from '../../data/writes';
import { dayFromNow } from '../../lib/time';
import { instantOf, wallClock } from '../../lib/zone';
import { t, type TextKey } from '../../text';

export type Moment = 'next_contact_at' | 'due_at';

/** The date that says what is next; none for notes and websites' like. */
export function momentOf(entity: EntityMeta): Moment | null {
  if (isTodo(entity)) return 'due_at';
  const next = field(entity, 'next_contact_at');
  return next && !next.input_only ? 'next_contact_at' : null;
}

/** What is completed, rather than talked to. */
export function isTodo(entity: EntityMeta): boolean {
  const status = field(entity, 'status');
  return !!field(entity, 'due_at') && !!status?.options?.includes('done');
}

export function isDone(row: Row): boolean {
  return row['status'] === 'done' || row['status'] === 'cancelled';
}

export interface Snooze {
  text: TextKey;
  day: string;
}

/** What "later" may mean: tomorrow, Monday, in a week, the usual rhythm. */
export function snoozes(row: Row, zone: string, now = new Date()): Snooze[] {
  const choices: [TextKey, number | null][] = [
    ['rec.snooze.tomorrow', 1],
    ['rec.snooze.monday', untilMonday(zone, now)],
    ['rec.snooze.week', 7],
    ['rec.snooze.rhythm', rhythmOf(row)],
  ];
  return choices.flatMap(([text, days]) =>
    days === null ? [] : [{ text, day: dayFromNow(days, zone, now) }],
  );
}

/** The day, at the time of day it had. */
export function putOn(day: string, before: unknown, zone: string): string {
  if (typeof before !== 'string' || before.length <= 10) return day;
  const { clock } = wallClock(before, zone);
  return clock === '00:00' ? day : instantOf(day, clock, zone);
}

export function snooze(entity: EntityMeta, row: Row, day: string): Promise<Row> {
  const moment = momentOf(entity) ?? 'next_contact_at';
  const at = putOn(day, row[moment], shownWorkspace().time_zone);
  return patchRecord(entity.name, row, { [moment]: at }, { what: t('rec.snoozed') });
}

/** A task is completed, a recurring one leaves the next behind. */
export async function complete(entity: EntityMeta, row: Row): Promise<void> {
  const what = t('rec.tasks.completed', { name: nameOf(entity, row) });
  patchCached(entity.name, row.id, (now) => ({ ...now, status: 'done' }));
  try {
    await act(`/crm/${entity.plural}/${row.id}/complete`, {}, what);
  } catch (e) {
    patchCached(entity.name, row.id, (now) => ({ ...now, status: row['status'] ?? 'open' }));
    throw e;
  }
}

export function reopen(entity: EntityMeta, row: Row): Promise<Row> {
  const what = t('rec.tasks.reopened', { name: nameOf(entity, row) });
  return patchRecord(entity.name, row, { status: 'open' }, { what });
}

/** Nothing is next any more, or the next of the rhythm; a task is completed. */
export async function done(entity: EntityMeta, row: Row): Promise<void> {
  if (isTodo(entity)) return complete(entity, row);
  const zone = shownWorkspace().time_zone;
  await patchRecord(entity.name, row, contacted(row, zone), { what: t('rec.nextDone') });
}
