// First run: one page, and the owner is in. Where registration is open it also makes the accounts
// after the first.
import { Navigate } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import {
  Archive,
  ArrowRight,
  HardDrive,
  ShieldCheck,
  Smartphone,
  type LucideIcon,
} from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useForm } from '../../app/form';
import { useTitle } from '../../app/title';
import { addSample, register, useSetupInfo, type Registration } from '../../data/account';
import { meOptions } from '../../data/session';
import { problemText } from '../../data/writes';
import { guessCountry, guessCurrency, guessTimeZone, guessWeekStart } from '../../lib/regions';
import { t, type TextKey } from '../../text';
import { Button, Checkbox, Field, Icon, Input, Mark, Spinner } from '../../ui';
import { FormNote, useWait, WaitNote } from '../shared/FormNote';
import { PasswordInput, StrengthBar } from '../shared/PasswordInput';
import { CurrencySelect, PurposeChoice, ZoneSelect, type Purpose } from '../shared/WorkspaceFields';
import { AuthGround } from './Frame';

const promises: { icon: LucideIcon; title: TextKey; text: TextKey }[] = [
  { icon: HardDrive, title: 'setup.here', text: 'setup.hereText' },
  { icon: ShieldCheck, title: 'setup.yours', text: 'setup.yoursText' },
  { icon: Archive, title: 'setup.copies', text: 'setup.copiesText' },
  { icon: Smartphone, title: 'setup.phone', text: 'setup.phoneText' },
];

export default function Setup() {
  const { data: me } = useQuery(meOptions);
  const setup = useSetupInfo();
  const [entered, setEntered] = useState(false);
  useTitle(t('setup.title'));
  // Signed in already, and not by this page.
  if (me && !entered) return <Navigate to={'/' as never} replace />;
  if (setup.isPending)
    return (
      <AuthGround>
        <Spinner />
      </AuthGround>
    );
  const first = setup.data?.has_users === false;
  if (!first && setup.data && setup.data.registration !== 'open')
    return <Navigate to={'/login' as never} replace />;
  return <SetupForm first={first} onEnter={() => setEntered(true)} />;
}

/** What was made; the sample data may still fail, which must not make the account twice. */
interface Made {
  workspace: number;
  sampleFailed?: string;
}

function open(workspace: number): void {
  window.location.assign(`/w/${workspace}/today`);
}

