// What can be done with one row: its menu, at the button or where the pointer is. All that keys and swipes
// do is here too.
import {
  CalendarClock,
  CircleDot,
  Copy,
  Eye,
  ExternalLink,
  PencilLine,
  Trash2,
} from 'lucide-react';
import type { Row } from '../../api/types';
import { openOverlay } from '../../app/overlays';
import { field as findField, nameOf, type EntityMeta } from '../../data/meta';
import { shownWorkspace, useMay } from '../../data/session';
import { notify } from '../../data/notify';
import { patchRecord, tellProblem, trashRecord } from '../../data/writes';
import { isEditable, optionsOf } from '../../fields';
import { dayFromNow } from '../../lib/time';
import { instantOf } from '../../lib/zone';
import { t, type TextKey } from '../../text';
import { copyText, Menu, MenuItem, MenuLine, MenuSub } from '../../ui';

export interface MenuAt {
  row: Row;
  x: number;
  y: number;
}

/** Days until Monday, at least one. */
function untilMonday(zone: string): number {
  const day = new Date(`${dayFromNow(0, zone)}T00:00:00Z`).getUTCDay();
  return (8 - day) % 7 || 7;
}

const snoozes: { text: TextKey; days: (zone: string) => number }[] = [
  { text: 'time.tomorrow', days: () => 1 },
  { text: 'snooze.monday', days: untilMonday },
  { text: 'snooze.week', days: () => 7 },
  { text: 'snooze.month', days: () => 30 },
];

/** The field that says when a record is next due, if it has one. */
export function nextField(entity: EntityMeta): string | undefined {
  return ['next_contact_at', 'due_at'].find((n) => findField(entity, n));
}

export function snooze(entity: EntityMeta, row: Row, days: number): void {
  const name = nextField(entity);
  if (!name) return;
  const zone = shownWorkspace().time_zone;
  const at = instantOf(dayFromNow(days, zone), '00:00', zone);
  const what = t('snooze.done', { name: nameOf(entity, row) });
  patchRecord(entity.name, row, { [name]: at }, { what }).catch(tellProblem);
}

export function SnoozeItems({ entity, row }: { entity: EntityMeta; row: Row }) {
  const zone = shownWorkspace().time_zone;
  return snoozes.map((s) => (
    <MenuItem key={s.text} onSelect={() => snooze(entity, row, s.days(zone))}>
      {t(s.text)}
    </MenuItem>
  ));
}

export function log(entity: EntityMeta, row: Row): void {
  openOverlay(
    'log',
    entity.name === 'contact' ? { contact: { id: row.id, name: nameOf(entity, row) } } : {},
  );
}

interface ItemsProps {
  entity: EntityMeta;
  row: Row;
  onOpen: () => void;
  onPeek?: (() => void) | undefined;
}

export function RowItems({ entity, row, onOpen, onPeek }: ItemsProps) {
  const mayWrite = useMay('member');
  const stage = findField(entity, 'stage');
  const link = `${window.location.origin}/w/${shownWorkspace().id}/${entity.plural}/${row.id}`;
  return (
    <>
      <MenuItem icon={ExternalLink} kbd="enter" onSelect={onOpen}>
        {t('do.open')}
      </MenuItem>
      {onPeek && (
        <MenuItem icon={Eye} kbd="space" onSelect={onPeek}>
          {t('list.peek')}
        </MenuItem>
      )}
      {mayWrite && (
        <>
          <MenuLine />
          {entity.name === 'contact' && (
            <MenuItem icon={PencilLine} kbd="l" onSelect={() => log(entity, row)}>
              {t('nav.log')}
            </MenuItem>
          )}
          {nextField(entity) && (
            <MenuSub icon={CalendarClock} label={t('snooze.title')}>
              <SnoozeItems entity={entity} row={row} />
            </MenuSub>
          )}
          {stage && isEditable(stage) && (
            <MenuSub icon={CircleDot} label={t('list.setStage')}>
              {optionsOf(stage).map((o) => (
                <MenuItem
                  key={o.value}
                  onSelect={() => {
                    patchRecord(entity.name, row, { stage: o.value }).catch(tellProblem);
                  }}
                >
                  {o.content ?? o.label}
                </MenuItem>
              ))}
            </MenuSub>
          )}
        </>
      )}
      <MenuItem
        icon={Copy}
        onSelect={() =>
          void copyText(link).then((done) => done && notify({ text: t('do.copied') }))
        }
      >
        {t('list.copyLink')}
      </MenuItem>
      {mayWrite && entity.trash && (
        <>
          <MenuLine />
          <MenuItem
            icon={Trash2}
            kbd="#"
            danger
            onSelect={() => {
              trashRecord(entity.name, row).catch(tellProblem);
            }}
          >
            {t('do.trash')}
          </MenuItem>
        </>
      )}
    </>
  );
}

export function RowMenu({
  at,
  onClose,
  ...rest
}: Omit<ItemsProps, 'row'> & { at: MenuAt; onClose: () => void }) {
  return (
    <Menu
      open
      onOpenChange={(open) => !open && onClose()}
      label={t('list.rowMenu', { name: nameOf(rest.entity, at.row) })}
      trigger={
        <button
          type="button"
          aria-hidden
          tabIndex={-1}
          style={{
            position: 'fixed',
            insetBlockStart: at.y,
            left: at.x,
            inlineSize: 1,
            blockSize: 1,
          }}
        />
      }
    >
      <RowItems {...rest} row={at.row} />
    </Menu>
  );
}
