// A Lucide icon at the page's size and stroke (class `i`). Icons are imported by name where they are
// used, so only those are shipped.
import type { LucideIcon } from 'lucide-react';
import { classes } from './classes';

export type { LucideIcon };

export interface IconProps {
  of: LucideIcon;
  /** 16 px without it; xs 12, s 14, l 20, xl 28. */
  size?: 'xs' | 's' | 'l' | 'xl' | undefined;
  /** For an icon that stands alone; beside a word it is decoration. */
  label?: string | undefined;
  className?: string | undefined;
}

export function Icon({ of: Drawing, size, label, className }: IconProps) {
  const spoken =
    label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return <Drawing className={classes('i', size, className)} {...spoken} />;
}
