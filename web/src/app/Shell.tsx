// The frame of the signed-in page: menu, phone bar, the inset page, banners, what opens above it.
// It starts what runs as long as a workspace is shown: keys, live events, the outbox.
import { Outlet } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { startLive } from '../data/live';
import { onNotice } from '../data/notify';
import { startOutbox } from '../data/outbox';
import { currentPreferences, usePreferences } from '../data/own';
import { useMay, useWorkspace } from '../data/session';
import { takeBackLast } from '../data/undo';
import { onConflict, patchRecord, tellProblem, type Values } from '../data/writes';
import { t } from '../text';
import { ToastHost } from '../ui';
import { useCommands, type Command } from './commands';
import { startKeys, useKeys, type Binding } from './keys';
import { Menu } from './Menu';
import { placesOf } from './navigation';
import { closeOverlay, openOverlay, Overlays, preloadOverlays } from './overlays';
import { PhoneBar } from './PhoneBar';
import { useGo, useSetSearch } from './state';
import { Banners, PendingKey } from './Status';
import { toasts } from './toasts';

function useServices(workspaceId: number): void {
  useEffect(() => {
    onNotice(toasts.show);
    onConflict(
      (conflict) =>
        new Promise((resolve) =>
          openOverlay('conflict', {
            conflict,
            settle: (values) => {
              closeOverlay();
              resolve(values);
            },
          }),
        ),
    );
    preloadOverlays();
    return startKeys();
  }, []);
  useEffect(() => startLive(), [workspaceId]);
  useEffect(
    () =>
      startOutbox(async (w) => {
        await patchRecord(w.entity, w.base, w.values as Values, { what: w.what }).catch(
          tellProblem,
        );
      }),
    [workspaceId],
  );
}

function useTheme(): void {
  const { theme, density, sidebar } = usePreferences();
  useEffect(() => {
    const root = document.documentElement;
    if (theme === 'light' || theme === 'dark') root.dataset['theme'] = theme;
    else if (theme) delete root.dataset['theme'];
    if (density) root.dataset['density'] = density;
    try {
      // early.ts reads the same before the first paint of the next visit.
      for (const [name, value] of Object.entries({ theme, density, sidebar }))
        if (value) localStorage.setItem(`kith.${name}`, value);
    } catch {
      // A private window forgets it.
    }
  }, [theme, density, sidebar]);
}

function useShellKeys(): void {
  const go = useGo();
  const setSearch = useSetSearch();
  const { purpose } = useWorkspace();
  const mayWrite = useMay('member');
  const when = () => mayWrite;
  const jumps = placesOf(purpose)
    .filter((p) => p.key)
    .map((p): Binding => ({
      keys: `g ${p.key}`,
      text: p.text,
      group: 'goto',
      run: () => go(p.path),
    }));
  useKeys([
    {
      keys: 'mod+k',
      text: 'keys.search',
      group: 'anywhere',
      run: () => openOverlay('palette', {}),
    },
    {
      keys: 'n',
      text: 'keys.new',
      group: 'anywhere',
      run: () => openOverlay('create', { entity: 'contact' }),
      when,
    },
    { keys: 'l', text: 'keys.log', group: 'anywhere', run: () => openOverlay('log', {}), when },
    { keys: 'q', text: 'keys.quick', group: 'anywhere', run: () => openOverlay('log', {}), when },
    { keys: 'z', text: 'keys.undo', group: 'anywhere', run: takeBackLast },
    { keys: '?', text: 'keys.all', group: 'anywhere', run: () => openOverlay('shortcuts', {}) },
    {
      keys: 'escape',
      text: 'keys.escape',
      group: 'anywhere',
      run: () => setSearch({ peek: undefined }),
    },
    ...jumps,
    { keys: 'g s', text: 'nav.settings', group: 'goto', run: () => go('settings') },
  ]);
}

function useShellCommands(): void {
  const go = useGo();
  const { purpose } = useWorkspace();
  const mayWrite = useMay('member');
  const list = useMemo(
    (): Command[] => [
      ...placesOf(purpose).map((p) => ({
        id: `go.${p.path}`,
        label: t(p.text),
        icon: p.icon,
        ...(p.key ? { keys: `g ${p.key}` } : {}),
        run: () => go(p.path),
      })),
      { id: 'go.settings', label: t('nav.settings'), keys: 'g s', run: () => go('settings') },
      { id: 'go.api', label: t('nav.api'), run: () => go('api') },
      ...(mayWrite
        ? [{ id: 'log', label: t('nav.log'), keys: 'l', run: () => openOverlay('log', {}) }]
        : []),
      { id: 'keys', label: t('nav.shortcuts'), keys: '?', run: () => openOverlay('shortcuts', {}) },
      { id: 'undo', label: t('do.undo'), keys: 'z', run: takeBackLast },
    ],
    [go, purpose, mayWrite],
  );
  useCommands(list);
}

export default function Shell() {
  const workspace = useWorkspace();
  useServices(workspace.id);
  useTheme();
  useShellKeys();
  useShellCommands();
  const rail = currentPreferences().sidebar === 'rail';
  return (
    <div className={rail ? 'app rail' : 'app'}>
      <a className="skip" href="#page">
        {t('nav.skip')}
      </a>
      <Menu />
      <main className="main" id="page" tabIndex={-1}>
        <Banners />
        <Outlet />
      </main>
      <PhoneBar />
      <PendingKey />
      <Overlays />
      <ToastHost toasts={toasts} />
    </div>
  );
}
