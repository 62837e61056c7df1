// The head: a click sorts, the edge resizes (arrows too), the menu moves, hides, filters.
import type { Header, Table as TableOf } from '@tanstack/react-table';
import {
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  ChevronDown,
  EyeOff,
  ListFilter,
} from 'lucide-react';
import { type KeyboardEvent } from 'react';
import type { Row } from '../../api/types';
import type { FieldMeta } from '../../data/meta';
import { fieldLabel, kindInfo } from '../../fields';
import { scaled } from '../../lib/rem';
import { t } from '../../text';
import { classes, Icon, Menu, MenuItem, MenuLine } from '../../ui';
import { widthLimits, type Shown, type Sort } from './columns';

export interface HeadProps {
  table: TableOf<Row>;
  columns: Shown[];
  sort: Sort[];
  /** Of the box that selects all that are here. */
  checked: boolean | 'mixed';
  onCheckAll: () => void;
  onSort: (field: FieldMeta) => void;
  onSortTo: (field: FieldMeta, down: boolean) => void;
  onMove: (field: FieldMeta, step: 1 | -1) => void;
  onHide: (field: FieldMeta) => void;
  onFilterBy: (field: FieldMeta) => void;
  onWidths: (widths: Record<string, number>) => void;
}

const STEP = scaled(16);

export function TableHead(props: HeadProps & { from: number; to: number }) {
  const { table, columns, checked, onCheckAll, from, to } = props;
  return (
    <div role="rowgroup" className="thead">
      <div role="row" className="tr" aria-rowindex={1}>
        <div role="columnheader" className="th c0" aria-colindex={1}>
          <button
            type="button"
            role="checkbox"
            tabIndex={-1}
            className={classes('cb', checked === true && 'on', checked === 'mixed' && 'mix')}
            aria-checked={checked}
            aria-label={t('list.selectHere')}
            onClick={onCheckAll}
          >
            <svg className="i" viewBox="0 0 24 24" aria-hidden>
              <path d={checked === 'mixed' ? 'M5 12h14' : 'M20 6 9 17l-5-5'} />
            </svg>
          </button>
        </div>
        {table.getFlatHeaders().map((header, i) => {
          const shown = columns[i];
          if (!shown || (i !== 0 && (i < from || i > to))) return null;
          return <Head key={header.id} {...props} header={header} field={shown.field} at={i} />;
        })}
      </div>
    </div>
  );
}

function Head(props: HeadProps & { header: Header<Row, unknown>; field: FieldMeta; at: number }) {
  const { field, at, sort, header, onSort } = props;
  const sorted = sort.find((s) => s.name === field.name);
  const label = fieldLabel(field);
  const direction = sorted?.down ? 'descending' : 'ascending';
  return (
    <div
      role="columnheader"
      className={classes('th', at === 0 && 'c1', kindInfo(field).align === 'end' && 'num')}
      style={{ gridColumn: at + 2 }}
      aria-colindex={at + 2}
      aria-sort={sorted ? direction : undefined}
    >
      {field.sortable ? (
        <button type="button" className="sorter trunc" tabIndex={-1} onClick={() => onSort(field)}>
          <span className="trunc">{label}</span>
          {sorted && <Icon of={sorted.down ? ArrowDown : ArrowUp} size="xs" />}
        </button>
      ) : (
        <span className="trunc">{label}</span>
      )}
      <HeadMenu {...props} label={label} />
      <Edge header={header} label={label} onWidths={props.onWidths} />
    </div>
  );
}

function HeadMenu(props: HeadProps & { field: FieldMeta; at: number; label: string }) {
  const { field, at, columns, label, onSortTo, onMove, onHide, onFilterBy } = props;
  return (
    <Menu
      label={t('list.column', { field: label })}
      trigger={
        <button
          type="button"
          className="headmenu"
          tabIndex={-1}
          aria-label={t('list.column', { field: label })}
        >
          <Icon of={ChevronDown} size="xs" />
        </button>
      }
    >
      {field.sortable && (
        <>
          <MenuItem icon={ArrowUp} onSelect={() => onSortTo(field, false)}>
            {t('list.sortUp')}
          </MenuItem>
          <MenuItem icon={ArrowDown} onSelect={() => onSortTo(field, true)}>
            {t('list.sortDown')}
          </MenuItem>
          <MenuLine />
        </>
      )}
      {field.ops.length > 0 && (
        <MenuItem icon={ListFilter} onSelect={() => onFilterBy(field)}>
          {t('list.filterBy')}
        </MenuItem>
      )}
      {at > 0 && (
        <>
          <MenuItem icon={ArrowLeft} disabled={at === 1} onSelect={() => onMove(field, -1)}>
            {t('list.moveLeft')}
          </MenuItem>
          <MenuItem
            icon={ArrowRight}
            disabled={at === columns.length - 1}
            onSelect={() => onMove(field, 1)}
          >
            {t('list.moveRight')}
          </MenuItem>
          <MenuItem icon={EyeOff} onSelect={() => onHide(field)}>
            {t('list.hide')}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}

interface EdgeProps {
  header: Header<Row, unknown>;
  label: string;
  onWidths: (widths: Record<string, number>) => void;
}

function Edge({ header, label, onWidths }: EdgeProps) {
  const width = header.getSize();
  const keys = (e: KeyboardEvent) => {
    const step = e.key === 'ArrowRight' ? STEP : e.key === 'ArrowLeft' ? -STEP : 0;
    if (step === 0) return;
    e.preventDefault();
    e.stopPropagation();
    onWidths({ [header.id]: Math.min(Math.max(width + step, widthLimits.min), widthLimits.max) });
  };
  return (
    // A separator that can be moved is a widget, though the rule does not know it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="separator"
      className={classes('edge', header.column.getIsResizing() && 'on')}
      aria-orientation="vertical"
      aria-label={t('list.width', { field: label })}
      aria-valuenow={width}
      aria-valuemin={widthLimits.min}
      aria-valuemax={widthLimits.max}
      tabIndex={-1}
      onMouseDown={header.getResizeHandler()}
      onTouchStart={header.getResizeHandler()}
      onKeyDown={keys}
      onDoubleClick={() => onWidths({ [header.id]: 0 })}
    />
  );
}
