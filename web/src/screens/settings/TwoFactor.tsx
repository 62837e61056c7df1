// A second factor for signing in: off, being set up (scan, type a code), the recovery codes shown once,
// on.
import { Download, ShieldAlert, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useForm } from '../../app/form';
import { notify } from '../../data/notify';
import { useMe } from '../../data/session';
import { disableTotp, enableTotp, startTotp, type TotpSetup } from '../../data/settings';
import { saveText } from '../../lib/download';
import { t } from '../../text';
import { Button, CopyButton, Dialog, Field, Input, Note } from '../../ui';
import { FormNote } from '../shared/FormNote';
import { PasswordInput } from '../shared/PasswordInput';
import { SettingsPage } from './SettingsPage';

export default function TwoFactor() {
  const { user } = useMe();
  const [setup, setSetup] = useState<TotpSetup | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const start = useForm(async () => setSetup(await startTotp()));

  let body;
  if (codes) body = <Codes codes={codes} onDone={() => setCodes(null)} />;
  else if (setup)
    body = (
      <Scan
        setup={setup}
        onCancel={() => setSetup(null)}
        onEnabled={(made) => {
          setSetup(null);
          setCodes(made);
        }}
      />
    );
  else if (user.totp_enabled) body = <On />;
  else
    body = (
      <div className="set-form">
        <FormNote text={start.general()} />
        <div className="acts">
          <Button
            kind="primary"
            icon={ShieldCheck}
            busy={start.busy}
            onClick={() => start.submit()}
          >
            {t('set.totp.start')}
          </Button>
        </div>
      </div>
    );
  return (
    <SettingsPage title={t('set.totp')} text={t('set.totp.text')}>
      {body}
    </SettingsPage>
  );
}

interface ScanProps {
  setup: TotpSetup;
  onCancel: () => void;
  onEnabled: (codes: string[]) => void;
}

function Scan({ setup, onCancel, onEnabled }: ScanProps) {
  const [code, setCode] = useState('');
  const form = useForm(async () => onEnabled(await enableTotp(code.replace(/\s/g, ''))));
  return (
    <form ref={form.ref} onSubmit={form.submit}>
      <ol className="steps">
        <li>
          <p className="b">{t('set.totp.scan')}</p>
          <p className="muted">{t('set.totp.scanText')}</p>
          <img
            className="qr"
            alt={t('set.totp.qr')}
            src={`data:image/svg+xml,${encodeURIComponent(setup.qr_svg)}`}
          />
          <p className="muted">{t('set.totp.byHand')}</p>
          <div className="row g6">
            <code className="mono">{setup.secret.replace(/(.{4})/g, '$1 ').trim()}</code>
            <CopyButton text={setup.secret} />
          </div>
        </li>
        <li>
          <Field
            label={t('set.totp.type')}
            error={form.error('code') ?? form.general('code')}
            className="totp-code"
          >
            <Input
              className="mono"
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              required
              maxLength={8}
              value={code}
              onChange={(e) => setCode(e.target.value)}
            />
          </Field>
        </li>
      </ol>
      <div className="row g6 set-acts">
        <Button onClick={onCancel}>{t('do.cancel')}</Button>
        <Button type="submit" kind="primary" busy={form.busy} busyText={t('wait.saving')}>
          {t('set.totp.enable')}
        </Button>
      </div>
    </form>
  );
}

function Codes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const text = codes.join('\n');
  return (
    <div className="col g16">
      <div role="status">
        <Note tone="warn" icon={ShieldAlert}>
          <b className="b">{t('set.totp.codes')}</b> {t('set.totp.codesText')}
        </Note>
      </div>
      <ul className="codes" aria-label={t('set.totp.codes')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="row g6 wrap">
        <CopyButton text={text} label={t('do.copy')} size="md" />
        <Button icon={Download} onClick={() => saveText('kith-recovery-codes.txt', `${text}\n`)}>
          {t('set.download')}
        </Button>
        <Button kind="primary" onClick={onDone}>
          {t('set.totp.kept')}
        </Button>
      </div>
    </div>
  );
}

function On() {
  const [asks, setAsks] = useState(false);
  return (
    <>
      <Note
        tone="good"
        icon={ShieldCheck}
        actions={
          <Button kind="quietDanger" size="sm" onClick={() => setAsks(true)}>
            {t('set.totp.disable')}
          </Button>
        }
      >
        <b className="b">{t('set.totp.on')}</b> {t('set.totp.onText')}
      </Note>
      {asks && <Disable onClose={() => setAsks(false)} />}
    </>
  );
}

function Disable({ onClose }: { onClose: () => void }) {
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const form = useForm(async () => {
    await disableTotp(password, code.replace(/\s/g, ''));
    notify({ text: t('set.totp.disabled') });
    onClose();
  });
  return (
    <Dialog
      title={t('set.totp.disableTitle')}
      description={t('set.totp.disableText')}
      onClose={onClose}
      footer={
        <>
          <Button kind="ghost" onClick={onClose}>
            {t('do.cancel')}
          </Button>
          <Button kind="danger" busy={form.busy} onClick={() => form.submit()}>
            {t('set.totp.disable')}
          </Button>
        </>
      }
    >
      <form ref={form.ref} className="set-form" onSubmit={form.submit}>
        <FormNote text={form.general('password', 'code')} />
        <Field label={t('auth.password')} error={form.error('password')}>
          <PasswordInput
            autoComplete="current-password"
            required
            value={password}
            onChange={(e) => setPassword(e.target.value)}
          />
        </Field>
        <Field label={t('set.totp.codeOrRecovery')} error={form.error('code')}>
          <Input
            className="mono"
            autoComplete="one-time-code"
            value={code}
            onChange={(e) => setCode(e.target.value)}
          />
        </Field>
        <input type="submit" hidden />
      </form>
    </Dialog>
  );
}
