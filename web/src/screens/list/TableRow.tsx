// One row. It is drawn again only when something of it changed; a click is heard by the table.
import { memo } from 'react';
import { Ellipsis, Pencil } from 'lucide-react';
import type { Row } from '../../api/types';
import { useMark } from '../../data/marks';
import { nameOf, type EntityMeta, type FieldMeta } from '../../data/meta';
import { Cell, InlineEditor, kindInfo, kindOf, type Refused } from '../../fields';
import { t } from '../../text';
import { Avatar, classes, Icon, Skeleton } from '../../ui';
import { NAME, rowId, type Editing } from './grid';

export interface TableRowProps {
  entity: EntityMeta;
  fields: FieldMeta[];
  /** Which of them are drawn, when there are many. */
  from: number;
  to: number;
  index: number;
  height: number;
  row: Row | undefined;
  selected: boolean;
  /** The field the cursor is on; NAME: on the row. */
  cursor: string | undefined;
  editing: Editing | undefined;
  draft: boolean;
  href: string;
  onEditEnd: (step?: 1 | -1) => void;
  onRefused: (index: number, field: string, refused: Refused) => void;
}

/** What stands quietly behind a name. */
const besides: Record<string, string[]> = { contact: ['role', 'job_title', 'nickname'] };

const faces: Record<string, 'person' | 'company'> = { contact: 'person', company: 'company' };

export function besideName(entity: EntityMeta, row: Row): string | undefined {
  const found = besides[entity.name]?.map((n) => row[n]).find((v) => typeof v === 'string' && v);
  return typeof found === 'string' ? found : undefined;
}

export function Face({ entity, row, size }: { entity: EntityMeta; row: Row; size?: 24 | 40 }) {
  const kind = faces[entity.name];
  return kind ? <Avatar name={nameOf(entity, row)} id={row.id} kind={kind} size={size} /> : null;
}

function Name({
  entity,
  row,
  href,
  draft,
}: Pick<TableRowProps, 'entity' | 'href' | 'draft'> & { row: Row }) {
  const beside = besideName(entity, row);
  return (
    <span className="who">
      <Face entity={entity} row={row} />
      {/* Each by itself, so that of a name that is too long the end goes, whichever way it is written. */}
      <a className="trunc" href={href} tabIndex={-1} data-open>
        {nameOf(entity, row)}
      </a>
      {beside !== undefined && <span className="sub trunc">{beside}</span>}
      {draft && <Icon of={Pencil} size="xs" label={t('list.draft')} className="dim" />}
      <button
        type="button"
        className="ib sm rowmenu"
        tabIndex={-1}
        aria-label={t('do.more')}
        data-menu
      >
        <Icon of={Ellipsis} size="s" />
      </button>
    </span>
  );
}

export const TableRow = memo(function TableRow(props: TableRowProps) {
  const { entity, fields, from, to, index, height, row, selected, cursor, editing } = props;
  const mark = useMark(entity.name, row?.id ?? 0);
  const place = { transform: `translateY(${index * height}px)`, blockSize: height };
  if (!row) return <Placeholder {...{ entity, fields, from, to, index, place }} />;
  return (
    <div
      id={rowId(index)}
      role="row"
      className={classes(
        'tr',
        selected && 'sel',
        cursor !== undefined && 'cur',
        cursor === NAME && 'whole',
        mark,
      )}
      style={place}
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-row={index}
    >
      <div role="gridcell" className="td c0" aria-colindex={1} data-check>
        <span
          className={classes('cb', selected && 'on')}
          role="checkbox"
          aria-checked={selected}
          aria-label={t('list.select', { name: nameOf(entity, row) })}
        >
          {selected && <Tick />}
        </span>
        {mark === 'waiting' && <span className="wait" title={t('cell.wait')} />}
      </div>
      {fields.map((field, i) => {
        if (i !== 0 && (i < from || i > to)) return null;
        const here = cursor === field.name;
        const edited = editing?.field === field.name ? editing : undefined;
        return (
          <div
            key={field.name}
            id={here ? `${rowId(index)}-cell` : undefined}
            role="gridcell"
            aria-colindex={i + 2}
            className={classes(
              'td',
              i === 0 && 'c1',
              kindInfo(field).align === 'end' && 'num',
              here && cursor !== NAME && 'cell-cur',
              edited && 'editing',
            )}
            style={{ gridColumn: i + 2 }}
            data-col={field.name}
          >
            {field.is_name ? (
              <Name entity={entity} row={row} href={props.href} draft={props.draft} />
            ) : (
              <Cell field={field} row={row} />
            )}
            {edited && (
              <InlineEditor
                key={edited.refused?.message}
                compact
                entity={entity.name}
                row={row}
                field={field}
                refused={edited.refused}
                onClose={props.onEditEnd}
                onRefused={(r) => props.onRefused(index, field.name, r)}
              />
            )}
          </div>
        );
      })}
    </div>
  );
});

function Tick() {
  return (
    <svg className="i" viewBox="0 0 24 24" aria-hidden>
      <path d="M20 6 9 17l-5-5" />
    </svg>
  );
}

/** Where something round stands, and a word beside it or none. */
function Shape({ entity, field, at }: { entity: EntityMeta; field: FieldMeta; at: number }) {
  const kind = kindOf(field);
  const face = field.is_name ? faces[entity.name] : kind === 'member' ? 'person' : undefined;
  const size = field.is_name ? 24 : 20;
  const part = lengths[at % lengths.length] ?? 50;
  return (
    <>
      {face && <Skeleton width={size} height={size} round={face === 'person'} />}
      {kind !== 'member' && <Skeleton width={`${part}%`} height={kind === 'tags' ? 18 : 10} />}
    </>
  );
}

/** Lengths that look like words, the same for a cell each time. */
const lengths = [68, 46, 82, 57, 74, 38];

interface PlaceholderProps {
  entity: EntityMeta;
  fields: FieldMeta[];
  from: number;
  to: number;
  index: number;
  place: React.CSSProperties;
}

function Placeholder({ entity, fields, from, to, index, place }: PlaceholderProps) {
  return (
    <div role="row" className="tr waits" style={place} aria-rowindex={index + 2} aria-busy>
      <div role="gridcell" className="td c0" aria-colindex={1}>
        <Skeleton width={15} height={15} />
      </div>
      {fields.map((field, i) =>
        i !== 0 && (i < from || i > to) ? null : (
          <div
            key={field.name}
            role="gridcell"
            aria-colindex={i + 2}
            className={classes('td', i === 0 && 'c1')}
            style={{ gridColumn: i + 2 }}
          >
            <Shape entity={entity} field={field} at={index + i} />
          </div>
        ),
      )}
    </div>
  );
}
