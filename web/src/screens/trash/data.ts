// The trash: what is in it by kind, and the ways out. Restoring is a step that can be taken back;
// deleting for good is not.
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { call, get, type Query } from '../../api/client';
import type { Page, Row } from '../../api/types';
import { keys } from '../../data/client';
import { useMeta, type EntityMeta } from '../../data/meta';
import { refreshLists } from '../../data/records';

/** How long the server keeps what is in the trash. */
export const TRASH_DAYS = 30;

const DAY = 86_400_000;

/** When it goes by itself. */
export function goesAt(trashedAt: string): string {
  return new Date(Date.parse(trashedAt) + TRASH_DAYS * DAY).toISOString();
}

export interface KindCount {
  entity: EntityMeta;
  total: number | undefined;
}

async function countOf(plural: string, signal: AbortSignal): Promise<number> {
  const query: Query = { trashed: 'true', limit: 1, count: true };
  return (await get<Page<Row>>(`/crm/${plural}`, query, signal)).total ?? 0;
}

export function useCounts() {
  const meta = useMeta();
  const client = useQueryClient();
  const entities = meta.entities.filter((e) => e.trash);
  const results = useQueries({
    queries: entities.map((e) => ({
      queryKey: keys.total(e.plural, { trashed: 'true' }),
      queryFn: ({ signal }: { signal: AbortSignal }) => countOf(e.plural, signal),
    })),
  });
  return {
    kinds: entities.map((entity, i): KindCount => ({ entity, total: results[i]?.data })),
    pending: results.some((r) => r.isPending),
    error: results.find((r) => r.isError)?.error ?? null,
    retry: () => void client.refetchQueries({ predicate: (q) => q.queryKey[1] === 'total' }),
  };
}

const PART = 500;

async function deletePart(plural: string, ids: number[]): Promise<number> {
  const { data } = await call<{ affected: number }>('POST', `/crm/${plural}/bulk`, {
    body: { ids, action: 'delete' },
  });
  return data.affected;
}

export async function deleteForGood(plural: string, ids: number[]): Promise<number> {
  let done = 0;
  try {
    for (let i = 0; i < ids.length; i += PART)
      done += await deletePart(plural, ids.slice(i, i + PART));
    return done;
  } finally {
    refreshLists();
  }
}

/** Everything of these kinds, in parts: a bulk's filter finds only what is not in the trash. */
export async function emptyTrash(
  kinds: KindCount[],
  onProgress: (done: number) => void,
): Promise<number> {
  let done = 0;
  try {
    for (const { entity, total } of kinds) {
      if (total) done = await emptyKind(entity.plural, done, onProgress);
    }
    return done;
  } finally {
    refreshLists();
  }
}

async function emptyKind(plural: string, from: number, onProgress: (done: number) => void) {
  let done = from;
  for (;;) {
    const page = await get<Page<Row>>(`/crm/${plural}`, { trashed: 'true', limit: PART });
    if (!page.data.length) return done;
    const gone = await deletePart(
      plural,
      page.data.map((r) => r.id),
    );
    if (!gone) return done;
    done += gone;
    onProgress(done);
  }
}
