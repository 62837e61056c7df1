// What comes next with a record: nothing yet, later, today, late; put off or done with one click.
import { CalendarClock, CalendarPlus, Check, Clock } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Row } from '../../api/types';
import { field, type EntityMeta } from '../../data/meta';
import { recordOptions } from '../../data/records';
import { useWorkspace } from '../../data/session';
import { noteStep } from '../../data/undo';
import { problemText, tellProblem } from '../../data/writes';
import { optionLabel } from '../../fields';
import { dayFromNow, due, exactTime, shortDay, type Urgency } from '../../lib/time';
import { t } from '../../text';
import {
  Button,
  classes,
  DatePicker,
  Field,
  Icon,
  Input,
  Menu,
  MenuItem,
  MenuLine,
  Popover,
} from '../../ui';
import { oneChange, refreshRecord } from './data';
import { followUpDone, snooze, snoozes } from './followUp';
import type { RecordUi } from './ui';

export interface NextBarProps {
  entity: EntityMeta;
  row: Row;
  ui: RecordUi;
  editable: boolean;
}

const looks: Record<Urgency, string> = { late: 'late', now: 'today', later: '' };

/** What the next step is: the note that says so. */
function useNextText(row: Row): string | null {
  const id = row['next_contact_note_id'];
  const known = typeof id === 'number';
  const note = useQuery({ ...recordOptions('note', known ? id : 0), enabled: known });
  const content = known ? note.data?.['content'] : null;
  return typeof content === 'string' && content ? content : null;
}

export function hasNext(entity: EntityMeta): boolean {
  return field(entity, 'next_contact_at') !== undefined;
}

function SnoozeMenu({ entity, row, ui }: NextBarProps) {
  const zone = useWorkspace().time_zone;
  const put = (day: string) => void snooze(entity.name, row, day).catch(tellProblem);
  return (
    <Menu
      align="end"
      open={ui.menu === 'snooze'}
      onOpenChange={(open) => ui.openMenu(open ? 'snooze' : null)}
      trigger={
        <Button size="sm" icon={Clock} kbd="h">
          {t('rec.next.snooze')}
        </Button>
      }
    >
      {snoozes(row, zone).map((s) => (
        <MenuItem key={s.text} onSelect={() => put(s.day)} detail={shortDay(s.day, zone)}>
          {t(s.text)}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem icon={CalendarPlus} onSelect={() => setTimeout(() => ui.openMenu('next'))}>
        {t('rec.next.pick')}
      </MenuItem>
    </Menu>
  );
}

/** What and when; both may be left out, not both of them. */
function NextForm({ entity, row, onClose }: { entity: EntityMeta; row: Row; onClose: () => void }) {
  const zone = useWorkspace().time_zone;
  const [what, setWhat] = useState('');
  const now = row['next_contact_at'];
  const [day, setDay] = useState<string | null>(typeof now === 'string' ? now.slice(0, 10) : null);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    if (!what.trim() && !day) return;
    setBusy(true);
    try {
      const changed = await oneChange(t('rec.nextSet'), async (send) => {
        if (what.trim())
          await send('POST', '/crm/notes', {
            entity_type: entity.name,
            entity_id: row.id,
            content: what.trim(),
            is_next_contact: true,
            ...(day ? { next_contact_at: day } : {}),
          });
        else await send('PATCH', `/crm/${entity.plural}/${row.id}`, { next_contact_at: day });
      });
      noteStep(changed, t('rec.nextSet'));
      await refreshRecord({ entity: entity.name, id: row.id });
      onClose();
    } catch (e) {
      setError(problemText(e));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="col g12"
      onSubmit={(e) => {
        e.preventDefault();
        void save();
      }}
    >
      <Field label={t('rec.next.what')} error={error}>
        <Input
          autoFocus
          value={what}
          maxLength={500}
          placeholder={t('rec.comp.nextHint')}
          onChange={(e) => setWhat(e.target.value)}
        />
      </Field>
      <Field label={t('rec.next.when')}>
        <DatePicker value={day} today={dayFromNow(0, zone)} onChange={setDay} />
      </Field>
      <Button type="submit" kind="primary" busy={busy} busyText={t('wait.saving')}>
        {t('rec.next.save')}
      </Button>
    </form>
  );
}

function SetNext(props: NextBarProps & { trigger: React.ReactElement }) {
  const { entity, row, ui, trigger } = props;
  return (
    <Popover
      label={t('rec.next.set')}
      width={300}
      align="end"
      open={ui.menu === 'next'}
      onOpenChange={(open) => ui.openMenu(open ? 'next' : null)}
      trigger={trigger}
    >
      <NextForm entity={entity} row={row} onClose={() => ui.openMenu(null)} />
    </Popover>
  );
}

export function NextBar(props: NextBarProps) {
  const { entity, row, ui, editable } = props;
  const zone = useWorkspace().time_zone;
  const what = useNextText(row);
  const at = typeof row['next_contact_at'] === 'string' ? row['next_contact_at'] : null;
  if (!hasNext(entity)) return null;
  if (!at && !what)
    return editable ? (
      <div className="nextbar none">
        <Icon of={CalendarClock} />
        <span className="grow trunc">{t('rec.next.invite')}</span>
        <SetNext
          {...props}
          trigger={
            <Button size="sm" icon={CalendarPlus} kbd="h">
              {t('rec.next.set')}
            </Button>
          }
        />
      </div>
    ) : null;
  const when = at ? due(at, zone) : { text: '', urgency: 'later' as const };
  const lead = when.urgency === 'now' ? t('rec.next.today') : t('rec.next.on', { when: when.text });
  const every = row['contact_every'];
  const done = () => {
    followUpDone(entity.name, row).catch(tellProblem);
    ui.openMenu(null);
  };
  return (
    <section
      className={classes('nextbar', looks[when.urgency])}
      aria-label={t('rec.comp.nextLabel')}
    >
      <Icon of={CalendarClock} />
      <span className="grow what">
        <b className="bb" title={at ? exactTime(at, zone) : undefined}>
          {when.text ? lead : `${t('rec.comp.nextLabel')}:`}
        </b>{' '}
        <span>{what ?? t('rec.next.nothing')}</span>
        {typeof every === 'string' && (
          <span className="dim every"> {optionLabel({ name: 'contact_every' }, every)}</span>
        )}
      </span>
      {editable && (
        <span className="do row g6">
          {/* The anchor of "another day" is the button that was pressed. */}
          {ui.menu === 'next' ? (
            <SetNext
              {...props}
              trigger={
                <Button size="sm" icon={Clock}>
                  {t('rec.next.snooze')}
                </Button>
              }
            />
          ) : (
            <SnoozeMenu {...props} />
          )}
          <Button size="sm" icon={Check} kbd="d" onClick={done}>
            {t('rec.next.done')}
          </Button>
        </span>
      )}
    </section>
  );
}
