// What a change set did, in few words: one record by name, or how many of what. Pure; made of the
// summary that the server gives with each set.
import type { Change } from '../../api/types';

export type Verb =
  'created' | 'updated' | 'tags' | 'owner' | 'stage' | 'trashed' | 'restored' | 'deleted' | 'done';

export type Counted = Change['summary'];
type Count = Counted['counts'][number];

export interface Summary {
  verb: Verb;
  entity: string;
  /** Of the main kind. */
  records: number;
  /** What the only record is called, where the server tells. */
  name: string | null;
  /** Other kinds that came or went with it. */
  others: string[];
}

const verbs: Record<string, Verb> = {
  created: 'created',
  recreated: 'created',
  tag_added: 'tags',
  tag_removed: 'tags',
  owner_claimed: 'owner',
  owner_released: 'owner',
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

/** What hangs on a record comes with it and says nothing of its own. */
const parts = ['channel', 'membership', 'domain'];

/** What may be the point of the set: no part where there is more, no note that keeps a stage's trail. */
function candidates(counts: Count[]): Count[] {
  const whole = counts.filter((c) => !parts.includes(c.entity_type));
  const pool = whole.length ? whole : counts;
  const staged = pool.some((c) => verbOf(c.type) === 'stage');
  return pool.filter((c) => !staged || c.entity_type !== 'note');
}

/** What notes, tasks and the like hang on, and go and come back with. */
const holders = ['contact', 'company'];

/** A plain change beside something greater follows from it by itself: when a contact was last met. */
function weight({ type, entity_type }: Count): number {
  if (verbOf(type) === 'updated') return 0;
  return holders.includes(entity_type) ? 2 : 1;
}

/** Null: nothing happened in it. */
export function summarize({ counts, first }: Counted): Summary | null {
  const ranked = candidates(counts).sort((a, b) => weight(b) - weight(a) || b.count - a.count);
  const [main, ...rest] = ranked;
  if (!main) return null;
  const verb = verbOf(main.type);
  const more = rest.some((c) => c.entity_type === main.entity_type);
  const others = rest.filter(
    (c) => c.entity_type !== main.entity_type && (verb === 'updated' || weight(c) > 0),
  );
  return {
    verb: more && (verb === 'tags' || verb === 'owner') ? 'updated' : verb,
    entity: main.entity_type,
    records: main.count,
    name: main.count === 1 && first?.entity_type === main.entity_type ? first.name : null,
    others: [...new Set(others.map((c) => c.entity_type))],
  };
}
