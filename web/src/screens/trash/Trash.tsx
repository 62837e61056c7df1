// What was deleted, by kind: back with a click or a key, or gone for good. It says when things go by
// themselves.
import { Link } from '@tanstack/react-router';
import { RotateCcw, Search, Trash2, X } from 'lucide-react';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { Row } from '../../api/types';
import { useKeys } from '../../app/keys';
import { usePageSearch } from '../../app/state';
import { useTitle } from '../../app/title';
import { nameOf, useMeta, type EntityMeta } from '../../data/meta';
import { notify } from '../../data/notify';
import { useList } from '../../data/records';
import { useMay, useWorkspace } from '../../data/session';
import { bulkChange, restoreRecord, tellProblem } from '../../data/writes';
import { countLabel, pluralLabel } from '../../fields';
import { number } from '../../lib/numbers';
import { ago, daysUntil, exactTime } from '../../lib/time';
import { t } from '../../text';
import {
  Avatar,
  Button,
  Checkbox,
  classes,
  ConfirmDialog,
  EmptyState,
  IconButton,
  Input,
  Kbd,
  ProgressBar,
} from '../../ui';
import { DataTable, type Col } from '../shared/DataTable';
import { Failed, Waiting } from '../shared/Loaded';
import { deleteForGood, emptyTrash, goesAt, TRASH_DAYS, useCounts } from './data';
import '../../styles/trash.css';

const PAGE_ROWS = 100;

type Asks = { what: 'rows'; ids: number[] } | { what: 'all' } | null;

export default function Trash() {
  const { kind } = usePageSearch();
  const meta = useMeta();
  const counts = useCounts();
  const mayAll = useMay('admin');
  const [asks, setAsks] = useState<Asks>(null);
  useTitle(t('nav.trash'));

  const kinds = counts.kinds;
  const full = kinds.find((k) => k.total);
  const entity =
    meta.entities.find((e) => e.trash && e.plural === kind) ?? full?.entity ?? kinds[0]?.entity;
  const total = kinds.reduce((n, k) => n + (k.total ?? 0), 0);
  return (
    <>
      <div className="top">
        <h1>{t('nav.trash')}</h1>
        <p className="muted sm grow trash-text">{t('trash.text', { n: TRASH_DAYS })}</p>
        {mayAll && total > 0 && (
          <Button
            kind="quietDanger"
            icon={Trash2}
            className="end"
            onClick={() => setAsks({ what: 'all' })}
          >
            {t('trash.empty')}
          </Button>
        )}
      </div>
      <nav className="views" aria-label={t('trash.kinds')}>
        {kinds.map((k) => (
          <Link
            key={k.entity.plural}
            to="."
            search={{ kind: k.entity.plural } as never}
            className={classes(k.entity === entity && 'on')}
            aria-current={k.entity === entity ? 'page' : undefined}
          >
            {pluralLabel(k.entity)}
            <span className="n">{k.total === undefined ? '' : number(k.total)}</span>
          </Link>
        ))}
      </nav>
      <div className="body trash-body">
        {counts.error !== null && <Failed error={counts.error} onRetry={counts.retry} />}
        {counts.error === null && counts.pending && <Waiting lines={8} />}
        {counts.error === null && !counts.pending && total === 0 && (
          <EmptyState title={t('trash.none')} text={t('trash.noneText', { n: TRASH_DAYS })} />
        )}
        {!counts.pending && total > 0 && entity && (
          <Kind
            key={entity.plural}
            entity={entity}
            onDelete={(ids) => setAsks({ what: 'rows', ids })}
          />
        )}
      </div>
      {asks?.what === 'all' && (
        <EmptyAll kinds={kinds} total={total} onClose={() => setAsks(null)} />
      )}
      {asks?.what === 'rows' && entity && (
        <DeleteRows entity={entity} ids={asks.ids} onClose={() => setAsks(null)} />
      )}
    </>
  );
}

interface KindProps {
  entity: EntityMeta;
  onDelete: (ids: number[]) => void;
}

