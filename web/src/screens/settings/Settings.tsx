// Settings: its own menu at the left, the page beside it. On the phone the menu is the first page and
// the others are behind it.
import { Link, Navigate, useParams } from '@tanstack/react-router';
import { ArrowLeft, ChevronRight, Search } from 'lucide-react';
import { Suspense, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useKeys } from '../../app/keys';
import { useGo, useWorkspaceId } from '../../app/state';
import { useTitle } from '../../app/title';
import { useMay } from '../../data/session';
import { useWidth } from '../../lib/media';
import { t } from '../../text';
import { EmptyState, Icon, IconButton, Input, Kbd } from '../../ui';
import { Waiting } from '../shared/Loaded';
import { settingsPlaces, type SettingsPlace } from './pages';
import '../../styles/settings.css';

function useShown(): SettingsPlace[] {
  const admin = useMay('admin');
  const owner = useMay('owner');
  return useMemo(
    () =>
      settingsPlaces.filter(
        (p) => p.least === undefined || owner || (admin && p.least === 'admin'),
      ),
    [admin, owner],
  );
}

function matches(place: SettingsPlace, text: string): boolean {
  const all = `${t(place.text)} ${t(place.words)} ${t(place.group)}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

export default function Settings() {
  const { page } = useParams({ strict: false }) as { page?: string };
  const phone = useWidth() === 'phone';
  const shown = useShown();
  const place = shown.find((p) => p.id === page && p.page);
  useTitle(place ? `${t(place.text)}, ${t('nav.settings')}` : t('nav.settings'));
  const workspace = useWorkspaceId();

  if (page === undefined && !phone)
    return <Navigate to={`/w/${workspace}/settings/profile` as never} replace />;
  if (phone) return page === undefined ? <PhoneMenu /> : <PhonePage place={place} />;
  return (
    <>
      <div className="top line">
        <h1>{t('nav.settings')}</h1>
        <Finder />
      </div>
      <div className="body">
        <div className="set">
          <SettingsMenu places={shown} />
          <div className="set-page">
            <Body place={place} />
          </div>
        </div>
      </div>
    </>
  );
}

function Body({ place }: { place: SettingsPlace | undefined }) {
  if (!place?.page)
    return <EmptyState title={t('nav.missing.title')} text={t('set.missing')} rings={false} />;
  const Page = place.page;
  return (
    <Suspense
      fallback={
        <div className="set-main">
          <Waiting />
        </div>
      }
    >
      <Page key={place.id} />
    </Suspense>
  );
}

/** Typing narrows the menu; enter opens the first that is left. */
function Finder() {
  const shown = useShown();
  const go = useGo();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const found = text.trim() === '' ? [] : shown.filter((p) => matches(p, text.trim()));
  const pathOf = (p: SettingsPlace) => (p.elsewhere ? p.id : `settings/${p.id}`);
  const open = (p: SettingsPlace) => {
    setText('');
    field.current?.blur();
    go(pathOf(p));
  };
  useKeys([{ keys: '/', text: 'set.find', group: 'anywhere', run: () => field.current?.focus() }]);
  const keys = (e: KeyboardEvent) => {
    if (e.key === 'Escape') {
      if (text === '') field.current?.blur();
      setText('');
    } else if (e.key === 'Enter' && found[0]) open(found[0]);
    else return;
    e.preventDefault();
    e.stopPropagation();
  };
  return (
    <div className="end set-find">
      <Input
        ref={field}
        soft
        size="sm"
        icon={Search}
        type="search"
        aria-label={t('set.find')}
        placeholder={t('set.find')}
        value={text}
        onChange={(e) => setText(e.target.value)}
        onKeyDown={keys}
        end={<Kbd keys="/" />}
      />
      {text.trim() !== '' && (
        <div className="pop set-found">
          {found.map((p) => (
            <button key={p.id} type="button" className="it" onClick={() => open(p)}>
              <Icon of={p.icon} />
              <span className="grow trunc">{t(p.text)}</span>
              <span className="detail dim">{t(p.group)}</span>
            </button>
          ))}
          <p className={found.length ? 'sr' : 'said'} role="status">
            {t('set.found', { n: found.length })}
          </p>
        </div>
      )}
    </div>
  );
}

function SettingsMenu({ places }: { places: SettingsPlace[] }) {
  const workspace = useWorkspaceId();
  const groups = [...new Set(places.map((p) => p.group))];
  return (
    <nav className="snav" aria-label={t('nav.settings')}>
      {groups.map((group) => (
        <div key={group}>
          <h2>{t(group)}</h2>
          {places
            .filter((p) => p.group === group)
            .map((p) => (
              <Link
                key={p.id}
                to={`/w/${workspace}/${p.elsewhere ? p.id : `settings/${p.id}`}` as never}
                activeProps={{ className: 'on', 'aria-current': 'page' }}
              >
                <Icon of={p.icon} />
                <span className="grow">{t(p.text)}</span>
                <Icon of={ChevronRight} size="s" className="go" />
              </Link>
            ))}
        </div>
      ))}
    </nav>
  );
}

function PhoneMenu() {
  const shown = useShown();
  return (
    <>
      <div className="top line">
        <h1>{t('nav.settings')}</h1>
      </div>
      <div className="body set-phone">
        <SettingsMenu places={shown} />
      </div>
    </>
  );
}

function PhonePage({ place }: { place: SettingsPlace | undefined }) {
  const go = useGo();
  return (
    <>
      <div className="top line">
        <IconButton icon={ArrowLeft} label={t('do.back')} onClick={() => go('settings')} />
        <span className="b trunc">{place ? t(place.text) : t('nav.settings')}</span>
      </div>
      <div className="body set-phone">
        <Body place={place} />
      </div>
    </>
  );
}
