// Whom and what fields point to: the members of the workspace, its tags, and the names of records, which
// are asked for many at a time.
import { queryOptions, useQuery } from '@tanstack/react-query';
import { currentWorkspace, get } from '../api/client';
import type { ItemOf, Member, Page, Row } from '../api/types';
import { keys, queryClient } from './client';
import { cachedMeta, findEntity, nameOf } from './meta';
import { cachedRow, pluralOf } from './records';

export type TagRow = ItemOf<'/api/crm/tags'>;

export interface Suggestion {
  id: number;
  name: string;
  /** What tells it from another of that name. */
  sub?: string | undefined;
}

// --- members and tags: few, so all of them are here ---

const membersOptions = () =>
  queryOptions({
    queryKey: keys.own('members'),
    queryFn: async () =>
      (await get<Page<Member>>(`/workspaces/${currentWorkspace() ?? 0}/members`)).data,
    staleTime: 5 * 60_000,
  });

export function useMembers(): Member[] {
  return useQuery(membersOptions()).data ?? [];
}

const tagsOptions = () =>
  queryOptions({
    queryKey: keys.derived('tags'),
    queryFn: async () => (await get<Page<TagRow>>('/crm/tags', { limit: 500, sort: 'name' })).data,
    staleTime: 60_000,
  });

export function useTags(): TagRow[] {
  return useQuery(tagsOptions()).data ?? [];
}

/** Both, before anything is drawn with them. */
export function fetchRefs(): Promise<unknown> {
  return Promise.all([
    queryClient.prefetchQuery(membersOptions()),
    queryClient.prefetchQuery(tagsOptions()),
  ]);
}

// --- names of records ---

const GATHER_MS = 12;
const MOST = 200;

type Waiter = (name: string | null) => void;
const wanted = new Map<string, Map<number, Waiter[]>>();
let timer: ReturnType<typeof setTimeout> | undefined;

async function loadNames(entity: string, ids: number[]): Promise<Map<number, string>> {
  const names = new Map<number, string>();
  const meta = cachedMeta();
  const known = meta && findEntity(meta, entity);
  if (!known) return names;
  const page = await get<Page<Row>>(`/crm/${pluralOf(entity)}`, {
    'id[in]': ids.join(','),
    ...(known.trash ? { trashed: 'any' } : {}),
    limit: MOST,
  });
  for (const row of page.data) names.set(row.id, nameOf(known, row));
  return names;
}

function loadWanted(): void {
  timer = undefined;
  for (const [entity, waiters] of wanted) {
    const ids = [...waiters.keys()];
    wanted.delete(entity);
    for (let i = 0; i < ids.length; i += MOST) {
      const part = ids.slice(i, i + MOST);
      void loadNames(entity, part)
        .catch(() => new Map<number, string>())
        .then((names) =>
          part.forEach((id) => waiters.get(id)?.forEach((w) => w(names.get(id) ?? null))),
        );
    }
  }
}

function wantName(entity: string, id: number): Promise<string | null> {
  const here = cachedRow(entity, id);
  const meta = cachedMeta();
  const known = meta && findEntity(meta, entity);
  if (here && known) return Promise.resolve(nameOf(known, here));
  return new Promise((resolve) => {
    const waiters = wanted.get(entity) ?? new Map<number, Waiter[]>();
    wanted.set(entity, waiters.set(id, [...(waiters.get(id) ?? []), resolve]));
    timer ??= setTimeout(loadWanted, GATHER_MS);
  });
}

const nameKey = (entity: string, id: number) => [currentWorkspace(), 'name', entity, id];

/** What the record is called; undefined until it is known, null when it is not there. */
export function useRefName(entity: string | null, id: number | null): string | null | undefined {
  const ask = entity !== null && entity !== 'user' && id !== null;
  return useQuery({
    queryKey: nameKey(entity ?? '', id ?? 0),
    queryFn: () => wantName(entity ?? '', id ?? 0),
    enabled: ask,
    staleTime: 60_000,
  }).data;
}

/** The same without asking, for texts put together of what is on the page. */
export function cachedRefName(entity: string, id: number): string | undefined {
  if (entity === 'user')
    return queryClient.getQueryData<Member[]>(keys.own('members'))?.find((m) => m.user_id === id)
      ?.name;
  return queryClient.getQueryData<string | null>(nameKey(entity, id)) ?? undefined;
}

/** A picker chose it: its name need not be asked for. */
export function rememberName(entity: string, id: number, name: string): void {
  queryClient.setQueryData(nameKey(entity, id), name);
}

/** At most eight that a few letters find; without letters the newest. */
export async function suggest(
  entity: string,
  text: string,
  signal?: AbortSignal,
): Promise<Suggestion[]> {
  const meta = cachedMeta();
  const known = meta && findEntity(meta, entity);
  if (!known) return [];
  const q = text.trim();
  // People are looked for by name and address; a word in their background is no name.
  const path = q && entity === 'contact' ? '/crm/contacts/search' : `/crm/${known.plural}`;
  const page = await get<Page<Row>>(path, { limit: 8, ...(q ? { q } : { sort: '-id' }) }, signal);
  return page.data.map((row) => ({
    id: row.id,
    name: nameOf(known, row),
    sub: [row['company_name'], row['email'], row['domain']].find(
      (v): v is string => typeof v === 'string',
    ),
  }));
}
