// How to reach a person: channels, one of a kind the primary one; and the domains of a company.
import {
  AtSign,
  Copy,
  Ellipsis,
  Globe,
  Link2,
  Mail,
  MessageCircle,
  Pencil,
  Phone,
  Plus,
  Star,
  Trash2,
  type LucideIcon,
} from 'lucide-react';
import { useRef, useState, type ComponentType, type KeyboardEvent, type ReactNode } from 'react';
import type { Row } from '../../api/types';
import { useForm, type Form } from '../../app/form';
import { field, useEntity, type EntityMeta } from '../../data/meta';
import { notify } from '../../data/notify';
import { patchRecord, tellProblem, type Values } from '../../data/writes';
import { optionLabel, optionsOf } from '../../fields';
import { t } from '../../text';
import {
  Button,
  copyText,
  Field,
  Icon,
  IconButton,
  Input,
  Menu,
  MenuItem,
  MenuLine,
  Popover,
  Select,
} from '../../ui';
import { addChild, refreshRecord, removeChild, useChildren } from './data';
import type { Self } from './entries';

const icons: Record<string, LucideIcon> = {
  email: Mail,
  phone: Phone,
  telegram: MessageCircle,
  whatsapp: MessageCircle,
  signal: MessageCircle,
  mastodon: AtSign,
  x: AtSign,
  website: Globe,
};

const bare = (value: string) => value.replace(/^@/, '');
const isAddress = (value: string) => /^https?:\/\//i.test(value);

/** Where a channel leads to, for those whose addresses are known. */
const leads: Record<string, (value: string) => string> = {
  email: (v) => `mailto:${v}`,
  phone: (v) => `tel:${v.replace(/[^+\d]/g, '')}`,
  telegram: (v) => `https://t.me/${bare(v)}`,
  whatsapp: (v) => `https://wa.me/${v.replace(/\D/g, '')}`,
  linkedin: (v) => `https://www.linkedin.com/in/${bare(v).replace(/^in\//, '')}`,
  github: (v) => `https://github.com/${bare(v)}`,
  x: (v) => `https://x.com/${bare(v)}`,
  instagram: (v) => `https://www.instagram.com/${bare(v)}`,
  facebook: (v) => `https://www.facebook.com/${bare(v)}`,
};

export function leadsTo(kind: string, value: string): string | null {
  if (isAddress(value)) return value;
  return leads[kind]?.(value) ?? null;
}

const kindLabel = (kind: string) => optionLabel({ name: 'kind' }, kind);

interface OwnProps {
  entity: EntityMeta;
  self: Self;
}

interface FormProps extends OwnProps {
  /** The one that is edited; none: a new one. */
  row?: Row | undefined;
  onClose: () => void;
}

/** several: there are others of its kind, so it matters which one is the primary one. */
type RowProps = OwnProps & { row: Row; editable: boolean; several: boolean };

// --- what both share ---

function leaveOnEscape(e: KeyboardEvent, onClose: () => void): void {
  if (e.key !== 'Escape' || e.defaultPrevented) return;
  e.preventDefault();
  e.stopPropagation();
  onClose();
}

interface OwnFormProps {
  form: Form;
  save: string;
  onClose: () => void;
  children: ReactNode;
}

function OwnForm({ form, save, onClose, children }: OwnFormProps) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- esc of its fields
    <form
      ref={form.ref}
      noValidate
      className="col g12"
      onSubmit={form.submit}
      onKeyDown={(e) => leaveOnEscape(e, onClose)}
    >
      {children}
      <Button type="submit" kind="primary" busy={form.busy} busyText={t('wait.saving')}>
        {save}
      </Button>
    </form>
  );
}

interface OwnRowProps extends RowProps {
  icon: ReactNode;
  href: string | null;
  text: string;
  label?: string;
  /** What its messages call it. */
  what: string;
  copies?: boolean;
  Form: ComponentType<FormProps>;
}

