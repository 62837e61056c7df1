import { act, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { among, Combobox, type ComboboxProps, type ComboOption } from './Combobox';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const people = ['Amara', 'Anna', 'Björn', 'Chiara'].map((label, i) => ({ id: `${i}`, label }));

async function open(props: Partial<ComboboxProps<ComboOption>> = {}) {
  const onChoose = vi.fn();
  const all = { load: among(people), onChoose, label: 'Person', ...props };
  render(<Combobox {...all} />);
  const input = screen.getByRole('combobox');
  fireEvent.click(input);
  await pause();
  return { input, onChoose };
}
const pause = (ms = 60) => act(() => vi.advanceTimersByTimeAsync(ms));
const type = async (input: HTMLElement, value: string) => {
  fireEvent.change(input, { target: { value } });
  await pause();
};
const press = (input: HTMLElement, ...keys: string[]) =>
  keys.forEach((key) => fireEvent.keyDown(input, { key }));
const options = () => screen.queryAllByRole('option').map((o) => o.textContent);
/** The option the cursor is on, as a screen reader hears it. */
const active = (input: HTMLElement) =>
  document.getElementById(input.getAttribute('aria-activedescendant') ?? '')?.textContent;

describe('Combobox by keys', () => {
  it('walks with arrows, round at both ends, and takes with enter', async () => {
    const { input, onChoose } = await open();
    expect(input.getAttribute('aria-expanded')).toBe('true');
    expect(active(input)).toBe('Amara');
    press(input, 'ArrowUp');
    expect(active(input)).toBe('Chiara');
    press(input, 'ArrowDown', 'ArrowDown');
    expect(active(input)).toBe('Anna');
    press(input, 'Enter');
    expect(onChoose).toHaveBeenCalledExactlyOnceWith(people[1]);
    expect((input as HTMLInputElement).value).toBe('Anna');
    expect(input.getAttribute('aria-expanded')).toBe('false');
  });

  it('finds as one types, accents or not', async () => {
    const { input } = await open();
    await type(input, 'bjo');
    expect(options()).toEqual(['Björn']);
    await type(input, 'zz');
    expect(options()).toEqual([]);
    expect(screen.getByRole('status').textContent).toBe('Nothing found');
  });

  it('offers to create last, but not what is there', async () => {
    const onCreate = vi.fn();
    const { input, onChoose } = await open({ onCreate });
    await type(input, 'An');
    expect(options()).toEqual(['Anna', 'Create “An”']);
    await type(input, 'anna');
    expect(options()).toEqual(['Anna']);
    await type(input, ' Zoe ');
    press(input, 'Enter');
    expect(onCreate).toHaveBeenCalledExactlyOnceWith('Zoe');
    expect(onChoose).not.toHaveBeenCalled();
  });

  it('shows eight at most and leaves out what is chosen', async () => {
    const many = Array.from({ length: 20 }, (_, i) => ({ id: `${i}`, label: `Name ${i}` }));
    await open({ load: () => many, leaveOut: ['0', '2'] });
    expect(options()).toHaveLength(8);
    expect(options().slice(0, 2)).toEqual(['Name 1', 'Name 3']);
  });

  it('closes with esc and only then lets go', async () => {
    const onEscape = vi.fn();
    const { input } = await open({ onEscape });
    press(input, 'Escape');
    expect(input.getAttribute('aria-expanded')).toBe('false');
    expect(onEscape).not.toHaveBeenCalled();
    press(input, 'Escape');
    expect(onEscape).toHaveBeenCalledOnce();
  });

  it('takes with tab what was typed for, and nothing when nothing was', async () => {
    const { input, onChoose } = await open();
    press(input, 'Tab');
    expect(onChoose).not.toHaveBeenCalled();
    await type(input, 'chi');
    press(input, 'Tab');
    expect(onChoose).toHaveBeenCalledExactlyOnceWith(people[3]);
  });

  it('leaves the keys of a word being composed alone', async () => {
    const { input, onChoose } = await open();
    fireEvent.keyDown(input, { key: 'Enter', isComposing: true });
    expect(onChoose).not.toHaveBeenCalled();
  });

  it('empties for the next of several, and takes the last back with backspace', async () => {
    const onBackspace = vi.fn();
    const { input } = await open({ several: true, onBackspace });
    await type(input, 'chi');
    press(input, 'Enter');
    expect((input as HTMLInputElement).value).toBe('');
    expect(input.getAttribute('aria-expanded')).toBe('true');
    press(input, 'Backspace');
    expect(onBackspace).toHaveBeenCalledOnce();
  });
});

describe('Combobox and slow answers', () => {
  it('asks once the keys pause, and drops an answer that is late', async () => {
    const asked: string[] = [];
    const answers = new Map<string, (found: ComboOption[]) => void>();
    const load = (text: string) => {
      asked.push(text);
      return new Promise<ComboOption[]>((answer) => answers.set(text, answer));
    };
    const { input } = await open({ load });
    fireEvent.change(input, { target: { value: 'a' } });
    await pause(20);
    await type(input, 'am');
    await type(input, 'ama');
    expect(asked).toEqual(['', 'am', 'ama']);
    await act(async () => answers.get('ama')?.([{ id: '1', label: 'Amara' }]));
    await act(async () => answers.get('am')?.([{ id: '2', label: 'Amsterdam' }]));
    expect(options()).toEqual(['Amara']);
  });

  it('says so when the search fails', async () => {
    await open({ load: () => Promise.reject(new Error('no net')) });
    expect(screen.getByRole('status').textContent).toMatch(/did not answer/);
  });
});
