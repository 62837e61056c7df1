// What can be done with a record from its head: reach out, log, and the rest behind "more".
import {
  CircleCheck,
  CircleDot,
  Ellipsis,
  Link2,
  Mail,
  PencilLine,
  Phone,
  RotateCcw,
  Trash2,
  TriangleAlert,
} from 'lucide-react';
import { useState } from 'react';
import { openOverlay } from '../../app/overlays';
import { useGo } from '../../app/state';
import type { Row } from '../../api/types';
import { field, nameOf, type EntityMeta } from '../../data/meta';
import { notify } from '../../data/notify';
import { useMay, useWorkspace } from '../../data/session';
import { restoreRecord, tellProblem, trashRecord } from '../../data/writes';
import { ago } from '../../lib/time';
import { t } from '../../text';
import {
  Banner,
  Button,
  ConfirmDialog,
  copyText,
  Icon,
  IconButton,
  Kbd,
  Menu,
  MenuItem,
  MenuLine,
} from '../../ui';
import { deleteForGood, reachBy } from './actions';
import { refreshRecord } from './data';
import type { RecordUi } from './ui';

export interface ActionsProps {
  entity: EntityMeta;
  row: Row;
  ui: RecordUi;
  editable: boolean;
  /** Where to go when it is gone: the next of the list, or the list. */
  onGone: () => void;
}

export function logWith(entity: EntityMeta, row: Row, ui: RecordUi): void {
  if (entity.name === 'contact')
    openOverlay('log', { contact: { id: row.id, name: nameOf(entity, row) } });
  else ui.write('call');
}

/** Opens the mail program, and the composer to say what was written. */
export function email(entity: EntityMeta, row: Row, ui: RecordUi): void {
  const href = reachBy(entity, row, 'email');
  ui.write('email');
  if (href) window.location.assign(href);
}

export function copyLink(entity: EntityMeta, row: Row, workspace: number): void {
  const url = `${window.location.origin}/w/${workspace}/${entity.plural}/${row.id}`;
  void copyText(url).then((done) => done && notify({ text: t('rec.linkCopied') }));
}

export function restore(entity: EntityMeta, row: Row): void {
  restoreRecord(entity.name, row)
    .then(() => refreshRecord({ entity: entity.name, id: row.id }))
    .catch(tellProblem);
}

export function trash(entity: EntityMeta, row: Row, onGone: () => void): void {
  onGone();
  void trashRecord(entity.name, row).catch(tellProblem);
}

interface Reach {
  icon: typeof Phone;
  label: string;
  href?: string;
  kbd?: string;
  onClick: () => void;
}

/** Call, email, log; those that the record has no number or address for only log. */
export function useReach({
  entity,
  row,
  ui,
}: Pick<ActionsProps, 'entity' | 'row' | 'ui'>): Reach[] {
  const phone = reachBy(entity, row, 'phone');
  const mail = reachBy(entity, row, 'email');
  const reaches: Reach[] = [];
  if (phone)
    reaches.push({
      icon: Phone,
      label: t('rec.call'),
      href: phone,
      onClick: () => ui.write('call'),
    });
  if (mail)
    reaches.push({
      icon: Mail,
      label: t('rec.email'),
      kbd: 'm',
      href: mail,
      onClick: () => ui.write('email'),
    });
  reaches.push({
    icon: PencilLine,
    label: t('rec.log'),
    kbd: 'l',
    onClick: () => logWith(entity, row, ui),
  });
  return reaches;
}

/** A link in the look of a button, or a button. */
export function ReachButtons(props: Pick<ActionsProps, 'entity' | 'row' | 'ui'>) {
  return useReach(props).map((r) =>
    r.href ? (
      <a key={r.label} className="btn" href={r.href} onClick={r.onClick}>
        <Icon of={r.icon} />
        {r.label}
        {r.kbd && <Kbd keys={r.kbd} />}
      </a>
    ) : (
      <Button key={r.label} icon={r.icon} kbd={r.kbd} onClick={r.onClick}>
        {r.label}
      </Button>
    ),
  );
}

