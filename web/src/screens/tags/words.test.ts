import { describe, expect, it } from 'vitest';
import { keeper, mergesWith, sortTags } from './words';

const tag = (id: number, name: string, count: number) => ({
  id,
  name,
  count,
  created_at: `2026-01-0${id}`,
});
const vip = tag(1, 'vip', 3);
const press = tag(2, 'Press', 9);
const alpha = tag(3, 'alpha', 3);
const tags = [vip, press, alpha];

describe('tags', () => {
  it('merge with another of the name, however it is written', () => {
    expect(mergesWith(tags, 1, ' PRESS ')?.id).toBe(2);
    expect(mergesWith(tags, 2, 'Press')).toBeUndefined();
    expect(mergesWith(tags, 1, 'new')).toBeUndefined();
  });

  it('keep the one that more carry', () => {
    expect(keeper(vip, press).map((x) => x.id)).toEqual([2, 1]);
    expect(keeper(vip, alpha).map((x) => x.id)).toEqual([1, 3]);
  });

  it('are sorted by name, use or age', () => {
    expect(sortTags(tags, 'name').map((x) => x.id)).toEqual([3, 2, 1]);
    expect(sortTags(tags, 'count').map((x) => x.id)).toEqual([2, 3, 1]);
    expect(sortTags(tags, 'newest').map((x) => x.id)).toEqual([3, 2, 1]);
  });
});
