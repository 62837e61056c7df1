// What kinds of records there are and what fields they have, as the server tells. Nothing in the page
// names a field where this can say it.
import { useSuspenseQuery } from '@tanstack/react-query';
import { get } from '../api/client';
import type { Row } from '../api/types';
import { keys, queryClient } from './client';

export type FieldType =
  | 'text'
  | 'longtext'
  | 'int'
  | 'bool'
  | 'money'
  | 'currency'
  | 'date'
  | 'time'
  | 'enum'
  | 'email'
  | 'phone'
  | 'url'
  | 'domain'
  | 'channel'
  | 'color'
  | 'ref'
  | 'json'
  | 'tags'
  | 'links';

export type Op = 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'contains' | 'empty';

export interface FieldMeta {
  name: string;
  type: FieldType;
  label: string;
  help: string | null;
  required: boolean;
  read_only: boolean;
  fixed: boolean;
  input_only: boolean;
  derived: boolean;
  mirror: boolean;
  no_year: boolean;
  indexed: boolean;
  is_name: boolean;
  sortable: boolean;
  options: string[] | null;
  target: string | null;
  target_field: string | null;
  currency_field: string | null;
  min: number | null;
  max: number | null;
  max_length: number | null;
  ops: Op[];
}

export interface EntityMeta {
  name: string;
  plural: string;
  label: string;
  trash: boolean;
  child: boolean;
  default_sort: string;
  fields: FieldMeta[];
}

export interface Meta {
  entities: EntityMeta[];
  stages: string[];
}

const own: Pick<FieldMeta, 'name' | 'type' | 'label'>[] = [
  { name: 'created_at', type: 'time', label: 'Added' },
  { name: 'updated_at', type: 'time', label: 'Changed' },
];

/** Fields every record has, which the tables do not repeat. */
function withOwn(entity: EntityMeta): EntityMeta {
  const ops: Op[] = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'empty'];
  const common = own
    .filter((f) => !entity.fields.some((g) => g.name === f.name))
    .map((f): FieldMeta => ({
      ...f,
      help: null,
      required: false,
      read_only: true,
      fixed: false,
      input_only: false,
      derived: false,
      mirror: false,
      no_year: false,
      indexed: true,
      is_name: false,
      sortable: true,
      options: null,
      target: null,
      target_field: null,
      currency_field: null,
      min: null,
      max: null,
      max_length: null,
      ops,
    }));
  return { ...entity, fields: [...entity.fields, ...common] };
}

async function loadMeta(): Promise<Meta> {
  const meta = await get<Meta>('/crm/meta');
  return { ...meta, entities: meta.entities.map(withOwn) };
}

const metaOptions = () => ({ queryKey: keys.meta(), queryFn: loadMeta, staleTime: Infinity });

export function fetchMeta(): Promise<Meta> {
  return queryClient.ensureQueryData(metaOptions());
}

export function useMeta(): Meta {
  return useSuspenseQuery(metaOptions()).data;
}

/** By name or plural; the page knows no entity that the server does not. */
export function findEntity(meta: Meta, name: string): EntityMeta | undefined {
  return meta.entities.find((e) => e.name === name || e.plural === name);
}

export function useEntity(name: string): EntityMeta {
  const entity = findEntity(useMeta(), name);
  if (!entity) throw new Error(`no such entity: ${name}`);
  return entity;
}

export function cachedMeta(): Meta | undefined {
  return queryClient.getQueryData(keys.meta());
}

export function field(entity: EntityMeta, name: string): FieldMeta | undefined {
  return entity.fields.find((f) => f.name === name);
}

/** What a record is called: its name field's first line, without the marks of a heading. */
export function nameOf(entity: EntityMeta, row: Row): string {
  const named = entity.fields.find((f) => f.is_name);
  const value = named ? row[named.name] : undefined;
  const text =
    typeof value === 'string'
      ? value
          .split('\n', 1)[0]
          ?.replace(/^#+\s+/, '')
          .trim()
      : '';
  return text || entity.label;
}
