// How hard a password is to guess, roughly: what it draws from and how long it is, less what repeats,
// runs on or is known about its owner. Only a hint; the server decides what it takes.

export type Strength = 0 | 1 | 2 | 3;

export const SHORTEST = 8;

const kinds: [RegExp, number][] = [
  [/\p{Ll}/u, 26],
  [/\p{Lu}/u, 26],
  [/\p{N}/u, 10],
  [/[^\p{L}\p{N}]/u, 32],
];

const known =
  /password|passwort|qwert|asdf|letmein|welcome|iloveyou|admin|dragon|football|monkey|secret/gi;

/** Characters that say something new: no repeats ("aaa"), no runs ("123", "cba"). */
function fresh(text: string): number {
  const codes = [...text.toLowerCase()].map((c) => c.codePointAt(0) ?? 0);
  const step = (i: number) => (codes[i] ?? 0) - (codes[i - 1] ?? 0);
  return codes.filter((_, i) => i < 2 || step(i) !== step(i - 1) || Math.abs(step(i)) > 1).length;
}

/** A word said twice is said once. */
function once(text: string): string {
  const seen = new Set<string>();
  return text
    .split(/([^\p{L}\p{N}]+)/u)
    .filter((word) => !seen.has(word.toLowerCase()) && seen.add(word.toLowerCase()))
    .join('');
}

/** 0 too short, 1 weak, 2 fair, 3 strong. `about`: the owner's name and address. */
export function strengthOf(password: string, about: string[] = []): Strength {
  if ([...password].length < SHORTEST) return 0;
  const words = about.flatMap((a) => a.toLowerCase().split(/[^\p{L}\p{N}]+/u));
  let left = once(password.replace(known, ''));
  for (const word of words.filter((w) => w.length >= 3)) {
    const at = left.toLowerCase().indexOf(word);
    if (at >= 0) left = left.slice(0, at) + left.slice(at + word.length);
  }
  const pool = kinds.reduce((n, [kind, size]) => (kind.test(left) ? n + size : n), 0);
  const bits = fresh(left) * Math.log2(Math.max(pool, 1));
  return bits < 50 ? 1 : bits < 77 ? 2 : 3;
}
