// The list on a phone: two lines a row, a swipe to the left for snooze and log (both also in the row's
// menu), views as chips. Rows are drawn where they are in sight, as in the table.
import {
  ArrowDownUp,
  Clock,
  Ellipsis,
  ListFilter,
  PencilLine,
  Plus,
  Search,
  X,
} from 'lucide-react';
import {
  memo,
  useCallback,
  useEffect,
  useRef,
  useState,
  type PointerEvent,
  type ReactNode,
} from 'react';
import type { Row } from '../../api/types';
import { useGo } from '../../app/state';
import { useMark } from '../../data/marks';
import { field as findField, nameOf, type EntityMeta } from '../../data/meta';
import { showFresh } from '../../data/live';
import { useTotal } from '../../data/records';
import type { Rows } from '../../data/rows';
import { useMay } from '../../data/session';
import { Cell, entityLabel, pluralLabel, textOf } from '../../fields';
import { number } from '../../lib/numbers';
import { useSight } from '../../lib/sight';
import { t } from '../../text';
import { Button, classes, Icon, IconButton, Input, Menu, Sheet } from '../../ui';
import { SortMenu } from './Filters';
import { GroupEditor } from './GroupEditor';
import { PHONE_ROW } from './grid';
import { log, nextField, RowItems, SnoozeItems } from './RowMenu';
import { isSelected, toggle, type Selection } from './selection';
import type { ListState } from './state';
import { besideName, Face } from './TableRow';

interface PhoneListProps {
  entity: EntityMeta;
  state: ListState;
  rows: Rows;
  /** Instead of rows. */
  nothing: ReactNode;
  fresh: number;
  selection: Selection;
  onSelection: (selection: Selection) => void;
  onRange: (from: number, to: number) => void;
  onCreate: () => void;
  bulk: ReactNode;
}

const SHAPES = 9;

export function PhoneList(props: PhoneListProps) {
  const { entity, state, rows, nothing, fresh, selection, onSelection, onRange, onCreate } = props;
  const [filtering, setFiltering] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const mayWrite = useMay('member');
  const whole = useTotal(entity.plural, state.query).data;
  const count = rows.waiting ? SHAPES : rows.count;
  const { from, to } = useSight(scroller, count, PHONE_ROW);
  useEffect(() => onRange(from, to), [onRange, from, to]);
  const chosen = useRef(selection);
  useEffect(() => {
    chosen.current = selection;
  });
  const onToggle = useCallback(
    (id: number) => onSelection(toggle(chosen.current, id)),
    [onSelection],
  );
  const label = pluralLabel(entity);
  const n = state.filter.nodes.length;

  return (
    <div className="list">
      <header className="ph-top">
        <h1>{label}</h1>
        <span className="dim tn">{whole === undefined ? '' : number(whole)}</span>
        <span className="end" />
        <SortMenu
          entity={entity}
          sort={state.sort}
          onSort={state.setSort}
          trigger={<IconButton icon={ArrowDownUp} label={t('list.sort')} />}
        />
        <IconButton
          icon={ListFilter}
          label={n > 0 ? t('list.filtersOn', { n }) : t('filter.title')}
          on={n > 0}
          onClick={() => setFiltering(true)}
        />
        {mayWrite && (
          <IconButton
            icon={Plus}
            label={t('list.new', { what: entityLabel(entity).toLowerCase() })}
            onClick={onCreate}
          />
        )}
      </header>
      <div className="ph-find">
        <Input
          type="search"
          icon={Search}
          aria-label={t('list.quick')}
          placeholder={t('list.quick')}
          value={state.q}
          autoComplete="off"
          onChange={(e) => state.setQ(e.target.value)}
          end={
            state.q !== '' && (
              <IconButton icon={X} label={t('ui.clear')} onClick={() => state.setQ('')} />
            )
          }
        />
      </div>
      <nav className="ph-chips" aria-label={t('views.title')}>
        {state.tabs.map((v) => (
          <button
            key={v.id ?? ''}
            type="button"
            className={classes('c', v.id === state.tab.id && 'on')}
            aria-current={v.id === state.tab.id ? 'page' : undefined}
            onClick={() => state.openTab(v.id)}
          >
            {v.name}
          </button>
        ))}
        {state.changed && (
          <button type="button" className="c" onClick={state.discard}>
            {t('do.discard')}
          </button>
        )}
      </nav>
      <div className="list">
        {rows.stale && <div className="progress" aria-hidden />}
        {fresh > 0 && (
          <div className="freshly">
            <Button kind="primary" onClick={() => showFresh(entity.plural)}>
              {t('list.fresh', { n: fresh })}
            </Button>
          </div>
        )}
        {nothing ? (
          <div className="body" style={{ overflowY: 'auto' }}>
            {nothing}
          </div>
        ) : (
          <div ref={scroller} className="phlist" aria-busy={rows.waiting || rows.stale}>
            <ul
              className="rows"
              aria-label={label}
              style={
                { blockSize: count * PHONE_ROW, '--high': `${PHONE_ROW}px` } as React.CSSProperties
              }
            >
              {numbers(from, to).map((index) => (
                <PhoneRow
                  key={index}
                  entity={entity}
                  row={rows.waiting ? undefined : rows.at(index)}
                  top={index * PHONE_ROW}
                  selecting={props.bulk !== false}
                  selected={
                    selection.kind === 'all' || selection.ids.size > 0
                      ? isRow(selection, rows.at(index))
                      : false
                  }
                  onToggle={onToggle}
                />
              ))}
            </ul>
          </div>
        )}
        {props.bulk}
      </div>
      {filtering && (
        <Sheet
          title={t('filter.title')}
          onClose={() => setFiltering(false)}
          footer={
            <Button kind="primary" size="lg" wide onClick={() => setFiltering(false)}>
              {t('list.show', { n: rows.total ?? rows.count })}
            </Button>
          }
        >
          <GroupEditor entity={entity} group={state.filter} onChange={state.setFilter} />
        </Sheet>
      )}
    </div>
  );
}

