// The head of a record: who or what it is, its tags, where it works, whose it is.
import { Hand, Plus, UserRoundX } from 'lucide-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useWorkspaceId } from '../../app/state';
import type { Row } from '../../api/types';
import { field, nameOf, type EntityMeta } from '../../data/meta';
import { useMembers, useRefName, useTags } from '../../data/refs';
import { useMay, useMe } from '../../data/session';
import { Editable, entityLabel, kindOf, stageColour, optionLabel } from '../../fields';
import { t } from '../../text';
import {
  among,
  Avatar,
  Combobox,
  Icon,
  IconButton,
  Menu,
  MenuItem,
  MenuLine,
  Popover,
  StageDot,
  Tag,
} from '../../ui';
import { hasOwner, setOwner, setTags } from './actions';
import type { RecordUi } from './ui';

export interface HeadProps {
  entity: EntityMeta;
  row: Row;
  ui: RecordUi;
  editable: boolean;
}

const faced: Record<string, 'person' | 'company'> = { contact: 'person', company: 'company' };

function Face({ entity, row, size }: { entity: EntityMeta; row: Row; size: 56 | 72 }) {
  const kind = faced[entity.name];
  return kind ? <Avatar name={nameOf(entity, row)} id={row.id} kind={kind} size={size} /> : null;
}

function Title({ entity, row, editable }: HeadProps) {
  const named = entity.fields.find((f) => f.is_name);
  const name = nameOf(entity, row);
  // A note is called by its first line, which is edited with the rest of it.
  if (!named || named.type === 'longtext' || named.type === 'url')
    return <h1 className="trunc">{name}</h1>;
  return (
    <Editable entity={entity.name} row={row} field={named} readOnly={!editable}>
      <h1>{name}</h1>
    </Editable>
  );
}

export function Tags({ entity, row, editable }: Omit<HeadProps, 'ui'>) {
  const [open, setOpen] = useState(false);
  const known = useTags();
  if (!entity.fields.some((f) => f.type === 'tags')) return null;
  const tags = row.tags ?? [];
  const options = known.map((tag) => ({
    id: tag.name,
    label: tag.name,
    detail: tag.count ?? undefined,
  }));
  const add = (name: string) => {
    setTags(entity, row, [...tags.filter((x) => x !== name), name]);
    setOpen(false);
  };
  return (
    <>
      {tags.map((name) => (
        <Tag
          key={name}
          name={name}
          colour={known.find((k) => k.name === name)?.color}
          onRemove={
            editable
              ? () =>
                  setTags(
                    entity,
                    row,
                    tags.filter((x) => x !== name),
                  )
              : undefined
          }
        >
          {name}
        </Tag>
      ))}
      {editable && (
        <Popover
          label={t('rec.addTag')}
          width={220}
          open={open}
          onOpenChange={setOpen}
          trigger={<IconButton icon={Plus} size="sm" label={t('rec.addTag')} />}
        >
          <Combobox
            autoFocus
            label={t('rec.addTag')}
            placeholder={t('rec.addTag')}
            load={among(options)}
            leaveOut={tags}
            onChoose={(o) => add(o.id)}
            onCreate={add}
            createText={(name) => t('rec.createTag', { name })}
          />
        </Popover>
      )}
    </>
  );
}

function WorksAt({ row }: { row: Row }) {
  const workspace = useWorkspaceId();
  const id = typeof row['company_id'] === 'number' ? row['company_id'] : null;
  const given = typeof row['company_name'] === 'string' ? row['company_name'] : null;
  const asked = useRefName(given === null ? 'company' : null, id);
  const company = given ?? asked;
  const role = [row['role'], row['job_title']].find(
    (v): v is string => typeof v === 'string' && v !== '',
  );
  if (id === null || !company) return role ? <span>{role}</span> : null;
  return (
    <span className="row g6 trunc">
      {role && <span className="trunc">{t('rec.at', { role })}</span>}
      <Avatar name={company} id={id} kind="company" size={20} />
      <Link className="b strong trunc" to={`/w/${workspace}/companies/${id}` as never}>
        {company}
      </Link>
    </span>
  );
}

