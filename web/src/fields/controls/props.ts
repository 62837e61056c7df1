// What every control of a value is given. One control a kind serves editors, forms and filters.
import type { Row, Value } from '../../api/types';
import type { FieldMeta } from '../../data/meta';
import type { Values } from '../../data/writes';

export interface ControlProps {
  field: FieldMeta;
  value: Value | undefined;
  /** `also`: other fields that what was typed sets, as a currency beside its amount. */
  onChange: (value: Value, also?: Values) => void;
  /** Something was chosen, not typed: an editor saves at once. Without it, onChange is told. */
  onDone?: ((value: Value, also?: Values) => void) | undefined;
  onEscape?: (() => void) | undefined;
  /** The record it belongs to, where there is one. */
  row?: Row | undefined;
  /** Its name where no Field stands around it. */
  label?: string | undefined;
  /** Takes focus, and opens what it has to choose from. */
  autoFocus?: boolean | undefined;
  size?: 'sm' | 'md' | 'lg' | undefined;
  invalid?: boolean | undefined;
  /** In a filter nothing is created and a day may be relative to today. */
  filter?: boolean | undefined;
  /** In a table's cell: the parts that fit. */
  compact?: boolean | undefined;
}
