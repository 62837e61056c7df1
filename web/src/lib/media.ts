// How wide the window is, or whether all goes to paper, for layouts that differ in more than style. The
// widths are those of the design.
import { useSyncExternalStore } from 'react';
import { rem } from './rem';

export type Width = 'phone' | 'narrow' | 'medium' | 'wide';

const steps: [Width, number][] = [
  ['wide', 1180],
  ['medium', 860],
  ['narrow', 640],
];

function now(): Width {
  return (
    steps.find(([, from]) => window.matchMedia(`(min-width: ${rem(from)})`).matches)?.[0] ?? 'phone'
  );
}

function subscribe(heard: () => void): () => void {
  const queries = steps.map(([, from]) => window.matchMedia(`(min-width: ${rem(from)})`));
  queries.forEach((q) => q.addEventListener('change', heard));
  return () => queries.forEach((q) => q.removeEventListener('change', heard));
}

export function useWidth(): Width {
  return useSyncExternalStore(subscribe, now, () => 'wide');
}

let printing = false;

/** Told before the browser counts its pages: a change of the medium comes after that. */
function onPaper(heard: () => void): () => void {
  const query = window.matchMedia('print');
  const set = (on: boolean) => () => {
    printing = on;
    heard();
  };
  const [begin, end] = [set(true), set(false)];
  query.addEventListener('change', heard);
  window.addEventListener('beforeprint', begin);
  window.addEventListener('afterprint', end);
  return () => {
    query.removeEventListener('change', heard);
    window.removeEventListener('beforeprint', begin);
    window.removeEventListener('afterprint', end);
  };
}

/** Is this being printed just now? */
export function usePrinting(): boolean {
  return useSyncExternalStore(
    onPaper,
    () => printing || window.matchMedia('print').matches,
    () => false,
  );
}
