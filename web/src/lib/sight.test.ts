import { describe, expect, it } from 'vitest';
import { fliesPast, revealed, spanOf } from './sight';

describe('what is drawn', () => {
  const drawn = { from: 90, to: 130 };
  it('stays while it reaches beyond what is in sight', () => {
    expect(spanOf(drawn, 95, 115, 1000)).toBe(drawn);
    expect(spanOf(drawn, 108, 128, 1000)).toBe(drawn);
  });
  it('follows in steps, and ends with the list', () => {
    expect(spanOf(drawn, 110, 130, 1000)).toEqual({ from: 100, to: 140 });
    expect(spanOf(drawn, 0, 20, 1000)).toEqual({ from: 0, to: 30 });
    expect(spanOf(drawn, 980, 1000, 1000)).toEqual({ from: 970, to: 999 });
    expect(spanOf({ from: 0, to: 9 }, 0, 20, 10)).toEqual({ from: 0, to: 9 });
  });
  it('is nothing of what flies past', () => {
    expect(fliesPast(50, 16, 20)).toBe(true);
    expect(fliesPast(10, 17, 20)).toBe(true);
    expect(fliesPast(3, 17, 20)).toBe(false);
    // One jump of a screen after a rest is no flight.
    expect(fliesPast(20, 400, 20)).toBe(false);
    expect(fliesPast(21, 400, 20)).toBe(false);
  });
});

describe('a row is brought into sight', () => {
  const box = { top: 360, height: 400 };
  it('only when it is out of it', () => {
    expect(revealed(box, { index: 12, height: 36 }, 32, 8)).toBe(360);
  });
  it('from above to the head, from below to the foot', () => {
    expect(revealed(box, { index: 3, height: 36 }, 32, 8)).toBe(108);
    expect(revealed(box, { index: 30, height: 36 }, 32, 8)).toBe(32 + 31 * 36 + 8 - 400);
  });
});
