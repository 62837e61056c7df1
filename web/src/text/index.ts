// The one message catalogue: every visible text has a key, and t() fills it in. A text with plural
// forms is an object by the categories of Intl.PluralRules; `n` chooses. TO ADD A TEXT: a line in the
// file of its area under en/. TO ADD A LANGUAGE: a folder like en/ and a line in `languages`.
import { en } from './en';

type Plural = { one?: string; other: string };
export type Catalogue = Record<string, string | Plural>;
export type TextKey = keyof typeof en;
export type TextValues = Record<string, string | number>;

const languages: Record<string, Catalogue> = { en };

const chosen = Object.keys(languages).find((l) => navigator.language.startsWith(l)) ?? 'en';
const catalogue: Catalogue = languages[chosen] ?? en;
const rules = new Intl.PluralRules(chosen);
const numbers = new Intl.NumberFormat();

export const language = chosen;

function form(text: string | Plural, n: number): string {
  if (typeof text === 'string') return text;
  return rules.select(n) === 'one' && text.one !== undefined ? text.one : text.other;
}

export function t(key: TextKey, values: TextValues = {}): string {
  const text = form(catalogue[key] ?? (en as Catalogue)[key] ?? key, Number(values['n'] ?? 0));
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? numbers.format(value) : value;
  });
}

/** A text whose key is made at run time (an enum's option, an error's code): undefined when there is none. */
export function maybe(key: string): string | undefined {
  const text = catalogue[key];
  return typeof text === 'string' ? text : text?.other;
}
