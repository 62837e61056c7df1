// Sends what the composer became: one write as it is, several as one change set.
import { call, idempotencyKey } from '../../api/client';
import type { Write } from './compose';
import { oneChange } from './data';

/** The change set it became. */
export async function send(writes: Write[], label: string): Promise<number | null> {
  const [first, ...more] = writes;
  if (!first) return null;
  if (!more.length) {
    const headers = { 'Idempotency-Key': idempotencyKey() };
    return (await call<unknown>(first.method, first.path, { body: first.body, headers })).changeId;
  }
  return oneChange(label, async (one) => {
    for (const w of writes) await one(w.method, w.path, w.body);
  });
}