function Kind({ entity, onDelete }: KindProps) {
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  const list = useList(
    entity.plural,
    { trashed: 'true', sort: '-trashed_at', q: q || undefined },
    PAGE_ROWS,
  );
  const may = useMay('member');
  const [chosen, setChosen] = useState<number[]>([]);
  const [cursor, setCursor] = useState(0);
  const find = useRef<HTMLInputElement>(null);
  const rows = list.rows;
  const here = chosen.filter((id) => rows.some((r) => r.id === id));
  const current = rows[Math.min(cursor, rows.length - 1)];

  const restore = (row: Row) => void restoreRecord(entity.name, row).catch(tellProblem);
  const restoreChosen = () => {
    bulkChange(entity.name, { ids: here }, { action: 'restore' }, (n) => t('trash.restored', { n }))
      .then(() => setChosen([]))
      .catch(tellProblem);
  };
  const toggle = (id: number) =>
    setChosen(chosen.includes(id) ? chosen.filter((x) => x !== id) : [...chosen, id]);
  const walk = (step: number) => setCursor(Math.max(0, Math.min(cursor + step, rows.length - 1)));

  useKeys([
    { keys: '/', text: 'trash.find', group: 'list', run: () => find.current?.focus() },
    { keys: 'j', text: 'trash.next', group: 'list', run: () => walk(1) },
    { keys: 'k', text: 'trash.previous', group: 'list', run: () => walk(-1) },
    { keys: 'x', text: 'trash.choose', group: 'list', run: () => current && toggle(current.id) },
    {
      keys: 'r',
      text: 'do.restore',
      group: 'list',
      run: () => (here.length ? restoreChosen() : current && restore(current)),
      when: () => may,
    },
    {
      keys: '#',
      text: 'trash.delete',
      group: 'list',
      run: () => onDelete(here.length ? here : current ? [current.id] : []),
      when: () => may && rows.length > 0,
    },
    {
      keys: 'escape',
      text: 'tags.unchoose',
      group: 'list',
      run: () => setChosen([]),
      when: () => chosen.length > 0,
    },
  ]);
  useCursorInSight(cursor);

  const columns = useColumns({
    entity,
    rows,
    may,
    chosen: here,
    toggle,
    setChosen,
    restore,
    onDelete,
  });
  return (
    <>
      <div className="trash-line">
        <Input
          ref={find}
          soft
          size="sm"
          icon={Search}
          type="search"
          aria-label={t('trash.find')}
          placeholder={t('trash.find')}
          value={text}
          onChange={(e) => setText(e.target.value)}
          end={<Kbd keys="/" />}
        />
      </div>
      {list.isPending && <Waiting lines={8} />}
      {list.isError && !list.data && (
        <Failed error={list.error} onRetry={() => void list.refetch()} />
      )}
      {list.isSuccess && rows.length === 0 && (
        <EmptyState
          rings={false}
          title={
            q ? t('trash.noMatch', { text: q }) : t('trash.noneOf', { what: pluralLabel(entity) })
          }
        >
          {q && <Button onClick={() => setText('')}>{t('trash.clear')}</Button>}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <DataTable
          className="trash"
          label={t('trash.list', { what: pluralLabel(entity) })}
          columns={columns}
          rows={rows}
          rowKey={(r) => r.id}
          rowClass={(r) => classes(here.includes(r.id) && 'sel', r === current && 'cur')}
        />
      )}
      {list.hasNextPage && (
        <div className="more-row">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('hist.more')}
          </Button>
        </div>
      )}
      {here.length > 0 && (
        <div className="bulk" role="toolbar" aria-label={t('trash.chosen', { n: here.length })}>
          <span role="status">{t('trash.chosen', { n: here.length })}</span>
          <span className="sep" />
          <Button icon={RotateCcw} kbd="r" onClick={restoreChosen}>
            {t('do.restore')}
          </Button>
          <Button icon={Trash2} kbd="#" onClick={() => onDelete(here)}>
            {t('trash.delete')}
          </Button>
          <IconButton
            icon={X}
            label={t('tags.unchoose')}
            kbd="escape"
            onClick={() => setChosen([])}
          />
        </div>
      )}
    </>
  );
}

function useCursorInSight(cursor: number): void {
  useEffect(() => {
    document.querySelector('.trash tr.cur')?.scrollIntoView?.({ block: 'nearest' });
  }, [cursor]);
}

