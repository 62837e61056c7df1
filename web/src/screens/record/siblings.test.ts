import { describe, expect, it } from 'vitest';
import { placeOf } from './siblings';

const order = { plural: 'contacts', ids: [5, 7, 9], start: 10, total: 342 };

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
