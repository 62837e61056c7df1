// Who works where: the companies of a person, the people of a company, websites, linked records.
import { Building2, Globe, Link2, Pencil, Plus, Users, X } from 'lucide-react';
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { openOverlay } from '../../app/overlays';
import { useWorkspaceId } from '../../app/state';
import { get, Problem } from '../../api/client';
import type { Page, Row, SearchHit, Value } from '../../api/types';
import { keys } from '../../data/client';
import { nameOf, useEntity } from '../../data/meta';
import { pluralOf } from '../../data/records';
import { rememberName, useRefName } from '../../data/refs';
import { useWorkspace } from '../../data/session';
import { createRecord, patchRecord, problemText, tellProblem } from '../../data/writes';
import { entityLabelOf, Party, recordChoices } from '../../fields';
import { dayFromNow, shortDay } from '../../lib/time';
import { t } from '../../text';
import {
  Avatar,
  Button,
  Checkbox,
  Combobox,
  DatePicker,
  Field,
  IconButton,
  Input,
  Popover,
  PriorityBars,
  Tag,
  type ComboOption,
} from '../../ui';
import { Box, retryOf } from './Box';
import { addChild, refreshRecord, removeChild, useChildren } from './data';
import type { Self } from './entries';
import type { RelatedProps } from './Tasks';

// --- memberships ---

const text = (v: Value | undefined) => (typeof v === 'string' ? v : '');

function MembershipForm({
  self,
  row,
  name,
  onClose,
}: {
  self: Self;
  row: Row;
  name: string;
  onClose: () => void;
}) {
  const zone = useWorkspace().time_zone;
  const [role, setRole] = useState(text(row['role']));
  const [department, setDepartment] = useState(text(row['department']));
  const [from, setFrom] = useState(text(row['started_at']) || null);
  const [until, setUntil] = useState(text(row['ended_at']) || null);
  const [primary, setPrimary] = useState(row['is_primary'] === true);
  const [wrong, setWrong] = useState<unknown>();
  const of = (field: string) => (wrong instanceof Problem ? wrong.of(field) : undefined);
  const today = dayFromNow(0, zone);
  const save = async (values: Record<string, Value>) => {
    try {
      await patchRecord('membership', row, values, { what: t('rec.companies.changed', { name }) });
      onClose();
      await refreshRecord(self);
    } catch (e) {
      setWrong(e);
    }
  };
  const submit = (e: FormEvent) => {
    e.preventDefault();
    void save({
      role: role.trim() || null,
      department: department.trim() || null,
      started_at: from,
      ended_at: until,
      is_primary: primary,
    });
  };
  const remove = () => {
    onClose();
    void removeChild(self, 'memberships', row, t('rec.companies.removed', { name })).catch(
      tellProblem,
    );
  };
  const known = ['role', 'department', 'started_at', 'ended_at'].some((f) => of(f));
  return (
    <form className="col g12" onSubmit={submit}>
      <Field label={t('rec.mem.role')} error={of('role')}>
        {}
        <Input autoFocus value={role} maxLength={255} onChange={(e) => setRole(e.target.value)} />
      </Field>
      <Field label={t('rec.mem.department')} error={of('department')}>
        <Input value={department} maxLength={255} onChange={(e) => setDepartment(e.target.value)} />
      </Field>
      <div className="two">
        <Field label={t('rec.mem.from')} error={of('started_at')}>
          <DatePicker past value={from} today={today} onChange={setFrom} />
        </Field>
        <Field label={t('rec.mem.until')} error={of('ended_at')}>
          <DatePicker past value={until} today={today} onChange={setUntil} />
        </Field>
      </div>
      <Checkbox checked={primary} onChange={setPrimary}>
        {t('rec.companies.isPrimary')}
      </Checkbox>
      {wrong !== undefined && !known && (
        <p className="comp-err" role="alert">
          {problemText(wrong)}
        </p>
      )}
      <div className="row g6 wrap">
        <Button size="sm" kind="quietDanger" onClick={remove}>
          {t('rec.companies.remove')}
        </Button>
        {!until && (
          <Button size="sm" onClick={() => void save({ ended_at: today, is_primary: false })}>
            {t('rec.companies.end')}
          </Button>
        )}
        <span className="end" />
        <Button size="sm" kind="primary" type="submit">
          {t('rec.companies.save')}
        </Button>
      </div>
    </form>
  );
}

