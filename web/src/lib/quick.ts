// One line, understood: `Jonas called about the trip, next friday` is who, by which way, what was said,
// what comes next and when. Pure; who a name belongs to is asked elsewhere, and every guess is a chip
// that can be changed.
//
// TO ADD A WAY OF TALKING: a row in `ways`.
import { findDate, type WordDate } from './dateWords';

/** A stretch of the text that may be a name. */
export interface NameGuess {
  text: string;
  start: number;
  end: number;
}

export interface Quick {
  /** Best guess first. */
  names: NameGuess[];
  channel: string | null;
  /** When it was, if not just now. */
  when: WordDate | null;
  /** What was said, without what comes next. */
  content: string;
  nextAction: string;
  nextDate: WordDate | null;
}

/** How people talk, as the records keep it, and the words that tell. */
export const ways = [
  { channel: 'phone', words: 'call|calls|called|calling|rang|phone|phoned|spoke|voicemail' },
  { channel: 'video', words: 'zoom|zoomed|video|videocall|facetime|teams|skyped?' },
  { channel: 'email', words: 'e-?mail|e-?mailed|e-?mails|mail|mailed|wrote|replied|newsletter' },
  {
    channel: 'in person',
    words:
      'met|meet|meeting|saw|visited|visit|lunch|coffee|dinner|breakfast|beers?|drinks?|walk|walked|ran into|party|in person',
  },
  {
    channel: 'chat',
    words:
      'chat|chatted|text|texted|sms|messaged?|whatsapp|telegram|signal|linkedin|slack|pinged|dm',
  },
  { channel: 'letter', words: 'letter|postcard|card|parcel|gift' },
] as const;

const EDGE = '(?<![\\p{L}\\p{N}_])';
const END = '(?![\\p{L}\\p{N}_])';
const wayTable = ways.map(({ channel, words }) => ({
  channel,
  re: new RegExp(`${EDGE}(?:${words})${END}`, 'iu'),
}));
const anyWay = new RegExp(`^(?:${ways.map((w) => w.words).join('|')})$`, 'iu');

/** What stands first told how: "Jonas wrote that he will call" came by mail. */
export function channelIn(text: string): string | null {
  let best: { channel: string; at: number } | null = null;
  for (const { channel, re } of wayTable) {
    const m = re.exec(text);
    if (m && (!best || m.index < best.at)) best = { channel, at: m.index };
  }
  return best?.channel ?? null;
}

