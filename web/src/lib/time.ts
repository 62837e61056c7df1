// Dates as Kith says them: "3 d ago", "2 d late", "Fri 12 Jun"; days are those of the workspace's time
// zone. Pure functions; `now` and `zone` come from outside.
import { t } from '../text';
import { dayNumber } from './zone';

const DAY = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();
function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  let made = formats.get(key);
  if (!made) formats.set(key, (made = new Intl.DateTimeFormat(undefined, options)));
  return made;
}

/** A date without a time of day ("2026-06-12"), or a moment. */
export function parseTime(value: string): Date {
  return new Date(/^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00` : value);
}

/** The calendar day of a date, which has no zone, or of a moment. */
function dayOf(value: string, zone: string): number {
  return /^\d{4}-\d{2}-\d{2}$/.test(value)
    ? Math.floor(Date.parse(`${value}T00:00:00Z`) / DAY)
    : dayNumber(new Date(value), zone);
}

const yearOf = (day: number) => new Date(day * DAY).getUTCFullYear();

/** How many calendar days lie between now and `value`; negative: in the past. */
export function daysUntil(value: string, zone: string, now = new Date()): number {
  return dayOf(value, zone) - dayNumber(now, zone);
}

/** "Fri 12 Jun"; with the year where it is another one. */
export function shortDay(value: string, zone: string, now = new Date()): string {
  const at = parseTime(value);
  const sameYear = yearOf(dayOf(value, zone)) === yearOf(dayNumber(now, zone));
  return format({
    ...(value.length > 10 ? { timeZone: zone } : {}),
    weekday: sameYear ? 'short' : undefined,
    day: 'numeric',
    month: 'short',
    year: sameYear ? undefined : 'numeric',
  }).format(at);
}

export function clockTime(value: string, zone: string): string {
  return format({ timeZone: zone, timeStyle: 'short' }).format(new Date(value));
}

/** "Tuesday, 9 June" */
export function longDay(at: Date, zone: string): string {
  return format({ timeZone: zone, weekday: 'long', day: 'numeric', month: 'long' }).format(at);
}

/** For a tooltip: all there is to know. */
export function exactTime(value: string, zone: string): string {
  if (value.length <= 10) return format({ dateStyle: 'full' }).format(parseTime(value));
  return format({ timeZone: zone, dateStyle: 'full', timeStyle: 'short' }).format(new Date(value));
}

/** Of something that was: "Just now", "5 min ago", "Yesterday", "3 d ago", then the date. */
export function ago(value: string, zone: string, now = new Date()): string {
  const days = -daysUntil(value, zone, now);
  const minutes = Math.floor((now.getTime() - parseTime(value).getTime()) / 60_000);
  if (value.length > 10 && minutes < 1) return t('time.now');
  if (value.length > 10 && minutes < 60) return t('time.minutesAgo', { n: minutes });
  if (days <= 0) return t('time.today');
  if (days === 1) return t('time.yesterday');
  return days <= 60 ? t('time.daysAgo', { n: days }) : shortDay(value, zone, now);
}

export type Urgency = 'late' | 'now' | 'later';

/** Of something that is to be: how it reads, and how urgent it is. */
export function due(
  value: string,
  zone: string,
  now = new Date(),
): { text: string; urgency: Urgency } {
  const days = daysUntil(value, zone, now);
  if (days < 0) return { text: t('time.daysLate', { n: -days }), urgency: 'late' };
  if (days === 0) return { text: t('time.today'), urgency: 'now' };
  return { text: days === 1 ? t('time.tomorrow') : shortDay(value, zone, now), urgency: 'later' };
}

/** A birthday, whose year may be unknown: "--03-17". */
export function birthday(value: string): { text: string; hasYear: boolean } {
  const hasYear = !value.startsWith('--');
  const at = new Date(`${hasYear ? value : `2000${value.slice(1)}`}T00:00:00`);
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' };
  return { text: format(hasYear ? { ...options, year: 'numeric' } : options).format(at), hasYear };
}

/** The day `days` from now in the zone, "YYYY-MM-DD". */
export function dayFromNow(days: number, zone: string, now = new Date()): string {
  return new Date((dayNumber(now, zone) + days) * DAY).toISOString().slice(0, 10);
}
