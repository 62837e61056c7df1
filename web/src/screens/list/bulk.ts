// What the bulk bar does to those selected: whom the server is told, in how many parts.
import { get } from '../../api/client';
import type { Page, Row, Value } from '../../api/types';
import type { EntityMeta } from '../../data/meta';
import type { ListQuery } from '../../data/records';
import { BULK_MAX, type Target } from '../../data/writes';
import type { Selection } from './selection';

const both = (filters: Value[]): Value => {
  const [only] = filters;
  return filters.length === 1 && only !== undefined ? only : { and: filters };
};

/** Everybody, for a server that wants to be told whom. */
const anybody: Value = { field: 'id', op: 'gt', value: 0 };

/** The question of a list, save those that were taken out again. */
export function filterOf(query: ListQuery, except: ReadonlySet<number>): Value {
  const asked = query.filter ? (JSON.parse(query.filter) as Value) : anybody;
  const out: Value = { not: { field: 'id', op: 'in', value: [...except] } };
  return both(except.size > 0 ? [asked, out] : [asked]);
}

/** Slices of a filter by id, each with at most BULK_MAX: `edges` are the ids that begin one. */
export function slices(filter: Value, edges: number[]): Value[] {
  return edges.map((edge, i) => {
    const next = edges[i + 1];
    const from: Value = { field: 'id', op: 'gte', value: edge };
    const to: Value[] = next === undefined ? [] : [{ field: 'id', op: 'lt', value: next }];
    return both([filter, from, ...to]);
  });
}

/** The first id of each slice, asked for one by one. */
async function edgesOf(plural: string, filter: Value, total: number): Promise<number[]> {
  const edges: number[] = [];
  for (let offset = 0; offset < total; offset += BULK_MAX) {
    const query = { filter: JSON.stringify(filter), sort: 'id', limit: 1, offset };
    const [row] = (await get<Page<Row>>(`/crm/${plural}`, query)).data;
    if (row) edges.push(row.id);
  }
  return edges;
}

/** All that words find: a filter cannot say words, so they are gathered by their ids. */
async function gather(
  plural: string,
  query: ListQuery,
  except: ReadonlySet<number>,
): Promise<number[]> {
  const ids: number[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<Row> = await get<Page<Row>>(`/crm/${plural}`, {
      ...query,
      limit: 500,
      cursor,
    });
    for (const row of page.data) if (!except.has(row.id)) ids.push(row.id);
    cursor = page.next ?? undefined;
  } while (cursor);
  return ids;
}

export async function targetOf(
  entity: EntityMeta,
  query: ListQuery,
  selection: Selection,
  total: number,
): Promise<Target> {
  if (selection.kind === 'some') return { ids: [...selection.ids] };
  if (query.q) return { ids: await gather(entity.plural, query, selection.except) };
  const filter = filterOf(query, selection.except);
  if (total <= BULK_MAX) return { filter };
  return { filters: slices(filter, await edgesOf(entity.plural, filter, total)) };
}
