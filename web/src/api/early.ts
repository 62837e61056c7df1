// Answers that were asked for before the page's code was here (../early.ts). Each is taken once, by
// whoever asks the same of the same workspace, and only while the page starts.

export interface Early {
  address: string;
  workspace: string | null;
  answer: Promise<Response>;
}

declare global {
  interface Window {
    kithEarly?: Early[] | undefined;
  }
}

const STARTS_MS = 10_000;

/** undefined: it was not asked for. */
export function takeEarly(
  address: string,
  workspace: string | null,
): Promise<Response> | undefined {
  if (performance.now() > STARTS_MS) forgetEarly();
  const waiting = window.kithEarly;
  if (!waiting) return undefined;
  const at = waiting.findIndex((e) => e.address === address && e.workspace === workspace);
  return at < 0 ? undefined : waiting.splice(at, 1)[0]?.answer;
}

/** What was not taken is of a moment that is over. */
export function forgetEarly(): void {
  window.kithEarly = undefined;
}
