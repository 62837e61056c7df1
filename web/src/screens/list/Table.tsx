// The table: rows and, when there are many, columns drawn only where they are in sight; the head and the
// name stay. It is a grid with one tab stop; the cursor is its active descendant.
import {
  getCoreRowModel,
  useReactTable,
  type ColumnDef,
  type ColumnSizingState,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  type RefObject,
} from 'react';
import type { Row } from '../../api/types';
import type { EntityMeta, FieldMeta } from '../../data/meta';
import type { Rows } from '../../data/rows';
import type { Refused } from '../../fields';
import { revealed, useSight } from '../../lib/sight';
import { CHECK_WIDTH, HEAD, NAME, rowId, type Cursor, type Editing } from './grid';
import { widthLimits, type Shown } from './columns';
import { isSelected, type Selection } from './selection';
import { TableHead, type HeadProps } from './TableHead';
import { TableRow } from './TableRow';

export interface TableHandle {
  focus: () => void;
  /** Brings a row (and a column) into sight. */
  reveal: (cursor: Cursor) => void;
  toTop: () => void;
}

export interface TableProps extends Omit<HeadProps, 'table'> {
  ref: Ref<TableHandle>;
  label: string;
  entity: EntityMeta;
  columns: Shown[];
  rows: Rows;
  rowHeight: number;
  selection: Selection;
  cursor: Cursor | undefined;
  editing: Editing | undefined;
  drafts: ReadonlySet<number>;
  hrefOf: (row: Row) => string;
  onRange: (from: number, to: number) => void;
  onCell: (index: number, field: string) => void;
  onCheck: (index: number, range: boolean) => void;
  onOpen: (index: number) => void;
  onMenu: (index: number, at: { x: number; y: number }) => void;
  onKey: (e: KeyboardEvent<HTMLDivElement>) => void;
  onEditEnd: (step?: 1 | -1) => void;
  onRefused: (index: number, field: string, refused: Refused) => void;
  onWidths: (widths: Record<string, number>) => void;
  /** Instead of rows: nothing here, nothing fits, an error. */
  children?: ReactNode;
}

const MANY_COLUMNS = 12;
const SCROLL_FOOT = 8;

function definitions(columns: Shown[]): ColumnDef<Row>[] {
  return columns.map(({ field, width }) => ({
    id: field.name,
    size: width,
    minSize: widthLimits.min,
    maxSize: widthLimits.max,
    enableSorting: field.sortable,
  }));
}

const nothing: Row[] = [];

/** Widths while they are dragged, told to the list when the drag is over. */
function useColumns(columns: Shown[], onWidths: TableProps['onWidths']) {
  const [sizing, setSizing] = useState<ColumnSizingState>({});
  const definition = useMemo(() => definitions(columns), [columns]);
  const table = useReactTable({
    data: nothing,
    columns: definition,
    getCoreRowModel: getCoreRowModel(),
    columnResizeMode: 'onChange',
    manualSorting: true,
    state: { columnSizing: sizing },
    onColumnSizingChange: setSizing,
  });
  const resizing = table.getState().columnSizingInfo.isResizingColumn !== false;
  const was = useRef(false);
  useEffect(() => {
    if (was.current && !resizing) {
      onWidths(Object.fromEntries(Object.entries(sizing).map(([n, w]) => [n, Math.round(w)])));
      setSizing({});
    }
    was.current = resizing;
  }, [resizing, sizing, onWidths]);
  return table;
}

