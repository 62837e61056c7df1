// Long lists whose rows differ in height: the first rows are drawn, more as they are scrolled towards or
// the cursor comes near. What is drawn stays, so that the focus and what is in the hand stay where they are.
import { useCallback, useEffect, useState, type RefObject } from 'react';

const NEARBY = '250px';

function scrollerOf(element: Element): Element | null {
  for (let e = element.parentElement; e; e = e.parentElement)
    if (/auto|scroll/.test(getComputedStyle(e).overflowY)) return e;
  return null;
}

/** Calls when the mark comes near to what is in sight; again for each `step`. */
export function useNear(
  mark: RefObject<Element | null>,
  call: (() => void) | null,
  step: number,
): void {
  useEffect(() => {
    if (!mark.current || !call) return;
    const seen = new IntersectionObserver(
      (entries) => entries.some((e) => e.isIntersecting) && call(),
      { root: scrollerOf(mark.current), rootMargin: NEARBY },
    );
    seen.observe(mark.current);
    return () => seen.disconnect();
  }, [mark, call, step]);
}

/** How many of `count` rows are drawn, `some` at a time and all up to the cursor; and how to draw more. */
export function useDrawn(count: number, cursor: number, some: number, first = some) {
  const [drawn, setDrawn] = useState(first);
  const wanted = Math.max(drawn, cursor < 0 ? 0 : cursor + Math.ceil(some / 2));
  if (wanted > drawn) setDrawn(wanted);
  const more = useCallback(() => setDrawn((now) => now + some), [some]);
  return [Math.min(wanted, count), more] as const;
}
