// The worker that keeps the page for the time without a connection (public/sw.js), and its next
// version: it waits until the user takes it, so that nothing changes under the hands.
import { createStore, useStore } from '../lib/store';

const waiting = createStore<ServiceWorker | null>(null);

export function useUpdateReady(): boolean {
  return useStore(waiting) !== null;
}

/** Takes the new version; the page loads anew. */
export function takeUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload());
  waiting.get()?.postMessage('take over');
}

function watch(worker: ServiceWorker | null): void {
  worker?.addEventListener('statechange', () => {
    // Without a controller it is the first visit, not an update.
    if (worker.state === 'installed' && navigator.serviceWorker.controller) waiting.set(worker);
  });
}

/** Only over TLS or on this machine: elsewhere browsers give no worker. */
export async function startOffline(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.register('/sw.js');
  if (registration.waiting && navigator.serviceWorker.controller) waiting.set(registration.waiting);
  registration.addEventListener('updatefound', () => watch(registration.installing));
}
