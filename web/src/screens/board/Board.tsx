// The pipeline: a lane for each stage, cards that are carried from one to the next by pointer, by touch,
// by keys or by a menu. What is done shows at once and can be taken back; others' moves come by
// themselves.
import {
  DndContext,
  DragOverlay,
  MouseSensor,
  pointerWithin,
  rectIntersection,
  TouchSensor,
  useSensor,
  useSensors,
  type CollisionDetection,
} from '@dnd-kit/core';
import {
  ListFilter,
  Plus,
  Search,
  SquareKanban,
  Table2,
  Tag as TagIcon,
  UserRound,
} from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Row } from '../../api/types';
import { useKeys } from '../../app/keys';
import { openOverlay } from '../../app/overlays';
import { readPeek, useGo, usePageSearch, useSetSearch, type PageSearch } from '../../app/state';
import { fetchMeta, nameOf, useMeta, findEntity, type EntityMeta } from '../../data/meta';
import { setPreferences, usePreferences } from '../../data/own';
import { fetchRefs, useMembers, useTags } from '../../data/refs';
import { useMay, useMe, useWorkspace } from '../../data/session';
import { patchRecord, problemText, tellProblem } from '../../data/writes';
import { entityLabel, optionLabel, pluralLabel } from '../../fields';
import { money } from '../../lib/numbers';
import { rem } from '../../lib/rem';
import { t } from '../../text';
import {
  Button,
  EmptyState,
  Input,
  Kbd,
  Menu,
  MenuChoice,
  Segment,
  VisuallyHidden,
} from '../../ui';
import { Peek } from '../Peek';
import { Face, type CardActs } from './Card';
import {
  boardEntities,
  fetchBoard,
  moneyOf,
  POOL,
  useLanes,
  useLaneSums,
  useLiveBoard,
  type BoardFilter,
} from './data';
import { Lane } from './Lane';
import { LostReason } from './LostReason';
import {
  laneRows,
  laneSums,
  placeIn,
  step,
  withCarried,
  type MoneyField,
  type Sums,
} from './order';

const TYPING_MS = 60;
/** As wide as `.lane.slim` (styles/board.css). */
const FOLDED = rem(44);

const stageName = (stage: string) => optionLabel({ name: 'stage' }, stage);
const wonOf = (stages: readonly string[]) => stages.find((s) => s.endsWith('won'));
const lostOf = (stages: readonly string[]) => stages.find((s) => s.endsWith('lost'));

/** What is in the hand: by keys it stands in the lane it is carried to. */
interface Carried {
  row: Row;
  to: string;
  by: 'keys' | 'pointer';
}

/** The lane under the pointer; where there is none, the one the card covers most. */
const underPointer: CollisionDetection = (args) => {
  const within = pointerWithin(args);
  return within.length ? within : rectIntersection(args);
};

function useFolded(plural: string, stages: readonly string[]) {
  const { folded_lanes: kept } = usePreferences();
  const folded = kept?.[plural] ?? stages.filter((s) => s.endsWith('lost'));
  const fold = (stage: string, on: boolean) => {
    const rest = folded.filter((s) => s !== stage);
    void setPreferences({ folded_lanes: { ...kept, [plural]: on ? [...rest, stage] : rest } });
  };
  return { folded, fold };
}

function useBoard(entity: EntityMeta, filter: BoardFilter) {
  const lanes = useLanes(entity, filter);
  const told = useLaneSums(entity, filter);
  const { stages, loaded } = lanes;
  const worth = useMemo(() => moneyOf(entity), [entity]);
  const rows = laneRows(loaded, stages);
  const sums = told.sums && laneSums(told.sums, told.at, loaded, worth);
  useLiveBoard(entity);
  return { ...lanes, rows, sums, worth };
}