// Words that begin a line with a capital and are nobody's name.
const noName =
  /^(?:i|we|he|she|they|it|the|a|an|my|our|his|her|had|have|has|was|just|today|yesterday|tomorrow|next|then|follow|and|with|about|to|from|at|on|in|by|for|sent|got|gave|told|asked|talked|discussed|ran|heard|mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/i;
const introduces =
  /^(?:with|called|rang|phoned|met|saw|emailed|mailed|texted|messaged|visited|to|from|wrote|into|told|asked)$/i;
// Letters that are no part of names between two names of one person: "de", "von", "bin".
const particle = /^(?:de|da|di|du|del|della|van|von|der|den|ten|ter|la|le|bin|ibn|al|el|y|e|zu)$/i;

interface Word extends NameGuess {
  capital: boolean;
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(/@?[\p{L}\p{M}][\p{L}\p{M}\p{N}'’.-]*/gu)].map((m) => {
    const raw = m[0].replace(/[.'’-]+$/u, '');
    return {
      text: raw.replace(/['’]s$/u, ''),
      start: m.index,
      end: m.index + raw.length,
      capital: /^@?\p{Lu}/u.test(raw) || /^@?\p{Lo}/u.test(raw),
    };
  });
}

const isName = (w: Word) => w.capital && !noName.test(w.text) && !anyWay.test(w.text);

function joined(text: string, words: Word[]): NameGuess {
  const start = words[0]?.start ?? 0;
  const end = words[words.length - 1]?.end ?? 0;
  return {
    text: text
      .slice(start, end)
      .replace(/^@/, '')
      .replace(/['’]s$/u, ''),
    start,
    end,
  };
}

/** Runs of capitalised words, which one blank parts. */
function runs(text: string, words: Word[]): Word[][] {
  const found: Word[][] = [];
  let run: Word[] = [];
  const close = () => {
    while (run.length && particle.test(run[run.length - 1]?.text ?? '')) run.pop();
    if (run.length) found.push(run);
    run = [];
  };
  for (const w of words) {
    const last = run[run.length - 1];
    if (last && text.slice(last.end, w.start) !== ' ') close();
    if (isName(w) || (run.length > 0 && particle.test(w.text))) run.push(w);
    else close();
  }
  close();
  return found;
}

/** Who may be meant. A name after @ is certain; then names as they come; then small words where a name is due. */
export function namesIn(text: string): NameGuess[] {
  const words = wordsOf(text);
  const guesses: NameGuess[] = [];
  const add = (g: NameGuess) => {
    if (g.text.length > 1 && !guesses.some((h) => h.start === g.start && h.end === g.end))
      guesses.push(g);
  };
  for (const [i, w] of words.entries())
    if (w.text.startsWith('@')) {
      const next = words[i + 1];
      if (next && isName(next) && text.slice(w.end, next.start) === ' ')
        add(joined(text, [w, next]));
      add(joined(text, [w]));
    }
  for (const run of runs(text, words)) {
    add(joined(text, run));
    const first = run[0];
    if (first && run.length > 1) add(joined(text, [first]));
  }
  const first = words[0];
  const second = words[1];
  if (first && !first.capital && !noName.test(first.text) && !anyWay.test(first.text)) {
    if (!second || anyWay.test(second.text) || introduces.test(second.text))
      add(joined(text, [first]));
  }
  for (const [i, w] of words.entries()) {
    const next = words[i + 1];
    if (next && introduces.test(w.text) && !noName.test(next.text) && !anyWay.test(next.text))
      add(joined(text, [next]));
  }
  return guesses;
}

/** Who else: the names that follow one with "and" or a comma. */
export function companions(text: string, of: NameGuess, guesses: NameGuess[]): NameGuess[] {
  const found: NameGuess[] = [];
  for (let at = of.end; ;) {
    const link = /^\s*(?:,|&|\+|\band\b)(?:\s*\band\b)?\s+/iu.exec(text.slice(at));
    const next = link && guesses.find((g) => g.start === at + link[0].length);
    if (!next) return found;
    found.push(next);
    at = next.end;
  }
}

// What may part what was said from what comes next.
const parting = /\s*(?:[,;–—]|\.\s|->|=>|→|\bthen\b|\bnext:)\s*/giu;
const leadIn =
  /^(?:(?:and|so|then|next|next step|to do|todo|i(?:'ll| will)|will|must|should|follow up(?: with (?:him|her|them))?)\b:?\s*)+/iu;
const nextMark = /(?:^|\s)(?:next(?: step)?:|->|=>|→)\s*/iu;

interface Split {
  content: string;
  next: string;
}

/** The last clause that holds a date to come, or what a mark sets apart. */
function split(text: string, today: string): Split {
  const mark = nextMark.exec(text);
  if (mark)
    return { content: text.slice(0, mark.index), next: text.slice(mark.index + mark[0].length) };
  const cuts = [...text.matchAll(parting)].reverse();
  for (const cut of cuts) {
    const next = text.slice(cut.index + cut[0].length);
    const found = findDate(next, today);
    if (found && found.date >= today && !isPast(next.slice(found.start, found.end)))
      return { content: text.slice(0, cut.index), next };
  }
  return { content: text, next: '' };
}

const isPast = (words: string) =>
  /^(?:today|this morning|last|yesterday|tonight$)|ago$/i.test(words.trim());

function clean(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;:.–—-]+|[\s,;:–—-]+$/gu, '')
    .trim();
}

export function parseQuick(text: string, today: string): Quick {
  const { content, next } = split(text, today);
  const date = next ? findDate(next, today) : null;
  const action = date ? `${next.slice(0, date.start)} ${next.slice(date.end)}` : next;
  const was = findDate(content, today, 'past');
  return {
    names: namesIn(content),
    channel: channelIn(content),
    when:
      was && was.date < today && isPast(content.slice(was.start, was.end))
        ? { date: was.date, ...(was.time ? { time: was.time } : {}) }
        : null,
    content: clean(content),
    nextAction: sentence(clean(clean(action).replace(leadIn, ''))),
    nextDate: date && { date: date.date, ...(date.time ? { time: date.time } : {}) },
  };
}

function sentence(text: string): string {
  const [first = '', ...rest] = [...text];
  return first.toLocaleUpperCase() + rest.join('');
}

/** Does the name that was typed mean this person? "jonas" is Jonas Petersen, "petersen" too. */
export function fits(typed: string, ...names: (string | null | undefined)[]): boolean {
  const fold = (s: string) => s.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
  const wanted = fold(typed).split(/\s+/).filter(Boolean);
  return names.some((name) => {
    if (!name) return false;
    const have = fold(name).split(/[\s-]+/);
    return wanted.every((w) => have.includes(w));
  });
}
