import { render } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { startKeys, useKeys } from './keys';

const stop = startKeys();
afterEach(() => document.body.replaceChildren());

const press = (key: string) =>
  window.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));

function Frame({ run, children }: { run: () => void; children?: React.ReactNode }) {
  useKeys([{ keys: 'q', text: 'keys.quick', group: 'anywhere', run }]);
  return children;
}

function Screen({ run, when }: { run: () => void; when?: () => boolean }) {
  useKeys([{ keys: 'q', text: 'keys.quick', group: 'anywhere', run, ...(when ? { when } : {}) }]);
  return null;
}

it('a screen wins over the frame around it, also when both come at once', () => {
  const frame = vi.fn();
  const screen = vi.fn();
  const shown = render(
    <Frame run={frame}>
      <Screen run={screen} />
    </Frame>,
  );
  press('q');
  expect([frame.mock.calls.length, screen.mock.calls.length]).toEqual([0, 1]);
  shown.rerender(<Frame run={frame} />);
  press('q');
  expect(frame).toHaveBeenCalledTimes(1);
  shown.unmount();
});

it('what is not now leaves its key to the next', () => {
  const frame = vi.fn();
  const screen = vi.fn();
  const shown = render(
    <Frame run={frame}>
      <Screen run={screen} when={() => false} />
    </Frame>,
  );
  press('q');
  expect([frame.mock.calls.length, screen.mock.calls.length]).toEqual([1, 0]);
  shown.unmount();
  press('q');
  expect(frame).toHaveBeenCalledTimes(1);
  stop();
});
