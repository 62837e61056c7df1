// Several requests as one step: they join one change set, which one undo takes back.
import { call, idempotencyKey } from '../api/client';

type Send = <T>(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown) => Promise<T>;

/** Runs `work`; what it sends joins one change set, whose number is answered. */
export async function asOneStep<T>(
  work: (send: Send) => Promise<T>,
): Promise<{ data: T; changeId: number }> {
  const opened = await call<{ id: number }>('POST', '/crm/changes', { body: {} });
  const changeId = opened.data.id;
  const data = await work(
    async <A>(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown) => {
      const headers: Record<string, string> = { 'X-Change-Id': String(changeId) };
      if (method === 'POST') headers['Idempotency-Key'] = idempotencyKey();
      return (await call<A>(method, path, { body: body ?? {}, headers })).data;
    },
  );
  return { data, changeId };
}
