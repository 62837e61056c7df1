// Who and what is due, in three groups, with everything that can be done about it in the row.
import { Link, type LinkProps } from '@tanstack/react-router';
import { Clock, Ellipsis, NotebookPen, PencilLine } from 'lucide-react';
import { memo, useRef } from 'react';
import { useWorkspaceId } from '../../app/state';
import type { FollowUp, NoteText } from '../../data/followups';
import { rhythmOf } from '../../data/rhythm';
import { useMark } from '../../data/marks';
import { pluralOf } from '../../data/records';
import { useMay, useWorkspace } from '../../data/session';
import { useDrawn, useNear } from '../../lib/drawn';
import { useWidth } from '../../lib/media';
import { scaled } from '../../lib/rem';
import { dayFromNow, due, exactTime, shortDay } from '../../lib/time';
import { dayNumber } from '../../lib/zone';
import { t } from '../../text';
import {
  Avatar,
  Button,
  Checkbox,
  classes,
  Icon,
  Menu,
  MenuItem,
  MenuTitle,
  type LucideIcon,
} from '../../ui';
import type { Acts } from './acts';
import { actionOf, iconOf, keyOf, lastOf, reachOf, snoozeChoices, subOf } from './rows';
import { Swipe } from './Swipe';

export interface GroupProps {
  title: string;
  tone?: 'bad';
  items: FollowUp[];
  count: number;
  done: ReadonlySet<string>;
  notes: Record<number, NoteText> | undefined;
  cursor: string | null;
  snoozing: string | null;
  acts: Acts;
  action?: React.ReactNode;
  /** How many rows stand above it. */
  above: number;
}

/** A screen shows a dozen or so, and what is near to it is drawn too. */
const DRAWN = 24;
/** Of a group that begins out of sight. */
const FEW = 4;
/** About as high as a row. */
const ROW = scaled(50);

export function Group(props: GroupProps) {
  const { title, tone, items, count, done, cursor, snoozing, notes, acts, action, above } = props;
  const phone = useWidth() === 'phone';
  const end = useRef<HTMLLIElement>(null);
  const at = items.findIndex((i) => keyOf(i) === cursor);
  const [n, drawMore] = useDrawn(items.length, at, DRAWN, above < DRAWN ? DRAWN : FEW);
  useNear(end, n < items.length ? drawMore : null, n);
  if (!items.length && !count) return null;
  const rest = count - items.filter((i) => !done.has(keyOf(i))).length;
  return (
    <section aria-label={title} className="fu-group">
      <div className="gh">
        <h2 className={classes('bb', tone)}>{title}</h2>
        <span className="dim tn">{count}</span>
        <span className="end" />
        {action}
      </div>
      <ol>
        {items.slice(0, n).map((item) => (
          <FollowUpRow
            key={keyOf(item)}
            item={item}
            notes={notes}
            done={done.has(keyOf(item))}
            current={cursor === keyOf(item)}
            snoozing={snoozing === keyOf(item)}
            phone={phone}
            acts={acts}
          />
        ))}
        {n < items.length && (
          <li ref={end} aria-hidden style={{ blockSize: (items.length - n) * ROW }} />
        )}
      </ol>
      {rest > 0 && <p className="dim sm fu-more">{t('today.more', { n: rest })}</p>}
    </section>
  );
}

interface RowProps {
  item: FollowUp;
  notes: Record<number, NoteText> | undefined;
  done: boolean;
  current: boolean;
  snoozing: boolean;
  phone: boolean;
  acts: Acts;
}

function Face({ item }: { item: FollowUp }) {
  const kind = item.entity_type;
  if (kind === 'contact' || kind === 'company')
    return (
      <Avatar
        name={item.name}
        id={item.entity_id}
        size={32}
        kind={kind === 'company' ? 'company' : 'person'}
      />
    );
  return (
    <span className="av s32 co kind" aria-hidden>
      <Icon of={iconOf(kind)} />
    </span>
  );
}

const FollowUpRow = memo(function FollowUpRow(props: RowProps) {
  const { item, notes, done, current, snoozing, phone, acts } = props;
  const zone = useWorkspace().time_zone;
  const workspace = useWorkspaceId();
  const mayWrite = useMay('member');
  const mark = useMark(item.entity_type, item.entity_id);
  const when = due(item.due_at, zone);
  const name = item.name;
  const link = {
    to: `/w/${workspace}/${pluralOf(item.entity_type)}/${item.entity_id}`,
  } as unknown as LinkProps;
  const row = (
    <>
      <Checkbox
        round
        checked={done}
        disabled={done || !mayWrite}
        label={t('today.markDone', { name })}
        onChange={() => acts.done(item)}
      />
      <Face item={item} />
      <div className="grow">
        <div className="row g6">
          <Link
            {...link}
            className="name trunc"
            data-followup={keyOf(item)}
            tabIndex={current ? 0 : -1}
          >
            {name}
          </Link>
          <span className="dim sm trunc sub">{subOf(item)}</span>
        </div>
        <div className="muted trunc act">
          {done ? t('today.isDone', { name }) : actionOf(item, notes)}
        </div>
      </div>
      {done ? (
        <Button size="sm" icon={PencilLine} onClick={() => acts.log(item)}>
          {t('today.logIt')}
        </Button>
      ) : (
        <>
          <span className="dim sm nowrap last">{lastOf(item, notes, zone)}</span>
          <span
            className={classes(
              'sm nowrap due',
              when.urgency === 'late' && 'bad b',
              when.urgency === 'now' && 'warn b',
              when.urgency === 'later' && 'muted',
            )}
            title={exactTime(item.due_at, zone)}
          >
            {when.text}
          </span>
          {phone ? (
            <PhoneMenu item={item} acts={acts} />
          ) : (
            <RowActs item={item} acts={acts} snoozing={snoozing} mayWrite={mayWrite} />
          )}
        </>
      )}
    </>
  );
  return (
    <li
      className={classes('fu', current && 'cur', done && 'done', mark)}
      aria-current={current || undefined}
      onPointerDown={() => acts.point(item)}
    >
      {done || !mayWrite ? (
        row
      ) : (
        <Swipe
          actions={[
            { label: t('today.snooze.tomorrow'), icon: Clock, run: () => acts.snooze(item, 1) },
            { label: t('nav.log'), icon: NotebookPen, run: () => acts.log(item) },
          ]}
        >
          {row}
        </Swipe>
      )}
    </li>
  );
});

