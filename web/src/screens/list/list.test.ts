import { describe, expect, it } from 'vitest';
import { fieldOf, makeField, person } from '../../fields/fixtures';
import { filterOf, slices } from './bulk';
import {
  columnsText,
  defaultColumns,
  moveColumn,
  nextSort,
  readColumns,
  readSort,
  resolveColumns,
  sortText,
  widthOf,
} from './columns';
import { figures } from './Foot';
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

describe('columns', () => {
  it('stand in the address with their widths', () => {
    const columns = [{ name: 'name' }, { name: 'stage', width: 140 }];
    expect(columnsText(columns)).toBe('name,stage:140');
    expect(readColumns('name,stage:140')).toEqual(columns);
    expect(readColumns('stage:9,tags:9999')).toEqual([
      { name: 'stage', width: 60 },
      { name: 'tags', width: 640 },
    ]);
    expect(readColumns(undefined)).toBeUndefined();
  });

  it('begin with the name, and leave out what the server lacks', () => {
    const shown = resolveColumns(person, [{ name: 'stage', width: 99 }, { name: 'shoe_size' }]);
    expect(shown.map((c) => c.field.name)).toEqual(['name', 'stage']);
    expect(shown.map((c) => c.width)).toEqual([widthOf(fieldOf('name')), 99]);
  });

  it('are those of the purpose, or the first few of a kind nobody knows', () => {
    expect(defaultColumns(person, 'people').map((c) => c.name)).not.toContain('stage');
    expect(defaultColumns(person, 'sales').map((c) => c.name)).toContain('stage');
    const boat = {
      ...person,
      name: 'boat',
      fields: [makeField('length', 'int'), makeField('title', 'text', { is_name: true })],
    };
    expect(defaultColumns(boat, 'both').map((c) => c.name)).toEqual(['title', 'length']);
  });

  it('move', () => {
    const columns = ['a', 'b', 'c'].map((name) => ({ name }));
    expect(moveColumn(columns, 2, 1).map((c) => c.name)).toEqual(['a', 'c', 'b']);
    expect(moveColumn(columns, 0, 3)).toBe(columns);
  });
});

describe('sorting', () => {
  it('is read and written', () => {
    expect(sortText(readSort('-priority,name'))).toBe('-priority,name');
  });

  it('goes one way, the other, and back', () => {
    const up = nextSort([], 'stage', false);
    const down = nextSort(up, 'stage', false);
    expect([sortText(up), sortText(down), sortText(nextSort(down, 'stage', false))]).toEqual([
      'stage',
      '-stage',
      '',
    ]);
    expect(sortText(nextSort(readSort('name'), 'priority', true))).toBe('-priority');
  });
});

describe('a selection', () => {
  it('is of some, or of all save some', () => {
    const two = select(nobody, [1, 2], true);
    expect(countSelected(two, 100)).toBe(2);
    expect(isSelected(toggle(two, 1), 1)).toBe(false);
    const all = toggle(everybody, 7);
    expect(countSelected(all, 100)).toBe(99);
    expect(isSelected(all, 7)).toBe(false);
    expect(isSelected(toggle(all, 7), 7)).toBe(true);
  });

  it('takes those that are here first, then all that match', () => {
    const here = selectMore(nobody, [1, 2]);
    expect(here).toEqual({ kind: 'some', ids: new Set([1, 2]), here: true });
    expect(selectMore(here, [1, 2])).toBe(everybody);
  });

  it('takes all the second time though more rows came in between', () => {
    expect(selectMore(selectMore(nobody, [1, 2]), [1, 2, 3])).toBe(everybody);
    const changed = toggle(selectMore(nobody, [1, 2]), 2);
    expect(selectMore(changed, [1, 2, 3])).toMatchObject({ ids: new Set([1, 2, 3]) });
  });

  it('shows in the head how much of it there is', () => {
    expect(headState(nobody, [1, 2], 10)).toBe(false);
    expect(headState(select(nobody, [1], true), [1, 2], 10)).toBe('mixed');
    expect(headState(select(nobody, [1, 2], true), [1, 2], 10)).toBe(true);
    expect(headState(everybody, [1, 2], 10)).toBe(true);
    expect(headState(toggle(everybody, 1), [1, 2], 10)).toBe('mixed');
  });
});

describe('what the server is told of all that match', () => {
  const asked = { field: 'stage', op: 'eq', value: 'demo' };

  it('is the filter, save those taken out again', () => {
    const query = { filter: JSON.stringify(asked) };
    expect(filterOf(query, new Set())).toEqual(asked);
    expect(filterOf(query, new Set([7]))).toEqual({
      and: [asked, { not: { field: 'id', op: 'in', value: [7] } }],
    });
    expect(filterOf({}, new Set())).toEqual({ field: 'id', op: 'gt', value: 0 });
  });

  it('comes in slices by id where there are too many for one', () => {
    expect(slices(asked, [10, 20])).toEqual([
      { and: [asked, { field: 'id', op: 'gte', value: 10 }, { field: 'id', op: 'lt', value: 20 }] },
      { and: [asked, { field: 'id', op: 'gte', value: 20 }] },
    ]);
  });
});

describe('the figures of those selected', () => {
  const row = (id: number, more: object) => ({ id, created_at: '', updated_at: '', ...more });

  it('add up money for each currency and average a scale', () => {
    const columns = ['name', 'value', 'priority'].map((n) => ({ field: fieldOf(n), width: 100 }));
    const rows = [
      row(1, { value: 100, currency: 'EUR', priority: 8 }),
      row(2, { value: 50, currency: 'EUR', priority: 5 }),
      row(3, { value: 10, currency: 'USD', priority: null }),
    ];
    const found = figures(columns, rows);
    expect(found.map((f) => f.text)).toEqual(['€150 + $10', '6.5']);
    expect(figures(columns, [])).toEqual([]);
  });
});
