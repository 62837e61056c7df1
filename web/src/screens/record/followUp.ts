// The next contact of a record: how it reads, put off, done. A person with a rhythm comes back by it.
import type { Row } from '../../api/types';
import { shownWorkspace } from '../../data/session';
import { patchRecord } from '../../data/writes';
import { dayFromNow, dayNumber } from '../../lib/time';
import { t, type TextKey } from '../../text';

const rhythms: Record<string, number> = { weekly: 7, biweekly: 14, monthly: 30, quarterly: 90 };

export interface Snooze {
  text: TextKey;
  day: string;
}

/** Days until the next Monday; on a Monday it is the one after. */
function untilMonday(zone: string, now: Date): number {
  // 1 January 1970 was a Thursday.
  const weekday = (dayNumber(now, zone) + 3) % 7;
  return 7 - weekday;
}

/** What "later" may mean: tomorrow, Monday, in a week, the usual rhythm. */
export function snoozes(row: Row, zone: string, now = new Date()): Snooze[] {
  const rhythm = rhythms[String(row['contact_every'])];
  const choices: [TextKey, number | undefined][] = [
    ['rec.snooze.tomorrow', 1],
    ['rec.snooze.monday', untilMonday(zone, now)],
    ['rec.snooze.week', 7],
    ['rec.snooze.rhythm', rhythm],
  ];
  return choices.flatMap(([text, days]) =>
    days === undefined ? [] : [{ text, day: dayFromNow(days, zone, now) }],
  );
}

export function snooze(entity: string, row: Row, day: string): Promise<Row> {
  return patchRecord(entity, row, { next_contact_at: day }, { what: t('rec.snoozed') });
}

/** Done: nothing is next any more, or the next of the rhythm. */
export function followUpDone(entity: string, row: Row): Promise<Row> {
  const zone = shownWorkspace().time_zone;
  const rhythm = rhythms[String(row['contact_every'])];
  const next = rhythm === undefined ? null : dayFromNow(rhythm, zone);
  return patchRecord(
    entity,
    row,
    { next_contact_at: next, next_contact_note_id: null },
    { what: t('rec.nextDone') },
  );
}
