// What tells that something is on its way, or speaks to screen readers only.
import type { ReactNode } from 'react';
import { rem } from '../lib/rem';
import { t } from '../text';
import { classes } from './classes';

export function VisuallyHidden({ children }: { children: ReactNode }) {
  return <span className="sr">{children}</span>;
}

export function Spinner({ label = t('ui.loading') }: { label?: string | undefined }) {
  return (
    <span role="status" className="row">
      <span className="spin" />
      <span className="sr">{label}</span>
    </span>
  );
}

export interface ProgressBarProps {
  value: number;
  max: number;
  label: string;
}

export function ProgressBar({ value, max, label }: ProgressBarProps) {
  const part = max > 0 ? Math.min(value / max, 1) : 0;
  return (
    <div
      className="bar"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={t('ui.progress', { n: value, max })}
    >
      <i style={{ inlineSize: `${part * 100}%` }} />
    </div>
  );
}

export interface SkeletonProps {
  width?: string | number;
  height?: string | number;
  round?: boolean | undefined;
  className?: string | undefined;
}

const length = (size: string | number | undefined) => (typeof size === 'number' ? rem(size) : size);

/** The shape of what comes. The style sheet shows it from 150 ms on; its owner sets aria-busy. */
export function Skeleton({ width, height = 10, round, className }: SkeletonProps) {
  return (
    <span
      aria-hidden
      className={classes('sk', round && 'round', className)}
      style={{ inlineSize: length(width), blockSize: length(height) }}
    />
  );
}
