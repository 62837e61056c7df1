// Dates in a person's words: "tomorrow 3pm", "next friday", "in 2 weeks", "12 Jun", "2026-06-12".
// Pure: `today` is the workspace's day as YYYY-MM-DD. A weekday alone is the coming one, "next" is the
// one of the week after (weeks begin on Monday); "next week" is its Monday, "next month" its first.
//
// TO ADD WORDS: a row in `dateRules` or `timeRules`.

export interface WordDate {
  /** YYYY-MM-DD */
  date: string;
  /** HH:MM, when a time of day was said. */
  time?: string;
}

export interface FoundDate extends WordDate {
  start: number;
  end: number;
}

export type Direction = 'future' | 'past';

const DAY = 86_400_000;
const toDays = (iso: string) => Date.parse(`${iso}T00:00:00Z`) / DAY;
const toIso = (days: number) => new Date(days * DAY).toISOString().slice(0, 10);
const two = (n: number) => String(n).padStart(2, '0');

/** Monday is 0. */
const weekdayOf = (days: number) => (((days + 3) % 7) + 7) % 7;

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

function dateOf(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return null;
  return at.toISOString().slice(0, 10);
}

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const numbers: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
};

const WEEKDAY =
  'mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?';
const MONTH =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const NUMBER = `\\d{1,3}|${Object.keys(numbers).join('|')}`;
const UNIT = 'd|days?|w|wks?|weeks?|fortnights?|months?|y|years?';

const weekdayIn = (word: string) => weekdays.indexOf(word.slice(0, 3).toLowerCase());
const monthIn = (word: string) => months.indexOf(word.slice(0, 3).toLowerCase()) + 1;
const numberIn = (word: string) => numbers[word.toLowerCase()] ?? Number(word);

interface Around {
  today: string;
  direction: Direction;
  /** 6/12 is 6 December (else June 12). */
  dayFirst: boolean;
}

type Reading = (groups: string[], around: Around) => string | null;

function shifted(n: number, unit: string, today: string): string {
  const u = unit.toLowerCase();
  if (u.startsWith('d')) return addDays(today, n);
  if (u.startsWith('w')) return addDays(today, n * 7);
  if (u.startsWith('f')) return addDays(today, n * 14);
  return addMonths(today, u.startsWith('m') ? n : n * 12);
}

function weekdayNear(word: string, which: string, { today, direction }: Around): string {
  const days = toDays(today);
  const wanted = weekdayIn(word);
  const ahead = (wanted - weekdayOf(days) + 7) % 7;
  if (which === 'last' || (direction === 'past' && which === ''))
    return toIso(days - (((weekdayOf(days) - wanted + 6) % 7) + 1));
  if (which === 'next') return toIso(days - weekdayOf(days) + 7 + wanted);
  return toIso(days + (ahead || (which === 'this' ? 0 : 7)));
}

/** Without a year it is the nearest in the direction that is looked in. */
function dayOfYear(day: number, month: number, year: string, { today, direction }: Around) {
  if (year) return dateOf(Number(year.length === 2 ? `20${year}` : year), month, day);
  const now = Number(today.slice(0, 4));
  const step = direction === 'past' ? -1 : 1;
  // Eight years, since 29 February may be that far.
  for (let i = 0; i <= 8; i++) {
    const date = dateOf(now + i * step, month, day);
    if (date && (direction === 'past' ? date <= today : date >= today)) return date;
  }
  return null;
}

const dateRules: [string, Reading][] = [
  ['(\\d{4})-(\\d{1,2})-(\\d{1,2})', ([y, m, d]) => dateOf(Number(y), Number(m), Number(d))],
  [
    '(?:on )?(\\d{1,2})\\.\\s?(\\d{1,2})\\.(?:\\s?(\\d{4}|\\d{2}))?(?!\\d)',
    ([d, m, y = ''], a) => dayOfYear(Number(d), Number(m), y, a),
  ],
  [
    '(?:on )?(\\d{1,2})/(\\d{1,2})(?:/(\\d{4}|\\d{2}))?(?![\\d/])',
    ([x, z, y = ''], a) =>
      a.dayFirst ? dayOfYear(Number(x), Number(z), y, a) : dayOfYear(Number(z), Number(x), y, a),
  ],
  [
    `(?:on )?(?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${MONTH})\\.?(?:,? (\\d{4}))?`,
    ([d, m = '', y = ''], a) => dayOfYear(Number(d), monthIn(m), y, a),
  ],
  [
    `(?:on )?(${MONTH})\\.? (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?(?![\\d:])`,
    ([m = '', d, y = ''], a) => dayOfYear(Number(d), monthIn(m), y, a),
  ],
  ['day after tomorrow', (_, { today }) => addDays(today, 2)],
  ['day before yesterday', (_, { today }) => addDays(today, -2)],
  ['tomorrow|tmrw|tmr', (_, { today }) => addDays(today, 1)],
  ['yesterday|last night', (_, { today }) => addDays(today, -1)],
  ['today|tonight|this (?:morning|afternoon|evening)', (_, { today }) => today],
  [
    `(?:on )?(?:(next|this|last|coming) )?(${WEEKDAY})`,
    ([which = '', day = ''], a) => weekdayNear(day, which.toLowerCase(), a),
  ],
  [`in (${NUMBER}) ?(${UNIT})`, ([n = '', u = ''], { today }) => shifted(numberIn(n), u, today)],
  [
    `(${NUMBER}) (${UNIT}) (?:from now|from today|later)`,
    ([n = '', u = ''], { today }) => shifted(numberIn(n), u, today),
  ],
  [`(${NUMBER}) (${UNIT}) ago`, ([n = '', u = ''], { today }) => shifted(-numberIn(n), u, today)],
  [
    'next (week|month|quarter|year)',
    ([unit = ''], { today }) => {
      const days = toDays(today);
      const u = unit.toLowerCase();
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
    `in (${MONTH})(?: (\\d{4}))?(?! \\d)`,
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
  const around = { today, direction, dayFirst };
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

/** A text that is a date and nothing else; "2 weeks", "3d" and "3pm" will do here. */
export function parseDateWords(
  text: string,
  today: string,
  direction: Direction = 'future',
  dayFirst = dayFirstOf(),
): WordDate | null {
  const said = text.trim();
  for (const tried of [said, `in ${said}`, `today ${said}`]) {
    const found = findDate(tried, today, direction, dayFirst);
    if (found && found.start === 0 && found.end === tried.length)
      return found.time === undefined
        ? { date: found.date }
        : { date: found.date, time: found.time };
  }
  return null;
}
