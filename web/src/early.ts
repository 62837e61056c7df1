// Runs first of all, before anything is painted: a small classic script that index.html names in its
// head (vite.config.ts builds it; the CSP allows files only, nothing inline). It gives the page the
// theme this browser used last, and starts at once what the address will need: the code of its screen
// and the first answers, all beside each other instead of one after the other. api/client.ts takes the
// answers; what nobody takes is forgotten.
import type { Early } from './api/early';

/** By the name of a screen: the files of its code. */
declare const SCREENS: Record<string, string[]>;

const root = document.documentElement;

function look(): void {
  try {
    const kept = (name: string) => localStorage.getItem(`kith.${name}`);
    const theme = kept('theme');
    const density = kept('density');
    if (theme === 'light' || theme === 'dark') root.dataset['theme'] = theme;
    if (density === 'roomy' || density === 'dense') root.dataset['density'] = density;
    if (kept('sidebar') === 'rail') root.dataset['rail'] = '';
  } catch {
    // No storage: the system's theme it is.
  }
}

const screens: Record<string, string> = {
  today: 'Today',
  board: 'Board',
  history: 'History',
  tags: 'Tags',
  trash: 'Trash',
  settings: 'Settings',
  api: 'ApiReference',
};

/** Lists that ask for all there is, until the user narrows them. */
const lists = ['contacts', 'companies', 'websites', 'notes'];

function modulesOf(place: string, id: string | undefined): void {
  const name = screens[place] ?? (id ? 'RecordScreen' : 'ListScreen');
  for (const href of new Set([...(SCREENS['Shell'] ?? []), ...(SCREENS[name] ?? [])])) {
    const link = document.createElement('link');
    link.rel = href.endsWith('.css') ? 'preload' : 'modulepreload';
    if (link.rel === 'preload') link.as = 'style';
    link.href = href;
    document.head.append(link);
  }
}

/** What the screen begins with, as its own code will ask for it. */
function shownFirst(place: string, id: string | undefined): string[] {
  if (id) return /^\d+$/.test(id) ? [`/crm/${place}/${id}`] : [];
  if (/[?&](view|filter|q|sort|entity|owner|tag)=/.test(location.search)) return [];
  if (place === 'today') return ['/crm/followups?limit=100'];
  if (place === 'board')
    return ['/crm/pipeline?entity=contact&limit=30', '/crm/pipeline?entity=contact&limit=0'];
  const plain = lists.includes(place);
  return plain ? [`/crm/${place}?limit=200`, `/crm/${place}?limit=1&count=true`] : [];
}

function ask(path: string, workspace: string | undefined): Early {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (workspace !== undefined) headers['X-Workspace'] = workspace;
  const answer = fetch(`/api${path}`, { headers, credentials: 'same-origin' });
  // Who takes it hears of a failure.
  answer.catch(() => undefined);
  return { address: `/api${path}`, workspace: workspace ?? null, answer };
}

look();
const [, workspace, place, id] = /^\/w\/(\d+)\/(\w+)(?:\/(\w+))?/.exec(location.pathname) ?? [];
const early = [ask('/auth/me', undefined)];
if (workspace && place) {
  // The frame that stands until the page itself does (styles/boot.css).
  root.dataset['boot'] = '';
  modulesOf(place, id);
  const own = [
    '/crm/preferences',
    '/crm/views',
    `/workspaces/${workspace}/members`,
    '/crm/tags?limit=500&sort=name',
  ];
  for (const path of ['/crm/meta', ...shownFirst(place, id), ...own])
    early.push(ask(path, workspace));
}
window.kithEarly = early;
