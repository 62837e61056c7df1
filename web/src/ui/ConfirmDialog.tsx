// Asks before what cannot be taken back. With `name`, that name has to be typed.
import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { t } from '../text';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { Field } from './Field';
import { Input } from './Input';

export interface ConfirmDialogProps {
  title: ReactNode;
  /** What will happen, and to how much. */
  children: ReactNode;
  /** The verb on the button: "Delete for good". */
  confirmText: string;
  busyText?: string | undefined;
  name?: string | undefined;
  /** May take its time; the dialog is closed by its owner. */
  onConfirm: () => void | Promise<void>;
  onClose: () => void;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, children, confirmText, busyText, name, onConfirm, onClose } = props;
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const cancel = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const ready = name === undefined || typed.trim() === name.trim();

  const confirm = async (e: FormEvent) => {
    e.preventDefault();
    if (!ready || busy) return;
    setBusy(true);
    try {
      await onConfirm();
    } finally {
      setBusy(false);
    }
  };

  const footer = (
    <>
      <Button ref={cancel} kind="ghost" onClick={onClose}>
        {t('ui.cancel')}
      </Button>
      <Button
        kind="danger"
        busy={busy}
        busyText={busyText}
        disabled={!ready}
        onClick={(e) => void confirm(e)}
      >
        {confirmText}
      </Button>
    </>
  );
  return (
    <Dialog
      alert
      title={title}
      footer={footer}
      onClose={onClose}
      initialFocus={name === undefined ? cancel : field}
    >
      <form className="col g12" onSubmit={(e) => void confirm(e)}>
        <div>{children}</div>
        {name !== undefined && (
          <Field label={t('ui.typeToConfirm', { name })}>
            <Input
              ref={field}
              value={typed}
              onChange={(e) => setTyped(e.target.value)}
              autoComplete="off"
              spellCheck={false}
            />
          </Field>
        )}
      </form>
    </Dialog>
  );
}
