// What the page of a record knows of the purpose of fields, as data: which stand in its head or in a bar
// of their own, which text the record is about, which come first in a peek.
import type { EntityMeta, FieldMeta } from '../../data/meta';

/** Not repeated among the fields: the head, the next bar, the links and the history show them. */
export const shownElsewhere: readonly string[] = [
  'next_contact_at',
  'next_contact_note_id',
  'last_contact_note_id',
  'created_at',
  'updated_at',
  'trashed_at',
  'entity_type',
  'entity_id',
  'owner_id',
  'is_next_contact',
  'parent_next_contact_at',
  'user_id',
];

/** What is asked of a record most. */
const chief: readonly string[] = ['stage', 'status', 'priority', 'rating'];

/** Said by the head as well: they stand last among the fields. */
const inHead: readonly string[] = ['nickname', 'first_name', 'last_name', 'job_title'];

/** In the order of the entity's table, but the chief ones first and what the head says last. */
export function byWeight(fields: FieldMeta[]): FieldMeta[] {
  const first = chief.flatMap((name) => fields.filter((f) => f.name === name));
  const last = fields.filter((f) => inHead.includes(f.name));
  return [...first, ...fields.filter((f) => !first.includes(f) && !last.includes(f)), ...last];
}

const bodies: Record<string, string> = {
  note: 'content',
  task: 'description',
  activity: 'description',
};

/** The text that the record is about, for records that are mostly a text. */
export function bodyOf(entity: EntityMeta): FieldMeta | undefined {
  const name = bodies[entity.name];
  return name === undefined ? undefined : entity.fields.find((f) => f.name === name);
}

/** The few facts at the top of a peek, by name; those an entity lacks are left out. */
const facts: readonly string[] = [
  'stage',
  'owner_id',
  'priority',
  'last_contact_at',
  'status',
  'due_at',
  'deal_value',
  'type',
  'location',
];
const FACTS = 6;

export function factsOf(entity: EntityMeta): FieldMeta[] {
  return facts.flatMap((name) => entity.fields.filter((f) => f.name === name)).slice(0, FACTS);
}
