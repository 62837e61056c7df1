// Where a record stands in the list it was opened from. The list is the one the page has; for a reload its
// order is kept for this tab.
import { useEffect, useMemo } from 'react';
import type { Query } from '../../api/client';
import type { Page, Row } from '../../api/types';
import { keys, queryClient } from '../../data/client';

interface Order {
  plural: string;
  ids: number[];
  /** Where the first of `ids` stands in the whole list. */
  start: number;
  total: number | null;
}

export interface Place {
  at: number;
  of: number;
  previous: number | null;
  next: number | null;
}

const KEPT = 400;
const storage = 'kith.order';

interface Pages {
  pages?: Page<Row>[];
}

/** The list that was looked at last and has the record. */
function fromCache(plural: string, id: number): Order | null {
  const lists = queryClient
    .getQueryCache()
    .findAll({ queryKey: keys.lists(plural) })
    .filter((q) => (q.queryKey[3] as Query | undefined)?.['entity_id'] === undefined)
    .sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt);
  for (const list of lists) {
    const pages = (list.state.data as Pages | undefined)?.pages ?? [];
    const ids = pages.flatMap((p) => p.data.map((r) => r.id));
    if (ids.length < 2 || !ids.includes(id)) continue;
    const query: Query = { ...(list.queryKey[3] as Query | undefined) };
    delete query['limit'];
    const total = queryClient.getQueryData<number>(keys.total(plural, query));
    const whole = pages[pages.length - 1]?.next === null ? ids.length : null;
    return { plural, ids, start: 0, total: total ?? whole };
  }
  return null;
}

function kept(plural: string, id: number): Order | null {
  try {
    const order = JSON.parse(sessionStorage.getItem(storage) ?? 'null') as Order | null;
    return order?.plural === plural && order.ids.includes(id) ? order : null;
  } catch {
    return null;
  }
}

function keep(order: Order, id: number): void {
  const at = order.ids.indexOf(id);
  const from = Math.max(0, at - KEPT / 2);
  const part = { ...order, ids: order.ids.slice(from, from + KEPT), start: order.start + from };
  try {
    sessionStorage.setItem(storage, JSON.stringify(part));
  } catch {
    // Then a reload does not know it.
  }
}

export function placeOf(order: Order | null, id: number): Place | null {
  if (!order) return null;
  const at = order.ids.indexOf(id);
  if (at < 0) return null;
  return {
    at: order.start + at + 1,
    of: Math.max(order.total ?? 0, order.start + order.ids.length),
    previous: order.ids[at - 1] ?? null,
    next: order.ids[at + 1] ?? null,
  };
}

export function usePlace(plural: string, id: number): Place | null {
  const order = useMemo(() => fromCache(plural, id) ?? kept(plural, id), [plural, id]);
  useEffect(() => {
    if (order) keep(order, id);
  }, [order, id]);
  return useMemo(() => placeOf(order, id), [order, id]);
}
