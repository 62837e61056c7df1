// What a form for a new record asks at once and what it folds away, as data.
import type { FieldMeta } from '../../data/meta';

/** What a form for a new record asks first, beside what it needs. */
const asked: readonly string[] = [
  'email',
  'phone',
  'company_id',
  'role',
  'domain',
  'description',
  'content',
  'type',
  'priority',
  'owner_id',
  'stage',
  'due_at',
  'deal_value',
  'purpose',
  'contact_id',
  'tags',
];
const ASKED = 7;

/** What the server keeps itself, and nobody fills in by hand. */
const kept: readonly string[] = ['last_contact_note_id', 'next_contact_note_id', 'last_contact_at'];

/** [what is asked at once, what "more fields" unfolds]. */
export function formParts(all: FieldMeta[]): [FieldMeta[], FieldMeta[]] {
  const fields = all.filter((f) => !kept.includes(f.name));
  const rank = (f: FieldMeta) => (f.required ? -1 : asked.indexOf(f.name));
  const first = fields
    .filter((f) => f.required || asked.includes(f.name))
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, Math.max(ASKED, fields.filter((f) => f.required).length));
  return [first, fields.filter((f) => !first.includes(f))];
}
