// An invitation: whoever is signed in joins with a click; others make an account, or sign in first.
import { useParams } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Me } from '../../api/types';
import { useForm } from '../../app/form';
import { router } from '../../app/router';
import { acceptInvitation, register } from '../../data/account';
import { meOptions, refreshMe, signOut } from '../../data/session';
import { t } from '../../text';
import { Field, Input, Spinner } from '../../ui';
import { AuthForm, EmailField, PasswordField } from './AuthForm';
import { AuthFrame } from './Frame';
import { secretOf } from './links';
import { StrengthBar } from '../shared/PasswordInput';

export default function Invite() {
  const { code } = useParams({ strict: false }) as { code?: string };
  const [token] = useState(() => code ?? secretOf(window.location.hash));
  const { data: me, isPending } = useQuery(meOptions);
  if (isPending)
    return (
      <AuthFrame title={t('auth.invite.title')}>
        <Spinner />
      </AuthFrame>
    );
  return me ? <Join token={token} me={me} /> : <NewAccount token={token} />;
}

function open(workspace: number): void {
  window.location.assign(`/w/${workspace}/today`);
}

function Join({ token, me }: { token: string; me: Me }) {
  const form = useForm(async () => {
    const joined = await acceptInvitation(token);
    await refreshMe();
    open(joined.id);
  });
  return (
    <AuthFrame
      title={t('auth.invite.title')}
      text={t('auth.invite.as', { name: me.user.name, email: me.user.email ?? '' })}
      below={
        <button type="button" className="link" onClick={() => void signOut().then(refreshMe)}>
          {t('auth.otherAccount')}
        </button>
      }
    >
      <AuthForm
        form={form}
        refused={form.general()}
        autoFocus
        act={t('auth.invite.join')}
        acting={t('auth.invite.joining')}
      />
    </AuthFrame>
  );
}

function NewAccount({ token }: { token: string }) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const form = useForm(async () => {
    const { me, own } = await register({ name, email, password, invitation: token });
    const joined = me?.workspaces.find((w) => w.id !== own.id) ?? own;
    open(joined.id);
  });
  const signIn = () => router.history.push(`/login?next=${encodeURIComponent(`/invite/${token}`)}`);
  return (
    <AuthFrame
      title={t('auth.invite.title')}
      text={t('auth.invite.text')}
      below={
        <button type="button" className="link" onClick={signIn}>
          {t('auth.haveAccount')}
        </button>
      }
    >
      <AuthForm
        form={form}
        refused={form.general('name', 'email', 'password')}
        act={t('auth.invite.join')}
        acting={t('auth.invite.joining')}
      >
        <Field label={t('auth.name')} error={form.error('name')}>
          <Input
            size="lg"
            name="name"
            autoComplete="name"
            required
            autoFocus
            value={name}
            onChange={(e) => setName(e.target.value)}
          />
        </Field>
        <EmailField
          help={t('auth.invite.email')}
          error={form.error('email')}
          value={email}
          onChange={setEmail}
        />
        <div>
          <PasswordField
            fresh
            error={form.error('password')}
            value={password}
            onChange={setPassword}
          />
          <StrengthBar password={password} about={[name, email]} />
        </div>
      </AuthForm>
    </AuthFrame>
  );
}
