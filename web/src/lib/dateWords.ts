// Dates in a person's words: "tomorrow 3pm", "next friday", "in 2 weeks", "12 Jun", "2026-06-12". Pure:
// days are YYYY-MM-DD and `today` is the workspace's. A weekday alone is the coming one, "next" is the
// one of the week after (weeks begin on Monday); "next week" is its Monday, "next month" its first.
// Small words come from the catalogue (`day.…`), names of months and weekdays also from the user's locale.
//
// TO ADD WORDS: the catalogue, or a row in `dateRules` or `timeRules`.
import { t, type TextKey } from '../text';

export interface WordDate {
  /** YYYY-MM-DD; --MM-DD where the year may lack. */
  date: string;
  /** HH:MM, when a time of day was said. */
  time?: string;
}

export interface FoundDate extends WordDate {
  start: number;
  end: number;
}

export type Direction = 'future' | 'past';

export interface DayOptions {
  /** Of a day without a year the last that was is meant, not the next to come. */
  past?: boolean | undefined;
  /** A day without a year stays one: "--06-12". */
  yearless?: boolean | undefined;
}

const DAY = 86_400_000;
const toDays = (iso: string) => Date.parse(`${iso}T00:00:00Z`) / DAY;
const toIso = (days: number) => new Date(days * DAY).toISOString().slice(0, 10);
const two = (n: number) => String(n).padStart(2, '0');

/** Monday is 0. */
const weekdayOf = (days: number) => (((days + 3) % 7) + 7) % 7;

/** 1 is Monday, 7 Sunday. */
export function weekday(day: string): number {
  return weekdayOf(toDays(day)) + 1;
}

export function addDays(iso: string, n: number): string {
  return toIso(toDays(iso) + n);
}

/** A month too short for the day ends it: 31 Jan and a month is 28 Feb. */
export function addMonths(iso: string, n: number): string {
  const [year = 0, month = 1, day = 1] = iso.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + n, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day, last));
  return first.toISOString().slice(0, 10);
}

/** null where the calendar has no such day. */
export function makeDay(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  at.setUTCFullYear(year);
  const real = at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return real && year >= 1 && year <= 9999 ? at.toISOString().slice(0, 10) : null;
}

// --- words ---

const fold = (s: string) => s.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const word = (key: TextKey) => `(?:${t(key)})`;

/** Names as the user's locale writes them, long, each also without its accents. */
function namesOf(options: Intl.DateTimeFormatOptions, dates: Date[]): string[][] {
  const format = new Intl.DateTimeFormat(undefined, { ...options, timeZone: 'UTC' });
  return dates.map((date) => {
    const name = format
      .format(date)
      .toLowerCase()
      .replace(/[.*+?^${}()|[\]\\]/g, '');
    return [...new Set([name, fold(name)])].filter((n) => n.length > 2);
  });
}

const localMonths = namesOf(
  { month: 'long' },
  Array.from({ length: 12 }, (_, i) => new Date(Date.UTC(2024, i, 1))),
);
const localWeekdays = namesOf(
  { weekday: 'long' },
  Array.from({ length: 7 }, (_, i) => new Date(Date.UTC(2024, 0, 1 + i))),
);

/** Written forms, one row each: those of the catalogue and of the locale. */
function tableOf(key: TextKey, local: string[][]): RegExp[] {
  return t(key)
    .split(' ')
    .map((forms, i) => new RegExp(`^(?:${[forms, ...(local[i] ?? [])].join('|')})$`, 'iu'));
}
const weekdays = tableOf('day.weekdays', localWeekdays);
const months = tableOf('day.monthNames', localMonths);
const numbers = tableOf('day.numbers', []);

/** What any row matches. */
const anyOf = (table: RegExp[]) => `(?:${table.map((re) => re.source.slice(1, -1)).join('|')})`;
const WEEKDAY = anyOf(weekdays);
const MONTH = anyOf(months);
const NUMBER = `(?:[+-]?\\d{1,4}|${anyOf(numbers)})`;

const rowIn = (table: RegExp[], said: string) => table.findIndex((re) => re.test(said));
const weekdayIn = (said: string) => rowIn(weekdays, said);
const monthIn = (said: string) => rowIn(months, said) + 1;
const numberIn = (said: string) => rowIn(numbers, said) + 1 || Number(said);

