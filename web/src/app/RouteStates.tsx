// What a route shows when it waits, fails, or is none.
import { useRouter } from '@tanstack/react-router';
import { Problem } from '../api/client';
import { problemText } from '../data/writes';
import { t } from '../text';
import { Button, EmptyState, Skeleton } from '../ui';

export function RouteWaits() {
  return (
    <div
      className="body"
      style={{ padding: 18 }}
      role="status"
      aria-busy="true"
      aria-label={t('wait.loading')}
    >
      {[60, 90, 75, 40, 85, 70].map((width) => (
        <p key={width} style={{ paddingBlock: 8 }}>
          <Skeleton width={`${width}%`} />
        </p>
      ))}
    </div>
  );
}

export function RouteError({ error }: { error: Error }) {
  const router = useRouter();
  const details = error instanceof Problem ? error.instance : error.message;
  return (
    <EmptyState title={t('wrong.load')} text={problemText(error)}>
      <Button kind="primary" onClick={() => void router.invalidate()}>
        {t('do.retry')}
      </Button>
      <Button onClick={() => void navigator.clipboard.writeText(details)}>
        {t('do.copySupport')}
      </Button>
    </EmptyState>
  );
}

export function NotFound() {
  return (
    <EmptyState title={t('nav.missing.title')} text={t('nav.missing.text')}>
      <a className="btn primary" href="/">
        {t('nav.missing.today')}
      </a>
    </EmptyState>
  );
}
