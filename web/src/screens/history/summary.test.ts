import { describe, expect, it } from 'vitest';
import { summarize, verbOf } from './summary';

const event = (type: string, entity: string, id: number, changes: object = {}) => ({
  type,
  entity_type: entity,
  entity_id: id,
  changes: changes as Record<string, never>,
});

describe('a change set in words', () => {
  it('of one record names what changed of it', () => {
    const changes = { priority: { before: 1, after: 2 }, last_contact_at: {} };
    expect(summarize([event('updated', 'contact', 5, changes)], 1)).toMatchObject({
      verb: 'updated',
      entity: 'contact',
      id: 5,
      records: 1,
      fields: ['priority'],
      partial: false,
    });
  });

  it('is about the record, not what hangs on it', () => {
    const set = [event('created', 'channel', 9), event('created', 'contact', 5)];
    expect(summarize(set, 2)).toMatchObject({
      verb: 'created',
      entity: 'contact',
      id: 5,
      others: [],
    });
  });

  it('of a part alone is about the part', () => {
    expect(summarize([event('created', 'channel', 9)], 1)).toMatchObject({ entity: 'channel' });
  });

  it('tells a stage, not the note that keeps its trail', () => {
    const set = [event('created', 'note', 9), event('stage_changed', 'contact', 5, { stage: {} })];
    expect(summarize(set, 2)).toMatchObject({ verb: 'stage', entity: 'contact', others: [] });
  });

  it('of many counts them', () => {
    const set = [1, 2, 3].map((id) => event('trashed', 'contact', id));
    expect(summarize([...set, event('updated', 'task', 8, { title: {} })], 4)).toMatchObject({
      verb: 'trashed',
      records: 3,
      fields: [],
      others: ['task'],
    });
  });

  it('leaves out what follows by itself', () => {
    const set = [
      event('updated', 'contact', 5, { last_contact_note_id: { before: 9, after: null } }),
      event('trashed', 'note', 9),
    ];
    expect(summarize(set, 2)).toMatchObject({ verb: 'trashed', entity: 'note', others: [] });
  });

  it('says when it did not see all of it', () => {
    expect(summarize([event('created', 'contact', 1)], 9000)?.partial).toBe(true);
    expect(summarize([], 0)).toBeNull();
  });

  it('takes what it does not know for a change', () => {
    expect(verbOf('something_new')).toBe('updated');
  });
});
