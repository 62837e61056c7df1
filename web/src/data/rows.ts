// A long list by blocks: any row of a hundred thousand is one block away, and only blocks in sight are
// asked for. A block follows the one before it by its cursor where that is known; a jump goes by offset.
import { queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { get, type Query } from '../api/client';
import type { Page, Row } from '../api/types';
import { keys, queryClient } from './client';
import { PAGE, totalOptions, useTotal, type ListQuery } from './records';

/** In the shape of the lists of records.ts, so that a change of a row reaches it. */
interface Block {
  pages: Page<Row>[];
}

const keyOf = (plural: string, query: ListQuery, block: number): unknown[] =>
  keys.list(plural, { ...query, limit: PAGE, ...(block > 0 ? { offset: block * PAGE } : {}) });

/** Where the block begins, for the server. */
function placeOf(plural: string, query: ListQuery, block: number): Query {
  if (block === 0) return {};
  const before = queryClient.getQueryState<Block>(keyOf(plural, query, block - 1));
  const cursor = before?.isInvalidated ? undefined : before?.data?.pages[0]?.next;
  return cursor ? { cursor } : { offset: block * PAGE };
}

export function blockOptions(plural: string, query: ListQuery, block: number) {
  return queryOptions({
    queryKey: keyOf(plural, query, block),
    queryFn: async ({ signal }): Promise<Block> => {
      const place = placeOf(plural, query, block);
      const asked = { ...query, limit: PAGE, ...place } as Query;
      return { pages: [await get<Page<Row>>(`/crm/${plural}`, asked, signal)] };
    },
  });
}

const first = (plural: string, query: ListQuery) => blockOptions(plural, query, 0);

/** The first rows, and beside them how many there are. */
export function fetchRows(plural: string, query: ListQuery): Promise<unknown> {
  return Promise.all([
    queryClient.prefetchQuery(first(plural, query)),
    queryClient.prefetchQuery(totalOptions(plural, query)),
  ]);
}

export interface Rows {
  /** How many there are, or are known of until the exact number comes. */
  count: number;
  /** The exact number, once it is known. */
  total: number | undefined;
  /** undefined: not here yet. */
  at: (index: number) => Row | undefined;
  /** Those that are here, in their order. */
  loaded: Row[];
  /** Nothing is here yet. */
  waiting: boolean;
  /** What is shown belongs to the question before this one. */
  stale: boolean;
  error: Error | null;
  retry: () => void;
}

/** The rows from `from` to `to` are in sight. While another question is asked, the answer to the last stays. */
export function useRows(plural: string, query: ListQuery, from: number, to: number): Rows {
  const asked = useQuery(first(plural, query));
  const kept = useRef<{ plural: string; query: ListQuery }>(undefined);
  if (asked.data) kept.current = { plural, query };
  const before = kept.current?.plural === plural ? kept.current.query : undefined;
  const shown = asked.data || !before ? query : before;
  const stale = shown !== query && JSON.stringify(shown) !== JSON.stringify(query);

  const firstBlock = Math.max(0, Math.floor(from / PAGE));
  const lastBlock = Math.max(firstBlock, Math.floor(Math.max(from, to) / PAGE));
  const numbers = [...new Set([0, ...range(firstBlock, lastBlock)])];
  const ready = !stale && asked.data !== undefined;
  const answers = useQueries({
    queries: numbers.map((n) => ({
      ...blockOptions(plural, shown, n),
      enabled: n === 0 ? !stale : ready,
    })),
  });
  const counted = useTotal(plural, query);
  const total = stale || counted.isPlaceholderData ? undefined : counted.data;
  const blocks = new Map<number, Row[]>();
  numbers.forEach((n, i) => {
    const rows = answers[i]?.data?.pages[0]?.data;
    if (rows) blocks.set(n, rows);
  });
  const start = blocks.get(0);
  const more = answers[0]?.data?.pages[0]?.next != null;
  const known = more ? Math.max(total ?? 0, (start?.length ?? 0) + 1) : (start?.length ?? 0);
  const signature = answers.map((a) => a.dataUpdatedAt).join() + numbers.join() + String(stale);

  return useMemo(
    () => ({
      count: known,
      total: total ?? (more || !start ? undefined : start.length),
      at: (index: number) => blocks.get(Math.floor(index / PAGE))?.[index % PAGE],
      loaded: [...blocks.keys()].sort((a, b) => a - b).flatMap((n) => blocks.get(n) ?? []),
      waiting: start === undefined && asked.isPending,
      stale,
      error: asked.data ? null : asked.error,
      retry: () => void asked.refetch(),
    }),
    // `blocks` is made anew each time; the signature says when what is in it changed.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [signature, known, total, asked.error, asked.isPending],
  );
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
