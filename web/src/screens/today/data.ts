// What stands beside the follow-ups: tasks, birthdays, the day's activities, the month in numbers.
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { get } from '../../api/client';
import type { AnswerOf, Page, Row } from '../../api/types';
import { keys } from '../../data/client';
import { useWorkspace } from '../../data/session';
import { dayFromNow, shortDay } from '../../lib/time';
import { instantOf } from '../../lib/zone';

export interface Birthday extends Row {
  name: string;
  next_birthday: string;
  turns: number | null;
}

export const BIRTHDAY_DAYS = 7;

export function useBirthdays() {
  return useQuery({
    queryKey: keys.derived('birthdays', BIRTHDAY_DAYS),
    queryFn: async ({ signal }) =>
      (await get<Page<Birthday>>('/crm/birthdays', { days: BIRTHDAY_DAYS }, signal)).data,
  });
}

/** The activities of today that are open, by time. */
export function useTodaysActivities() {
  const zone = useWorkspace().time_zone;
  const from = instantOf(dayFromNow(0, zone), '00:00', zone);
  const to = instantOf(dayFromNow(1, zone), '00:00', zone);
  return useQuery({
    queryKey: keys.derived('todays-activities', from),
    queryFn: async ({ signal }) =>
      (
        await get<Page<Row>>(
          '/crm/activities',
          { status: 'open', 'due_at[gte]': from, 'due_at[lt]': to, sort: 'due_at', limit: 12 },
          signal,
        )
      ).data,
  });
}

export type TaskView = 'due' | 'later' | 'pool';
export const taskViews: TaskView[] = ['due', 'later', 'pool'];
export const TASKS_SHOWN = 8;

/** What each view of the tasks asks for. */
export function taskQuery(view: TaskView, tomorrow: string): Record<string, string> {
  const open = { 'status[in]': 'open,in_progress', sort: 'due_at' };
  if (view === 'due') return { ...open, 'due_at[lt]': tomorrow };
  if (view === 'later') return { ...open, 'due_at[gte]': tomorrow };
  return { ...open, 'owner_id[empty]': 'true' };
}

export function useTasks(view: TaskView) {
  const zone = useWorkspace().time_zone;
  const query = taskQuery(view, instantOf(dayFromNow(1, zone), '00:00', zone));
  return useQuery({
    queryKey: keys.derived('today-tasks', query),
    queryFn: ({ signal }) =>
      get<Page<Row>>('/crm/tasks', { ...query, limit: TASKS_SHOWN, count: true }, signal),
    placeholderData: keepPreviousData,
  });
}

type Stats = AnswerOf<'/api/crm/stats', 'get'>;

const WEEKS = 8;

function statsOptions(since: string, until: string | undefined) {
  return {
    queryKey: keys.derived('stats', `${since} ${until ?? ''}`),
    queryFn: ({ signal }: { signal?: AbortSignal }) =>
      get<Stats>('/crm/stats', { since, until }, signal),
    // What is past hardly changes.
    staleTime: until ? 10 * 60_000 : 15_000,
  };
}

/** This month's numbers, and the notes of each of the last eight weeks. */
export function useMonth() {
  const zone = useWorkspace().time_zone;
  const first = `${dayFromNow(0, zone).slice(0, 7)}-01`;
  const month = useQuery(statsOptions(instantOf(first, '00:00', zone), undefined)).data;
  const starts = Array.from({ length: WEEKS }, (_, i) =>
    dayFromNow(-7 * (WEEKS - 1 - i) - 6, zone),
  );
  const weeks = useQueries({
    queries: starts.map((start, i) => {
      const end = starts[i + 1];
      return {
        ...statsOptions(instantOf(start, '00:00', zone), end && instantOf(end, '00:00', zone)),
        enabled: month !== undefined,
      };
    }),
  });
  const points = starts.map((start, i) => ({
    label: shortDay(start, zone),
    value: weeks[i]?.data?.notes_created ?? 0,
  }));
  return { month, points, ready: weeks.every((w) => w.data) };
}
