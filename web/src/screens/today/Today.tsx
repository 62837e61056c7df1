// Who and what is next: the line that logs, what is late, today and in the next days; beside it tasks,
// birthdays, the day, the month. Everything by keys, by pointer, by touch.
import { Link } from '@tanstack/react-router';
import { CalendarDays, PencilLine, Search } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useCommands, type Command } from '../../app/commands';
import { useKeys } from '../../app/keys';
import { openOverlay } from '../../app/overlays';
import { QuickEntry } from '../../app/quick/QuickEntry';
import { useGo, useWorkspaceId } from '../../app/state';
import {
  buckets,
  fetchFollowUps,
  useFollowUps,
  useNotesOf,
  type Bucket,
  type FollowUp,
} from '../../data/followups';
import { useWaiting } from '../../data/outbox';
import { pluralOf } from '../../data/records';
import { useMay, useMe, useWorkspace } from '../../data/session';
import { problemText } from '../../data/writes';
import { useWidth } from '../../lib/media';
import { clockTime, dayFromNow, longDay } from '../../lib/time';
import { instantOf } from '../../lib/zone';
import { t } from '../../text';
import { Avatar, Button, EmptyState, Icon, IconButton, Kbd, Skeleton } from '../../ui';
import { useActs, type Done } from './acts';
import { useBirthdays, useTodaysActivities } from './data';
import { Group, SnoozeAll } from './FollowUps';
import { keyOf, reachOf } from './rows';
import { birthdayText, Side } from './Side';

const titles: Record<Bucket, 'today.late' | 'today.today' | 'today.next'> = {
  overdue: 'today.late',
  today: 'today.today',
  upcoming: 'today.next',
};

const NOBODY: FollowUp[] = [];

export const first = () => fetchFollowUps();

/** Those of the server, and those done on this visit in their place. */
export function withDone(
  shown: FollowUp[],
  done: ReadonlyMap<string, Done>,
  from: string,
  to: string,
): FollowUp[] {
  const here = new Set(shown.map(keyOf));
  const gone = [...done.values()]
    .map((d) => d.item)
    .filter((i) => !here.has(keyOf(i)) && i.due_at >= from && i.due_at < to);
  if (!gone.length) return shown;
  return [...shown, ...gone].sort((a, b) =>
    a.due_at === b.due_at ? a.entity_id - b.entity_id : a.due_at < b.due_at ? -1 : 1,
  );
}

function useGroups() {
  const zone = useWorkspace().time_zone;
  const query = useFollowUps();
  const { data } = query;
  const all = useMemo(() => (data ? buckets.flatMap((b) => data[b]) : NOBODY), [data]);
  const state = useActs(all, query.dataUpdatedAt);
  const bounds = useMemo(() => {
    const start = (days: number) => instantOf(dayFromNow(days, zone), '00:00', zone);
    return { overdue: ['', start(0)], today: [start(0), start(1)], upcoming: [start(1), '9'] };
  }, [zone]);
  const groups = buckets.map((bucket) => ({
    bucket,
    items: withDone(
      data?.[bucket] ?? NOBODY,
      state.done,
      bounds[bucket][0] ?? '',
      bounds[bucket][1] ?? '9',
    ),
    count: data?.counts[bucket] ?? 0,
  }));
  const items = groups.flatMap((g) => g.items);
  const at = useCursor(items, state.cursor);
  return { query, groups, items, at, ...state };
}

/** Where the cursor is; when its row has gone, at what took its place. */
function useCursor(items: FollowUp[], cursor: string | null): number {
  const found = cursor === null ? 0 : items.findIndex((i) => keyOf(i) === cursor);
  const [last, setLast] = useState(0);
  if (found >= 0 && found !== last) setLast(found);
  return Math.min(found < 0 ? last : found, items.length - 1);
}

type Groups = ReturnType<typeof useGroups>;

