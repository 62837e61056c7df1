// A card: who, where, what it is worth, what is next. It can be carried, opened, moved by its menu.
import { useDraggable } from '@dnd-kit/core';
import {
  Building2,
  Clock,
  Ellipsis,
  Eye,
  Hourglass,
  MapPin,
  PencilLine,
  SquareArrowOutUpRight,
} from 'lucide-react';
import { memo, useState, type ReactNode, type Ref } from 'react';
import type { Row } from '../../api/types';
import { openOverlay } from '../../app/overlays';
import { useMark } from '../../data/marks';
import { nameOf, type EntityMeta } from '../../data/meta';
import { useWorkspace } from '../../data/session';
import { optionLabel, stageColour } from '../../fields';
import { money, shortMoney } from '../../lib/numbers';
import { due, exactTime } from '../../lib/time';
import { t } from '../../text';
import {
  Avatar,
  classes,
  Icon,
  IconButton,
  Menu,
  MenuChoice,
  MenuItem,
  MenuLine,
  MenuTitle,
  PriorityBars,
  StageDot,
} from '../../ui';
import type { MoneyField } from './order';

export interface CardActs {
  peek: (row: Row) => void;
  open: (row: Row) => void;
  move: (row: Row, stage: string) => void;
  /** The cursor goes where somebody points. */
  point: (row: Row) => void;
  menu: (row: Row | null) => void;
}

export interface CardProps {
  entity: EntityMeta;
  row: Row;
  stages: readonly string[];
  money: MoneyField | null;
  current: boolean;
  lifted: boolean;
  /** Its menu is open, by key or by pointer. */
  menuOpen: boolean;
  mayMove: boolean;
  acts: CardActs;
}

export const Card = memo(function Card(props: CardProps) {
  const { entity, row, current, lifted, menuOpen, mayMove, acts } = props;
  const mark = useMark(entity.name, row.id);
  const drag = useDraggable({ id: row.id, disabled: !mayMove });
  const name = nameOf(entity, row);
  return (
    <li className="deal-slot">
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- the pointer's short way; keys are the board's */}
      <article
        ref={drag.setNodeRef as Ref<HTMLElement>}
        data-card={row.id}
        className={classes(
          'deal',
          current && 'cur',
          drag.isDragging && 'away',
          lifted && 'lifted',
          mark,
        )}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the board's cursor, one tab stop
        tabIndex={current ? 0 : -1}
        aria-label={name}
        aria-current={current || undefined}
        onFocus={() => acts.point(row)}
        onClick={() => acts.peek(row)}
        onDoubleClick={() => acts.open(row)}
        {...drag.listeners}
      >
        <Face {...props} />
        {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- keeps the menu's clicks from the card */}
        <span
          className="more"
          onClick={(e) => e.stopPropagation()}
          onPointerDown={(e) => e.stopPropagation()}
        >
          <CardMenu {...props} open={menuOpen} />
        </span>
      </article>
    </li>
  );
});

/** What stands on a card; also on the one that is carried. */
export function Face({ entity, row, money: field }: Pick<CardProps, 'entity' | 'row' | 'money'>) {
  return (
    <>
      <div className="t">{nameOf(entity, row)}</div>
      <Where row={row}>{field && <Priority row={row} />}</Where>
      <div className="m">
        {field ? <Worth row={row} money={field} /> : <Priority row={row} />}
        <span className="end row g6">
          <Closes row={row} />
          <Owner row={row} />
        </span>
      </div>
      <Next row={row} />
    </>
  );
}

/** Of what has a worth the priority stands here: there is no room beside the amount. */
function Where({ row, children }: { row: Row; children: ReactNode }) {
  const company = row['company_name'];
  const place = row['location'] ?? row['domain'];
  const text = company || place;
  if (!text && !children) return null;
  return (
    <div className="org">
      {typeof company === 'string' && company ? (
        <Avatar name={company} id={Number(row['company_id'] ?? 0)} size={20} kind="company" />
      ) : (
        text && <Icon of={row['location'] ? MapPin : Building2} size="xs" />
      )}
      <span className="trunc grow">{typeof text === 'string' ? text : ''}</span>
      {children}
    </div>
  );
}

