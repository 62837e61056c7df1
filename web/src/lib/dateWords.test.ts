import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  findDate,
  makeDay,
  parseDateWords,
  parseDay,
  weekday,
} from './dateWords';

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
  it('is no number of something', () => {
    for (const text of [
      '12.6 million',
      'for 10-12 people',
      'we may call 3 times',
      'Sam and Mo met',
    ])
      expect(findDate(text, today)).toBeNull();
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

describe('a day, where a time of day has no place', () => {
  it.each([
    ['yesterday', '2026-06-08'],
    ['2026-07-01', '2026-07-01'],
    ['in 3 days', '2026-06-12'],
    ['3 days ago', '2026-06-06'],
    ['a week', '2026-06-16'],
    ['+2w', '2026-06-23'],
    ['Fri', '2026-06-12'],
    ['next monday', '2026-06-15'],
    ['last tuesday', '2026-06-02'],
    ['last monday', '2026-06-08'],
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
    'tomorrow 3pm',
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
    expect(makeDay(2026, 2, 29)).toBeNull();
    expect(makeDay(2028, 2, 29)).toBe('2028-02-29');
    expect(makeDay(99, 1, 1)).toBe('0099-01-01');
  });
});
