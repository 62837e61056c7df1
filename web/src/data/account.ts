// Getting in: what the server is (first run or not), signing in, registering, invitations, forgotten
// passwords.
import { useQuery } from '@tanstack/react-query';
import { get, post, setWorkspace } from '../api/client';
import type { AnswerOf, Me, Workspace } from '../api/types';
import { refreshMe } from './session';

/** What somebody who is not signed in may know of the server. */
export interface SetupInfo {
  has_users: boolean;
  registration: 'open' | 'invite' | 'closed';
  /** Can it send letters? */
  mail: boolean;
  version: string;
}

export function useSetupInfo() {
  return useQuery({
    queryKey: ['setup'],
    queryFn: () => get<SetupInfo>('/setup'),
    staleTime: 60_000,
  });
}

type SignedIn = AnswerOf<'/api/auth/login', 'post'>;

/** `totp` is the six digits of the app, or a recovery code. */
export async function signIn(email: string, password: string, totp?: string): Promise<Me | null> {
  await post<SignedIn>('/auth/login', { email, password, ...(totp ? { totp } : {}) });
  return refreshMe();
}

export type NewWorkspace = Pick<
  Workspace,
  'name' | 'purpose' | 'time_zone' | 'currency' | 'country' | 'week_start'
>;

export interface Registration {
  name: string;
  email: string;
  password: string;
  workspace?: NewWorkspace;
  invitation?: string;
}

/** The account's own workspace; what an invitation joined stands beside it in `me`. */
export async function register(who: Registration): Promise<{ me: Me | null; own: Workspace }> {
  const { workspace } = await post<SignedIn>('/auth/register', who);
  return { me: await refreshMe(), own: workspace };
}

/** People, companies and things to do to look around with; one undo takes them away. */
export async function addSample(workspace: number): Promise<void> {
  setWorkspace(workspace);
  await post<unknown>('/crm/sample', {});
}

export function acceptInvitation(token: string): Promise<Workspace> {
  return post<Workspace>('/invitations/accept', { token });
}

export function askForReset(email: string): Promise<void> {
  return post('/auth/reset', { email });
}

export function setNewPassword(token: string, password: string): Promise<void> {
  return post('/auth/reset/confirm', { token, password });
}

export function confirmEmail(token: string): Promise<void> {
  return post('/auth/email/confirm', { token });
}