const units: [TextKey, (day: string, n: number) => string][] = [
  ['day.days', addDays],
  ['day.weeks', (day, n) => addDays(day, n * 7)],
  ['day.fortnights', (day, n) => addDays(day, n * 14)],
  ['day.months', addMonths],
  ['day.years', (day, n) => addMonths(day, n * 12)],
];
const UNIT = `(?:${units.map(([key]) => t(key)).join('|')})`;
const unitTable = units.map(([key, add]) => ({ re: new RegExp(`^${word(key)}$`, 'iu'), add }));

function shifted(n: number, unit: string, today: string): string | null {
  return unitTable.find(({ re }) => re.test(unit))?.add(today, n) ?? null;
}

interface Around {
  today: string;
  direction: Direction;
  /** 6/12 is 6 December (else June 12). */
  dayFirst: boolean;
  yearless?: boolean | undefined;
}

type Reading = (groups: string[], around: Around) => string | null;

const isWord = (said: string, key: TextKey) => new RegExp(`^${word(key)}$`, 'iu').test(said);

function weekdayNear(said: string, which: string, { today, direction }: Around): string {
  const days = toDays(today);
  const wanted = weekdayIn(said);
  const ahead = (wanted - weekdayOf(days) + 7) % 7;
  const last = which !== '' && isWord(which, 'day.last');
  if (last || (direction === 'past' && which === ''))
    return toIso(days - (((weekdayOf(days) - wanted + 6) % 7) + 1));
  if (which !== '' && isWord(which, 'day.next')) return toIso(days - weekdayOf(days) + 7 + wanted);
  return toIso(days + (ahead || (which === '' ? 7 : 0)));
}

/** "26" is the year nearest to today that ends so. */
function longYear(year: string, today: string): number {
  if (year.length === 4) return Number(year);
  const now = Number(today.slice(0, 4));
  const made = now - (now % 100) + Number(year);
  return made > now + 50 ? made - 100 : made < now - 50 ? made + 100 : made;
}

function withoutYear(month: number, day: number): string | null {
  const made = makeDay(2000, month, day);
  return made && `-${made.slice(4)}`;
}

/** Without a year it is the nearest in the direction that is looked in. */
function dayOfYear(day: number, month: number, year: string, around: Around): string | null {
  const { today, direction, yearless } = around;
  if (year) return makeDay(longYear(year, today), month, day);
  if (yearless) return withoutYear(month, day);
  const now = Number(today.slice(0, 4));
  const step = direction === 'past' ? -1 : 1;
  // Eight years, since 29 February may be that far.
  for (let i = 0; i <= 8; i++) {
    const date = makeDay(now + i * step, month, day);
    if (date && (direction === 'past' ? date <= today : date >= today)) return date;
  }
  return null;
}

const ON = `(?:${word('day.on')} )?`;

