// Who is selected: some by their ids, or all that the question finds save a few. Pure. It survives
// scrolling, sorting and peeking, not a change of the filter.
export type Selection =
  /** `here`: just taken by cmd-a, so that the next one means all, whatever rows came meanwhile. */
  | { kind: 'some'; ids: ReadonlySet<number>; here?: true }
  | { kind: 'all'; except: ReadonlySet<number> };

export const nobody: Selection = { kind: 'some', ids: new Set() };
export const everybody: Selection = { kind: 'all', except: new Set() };

export function isSelected(s: Selection, id: number): boolean {
  return s.kind === 'some' ? s.ids.has(id) : !s.except.has(id);
}

function withMember(set: ReadonlySet<number>, ids: number[], member: boolean): Set<number> {
  const next = new Set(set);
  for (const id of ids) {
    if (member) next.add(id);
    else next.delete(id);
  }
  return next;
}

export function select(s: Selection, ids: number[], on: boolean): Selection {
  return s.kind === 'some'
    ? { kind: 'some', ids: withMember(s.ids, ids, on) }
    : { kind: 'all', except: withMember(s.except, ids, !on) };
}

export function toggle(s: Selection, id: number): Selection {
  return select(s, [id], !isSelected(s, id));
}

/** How many, given how many the question finds. */
export function countSelected(s: Selection, total: number): number {
  return s.kind === 'some' ? s.ids.size : Math.max(0, total - s.except.size);
}

/** cmd-a: those that are here; again: all that match. */
export function selectMore(s: Selection, here: number[]): Selection {
  if (s.kind === 'all') return everybody;
  const all = here.length > 0 && here.every((id) => s.ids.has(id));
  return s.here || all
    ? everybody
    : { kind: 'some', ids: withMember(s.ids, here, true), here: true };
}

/** Of the box in the head. */
export function headState(s: Selection, here: number[], total: number): boolean | 'mixed' {
  const n = countSelected(s, total);
  if (n === 0) return false;
  if (s.kind === 'all') return s.except.size === 0 ? true : 'mixed';
  return here.length > 0 && here.every((id) => s.ids.has(id)) ? true : 'mixed';
}
