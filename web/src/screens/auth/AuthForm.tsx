// The one card of a screen before the sign-in: what was refused, its fields, one button.
import type { ReactNode } from 'react';
import type { Form } from '../../app/form';
import { t } from '../../text';
import { Button, Field, Input } from '../../ui';
import { FormNote, WaitNote } from '../shared/FormNote';
import { PasswordInput } from '../shared/PasswordInput';

export interface AuthFormProps {
  form: Form;
  /** What belongs to none of the fields. */
  refused?: string | undefined;
  /** Seconds until it may be tried again. */
  wait?: number;
  act: string;
  acting: string;
  autoFocus?: boolean;
  /** Another way, beneath the button. */
  after?: ReactNode;
  children?: ReactNode;
}

export function AuthForm({ form, refused, wait = 0, act, acting, ...rest }: AuthFormProps) {
  return (
    <form ref={form.ref} className="auth-card" onSubmit={form.submit}>
      <WaitNote seconds={wait} />
      <FormNote text={wait > 0 ? undefined : refused} />
      {rest.children}
      <Button
        type="submit"
        kind="primary"
        size="lg"
        wide
        autoFocus={rest.autoFocus}
        busy={form.busy}
        busyText={acting}
        disabled={wait > 0}
      >
        {act}
      </Button>
      {rest.after}
    </form>
  );
}

interface FieldProps {
  value: string;
  onChange: (value: string) => void;
  label?: string;
  help?: string;
  error?: string | undefined;
  autoFocus?: boolean;
}

export function EmailField({ value, onChange, help, error, autoFocus }: FieldProps) {
  return (
    <Field label={t('auth.email')} help={help} error={error}>
      <Input
        size="lg"
        type="email"
        name="email"
        autoComplete="username"
        required
        autoFocus={autoFocus}
        value={value}
        onChange={(e) => onChange(e.target.value)}
      />
    </Field>
  );
}

export function PasswordField(props: FieldProps & { fresh?: boolean }) {
  return (
    <Field label={props.label ?? t('auth.password')} help={props.help} error={props.error}>
      <PasswordInput
        size="lg"
        name="password"
        autoComplete={props.fresh ? 'new-password' : 'current-password'}
        required
        autoFocus={props.autoFocus}
        value={props.value}
        onChange={(e) => props.onChange(e.target.value)}
      />
    </Field>
  );
}
