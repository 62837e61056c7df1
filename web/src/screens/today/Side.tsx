// The column beside the follow-ups: birthdays, tasks, the day's activities, the month.
import { Link, type LinkProps } from '@tanstack/react-router';
import {
  Cake,
  CalendarDays,
  ChartNoAxesColumn,
  CircleCheckBig,
  Mail,
  PencilLine,
  Phone,
  Plus,
  Repeat,
} from 'lucide-react';
import { useRef, useState } from 'react';
import type { Row } from '../../api/types';
import { openOverlay } from '../../app/overlays';
import { useWorkspaceId } from '../../app/state';
import { useMay, useWorkspace } from '../../data/session';
import { act, createRecord, tellProblem } from '../../data/writes';
import { findDate } from '../../lib/dateWords';
import { number } from '../../lib/numbers';
import { clockTime, dayFromNow, daysUntil, due, exactTime, shortDay } from '../../lib/time';
import { instantOf } from '../../lib/zone';
import { maybe, t } from '../../text';
import {
  Avatar,
  Button,
  Checkbox,
  classes,
  Icon,
  IconButton,
  Input,
  Segment,
  Skeleton,
} from '../../ui';
import {
  taskViews,
  useBirthdays,
  useMonth,
  useTasks,
  useTodaysActivities,
  type Birthday,
  type TaskView,
} from './data';
import { reachOf } from './rows';
import { Spark } from './Spark';

function useRecordLink() {
  const workspace = useWorkspaceId();
  return (plural: string, id: number) =>
    ({ to: `/w/${workspace}/${plural}/${id}` }) as unknown as LinkProps;
}

