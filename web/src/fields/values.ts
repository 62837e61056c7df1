// Values as text and back: what a cell says, what was typed into an editor. Pure but for the names of
// records, which are those the page has seen.
import type { Row, Value } from '../api/types';
import { cachedMeta, type FieldMeta } from '../data/meta';
import { cachedRefName } from '../data/refs';
import { shownWorkspace } from '../data/session';
import { money, number } from '../lib/numbers';
import { birthday, exactTime, shortDay } from '../lib/time';
import { t } from '../text';
import { relativeDays } from './filters';
import { kindOf, nameFieldOf } from './kinds';
import { optionLabel } from './words';

/** What kind of record a reference points to: fixed, or told by another field of the row. */
export function targetOf(field: FieldMeta, row: Row | undefined): string | null {
  if (field.target) return field.target;
  const told = field.target_field ? row?.[field.target_field] : undefined;
  return typeof told === 'string' ? told : null;
}

export function currencyOf(field: FieldMeta, row: Row | undefined): string {
  const own = field.currency_field ? row?.[field.currency_field] : undefined;
  return typeof own === 'string' && own ? own : shownWorkspace().currency;
}

/** Where a value leads to outside of Kith. */
export function linkOf(field: FieldMeta, value: Value): string | undefined {
  const text = String(value);
  switch (field.type) {
    case 'email':
      return `mailto:${text}`;
    case 'phone':
      return `tel:${text.replace(/[^+\d]/g, '')}`;
    case 'domain':
      return `https://${text}`;
    case 'url':
      return /^https?:\/\//i.test(text) ? text : undefined;
    default:
      return undefined;
  }
}

function dayText(value: string): string {
  const days = relativeDays(value);
  if (days === undefined) return shortDay(value, shownWorkspace().time_zone);
  if (days === 0) return t('day.rel.today');
  if (days === 1) return t('day.rel.tomorrow');
  return days < 0 ? t('day.rel.past', { n: -days }) : t('day.rel.ahead', { n: days });
}

function refText(field: FieldMeta, value: Value, row: Row | undefined): string {
  const named = row && row[field.name] === value ? row[nameFieldOf(field) ?? ''] : undefined;
  if (typeof named === 'string') return named;
  const target = targetOf(field, row);
  if (value === 'me') return t('cell.me');
  return (target && cachedRefName(target, Number(value))) || `#${String(value)}`;
}

/** The value in words, as text. */
export function textOf(field: FieldMeta, value: Value | undefined, row?: Row): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value) && field.type !== 'links')
    return value.map((v) => textOf(field, v, row)).join(', ');
  switch (kindOf(field)) {
    case 'number':
    case 'priority':
    case 'rating':
      return typeof value === 'number' ? number(value) : String(value);
    case 'money':
      return typeof value === 'number' ? money(value, currencyOf(field, row)) : String(value);
    case 'date':
      return dayText(String(value));
    case 'time':
      return row ? exactTime(String(value), shownWorkspace().time_zone) : dayText(String(value));
    case 'birthday':
      return birthday(String(value)).text;
    case 'choice':
    case 'stage':
      return optionLabel(field, value);
    case 'bool':
      return t(value === true ? 'value.yes' : 'value.no');
    case 'record':
    case 'member':
      return refText(field, value, row);
    case 'links':
      return Array.isArray(value) ? number(value.length) : '';
    case 'json':
      return JSON.stringify(value);
    case 'url':
      return String(value)
        .replace(/^https?:\/\/(www\.)?/i, '')
        .replace(/\/$/, '');
    default:
      return String(value);
  }
}

/** A number as typed, by the user's locale or plainly; the text itself when it is none: the server says why. */
export function readNumber(text: string): Value {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const decimal = (1.5).toLocaleString().includes(',') ? ',' : '.';
  const plain = trimmed.replace(/[\s'’\u00a0\u202f]/g, '');
  const grouped =
    decimal === ','
      ? plain.replace(/\.(?=\d{3}(\D|$))/g, '').replace(',', '.')
      : plain.replace(/,(?=\d{3}(\D|$))/g, '');
  return /^[+-]?\d*\.?\d+$/.test(grouped) ? Number(grouped) : trimmed;
}

/** "500 eur", "€500", "1,250.50": an amount, and the currency if one was named. */
export function readMoney(text: string): { amount: Value; currency?: string } {
  const signs: Record<string, string> = { '€': 'EUR', '£': 'GBP', $: 'USD', '¥': 'JPY' };
  const named = /\b([A-Za-z]{3})\b/.exec(text)?.[1]?.toUpperCase();
  const sign = Object.keys(signs).find((s) => text.includes(s));
  const currency = named ?? (sign ? signs[sign] : undefined);
  const rest = text.replace(/[€£$¥]/g, ' ').replace(named ? new RegExp(named, 'i') : '', ' ');
  const amount = readNumber(rest);
  return currency && typeof amount === 'number'
    ? { amount, currency }
    : { amount: readNumber(currency ? rest : text) };
}

/** The stages in their order, for what shows all of them. */
export function stages(): readonly string[] {
  return cachedMeta()?.stages ?? [];
}
