// Writing on a record: a note, what was said, a task. What is typed is kept as a draft of its kind;
// cmd-enter saves; @ names somebody.
import {
  CalendarClock,
  CalendarDays,
  Check,
  CircleCheck,
  CornerDownRight,
  Eye,
  Mail,
  PencilLine,
  Phone,
  Plus,
  StickyNote,
  X,
  type LucideIcon,
} from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import type { Row } from '../../api/types';
import { useDraft } from '../../data/drafts';
import { nameOf, type EntityMeta } from '../../data/meta';
import { momentOf } from './followUp';
import { useMe, useWorkspace } from '../../data/session';
import { noteStep } from '../../data/undo';
import { problemText } from '../../data/writes';
import { Problem } from '../../api/client';
import { recordChoices } from '../../fields';
import { clockTime, dayFromNow, due, shortDay } from '../../lib/time';
import { instantOf, wallClock } from '../../lib/zone';
import { t, type TextKey } from '../../text';
import {
  Avatar,
  Button,
  classes,
  Combobox,
  DatePicker,
  Field,
  Icon,
  IconButton,
  Input,
  Markdown,
  Popover,
  Segment,
} from '../../ui';
import {
  emptyDraft,
  isPlanned,
  kinds,
  writesOf,
  type Draft,
  type Kind,
  type Person,
} from './compose';
import { send } from './send';
import { MentionText } from './MentionText';
import { refreshRecord } from './data';
import type { RecordUi } from './ui';

const icons: Record<Kind, LucideIcon> = {
  note: StickyNote,
  call: Phone,
  email: Mail,
  meeting: CalendarDays,
  task: CircleCheck,
};

const isEmpty = (d: Draft) => JSON.stringify(d) === JSON.stringify(emptyDraft);

export interface ComposerProps {
  entity: EntityMeta;
  row: Row;
  ui: RecordUi;
}

// --- chips: with whom, when ---

interface WithProps {
  /** Whose page it is: always there. */
  self: Person | null;
  people: Person[];
  onChange: (people: Person[]) => void;
}

function WithChip({ self, people, onChange }: WithProps) {
  const [open, setOpen] = useState(false);
  return (
    <span className="chip pers" role="group" aria-label={t('rec.comp.with')}>
      <span className="f">{t('rec.comp.with')}</span>
      {self && (
        <span>
          <Avatar name={self.name} id={self.id} size={20} />
          <span className="trunc">{self.name}</span>
        </span>
      )}
      {people.map((p) => (
        <span key={p.id}>
          <Avatar name={p.name} id={p.id} size={20} />
          <span className="trunc">{p.name}</span>
          <button
            type="button"
            className="x"
            aria-label={t('ui.remove', { what: p.name })}
            onClick={() => onChange(people.filter((x) => x.id !== p.id))}
          >
            <Icon of={X} size="xs" />
          </button>
        </span>
      ))}
      <Popover
        label={t('rec.comp.addPerson')}
        open={open}
        onOpenChange={setOpen}
        width={260}
        trigger={
          <button type="button" className="dim" aria-label={t('rec.comp.addPerson')}>
            <Icon of={Plus} size="xs" />
          </button>
        }
      >
        <Combobox
          autoFocus
          label={t('rec.comp.addPerson')}
          load={recordChoices('contact').load}
          leaveOut={[...(self ? [self] : []), ...people].map((p) => String(p.id))}
          onChoose={(o) => {
            onChange([...people, { id: Number(o.id), name: o.label }]);
            setOpen(false);
          }}
        />
      </Popover>
    </span>
  );
}

const MIDNIGHT = '00:00';

function WhenChip({
  task,
  value,
  onChange,
}: {
  task: boolean;
  value: string | null;
  onChange: (value: string | null) => void;
}) {
  const zone = useWorkspace().time_zone;
  const [open, setOpen] = useState(false);
  const shown = value === null ? null : wallClock(value, zone);
  const label = t(task ? 'rec.comp.due' : 'rec.comp.when');
  const text = (): string => {
    if (value === null || !shown) return t(task ? 'rec.comp.noDue' : 'rec.comp.now');
    const day = due(value, zone);
    const words = day.urgency === 'late' ? shortDay(value, zone) : day.text;
    return shown.clock === MIDNIGHT ? words : `${words} ${clockTime(value, zone)}`;
  };
  const set = (day: string | null, clock: string) =>
    onChange(day === null ? null : instantOf(day, clock, zone));
  return (
    <Popover
      label={label}
      open={open}
      onOpenChange={setOpen}
      width={250}
      trigger={
        <button type="button" className="chip">
          <span className="f">{label}</span>
          <span>{text()}</span>
        </button>
      }
    >
      <div className="col g10">
        <Field label={t('rec.comp.day')}>
          <DatePicker
            autoFocus
            value={shown?.day ?? null}
            today={dayFromNow(0, zone)}
            onChange={(day) => set(day, shown?.clock ?? (task ? MIDNIGHT : '09:00'))}
          />
        </Field>
        <Field label={t('rec.comp.clock')}>
          <Input
            type="time"
            disabled={!shown}
            value={shown && shown.clock !== MIDNIGHT ? shown.clock : ''}
            onChange={(e) => shown && set(shown.day, e.target.value || MIDNIGHT)}
          />
        </Field>
        <Button
          size="sm"
          onClick={() => {
            onChange(null);
            setOpen(false);
          }}
        >
          {t(task ? 'rec.comp.clear' : 'rec.comp.setNow')}
        </Button>
      </div>
    </Popover>
  );
}

