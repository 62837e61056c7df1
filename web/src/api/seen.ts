// What was last seen, for the time without a connection. The page reads it itself; the worker only puts
// it away (public/sw.js), so that no answer takes the way through it. Gone with the sign-out.

const CACHE = 'kith-seen';
/** What is of the moment, too large, or secret. */
const NOT_KEPT = /^\/api\/(crm\/events\/stream|workspaces\/\d+\/backup|auth\/(?!me)|keys|audit)/;

/** One address answers differently in each workspace. */
function nameOf(address: string, workspace: string): string {
  const url = new URL(address, window.location.origin);
  url.searchParams.set('__workspace', workspace);
  return url.href;
}

const worker = () => ('serviceWorker' in navigator ? navigator.serviceWorker.controller : null);

export function keepSeen(address: string, workspace: string, text: string): void {
  if (!NOT_KEPT.test(address)) worker()?.postMessage({ seen: nameOf(address, workspace), text });
}

export async function lastSeen(address: string, workspace: string): Promise<Response | undefined> {
  // Over plain HTTP from another machine there is none.
  if (!('caches' in window)) return undefined;
  return caches.match(nameOf(address, workspace), { cacheName: CACHE });
}

export async function forgetSeen(): Promise<void> {
  worker()?.postMessage('forget');
  if ('caches' in window) await caches.delete(CACHE);
}
