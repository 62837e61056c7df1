// Small marks of a value, always with its word or number: stage, priority, fit.
import type { CSSProperties, ReactNode } from 'react';
import { t } from '../text';
import { classes } from './classes';

export interface StageDotProps {
  /** A token's value: "var(--st-3)". */
  colour: string;
  children: ReactNode;
}

export function StageDot({ colour, children }: StageDotProps) {
  return (
    <span className="stage" style={{ '--c': colour } as CSSProperties}>
      {children}
    </span>
  );
}

/** From which priority on a bar is filled; all three filled are also warm. */
const bars = [1, 4, 8];

export function PriorityBars({
  value,
  hideNumber = false,
}: {
  value: number;
  hideNumber?: boolean;
}) {
  const filled = bars.filter((from) => value >= from).length;
  const mark = (
    <span className={classes('pri', filled === bars.length && 'hi')} aria-hidden>
      {bars.map((from) => (
        <i key={from} className={classes(value >= from && 'on')} />
      ))}
    </span>
  );
  return (
    <span className="row g6">
      {mark}
      {hideNumber ? (
        <span className="sr">{t('ui.priority', { n: value })}</span>
      ) : (
        <span className="tn">{value}</span>
      )}
    </span>
  );
}

/** A score of 100. */
export function FitBar({ value }: { value: number }) {
  return (
    <span className="fit">
      <span className="bar" aria-hidden>
        <i style={{ inlineSize: `${value}%` }} />
      </span>
      <span className="tn">{value}</span>
    </span>
  );
}
