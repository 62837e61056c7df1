import { fireEvent, render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { Select } from './Select';

function select() {
  const onChange = vi.fn();
  render(
    <Select
      label="Stage"
      value="demo"
      onChange={onChange}
      options={[
        { value: 'lead', label: 'Lead' },
        { value: 'demo', label: 'Demo' },
        { value: 'won', label: 'Won', disabled: true },
        { value: 'lost', label: 'Lost' },
      ]}
    />,
  );
  const control = screen.getByRole('combobox');
  const press = (...keys: string[]) => keys.forEach((key) => fireEvent.keyDown(control, { key }));
  const active = () =>
    document.getElementById(control.getAttribute('aria-activedescendant') ?? '')?.textContent;
  return { control, onChange, press, active };
}

describe('Select by keys', () => {
  it('opens on what is chosen, walks and takes', () => {
    const { control, onChange, press, active } = select();
    press('ArrowDown');
    expect(active()).toBe('Demo');
    press('End');
    expect(active()).toBe('Lost');
    press('Enter');
    expect(onChange).toHaveBeenCalledExactlyOnceWith('lost');
    expect(control.getAttribute('aria-expanded')).toBe('false');
  });

  it('does not take what is off, and esc changes nothing', () => {
    const { control, onChange, press } = select();
    press('ArrowDown', 'ArrowDown', 'Enter');
    expect(control.getAttribute('aria-expanded')).toBe('true');
    press('Escape');
    expect(control.getAttribute('aria-expanded')).toBe('false');
    expect(onChange).not.toHaveBeenCalled();
  });

  it('jumps by letters, open or closed', () => {
    const { onChange, press, active } = select();
    press('Enter', 'l', 'o');
    expect(active()).toBe('Lost');
    press('Escape');
    expect(onChange).not.toHaveBeenCalled();
  });

  it('jumps while closed too', () => {
    const { onChange, press } = select();
    press('l');
    expect(onChange).toHaveBeenCalledExactlyOnceWith('lead');
  });

  it('has the focus when it starts open, as an editor does', () => {
    render(
      <Select
        label="Stage"
        value={null}
        startOpen
        onChange={() => undefined}
        options={[{ value: 'demo', label: 'Demo' }]}
      />,
    );
    expect(document.activeElement?.getAttribute('aria-expanded')).toBe('true');
  });
});
