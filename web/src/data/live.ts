// What others do, as it happens. One connection a browser: the tab that holds the lock listens and
// passes on what it hears. Rows that are shown are fetched again and tinted; new ones are counted and
// wait behind a button, so that nothing moves under the eyes.
import { call, currentWorkspace, get } from '../api/client';
import type { Page, Row } from '../api/types';
import { whenIdle } from '../lib/idle';
import { paced } from '../lib/pace';
import { createStore, useStorePart } from '../lib/store';
import { queryClient } from './client';
import { setMark } from './marks';
import { cachedMeta, findEntity, type EntityMeta } from './meta';
import { cachedRow, patchCached, refreshDerived, refreshLists } from './records';

export interface LiveChange {
  id: number;
  type: string;
  entity_type: string;
  entity_id: number;
  change_id: number;
  at: string;
  actor: { kind?: string; type?: string; id: number; name?: string };
  fields?: string[];
}

const MERGE_MS = 250;
const fresh = createStore<Readonly<Record<string, number>>>({});

/** How many records of a kind came since the list was last asked for. */
export function useFresh(plural: string): number {
  return useStorePart(fresh, (f) => f[plural] ?? 0);
}

export function showFresh(plural: string): void {
  fresh.set((f) => ({ ...f, [plural]: 0 }));
  refreshLists(plural);
}

type Hearer = (changes: LiveChange[]) => void;
const hearers = new Set<Hearer>();

export function onLive(hearer: Hearer): () => void {
  hearers.add(hearer);
  return () => hearers.delete(hearer);
}

const SHOWN_MAX = 200;
const PACE_MS = 1000;

/** Sums and counts: an import of thousands asks for them once a second, not with each batch. */
const refreshSums = paced(() => {
  void queryClient.invalidateQueries({ predicate: (q) => q.queryKey[1] === 'total' });
  refreshDerived();
}, PACE_MS);

const refreshAll = paced(() => refreshLists(), PACE_MS);

function refreshTimelines(entity: string, ids: ReadonlySet<number>): void {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey: [, room, name, id] }) =>
      room === 'timeline' && name === entity && ids.has(Number(id)),
  });
}

/** Fetches the newest state of rows that are shown, a request a kind. */
async function fetchShown({ name: entity, plural, trash }: EntityMeta, ids: ReadonlySet<number>) {
  const shown = [...ids].filter((id) => cachedRow(entity, id));
  refreshTimelines(entity, ids);
  if (!shown.length) return;
  if (shown.length > SHOWN_MAX) return refreshAll();
  const page = await get<Page<Row>>(`/crm/${plural}`, {
    'id[in]': shown.join(','),
    ...(trash ? { trashed: 'any' } : {}),
    limit: SHOWN_MAX,
  });
  for (const row of page.data) {
    const before = cachedRow(entity, row.id);
    if (before && before.updated_at >= row.updated_at) continue;
    patchCached(entity, row.id, () => row);
    setMark(entity, row.id, 'live');
  }
}

function take(changes: LiveChange[]): void {
  const meta = cachedMeta();
  const byEntity = new Map<EntityMeta, Set<number>>();
  const came: Record<string, number> = {};
  for (const c of changes) {
    const entity = meta && findEntity(meta, c.entity_type);
    if (!entity) continue;
    if (c.type === 'created' && !cachedRow(entity.name, c.entity_id))
      came[entity.plural] = (came[entity.plural] ?? fresh.get()[entity.plural] ?? 0) + 1;
    const ids = byEntity.get(entity) ?? new Set();
    byEntity.set(entity, ids.add(c.entity_id));
  }
  if (Object.keys(came).length) fresh.set((f) => ({ ...f, ...came }));
  for (const [entity, ids] of byEntity) void fetchShown(entity, ids).catch(() => undefined);
  refreshSums();
  hearers.forEach((h) => h(changes));
}

// --- the connection ---

const online = createStore(navigator.onLine);
let awaySince = new Date().toISOString();
online.subscribe(() => {
  if (!online.get()) awaySince = new Date().toISOString();
});

/** Is the server within reach, as far as we know? */
export function useOnline(): boolean {
  return useStorePart(online, (o) => o);
}

/** When it was last lost. */
export function lostAt(): string {
  return awaySince;
}