interface ColumnsProps {
  entity: EntityMeta;
  rows: Row[];
  may: boolean;
  chosen: number[];
  toggle: (id: number) => void;
  setChosen: (ids: number[]) => void;
  restore: (row: Row) => void;
  onDelete: (ids: number[]) => void;
}

function useColumns(p: ColumnsProps): Col<Row>[] {
  const { time_zone: zone } = useWorkspace();
  const pictured = ['contact', 'company'].includes(p.entity.name);
  return useMemo(
    () => [
      {
        head: t('trash.name'),
        main: true,
        cell: (row) => {
          const name = nameOf(p.entity, row);
          return (
            <div className="row g10">
              {p.may && (
                <Checkbox
                  label={t('trash.chooseOne', { name })}
                  checked={p.chosen.includes(row.id)}
                  onChange={() => p.toggle(row.id)}
                />
              )}
              {pictured && (
                <Avatar
                  name={name}
                  id={row.id}
                  kind={p.entity.name === 'company' ? 'company' : 'person'}
                />
              )}
              <span className="trunc b">{name}</span>
            </div>
          );
        },
      },
      {
        head: t('trash.since'),
        width: 130,
        cell: (row) =>
          row.trashed_at && (
            <time className="dim" dateTime={row.trashed_at} title={exactTime(row.trashed_at, zone)}>
              {ago(row.trashed_at, zone)}
            </time>
          ),
      },
      {
        head: t('trash.goes'),
        width: 130,
        cell: (row) => row.trashed_at && <Goes days={daysUntil(goesAt(row.trashed_at), zone)} />,
      },
      {
        head: t('do.more'),
        width: 150,
        quiet: true,
        cell: (row) =>
          p.may && (
            <span className="row g4 trash-acts">
              <Button
                size="sm"
                icon={RotateCcw}
                aria-label={t('trash.restoreOne', { name: nameOf(p.entity, row) })}
                onClick={() => p.restore(row)}
              >
                {t('do.restore')}
              </Button>
              <IconButton
                icon={Trash2}
                size="sm"
                label={t('trash.deleteOne', { name: nameOf(p.entity, row) })}
                onClick={() => p.onDelete([row.id])}
              />
            </span>
          ),
      },
    ],
    [p, pictured, zone],
  );
}

function Goes({ days }: { days: number }) {
  if (days <= 0) return <span className="warn b">{t('trash.today')}</span>;
  return <span className={days <= 3 ? 'warn b' : 'dim'}>{t('trash.inDays', { n: days })}</span>;
}

interface DeleteProps {
  entity: EntityMeta;
  ids: number[];
  onClose: () => void;
}

function DeleteRows({ entity, ids, onClose }: DeleteProps) {
  const erase = () =>
    deleteForGood(entity.plural, ids)
      .then((n) => {
        notify({ text: t('trash.gone', { n }) });
        onClose();
      })
      .catch(tellProblem);
  return (
    <ConfirmDialog
      title={t('trash.deleteTitle', { n: ids.length })}
      confirmText={t('trash.delete')}
      busyText={t('trash.deleting')}
      onConfirm={erase}
      onClose={onClose}
    >
      {t('trash.deleteText')}
    </ConfirmDialog>
  );
}

interface EmptyProps {
  kinds: ReturnType<typeof useCounts>['kinds'];
  total: number;
  onClose: () => void;
}

function EmptyAll({ kinds, total, onClose }: EmptyProps) {
  const [done, setDone] = useState<number | null>(null);
  // As it was when it was asked: the counts shrink while it is being emptied.
  const [all] = useState(total);
  const [words] = useState(() =>
    kinds.filter((k) => k.total).map((k) => countLabel(k.entity, k.total ?? 0)),
  );
  const empty = () =>
    emptyTrash(kinds, setDone)
      .then((n) => {
        notify({ text: t('trash.gone', { n }) });
        onClose();
      })
      .catch(tellProblem);
  return (
    <ConfirmDialog
      title={t('trash.emptyTitle', { n: all })}
      confirmText={t('trash.empty')}
      busyText={t('trash.deleting')}
      onConfirm={empty}
      onClose={onClose}
    >
      <p>{new Intl.ListFormat().format(words)}.</p>
      <p>{t('trash.deleteText')}</p>
      {done !== null && <ProgressBar value={done} max={all} label={t('trash.deleting')} />}
    </ConfirmDialog>
  );
}
