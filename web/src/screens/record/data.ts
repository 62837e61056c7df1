// What hangs on a record: its history with the rows it speaks of, its children (channels, memberships,
// domains), what links to it. Which entities those are, the meta tells.
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { call, get, idempotencyKey, type Query } from '../../api/client';
import type { Page, Row } from '../../api/types';
import { keys, queryClient } from '../../data/client';
import { onLive } from '../../data/live';
import { cachedMeta, field, findEntity, type EntityMeta, type Meta } from '../../data/meta';
import { pluralOf, recordOptions, refreshLists, useList } from '../../data/records';
import { useMembers } from '../../data/refs';
import { useMe } from '../../data/session';
import { noteStep } from '../../data/undo';
import type { Values } from '../../data/writes';
import { t } from '../../text';
import { entriesOf, type Actor, type Entry, type HistoryEvent, type Self } from './entries';

// --- which entities ---

/** The entity, if its records belong to one of this kind: "contact_id" says to which. */
export function childOf(meta: Meta, parent: string, child: string): EntityMeta | undefined {
  const entity = findEntity(meta, child);
  return entity?.fields.some((f) => f.name === `${parent}_id` && f.target === parent)
    ? entity
    : undefined;
}

/** Entities that link to any record: tasks, activities. */
export function linkers(meta: Meta): EntityMeta[] {
  return meta.entities.filter((e) => e.fields.some((f) => f.type === 'links'));
}

/** May a record of this kind be linked to, have notes? */
export function takesNotes(meta: Meta, entity: string): boolean {
  const note = findEntity(meta, 'note');
  return !!note && !!field(note, 'entity_type')?.options?.includes(entity);
}

// --- history ---

const HISTORY_PAGE = 50;

interface HistoryPage {
  events: HistoryEvent[];
  rows: Record<string, Row>;
  next: string | null;
}

const rowKey = (entity: string, id: number) => `${entity}:${id}`;

/** The rows that events speak of, a request a kind. */
async function rowsOf(
  events: HistoryEvent[],
  self: Self,
  signal: AbortSignal,
): Promise<Record<string, Row>> {
  const meta = cachedMeta();
  const wanted = new Map<string, Set<number>>();
  const rows: Record<string, Row> = {};
  for (const e of events) {
    const key = rowKey(e.entity_type, e.entity_id);
    const gone = (e.changes as { row?: Row }).row;
    if (gone) rows[key] ??= { ...gone, id: e.entity_id };
    // Most come with their event.
    if (e.record) rows[key] = e.record;
    if (e.record || gone || e.entity_id === self.id) continue;
    const ids = wanted.get(e.entity_type) ?? new Set();
    wanted.set(e.entity_type, ids.add(e.entity_id));
  }
  await Promise.all(
    [...wanted].map(async ([name, ids]) => {
      const entity = meta && findEntity(meta, name);
      if (!entity) return;
      const query: Query = { 'id[in]': [...ids].join(','), limit: 200 };
      if (entity.trash) query['trashed'] = 'any';
      const page = await get<Page<Row>>(`/crm/${entity.plural}`, query, signal);
      for (const row of page.data) rows[rowKey(name, row.id)] = row;
    }),
  );
  return rows;
}

