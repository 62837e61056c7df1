// What jsdom lacks and the components use, and a clean page after each test.
import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

class NoObserver implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
globalThis.ResizeObserver ??= NoObserver;
globalThis.CSS ??= { escape: (s: string) => s.replace(/[^\w-]/g, '\\$&') } as typeof CSS;

afterEach(cleanup);
