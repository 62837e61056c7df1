// A few choices side by side, one of which holds: a radio group that arrows walk through.
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { classes } from './classes';
import { Icon, type LucideIcon } from './Icon';

export interface SegmentOption<V extends string> {
  value: V;
  label: string;
  icon?: LucideIcon | undefined;
  /** Shows the icon alone, the label to screen readers. */
  iconOnly?: boolean | undefined;
  count?: ReactNode;
}

export interface SegmentProps<V extends string> {
  label: string;
  value: V;
  options: readonly SegmentOption<V>[];
  onChange: (value: V) => void;
  size?: 'sm' | 'md' | undefined;
}

const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function Segment<V extends string>(props: SegmentProps<V>) {
  const { label, value, options, onChange, size } = props;
  const group = useRef<HTMLDivElement>(null);

  const move = (e: KeyboardEvent) => {
    const step = steps[e.key];
    if (step === undefined) return;
    e.preventDefault();
    const at = options.findIndex((o) => o.value === value);
    const next = (at + step + options.length) % options.length;
    const option = options[next];
    if (!option) return;
    onChange(option.value);
    group.current?.querySelectorAll<HTMLElement>('[role=radio]')[next]?.focus();
  };

  return (
    <div ref={group} className={classes('seg', size)} role="radiogroup" aria-label={label}>
      {options.map((o, i) => {
        const on = o.value === value;
        const reachable = on || (i === 0 && !options.some((other) => other.value === value));
        return (
          <button
            key={o.value}
            type="button"
            role="radio"
            className={classes(on && 'on')}
            aria-checked={on}
            aria-label={o.iconOnly ? o.label : undefined}
            tabIndex={reachable ? 0 : -1}
            onClick={() => onChange(o.value)}
            onKeyDown={move}
          >
            {o.icon && <Icon of={o.icon} size="s" />}
            {!o.iconOnly && o.label}
            {o.count}
          </button>
        );
      })}
    </div>
  );
}