function MembershipRow({
  row,
  self,
  other,
  editable,
}: {
  row: Row;
  self: Self;
  other: 'company' | 'contact';
  editable: boolean;
}) {
  const workspace = useWorkspaceId();
  const zone = useWorkspace().time_zone;
  const [editing, setEditing] = useState(false);
  const id = Number(row[`${other}_id`]);
  const name = useRefName(other, id) ?? entityLabelOf(other);
  const ended = text(row['ended_at']);
  const since = text(row['started_at']);
  const what = [
    text(row['role']),
    text(row['department']),
    ended
      ? t('rec.companies.until', { when: shortDay(ended, zone) })
      : since && t('rec.companies.since', { when: shortDay(since, zone) }),
  ].filter(Boolean);
  return (
    <li className={ended ? 'row member dim' : 'row member'}>
      <Avatar name={name} id={id} kind={other === 'company' ? 'company' : 'person'} size={32} />
      <div className="grow">
        <div className="row g6">
          <Link className="b trunc" to={`/w/${workspace}/${pluralOf(other)}/${id}` as never}>
            {name}
          </Link>
          {row['is_primary'] === true && other === 'company' && (
            <Tag tone="acc">{t('rec.companies.primary')}</Tag>
          )}
        </div>
        {what.length > 0 && <div className="dim sm trunc">{what.join(', ')}</div>}
      </div>
      {editable && (
        <Popover
          label={t('rec.companies.edit', { name })}
          width={300}
          align="end"
          open={editing}
          onOpenChange={setEditing}
          trigger={
            <IconButton
              icon={Pencil}
              size="sm"
              className="act"
              label={t('rec.companies.edit', { name })}
            />
          }
        >
          <MembershipForm self={self} row={row} name={name} onClose={() => setEditing(false)} />
        </Popover>
      )}
    </li>
  );
}

function useMemberships(self: Self, by: string) {
  return useChildren('memberships', by, self.id);
}

/** Present ones first, the primary one before all. */
function inOrder(rows: Row[]): Row[] {
  const rank = (r: Row) => (r['is_primary'] === true ? 0 : r['ended_at'] ? 2 : 1);
  return [...rows].sort((a, b) => rank(a) - rank(b) || a.id - b.id);
}

interface AddProps {
  self: Self;
  other: 'company' | 'contact';
  label: string;
  find: string;
  createText: (name: string) => string;
  leaveOut: readonly string[];
}

function AddMembership({ self, other, label, find, createText, leaveOut }: AddProps) {
  const [open, setOpen] = useState(false);
  const add = async (id: number, name: string) => {
    setOpen(false);
    rememberName(other, id, name);
    const ids =
      other === 'company'
        ? { contact_id: self.id, company_id: id }
        : { company_id: self.id, contact_id: id };
    await addChild(self, 'memberships', ids, t('rec.companies.added', { name })).catch(tellProblem);
  };
  const create = async (name: string) => {
    setOpen(false);
    if (other === 'contact') {
      openOverlay('create', {
        entity: 'contact',
        values: { name, company_id: self.id },
        onCreated: () => void refreshRecord(self),
      });
      return;
    }
    const made = await createRecord('company', { name }, true).catch(tellProblem);
    if (made) await add(made.id, name);
  };
  return (
    <Popover
      label={label}
      width={280}
      align="end"
      open={open}
      onOpenChange={setOpen}
      trigger={<IconButton icon={Plus} size="sm" label={label} />}
    >
      <Combobox
        autoFocus
        label={find}
        placeholder={find}
        load={recordChoices(other).load}
        leaveOut={leaveOut}
        onChoose={(o) => void add(Number(o.id), o.label)}
        onCreate={(name) => void create(name)}
        createText={createText}
      />
    </Popover>
  );
}

