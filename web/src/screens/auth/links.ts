// Where a sign-in leads to, and the secrets that links bring: behind a #, which no server is told.

/** Only places of this page; anything else leads home. */
export function safeNext(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])/.test(next) && !next.startsWith('/login') ? next : '/';
}

/** "#token=abc", "#abc" and "abc" alike. */
export function secretOf(hash: string): string {
  const text = hash.replace(/^#/, '').replace(/^token=/, '');
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