const numbers = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

const isRow = (selection: Selection, row: Row | undefined) =>
  row !== undefined && isSelected(selection, row.id);

/** The second line: what the person does and where, or what the record has to say first. */
function second(entity: EntityMeta, row: Row): string {
  const parts = [besideName(entity, row), row['company_name']];
  const said = parts.filter((p): p is string => typeof p === 'string' && p !== '');
  if (said.length > 0) return said.join(', ');
  const quiet = ['relation', 'domain', 'purpose', 'status', 'type', 'location', 'channel'];
  const found = quiet.map((n) => findField(entity, n)).find((f) => f && row[f.name]);
  return found ? textOf(found, row[found.name], row) : '';
}

interface PhoneRowProps {
  entity: EntityMeta;
  row: Row | undefined;
  top: number;
  selecting: boolean;
  selected: boolean;
  onToggle: (id: number) => void;
}

const ACTION = 72;
/** Less than this is a tap that shook, or a scroll. */
const MEANT = 8;
const HELD_MS = 450;
const SPENT_MS = 250;

const PhoneRow = memo(function PhoneRow(props: PhoneRowProps) {
  const { entity, row, top, selecting, selected, onToggle } = props;
  const go = useGo();
  const mark = useMark(entity.name, row?.id ?? 0);
  const mayWrite = useMay('member');
  const due = findField(entity, nextField(entity) ?? '');
  const logs = entity.name === 'contact';
  const most = mayWrite && due ? ACTION * (logs ? 2 : 1) : 0;
  const swipe = useSwipe(most, () => row && onToggle(row.id));
  const place = { transform: `translateY(${top}px)`, blockSize: PHONE_ROW };
  if (!row)
    return (
      <li className="swipe" style={place} aria-busy>
        <div className="ph-row">
          <span className="sk" style={{ inlineSize: 40, blockSize: 40, borderRadius: '50%' }} />
          <span className="sk" style={{ inlineSize: '46%', blockSize: 12 }} />
        </div>
      </li>
    );
  const name = nameOf(entity, row);
  const open = () => (selecting ? onToggle(row.id) : go(`${entity.plural}/${row.id}`));
  return (
    <li
      className={classes('swipe', swipe.dragging && 'drag', selected && 'sel', mark)}
      style={place}
      {...swipe.handlers}
    >
      {most > 0 && swipe.at !== 0 && due && (
        <div className="acts">
          <Menu
            label={t('snooze.title')}
            align="end"
            onOpenChange={(shown) => !shown && swipe.close()}
            trigger={
              <button type="button">
                <Icon of={Clock} size="l" />
                {t('snooze.title')}
              </button>
            }
          >
            <SnoozeItems entity={entity} row={row} />
          </Menu>
          {logs && (
            <button
              type="button"
              className="log"
              onClick={() => {
                swipe.close();
                log(entity, row);
              }}
            >
              <Icon of={PencilLine} size="l" />
              {t('nav.log')}
            </button>
          )}
        </div>
      )}
      <div className="ph-row" style={{ transform: `translateX(${swipe.at}px)` }}>
        <button
          type="button"
          className="row g12 grow"
          style={{ minInlineSize: 0, blockSize: '100%' }}
          aria-pressed={selecting ? selected : undefined}
          onClick={() => (swipe.at !== 0 ? swipe.close() : open())}
        >
          <Face entity={entity} row={row} size={40} />
          <span className="grow">
            <span className="t trunc" style={{ display: 'block' }}>
              {name}
            </span>
            <span className="s trunc" style={{ display: 'block' }}>
              {second(entity, row)}
            </span>
          </span>
          {due && row[due.name] != null && (
            <span className="sm b nowrap">
              <Cell field={due} row={row} />
            </span>
          )}
          {mark === 'waiting' && <span className="wait" title={t('cell.wait')} />}
        </button>
        <Menu
          label={t('list.rowMenu', { name })}
          align="end"
          trigger={<IconButton icon={Ellipsis} label={t('list.rowMenu', { name })} />}
        >
          <RowItems entity={entity} row={row} onOpen={() => go(`${entity.plural}/${row.id}`)} />
        </Menu>
      </div>
    </li>
  );
});

