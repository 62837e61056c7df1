// A value to read: in a table's cell, on a record, in a conflict. By kind; cheap, since a list draws
// hundreds of them. What is missing is a dash to the eye and silence to a screen reader.
import type { ComponentType, ReactNode } from 'react';
import type { Row, Value } from '../api/types';
import type { FieldMeta } from '../data/meta';
import { useMembers, useRefName, useTags } from '../data/refs';
import { shownWorkspace } from '../data/session';
import { money, number } from '../lib/numbers';
import { ago, birthday, clockTime, daysUntil, due, exactTime, shortDay } from '../lib/time';
import { wallClock } from '../lib/zone';
import { t } from '../text';
import { Avatar, classes, PriorityBars, Rating, StageDot, Tag } from '../ui';
import { isUpcoming, kindOf, nameFieldOf, type Kind } from './kinds';
import { currencyOf, linkOf, targetOf, textOf } from './values';
import { optionLabel, stageColour } from './words';

export interface CellProps {
  field: FieldMeta;
  row: Row;
  /** Another value than the row's, for a comparison. */
  value?: Value | undefined;
  /** Links and mail addresses can be followed; not in a table, where a click edits. */
  follow?: boolean | undefined;
}

type Shown = CellProps & { value: Value };

function Plain({ field, row, value }: Shown) {
  return <span className="trunc">{textOf(field, value, row)}</span>;
}

function Long({ value }: Shown) {
  return <span className="trunc muted">{String(value).replace(/\s+/g, ' ').slice(0, 200)}</span>;
}

function Num({ value }: Shown) {
  return <span className="tn">{typeof value === 'number' ? number(value) : String(value)}</span>;
}

function Priority({ value }: Shown) {
  return <PriorityBars value={Number(value)} />;
}

function Stars({ value, field }: Shown) {
  return <Rating value={Number(value)} max={field.max ?? 5} />;
}

function Money({ field, row, value }: Shown) {
  return <span className="tn">{money(Number(value), currencyOf(field, row))}</span>;
}

function Day({ field, value, row }: Shown) {
  const zone = shownWorkspace().time_zone;
  const text = String(value);
  const hint = exactTime(text, zone);
  if (isUpcoming(field)) return <Due value={text} row={row} hint={hint} />;
  const day = field.type === 'date';
  return (
    <time className="muted" dateTime={text} title={hint}>
      {day ? shortDay(text, zone) : ago(text, zone)}
    </time>
  );
}

const MIDNIGHT = '00:00';

const over = new Set(['done', 'cancelled', 'closed']);

/** The time of day matters of what is near. */
const NEAR_DAYS = 1;

function Due({ value, row, hint }: { value: string; row: Row; hint: string }) {
  const zone = shownWorkspace().time_zone;
  const { text, urgency } = due(value, zone);
  const open = !over.has(String(row['status'])) && !row['completed_at'];
  const days = daysUntil(value, zone);
  const near = value.length > 10 && days >= 0 && days < NEAR_DAYS;
  const clock = near ? wallClock(value, zone).clock : MIDNIGHT;
  return (
    <time
      className={classes('trunc', open && urgency !== 'later' && urgency)}
      dateTime={value}
      title={hint}
    >
      {open ? text : shortDay(value, zone)}
      {clock !== MIDNIGHT && <span className="dim"> {clockTime(value, zone)}</span>}
    </time>
  );
}

function Birthday({ value }: Shown) {
  const { text, hasYear } = birthday(String(value));
  return (
    <span>
      {text}
      {!hasYear && <span className="dim"> {t('value.noYear')}</span>}
    </span>
  );
}

function Choice({ field, value }: Shown) {
  return <span className="muted trunc">{optionLabel(field, value)}</span>;
}

function Stage({ field, value }: Shown) {
  return (
    <StageDot colour={stageColour(String(value), field.options ?? [])}>
      {optionLabel(field, value)}
    </StageDot>
  );
}

function YesNo({ value }: Shown) {
  return <span className="muted">{t(value === true ? 'value.yes' : 'value.no')}</span>;
}

