// A list: its bars, the table (or the phone's rows), what is selected, the keys.
import { Columns3, Ellipsis, Plus, RefreshCw } from 'lucide-react';
import {
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
} from 'react';
import type { Row } from '../../api/types';
import { useCommands, type Command } from '../../app/commands';
import { useKeys } from '../../app/keys';
import { openOverlay } from '../../app/overlays';
import { readPeek, useGo, usePageSearch, useSetSearch, useWorkspaceId } from '../../app/state';
import { useDrafted } from '../../data/drafts';
import { showFresh, useFresh } from '../../data/live';
import { nameOf, type EntityMeta, type FieldMeta } from '../../data/meta';
import { setPreferences, usePreferences, type Density } from '../../data/own';
import { useTotal } from '../../data/records';
import { useRows, type Rows } from '../../data/rows';
import { useMay } from '../../data/session';
import { tellProblem, trashRecord } from '../../data/writes';
import { addNode, entityLabel, isEditable, pluralLabel, type Refused } from '../../fields';
import { useWidth } from '../../lib/media';
import { number } from '../../lib/numbers';
import { textScale } from '../../lib/rem';
import { t } from '../../text';
import {
  Button,
  IconButton,
  Menu,
  MenuChoice,
  MenuItem,
  MenuLine,
  MenuTitle,
  Popover,
} from '../../ui';
import { BulkBar, trashWords, useBulk } from './BulkBar';
import { clampWidth, moveColumn, nextSort, resolveColumns, sortsDownFirst } from './columns';
import { AddFilter, FilterChips, QuickFilter, SortMenu } from './Filters';
import { firstCondition } from './GroupEditor';
import { Foot } from './Foot';
import { MOST_PIXELS, NAME, rowHeights, type Cursor, type Editing } from './grid';
import { PhoneList } from './PhoneList';
import { Printed } from './Printed';
import { RowMenu, type MenuAt } from './RowMenu';
import {
  countSelected,
  everybody,
  headState,
  isSelected,
  nobody,
  select,
  selectMore,
  toggle,
} from './selection';
import { Failed, NoMatch, Nothing } from './States';
import { useListState } from './state';
import { Table, type TableHandle } from './Table';
import { Views } from './Views';

const Peek = lazy(() => import('../record/Peek'));
const ColumnPicker = lazy(() => import('./ColumnPicker'));

function useRange() {
  const [range, setRange] = useState({ from: 0, to: 60 });
  const see = useCallback((from: number, to: number) => {
    // A little beyond what is seen, so that it is here when it comes into sight.
    const next = { from: Math.max(0, from - 60), to: to + 60 };
    setRange((now) =>
      Math.floor(now.from / 50) === Math.floor(next.from / 50) &&
      Math.floor(now.to / 50) === Math.floor(next.to / 50)
        ? now
        : next,
    );
  }, []);
  return [range, see] as const;
}

/** Where a record stands; -1 when it is not among those at the beginning. */
const LOOKED_AT = 400;
function indexOf(rows: Rows, id: number): number {
  const end = Math.min(rows.count, LOOKED_AT);
  for (let i = 0; i < end; i += 1) if (rows.at(i)?.id === id) return i;
  return -1;
}

