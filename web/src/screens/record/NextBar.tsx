// What comes next with a record: nothing yet, later, today, late; put off or done with one click.
import { CalendarClock, CalendarPlus, Check, Clock } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Row } from '../../api/types';
import type { EntityMeta } from '../../data/meta';
import { recordOptions } from '../../data/records';
import { useWorkspace } from '../../data/session';
import { patchRecord, problemText, tellProblem } from '../../data/writes';
import { optionLabel } from '../../fields';
import { useWidth } from '../../lib/media';
import { ago, dayFromNow, due, exactTime, shortDay, type Urgency } from '../../lib/time';
import { wallClock } from '../../lib/zone';
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
import { addChild } from './data';
import { done, isDone, momentOf, putOn, reopen, snooze, snoozes, type Moment } from './followUp';
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

function SnoozeMenu({ entity, row, ui }: NextBarProps) {
  const zone = useWorkspace().time_zone;
  const put = (day: string) => void snooze(entity, row, day).catch(tellProblem);
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

interface FormProps {
  entity: EntityMeta;
  row: Row;
  moment: Moment;
  onClose: () => void;
}

/** What and when; either may be left out. Of a task only when. */
function NextForm({ entity, row, moment, onClose }: FormProps) {
  const zone = useWorkspace().time_zone;
  const [what, setWhat] = useState('');
  const now = row[moment];
  const [day, setDay] = useState<string | null>(
    typeof now === 'string' ? wallClock(now, zone).day : null,
  );
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const words = what.trim();
  const save = async () => {
    if (!words && !day) return;
    const at = day && putOn(day, now, zone);
    setBusy(true);
    try {
      if (words) {
        const note = { entity_type: entity.name, entity_id: row.id, content: words };
        const date = at ? { next_contact_at: at } : {};
        await addChild(
          { entity: entity.name, id: row.id },
          'notes',
          { ...note, is_next_contact: true, ...date },
          t('rec.nextSet'),
        );
      } else await patchRecord(entity.name, row, { [moment]: at }, { what: t('rec.nextSet') });
      onClose();
    } catch (e) {
      setError(problemText(e));
    } finally {
      setBusy(false);
    }
  };
  const date = (
    <DatePicker
      value={day}
      today={dayFromNow(0, zone)}
      onChange={setDay}
      autoFocus={moment === 'due_at'}
    />
  );
  return (
    <form
      className="col g12"
      onSubmit={(e) => {
        e.preventDefault();
        void save();
      }}
    >
      {moment === 'next_contact_at' && (
        <Field label={t('rec.next.what')}>
          <Input
            autoFocus
            value={what}
            maxLength={500}
            placeholder={t('rec.comp.nextHint')}
            onChange={(e) => setWhat(e.target.value)}
          />
        </Field>
      )}
      <Field label={t('rec.next.when')} error={error}>
        {date}
      </Field>
      <Button type="submit" kind="primary" busy={busy} busyText={t('wait.saving')}>
        {t(moment === 'due_at' ? 'rec.next.saveDue' : 'rec.next.save')}
      </Button>
    </form>
  );
}

function SetNext(props: NextBarProps & { moment: Moment; trigger: React.ReactElement }) {
  const { entity, row, ui, moment, trigger } = props;
  return (
    <Popover
      label={t('rec.next.set')}
      width={300}
      align="end"
      open={ui.menu === 'next'}
      onOpenChange={(open) => ui.openMenu(open ? 'next' : null)}
      trigger={trigger}
    >
      <NextForm entity={entity} row={row} moment={moment} onClose={() => ui.openMenu(null)} />
    </Popover>
  );
}

/** Done: when that was, and the way back. */
function DoneBar({ entity, row, editable }: NextBarProps) {
  const zone = useWorkspace().time_zone;
  const at = row['completed_at'];
  const text =
    typeof at === 'string'
      ? t('rec.next.completed', { when: ago(at, zone).toLocaleLowerCase() })
      : optionLabel({ name: 'status' }, row['status']);
  return (
    <div className="nextbar">
      <Icon of={Check} />
      <span className="grow" title={typeof at === 'string' ? exactTime(at, zone) : undefined}>
        {text}
      </span>
      {editable && (
        <Button size="sm" onClick={() => void reopen(entity, row).catch(tellProblem)}>
          {t('rec.next.reopen')}
        </Button>
      )}
    </div>
  );
}

function leadWords(moment: Moment, urgency: Urgency, when: string): string {
  if (moment === 'due_at') {
    if (urgency === 'now') return t('rec.due.today');
    return t(urgency === 'late' ? 'rec.due.late' : 'rec.due.on', { when });
  }
  return urgency === 'now' ? t('rec.next.today') : t('rec.next.on', { when });
}

/** Put off, and done. */
function Buttons(props: NextBarProps & { moment: Moment; isSet: boolean }) {
  const { entity, row, ui, moment, isSet } = props;
  const phone = useWidth() === 'phone';
  const finish = () => {
    done(entity, row).catch(tellProblem);
    ui.openMenu(null);
  };
  // The anchor of "another day" is the button that was pressed.
  const set = ui.menu === 'next' || !isSet;
  const trigger = isSet ? (
    <Button size="sm" icon={Clock}>
      {t('rec.next.snooze')}
    </Button>
  ) : (
    <Button size="sm" icon={CalendarPlus} kbd="h">
      {t(moment === 'due_at' ? 'rec.due.set' : 'rec.next.set')}
    </Button>
  );
  return (
    <span className="do row g6">
      {set ? <SetNext {...props} trigger={trigger} /> : <SnoozeMenu {...props} />}
      {(isSet || moment === 'due_at') && (
        <Button
          size="sm"
          kind={phone ? 'primary' : 'default'}
          icon={Check}
          kbd="d"
          onClick={finish}
        >
          {t('rec.next.done')}
        </Button>
      )}
    </span>
  );
}

export function NextBar(props: NextBarProps) {
  const { entity, row, editable } = props;
  const zone = useWorkspace().time_zone;
  const what = useNextText(row);
  const moment = momentOf(entity);
  if (!moment) return null;
  if (moment === 'due_at' && isDone(row)) return <DoneBar {...props} />;
  const at = typeof row[moment] === 'string' ? row[moment] : null;
  const isSet = at !== null || (moment === 'next_contact_at' && what !== null);
  if (!isSet && !editable) return null;
  const buttons = editable && <Buttons {...props} moment={moment} isSet={isSet} />;
  if (!isSet)
    return (
      <div className="nextbar none">
        <Icon of={CalendarClock} />
        <span className="grow trunc">
          {t(moment === 'due_at' ? 'rec.due.none' : 'rec.next.invite')}
        </span>
        {buttons}
      </div>
    );
  const when = at ? due(at, zone) : { text: '', urgency: 'later' as const };
  const every = row['contact_every'];
  return (
    <section
      className={classes('nextbar', looks[when.urgency])}
      aria-label={t('rec.comp.nextLabel')}
    >
      <Icon of={CalendarClock} />
      <span className="grow what">
        <b className="bb" title={at ? exactTime(at, zone) : undefined}>
          {when.text ? leadWords(moment, when.urgency, when.text) : `${t('rec.comp.nextLabel')}:`}
        </b>{' '}
        {moment === 'next_contact_at' && <span>{what ?? t('rec.next.nothing')}</span>}
        {typeof every === 'string' && (
          <span className="every"> {optionLabel({ name: 'contact_every' }, every)}</span>
        )}
      </span>
      {buttons}
    </section>
  );
}
