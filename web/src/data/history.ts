// Change sets, newest first: all of them, or those of one who changes things, or since a day. The list
// holds each set's summary; the events are asked for when one is opened.
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { get } from '../api/client';
import type { Change, Page } from '../api/types';
import { keys, queryClient } from './client';

export interface HistoryFilter {
  mine?: true;
  actor_kind?: Change['actor']['kind'];
  actor_id?: string;
  since?: string;
}

const SETS = 50;
const EVENTS = 50;

export function useHistory(filter: HistoryFilter) {
  const result = useInfiniteQuery(
    infiniteQueryOptions({
      queryKey: keys.derived('history', filter),
      queryFn: ({ pageParam, signal }) =>
        get<Page<Change>>(
          '/crm/changes',
          { ...filter, limit: SETS, cursor: pageParam || undefined },
          signal,
        ),
      initialPageParam: '',
      getNextPageParam: (last) => last.next ?? undefined,
    }),
  );
  return { ...result, rows: result.data?.pages.flatMap((p) => p.data) ?? [] };
}

/** One set with all its events, page by page. */
export function useChange(id: number | null) {
  return useInfiniteQuery({
    queryKey: keys.derived('change', id),
    queryFn: ({ pageParam, signal }) =>
      get<Change>(`/crm/changes/${id}`, { limit: EVENTS, cursor: pageParam || undefined }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    enabled: id !== null,
  });
}

/** After an undo: both sets say something else now. */
export function refreshHistory(): void {
  void queryClient.invalidateQueries({ queryKey: keys.derived() });
}