/** One line with its menu; edited in its own place, after which the focus is at the menu again. */
function OwnRow({ Form, ...props }: OwnRowProps) {
  const { entity, self, row, editable, several, icon, href, text, label, what, copies } = props;
  const [editing, setEditing] = useState(false);
  const item = useRef<HTMLLIElement>(null);
  const close = () => {
    setEditing(false);
    requestAnimationFrame(() =>
      item.current?.querySelector<HTMLElement>('[aria-haspopup]')?.focus(),
    );
  };
  const copy = () => void copyText(text).then((ok) => ok && notify({ text: t('do.copied') }));
  const makePrimary = () =>
    patchRecord(
      entity.name,
      row,
      { is_primary: true },
      { what: t('rec.channels.changed', { what }) },
    )
      .then(() => refreshRecord(self))
      .catch(tellProblem);
  const remove = () =>
    void removeChild(self, entity.plural, row, t('rec.channels.removed', { what })).catch(
      tellProblem,
    );
  if (editing)
    return (
      <li className="chan-edit">
        <Form entity={entity} self={self} row={row} onClose={close} />
      </li>
    );
  const primary = row['is_primary'] === true;
  return (
    <li className="chan" ref={item}>
      {icon}
      {href ? (
        <a
          className="trunc"
          href={href}
          {...(href.startsWith('http') ? { target: '_blank', rel: 'noreferrer noopener' } : {})}
        >
          {text}
        </a>
      ) : (
        <span className="trunc">{text}</span>
      )}
      {label && <span className="lbl">{label}</span>}
      {primary && several && (
        <span className="acc" title={t('rec.channels.primary')}>
          <Star className="i xs solid" aria-hidden />
          <span className="sr">{t('rec.channels.primary')}</span>
        </span>
      )}
      <span className="end row acts">
        {copies && <IconButton icon={Copy} size="sm" label={t('do.copy')} onClick={copy} />}
        {editable && (
          <Menu
            align="end"
            trigger={
              <IconButton
                icon={Ellipsis}
                size="sm"
                label={t('rec.channels.more', { what: text })}
              />
            }
          >
            <MenuItem icon={Pencil} onSelect={() => setTimeout(() => setEditing(true))}>
              {t('rec.channels.edit')}
            </MenuItem>
            {!primary && (
              <MenuItem icon={Star} onSelect={() => void makePrimary()}>
                {t('rec.channels.makePrimary')}
              </MenuItem>
            )}
            <MenuLine />
            <MenuItem icon={Trash2} danger onSelect={remove}>
              {t('rec.channels.remove')}
            </MenuItem>
          </Menu>
        )}
      </span>
    </li>
  );
}

interface SectionProps extends OwnProps {
  /** The field that says whose they are. */
  owner: string;
  editable: boolean;
  title: string;
  add: string;
  none: string;
  order?: (rows: Row[]) => Row[];
  Form: ComponentType<FormProps>;
  Line: ComponentType<RowProps>;
}

function Section({ entity, self, owner, editable, title, add, none, ...rest }: SectionProps) {
  const { order = (rows: Row[]) => rows, Form, Line } = rest;
  const { rows, isPending, isError } = useChildren(entity.plural, owner, self.id);
  const [adding, setAdding] = useState(false);
  return (
    <section className="sec" aria-label={title}>
      <div className="h">
        <h2>{title}</h2>
        {editable && (
          <span className="end">
            <Popover
              label={add}
              width={270}
              align="end"
              open={adding}
              onOpenChange={setAdding}
              trigger={<IconButton icon={Plus} size="sm" label={add} />}
            >
              <Form entity={entity} self={self} onClose={() => setAdding(false)} />
            </Popover>
          </span>
        )}
      </div>
      <ul>
        {order(rows).map((row) => (
          <Line
            key={row.id}
            entity={entity}
            self={self}
            row={row}
            editable={editable}
            several={rows.some((r) => r.id !== row.id && r['kind'] === row['kind'])}
          />
        ))}
      </ul>
      {isError && <p className="dim">{t('wrong.load')}</p>}
      {!isPending && !isError && !rows.length && <p className="dim">{none}</p>}
    </section>
  );
}

interface Sent {
  /** Of a new one only. */
  fixed: Values;
  values: Values;
  what: string;
}

/** Saves a new one, or the one that is edited, and closes. */
function useOwnForm({ entity, self, row, onClose }: FormProps, sent: () => Sent | undefined) {
  return useForm(async () => {
    const given = sent();
    if (!given) return;
    const { fixed, values, what } = given;
    if (row) {
      await patchRecord(entity.name, row, values, { what: t('rec.channels.changed', { what }) });
      await refreshRecord(self);
    } else
      await addChild(
        self,
        entity.plural,
        { ...fixed, ...values },
        t('rec.channels.added', { what }),
      );
    onClose();
  });
}