/** A finger drags the row to the left and leaves it open or shut; held still, it selects. */
function useSwipe(most: number, onHold: () => void) {
  const [at, setAt] = useState(0);
  const [dragging, setDragging] = useState(false);
  const start = useRef<{ x: number; y: number; at: number; meant: boolean }>(undefined);
  const hold = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** Until when a click is the end of a hold or a drag. */
  const spent = useRef(0);
  useEffect(() => () => clearTimeout(hold.current), []);

  const down = (e: PointerEvent) => {
    if (e.pointerType === 'mouse' || (e.target instanceof Element && e.target.closest('.acts')))
      return;
    start.current = { x: e.clientX, y: e.clientY, at, meant: false };
    hold.current = setTimeout(() => {
      spent.current = Infinity;
      onHold();
    }, HELD_MS);
  };
  const move = (e: PointerEvent) => {
    const from = start.current;
    if (!from) return;
    const dx = e.clientX - from.x;
    const dy = e.clientY - from.y;
    if (Math.abs(dx) > MEANT || Math.abs(dy) > MEANT) clearTimeout(hold.current);
    if (!from.meant && Math.abs(dx) > MEANT && Math.abs(dx) > Math.abs(dy) && most > 0) {
      from.meant = true;
      setDragging(true);
      e.currentTarget.setPointerCapture(e.pointerId);
    }
    if (from.meant) setAt(Math.min(0, Math.max(-most, from.at + dx)));
  };
  const up = () => {
    clearTimeout(hold.current);
    const from = start.current;
    start.current = undefined;
    setDragging(false);
    if (from?.meant || spent.current === Infinity) spent.current = Date.now() + SPENT_MS;
    if (from?.meant) setAt((now) => (now < -most / 2 ? -most : 0));
  };
  const handlers = {
    onPointerDown: down,
    onPointerMove: move,
    onPointerUp: up,
    onPointerCancel: up,
    // The click that ends a hold or a drag opens nothing.
    onClickCapture: (e: React.MouseEvent) => {
      if (Date.now() > spent.current) return;
      e.preventDefault();
      e.stopPropagation();
    },
  };
  return { at, dragging, handlers, close: () => setAt(0) };
}
