// People and companies without a picture: their letters and their tint.

/** At most two letters; a name is never assumed to have two parts. */
export function initials(name: string): string {
  // What begins with a sign is called by its first letter: 't Hart.
  const words = name
    .split(/\s+/u)
    .map((w) => w.replace(/^[^\p{L}\p{N}]+(?=[\p{L}\p{N}])/u, ''))
    .filter(Boolean);
  const first = [...(words[0] ?? '?')][0] ?? '?';
  const last = words.length > 1 ? ([...(words[words.length - 1] ?? '')][0] ?? '') : '';
  return (first + last).toLocaleUpperCase();
}

/** One of eight tints, the same for a record wherever it is shown. */
export function tint(id: number): number {
  return Math.floor(id % 8);
}
