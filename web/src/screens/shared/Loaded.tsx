// What is asked for: its shape while it comes, a way on when it fails, itself when it is there.
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Problem } from '../../api/client';
import { problemText } from '../../data/writes';
import { t } from '../../text';
import { Button, CopyButton, EmptyState, Skeleton } from '../../ui';

const widths = ['62%', '48%', '70%', '54%', '66%', '42%'];

export function Waiting({ lines = 6 }: { lines?: number }) {
  return (
    <div className="waiting" role="status" aria-busy="true" aria-label={t('wait.loading')}>
      {Array.from({ length: lines }, (_, i) => (
        <Skeleton key={i} width={widths[i % widths.length]} height={12} />
      ))}
    </div>
  );
}

/** What to tell whoever runs the server. */
function supportText(error: unknown): string {
  if (error instanceof Problem)
    return [error.status, error.code, error.instance].filter(Boolean).join(' ');
  return String(error);
}

export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <EmptyState rings={false} title={t('wrong.load')} text={problemText(error)}>
      <Button kind="primary" onClick={onRetry}>
        {t('do.retry')}
      </Button>
      <CopyButton text={supportText(error)} label={t('do.copySupport')} size="md" />
    </EmptyState>
  );
}

export interface LoadedProps<T> {
  query: UseQueryResult<T>;
  lines?: number;
  children: (data: T) => ReactNode;
}

export function Loaded<T>({ query, lines, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  return <Waiting {...(lines === undefined ? {} : { lines })} />;
}
