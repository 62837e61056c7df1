// A line over the view that stays while its reason does: no connection, read only, an update.
import type { ReactNode } from 'react';
import { classes } from './classes';
import { Icon, type LucideIcon } from './Icon';

export interface BannerProps {
  tone: 'warn' | 'info' | 'bad' | 'good' | 'acc';
  icon: LucideIcon;
  children: ReactNode;
  actions?: ReactNode;
}

export function Banner({ tone, icon, children, actions }: BannerProps) {
  return (
    <div className={classes('note banner', tone)} role="status">
      <Icon of={icon} />
      <span className="grow">{children}</span>
      {actions}
    </div>
  );
}

/** The same as a box among other things. */
export function Note({ tone, icon, children, actions }: BannerProps) {
  return (
    <div className={classes('note', tone)}>
      <Icon of={icon} />
      <div className="grow">{children}</div>
      {actions}
    </div>
  );
}
