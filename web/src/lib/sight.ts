// Which rows of a long list are drawn: rows are all as high, so where they are needs no measuring. What
// is drawn reaches a little beyond what is in sight and follows in steps, not with each pixel. Nobody
// reads what flies past: then nothing is drawn (the style sheet shows shapes) until it calms down.
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';

export interface Span {
  from: number;
  /** The last one, not the one behind it. */
  to: number;
}

/** Drawn beyond either edge, and how near the edge may come before more is drawn. */
const BEYOND = 10;
const NEAR = 2;
/** More screens than this in a second fly past. */
const FAST = 15;
/** It has calmed down when nothing moved for so many frames; a clock would count those that did not come. */
const CALM = 6;
const FRAME_MS = 16;

/** What is to be drawn when rows `first` to `last` are in sight of `count`; `drawn` when that will do. */
export function spanOf(drawn: Span, first: number, last: number, count: number): Span {
  const end = Math.max(0, count - 1);
  const low = Math.max(0, first - NEAR);
  const high = Math.min(end, last + NEAR);
  if (drawn.from <= low && drawn.to >= high) return drawn;
  return { from: Math.max(0, first - BEYOND), to: Math.min(end, last + BEYOND) };
}

/** Do rows fly past, `rows` of them in `ms`, where `seen` fill the screen? */
export function fliesPast(rows: number, ms: number, seen: number): boolean {
  return (rows / seen) * (1000 / Math.max(ms, FRAME_MS)) > FAST;
}

export interface Sight extends Span {
  /** Rows whose numbers differ by this are never drawn together: one may take the other's elements. */
  slots: number;
  /** After the page itself scrolled: draws at once. */
  look: () => void;
}

export function useSight(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  height: number,
): Sight {
  // Until it is measured, what fits the window.
  const screen = () => Math.ceil(window.innerHeight / height);
  const [span, setSpan] = useState<Span>(() => ({ from: 0, to: screen() }));
  const [seen, setSeen] = useState(screen);
  const at = useRef({ drawn: span, first: 0, time: 0, counts: count, high: height });
  const frame = useRef(0);
  useEffect(() => {
    at.current.counts = count;
    at.current.high = height;
  }, [count, height]);

  const draw = useCallback(
    (how: 'now' | 'moved') => {
      const box = scroller.current;
      const was = at.current;
      if (!box) return;
      const first = Math.floor(box.scrollTop / was.high);
      const last = Math.ceil((box.scrollTop + box.clientHeight) / was.high);
      const time = performance.now();
      const moved = Math.abs(first - was.first);
      const fast = how === 'moved' && fliesPast(moved, time - was.time, last - first);
      was.first = first;
      was.time = time;
      cancelAnimationFrame(frame.current);
      if (fast) {
        const wait = (frames: number) => {
          frame.current = requestAnimationFrame(() =>
            frames > 0 ? wait(frames - 1) : draw('now'),
          );
        };
        wait(CALM);
        return;
      }
      const next = spanOf(was.drawn, first, last, was.counts);
      if (next === was.drawn) return;
      was.drawn = next;
      // Before this frame is painted, so that no gap is seen.
      if (how === 'moved') flushSync(() => setSpan(next));
      else setSpan(next);
    },
    [scroller],
  );

  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const scrolled = () => draw('moved');
    const sized = new ResizeObserver(() => {
      setSeen(Math.ceil(box.clientHeight / at.current.high));
      draw('now');
    });
    sized.observe(box);
    box.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      sized.disconnect();
      box.removeEventListener('scroll', scrolled);
      cancelAnimationFrame(frame.current);
    };
  }, [scroller, draw]);

  const look = useCallback(() => draw('now'), [draw]);
  // Another height or number of rows may leave a gap.
  useEffect(look, [look, height, count]);

  const to = Math.min(span.to, count - 1);
  const from = Math.max(0, Math.min(span.from, to));
  return { from, to, slots: Math.max(seen + 2 * BEYOND + 2, to - from + 1), look };
}

/** Where to scroll so that a row is in sight, below what stands over the rows and above a little room. */
export function revealed(
  box: { top: number; height: number },
  row: { index: number; height: number },
  over = 0,
  room = 0,
): number {
  const start = row.index * row.height;
  const end = over + start + row.height + room - box.height;
  if (start < box.top) return start;
  return Math.max(box.top, end);
}
