// Who is signed in, in which workspace, and what they may.
import { useQuery, type QueryClient } from '@tanstack/react-query';
import { call, get, post, Problem, setCsrf, setWorkspace } from '../api/client';
import { forgetSeen } from '../api/seen';
import type { Me, Role, Workspace } from '../api/types';
import { keys, queryClient } from './client';

const status = (e: unknown) => (e instanceof Problem ? e.status : 0);

/** Who has left the workspace they signed in to is asked for as a member of the one in the address. */
async function askMe(): Promise<Me> {
  try {
    return await get<Me>('/auth/me');
  } catch (e) {
    const id = /^\/w\/(\d+)/.exec(window.location.pathname)?.[1];
    if (status(e) !== 404 || id === undefined) throw e;
    return (await call<Me>('GET', '/auth/me', { headers: { 'X-Workspace': id } })).data;
  }
}

async function loadMe(): Promise<Me | null> {
  try {
    const me = await askMe();
    setCsrf(me.csrf_token);
    return me;
  } catch (e) {
    // 404: they are in no such workspace any more; signing in leads to another.
    if ([401, 403, 404].includes(status(e))) return null;
    throw e;
  }
}

export const meOptions = {
  queryKey: keys.me(),
  queryFn: loadMe,
  staleTime: 5 * 60_000,
};

/** null: nobody is signed in. */
export function fetchMe(client: QueryClient = queryClient): Promise<Me | null> {
  return client.ensureQueryData(meOptions);
}

/** Inside the app somebody always is. */
export function useMe(): Me {
  const { data } = useQuery(meOptions);
  if (!data) throw new Error('useMe() outside of the signed-in part');
  return data;
}

// The workspace of the address, for what is no component.
let shown: Workspace | null = null;

export function enterWorkspace(me: Me, id: number): Workspace | null {
  const workspace = me.workspaces.find((w) => w.id === id) ?? null;
  if (workspace) {
    shown = workspace;
    setWorkspace(workspace.id);
  }
  return workspace;
}

export function shownWorkspace(): Workspace {
  if (!shown) throw new Error('no workspace is shown');
  return shown;
}

export function useWorkspace(): Workspace {
  const me = useMe();
  const id = shown?.id;
  return me.workspaces.find((w) => w.id === id) ?? shownWorkspace();
}

const ranks: Record<Role, number> = { viewer: 0, member: 1, admin: 2, owner: 3 };

/** May the user of this workspace do what needs at least `role`? */
export function useMay(role: Role): boolean {
  return ranks[useWorkspace().role] >= ranks[role];
}

/** After a sign-in, a registration or a change of the account. */
export async function refreshMe(): Promise<Me | null> {
  await queryClient.invalidateQueries({ queryKey: keys.me() });
  return queryClient.fetchQuery({ ...meOptions, staleTime: 0 });
}

export async function signOut(): Promise<void> {
  await post('/auth/logout').catch(() => undefined);
  setCsrf(null);
  queryClient.clear();
  await forgetSeen();
}
