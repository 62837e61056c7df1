import { describe, expect, it } from 'vitest';
import { channelIn, companions, fits, namesIn, parseQuick } from './quick';

const today = '2026-06-09'; // a Tuesday
const parse = (text: string) => parseQuick(text, today);
const first = (text: string) => namesIn(text)[0]?.text;

describe('a line', () => {
  it('who, how, what, when next', () => {
    const q = parse('Jonas called about the trip, next friday');
    expect(q.names[0]).toEqual({ text: 'Jonas', start: 0, end: 5 });
    expect(q).toMatchObject({
      channel: 'phone',
      when: null,
      content: 'Jonas called about the trip',
      nextAction: '',
      nextDate: { date: '2026-06-19' },
    });
  });
  it('with a next step in words', () => {
    expect(parse('Lunch with Anna Berg, send the slides tomorrow 3pm')).toMatchObject({
      channel: 'in person',
      content: 'Lunch with Anna Berg',
      nextAction: 'Send the slides',
      nextDate: { date: '2026-06-10', time: '15:00' },
    });
    expect(parse('Emailed Theo; in 2 weeks ask again')).toMatchObject({
      channel: 'email',
      nextAction: 'Ask again',
      nextDate: { date: '2026-06-23' },
    });
    expect(parse('Met Ruth. Then send the reading list on 12 Jun')).toMatchObject({
      content: 'Met Ruth.',
      nextAction: 'Send the reading list',
      nextDate: { date: '2026-06-12' },
    });
  });
  it('a mark sets the next step apart, with or without a date', () => {
    expect(parse('Mum called → bring cake')).toMatchObject({
      content: 'Mum called',
      nextAction: 'Bring cake',
      nextDate: null,
    });
    expect(parse('Mum called next: bring cake 2026-07-01')).toMatchObject({
      nextAction: 'Bring cake',
      nextDate: { date: '2026-07-01' },
    });
  });
  it('a date that is part of what was said stays there', () => {
    const q = parse('Jonas called about the Baltic trip, wants to leave early');
    expect(q.nextDate).toBeNull();
    expect(q.content).toBe('Jonas called about the Baltic trip, wants to leave early');
    expect(parse('Jonas called about the meeting tomorrow').nextDate).toBeNull();
  });
  it('the past is when it was, not what comes next', () => {
    expect(parse('Met Jonas yesterday, in a month')).toMatchObject({
      when: { date: '2026-06-08' },
      nextDate: { date: '2026-07-09' },
    });
    expect(parse('Saw Anna, last friday')).toMatchObject({
      when: { date: '2026-06-05' },
      nextDate: null,
    });
    expect(parse('Spoke to Anna 3 days ago').when).toEqual({ date: '2026-06-06' });
    expect(parse('Spoke to Anna today').when).toBeNull();
  });
  it('the last date to come wins where there are several clauses', () => {
    expect(parse('Anna wrote, party on saturday, call her in 2 weeks')).toMatchObject({
      content: 'Anna wrote, party on saturday',
      nextAction: 'Call her',
      nextDate: { date: '2026-06-23' },
    });
  });
  it('nothing typed is nothing', () => {
    expect(parse('')).toEqual({
      names: [],
      channel: null,
      when: null,
      content: '',
      nextAction: '',
      nextDate: null,
    });
  });
});

describe('names', () => {
  it.each([
    ['Jonas called', 'Jonas'],
    ['Called Jonas Petersen about it', 'Jonas Petersen'],
    ['Had coffee with Zoë van der Berg', 'Zoë van der Berg'],
    ['jonas called', 'jonas'],
    ['called jonas', 'jonas'],
    ['Yesterday I met Łukasz', 'Łukasz'],
    ['Lunch with Björn', 'Björn'],
    ['Met @anna at the fair', 'anna'],
    ['The plan of @Anna Berg', 'Anna Berg'],
    ['Jonas’s mother wrote', 'Jonas'],
    ['O’Brien rang', 'O’Brien'],
    ['田中さん called', '田中さん'],
  ])('%s', (text, name) => {
    expect(first(text)).toBe(name);
  });
  it('offers the first name alone after the whole', () => {
    expect(namesIn('Jonas Petersen called').map((n) => n.text)).toEqual([
      'Jonas Petersen',
      'Jonas',
    ]);
  });
  it.each(['I called', 'Next friday', 'the weather', 'Monday'])('none: %s', (text) => {
    expect(namesIn(text)).toEqual([]);
  });
});

it('the first word that tells it is the way', () => {
  expect(channelIn('Jonas wrote that he will call')).toBe('email');
  expect(channelIn('WhatsApp from Mum')).toBe('chat');
  expect(channelIn('recalled the metal')).toBeNull();
});

it('a name fits a part of it, without accents', () => {
  expect(fits('zoe', 'Zoë van der Berg')).toBe(true);
  expect(fits('Jonas Petersen', 'Jonas Erik Petersen')).toBe(true);
  expect(fits('Mum', 'Elisabeth Lindqvist', 'Mum')).toBe(true);
  expect(fits('Jon', 'Jonas Petersen')).toBe(false);
});

it('who stands beside a name was there too', () => {
  const text = 'Lunch with Anna Berg, Theo and Jonas about Lisbon';
  const names = namesIn(text);
  expect(names[0]?.text).toBe('Anna Berg');
  const [of] = names;
  if (!of) throw new Error('no name');
  expect(companions(text, of, names).map((n) => n.text)).toEqual(['Theo', 'Jonas']);
  const told = 'Jonas called about Anna';
  const [jonas] = namesIn(told);
  if (!jonas) throw new Error('no name');
  expect(companions(told, jonas, namesIn(told))).toEqual([]);
});
