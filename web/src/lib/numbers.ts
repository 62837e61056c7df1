// Numbers and money by the user's locale.
const plain = new Intl.NumberFormat();
const monies = new Map<string, Intl.NumberFormat>();

export function number(n: number): string {
  return plain.format(n);
}

const looks: Record<string, Intl.NumberFormatOptions> = {
  whole: { maximumFractionDigits: 0 },
  exact: {},
  short: { notation: 'compact', maximumSignificantDigits: 3 },
};

function inCurrency(amount: number, currency: string, look: string): string {
  const key = currency + look;
  let made = monies.get(key);
  if (!made) {
    try {
      made = new Intl.NumberFormat(undefined, { style: 'currency', currency, ...looks[look] });
    } catch {
      return `${plain.format(amount)} ${currency}`;
    }
    monies.set(key, made);
  }
  return made.format(amount);
}

/** Whole amounts without decimals. A currency the browser does not know is written behind. */
export function money(amount: number, currency: string): string {
  return inCurrency(amount, currency, Number.isInteger(amount) ? 'whole' : 'exact');
}

/** "€160,000", but "€1.02M": where there is little room. The exact amount is told beside it. */
export function shortMoney(amount: number, currency: string): string {
  const exact = money(amount, currency);
  return exact.length > SHORT ? inCurrency(amount, currency, 'short') : exact;
}
const SHORT = 9;

export function bytes(n: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  let at = 0;
  while (n >= 1000 && at < units.length - 1) {
    n /= 1000;
    at += 1;
  }
  return `${plain.format(Math.round(n * 10) / 10)} ${units[at]}`;
}
