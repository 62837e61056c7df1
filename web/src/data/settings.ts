// What Settings reads and changes: the account's sessions and second factor, the workspace with its
// members, invitations and keys, the audit log and the jobs.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call, get, patch, post, remove, type Query } from '../api/client';
import type {
  AnswerOf,
  ApiKey,
  ItemOf,
  Me,
  Member,
  Page,
  Role,
  Session,
  Workspace,
} from '../api/types';
import { keys, queryClient } from './client';
import { refreshMe, useWorkspace } from './session';

export type Invitation = ItemOf<'/api/workspaces/{id}/invitations'>;
export type NewInvitation = AnswerOf<'/api/workspaces/{id}/invitations', 'post'>;
export type NewKey = AnswerOf<'/api/keys', 'post'>;
export type AuditEntry = ItemOf<'/api/audit'>;
export type Job = ItemOf<'/api/jobs'>;
export type TotpSetup = AnswerOf<'/api/auth/totp', 'post'>;

const accountKey = (name: string) => ['account', name];

async function after<T>(result: Promise<T>, ...names: unknown[][]): Promise<T> {
  const done = await result;
  await Promise.all(names.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
  return done;
}

// --- the account ---

export async function renameMe(name: string): Promise<void> {
  await patch<Me['user']>('/auth/me', { name });
  await refreshMe();
}

export function changeEmail(password: string, email: string): Promise<void> {
  return post('/auth/email', { password, email });
}

export function changePassword(current: string, next: string): Promise<void> {
  return after(post('/auth/password', { current, new: next }), accountKey('sessions'));
}

export function startTotp(): Promise<TotpSetup> {
  return post('/auth/totp');
}

export async function enableTotp(code: string): Promise<string[]> {
  const { recovery_codes } = await post<{ recovery_codes: string[] }>('/auth/totp/enable', {
    code,
  });
  await refreshMe();
  return recovery_codes;
}

export async function disableTotp(password: string, code: string): Promise<void> {
  const body = { password, ...(code ? { code } : {}) };
  await call<unknown>('DELETE', '/auth/totp', { body });
  await refreshMe();
}

export function useSessions() {
  return useQuery({
    queryKey: accountKey('sessions'),
    queryFn: async () => (await get<Page<Session>>('/auth/sessions')).data,
  });
}

export function endSession(id: number): Promise<void> {
  return after(remove(`/auth/sessions/${id}`), accountKey('sessions'));
}

export function endOtherSessions(): Promise<void> {
  return after(remove('/auth/sessions'), accountKey('sessions'));
}

// --- workspaces ---

export type WorkspaceValues = Partial<Omit<Workspace, 'id' | 'role' | 'created_at'>>;

export async function changeWorkspace(id: number, values: WorkspaceValues): Promise<void> {
  await patch<Workspace>(`/workspaces/${id}`, values);
  await refreshMe();
}

export async function createWorkspace(
  values: WorkspaceValues & { name: string },
): Promise<Workspace> {
  const made = await post<Workspace>('/workspaces', values);
  await refreshMe();
  return made;
}

export async function deleteWorkspace(id: number, name: string): Promise<void> {
  await call<unknown>('DELETE', `/workspaces/${id}`, { body: { name } });
}

export async function transferWorkspace(id: number, userId: number): Promise<void> {
  await post(`/workspaces/${id}/transfer`, { user_id: userId });
  await after(refreshMe(), keys.own('members'));
}

/** From a workspace that is no more, or no more theirs, to another; else to the door. */
export function leaveFor(all: Workspace[], gone: number): void {
  const next = all.find((w) => w.id !== gone);
  window.location.assign(next ? `/w/${next.id}/today` : '/login');
}

// --- members and invitations ---

export function useMembers() {
  const { id } = useWorkspace();
  return useQuery({
    queryKey: keys.own('members'),
    queryFn: async () => (await get<Page<Member>>(`/workspaces/${id}/members`)).data,
    staleTime: 60_000,
  });
}

export function changeRole(workspace: number, user: number, role: Role): Promise<Member> {
  return after(
    patch<Member>(`/workspaces/${workspace}/members/${user}`, { role }),
    keys.own('members'),
  );
}

/** Another, or oneself: then it is leaving. */
export function removeMember(workspace: number, user: number): Promise<void> {
  return after(remove(`/workspaces/${workspace}/members/${user}`), keys.own('members'));
}

export function useInvitations(may: boolean) {
  const { id } = useWorkspace();
  return useQuery({
    queryKey: keys.own('invitations'),
    queryFn: async () => (await get<Page<Invitation>>(`/workspaces/${id}/invitations`)).data,
    enabled: may,
  });
}

export function invite(workspace: number, email: string, role: Role): Promise<NewInvitation> {
  return after(
    post<NewInvitation>(`/workspaces/${workspace}/invitations`, { email, role }),
    keys.own('invitations'),
  );
}

export function revokeInvitation(workspace: number, id: number): Promise<void> {
  return after(remove(`/workspaces/${workspace}/invitations/${id}`), keys.own('invitations'));
}

// --- keys ---

export function useApiKeys() {
  return useQuery({
    queryKey: keys.own('keys'),
    queryFn: async () => (await get<Page<ApiKey>>('/keys')).data,
  });
}

export interface KeyValues {
  description: string;
  scopes: string[];
  expires_at?: string;
  rate_limit?: number;
}

export function createKey(values: KeyValues): Promise<NewKey> {
  return after(post<NewKey>('/keys', values), keys.own('keys'));
}

export function endKey(id: number): Promise<void> {
  return after(remove(`/keys/${id}`), keys.own('keys'));
}

// --- the audit log, jobs ---

export interface AuditQuery {
  action?: string | undefined;
  actor_id?: string | undefined;
  since?: string | undefined;
}

export function useAudit(query: AuditQuery) {
  return useInfiniteQuery({
    queryKey: keys.own('audit', query),
    queryFn: ({ pageParam, signal }) =>
      get<Page<AuditEntry>>(
        '/audit',
        { ...query, limit: 50, cursor: pageParam || undefined } as Query,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

export function useJobs(state: Job['state']) {
  return useQuery({
    queryKey: keys.own('jobs', state),
    queryFn: () => get<Page<Job>>('/jobs', { state, limit: 100 }),
    refetchInterval: 10_000,
  });
}

export function retryJob(id: number): Promise<Job> {
  return after(post<Job>(`/jobs/${id}/retry`), keys.own('jobs'));
}
