// Signing in: address and password, then the code where two-factor sign-in is on. After too many
// tries it says how long to wait. On a server without users it leads to the first run.
import { Navigate, useNavigate } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem } from '../../api/client';
import { useForm } from '../../app/form';
import { router } from '../../app/router';
import { usePageSearch } from '../../app/state';
import { signIn, useSetupInfo } from '../../data/account';
import { meOptions } from '../../data/session';
import { t } from '../../text';
import { Field, Input } from '../../ui';
import { useWait } from '../shared/FormNote';
import { AuthForm, EmailField, PasswordField } from './AuthForm';
import { AuthFrame } from './Frame';
import { safeNext } from './links';

interface Given {
  email: string;
  password: string;
}

export default function Login() {
  const { next } = usePageSearch();
  const { data: me } = useQuery(meOptions);
  const { data: setup } = useSetupInfo();
  const [given, setGiven] = useState<Given | null>(null);

  if (me) return <Navigate to={safeNext(next) as never} replace />;
  if (setup?.has_users === false) return <Navigate to={'/setup' as never} replace />;
  return given ? (
    <Code given={given} next={next} onBack={() => setGiven(null)} />
  ) : (
    <Password next={next} onCode={setGiven} canRegister={setup?.registration === 'open'} />
  );
}

function enter(next: string | undefined): void {
  router.history.push(safeNext(next));
}

interface PasswordProps {
  next: string | undefined;
  canRegister: boolean;
  onCode: (given: Given) => void;
}

function Password({ next, canRegister, onCode }: PasswordProps) {
  const navigate = useNavigate();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const form = useForm(async () => {
    try {
      await signIn(email, password);
      enter(next);
    } catch (e) {
      if (!(e instanceof Problem && e.more['totp_required'] === true)) throw e;
      onCode({ email, password });
    }
  });
  const wait = useWait(form.problem);
  return (
    <AuthFrame
      title={t('auth.welcome')}
      below={
        canRegister ? (
          <button
            type="button"
            className="link"
            onClick={() => void navigate({ to: '/register' as never })}
          >
            {t('auth.newHere')}
          </button>
        ) : undefined
      }
    >
      <AuthForm
        form={form}
        refused={form.general()}
        wait={wait}
        act={t('auth.signIn')}
        acting={t('auth.signingIn')}
      >
        <EmailField autoFocus value={email} onChange={setEmail} />
        <div className="auth-beside">
          <PasswordField value={password} onChange={setPassword} />
          <a className="acc" href="/reset">
            {t('auth.forgotten')}
          </a>
        </div>
      </AuthForm>
    </AuthFrame>
  );
}

interface CodeProps {
  given: Given;
  next: string | undefined;
  onBack: () => void;
}

function Code({ given, next, onBack }: CodeProps) {
  const [code, setCode] = useState('');
  const [recovery, setRecovery] = useState(false);
  const form = useForm(async () => {
    await signIn(given.email, given.password, code.replace(/\s/g, ''));
    enter(next);
  });
  const wait = useWait(form.problem);
  const other = () => {
    setRecovery(!recovery);
    setCode('');
    form.clear();
  };
  return (
    <AuthFrame
      title={t('auth.code.title')}
      text={recovery ? t('auth.code.recoveryText') : t('auth.code.text')}
      below={
        <button type="button" className="link" onClick={onBack}>
          {t('auth.otherAccount')}
        </button>
      }
    >
      <AuthForm
        form={form}
        wait={wait}
        act={t('auth.signIn')}
        acting={t('auth.signingIn')}
        after={
          <button type="button" className="link" onClick={other}>
            {recovery ? t('auth.code.useApp') : t('auth.code.useRecovery')}
          </button>
        }
      >
        <Field
          label={recovery ? t('auth.code.recovery') : t('auth.code.label')}
          error={wait > 0 ? undefined : form.general()}
        >
          <Input
            key={String(recovery)}
            size="lg"
            className="mono"
            name="code"
            autoComplete="one-time-code"
            inputMode={recovery ? 'text' : 'numeric'}
            required
            autoFocus
            value={code}
            onChange={(e) => setCode(e.target.value)}
          />
        </Field>
      </AuthForm>
    </AuthFrame>
  );
}