function historyOptions(self: Self) {
  return infiniteQueryOptions({
    queryKey: keys.timeline(self.entity, self.id),
    queryFn: async ({ pageParam, signal }): Promise<HistoryPage> => {
      const path = `/crm/${pluralOf(self.entity)}/${self.id}/timeline`;
      const query: Query = { limit: HISTORY_PAGE, cursor: pageParam || undefined };
      const page = await get<Page<HistoryEvent>>(path, query, signal);
      return { events: page.data, rows: await rowsOf(page.data, self, signal), next: page.next };
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

export function useHistory(self: Self) {
  const result = useInfiniteQuery(historyOptions(self));
  const { data } = result;
  const { entity, id } = self;
  const entries = useMemo((): Entry[] => {
    const pages = data?.pages ?? [];
    const events = pages.flatMap((p) => p.events);
    const rows = Object.assign({}, ...[...pages].reverse().map((p) => p.rows)) as Record<
      string,
      Row
    >;
    return entriesOf(events, { entity, id }, (e, i) => rows[rowKey(e, i)]);
  }, [data, entity, id]);
  return { ...result, entries };
}

/** After something that hangs on a record was written: its version, its history and what is listed. */
export async function refreshRecord(self: Self): Promise<void> {
  void queryClient.invalidateQueries({ queryKey: keys.timeline(self.entity, self.id) });
  refreshLists();
  await queryClient.fetchQuery({ ...recordOptions(self.entity, self.id), staleTime: 0 });
}

/** Hears that others wrote something that may hang on this record. */
export function useLiveHistory(self: Self, onNews: () => void): void {
  const { entity, id } = self;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onLive((changes) => {
      const meta = cachedMeta();
      const near = changes.some(
        (c) =>
          (c.entity_id === id && c.entity_type === entity) ||
          c.entity_type === 'note' ||
          (meta &&
            (childOf(meta, entity, c.entity_type) ??
              linkers(meta).find((l) => l.name === c.entity_type))),
      );
      // Busy workspaces: at most one look in two seconds.
      if (near)
        timer ??= setTimeout(() => {
          timer = undefined;
          onNews();
        }, 2000);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [entity, id, onNews]);
}

// --- lists of what hangs on it ---

export const NEAR = 100;

/** Tasks or activities that link to it. */
export function useLinked(plural: string, self: Self, query: Record<string, string>) {
  return useList(plural, { entity_id: String(self.id), ...query }, NEAR);
}

/** Channels, memberships, domains, websites: `by` is the field that refers to it. */
export function useChildren(
  plural: string,
  by: string,
  id: number,
  query: Record<string, string> = {},
) {
  return useList(plural, { [by]: String(id), ...query }, NEAR);
}

// --- who ---

/** "You", "Mara", or what a key or Kith itself is called; `within` a sentence it is "you". */
export function useActorName(): (actor: Actor, within?: boolean) => string {
  const me = useMe();
  const members = useMembers();
  return useCallback(
    (actor, within = false) => {
      if (actor.kind === 'user' && actor.id === me.user.id)
        return t(within ? 'rec.youWithin' : 'rec.you');
      if (actor.name) return actor.name;
      const member = actor.kind === 'user' && members.find((m) => m.user_id === actor.id);
      if (member) return member.name;
      return actor.kind === 'key'
        ? t('rec.aKey')
        : actor.kind === 'user'
          ? t('rec.somebody')
          : t('app.name');
    },
    [me.user.id, members],
  );
}

// --- writing ---

/** Opens a change set that several writes join, so that one undo takes all of them back. */
export async function oneChange(
  label: string,
  writes: (
    send: <T>(method: 'POST' | 'PATCH', path: string, body: unknown) => Promise<T>,
  ) => Promise<void>,
): Promise<number> {
  const { data } = await call<{ id: number }>('POST', '/crm/changes', { body: { label } });
  await writes(async <T>(method: 'POST' | 'PATCH', path: string, body: unknown) => {
    const headers = { 'X-Change-Id': String(data.id), 'Idempotency-Key': idempotencyKey() };
    return (await call<T>(method, path, { body, headers })).data;
  });
  return data.id;
}

/** A child of a record, or what links to it. */
export async function addChild(
  self: Self,
  plural: string,
  values: Values,
  what: string,
): Promise<Row> {
  const { data, changeId } = await call<Row>('POST', `/crm/${plural}`, {
    body: values,
    headers: { 'Idempotency-Key': idempotencyKey() },
  });
  noteStep(changeId, what);
  await refreshRecord(self);
  return data;
}

export async function removeChild(
  self: Self,
  plural: string,
  row: Row,
  what: string,
): Promise<void> {
  const { changeId } = await call<unknown>('DELETE', `/crm/${plural}/${row.id}`);
  noteStep(changeId, what);
  await refreshRecord(self);
}
