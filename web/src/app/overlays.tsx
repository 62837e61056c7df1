// What opens above the page: each a row here, loaded when it is first opened. Opened from anywhere,
// also from what is no component; one at a time, the newest.
import { lazy, Suspense, type ComponentType } from 'react';
import type { Row } from '../api/types';
import type { Party } from '../data/interactions';
import type { Conflict as ConflictOf, Values } from '../data/writes';
import { createStore, useStore } from '../lib/store';

export interface OverlayProps {
  palette: { mode?: 'all' | 'commands' };
  shortcuts: Record<string, never>;
  /** Log what was said: with whom, if that is known. */
  log: { contact?: Pick<Row, 'id'> & { name: string }; about?: Party; text?: string };
  /** A form made of the entity's fields. */
  create: {
    entity: string;
    values?: Values;
    /** Opened from a record: what is new is linked to it, where its kind can be. */
    about?: { entity: string; id: number };
    onCreated?: (row: Row) => void;
  };
  conflict: { conflict: ConflictOf; settle: (values: Values | null) => void };
}

export type OverlayName = keyof OverlayProps;
type Opened = { [K in OverlayName]: { name: K; props: OverlayProps[K] } }[OverlayName];

/** Every overlay gets its props and how to close itself. */
export type Overlay<K extends OverlayName> = ComponentType<
  OverlayProps[K] & { onClose: () => void }
>;

const components: { [K in OverlayName]: Overlay<K> } = {
  palette: lazy(() => import('./overlays/Palette')),
  shortcuts: lazy(() => import('./overlays/Shortcuts')),
  log: lazy(() => import('./overlays/Log')),
  create: lazy(() => import('./overlays/Create')),
  conflict: lazy(() => import('./overlays/Conflict')),
};

const opened = createStore<Opened | null>(null);

/** Loads what keys open, once the page has nothing better to do: a key must not wait for the net. */
export function preloadOverlays(): void {
  const load = () => {
    void import('./overlays/Palette');
    void import('./overlays/Log');
  };
  if ('requestIdleCallback' in window) requestIdleCallback(load, { timeout: 5000 });
  else setTimeout(load, 2000);
}

// Asked for, but not there yet: what is typed meanwhile is meant for it.
let typedAhead = '';

/** Keeps a key for what opens; false when nothing does. */
export function typeAhead(e: KeyboardEvent): boolean {
  if (opened.get() === null || document.querySelector('.dlg, .sheet')) return false;
  if (e.key.length === 1 && !e.ctrlKey && !e.metaKey && !e.altKey) typedAhead += e.key;
  return true;
}

/** What was typed before it was there; once. */
export function takeTypedAhead(): string {
  const text = typedAhead;
  typedAhead = '';
  return text;
}

export function openOverlay<K extends OverlayName>(name: K, props: OverlayProps[K]): void {
  typedAhead = '';
  opened.set({ name, props } as Opened);
}

export function closeOverlay(): void {
  opened.set(null);
}

export function Overlays() {
  const now = useStore(opened);
  if (!now) return null;
  const Shown = components[now.name] as ComponentType<{ onClose: () => void }>;
  return (
    <Suspense fallback={null}>
      <Shown {...now.props} onClose={closeOverlay} />
    </Suspense>
  );
}
