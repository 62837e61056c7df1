// The addresses (UI.md, section 5). Screens are loaded on their route; what needs a sign-in is below
// /w/:workspace, which knows who is there and what kinds of records exist before anything is drawn.
// What a screen begins with is asked for beside its code and waited for a moment, so that most are
// drawn once and whole.
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  type AnyRoute,
} from '@tanstack/react-router';
import { onSignedOut } from '../api/client';
import { queryClient } from '../data/client';
import { fetchMeta } from '../data/meta';
import { fetchOwn } from '../data/own';
import { enterWorkspace, fetchMe } from '../data/session';
import { NotFound, RouteError, RouteWaits } from './RouteStates';
import { readSearch, type PageSearch } from './state';

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: RouteError,
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async () => {
    const me = await fetchMe();
    throw me
      ? redirect({
          to: '/w/$workspace/today',
          params: { workspace: String(me.workspace.id) },
        } as never)
      : redirect({ to: '/login' } as never);
  },
});

/** `first` asks for what the screen begins with. */
type Screen = () => Promise<{
  default: React.ComponentType;
  first?: (params: Record<string, string>, search: PageSearch) => Promise<unknown>;
}>;

/** Longer than this a shape shows what comes (UI.md, section 7). */
const SHAPES_MS = 150;

/** Until it is here, but not for long; what went wrong is told by who needs it. */
function inTime(asked: Promise<unknown>): Promise<unknown> {
  const late = new Promise((resolve) => setTimeout(resolve, SHAPES_MS));
  return Promise.race([asked.catch(() => undefined), late]);
}

function page(parent: AnyRoute, path: string, screen: Screen): AnyRoute {
  return createRoute({
    getParentRoute: () => parent,
    path,
    component: lazyRouteComponent(screen),
    validateSearch: readSearch,
    loader: async ({ params, location }) => {
      const { first } = await screen();
      if (first) await inTime(first(params, readSearch(location.search)));
    },
  });
}

const workspace = createRoute({
  getParentRoute: () => root,
  path: '/w/$workspace',
  beforeLoad: async ({ params, location }) => {
    const me = await fetchMe();
    if (!me) throw redirect({ to: '/login', search: { next: location.href } } as never);
    if (!enterWorkspace(me, Number(params.workspace))) throw redirect({ to: '/' } as never);
    await Promise.all([fetchMeta(), inTime(fetchOwn())]);
  },
  component: lazyRouteComponent(() => import('./Shell')),
});

const open: [string, Screen][] = [
  ['/login', () => import('../screens/auth/Login')],
  ['/setup', () => import('../screens/auth/Setup')],
  ['/register', () => import('../screens/auth/Setup')],
  ['/reset', () => import('../screens/auth/Reset')],
  ['/reset/$token', () => import('../screens/auth/Reset')],
  ['/confirm-email', () => import('../screens/auth/ConfirmEmail')],
  // By letter an invitation's secret comes behind a #, where no server's log sees it.
  ['/invitation', () => import('../screens/auth/Invite')],
  ['/invite/$code', () => import('../screens/auth/Invite')],
];

// A fixed name comes before `$plural`, which is any kind of record that the server knows.
const inside: [string, Screen][] = [
  ['today', () => import('../screens/today/Today')],
  ['board', () => import('../screens/board/Board')],
  ['history', () => import('../screens/history/History')],
  ['history/$id', () => import('../screens/history/History')],
  ['tags', () => import('../screens/tags/Tags')],
  ['trash', () => import('../screens/trash/Trash')],
  ['settings', () => import('../screens/settings/Settings')],
  ['settings/$page', () => import('../screens/settings/Settings')],
  ['api', () => import('../screens/api/ApiReference')],
  ['$plural', () => import('../screens/list/ListScreen')],
  ['$plural/$id', () => import('../screens/record/RecordScreen')],
];

const workspaceHome = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/w/$workspace/today', params } as never);
  },
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    ...open.map(([path, screen]) => page(root, path, screen)),
    workspace.addChildren([
      workspaceHome,
      ...inside.map(([path, screen]) => page(workspace, path, screen)),
    ]),
  ]),
  defaultPreload: 'intent',
  defaultPendingMs: 150,
  defaultPendingComponent: RouteWaits,
  defaultErrorComponent: RouteError,
  defaultNotFoundComponent: NotFound,
  // The search is plain text, so that an address reads as it was written.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(readSearch(search) as Record<string, string>).toString();
    return text ? `?${text}` : '';
  },
  scrollRestoration: true,
});

onSignedOut(() => {
  queryClient.clear();
  const { pathname, href } = router.state.location;
  if (pathname.startsWith('/w/'))
    void router.navigate({ to: '/login', search: { next: href } } as never);
});