const dateRules: [string, Reading][] = [
  ['(\\d{4})-(\\d{1,2})-(\\d{1,2})', ([y, m, d]) => makeDay(Number(y), Number(m), Number(d))],
  [
    '--(\\d{1,2})-(\\d{1,2})',
    ([m, d], a) => (a.yearless ? withoutYear(Number(m), Number(d)) : null),
  ],
  [
    `${ON}(\\d{1,2})\\.\\s?(\\d{1,2})\\.(?:\\s?(\\d{4}|\\d{2}))?(?!\\d)`,
    ([d, m, y = ''], a) => dayOfYear(Number(d), Number(m), y, a),
  ],
  [
    `${ON}(\\d{1,2})/(\\d{1,2})(?:/(\\d{4}|\\d{2}))?(?![\\d/])`,
    ([x, z, y = ''], a) =>
      a.dayFirst ? dayOfYear(Number(x), Number(z), y, a) : dayOfYear(Number(z), Number(x), y, a),
  ],
  [
    '(\\d{1,2})-(\\d{1,2})-(\\d{4}|\\d{2})',
    ([x, z, y = ''], a) =>
      a.dayFirst ? dayOfYear(Number(x), Number(z), y, a) : dayOfYear(Number(z), Number(x), y, a),
  ],
  [
    `${ON}(?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${MONTH})\\.?(?:,? (\\d{4}))?`,
    ([d, m = '', y = ''], a) => dayOfYear(Number(d), monthIn(m), y, a),
  ],
  [
    `${ON}(${MONTH})\\.? (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?(?![\\d:])`,
    ([m = '', d, y = ''], a) => dayOfYear(Number(d), monthIn(m), y, a),
  ],
  [word('day.afterTomorrow'), (_, { today }) => addDays(today, 2)],
  [word('day.beforeYesterday'), (_, { today }) => addDays(today, -2)],
  [word('day.tomorrow'), (_, { today }) => addDays(today, 1)],
  [word('day.yesterday'), (_, { today }) => addDays(today, -1)],
  [word('day.today'), (_, { today }) => today],
  [
    `${ON}(?:(${word('day.next')}|${word('day.this')}|${word('day.last')}) )?(${WEEKDAY})`,
    ([which = '', day = ''], a) => weekdayNear(day, which, a),
  ],
  [
    `${word('day.in')} (${NUMBER}) ?(${UNIT})`,
    ([n = '', u = ''], { today }) => shifted(numberIn(n), u, today),
  ],
  [
    `(${NUMBER}) (${UNIT}) ${word('day.later')}`,
    ([n = '', u = ''], { today }) => shifted(numberIn(n), u, today),
  ],
  [
    `(${NUMBER}) (${UNIT}) ${word('day.ago')}`,
    ([n = '', u = ''], { today }) => shifted(-numberIn(n), u, today),
  ],
  [
    `${word('day.next')} (day|week|month|quarter|year)`,
    ([unit = ''], { today }) => {
      const days = toDays(today);
      const u = unit.toLowerCase();
      if (u === 'day') return toIso(days + 1);
      if (u === 'week') return toIso(days - weekdayOf(days) + 7);
      const year = today.slice(0, 4);
      if (u === 'year') return `${Number(year) + 1}-01-01`;
      const month = Number(today.slice(5, 7));
      const on = u === 'month' ? 1 : 3 - ((month - 1) % 3);
      return addMonths(`${year}-${two(month)}-01`, on);
    },
  ],
  [
    '(?:at |by )?(?:the )?end of (?:the |this )?(week|month|year)',
    ([unit = ''], { today }) => {
      const days = toDays(today);
      const u = unit.toLowerCase();
      if (u === 'week') return toIso(days + ((4 - weekdayOf(days) + 7) % 7));
      if (u === 'year') return `${today.slice(0, 4)}-12-31`;
      return addDays(addMonths(`${today.slice(0, 7)}-01`, 1), -1);
    },
  ],
  [
    '(?:at |on |over )?(?:the |this )?weekend',
    (_, { today }) => toIso(toDays(today) + ((5 - weekdayOf(toDays(today)) + 7) % 7)),
  ],
  [
    `${word('day.in')} (${MONTH})(?: (\\d{4}))?(?! \\d)`,
    ([m = '', y = ''], { today, direction }) => {
      const year = Number(today.slice(0, 4));
      const date = `${y || year}-${two(monthIn(m))}-01`;
      if (y || direction === 'past' || date >= today) return date;
      return date.slice(0, 7) === today.slice(0, 7) ? today : `${year + 1}${date.slice(4)}`;
    },
  ],
];