export function Companies({ self, editable }: RelatedProps) {
  const list = useMemberships(self, 'contact_id');
  const { rows, isPending } = list;
  return (
    <Box
      title={t('rec.companies')}
      icon={Building2}
      count={rows.length}
      waiting={isPending}
      retry={retryOf(list)}
      adder={
        editable && (
          <AddMembership
            self={self}
            other="company"
            label={t('rec.companies.add')}
            find={t('rec.companies.find')}
            createText={(name) => t('rec.companies.create', { name })}
            leaveOut={rows.map((r) => String(r['company_id']))}
          />
        )
      }
      none={rows.length ? undefined : t('rec.companies.none')}
    >
      {rows.length > 0 && (
        <ul className="col g10">
          {inOrder(rows).map((row) => (
            <MembershipRow key={row.id} row={row} self={self} other="company" editable={editable} />
          ))}
        </ul>
      )}
    </Box>
  );
}

// --- people of a company ---

const PEOPLE_SHOWN = 8;

function usePeople(self: Self) {
  return useQuery({
    queryKey: keys.derived('people', self.id),
    queryFn: () =>
      get<Page<Row>>(`/crm/companies/${self.id}/contacts`, { limit: PEOPLE_SHOWN, count: true }),
  });
}

export function People({ self, editable }: RelatedProps) {
  const workspace = useWorkspaceId();
  const contact = useEntity('contact');
  const list = usePeople(self);
  const { data, isPending } = list;
  const rows = data?.data ?? [];
  const total = data?.total ?? rows.length;
  return (
    <Box
      title={t('rec.people')}
      icon={Users}
      count={total}
      waiting={isPending}
      retry={retryOf(list)}
      adder={
        editable && (
          <AddMembership
            self={self}
            other="contact"
            label={t('rec.people.add')}
            find={t('rec.people.find')}
            createText={(name) => t('rec.people.create', { name })}
            leaveOut={rows.map((r) => String(r.id))}
          />
        )
      }
      none={rows.length ? undefined : t('rec.people.none')}
    >
      {rows.length > 0 && (
        <ul className="col g10">
          {rows.map((row) => (
            <li key={row.id} className="row member">
              <Avatar name={nameOf(contact, row)} id={row.id} size={32} />
              <div className="grow">
                <Link className="b trunc blk" to={`/w/${workspace}/contacts/${row.id}` as never}>
                  {nameOf(contact, row)}
                </Link>
                <div className="dim sm trunc">
                  {[text(row['role']), text(row['department'])].filter(Boolean).join(', ') ||
                    text(row['email'])}
                </div>
              </div>
              {typeof row['priority'] === 'number' && <PriorityBars value={row['priority']} />}
            </li>
          ))}
        </ul>
      )}
      {total > rows.length && (
        <Link
          className="acc"
          to={`/w/${workspace}/contacts` as never}
          search={
            { filter: JSON.stringify({ field: 'company_id', op: 'eq', value: self.id }) } as never
          }
        >
          {t('rec.showAll', { n: total })}
        </Link>
      )}
    </Box>
  );
}

// --- websites ---

export function Websites({ self, editable }: RelatedProps) {
  const workspace = useWorkspaceId();
  const website = useEntity('website');
  const by = `${self.entity}_id`;
  const list = useChildren(website.plural, by, self.id);
  const { rows, isPending } = list;
  const add = () =>
    openOverlay('create', {
      entity: 'website',
      values: { [by]: self.id },
      onCreated: () => void refreshRecord(self),
    });
  return (
    <Box
      title={t('rec.websites')}
      icon={Globe}
      count={rows.length}
      waiting={isPending}
      retry={retryOf(list)}
      add={editable ? { label: t('rec.websites.add'), onAdd: add } : undefined}
      none={rows.length ? undefined : t('rec.websites.none')}
    >
      {rows.length > 0 && (
        <ul className="col g10">
          {rows.map((row) => (
            <li key={row.id}>
              <Link className="b trunc blk" to={`/w/${workspace}/websites/${row.id}` as never}>
                {nameOf(website, row).replace(/^https?:\/\/(www\.)?/, '')}
              </Link>
              {text(row['purpose']) && <div className="dim sm trunc">{text(row['purpose'])}</div>}
            </li>
          ))}
        </ul>
      )}
    </Box>
  );
}

