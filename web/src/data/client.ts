// The cache of what was read, and the keys things are kept under. Kept across visits in this browser
// for the offline shell (persist.ts).
import { QueryClient } from '@tanstack/react-query';
import { currentWorkspace, Problem, type Query } from '../api/client';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 30 * 60_000,
      retry: (failures, error) =>
        failures < 2 && !(error instanceof Problem && error.status >= 400 && error.status < 500),
      refetchOnWindowFocus: true,
      networkMode: 'offlineFirst',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});

/** Keys begin with the workspace, so two of them never mix. */
export const keys = {
  me: (): unknown[] => ['me'],
  meta: (): unknown[] => [currentWorkspace(), 'meta'],
  lists: (plural: string): unknown[] => [currentWorkspace(), 'list', plural],
  list: (plural: string, query: Query): unknown[] => [currentWorkspace(), 'list', plural, query],
  total: (plural: string, query: Query): unknown[] => [currentWorkspace(), 'total', plural, query],
  record: (entity: string, id: number): unknown[] => [currentWorkspace(), 'record', entity, id],
  timeline: (entity: string, id: number): unknown[] => [currentWorkspace(), 'timeline', entity, id],
  /** Whatever is reckoned from many records: follow-ups, pipeline, statistics, birthdays. */
  derived: (name?: string, query?: unknown): unknown[] =>
    [currentWorkspace(), 'derived', name, query].filter((k) => k !== undefined),
  own: (name: string, query?: unknown): unknown[] =>
    [currentWorkspace(), 'own', name, query].filter((k) => k !== undefined),
};