function NextLine({ draft, change }: { draft: Draft; change: (d: Partial<Draft>) => void }) {
  const zone = useWorkspace().time_zone;
  const [open, setOpen] = useState(false);
  return (
    <>
      <Icon of={CornerDownRight} size="s" className="dim" />
      <span className="dim">{t('rec.comp.nextLabel')}</span>
      <input
        className="bare grow"
        aria-label={t('rec.comp.nextHint')}
        placeholder={t('rec.comp.nextHint')}
        value={draft.next}
        maxLength={500}
        onChange={(e) => change({ next: e.target.value })}
      />
      <Popover
        label={t('rec.comp.nextDay')}
        open={open}
        onOpenChange={setOpen}
        width={250}
        align="end"
        trigger={
          <button type="button" className="chip">
            <span>
              <Icon of={CalendarClock} size="s" />
              {draft.nextDay ? due(draft.nextDay, zone).text : t('rec.comp.nextDay')}
            </span>
          </button>
        }
      >
        <Field label={t('rec.comp.nextDay')}>
          <DatePicker
            autoFocus
            value={draft.nextDay}
            today={dayFromNow(0, zone)}
            onChange={(day) => {
              change({ nextDay: day });
              setOpen(false);
            }}
          />
        </Field>
      </Popover>
    </>
  );
}

// --- the tabs ---

function KindTabs({
  kind,
  panel,
  onChange,
}: {
  kind: Kind;
  panel: string;
  onChange: (kind: Kind, byKeys?: boolean) => void;
}) {
  const move = (e: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
    if (step === undefined) return;
    e.preventDefault();
    const at = (kinds.indexOf(kind) + step + kinds.length) % kinds.length;
    const next = kinds[at];
    if (next) onChange(next, true);
  };
  return (
    <div role="tablist" aria-label={t('rec.comp.label')} className="tablist">
      {kinds.map((k) => (
        <button
          key={k}
          type="button"
          role="tab"
          id={`${panel}-${k}`}
          aria-selected={k === kind}
          aria-controls={panel}
          tabIndex={k === kind ? 0 : -1}
          className={classes(k === kind && 'on')}
          onClick={() => onChange(k)}
          onKeyDown={move}
        >
          <Icon of={icons[k]} size="s" />
          <span className="w">{t(`rec.comp.${k}`)}</span>
        </button>
      ))}
    </div>
  );
}

export function Composer({ entity, row, ui }: ComposerProps) {
  const [kind, setKind] = useState<Kind>('note');
  const byKeys = useRef(false);
  const { compose } = ui;
  useEffect(() => {
    if (compose.kind) setKind(compose.kind);
  }, [compose]);
  // Each kind has a draft of its own, so each has a form of its own.
  return (
    <Form
      key={`${row.id}.${kind}`}
      kind={kind}
      tabFocus={byKeys.current}
      onKind={(next, keys = false) => {
        byKeys.current = keys;
        setKind(next);
      }}
      entity={entity}
      row={row}
      ui={ui}
    />
  );
}