export function PhoneReach(props: Pick<ActionsProps, 'entity' | 'row' | 'ui'>) {
  return (
    <div className="ph-reach">
      {useReach(props).map((r) =>
        r.href ? (
          <a key={r.label} href={r.href} onClick={r.onClick}>
            <Icon of={r.icon} size="l" />
            {r.label}
          </a>
        ) : (
          <button key={r.label} type="button" onClick={r.onClick}>
            <Icon of={r.icon} size="l" />
            {r.label}
          </button>
        ),
      )}
    </div>
  );
}

export function MoreMenu({ entity, row, ui, editable, onGone }: ActionsProps) {
  const workspace = useWorkspace().id;
  const [asking, setAsking] = useState(false);
  const mayWrite = useMay('member');
  const trashed = !!row.trashed_at && mayWrite;
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton icon={Ellipsis} label={t('rec.more', { name: nameOf(entity, row) })} />
        }
      >
        <MenuItem icon={Link2} onSelect={() => copyLink(entity, row, workspace)}>
          {t('rec.copyLink')}
        </MenuItem>
        {editable && field(entity, 'stage') && (
          <MenuItem icon={CircleDot} kbd="s" onSelect={() => setTimeout(() => ui.edit('stage'))}>
            {t('rec.setStage')}
          </MenuItem>
        )}
        {editable && (
          <MenuItem icon={CircleCheck} kbd="t" onSelect={() => setTimeout(() => ui.write('task'))}>
            {t('rec.tasks.add')}
          </MenuItem>
        )}
        {(editable || trashed) && <MenuLine />}
        {editable && entity.trash && (
          <MenuItem icon={Trash2} kbd="#" danger onSelect={() => trash(entity, row, onGone)}>
            {t('do.trash')}
          </MenuItem>
        )}
        {trashed && (
          <MenuItem icon={RotateCcw} onSelect={() => restore(entity, row)}>
            {t('do.restore')}
          </MenuItem>
        )}
        {trashed && (
          <MenuItem icon={Trash2} danger onSelect={() => setTimeout(() => setAsking(true))}>
            {t('rec.deleteForGood')}
          </MenuItem>
        )}
      </Menu>
      {asking && (
        <DeleteForGood entity={entity} row={row} onGone={onGone} onClose={() => setAsking(false)} />
      )}
    </>
  );
}

interface DeleteProps {
  entity: EntityMeta;
  row: Row;
  onGone: () => void;
  onClose: () => void;
}

function DeleteForGood({ entity, row, onGone, onClose }: DeleteProps) {
  const name = nameOf(entity, row);
  const confirm = async () => {
    try {
      await deleteForGood(entity, row);
      onClose();
      onGone();
    } catch (e) {
      tellProblem(e);
    }
  };
  return (
    <ConfirmDialog
      title={t('rec.deleteAsk', { name })}
      confirmText={t('rec.deleteForGood')}
      busyText={t('rec.deleting')}
      onConfirm={confirm}
      onClose={onClose}
    >
      {t('rec.deleteText')}
    </ConfirmDialog>
  );
}

/** Over a record in the trash. */
export function TrashBanner({
  entity,
  row,
  onGone,
}: Pick<ActionsProps, 'entity' | 'row' | 'onGone'>) {
  const zone = useWorkspace().time_zone;
  const mayWrite = useMay('member');
  const [asking, setAsking] = useState(false);
  if (!row.trashed_at) return null;
  return (
    <>
      <Banner
        tone="warn"
        icon={TriangleAlert}
        actions={
          mayWrite && (
            <span className="row g6">
              <Button size="sm" icon={RotateCcw} onClick={() => restore(entity, row)}>
                {t('do.restore')}
              </Button>
              <Button size="sm" kind="quietDanger" onClick={() => setAsking(true)}>
                {t('rec.deleteForGood')}
              </Button>
            </span>
          )
        }
      >
        {t('rec.inTrash', { when: ago(row.trashed_at, zone).toLocaleLowerCase() })}
      </Banner>
      {asking && (
        <DeleteForGood entity={entity} row={row} onGone={onGone} onClose={() => setAsking(false)} />
      )}
    </>
  );
}

/** Back to the list of the record's kind. */
export function useToList(entity: EntityMeta): () => void {
  const go = useGo();
  return () => go(entity.plural);
}
