// The board reckoned from what is loaded: which card stands in which lane, where, and what a lane is
// worth. Pure, so that what is shown at once and what the server says later follow one rule.
import type { Row } from '../../api/types';

/** A card, and the lane whose list brought it: a move that is not yet told shows as a difference. */
export interface Loaded {
  row: Row;
  home: string;
  /** When that list was last told or changed. */
  at: number;
}

export interface Sums {
  count: number;
  /** By currency. */
  totals: Record<string, number>;
}

export interface MoneyField {
  name: string;
  currency: string | null;
}

const priorityOf = (row: Row) => (typeof row['priority'] === 'number' ? row['priority'] : -1);

/** Highest priority first, without one last; of equals the newest, as the server has it. */
export function before(a: Row, b: Row): number {
  return priorityOf(b) - priorityOf(a) || b.id - a.id;
}

/** Every card once, in its newest state, in the lane that its stage says. */
export function laneRows(loaded: Loaded[], stages: readonly string[]): Map<string, Row[]> {
  const newest = new Map<number, Row>();
  for (const { row } of loaded) {
    const other = newest.get(row.id);
    if (!other || row.updated_at > other.updated_at) newest.set(row.id, row);
  }
  const lanes = new Map<string, Row[]>(stages.map((s) => [s, []]));
  for (const row of newest.values())
    if (!row.trashed_at) lanes.get(String(row['stage']))?.push(row);
  for (const rows of lanes.values()) rows.sort(before);
  return lanes;
}

/** While lanes are asked anew: a card that one no longer has and another not yet is where it was said to be. */
export function withKept(loaded: Loaded[], before: Loaded[]): Loaded[] {
  const here = new Set(loaded.map((l) => l.row.id));
  return [...loaded, ...before.filter((l) => !here.has(l.row.id))];
}

function add(sums: Sums, row: Row, money: MoneyField | null, sign: 1 | -1): Sums {
  const totals = { ...sums.totals };
  const amount = money && row[money.name];
  const currency = String((money?.currency && row[money.currency]) || '');
  if (typeof amount === 'number') totals[currency] = (totals[currency] ?? 0) + sign * amount;
  return { count: sums.count + sign, totals };
}

/** What the server counted, with the moves it has not counted yet. */
export function laneSums(
  told: Map<string, Sums>,
  toldAt: number,
  loaded: Loaded[],
  money: MoneyField | null,
): Map<string, Sums> {
  const sums = new Map(told);
  const seen = new Set<number>();
  for (const { row, home, at } of loaded) {
    const stage = String(row['stage']);
    if (stage === home || seen.has(row.id) || toldAt > at) continue;
    // Two lists may hold it while one of them is old: then the server has counted it already.
    if (loaded.some((l) => l.row.id === row.id && l.home === stage)) continue;
    seen.add(row.id);
    const from = sums.get(home);
    const to = sums.get(stage);
    if (from) sums.set(home, add(from, row, money, -1));
    if (to) sums.set(stage, add(to, row, money, 1));
  }
  return sums;
}

/** As if the card were dropped in `stage`: what a lane shows while it is carried over it. */
export function withCarried(
  sums: Map<string, Sums>,
  row: Row,
  stage: string,
  money: MoneyField | null,
): Map<string, Sums> {
  const home = String(row['stage']);
  if (home === stage) return sums;
  const next = new Map(sums);
  const from = next.get(home);
  const to = next.get(stage);
  if (from) next.set(home, add(from, row, money, -1));
  if (to) next.set(stage, add(to, row, money, 1));
  return next;
}

/** Where a card would stand among those of a lane; 0 is the top. */
export function placeIn(rows: Row[], row: Row): number {
  return rows.filter((r) => r.id !== row.id && before(r, row) < 0).length;
}

/** The cursor one step on. Lanes that are folded or empty are stepped over. */
export function step(
  lanes: { stage: string; rows: Row[] }[],
  now: number | null,
  dx: number,
  dy: number,
): Row | undefined {
  const open = lanes.filter((l) => l.rows.length > 0);
  const lane = open.findIndex((l) => l.rows.some((r) => r.id === now));
  if (lane < 0) return open[0]?.rows[0];
  const rows = open[lane]?.rows ?? [];
  const place = rows.findIndex((r) => r.id === now);
  if (dy) return rows[Math.min(Math.max(place + dy, 0), rows.length - 1)];
  const target = open[Math.min(Math.max(lane + dx, 0), open.length - 1)]?.rows ?? [];
  return target[Math.min(place, target.length - 1)];
}
