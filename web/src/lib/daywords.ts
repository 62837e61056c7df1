// What people write for a day: "tomorrow", "fri", "next friday", "in 2 weeks", "12 Jun", "12.6.",
// "2026-06-12". Days are "YYYY-MM-DD"; nothing here knows a time zone: today comes from outside.
import { t, type TextKey } from '../text';

export interface DayOptions {
  /** Of a day without a year the last that was is meant, not the next to come. */
  past?: boolean | undefined;
  /** A day without a year stays one: "--06-12". */
  yearless?: boolean | undefined;
}

const DAY = 86_400_000;

const at = (day: string) => new Date(`${day}T00:00:00Z`);
const iso = (date: Date) => date.toISOString().slice(0, 10);

export function addDays(day: string, n: number): string {
  return iso(new Date(at(day).getTime() + n * DAY));
}

/** A day that the month does not have becomes its last. */
export function addMonths(day: string, n: number): string {
  const from = at(day);
  const first = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + n, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(from.getUTCDate(), last));
  return iso(first);
}

/** 1 is Monday, 7 Sunday. */
export function weekday(day: string): number {
  return at(day).getUTCDay() || 7;
}

/** undefined where the calendar has no such day. */
export function makeDay(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  date.setUTCFullYear(year);
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real && year >= 1 && year <= 9999 ? iso(date) : undefined;
}

const fold = (s: string) => s.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The names of months and weekdays, long and short, in the user's language and in English. */
function names(options: Intl.DateTimeFormatOptions, dates: Date[]): string[][] {
  const formats = ['en', undefined].map(
    (locale) => new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }),
  );
  return dates.map((date) => formats.map((f) => fold(f.format(date)).replace(/\.$/, '')));
}
const months = names(
  { month: 'long' },
  Array.from({ length: 12 }, (_, i) => new Date(Date.UTC(2024, i, 1))),
);
const weekdays = names(
  { weekday: 'long' },
  Array.from({ length: 7 }, (_, i) => new Date(Date.UTC(2024, 0, 1 + i))),
);

/** Which name the word begins, from two letters (weekdays) or three (months) on; 1 is the first. */
function whichName(word: string, all: string[][], least: number): number | undefined {
  if (word.length < least) return undefined;
  const found = all.findIndex((forms) => forms.some((form) => form.startsWith(word)));
  return found < 0 ? undefined : found + 1;
}

function is(word: string | undefined, key: TextKey): boolean {
  return word !== undefined && t(key).split('|').map(fold).includes(word);
}

const units = [
  { key: 'day.days', add: (day: string, n: number) => addDays(day, n) },
  { key: 'day.weeks', add: (day: string, n: number) => addDays(day, 7 * n) },
  { key: 'day.months', add: addMonths },
  { key: 'day.years', add: (day: string, n: number) => addMonths(day, 12 * n) },
] as const;

/** The day that is meant, or undefined when the text is none. */
export function parseDay(
  text: string,
  today: string,
  options: DayOptions = {},
): string | undefined {
  const said = fold(text.trim());
  const numbers = isoDay(said, options) ?? digits(said, today, options);
  if (numbers !== undefined) return numbers;
  const words = said.match(/[+-]?\d+|\p{L}+/gu) ?? [];
  return (
    named(words, today) ??
    distance(words, today) ??
    weekdayWords(words, today) ??
    monthWords(words, today, options)
  );
}

function isoDay(said: string, { yearless }: DayOptions): string | undefined {
  const m = /^(\d{4}|-)-(\d{1,2})-(\d{1,2})$/.exec(said);
  if (!m) return undefined;
  if (m[1] === '-') return yearless ? withoutYear(Number(m[2]), Number(m[3])) : undefined;
  return makeDay(Number(m[1]), Number(m[2]), Number(m[3]));
}

/** 12.6.2026, 12/6, 12-6-26, in the order of the user's locale; with dots the day is always first. */
function digits(said: string, today: string, options: DayOptions): string | undefined {
  const m = /^(\d{1,2})([./-])\s?(\d{1,2})(?:[./-]\s?(\d{4}|\d{2})?)?$/.exec(said);
  if (!m) return undefined;
  const [first, second] = [Number(m[1]), Number(m[3])];
  const monthFirst = m[2] !== '.' && localeMonthFirst();
  const [day, month] = monthFirst ? [second, first] : [first, second];
  return complete(m[4], month, day, today, options);
}

