// What is going on with a row just now: it is being saved, it waits for the net, somebody else has
// just changed it. Rows show it; nothing depends on it.
import { createStore, useStorePart } from '../lib/store';

export type Mark = 'saving' | 'waiting' | 'live';

const marks = createStore<ReadonlyMap<string, Mark>>(new Map());
const TINT_MS = 1800;

const keyOf = (entity: string, id: number) => `${entity}:${id}`;

export function setMark(entity: string, id: number, mark: Mark | null): void {
  marks.set((now) => {
    const next = new Map(now);
    if (mark) next.set(keyOf(entity, id), mark);
    else next.delete(keyOf(entity, id));
    return next;
  });
  if (mark === 'live')
    setTimeout(() => {
      if (marks.get().get(keyOf(entity, id)) === 'live') setMark(entity, id, null);
    }, TINT_MS);
}

export function useMark(entity: string, id: number): Mark | undefined {
  return useStorePart(marks, (m) => m.get(keyOf(entity, id)));
}