function Linked({ field, row, value, follow }: Shown) {
  const text = textOf(field, value, row);
  const href = follow ? linkOf(field, value) : undefined;
  if (href === undefined) return <span className="trunc">{text}</span>;
  const outside = href.startsWith('http');
  return (
    <a
      className="trunc acc"
      href={href}
      {...(outside ? { target: '_blank', rel: 'noreferrer noopener' } : {})}
    >
      {text}
    </a>
  );
}

function Colour({ value }: Shown) {
  return <Tag colour={String(value)}>{String(value)}</Tag>;
}

/** Who or what, round or square, with its name. */
export function Party({ entity, id, name }: { entity: string; id: number; name: string }) {
  const kind = entity === 'company' ? 'company' : 'person';
  const faced = ['company', 'contact', 'user'].includes(entity);
  // In a narrow column a member is the letters alone (styles/list.css).
  const title = entity === 'user' ? name : undefined;
  return (
    <span className={classes('row g6 trunc', entity === 'user' && 'member')} title={title}>
      {faced && <Avatar name={name} id={id} kind={kind} size={20} />}
      <span className="trunc">{name}</span>
    </span>
  );
}

function AskedParty({ entity, id }: { entity: string; id: number }) {
  const name = useRefName(entity, id);
  if (name === undefined) return <span className="dim">{t('value.none')}</span>;
  return name === null ? (
    <span className="dim">{t('cell.gone')}</span>
  ) : (
    <Party entity={entity} id={id} name={name} />
  );
}

function MemberParty({ id }: { id: number }) {
  const name = useMembers().find((m) => m.user_id === id)?.name;
  return name === undefined ? (
    <span className="dim">{t('cell.gone')}</span>
  ) : (
    <Party entity="user" id={id} name={name} />
  );
}

function Reference({ field, row, value }: Shown) {
  const entity = targetOf(field, row);
  const id = Number(value);
  if (entity === null) return <span className="dim">{t('value.none')}</span>;
  const named = row[field.name] === value ? row[nameFieldOf(field) ?? ''] : undefined;
  if (typeof named === 'string') return <Party entity={entity} id={id} name={named} />;
  return entity === 'user' ? <MemberParty id={id} /> : <AskedParty entity={entity} id={id} />;
}

const TAGS_SHOWN = 3;

function Tags({ value, follow }: Shown) {
  const known = useTags();
  const names = Array.isArray(value) ? value.map(String) : [];
  const shown = follow ? names : names.slice(0, TAGS_SHOWN);
  return (
    <span className={classes('row g4', follow && 'wrap')}>
      {shown.map((name) => (
        <Tag key={name} colour={known.find((k) => k.name === name)?.color}>
          {name}
        </Tag>
      ))}
      {names.length > shown.length && (
        <span className="dim sm">+{names.length - shown.length}</span>
      )}
    </span>
  );
}

function Links({ value }: Shown) {
  const links = Array.isArray(value) ? value : [];
  const [first] = links;
  if (first === null || typeof first !== 'object' || Array.isArray(first)) return null;
  return (
    <span className="row g4 trunc">
      <AskedParty entity={String(first?.['entity_type'])} id={Number(first?.['entity_id'])} />
      {links.length > 1 && <span className="dim sm">+{links.length - 1}</span>}
    </span>
  );
}

const cells: Record<Kind, ComponentType<Shown>> = {
  text: Plain,
  longtext: Long,
  number: Num,
  priority: Priority,
  rating: Stars,
  money: Money,
  currency: Plain,
  date: Day,
  birthday: Birthday,
  time: Day,
  choice: Choice,
  stage: Stage,
  bool: YesNo,
  email: Linked,
  phone: Linked,
  url: Linked,
  domain: Linked,
  channel: Plain,
  color: Colour,
  record: Reference,
  member: Reference,
  tags: Tags,
  links: Links,
  json: Plain,
};

export function isMissing(value: Value | undefined): boolean {
  return (
    value === null ||
    value === undefined ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  );
}

function Missing({ field }: { field: FieldMeta }): ReactNode {
  const pool = field.name === 'owner_id';
  return <span className="none dim">{t(pool ? 'cell.pool' : 'value.none')}</span>;
}

export function Cell({ value: given, ...props }: CellProps) {
  const value = given === undefined ? props.row[props.field.name] : given;
  if (value === undefined || value === null || isMissing(value))
    return <Missing field={props.field} />;
  const Shown = cells[kindOf(props.field)];
  return <Shown {...props} value={value} />;
}
