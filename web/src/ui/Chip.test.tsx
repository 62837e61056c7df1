import { fireEvent, render, screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { Chip } from './Chip';

function chip(onPart = vi.fn(), onRemove = vi.fn()) {
  render(
    <Chip
      label="Stage is Demo"
      field="Stage"
      operator="is"
      value="Demo"
      onPart={onPart}
      onRemove={onRemove}
    />,
  );
  const group = screen.getByRole('group', { name: 'Stage is Demo' });
  return { onPart, onRemove, buttons: within(group).getAllByRole('button') };
}

describe('Chip', () => {
  it('is three buttons and one that removes', () => {
    const { buttons, onPart, onRemove } = chip();
    expect(buttons.map((b) => b.getAttribute('aria-label') ?? b.textContent)).toEqual([
      'Stage',
      'is',
      'Demo',
      'Remove Stage is Demo',
    ]);
    buttons.slice(0, 3).forEach((b) => fireEvent.click(b));
    expect(onPart.mock.calls).toEqual([['field'], ['operator'], ['value']]);
    expect(onRemove).not.toHaveBeenCalled();
    fireEvent.click(buttons[3] as HTMLElement);
    expect(onRemove).toHaveBeenCalledOnce();
  });

  it('goes with backspace or delete on any part', () => {
    const { buttons, onRemove } = chip();
    fireEvent.keyDown(buttons[0] as HTMLElement, { key: 'Backspace' });
    fireEvent.keyDown(buttons[2] as HTMLElement, { key: 'Delete' });
    fireEvent.keyDown(buttons[1] as HTMLElement, { key: 'a' });
    expect(onRemove).toHaveBeenCalledTimes(2);
  });

  it('has no value where the operator needs none, and no cross where it stays', () => {
    render(<Chip label="Owner is empty" field="Owner" operator="is empty" />);
    expect(screen.getAllByRole('button')).toHaveLength(2);
  });

  it('lets its owner wrap a part', () => {
    render(
      <Chip
        label="Stage is Demo"
        field="Stage"
        operator="is"
        value="Demo"
        wrap={(part, button) => <div data-testid={part}>{button}</div>}
      />,
    );
    expect(within(screen.getByTestId('value')).getByRole('button').textContent).toBe('Demo');
  });
});
