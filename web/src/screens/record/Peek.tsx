// A record beside its list: the same parts in a drawer that leaves the list at work.
import { ChevronDown, ChevronUp, Maximize2, PanelRightClose } from 'lucide-react';
import { useMemo } from 'react';
import { useGo } from '../../app/state';
import type { Row } from '../../api/types';
import { findEntity, nameOf, useMeta, type EntityMeta } from '../../data/meta';
import { useRecord } from '../../data/records';
import { problemText } from '../../data/writes';
import { Cell, fieldLabel, isMissing } from '../../fields';
import { number } from '../../lib/numbers';
import { t } from '../../text';
import { Button, Drawer, EmptyState, IconButton, Skeleton } from '../../ui';
import { useEditable } from './actions';
import { MoreMenu, ReachButtons, TrashBanner } from './actionBar';
import type { Self } from './entries';
import { Head } from './Head';
import { useRecordKeys } from './keys';
import { RecordTabs, useWrites } from './Parts';
import { factsOf } from './purpose';
import { usePlace } from './siblings';
import { useRecordUi } from './ui';

export interface PeekProps {
  /** The entity's name: "contact". */
  entity: string;
  id: number;
  onClose: () => void;
  /** To the next (1) or the one before (-1) in the list under it. */
  onMove?: ((step: 1 | -1) => void) | undefined;
}

export default function Peek(props: PeekProps) {
  const entity = findEntity(useMeta(), props.entity);
  const { data, isPending, error, refetch } = useRecord(props.entity, props.id);
  if (!entity) return null;
  return (
    <Drawer
      label={t('rec.peek', { name: data ? nameOf(entity, data) : '' })}
      onClose={props.onClose}
    >
      {data ? (
        <Loaded key={data.id} {...props} meta={entity} row={data} />
      ) : isPending ? (
        <div className="pad col g16" role="status" aria-label={t('wait.loading')} aria-busy>
          <Skeleton width={220} height={18} />
          <Skeleton width="80%" />
          <Skeleton width="60%" />
        </div>
      ) : (
        <EmptyState rings={false} title={t('wrong.load')} text={problemText(error)}>
          <Button onClick={() => void refetch()}>{t('do.retry')}</Button>
          <Button onClick={props.onClose}>{t('do.close')}</Button>
        </EmptyState>
      )}
    </Drawer>
  );
}

function Facts({ entity, row }: { entity: EntityMeta; row: Row }) {
  const facts = factsOf(entity).filter((f) => !isMissing(row[f.name]));
  if (!facts.length) return null;
  return (
    <dl className="facts">
      {facts.map((f) => (
        <div key={f.name} className="kv">
          <dt>{fieldLabel(f)}</dt>
          <dd>
            <Cell field={f} row={row} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Loaded({
  meta: entity,
  row,
  onClose,
  onMove,
}: PeekProps & { meta: EntityMeta; row: Row }) {
  const go = useGo();
  const ui = useRecordUi();
  const editable = useEditable(row);
  const writes = useWrites(entity);
  const { place } = usePlace(entity.plural, row.id);
  const self = useMemo((): Self => ({ entity: entity.name, id: row.id }), [entity.name, row.id]);
  const open = () => go(`${entity.plural}/${row.id}`);
  const actions = { entity, row, ui, editable, onGone: onClose };
  useRecordKeys({ ...actions, writes, onMove, onOpen: open });
  return (
    <>
      <div className="top line">
        <IconButton
          icon={PanelRightClose}
          label={t('rec.closePeek')}
          kbd="escape"
          onClick={onClose}
        />
        <IconButton icon={Maximize2} label={t('rec.open')} kbd="enter" onClick={open} />
        {place && (
          <span className="dim tn sm">
            {t('rec.place', { n: number(place.at), of: number(place.of) })}
          </span>
        )}
        {onMove && (
          <>
            <IconButton
              icon={ChevronUp}
              size="sm"
              label={t('rec.previous')}
              kbd="k"
              onClick={() => onMove(-1)}
            />
            <IconButton
              icon={ChevronDown}
              size="sm"
              label={t('rec.next')}
              kbd="j"
              onClick={() => onMove(1)}
            />
          </>
        )}
        <span className="end" />
        {writes && editable && <ReachButtons {...actions} />}
        <MoreMenu {...actions} />
      </div>
      <TrashBanner entity={entity} row={row} onGone={onClose} />
      <Head entity={entity} row={row} ui={ui} editable={editable} />
      <RecordTabs self={self} entity={entity} row={row} ui={ui} editable={editable} details>
        <Facts entity={entity} row={row} />
      </RecordTabs>
    </>
  );
}