export function Owner({ entity, row, ui, editable }: HeadProps) {
  const me = useMe().user;
  const members = useMembers();
  if (!hasOwner(entity)) return null;
  const owner = typeof row['owner_id'] === 'number' ? row['owner_id'] : null;
  const name =
    members.find((m) => m.user_id === owner)?.name ??
    (typeof row['owner_name'] === 'string' ? row['owner_name'] : '');
  const words = owner === null ? t('rec.pool') : owner === me.id ? t('rec.yours') : name;
  const face =
    owner === null ? (
      <Icon of={UserRoundX} size="s" />
    ) : (
      <Avatar name={name} id={owner} size={20} />
    );
  if (!editable)
    return (
      <span className="row g6">
        {face}
        {words}
      </span>
    );
  const others = members.filter(
    (m) => m.user_id !== owner && m.user_id !== me.id && m.role !== 'viewer',
  );
  return (
    <Menu
      label={t('rec.owner')}
      open={ui.menu === 'owner'}
      onOpenChange={(open) => ui.openMenu(open ? 'owner' : null)}
      trigger={
        <button type="button" className="row g6 quietly" aria-label={`${t('rec.owner')}: ${words}`}>
          {face}
          {words}
        </button>
      }
    >
      {owner !== me.id && (
        <MenuItem
          icon={Hand}
          kbd="a"
          onSelect={() => setOwner(entity, row, { user_id: me.id, name: me.name })}
        >
          {t('rec.claim')}
        </MenuItem>
      )}
      {owner !== null && (
        <MenuItem icon={UserRoundX} onSelect={() => setOwner(entity, row, null)}>
          {t('rec.release')}
        </MenuItem>
      )}
      {others.length > 0 && <MenuLine />}
      {others.map((m) => (
        <MenuItem key={m.user_id} onSelect={() => setOwner(entity, row, m)}>
          {t('rec.assignTo', { name: m.name })}
        </MenuItem>
      ))}
    </Menu>
  );
}

/** The stage, small, where the fields are not beside it. */
export function StageMark({ entity, row }: { entity: EntityMeta; row: Row }) {
  const stage = entity.fields.find((f) => kindOf(f) === 'stage');
  const value = stage && row[stage.name];
  if (!stage || typeof value !== 'string') return null;
  return (
    <StageDot colour={stageColour(value, stage.options ?? [])}>
      {optionLabel(stage, value)}
    </StageDot>
  );
}

export function Head(props: HeadProps & { children?: React.ReactNode }) {
  const { entity, row, children } = props;
  const nickname = row['nickname'];
  return (
    <header className="rhead">
      <Face entity={entity} row={row} size={56} />
      <div className="grow">
        <div className="row g10 wrap">
          <Title {...props} />
          {typeof nickname === 'string' && nickname && <span className="dim">“{nickname}”</span>}
          <Tags {...props} />
        </div>
        <div className="row g12 muted under wrap">
          {faced[entity.name] ? (
            field(entity, 'company_id') && <WorksAt row={row} />
          ) : (
            <span>{entityLabel(entity)}</span>
          )}
          <Owner {...props} />
          <ReadOnly {...props} />
        </div>
      </div>
      {children}
    </header>
  );
}

/** Why nothing can be changed, where others' records may not. */
function ReadOnly({ row, editable }: HeadProps) {
  const writes = useMay('member');
  if (editable || !writes || row.trashed_at) return null;
  return <span className="dim">{t('rec.readOnly')}</span>;
}

/** As a phone shows it. */
export function PhoneHead(props: HeadProps) {
  const { entity, row } = props;
  const under = [row['role'], row['company_name']]
    .filter((v) => typeof v === 'string' && v)
    .join(', ');
  return (
    <header className="ph-head">
      <Face entity={entity} row={row} size={72} />
      <div className="grow">
        <Title {...props} />
        <div className="muted">{under || entityLabel(entity)}</div>
        <div className="row g6 wrap under">
          <StageMark entity={entity} row={row} />
          <Owner {...props} />
          <Tags {...props} />
        </div>
      </div>
    </header>
  );
}
