// Who and what is due: read, done, put off. Shown at once; the server's word follows.
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { get } from '../api/client';
import type { Page, Row } from '../api/types';
import { t } from '../text';
import { asOneStep } from './changes';
import { keys, queryClient } from './client';
import { pluralOf, refreshDerived, refreshLists } from './records';
import { contacted } from './rhythm';
import { noteStep } from './undo';
import { act, patchRecord } from './writes';

export type Bucket = 'overdue' | 'today' | 'upcoming';
export const buckets: Bucket[] = ['overdue', 'today', 'upcoming'];

export interface FollowUp extends Row {
  entity_type: string;
  entity_id: number;
  name: string;
  due_at: string;
}

export interface FollowUps {
  overdue: FollowUp[];
  today: FollowUp[];
  upcoming: FollowUp[];
  counts: Record<Bucket, number>;
}

const LIMIT = 100;

const followUpsOptions = () =>
  queryOptions({
    queryKey: keys.derived('followups', LIMIT),
    queryFn: ({ signal }) => get<FollowUps>('/crm/followups', { limit: LIMIT }, signal),
  });

export function useFollowUps() {
  return useQuery(followUpsOptions());
}

export function fetchFollowUps(): Promise<void> {
  return queryClient.prefetchQuery(followUpsOptions());
}

export interface NoteText {
  content: string;
  channel: string | null;
}

const NOTES = 300;

/** Their next actions and last talks, by the id of the note. */
export function useNotesOf(items: FollowUp[]) {
  const idsOf = (name: string) => items.map((i) => i[name]).filter((id) => typeof id === 'number');
  const wanted = [...idsOf('next_contact_note_id'), ...idsOf('last_contact_note_id')];
  const ids = [...new Set(wanted)].slice(0, NOTES).sort((a, b) => a - b);
  return useQuery({
    queryKey: keys.derived('notes-of', ids),
    queryFn: async ({ signal }) => {
      const query = { 'id[in]': ids.join(','), limit: NOTES };
      const page = await get<Page<Row>>('/crm/notes', query, signal);
      const notes: Record<number, NoteText> = {};
      for (const n of page.data)
        notes[n.id] = {
          content: String(n['content'] ?? ''),
          channel: typeof n['channel'] === 'string' ? n['channel'] : null,
        };
      return notes;
    },
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
  });
}

/** Takes items out of what is shown; the answer puts back what should stay. */
function hide(items: FollowUp[]): void {
  const gone = new Set(items.map((i) => `${i.entity_type}:${i.entity_id}`));
  queryClient.setQueriesData<FollowUps>({ queryKey: keys.derived('followups') }, (now) => {
    if (!now?.counts) return now;
    const counts = { ...now.counts };
    const rest = (bucket: Bucket) => {
      const kept = now[bucket].filter((i) => !gone.has(`${i.entity_type}:${i.entity_id}`));
      counts[bucket] -= now[bucket].length - kept.length;
      return kept;
    };
    return { overdue: rest('overdue'), today: rest('today'), upcoming: rest('upcoming'), counts };
  });
}

const pathOf = (item: FollowUp) => `/crm/${pluralOf(item.entity_type)}/${item.entity_id}`;

/** What is completed rather than contacted. */
export function isTodo(item: Row): boolean {
  return 'status' in item && 'completed_at' in item;
}

async function optimistic(items: FollowUp[], work: () => Promise<unknown>): Promise<void> {
  await queryClient.cancelQueries({ queryKey: keys.derived('followups') });
  hide(items);
  try {
    await work();
  } catch (e) {
    refreshDerived();
    throw e;
  }
}

/** Done: what recurs leaves its next one behind, a person with a rhythm comes again by it. */
export async function markDone(item: FollowUp, zone: string): Promise<void> {
  const what = t('today.done', { name: item.name });
  if (isTodo(item)) {
    await act(`${pathOf(item)}/complete`, {}, what);
    return;
  }
  await patchRecord(item.entity_type, item, contacted(item, zone), { what });
}

/** The dates of the record that make it due now. */
async function datesOf(item: FollowUp): Promise<string[]> {
  const present = ['due_at', 'next_contact_at'].filter((f) => f in item && item[f] === item.due_at);
  if (!('due_at' in item) || present.length < 2 || !isTodo(item))
    return present.filter((f) => f === 'next_contact_at' || isTodo(item));
  // Both hold the moment in this answer: the record tells which of them is its own.
  const row = await get<Row>(pathOf(item));
  return present.filter((f) => row[f] === item.due_at);
}

/** By kind and by the dates that are to be moved, so that each group is one request. */
async function grouped(
  items: FollowUp[],
): Promise<Map<string, { fields: string[]; ids: number[] }>> {
  const groups = new Map<string, { fields: string[]; ids: number[] }>();
  for (const item of items) {
    const fields = await datesOf(item);
    const key = [pluralOf(item.entity_type), ...fields].join(' ');
    const group = groups.get(key) ?? { fields, ids: [] };
    group.ids.push(item.entity_id);
    groups.set(key, group);
  }
  return groups;
}

/** Puts off to a day ("YYYY-MM-DD"); many are one step. */
export async function snooze(items: FollowUp[], day: string, what: string): Promise<void> {
  await optimistic(items, async () => {
    const { changeId } = await asOneStep(async (send) => {
      for (const [key, { fields, ids }] of await grouped(items))
        await send('POST', `/crm/${key.split(' ', 1)[0]}/bulk`, {
          action: 'update',
          ids,
          values: Object.fromEntries(fields.map((f) => [f, day])),
        });
    });
    noteStep(changeId, what);
    refreshLists();
  });
}

/** All that is late, also what is not shown, in one step. */
export async function snoozeLate(day: string, what: (n: number) => string): Promise<number> {
  const all = await get<FollowUps>('/crm/followups', { limit: 500 });
  if (all.overdue.length) await snooze(all.overdue, day, what(all.overdue.length));
  return all.overdue.length;
}
