import { describe, expect, it } from 'vitest';
import { summarize, verbOf, type Counted } from './summary';

/** A summary of "contact created 2"; the first record is of the first kind. */
function set(...lines: string[]): Counted {
  const counts = lines.map((line) => {
    const [entity_type = '', type = '', n] = line.split(' ');
    return { entity_type, type, count: Number(n ?? 1) };
  });
  const first = counts[0] && { entity_type: counts[0].entity_type, entity_id: 5, name: 'Ada' };
  return { counts, first: first ?? null, whole: true };
}

describe('a change set in words', () => {
  it('of one record names it', () => {
    expect(summarize(set('contact updated'))).toEqual({
      verb: 'updated',
      entity: 'contact',
      records: 1,
      name: 'Ada',
      others: [],
    });
  });

  it('is about the record, not what hangs on it', () => {
    const made = { verb: 'created', entity: 'contact', name: 'Ada', others: [] };
    expect(summarize(set('contact created', 'channel created 2'))).toMatchObject(made);
    expect(summarize(set('channel created'))).toMatchObject({ entity: 'channel' });
  });

  it('has no name where the first record is another', () => {
    const gone = set('note deleted 5', 'channel deleted 2', 'task updated', 'contact deleted');
    expect(summarize(gone)).toMatchObject({
      verb: 'deleted',
      entity: 'contact',
      records: 1,
      name: null,
      others: ['note'],
    });
  });

  it('tells a stage, not the note that keeps its trail', () => {
    const moved = set('contact stage_changed', 'note created');
    expect(summarize(moved)).toMatchObject({ verb: 'stage', entity: 'contact', others: [] });
  });

  it('of many counts them', () => {
    expect(summarize(set('contact trashed 3', 'task trashed'))).toMatchObject({
      verb: 'trashed',
      records: 3,
      name: null,
      others: ['task'],
    });
  });

  it('leaves out what follows by itself', () => {
    const logged = { verb: 'created', entity: 'note', name: 'Ada', others: [] };
    expect(summarize(set('note created', 'contact updated'))).toMatchObject(logged);
  });

  it('says tags and owner where nothing else of the record changed', () => {
    expect(summarize(set('contact tag_added 4'))).toMatchObject({ verb: 'tags', records: 4 });
    expect(summarize(set('contact owner_claimed'))?.verb).toBe('owner');
    expect(summarize(set('contact tag_added', 'contact updated'))?.verb).toBe('updated');
  });

  it('of nothing is nothing', () => {
    expect(summarize(set())).toBeNull();
  });

  it('takes what it does not know for a change', () => {
    expect(verbOf('something_new')).toBe('updated');
  });
});
