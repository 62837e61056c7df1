// What a change set did, in few words: one record by name with the fields that changed, or how many of
// what. Pure; who shows it finds the names.
import type { Event } from '../../api/types';

export type Verb = 'created' | 'updated' | 'stage' | 'trashed' | 'restored' | 'deleted' | 'done';

export interface Summary {
  verb: Verb;
  entity: string;
  /** The only record, or the first of many. */
  id: number;
  /** Of the main kind. */
  records: number;
  /** What changed of the only record. */
  fields: string[];
  /** Other kinds that changed too. */
  others: string[];
  /** Not all events were looked at. */
  partial: boolean;
}

type Looked = Pick<Event, 'type' | 'entity_type' | 'entity_id' | 'changes'>;

const verbs: Record<string, Verb> = {
  created: 'created',
  recreated: 'created',
  stage_changed: 'stage',
  trashed: 'trashed',
  restored: 'restored',
  deleted: 'deleted',
  removed: 'deleted',
  completed: 'done',
};

export function verbOf(type: string): Verb {
  return verbs[type] ?? 'updated';
}

/** What hangs on a record and what only keeps a trail comes with it and says nothing of its own. */
const parts = ['channel', 'membership', 'domain'];

/** Follows by itself from what was done. */
const bookkeeping = [
  'last_contact_at',
  'last_contact_note_id',
  'next_contact_note_id',
  'trashed_at',
];

export function fieldsOf(event: Looked): string[] {
  return Object.keys((event.changes ?? {}) as object).filter((f) => !bookkeeping.includes(f));
}

function distinct<T>(list: T[]): T[] {
  return [...new Set(list)];
}

/** The kind that the set is about: what is no part first, then what it touched most. */
function mainOf(events: Looked[]): Looked[] {
  const whole = events.filter((e) => !parts.includes(e.entity_type));
  const pool = whole.length ? whole : events;
  // A trail's note stands beside the event of its stage.
  const staged = pool.some((e) => verbOf(e.type) === 'stage');
  const told = staged ? pool.filter((e) => e.entity_type !== 'note') : pool;
  const groups = new Map<string, Looked[]>();
  for (const e of told) {
    const key = `${verbOf(e.type)} ${e.entity_type}`;
    groups.set(key, [...(groups.get(key) ?? []), e]);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length)[0] ?? [];
}

export function summarize(events: Looked[], nEvents: number): Summary | null {
  const oldestFirst = [...events].reverse();
  const main = mainOf(oldestFirst);
  const first = main[0];
  if (!first) return null;
  const ids = distinct(main.map((e) => e.entity_id));
  const told = events.filter((e) => verbOf(e.type) !== 'updated' || fieldsOf(e).length > 0);
  const others = distinct(told.map((e) => e.entity_type)).filter(
    (entity) => entity !== first.entity_type && !parts.includes(entity),
  );
  return {
    verb: verbOf(first.type),
    entity: first.entity_type,
    id: first.entity_id,
    records: ids.length,
    fields: ids.length === 1 ? distinct(main.flatMap(fieldsOf)) : [],
    others: verbOf(first.type) === 'stage' ? others.filter((o) => o !== 'note') : others,
    partial: nEvents > events.length,
  };
}