/** An address that was mangled filters nothing. */
function readFilter(text: string | undefined): string | undefined {
  try {
    return text && JSON.stringify(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const kindOf = (search: PageSearch) =>
  boardEntities.find((e) => e === search['entity']) ?? boardEntities[0] ?? '';

/** The lanes of a board that nothing narrows. */
export async function first(_: Record<string, string>, search: PageSearch): Promise<unknown> {
  const entity = findEntity(await fetchMeta(), kindOf(search));
  const narrowed = search.q ?? search.filter ?? search['owner'] ?? search['tag'];
  return entity && narrowed === undefined
    ? Promise.all([fetchBoard(entity), fetchRefs()])
    : undefined;
}

export default function Board() {
  const search = usePageSearch();
  const meta = useMeta();
  const plural = kindOf(search);
  const entity = findEntity(meta, plural);
  useEffect(() => {
    document.title = `${t('board.title')} – ${t('app.name')}`;
  }, []);
  if (!entity) return null;
  return <BoardOf key={entity.name} entity={entity} />;
}

function BoardOf({ entity }: { entity: EntityMeta }) {
  const search = usePageSearch();
  const setSearch = useSetSearch();
  const go = useGo();
  const mayMove = useMay('member');
  const filter: BoardFilter = {
    q: search.q,
    owner: search['owner'],
    tag: search['tag'],
    filter: readFilter(search.filter),
  };
  const filtered = Object.values(filter).some(Boolean);
  const board = useBoard(entity, filter);
  const { stages, rows, worth } = board;
  const { folded, fold } = useFolded(entity.plural, stages);
  const [cursor, setCursor] = useState<number | null>(null);
  const [menu, setMenu] = useState<number | null>(null);
  const [carried, setCarried] = useState<Carried | null>(null);
  const [lost, setLost] = useState<Row | null>(null);
  const [said, setSaid] = useState('');
  const find = useRef<HTMLInputElement>(null);

  const peeked = readPeek(search.peek);
  const focusCard = useCallback((id: number) => {
    setCursor(id);
    requestAnimationFrame(() => {
      const card = document.querySelector<HTMLElement>(`[data-card="${id}"]`);
      card?.focus({ preventScroll: true });
      card?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
  }, []);

  const move = useCallback(
    (row: Row, stage: string) => {
      if (row['stage'] === stage) return;
      const name = nameOf(entity, row);
      const what = t('board.moved', { name, stage: stageName(stage) });
      patchRecord(entity.name, row, { stage }, { what }).catch(tellProblem);
      setSaid(what);
    },
    [entity],
  );

  const acts = useMemo(
    (): CardActs => ({
      peek: (row) => setSearch({ peek: `${entity.name}:${row.id}` }, { replace: true }),
      open: (row) => go(`${entity.plural}/${row.id}`),
      move,
      point: (row) => setCursor(row.id),
      menu: (row) => setMenu(row?.id ?? null),
    }),
    [entity, go, move, setSearch],
  );

  // While carried by keys a card stands where it would be dropped.
  const lanes = stages.map((stage) => {
    const own = rows.get(stage) ?? [];
    if (carried?.by !== 'keys') return { stage, rows: own };
    const without = own.filter((r) => r.id !== carried.row.id);
    if (carried.to !== stage) return { stage, rows: without };
    const at = placeIn(own, carried.row);
    return { stage, rows: [...without.slice(0, at), carried.row, ...without.slice(at)] };
  });
  const sums =
    carried && board.sums ? withCarried(board.sums, carried.row, carried.to, worth) : board.sums;
  const open = lanes.filter((l) => !folded.includes(l.stage));
  const all = lanes.flatMap((l) => l.rows);
  const now = all.find((r) => r.id === cursor);

  useBoardKeys({
    entity,
    stages,
    lanes,
    sums: board.sums,
    open,
    now,
    carried,
    mayMove,
    peeked: peeked?.id ?? null,
    acts,
    setCarried,
    setSaid,
    focusCard,
    onLost: setLost,
    focusFind: () => find.current?.focus(),
    setCursor,
    unfold: (stage) => folded.includes(stage) && fold(stage, false),
  });

  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }),
  );

  if (board.error && !all.length)
    return (
      <EmptyState rings={false} title={t('board.failed')} text={problemText(board.error)}>
        <Button kind="primary" onClick={board.refetch}>
          {t('do.retry')}
        </Button>
      </EmptyState>
    );
  const none = !board.waits && all.length === 0;
  return (
    <>
      <Top entity={entity} sums={board.sums} worth={worth} stages={stages} mayAdd={mayMove} />
      <Bar entity={entity} filter={filter} find={find} />
      <div className="body">
        <DndContext
          sensors={sensors}
          collisionDetection={underPointer}
          autoScroll={{ threshold: { x: 0.12, y: 0.16 } }}
          accessibility={{ announcements: silent, screenReaderInstructions: { draggable: '' } }}
          onDragStart={({ active }) => {
            const row = all.find((r) => r.id === active.id);
            if (row) setCarried({ row, to: String(row['stage']), by: 'pointer' });
          }}
          onDragOver={({ over }) =>
            setCarried((c) => c && { ...c, to: String(over?.id ?? c.row['stage']) })
          }
          onDragCancel={() => setCarried(null)}
          onDragEnd={({ over }) => {
            if (carried && over) move(carried.row, String(over.id));
            setCarried(null);
          }}
        >
          <div
            className="board"
            style={{
              gridTemplateColumns: lanes
                .map((l) => (folded.includes(l.stage) ? FOLDED : 'minmax(var(--lane), 1fr)'))
                .join(' '),
            }}
          >
            {lanes.map((lane) => (
              <Lane
                key={lane.stage}
                entity={entity}
                stage={lane.stage}
                rows={lane.rows}
                sums={sums?.get(lane.stage)}
                waits={board.waits}
                folded={folded.includes(lane.stage)}
                onFold={(on) => fold(lane.stage, on)}
                stages={stages}
                money={worth}
                cursor={cursor ?? open[0]?.rows[0]?.id ?? null}
                menu={menu}
                carried={carried?.row ?? null}
                over={carried?.to === lane.stage}
                byKeys={carried?.by === 'keys'}
                mayMove={mayMove}
                asking={board.asking(lane.stage)}
                onMore={() => board.more(lane.stage)}
                acts={acts}
              />
            ))}
          </div>
          <DragOverlay dropAnimation={null}>
            {carried?.by === 'pointer' ? (
              <article className="deal held">
                <Face entity={entity} row={carried.row} money={worth} />
              </article>
            ) : null}
          </DragOverlay>
        </DndContext>
        {none && <None filtered={filtered} entity={entity} />}
        {carried?.by === 'keys' && <CarryBar text={said} />}
        {lost && (
          <LostReason key={lost.id} entity={entity} row={lost} onClose={() => setLost(null)} />
        )}
        {peeked && (
          <Peek
            entity={peeked.entity}
            id={peeked.id}
            onClose={() => setSearch({ peek: undefined }, { replace: true })}
            onMove={(dy) => {
              const next = step(open, peeked.id, 0, dy);
              if (!next) return;
              setCursor(next.id);
              acts.peek(next);
            }}
          />
        )}
      </div>
      <VisuallyHidden>
        <span role="status" aria-live="assertive">
          {said}
        </span>
      </VisuallyHidden>
      <Foot sums={board.sums} stages={stages} filtered={filtered} />
    </>
  );
}

/** The board speaks for itself, by keys and by pointer alike. */
const silent = {
  onDragStart: () => undefined,
  onDragOver: () => undefined,
  onDragEnd: () => undefined,
  onDragCancel: () => undefined,
};

interface KeysOf {
  entity: EntityMeta;
  stages: readonly string[];
  lanes: { stage: string; rows: Row[] }[];
  /** As the server counts them, nothing in the hand. */
  sums: Map<string, Sums> | undefined;
  open: { stage: string; rows: Row[] }[];
  now: Row | undefined;
  carried: Carried | null;
  mayMove: boolean;
  peeked: number | null;
  acts: CardActs;
  setCarried: (c: Carried | null) => void;
  setSaid: (text: string) => void;
  setCursor: (id: number) => void;
  focusCard: (id: number) => void;
  onLost: (row: Row) => void;
  focusFind: () => void;
  unfold: (stage: string) => void;
}

/** The cursor, the hand, and what is done with what is under them. */
function useBoardKeys(k: KeysOf): void {
  const { entity, stages, lanes, open, now, carried, mayMove, acts } = k;
  const name = (row: Row) => nameOf(entity, row);
  const byKeys = carried?.by === 'keys' ? carried : null;

  const tell = (key: 'board.lifted' | 'board.carried', row: Row, stage: string) => {
    const rows = (lanes.find((l) => l.stage === stage)?.rows ?? []).filter((r) => r.id !== row.id);
    const n = placeIn(rows, row) + 1;
    // Of a long lane only the first are here.
    const others = (k.sums?.get(stage)?.count ?? 0) - (row['stage'] === stage ? 1 : 0);
    const of = Math.max(rows.length, others) + 1;
    k.setSaid(t(key, { name: name(row), stage: stageName(stage), n, of }));
  };
  const go = (dx: number, dy: number) => {
    if (!byKeys) {
      const next = step(open, now?.id ?? null, dx, dy);
      if (next) k.focusCard(next.id);
      return;
    }
    const at = stages.indexOf(byKeys.to) + dx;
    const to = stages[Math.min(Math.max(at, 0), stages.length - 1)];
    if (!to || to === byKeys.to) return;
    k.unfold(to);
    k.setCarried({ ...byKeys, to });
    tell('board.carried', byKeys.row, to);
    k.focusCard(byKeys.row.id);
  };
  const lift = () => {
    if (byKeys) {
      k.setCarried(null);
      if (byKeys.row['stage'] !== byKeys.to) acts.move(byKeys.row, byKeys.to);
      else k.setSaid(t('board.dropped', { name: name(byKeys.row), stage: stageName(byKeys.to) }));
      k.focusCard(byKeys.row.id);
    } else if (now) {
      const stage = String(now['stage']);
      k.setCarried({ row: now, to: stage, by: 'keys' });
      tell('board.lifted', now, stage);
      k.focusCard(now.id);
    }
  };
  const putBack = () => {
    if (!byKeys) return;
    k.setCarried(null);
    const stage = stageName(String(byKeys.row['stage']));
    k.setSaid(t('board.putBack', { name: name(byKeys.row), stage }));
    k.focusCard(byKeys.row.id);
  };
  const settle = (stage: string | undefined, ask: boolean) => {
    if (!now || !stage) return;
    acts.move(now, stage);
    if (ask) k.onLost({ ...now, stage });
  };
  const free = () => now !== undefined && !carried;
  const may = () => free() && mayMove;
  const { group } = { group: 'board' } as const;
  useKeys([
    { keys: 'arrowleft', text: 'board.key.move', group, run: () => go(-1, 0) },
    { keys: 'arrowright', text: 'board.key.move', group, run: () => go(1, 0) },
    { keys: 'arrowup', text: 'board.key.move', group, run: () => go(0, -1) },
    { keys: 'arrowdown', text: 'board.key.move', group, run: () => go(0, 1) },
    { keys: 'k', text: 'sheet.next', group, when: () => !k.peeked, run: () => go(0, -1) },
    { keys: 'j', text: 'sheet.next', group, when: () => !k.peeked, run: () => go(0, 1) },
    {
      keys: 'space',
      text: 'board.key.lift',
      group,
      when: () => mayMove && (now !== undefined || !!byKeys),
      run: lift,
    },
    { keys: 'escape', text: 'board.key.back', group, when: () => !!byKeys, run: putBack },
    { keys: 's', text: 'board.key.stage', group, when: may, run: () => now && acts.menu(now) },
    { keys: 'w', text: 'board.key.won', group, when: may, run: () => settle(wonOf(stages), false) },
    {
      keys: 'shift+l',
      text: 'board.key.lost',
      group,
      when: may,
      run: () => settle(lostOf(stages), true),
    },
    {
      keys: 'enter',
      text: 'board.key.peek',
      group,
      when: free,
      run: () => now && (k.peeked === now.id ? acts.open(now) : acts.peek(now)),
    },
    {
      keys: 'l',
      text: 'keys.log',
      group,
      when: may,
      run: () =>
        now && openOverlay('log', { about: { entity: entity.name, id: now.id, name: name(now) } }),
    },
    { keys: '/', text: 'keys.filter', group: 'anywhere', run: k.focusFind },
    {
      keys: 'n',
      text: 'keys.new',
      group: 'anywhere',
      when: () => mayMove,
      run: () =>
        openOverlay('create', { entity: entity.name, values: { stage: stages[0] ?? null } }),
    },
  ]);
}

interface TopProps {
  entity: EntityMeta;
  sums: Map<string, Sums> | undefined;
  worth: MoneyField | null;
  stages: readonly string[];
  mayAdd: boolean;
}

/** In one currency over several lanes. */
function total(sums: Map<string, Sums>, stages: readonly string[], currency: string): number {
  return stages.reduce((n, s) => n + (sums.get(s)?.totals[currency] ?? 0), 0);
}

function Top({ entity, sums, worth, stages, mayAdd }: TopProps) {
  const { currency } = useWorkspace();
  const setSearch = useSetSearch();
  const meta = useMeta();
  const open = stages.filter((s) => !/won$|lost$/.test(s));
  const won = stages.filter((s) => s.endsWith('won'));
  return (
    <div className="top">
      <h1>{t('board.title')}</h1>
      <Segment
        size="sm"
        label={t('board.entity')}
        value={entity.plural}
        onChange={(plural) => setSearch({ entity: plural, peek: undefined })}
        options={boardEntities.flatMap((plural) => {
          const e = findEntity(meta, plural);
          return e ? [{ value: plural, label: pluralLabel(e) }] : [];
        })}
      />
      <span className="end" />
      {sums && worth && (
        <div className="row g20 figures">
          <Figure label={t('board.open')} value={money(total(sums, open, currency), currency)} />
          <Figure label={t('board.won')} value={money(total(sums, won, currency), currency)} />
        </div>
      )}
      {mayAdd && (
        <Button
          kind="primary"
          icon={Plus}
          kbd="n"
          className="wide-only"
          onClick={() =>
            openOverlay('create', { entity: entity.name, values: { stage: stages[0] ?? null } })
          }
        >
          {t('board.new', { kind: entityLabel(entity).toLocaleLowerCase() })}
        </Button>
      )}
    </div>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <span className="row g6 figure">
      <span className="dim sm">{label}</span>
      <b className="bb tn">{value}</b>
    </span>
  );
}

interface BarProps {
  entity: EntityMeta;
  filter: BoardFilter;
  find: React.RefObject<HTMLInputElement | null>;
}

function Bar({ entity, filter, find }: BarProps) {
  const setSearch = useSetSearch();
  const go = useGo();
  const [text, setText] = useState(filter.q ?? '');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [shown, setShown] = useState(filter.q);
  if (shown !== filter.q) {
    setShown(filter.q);
    setText(filter.q ?? '');
  }
  const type = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setShown(next || undefined);
      setSearch({ q: next || undefined }, { replace: true });
    }, TYPING_MS);
  };
  return (
    <div className="filters board-bar">
      <Input
        ref={find}
        soft
        size="sm"
        className="find"
        type="search"
        icon={Search}
        value={text}
        aria-label={t('board.filter')}
        placeholder={t('board.filter')}
        onChange={(e) => type(e.target.value)}
        onKeyDown={(e) => {
          if (e.key !== 'Escape') return;
          e.stopPropagation();
          if (text) type('');
          else find.current?.blur();
        }}
        end={text ? undefined : <Kbd keys="/" />}
      />
      <OwnerChip owner={filter.owner} onChange={(owner) => setSearch({ owner })} />
      <TagChip tag={filter.tag} onChange={(tag) => setSearch({ tag })} />
      {filter.filter && (
        <Button size="sm" icon={ListFilter} onClick={() => setSearch({ filter: undefined })}>
          {t('board.noMatch.clear')}
        </Button>
      )}
      <span className="end" />
      <span className="dim sm order">{t('board.order')}</span>
      <Segment
        size="sm"
        label={t('board.layout')}
        value="board"
        onChange={(layout) =>
          layout === 'table' && go(entity.plural, filter.q ? { q: filter.q } : {})
        }
        options={[
          { value: 'board', label: t('board.layout.board'), icon: SquareKanban },
          { value: 'table', label: t('board.layout.table'), icon: Table2 },
        ]}
      />
    </div>
  );
}

