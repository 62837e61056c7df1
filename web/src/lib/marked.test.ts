import { expect, it } from 'vitest';
import { markWords, matches, splitMarks } from './marked';

it('a snippet is text and hits, never HTML', () => {
  expect(splitMarks('the <mark>Atlas</mark> pilot &amp; &lt;script&gt;')).toEqual([
    { text: 'the ', hit: false },
    { text: 'Atlas', hit: true },
    { text: ' pilot & <script>', hit: false },
  ]);
  expect(splitMarks('<mark>a</mark><mark>b</mark>')).toEqual([
    { text: 'a', hit: true },
    { text: 'b', hit: true },
  ]);
  expect(splitMarks('')).toEqual([]);
  expect(splitMarks('&amp;lt;')).toEqual([{ text: '&lt;', hit: false }]);
});

it('a name is marked where its words begin like those typed', () => {
  expect(markWords('Atlas pilot', 'atl pi')).toEqual([
    { text: 'Atl', hit: true },
    { text: 'as', hit: false },
    { text: ' ', hit: false },
    { text: 'pi', hit: true },
    { text: 'lot', hit: false },
  ]);
  expect(markWords('Zoë', 'zoe')).toEqual([{ text: 'Zoë', hit: true }]);
  expect(markWords('Anna', '')).toEqual([{ text: 'Anna', hit: false }]);
});

it('what is offered matches by the beginnings of its words', () => {
  expect(matches('Go to contacts', 'con')).toBe(true);
  expect(matches('Go to contacts', 'go cont')).toBe(true);
  expect(matches('Go to contacts', 'tacts')).toBe(false);
  expect(matches('anything', '')).toBe(true);
});
