// The board's records: each lane a list by stage, thirty at a time, its sums from the server. A card
// is shown where its newest state says, so a move is seen before any list is asked again.
import { keepPreviousData, queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { get, type Query } from '../../api/client';
import type { AnswerOf, Page, Row } from '../../api/types';
import { keys, queryClient } from '../../data/client';
import { onLive } from '../../data/live';
import { field, type EntityMeta } from '../../data/meta';
import { refreshLists } from '../../data/records';
import { withKept, type Loaded, type MoneyField, type Sums } from './order';

export const LANE_PAGE = 30;

/** Which entities have a board: those with a stage that sums come for. */
export const boardEntities = ['contacts', 'companies'];

export interface BoardFilter {
  q?: string | undefined;
  owner?: string | undefined;
  tag?: string | undefined;
  filter?: string | undefined;
}

/** Nobody's: the owner that means the pool. */
export const POOL = 'none';

/** What narrows the board, in the filter language: lists and sums are asked the same. */
export function queryOf(f: BoardFilter): { q: string | undefined; filter: string | undefined } {
  const parts: unknown[] = [];
  if (f.filter) parts.push(JSON.parse(f.filter));
  if (f.tag) parts.push({ field: 'tags', op: 'eq', value: f.tag });
  if (f.owner === POOL) parts.push({ field: 'owner_id', op: 'empty', value: true });
  else if (f.owner) parts.push({ field: 'owner_id', op: 'eq', value: Number(f.owner) });
  const filter = parts.length > 1 ? { and: parts } : parts[0];
  return { q: f.q, filter: parts.length ? JSON.stringify(filter) : undefined };
}

export function moneyOf(entity: EntityMeta): MoneyField | null {
  const money = entity.fields.find((f) => f.type === 'money');
  return money ? { name: money.name, currency: money.currency_field } : null;
}

export function stagesOf(entity: EntityMeta): string[] {
  return field(entity, 'stage')?.options ?? [];
}

interface LanePage {
  pages: Page<Row>[];
  pageParams: string[];
}

const first30 = (stage: string): Query => ({ stage, sort: '-priority,-id', limit: LANE_PAGE });

interface Asked {
  stage: string;
  resolve: (page: Page<Row>) => void;
  reject: (e: unknown) => void;
}

/** By kind: the lanes whose first cards are wanted. */
const wanted = new Map<string, Asked[]>();

/** The first cards of several lanes are one request; the pipeline has them in the same order. */
async function loadFirst({ name, plural }: EntityMeta, asked: Asked[]): Promise<void> {
  try {
    const [one] = asked;
    if (one && asked.length === 1)
      return one.resolve(await get<Page<Row>>(`/crm/${plural}`, first30(one.stage)));
    const told = await get<Pipeline>('/crm/pipeline', { entity: name, limit: LANE_PAGE });
    for (const { stage, resolve } of asked)
      resolve({
        data: (told.data.find((l) => l.stage === stage)?.entities ?? []) as Row[],
        next: null,
      });
  } catch (e) {
    asked.forEach(({ reject }) => reject(e));
  }
}

/** Those asked for in one go go together. */
function firstOf(entity: EntityMeta, stage: string): Promise<Page<Row>> {
  return new Promise((resolve, reject) => {
    const asked = wanted.get(entity.name) ?? [];
    wanted.set(entity.name, [...asked, { stage, resolve, reject }]);
    if (asked.length) return;
    queueMicrotask(() => {
      const all = wanted.get(entity.name) ?? [];
      wanted.delete(entity.name);
      void loadFirst(entity, all);
    });
  });
}

function lanePage(entity: EntityMeta, stage: string, narrowed: Query, page: number) {
  const { plural } = entity;
  const offset = page ? page * LANE_PAGE : undefined;
  const query = { ...narrowed, ...first30(stage), offset };
  const whole = page === 0 && !Object.values(narrowed).some(Boolean);
  return {
    // The shape of a list, so that changes of rows reach it (data/records.ts).
    queryKey: keys.list(plural, query),
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<LanePage> => ({
      pages: [
        whole
          ? await firstOf(entity, stage)
          : await get<Page<Row>>(`/crm/${plural}`, query, signal),
      ],
      pageParams: [''],
    }),
    placeholderData: keepPreviousData,
  };
}

/** The board as it begins, with its sums. */
export function fetchBoard(entity: EntityMeta): Promise<unknown> {
  const lanes = stagesOf(entity).map((stage) => lanePage(entity, stage, queryOf({}), 0));
  return Promise.all([
    ...lanes.map((lane) => queryClient.prefetchQuery(lane)),
    queryClient.prefetchQuery(sumsOptions(entity, {})),
  ]);
}

/** All lanes' loaded cards; `more` asks for the next thirty of one. */
export function useLanes(entity: EntityMeta, filter: BoardFilter) {
  const stages = useMemo(() => stagesOf(entity), [entity]);
  const [pages, setPages] = useState<Record<string, number>>({});
  const base = queryOf(filter);
  const asked = stages.flatMap((stage) =>
    Array.from({ length: pages[stage] ?? 1 }, (_, page) => ({ stage, page })),
  );
  const { rows, times, waits, asks, error, refetch } = useQueries({
    queries: asked.map(({ stage, page }) => lanePage(entity, stage, base, page)),
    combine: (results) => ({
      rows: results.map((r) => r.data?.pages[0]?.data),
      times: results.map((r) => r.dataUpdatedAt),
      waits: results.some((r) => r.isPending),
      asks: results.some((r) => r.isFetching),
      error: results.find((r) => r.isError && !r.data)?.error ?? null,
      refetch: () => results.forEach((r) => void r.refetch()),
    }),
  });
  const came = rows.flatMap((page, i): Loaded[] =>
    (page ?? []).map((row) => ({ row, home: asked[i]?.stage ?? '', at: times[i] ?? 0 })),
  );
  // Each lane answers by itself: until all have, what was here is not gone.
  const question = JSON.stringify(base);
  const last = useRef({ question, loaded: came });
  const kept = asks && last.current.question === question;
  const loaded = kept ? withKept(came, last.current.loaded) : came;
  useLayoutEffect(() => {
    last.current = { question, loaded };
  });
  const more = (stage: string) => {
    // A page that is not full is the last, whatever the sums say: they are sooner than the cards.
    const last = rows[asked.map((a) => a.stage).lastIndexOf(stage)];
    if (last && last.length < LANE_PAGE) return;
    setPages((now) => ({ ...now, [stage]: (now[stage] ?? 1) + 1 }));
  };
  const asking = (stage: string) => asked.some((a, i) => a.stage === stage && !rows[i]);
  return { stages, loaded, waits, error, refetch, more, asking };
}

type Pipeline = AnswerOf<'/api/crm/pipeline', 'get'>;

function sumsOptions(entity: EntityMeta, filter: BoardFilter) {
  const query = { entity: entity.name, limit: 0, ...queryOf(filter) };
  return queryOptions({
    queryKey: keys.derived('pipeline', query),
    queryFn: ({ signal }) => get<Pipeline>('/crm/pipeline', query, signal),
  });
}

/** Exact counts and sums of each lane, under the same filter; and when they were told. */
export function useLaneSums(entity: EntityMeta, filter: BoardFilter) {
  const { data, dataUpdatedAt } = useQuery({
    ...sumsOptions(entity, filter),
    placeholderData: keepPreviousData,
  });
  const sums = useMemo(
    (): Map<string, Sums> | undefined =>
      data && new Map(data.data.map((l) => [l.stage, { count: l.count, totals: l.totals }])),
    [data],
  );
  return { sums, at: dataUpdatedAt };
}

const SETTLE_MS = 300;

/** Others' moves of cards that are not loaded, and new ones: the lanes are asked again. */
export function useLiveBoard(entity: EntityMeta): void {
  const { name, plural } = entity;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onLive((changes) => {
      if (!changes.some((c) => c.entity_type === name)) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        refreshLists(plural);
      }, SETTLE_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [name, plural]);
}
