// What fields, options and stages are called and how they are coloured. The server's English labels are
// the fallback; the catalogue may know better ("Last contact" for "Last contact at").
import { cachedMeta, type EntityMeta, type FieldMeta } from '../data/meta';
import type { Value } from '../api/types';
import { number } from '../lib/numbers';
import { maybe } from '../text';

export function fieldLabel(field: Pick<FieldMeta, 'name' | 'label'>): string {
  return maybe(`field.${field.name}`) ?? field.label;
}

/** "One contact" of the catalogue, or the server's label. */
export function entityLabel(entity: EntityMeta): string {
  return maybe(`entity.${entity.name}`) ?? entity.label;
}

/** The same by name, for what names kinds only. */
export function entityLabelOf(name: string): string {
  return maybe(`entity.${name}`) ?? optionLabel({ name: 'entity_type' }, name);
}

export function pluralLabel(entity: EntityMeta): string {
  return (
    maybe(`entity.${entity.plural}`) ??
    `${entity.plural.slice(0, 1).toUpperCase()}${entity.plural.slice(1)}`
  );
}

/** "1 contact", "1,200 contacts" */
export function countLabel(entity: EntityMeta, n: number): string {
  const label = n === 1 ? entityLabel(entity) : pluralLabel(entity);
  return `${number(n)} ${label.toLocaleLowerCase()}`;
}

/** What an option of a choice is called. */
export function optionLabel(field: Pick<FieldMeta, 'name'>, value: Value | undefined): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  const known = maybe(`option.${field.name}.${text}`) ?? maybe(`option.${text}`);
  if (known !== undefined) return known;
  const spaced = text.replaceAll('_', ' ');
  return `${spaced.slice(0, 1).toUpperCase()}${spaced.slice(1)}`;
}

const OPEN_COLOURS = 5;

/** The dot's colour: open stages by their order, won and lost by their meaning. */
export function stageColour(
  stage: string,
  stages: readonly string[] = cachedMeta()?.stages ?? [],
): string {
  if (stage.endsWith('won')) return 'var(--st-won)';
  if (stage.endsWith('lost')) return 'var(--st-lost)';
  const at = Math.max(stages.indexOf(stage), 0);
  return `var(--st-${(at % OPEN_COLOURS) + 1})`;
}
