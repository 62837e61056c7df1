// Changing records: shown at once, sent with the version that was seen, taken back when refused. What
// the net does not take waits in the outbox. A conflict asks field by field (app/Conflict).
import { call, idempotencyKey, Problem, type Answer } from '../api/client';
import type { Row, Value } from '../api/types';
import { maybe, t, type TextKey } from '../text';
import { queryClient, keys } from './client';
import { setMark } from './marks';
import { cachedMeta, field, findEntity, nameOf, type EntityMeta } from './meta';
import { notify } from './notify';
import { enqueue } from './outbox';
import { cachedRow, patchCached, pluralOf, refreshDerived, refreshLists } from './records';
import { noteStep } from './undo';

export type Values = Record<string, Value | undefined>;

export interface Conflict {
  entity: EntityMeta;
  base: Row;
  current: Row;
  values: Values;
  /** The fields that both changed, to different values. */
  fields: string[];
}

/** What to send after all; null: theirs stays. */
type Settle = (conflict: Conflict) => Promise<Values | null>;
let settle: Settle = () => Promise.resolve(null);

export function onConflict(handler: Settle): void {
  settle = handler;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

export function entityOf(name: string): EntityMeta {
  const meta = cachedMeta();
  const entity = meta && findEntity(meta, name);
  if (!entity) throw new Error(`no such entity: ${name}`);
  return entity;
}

export function labelOf(name: string, row: Row): string {
  return nameOf(entityOf(name), row);
}

function pathOf(entity: string, id?: number): string {
  return `/crm/${pluralOf(entity)}${id === undefined ? '' : `/${id}`}`;
}

/** What changes with a record beside it: its history, and what is reckoned from many. */
function touched(entity: string, id: number): void {
  void queryClient.invalidateQueries({ queryKey: keys.timeline(entity, id) });
  refreshDerived();
}

async function send(entity: string, base: Row, values: Values): Promise<Answer<Row>> {
  const version = base.updated_at;
  const path = pathOf(entity, base.id);
  try {
    return await call<Row>('PATCH', path, { body: { ...values, updated_at: version } });
  } catch (e) {
    const current = e instanceof Problem && e.status === 409 ? e.more['current'] : undefined;
    if (!current) throw e;
    return resend(entity, base, current as Row, values);
  }
}

async function resend(entity: string, base: Row, current: Row, values: Values) {
  const both = Object.keys(values).filter(
    (name) => !same(base[name], current[name]) && !same(values[name], current[name]),
  );
  let kept: Values | null = values;
  if (both.length)
    kept = await settle({ entity: entityOf(entity), base, current, values, fields: both });
  if (kept === null || Object.keys(kept).length === 0)
    return { data: current, etag: null, changeId: null };
  const answer = await send(entity, current, kept);
  if (!both.length) notify({ text: t('done.merged', { name: labelOf(entity, current) }) });
  return answer;
}

function wordsFor(entity: string, row: Row, values: Values): string {
  const names = Object.keys(values);
  const name = names[0] ?? '';
  const label = maybe(`field.${name}`) ?? field(entityOf(entity), name)?.label ?? '';
  return t('done.changed', { name: labelOf(entity, row), field: label });
}

export interface PatchOptions {
  /** What the step is called in toast and undo; made from the field's label when not given. */
  what?: string;
  quiet?: boolean;
}

/** Changes fields of a record. Throws Problem when refused; the old values are back then. */
export async function patchRecord(
  entity: string,
  base: Row,
  values: Values,
  options: PatchOptions = {},
): Promise<Row> {
  const what = options.what ?? wordsFor(entity, base, values);
  const before = cachedRow(entity, base.id) ?? base;
  patchCached(entity, base.id, (row) => ({ ...row, ...(values as Row) }));
  setMark(entity, base.id, 'saving');
  try {
    const { data, changeId } = await send(entity, before, values);
    patchCached(entity, base.id, () => data);
    setMark(entity, base.id, null);
    noteStep(changeId, what, options.quiet);
    touched(entity, base.id);
    return data;
  } catch (e) {
    if (e instanceof Problem && e.offline) {
      enqueue({ entity, id: base.id, base: before, values, what });
      setMark(entity, base.id, 'waiting');
      return { ...before, ...(values as Row) };
    }
    patchCached(entity, base.id, () => before);
    setMark(entity, base.id, null);
    throw e;
  }
}

/** `key`: of a form that may be sent again, so that it makes nothing twice. */
export async function createRecord(
  entity: string,
  values: Values,
  quiet = false,
  key = idempotencyKey(),
): Promise<Row> {
  const { data, changeId } = await call<Row>('POST', pathOf(entity), {
    body: values,
    headers: { 'Idempotency-Key': key },
  });
  queryClient.setQueryData(keys.record(entity, data.id), data);
  refreshLists(pluralOf(entity));
  noteStep(changeId, t('done.created', { name: labelOf(entity, data) }), quiet);
  return data;
}

export async function trashRecord(entity: string, row: Row): Promise<void> {
  const name = labelOf(entity, row);
  patchCached(entity, row.id, () => undefined);
  try {
    const { changeId } = await call<unknown>('DELETE', pathOf(entity, row.id));
    noteStep(changeId, t('done.trashed', { n: 1, name }));
  } finally {
    void queryClient.invalidateQueries({ queryKey: keys.record(entity, row.id) });
    refreshLists(pluralOf(entity));
  }
}

export async function restoreRecord(entity: string, row: Row): Promise<Row> {
  const path = `${pathOf(entity, row.id)}/restore`;
  const { data, changeId } = await call<Row>('POST', path, { body: {} });
  queryClient.setQueryData(keys.record(entity, row.id), data);
  refreshLists(pluralOf(entity));
  noteStep(changeId, t('done.restored', { name: labelOf(entity, data) }));
  return data;
}

/** A verb of a record or a room ("/crm/tasks/1/complete"): all that is shown may change. */
export async function act<T>(path: string, body: unknown, what: string, quiet = false) {
  const { data, changeId } = await call<T>('POST', path, {
    body,
    headers: { 'Idempotency-Key': idempotencyKey() },
  });
  noteStep(changeId, what, quiet);
  refreshLists();
  void queryClient.invalidateQueries({
    predicate: (q) => ['record', 'timeline'].includes(String(q.queryKey[1])),
  });
  return { data, changeId };
}

// --- many at once ---

export interface Bulk {
  action: 'update' | 'add_tag' | 'remove_tag' | 'stage' | 'trash' | 'restore' | 'delete';
  value?: Value;
  values?: Values;
}

/**
 * Who is meant: these, all that a filter finds (as the language's JSON, not text), or all that several
 * find, each at most BULK_MAX.
 */
export type Target = { ids: number[] } | { filter: Value } | { filters: Value[] };

export const BULK_MAX = 10_000;
const PART = 2_000;

/** One change set, however many parts it takes. Tells how far it is. */
export async function bulkChange(
  entity: string,
  target: Target,
  bulk: Bulk,
  words: (n: number) => string,
  onProgress: (done: number) => void = () => undefined,
): Promise<number> {
  const path = `${pathOf(entity)}/bulk`;
  const parts = partsOf(target);
  let change: number | null = null;
  if (parts.length > 1)
    change = (await call<{ id: number }>('POST', '/crm/changes', { body: {} })).data.id;
  let done = 0;
  try {
    for (const part of parts) {
      const { data, changeId } = await call<{ affected: number }>('POST', path, {
        body: { ...part, ...bulk },
        headers: change === null ? {} : { 'X-Change-Id': String(change) },
      });
      change ??= changeId;
      done += data.affected;
      onProgress(done);
    }
  } finally {
    refreshLists();
    void queryClient.invalidateQueries({ predicate: (q) => q.queryKey[1] === 'record' });
    if (done) noteStep(change, words(done));
  }
  return done;
}

function partsOf(target: Target): ({ ids: number[] } | { filter: Value })[] {
  if ('filters' in target) return target.filters.map((filter) => ({ filter }));
  if ('filter' in target) return [target];
  const parts = [];
  for (let i = 0; i < target.ids.length; i += PART)
    parts.push({ ids: target.ids.slice(i, i + PART) });
  return parts;
}

/** What a refused write says to somebody who sees no field of it. */
export function problemText(e: unknown): string {
  if (!(e instanceof Problem)) return t('wrong.unknown');
  if (e.offline) return t('wrong.network');
  const first = e.errors[0]?.message;
  const byCode: Record<string, TextKey> = { not_found: 'wrong.gone' };
  const key = byCode[e.code];
  return first ?? (key ? t(key) : e.message || t('wrong.unknown'));
}

export function tellProblem(e: unknown): void {
  notify({ text: problemText(e), tone: 'danger' });
}
