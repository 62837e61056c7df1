// The state that stands in the address: view, filter, sort, columns, what is peeked at. The address
// tells it all, so reload, back and a sent link show the same.
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

export interface PageSearch {
  view?: string;
  filter?: string;
  q?: string;
  sort?: string;
  cols?: string;
  peek?: string;
  layout?: 'table' | 'board';
  [other: string]: string | undefined;
}

/** Everything in it is text; what is empty is left out of the address. */
export function readSearch(raw: Record<string, unknown>): PageSearch {
  const search: PageSearch = {};
  for (const [name, value] of Object.entries(raw))
    if (value !== undefined && value !== null && value !== '')
      search[name] = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return search;
}

export function usePageSearch(): PageSearch {
  return useSearch({ strict: false });
}

/** Changes members of the search; undefined takes one out. */
export function useSetSearch() {
  const navigate = useNavigate();
  return useCallback(
    (change: Partial<PageSearch>, options: { replace?: boolean } = {}) =>
      void navigate({
        to: '.',
        search: (now: PageSearch) => readSearch({ ...now, ...change }),
        replace: options.replace ?? false,
      } as never),
    [navigate],
  );
}

export function useWorkspaceId(): string {
  const { workspace } = useParams({ strict: false });
  return String(workspace);
}

/** Goes to a place of this workspace: go('contacts/12'). */
export function useGo() {
  const navigate = useNavigate();
  const workspace = useWorkspaceId();
  return useCallback(
    (path: string, search: PageSearch = {}) =>
      void navigate({ to: `/w/${workspace}/${path}`, search } as never),
    [navigate, workspace],
  );
}

/** What is peeked at: "contact:12". */
export function readPeek(text: string | undefined): { entity: string; id: number } | null {
  const [entity, id] = (text ?? '').split(':');
  return entity && Number(id) > 0 ? { entity, id: Number(id) } : null;
}
