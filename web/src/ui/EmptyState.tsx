// What belongs here, in one sentence, and the ways to begin. The rings are the mark's echo.
import type { ReactNode } from 'react';

export interface EmptyStateProps {
  title: ReactNode;
  text?: ReactNode;
  /** A view that is small or failed goes without the rings. */
  rings?: boolean | undefined;
  /** The ways to begin. */
  children?: ReactNode;
}

export function EmptyState({ title, text, rings = true, children }: EmptyStateProps) {
  return (
    <div className="empty">
      {rings && <Rings />}
      <h2>{title}</h2>
      {text !== undefined && <p>{text}</p>}
      {children !== undefined && <div className="do">{children}</div>}
    </div>
  );
}

export function Rings() {
  return (
    <svg className="rings" width="184" height="104" viewBox="0 0 184 104" aria-hidden>
      <g fill="none" stroke="var(--accent)" strokeWidth="1.6" opacity=".85">
        <circle cx="78" cy="52" r="38" />
        <circle cx="108" cy="52" r="38" />
      </g>
      <g fill="none" stroke="var(--line-2)" strokeWidth="1.4" strokeDasharray="3 5">
        <circle cx="58" cy="52" r="46" />
        <circle cx="128" cy="52" r="46" />
      </g>
      <circle cx="93" cy="52" r="5" fill="var(--accent)" />
    </svg>
  );
}

/** The mark: two linked rings. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg className="logo" width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <g fill="none" stroke="var(--on-accent)" strokeWidth="2.6">
        <circle cx="12.6" cy="16" r="6.4" />
        <circle cx="19.4" cy="16" r="6.4" />
      </g>
    </svg>
  );
}
