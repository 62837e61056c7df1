import { describe, expect, it } from 'vitest';
import { ago, birthday, dayFromNow, daysUntil, due, shortDay } from './time';
import { instantOf } from './zone';

const zone = 'Europe/Berlin';
const now = new Date('2026-06-09T10:00:00Z');

describe('what was', () => {
  it.each([
    ['2026-06-09T09:59:30Z', 'Just now'],
    ['2026-06-09T09:48:00Z', '12 min ago'],
    ['2026-06-09T06:00:00Z', 'Today'],
    ['2026-06-08T20:00:00Z', 'Yesterday'],
    ['2026-06-06T20:00:00Z', '3 d ago'],
    ['2026-06-06', '3 d ago'],
    ['2026-06-09', 'Today'],
  ])('%s is %s', (value, text) => {
    expect(ago(value, zone, now)).toBe(text);
  });
});

describe('what is to be', () => {
  it.each([
    ['2026-06-07', '2 d late', 'late'],
    // The word, not only the colour, says that it is late.
    ['2026-06-08', '1 d late', 'late'],
    ['2026-06-09', 'Today', 'now'],
    ['2026-06-10', 'Tomorrow', 'later'],
  ])('%s is %s', (value, text, urgency) => {
    expect(due(value, zone, now)).toEqual({ text, urgency });
  });
});

describe('days of a time zone', () => {
  // One o'clock at night on New Year's Day there.
  const auckland = 'Pacific/Auckland';
  const newYear = new Date('2025-12-31T12:00:00Z');

  it('are counted where the workspace is', () => {
    expect(daysUntil('2026-01-01', auckland, newYear)).toBe(0);
    expect(daysUntil('2026-01-01', 'UTC', newYear)).toBe(1);
    expect(daysUntil('2025-12-31T10:59:00Z', auckland, newYear)).toBe(-1);
    expect(dayFromNow(7, auckland, newYear)).toBe('2026-01-08');
  });

  it('say the year where it is another one there', () => {
    expect(shortDay('2026-01-05', auckland, newYear)).not.toContain('2026');
    expect(shortDay('2025-12-30', auckland, newYear)).toContain('2025');
    expect(shortDay('2025-12-31T11:30:00Z', auckland, newYear)).not.toMatch(/20\d\d/);
  });
});

describe('a birthday', () => {
  it('may lack its year', () => {
    expect(birthday('--03-17')).toMatchObject({ hasYear: false });
    expect(birthday('--03-17').text).not.toMatch(/\d{4}/);
    expect(birthday('--02-29').text).toContain('29');
    expect(birthday('1990-03-17').text).toContain('1990');
  });
});

it('a day and time of a zone is one moment, also across summer time', () => {
  expect(instantOf('2026-06-12', '15:00', 'UTC')).toBe('2026-06-12T15:00:00.000Z');
  expect(instantOf('2026-06-12', '15:00', 'Europe/Berlin')).toBe('2026-06-12T13:00:00.000Z');
  expect(instantOf('2026-12-12', '15:00', 'Europe/Berlin')).toBe('2026-12-12T14:00:00.000Z');
  expect(instantOf('2026-03-29', '03:00', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
  expect(instantOf('2026-06-12', '00:00', 'Pacific/Auckland')).toBe('2026-06-11T12:00:00.000Z');
  expect(instantOf('2026-06-12', '00:00', 'America/Los_Angeles')).toBe('2026-06-12T07:00:00.000Z');
});
