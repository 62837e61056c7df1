// Shows what `toasts` holds, in two regions that are always there: what was done is told politely, what
// failed at once. It stands once, at the end of the page.
import { Check, CircleAlert, X } from 'lucide-react';
import { useSyncExternalStore, type FocusEvent } from 'react';
import { t } from '../text';
import { Icon } from './Icon';
import { IconButton } from './IconButton';
import { Kbd } from './Kbd';
import type { Toast, Toasts } from './toasts';

export function ToastHost({ toasts }: { toasts: Toasts }) {
  const all = useSyncExternalStore(toasts.subscribe, toasts.get, toasts.get);
  const left = (e: FocusEvent) => {
    if (!e.currentTarget.contains(e.relatedTarget)) toasts.release();
  };
  const show = (toast: Toast) => (
    <Card key={toast.id} toast={toast} close={() => toasts.dismiss(toast.id)} />
  );
  return (
    <section
      className="toasts"
      aria-label={t('ui.messages')}
      onPointerEnter={toasts.hold}
      onPointerLeave={toasts.release}
      onFocus={toasts.hold}
      onBlur={left}
    >
      <div role="alert">{all.filter((toast) => toast.tone === 'danger').map(show)}</div>
      <div role="status">{all.filter((toast) => toast.tone !== 'danger').map(show)}</div>
    </section>
  );
}

function Card({ toast, close }: { toast: Toast; close: () => void }) {
  const { text, tone, action } = toast;
  const act = () => {
    close();
    action?.run();
  };
  return (
    <div className="toast">
      <Icon of={tone === 'danger' ? CircleAlert : Check} size="s" />
      <span className="grow">{text}</span>
      {action && (
        <button type="button" className="undo" onClick={act}>
          {action.label}
          {action.kbd !== undefined && <Kbd keys={action.kbd} />}
        </button>
      )}
      <IconButton icon={X} label={t('ui.dismiss')} size="sm" onClick={close} />
    </div>
  );
}
