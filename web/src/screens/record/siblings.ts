// Where a record stands in the list it was opened from. The list is the one the page has in its cache, by
// blocks; for a reload its order around the record is kept for this tab.
import { useEffect, useMemo } from 'react';
import { get, type Query } from '../../api/client';
import type { Page, Row } from '../../api/types';
import { keys, queryClient } from '../../data/client';

export interface Order {
  plural: string;
  /** What the list was narrowed to and ordered by. */
  query: Query;
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

/** What a list one walks through may be asked by; others are small lists on a record. */
const asked = ['filter', 'q', 'sort', 'trashed', 'limit', 'offset'];

export interface Block {
  query: Query;
  ids: number[];
  end: boolean;
  seenAt: number;
}

function blocksOf(plural: string): Block[] {
  return queryClient
    .getQueryCache()
    .findAll({ queryKey: keys.lists(plural) })
    .flatMap((q): Block[] => {
      const query = (q.queryKey[3] ?? {}) as Query;
      const pages = (q.state.data as { pages?: Page<Row>[] } | undefined)?.pages;
      if (!pages || !Object.keys(query).every((k) => asked.includes(k))) return [];
      const ids = pages.flatMap((p) => p.data.map((r) => r.id));
      const end = pages[pages.length - 1]?.next == null;
      return [{ query, ids, end, seenAt: q.state.dataUpdatedAt }];
    });
}

const offsetOf = (b: Block) => Number(b.query['offset'] ?? 0);

/** The question without the part of the list. */
function questionOf(b: Block): Query {
  const { filter, q, sort, trashed } = b.query;
  return Object.fromEntries(
    Object.entries({ filter, q, sort, trashed }).filter(([, v]) => v !== undefined),
  );
}

const same = (a: Block, b: Block) =>
  JSON.stringify(questionOf(a)) === JSON.stringify(questionOf(b));

/** The blocks that stand without a gap around the record, of the list seen last that has it. */
export function orderOf(plural: string, id: number, blocks: Block[]): Order | null {
  const [own] = blocks
    .filter((b) => b.ids.includes(id) && b.ids.length > 1)
    .sort((a, b) => b.seenAt - a.seenAt);
  if (!own) return null;
  const others = blocks
    .filter((b) => b !== own && same(b, own))
    .sort((a, b) => offsetOf(a) - offsetOf(b));
  let { ids, end } = own;
  let start = offsetOf(own);
  for (const b of [...others].reverse())
    if (offsetOf(b) + b.ids.length === start) {
      ids = [...b.ids, ...ids];
      start = offsetOf(b);
    }
  for (const b of others)
    if (offsetOf(b) === start + ids.length) {
      ids = [...ids, ...b.ids];
      end = b.end;
    }
  return { plural, query: questionOf(own), ids, start, total: end ? start + ids.length : null };
}

const unsorted = (query: Query): Query =>
  Object.fromEntries(
    Object.entries(query)
      .filter(([k, v]) => k !== 'sort' && v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

function fromCache(plural: string, id: number): Order | null {
  const order = orderOf(plural, id, blocksOf(plural));
  if (!order) return null;
  // The exact number was asked for apart; the order makes no difference to it.
  const totals = queryClient.getQueriesData<number>({
    queryKey: keys.total(plural, {}).slice(0, 3),
  });
  const known = totals.find(([key]) => {
    return (
      JSON.stringify(unsorted((key[3] ?? {}) as Query)) === JSON.stringify(unsorted(order.query))
    );
  });
  return { ...order, total: known?.[1] ?? order.total };
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
  const part = {
    ...order,
    ids: order.ids.slice(from, from + KEPT),
    start: order.start + from,
  };
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

/** Beyond what is here: the list is asked for one more. */
async function askFor(order: Order, offset: number): Promise<number | null> {
  if (offset < 0) return null;
  const query = { ...order.query, limit: 1, offset };
  const page = await get<Page<Row>>(`/crm/${order.plural}`, query);
  return page.data[0]?.id ?? null;
}

/** The place, and the way to the one before and after. */
export function usePlace(plural: string, id: number) {
  const order = useMemo(() => fromCache(plural, id) ?? kept(plural, id), [plural, id]);
  useEffect(() => {
    if (order) keep(order, id);
  }, [order, id]);
  return useMemo(() => {
    const place = placeOf(order, id);
    const neighbour = async (step: 1 | -1): Promise<number | null> => {
      if (!order || !place) return null;
      const known = step === 1 ? place.next : place.previous;
      if (known !== null || (step === 1 && place.at >= place.of)) return known;
      const found = await askFor(order, place.at - 1 + step).catch(() => null);
      if (found !== null && !order.ids.includes(found)) {
        const ids = step === 1 ? [...order.ids, found] : [found, ...order.ids];
        keep({ ...order, ids, start: order.start - (step === 1 ? 0 : 1) }, id);
      }
      return found;
    };
    return { place, neighbour };
  }, [order, id]);
}
