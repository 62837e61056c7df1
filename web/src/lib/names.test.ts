import { describe, expect, it } from 'vitest';
import { initials, tint } from './names';
import { bytes, money } from './numbers';

describe('initials', () => {
  it.each([
    ['Amara Okafor', 'AO'],
    ['  björn   håkansson ', 'BH'],
    ['Elif Şahin', 'EŞ'],
    ['Rosa', 'R'],
    ["'t Hart Drukwerk", 'TD'],
    ['Ana de la Cruz', 'AC'],
    ['李小龙', '李'],
    ['𝒜ndrea 𝒵ed', '𝒜𝒵'],
    ['', '?'],
  ])('of “%s” are %s', (name, letters) => {
    expect(initials(name)).toBe(letters);
  });
});

it('a tint is one of eight, and stays', () => {
  const id = 1_780_000_000_123;
  expect(tint(id)).toBe(tint(id));
  expect([0, 1, 7, 8, 15].map(tint)).toEqual([0, 1, 7, 0, 7]);
});

describe('money', () => {
  it('shows cents only where there are some', () => {
    expect(money(31200, 'EUR')).toMatch(/31.?200/);
    expect(money(31200, 'EUR')).not.toMatch(/00\D*00\b/);
    expect(money(12.5, 'EUR')).toMatch(/12[.,]50/);
  });
  it('writes a currency it does not know behind', () => {
    expect(money(5, 'not one')).toBe('5 not one');
  });
});

it('bytes are told in the unit that fits', () => {
  expect(bytes(999)).toBe('999 B');
  expect(bytes(2_000_000)).toBe('2 MB');
});
