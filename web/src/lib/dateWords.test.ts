import { describe, expect, it } from 'vitest';
import { addMonths, findDate, parseDateWords } from './dateWords';

const today = '2026-06-09'; // a Tuesday

describe('a text that is a date', () => {
  const rows: [string, string, string?][] = [
    ['today', '2026-06-09'],
    ['Tomorrow', '2026-06-10'],
    ['tomorrow 3pm', '2026-06-10', '15:00'],
    ['tomorrow at 3:30 pm', '2026-06-10', '15:30'],
    ['3pm tomorrow', '2026-06-10', '15:00'],
    ['tomorrow morning', '2026-06-10', '09:00'],
    ['tonight', '2026-06-09', '19:00'],
    ['day after tomorrow', '2026-06-11'],
    ['friday', '2026-06-12'],
    ['on Fri', '2026-06-12'],
    ['this friday', '2026-06-12'],
    ['next friday', '2026-06-19'],
    ['next tue', '2026-06-16'],
    ['tuesday', '2026-06-16'],
    ['this tuesday', '2026-06-09'],
    ['monday 14:00', '2026-06-15', '14:00'],
    ['last friday', '2026-06-05'],
    ['in 2 weeks', '2026-06-23'],
    ['in a week', '2026-06-16'],
    ['in three days', '2026-06-12'],
    ['in a fortnight', '2026-06-23'],
    ['in 2 months', '2026-08-09'],
    ['in a year', '2027-06-09'],
    ['2 weeks', '2026-06-23'],
    ['3d', '2026-06-12'],
    ['2 weeks from now', '2026-06-23'],
    ['5 days ago', '2026-06-04'],
    ['next week', '2026-06-15'],
    ['next month', '2026-07-01'],
    ['next quarter', '2026-07-01'],
    ['next year', '2027-01-01'],
    ['end of the month', '2026-06-30'],
    ['end of the week', '2026-06-12'],
    ['this weekend', '2026-06-13'],
    ['12 Jun', '2026-06-12'],
    ['12 June 2027', '2027-06-12'],
    ['June 12th', '2026-06-12'],
    ['the 3rd of July', '2026-07-03'],
    ['Jun 12, 2028', '2028-06-12'],
    ['8 June', '2027-06-08'],
    ['29 Feb', '2028-02-29'],
    ['in September', '2026-09-01'],
    ['in March', '2027-03-01'],
    ['2026-12-24', '2026-12-24'],
    ['2026-12-24 18:00', '2026-12-24', '18:00'],
    ['24.12.', '2026-12-24'],
    ['24.12.2027', '2027-12-24'],
    ['24/12', '2026-12-24'],
    ['3pm', '2026-06-09', '15:00'],
    ['12am', '2026-06-09', '00:00'],
  ];
  it.each(rows)('%s', (text, date, time) => {
    expect(parseDateWords(text, today, 'future', true)).toEqual(time ? { date, time } : { date });
  });

  it('the month may come first', () => {
    expect(parseDateWords('12/24', today, 'future', false)).toEqual({ date: '2026-12-24' });
  });

  it.each(['', 'soon', 'maybe friday', '31 Feb', '2026-13-01', '32.1.', 'Mona', '25:00 tomorrow'])(
    'none: %s',
    (text) => {
      expect(parseDateWords(text, today)).toBeNull();
    },
  );
});

describe('a date in a text', () => {
  it('is found with its place', () => {
    const text = 'Jonas called about the trip, next friday';
    expect(findDate(text, today)).toEqual({ date: '2026-06-19', start: 29, end: text.length });
  });
  it('is no part of a longer word', () => {
    expect(findDate('Sundara and Monica met', today)).toBeNull();
  });
  it('looks back where things were', () => {
    expect(findDate('met on friday', today, 'past')?.date).toBe('2026-06-05');
    expect(findDate('met on tuesday', today, 'past')?.date).toBe('2026-06-02');
    expect(findDate('met on 12 Jun', today, 'past')?.date).toBe('2025-06-12');
  });
});

it('on a Sunday the next Friday is that of the coming week', () => {
  expect(parseDateWords('next friday', '2026-06-14')).toEqual({ date: '2026-06-19' });
});

it('short months end early', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(addMonths('2026-12-15', 2)).toBe('2027-02-15');
});
