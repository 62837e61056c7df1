import { describe, expect, it } from 'vitest';
import type { Row } from '../../api/types';
import { laneRows, laneSums, placeIn, step, withCarried, withKept, type Sums } from './order';

const card = (
  id: number,
  stage: string,
  priority: number | null,
  more: Partial<Row> = {},
): Row => ({
  id,
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
  stage,
  priority,
  ...more,
});
const money = { name: 'deal_value', currency: 'currency' };
const told = () =>
  new Map<string, Sums>([
    ['lead', { count: 10, totals: { EUR: 100 } }],
    ['demo', { count: 3, totals: {} }],
  ]);

describe('cards in lanes', () => {
  it('stand where their newest state says, by priority, then the newest', () => {
    const moved = card(1, 'demo', 5, { updated_at: '2026-02-01T00:00:00.000Z' });
    const lanes = laneRows(
      [
        { row: card(1, 'lead', 5), home: 'lead', at: 5 },
        { row: moved, home: 'demo', at: 5 },
        { row: card(2, 'lead', null), home: 'lead', at: 5 },
        { row: card(3, 'lead', 2), home: 'lead', at: 5 },
        { row: card(4, 'lead', 2), home: 'lead', at: 5 },
      ],
      ['lead', 'demo'],
    );
    expect(lanes.get('lead')?.map((r) => r.id)).toEqual([4, 3, 2]);
    expect(lanes.get('demo')?.map((r) => r.id)).toEqual([1]);
  });
  it('what went to the trash is gone', () => {
    const row = card(1, 'lead', 1, { trashed_at: '2026-02-01T00:00:00.000Z' });
    expect(laneRows([{ row, home: 'lead', at: 5 }], ['lead']).get('lead')).toEqual([]);
  });
});

it('what no lane has while they are asked anew stays where it was; what came counts', () => {
  const old = [card(1, 'lead', 5), card(2, 'lead', 4)].map((row) => ({ row, home: 'lead', at: 5 }));
  const came = [{ row: card(2, 'demo', 4), home: 'demo', at: 9 }];
  const lanes = laneRows(withKept(came, old), ['lead', 'demo']);
  expect(lanes.get('lead')?.map((r) => r.id)).toEqual([1]);
  expect(lanes.get('demo')?.map((r) => r.id)).toEqual([2]);
});

describe('sums', () => {
  const row = card(1, 'demo', 1, { deal_value: 40, currency: 'EUR' });
  it('follow a move that the server has not counted', () => {
    const sums = laneSums(told(), 1, [{ row, home: 'lead', at: 5 }], money);
    expect(sums.get('lead')).toEqual({ count: 9, totals: { EUR: 60 } });
    expect(sums.get('demo')).toEqual({ count: 4, totals: { EUR: 40 } });
  });
  it('and stay when it has', () => {
    const sums = laneSums(
      told(),
      1,
      [
        { row, home: 'lead', at: 5 },
        { row, home: 'demo', at: 5 },
      ],
      money,
    );
    expect(sums).toEqual(told());
  });
  it('or when they were told after the move', () => {
    expect(laneSums(told(), 9, [{ row, home: 'lead', at: 5 }], money)).toEqual(told());
  });
  it('show what a drop would make', () => {
    const carried = withCarried(told(), { ...row, stage: 'lead' }, 'demo', money);
    expect(carried.get('demo')).toEqual({ count: 4, totals: { EUR: 40 } });
    expect(withCarried(told(), row, 'demo', money)).toEqual(told());
  });
});

it('a carried card finds its place by priority', () => {
  const rows = [card(9, 'demo', 8), card(8, 'demo', 4), card(7, 'demo', null)];
  expect(placeIn(rows, card(1, 'lead', 5))).toBe(1);
  expect(placeIn(rows, card(1, 'lead', null))).toBe(3);
  expect(placeIn(rows, card(8, 'demo', 4))).toBe(1);
});

it('the cursor walks within a lane and over to the next that has cards', () => {
  const lanes = [
    { stage: 'lead', rows: [card(1, 'lead', 3), card(2, 'lead', 2), card(3, 'lead', 1)] },
    { stage: 'empty', rows: [] },
    { stage: 'demo', rows: [card(4, 'demo', 1)] },
  ];
  expect(step(lanes, null, 0, 1)?.id).toBe(1);
  expect(step(lanes, 1, 0, 1)?.id).toBe(2);
  expect(step(lanes, 3, 0, 1)?.id).toBe(3);
  expect(step(lanes, 3, 1, 0)?.id).toBe(4);
  expect(step(lanes, 4, -1, 0)?.id).toBe(1);
  expect(step(lanes, 4, 1, 0)?.id).toBe(4);
});
