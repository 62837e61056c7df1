// Forgot the password: asks for the letter; with its link, for a new password.
import { useNavigate, useParams } from '@tanstack/react-router';
import { MailCheck } from 'lucide-react';
import { useState } from 'react';
import { useForm } from '../../app/form';
import { askForReset, setNewPassword, useSetupInfo } from '../../data/account';
import { t } from '../../text';
import { Icon } from '../../ui';
import { useWait } from '../shared/FormNote';
import { AuthForm, EmailField, PasswordField } from './AuthForm';
import { AuthFrame } from './Frame';
import { secretOf } from './links';
import { StrengthBar } from '../shared/PasswordInput';

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
      <AuthForm
        form={form}
        refused={form.general('email')}
        wait={wait}
        act={t('auth.reset.send')}
        acting={t('auth.reset.sending')}
      >
        <EmailField autoFocus error={form.error('email')} value={email} onChange={setEmail} />
      </AuthForm>
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
      <AuthForm
        form={form}
        refused={form.general('password')}
        act={t('auth.newPassword.save')}
        acting={t('wait.saving')}
      >
        <PasswordField
          fresh
          autoFocus
          label={t('auth.newPassword.label')}
          help={t('auth.passwordHelp')}
          error={form.error('password')}
          value={password}
          onChange={setPassword}
        />
        <StrengthBar password={password} />
      </AuthForm>
    </AuthFrame>
  );
}
