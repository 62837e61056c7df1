// Which columns a list has: those of its view, of the user, or the first for a known purpose. Pure.
import type { Column } from '../../data/own';
import type { EntityMeta, FieldMeta } from '../../data/meta';
import type { Workspace } from '../../api/types';
import { fieldLabel, kindInfo, shownFields } from '../../fields';
import { scaled } from '../../lib/rem';

type Purpose = Workspace['purpose'];

/** What comes first where the kind is known; fields a server lacks are left out. */
const first: Record<string, Record<'people' | 'sales', string[]>> = {
  contact: {
    people: [
      'name',
      'relation',
      'last_contact_at',
      'next_contact_at',
      'contact_every',
      'birthday',
      'email',
      'phone',
      'tags',
    ],
    sales: [
      'name',
      'company_id',
      'stage',
      'priority',
      'last_contact_at',
      'next_contact_at',
      'owner_id',
      'email',
      'tags',
    ],
  },
  company: {
    people: ['name', 'domain', 'location', 'last_contact_at', 'next_contact_at', 'tags'],
    sales: [
      'name',
      'domain',
      'stage',
      'deal_value',
      'priority',
      'last_contact_at',
      'next_contact_at',
      'owner_id',
      'tags',
    ],
  },
  website: {
    people: ['url', 'purpose', 'company_id', 'contact_id', 'next_contact_at', 'tags'],
    sales: [
      'url',
      'purpose',
      'company_id',
      'contact_id',
      'last_contact_at',
      'next_contact_at',
      'tags',
    ],
  },
  activity: {
    people: ['title', 'type', 'status', 'due_at', 'links', 'recurrence', 'tags'],
    sales: ['title', 'type', 'status', 'due_at', 'links', 'priority', 'assigned_to', 'tags'],
  },
  task: {
    people: ['title', 'status', 'due_at', 'priority', 'links', 'recur', 'tags'],
    sales: ['title', 'status', 'due_at', 'priority', 'links', 'owner_id', 'tags'],
  },
  note: {
    people: ['content', 'entity_id', 'channel', 'created_at', 'tags'],
    sales: ['content', 'entity_id', 'channel', 'created_by', 'created_at', 'tags'],
  },
};

/** Of a kind nobody has thought about: its name and the next few. */
const UNKNOWN = 7;

export function defaultColumns(entity: EntityMeta, purpose: Purpose): Column[] {
  const known = first[entity.name]?.[purpose === 'people' ? 'people' : 'sales'];
  const fields = shownFields(entity);
  if (known) return known.filter((n) => fields.some((f) => f.name === n)).map((name) => ({ name }));
  const named = fields.filter((f) => f.is_name);
  const rest = fields.filter((f) => !f.is_name && f.type !== 'longtext');
  return [...named, ...rest].slice(0, UNKNOWN).map((f) => ({ name: f.name }));
}

export interface Shown {
  field: FieldMeta;
  /** On the screen; what is kept is the design's. */
  width: number;
  /** Takes the room that is left; nobody chose its width. */
  grows?: boolean;
}

const NAME_WIDTH = 214;
const WIDTH_MIN = 60;
const WIDTH_MAX = 640;

/** What a letter of a head takes, and what stands beside them: the column's padding, the sort's arrow. */
const LETTER = 6.1;
const BESIDE = 28;

/** Wide enough for what it holds, and for its own head. */
export function widthOf(field: FieldMeta): number {
  if (field.is_name) return NAME_WIDTH;
  return Math.max(kindInfo(field).width, Math.ceil(fieldLabel(field).length * LETTER + BESIDE));
}

/** A width as it is kept, in the design's pixels. */
export const clampWidth = (width: number): number =>
  Math.min(Math.max(Math.round(width), WIDTH_MIN), WIDTH_MAX);

/** The same limits on the screen, whose text may be larger. */
export const widthLimits = { min: scaled(WIDTH_MIN), max: scaled(WIDTH_MAX) };

/** The name always stands first and is pinned; what the server does not know is left out. */
export function resolveColumns(entity: EntityMeta, columns: Column[]): Shown[] {
  const fields = shownFields(entity);
  const found = columns.flatMap((c) => {
    const field = fields.find((f) => f.name === c.name);
    const grows = c.width === undefined && field?.is_name;
    const width = scaled(c.width ?? (field ? widthOf(field) : 0));
    return field ? [{ field, width, ...(grows ? { grows } : {}) }] : [];
  });
  const at = found.findIndex((c) => c.field.is_name);
  const named = fields.find((f) => f.is_name);
  const own = found[at] ?? (named && { field: named, width: scaled(widthOf(named)), grows: true });
  return own ? [own, ...found.filter((_, i) => i !== at)] : found;
}

/** "name,stage:120": as it stands in the address. */
export function columnsText(columns: Column[]): string {
  return columns.map((c) => (c.width === undefined ? c.name : `${c.name}:${c.width}`)).join(',');
}

export function readColumns(text: string | undefined): Column[] | undefined {
  if (!text) return undefined;
  return text.split(',').flatMap((part): Column[] => {
    const [name = '', width] = part.split(':');
    const pixels = Number(width);
    if (!name) return [];
    return [pixels > 0 ? { name, width: clampWidth(pixels) } : { name }];
  });
}

export function moveColumn(columns: Column[], from: number, to: number): Column[] {
  const moved = columns[from];
  if (!moved || to < 0 || to >= columns.length) return columns;
  const rest = columns.filter((_, i) => i !== from);
  return [...rest.slice(0, to), moved, ...rest.slice(to)];
}

// --- sorting: "-priority,name" ---

export interface Sort {
  name: string;
  down: boolean;
}

export function readSort(text: string | undefined): Sort[] {
  return (text ?? '')
    .split(',')
    .filter(Boolean)
    .map((part) =>
      part.startsWith('-') ? { name: part.slice(1), down: true } : { name: part, down: false },
    );
}

export function sortText(sorts: Sort[]): string {
  return sorts.map((s) => (s.down ? '-' : '') + s.name).join(',');
}

/** What a click on a head does: this way, the other way, then as it was. */
export function nextSort(current: Sort[], name: string, downFirst: boolean): Sort[] {
  const [now] = current;
  if (now?.name !== name) return [{ name, down: downFirst }];
  return now.down === downFirst ? [{ name, down: !downFirst }] : [];
}

/** Numbers and days begin with the greatest. */
export function sortsDownFirst(field: FieldMeta): boolean {
  return ['int', 'money', 'time', 'date'].includes(field.type) && !/^(next|due)_/.test(field.name);
}
