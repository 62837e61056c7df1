// What dialog and sheet share: a surface over a scrim that keeps focus in and gives it back. The scrim
// is ours, since Radix's own would inject a style element, which the page's CSP forbids.
import * as Radix from '@radix-ui/react-dialog';
import { X } from 'lucide-react';
import { useState, type CSSProperties, type ReactNode, type RefObject } from 'react';
import { rem } from '../lib/rem';
import { t } from '../text';
import { IconButton } from './IconButton';

export interface ModalProps {
  title: ReactNode;
  description?: ReactNode;
  /** What stands before the title. */
  lead?: ReactNode;
  /** What stands beside the title, before the cross. */
  aside?: ReactNode;
  /** The buttons, the chief one last. */
  footer?: ReactNode;
  /** For one that must be answered. */
  alert?: boolean | undefined;
  width?: number | undefined;
  /** Without head and padding: the title is for screen readers, the children are the whole. */
  bare?: boolean | undefined;
  /** Where focus goes first; without it, see firstFocus. */
  initialFocus?: RefObject<HTMLElement | null> | undefined;
  /** Asked to close: by esc, the scrim or the cross. */
  onClose: () => void;
  /** Has another use for esc just now: true when it took it. */
  onEscape?: (() => boolean) | undefined;
  children?: ReactNode;
}

/** A message may be answered without closing what stands open. */
function inToast(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.toasts') !== null;
}

const focusable =
  'input:not(:disabled), textarea:not(:disabled), button:not(:disabled), a[href], [tabindex="0"]';

/** What was asked for, else the first field or button of the body, the last of the foot, or itself. */
function firstFocus(content: HTMLElement, asked: HTMLElement | null | undefined): HTMLElement {
  const foot = content.querySelectorAll<HTMLElement>(`.ft :is(${focusable})`);
  return (
    asked ??
    content.querySelector<HTMLElement>(`.bd :is(${focusable})`) ??
    foot[foot.length - 1] ??
    content
  );
}

/** What has the focus; of a menu, which will be gone, the button that opened it. */
function focusedNow(): Element | null {
  let element = document.activeElement;
  for (let menu = element?.closest('[role=menu]'); menu; menu = element?.closest('[role=menu]')) {
    element = document.querySelector(`[aria-controls="${CSS.escape(menu.id)}"]`);
  }
  return element;
}

export function Modal(props: ModalProps & { look: 'dlg' | 'sheet' }) {
  const { title, description, lead, aside, footer, alert, width, bare, initialFocus } = props;
  const { children, look, onClose, onEscape } = props;
  const [before] = useState(focusedNow);
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <div className="scrim" />
        <Radix.Content
          className={look}
          role={alert ? 'alertdialog' : 'dialog'}
          aria-modal
          style={width === undefined ? undefined : ({ '--w': rem(width) } as CSSProperties)}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          onOpenAutoFocus={(e) => {
            e.preventDefault();
            firstFocus(e.currentTarget as HTMLElement, initialFocus?.current).focus();
          }}
          onCloseAutoFocus={(e) => {
            e.preventDefault();
            if (before instanceof HTMLElement) before.focus();
          }}
          onEscapeKeyDown={(e) => onEscape?.() && e.preventDefault()}
          onInteractOutside={(e) => inToast(e.target) && e.preventDefault()}
        >
          {bare && (
            <>
              <Radix.Title className="sr">{title}</Radix.Title>
              {children}
            </>
          )}
          {!bare && (
            <>
              <div className="hd">
                {lead}
                <div className="grow">
                  <Radix.Title>{title}</Radix.Title>
                  {description !== undefined && (
                    <Radix.Description>{description}</Radix.Description>
                  )}
                </div>
                {aside}
                <IconButton icon={X} label={t('ui.close')} kbd="escape" onClick={onClose} />
              </div>
              <div className="bd">{children}</div>
            </>
          )}
          {footer !== undefined && <div className="ft">{footer}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
