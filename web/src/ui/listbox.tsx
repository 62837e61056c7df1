// What Select and Combobox share: which option the cursor is on, and the list they show. Focus stays
// on the control; aria-activedescendant tells where the cursor is.
import * as Popover from '@radix-ui/react-popover';
import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { classes } from './classes';

/** Where a key moves the cursor in a list of `count`; undefined when the key is none of its keys. */
export function moveCursor(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined;
  if (key === 'ArrowDown') return at + 1 >= count ? 0 : at + 1;
  if (key === 'ArrowUp') return at <= 0 ? count - 1 : at - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return undefined;
}

export interface Row {
  key: string;
  content: ReactNode;
  selected?: boolean | undefined;
  disabled?: boolean | undefined;
}

export interface ListboxProps {
  id: string;
  label: string;
  rows: readonly Row[];
  cursor: number;
  onCursor: (at: number) => void;
  onChoose: (at: number) => void;
  /** Stands where rows would: searching, nothing found. */
  said?: ReactNode;
}

export const optionId = (list: string, at: number) => `${list}-${at}`;

export function Listbox({ id, label, rows, cursor, onCursor, onChoose, said }: ListboxProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // (jsdom has no scrollIntoView.)
    list.current?.querySelector('.it.on')?.scrollIntoView?.({ block: 'nearest' });
  }, [cursor]);
  return (
    <>
      <div ref={list} id={id} role="listbox" aria-label={label}>
        {rows.map((row, at) => (
          // The keys are the control's, which keeps the focus.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={row.key}
            id={optionId(id, at)}
            role="option"
            aria-selected={row.selected ?? at === cursor}
            aria-disabled={row.disabled || undefined}
            className={classes('it', at === cursor && 'on')}
            onPointerMove={() => at !== cursor && onCursor(at)}
            onClick={() => !row.disabled && onChoose(at)}
          >
            {row.content}
          </div>
        ))}
      </div>
      {said}
    </>
  );
}

export interface ListPopoverProps {
  open: boolean;
  onClose: () => void;
  control: ReactElement;
  children: ReactNode;
}

/** The list under its control, as wide as it. */
export function ListPopover({ open, onClose, control, children }: ListPopoverProps) {
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <Popover.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Popover.Anchor asChild>
        <span ref={anchor} className="anchor">
          {control}
        </span>
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          className="pop as-anchor"
          role="presentation"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          // The control keeps the focus, whatever part of the list is pressed.
          onMouseDown={(e) => e.preventDefault()}
          onOpenAutoFocus={(e) => e.preventDefault()}
          onCloseAutoFocus={(e) => e.preventDefault()}
          onInteractOutside={(e) => {
            if (anchor.current?.contains(e.target as Node)) e.preventDefault();
          }}
          onEscapeKeyDown={(e) => e.preventDefault()}
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
