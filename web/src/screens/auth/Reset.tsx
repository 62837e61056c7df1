// Forgot the password: asks for the letter; with its link, for a new password.
import { useNavigate, useParams } from '@tanstack/react-router';
import { MailCheck } from 'lucide-react';
import { useState } from 'react';
import { useForm } from '../../app/form';
import { askForReset, setNewPassword, useSetupInfo } from '../../data/account';
import { t } from '../../text';
import { Button, Field, Icon, Input } from '../../ui';
import { FormNote, useWait, WaitNote } from '../shared/FormNote';
import { AuthFrame } from './Frame';
import { secretOf } from './links';
import { PasswordInput, StrengthBar } from '../shared/PasswordInput';

export default function Reset() {
  const { token } = useParams({ strict: false }) as { token?: string };
  const [secret] = useState(() => token ?? secretOf(window.location.hash));
  return secret ? <NewPassword token={secret} /> : <Ask />;
}

function BackToSignIn() {
  return (
    <a className="acc b" href="/login">
      {t('auth.backToSignIn')}
    </a>
  );
}

function Ask() {
  const { data: setup } = useSetupInfo();
  const [email, setEmail] = useState('');
  const [sent, setSent] = useState(false);
  const form = useForm(async () => {
    await askForReset(email);
    setSent(true);
  });
  const wait = useWait(form.problem);
  if (sent || setup?.mail === false)
    return (
      <AuthFrame title={t('auth.reset.title')} below={<BackToSignIn />}>
        <div className="auth-card" role="status">
          <div className="row g12">
            <Icon of={MailCheck} size="l" className="acc" />
            <p className="grow">
              {sent ? t('auth.reset.sent', { email }) : t('auth.reset.noMail')}
            </p>
          </div>
        </div>
      </AuthFrame>
    );
  return (
    <AuthFrame title={t('auth.reset.title')} text={t('auth.reset.text')} below={<BackToSignIn />}>
      <form ref={form.ref} className="auth-card" onSubmit={form.submit}>
        <WaitNote seconds={wait} />
        <FormNote text={wait > 0 ? undefined : form.general('email')} />
        <Field label={t('auth.email')} error={form.error('email')}>
          <Input
            size="lg"
            type="email"
            name="email"
            autoComplete="username"
            required
            autoFocus
            value={email}
            onChange={(e) => setEmail(e.target.value)}
          />
        </Field>
        <Button
          type="submit"
          kind="primary"
          size="lg"
          wide
          busy={form.busy}
          busyText={t('auth.reset.sending')}
          disabled={wait > 0}
        >
          {t('auth.reset.send')}
        </Button>
      </form>
    </AuthFrame>
  );
}

function NewPassword({ token }: { token: string }) {
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const form = useForm(async () => {
    await setNewPassword(token, password);
    await navigate({ to: '/login' as never, replace: true });
  });
  return (
    <AuthFrame title={t('auth.newPassword.title')} text={t('auth.newPassword.text')}>
      <form ref={form.ref} className="auth-card" onSubmit={form.submit}>
        <FormNote text={form.general('password')} />
        <Field
          label={t('auth.newPassword.label')}
          help={t('auth.passwordHelp')}
          error={form.error('password')}
        >
          <PasswordInput
            size="lg"
            name="password"
            autoComplete="new-password"
            required
            autoFocus
            value={password}
            onChange={(e) => setPassword(e.target.value)}
          />
        </Field>
        <StrengthBar password={password} />
        <Button
          type="submit"
          kind="primary"
          size="lg"
          wide
          busy={form.busy}
          busyText={t('wait.saving')}
        >
          {t('auth.newPassword.save')}
        </Button>
      </form>
    </AuthFrame>
  );
}