// --- channels ---

function ChannelForm(props: FormProps) {
  const { entity, self, row, onClose } = props;
  const kinds = field(entity, 'kind');
  const [kind, setKind] = useState(String(row?.['kind'] ?? kinds?.options?.[0] ?? ''));
  const [value, setValue] = useState(String(row?.['value'] ?? ''));
  const [label, setLabel] = useState(String(row?.['label'] ?? ''));
  const form = useOwnForm(props, () =>
    value.trim()
      ? {
          fixed: { contact_id: self.id, kind },
          values: { value: value.trim(), label: label.trim() || null },
          what: kindLabel(kind),
        }
      : undefined,
  );
  return (
    <OwnForm form={form} save={t('rec.channels.save')} onClose={onClose}>
      {!row && kinds && (
        <Field label={t('rec.channels.kind')} error={form.error('kind')}>
          <Select value={kind} options={optionsOf(kinds)} onChange={setKind} />
        </Field>
      )}
      <Field
        label={t('rec.channels.value')}
        error={form.error('value') ?? form.general('value', 'label', 'kind')}
      >
        <Input
          autoFocus
          value={value}
          type={kind === 'email' ? 'email' : kind === 'phone' ? 'tel' : 'text'}
          onChange={(e) => setValue(e.target.value)}
        />
      </Field>
      <Field label={t('rec.channels.label')} error={form.error('label')}>
        <Input
          value={label}
          placeholder={t('rec.channels.labelHint')}
          maxLength={255}
          onChange={(e) => setLabel(e.target.value)}
        />
      </Field>
    </OwnForm>
  );
}

function ChannelRow(props: RowProps) {
  const kind = String(props.row['kind']);
  const value = String(props.row['value']);
  const label = props.row['label'];
  const named = typeof label === 'string' && label ? label : null;
  const what = kindLabel(kind);
  return (
    <OwnRow
      {...props}
      copies
      Form={ChannelForm}
      icon={<Icon of={icons[kind] ?? Link2} label={what} />}
      href={leadsTo(kind, value)}
      text={value}
      label={named ?? (kind === 'email' || kind === 'phone' ? '' : what)}
      what={what}
    />
  );
}

/** Those of a kind together, in the order of the kinds; the primary one first. */
function inOrder(rows: Row[], kinds: readonly string[]): Row[] {
  const rank = (r: Row) =>
    kinds.indexOf(String(r['kind'])) * 2 + (r['is_primary'] === true ? 0 : 1);
  return [...rows].sort((a, b) => rank(a) - rank(b) || a.id - b.id);
}

export function Channels({ self, editable }: { self: Self; editable: boolean }) {
  const entity = useEntity('channel');
  return (
    <Section
      entity={entity}
      self={self}
      owner="contact_id"
      editable={editable}
      title={t('rec.channels')}
      add={t('rec.channels.add')}
      none={t('rec.channels.none')}
      order={(rows) => inOrder(rows, field(entity, 'kind')?.options ?? [])}
      Form={ChannelForm}
      Line={ChannelRow}
    />
  );
}

// --- domains ---

function DomainForm(props: FormProps) {
  const [name, setName] = useState(String(props.row?.['name'] ?? ''));
  const form = useOwnForm(props, () => ({
    fixed: { company_id: props.self.id },
    values: { name: name.trim() },
    what: name.trim(),
  }));
  return (
    <OwnForm form={form} save={t('do.save')} onClose={props.onClose}>
      <Field label={t('rec.domains.value')} error={form.error('name') ?? form.general('name')}>
        <Input autoFocus value={name} onChange={(e) => setName(e.target.value)} />
      </Field>
    </OwnForm>
  );
}

function DomainRow(props: RowProps) {
  const name = String(props.row['name']);
  return (
    <OwnRow
      {...props}
      Form={DomainForm}
      icon={<Icon of={Globe} />}
      href={`https://${name}`}
      text={name}
      what={name}
    />
  );
}

export function Domains({ self, editable }: { self: Self; editable: boolean }) {
  return (
    <Section
      entity={useEntity('domain')}
      self={self}
      owner="company_id"
      editable={editable}
      title={t('rec.domains')}
      add={t('rec.domains.add')}
      none={t('rec.domains.none')}
      Form={DomainForm}
      Line={DomainRow}
    />
  );
}
