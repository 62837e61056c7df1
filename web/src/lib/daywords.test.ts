import { describe, expect, it } from 'vitest';
import { addDays, addMonths, makeDay, parseDay, weekday } from './daywords';

// A Tuesday.
const today = '2026-06-09';

describe('what people write for a day', () => {
  it.each([
    ['today', '2026-06-09'],
    ['Tomorrow', '2026-06-10'],
    ['yesterday', '2026-06-08'],
    ['2026-07-01', '2026-07-01'],
    ['in 3 days', '2026-06-12'],
    ['3 days ago', '2026-06-06'],
    ['a week', '2026-06-16'],
    ['in a week', '2026-06-16'],
    ['+2w', '2026-06-23'],
    ['3d', '2026-06-12'],
    ['in 2 months', '2026-08-09'],
    ['next week', '2026-06-15'],
    ['next month', '2026-07-01'],
    ['next year', '2027-01-01'],
    ['friday', '2026-06-12'],
    ['Fri', '2026-06-12'],
    ['this friday', '2026-06-12'],
    ['next friday', '2026-06-19'],
    ['next monday', '2026-06-15'],
    ['tuesday', '2026-06-16'],
    ['last tuesday', '2026-06-02'],
    ['last monday', '2026-06-08'],
    ['12 Jun', '2026-06-12'],
    ['Jun 12', '2026-06-12'],
    ['8 june', '2027-06-08'],
    ['9 june', '2026-06-09'],
    ['12 June 2030', '2030-06-12'],
    ['June 12, 2030', '2030-06-12'],
    ['12th of june', '2026-06-12'],
    ['12.6.', '2026-06-12'],
    ['12.6.2030', '2030-06-12'],
    ['1.2.99', '1999-02-01'],
    ['29 feb', '2028-02-29'],
  ])('%s is %s', (text, day) => {
    expect(parseDay(text, today)).toBe(day);
  });

  it.each([
    '',
    'soon',
    '31.2.2026',
    '31.02.1990',
    '13.13.',
    'next',
    'in days',
    '12',
    'friday june',
    '2026-02-30',
    'mo 12 jun 2026 5',
  ])('%s is none', (text) => {
    expect(parseDay(text, today)).toBeUndefined();
  });

  it('looks back where the field means the past', () => {
    expect(parseDay('12 Jun', today, { past: true })).toBe('2025-06-12');
    expect(parseDay('9 Jun', today, { past: true })).toBe('2026-06-09');
  });

  it('leaves out the year of a birthday', () => {
    expect(parseDay('17 March', today, { yearless: true })).toBe('--03-17');
    expect(parseDay('--03-17', today, { yearless: true })).toBe('--03-17');
    expect(parseDay('29 feb', today, { yearless: true })).toBe('--02-29');
    expect(parseDay('17 March 1990', today, { yearless: true })).toBe('1990-03-17');
    expect(parseDay('--03-17', today)).toBeUndefined();
  });
});

describe('reckoning', () => {
  it('counts days over months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
  });
  it('keeps to the last day of a shorter month', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
    expect(addMonths('2026-11-15', 3)).toBe('2027-02-15');
  });
  it('knows weekdays', () => {
    expect(weekday(today)).toBe(2);
    expect(weekday('2026-06-14')).toBe(7);
  });
  it('makes no day that is not', () => {
    expect(makeDay(2026, 2, 29)).toBeUndefined();
    expect(makeDay(2028, 2, 29)).toBe('2028-02-29');
    expect(makeDay(99, 1, 1)).toBe('0099-01-01');
  });
});
