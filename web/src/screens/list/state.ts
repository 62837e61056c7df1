// What a list asks and shows, put together from the address, the saved view and the user's columns. What
// differs from the view stands in the address alone, until it is saved or discarded.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Value } from '../../api/types';
import { usePageSearch, useSetSearch, type PageSearch } from '../../app/state';
import type { EntityMeta } from '../../data/meta';
import {
  setPreferences,
  usePreferences,
  useViews,
  type Column,
  type View,
  type ViewConfig,
} from '../../data/own';
import type { ListQuery } from '../../data/records';
import { useMembers } from '../../data/refs';
import { useWorkspace } from '../../data/session';
import {
  askable,
  countConditions,
  filterText,
  pluralLabel,
  readFilter,
  writeFilter,
  type Group,
} from '../../fields';
import { t } from '../../text';
import { columnsText, defaultColumns, readColumns, readSort, sortText, type Sort } from './columns';

/** A view that nobody saved: of the page itself. */
export interface Tab {
  /** Its `?view=`; undefined for all. */
  id: string | undefined;
  name: string;
  config: ViewConfig;
  /** The saved view it is. */
  saved?: View;
}

export interface ListState {
  tab: Tab;
  tabs: Tab[];
  filter: Group;
  q: string;
  sort: Sort[];
  columns: Column[];
  /** What the server is asked. */
  query: ListQuery;
  changed: boolean;
  setFilter: (filter: Group) => void;
  setQ: (q: string) => void;
  setSort: (sort: Sort[]) => void;
  setColumns: (columns: Column[] | null) => void;
  openTab: (id: string | undefined) => void;
  discard: () => void;
  /** What a view saved now would hold. */
  config: ViewConfig;
}

/** Says "no filter" over a view that has one. */
const NONE = 'none';
const TYPED_MS = 300;

/** What has an end shows first what has not ended. */
export function unfinished(entity: EntityMeta): Value | undefined {
  const status = entity.fields.find((f) => f.name === 'status' && f.type === 'enum');
  const ended = (status?.options ?? []).filter((o) => o === 'done' || o === 'cancelled');
  if (!ended.includes('done')) return undefined;
  return { not: { field: 'status', op: 'in', value: ended } };
}

export function useTabs(entity: EntityMeta): Tab[] {
  const views = useViews(entity.plural);
  const shared = useMembers().length > 1;
  return useMemo(() => {
    const open = unfinished(entity);
    const owned = entity.fields.some((f) => f.name === 'owner_id');
    const mine: Value = { field: 'owner_id', op: 'eq', value: 'me' };
    const all = t('list.allOf', { what: pluralLabel(entity).toLowerCase() });
    return [
      ...(open ? [{ id: undefined, name: t('list.open'), config: { filter: open } }] : []),
      { id: open ? 'all' : undefined, name: all, config: {} },
      ...(owned && shared ? [{ id: 'mine', name: t('list.mine'), config: { filter: mine } }] : []),
      ...views.map((v) => ({ id: String(v.id), name: v.name, config: v.config, saved: v })),
    ];
  }, [entity, views, shared]);
}

/** What is typed is asked at once and stands in the address a little later. */
function useTyped(search: PageSearch, set: ReturnType<typeof useSetSearch>) {
  const [q, setQ] = useState(search.q ?? '');
  const pushed = useRef(search.q ?? '');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const outside = search.q ?? '';
    if (outside === pushed.current) return;
    pushed.current = outside;
    setQ(outside);
  }, [search.q]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = useCallback(
    (next: string) => {
      setQ(next);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        pushed.current = next;
        set({ q: next || undefined }, { replace: true });
      }, TYPED_MS);
    },
    [set],
  );
  return [q, type] as const;
}

interface Tree {
  /** Of which address and view. */
  seen: string;
  group: Group;
}

