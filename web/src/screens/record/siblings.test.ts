import { describe, expect, it } from 'vitest';
import { orderOf, placeOf, type Block } from './siblings';

const order = { plural: 'contacts', query: {}, ids: [5, 7, 9], start: 10, total: 342 };

describe('placeOf', () => {
  it('counts from the start of the whole list', () => {
    expect(placeOf(order, 7)).toEqual({ at: 12, of: 342, previous: 5, next: 9 });
  });
  it('has nothing before the first and after the last', () => {
    expect(placeOf(order, 5)?.previous).toBeNull();
    expect(placeOf(order, 9)?.next).toBeNull();
    expect(placeOf({ ...order, total: null }, 9)?.of).toBe(13);
  });
  it('knows nothing of a record that is not in it', () => {
    expect(placeOf(order, 1)).toBeNull();
    expect(placeOf(null, 1)).toBeNull();
  });
});

describe('orderOf', () => {
  const block = (ids: number[], query = {}, more: Partial<Block> = {}): Block => ({
    query: { sort: 'name', limit: 2, ...query },
    ids,
    end: false,
    seenAt: 1,
    ...more,
  });

  it('joins the blocks around the record, and no others', () => {
    const blocks = [
      block([1, 2]),
      block([3, 4], { offset: 2 }),
      block([5, 6], { offset: 4 }, { end: true }),
      block([9, 8], { offset: 8 }),
      block([4, 3], { sort: '-name' }, { seenAt: 0 }),
    ];
    expect(orderOf('contacts', 4, blocks)).toEqual({
      plural: 'contacts',
      query: { sort: 'name' },
      ids: [1, 2, 3, 4, 5, 6],
      start: 0,
      total: 6,
    });
    expect(orderOf('contacts', 9, blocks)).toMatchObject({ ids: [9, 8], start: 8, total: null });
  });

  it('takes the list that was seen last', () => {
    const blocks = [block([1, 2]), block([2, 1], { q: 'x' }, { seenAt: 2 })];
    expect(orderOf('contacts', 1, blocks)?.query).toEqual({ q: 'x', sort: 'name' });
  });

  it('is none for a record that came alone', () => {
    expect(orderOf('contacts', 1, [block([1])])).toBeNull();
  });
});
