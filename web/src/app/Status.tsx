// One banner at most: no connection (and how much waits), a new version, read only. And the keys that may follow a g.
import { CloudOff, Eye, RotateCw, Sparkles } from 'lucide-react';
import { useState } from 'react';
import { lostAt, reachAgain, useOnline } from '../data/live';
import { flushOutbox, useWaiting } from '../data/outbox';
import { useMay, useWorkspace } from '../data/session';
import { useStore } from '../lib/store';
import { clockTime } from '../lib/time';
import { t } from '../text';
import { Banner, Button, Kbd } from '../ui';
import { pendingKey, useBindings } from './keys';
import { takeUpdate, useUpdateReady } from './offline';

export function Banners() {
  const online = useOnline();
  const waiting = useWaiting();
  const mayWrite = useMay('member');
  const update = useUpdateReady();
  if (!online || waiting > 0) return <Lost waiting={waiting} />;
  if (update)
    return (
      <Banner
        tone="info"
        icon={Sparkles}
        actions={
          <Button size="sm" onClick={takeUpdate}>
            {t('shell.reload')}
          </Button>
        }
      >
        {t('shell.update')}
      </Banner>
    );
  return mayWrite ? null : (
    <Banner tone="info" icon={Eye}>
      {t('shell.readOnly')}
    </Banner>
  );
}

function Lost({ waiting }: { waiting: number }) {
  const [busy, setBusy] = useState(false);
  const zone = useWorkspace().time_zone;
  const again = () => {
    setBusy(true);
    reachAgain()
      .then(flushOutbox)
      .catch(() => undefined)
      .finally(() => setBusy(false));
  };
  return (
    <Banner
      tone="warn"
      icon={CloudOff}
      actions={
        <Button size="sm" icon={RotateCw} busy={busy} onClick={again}>
          {t('shell.tryNow')}
        </Button>
      }
    >
      <b className="bb">{t('shell.offline', { at: clockTime(lostAt(), zone) })}</b>{' '}
      {t('shell.offlineHelp')} {waiting > 0 && t('shell.waiting', { n: waiting })}
    </Banner>
  );
}

export function PendingKey() {
  const first = useStore(pendingKey);
  const bindings = useBindings();
  if (!first) return null;
  const next = bindings.filter((b) => b.keys.startsWith(`${first} `));
  return (
    <div className="keyhint" role="status">
      {next.map((b) => (
        <span key={b.keys} className="row g6">
          <Kbd keys={b.keys.slice(first.length + 1)} />
          {t(b.text)}
        </span>
      ))}
    </div>
  );
}