export function ListPage({ entity }: { entity: EntityMeta }) {
  const state = useListState(entity);
  const search = usePageSearch();
  const setSearch = useSetSearch();
  const go = useGo();
  const workspace = useWorkspaceId();
  const phone = useWidth() === 'phone';
  const mayWrite = useMay('member');
  const { density = 'normal' } = usePreferences();
  const fresh = useFresh(entity.plural);
  const drafts = useDrafted(entity.name);

  const [range, onRange] = useRange();
  const all = useRows(entity.plural, state.query, range.from, range.to);
  const rowHeight = rowHeights[density];
  const limit = Math.floor(MOST_PIXELS / rowHeight);
  const rows = useMemo(() => (all.count > limit ? { ...all, count: limit } : all), [all, limit]);
  const whole = useTotal(entity.plural, {}).data;
  const filtered = state.query.filter !== undefined || state.query.q !== undefined;
  const total = rows.total ?? rows.count;

  const columns = useMemo(() => resolveColumns(entity, state.columns), [entity, state.columns]);
  const [chosen, setCursor] = useState<Cursor>();
  const [editing, setEditing] = useState<Editing>();
  const [selection, setSelection] = useState(nobody);
  const [anchor, setAnchor] = useState<number>();
  const [openChip, setOpenChip] = useState<number>();
  const [adding, setAdding] = useState(false);
  const [menu, setMenu] = useState<MenuAt>();
  const table = useRef<TableHandle>(null);
  const quick = useRef<HTMLInputElement>(null);

  // A selection belongs to a question; sorting is none.
  const question = `${state.query.filter ?? ''}|${state.query.q ?? ''}`;
  const [asked, setAsked] = useState(question);
  if (asked !== question) {
    setAsked(question);
    setSelection(nobody);
    setCursor(undefined);
    setEditing(undefined);
  }
  const order = `${question}|${state.query.sort ?? ''}`;
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) table.current?.toTop();
    first.current = false;
  }, [order]);

  // A drawer that an address opened belongs to a row as well.
  const peek = readPeek(search.peek);
  const peeked = peek?.entity === entity.name && !phone ? indexOf(rows, peek.id) : -1;
  const cursor = chosen ?? (peeked < 0 ? undefined : { index: peeked, field: NAME });
  const current = cursor && rows.at(cursor.index);
  const selected = countSelected(selection, total);
  const bulk = useBulk({ entity, query: state.query, selection, total });

  // --- the cursor ---
  const moveTo = (index: number, field = cursor?.field ?? NAME) => {
    if (rows.count === 0) return;
    const next = { index: Math.min(Math.max(index, 0), rows.count - 1), field };
    setCursor(next);
    table.current?.reveal(next);
    // A button that has the focus would take the keys that follow; the drawer keeps it.
    if (!document.activeElement?.closest('.drawer')) table.current?.focus();
    const row = rows.at(next.index);
    if (row && peek) setSearch({ peek: `${entity.name}:${row.id}` }, { replace: true });
  };
  const step = (by: number) => moveTo(cursor ? cursor.index + by : 0);
  const across = (by: number) => {
    if (!cursor) return;
    // The name is the row itself.
    const names = [NAME, ...columns.filter((c) => !c.field.is_name).map((c) => c.field.name)];
    const at = names.indexOf(cursor.field) + by;
    const field = names[Math.min(Math.max(at, 0), names.length - 1)];
    if (field !== undefined) moveTo(cursor.index, field);
  };

  // --- opening ---
  const open = (index: number) => {
    const row = rows.at(index);
    if (row) go(`${entity.plural}/${row.id}`);
  };
  const peekAt = (row: Row | undefined) => {
    if (!row) return;
    const here = `${entity.name}:${row.id}`;
    setSearch({ peek: search.peek === here ? undefined : here });
  };

  // --- editing ---
  const canEdit = (field: FieldMeta) => mayWrite && isEditable(field);
  const edit = (index: number, name: string) => {
    const field = columns.find((c) => c.field.name === name)?.field;
    if (!field || !canEdit(field) || !rows.at(index)) return;
    setCursor({ index, field: name });
    setEditing({ index, field: name });
  };
  const editHere = () => {
    if (!cursor) return;
    const chosen = columns.find((c) => c.field.name === cursor.field)?.field;
    const field = chosen && canEdit(chosen) ? chosen : columns.map((c) => c.field).find(canEdit);
    if (field) edit(cursor.index, field.name);
  };
  const editEnd = (by?: 1 | -1) => {
    const was = editing;
    setEditing(undefined);
    if (by && was) {
      const names = columns
        .map((c) => c.field)
        .filter(canEdit)
        .map((f) => f.name);
      const next = names[names.indexOf(was.field) + by];
      if (next !== undefined) return edit(was.index, next);
    }
    requestAnimationFrame(() => {
      const active = document.activeElement;
      if (!active || active === document.body) table.current?.focus();
    });
    return undefined;
  };
  const refuse = (index: number, field: string, refused: Refused) => {
    setCursor({ index, field });
    setEditing({ index, field, refused });
  };

  // --- selecting ---
  const check = (index: number, ranged: boolean) => {
    const row = rows.at(index);
    if (!row) return;
    if (ranged && anchor !== undefined) {
      const [from, to] = [Math.min(anchor, index), Math.max(anchor, index)];
      const ids = [];
      for (let i = from; i <= to; i += 1) {
        const each = rows.at(i);
        if (each) ids.push(each.id);
      }
      setSelection(select(selection, ids, true));
    } else setSelection(toggle(selection, row.id));
    setAnchor(index);
    setCursor({ index, field: NAME });
  };
  const here = rows.loaded;
  const hereIds = useMemo(() => here.map((r) => r.id), [here]);
  const selectAll = () => setSelection(selectMore(selection, hereIds));
  const trash = () => {
    if (!entity.trash || !mayWrite) return;
    if (selected > 0) {
      void bulk.run({ action: 'trash' }, (n) => trashWords(n));
      setSelection(nobody);
    } else if (current) trashRecord(entity.name, current).catch(tellProblem);
  };

  const create = () => openOverlay('create', { entity: entity.name });
  const filterBy = (field: FieldMeta) => {
    state.setFilter(addNode(state.filter, firstCondition(field)));
    setOpenChip(state.filter.nodes.length);
  };

  const inList = () => !phone;
  const withRow = () => !phone && cursor !== undefined;
  useKeys([
    { keys: '/', text: 'keys.filter', group: 'anywhere', run: () => quick.current?.focus() },
    { keys: 'n', text: 'list.keys.new', group: 'list', run: create, when: () => mayWrite },
    { keys: 'j', text: 'list.keys.down', group: 'list', run: () => step(1), when: inList },
    { keys: 'k', text: 'list.keys.up', group: 'list', run: () => step(-1), when: inList },
    {
      keys: 'x',
      text: 'list.keys.select',
      group: 'list',
      run: () => cursor && check(cursor.index, false),
      when: withRow,
    },
    {
      keys: 'shift+x',
      text: 'list.keys.range',
      group: 'list',
      run: () => cursor && check(cursor.index, true),
      when: withRow,
    },
    { keys: 'mod+a', text: 'list.keys.all', group: 'list', run: selectAll, when: () => !typing() },
    {
      keys: 'space',
      text: 'list.keys.peek',
      group: 'list',
      run: () => peekAt(current),
      when: withRow,
    },
    {
      keys: 'enter',
      text: 'list.keys.open',
      group: 'list',
      run: () => cursor && open(cursor.index),
      when: withRow,
    },
    { keys: 'e', text: 'list.keys.edit', group: 'list', run: editHere, when: withRow },
    { keys: 'f', text: 'list.keys.filter', group: 'list', run: () => setAdding(true) },
    {
      keys: '#',
      text: 'list.keys.trash',
      group: 'list',
      run: trash,
      when: () => selected > 0 || withRow(),
    },
    {
      keys: 'escape',
      text: 'keys.escape',
      group: 'list',
      run: () => setSelection(nobody),
      when: () => selected > 0 && !peek,
    },
  ]);
  const gridKeys = (e: KeyboardEvent<HTMLDivElement>) => {
    if (e.target !== e.currentTarget || e.ctrlKey || e.metaKey || e.altKey) return;
    const page = Math.max(1, Math.floor(e.currentTarget.clientHeight / rowHeight) - 2);
    const moves: Record<string, () => void> = {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      ArrowRight: () => (cursor ? across(1) : moveTo(0)),
      ArrowLeft: () => across(-1),
      PageDown: () => step(page),
      PageUp: () => step(-page),
      Home: () => moveTo(0),
      End: () => moveTo(rows.count - 1),
    };
    const move = moves[e.key];
    if (!move) return;
    e.preventDefault();
    move();
  };

  useListCommands(entity, create);

  const label = pluralLabel(entity);
  const empty = !rows.waiting && !rows.error && rows.count === 0;
  const nothing = empty && whole === 0 && !state.q && !state.changed;
  const instead = rows.error ? (
    <Failed error={rows.error} what={`GET /api/crm/${entity.plural}`} onRetry={rows.retry} />
  ) : empty ? (
    <NoMatch
      entity={entity}
      filter={state.filter}
      q={state.q}
      onFilter={state.setFilter}
      onQ={state.setQ}
    />
  ) : undefined;

  const sortBy = (field: FieldMeta) =>
    state.setSort(nextSort(state.sort, field.name, sortsDownFirst(field)));
  const setWidths = useCallback(
    (widths: Record<string, number>) => {
      const list = columns.map(({ field }) => {
        const had = state.columns.find((c) => c.name === field.name)?.width;
        const now = widths[field.name];
        const width = now ? clampWidth(now / textScale) : now === 0 ? undefined : had;
        return width ? { name: field.name, width } : { name: field.name };
      });
      state.setColumns(list);
    },
    [columns, state],
  );
  const orderColumns = (field: FieldMeta, by: 1 | -1) => {
    const list = columns.map(
      (c) => state.columns.find((o) => o.name === c.field.name) ?? { name: c.field.name },
    );
    const at = list.findIndex((c) => c.name === field.name);
    if (at + by >= 1) state.setColumns(moveColumn(list, at, at + by));
  };

  const peekDrawer = peek && (
    <Suspense fallback={null}>
      <Peek
        entity={peek.entity}
        id={peek.id}
        onClose={() => {
          setSearch({ peek: undefined });
          table.current?.focus();
        }}
        onMove={(by: number) => step(by)}
      />
    </Suspense>
  );

  if (phone)
    return (
      <PhoneList
        entity={entity}
        state={state}
        rows={rows}
        nothing={nothing ? <Nothing entity={entity} /> : instead}
        fresh={fresh}
        selection={selection}
        onSelection={setSelection}
        onRange={onRange}
        onCreate={create}
        bulk={
          selected > 0 && (
            <BulkBar
              entity={entity}
              query={state.query}
              selection={selection}
              total={total}
              here={here}
              onAll={() => setSelection(everybody)}
              onHere={() => setSelection(select(nobody, hereIds, true))}
              onClear={() => setSelection(nobody)}
            />
          )
        }
      />
    );

  return (
    <div className="list">
      <header className="top">
        <h1>{label}</h1>
        <span className="dim tn" aria-live="polite">
          {whole === undefined ? '' : number(whole)}
        </span>
        <span className="end" />
        <ListMenu entity={entity} density={density} />
        {mayWrite && (
          <Button kind="primary" icon={Plus} kbd="n" onClick={create}>
            {t('list.new', { what: entityLabel(entity).toLowerCase() })}
          </Button>
        )}
      </header>
      <Views entity={entity} state={state} />
      {nothing ? (
        <div className="body">
          <Nothing entity={entity} />
        </div>
      ) : (
        <>
          <div className="filters" role="search" aria-label={t('filter.title')}>
            <QuickFilter
              ref={quick}
              label={t('list.quick')}
              value={state.q}
              onChange={state.setQ}
              onLeave={() => table.current?.focus()}
            />
            <FilterChips
              entity={entity}
              filter={state.filter}
              onFilter={state.setFilter}
              open={openChip}
              onOpen={setOpenChip}
            />
            <AddFilter
              entity={entity}
              filter={state.filter}
              onFilter={state.setFilter}
              onOpenChip={setOpenChip}
              open={adding}
              onOpenChange={setAdding}
            />
            <span className="end">
              {filtered && rows.total !== undefined && (
                <span className="muted sm tn nowrap" role="status" style={{ paddingInlineEnd: 6 }}>
                  {t('list.match', { n: rows.total })}
                </span>
              )}
              <SortMenu entity={entity} sort={state.sort} onSort={state.setSort} />
              <Popover
                label={t('columns.title')}
                align="end"
                width={262}
                rows
                trigger={
                  <Button kind="ghost" size="sm" icon={Columns3}>
                    {t('columns.title')} <span className="dim">{columns.length}</span>
                  </Button>
                }
              >
                <Suspense fallback={null}>
                  <ColumnPicker
                    entity={entity}
                    columns={state.columns}
                    onColumns={state.setColumns}
                  />
                </Suspense>
              </Popover>
            </span>
          </div>
          <div className="list">
            {(rows.stale || rows.waiting) && <div className="progress" aria-hidden />}
            {fresh > 0 && (
              <div className="freshly">
                <Button
                  kind="primary"
                  size="sm"
                  icon={RefreshCw}
                  onClick={() => showFresh(entity.plural)}
                >
                  {t('list.fresh', { n: fresh })}
                </Button>
              </div>
            )}
            <Table
              ref={table}
              label={label}
              entity={entity}
              columns={columns}
              rows={rows.waiting ? waitingRows : rows}
              rowHeight={rowHeight}
              selection={selection}
              cursor={cursor}
              editing={editing}
              drafts={drafts}
              hrefOf={(row) => `/w/${workspace}/${entity.plural}/${row.id}`}
              sort={state.sort}
              checked={headState(selection, hereIds, total)}
              onCheckAll={() =>
                setSelection(selected > 0 ? nobody : select(selection, hereIds, true))
              }
              onSort={sortBy}
              onSortTo={(field, down) => state.setSort([{ name: field.name, down }])}
              onMove={orderColumns}
              onHide={(field) =>
                state.setColumns(state.columns.filter((c) => c.name !== field.name))
              }
              onFilterBy={filterBy}
              onRange={onRange}
              onCell={(index, name) => {
                const field = columns.find((c) => c.field.name === name)?.field;
                setCursor({ index, field: field?.is_name ? NAME : name });
                if (field && !field.is_name) edit(index, name);
              }}
              onCheck={check}
              onOpen={open}
              onMenu={(index, at) => {
                const row = rows.at(index);
                setCursor({ index, field: NAME });
                if (row) setMenu({ row, ...at });
              }}
              onKey={gridKeys}
              onEditEnd={editEnd}
              onRefused={refuse}
              onWidths={setWidths}
            >
              {instead}
            </Table>
            <Printed columns={columns} rows={rows} />
            {menu && (
              <RowMenu
                entity={entity}
                at={menu}
                onClose={() => setMenu(undefined)}
                onOpen={() => go(`${entity.plural}/${menu.row.id}`)}
                onPeek={() => peekAt(menu.row)}
              />
            )}
            {selected > 0 && (
              <BulkBar
                entity={entity}
                query={state.query}
                selection={selection}
                total={total}
                here={here}
                onAll={() => setSelection(everybody)}
                onHere={() => setSelection(select(nobody, hereIds, true))}
                onClear={() => {
                  setSelection(nobody);
                  table.current?.focus();
                }}
              />
            )}
          </div>
          <Foot
            columns={columns}
            selected={
              selection.kind === 'some' ? here.filter((r) => isSelected(selection, r.id)) : []
            }
            shown={filtered ? rows.total : undefined}
            whole={whole}
            cut={all.count > limit ? limit : undefined}
          />
        </>
      )}
      {peekDrawer}
      <span className="sr" role="status">
        {current ? nameOf(entity, current) : ''}
      </span>
    </div>
  );
}

