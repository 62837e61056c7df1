// The page of one record of any kind.
import { ArrowLeft, ChevronDown, ChevronLeft, ChevronUp, Link2, Trash2 } from 'lucide-react';
import { Link, useParams } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { NotFound } from '../../app/RouteStates';
import { router } from '../../app/router';
import { useGo, useWorkspaceId } from '../../app/state';
import { Problem } from '../../api/client';
import type { Row } from '../../api/types';
import { findEntity, nameOf, useMeta, type EntityMeta } from '../../data/meta';
import { useNoteRecent } from '../../data/recent';
import { prefetchRecord, useRecord } from '../../data/records';
import { useWorkspace } from '../../data/session';
import { problemText } from '../../data/writes';
import { pluralLabel } from '../../fields';
import { usePrinting, useWidth } from '../../lib/media';
import { number } from '../../lib/numbers';
import { t } from '../../text';
import { Button, EmptyState, Icon, IconButton, Skeleton } from '../../ui';
import { useEditable } from './actions';
import { copyLink, MoreMenu, PhoneReach, ReachButtons, trash, TrashBanner } from './actionBar';
import type { Self } from './entries';
import { Head, PhoneHead } from './Head';
import { useRecordKeys } from './keys';
import { NextBar } from './NextBar';
import { Fields, RecordTabs, RelatedColumn, Story, useWrites, type PartsProps } from './Parts';
import { usePlace, type Place } from './siblings';
import { useRecordUi } from './ui';

export default function RecordScreen() {
  const { plural = '', id = '' } = useParams({ strict: false }) as { plural?: string; id?: string };
  const entity = findEntity(useMeta(), plural);
  if (!entity || entity.child || !/^\d+$/.test(id)) return <NotFound />;
  return <Loaded key={`${entity.name}.${id}`} entity={entity} id={Number(id)} />;
}

function Loaded({ entity, id }: { entity: EntityMeta; id: number }) {
  const { data, isPending, error, refetch } = useRecord(entity.name, id);
  useNoteRecent(entity.name, id, data && nameOf(entity, data));
  if (data) return <Page entity={entity} row={data} />;
  if (isPending) return <Waits />;
  return <Missing entity={entity} error={error} retry={() => void refetch()} />;
}

function Missing({
  entity,
  error,
  retry,
}: {
  entity: EntityMeta;
  error: Error | null;
  retry: () => void;
}) {
  const workspace = useWorkspaceId();
  const gone = error instanceof Problem && error.status === 404;
  return (
    <EmptyState
      rings={gone}
      title={t(gone ? 'rec.gone.title' : 'wrong.load')}
      text={gone ? t('wrong.gone') : problemText(error)}
    >
      {!gone && (
        <Button kind="primary" onClick={retry}>
          {t('do.retry')}
        </Button>
      )}
      <Link className="btn" to={`/w/${workspace}/${entity.plural}` as never}>
        {t('rec.gone.back')}
      </Link>
    </EmptyState>
  );
}

/** The list this was opened from, with its view and filter; kept for a reload of this tab. */
function useListAddress(entity: EntityMeta): string {
  const workspace = useWorkspaceId();
  const list = `/w/${workspace}/${entity.plural}`;
  const [from] = useState(() => {
    const before = router.state.resolvedLocation;
    const key = `kith.list.${list}`;
    try {
      if (before?.pathname === list) sessionStorage.setItem(key, before.href);
      return sessionStorage.getItem(key) ?? list;
    } catch {
      return list;
    }
  });
  return from;
}

interface BarProps {
  entity: EntityMeta;
  row: Row;
  place: Place | null;
  editable: boolean;
  move: (step: 1 | -1) => void;
  onGone: () => void;
}

function Bar({ entity, row, place, editable, move, onGone }: BarProps) {
  const workspace = useWorkspace().id;
  const list = useListAddress(entity);
  return (
    <div className="top line">
      <nav className="crumb" aria-label={t('rec.gone.back')}>
        <Link to={list as never} className="row g6">
          <Icon of={ArrowLeft} size="s" />
          {pluralLabel(entity)}
        </Link>
      </nav>
      {place && (
        <>
          <span className="dim tn sm">
            {t('rec.place', { n: number(place.at), of: number(place.of) })}
          </span>
          <IconButton
            icon={ChevronUp}
            size="sm"
            label={t('rec.previous')}
            kbd="k"
            disabled={place.at <= 1}
            onClick={() => move(-1)}
          />
          <IconButton
            icon={ChevronDown}
            size="sm"
            label={t('rec.next')}
            kbd="j"
            disabled={place.at >= place.of}
            onClick={() => move(1)}
          />
        </>
      )}
      <span className="end" />
      <IconButton
        icon={Link2}
        label={t('rec.copyLink')}
        onClick={() => copyLink(entity, row, workspace)}
      />
      {editable && entity.trash && (
        <IconButton
          icon={Trash2}
          label={t('do.trash')}
          kbd="#"
          onClick={() => trash(entity, row, onGone)}
        />
      )}
    </div>
  );
}

