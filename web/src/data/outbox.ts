// Changes that the net did not take: kept in this browser, in order, and sent when it is back.
import type { Row } from '../api/types';
import { createStore, useStorePart } from '../lib/store';
import { readStored, writeStored } from '../lib/stored';
import { currentWorkspace } from '../api/client';

export interface Waiting {
  entity: string;
  id: number;
  base: Row;
  values: Record<string, unknown>;
  what: string;
}

const waiting = createStore<Waiting[]>([]);
const place = () => `kith.outbox.${currentWorkspace() ?? 0}`;

type Sender = (w: Waiting) => Promise<void>;
let sender: Sender | null = null;
let sending = false;

function keep(next: Waiting[]): void {
  waiting.set(next);
  writeStored(place(), next.length ? next : undefined);
}

/** Changes of one record join, so that they are sent as one. */
export function enqueue(w: Waiting): void {
  const now = waiting.get();
  const at = now.findIndex((x) => x.entity === w.entity && x.id === w.id);
  const before = now[at];
  if (!before) return keep([...now, w]);
  keep(now.map((x) => (x === before ? { ...x, values: { ...x.values, ...w.values } } : x)));
}

export function useWaiting(): number {
  return useStorePart(waiting, (w) => w.length);
}

/** Sends what waits, oldest first; stops at the first that the net does not take either. */
export async function flushOutbox(): Promise<void> {
  if (sending || !sender) return;
  sending = true;
  try {
    for (let w = waiting.get()[0]; w; w = waiting.get()[0]) {
      keep(waiting.get().slice(1));
      const length = waiting.get().length;
      await sender(w);
      if (waiting.get().length > length) return;
    }
  } finally {
    sending = false;
  }
}

/** Once a workspace is shown: what waited from an earlier visit is sent too. */
export function startOutbox(send: Sender): () => void {
  sender = send;
  waiting.set(readStored<Waiting[]>(place(), []));
  const flush = () => void flushOutbox();
  window.addEventListener('online', flush);
  const timer = setInterval(flush, 15_000);
  flush();
  return () => {
    window.removeEventListener('online', flush);
    clearInterval(timer);
    sender = null;
  };
}
