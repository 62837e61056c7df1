// A button with a word on it. Busy, it keeps its width: both faces lie in one place and only one shows.
import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import { classes } from './classes';
import { Icon, type LucideIcon } from './Icon';
import { ariaKeys, Kbd } from './Kbd';

export interface ButtonProps extends ComponentProps<'button'> {
  /** primary: one in a view. quietDanger: a plain button whose word is red. */
  kind?: 'default' | 'primary' | 'ghost' | 'danger' | 'quietDanger' | undefined;
  size?: 'sm' | 'md' | 'lg' | undefined;
  icon?: LucideIcon | undefined;
  kbd?: string | undefined;
  busy?: boolean | undefined;
  /** What it does while busy: "Saving". */
  busyText?: ReactNode;
  wide?: boolean | undefined;
}

const kinds = {
  default: '',
  primary: 'primary',
  ghost: 'ghost',
  danger: 'danger',
  quietDanger: 'danger-o',
};

export function Button({
  kind = 'default',
  size = 'md',
  icon,
  kbd,
  busy = false,
  busyText,
  wide = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const click = (e: MouseEvent<HTMLButtonElement>) => {
    if (busy) e.preventDefault();
    else onClick?.(e);
  };
  return (
    <button
      type="button"
      {...rest}
      className={classes('btn faced', kinds[kind], size !== 'md' && size, wide && 'w', className)}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest['aria-disabled']}
      aria-keyshortcuts={ariaKeys(kbd)}
      onClick={click}
    >
      <span
        className={classes('face', busy && 'away')}
        aria-hidden={busy && busyText !== undefined}
      >
        {icon && <Icon of={icon} size={size === 'sm' ? 's' : undefined} />}
        {children}
        {kbd !== undefined && <Kbd keys={kbd} />}
      </span>
      {(busy || busyText !== undefined) && (
        <span className={classes('face', !busy && 'away')} aria-hidden={!busy}>
          <span className="spin" />
          {busyText}
        </span>
      )}
    </button>
  );
}
