// What is a person's own in a workspace: preferences and saved views, kept on the server.
import { useQuery } from '@tanstack/react-query';
import { get, patch, post, remove } from '../api/client';
import type { Page, Value } from '../api/types';
import { keys, queryClient } from './client';

// --- preferences ---

export type Density = 'roomy' | 'normal' | 'dense';

/** Of one user in one workspace. Unknown ones stay as they are. */
export interface Preferences {
  theme?: 'system' | 'light' | 'dark';
  density?: Density;
  single_keys?: boolean;
  /** Ids of views at the foot of the menu. */
  pinned?: number[];
  /** The columns of a list that has no view, by plural. */
  columns?: Record<string, Column[]>;
  sidebar?: 'wide' | 'rail';
  seen_welcome?: boolean;
  /** Lanes of a board that are folded, by plural. */
  folded_lanes?: Record<string, string[]>;
  recent?: { entity: string; id: number; name: string }[];
}

const preferencesOptions = () => ({
  queryKey: keys.own('preferences'),
  queryFn: async () => (await get<{ values: Preferences }>('/crm/preferences')).values,
  staleTime: 60_000,
});

export function usePreferences(): Preferences {
  return useQuery(preferencesOptions()).data ?? {};
}

export function currentPreferences(): Preferences {
  return queryClient.getQueryData<Preferences>(keys.own('preferences')) ?? {};
}

/** Shown at once; what the server does not take stays for this visit. */
export async function setPreferences(values: Preferences): Promise<void> {
  const now = currentPreferences();
  queryClient.setQueryData(keys.own('preferences'), { ...now, ...values });
  await patch('/crm/preferences', { values }).catch(() => undefined);
}

// --- saved views ---

export interface Column {
  name: string;
  width?: number;
  pinned?: boolean;
}

export interface ViewConfig {
  filter?: Value;
  q?: string;
  sort?: string;
  columns?: Column[];
  layout?: 'table' | 'board';
}

export interface View {
  id: number;
  entity: string;
  name: string;
  shared: boolean;
  position: number;
  config: ViewConfig;
  owner_id: number;
  owner_name: string | null;
  mine: boolean;
  created_at: string;
  updated_at: string;
}

const viewsOptions = () => ({
  queryKey: keys.own('views'),
  queryFn: async () => (await get<Page<View>>('/crm/views')).data,
  staleTime: 60_000,
});

/** All that the user may see; of one kind of record when it is named. */
export function useViews(plural?: string): View[] {
  const all = useQuery(viewsOptions()).data ?? [];
  return plural ? all.filter((v) => v.entity === plural) : all;
}

/** Both, before anything is drawn by them. */
export function fetchOwn(): Promise<unknown> {
  return Promise.all([
    queryClient.ensureQueryData(preferencesOptions()),
    queryClient.ensureQueryData(viewsOptions()),
  ]);
}

type NewView = Pick<View, 'entity' | 'name' | 'config'> &
  Partial<Pick<View, 'shared' | 'position'>>;

async function refreshed<T>(result: Promise<T>): Promise<T> {
  const done = await result;
  await queryClient.invalidateQueries({ queryKey: keys.own('views') });
  return done;
}

export function createView(view: NewView): Promise<View> {
  return refreshed(post<View>('/crm/views', view));
}

export function changeView(
  id: number,
  change: Partial<Pick<View, 'name' | 'shared' | 'position' | 'config'>>,
): Promise<View> {
  return refreshed(patch<View>(`/crm/views/${id}`, change));
}

export function deleteView(id: number): Promise<void> {
  return refreshed(remove(`/crm/views/${id}`));
}
