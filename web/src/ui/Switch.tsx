// On or off, at once, without saving.
import * as Radix from '@radix-ui/react-switch';
import type { ReactNode } from 'react';
import { classes } from './classes';

export interface SwitchProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label?: string | undefined;
  disabled?: boolean | undefined;
  children?: ReactNode;
}

export function Switch({ checked, onChange, label, disabled, children }: SwitchProps) {
  const knob = (
    <Radix.Root
      className={classes('sw', checked && 'on')}
      checked={checked}
      onCheckedChange={onChange}
      disabled={disabled}
      aria-label={label}
    />
  );
  if (children === undefined) return knob;
  return (
    <label className={classes('choice', disabled && 'is-off')}>
      {knob}
      <span>{children}</span>
    </label>
  );
}
