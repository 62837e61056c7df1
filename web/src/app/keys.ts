// The keyboard: who has a binding says so while it is on the page; the newest wins. Single keys act
// outside of fields only and can be switched off (WCAG 2.1.4); "g t" is one key after another.
import { useEffect, useRef, useState } from 'react';
import { currentPreferences } from '../data/own';
import { isMac } from '../lib/platform';
import { createStore, useStore } from '../lib/store';
import type { TextKey } from '../text';
import { typeAhead } from './overlays';

export type KeyGroup = 'anywhere' | 'goto' | 'list' | 'record' | 'board' | 'writing';

export interface Binding {
  /** "mod+k", "shift+x", "g t", "?", "space", "enter", "escape", "arrowdown". */
  keys: string;
  text: TextKey;
  group: KeyGroup;
  run: (e: KeyboardEvent) => void;
  /** Not now: the next one with these keys may have it. */
  when?: () => boolean;
  /** Acts while typing too; what has mod always does. */
  inFields?: boolean;
}

interface Bound extends Binding {
  /** Later ones win. */
  order: number;
}

const bound = createStore<Bound[]>([]);
let last = 0;
const SEQUENCE_MS = 1200;
const HINT_MS = 400;

/** The first key of a sequence that waits for its second, once it has waited a little. */
export const pendingKey = createStore<string | null>(null);

export function useBindings(): Binding[] {
  return useStore(bound);
}

/** Binds keys for as long as the component is there. A screen wins over the frame around it, however
 * their effects follow each other: what is rendered first, the frame, is older. */
export function useKeys(bindings: Binding[]): void {
  const [order] = useState(() => ++last);
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  const shape = bindings.map((b) => b.keys).join(' | ');
  useEffect(() => {
    // The rows stay the same objects; what they do is looked up when they are used.
    const rows = latest.current.map((b, i): Bound => ({
      ...b,
      order,
      run: (e) => latest.current[i]?.run(e),
      when: () => latest.current[i]?.when?.() ?? true,
    }));
    bound.set((now) => [...now, ...rows].sort((a, b) => a.order - b.order));
    return () => bound.set((now) => now.filter((b) => !rows.includes(b)));
  }, [shape, order]);
}

function nameOf(e: KeyboardEvent): string {
  const key = e.key === ' ' ? 'space' : e.key.length === 1 ? e.key : e.key.toLowerCase();
  const mod = isMac ? e.metaKey : e.ctrlKey;
  const letter = /^[a-z]$/i.test(key);
  const parts = [];
  if (mod) parts.push('mod');
  if (e.altKey) parts.push('alt');
  if (e.shiftKey && (letter || key.length > 1)) parts.push('shift');
  parts.push(letter ? key.toLowerCase() : key);
  return parts.join('+');
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return (
    target instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'button', 'range', 'submit'].includes(target.type)
  );
}

/** A control that has its own use for enter and space. */
function takesKey(target: EventTarget | null, name: string): boolean {
  if (name !== 'enter' && name !== 'space') return false;
  return (
    target instanceof HTMLElement &&
    target.closest('button, a[href], [role="menuitem"], [role="option"], [role="tab"], summary') !==
      null
  );
}

let first = '';
let timer: ReturnType<typeof setTimeout> | undefined;
let hint: ReturnType<typeof setTimeout> | undefined;

function forget(): void {
  first = '';
  clearTimeout(timer);
  clearTimeout(hint);
  pendingKey.set(null);
}

function remember(name: string): void {
  first = name;
  timer = setTimeout(forget, SEQUENCE_MS);
  hint = setTimeout(() => pendingKey.set(name), HINT_MS);
}

function find(name: string, typing: boolean): Binding | undefined {
  const single = !name.includes('mod+') && !['escape', 'enter'].includes(name);
  if (single && currentPreferences().single_keys === false) return undefined;
  return [...bound.get()]
    .reverse()
    .find(
      (b) =>
        b.keys === name && (!typing || b.inFields || name.includes('mod+')) && b.when?.() !== false,
    );
}

function onKey(e: KeyboardEvent): void {
  if (e.defaultPrevented || e.isComposing || ['Shift', 'Control', 'Meta', 'Alt'].includes(e.key))
    return;
  if (typeAhead(e)) return e.preventDefault();
  const typing = isField(e.target);
  const name = nameOf(e);
  // An open dialog or menu has the keys; only what is bound inside of it acts (it is the newest).
  const modal = document.querySelector('.dlg, .sheet, [role="menu"]');
  const sequence = first && !typing ? `${first} ${name}` : '';
  if (first) forget();
  const binding = (sequence && find(sequence, typing)) || find(name, typing);
  if (modal && !(binding && name.startsWith('mod+')) && !modal.contains(e.target as Node)) return;
  if (modal && binding?.group !== 'writing' && !name.startsWith('mod+')) return;
  if (binding) {
    if (takesKey(e.target, name)) return;
    e.preventDefault();
    binding.run(e);
  } else if (!typing && bound.get().some((b) => b.keys.startsWith(`${name} `))) {
    e.preventDefault();
    remember(name);
  }
}

/** Once, by the shell. */
export function startKeys(): () => void {
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}
