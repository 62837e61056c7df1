// For tests: fields and an entity without a server.
import type { EntityMeta, FieldMeta, FieldType, Op } from '../data/meta';

const all: Op[] = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'contains', 'empty'];

export function makeField(name: string, type: FieldType, more: Partial<FieldMeta> = {}): FieldMeta {
  return {
    name,
    type,
    label: name,
    help: null,
    required: false,
    read_only: false,
    fixed: false,
    input_only: false,
    derived: false,
    mirror: false,
    no_year: false,
    indexed: false,
    is_name: false,
    sortable: true,
    options: null,
    target: null,
    target_field: null,
    currency_field: null,
    min: null,
    max: null,
    max_length: null,
    ops: all,
    ...more,
  };
}

const stages = ['first_contact', 'demo', 'closed_won'];

export const person: EntityMeta = {
  name: 'contact',
  plural: 'contacts',
  label: 'Contact',
  trash: true,
  child: false,
  default_sort: 'name',
  fields: [
    makeField('name', 'text', { is_name: true, required: true }),
    makeField('company_id', 'ref', { target: 'company' }),
    makeField('company_name', 'text', { derived: true, read_only: true }),
    makeField('stage', 'enum', { options: stages }),
    makeField('priority', 'int', { min: 0, max: 10 }),
    makeField('rating', 'int', { min: 0, max: 5 }),
    makeField('birthday', 'date', { no_year: true }),
    makeField('next_contact_at', 'time'),
    makeField('last_contact_at', 'time'),
    makeField('owner_id', 'ref', { target: 'user' }),
    makeField('value', 'money', { currency_field: 'currency' }),
    makeField('currency', 'currency'),
    makeField('tags', 'tags'),
    makeField('secret', 'text', { input_only: true, ops: [] }),
  ],
};

export function fieldOf(name: string): FieldMeta {
  const found = person.fields.find((f) => f.name === name);
  if (!found) throw new Error(name);
  return found;
}