function Page({ entity, row }: { entity: EntityMeta; row: Row }) {
  const go = useGo();
  const ui = useRecordUi();
  const screen = useWidth();
  const width = usePrinting() ? 'wide' : screen;
  const editable = useEditable(row);
  const writes = useWrites(entity);
  const { place, neighbour } = usePlace(entity.plural, row.id);
  const name = nameOf(entity, row);
  const { plural } = entity;
  const self = useMemo((): Self => ({ entity: entity.name, id: row.id }), [entity.name, row.id]);

  useEffect(() => {
    const before = document.title;
    document.title = `${name} · ${t('app.name')}`;
    return () => {
      document.title = before;
    };
  }, [name]);
  useEffect(() => {
    // The neighbours are there before they are asked for.
    for (const id of [place?.next, place?.previous]) if (id) prefetchRecord(entity.name, id);
  }, [place, entity.name]);

  const move = useCallback(
    (step: 1 | -1) => {
      void neighbour(step).then((id) => {
        if (id !== null) go(`${plural}/${id}`);
      });
    },
    [go, neighbour, plural],
  );
  const onGone = () => {
    const id = place?.next ?? place?.previous;
    if (id) go(`${plural}/${id}`);
    else go(plural);
  };
  useRecordKeys({ entity, row, ui, editable, writes, onMove: place ? move : undefined, onGone });

  const parts: PartsProps = { self, entity, row, ui, editable };
  const actions = { entity, row, ui, editable, onGone };
  if (width === 'phone') return <Phone parts={parts} onGone={onGone} />;
  return (
    <>
      <Bar
        entity={entity}
        row={row}
        place={place}
        editable={editable}
        move={move}
        onGone={onGone}
      />
      <TrashBanner entity={entity} row={row} onGone={onGone} />
      <Head {...parts}>
        <div className="row g6 reach">
          {writes && editable && <ReachButtons {...actions} />}
          <MoreMenu {...actions} />
        </div>
      </Head>
      <div className="body">
        {width === 'wide' ? (
          <Wide {...parts} />
        ) : (
          <Tabbed {...parts} details={width === 'narrow'} />
        )}
      </div>
    </>
  );
}

function Wide(parts: PartsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  return (
    <div className="rec">
      <div className="left">
        <Fields {...parts} />
      </div>
      <div className="story" ref={scroller}>
        <Story {...parts} scroller={scroller} />
      </div>
      <RelatedColumn {...parts} />
    </div>
  );
}

/** Without the related column; on a narrow window the fields are a tab as well. */
function Tabbed({ details, ...parts }: PartsProps & { details: boolean }) {
  return (
    <div className={details ? 'rec one' : 'rec two'}>
      {!details && (
        <div className="left">
          <Fields {...parts} />
        </div>
      )}
      <RecordTabs {...parts} details={details} />
    </div>
  );
}

function Phone({ parts, onGone }: { parts: PartsProps; onGone: () => void }) {
  const { entity, row, ui, editable } = parts;
  const list = useListAddress(entity);
  const writes = useWrites(entity);
  return (
    <>
      <div className="ph-bar">
        <Link to={list as never} className="ib" aria-label={t('do.back')}>
          <Icon of={ChevronLeft} size="l" />
        </Link>
        <span className="end" />
        <MoreMenu entity={entity} row={row} ui={ui} editable={editable} onGone={onGone} />
      </div>
      <TrashBanner entity={entity} row={row} onGone={onGone} />
      <div className="ph-scroll rec-phone">
        <PhoneHead {...parts} />
        {writes && editable && <PhoneReach entity={entity} row={row} ui={ui} />}
        <NextBar entity={entity} row={row} ui={ui} editable={editable} />
        <RecordTabs {...parts} details nextAbove />
      </div>
    </>
  );
}

function Waits() {
  return (
    <div role="status" aria-label={t('wait.loading')} aria-busy className="rec-waits">
      <div className="top line">
        <Skeleton width={90} />
      </div>
      <div className="rhead">
        <Skeleton width={56} height={56} round />
        <div className="col g10">
          <Skeleton width={220} height={18} />
          <Skeleton width={300} />
        </div>
      </div>
      <div className="col g16 pad">
        {[60, 80, 70, 50].map((width) => (
          <Skeleton key={width} width={`${width}%`} />
        ))}
      </div>
    </div>
  );
}
