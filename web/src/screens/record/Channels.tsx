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
import { useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { Problem } from '../../api/client';
import type { Row } from '../../api/types';
import { field, useEntity, type EntityMeta } from '../../data/meta';
import { notify } from '../../data/notify';
import { patchRecord, problemText, tellProblem } from '../../data/writes';
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

interface FormProps {
  entity: EntityMeta;
  self: Self;
  /** The one that is edited; none: a new one. */
  row?: Row | undefined;
  onClose: () => void;
}

function leaveOnEscape(e: KeyboardEvent, onClose: () => void): void {
  if (e.key !== 'Escape' || e.defaultPrevented) return;
  e.preventDefault();
  e.stopPropagation();
  onClose();
}

/** Editing in the row's own place; the focus comes back to the row's menu. */
function useRowEditing() {
  const [editing, setEditing] = useState(false);
  const row = useRef<HTMLLIElement>(null);
  const close = () => {
    setEditing(false);
    requestAnimationFrame(() =>
      row.current?.querySelector<HTMLElement>('[aria-haspopup]')?.focus(),
    );
  };
  return { editing, row, close, open: () => setTimeout(() => setEditing(true)) };
}

function ChannelForm({ entity, self, row, onClose }: FormProps) {
  const kinds = field(entity, 'kind');
  const [kind, setKind] = useState(String(row?.['kind'] ?? kinds?.options?.[0] ?? ''));
  const [value, setValue] = useState(String(row?.['value'] ?? ''));
  const [label, setLabel] = useState(String(row?.['label'] ?? ''));
  const [wrong, setWrong] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const of = (name: string) => (wrong instanceof Problem ? wrong.of(name) : undefined);
  const other = wrong !== undefined && !of('value') && !of('label') && !of('kind');
  const save = async (e: FormEvent) => {
    e.preventDefault();
    if (!value.trim()) return;
    setBusy(true);
    const values = { value: value.trim(), label: label.trim() || null };
    const what = kindLabel(kind);
    try {
      if (row) {
        await patchRecord(entity.name, row, values, { what: t('rec.channels.changed', { what }) });
        await refreshRecord(self);
      } else
        await addChild(
          self,
          entity.plural,
          { contact_id: self.id, kind, ...values },
          t('rec.channels.added', { what }),
        );
      onClose();
    } catch (problem) {
      setWrong(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- esc of its fields
    <form
      noValidate
      className="col g12"
      onSubmit={(e) => void save(e)}
      onKeyDown={(e) => leaveOnEscape(e, onClose)}
    >
      {!row && kinds && (
        <Field label={t('rec.channels.kind')} error={of('kind')}>
          <Select value={kind} options={optionsOf(kinds)} onChange={setKind} />
        </Field>
      )}
      <Field
        label={t('rec.channels.value')}
        error={of('value') ?? (other ? problemText(wrong) : undefined)}
      >
        <Input
          autoFocus
          value={value}
          type={kind === 'email' ? 'email' : kind === 'phone' ? 'tel' : 'text'}
          onChange={(e) => setValue(e.target.value)}
        />
      </Field>
      <Field label={t('rec.channels.label')} error={of('label')}>
        <Input
          value={label}
          placeholder={t('rec.channels.labelHint')}
          maxLength={255}
          onChange={(e) => setLabel(e.target.value)}
        />
      </Field>
      <Button type="submit" kind="primary" busy={busy} busyText={t('wait.saving')}>
        {t('rec.channels.save')}
      </Button>
    </form>
  );
}

function ChannelRow({
  entity,
  self,
  row,
  editable,
}: {
  entity: EntityMeta;
  self: Self;
  row: Row;
  editable: boolean;
}) {
  const { editing, row: item, close, open } = useRowEditing();
  const kind = String(row['kind']);
  const value = String(row['value']);
  const named = typeof row['label'] === 'string' && row['label'] ? row['label'] : null;
  const label = named ?? (kind === 'email' || kind === 'phone' ? '' : kindLabel(kind));
  const href = leadsTo(kind, value);
  const what = kindLabel(kind);
  const copy = () => void copyText(value).then((ok) => ok && notify({ text: t('do.copied') }));
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
        <ChannelForm entity={entity} self={self} row={row} onClose={close} />
      </li>
    );
  return (
    <li className="chan" ref={item}>
      <Icon of={icons[kind] ?? Link2} label={what} />
      {href ? (
        <a
          className="trunc"
          href={href}
          {...(href.startsWith('http') ? { target: '_blank', rel: 'noreferrer noopener' } : {})}
        >
          {value}
        </a>
      ) : (
        <span className="trunc">{value}</span>
      )}
      {label && <span className="lbl">{label}</span>}
      {row['is_primary'] === true && (
        <span className="acc" title={t('rec.channels.primary')}>
          <Star className="i xs solid" aria-hidden />
          <span className="sr">{t('rec.channels.primary')}</span>
        </span>
      )}
      <span className="end row acts">
        <IconButton icon={Copy} size="sm" label={t('do.copy')} onClick={copy} />
        {editable && (
          <Menu
            align="end"
            trigger={
              <IconButton
                icon={Ellipsis}
                size="sm"
                label={t('rec.channels.more', { what: value })}
              />
            }
          >
            <MenuItem icon={Pencil} onSelect={open}>
              {t('rec.channels.edit')}
            </MenuItem>
            {row['is_primary'] !== true && (
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

/** Those of a kind together, in the order of the kinds; the primary one first. */
function inOrder(rows: Row[], kinds: readonly string[]): Row[] {
  const rank = (r: Row) =>
    kinds.indexOf(String(r['kind'])) * 2 + (r['is_primary'] === true ? 0 : 1);
  return [...rows].sort((a, b) => rank(a) - rank(b) || a.id - b.id);
}

export function Channels({ self, editable }: { self: Self; editable: boolean }) {
  const entity = useEntity('channel');
  const { rows, isPending, isError } = useChildren(entity.plural, 'contact_id', self.id);
  const [adding, setAdding] = useState(false);
  const ordered = inOrder(rows, field(entity, 'kind')?.options ?? []);
  return (
    <section className="sec" aria-label={t('rec.channels')}>
      <div className="h">
        <h2>{t('rec.channels')}</h2>
        {editable && (
          <span className="end">
            <Popover
              label={t('rec.channels.add')}
              width={270}
              align="end"
              open={adding}
              onOpenChange={setAdding}
              trigger={<IconButton icon={Plus} size="sm" label={t('rec.channels.add')} />}
            >
              <ChannelForm entity={entity} self={self} onClose={() => setAdding(false)} />
            </Popover>
          </span>
        )}
      </div>
      <ul>
        {ordered.map((row) => (
          <ChannelRow key={row.id} entity={entity} self={self} row={row} editable={editable} />
        ))}
      </ul>
      {isError && <p className="dim">{t('wrong.load')}</p>}
      {!isPending && !isError && !rows.length && <p className="dim">{t('rec.channels.none')}</p>}
    </section>
  );
}

// --- domains ---

function DomainForm({ entity, self, row, onClose }: FormProps) {
  const [name, setName] = useState(String(row?.['name'] ?? ''));
  const [error, setError] = useState<string>();
  const save = async (e: FormEvent) => {
    e.preventDefault();
    try {
      if (row) {
        await patchRecord(entity.name, row, { name: name.trim() });
        await refreshRecord(self);
      } else
        await addChild(
          self,
          entity.plural,
          { company_id: self.id, name: name.trim() },
          t('rec.channels.added', { what: name.trim() }),
        );
      onClose();
    } catch (problem) {
      setError(problemText(problem));
    }
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- esc of its fields
    <form
      noValidate
      className="col g12"
      onSubmit={(e) => void save(e)}
      onKeyDown={(e) => leaveOnEscape(e, onClose)}
    >
      <Field label={t('rec.domains.value')} error={error}>
        <Input autoFocus value={name} onChange={(e) => setName(e.target.value)} />
      </Field>
      <Button type="submit" kind="primary">
        {t('do.save')}
      </Button>
    </form>
  );
}

function DomainRow({
  entity,
  self,
  row,
  editable,
}: {
  entity: EntityMeta;
  self: Self;
  row: Row;
  editable: boolean;
}) {
  const { editing, row: item, close, open } = useRowEditing();
  const name = String(row['name']);
  const makePrimary = () =>
    patchRecord(entity.name, row, { is_primary: true })
      .then(() => refreshRecord(self))
      .catch(tellProblem);
  if (editing)
    return (
      <li className="chan-edit">
        <DomainForm entity={entity} self={self} row={row} onClose={close} />
      </li>
    );
  return (
    <li className="chan" ref={item}>
      <Icon of={Globe} />
      <a className="trunc" href={`https://${name}`} target="_blank" rel="noreferrer noopener">
        {name}
      </a>
      {row['is_primary'] === true && (
        <span className="acc" title={t('rec.channels.primary')}>
          <Star className="i xs solid" aria-hidden />
          <span className="sr">{t('rec.channels.primary')}</span>
        </span>
      )}
      {editable && (
        <span className="end row acts">
          <Menu
            align="end"
            trigger={
              <IconButton
                icon={Ellipsis}
                size="sm"
                label={t('rec.channels.more', { what: name })}
              />
            }
          >
            <MenuItem icon={Pencil} onSelect={open}>
              {t('rec.channels.edit')}
            </MenuItem>
            {row['is_primary'] !== true && (
              <MenuItem icon={Star} onSelect={() => void makePrimary()}>
                {t('rec.channels.makePrimary')}
              </MenuItem>
            )}
            <MenuLine />
            <MenuItem
              icon={Trash2}
              danger
              onSelect={() =>
                void removeChild(
                  self,
                  entity.plural,
                  row,
                  t('rec.channels.removed', { what: name }),
                ).catch(tellProblem)
              }
            >
              {t('rec.channels.remove')}
            </MenuItem>
          </Menu>
        </span>
      )}
    </li>
  );
}

export function Domains({ self, editable }: { self: Self; editable: boolean }) {
  const entity = useEntity('domain');
  const { rows, isPending, isError } = useChildren(entity.plural, 'company_id', self.id);
  const [adding, setAdding] = useState(false);
  return (
    <section className="sec" aria-label={t('rec.domains')}>
      <div className="h">
        <h2>{t('rec.domains')}</h2>
        {editable && (
          <span className="end">
            <Popover
              label={t('rec.domains.add')}
              width={260}
              align="end"
              open={adding}
              onOpenChange={setAdding}
              trigger={<IconButton icon={Plus} size="sm" label={t('rec.domains.add')} />}
            >
              <DomainForm entity={entity} self={self} onClose={() => setAdding(false)} />
            </Popover>
          </span>
        )}
      </div>
      <ul>
        {rows.map((row) => (
          <DomainRow key={row.id} entity={entity} self={self} row={row} editable={editable} />
        ))}
      </ul>
      {isError && <p className="dim">{t('wrong.load')}</p>}
      {!isPending && !isError && !rows.length && <p className="dim">{t('rec.domains.none')}</p>}
    </section>
  );
}
