// What a condition of a filter asks for: one value, several, or nothing.
import type { Value } from '../api/types';
import type { FieldMeta } from '../data/meta';
import { t } from '../text';
import { Control } from './Control';
import { ManyControl } from './controls/several';
import { operators, type OperatorId } from './operators';
import { fieldLabel } from './words';

export interface FilterValueProps {
  field: FieldMeta;
  operator: OperatorId;
  value: Value | undefined;
  onChange: (value: Value) => void;
  autoFocus?: boolean | undefined;
}

export function FilterValue({ field, operator, value, onChange, autoFocus }: FilterValueProps) {
  const { takes } = operators[operator];
  if (takes === 'none') return null;
  const Shown = takes === 'many' ? ManyControl : Control;
  return (
    <Shown
      filter
      size="sm"
      field={field}
      value={value}
      onChange={onChange}
      autoFocus={autoFocus}
      label={t('filter.valueOf', { field: fieldLabel(field) })}
    />
  );
}