/** Asks at once whether it is there again. */
export async function reachAgain(): Promise<void> {
  await call('GET', '/crm/events', { query: { limit: 1 } });
  hear({ kind: 'reach', online: true });
}

const AWAY_MS = 3000;
const AGAIN_MS = 10_000;

/** Gathers what comes and says it by and by. */
function gather(say: (changes: LiveChange[]) => void): (e: MessageEvent<string>) => void {
  let gathered: LiveChange[] = [];
  return (e) => {
    if (!gathered.length)
      setTimeout(() => {
        const changes = gathered;
        gathered = [];
        say(changes);
      }, MERGE_MS);
    gathered = gathered.concat(JSON.parse(e.data) as LiveChange | LiveChange[]);
  };
}

/** What the listening tab tells the others too. */
type Heard =
  | { kind: 'changes'; changes: LiveChange[] }
  | { kind: 'reset' }
  | { kind: 'reach'; online: boolean };

function hear(heard: Heard): void {
  if (heard.kind === 'changes') take(heard.changes);
  else if (heard.kind === 'reset') refreshAll();
  else {
    if (heard.online && !online.get()) refreshAll();
    online.set(heard.online);
  }
}

/** The server's clock tells whole seconds, and answers are on their way for a while. */
const SLACK_MS = 3000;

/** Has anything happened since this page began to ask? By the server's own clock. */
async function missedAny(): Promise<boolean> {
  const query = { limit: 1 };
  const { data, date } = await call<Page<{ at: string }>>('GET', '/crm/events', { query });
  const newest = data.data[0];
  if (!newest) return false;
  return !date || Date.parse(newest.at) > Date.parse(date) - performance.now() - SLACK_MS;
}

/** What was fetched before the first word could come may have changed since; mostly it has not. */
async function catchUp(): Promise<void> {
  const now = Date.now();
  if (!(await missedAny().catch(() => true))) return;
  await queryClient.invalidateQueries({
    predicate: (q) =>
      ['list', 'record', 'derived', 'timeline'].includes(String(q.queryKey[1])) &&
      q.state.dataUpdatedAt > 0 &&
      q.state.dataUpdatedAt < now,
  });
}

/** The browser connects again by itself when the net fails, but not after a refusal. */
function listen(workspace: number, say: (heard: Heard) => void): () => void {
  let away: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let source: EventSource;
  const open = () => {
    source = new EventSource(`/api/crm/events/stream?workspace=${workspace}`);
    source.addEventListener('open', () => {
      clearTimeout(away);
      away = undefined;
      say({ kind: 'reach', online: true });
    });
    source.addEventListener('open', () => void catchUp(), { once: true });
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) again = setTimeout(open, AGAIN_MS);
      else away ??= setTimeout(() => say({ kind: 'reach', online: false }), AWAY_MS);
    });
    source.addEventListener('reset', () => say({ kind: 'reset' }));
    source.addEventListener(
      'change',
      gather((changes) => say({ kind: 'changes', changes })),
    );
  };
  open();
  return () => {
    clearTimeout(away);
    clearTimeout(again);
    source.close();
  };
}

/** Until the returned function is called. */
export function startLive(): () => void {
  const workspace = currentWorkspace();
  if (workspace === null || !('EventSource' in window)) return () => undefined;
  const name = `kith.live.${workspace}`;
  const channel = new BroadcastChannel(name);
  const ended = new AbortController();
  channel.onmessage = (e: MessageEvent<Heard>) => hear(e.data);
  const lead = () =>
    new Promise<void>((resolve) => {
      // The lock may come when it is over already; nobody would hear that it ended.
      if (ended.signal.aborted) return resolve();
      const close = listen(workspace, (heard) => {
        channel.postMessage(heard);
        hear(heard);
      });
      ended.signal.addEventListener('abort', () => {
        close();
        resolve();
      });
    });
  const follow = () => {
    if (navigator.locks)
      void navigator.locks.request(name, { signal: ended.signal }, lead).catch(() => undefined);
    else void lead(); // over plain HTTP from another machine there are no locks: each tab listens
    return undefined;
  };
  const leave = whenIdle(follow);
  const seen = () => online.set(navigator.onLine);
  seen();
  window.addEventListener('online', seen);
  window.addEventListener('offline', seen);
  return () => {
    leave();
    ended.abort();
    channel.close();
    window.removeEventListener('online', seen);
    window.removeEventListener('offline', seen);
  };
}
