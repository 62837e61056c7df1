// Stars: to read, or with onChange a radio group. Arrows walk, 0 or Backspace takes it away.
import { Star } from 'lucide-react';
import { useRef, type KeyboardEvent } from 'react';
import { t } from '../text';
import { classes } from './classes';
import { Icon } from './Icon';

export interface RatingProps {
  value: number | null;
  max?: number | undefined;
  label?: string | undefined;
  onChange?: ((value: number | null) => void) | undefined;
}

export function Rating({ value, max = 5, label, onChange }: RatingProps) {
  const stars = Array.from({ length: max }, (_, i) => i + 1);
  const words = value ? t('ui.rating', { n: value, max }) : t('ui.noRating');
  if (onChange === undefined) {
    return (
      <span className="rating">
        <span aria-hidden className="stars">
          {stars.map((n) => (
            <Icon key={n} of={Star} size="s" className={classes(n <= (value ?? 0) && 'on')} />
          ))}
        </span>
        <span className="dim">{words}</span>
      </span>
    );
  }
  return <Stars stars={stars} value={value} label={label ?? words} onChange={onChange} />;
}

interface StarsProps {
  stars: number[];
  value: number | null;
  label: string;
  onChange: (value: number | null) => void;
}

function Stars({ stars, value, label, onChange }: StarsProps) {
  const group = useRef<HTMLSpanElement>(null);
  const max = stars.length;

  const set = (next: number) => {
    onChange(next === 0 ? null : next);
    group.current?.querySelectorAll<HTMLElement>('[role=radio]')[Math.max(next, 1) - 1]?.focus();
  };
  const keys = (e: KeyboardEvent) => {
    const now = value ?? 0;
    const next =
      e.key === 'ArrowRight' || e.key === 'ArrowUp'
        ? Math.min(now + 1, max)
        : e.key === 'ArrowLeft' || e.key === 'ArrowDown'
          ? Math.max(now - 1, 0)
          : e.key === 'Backspace' || e.key === 'Delete'
            ? 0
            : /^\d$/.test(e.key) && Number(e.key) <= max
              ? Number(e.key)
              : undefined;
    if (next === undefined) return;
    e.preventDefault();
    set(next);
  };

  return (
    <span ref={group} className="rating edit" role="radiogroup" aria-label={label}>
      {stars.map((n) => (
        <button
          key={n}
          type="button"
          role="radio"
          aria-checked={n === value}
          aria-label={t('ui.rating', { n, max })}
          tabIndex={n === (value ?? 1) ? 0 : -1}
          onClick={() => set(n === value ? 0 : n)}
          onKeyDown={keys}
        >
          <Icon of={Star} className={classes(n <= (value ?? 0) && 'on')} />
        </button>
      ))}
    </span>
  );
}