function SetupForm({ first, onEnter }: { first: boolean; onEnter: () => void }) {
  const country = guessCountry();
  const [who, setWho] = useState({ name: '', email: '', password: '' });
  const [place, setPlace] = useState({
    name: '',
    purpose: 'both' as Purpose,
    time_zone: guessTimeZone(),
    currency: guessCurrency(country),
  });
  const [sample, setSample] = useState(first);
  const [made, setMade] = useState<Made | null>(null);

  const fill = async (workspace: number) => {
    try {
      if (sample) await addSample(workspace);
      open(workspace);
    } catch (e) {
      setMade({ workspace, sampleFailed: problemText(e) });
    }
  };
  const form = useForm(async () => {
    const registration: Registration = {
      ...who,
      workspace: {
        ...place,
        name: place.name.trim() || t('setup.workspaceOf', { name: who.name.trim() }),
        country,
        week_start: guessWeekStart(country),
      },
    };
    onEnter();
    const { own } = await register(registration);
    setMade({ workspace: own.id });
    await fill(own.id);
  });
  const wait = useWait(form.problem);
  const error = (field: string) => form.error(field) ?? form.error(`workspace.${field}`);

  if (made) return <Filling made={made} onRetry={() => void fill(made.workspace)} />;
  return (
    <AuthGround>
      <div className="setup">
        <form ref={form.ref} className="setup-form" onSubmit={form.submit}>
          <div className="row g12">
            <Mark size={34} />
            <div>
              <h1>{first ? t('setup.title') : t('setup.another')}</h1>
              <p className="dim">{t('setup.text')}</p>
            </div>
          </div>
          <WaitNote seconds={wait} />
          <FormNote
            text={
              wait > 0
                ? undefined
                : form.general('name', 'email', 'password', 'time_zone', 'currency')
            }
          />
          <div className="setup-grid">
            <Field label={t('setup.name')} error={error('name')}>
              <Input
                name="name"
                autoComplete="name"
                required
                autoFocus
                value={who.name}
                onChange={(e) => setWho({ ...who, name: e.target.value })}
              />
            </Field>
            <Field label={t('auth.email')} error={error('email')}>
              <Input
                type="email"
                name="email"
                autoComplete="username"
                required
                value={who.email}
                onChange={(e) => setWho({ ...who, email: e.target.value })}
              />
            </Field>
            <div>
              <Field label={t('auth.password')} error={error('password')}>
                <PasswordInput
                  name="password"
                  autoComplete="new-password"
                  required
                  value={who.password}
                  onChange={(e) => setWho({ ...who, password: e.target.value })}
                />
              </Field>
              <StrengthBar password={who.password} about={[who.name, who.email]} />
            </div>
            <Field label={t('setup.workspace')} error={form.error('workspace.name')}>
              <Input
                name="workspace"
                autoComplete="organization"
                maxLength={100}
                placeholder={who.name && t('setup.workspaceOf', { name: who.name.trim() })}
                value={place.name}
                onChange={(e) => setPlace({ ...place, name: e.target.value })}
              />
            </Field>
          </div>
          <PurposeChoice
            value={place.purpose}
            help={t('setup.purposeHelp')}
            onChange={(purpose) => setPlace({ ...place, purpose })}
          />
          <div className="setup-grid">
            <Field label={t('setup.timeZone')} error={error('time_zone')}>
              <ZoneSelect
                value={place.time_zone}
                onChange={(time_zone) => setPlace({ ...place, time_zone })}
              />
            </Field>
            <Field label={t('setup.currency')} error={error('currency')}>
              <CurrencySelect
                value={place.currency}
                onChange={(currency) => setPlace({ ...place, currency })}
              />
            </Field>
          </div>
          <div className="row wrap g12">
            <Checkbox checked={sample} onChange={setSample}>
              {t('setup.sample')}
            </Checkbox>
            <Button
              type="submit"
              kind="primary"
              size="lg"
              className="end"
              busy={form.busy}
              busyText={t('setup.starting')}
              disabled={wait > 0}
            >
              {t('setup.start')}
              <Icon of={ArrowRight} />
            </Button>
          </div>
        </form>
        <Promises first={first} />
      </div>
    </AuthGround>
  );
}

function Promises({ first }: { first: boolean }) {
  return (
    <aside className="setup-side">
      <h2>{t('setup.machine')}</h2>
      {promises
        .filter((p) => first || p.icon !== ShieldCheck)
        .map((p) => (
          <div key={p.title} className="row g12 promise">
            <Icon of={p.icon} size="l" className="acc" />
            <div>
              <div className="b">{t(p.title)}</div>
              <div className="muted sm">{t(p.text)}</div>
            </div>
          </div>
        ))}
      {!first && (
        <p className="dim sm setup-last">
          {t('setup.haveAccount')}{' '}
          <a className="acc b" href="/login">
            {t('auth.signIn')}
          </a>
        </p>
      )}
    </aside>
  );
}

function Filling({ made, onRetry }: { made: Made; onRetry: () => void }) {
  let inside: ReactNode = (
    <div className="row g12" role="status">
      <Spinner />
      <p>{t('setup.filling')}</p>
    </div>
  );
  if (made.sampleFailed !== undefined)
    inside = (
      <>
        <FormNote text={made.sampleFailed} />
        <div className="row g6">
          <Button onClick={onRetry}>{t('do.retry')}</Button>
          <Button kind="primary" onClick={() => open(made.workspace)}>
            {t('setup.without')}
          </Button>
        </div>
      </>
    );
  return (
    <AuthGround>
      <div className="auth-in">
        <div className="auth-card">{inside}</div>
      </div>
    </AuthGround>
  );
}