/** j, k walk through all groups; what else a key does is about the row under the cursor. */
function useTodayKeys(
  { items, at, acts, cursor, setCursor, done }: Groups,
  focusEntry: () => void,
) {
  const go = useGo();
  const mayWrite = useMay('member');
  const now = items[at];
  const move = (step: number) => {
    const to = cursor === null ? 0 : at + step;
    const next = items[Math.min(Math.max(to, 0), items.length - 1)];
    if (!next) return;
    setCursor(keyOf(next));
    // When it is drawn: it may be far down in its group.
    requestAnimationFrame(() => {
      const link = document.querySelector<HTMLElement>(`[data-followup="${keyOf(next)}"]`);
      link?.focus({ preventScroll: true });
      link?.closest('li')?.scrollIntoView({ block: 'nearest' });
    });
  };
  const has = () => now !== undefined;
  const may = () => now !== undefined && mayWrite && !done.has(keyOf(now));
  const about = () => now && { entity_type: now.entity_type, entity_id: now.entity_id };
  const reach = now && reachOf(now);
  useKeys([
    { keys: 'q', text: 'keys.quick', group: 'anywhere', run: focusEntry },
    { keys: 'j', text: 'sheet.next', group: 'record', run: () => move(1) },
    { keys: 'k', text: 'sheet.next', group: 'record', run: () => move(-1) },
    { keys: 'arrowdown', text: 'sheet.nextRecord', group: 'record', run: () => move(1) },
    { keys: 'arrowup', text: 'sheet.nextRecord', group: 'record', run: () => move(-1) },
    {
      keys: 'h',
      text: 'sheet.snooze',
      group: 'record',
      when: may,
      run: () => now && acts.snoozing(now),
    },
    {
      keys: 'd',
      text: 'sheet.done',
      group: 'record',
      when: may,
      run: () => {
        if (!now) return;
        acts.done(now);
        move(1);
      },
    },
    { keys: 'l', text: 'keys.log', group: 'record', when: has, run: () => now && acts.log(now) },
    {
      keys: 'o',
      text: 'sheet.note',
      group: 'record',
      when: () => has() && mayWrite,
      run: () => openOverlay('create', { entity: 'note', values: { ...about() } }),
    },
    {
      keys: 'm',
      text: 'sheet.email',
      group: 'record',
      when: () => !!reach,
      run: () => reach && window.location.assign(reach.href),
    },
    {
      keys: 't',
      text: 'sheet.task',
      group: 'record',
      when: () => mayWrite,
      run: () => {
        const link = about();
        openOverlay('create', { entity: 'task', values: link ? { links: [link] } : {} });
      },
    },
    {
      keys: 'enter',
      text: 'sheet.open',
      group: 'record',
      when: has,
      run: () => now && go(`${pluralOf(now.entity_type)}/${now.entity_id}`),
    },
  ]);
}

function useTodayCommands(acts: Groups['acts'], late: number): void {
  const list = useMemo(
    (): Command[] =>
      late
        ? [{ id: 'today.snoozeAll', label: t('today.snoozeAll'), run: () => acts.snoozeAll(1) }]
        : [],
    [acts, late],
  );
  useCommands(list);
}

function countsText(groups: Groups['groups'], birthdays: number): string {
  const [late, today] = groups;
  const parts = [
    late?.count ? t('today.counts.late', { n: late.count }) : '',
    today?.count ? t('today.counts.today', { n: today.count }) : '',
    birthdays ? t('today.counts.birthdays', { n: birthdays }) : '',
  ].filter(Boolean);
  return parts.join(', ') || t('today.counts.none');
}

export default function Today() {
  const zone = useWorkspace().time_zone;
  const entry = useRef<HTMLTextAreaElement>(null);
  const phone = useWidth() === 'phone';
  const mayWrite = useMay('member');
  const state = useGroups();
  const birthdays = useBirthdays().data?.length ?? 0;
  const focusEntry = () => (entry.current ? entry.current.focus() : openOverlay('log', {}));
  useTodayKeys(state, focusEntry);
  useTodayCommands(state.acts, state.groups[0]?.count ?? 0);
  useEffect(() => {
    document.title = `${t('today.title')} – ${t('app.name')}`;
  }, []);

  const day = longDay(new Date(), zone);
  const counts = state.query.data ? countsText(state.groups, birthdays) : '';
  return (
    <>
      <div className="body">
        <div className="tw">
          <div className="l">
            {phone ? (
              <PhoneHead day={day} />
            ) : (
              <header className="row today-head">
                <h1>{day}</h1>
                <span className="dim" role="status">
                  {counts}
                </span>
              </header>
            )}
            {mayWrite && !phone && <QuickEntry input={entry} kbd="q" />}
            {mayWrite && phone && (
              <button type="button" className="ph-entry" onClick={() => openOverlay('log', {})}>
                <Icon of={PencilLine} size="l" className="acc" />
                <span className="ph">{t('quick.short')}</span>
              </button>
            )}
            {phone && <PhoneCards />}
            <FollowUps {...state} />
          </div>
          <aside className="r" aria-label={t('today.tasks')}>
            <Side />
          </aside>
        </div>
      </div>
      <Foot />
    </>
  );
}

