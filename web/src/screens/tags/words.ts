// The words of tags, pure: which one a new name would merge with, what a colour is called.
export interface NamedTag {
  id: number;
  name: string;
}

/** Another tag of that name, however it is written. */
export function mergesWith<T extends NamedTag>(
  tags: readonly T[],
  id: number,
  name: string,
): T | undefined {
  const wanted = name.trim().toLocaleLowerCase();
  return tags.find((t) => t.id !== id && t.name.toLocaleLowerCase() === wanted);
}

export const colours = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8'] as const;

/** Of two that merge the one that more records carry stays. */
export function keeper<T extends { count: number | null }>(a: T, b: T): [T, T] {
  return (b.count ?? 0) > (a.count ?? 0) ? [b, a] : [a, b];
}

export type TagSort = 'name' | 'count' | 'newest';

export function sortTags<T extends NamedTag & { count: number | null; created_at: string }>(
  tags: readonly T[],
  sort: TagSort,
): T[] {
  const by: Record<TagSort, (a: T, b: T) => number> = {
    name: (a, b) => a.name.localeCompare(b.name),
    count: (a, b) => (b.count ?? 0) - (a.count ?? 0) || a.name.localeCompare(b.name),
    newest: (a, b) => b.created_at.localeCompare(a.created_at),
  };
  return [...tags].sort(by[sort]);
}
