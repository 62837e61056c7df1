import { fireEvent, render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { DatePicker, dayText, type DatePickerProps } from './DatePicker';
import { parseDay } from '../lib/dateWords';
import { Field } from './Field';
import { UiProvider } from './Tooltip';

const today = '2026-06-09';

function picker(props: Partial<DatePickerProps> = {}) {
  const onChange = vi.fn();
  render(
    <UiProvider>
      <Field label="Due">
        <DatePicker value="2026-06-12" onChange={onChange} today={today} {...props} />
      </Field>
    </UiProvider>,
  );
  const input = screen.getByLabelText<HTMLInputElement>('Due');
  const type = (value: string) => fireEvent.change(input, { target: { value } });
  return { input, type, onChange };
}

describe('DatePicker', () => {
  it('takes words with enter', () => {
    const { input, type, onChange } = picker();
    type('next friday');
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(onChange).toHaveBeenCalledExactlyOnceWith('2026-06-19');
  });

  it('takes them when left, and an empty field as no day', () => {
    const { input, type, onChange } = picker();
    type('tomorrow');
    fireEvent.blur(input);
    type(' ');
    fireEvent.blur(input);
    expect(onChange.mock.calls).toEqual([['2026-06-10'], [null]]);
  });

  it('keeps what is no day, and says the cure', () => {
    const { input, type, onChange } = picker();
    type('31.02.1990');
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(onChange).not.toHaveBeenCalled();
    expect(input.value).toBe('31.02.1990');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    const told = screen.getByRole('alert');
    expect(told.textContent).toContain('“31.02.1990” is no date');
    expect(input.getAttribute('aria-describedby')?.split(' ')).toContain(told.id);
  });

  it('restores with esc', () => {
    const { input, type, onChange } = picker();
    const before = input.value;
    type('nonsense');
    fireEvent.keyDown(input, { key: 'Escape' });
    expect(input.value).toBe(before);
    fireEvent.blur(input);
    expect(onChange).not.toHaveBeenCalled();
  });

  it('chooses in the calendar by keys', () => {
    const { onChange } = picker();
    fireEvent.click(screen.getByLabelText('Open the calendar'));
    const grid = screen.getByRole('grid');
    const cursor = () => grid.querySelector<HTMLElement>('[tabindex="0"]') as HTMLElement;
    expect(cursor().textContent).toBe('12');
    expect(document.activeElement).toBe(cursor());
    ['ArrowDown', 'ArrowRight', 'PageDown'].forEach((key) => fireEvent.keyDown(cursor(), { key }));
    expect(document.activeElement).toBe(cursor());
    fireEvent.click(cursor());
    expect(onChange).toHaveBeenCalledExactlyOnceWith('2026-07-20');
  });

  it.each(['2026-06-12', '1990-02-28', '2030-12-01'])('writes %s as it reads it', (day) => {
    expect(parseDay(dayText(day), today)).toBe(day);
  });
  it('does so without a year too', () => {
    expect(parseDay(dayText('--03-17'), today, { yearless: true })).toBe('--03-17');
  });
});
