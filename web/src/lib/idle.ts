// What may wait until the page has nothing better to do.

/** At the latest after this. */
const LATEST_MS = 2000;

/** Starts it then; the returned function ends it, or keeps it from starting. */
export function whenIdle(start: () => (() => void) | undefined): () => void {
  let stop: (() => void) | undefined;
  const run = () => {
    stop = start();
  };
  // Safari has no such callback.
  const idle = 'requestIdleCallback' in window;
  const waits = idle ? requestIdleCallback(run, { timeout: LATEST_MS }) : setTimeout(run, 200);
  return () => {
    if (idle) cancelIdleCallback(waits as number);
    else clearTimeout(waits);
    stop?.();
  };
}
