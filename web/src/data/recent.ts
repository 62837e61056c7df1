// What was opened last, for the palette: kept with a person's preferences.
import { useEffect } from 'react';
import { currentPreferences, setPreferences, usePreferences } from './own';

export interface Recent {
  entity: string;
  id: number;
  name: string;
}

const KEPT = 12;
const SETTLE_MS = 1500;

export function useRecent(): Recent[] {
  return usePreferences().recent ?? [];
}

/** Newest first, each once. */
export function withRecent(list: Recent[], seen: Recent): Recent[] {
  const others = list.filter((r) => r.entity !== seen.entity || r.id !== seen.id);
  return [seen, ...others].slice(0, KEPT);
}

/** Notes what is looked at, once it has been for a moment; nothing while its name is not known. */
export function useNoteRecent(entity: string, id: number, name: string | undefined): void {
  useEffect(() => {
    if (!name) return;
    const timer = setTimeout(() => {
      const now = currentPreferences().recent ?? [];
      const [first] = now;
      if (first?.entity === entity && first.id === id && first.name === name) return;
      void setPreferences({ recent: withRecent(now, { entity, id, name }) });
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [entity, id, name]);
}
