import { describe, expect, it } from 'vitest';
import { money, shortMoney } from './numbers';

describe('money where there is little room', () => {
  it('is exact while it fits', () => {
    expect(shortMoney(160_000, 'EUR')).toBe(money(160_000, 'EUR'));
    expect(shortMoney(12.5, 'EUR')).toBe(money(12.5, 'EUR'));
  });
  it('is rounded to three figures when it does not', () => {
    expect(shortMoney(1_021_000, 'EUR')).toMatch(/^€1\.02m$/i);
    expect(shortMoney(1_300_000, 'BDT')).toMatch(/^BDT.1\.3m$/i);
  });
  it('keeps a currency that nobody knows', () => {
    expect(shortMoney(5, 'coins')).toBe('5 coins');
  });
});
