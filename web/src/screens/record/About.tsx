// All fields of a record, from the entity's own table: filled ones first in their order, empty ones behind
// a fold; each is edited where it stands. Long texts read as Markdown.
import { useEffect, useRef, useState, type RefObject } from 'react';
import type { Row } from '../../api/types';
import { useMark } from '../../data/marks';
import type { EntityMeta, FieldMeta } from '../../data/meta';
import { Editable, fieldLabel, isEditable, isMissing, shownFields } from '../../fields';
import { t } from '../../text';
import { Button, classes, Markdown } from '../../ui';
import { bodyOf, byWeight, shownElsewhere } from './purpose';
import type { RecordUi } from './ui';

export interface AboutProps {
  entity: EntityMeta;
  row: Row;
  ui: RecordUi;
  editable: boolean;
}

/** The fields that somebody else has just changed, for their tint. */
function useTinted(entity: EntityMeta, row: Row): ReadonlySet<string> {
  const live = useMark(entity.name, row.id) === 'live';
  const before = useRef(row);
  const [tinted, setTinted] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const last = before.current;
    before.current = row;
    if (!live) return setTinted(new Set());
    if (last.id !== row.id || last === row) return;
    const names = entity.fields
      .map((f) => f.name)
      .filter((n) => JSON.stringify(last[n]) !== JSON.stringify(row[n]));
    setTinted(new Set(names));
  }, [entity, row, live]);
  return tinted;
}

/** Tab goes on to the next value that can be edited. */
function goOn(list: HTMLElement | null, name: string, step: 1 | -1): void {
  requestAnimationFrame(() => {
    const all = [...(list?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    const at = all.findIndex((x) => x.dataset['row'] === name);
    for (let i = at + step; i >= 0 && i < all.length; i += step) {
      const value = all[i]?.querySelector<HTMLElement>('.value.editable');
      if (value) return value.click();
    }
  });
}

interface ValueProps extends AboutProps {
  field: FieldMeta;
  list: RefObject<HTMLElement | null>;
  tinted: boolean;
}

function ValueRow({ entity, row, field, editable, list, tinted }: ValueProps) {
  const text = row[field.name];
  const long = field.type === 'longtext';
  return (
    <div className={classes('kv', long && 'long', tinted && 'live')} data-row={field.name}>
      <dt title={field.help ?? undefined}>{fieldLabel(field)}</dt>
      <dd>
        <Editable
          entity={entity.name}
          row={row}
          field={field}
          readOnly={!editable}
          onNext={(step) => goOn(list.current, field.name, step)}
        >
          {long && typeof text === 'string' && text ? <Markdown text={text} /> : undefined}
        </Editable>
      </dd>
    </div>
  );
}

/** Opens the editor of the field that a key or a menu asked for. */
function useAsked(ui: RecordUi, list: RefObject<HTMLElement | null>, showEmpty: () => void): void {
  const { editing, edit } = ui;
  useEffect(() => {
    if (editing === null) return;
    if (editing && !list.current?.querySelector(`[data-row="${CSS.escape(editing)}"]`)) showEmpty();
    const frame = requestAnimationFrame(() => {
      const at = editing === '' ? '[data-row]' : `[data-row="${CSS.escape(editing)}"]`;
      const value = list.current?.querySelector<HTMLElement>(`${at} .value.editable`);
      value?.scrollIntoView({ block: 'nearest' });
      value?.click();
      edit(null);
    });
    return () => cancelAnimationFrame(frame);
  }, [editing, edit, list, showEmpty]);
}

export function About({ entity, row, ui, editable }: AboutProps) {
  const list = useRef<HTMLElement>(null);
  const [open, setOpen] = useState(false);
  const tinted = useTinted(entity, row);
  const showEmpty = useRef(() => setOpen(true)).current;
  useAsked(ui, list, showEmpty);
  const body = bodyOf(entity);
  const own = shownFields(entity).filter(
    (f) =>
      !shownElsewhere.includes(f.name) &&
      !(f.is_name && f.type !== 'url') &&
      // Those of the primary channel, membership or domain stand with these.
      !f.mirror &&
      f.type !== 'tags' &&
      f.type !== 'links' &&
      f !== body,
  );
  const fields = byWeight(own);
  // What was filled when the record came stays where it is while it is edited.
  const [filledAtFirst, setFilled] = useState({ id: row.id, names: namesOf(fields, row) });
  if (filledAtFirst.id !== row.id) setFilled({ id: row.id, names: namesOf(fields, row) });
  const filled = (f: FieldMeta) => filledAtFirst.names.has(f.name) || !isMissing(row[f.name]);
  const shown = fields.filter(filled);
  const empty = fields.filter((f) => !filled(f) && isEditable(f));
  const rowOf = (f: FieldMeta) => (
    <ValueRow
      key={f.name}
      entity={entity}
      row={row}
      ui={ui}
      editable={editable}
      field={f}
      list={list}
      tinted={tinted.has(f.name)}
    />
  );
  return (
    <section className="sec" aria-label={t('rec.about')} ref={list}>
      <div className="h">
        <h2>{t('rec.about')}</h2>
      </div>
      <dl>
        {shown.map(rowOf)}
        {open && editable && empty.map(rowOf)}
      </dl>
      {editable && empty.length > 0 && (
        <Button size="sm" kind="ghost" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('rec.hideEmpty') : t('rec.showEmpty', { n: empty.length })}
        </Button>
      )}
    </section>
  );
}

function namesOf(fields: FieldMeta[], row: Row): ReadonlySet<string> {
  return new Set(fields.filter((f) => !isMissing(row[f.name])).map((f) => f.name));
}

/** The long text that a note, task or activity is about: large, above its history. */
export function BodyText({ entity, row, editable }: Omit<AboutProps, 'ui'>) {
  const body = bodyOf(entity);
  if (!body) return null;
  const text = row[body.name];
  return (
    <section className="bodytext" aria-label={fieldLabel(body)}>
      <Editable entity={entity.name} row={row} field={body} readOnly={!editable}>
        {typeof text === 'string' && text ? (
          <Markdown text={text} />
        ) : (
          <span className="dim">
            {t('rec.writeLong', { field: fieldLabel(body).toLocaleLowerCase() })}
          </span>
        )}
      </Editable>
    </section>
  );
}
