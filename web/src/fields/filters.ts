// Filters as the page holds them: a tree of conditions in words, read from and written to the filter
// language of the server (and of the address, saved views and segments). Pure.
//
// Beyond the language a day may be said relative to today ("today", "-60d", "+7d"), so that a saved view
// stays true; such words are turned into days when the server is asked (`askable`).
import type { Value } from '../api/types';
import { field as findField, type EntityMeta, type Op } from '../data/meta';
import { dayFromNow } from '../lib/time';
import { instantOf } from '../lib/zone';
import { operators, readOperator, type OperatorId } from './operators';

export interface Condition {
  kind: 'condition';
  field: string;
  operator: OperatorId;
  /** undefined: not chosen yet; it asks nothing then. */
  value: Value | undefined;
}

export interface Group {
  kind: 'group';
  join: 'and' | 'or';
  /** None of it. */
  not?: boolean;
  nodes: Node[];
}

/** What the page has no words for is kept as it is. */
export interface Foreign {
  kind: 'foreign';
  filter: Value;
}

export type Node = Condition | Group | Foreign;

export const noFilter: Group = { kind: 'group', join: 'and', nodes: [] };

type Members = Record<string, Value | undefined>;

function membersOf(value: Value): Members | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : undefined;
}

function readLeaf(entity: EntityMeta, filter: Members, negated: boolean): Node | undefined {
  const name = filter['field'];
  if (typeof name !== 'string') return undefined;
  const op = (filter['op'] ?? 'eq') as Op;
  const known = findField(entity, name === 'tag' ? 'tags' : name);
  const read = known && readOperator(known, op, filter['value'] ?? null, negated);
  return read && { kind: 'condition', field: known.name, ...read };
}

function readNode(entity: EntityMeta, filter: Value): Node {
  const foreign: Foreign = { kind: 'foreign', filter };
  const m = membersOf(filter);
  if (!m) return foreign;
  for (const join of ['and', 'or'] as const) {
    const nodes = m[join];
    if (Array.isArray(nodes))
      return { kind: 'group', join, nodes: nodes.map((n) => readNode(entity, n)) };
  }
  if (m['not'] === undefined) return readLeaf(entity, m, false) ?? foreign;
  const inner = membersOf(m['not']);
  const leaf = inner && readLeaf(entity, inner, true);
  if (leaf) return leaf;
  const node = readNode(entity, m['not']);
  return node.kind === 'group' && !node.not ? { ...node, not: true } : foreign;
}

/** The root is always an "and"; text that is no filter is none. */
export function readFilter(entity: EntityMeta, filter: Value | string | undefined): Group {
  let value: Value | undefined = filter;
  if (typeof filter === 'string') {
    try {
      value = JSON.parse(filter) as Value;
    } catch {
      return noFilter;
    }
  }
  if (value === undefined || !membersOf(value)) return noFilter;
  const node = readNode(entity, value);
  return node.kind === 'group' && node.join === 'and' && !node.not
    ? node
    : { kind: 'group', join: 'and', nodes: [node] };
}

function isAsked(value: Value | undefined): value is Value {
  return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
}

function writeCondition(c: Condition): Value | undefined {
  const { op, negated, takes, fixed } = operators[c.operator];
  const value = takes === 'none' ? fixed : c.value;
  if (!isAsked(value)) return undefined;
  const one = op === 'in' && Array.isArray(value) && value.length === 1 ? value[0] : undefined;
  if (one !== undefined) return { field: c.field, op: negated ? 'ne' : 'eq', value: one };
  const leaf: Value = { field: c.field, op, value };
  return negated ? { not: leaf } : leaf;
}

function writeNode(node: Node): Value | undefined {
  if (node.kind === 'foreign') return node.filter;
  if (node.kind === 'condition') return writeCondition(node);
  const parts = node.nodes.map(writeNode).filter((p): p is Value => p !== undefined);
  const [only] = parts;
  if (only === undefined) return undefined;
  const joined: Value = parts.length === 1 ? only : { [node.join]: parts };
  return node.not ? { not: joined } : joined;
}

/** The filter in the language; undefined when it asks nothing. */
export function writeFilter(root: Group): Value | undefined {
  return writeNode(root);
}

/** For the address: short, and the same for the same filter. */
export function filterText(root: Group): string | undefined {
  const filter = writeFilter(root);
  return filter === undefined ? undefined : JSON.stringify(filter);
}

// --- days relative to today ---

/** How many days from today: 0 for "today", -60 for "-60d"; undefined when it is no such word. */
export function relativeDays(value: Value | undefined): number | undefined {
  if (value === 'today') return 0;
  const found = typeof value === 'string' ? /^([+-])(\d{1,4})d$/.exec(value) : null;
  return found ? Number(`${found[1] ?? ''}${found[2] ?? ''}`) : undefined;
}

export function relativeText(days: number): string {
  return days === 0 ? 'today' : `${days > 0 ? '+' : ''}${days}d`;
}

function askableValue(
  entity: EntityMeta,
  name: string,
  value: Value,
  zone: string,
  now: Date,
): Value {
  const type = findField(entity, name)?.type;
  if (type !== 'date' && type !== 'time') return value;
  if (Array.isArray(value)) return value.map((v) => askableValue(entity, name, v, zone, now));
  const days = relativeDays(value);
  const day = days === undefined ? value : dayFromNow(days, zone, now);
  const plain = typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day);
  return type === 'time' && plain ? instantOf(day, '00:00', zone) : day;
}

/** The same filter with days in place of words for them; a day of a time is its first moment there. */
export function askable(entity: EntityMeta, filter: Value, zone: string, now = new Date()): Value {
  const m = membersOf(filter);
  if (!m) return filter;
  for (const join of ['and', 'or'] as const) {
    const nodes = m[join];
    if (Array.isArray(nodes)) return { [join]: nodes.map((n) => askable(entity, n, zone, now)) };
  }
  if (m['not'] !== undefined) return { not: askable(entity, m['not'], zone, now) };
  const name = m['field'];
  if (typeof name !== 'string' || m['value'] === undefined) return filter;
  return { ...m, value: askableValue(entity, name, m['value'], zone, now) } as Value;
}

// --- changing the tree ---

export function addNode(root: Group, node: Node): Group {
  return { ...root, nodes: [...root.nodes, node] };
}

export function setNode(root: Group, at: number, node: Node): Group {
  return { ...root, nodes: root.nodes.map((n, i) => (i === at ? node : n)) };
}

export function dropNode(root: Group, at: number): Group {
  return { ...root, nodes: root.nodes.filter((_, i) => i !== at) };
}

/** Another question about the same field keeps the value where it fits. */
export function withOperator(c: Condition, operator: OperatorId): Condition {
  const before = operators[c.operator].takes;
  const takes = operators[operator].takes;
  if (takes === 'none') return { ...c, operator, value: true };
  if (before === 'none') return { ...c, operator, value: undefined };
  if (before === takes) return { ...c, operator };
  const value = takes === 'many' ? (isAsked(c.value) ? [c.value] : []) : [c.value].flat()[0];
  return { ...c, operator, value: value as Value | undefined };
}

/** How many conditions there are in all. */
export function countConditions(node: Node): number {
  return node.kind === 'group' ? node.nodes.reduce((n, each) => n + countConditions(each), 0) : 1;
}
