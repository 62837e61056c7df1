// What others see of you, and where letters reach you.
import { useState } from 'react';
import { MailCheck } from 'lucide-react';
import { useForm } from '../../app/form';
import { notify } from '../../data/notify';
import { useMe } from '../../data/session';
import { changeEmail, renameMe } from '../../data/settings';
import { t } from '../../text';
import { Avatar, Button, Field, Input, Note } from '../../ui';
import { FormNote } from '../shared/FormNote';
import { PasswordInput } from '../shared/PasswordInput';
import { Part, SettingsPage } from './SettingsPage';

export default function Profile() {
  return (
    <SettingsPage title={t('set.profile')} text={t('set.profile.text')}>
      <NameForm />
      <Part title={t('set.email')} text={t('set.email.text')}>
        <EmailForm />
      </Part>
    </SettingsPage>
  );
}

function NameForm() {
  const { user } = useMe();
  const [name, setName] = useState(user.name);
  const form = useForm(async () => {
    await renameMe(name.trim());
    notify({ text: t('done.saved') });
  });
  return (
    <form ref={form.ref} className="set-form" onSubmit={form.submit}>
      <div className="row g16">
        <Avatar name={name || user.name} id={user.id} size={56} />
        <Field
          className="grow"
          label={t('auth.name')}
          error={form.error('name') ?? form.general('name')}
        >
          <Input
            name="name"
            autoComplete="name"
            required
            maxLength={255}
            value={name}
            onChange={(e) => setName(e.target.value)}
          />
        </Field>
      </div>
      <div className="acts">
        <Button
          type="submit"
          kind="primary"
          busy={form.busy}
          busyText={t('wait.saving')}
          disabled={name.trim() === '' || name.trim() === user.name}
        >
          {t('set.profile.save')}
        </Button>
      </div>
    </form>
  );
}

function EmailForm() {
  const { user } = useMe();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState('');
  const form = useForm(async () => {
    await changeEmail(password, email);
    setAsked(email);
    setEmail('');
    setPassword('');
  });
  return (
    <form ref={form.ref} className="set-form" onSubmit={form.submit}>
      <p>
        <span className="dim">{t('set.email.now')}</span> {user.email}
      </p>
      <FormNote text={form.general('email', 'password')} />
      {asked !== '' && (
        <div role="status">
          <Note tone="good" icon={MailCheck}>
            {t('set.email.asked', { email: asked })}
          </Note>
        </div>
      )}
      <Field label={t('set.email.new')} error={form.error('email')}>
        <Input
          type="email"
          name="email"
          autoComplete="email"
          required
          value={email}
          onChange={(e) => setEmail(e.target.value)}
        />
      </Field>
      <Field label={t('set.currentPassword')} error={form.error('password')}>
        <PasswordInput
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(e) => setPassword(e.target.value)}
        />
      </Field>
      <div className="acts">
        <Button type="submit" busy={form.busy} busyText={t('auth.reset.sending')}>
          {t('set.email.change')}
        </Button>
      </div>
    </form>
  );
}