function FollowUps({ query, groups, items, at, acts, snoozing, done }: Groups) {
  const { data, isError, error, refetch } = query;
  const notes = useNotesOf(items).data;
  const mayWrite = useMay('member');
  const go = useGo();
  if (!data && isError)
    return (
      <EmptyState rings={false} title={t('today.failed')} text={problemText(error)}>
        <Button kind="primary" onClick={() => void refetch()}>
          {t('do.retry')}
        </Button>
      </EmptyState>
    );
  if (!data) return <Waits />;
  if (!items.length)
    return (
      <EmptyState title={t('today.empty.title')} text={t('today.empty.text')}>
        {mayWrite && (
          <Button kind="primary" kbd="l" onClick={() => openOverlay('log', {})}>
            {t('today.empty.log')}
          </Button>
        )}
        <Button kbd="g c" onClick={() => go('contacts')}>
          {t('today.empty.contacts')}
        </Button>
      </EmptyState>
    );
  const current = items[at];
  const doneKeys = new Set(done.keys());
  const above = (at: number) => groups.slice(0, at).reduce((n, g) => n + g.items.length, 0);
  return groups.map(({ bucket, items: rows, count }, i) => (
    <Group
      key={bucket}
      above={above(i)}
      title={t(titles[bucket])}
      {...(bucket === 'overdue' ? { tone: 'bad' as const } : {})}
      items={rows}
      count={count}
      done={doneKeys}
      notes={notes}
      cursor={current ? keyOf(current) : null}
      snoozing={snoozing}
      acts={acts}
      action={
        bucket === 'overdue' && count > 0 && mayWrite ? (
          <SnoozeAll onSnooze={acts.snoozeAll} />
        ) : undefined
      }
    />
  ));
}

function Waits() {
  return (
    <div className="fu-waits" aria-busy="true" role="status" aria-label={t('wait.loading')}>
      {[38, 52, 44, 60, 41, 55, 47].map((w) => (
        <div className="fu" key={w}>
          <Skeleton round width={17} height={17} />
          <Skeleton round width={32} height={32} />
          <div className="grow col g6">
            <Skeleton width={`${w}%`} />
            <Skeleton width={`${w - 14}%`} />
          </div>
        </div>
      ))}
    </div>
  );
}

function PhoneHead({ day }: { day: string }) {
  const me = useMe();
  const go = useGo();
  return (
    <header className="ph-top">
      <div>
        <div className="dim sm b">{day}</div>
        <h1>{t('today.title')}</h1>
      </div>
      <span className="end" />
      <IconButton
        icon={Search}
        label={t('nav.search')}
        onClick={() => openOverlay('palette', {})}
      />
      <button
        type="button"
        className="ib"
        aria-label={t('nav.you')}
        onClick={() => go('settings/profile')}
      >
        <Avatar name={me.user.name} id={me.user.id} size={32} />
      </button>
    </header>
  );
}

/** The nearest birthday and the next thing on the calendar. */
function PhoneCards() {
  const zone = useWorkspace().time_zone;
  const workspace = useWorkspaceId();
  const birthday = useBirthdays().data?.[0];
  const activity = useTodaysActivities().data?.[0];
  if (!birthday && !activity) return null;
  return (
    <div className="row g10 ph-cards">
      {birthday && (
        <Link className="card grow row g10" to={`/w/${workspace}/contacts/${birthday.id}` as never}>
          <Avatar name={birthday.name} id={birthday.id} size={32} />
          <span className="grow">
            <span className="b trunc blk">{birthday.name}</span>
            <span className="dim sm">{birthdayText(birthday, zone)}</span>
          </span>
        </Link>
      )}
      {activity && (
        <Link
          className="card grow row g10"
          to={`/w/${workspace}/activities/${activity.id}` as never}
        >
          <span className="av s32 cal-face" aria-hidden>
            <Icon of={CalendarDays} size="s" />
          </span>
          <span className="grow">
            <span className="b trunc blk">{String(activity['title'])}</span>
            <span className="dim sm">{clockTime(String(activity['due_at']), zone)}</span>
          </span>
        </Link>
      )}
    </div>
  );
}

const hints = [
  { keys: ['j', 'k'], text: 'today.keys.move' },
  { keys: ['l'], text: 'today.keys.log' },
  { keys: ['d'], text: 'today.keys.done' },
  { keys: ['h'], text: 'today.keys.snooze' },
  { keys: ['q'], text: 'today.keys.quick' },
  { keys: ['?'], text: 'today.keys.all' },
] as const;

function Foot() {
  const waiting = useWaiting();
  return (
    <footer className="foot keys-foot">
      {hints.map((h) => (
        <span className="hint" key={h.text}>
          {h.keys.map((k) => (
            <Kbd key={k} keys={k} />
          ))}
          {t(h.text)}
        </span>
      ))}
      <span className="end row g6">
        {waiting === 0 && (
          <>
            <span className="dot saved" aria-hidden />
            {t('shell.saved')}
          </>
        )}
      </span>
    </footer>
  );
}