function Priority({ row }: { row: Row }) {
  const priority = row['priority'];
  return typeof priority === 'number' && priority > 0 ? <PriorityBars value={priority} /> : null;
}

function Worth({ row, money: field }: { row: Row; money: MoneyField }) {
  const amount = row[field.name];
  const currency = String((field.currency && row[field.currency]) || '');
  if (typeof amount !== 'number') return null;
  return <b title={money(amount, currency)}>{shortMoney(amount, currency)}</b>;
}

function Closes({ row }: { row: Row }) {
  const zone = useWorkspace().time_zone;
  const at = row['expected_close_at'];
  if (typeof at !== 'string') return null;
  return (
    <span className="dim sm nowrap" title={exactTime(at, zone)}>
      {monthDay(at, zone)}
    </span>
  );
}

/** "18 Feb"; of another year "Feb 27": a card has little room. */
function monthDay(at: string, zone: string): string {
  const sameYear = at.slice(0, 4) === new Date().toISOString().slice(0, 4);
  return new Intl.DateTimeFormat(undefined, {
    timeZone: zone,
    month: 'short',
    ...(sameYear ? { day: 'numeric' } : { year: '2-digit' }),
  }).format(new Date(at));
}

function Owner({ row }: { row: Row }) {
  const id = row['owner_id'];
  const name = row['owner_name'];
  if (typeof id !== 'number' || typeof name !== 'string') return null;
  return <Avatar name={name} id={id} size={20} label={name} />;
}

const settled = (stage: unknown) => /won$|lost$/.test(String(stage));

function Next({ row }: { row: Row }) {
  const zone = useWorkspace().time_zone;
  const at = row['next_contact_at'];
  if (settled(row['stage'])) return null;
  if (typeof at !== 'string')
    return (
      <div className="nx">
        <span className="warn row g4 b">
          <Icon of={Hourglass} size="xs" />
          {t('board.noNext')}
        </span>
      </div>
    );
  const { text, urgency } = due(at, zone);
  return (
    <div className="nx">
      <span
        className={classes('row g4', urgency === 'late' && 'bad b', urgency === 'now' && 'warn b')}
        title={exactTime(at, zone)}
      >
        <Icon of={Clock} size="xs" />
        {t('board.next', { day: text })}
      </span>
    </div>
  );
}

function CardMenu({ entity, row, stages, mayMove, acts, open }: CardProps & { open: boolean }) {
  // A menu is heavy, and so is a tooltip; a card gets them when its menu is first asked for.
  const [asked, setAsked] = useState(false);
  const name = nameOf(entity, row);
  const label = t('board.menu', { name });
  if (!asked && !open)
    return (
      <button
        type="button"
        className="ib sm"
        tabIndex={-1}
        aria-label={label}
        title={label}
        onClick={() => {
          setAsked(true);
          acts.menu(row);
        }}
      >
        <Icon of={Ellipsis} size="s" />
      </button>
    );
  const button = <IconButton icon={Ellipsis} size="sm" tabIndex={-1} label={label} />;
  return (
    <Menu
      trigger={button}
      label={label}
      align="end"
      open={open}
      onOpenChange={(next) => acts.menu(next ? row : null)}
    >
      {mayMove && (
        <>
          <MenuTitle>{t('board.key.stage')}</MenuTitle>
          <MenuChoice
            value={String(row['stage'] ?? '')}
            options={stages.map((s) => ({
              value: s,
              label: (
                <StageDot colour={stageColour(s)}>{optionLabel({ name: 'stage' }, s)}</StageDot>
              ),
            }))}
            onChange={(s) => acts.move(row, s)}
          />
          <MenuLine />
        </>
      )}
      <MenuItem icon={Eye} kbd="enter" onSelect={() => acts.peek(row)}>
        {t('board.peek')}
      </MenuItem>
      <MenuItem icon={SquareArrowOutUpRight} onSelect={() => acts.open(row)}>
        {t('board.key.open')}
      </MenuItem>
      {mayMove && (
        <MenuItem
          icon={PencilLine}
          kbd="l"
          onSelect={() => openOverlay('log', { about: { entity: entity.name, id: row.id, name } })}
        >
          {t('nav.log')}
        </MenuItem>
      )}
    </Menu>
  );
}
