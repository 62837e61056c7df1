import { act, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ToastHost } from './ToastHost';
import { createToasts, type Toasts } from './toasts';
import { UiProvider } from './Tooltip';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const texts = (toasts: Toasts) => toasts.get().map((toast) => toast.text);

describe('messages', () => {
  it('go after ten seconds', () => {
    const toasts = createToasts();
    toasts.show({ text: 'Saved' });
    vi.advanceTimersByTime(9_999);
    expect(texts(toasts)).toEqual(['Saved']);
    vi.advanceTimersByTime(1);
    expect(texts(toasts)).toEqual([]);
  });

  it('are three at most; the oldest makes room', () => {
    const toasts = createToasts();
    ['one', 'two', 'three', 'four'].forEach((text) => toasts.show({ text }));
    expect(texts(toasts)).toEqual(['two', 'three', 'four']);
  });

  it('take the place of one about the same', () => {
    const toasts = createToasts();
    toasts.show({ text: 'Moved', about: 'change 1' });
    toasts.show({ text: 'Saved' });
    toasts.show({ text: 'Taken back: Moved', about: 'change 1' });
    expect(texts(toasts)).toEqual(['Saved', 'Taken back: Moved']);
  });

  it('wait while held, then have what was left', () => {
    const toasts = createToasts();
    toasts.show({ text: 'Saved' });
    vi.advanceTimersByTime(7_000);
    toasts.hold();
    vi.advanceTimersByTime(60_000);
    expect(texts(toasts)).toEqual(['Saved']);
    toasts.release();
    vi.advanceTimersByTime(2_999);
    expect(texts(toasts)).toEqual(['Saved']);
    vi.advanceTimersByTime(1);
    expect(texts(toasts)).toEqual([]);
  });

  it('that come while held begin when released', () => {
    const toasts = createToasts();
    toasts.show({ text: 'first' });
    toasts.hold();
    toasts.show({ text: 'second' });
    vi.advanceTimersByTime(20_000);
    toasts.release();
    vi.advanceTimersByTime(10_000);
    expect(texts(toasts)).toEqual([]);
  });

  it('of a failure stay until answered', () => {
    const toasts = createToasts();
    const id = toasts.show({ text: 'Not saved', tone: 'danger' });
    vi.advanceTimersByTime(600_000);
    expect(texts(toasts)).toEqual(['Not saved']);
    toasts.dismiss(id);
    expect(texts(toasts)).toEqual([]);
  });

  it('do not stay held when the last one went under the pointer', () => {
    const toasts = createToasts();
    const id = toasts.show({ text: 'first' });
    toasts.hold();
    toasts.dismiss(id);
    toasts.show({ text: 'second' });
    vi.advanceTimersByTime(10_000);
    expect(texts(toasts)).toEqual([]);
  });
});

describe('ToastHost', () => {
  const shown = (toasts: Toasts) =>
    render(
      <UiProvider>
        <ToastHost toasts={toasts} />
      </UiProvider>,
    );

  it('tells what was done as status and what failed as alert', () => {
    const toasts = createToasts();
    shown(toasts);
    act(() => {
      toasts.show({ text: 'Saved' });
      toasts.show({ text: 'Not saved', tone: 'danger' });
    });
    expect(screen.getByRole('status').textContent).toContain('Saved');
    expect(screen.getByRole('alert').textContent).toContain('Not saved');
  });

  it('takes back once, and goes', () => {
    const toasts = createToasts();
    const run = vi.fn();
    shown(toasts);
    act(() => void toasts.show({ text: 'Trashed', action: { label: 'Undo', kbd: 'z', run } }));
    fireEvent.click(screen.getByText('Undo'));
    expect(run).toHaveBeenCalledOnce();
    expect(screen.queryByText('Trashed')).toBeNull();
  });

  it('stops the clock under the pointer and while it has the focus', () => {
    const toasts = createToasts();
    shown(toasts);
    act(() => void toasts.show({ text: 'Saved' }));
    const host = screen.getByRole('region');
    fireEvent.pointerEnter(host);
    act(() => void vi.advanceTimersByTime(30_000));
    expect(screen.queryByText('Saved')).not.toBeNull();
    fireEvent.pointerLeave(host);
    fireEvent.focus(screen.getByLabelText('Dismiss'));
    act(() => void vi.advanceTimersByTime(30_000));
    expect(screen.queryByText('Saved')).not.toBeNull();
    fireEvent.blur(screen.getByLabelText('Dismiss'), { relatedTarget: document.body });
    act(() => void vi.advanceTimersByTime(10_000));
    expect(screen.queryByText('Saved')).toBeNull();
  });
});
