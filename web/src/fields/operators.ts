// The questions of a filter in words, and how each is said in the filter language. Pure.
import type { Value } from '../api/types';
import type { FieldMeta, Op } from '../data/meta';
import { t, type TextKey } from '../text';
import { kindOf, kinds, type Kind } from './kinds';

export type OperatorId =
  | 'contains'
  | 'lacks'
  | 'is'
  | 'isNot'
  | 'isAny'
  | 'isNone'
  | 'atLeast'
  | 'atMost'
  | 'over'
  | 'under'
  | 'before'
  | 'from'
  | 'after'
  | 'until'
  | 'empty'
  | 'filled';

export interface Operator {
  op: Op;
  negated?: true;
  /** What it takes: one value, several, or nothing because it says all (`fixed`). */
  takes: 'one' | 'many' | 'none';
  fixed?: Value;
  text: TextKey;
}

export const operators: Record<OperatorId, Operator> = {
  contains: { op: 'contains', takes: 'one', text: 'op.contains' },
  lacks: { op: 'contains', negated: true, takes: 'one', text: 'op.lacks' },
  is: { op: 'eq', takes: 'one', text: 'op.is' },
  isNot: { op: 'ne', takes: 'one', text: 'op.isNot' },
  isAny: { op: 'in', takes: 'many', text: 'op.is' },
  isNone: { op: 'in', negated: true, takes: 'many', text: 'op.isNot' },
  atLeast: { op: 'gte', takes: 'one', text: 'op.atLeast' },
  atMost: { op: 'lte', takes: 'one', text: 'op.atMost' },
  over: { op: 'gt', takes: 'one', text: 'op.over' },
  under: { op: 'lt', takes: 'one', text: 'op.under' },
  before: { op: 'lt', takes: 'one', text: 'op.before' },
  from: { op: 'gte', takes: 'one', text: 'op.from' },
  after: { op: 'gt', takes: 'one', text: 'op.after' },
  until: { op: 'lte', takes: 'one', text: 'op.until' },
  empty: { op: 'empty', takes: 'none', fixed: true, text: 'op.empty' },
  filled: { op: 'empty', takes: 'none', fixed: false, text: 'op.filled' },
};

/** Those that the field's kind knows and the server takes. */
export function operatorsOf(field: FieldMeta): OperatorId[] {
  return kinds[kindOf(field)].operators.filter((id) => field.ops.includes(operators[id].op));
}

export function operatorWords(id: OperatorId): string {
  return t(operators[id].text);
}

export function isDay(kind: Kind): boolean {
  return kind === 'date' || kind === 'time' || kind === 'birthday';
}

/** Which of the page's questions a condition of the language is, and with which value. */
export function readOperator(
  field: FieldMeta | undefined,
  op: Op,
  value: Value,
  negated: boolean,
): { operator: OperatorId; value: Value } | undefined {
  const kind = field ? kindOf(field) : 'text';
  const many = kinds[kind].operators.includes('isAny');
  const day = isDay(kind);
  const absent = value === null || (kind === 'member' && value === 'none');
  if (op === 'empty')
    return { operator: (value === true) !== negated ? 'empty' : 'filled', value: true };
  if ((op === 'eq' || op === 'ne') && absent)
    return { operator: (op === 'eq') !== negated ? 'empty' : 'filled', value: true };
  if (op === 'eq' || op === 'ne') {
    const says = (op === 'eq') !== negated;
    if (many) return { operator: says ? 'isAny' : 'isNone', value: [value] };
    return { operator: says ? 'is' : 'isNot', value };
  }
  if (op === 'in') return { operator: negated ? 'isNone' : 'isAny', value };
  if (op === 'contains') return { operator: negated ? 'lacks' : 'contains', value };
  if (negated) return undefined;
  const order: Record<string, OperatorId> = {
    gte: day ? 'from' : 'atLeast',
    gt: day ? 'after' : 'over',
    lte: day ? 'until' : 'atMost',
    lt: day ? 'before' : 'under',
  };
  const operator = order[op];
  return operator && { operator, value };
}
