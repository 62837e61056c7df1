// Text with marked stretches, as the search tells it (HTML-escaped, hits in <mark>), taken apart so that
// it can be shown without being read as HTML.
export interface Stretch {
  text: string;
  hit: boolean;
}

const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#x27;': "'",
  '&apos;': "'",
};

const plain = (text: string) =>
  text.replace(/&(?:amp|lt|gt|quot|apos|#39|#x27);/g, (e) => entities[e] ?? e);

export function splitMarks(snippet: string): Stretch[] {
  return snippet
    .split(/(<mark>.*?<\/mark>)/s)
    .filter(Boolean)
    .map((part) => {
      const hit = /^<mark>(.*)<\/mark>$/s.exec(part);
      return { text: plain(hit ? (hit[1] ?? '') : part), hit: hit !== null };
    });
}

const fold = (s: string) => s.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();

/** Marks the words of a name that begin with a word of the query. */
export function markWords(name: string, query: string): Stretch[] {
  const wanted = fold(query).split(/\s+/).filter(Boolean);
  return name
    .split(/(\p{L}[\p{L}\p{M}\p{N}'’]*|\p{N}+)/u)
    .filter(Boolean)
    .flatMap((word): Stretch[] => {
      const with_ = wanted.find((w) => fold(word).startsWith(w));
      // Marks by letters: folding may have changed the length.
      const letters = [...word.normalize('NFC')];
      if (!with_) return [{ text: word, hit: false }];
      const n = [...with_].length;
      const rest = letters.slice(n).join('');
      const head = { text: letters.slice(0, n).join(''), hit: true };
      return rest ? [head, { text: rest, hit: false }] : [head];
    });
}

/** Does each word typed begin a word of what is offered? */
export function matches(offered: string, typed: string): boolean {
  const has = fold(offered).split(/[\s\-_/,.]+/);
  return fold(typed)
    .split(/\s+/)
    .filter(Boolean)
    .every((w) => has.some((h) => h.startsWith(w)));
}