const timeRules: [string, (groups: string[]) => string | null][] = [
  [
    '(?:at |@ ?)?(\\d{1,2})(?::(\\d{2}))? ?([ap])\\.?m\\.?',
    ([h, m = '00', half = '']) => {
      const hour = (Number(h) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
      return Number(h) <= 12 && Number(m) < 60 ? `${two(hour)}:${m}` : null;
    },
  ],
  [
    '(?:at |@ ?)?(\\d{1,2}):(\\d{2})',
    ([h, m]) => (Number(h) < 24 && Number(m) < 60 ? `${two(Number(h))}:${m}` : null),
  ],
  ['at (\\d{1,2})(?![\\d.:/-])', ([h]) => (Number(h) < 24 ? `${two(Number(h))}:00` : null)],
  ['(?:at )?noon', () => '12:00'],
  ['(?:in the |this )?morning', () => '09:00'],
  ['(?:in the |this )?afternoon', () => '14:00'],
  ['(?:in the |this )?evening|tonight', () => '19:00'],
];

// A word ends where letters and digits end, also beyond ASCII.
const EDGE = '(?<![\\p{L}\\p{N}_])';
const END = '(?![\\p{L}\\p{N}_])';
const compile = (source: string) => new RegExp(`${EDGE}(?:${source})${END}`, 'iu');
const dateTable = dateRules.map(([source, read]) => ({ re: compile(source), read }));
const timeTable = timeRules.map(([source, read]) => ({ re: compile(source), read }));

interface Hit<T> {
  start: number;
  end: number;
  value: T;
}

/** The first in the text; of two that begin together the longer. */
function earliest<T>(
  text: string,
  table: { re: RegExp; read: (groups: string[]) => T | null }[],
): Hit<T> | null {
  let best: Hit<T> | null = null;
  for (const { re, read } of table) {
    const m = re.exec(text);
    if (!m) continue;
    const hit = { start: m.index, end: m.index + m[0].length };
    if (best && (hit.start > best.start || (hit.start === best.start && hit.end <= best.end)))
      continue;
    const value = read(m.slice(1));
    if (value !== null) best = { ...hit, value };
  }
  return best;
}

const between = /^[\s,]*(?:at|around|about)?[\s,]*$/i;

/** Does the user's locale write the day before the month? */
export function dayFirstOf(locale?: string): boolean {
  const parts = new Intl.DateTimeFormat(locale).formatToParts(new Date(2000, 5, 12));
  return parts.findIndex((p) => p.type === 'day') < parts.findIndex((p) => p.type === 'month');
}

/** The first date in a text, with a time of day that stands beside it. */
export function findDate(
  text: string,
  today: string,
  direction: Direction = 'future',
  dayFirst = dayFirstOf(),
): FoundDate | null {
  return foundIn(text, { today, direction, dayFirst });
}

function foundIn(text: string, around: Around): FoundDate | null {
  const day = earliest(
    text,
    dateTable.map(({ re, read }) => ({ re, read: (g: string[]) => read(g, around) })),
  );
  if (!day) return null;
  const said = text.slice(day.start, day.end).toLowerCase();
  const within = /tonight|evening/.test(said) ? '19:00' : undefined;
  const found: FoundDate = { start: day.start, end: day.end, date: day.value };
  if (within) found.time = within;

  const after = earliest(text.slice(day.end), timeTable);
  if (after && between.test(text.slice(day.end, day.end + after.start)))
    return { ...found, time: after.value, end: day.end + after.end };
  const before = earliest(text.slice(0, day.start), timeTable);
  if (before && between.test(text.slice(before.end, day.start)))
    return { ...found, time: before.value, start: before.start };
  return found;
}

/** A text that is a date and nothing else; "2 weeks", "3d", "12.6" and "3pm" will do here. */
export function parseDateWords(
  text: string,
  today: string,
  direction: Direction = 'future',
  dayFirst = dayFirstOf(),
): WordDate | null {
  return wholeDate(text, { today, direction, dayFirst });
}

/** The day that is meant, where a time of day has no place; undefined when the text is none. */
export function parseDay(
  text: string,
  today: string,
  options: DayOptions = {},
): string | undefined {
  const { past, yearless } = options;
  const direction = past ? 'past' : 'future';
  const found = wholeDate(text, { today, direction, yearless, dayFirst: dayFirstOf() });
  return found?.time === undefined ? found?.date : undefined;
}

function wholeDate(text: string, around: Around): WordDate | null {
  const said = text.trim();
  const tries = [
    said,
    `${said}.`,
    `${t('day.in').split('|')[0]} ${said}`,
    `${t('day.today').split('|')[0]} ${said}`,
  ];
  for (const tried of tries) {
    const found = foundIn(tried, around);
    if (found && found.start === 0 && found.end === tried.length)
      return found.time === undefined
        ? { date: found.date }
        : { date: found.date, time: found.time };
  }
  return null;
}
