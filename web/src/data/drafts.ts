// What was typed and not sent, kept in this browser per user, workspace, record and kind of entry.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { readStored, storedKeys, writeStored } from '../lib/stored';
import { createStore, useStorePart } from '../lib/store';
import { useMe, useWorkspace } from './session';

const KEEP_MS = 300;
const prefix = (user: number, workspace: number) => `kith.draft.${user}.${workspace}.`;
const version = createStore(0);

/** [what was typed, change it, forget it]; `where` names the record and the kind: "contact:1:note". */
export function useDraft<T>(where: string, empty: T): [T, (value: T) => void, () => void] {
  const key = prefix(useMe().user.id, useWorkspace().id) + where;
  const [value, setValue] = useState<T>(() => readStored(key, empty));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const pending = useRef<(() => void) | undefined>(undefined);

  const [shownKey, setShownKey] = useState(key);
  if (shownKey !== key) {
    setShownKey(key);
    setValue(readStored(key, empty));
  }

  const flush = useCallback(() => {
    clearTimeout(timer.current);
    pending.current?.();
    pending.current = undefined;
  }, []);
  useEffect(() => {
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [key, flush]);

  const change = (next: T) => {
    setValue(next);
    clearTimeout(timer.current);
    pending.current = () => {
      writeStored(key, next);
      version.set((n) => n + 1);
    };
    timer.current = setTimeout(flush, KEEP_MS);
  };
  const forget = () => {
    clearTimeout(timer.current);
    pending.current = undefined;
    writeStored(key, undefined);
    version.set((n) => n + 1);
    setValue(empty);
  };
  return [value, change, forget];
}

/** Has a record something unsent? For the pencil in lists. */
export function useHasDraft(record: string): boolean {
  const start = prefix(useMe().user.id, useWorkspace().id) + record;
  return useStorePart(version, () => storedKeys(start).length > 0);
}

const noDrafts: ReadonlySet<number> = new Set();

/** The records of a kind that have something unsent, for a list of them. */
export function useDrafted(entity: string): ReadonlySet<number> {
  const start = `${prefix(useMe().user.id, useWorkspace().id)}${entity}:`;
  const ids = useStorePart(version, () =>
    storedKeys(start)
      .map((key) => key.slice(start.length).split(':', 1)[0])
      .join(),
  );
  return useMemo(() => (ids ? new Set(ids.split(',').map(Number)) : noDrafts), [ids]);
}

/** How many drafts a sign-out would lose. */
export function countDrafts(userId: number): number {
  return storedKeys(`kith.draft.${userId}.`).length;
}

export function forgetDrafts(userId: number): void {
  for (const key of storedKeys(`kith.draft.${userId}.`)) writeStored(key, undefined);
}
