// What can be done with a record: owner, tags, trash. Each is one step that can be taken back.
import { call } from '../../api/client';
import type { Member, Row } from '../../api/types';
import { keys, queryClient } from '../../data/client';
import { field, type EntityMeta } from '../../data/meta';
import { notify } from '../../data/notify';
import { refreshLists } from '../../data/records';
import { useMay, useMe } from '../../data/session';
import { labelOf, patchRecord, tellProblem } from '../../data/writes';
import { t } from '../../text';

/** A member changes what they own or nobody owns; admins and owners of the workspace all. */
export function useEditable(row: Row): boolean {
  const me = useMe();
  const member = useMay('member');
  const admin = useMay('admin');
  const owner = row['owner_id'];
  if (row.trashed_at) return false;
  return admin || (member && (owner === undefined || owner === null || owner === me.user.id));
}

export function hasOwner(entity: EntityMeta): boolean {
  return field(entity, 'owner_id') !== undefined;
}

export function setOwner(
  entity: EntityMeta,
  row: Row,
  member: Pick<Member, 'user_id' | 'name'> | null,
): void {
  const values = {
    owner_id: member?.user_id ?? null,
    ...(member ? { owner_name: member.name } : {}),
  };
  // The name is shown at once; only the id is sent.
  queryClient.setQueryData<Row>(
    keys.record(entity.name, row.id),
    (now) => now && { ...now, ...values },
  );
  void patchRecord(entity.name, row, { owner_id: values.owner_id }).catch(tellProblem);
}

export function setTags(entity: EntityMeta, row: Row, tags: string[]): void {
  void patchRecord(entity.name, row, { tags }).catch(tellProblem);
}

/** Not even its history keeps it. */
export async function deleteForGood(entity: EntityMeta, row: Row): Promise<void> {
  const name = labelOf(entity.name, row);
  await call<unknown>('DELETE', `/crm/${entity.plural}/${row.id}`, { query: { permanent: true } });
  queryClient.removeQueries({ queryKey: keys.record(entity.name, row.id) });
  refreshLists();
  notify({ text: t('rec.deleted', { name }) });
}

/** The first address of a kind that opens a program: "mailto:", "tel:". */
export function reachBy(entity: EntityMeta, row: Row, type: 'email' | 'phone'): string | null {
  const f = entity.fields.find((x) => x.type === type);
  const value = f && row[f.name];
  if (typeof value !== 'string' || !value) return null;
  return type === 'email' ? `mailto:${value}` : `tel:${value.replace(/[^+\d]/g, '')}`;
}
