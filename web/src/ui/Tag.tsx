// A word on a soft ground. A colour a person chose is one of eight named tints, readable in both themes,
// or any other as a dot beside plain text.
import { X } from 'lucide-react';
import type { CSSProperties, ReactNode } from 'react';
import { t } from '../text';
import { classes } from './classes';
import { Icon } from './Icon';

export type Tone = 'acc' | 'good' | 'bad' | 'warn' | 'info' | 'vio' | 'line';

export interface TagProps {
  children: ReactNode;
  tone?: Tone | undefined;
  /** "c1" to "c8", or a colour of CSS. */
  colour?: string | null | undefined;
  /** Given with its name, it can be taken away. */
  onRemove?: (() => void) | undefined;
  name?: string | undefined;
}

export function Tag({ children, tone, colour, onRemove, name = '' }: TagProps) {
  const tint = /^c([1-8])$/.exec(colour ?? '')?.[1];
  const dot = colour != null && tint === undefined;
  return (
    <span
      className={classes('tag', tone, tint !== undefined && `tint-${Number(tint) - 1}`)}
      style={dot ? ({ '--c': colour } as CSSProperties) : undefined}
    >
      {dot && <span className="dot" />}
      {children}
      {onRemove && (
        <button
          type="button"
          className="x"
          aria-label={t('ui.remove', { what: name })}
          onClick={onRemove}
        >
          <Icon of={X} size="xs" />
        </button>
      )}
    </span>
  );
}
