import { describe, expect, it } from 'vitest';
import {
  countryChoices,
  currencyChoices,
  guessCountry,
  guessCurrency,
  guessWeekStart,
  timeZones,
  zoneName,
} from './regions';

describe('what fits the user', () => {
  it('is taken from the language', () => {
    expect(guessCountry('de-AT')).toBe('AT');
    expect(guessCountry('pt')).toBe('BR');
    expect(guessCountry('not a language')).toBe('US');
  });

  it('knows who pays with what', () => {
    expect(guessCurrency('PT')).toBe('EUR');
    expect(guessCurrency('JP')).toBe('JPY');
    expect(guessCurrency('QQ')).toBe('EUR');
  });

  it('knows where the week begins', () => {
    expect(guessWeekStart('DE')).toBe('monday');
    expect(guessWeekStart('US')).toBe('sunday');
    expect(guessWeekStart('EG')).toBe('saturday');
  });
});

describe('the lists', () => {
  it('name zones without their part of the world', () => {
    expect(zoneName('Europe/Lisbon')).toBe('Lisbon');
    expect(zoneName('America/Argentina/Salta')).toBe('Argentina, Salta');
    expect(zoneName('UTC')).toBe('UTC');
  });

  it('hold the zone that is set, even one the browser does not name', () => {
    const flat = timeZones('Etc/GMT+5').flatMap((g) => g.zones.map((z) => z.value));
    expect(flat).toContain('Etc/GMT+5');
    expect(flat).toContain('Europe/Lisbon');
    expect(new Set(flat).size).toBe(flat.length);
  });

  it('hold countries, not unions of them', () => {
    const codes = countryChoices().map((c) => c.value);
    expect(codes).toContain('PT');
    expect(codes).not.toContain('EU');
    expect(codes).not.toContain('DD');
    expect(codes.length).toBeGreaterThan(200);
  });

  it('hold currencies with their names', () => {
    expect(currencyChoices().find((c) => c.value === 'EUR')?.label).toBe('EUR Euro');
  });
});