/** Rows that are only shapes, until the first come. */
const SHAPES = 20;
const waitingRows = {
  count: SHAPES,
  total: undefined,
  at: () => undefined,
  loaded: [],
  waiting: true,
  stale: false,
  error: null,
  retry: () => undefined,
};

function typing(): boolean {
  const at = document.activeElement;
  return at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement;
}

function useListCommands(entity: EntityMeta, create: () => void): void {
  const run = useRef(create);
  useEffect(() => {
    run.current = create;
  });
  const list = useMemo(
    (): Command[] => [
      {
        id: `new.${entity.name}`,
        label: t('list.new', { what: entityLabel(entity).toLowerCase() }),
        icon: Plus,
        keys: 'n',
        run: () => run.current(),
      },
    ],
    [entity],
  );
  useCommands(list);
}

const densities: Density[] = ['roomy', 'normal', 'dense'];

function ListMenu({ entity, density }: { entity: EntityMeta; density: Density }) {
  const go = useGo();
  return (
    <Menu
      label={t('do.more')}
      align="end"
      trigger={<IconButton icon={Ellipsis} label={t('do.more')} />}
    >
      <MenuTitle>{t('list.density')}</MenuTitle>
      <MenuChoice
        value={density}
        options={densities.map((d) => ({ value: d, label: t(`list.density.${d}`) }))}
        onChange={(next) => void setPreferences({ density: next })}
      />
      {entity.trash && (
        <>
          <MenuLine />
          <MenuItem onSelect={() => go('trash', { kind: entity.plural })}>
            {t('list.trash')}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
