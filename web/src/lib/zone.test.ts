import { describe, expect, it } from 'vitest';
import { instantOf, wallClock } from './zone';

describe('a zone', () => {
  it('tells the instantOf of a day and a time there', () => {
    expect(instantOf('2026-06-12', '15:00', 'Europe/Berlin')).toBe('2026-06-12T13:00:00.000Z');
    expect(instantOf('2026-01-12', '15:00', 'Europe/Berlin')).toBe('2026-01-12T14:00:00.000Z');
    expect(instantOf('2026-06-12', '00:00', 'UTC')).toBe('2026-06-12T00:00:00.000Z');
    expect(instantOf('2026-06-12', '00:00', 'Pacific/Auckland')).toBe('2026-06-11T12:00:00.000Z');
  });

  it('is right on both days of a clock change', () => {
    expect(instantOf('2026-03-29', '00:00', 'Europe/Berlin')).toBe('2026-03-28T23:00:00.000Z');
    expect(instantOf('2026-03-29', '12:00', 'Europe/Berlin')).toBe('2026-03-29T10:00:00.000Z');
    expect(instantOf('2026-10-25', '00:00', 'Europe/Berlin')).toBe('2026-10-24T22:00:00.000Z');
    expect(instantOf('2026-10-25', '12:00', 'Europe/Berlin')).toBe('2026-10-25T11:00:00.000Z');
  });

  it('reads an instantOf back', () => {
    expect(wallClock('2026-06-12T13:00:00.000Z', 'Europe/Berlin')).toEqual({
      day: '2026-06-12',
      clock: '15:00',
    });
    expect(wallClock('2026-06-12T22:30:00Z', 'Asia/Kolkata')).toEqual({
      day: '2026-06-13',
      clock: '04:00',
    });
  });
});
