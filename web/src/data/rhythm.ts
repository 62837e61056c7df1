// How often somebody is to be contacted, and what "in touch" and "later" mean by it.
import type { Row } from '../api/types';
import { dayFromNow } from '../lib/time';
import { dayNumber } from '../lib/zone';

const days: Record<string, number> = { weekly: 7, biweekly: 14, monthly: 30, quarterly: 90 };

/** How many days the usual rhythm of a person is; null: there is none. */
export function rhythmOf(row: Row): number | null {
  return days[String(row['contact_every'])] ?? null;
}

/** What changes when the next contact is done: it comes again by the rhythm, or nothing is next. */
export function contacted(row: Row, zone: string) {
  const rhythm = rhythmOf(row);
  const next = rhythm === null ? null : dayFromNow(rhythm, zone);
  return { next_contact_at: next, next_contact_note_id: null };
}

/** Days until the next Monday; on a Monday it is the one after. */
export function untilMonday(zone: string, now = new Date()): number {
  // 1 January 1970 was a Thursday.
  return 7 - ((dayNumber(now, zone) + 3) % 7);
}
