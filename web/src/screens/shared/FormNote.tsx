// What was refused and belongs to no field; and the wait after too many tries, counted down in sight
// but told to screen readers once.
import { CircleAlert, Clock } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Problem } from '../../api/client';
import { t } from '../../text';
import { Note } from '../../ui';
import '../../styles/forms.css';

export function FormNote({ text }: { text: string | undefined }) {
  return (
    <div role="alert" className="form-alert">
      {text !== undefined && (
        <Note tone="bad" icon={CircleAlert}>
          {text}
        </Note>
      )}
    </div>
  );
}

/** Seconds still to wait, after a problem that names them. */
export function useWait(problem: unknown): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const wait = problem instanceof Problem && problem.status === 429 ? problem.retryAfter : null;
    if (wait === null) return setLeft(0);
    const until = Date.now() + wait * 1000;
    const tick = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [problem]);
  return left;
}

export function waitText(seconds: number): string {
  return seconds < 90
    ? t('auth.waitSeconds', { n: seconds })
    : t('auth.waitMinutes', { n: Math.ceil(seconds / 60) });
}

export function WaitNote({ seconds }: { seconds: number }) {
  if (seconds <= 0) return null;
  return (
    <Note tone="warn" icon={Clock}>
      <p role="alert">{t('auth.tooOften')}</p>
      <p className="muted" aria-live="off">
        {waitText(seconds)}
      </p>
    </Note>
  );
}
