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
import { useMeta } from '../../data/meta';
import { useMembers } from '../../data/refs';
import { useMay, useMe, useWorkspace } from '../../data/session';
import { pluralLabel } from '../../fields';
import { useWidth } from '../../lib/media';
import { clockTime, exactTime, longDay } from '../../lib/time';
import { t } from '../../text';
import { Avatar, Button, classes, EmptyState, Icon, Kbd, Select, Skeleton, Tag } from '../../ui';
import { Failed, Waiting } from '../shared/Loaded';
import { Detail, useTakeBack } from './Detail';
import { SummaryWords } from './SummaryWords';
import '../../styles/history.css';

function useFilter(): [HistoryFilter, (change: Partial<HistoryFilter>) => void] {
  const { who, kind } = usePageSearch();
  const setSearch = useSetSearch();
  const { user } = useMe();
  const filter = useMemo(
    () => ({ actor: who === 'me' ? String(user.id) : who, entity: kind }),
    [who, kind, user.id],
  );
  const set = (change: Partial<HistoryFilter>) =>
    setSearch(
      {
        ...('actor' in change
          ? { who: change.actor === String(user.id) ? 'me' : change.actor }
          : {}),
        ...('entity' in change ? { kind: change.entity } : {}),
      },
      { replace: true },
    );
  return [filter, set];
}

export default function History() {
  const { id } = useParams({ strict: false }) as { id?: string };
  const search = usePageSearch();
  const workspace = useWorkspaceId();
  const navigate = useNavigate();
  const small = ['phone', 'narrow'].includes(useWidth());
  const [filter, setFilter] = useFilter();
  const history = useHistory(filter);
  const ids = history.ids;
  const opened = id === undefined ? null : Number(id);
  const [cursor, setCursor] = useState<number | null>(opened);
  const may = useMay('member');
  const back = useTakeBack();
  useTitle(t('nav.history'));

  const open = (change: number | null, replace = false) => {
    const path = change === null ? 'history' : `history/${change}`;
    void navigate({ to: `/w/${workspace}/${path}`, search, replace } as never);
  };
  const at = cursor === null ? -1 : ids.indexOf(cursor);
  const walk = (step: number) => {
    const next = ids[Math.max(0, Math.min(at + step, ids.length - 1))];
    if (next === undefined) return;
    setCursor(next);
    if (opened !== null) open(next, true);
    if (at > ids.length - 6 && history.hasNextPage) void history.fetchNextPage();
  };
  const current = useChangeOrNull(opened ?? cursor);
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
      filtered={!!filter.actor || !!filter.entity}
      onOpen={(change) => {
        setCursor(change);
        open(change);
      }}
      onClear={() => setFilter({ actor: undefined, entity: undefined })}
    />
  );
  return (
    <>
      <div className="top line">
        <h1>{t('nav.history')}</h1>
        <Filters filter={filter} onChange={setFilter} />
      </div>
      <div className="body">
        <div className={classes('hist', opened !== null && 'with')}>
          {!(small && opened !== null) && list}
          {opened !== null && (
            <section className="hist-side" aria-label={t('hist.one')}>
              <OpenedChange key={opened} id={opened} onClose={() => open(null)} />
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

function useChangeOrNull(id: number | null): Change | undefined {
  return useChange(id ?? 0, id !== null).data;
}

function OpenedChange({ id, onClose }: { id: number; onClose: () => void }) {
  const change = useChange(id);
  if (change.data) return <Detail change={change.data} onClose={onClose} />;
  if (change.isError) return <Failed error={change.error} onRetry={() => void change.refetch()} />;
  return (
    <div className="hist-detail">
      <Waiting />
    </div>
  );
}

interface FiltersProps {
  filter: HistoryFilter;
  onChange: (change: Partial<HistoryFilter>) => void;
}

function Filters({ filter, onChange }: FiltersProps) {
  const me = useMe();
  const members = useMembers();
  const meta = useMeta();
  const others = members.filter((m) => m.user_id !== me.user.id);
  return (
    <div className="row g6 end hist-filters">
      <Select
        size="sm"
        label={t('hist.who')}
        value={filter.actor ?? 'all'}
        options={[
          { value: 'all', label: t('hist.everybody') },
          { value: String(me.user.id), label: t('hist.mine') },
          ...others.map((m) => ({ value: String(m.user_id), label: m.name })),
        ]}
        onChange={(v) => onChange({ actor: v === 'all' ? undefined : v })}
      />
      <Select
        size="sm"
        label={t('hist.kind')}
        value={filter.entity ?? 'all'}
        options={[
          { value: 'all', label: t('hist.all') },
          ...meta.entities
            .filter((e) => !e.child)
            .map((e) => ({ value: e.name, label: pluralLabel(e) })),
        ]}
        onChange={(v) => onChange({ entity: v === 'all' ? undefined : v })}
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
  if (!history.ids.length)
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
        {history.ids.map((id, i) => (
          <ChangeRow
            key={id}
            id={id}
            before={history.ids[i - 1]}
            on={id === cursor}
            onOpen={() => onOpen(id)}
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
  id: number;
  before: number | undefined;
  on: boolean;
  onOpen: () => void;
}

function ChangeRow({ id, before, on, onOpen }: RowProps) {
  const { time_zone: zone } = useWorkspace();
  const { data: change } = useChange(id);
  const { data: former } = useChange(before ?? 0, before !== undefined);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (on) button.current?.scrollIntoView({ block: 'nearest' });
  }, [on]);
  if (!change)
    return (
      <li className="hist-row">
        <Skeleton round width={24} height={24} />
        <Skeleton width="46%" />
      </li>
    );
  const day = longDay(new Date(change.at), zone);
  const newDay = former === undefined || longDay(new Date(former.at), zone) !== day;
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
        {change.n_events > 1 && (
          <span className="dim sm tn hist-n">{t('hist.events', { n: change.n_events })}</span>
        )}
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
