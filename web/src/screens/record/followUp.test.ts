import { describe, expect, it } from 'vitest';
import type { Row } from '../../api/types';
import { putOn, snoozes } from './followUp';

const row = (every: string | null) => ({ id: 1, contact_every: every }) as unknown as Row;

describe('snoozes', () => {
  const saturday = new Date('2026-11-28T10:00:00Z');
  const monday = new Date('2026-11-30T10:00:00Z');

  it('counts days in the zone of the workspace', () => {
    expect(snoozes(row(null), 'UTC', saturday).map((s) => s.day)).toEqual([
      '2026-11-29',
      '2026-11-30',
      '2026-12-05',
    ]);
    const late = new Date('2026-11-28T23:30:00Z');
    expect(snoozes(row(null), 'Asia/Tokyo', late)[0]?.day).toBe('2026-11-30');
  });

  it('takes the next Monday on a Monday', () => {
    expect(snoozes(row(null), 'UTC', monday)[1]?.day).toBe('2026-12-07');
  });

  it('offers the rhythm where there is one', () => {
    expect(snoozes(row('biweekly'), 'UTC', monday)[3]).toEqual({
      text: 'rec.snooze.rhythm',
      day: '2026-12-14',
    });
  });
});

describe('putOn', () => {
  it('keeps the time of day, in the zone', () => {
    expect(putOn('2026-12-07', '2026-11-29T08:30:00Z', 'Europe/Berlin')).toBe(
      '2026-12-07T08:30:00.000Z',
    );
    expect(putOn('2026-12-07', '2026-11-29T00:00:00Z', 'UTC')).toBe('2026-12-07');
    expect(putOn('2026-12-07', null, 'UTC')).toBe('2026-12-07');
  });
});
