// What the page still shows without a connection: itself, and what was last seen. Assets carry a hash
// in their names, so what is kept of them is right for ever; pages come from the net while there is one.
// Answers do not come this way, which would cost each its time: the page tells what it has seen, and
// reads it by itself when the net fails (api/seen.ts). It goes with the sign-out.
const SHELL = 'kith-shell';
const ASSETS = 'kith-assets';
const SEEN = 'kith-seen';
const SEEN_MAX = 400;
const ASSETS_MAX = 200;

self.addEventListener('install', (event) => {
  event.waitUntil(Promise.all([keepShell(), passAnswers(event)]));
});

/** Where the browser can, it does not even ask whether the worker has an answer of the API. */
async function passAnswers(event) {
  const api = { condition: { urlPattern: { pathname: '/api/*' } }, source: 'network' };
  await event.addRoutes?.([api]).catch(() => undefined);
}

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

// Counts the sign-outs: what was told before one is not kept after it.
let visit = 0;

// The page asks for the new version to take over (app/offline.ts), and tells what it has seen.
self.addEventListener('message', (event) => {
  const { data } = event;
  if (data === 'take over') self.skipWaiting();
  else if (data === 'forget') {
    visit += 1;
    event.waitUntil(caches.delete(SEEN));
  } else if (data?.seen) event.waitUntil(keepSeen(data.seen, data.text, visit));
});

/** The page goes first: what it asked for is kept when it has most likely drawn it. */
const LATER_MS = 300;
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
  // The screens that early.js names; one that fails comes when it is first shown.
  const early = await assets.match(paths.find((path) => path.includes('/early-')) ?? '');
  const screens = new Set(((await early?.text()) ?? '').match(/\/assets\/[^"]+/g));
  await Promise.allSettled([...screens].map((path) => assets.add(path)));
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

async function keepSeen(name, text, during) {
  await later();
  if (during !== visit) return;
  const cache = await caches.open(SEEN);
  await cache.delete(name); // so that the newest come last
  await cache.put(name, new Response(text, { headers: { 'Content-Type': 'application/json' } }));
  await trim(cache, SEEN_MAX);
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    // A file to download is no page.
    if (!url.pathname.startsWith('/api/')) event.respondWith(page(event));
  } else if (url.pathname.startsWith('/assets/')) {
    event.respondWith(fromAssets(request));
  }
});