// --- linked records ---

interface LinkTo {
  entity_type: string;
  entity_id: number;
}

function linksOf(row: Row): LinkTo[] {
  const links = row['links'];
  return Array.isArray(links) ? (links as unknown as LinkTo[]) : [];
}

function LinkRow({ link, onRemove }: { link: LinkTo; onRemove?: (() => void) | undefined }) {
  const workspace = useWorkspaceId();
  // Until its name is here it is called by its kind: a link says something from the start.
  const name = useRefName(link.entity_type, link.entity_id) ?? entityLabelOf(link.entity_type);
  return (
    <li className="row member">
      <Link
        className="grow trunc b"
        to={`/w/${workspace}/${pluralOf(link.entity_type)}/${link.entity_id}` as never}
      >
        <Party entity={link.entity_type} id={link.entity_id} name={name} />
      </Link>
      <span className="dim sm">{entityLabelOf(link.entity_type)}</span>
      {onRemove && (
        <IconButton
          icon={X}
          size="sm"
          className="act"
          label={t('rec.links.remove', { name })}
          onClick={onRemove}
        />
      )}
    </li>
  );
}

async function findAnything(words: string, signal: AbortSignal): Promise<ComboOption[]> {
  if (!words) return [];
  const found = await get<Page<SearchHit>>('/crm/search', { q: words, limit: 8 }, signal);
  return found.data.map((hit) => {
    rememberName(hit.entity_type, hit.entity_id, hit.name);
    return {
      id: `${hit.entity_type}:${hit.entity_id}`,
      label: hit.name,
      detail: entityLabelOf(hit.entity_type),
    };
  });
}

export function Links({ self, row, editable }: RelatedProps) {
  const [open, setOpen] = useState(false);
  const links = linksOf(row);
  const set = (next: LinkTo[]) =>
    void patchRecord(self.entity, row, { links: next.map((l) => ({ ...l })) }).catch(tellProblem);
  const add = (key: string) => {
    const [entity = '', id] = key.split(':');
    set([...links, { entity_type: entity, entity_id: Number(id) }]);
    setOpen(false);
  };
  return (
    <Box
      title={t('rec.links')}
      icon={Link2}
      count={links.length}
      adder={
        editable && (
          <Popover
            label={t('rec.links.add')}
            width={280}
            align="end"
            open={open}
            onOpenChange={setOpen}
            trigger={<IconButton icon={Plus} size="sm" label={t('rec.links.add')} />}
          >
            <Combobox
              autoFocus
              label={t('rec.links.find')}
              placeholder={t('rec.links.find')}
              load={findAnything}
              leaveOut={[
                ...links.map((l) => `${l.entity_type}:${l.entity_id}`),
                `${self.entity}:${self.id}`,
              ]}
              onChoose={(o) => add(o.id)}
            />
          </Popover>
        )
      }
      none={links.length ? undefined : t('rec.links.none')}
    >
      {links.length > 0 && (
        <ul className="col g10">
          {links.map((link) => (
            <LinkRow
              key={`${link.entity_type}:${link.entity_id}`}
              link={link}
              onRemove={editable ? () => set(links.filter((l) => l !== link)) : undefined}
            />
          ))}
        </ul>
      )}
    </Box>
  );
}

/** Of a note: the record it is about. */
export function Subject({ row }: RelatedProps) {
  const entity = row['entity_type'];
  const id = row['entity_id'];
  if (typeof entity !== 'string' || typeof id !== 'number') return null;
  return (
    <Box title={t('rec.subject')} icon={Link2}>
      <ul>
        <LinkRow link={{ entity_type: entity, entity_id: id }} />
      </ul>
    </Box>
  );
}
