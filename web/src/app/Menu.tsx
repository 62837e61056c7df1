// The menu at the left: workspace, search, places, pinned views, who is signed in.
import { Link } from '@tanstack/react-router';
import {
  BookOpen,
  ChevronsUpDown,
  CircleUser,
  Keyboard,
  LogOut,
  Plus,
  Search,
  Settings,
} from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client';
import type { AnswerOf } from '../api/types';
import { keys } from '../data/client';
import { useViews, usePreferences } from '../data/own';
import { signOut, useMay, useMe, useWorkspace } from '../data/session';
import { countDrafts, forgetDrafts } from '../data/drafts';
import { t } from '../text';
import {
  Avatar,
  IconButton,
  Kbd,
  Mark,
  Menu as DropMenu,
  MenuChoice,
  MenuItem,
  MenuLine,
  MenuTitle,
} from '../ui';
import { placesOf, type Place } from './navigation';
import { openOverlay } from './overlays';
import { router } from './router';
import { useGo, useWorkspaceId } from './state';

type Followups = AnswerOf<'/api/crm/followups', 'get'>;

/** What is late and today, for the number beside Today. */
function useHot(): number {
  const { data } = useQuery({
    queryKey: keys.derived('followups', 1),
    queryFn: () => get<Followups>('/crm/followups', { limit: 1 }),
  });
  return (data?.counts.overdue ?? 0) + (data?.counts.today ?? 0);
}

function Item({ place, hot }: { place: Place; hot?: number }) {
  const Icon = place.icon;
  const workspace = useWorkspaceId();
  return (
    <Link
      to={`/w/${workspace}/${place.path}` as never}
      activeProps={{ className: 'on', 'aria-current': 'page' }}
      title={place.key ? `${t(place.text)} (g ${place.key})` : t(place.text)}
    >
      <Icon className="i" aria-hidden />
      <span className="w">{t(place.text)}</span>
      {hot ? <span className="n hot">{hot}</span> : null}
    </Link>
  );
}

function WorkspaceSwitch() {
  const me = useMe();
  const now = useWorkspace();
  const go = useGo();
  return (
    <DropMenu
      trigger={
        <button type="button" className="ws" aria-label={`${t('nav.workspaces')}: ${now.name}`}>
          <Mark />
          <span className="grow trunc w">{now.name}</span>
          <ChevronsUpDown className="i s w" aria-hidden />
        </button>
      }
    >
      <MenuTitle>{t('nav.workspaces')}</MenuTitle>
      <MenuChoice
        value={String(now.id)}
        options={me.workspaces.map((w) => ({ value: String(w.id), label: w.name }))}
        onChange={(id) => window.location.assign(`/w/${id}/today`)}
      />
      <MenuLine />
      <MenuItem icon={Plus} onSelect={() => go('settings/workspaces')}>
        {t('nav.newWorkspace')}
      </MenuItem>
    </DropMenu>
  );
}

async function leave(userId: number): Promise<void> {
  if (countDrafts(userId) > 0) forgetDrafts(userId);
  await signOut();
  await router.navigate({ to: '/login' } as never);
}

function Foot() {
  const me = useMe();
  const go = useGo();
  return (
    <div className="side-foot">
      <DropMenu
        trigger={
          <button type="button" className="me" aria-label={`${t('nav.you')}: ${me.user.name}`}>
            <Avatar name={me.user.name} id={me.user.id} />
            <span className="trunc w">{me.user.name}</span>
          </button>
        }
      >
        <MenuItem icon={CircleUser} onSelect={() => go('settings/profile')}>
          {t('nav.you')}
        </MenuItem>
        <MenuItem icon={BookOpen} onSelect={() => go('api')}>
          {t('nav.api')}
        </MenuItem>
        <MenuLine />
        <MenuItem icon={LogOut} onSelect={() => void leave(me.user.id)}>
          {t('nav.signOut')}
        </MenuItem>
      </DropMenu>
      <IconButton
        label={t('nav.shortcuts')}
        kbd="?"
        icon={Keyboard}
        onClick={() => openOverlay('shortcuts', {})}
      />
      <IconButton
        label={t('nav.settings')}
        kbd="g s"
        icon={Settings}
        onClick={() => go('settings')}
      />
    </div>
  );
}

function Pinned() {
  const views = useViews();
  const { pinned = [] } = usePreferences();
  const workspace = useWorkspaceId();
  const shown = views.filter((v) => pinned.includes(v.id));
  if (!shown.length) return null;
  return (
    <>
      <h2 className="navh">{t('nav.pinned')}</h2>
      {shown.map((v) => (
        <Link
          key={v.id}
          to={`/w/${workspace}/${v.entity}` as never}
          search={{ view: String(v.id) } as never}
          title={v.name}
        >
          <span className={`sq st${v.id % 5}`} aria-hidden />
          <span className="w trunc">{v.name}</span>
        </Link>
      ))}
    </>
  );
}

export function Menu() {
  const { purpose } = useWorkspace();
  const hot = useHot();
  const mayWrite = useMay('member');
  const shown = placesOf(purpose);
  const groups = [...new Set(shown.map((p) => p.group))];
  return (
    <aside className="side">
      <WorkspaceSwitch />
      <div className="quick">
        <button type="button" className="find" onClick={() => openOverlay('palette', {})}>
          <Search className="i" aria-hidden />
          {/* The rail shows the icon alone. */}
          <span className="sr">{t('nav.search')}</span>
          <span className="w" aria-hidden>
            {t('nav.search')}
          </span>
          <Kbd keys="mod+k" />
        </button>
        {mayWrite && (
          <IconButton
            label={t('nav.new')}
            kbd="n"
            icon={Plus}
            className="new"
            onClick={() => openOverlay('create', { entity: 'contact' })}
          />
        )}
      </div>
      <nav className="nav" aria-label={t('nav.main')}>
        {groups.map((group) => (
          <div key={group ?? ''}>
            {group && <h2 className="navh">{t(group)}</h2>}
            {shown
              .filter((p) => p.group === group)
              .map((p) => (
                <Item key={p.path} place={p} {...(p.path === 'today' ? { hot } : {})} />
              ))}
          </div>
        ))}
        <Pinned />
      </nav>
      <Foot />
    </aside>
  );
}