export function Table(props: TableProps) {
  const { columns, rows, rowHeight, cursor, ref } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const table = useColumns(columns, props.onWidths);
  const widths = table.getFlatHeaders().map((h) => h.getSize());
  const fields = useMemo(() => columns.map((c) => c.field), [columns]);

  const look = useRef<() => void>(undefined);
  const across = useVirtualizer({
    horizontal: true,
    count: widths.length,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => widths[i] ?? 100,
    overscan: 2,
    enabled: widths.length > MANY_COLUMNS,
    scrollMargin: CHECK_WIDTH,
    scrollPaddingStart: CHECK_WIDTH + (widths[0] ?? 0),
  });
  const widthsText = widths.join();
  useLayoutEffect(() => across.measure(), [across, widthsText]);

  const inSight = across.getVirtualItems();
  const all = widths.length <= MANY_COLUMNS || inSight.length === 0;
  const firstColumn = all ? 0 : (inSight[0]?.index ?? 0);
  const lastColumn = all ? widths.length : (inSight[inSight.length - 1]?.index ?? widths.length);

  useImperativeHandle(ref, () => ({
    focus: () => scroller.current?.focus({ preventScroll: true }),
    reveal: ({ index, field }) => {
      const box = scroller.current;
      if (!box) return;
      const seen = { top: box.scrollTop, height: box.clientHeight };
      box.scrollTop = revealed(seen, { index, height: rowHeight }, HEAD, SCROLL_FOOT);
      look.current?.();
      const at = columns.findIndex((c) => c.field.name === field);
      if (at > 0) revealColumn(box, widths, at);
    },
    toTop: () => scroller.current?.scrollTo({ top: 0 }),
  }));

  // What is left over goes to the name; the last column takes some, so that the table fills its place.
  const part = (i: number) => (columns[i]?.grows ? 3 : i === widths.length - 1 ? 2 : 0);
  const template = `${CHECK_WIDTH}px ${widths
    .map((w, i) => (part(i) ? `minmax(${w}px, ${part(i)}fr)` : `${w}px`))
    .join(' ')}`;
  const pick = useClicks(props);

  return (
    <div
      ref={scroller}
      className="lst"
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={rows.total === undefined ? -1 : rows.total + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable
      aria-busy={rows.waiting || rows.stale}
      aria-activedescendant={activeId(cursor)}
      style={
        {
          '--cols': template,
          '--width': `${widths.reduce((sum, w) => sum + w, CHECK_WIDTH)}px`,
        } as React.CSSProperties
      }
      onScroll={(e) => {
        const beside = e.currentTarget.scrollLeft > 0;
        if ((e.currentTarget.dataset['beside'] === 'true') !== beside)
          e.currentTarget.dataset['beside'] = String(beside);
      }}
      onClick={pick.click}
      onContextMenu={pick.menu}
      onKeyDown={props.onKey}
    >
      <TableHead {...props} table={table} from={firstColumn} to={lastColumn} />
      {props.children ?? (
        <Body
          {...props}
          scroller={scroller}
          look={look}
          fields={fields}
          firstColumn={firstColumn}
          lastColumn={lastColumn}
        />
      )}
    </div>
  );
}

interface BodyProps extends TableProps {
  scroller: RefObject<HTMLDivElement | null>;
  look: RefObject<(() => void) | undefined>;
  fields: FieldMeta[];
  firstColumn: number;
  lastColumn: number;
}

/** The rows in sight. What a scroll draws anew is here alone, and of it only rows that came. */
function Body(props: BodyProps) {
  const { entity, rows, rowHeight, selection, cursor, editing, drafts, onRange, look } = props;
  const sight = useSight(props.scroller, rows.count, rowHeight);
  const { from, to, slots } = sight;
  useEffect(() => onRange(from, to), [onRange, from, to]);
  useEffect(() => {
    look.current = sight.look;
  }, [look, sight.look]);

  // Rows keep what they were given, so that one that did not change is not drawn again.
  const given = useRef(props);
  useLayoutEffect(() => {
    given.current = props;
  });
  const onEditEnd = useCallback((step?: 1 | -1) => given.current.onEditEnd(step), []);
  const onRefused = useCallback(
    (index: number, field: string, refused: Refused) =>
      given.current.onRefused(index, field, refused),
    [],
  );

  const drawn = [];
  for (let index = from; index <= to; index += 1) {
    const row = rows.at(index);
    drawn.push(
      <TableRow
        // A row that comes takes the elements of one that goes.
        key={index % slots}
        entity={entity}
        fields={props.fields}
        from={props.firstColumn}
        to={props.lastColumn}
        index={index}
        height={rowHeight}
        row={row}
        href={row ? props.hrefOf(row) : ''}
        selected={row !== undefined && isSelected(selection, row.id)}
        cursor={cursor?.index === index ? cursor.field : undefined}
        editing={editing?.index === index ? editing : undefined}
        draft={row !== undefined && drafts.has(row.id)}
        onEditEnd={onEditEnd}
        onRefused={onRefused}
      />,
    );
  }
  return (
    <div
      role="rowgroup"
      className="rows"
      style={
        { blockSize: rows.count * rowHeight, '--high': `${rowHeight}px` } as React.CSSProperties
      }
    >
      {drawn}
    </div>
  );
}

function activeId(cursor: Cursor | undefined): string | undefined {
  if (!cursor) return undefined;
  return cursor.field === NAME ? rowId(cursor.index) : `${rowId(cursor.index)}-cell`;
}

/** The pinned name covers what lies under it. */
function revealColumn(scroller: HTMLElement | null, widths: number[], at: number): void {
  if (!scroller) return;
  const before = (n: number) => widths.slice(0, n).reduce((sum, w) => sum + w, CHECK_WIDTH);
  const pinned = before(1);
  const start = before(at);
  const end = start + (widths[at] ?? 0);
  if (start - scroller.scrollLeft < pinned) scroller.scrollLeft = start - pinned;
  else if (end - scroller.scrollLeft > scroller.clientWidth)
    scroller.scrollLeft = end - scroller.clientWidth;
}

/** What was clicked, heard once for all rows. */
function useClicks(props: TableProps) {
  const rowOf = (target: EventTarget) => {
    const at = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
    return at ? Number(at.dataset['row']) : undefined;
  };
  const click = (e: MouseEvent<HTMLDivElement>) => {
    const index = rowOf(e.target);
    if (index === undefined || !(e.target instanceof Element)) return;
    if (e.target.closest('.ined')) return;
    if (e.target.closest('[data-check]')) return props.onCheck(index, e.shiftKey);
    const menu = e.target.closest('[data-menu]');
    if (menu) {
      const box = menu.getBoundingClientRect();
      return props.onMenu(index, { x: box.left, y: box.bottom });
    }
    if (e.target.closest('[data-open]')) {
      if (e.metaKey || e.ctrlKey || e.shiftKey) return;
      e.preventDefault();
      return props.onOpen(index);
    }
    const field = e.target.closest<HTMLElement>('[data-col]')?.dataset['col'];
    if (field !== undefined) props.onCell(index, field);
  };
  const menu = (e: MouseEvent<HTMLDivElement>) => {
    const index = rowOf(e.target);
    if (index === undefined || (e.target instanceof Element && e.target.closest('.ined, a')))
      return;
    e.preventDefault();
    props.onMenu(index, { x: e.clientX, y: e.clientY });
  };
  return { click, menu };
}

/** Which fields can be edited, in the order of the columns. */
export function editableFields(fields: FieldMeta[], canEdit: (f: FieldMeta) => boolean): string[] {
  return fields.filter(canEdit).map((f) => f.name);
}
