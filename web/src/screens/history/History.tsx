// What was changed here, newest first: who, when, what; one opens beside the list with its events, and
// can be taken back as a whole or done again. j, k walk, enter opens, u takes back.
import { useNavigate, useParams } from '@tanstack/react-router';
import { Bot, KeyRound } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Change } from '../../api/types';
import { useKeys } from '../../app/keys';
import { usePageSearch, useSetSearch, useWorkspaceId } from '../../app/state';
import { useTitle } from '../../app/title';
import { useChange, useHistory, type HistoryFilter } from '../../data/history';
import { useMembers } from '../../data/refs';
import { useMay, useMe, useWorkspace } from '../../data/session';
import { useWidth } from '../../lib/media';
import { clockTime, dayFromNow, exactTime, longDay } from '../../lib/time';
import { instantOf } from '../../lib/zone';
import { t } from '../../text';
import { Avatar, Button, classes, EmptyState, Icon, Kbd, Select, Tag } from '../../ui';
import { Failed, Waiting } from '../shared/Loaded';
import { Detail, useTakeBack } from './Detail';
import { SummaryWords, untold } from './SummaryWords';
import '../../styles/history.css';

/** What the address says: who ("me", "keys", a member's id) and of how many days. */
interface Narrowed {
  who?: string | undefined;
  days?: string | undefined;
}

function actorOf(who: string | undefined): HistoryFilter {
  if (!who) return {};
  if (who === 'me') return { mine: true };
  return who === 'keys' ? { actor_kind: 'key' } : { actor_kind: 'user', actor_id: who };
}

function useFilter({ who, days }: Narrowed): HistoryFilter {
  const { time_zone: zone } = useWorkspace();
  return useMemo(() => {
    const n = Number(days);
    if (!(n > 0)) return actorOf(who);
    return { ...actorOf(who), since: instantOf(dayFromNow(1 - n, zone), '00:00', zone) };
  }, [who, days, zone]);
}

export default function History() {
  const { id } = useParams({ strict: false }) as { id?: string };
  const search = usePageSearch();
  const workspace = useWorkspaceId();
  const navigate = useNavigate();
  const small = ['phone', 'narrow'].includes(useWidth());
  const setSearch = useSetSearch();
  const narrow = (change: Narrowed) => setSearch({ ...change }, { replace: true });
  const now: Narrowed = { who: search['who'], days: search['days'] };
  const history = useHistory(useFilter(now));
  const rows = history.rows;
  const opened = id === undefined ? null : Number(id);
  const [cursor, setCursor] = useState<number | null>(opened);
  const may = useMay('member');
  const back = useTakeBack();
  useTitle(t('nav.history'));

  const open = (change: number | null, replace = false) => {
    const path = change === null ? 'history' : `history/${change}`;
    void navigate({ to: `/w/${workspace}/${path}`, search, replace } as never);
  };
  const at = rows.findIndex((c) => c.id === cursor);
  const walk = (step: number) => {
    const next = rows[Math.max(0, Math.min(at + step, rows.length - 1))];
    if (!next) return;
    setCursor(next.id);
    if (opened !== null) open(next.id, true);
    if (at > rows.length - 6 && history.hasNextPage) void history.fetchNextPage();
  };
  const events = useChange(opened);
  const current = rows.find((c) => c.id === (opened ?? cursor)) ?? events.data?.pages[0];
  const takeBack = () => {
    if (!current || !may) return;
    const redo = current.undone_by !== null || current.undo_of !== null;
    back.takeBack(current.undone_by ?? current.id, redo);
  };
  useKeys([
    { keys: 'j', text: 'hist.next', group: 'list', run: () => walk(1) },
    { keys: 'k', text: 'hist.previous', group: 'list', run: () => walk(-1) },
    { keys: 'arrowdown', text: 'hist.next', group: 'list', run: () => walk(1) },
    { keys: 'arrowup', text: 'hist.previous', group: 'list', run: () => walk(-1) },
    {
      keys: 'enter',
      text: 'hist.open',
      group: 'list',
      run: () => cursor !== null && open(cursor),
      when: () => cursor !== null,
    },
    { keys: 'u', text: 'hist.takeBack', group: 'list', run: takeBack },
    {
      keys: 'escape',
      text: 'do.close',
      group: 'list',
      run: () => open(null),
      when: () => opened !== null,
    },
  ]);
  useEffect(() => {
    if (opened !== null) setCursor(opened);
  }, [opened]);

  const list = (
    <ChangeList
      history={history}
      cursor={cursor}
      filtered={!!now.who || !!now.days}
      onOpen={(change) => {
        setCursor(change);
        open(change);
      }}
      onClear={() => narrow({ who: undefined, days: undefined })}
    />
  );
  return (
    <>
      <div className="top line">
        <h1>{t('nav.history')}</h1>
        <Filters now={now} onChange={narrow} />
      </div>
      <div className="body">
        <div className={classes('hist', opened !== null && 'with')}>
          {!(small && opened !== null) && list}
          {opened !== null && (
            <section className="hist-side" aria-label={t('hist.one')}>
              {current ? (
                <Detail key={opened} change={current} events={events} onClose={() => open(null)} />
              ) : (
                <div className="hist-detail">
                  {events.isError ? (
                    <Failed error={events.error} onRetry={() => void events.refetch()} />
                  ) : (
                    <Waiting />
                  )}
                </div>
              )}
            </section>
          )}
        </div>
      </div>
      <div className="foot hist-foot">
        <span className="hint">
          <Kbd keys="j" />
          <Kbd keys="k" /> {t('hist.hint.walk')}
        </span>
        <span className="hint">
          <Kbd keys="enter" /> {t('hist.open')}
        </span>
        <span className="hint">
          <Kbd keys="u" /> {t('hist.takeBack')}
        </span>
      </div>
    </>
  );
}

