// The kinds of fields: how wide and how aligned a column is, its icon, which questions a filter may ask.
// A new field of a known kind needs no new code; a new kind is a row here, in Cell and in Control.
import {
  AtSign,
  Braces,
  Building2,
  CalendarClock,
  Cake,
  CircleDot,
  Clock,
  Coins,
  Globe,
  Hash,
  Link2,
  List,
  MessageCircle,
  NotebookText,
  Palette,
  Phone,
  SignalHigh,
  Star,
  Tag,
  ToggleLeft,
  Type,
  UserRound,
  UserRoundCheck,
  type LucideIcon,
} from 'lucide-react';
import type { EntityMeta, FieldMeta } from '../data/meta';
import type { OperatorId } from './operators';

export type Kind =
  | 'text'
  | 'longtext'
  | 'number'
  | 'priority'
  | 'rating'
  | 'money'
  | 'currency'
  | 'date'
  | 'birthday'
  | 'time'
  | 'choice'
  | 'stage'
  | 'bool'
  | 'email'
  | 'phone'
  | 'url'
  | 'domain'
  | 'channel'
  | 'color'
  | 'record'
  | 'member'
  | 'tags'
  | 'links'
  | 'json';

export interface KindInfo {
  /** Of a column, in pixels, when nobody chose another. */
  width: number;
  align?: 'end';
  icon: LucideIcon;
  /** The questions of a filter, the most likely first. */
  operators: OperatorId[];
}

const ordered: OperatorId[] = ['atLeast', 'atMost', 'is', 'isNot', 'empty', 'filled'];
const words: OperatorId[] = ['contains', 'is', 'isNot', 'empty', 'filled'];
const chosen: OperatorId[] = ['isAny', 'isNone', 'empty', 'filled'];
const days: OperatorId[] = ['before', 'from', 'empty', 'filled'];

export const kinds: Record<Kind, KindInfo> = {
  text: { width: 150, icon: Type, operators: words },
  longtext: { width: 220, icon: NotebookText, operators: ['contains', 'empty', 'filled'] },
  number: { width: 84, align: 'end', icon: Hash, operators: ordered },
  priority: { width: 84, icon: SignalHigh, operators: ordered },
  rating: { width: 124, icon: Star, operators: ordered },
  money: { width: 116, align: 'end', icon: Coins, operators: ordered },
  currency: { width: 84, icon: Coins, operators: chosen },
  date: { width: 116, icon: CalendarClock, operators: days },
  birthday: { width: 124, icon: Cake, operators: ['empty', 'filled', 'before', 'from'] },
  time: { width: 104, icon: Clock, operators: days },
  choice: { width: 116, icon: List, operators: chosen },
  stage: { width: 108, icon: CircleDot, operators: chosen },
  bool: { width: 84, icon: ToggleLeft, operators: ['is', 'empty', 'filled'] },
  email: { width: 152, icon: AtSign, operators: words },
  phone: { width: 150, icon: Phone, operators: words },
  url: { width: 210, icon: Link2, operators: words },
  domain: { width: 160, icon: Globe, operators: words },
  channel: { width: 180, icon: MessageCircle, operators: words },
  color: { width: 84, icon: Palette, operators: chosen },
  record: { width: 152, icon: UserRound, operators: chosen },
  member: { width: 66, icon: UserRoundCheck, operators: chosen },
  tags: { width: 136, icon: Tag, operators: chosen },
  links: { width: 180, icon: Link2, operators: ['empty', 'filled'] },
  json: { width: 160, icon: Braces, operators: ['empty', 'filled'] },
};

/** Fields whose meaning says more than their type. */
const meanings: Record<string, Kind> = {
  'int priority': 'priority',
  'int rating': 'rating',
  'enum stage': 'stage',
};

export function kindOf(field: FieldMeta): Kind {
  const meant = meanings[`${field.type} ${field.name}`];
  if (meant) return meant;
  switch (field.type) {
    case 'int':
      return 'number';
    case 'enum':
      return 'choice';
    case 'ref':
      return field.target === 'user' ? 'member' : 'record';
    case 'date':
      return field.no_year ? 'birthday' : 'date';
    default:
      return field.type in kinds ? (field.type as Kind) : 'text';
  }
}

export function kindInfo(field: FieldMeta): KindInfo {
  return kinds[kindOf(field)];
}

/** A company's icon for what refers to companies. */
export function fieldIcon(field: FieldMeta): LucideIcon {
  if (field.target === 'company') return Building2;
  return isUpcoming(field) ? CalendarClock : kindInfo(field).icon;
}

/** "company_name" beside "company_id": the cell of the id shows it. */
export function nameFieldOf(field: Pick<FieldMeta, 'name' | 'type'>): string | undefined {
  return field.type === 'ref' && field.name.endsWith('_id')
    ? `${field.name.slice(0, -3)}_name`
    : undefined;
}

function isNameOfRef(entity: EntityMeta, field: FieldMeta): boolean {
  return field.derived && entity.fields.some((f) => nameFieldOf(f) === field.name);
}

/** What a list may show as a column and a record as a row. */
export function shownFields(entity: EntityMeta): FieldMeta[] {
  return entity.fields.filter((f) => !f.input_only && f.type !== 'json' && !isNameOfRef(entity, f));
}

/** What a filter may ask for. */
export function filterFields(entity: EntityMeta): FieldMeta[] {
  return shownFields(entity).filter((f) => f.ops.length > 0);
}

/** May a person change it here? */
export function isEditable(field: FieldMeta): boolean {
  return !field.read_only && !field.derived && !field.fixed && field.type !== 'json';
}

/** What a form for a new record asks: what it needs first. */
export function formFields(entity: EntityMeta): FieldMeta[] {
  const asked = entity.fields.filter((f) => !f.read_only && !f.derived && f.type !== 'json');
  return [...asked.filter((f) => f.required), ...asked.filter((f) => !f.required)];
}

/** A time that is to come ("next", "due"): late when it has passed. Others tell what was. */
export function isUpcoming(field: Pick<FieldMeta, 'name'>): boolean {
  return /^(next|due|after|expected|ends)_/.test(field.name);
}
