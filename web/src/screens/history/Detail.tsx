// One change set: who and when, each event with what was before and after, and the way back.
import { Link } from '@tanstack/react-router';
import { ArrowRight, Redo2, Undo2, X } from 'lucide-react';
import { useState } from 'react';
import { call, Problem } from '../../api/client';
import type { Change, Event, Row, Value } from '../../api/types';
import { useWorkspaceId } from '../../app/state';
import { refreshHistory, type useChange } from '../../data/history';
import { cachedMeta, field, findEntity } from '../../data/meta';
import { queryClient } from '../../data/client';
import { useRefName } from '../../data/refs';
import { refreshLists } from '../../data/records';
import { useMay, useWorkspace } from '../../data/session';
import { noteStep } from '../../data/undo';
import { tellProblem } from '../../data/writes';
import { Cell, entityLabelOf, fieldLabel } from '../../fields';
import { exactTime } from '../../lib/time';
import { maybe, t } from '../../text';
import { Button, Icon, IconButton, Tag } from '../../ui';
import { ConflictNote, type Conflicts, type UndoConflict } from '../record/undo';
import { Failed, Waiting } from '../shared/Loaded';
import { verbOf } from './summary';
import { SummaryWords } from './SummaryWords';

/** Takes a set back; an undo taken back is a redo. */
export function useTakeBack() {
  const [conflicts, setConflicts] = useState<Conflicts | null>(null);
  const [busy, setBusy] = useState(false);
  const takeBack = (id: number, redo: boolean) => {
    setBusy(true);
    setConflicts(null);
    call<unknown>('POST', `/crm/changes/${id}/undo`, { body: {} })
      .then((answer) => {
        noteStep(answer.changeId, redo ? t('hist.redone') : t('hist.undone'));
        refreshLists();
        refreshHistory();
        void queryClient.invalidateQueries({
          predicate: (q) => ['record', 'timeline'].includes(String(q.queryKey[1])),
        });
      })
      .catch((e: unknown) => {
        const rows = e instanceof Problem ? e.more['conflicts'] : undefined;
        if (!Array.isArray(rows)) return tellProblem(e);
        const n = e instanceof Problem ? Number(e.more['n_conflicts'] ?? rows.length) : rows.length;
        setConflicts({ rows: rows as UndoConflict[], n });
      })
      .finally(() => setBusy(false));
  };
  return { conflicts, busy, takeBack, forget: () => setConflicts(null) };
}

export interface DetailProps {
  change: Change;
  events: ReturnType<typeof useChange>;
  onClose: () => void;
}

export function Detail({ change, events, onClose }: DetailProps) {
  const { time_zone: zone } = useWorkspace();
  const may = useMay('member');
  const { conflicts, busy, takeBack, forget } = useTakeBack();
  const rows = events.data?.pages.flatMap((p) => p.events ?? []) ?? [];
  const undone = change.undone_by;
  return (
    <div className="hist-detail">
      <div className="hist-head">
        <div className="grow">
          <h2>
            <SummaryWords change={change} />
          </h2>
          <p className="muted sm">
            {change.actor.name ?? maybe(`hist.actor.${change.actor.kind}`) ?? change.actor.kind}
            {' · '}
            <time dateTime={change.at}>{exactTime(change.at, zone)}</time>
            {change.label !== null && ` · ${change.label}`}
          </p>
          <p className="row g4 wrap">
            {undone !== null && <Tag>{t('hist.isUndone')}</Tag>}
            {change.undo_of !== null && <Tag tone="info">{t('hist.isUndo')}</Tag>}
          </p>
        </div>
        {may && undone === null && (
          <Button
            icon={Undo2}
            kbd="u"
            busy={busy}
            onClick={() => takeBack(change.id, change.undo_of !== null)}
          >
            {change.undo_of === null ? t('do.undo') : t('do.redo')}
          </Button>
        )}
        {may && undone !== null && (
          <Button icon={Redo2} kbd="u" busy={busy} onClick={() => takeBack(undone, true)}>
            {t('do.redo')}
          </Button>
        )}
        <IconButton icon={X} label={t('do.close')} kbd="escape" onClick={onClose} />
      </div>
      {conflicts && <ConflictNote conflicts={conflicts} onClose={forget} />}
      {events.isPending && <Waiting />}
      {events.isError && <Failed error={events.error} onRetry={() => void events.refetch()} />}
      <ol className="hist-events">
        {rows.map((e) => (
          <EventRow key={e.id} event={e} />
        ))}
      </ol>
      {events.hasNextPage && (
        <div className="more-row">
          <Button busy={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
            {t('hist.moreEvents')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** What of a record has a page of its own. */
function pathOf(entity: string, id: number): string | null {
  const meta = cachedMeta();
  const known = meta && findEntity(meta, entity);
  return known && known.trash ? `${known.plural}/${id}` : null;
}

function EventRow({ event }: { event: Event }) {
  const workspace = useWorkspaceId();
  const name = useRefName(event.entity_type, event.entity_id);
  const label = entityLabelOf(event.entity_type);
  const path = pathOf(event.entity_type, event.entity_id);
  // When it went to the trash is when the set was made.
  const changes = Object.entries((event.changes ?? {}) as Record<string, unknown>).filter(
    ([f]) => f !== 'trashed_at',
  );
  return (
    <li>
      <div className="row g6 wrap">
        <Tag>{t(`hist.verb.${verbOf(event.type)}`)}</Tag>
        <span className="dim">{label}</span>
        {path && name != null ? (
          <Link className="acc b" to={`/w/${workspace}/${path}` as never}>
            {name}
          </Link>
        ) : (
          // What has no name of its own is called by its kind, which stands there already.
          name !== label && <span className="b">{name}</span>
        )}
      </div>
      {changes.length > 0 && (
        <dl className="hist-fields">
          {changes.map(([f, pair]) => (
            <FieldChange key={f} entity={event.entity_type} name={f} pair={pair} />
          ))}
        </dl>
      )}
    </li>
  );
}

interface FieldChangeProps {
  entity: string;
  name: string;
  pair: unknown;
}

function FieldChange({ entity, name, pair }: FieldChangeProps) {
  const meta = cachedMeta();
  const known = meta && findEntity(meta, entity);
  const f = known && field(known, name);
  const { before, after } = (pair ?? {}) as { before?: Value; after?: Value };
  const value = (v: Value | undefined) => {
    if (v === undefined || v === null || v === '')
      return <span className="dim">{t('hist.empty')}</span>;
    if (!f) return <span>{typeof v === 'object' ? JSON.stringify(v) : String(v)}</span>;
    const row = { id: 0, created_at: '', updated_at: '', [name]: v } as Row;
    return <Cell field={f} row={row} value={v} />;
  };
  return (
    <div>
      <dt>{f ? fieldLabel(f) : (maybe(`field.${name}`) ?? name.replaceAll('_', ' '))}</dt>
      <dd>
        <span className="was">{value(before)}</span>
        <Icon of={ArrowRight} size="xs" label={t('hist.became')} className="dim" />
        <span className="is">{value(after)}</span>
      </dd>
    </div>
  );
}
