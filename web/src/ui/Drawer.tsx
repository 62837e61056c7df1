// A record over the right of its list. Not modal: the list under it goes on working, f6 moves between
// the two, esc closes. Focus comes in only when asked for, and returns where it came from.
import { useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';

export interface DrawerProps {
  label: string;
  onClose: () => void;
  /** Takes focus when it opens; a peek from the list leaves it there. */
  takeFocus?: boolean | undefined;
  children: ReactNode;
}

export function Drawer({ label, onClose, takeFocus = false, children }: DrawerProps) {
  const self = useRef<HTMLElement>(null);
  const before = useRef<HTMLElement | null>(null);

  const enter = () => {
    before.current = document.activeElement as HTMLElement | null;
    self.current?.focus();
  };
  const leave = () => before.current?.focus();

  // Of the layout, so that its end still finds the focus inside.
  useLayoutEffect(() => {
    const drawer = self.current;
    if (takeFocus) enter();
    const f6 = (e: globalThis.KeyboardEvent) => {
      if (e.key !== 'F6' || e.defaultPrevented) return;
      e.preventDefault();
      if (drawer?.contains(document.activeElement)) leave();
      else enter();
    };
    document.addEventListener('keydown', f6);
    return () => {
      document.removeEventListener('keydown', f6);
      if (drawer?.contains(document.activeElement)) leave();
    };
  }, [takeFocus]);

  const keys = (e: KeyboardEvent) => {
    if (e.key !== 'Escape' || e.defaultPrevented) return;
    e.stopPropagation();
    onClose();
  };

  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- esc, from anything in it
    <section
      ref={self}
      className="drawer"
      role="dialog"
      aria-modal={false}
      aria-label={label}
      tabIndex={-1}
      onKeyDown={keys}
    >
      {children}
    </section>
  );
}