/** The filter as it is being made: it may have conditions that ask nothing yet, which no address holds. */
function useTree(entity: EntityMeta, wanted: string | undefined, tab: string | undefined) {
  const seen = `${tab ?? ''} ${wanted ?? ''}`;
  const read = useMemo(() => readFilter(entity, wanted), [entity, wanted]);
  const [tree, setTree] = useState<Tree>({ seen, group: read });
  let group = tree.group;
  if (tree.seen !== seen) {
    const moved = tree.seen.split(' ', 1)[0] !== (tab ?? '');
    if (moved || filterText(group) !== filterText(read)) group = read;
    setTree({ seen, group });
  }
  const set = useCallback((next: Group) => setTree((now) => ({ ...now, group: next })), []);
  return [group, set] as const;
}

const same = (a: string | undefined, b: string | undefined) => (a ?? '') === (b ?? '');

export function useListState(entity: EntityMeta): ListState {
  const search = usePageSearch();
  const set = useSetSearch();
  const { purpose, time_zone: zone } = useWorkspace();
  const { columns: ownColumns } = usePreferences();
  const tabs = useTabs(entity);
  const tab = tabs.find((v) => v.id === search.view) ?? (tabs[0] as Tab);
  const [q, setQ] = useTyped(search, set);

  const own = tab.config.filter === undefined ? undefined : JSON.stringify(tab.config.filter);
  const wanted = search.filter ?? own;
  const [filter, setLocal] = useTree(entity, wanted === NONE ? undefined : wanted, tab.id);
  const sorted = search.sort ?? tab.config.sort;
  const sort = useMemo(() => readSort(sorted ?? entity.default_sort), [sorted, entity]);
  const kept = ownColumns?.[entity.plural];
  const columns = useMemo(
    () => readColumns(search.cols) ?? tab.config.columns ?? kept ?? defaultColumns(entity, purpose),
    [search.cols, tab, kept, entity, purpose],
  );

  const asked = writeFilter(filter);
  const askedText = asked === undefined ? undefined : JSON.stringify(askable(entity, asked, zone));
  const order = sortText(sort);
  const words = q.trim();
  const query = useMemo(
    (): ListQuery => ({
      ...(askedText ? { filter: askedText } : {}),
      ...(words ? { q: words } : {}),
      ...(order && order !== entity.default_sort ? { sort: order } : {}),
    }),
    [askedText, words, order, entity.default_sort],
  );

  const setFilter = useCallback(
    (next: Group) => {
      setLocal(next);
      const text = filterText(next);
      // A value that is being typed is one step back, not one a letter.
      const replace = countConditions(next) === countConditions(filter);
      set({ filter: same(text, own) ? undefined : (text ?? NONE) }, { replace });
    },
    [set, setLocal, own, filter],
  );
  const viewSort = tab.config.sort ?? entity.default_sort;
  const setSort = useCallback(
    (next: Sort[]) => {
      const text = sortText(next);
      set({ sort: text === '' || text === viewSort ? undefined : text });
    },
    [set, viewSort],
  );
  const inView = tab.saved !== undefined;
  const setColumns = useCallback(
    (next: Column[] | null) => {
      if (inView) return set({ cols: next ? columnsText(next) : undefined }, { replace: true });
      // A merge patch: null takes one out.
      const all = { ...ownColumns, [entity.plural]: next };
      void setPreferences({ columns: all as Record<string, Column[]> });
      return undefined;
    },
    [inView, set, ownColumns, entity.plural],
  );
  const discard = useCallback(
    () => set({ filter: undefined, sort: undefined, cols: undefined }),
    [set],
  );
  const openTab = useCallback(
    (id: string | undefined) =>
      set({ view: id, filter: undefined, sort: undefined, cols: undefined, q: undefined }),
    [set],
  );

  const config: ViewConfig = {
    ...(asked === undefined ? {} : { filter: asked }),
    ...(order ? { sort: order } : {}),
    columns,
  };
  const changed =
    search.filter !== undefined ||
    search.sort !== undefined ||
    (inView && search.cols !== undefined);
  return {
    tab,
    tabs,
    filter,
    q,
    sort,
    columns,
    query,
    changed,
    setFilter,
    setQ,
    setSort,
    setColumns,
    openTab,
    discard,
    config,
  };
}
