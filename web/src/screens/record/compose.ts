// What the composer holds, and which requests it becomes. Pure.
import type { Row } from '../../api/types';
import type { EntityMeta } from '../../data/meta';
import type { Values } from '../../data/writes';

export type Kind = 'note' | 'call' | 'email' | 'meeting' | 'task';
export const kinds: readonly Kind[] = ['note', 'call', 'email', 'meeting', 'task'];

export interface Person {
  id: number;
  name: string;
}

export interface Draft {
  text: string;
  with: Person[];
  /** When it was or is to be, as an instant; null: just now. Of a task: when it is due. */
  when: string | null;
  next: string;
  /** "2026-06-12" */
  nextDay: string | null;
  /** A task without an owner is in the pool. */
  pool: boolean;
}

export const emptyDraft: Draft = {
  text: '',
  with: [],
  when: null,
  next: '',
  nextDay: null,
  pool: false,
};

export interface Write {
  method: 'POST' | 'PATCH';
  path: string;
  body: Values;
}

export interface Place {
  entity: EntityMeta;
  row: Row;
  userId: number;
  now: Date;
}

const channels: Record<Exclude<Kind, 'note' | 'task'>, string> = {
  call: 'phone',
  email: 'email',
  meeting: 'meeting',
};

const TITLE_MAX = 255;

/** The first line names it; what follows describes it. */
export function titled(text: string): { title: string; description: string | null } {
  const [first = '', ...rest] = text.trim().split('\n');
  if (first.length > TITLE_MAX)
    return { title: `${first.slice(0, TITLE_MAX - 1)}…`, description: text.trim() };
  return { title: first, description: rest.join('\n').trim() || null };
}

const has = (place: Place, field: string) => place.entity.fields.some((f) => f.name === field);

function links(place: Place, draft: Draft) {
  const people = draft.with.map((p) => ({ entity_type: 'contact', entity_id: p.id }));
  return [{ entity_type: place.entity.name, entity_id: place.row.id }, ...people];
}

function aboutIt(place: Place, values: Values): Write {
  const about = { entity_type: place.entity.name, entity_id: place.row.id };
  return { method: 'POST', path: '/crm/notes', body: { ...about, ...values } };
}

function change(place: Place, values: Values): Write {
  return { method: 'PATCH', path: `/crm/${place.entity.plural}/${place.row.id}`, body: values };
}

/** The next step, where the record keeps one. */
function nextStep(place: Place, draft: Draft): Write[] {
  if (!has(place, 'next_contact_at')) return [];
  const day = draft.nextDay ? { next_contact_at: draft.nextDay } : {};
  if (draft.next.trim())
    return [aboutIt(place, { content: draft.next.trim(), is_next_contact: true, ...day })];
  return draft.nextDay ? [change(place, day)] : [];
}

function interaction(contact: number, content: string, channel: string, more: Values = {}): Write {
  return {
    method: 'POST',
    path: '/crm/interactions',
    body: { contact_id: contact, content, channel, ...more },
  };
}

/** Said just now: an interaction with everybody who took part; on other records a note of what was said. */
function talk(place: Place, draft: Draft, channel: string): Write[] {
  const content = draft.text.trim();
  const others = draft.with
    .filter((p) => place.entity.name !== 'contact' || p.id !== place.row.id)
    .map((p) => interaction(p.id, content, channel));
  if (place.entity.name === 'contact') {
    const next: Values = {};
    if (draft.next.trim()) next['next_action'] = draft.next.trim();
    if (draft.nextDay) next['next_action_due'] = draft.nextDay;
    return [interaction(place.row.id, content, channel, next), ...others];
  }
  const seen = has(place, 'last_contact_at')
    ? [change(place, { last_contact_at: place.now.toISOString() })]
    : [];
  return [aboutIt(place, { content, channel }), ...seen, ...nextStep(place, draft), ...others];
}

/** At another time: an activity, open while it is to come. */
function dated(place: Place, draft: Draft, kind: Kind, when: string): Write[] {
  const past = Date.parse(when) <= place.now.getTime();
  const made: Write = {
    method: 'POST',
    path: '/crm/activities',
    body: {
      type: kind,
      ...titled(draft.text),
      due_at: when,
      status: past ? 'done' : 'open',
      links: links(place, draft),
    },
  };
  const last = place.row['last_contact_at'];
  const newer = typeof last !== 'string' || Date.parse(last) < Date.parse(when);
  const seen =
    past && newer && has(place, 'last_contact_at')
      ? [change(place, { last_contact_at: when })]
      : [];
  return [made, ...seen, ...nextStep(place, draft)];
}

function task(place: Place, draft: Draft): Write[] {
  const body: Values = { ...titled(draft.text), links: links(place, draft) };
  if (draft.when) body['due_at'] = draft.when;
  if (!draft.pool) body['owner_id'] = place.userId;
  return [{ method: 'POST', path: '/crm/tasks', body }];
}

/** In the order they have to be sent. */
export function writesOf(kind: Kind, draft: Draft, place: Place): Write[] {
  if (kind === 'task') return task(place, draft);
  if (kind === 'note')
    return [aboutIt(place, { content: draft.text.trim() }), ...nextStep(place, draft)];
  return draft.when === null
    ? talk(place, draft, channels[kind])
    : dated(place, draft, kind, draft.when);
}

export function isPlanned(kind: Kind, draft: Draft, now: Date): boolean {
  return kind !== 'task' && draft.when !== null && Date.parse(draft.when) > now.getTime();
}

/** Which mention is being typed before the caret: the text after the @, and where it starts. */
export function mentionAt(text: string, caret: number): { words: string; start: number } | null {
  const before = text.slice(0, caret);
  const found = /(^|[\s(])@([\p{L}\p{N}][^\n@]{0,30})?$/u.exec(before);
  if (!found) return null;
  const words = found[2] ?? '';
  // A name has a few words; more is a sentence.
  if (words.split(/\s+/).length > 3 || words.endsWith('  ')) return null;
  return { words, start: caret - words.length - 1 };
}
