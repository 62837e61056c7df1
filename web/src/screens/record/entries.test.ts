import { describe, expect, it } from 'vitest';
import type { Row } from '../../api/types';
import { byDay, entriesOf, narrowed, talkOf, type HistoryEvent } from './entries';

const self = { entity: 'contact', id: 1 };
const mara = { kind: 'user', id: 7, name: 'Mara' };

function event(id: number, more: Partial<HistoryEvent>): HistoryEvent {
  return {
    id,
    change_id: id,
    at: '2026-06-06T10:00:00Z',
    entity_type: 'contact',
    entity_id: 1,
    type: 'updated',
    actor: mara,
    changes: {},
    ...more,
  };
}

function row(id: number, more: Record<string, unknown>): Row {
  return { id, created_at: '', updated_at: '', ...more } as Row;
}

const rows = new Map<string, Row>();
const find = (entity: string, id: number) => rows.get(`${entity}:${id}`);

describe('entriesOf', () => {
  it('tells an interaction with its next step as one thing', () => {
    rows.set('note:11', row(11, { content: 'Agreed', channel: 'phone', is_next_contact: null }));
    rows.set('note:12', row(12, { content: 'Ask legal', channel: null, is_next_contact: true }));
    const entries = entriesOf(
      [
        event(5, { change_id: 2, changes: { next_contact_note_id: { before: null, after: 12 } } }),
        event(4, { change_id: 2, entity_type: 'note', entity_id: 12, type: 'created' }),
        event(3, {
          change_id: 2,
          changes: {
            last_contact_at: { before: null, after: '2026-06-06T10:00:00Z' },
            next_contact_at: { before: null, after: '2026-06-12T00:00:00Z' },
          },
        }),
        event(2, { change_id: 2, entity_type: 'note', entity_id: 11, type: 'created' }),
      ],
      self,
      find,
    );
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ kind: 'call', filter: 'talks', full: true, id: 11 });
    expect(entries[0]?.next).toMatchObject({ at: '2026-06-12T00:00:00Z', note: { id: 12 } });
  });

  it('leaves out the trail of the pipeline, which the stage tells already', () => {
    rows.set(
      'note:21',
      row(21, { content: null, reason: 'demo -> follow_up', tags: ['stage_change'] }),
    );
    const entries = entriesOf(
      [
        event(9, { change_id: 8, entity_type: 'note', entity_id: 21, type: 'created' }),
        event(8, {
          change_id: 8,
          type: 'stage_changed',
          changes: {
            stage: { before: 'demo', after: 'follow_up' },
            tags: { before: [], after: ['vip'] },
            priority: { before: 1, after: 2 },
          },
        }),
      ],
      self,
      find,
    );
    expect(entries.map((e) => e.kind)).toEqual(['stage', 'tags', 'fields']);
    expect(new Set(entries.map((e) => e.key)).size).toBe(3);
  });

  it('tells a new date for the next contact when nothing was said beside it', () => {
    const changes = { next_contact_at: { before: null, after: '2026-06-12T00:00:00Z' } };
    expect(entriesOf([event(1, { changes })], self, find)).toMatchObject([{ kind: 'fields' }]);
  });

  it('takes channels that came with the record for a part of its creation', () => {
    const entries = entriesOf(
      [
        event(3, { change_id: 1, entity_type: 'channel', entity_id: 30, type: 'created' }),
        event(2, { change_id: 1, type: 'created' }),
      ],
      self,
      find,
    );
    expect(entries.map((e) => e.kind)).toEqual(['life']);
  });

  it('sorts tasks and activities to where they are looked for', () => {
    rows.set('activity:41', row(41, { title: 'Kick-off', type: 'meeting' }));
    rows.set('task:42', row(42, { title: 'Send terms' }));
    const entries = entriesOf(
      [
        event(9, { entity_type: 'activity', entity_id: 41, type: 'created' }),
        event(8, { entity_type: 'task', entity_id: 42, type: 'completed' }),
        event(7, { entity_type: 'task', entity_id: 42, type: 'created' }),
      ],
      self,
      find,
    );
    expect(entries.map((e) => [e.kind, e.filter])).toEqual([
      ['activity', 'talks'],
      ['done', 'tasks'],
      ['task', 'tasks'],
    ]);
    expect(narrowed(entries, 'tasks', '')).toHaveLength(2);
    expect(narrowed(entries, 'all', 'KICK')).toHaveLength(1);
  });
});

describe('byDay', () => {
  const changed = (id: number, at: string) =>
    event(id, { at, changes: { priority: { before: id, after: id + 1 } } });
  const day = (at: string) => at.slice(0, 10);

  it('folds runs of changes, not a few, and not over a day', () => {
    const events = [
      ...[9, 8, 7, 6].map((id) => changed(id, '2026-06-06T10:00:00Z')),
      ...[5, 4].map((id) => changed(id, '2026-06-05T10:00:00Z')),
    ];
    const days = byDay(entriesOf(events, self, find), day, true);
    expect(days.map((d) => d.day)).toEqual(['2026-06-06', '2026-06-05']);
    expect(days[0]?.items).toHaveLength(1);
    expect(days[0]?.items[0]).toHaveProperty('fold');
    expect(days[1]?.items).toHaveLength(2);
  });

  it('does not fold where changes are what is looked at', () => {
    const events = [9, 8, 7, 6].map((id) => changed(id, '2026-06-06T10:00:00Z'));
    expect(byDay(entriesOf(events, self, find), day, false)[0]?.items).toHaveLength(4);
  });
});

describe('talkOf', () => {
  it('knows the words people use', () => {
    expect(['Phone', 'e-mail', 'In person', 'telegram'].map(talkOf)).toEqual([
      'call',
      'email',
      'meeting',
      'message',
    ]);
  });
});
