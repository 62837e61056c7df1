import { describe, expect, it } from 'vitest';
import { goesAt } from './data';

describe('what is in the trash', () => {
  it('goes by itself after thirty days', () => {
    expect(goesAt('2026-01-31T10:00:00.000Z')).toBe('2026-03-02T10:00:00.000Z');
  });
});
