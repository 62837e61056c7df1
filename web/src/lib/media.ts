// How wide the window is, for layouts that differ in more than style. The widths are those of the design.
import { useSyncExternalStore } from 'react';

export type Width = 'phone' | 'narrow' | 'medium' | 'wide';

const steps: [Width, number][] = [
  ['wide', 1180],
  ['medium', 860],
  ['narrow', 640],
];

function now(): Width {
  return (
    steps.find(([, from]) => window.matchMedia(`(min-width: ${from}px)`).matches)?.[0] ?? 'phone'
  );
}

function subscribe(heard: () => void): () => void {
  const queries = steps.map(([, from]) => window.matchMedia(`(min-width: ${from}px)`));
  queries.forEach((q) => q.addEventListener('change', heard));
  return () => queries.forEach((q) => q.removeEventListener('change', heard));
}

export function useWidth(): Width {
  return useSyncExternalStore(subscribe, now, () => 'wide');
}
