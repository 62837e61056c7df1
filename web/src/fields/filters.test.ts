import { describe, expect, it } from 'vitest';
import type { Value } from '../api/types';
import {
  addNode,
  askable,
  countConditions,
  dropNode,
  filterText,
  noFilter,
  readFilter,
  relativeDays,
  relativeText,
  withOperator,
  writeFilter,
  type Condition,
} from './filters';
import { person } from './fixtures';

const round = (filter: Value) => writeFilter(readFilter(person, filter));

describe('a filter', () => {
  it.each<Value>([
    { field: 'name', op: 'contains', value: 'ada' },
    { field: 'stage', op: 'eq', value: 'demo' },
    { field: 'stage', op: 'in', value: ['demo', 'closed_won'] },
    { field: 'stage', op: 'ne', value: 'demo' },
    { not: { field: 'stage', op: 'in', value: ['demo', 'closed_won'] } },
    { not: { field: 'name', op: 'contains', value: 'x' } },
    { field: 'priority', op: 'gte', value: 5 },
    { field: 'priority', op: 'lt', value: 5 },
    { field: 'owner_id', op: 'empty', value: true },
    { field: 'tags', op: 'empty', value: false },
    { field: 'last_contact_at', op: 'lt', value: '-60d' },
    {
      and: [
        { field: 'stage', op: 'eq', value: 'demo' },
        {
          or: [
            { field: 'priority', op: 'gte', value: 5 },
            { field: 'tags', op: 'eq', value: 'vip' },
          ],
        },
      ],
    },
    {
      not: {
        or: [
          { field: 'priority', op: 'gte', value: 5 },
          { field: 'tags', op: 'eq', value: 'vip' },
        ],
      },
    },
  ])('is written as it was read: %j', (filter) => {
    expect(round(filter)).toEqual(filter);
  });

  it('keeps what the page has no words for', () => {
    const across: Value = { field: 'company.name', op: 'contains', value: 'acme' };
    const root = readFilter(person, across);
    expect(root.nodes).toEqual([{ kind: 'foreign', filter: across }]);
    expect(writeFilter(root)).toEqual(across);
  });

  it('reads the short ways of saying something', () => {
    expect(readFilter(person, { field: 'tag', value: 'vip' }).nodes).toEqual([
      { kind: 'condition', field: 'tags', operator: 'isAny', value: ['vip'] },
    ]);
    expect(readFilter(person, { field: 'owner_id', op: 'eq', value: 'none' }).nodes).toEqual([
      { kind: 'condition', field: 'owner_id', operator: 'empty', value: true },
    ]);
    expect(readFilter(person, { field: 'priority', op: 'ne', value: null }).nodes[0]).toMatchObject(
      {
        operator: 'filled',
      },
    );
  });

  it('is none where the text is no filter', () => {
    expect(readFilter(person, '{oh')).toBe(noFilter);
    expect(readFilter(person, '7')).toBe(noFilter);
    expect(readFilter(person, undefined)).toBe(noFilter);
  });

  it('asks nothing while a value is missing', () => {
    const open: Condition = { kind: 'condition', field: 'stage', operator: 'isAny', value: [] };
    const root = addNode(noFilter, open);
    expect(filterText(root)).toBeUndefined();
    expect(filterText(addNode(root, { ...open, value: ['demo'] }))).toBe(
      '{"field":"stage","op":"eq","value":"demo"}',
    );
    expect(dropNode(root, 0).nodes).toEqual([]);
  });

  it('counts its conditions', () => {
    const filter: Value = {
      and: [{ field: 'name', value: 'a' }, { or: [{ field: 'stage', value: 'demo' }] }],
    };
    expect(countConditions(readFilter(person, filter))).toBe(2);
  });
});

describe('another question about the same field', () => {
  const one: Condition = { kind: 'condition', field: 'priority', operator: 'atLeast', value: 5 };

  it('keeps the value where it fits', () => {
    expect(withOperator(one, 'atMost').value).toBe(5);
    expect(withOperator(one, 'empty').value).toBe(true);
    expect(withOperator(withOperator(one, 'empty'), 'is').value).toBeUndefined();
    expect(withOperator({ ...one, operator: 'is' }, 'isAny').value).toEqual([5]);
    expect(withOperator({ ...one, operator: 'isAny', value: [4, 5] }, 'is').value).toBe(4);
  });
});

describe('days relative to today', () => {
  const now = new Date('2026-06-12T10:00:00Z');

  it('are read and written', () => {
    expect(relativeDays('today')).toBe(0);
    expect(relativeDays('-60d')).toBe(-60);
    expect(relativeDays('+7d')).toBe(7);
    expect(relativeDays('2026-06-12')).toBeUndefined();
    expect(relativeText(0)).toBe('today');
    expect(relativeText(-60)).toBe('-60d');
    expect(relativeText(7)).toBe('+7d');
  });

  it('become the first moment of a day there, when the server is asked', () => {
    const filter: Value = { not: { field: 'last_contact_at', op: 'lt', value: '-60d' } };
    expect(askable(person, filter, 'Europe/Berlin', now)).toEqual({
      not: { field: 'last_contact_at', op: 'lt', value: '2026-04-12T22:00:00.000Z' },
    });
    expect(
      askable(
        person,
        { and: [{ field: 'next_contact_at', op: 'lt', value: '2026-06-13' }] },
        'UTC',
        now,
      ),
    ).toEqual({
      and: [{ field: 'next_contact_at', op: 'lt', value: '2026-06-13T00:00:00.000Z' }],
    });
  });

  it('leave plain dates and other fields alone', () => {
    expect(askable(person, { field: 'name', op: 'eq', value: 'today' }, 'UTC', now)).toEqual({
      field: 'name',
      op: 'eq',
      value: 'today',
    });
    expect(
      askable(person, { field: 'birthday', op: 'lt', value: 'today' }, 'UTC', now),
    ).toMatchObject({
      value: '2026-06-12',
    });
  });
});
