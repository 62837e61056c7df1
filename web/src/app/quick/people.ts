// Whom the names of a line mean, asked of the server as it is typed.
import { useQueries } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Row } from '../../api/types';
import { contactSearchOptions, type Party } from '../../data/interactions';
import { companions, fits, namesIn, type NameGuess } from '../../lib/quick';

const MOST_GUESSES = 5;
const PAUSE_MS = 100;

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

export function partyOf(row: Row): Party {
  return { entity: 'contact', id: row.id, name: String(row['name']) };
}

/** A name that somebody wrote as one: with a capital, or after @. */
function isCertain(text: string, guess: NameGuess): boolean {
  return text[guess.start] === '@' || /^[\p{Lu}\p{Lo}]/u.test(guess.text);
}

/** Those meant by the text; one that nobody has is offered as new. `waiting`: it is not known yet. */
export function useMeant(text: string): { parties: Party[]; waiting: boolean } {
  const settled = useSettled(text);
  const guesses = namesIn(settled);
  const names = [...new Set(guesses.map((g) => g.text))].slice(0, MOST_GUESSES);
  const results = useQueries({ queries: names.map((name) => contactSearchOptions(name)) });

  const found = (guess: NameGuess): Row | undefined =>
    results[names.indexOf(guess.text)]?.data?.find((r) =>
      fits(guess.text, r['name'] as string, r['nickname'] as string | null),
    );
  const waiting = settled !== text || results.some((r) => r.isFetching && !r.data);
  const first = guesses.find(found);
  if (first) {
    const all = [first, ...companions(settled, first, guesses)];
    const rows = all.map(found).filter((r): r is Row => r !== undefined);
    const unique = rows.filter((r, i) => rows.findIndex((s) => s.id === r.id) === i);
    return { parties: unique.map(partyOf), waiting };
  }
  const [guess] = guesses;
  if (waiting || !guess || !isCertain(settled, guess)) return { parties: [], waiting };
  return { parties: [{ entity: 'contact', id: null, name: guess.text }], waiting };
}
