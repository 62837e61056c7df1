// Time zones, currencies and countries: the lists and names the browser knows, and what fits the user.
// Only which currency a country pays with, and where the week does not begin on Monday, stands here.

const euro = 'AD AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK'.split(
  ' ',
);

const currencies: Record<string, string> = {
  US: 'USD',
  CA: 'CAD',
  MX: 'MXN',
  BR: 'BRL',
  AR: 'ARS',
  CL: 'CLP',
  CO: 'COP',
  PE: 'PEN',
  GB: 'GBP',
  CH: 'CHF',
  LI: 'CHF',
  NO: 'NOK',
  SE: 'SEK',
  DK: 'DKK',
  IS: 'ISK',
  PL: 'PLN',
  CZ: 'CZK',
  HU: 'HUF',
  RO: 'RON',
  BG: 'BGN',
  RS: 'RSD',
  UA: 'UAH',
  TR: 'TRY',
  IL: 'ILS',
  AE: 'AED',
  SA: 'SAR',
  QA: 'QAR',
  EG: 'EGP',
  MA: 'MAD',
  NG: 'NGN',
  KE: 'KES',
  ZA: 'ZAR',
  IN: 'INR',
  PK: 'PKR',
  BD: 'BDT',
  LK: 'LKR',
  CN: 'CNY',
  HK: 'HKD',
  TW: 'TWD',
  JP: 'JPY',
  KR: 'KRW',
  SG: 'SGD',
  MY: 'MYR',
  ID: 'IDR',
  TH: 'THB',
  VN: 'VND',
  PH: 'PHP',
  AU: 'AUD',
  NZ: 'NZD',
  RU: 'RUB',
  KZ: 'KZT',
  GE: 'GEL',
};

const sunday = 'US CA MX BR AR CO PE IL IN JP KR TW HK PH TH ID ZA SA'.split(' ');
const saturday = 'AE EG QA'.split(' ');

export type WeekStart = 'monday' | 'saturday' | 'sunday';

export interface Choice {
  value: string;
  label: string;
}

function names(type: 'currency' | 'region'): Intl.DisplayNames {
  return new Intl.DisplayNames(undefined, { type, fallback: 'none' });
}

function sorted(choices: Choice[]): Choice[] {
  return choices.sort((a, b) => a.label.localeCompare(b.label));
}

/** The user's country as far as the language tells: "de-AT" -> "AT", "en" -> "US". */
export function guessCountry(locale = navigator.language): string {
  try {
    return new Intl.Locale(locale).maximize().region ?? 'US';
  } catch {
    return 'US';
  }
}

export function guessCurrency(country = guessCountry()): string {
  return euro.includes(country) ? 'EUR' : (currencies[country] ?? 'EUR');
}

export function guessWeekStart(country = guessCountry()): WeekStart {
  return sunday.includes(country) ? 'sunday' : saturday.includes(country) ? 'saturday' : 'monday';
}

export function guessTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

/** "Europe/Lisbon" -> "Lisbon"; "America/Argentina/Salta" -> "Argentina, Salta". */
export function zoneName(zone: string): string {
  const parts = zone.split('/').slice(zone.includes('/') ? 1 : 0);
  return parts.join(', ').replaceAll('_', ' ');
}

/** By part of the world; `also` is in it whether the browser names it or not. */
export function timeZones(also: string): { group: string; zones: Choice[] }[] {
  const all = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', also]);
  const groups = new Map<string, Choice[]>();
  for (const zone of all) {
    const group = zone.includes('/') ? (zone.split('/', 1)[0] ?? '') : 'UTC';
    groups.set(group, [...(groups.get(group) ?? []), { value: zone, label: zoneName(zone) }]);
  }
  return [...groups]
    .map(([group, zones]) => ({ group, zones: sorted(zones) }))
    .sort((a, b) => a.group.localeCompare(b.group));
}

/** "EUR Euro", in the order of the codes. */
export function currencyChoices(): Choice[] {
  const named = names('currency');
  return Intl.supportedValuesOf('currency').map((code) => ({
    value: code,
    label: `${code} ${named.of(code) ?? ''}`.trim(),
  }));
}

// Codes that name no country: unions, pseudo-regions and what no longer is one.
const noCountry = 'EU EZ UN QO XA XB ZZ AC CP CQ DG EA IC TA'.split(' ');

export function countryChoices(): Choice[] {
  const named = names('region');
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const choices: Choice[] = [];
  for (const a of letters)
    for (const b of letters) {
      const code = a + b;
      const label = named.of(code);
      const canonical = Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
      if (label && canonical && !noCountry.includes(code)) choices.push({ value: code, label });
    }
  return sorted(choices);
}
