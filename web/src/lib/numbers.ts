// Numbers and money by the user's locale.
const plain = new Intl.NumberFormat();
const monies = new Map<string, Intl.NumberFormat>();

export function number(n: number): string {
  return plain.format(n);
}

/** Whole amounts without decimals. A currency the browser does not know is written behind. */
export function money(amount: number, currency: string): string {
  const whole = Number.isInteger(amount);
  const key = `${currency}${whole}`;
  let made = monies.get(key);
  if (!made) {
    try {
      made = new Intl.NumberFormat(undefined, {
        style: 'currency',
        currency,
        ...(whole ? { maximumFractionDigits: 0 } : {}),
      });
    } catch {
      return `${plain.format(amount)} ${currency}`;
    }
    monies.set(key, made);
  }
  return made.format(amount);
}

export function bytes(n: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  let at = 0;
  while (n >= 1000 && at < units.length - 1) {
    n /= 1000;
    at += 1;
  }
  return `${plain.format(Math.round(n * 10) / 10)} ${units[at]}`;
}