/** "on Thursday", "today", "tomorrow" */
function birthdayDay(day: string, zone: string): string {
  const days = daysUntil(day, zone);
  if (days === 0) return t('today.birthday.today');
  if (days === 1) return t('today.birthday.tomorrow');
  const name = new Intl.DateTimeFormat(undefined, { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T12:00:00Z`),
  );
  return t('today.birthday.on', { day: name });
}

/** All at once: a box that came late would push the others down. */
export function Side() {
  const birthdays = useBirthdays().isPending;
  const tasks = useTasks('due').isPending;
  const activities = useTodaysActivities().isPending;
  const [ready, setReady] = useState(false);
  if (!ready && !birthdays && !tasks && !activities) setReady(true);
  if (!ready)
    return (
      <section className="box" aria-label={t('today.tasks')}>
        <div className="c none">
          <SideWaits />
        </div>
      </section>
    );
  return (
    <>
      <Birthdays />
      <Tasks />
      <Calendar />
      <Month />
    </>
  );
}

const BIRTHDAYS_SHOWN = 3;

function Birthdays() {
  const zone = useWorkspace().time_zone;
  const { data } = useBirthdays();
  const link = useRecordLink();
  const [all, setAll] = useState(false);
  if (!data?.length) return null;
  const shown = all ? data : data.slice(0, BIRTHDAYS_SHOWN);
  return (
    <section className="box" aria-label={t('today.birthdays')}>
      <div className="h">
        <Icon of={Cake} />
        <h2>{t('today.birthdays')}</h2>
        <span className="n">{t('today.birthdays.week')}</span>
      </div>
      <ul className="c col g10">
        {shown.map((b) => (
          <li className="row" key={b.id}>
            <Avatar name={b.name} id={b.id} size={32} />
            <div className="grow">
              <Link {...link('contacts', b.id)} className="b trunc name">
                {b.name}
              </Link>
              <div className="dim sm">{birthdayText(b, zone)}</div>
            </div>
            <Congratulate birthday={b} />
          </li>
        ))}
      </ul>
      {data.length > BIRTHDAYS_SHOWN && (
        <div className="box-foot">
          <Button size="sm" kind="ghost" aria-expanded={all} onClick={() => setAll(!all)}>
            {all
              ? t('today.birthdays.less')
              : t('today.birthdays.more', { n: data.length - BIRTHDAYS_SHOWN })}
          </Button>
        </div>
      )}
    </section>
  );
}

export function birthdayText(b: Birthday, zone: string): string {
  const day = birthdayDay(b.next_birthday, zone);
  if (b.turns !== null) return t('today.birthday.turns', { n: b.turns, day });
  const [first = '', ...rest] = [...day];
  return t('today.birthday.plain', { day: first.toLocaleUpperCase() + rest.join('') });
}

function Congratulate({ birthday }: { birthday: Birthday }) {
  const reach = reachOf(birthday);
  if (!reach)
    return (
      <IconButton
        icon={PencilLine}
        label={t('today.log', { name: birthday.name })}
        onClick={() => openOverlay('log', { contact: birthday })}
      />
    );
  return (
    <a
      className="ib"
      href={reach.href}
      aria-label={t(reach.text, { name: birthday.name })}
      title={t(reach.text, { name: birthday.name })}
    >
      <Icon of={reach.icon === Mail || reach.icon === Phone ? reach.icon : Mail} size="s" />
    </a>
  );
}

// --- tasks ---

function Tasks() {
  const [view, setView] = useState<TaskView>('due');
  const [adding, setAdding] = useState(false);
  const { data, isError } = useTasks(view);
  const mayWrite = useMay('member');
  // Completed here: such tasks stay in their place, struck, until the view changes.
  const [done, setDone] = useState<Row[]>([]);
  const workspace = useWorkspaceId();

  const complete = (task: Row) => {
    setDone((now) => [...now, task]);
    const what = t('today.done', { name: String(task['title']) });
    act(`/crm/tasks/${task.id}/complete`, {}, what).catch((e: unknown) => {
      setDone((now) => now.filter((d) => d.id !== task.id));
      tellProblem(e);
    });
  };
  const rows = data?.data.filter((r) => !done.some((d) => d.id === r.id)) ?? [];
  return (
    <section className="box" aria-label={t('today.tasks')}>
      <div className="h">
        <Icon of={CircleCheckBig} />
        <h2>{t('today.tasks')}</h2>
        <span className="n tn">{data?.total === undefined ? '' : number(data.total)}</span>
        <span className="end" />
        {mayWrite && (
          <IconButton
            icon={Plus}
            size="sm"
            label={t('today.tasks.add')}
            kbd="t"
            onClick={() => setAdding(true)}
          />
        )}
      </div>
      <div className="c">
        <Segment
          size="sm"
          label={t('today.tasks.view')}
          value={view}
          onChange={(v) => {
            setView(v);
            setDone([]);
          }}
          options={taskViews.map((v) => ({ value: v, label: t(`today.tasks.${v}`) }))}
        />
        {adding && <AddTask onClose={() => setAdding(false)} />}
        {isError && !data && <p className="dim">{t('today.tasks.failed')}</p>}
        {!data && !isError && <SideWaits />}
        {data && !rows.length && !done.length && (
          <p className="dim none">{t(`today.tasks.none.${view}`)}</p>
        )}
        <ul>
          {rows.map((task) => (
            <TaskRow
              key={task.id}
              task={task}
              onDone={mayWrite ? () => complete(task) : undefined}
            />
          ))}
          {done.map((task) => (
            <TaskRow key={task.id} task={task} done />
          ))}
        </ul>
        {(data?.total ?? 0) > rows.length + done.length && (
          <Link to={`/w/${workspace}/tasks` as never} className="dim sm more">
            {t('today.tasks.all', { n: data?.total ?? 0 })}
          </Link>
        )}
      </div>
    </section>
  );
}

function TaskRow({
  task,
  done = false,
  onDone,
}: {
  task: Row;
  done?: boolean;
  onDone?: (() => void) | undefined;
}) {
  const zone = useWorkspace().time_zone;
  const link = useRecordLink();
  const title = String(task['title']);
  const at = typeof task['due_at'] === 'string' ? task['due_at'] : null;
  const when = at ? due(at, zone) : null;
  const every = typeof task['recur'] === 'string' ? task['recur'] : null;
  return (
    <li className={classes('row task', done && 'dim')}>
      <Checkbox
        round
        checked={done}
        disabled={done || !onDone}
        label={t('today.markDone', { name: title })}
        onChange={() => onDone?.()}
      />
      <Link {...link('tasks', task.id)} className="grow trunc name">
        {done ? <s>{title}</s> : title}
      </Link>
      {every && (
        <span
          className="dim"
          title={t('today.tasks.repeats', { every: maybe(`option.${every}`) ?? every })}
        >
          <Icon
            of={Repeat}
            size="s"
            label={t('today.tasks.repeats', { every: maybe(`option.${every}`) ?? every })}
          />
        </span>
      )}
      {at && when && (
        <span
          className={classes(
            'sm nowrap',
            when.urgency === 'late' ? 'bad b' : when.urgency === 'now' ? 'warn b' : 'dim',
          )}
          title={exactTime(at, zone)}
        >
          {when.text}
        </span>
      )}
    </li>
  );
}

/** "Book the ferry, friday": the date is read from the words. */
export function readTask(text: string, today: string, zone: string) {
  const found = findDate(text, today);
  const title = found
    ? `${text.slice(0, found.start)} ${text.slice(found.end)}`
        .replace(/\s+/g, ' ')
        .replace(/^[\s,;:–-]+|[\s,;:–-]+$/g, '')
    : text.trim();
  if (!found || !title) return { title: text.trim() };
  return {
    title,
    due_at: found.time ? instantOf(found.date, found.time, zone) : found.date,
  };
}

function AddTask({ onClose }: { onClose: () => void }) {
  const zone = useWorkspace().time_zone;
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const read = readTask(text, dayFromNow(0, zone), zone);
  const save = async () => {
    if (!read.title) return onClose();
    setText('');
    try {
      await createRecord('task', read);
      input.current?.focus();
    } catch (e) {
      setText(text);
      tellProblem(e);
    }
  };
  return (
    <div className="add-task">
      <Input
        ref={input}
        size="sm"
        value={text}

        autoFocus
        aria-label={t('today.tasks.add')}
        placeholder={t('today.tasks.placeholder')}
        onChange={(e) => setText(e.target.value)}
        onKeyDown={(e) => {
          if (e.key === 'Enter') void save();
          if (e.key === 'Escape') {
            e.stopPropagation();
            onClose();
          }
        }}
        onBlur={() => !text && onClose()}
        end={
          read.due_at ? <span className="tag acc">{shortDay(read.due_at, zone)}</span> : undefined
        }
      />
    </div>
  );
}

// --- the day, the month ---

function Calendar() {
  const zone = useWorkspace().time_zone;
  const { data } = useTodaysActivities();
  const link = useRecordLink();
  if (!data?.length) return null;
  return (
    <section className="box" aria-label={t('today.activities')}>
      <div className="h">
        <Icon of={CalendarDays} />
        <h2>{t('today.activities')}</h2>
        <span className="n">{shortDay(dayFromNow(0, zone), zone)}</span>
      </div>
      <ul className="c">
        {data.map((a) => (
          <li className="row task" key={a.id}>
            <span className="dim tn sm time">{timeOf(String(a['due_at']), zone)}</span>
            <Link {...link('activities', a.id)} className="grow trunc name">
              {String(a['title'])}
            </Link>
            {a['recurrence'] ? <Icon of={Repeat} size="s" className="dim" /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Midnight is a day without a time. */
function timeOf(at: string, zone: string): string {
  const midnight = instantOf(dayFromNow(0, zone, new Date(at)), '00:00', zone);
  if (Date.parse(midnight) === Date.parse(at)) return t('today.activities.allDay');
  return clockTime(at, zone);
}

const figures = ['notes_created', 'activities_completed'] as const;

function Month() {
  const { month, points, ready } = useMonth();
  if (!month) return null;
  const words = {
    notes_created: t('today.month.notes', { n: month.notes_created }),
    activities_completed: t('today.month.done', { n: month.activities_completed }),
  };
  return (
    <section className="box" aria-label={t('today.month')}>
      <div className="h">
        <Icon of={ChartNoAxesColumn} />
        <h2>{t('today.month')}</h2>
      </div>
      <div className="c row g10 month">
        {figures.map((f) => (
          <div key={f}>
            <div className="big tn">{number(month[f])}</div>
            <div className="dim sm">{words[f]}</div>
          </div>
        ))}
        <span className="end" />
        {ready && (
          <Spark label={t('today.month.spark')} head={t('today.month.week')} points={points} />
        )}
      </div>
    </section>
  );
}

function SideWaits() {
  return (
    <div className="col g10" aria-hidden>
      {[70, 55, 80].map((w) => (
        <Skeleton key={w} width={`${w}%`} />
      ))}
    </div>
  );
}