const ANY = '';

function OwnerChip({
  owner,
  onChange,
}: {
  owner: string | undefined;
  onChange: (owner: string | undefined) => void;
}) {
  const me = useMe();
  const members = useMembers();
  const options = [
    { value: ANY, label: t('board.owner.all') },
    { value: String(me.user.id), label: t('board.mine') },
    { value: POOL, label: t('board.unclaimed') },
    ...members
      .filter((m) => m.user_id !== me.user.id)
      .map((m) => ({ value: String(m.user_id), label: m.name })),
  ];
  const chosen = options.find((o) => o.value === (owner ?? ANY));
  return (
    <Menu
      label={t('board.owner')}
      trigger={
        <Button size="sm" kind={owner ? 'default' : 'ghost'} icon={UserRound}>
          {owner ? chosen?.label : t('board.owner')}
        </Button>
      }
    >
      <MenuChoice
        value={owner ?? ANY}
        options={options}
        onChange={(v) => onChange(v || undefined)}
      />
    </Menu>
  );
}

function TagChip({
  tag,
  onChange,
}: {
  tag: string | undefined;
  onChange: (tag: string | undefined) => void;
}) {
  const tags = useTags();
  const options = [
    { value: ANY, label: t('board.tag.all') },
    ...tags.map((x) => ({ value: String(x.name), label: String(x.name) })),
  ];
  return (
    <Menu
      label={t('board.tag')}
      trigger={
        <Button size="sm" kind={tag ? 'default' : 'ghost'} icon={TagIcon}>
          {tag ?? t('board.tag')}
        </Button>
      }
    >
      <MenuChoice value={tag ?? ANY} options={options} onChange={(v) => onChange(v || undefined)} />
    </Menu>
  );
}

