// What can be done here, for the palette: each screen says its own while it is shown.
import type { LucideIcon } from 'lucide-react';
import { useEffect } from 'react';
import { createStore, useStore } from '../lib/store';

export interface Command {
  id: string;
  label: string;
  icon?: LucideIcon;
  /** For the key cap: "g t". */
  keys?: string;
  /** Other words it is found by. */
  words?: string;
  run: () => void;
}

const commands = createStore<Command[]>([]);

/** `list` must stay the same between renders (useMemo) unless it really changes. */
export function useCommands(list: Command[]): void {
  useEffect(() => {
    commands.set((now) => [...now.filter((c) => !list.some((l) => l.id === c.id)), ...list]);
    return () => commands.set((now) => now.filter((c) => !list.includes(c)));
  }, [list]);
}

export function useAllCommands(): Command[] {
  return useStore(commands);
}
