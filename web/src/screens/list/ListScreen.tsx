// The list of any kind of record: what the address names is looked up in what the server tells.
import { useParams } from '@tanstack/react-router';
import { NotFound } from '../../app/RouteStates';
import type { PageSearch } from '../../app/state';
import { fetchMeta, findEntity, useMeta } from '../../data/meta';
import { fetchRefs } from '../../data/refs';
import { fetchRows } from '../../data/rows';
import { ListPage } from './ListPage';
import { unfinished } from './state';

/** The rows of a list that nothing narrows; what a view asks is known when it is read. */
export async function first(params: Record<string, string>, search: PageSearch): Promise<unknown> {
  const entity = findEntity(await fetchMeta(), params['plural'] ?? '');
  const narrowed = search.view ?? search.filter ?? search.q ?? search.sort;
  if (!entity || narrowed !== undefined || unfinished(entity)) return undefined;
  return Promise.all([fetchRows(entity.plural, {}), fetchRefs()]);
}

export default function ListScreen() {
  const { plural } = useParams({ strict: false }) as { plural?: string };
  const meta = useMeta();
  const entity = findEntity(meta, plural ?? '');
  if (!entity || entity.plural !== plural || entity.child) return <NotFound />;
  return <ListPage key={entity.plural} entity={entity} />;
}
