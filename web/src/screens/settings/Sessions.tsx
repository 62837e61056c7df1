// Where you are signed in; each can be ended, and all others at once.
import { Laptop, LogOut, Smartphone } from 'lucide-react';
import { useState } from 'react';
import type { Session } from '../../api/types';
import { notify } from '../../data/notify';
import { useWorkspace } from '../../data/session';
import { endOtherSessions, endSession, useSessions } from '../../data/settings';
import { tellProblem } from '../../data/writes';
import { deviceOf } from '../../lib/device';
import { ago, exactTime } from '../../lib/time';
import { t } from '../../text';
import { Button, Icon, Tag } from '../../ui';
import { Loaded } from '../shared/Loaded';
import { SettingsPage } from './SettingsPage';

export default function Sessions() {
  const sessions = useSessions();
  const [busy, setBusy] = useState(false);
  const others = sessions.data?.filter((s) => !s.current) ?? [];
  const endOthers = () => {
    setBusy(true);
    endOtherSessions()
      .then(() => notify({ text: t('set.sessions.endedOthers') }))
      .catch(tellProblem)
      .finally(() => setBusy(false));
  };
  return (
    <SettingsPage
      title={t('set.sessions')}
      text={t('set.sessions.text')}
      actions={
        others.length > 0 && (
          <Button icon={LogOut} busy={busy} onClick={endOthers}>
            {t('set.sessions.endOthers')}
          </Button>
        )
      }
    >
      <Loaded query={sessions}>
        {(all) => (
          <ul>
            {all.map((s) => (
              <Row key={s.id} session={s} />
            ))}
          </ul>
        )}
      </Loaded>
    </SettingsPage>
  );
}

function words({ browser, system }: { browser: string | null; system: string | null }): string {
  if (browser && system) return t('set.sessions.on', { browser, system });
  return browser ?? system ?? t('set.sessions.unknown');
}

function Row({ session }: { session: Session }) {
  const { time_zone: zone } = useWorkspace();
  const [busy, setBusy] = useState(false);
  const device = deviceOf(session.user_agent);
  const name = words(device);
  const end = () => {
    setBusy(true);
    endSession(session.id)
      .then(() => notify({ text: t('set.sessions.ended', { name }) }))
      .catch(tellProblem)
      .finally(() => setBusy(false));
  };
  return (
    <li className="set-line">
      <Icon of={device.mobile ? Smartphone : Laptop} size="l" className="dim" />
      <div className="grow">
        <div className="row g6">
          <span className="b" title={session.user_agent}>
            {name}
          </span>
          {session.current && <Tag tone="good">{t('set.sessions.this')}</Tag>}
        </div>
        <p className="muted sm">
          {session.address}
          {' · '}
          <time dateTime={session.last_seen_at} title={exactTime(session.last_seen_at, zone)}>
            {t('set.sessions.seen', { when: ago(session.last_seen_at, zone) })}
          </time>
        </p>
      </div>
      {!session.current && (
        <Button size="sm" busy={busy} aria-label={t('set.sessions.endOne', { name })} onClick={end}>
          {t('set.sessions.end')}
        </Button>
      )}
    </li>
  );
}
