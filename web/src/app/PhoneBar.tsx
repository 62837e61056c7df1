// The bottom bar of the phone: Today, Contacts, log, Tasks, and the rest behind More.
import { Link } from '@tanstack/react-router';
import { CircleCheck, Ellipsis, PencilLine, Search, Settings, Sun, Users } from 'lucide-react';
import { useState } from 'react';
import { useMay, useWorkspace } from '../data/session';
import { t } from '../text';
import { Sheet } from '../ui';
import { placesOf } from './navigation';
import { openOverlay } from './overlays';
import { useGo, useWorkspaceId } from './state';

const main = [
  { path: 'today', text: 'nav.today', icon: Sun },
  { path: 'contacts', text: 'nav.contacts', icon: Users },
] as const;

export function PhoneBar() {
  const [more, setMore] = useState(false);
  const workspace = useWorkspaceId();
  const { purpose } = useWorkspace();
  const mayWrite = useMay('member');
  const Middle = mayWrite ? PencilLine : Search;
  const go = useGo();
  const link = (path: string, text: string, Icon: typeof Sun) => (
    <Link
      key={path}
      to={`/w/${workspace}/${path}` as never}
      activeProps={{ className: 'on', 'aria-current': 'page' }}
    >
      <Icon className="i" aria-hidden />
      {text}
    </Link>
  );
  const leave = (path: string) => {
    setMore(false);
    go(path);
  };
  return (
    <>
      <nav className="ph-tabs" aria-label={t('nav.main')}>
        {main.map((p) => link(p.path, t(p.text), p.icon))}
        <button
          type="button"
          className="plus"
          aria-label={mayWrite ? t('nav.log') : t('nav.search')}
          onClick={() => (mayWrite ? openOverlay('log', {}) : openOverlay('palette', {}))}
        >
          <Middle className="i" aria-hidden />
        </button>
        {link('tasks', t('nav.tasks'), CircleCheck)}
        <button type="button" className="ph-tab" onClick={() => setMore(true)}>
          <Ellipsis className="i" aria-hidden />
          {t('nav.more')}
        </button>
      </nav>
      {more && (
        <Sheet onClose={() => setMore(false)} title={t('nav.more')}>
          <div className="ph-more">
            <button type="button" onClick={() => openOverlay('palette', {})}>
              <Search className="i" aria-hidden />
              {t('nav.search')}
            </button>
            {placesOf(purpose)
              .filter((p) => !['today', 'contacts', 'tasks'].includes(p.path))
              .map((p) => (
                <button key={p.path} type="button" onClick={() => leave(p.path)}>
                  <p.icon className="i" aria-hidden />
                  {t(p.text)}
                </button>
              ))}
            <button type="button" onClick={() => leave('settings')}>
              <Settings className="i" aria-hidden />
              {t('nav.settings')}
            </button>
          </div>
        </Sheet>
      )}
    </>
  );
}
