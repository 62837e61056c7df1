// What the page still shows without a connection: itself, and what was last seen. Assets carry a hash
// in their names, so what is kept of them is right for ever; pages and answers come from the net while
// there is one. What was seen goes with the sign-out (data/session.ts).
const SHELL = 'kith-shell';
const ASSETS = 'kith-assets';
const SEEN = 'kith-seen';
const SEEN_MAX = 400;
const ASSETS_MAX = 200;

self.addEventListener('install', (event) => {
  event.waitUntil(keepShell());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

// The page asks for the new version to take over (app/offline.ts).
self.addEventListener('message', (event) => {
  if (event.data === 'take over') self.skipWaiting();
});

/** The page goes first: what it asked for is kept when it has most likely drawn it. */
const LATER_MS = 700;
const later = () => new Promise((resolve) => setTimeout(resolve, LATER_MS));

/** The page and what it needs to start. */
async function keepShell() {
  const response = await fetch('/', { cache: 'no-cache' });
  if (!response.ok) return;
  const html = await response.clone().text();
  await (await caches.open(SHELL)).put('/', response);
  const assets = await caches.open(ASSETS);
  const paths = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((m) => m[1]);
  await Promise.all(paths.map((path) => assets.add(path)));
}

async function trim(cache, most) {
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map((key) => cache.delete(key)));
}

async function fromAssets(request) {
  const cache = await caches.open(ASSETS);
  const kept = await cache.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) {
    await cache.put(request, response.clone());
    await trim(cache, ASSETS_MAX);
  }
  return response;
}

async function page(event) {
  try {
    const response = await fetch(event.request);
    if (response.ok) {
      const copy = response.clone();
      event.waitUntil(later().then(async () => (await caches.open(SHELL)).put('/', copy)));
    }
    return response;
  } catch (e) {
    const kept = await (await caches.open(SHELL)).match('/');
    if (kept) return kept;
    throw e;
  }
}

/** One address answers differently in each workspace. */
function seenAs(request) {
  const url = new URL(request.url);
  url.searchParams.set('__workspace', request.headers.get('X-Workspace') ?? '');
  return url.href;
}

async function keepSeen(key, response) {
  await later();
  const cache = await caches.open(SEEN);
  await cache.delete(key); // so that the newest come last
  await cache.put(key, response);
  await trim(cache, SEEN_MAX);
}

/** Keeping it is not waited for. */
async function answer(event) {
  const key = seenAs(event.request);
  try {
    const response = await fetch(event.request);
    if (response.ok && (response.headers.get('Content-Type') ?? '').includes('json'))
      event.waitUntil(keepSeen(key, response.clone()));
    return response;
  } catch (e) {
    const kept = await (await caches.open(SEEN)).match(key);
    if (kept) return kept;
    throw e;
  }
}

const NOT_KEPT = /^\/api\/(crm\/events\/stream|workspaces\/\d+\/backup|auth\/(?!me)|keys|audit)/;

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    // A file to download is no page.
    if (!url.pathname.startsWith('/api/')) event.respondWith(page(event));
  } else if (url.pathname.startsWith('/assets/')) {
    event.respondWith(fromAssets(request));
  } else if (url.pathname.startsWith('/api/') && !NOT_KEPT.test(url.pathname)) {
    event.respondWith(answer(event));
  }
});
