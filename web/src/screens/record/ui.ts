// What a record's page is about to do: which field is being edited, what is being written, which tab is
// open. Keys, menu and header set it; the parts of the page watch it.
import { useMemo, useState } from 'react';
import type { Kind } from './compose';

export interface RecordUi {
  /** The field whose editor is open. */
  editing: string | null;
  edit: (field: string | null) => void;
  /** What the composer is asked to write; `n` counts the askings, so that each one takes focus. */
  compose: { kind: Kind | null; n: number };
  write: (kind: Kind) => void;
  /** The open tab, where parts of the page are tabs. */
  tab: string;
  show: (tab: string) => void;
  /** Which menu a key opened. */
  menu: 'owner' | 'snooze' | 'next' | null;
  openMenu: (menu: RecordUi['menu']) => void;
}

export const TIMELINE = 'timeline';
export const DETAILS = 'details';

export function useRecordUi(): RecordUi {
  const [editing, setEditing] = useState<string | null>(null);
  const [compose, setCompose] = useState<RecordUi['compose']>({ kind: null, n: 0 });
  const [tab, setTab] = useState(TIMELINE);
  const [menu, setMenu] = useState<RecordUi['menu']>(null);
  return useMemo(
    () => ({
      editing,
      edit: (field) => {
        if (field !== null) setTab((now) => (now === TIMELINE ? DETAILS : now));
        setEditing(field);
      },
      compose,
      write: (kind) => {
        setTab(TIMELINE);
        setCompose((c) => ({ kind, n: c.n + 1 }));
      },
      tab,
      show: setTab,
      menu,
      openMenu: setMenu,
    }),
    [editing, compose, tab, menu],
  );
}