/** A tooltip is heavy, and there are many rows: these say what they do by their title. */
function Act({ icon, label, kbd, ...rest }: ActProps) {
  return (
    <button
      type="button"
      className={classes('ib', kbd && 'sm')}
      aria-label={label}
      aria-keyshortcuts={kbd}
      title={kbd ? `${label} (${kbd})` : label}
      {...rest}
    >
      <Icon of={icon} size={kbd ? 's' : undefined} />
    </button>
  );
}

interface ActProps extends React.ComponentProps<'button'> {
  icon: LucideIcon;
  label: string;
  kbd?: string;
}

interface RowActsProps {
  item: FollowUp;
  acts: Acts;
  snoozing: boolean;
  mayWrite: boolean;
}

function RowActs({ item, acts, snoozing, mayWrite }: RowActsProps) {
  const { name } = item;
  const reach = reachOf(item);
  return (
    <span className="row acts">
      {reach ? (
        <a
          className="ib sm"
          href={reach.href}
          aria-label={t(reach.text, { name })}
          title={t(reach.text, { name })}
        >
          <Icon of={reach.icon} size="s" />
        </a>
      ) : (
        <span className="ib sm" aria-hidden />
      )}
      <Act
        icon={PencilLine}
        label={t('today.log', { name })}
        kbd="l"
        disabled={!mayWrite}
        onClick={() => acts.log(item)}
      />
      <SnoozeMenu
        item={item}
        open={snoozing}
        onOpenChange={(open) => acts.snoozing(open ? item : null)}
        onSnooze={(days) => acts.snooze(item, days)}
        trigger={
          <Act icon={Clock} label={t('today.snooze', { name })} kbd="h" disabled={!mayWrite} />
        }
      />
    </span>
  );
}

interface SnoozeProps {
  item: FollowUp;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSnooze: (days: number) => void;
  trigger: React.ReactElement;
}

function useSnoozes(item: FollowUp | null) {
  const zone = useWorkspace().time_zone;
  const weekday = (dayNumber(new Date(), zone) + 3) % 7;
  return snoozeChoices(weekday, item && rhythmOf(item)).map((c) => ({
    ...c,
    day: shortDay(dayFromNow(c.days, zone), zone),
  }));
}

function SnoozeMenu({ item, open, onOpenChange, onSnooze, trigger }: SnoozeProps) {
  return (
    <Menu trigger={trigger} align="end" open={open} onOpenChange={onOpenChange}>
      <SnoozeItems item={item} onSnooze={onSnooze} />
    </Menu>
  );
}

/** Reckoned when a menu opens, not for each row. */
function SnoozeItems({
  item,
  onSnooze,
}: Pick<SnoozeProps, 'onSnooze'> & { item: FollowUp | null }) {
  return useSnoozes(item).map((c) => (
    <MenuItem key={c.text} detail={c.day} onSelect={() => onSnooze(c.days)}>
      {t(c.text)}
    </MenuItem>
  ));
}

export function SnoozeAll({ onSnooze }: { onSnooze: (days: number) => void }) {
  return (
    <Menu
      align="end"
      trigger={
        <Button kind="ghost" size="sm">
          {t('today.snoozeAll')}
        </Button>
      }
    >
      <SnoozeItems item={null} onSnooze={onSnooze} />
    </Menu>
  );
}

/** On the phone the row's actions stand behind one button. */
function PhoneMenu({ item, acts }: { item: FollowUp; acts: Acts }) {
  const label = t('today.actions', { name: item.name });
  return (
    <span className="ph-only">
      <Menu align="end" trigger={<Act icon={Ellipsis} label={label} />}>
        <PhoneItems item={item} acts={acts} />
      </Menu>
    </span>
  );
}

function PhoneItems({ item, acts }: { item: FollowUp; acts: Acts }) {
  const reach = reachOf(item);
  const { name } = item;
  return (
    <>
      {reach && (
        <MenuItem icon={reach.icon} onSelect={() => window.location.assign(reach.href)}>
          {t(reach.text, { name })}
        </MenuItem>
      )}
      <MenuItem icon={PencilLine} onSelect={() => acts.log(item)}>
        {t('today.log', { name })}
      </MenuItem>
      <MenuTitle>{t('today.snooze', { name })}</MenuTitle>
      <SnoozeItems item={item} onSnooze={(days) => acts.snooze(item, days)} />
    </>
  );
}
