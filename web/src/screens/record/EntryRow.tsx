// One entry of the timeline: a line that tells who did what, a body where something was said, and what
// can be done about it.
import {
  ArrowRight,
  Building2,
  CalendarDays,
  Check,
  CircleCheck,
  CornerDownRight,
  Ellipsis,
  ListTodo,
  Mail,
  MessageCircle,
  Pencil,
  Phone,
  Plus,
  StickyNote,
  Tag as TagIcon,
  Trash2,
  Undo2,
  UserRoundCheck,
  type LucideIcon,
} from 'lucide-react';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useWorkspaceId } from '../../app/state';
import type { Row } from '../../api/types';
import { entityOf, patchRecord, tellProblem, trashRecord } from '../../data/writes';
import { useWorkspace } from '../../data/session';
import { field, nameOf, type EntityMeta } from '../../data/meta';
import { pluralOf } from '../../data/records';
import { clockTime, due, exactTime, shortDay } from '../../lib/time';
import { Cell, entityLabel, fieldLabel, optionLabel } from '../../fields';
import { t, type TextKey } from '../../text';
import { Button, Icon, IconButton, Markdown, Menu, MenuItem, Tag, TextArea } from '../../ui';
import { refreshRecord, useActorName } from './data';
import type { Entry, EntryKind, FieldChange, Self } from './entries';
import { isDone } from './followUp';
import { ConflictNote, useUndo } from './undo';
import { Words } from './Words';

const icons: Record<EntryKind, LucideIcon> = {
  call: Phone,
  email: Mail,
  meeting: CalendarDays,
  message: MessageCircle,
  note: StickyNote,
  next: CornerDownRight,
  task: CircleCheck,
  activity: CalendarDays,
  done: Check,
  stage: ArrowRight,
  tags: TagIcon,
  owner: UserRoundCheck,
  fields: Pencil,
  part: ListTodo,
  life: Plus,
};

/** The grounds of the round icons, as in record.css. */
const looks: Partial<Record<EntryKind, string>> = {
  call: 'call',
  meeting: 'call',
  message: 'call',
  email: 'mail',
  note: 'k-note',
  next: 'k-note',
  task: 'k-task',
  activity: 'k-task',
};

function iconOf(entry: Entry): LucideIcon {
  if (entry.type === 'trashed' || entry.type === 'removed') return Trash2;
  if (entry.entity === 'activity' && entry.full) {
    const type = entry.record?.['type'];
    return type === 'call' ? Phone : type === 'email' ? Mail : CalendarDays;
  }
  if (entry.kind === 'part' && entry.entity === 'membership') return Building2;
  return icons[entry.kind];
}

// --- values in words ---

function FieldWord({ entity, name }: { entity: EntityMeta; name: string }) {
  const f = field(entity, name);
  return <b>{f ? fieldLabel(f) : name}</b>;
}

function ValueWord({
  entity,
  name,
  value,
}: {
  entity: EntityMeta;
  name: string;
  value: FieldChange['after'];
}) {
  const f = field(entity, name);
  if (!f) return <b>{String(value ?? '')}</b>;
  // Only what the field itself needs; other fields of the row are of another time.
  const row = { id: 0, created_at: '', updated_at: '', [name]: value } as Row;
  return (
    <b className="said">
      <Cell field={f} row={row} value={value ?? null} />
    </b>
  );
}

const isNone = (v: unknown) => v === null || v === undefined || v === '';

function ChangeWords({
  entity,
  change,
  who,
}: {
  entity: EntityMeta;
  change: FieldChange;
  who: ReactNode;
}) {
  const f = field(entity, change.field);
  const name = <FieldWord entity={entity} name={change.field} />;
  const before = <ValueWord entity={entity} name={change.field} value={change.before} />;
  const after = <ValueWord entity={entity} name={change.field} value={change.after} />;
  const key: TextKey =
    f?.type === 'longtext'
      ? 'rec.ev.long'
      : isNone(change.before)
        ? 'rec.ev.set'
        : isNone(change.after)
          ? 'rec.ev.cleared'
          : 'rec.ev.changed';
  return <Words of={key} with={{ who, field: name, before, after }} />;
}

