// The timeline's rows, made of events: what one change set did to a record and to what hangs on it reads
// as few things, in the order they happened. Pure.
import type { Row, Value } from '../../api/types';

export interface Actor {
  kind: string;
  id: number;
  name?: string | null;
}

export interface HistoryEvent {
  id: number;
  change_id: number;
  at: string;
  entity_type: string;
  entity_id: number;
  type: string;
  actor: Actor;
  undone_by?: number | null;
  changes: Record<string, unknown>;
  /** What hangs on the timeline's record, as it is now. */
  record?: Row | null;
}

export interface FieldChange {
  field: string;
  before: Value | undefined;
  after: Value | undefined;
}

export type EntryKind =
  | 'call'
  | 'email'
  | 'meeting'
  | 'message'
  | 'note'
  | 'next'
  | 'task'
  | 'activity'
  | 'done'
  | 'stage'
  | 'tags'
  | 'owner'
  | 'fields'
  | 'part'
  | 'life';

export type Filter = 'all' | 'talks' | 'notes' | 'tasks' | 'changes';

export interface Entry {
  key: string;
  kind: EntryKind;
  filter: Exclude<Filter, 'all'>;
  /** A body stands below the line. */
  full: boolean;
  at: string;
  actor: Actor;
  changeId: number;
  /** Its change set was taken back. */
  undone: boolean;
  /** "created", "updated", "trashed" …, of `entity`. */
  type: string;
  entity: string;
  id: number;
  /** The note, task, activity, channel … as it is now. */
  record?: Row | undefined;
  changes: FieldChange[];
  /** The next step that was agreed on with it. */
  next?: { note: Row; at: string | null } | undefined;
}

/** The record whose timeline it is. */
export interface Self {
  entity: string;
  id: number;
}

export type Find = (entity: string, id: number) => Row | undefined;

/** What follows from logging and says nothing of its own. */
const bookkeeping = [
  'last_contact_at',
  'last_contact_note_id',
  'next_contact_note_id',
  'next_contact_at',
  'is_next_contact',
  'completed_at',
  'recur_day',
];

/** Children whose creation belongs to the record's own. */
const parts = ['channel', 'membership', 'domain'];

const talkKinds: Record<string, EntryKind> = {
  phone: 'call',
  call: 'call',
  video: 'call',
  email: 'email',
  'e-mail': 'email',
  mail: 'email',
  meeting: 'meeting',
  'in person': 'meeting',
  visit: 'meeting',
};

/** What kind of talk a channel's word means. */
export function talkOf(channel: string): EntryKind {
  return talkKinds[channel.trim().toLowerCase()] ?? 'message';
}

const todoFilters: Record<string, Filter> = { call: 'talks', email: 'talks', meeting: 'talks' };

function fieldChanges(changes: Record<string, unknown>): FieldChange[] {
  return Object.entries(changes).flatMap(([field, pair]) => {
    if (typeof pair !== 'object' || pair === null || !('after' in pair)) return [];
    const { before, after } = pair as { before?: Value; after?: Value };
    return [{ field, before, after }];
  });
}

function base(e: HistoryEvent, kind: EntryKind, filter: Entry['filter'], record?: Row): Entry {
  return {
    key: String(e.id),
    kind,
    filter,
    full: false,
    at: e.at,
    actor: e.actor,
    changeId: e.change_id,
    undone: (e.undone_by ?? null) !== null,
    type: e.type,
    entity: e.entity_type,
    id: e.entity_id,
    record,
    changes: [],
  };
}

const isBirth = (e: HistoryEvent) => e.type === 'created' || e.type === 'recreated';

/** One note for the trail of the pipeline stands beside the event that says the same. */
function isTrail(note: Row | undefined): boolean {
  return !!note && !note['content'] && !!note.tags?.includes('stage_change');
}

function noteEntries(e: HistoryEvent, note: Row | undefined, set: HistoryEvent[]): Entry[] {
  if (isTrail(note)) return [];
  if (!isBirth(e)) {
    const changes = fieldChanges(e.changes).filter((c) => !bookkeeping.includes(c.field));
    if (e.type === 'updated' && !changes.length) return [];
    return [{ ...base(e, 'part', 'notes', note), changes }];
  }
  const channel = typeof note?.['channel'] === 'string' ? note['channel'] : '';
  if (channel) return [{ ...base(e, talkOf(channel), 'talks', note), full: true }];
  const alone = !set.some((x) => x.entity_type === 'note' && x !== e && isBirth(x));
  if (note?.['is_next_contact'] != null && alone)
    return [{ ...base(e, 'next', 'notes', note), full: true }];
  return [{ ...base(e, 'note', 'notes', note), full: true }];
}

function todoEntries(e: HistoryEvent, record: Row | undefined): Entry[] {
  const filter = (e.entity_type === 'activity' && todoFilters[String(record?.['type'])]) || 'tasks';
  const kind = e.entity_type === 'activity' ? 'activity' : 'task';
  const entry = base(e, kind, filter as Entry['filter'], record);
  if (isBirth(e)) return [{ ...entry, full: true }];
  if (e.type === 'completed') return [{ ...entry, kind: 'done' }];
  const changes = fieldChanges(e.changes).filter((c) => !bookkeeping.includes(c.field));
  return e.type === 'updated' && !changes.length ? [] : [{ ...entry, changes }];
}