function Form({
  entity,
  row,
  ui,
  kind,
  onKind,
  tabFocus,
}: ComposerProps & {
  kind: Kind;
  onKind: (kind: Kind, byKeys?: boolean) => void;
  /** An arrow among the tabs led here. */
  tabFocus: boolean;
}) {
  const [draft, keep, forget] = useDraft<Draft>(`${entity.name}:${row.id}:${kind}`, emptyDraft);
  const [preview, setPreview] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const area = useRef<HTMLTextAreaElement>(null);
  const panel = useId();
  const me = useMe();
  const change = (part: Partial<Draft>) => {
    setError(undefined);
    const next = { ...draft, ...part };
    if (isEmpty(next)) forget();
    else keep(next);
  };

  const arrived = useRef(tabFocus);
  useEffect(() => {
    if (arrived.current) document.getElementById(`${panel}-${kind}`)?.focus();
    arrived.current = false;
  }, [panel, kind]);

  const { compose } = ui;
  useEffect(() => {
    if (compose.n > 0 && compose.kind === kind && !tabFocus) area.current?.focus();
  }, [compose, kind, tabFocus]);

  const now = new Date();
  const planned = isPlanned(kind, draft, now);
  const save = async () => {
    if (busy) return;
    if (!draft.text.trim()) {
      setError(t('rec.comp.empty'));
      area.current?.focus();
      return;
    }
    setBusy(true);
    try {
      const writes = writesOf(kind, draft, { entity, row, userId: me.user.id, now: new Date() });
      const what = planned ? t('rec.comp.planned') : t(`rec.comp.done.${kind}`);
      noteStep(await send(writes, what), what);
      forget();
      await refreshRecord({ entity: entity.name, id: row.id });
    } catch (e) {
      const offline = e instanceof Problem && e.offline;
      setError(offline ? t('wrong.draft') : problemText(e));
    } finally {
      setBusy(false);
    }
  };
  const keys = (e: KeyboardEvent) => {
    if (e.key === 'Enter' && (e.metaKey || e.ctrlKey)) void save();
    else if (e.key === 'Escape' && !e.defaultPrevented) (e.target as HTMLElement).blur();
    else return;
    e.preventDefault();
    e.stopPropagation();
  };
  const saveText: TextKey =
    planned && kind !== 'task' && kind !== 'note'
      ? `rec.comp.plan.${kind}`
      : `rec.comp.save.${kind}`;
  const dated = kind !== 'note';
  const stepped = kind !== 'task' && momentOf(entity) === 'next_contact_at';
  const kept = !isEmpty(draft);
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- cmd-enter and esc of its fields
    <section className="comp" aria-label={t('rec.comp.label')} onKeyDown={keys}>
      <div className="tabs">
        <KindTabs kind={kind} panel={panel} onChange={onKind} />
        {kept && (
          <span className="end row g4 kept">
            <span className="dim sm row g4" role="status">
              <Icon of={Check} size="s" />
              <span className="w">{t('rec.comp.kept')}</span>
            </span>
            {draft.text.trim() && (
              <IconButton
                icon={preview ? PencilLine : Eye}
                size="sm"
                label={t(preview ? 'rec.comp.write' : 'rec.comp.preview')}
                onClick={() => setPreview(!preview)}
              />
            )}
            <IconButton icon={X} size="sm" label={t('rec.comp.discard')} onClick={forget} />
          </span>
        )}
      </div>
      <div role="tabpanel" id={panel} aria-labelledby={`${panel}-${kind}`}>
        {preview ? (
          <div className="txt">
            <Markdown text={draft.text} />
          </div>
        ) : (
          <MentionText
            ref={area}
            value={draft.text}
            label={t(`rec.comp.${kind}`)}
            placeholder={t(`rec.comp.hint.${kind}`)}
            onChange={(text) => change({ text })}
            onMention={(p, text) =>
              change({
                text,
                with:
                  p.id === row.id || draft.with.some((x) => x.id === p.id)
                    ? draft.with
                    : [...draft.with, p],
              })
            }
          />
        )}
        {error && (
          <p className="comp-err" role="alert">
            {error}
          </p>
        )}
        {(dated || draft.with.length > 0) && (
          <div className="opt chips">
            {dated && (
              <WithChip
                self={
                  entity.name === 'contact' && kind !== 'task'
                    ? { id: row.id, name: nameOf(entity, row) }
                    : null
                }
                people={draft.with}
                onChange={(people) => change({ with: people })}
              />
            )}
            {dated && (
              <WhenChip
                task={kind === 'task'}
                value={draft.when}
                onChange={(when) => change({ when })}
              />
            )}
            {kind === 'task' && (
              <Segment
                size="sm"
                label={t('rec.comp.for')}
                value={draft.pool ? 'pool' : 'me'}
                options={[
                  { value: 'me', label: t('rec.you') },
                  { value: 'pool', label: t('rec.comp.poolHint') },
                ]}
                onChange={(v) => change({ pool: v === 'pool' })}
              />
            )}
          </div>
        )}
        {(kept || kind !== 'note') && (
          <div className="opt">
            {stepped ? <NextLine draft={draft} change={change} /> : <span className="grow" />}
            <Button
              kind="primary"
              size="sm"
              kbd="mod+enter"
              busy={busy}
              busyText={t('rec.comp.saving')}
              onClick={() => void save()}
            >
              {t(saveText)}
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}
