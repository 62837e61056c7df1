// Tags: all of them are here, few as they are; each change is one step that can be taken back.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { call, get } from '../../api/client';
import type { Page } from '../../api/types';
import { keys, queryClient } from '../../data/client';
import type { TagRow } from '../../data/refs';
import { refreshLists } from '../../data/records';
import { noteStep } from '../../data/undo';
import { t } from '../../text';

export function useAllTags() {
  const result = useInfiniteQuery({
    queryKey: keys.derived('all-tags'),
    queryFn: ({ pageParam, signal }) =>
      get<Page<TagRow>>(
        '/crm/tags',
        { limit: 500, sort: 'name', cursor: pageParam || undefined },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = result;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return { ...result, tags: result.data?.pages.flatMap((p) => p.data) ?? [] };
}

function changed(changeId: number | null, what: string): void {
  noteStep(changeId, what);
  refreshLists();
  void queryClient.invalidateQueries({
    predicate: (q) => ['record', 'timeline'].includes(String(q.queryKey[1])),
  });
}

/** A name that another tag has merges the two; what is returned is the one that stays. */
export async function changeTag(
  tag: TagRow,
  values: { name?: string; color?: string | null },
  what: string,
): Promise<void> {
  const { changeId } = await call<TagRow>('PATCH', `/crm/tags/${tag.id}`, { body: values });
  changed(changeId, what);
}

export async function createTag(name: string): Promise<void> {
  const { changeId } = await call<TagRow>('POST', '/crm/tags', { body: { name } });
  changed(changeId, t('done.created', { name }));
}

export async function deleteTag(tag: TagRow): Promise<void> {
  const { changeId } = await call<unknown>('DELETE', `/crm/tags/${tag.id}`);
  changed(changeId, t('tags.deleted', { name: tag.name }));
}
