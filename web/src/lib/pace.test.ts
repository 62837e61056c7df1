import { expect, test, vi } from 'vitest';
import { paced } from './pace';

test('a burst is done at once and once more at its end, a rest later', () => {
  vi.useFakeTimers();
  const run = vi.fn();
  const go = paced(run, 1000);
  for (let i = 0; i < 20; i++) go();
  expect(run).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(999);
  expect(run).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  expect(run).toHaveBeenCalledTimes(2);
  go();
  expect(run).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(5000);
  expect(run).toHaveBeenCalledTimes(3);
  vi.useRealTimers();
});
