// Change sets: newest first, all of them or those of a person or kind. The server lists sets without
// their events, and events by person and kind; so a narrowed list is made of events, and each set that
// is shown is asked for with its first events, from which its words are made.
import { infiniteQueryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { get, type Query } from '../api/client';
import type { Change, Event, Page } from '../api/types';
import { keys, queryClient } from './client';

export interface HistoryFilter {
  actor?: string | undefined;
  entity?: string | undefined;
}

interface Ids {
  ids: number[];
  next: string | null;
}

const SETS = 50;
const EVENTS = 300;
export const HEAD_EVENTS = 20;

async function loadIds(filter: HistoryFilter, cursor: string, signal: AbortSignal): Promise<Ids> {
  const from = cursor || undefined;
  if (!filter.actor && !filter.entity) {
    const page = await get<Page<Change>>('/crm/changes', { limit: SETS, cursor: from }, signal);
    return { ids: page.data.map((c) => c.id), next: page.next };
  }
  const query: Query = {
    limit: EVENTS,
    cursor: from,
    actor_id: filter.actor,
    ...(filter.actor ? { actor_kind: 'user' } : {}),
    entity_type: filter.entity,
  };
  const page = await get<Page<Event>>('/crm/events', query, signal);
  return { ids: [...new Set(page.data.map((e) => e.change_id))], next: page.next };
}

export function useHistory(filter: HistoryFilter) {
  const result = useInfiniteQuery(
    infiniteQueryOptions({
      queryKey: keys.derived('history', filter),
      queryFn: ({ pageParam, signal }) => loadIds(filter, pageParam, signal),
      initialPageParam: '',
      getNextPageParam: (last) => last.next ?? undefined,
    }),
  );
  return { ...result, ids: [...new Set(result.data?.pages.flatMap((p) => p.ids) ?? [])] };
}

/** One set with its first events. */
export function useChange(id: number, wanted = true) {
  return useQuery({
    queryKey: keys.derived('change', id),
    queryFn: ({ signal }) => get<Change>(`/crm/changes/${id}`, { limit: HEAD_EVENTS }, signal),
    staleTime: 60_000,
    enabled: wanted,
  });
}

/** All its events, page by page. */
export function useChangeEvents(id: number) {
  return useInfiniteQuery({
    queryKey: keys.derived('change-events', id),
    queryFn: ({ pageParam, signal }) =>
      get<Change>(`/crm/changes/${id}`, { limit: 50, cursor: pageParam || undefined }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

/** After an undo: both sets say something else now. */
export function refreshHistory(): void {
  void queryClient.invalidateQueries({ queryKey: keys.derived() });
}