interface FiltersProps {
  now: Narrowed;
  onChange: (change: Narrowed) => void;
}

function Filters({ now, onChange }: FiltersProps) {
  const me = useMe();
  const others = useMembers().filter((m) => m.user_id !== me.user.id);
  return (
    <div className="row g6 end hist-filters">
      <Select
        size="sm"
        label={t('hist.who')}
        value={now.who ?? 'all'}
        options={[
          { value: 'all', label: t('hist.everybody') },
          { value: 'me', label: t('hist.mine') },
          ...others.map((m) => ({ value: String(m.user_id), label: m.name })),
          { value: 'keys', label: t('hist.keys') },
        ]}
        onChange={(who) => onChange({ who: who === 'all' ? undefined : who })}
      />
      <Select
        size="sm"
        label={t('hist.when')}
        value={now.days ?? 'all'}
        options={[
          { value: 'all', label: t('hist.always') },
          { value: '1', label: t('hist.today') },
          ...[7, 30].map((n) => ({ value: String(n), label: t('hist.days', { n }) })),
        ]}
        onChange={(days) => onChange({ days: days === 'all' ? undefined : days })}
      />
    </div>
  );
}

interface ListProps {
  history: ReturnType<typeof useHistory>;
  cursor: number | null;
  filtered: boolean;
  onOpen: (id: number) => void;
  onClear: () => void;
}

function ChangeList({ history, cursor, filtered, onOpen, onClear }: ListProps) {
  const foot = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = history;
  useEffect(() => {
    const end = foot.current;
    if (!end || !hasNextPage) return;
    const seen = new IntersectionObserver((entries) => {
      if (entries.some((e) => e.isIntersecting) && !isFetchingNextPage) void fetchNextPage();
    });
    seen.observe(end);
    return () => seen.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  if (history.isError && !history.data)
    return (
      <div className="hist-list">
        <Failed error={history.error} onRetry={() => void history.refetch()} />
      </div>
    );
  if (history.isPending)
    return (
      <div className="hist-list">
        <div className="hist-wait">
          <Waiting lines={10} />
        </div>
      </div>
    );
  if (!history.rows.length)
    return (
      <div className="hist-list">
        <EmptyState
          title={filtered ? t('hist.noMatch') : t('hist.none')}
          text={filtered ? t('hist.noMatchText') : t('hist.noneText')}
        >
          {filtered && <Button onClick={onClear}>{t('hist.clear')}</Button>}
        </EmptyState>
      </div>
    );
  return (
    <div className="hist-list">
      <ol aria-label={t('nav.history')}>
        {history.rows.map((change, i) => (
          <ChangeRow
            key={change.id}
            change={change}
            before={history.rows[i - 1]}
            on={change.id === cursor}
            onOpen={() => onOpen(change.id)}
          />
        ))}
      </ol>
      <div ref={foot} className="more-row">
        {hasNextPage && (
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('hist.more')}
          </Button>
        )}
      </div>
    </div>
  );
}

interface RowProps {
  change: Change;
  before: Change | undefined;
  on: boolean;
  onOpen: () => void;
}

function ChangeRow({ change, before, on, onOpen }: RowProps) {
  const { time_zone: zone } = useWorkspace();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (on) button.current?.scrollIntoView({ block: 'nearest' });
  }, [on]);
  const day = longDay(new Date(change.at), zone);
  const n = untold(change);
  const newDay = before === undefined || longDay(new Date(before.at), zone) !== day;
  return (
    <li>
      {newDay && <h2 className="hist-day">{day}</h2>}
      <button
        ref={button}
        type="button"
        className={classes('hist-row', on && 'on', change.undone_by !== null && 'undone')}
        aria-current={on || undefined}
        onClick={onOpen}
      >
        <Actor change={change} />
        <span className="grow hist-what">
          <SummaryWords change={change} />
        </span>
        {change.undone_by !== null && <Tag>{t('hist.isUndone')}</Tag>}
        {change.undo_of !== null && <Tag tone="info">{t('hist.isUndo')}</Tag>}
        {n !== null && <span className="dim sm tn hist-n">{t('hist.events', { n })}</span>}
        <time className="dim sm tn" dateTime={change.at} title={exactTime(change.at, zone)}>
          {clockTime(change.at, zone)}
        </time>
      </button>
    </li>
  );
}

function Actor({ change }: { change: Change }) {
  const { actor } = change;
  if (actor.kind === 'user')
    return (
      <Avatar
        name={actor.name ?? t('hist.somebody')}
        id={actor.id}
        label={actor.name ?? t('hist.somebody')}
      />
    );
  const key = actor.kind === 'key';
  return (
    <span
      className="hist-bot"
      title={actor.name ?? t(key ? 'hist.actor.key' : 'hist.actor.system')}
    >
      <Icon
        of={key ? KeyRound : Bot}
        size="s"
        label={actor.name ?? t(key ? 'hist.actor.key' : 'hist.actor.system')}
      />
    </span>
  );
}
