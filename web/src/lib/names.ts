// People and companies without a picture: their letters and their tint.

/** At most two letters; a name is never assumed to have two parts. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = [...(words[0] ?? '?')][0] ?? '?';
  const last = words.length > 1 ? ([...(words[words.length - 1] ?? '')][0] ?? '') : '';
  return (first + last).toLocaleUpperCase();
}

/** One of eight tints, the same for a record wherever it is shown. */
export function tint(id: number): number {
  return Math.floor(id % 8);
}
