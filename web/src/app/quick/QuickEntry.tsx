// One line for what was said: who, how, when and what is next are read from it and stand beneath as
// chips, each of which can be changed. The draft keeps itself. On Today and in the log dialog.
import { useQuery } from '@tanstack/react-query';
import {
  Check,
  ChevronDown,
  Clock,
  CornerDownRight,
  PencilLine,
  UserPlus,
  Users,
} from 'lucide-react';
import { useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { Problem } from '../../api/client';
import type { Row } from '../../api/types';
import { queryClient } from '../../data/client';
import { useDraft } from '../../data/drafts';
import { contactSearchOptions, logSaid, type Party } from '../../data/interactions';
import { recordOptions } from '../../data/records';
import { useWorkspace } from '../../data/session';
import { problemText } from '../../data/writes';
import type { WordDate } from '../../lib/dateWords';
import { parseQuick } from '../../lib/quick';
import { dayFromNow, daysUntil, shortDay } from '../../lib/time';
import { instantOf } from '../../lib/zone';
import { t, type TextKey } from '../../text';
import {
  AddChip,
  Avatar,
  Button,
  Combobox,
  Field,
  Icon,
  Input,
  Kbd,
  Menu,
  MenuChoice,
  Popover,
  type LucideIcon,
} from '../../ui';
import { DayField, dayText } from './DayField';
import { partyOf, useMeant } from './people';
import { wayList, wayName, wayOf } from './ways';

/** What was typed, and what was chosen by hand instead of what the line says. */
interface Entry {
  text: string;
  parties?: Party[];
  channel?: string | null;
  when?: WordDate | null;
  next?: { action: string; date: WordDate | null };
}

export interface QuickEntryProps {
  /** Whom it is about, when that is known. */
  about?: Party | undefined;
  text?: string | undefined;
  input?: RefObject<HTMLTextAreaElement | null> | undefined;
  autoFocus?: boolean | undefined;
  /** What leads here. */
  kbd?: string | undefined;
  onDone?: (() => void) | undefined;
}

export function QuickEntry(props: QuickEntryProps) {
  const { about, text = '', input, autoFocus, kbd, onDone } = props;
  const zone = useWorkspace().time_zone;
  const place = about ? `${about.entity}:${about.id}:quick` : 'quick';
  const [entry, setEntry, forget] = useDraft<Entry>(place, { text });
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const own = useRef<HTMLTextAreaElement>(null);
  const area = input ?? own;

  const today = dayFromNow(0, zone);
  const quick = parseQuick(entry.text, today);
  const meant = useMeant(about || entry.parties ? '' : quick.content);
  const parties = entry.parties ?? (about ? [about] : meant.parties);
  const channel = entry.channel !== undefined ? entry.channel : quick.channel;
  const when = entry.when !== undefined ? entry.when : quick.when;
  const next = entry.next ?? { action: quick.nextAction, date: quick.nextDate };

  const change = (part: Partial<Entry>) => {
    setError(null);
    setEntry({ ...entry, ...part });
  };
  const empty = entry.text.trim() === '';

  const save = async () => {
    if (busy) return;
    const missing = empty ? 'quick.nothing' : parties.length === 0 ? 'quick.whoMissing' : null;
    if (missing) {
      setError(t(missing));
      area.current?.focus();
      return;
    }
    setBusy(true);
    try {
      const names = parties.map((p) => p.name).join(', ');
      await logSaid(
        {
          parties,
          content: quick.content || entry.text.trim(),
          channel,
          when: when && instantOf(when.date, when.time ?? '12:00', zone),
          nextAction: next.action,
          nextAt: next.date && momentOf(next.date, zone),
        },
        instantOf(dayFromNow(1, zone), '00:00', zone),
        t('quick.done', { names }),
      );
      forget();
      onDone?.();
    } catch (e) {
      setError(e instanceof Problem && e.offline ? t('wrong.draft') : problemText(e));
    } finally {
      setBusy(false);
    }
  };

  const keys = (e: KeyboardEvent) => {
    if (e.nativeEvent.isComposing) return;
    if (e.key === 'Enter' && !e.shiftKey) {
      e.preventDefault();
      e.stopPropagation();
      void save();
    } else if (e.key === 'Escape' && !onDone) {
      e.stopPropagation();
      area.current?.blur();
    }
  };

  return (
    <div className="comp quick-entry">
      <label className="line">
        <Icon of={PencilLine} />
        <span className="sr">{t('quick.label')}</span>
        <textarea
          ref={area}
          rows={1}
          value={entry.text}
          // eslint-disable-next-line jsx-a11y/no-autofocus -- asked for by who opens it
          autoFocus={autoFocus}
          placeholder={
            about ? t('quick.aboutPlaceholder', { name: about.name }) : t('quick.placeholder')
          }
          aria-invalid={error !== null || undefined}
          aria-describedby={error ? 'quick-error' : undefined}
          onChange={(e) => change({ text: e.target.value })}
          onKeyDown={keys}
        />
        {empty && kbd && <Kbd keys={kbd} />}
      </label>
      {!empty && (
        <div className="opt">
          <div className="chips">
            <WhoChips
              parties={parties}
              waiting={meant.waiting}
              fixed={about !== undefined}
              onChange={(list) => change({ parties: list })}
            />
            <WayChip channel={channel} onChange={(c) => change({ channel: c })} />
            <WhenChip when={when} onChange={(w) => change({ when: w })} />
            <NextChip party={parties[0]} next={next} onChange={(n) => change({ next: n })} />
          </div>
          <span className="dim sm row g6 kept">
            <Icon of={Check} size="s" />
            {t('quick.kept')}
          </span>
          <Button
            kind="primary"
            size="sm"
            kbd="mod+enter"
            busy={busy}
            busyText={t('quick.logging')}
            onClick={() => void save()}
          >
            {t('quick.log')}
          </Button>
        </div>
      )}
      {error && (
        <div className="err" id="quick-error" role="alert">
          {error}
        </div>
      )}
    </div>
  );
}

function momentOf(date: WordDate, zone: string): string {
  return date.time ? instantOf(date.date, date.time, zone) : date.date;
}

/** A chip that is one button. */
function chip(icon: LucideIcon, text: string, label: string) {
  return (
    <button type="button" className="chip one" aria-label={`${label}: ${text}`}>
      <span>
        <Icon of={icon} size="s" />
        <span className="trunc">{text}</span>
        <Icon of={ChevronDown} size="xs" className="dim" />
      </span>
    </button>
  );
}

interface WhoProps {
  parties: Party[];
  waiting: boolean;
  fixed: boolean;
  onChange: (parties: Party[]) => void;
}

function WhoChips({ parties, waiting, fixed, onChange }: WhoProps) {
  const without = (party: Party) => parties.filter((p) => p !== party);
  return (
    <>
      {parties.map((party) => (
        <WhoPicker
          key={`${party.entity}:${party.id ?? party.name}`}
          label={t('quick.change', { what: party.name })}
          taken={parties}
          onChoose={(chosen) => onChange(parties.map((p) => (p === party ? chosen : p)))}
          onRemove={fixed && parties[0] === party ? undefined : () => onChange(without(party))}
          removeLabel={t('quick.remove', { name: party.name })}
          trigger={<WhoChip party={party} />}
        />
      ))}
      <WhoPicker
        label={parties.length ? t('quick.whoElse') : t('quick.who')}
        taken={parties}
        onChoose={(chosen) => onChange([...parties, chosen])}
        trigger={
          <AddChip icon={Users} aria-busy={waiting || undefined}>
            {parties.length ? t('quick.whoElse') : t('quick.who')}
          </AddChip>
        }
      />
    </>
  );
}

function WhoChip({ party, ...rest }: { party: Party }) {
  return (
    <button type="button" {...rest} className="chip one">
      <span>
        {party.id === null ? (
          <Icon of={UserPlus} size="s" />
        ) : (
          <Avatar
            name={party.name}
            id={party.id}
            size={20}
            kind={party.entity === 'company' ? 'company' : 'person'}
          />
        )}
        <span className="trunc">
          {party.id === null ? t('quick.whoNew', { name: party.name }) : party.name}
        </span>
        <Icon of={ChevronDown} size="xs" className="dim" />
      </span>
    </button>
  );
}

interface WhoPickerProps {
  label: string;
  taken: Party[];
  trigger: React.ReactElement;
  onChoose: (party: Party) => void;
  onRemove?: (() => void) | undefined;
  removeLabel?: string;
}

function WhoPicker({ label, taken, trigger, onChoose, onRemove, removeLabel }: WhoPickerProps) {
  const [open, setOpen] = useState(false);
  const choose = (party: Party) => {
    setOpen(false);
    onChoose(party);
  };
  return (
    <Popover trigger={trigger} label={label} open={open} onOpenChange={setOpen} width={280}>
      <div className="col g6">
        <Combobox
          autoFocus
          label={label}
          placeholder={t('quick.search')}
          leaveOut={taken.map((p) => String(p.id))}
          load={findContacts}
          onChoose={(o) => choose(partyOf(o.row))}
          onCreate={(name) => choose({ entity: 'contact', id: null, name })}
          createText={(name) => t('quick.create', { name })}
        />
        {onRemove && (
          <Button
            size="sm"
            kind="ghost"
            onClick={() => {
              setOpen(false);
              onRemove();
            }}
          >
            {removeLabel}
          </Button>
        )}
      </div>
    </Popover>
  );
}

async function findContacts(text: string) {
  if (!text) return [];
  const rows = await queryClient.fetchQuery(contactSearchOptions(text));
  return rows.map((row: Row) => ({
    id: String(row.id),
    label: String(row['name']),
    detail: String(row['company_name'] ?? row['email'] ?? ''),
    lead: <Avatar name={String(row['name'])} id={row.id} size={20} />,
    row,
  }));
}

function WayChip({
  channel,
  onChange,
}: {
  channel: string | null;
  onChange: (channel: string | null) => void;
}) {
  const NONE = '-';
  const way = wayOf(channel);
  const label = t('quick.channel');
  return (
    <Menu
      trigger={
        channel ? (
          chip(way?.icon ?? PencilLine, wayName(channel), label)
        ) : (
          <AddChip>{label}</AddChip>
        )
      }
      label={label}
    >
      <MenuChoice
        value={way?.channel ?? NONE}
        options={[
          ...wayList.map((w) => ({ value: w.channel, label: t(w.name) })),
          { value: NONE, label: t('quick.channel.none') },
        ]}
        onChange={(v) => onChange(v === NONE ? null : v)}
      />
    </Menu>
  );
}

function WhenChip({
  when,
  onChange,
}: {
  when: WordDate | null;
  onChange: (when: WordDate | null) => void;
}) {
  const zone = useWorkspace().time_zone;
  const label = t('quick.when');
  const text = when
    ? daysUntil(when.date, zone) === -1
      ? t('quick.when.yesterday')
      : dayText(when, zone)
    : t('quick.when.now');
  return (
    <Popover trigger={chip(Clock, text, label)} label={label} width={280}>
      <div className="col g6">
        <DayField
          label={label}
          value={when}
          direction="past"
          choices={[{ label: t('quick.when.yesterday'), date: dayFromNow(-1, zone) }]}
          onChange={onChange}
        />
        <Button size="sm" kind="ghost" onClick={() => onChange(null)}>
          {t('quick.when.now')}
        </Button>
      </div>
    </Popover>
  );
}

interface Next {
  action: string;
  date: WordDate | null;
}

/** What will happen if nothing is said about it. */
function usual(row: Row | undefined, zone: string): string | null {
  const every = row?.['contact_every'];
  if (typeof every === 'string') return t(`quick.next.usual.${every}` as TextKey);
  const planned = row?.['next_contact_at'];
  if (typeof planned === 'string' && daysUntil(planned, zone) > 0)
    return t('quick.next.stays', { day: shortDay(planned, zone) });
  return null;
}

function NextChip({
  party,
  next,
  onChange,
}: {
  party: Party | undefined;
  next: Next;
  onChange: (next: Next) => void;
}) {
  const zone = useWorkspace().time_zone;
  const id = party?.id ?? 0;
  const row = useQuery({ ...recordOptions(party?.entity ?? 'contact', id), enabled: id > 0 }).data;
  const label = t('quick.next');
  const day = next.date && dayText(next.date, zone);
  const text = next.action
    ? day
      ? t('quick.next.both', { what: next.action, day })
      : t('quick.next.is', { what: next.action })
    : day
      ? t('quick.next.is', { what: day })
      : usual(row, zone);
  const choices = [
    { label: t('time.tomorrow'), date: dayFromNow(1, zone) },
    { label: t('quick.next.week'), date: dayFromNow(7, zone) },
    { label: t('quick.next.month'), date: dayFromNow(30, zone) },
  ];
  return (
    <Popover
      trigger={
        text ? (
          chip(CornerDownRight, text, label)
        ) : (
          <AddChip icon={CornerDownRight}>{label}</AddChip>
        )
      }
      label={label}
      width={300}
    >
      <div className="col g10">
        <Field label={t('quick.next.what')}>
          <Input
            value={next.action}
            placeholder={t('quick.next.whatPlaceholder')}
            onChange={(e) => onChange({ ...next, action: e.target.value })}
          />
        </Field>
        <DayField
          label={t('quick.next.day')}
          value={next.date}
          choices={choices}
          onChange={(date) => onChange({ ...next, date })}
        />
      </div>
    </Popover>
  );
}
