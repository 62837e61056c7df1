// A new password; it ends all other sessions.
import { useState } from 'react';
import { useForm } from '../../app/form';
import { notify } from '../../data/notify';
import { useMe } from '../../data/session';
import { changePassword } from '../../data/settings';
import { t } from '../../text';
import { Button, Field } from '../../ui';
import { FormNote } from '../shared/FormNote';
import { PasswordInput, StrengthBar } from '../shared/PasswordInput';
import { SettingsPage } from './SettingsPage';

export default function Password() {
  const { user } = useMe();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const form = useForm(async () => {
    await changePassword(current, next);
    setCurrent('');
    setNext('');
    notify({ text: t('set.password.done') });
  });
  return (
    <SettingsPage title={t('set.password')} text={t('set.password.text')}>
      <form ref={form.ref} className="set-form" onSubmit={form.submit}>
        {/* Lets password managers know whose it is. */}
        <input type="text" hidden readOnly autoComplete="username" value={user.email ?? ''} />
        <FormNote text={form.general('current', 'new')} />
        <Field label={t('set.currentPassword')} error={form.error('current')}>
          <PasswordInput
            name="current"
            autoComplete="current-password"
            required
            value={current}
            onChange={(e) => setCurrent(e.target.value)}
          />
        </Field>
        <div>
          <Field
            label={t('auth.newPassword.label')}
            help={t('auth.passwordHelp')}
            error={form.error('new')}
          >
            <PasswordInput
              name="new"
              autoComplete="new-password"
              required
              value={next}
              onChange={(e) => setNext(e.target.value)}
            />
          </Field>
          <StrengthBar password={next} about={[user.name, user.email ?? '']} />
        </div>
        <div className="acts">
          <Button type="submit" kind="primary" busy={form.busy} busyText={t('wait.saving')}>
            {t('set.password.save')}
          </Button>
        </div>
      </form>
    </SettingsPage>
  );
}
