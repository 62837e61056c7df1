// The ground of all that is shown before somebody is signed in: the rings of the mark, large and
// faint, the mark, a title, and one card.
import type { ReactNode } from 'react';
import { useSetupInfo } from '../../data/account';
import { t } from '../../text';
import { Mark } from '../../ui';
import { useTitle } from '../../app/title';
import '../../styles/auth.css';

const rings = [220, 300, 390, 490, 600, 720];

function Rings() {
  return (
    <svg
      className="auth-rings"
      viewBox="0 0 1440 900"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      {rings.map((r, i) => (
        <g key={r} opacity={0.13 - i * 0.018}>
          <circle cx={600 - i * 10} cy={450} r={r} />
          <circle cx={840 + i * 10} cy={450} r={r} />
        </g>
      ))}
    </svg>
  );
}

export function AuthGround({ children }: { children: ReactNode }) {
  return (
    <main className="auth">
      <Rings />
      {children}
    </main>
  );
}

export interface AuthFrameProps {
  title: string;
  text?: ReactNode;
  /** Beneath the card: other ways. */
  below?: ReactNode;
  children: ReactNode;
}

export function AuthFrame({ title, text, below, children }: AuthFrameProps) {
  const { data } = useSetupInfo();
  const host = window.location.host;
  useTitle(title);
  return (
    <AuthGround>
      <div className="auth-in">
        <div className="auth-head">
          <Mark size={44} />
          <h1>{title}</h1>
          {text !== undefined && <p className="muted">{text}</p>}
        </div>
        {children}
        {below !== undefined && <p className="auth-below">{below}</p>}
        <p className="auth-foot dim">
          {data ? t('auth.where', { host, version: data.version }) : host}
        </p>
      </div>
    </AuthGround>
  );
}