function names(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function TagWords({ change, who }: { change: FieldChange; who: ReactNode }) {
  const before = names(change.before);
  const after = names(change.after);
  const added = after.filter((x) => !before.includes(x));
  const gone = before.filter((x) => !after.includes(x));
  const words = (list: string[]) => <b>{list.join(', ')}</b>;
  return (
    <>
      {added.length > 0 && (
        <Words of="rec.ev.tagAdded" n={added.length} with={{ who, tags: words(added) }} />
      )}
      {added.length > 0 && gone.length > 0 && ' · '}
      {gone.length > 0 && (
        <Words of="rec.ev.tagRemoved" n={gone.length} with={{ who, tags: words(gone) }} />
      )}
    </>
  );
}

function OwnerWords({ entry, change, who }: { entry: Entry; change: FieldChange; who: ReactNode }) {
  const entity = entityOf(entry.entity);
  if (isNone(change.after)) return <Words of="rec.ev.ownerNone" with={{ who }} />;
  if (change.after === entry.actor.id) return <Words of="rec.ev.ownerTook" with={{ who }} />;
  const after = <ValueWord entity={entity} name={change.field} value={change.after} />;
  return <Words of="rec.ev.ownerGave" with={{ who, after }} />;
}

function StageWords({ entry, change, who }: { entry: Entry; change: FieldChange; who: ReactNode }) {
  const entity = entityOf(entry.entity);
  const of = (value: FieldChange['after']) => (
    <ValueWord entity={entity} name={change.field} value={value} />
  );
  if (isNone(change.before))
    return <Words of="rec.ev.stageSet" with={{ who, after: of(change.after) }} />;
  if (isNone(change.after))
    return <Words of="rec.ev.stageOff" with={{ who, before: of(change.before) }} />;
  return (
    <Words of="rec.ev.stage" with={{ who, before: of(change.before), after: of(change.after) }} />
  );
}

/** What a part of the record is called: the number of a channel, the company of a membership. */
function PartName({ entry }: { entry: Entry }) {
  const { record } = entry;
  const entity = entityOf(entry.entity);
  const ref = entity.fields.find((f) => f.type === 'ref' && f.target === 'company');
  if (!record) return null;
  if (entity.name === 'membership' && ref) return <Cell field={ref} row={record} />;
  return <b>{nameOf(entity, record)}</b>;
}

const partWords: Record<string, TextKey> = {
  created: 'rec.ev.partAdded',
  recreated: 'rec.ev.partAdded',
  removed: 'rec.ev.partRemoved',
  deleted: 'rec.ev.partRemoved',
  trashed: 'rec.ev.partTrashed',
  restored: 'rec.ev.partRestored',
};

const lifeWords: Record<string, TextKey> = {
  trashed: 'rec.ev.trashed',
  restored: 'rec.ev.restored',
  removed: 'rec.ev.trashed',
};

/** A link to the task or activity, by its title. */
function Titled({ entry }: { entry: Entry }) {
  const workspace = useWorkspaceId();
  const entity = entityOf(entry.entity);
  if (!entry.record) return <b>{entityLabel(entity)}</b>;
  return (
    <Link to={`/w/${workspace}/${entity.plural}/${entry.id}` as never}>
      <b>{nameOf(entity, entry.record)}</b>
    </Link>
  );
}

function kindWord(entry: Entry): string {
  if (entry.entity === 'activity') {
    const type = entry.record?.['type'];
    return type && type !== 'other' ? optionLabel({ name: 'type' }, type) : t('rec.kind.activity');
  }
  const key = `rec.kind.${entry.kind}` as TextKey;
  return t(key);
}

function LineWords({ entry }: { entry: Entry }) {
  const whoOf = useActorName();
  const who = whoOf(entry.actor);
  const by = whoOf(entry.actor, true);
  const kind = <b>{kindWord(entry)}</b>;
  const [change] = entry.changes;
  switch (entry.kind) {
    case 'message': {
      const channel = String(entry.record?.['channel'] ?? '');
      return (
        <Words
          of="rec.ev.message"
          with={{ kind, who: by, channel: optionLabel({ name: 'channel' }, channel) }}
        />
      );
    }
    case 'call':
    case 'email':
    case 'meeting':
      return <Words of="rec.ev.call" with={{ kind, who: by }} />;
    case 'note':
      return <Words of="rec.ev.note" with={{ kind, who: by }} />;
    case 'next':
      return <Words of="rec.ev.next" with={{ who }} />;
    case 'task':
    case 'activity': {
      if (!entry.full) return <TodoChange entry={entry} who={who} />;
      const open = entry.kind === 'activity' && !(entry.record && isDone(entry.record));
      const done = entry.kind === 'activity' && !open;
      const of = done ? 'rec.ev.call' : open ? 'rec.ev.planned' : 'rec.ev.task';
      return <Words of={of} with={{ kind, who: by }} />;
    }
    case 'done':
      return <Words of="rec.ev.done" with={{ who, what: <Titled entry={entry} /> }} />;
    case 'stage':
      return change ? <StageWords entry={entry} change={change} who={who} /> : null;
    case 'tags':
      return change ? <TagWords change={change} who={who} /> : null;
    case 'owner':
      return change ? <OwnerWords entry={entry} change={change} who={who} /> : null;
    case 'fields':
      return <FieldsWords entry={entry} who={who} />;
    case 'part':
      return <PartWords entry={entry} who={who} />;
    case 'life':
      return <Words of={lifeWords[entry.type] ?? 'rec.ev.added'} with={{ who }} />;
  }
}

function TodoChange({ entry, who }: { entry: Entry; who: string }) {
  const of = partWords[entry.type];
  const entity = entityLabel(entityOf(entry.entity)).toLocaleLowerCase();
  const what = <Titled entry={entry} />;
  return <Words of={of ?? 'rec.ev.todoChanged'} with={{ who, entity, what }} />;
}

function PartWords({ entry, who }: { entry: Entry; who: string }) {
  const entity = entityLabel(entityOf(entry.entity)).toLocaleLowerCase();
  const of = partWords[entry.type] ?? 'rec.ev.partChanged';
  return <Words of={of} with={{ who, entity, what: <PartName entry={entry} /> }} />;
}

function FieldsWords({ entry, who }: { entry: Entry; who: string }) {
  const entity = entityOf(entry.entity);
  const [one, ...more] = entry.changes;
  if (!one) return null;
  if (!more.length) return <ChangeWords entity={entity} change={one} who={who} />;
  return (
    <Words of="rec.ev.several" n={entry.changes.length} with={{ who, n: entry.changes.length }} />
  );
}

/** Several fields at once: a line each. */
function ChangeList({ entry }: { entry: Entry }) {
  const entity = entityOf(entry.entity);
  if (entry.changes.length < 2 && entry.kind === 'fields') return null;
  if (!entry.changes.length || !['fields', 'part', 'task', 'activity'].includes(entry.kind))
    return null;
  return (
    <ul className="chg">
      {entry.changes.map((c) => (
        <li key={c.field}>
          <span className="dim">
            <FieldLabel entity={entity} name={c.field} />
          </span>
          <Words
            of="rec.ev.pair"
            with={{
              before: <ValueWord entity={entity} name={c.field} value={c.before} />,
              after: <ValueWord entity={entity} name={c.field} value={c.after} />,
            }}
          />
        </li>
      ))}
    </ul>
  );
}

function FieldLabel({ entity, name }: { entity: EntityMeta; name: string }) {
  const f = field(entity, name);
  return <>{f ? fieldLabel(f) : name}</>;
}

// --- the body ---

const LONG = 700;

function LongText({ text }: { text: string }) {
  const [whole, setWhole] = useState(false);
  const long = text.length > LONG || text.split('\n').length > 14;
  return (
    <>
      <div className={long && !whole ? 'clamp' : undefined}>
        <Markdown text={text} />
      </div>
      {long && (
        <Button size="sm" kind="ghost" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {t(whole ? 'rec.tl.less' : 'rec.tl.whole')}
        </Button>
      )}
    </>
  );
}

function NextLine({ entry }: { entry: Entry }) {
  const zone = useWorkspace().time_zone;
  if (!entry.next) return null;
  const what = String(entry.next.note['content'] ?? '').split('\n', 1)[0] ?? '';
  const when = entry.next.at ? due(entry.next.at, zone).text : '';
  return (
    <span className="dim sm row g4">
      <Icon of={CornerDownRight} size="s" />
      {when ? t('rec.tl.nextOn', { what, when }) : t('rec.tl.nextWas', { what })}
    </span>
  );
}

function NoteEditor({ entry, self, onClose }: { entry: Entry; self: Self; onClose: () => void }) {
  const note = entry.record;
  const [text, setText] = useState(String(note?.['content'] ?? ''));
  const [busy, setBusy] = useState(false);
  if (!note) return null;
  const save = async () => {
    setBusy(true);
    try {
      if (text !== note['content']) await patchRecord('note', note, { content: text });
      void refreshRecord(self);
      onClose();
    } catch (e) {
      tellProblem(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="col g6">
      <TextArea
        aria-label={t('rec.kind.note')}

        autoFocus
        rows={5}
        value={text}
        onChange={(e) => setText(e.target.value)}
        onKeyDown={(e) => {
          if (e.key === 'Escape') onClose();
          else if (e.key === 'Enter' && (e.metaKey || e.ctrlKey)) void save();
          else return;
          e.preventDefault();
          e.stopPropagation();
        }}
      />
      <div className="row g6">
        <span className="end" />
        <Button size="sm" kind="ghost" onClick={onClose}>
          {t('do.cancel')}
        </Button>
        <Button size="sm" kind="primary" kbd="mod+enter" busy={busy} onClick={() => void save()}>
          {t('rec.tl.saveNote')}
        </Button>
      </div>
    </div>
  );
}

/** When a task is due; of what is over, when it was. */
function dueWords(record: Row, at: string, zone: string): string {
  if (isDone(record)) return t('rec.ev.on', { when: shortDay(at, zone) });
  const { text, urgency } = due(at, zone);
  const near = text === t('time.today') || text === t('time.tomorrow');
  if (near) return t('rec.ev.due', { when: text.toLocaleLowerCase() });
  return t('rec.ev.due', { when: urgency === 'late' ? shortDay(at, zone) : text });
}

function Body({ entry }: { entry: Entry }) {
  const zone = useWorkspace().time_zone;
  const { record } = entry;
  if (!record) return null;
  const note = entry.entity === 'note';
  const text = String((note ? record['content'] : record['description']) ?? '');
  const at = typeof record['due_at'] === 'string' ? record['due_at'] : null;
  const tags = record.tags ?? [];
  return (
    <div className="bd">
      {!note && (
        <div className="row g6">
          <Titled entry={entry} />
          {at && (
            <span className="dim sm" title={exactTime(at, zone)}>
              {dueWords(record, at, zone)}
            </span>
          )}
        </div>
      )}
      {text && <LongText text={text} />}
      {(tags.length > 0 || entry.next) && (
        <div className="row g6 wrap bd-foot">
          {tags.map((tag) => (
            <Tag key={tag}>{tag}</Tag>
          ))}
          <NextLine entry={entry} />
        </div>
      )}
    </div>
  );
}

// --- the row ---

function Actions({
  entry,
  self,
  onEdit,
  onUndo,
}: {
  entry: Entry;
  self: Self;
  onEdit: () => void;
  onUndo: () => void;
}) {
  const undo = !entry.undone && (entry.kind !== 'life' || entry.type !== 'created');
  const here = entry.record && !entry.record.trashed_at;
  if (!undo && !here) return null;
  const trash = () => {
    if (!entry.record) return;
    trashRecord(entry.entity, entry.record)
      .then(() => refreshRecord(self))
      .catch(tellProblem);
  };
  if (!entry.full)
    return undo ? (
      <IconButton
        icon={Undo2}
        size="sm"
        className="act"
        label={t('rec.tl.undo')}
        onClick={onUndo}
      />
    ) : null;
  return (
    <Menu
      align="end"
      trigger={
        <IconButton icon={Ellipsis} size="sm" className="act" label={t('rec.tl.entryMore')} />
      }
    >
      {here && entry.entity === 'note' && (
        <MenuItem icon={Pencil} onSelect={onEdit}>
          {t('rec.tl.edit')}
        </MenuItem>
      )}
      {undo && (
        <MenuItem icon={Undo2} onSelect={onUndo}>
          {t('rec.tl.undo')}
        </MenuItem>
      )}
      {here && (
        <MenuItem icon={Trash2} danger onSelect={trash}>
          {t('rec.tl.trash')}
        </MenuItem>
      )}
    </Menu>
  );
}

export interface EntryRowProps {
  entry: Entry;
  self: Self;
  editable: boolean;
}

export function EntryRow({ entry, self, editable }: EntryRowProps) {
  const zone = useWorkspace().time_zone;
  const [editing, setEditing] = useState(false);
  const { conflicts, undo, forget } = useUndo(self, entry.changeId);
  // What stands in the trash is told by the entry that put it there.
  if (entry.full && entry.record?.trashed_at) return null;
  const look = looks[entry.kind] ?? '';
  return (
    <li className={entry.full ? 'ev' : 'ev slim'} data-plural={pluralOf(entry.entity)}>
      <span className={`ic ${entry.full ? look : ''}`}>
        <Icon of={iconOf(entry)} />
      </span>
      <div className="grow">
        <div className="ln">
          <span className="wd">
            <LineWords entry={entry} />
          </span>
          {entry.undone && <Tag>{t('hist.isUndone')}</Tag>}
          <time dateTime={entry.at} title={exactTime(entry.at, zone)}>
            {clockTime(entry.at, zone)}
          </time>
          {editable && !editing && (
            <Actions entry={entry} self={self} onEdit={() => setEditing(true)} onUndo={undo} />
          )}
        </div>
        <ChangeList entry={entry} />
        {entry.full &&
          (editing ? (
            <NoteEditor entry={entry} self={self} onClose={() => setEditing(false)} />
          ) : (
            <Body entry={entry} />
          ))}
        {conflicts && <ConflictNote conflicts={conflicts} onClose={forget} />}
      </div>
    </li>
  );
}