/** What happened to the record itself: a row each for stage, tags and owner, one for all other fields. */
function ownEntries(e: HistoryEvent, talked: boolean): Entry[] {
  if (isBirth(e) || ['trashed', 'restored', 'removed'].includes(e.type))
    return [base(e, 'life', 'changes')];
  const named: Record<string, EntryKind> = { stage: 'stage', tags: 'tags', owner_id: 'owner' };
  const all = fieldChanges(e.changes);
  // Without a talk beside it, a new date for the next contact is a change that somebody made.
  const told = all.filter(
    (c) => !bookkeeping.includes(c.field) || (!talked && c.field === 'next_contact_at'),
  );
  const rows = told
    .filter((c) => named[c.field])
    .map((c) => ({
      ...base(e, named[c.field] ?? 'fields', 'changes'),
      key: `${e.id}.${c.field}`,
      changes: [c],
    }));
  const others = told.filter((c) => !named[c.field]);
  if (others.length)
    rows.push({ ...base(e, 'fields', 'changes'), changes: others, key: `${e.id}.` });
  return rows;
}

/** The next step that a talk of the same change set ended with. */
function withNext(entries: Entry[], set: HistoryEvent[], find: Find): Entry[] {
  const talks = entries.filter((x) => x.filter === 'talks' || x.kind === 'note');
  const notes = talks.filter((x) => x.entity === 'note');
  const next = notes.find((x) => x.record?.['is_next_contact'] != null);
  const said = notes.find((x) => x !== next);
  if (!next?.record || !said) return entries;
  const due = set
    .flatMap((e) => fieldChanges(e.changes))
    .find((c) => c.field === 'next_contact_at');
  const at = typeof due?.after === 'string' ? due.after : null;
  const note = find('note', next.id) ?? next.record;
  return entries
    .filter((x) => x !== next)
    .map((x) => (x === said ? { ...x, next: { note, at } } : x));
}

function entriesOfSet(set: HistoryEvent[], self: Self, find: Find): Entry[] {
  const born = set.some((e) => e.entity_id === self.id && isBirth(e));
  const talked = set.some((e) => e.entity_type === 'note' && isBirth(e));
  const entries = set.flatMap((e): Entry[] => {
    const record = find(e.entity_type, e.entity_id);
    if (e.entity_id === self.id && e.entity_type === self.entity) return ownEntries(e, talked);
    if (e.entity_type === 'note') return noteEntries(e, record, set);
    if (e.entity_type === 'task' || e.entity_type === 'activity') return todoEntries(e, record);
    if (born && parts.includes(e.entity_type)) return [];
    const changes = fieldChanges(e.changes).filter((c) => !bookkeeping.includes(c.field));
    return e.type === 'updated' && !changes.length
      ? []
      : [{ ...base(e, 'part', 'changes', record), changes }];
  });
  return withNext(entries, set, find);
}

/** Newest first, as the events are. Events of one change set may come in two pages. */
export function entriesOf(events: HistoryEvent[], self: Self, find: Find): Entry[] {
  const sets = new Map<number, HistoryEvent[]>();
  for (const e of events) {
    const set = sets.get(e.change_id);
    if (set) set.push(e);
    else sets.set(e.change_id, [e]);
  }
  return [...sets.values()].flatMap((set) => entriesOfSet(set, self, find));
}

// --- grouping ---

/** Changes in a row, told as one line until somebody wants to see them. */
export interface Fold {
  key: string;
  fold: Entry[];
}

export interface Day {
  day: string;
  items: (Entry | Fold)[];
}

/** So many changes in a row are told one by one. */
const UNFOLDED = 3;

function folded(entries: Entry[]): (Entry | Fold)[] {
  const items: (Entry | Fold)[] = [];
  let run: Entry[] = [];
  const flush = () => {
    if (run.length > UNFOLDED) {
      const [first] = run;
      if (first) items.push({ key: `fold.${first.key}`, fold: run });
    } else items.push(...run);
    run = [];
  };
  for (const entry of entries) {
    const last = run[run.length - 1];
    if (last && last.actor.id !== entry.actor.id) flush();
    if (entry.filter === 'changes') run.push(entry);
    else {
      flush();
      items.push(entry);
    }
  }
  flush();
  return items;
}

/** `dayOf` names the calendar day of a moment. */
export function byDay(entries: Entry[], dayOf: (at: string) => string, fold: boolean): Day[] {
  const days: { day: string; entries: Entry[] }[] = [];
  for (const entry of entries) {
    const day = dayOf(entry.at);
    const last = days[days.length - 1];
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days.map((d) => ({ day: d.day, items: fold ? folded(d.entries) : d.entries }));
}

/** All that can be read of an entry, for the search within. */
export function textOf(entry: Entry): string {
  const of = (row: Row | undefined) =>
    ['content', 'title', 'description', 'value', 'name', 'reason', 'channel']
      .map((f) => row?.[f])
      .filter((v) => typeof v === 'string')
      .concat(row?.tags ?? []);
  const values = entry.changes
    .flatMap((c) => [c.before, c.after])
    .filter((v) => typeof v === 'string');
  return [...of(entry.record), ...of(entry.next?.note), ...values, entry.actor.name ?? '']
    .join('\n')
    .toLocaleLowerCase();
}

export function narrowed(entries: Entry[], filter: Filter, words: string): Entry[] {
  const wanted = words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(
    (e) =>
      (filter === 'all' || e.filter === filter) &&
      (!wanted.length || wanted.every((w) => textOf(e).includes(w))),
  );
}
