// A tick, or the dash of "some of them". With children it is its own label.
import * as Radix from '@radix-ui/react-checkbox';
import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from './classes';
import { Icon } from './Icon';

export interface CheckboxProps {
  checked: boolean | 'mixed';
  onChange: (checked: boolean) => void;
  /** Its name where no word stands beside it. */
  label?: string | undefined;
  round?: boolean | undefined;
  disabled?: boolean | undefined;
  tabIndex?: number | undefined;
  children?: ReactNode;
}

export function Checkbox({ checked, onChange, label, round, children, ...rest }: CheckboxProps) {
  const mixed = checked === 'mixed';
  const box = (
    <Radix.Root
      {...rest}
      className={classes('cb', round && 'round', mixed && 'mix', checked === true && 'on')}
      checked={mixed ? 'indeterminate' : checked}
      onCheckedChange={(next) => onChange(next === true)}
      aria-label={label}
    >
      <Icon of={mixed ? Minus : Check} />
    </Radix.Root>
  );
  if (children === undefined) return box;
  return (
    <label className={classes('choice', rest.disabled && 'is-off')}>
      {box}
      <span>{children}</span>
    </label>
  );
}
