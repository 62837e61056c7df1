// A button that shows an icon only: its label is its name and its tooltip.
import type { ComponentProps } from 'react';
import { classes } from './classes';
import { Icon, type LucideIcon } from './Icon';
import { ariaKeys } from './Kbd';
import { Tooltip } from './Tooltip';

export interface IconButtonProps extends ComponentProps<'button'> {
  icon: LucideIcon;
  label: string;
  kbd?: string | undefined;
  size?: 'sm' | 'md' | undefined;
  /** For one that stays pressed; leave it out for one that does not. */
  on?: boolean | undefined;
}

export function IconButton({ icon, label, kbd, size, on, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} kbd={kbd}>
      <button
        type="button"
        aria-label={label}
        aria-keyshortcuts={ariaKeys(kbd)}
        aria-pressed={on}
        {...rest}
        className={classes('ib', size === 'sm' && 'sm', on && 'on', className)}
      >
        <Icon of={icon} size={size === 'sm' ? 's' : undefined} />
      </button>
    </Tooltip>
  );
}
