// Reading records: lists by pages, exact totals apart, one record with its version.
import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { call, get, type Query } from '../api/client';
import type { Page, Row } from '../api/types';
import { keys, queryClient } from './client';
import { cachedMeta, findEntity } from './meta';

export const PAGE = 200;

/** What a list is narrowed to and ordered by; `filter` is the filter language's JSON as text. */
export interface ListQuery {
  filter?: string | undefined;
  q?: string | undefined;
  sort?: string | undefined;
  trashed?: 'true' | 'any' | undefined;
  [field: string]: string | undefined;
}

export function listOptions(plural: string, query: ListQuery, limit = PAGE) {
  return infiniteQueryOptions({
    queryKey: keys.list(plural, { ...query, limit }),
    queryFn: ({ pageParam, signal }) =>
      get<Page<Row>>(
        `/crm/${plural}`,
        { ...query, limit, cursor: pageParam || undefined } as Query,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

/** Rows come by pages of `limit`; `rows` is all that is here. The former list stays while another comes. */
export function useList(plural: string, query: ListQuery, limit = PAGE) {
  const result = useInfiniteQuery({
    ...listOptions(plural, query, limit),
    placeholderData: keepPreviousData,
  });
  return { ...result, rows: result.data?.pages.flatMap((p) => p.data) ?? [] };
}

export function totalOptions(plural: string, query: ListQuery) {
  return queryOptions({
    queryKey: keys.total(plural, query),
    queryFn: async ({ signal }) => {
      const page = await get<Page<Row>>(
        `/crm/${plural}`,
        { ...query, sort: undefined, limit: 1, count: true } as Query,
        signal,
      );
      return page.total ?? 0;
    },
  });
}

/** The exact number, asked for apart so that rows need not wait for it. */
export function useTotal(plural: string, query: ListQuery, enabled = true) {
  return useQuery({
    ...totalOptions(plural, query),
    enabled,
    placeholderData: keepPreviousData,
  });
}

export function pluralOf(entity: string): string {
  const meta = cachedMeta();
  return (meta && findEntity(meta, entity)?.plural) ?? `${entity}s`;
}

export function recordOptions(entity: string, id: number) {
  return {
    queryKey: keys.record(entity, id),
    queryFn: async ({ signal }: { signal?: AbortSignal }) =>
      (await call<Row>('GET', `/crm/${pluralOf(entity)}/${id}`, { signal })).data,
    // What a list already has is shown at once and then asked for.
    placeholderData: () => findInLists(entity, id),
  };
}

export function useRecord(entity: string, id: number) {
  return useQuery(recordOptions(entity, id));
}

export function prefetchRecord(entity: string, id: number): void {
  void queryClient.prefetchQuery(recordOptions(entity, id));
}

interface Pages {
  pages: Page<Row>[];
  pageParams: unknown[];
}

/** A row that some list has. */
export function findInLists(entity: string, id: number): Row | undefined {
  const lists = queryClient.getQueriesData<Pages>({ queryKey: keys.lists(pluralOf(entity)) });
  for (const [, list] of lists)
    for (const page of list?.pages ?? []) {
      const row = page.data.find((r) => r.id === id);
      if (row) return row;
    }
  return undefined;
}

/** Puts a newer state of rows wherever they are shown; undefined takes a row out of the lists. */
export function patchCached(entity: string, id: number, change: (row: Row) => Row | undefined) {
  queryClient.setQueryData<Row>(keys.record(entity, id), (row) => row && (change(row) ?? row));
  queryClient.setQueriesData<Pages>({ queryKey: keys.lists(pluralOf(entity)) }, (list) => {
    if (!list?.pages?.some((p) => p.data.some((r) => r.id === id))) return list;
    const pages = list.pages.map((page) => ({
      ...page,
      data: page.data.flatMap((row) => {
        if (row.id !== id) return [row];
        const changed = change(row);
        return changed ? [changed] : [];
      }),
    }));
    return { ...list, pages };
  });
}

/** The newest cached state of a record, from wherever it is shown. */
export function cachedRow(entity: string, id: number): Row | undefined {
  const one = queryClient.getQueryData<Row>(keys.record(entity, id));
  const listed = findInLists(entity, id);
  if (!one || !listed) return one ?? listed;
  return one.updated_at >= listed.updated_at ? one : listed;
}

/** After a change whose reach is not known: what is shown is asked for again. */
export function refreshLists(plural?: string): void {
  void queryClient.invalidateQueries({
    queryKey: plural ? keys.lists(plural) : keys.lists('').slice(0, 2),
  });
  void queryClient.invalidateQueries({ queryKey: keys.total('', {}).slice(0, 2) });
  refreshDerived();
}

export function refreshDerived(): void {
  void queryClient.invalidateQueries({ queryKey: keys.derived() });
}
