// A small panel beside its trigger, for anything that is not a list of commands. Focus goes into it
// and comes back to the trigger.
import * as Radix from '@radix-ui/react-popover';
import type { ReactElement, ReactNode, RefObject } from 'react';
import { rem } from '../lib/rem';
import { classes } from './classes';

export interface PopoverProps {
  trigger: ReactElement;
  label: string;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  align?: 'start' | 'center' | 'end' | undefined;
  width?: number | undefined;
  /** Rows like a menu's reach its edge; anything else keeps 12 px. */
  rows?: boolean | undefined;
  /** Where focus goes when it closes, if not to the trigger. */
  returnTo?: RefObject<HTMLElement | null> | undefined;
  /** Closed, the trigger gets the focus, unless this says that it put it elsewhere. */
  onClosed?: (() => boolean) | undefined;
  children: ReactNode;
}

export function Popover(props: PopoverProps) {
  const {
    trigger,
    label,
    open,
    onOpenChange,
    align = 'start',
    width,
    rows,
    returnTo,
    children,
  } = props;
  return (
    <Radix.Root
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange ? { onOpenChange } : {})}
    >
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={classes('pop', !rows && 'free')}
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(e) => {
            if (props.onClosed?.()) return e.preventDefault();
            if (!returnTo?.current) return;
            e.preventDefault();
            returnTo.current.focus();
          }}
          style={width === undefined ? undefined : { inlineSize: rem(width) }}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Closes the popover it stands in. */
export function PopoverClose({ children }: { children: ReactElement }) {
  return <Radix.Close asChild>{children}</Radix.Close>;
}
