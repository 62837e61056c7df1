// What opens above the page: each a row here, loaded when it is first opened. Opened from anywhere,
// also from what is no component; one at a time, the newest.
import { lazy, Suspense, type ComponentType } from 'react';
import type { Row } from '../api/types';
import type { Party } from '../data/interactions';
import type { Conflict as ConflictOf, Values } from '../data/writes';
import { whenIdle } from '../lib/idle';
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
  whenIdle(() => {
    // Without the net they come when they are asked for.
    for (const coming of [import('./overlays/Palette'), import('./overlays/Log')])
      coming.catch(() => undefined);
    return undefined;
  });
}

// What is typed between asking for an overlay and its field having the focus is meant for that field.
const OPENING_MS = 3000;
let typedAhead = '';
let askedAt = 0;

/** Keeps a key for what opens; false when nothing does. */
export function typeAhead(e: KeyboardEvent): boolean {
  const letter = e.key.length === 1 && !e.ctrlKey && !e.metaKey && !e.altKey;
  const opening = opened.get() !== null && Date.now() - askedAt < OPENING_MS;
  if (!letter || !opening || document.activeElement?.closest('.dlg, .sheet')) return false;
  typedAhead += e.key;
  return true;
}

export function typedAheadText(): string {
  return typedAhead;
}

export function openOverlay<K extends OverlayName>(name: K, props: OverlayProps[K]): void {
  typedAhead = '';
  askedAt = Date.now();
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
