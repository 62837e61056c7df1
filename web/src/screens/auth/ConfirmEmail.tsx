// What the link in the letter to a new address does, as soon as it is opened.
import { useEffect, useRef, useState } from 'react';
import { confirmEmail } from '../../data/account';
import { problemText } from '../../data/writes';
import { t } from '../../text';
import { Spinner } from '../../ui';
import { FormNote } from '../shared/FormNote';
import { AuthFrame } from './Frame';
import { secretOf } from './links';

type State = { step: 'waits' } | { step: 'done' } | { step: 'failed'; why: string };

export default function ConfirmEmail() {
  const [state, setState] = useState<State>({ step: 'waits' });
  const started = useRef(false);
  useEffect(() => {
    if (started.current) return; // the link works once
    started.current = true;
    confirmEmail(secretOf(window.location.hash)).then(
      () => setState({ step: 'done' }),
      (e: unknown) => setState({ step: 'failed', why: problemText(e) }),
    );
  }, []);
  return (
    <AuthFrame title={t('auth.confirm.title')}>
      <div className="auth-card">
        {state.step === 'waits' && <Spinner />}
        {state.step === 'failed' && <FormNote text={state.why} />}
        {state.step === 'done' && <p role="status">{t('auth.confirm.done')}</p>}
        {state.step !== 'waits' && (
          <a className="btn primary lg w" href="/">
            {t('auth.confirm.go')}
          </a>
        )}
      </div>
    </AuthFrame>
  );
}