function localeMonthFirst(): boolean {
  const parts = new Intl.DateTimeFormat(undefined, { month: 'numeric', day: 'numeric' })
    .formatToParts(new Date())
    .map((part) => part.type);
  return parts.indexOf('month') < parts.indexOf('day');
}

function complete(
  year: string | undefined,
  month: number,
  day: number,
  today: string,
  { past, yearless }: DayOptions,
): string | undefined {
  if (year !== undefined) return makeDay(longYear(year, today), month, day);
  if (yearless) return withoutYear(month, day);
  // The 29th of February is up to eight years away.
  const step = past ? -1 : 1;
  for (let i = 0, y = Number(today.slice(0, 4)); i <= 8; i += 1, y += step) {
    const made = makeDay(y, month, day);
    if (made !== undefined && (past ? made <= today : made >= today)) return made;
  }
  return undefined;
}

/** "26" is the year nearest to today that ends so. */
function longYear(year: string, today: string): number {
  if (year.length === 4) return Number(year);
  const now = Number(today.slice(0, 4));
  const made = now - (now % 100) + Number(year);
  return made > now + 50 ? made - 100 : made < now - 50 ? made + 100 : made;
}

function withoutYear(month: number, day: number): string | undefined {
  const made = makeDay(2000, month, day);
  return made === undefined ? undefined : `-${made.slice(4)}`;
}

function named(words: string[], today: string): string | undefined {
  const [word, more] = words;
  if (more !== undefined) return undefined;
  if (is(word, 'day.today')) return today;
  if (is(word, 'day.tomorrow')) return addDays(today, 1);
  return is(word, 'day.yesterday') ? addDays(today, -1) : undefined;
}

/** "in 3 days", "+2w", "a week", "3 days ago"; "next week" is its Monday, "next month" its first. */
function distance(words: string[], today: string): string | undefined {
  const rest = is(words[0], 'day.in') ? words.slice(1) : words;
  const [count, unit, ago, more] = rest;
  const known = units.find(({ key }) => is(unit, key));
  if (!known || more !== undefined || (ago !== undefined && !is(ago, 'day.ago'))) return undefined;
  if (is(count, 'day.next') && ago === undefined) return nextUnit(known.key, today);
  const n = is(count, 'day.a') ? 1 : /^[+-]?\d{1,4}$/.test(count ?? '') ? Number(count) : undefined;
  return n === undefined ? undefined : known.add(today, ago === undefined ? n : -n);
}

function nextUnit(unit: (typeof units)[number]['key'], today: string): string {
  if (unit === 'day.days') return addDays(today, 1);
  if (unit === 'day.weeks') return addDays(today, 8 - weekday(today));
  if (unit === 'day.months') return `${addMonths(today, 1).slice(0, 7)}-01`;
  return `${Number(today.slice(0, 4)) + 1}-01-01`;
}

/** "friday" is the first after today, "next friday" that of next week, "last friday" the last before. */
function weekdayWords(words: string[], today: string): string | undefined {
  const next = is(words[0], 'day.next');
  const last = is(words[0], 'day.last');
  const [word, more] = next || last || is(words[0], 'day.this') ? words.slice(1) : words;
  const wanted = more === undefined ? whichName(word ?? '', weekdays, 2) : undefined;
  if (wanted === undefined) return undefined;
  const now = weekday(today);
  if (next) return addDays(today, 7 - now + wanted);
  const ahead = (wanted - now + 7) % 7 || 7;
  return addDays(today, last ? ahead - 7 || -7 : ahead);
}

/** "12 Jun", "June 12, 2026", "12. Juni". */
function monthWords(words: string[], today: string, options: DayOptions): string | undefined {
  const month = words.map((w) => whichName(w, months, 3)).find((m) => m !== undefined);
  const [day, year, ...more] = words.filter((w) => /^\d+$/.test(w));
  const others = words.filter((w) => !/^\d+$/.test(w) && !/^(st|nd|rd|th|of|de)$/.test(w));
  if (month === undefined || day === undefined || more.length > 0) return undefined;
  if (others.length !== 1 || day.length > 2) return undefined;
  return complete(year, month, Number(day), today, options);
}