function None({ filtered, entity }: { filtered: boolean; entity: EntityMeta }) {
  const setSearch = useSetSearch();
  const mayAdd = useMay('member');
  if (filtered)
    return (
      <div className="over-board">
        <EmptyState rings={false} title={t('board.noMatch.title')} text={t('board.noMatch.text')}>
          <Button
            onClick={() =>
              setSearch({ q: undefined, owner: undefined, tag: undefined, filter: undefined })
            }
          >
            {t('board.noMatch.clear')}
          </Button>
        </EmptyState>
      </div>
    );
  return (
    <div className="over-board">
      <EmptyState title={t('board.none.title')} text={t('board.none.text')}>
        {mayAdd && (
          <Button
            kind="primary"
            kbd="n"
            onClick={() => openOverlay('create', { entity: entity.name })}
          >
            {t('board.new', { kind: entityLabel(entity).toLocaleLowerCase() })}
          </Button>
        )}
      </EmptyState>
    </div>
  );
}

const carryKeys = [
  { keys: ['arrowleft', 'arrowright'], text: 'board.carry.stage' },
  { keys: ['space'], text: 'board.carry.drop' },
  { keys: ['escape'], text: 'board.carry.back' },
] as const;

function CarryBar({ text }: { text: string }) {
  return (
    <div className="toast carry" aria-hidden>
      <span className="trunc">{text}</span>
      {carryKeys.map((k) => (
        <span key={k.text} className="row g4">
          {k.keys.map((key) => (
            <Kbd key={key} keys={key} />
          ))}
          {t(k.text)}
        </span>
      ))}
    </div>
  );
}

const hints = [
  { keys: ['arrowleft', 'arrowright'], text: 'board.carry.stage' },
  { keys: ['j', 'k'], text: 'board.hint.card' },
  { keys: ['space'], text: 'board.hint.lift' },
  { keys: ['s'], text: 'board.hint.stage' },
  { keys: ['w'], text: 'board.hint.won' },
  { keys: ['?'], text: 'today.keys.all' },
] as const;

function Foot({
  sums,
  stages,
  filtered,
}: {
  sums: Map<string, Sums> | undefined;
  stages: readonly string[];
  filtered: boolean;
}) {
  const open = stages.filter((s) => !/won$|lost$/.test(s));
  const count = (list: readonly string[]) =>
    list.reduce((n, s) => n + (sums?.get(s)?.count ?? 0), 0);
  return (
    <footer className="foot keys-foot">
      {hints.map((h) => (
        <span className="hint" key={h.text}>
          {h.keys.map((k) => (
            <Kbd key={k} keys={k} />
          ))}
          {t(h.text)}
        </span>
      ))}
      <span className="end tn">
        {sums &&
          (filtered
            ? t('board.foot.match', { n: count(stages) })
            : t('board.foot', { n: count(open) }))}
      </span>
    </footer>
  );
}
