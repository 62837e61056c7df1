// A password: hidden, shown while its eye is pressed on, and for a new one how hard it is to guess.
import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../text';
import { Icon, Input, type InputProps } from '../../ui';
import '../../styles/forms.css';
import { strengthOf } from './strength';

export function PasswordInput(props: Omit<InputProps, 'type' | 'end'>) {
  const [shown, setShown] = useState(false);
  const label = shown ? t('auth.hidePassword') : t('auth.showPassword');
  return (
    <Input
      {...props}
      type={shown ? 'text' : 'password'}
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      end={
        <button
          type="button"
          className="pw-eye"
          aria-label={label}
          aria-pressed={shown}
          title={label}
          onClick={() => setShown(!shown)}
        >
          <Icon of={shown ? EyeOff : Eye} />
        </button>
      }
    />
  );
}

const words = ['auth.tooShort', 'auth.weak', 'auth.fair', 'auth.strong'] as const;
const tones = ['bad', 'bad', 'warn', 'good'];

/** `about`: what is known of its owner, which makes it no harder to guess. */
export function StrengthBar({ password, about }: { password: string; about?: string[] }) {
  const strength = strengthOf(password, about);
  const tone = tones[strength];
  return (
    <div className="pw-strength" role="status">
      {password !== '' && (
        <>
          <span className={`bar grow ${tone}`} aria-hidden="true">
            <i style={{ inlineSize: `${8 + strength * 30}%` }} />
          </span>
          <span className={`sm b ${tone}`}>{t(words[strength])}</span>
        </>
      )}
    </div>
  );
}
