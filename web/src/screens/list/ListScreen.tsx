// The list of any kind of record: what the address names is looked up in what the server tells.
import { useParams } from '@tanstack/react-router';
import { NotFound } from '../../app/RouteStates';
import { findEntity, useMeta } from '../../data/meta';
import { ListPage } from './ListPage';

export default function ListScreen() {
  const { plural } = useParams({ strict: false }) as { plural?: string };
  const meta = useMeta();
  const entity = findEntity(meta, plural ?? '');
  if (!entity || entity.plural !== plural || entity.child) return <NotFound />;
  return <ListPage key={entity.plural} entity={entity} />;
}
