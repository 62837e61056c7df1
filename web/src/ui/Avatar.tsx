// Who or what: people round, companies square, letters on one of eight tints chosen by the id, so one
// record looks the same everywhere. Beside a name it is decoration; alone it needs a label.
import { Bot } from 'lucide-react';
import type { ReactNode } from 'react';
import { initials, tint } from '../lib/names';
import { classes } from './classes';
import { Icon } from './Icon';

export interface AvatarProps {
  name: string;
  id: number;
  kind?: 'person' | 'company' | 'bot' | undefined;
  size?: 20 | 24 | 32 | 40 | 56 | 72 | undefined;
  label?: string | undefined;
}

export function Avatar({ name, id, kind = 'person', size = 24, label }: AvatarProps) {
  const spoken =
    label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  const look = kind === 'bot' ? 'bot' : `t${tint(id)}`;
  return (
    <span
      className={classes('av', look, kind === 'company' && 'co', size !== 24 && `s${size}`)}
      title={label}
      // By the stylesheet: as text they would be a part of what the name around is called.
      data-letters={kind === 'bot' ? undefined : letters(name, kind)}
      {...spoken}
    >
      {kind === 'bot' && <Icon of={Bot} size={size > 20 ? 's' : 'xs'} />}
    </span>
  );
}

/** A company shows one letter. */
function letters(name: string, kind: 'person' | 'company'): string {
  const both = initials(name);
  return kind === 'company' ? ([...both][0] ?? '') : both;
}

/** Several, overlapping. */
export function Avatars({ children }: { children: ReactNode }) {
  return <span className="avs">{children}</span>;
}
