// The workspace: what it is called, what for, where and when. Below, what cannot be taken back.
import { useState } from 'react';
import { useForm } from '../../app/form';
import { notify } from '../../data/notify';
import { useMay, useMe, useWorkspace } from '../../data/session';
import {
  changeWorkspace,
  deleteWorkspace,
  leaveFor,
  transferWorkspace,
  useMembers,
  type WorkspaceValues,
} from '../../data/settings';
import { tellProblem } from '../../data/writes';
import { maybe, t } from '../../text';
import { Button, ConfirmDialog, Field, Input, Select } from '../../ui';
import { FormNote } from '../shared/FormNote';
import {
  CountrySelect,
  CurrencySelect,
  PurposeChoice,
  ZoneSelect,
} from '../shared/WorkspaceFields';
import { Part, SettingsPage } from './SettingsPage';

const fields = ['name', 'purpose', 'time_zone', 'currency', 'country', 'week_start'] as const;
const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

export default function General() {
  const workspace = useWorkspace();
  const may = useMay('admin');
  const owner = useMay('owner');
  const [values, setValues] = useState(workspace);
  const changed: WorkspaceValues = Object.fromEntries(
    fields.filter((f) => values[f] !== workspace[f]).map((f) => [f, values[f]]),
  );
  const form = useForm(async () => {
    await changeWorkspace(workspace.id, changed);
    notify({ text: t('done.saved') });
  });
  const set = (change: WorkspaceValues) => setValues({ ...values, ...change });
  const error = (f: (typeof fields)[number]) => form.error(f);
  return (
    <SettingsPage
      title={t('set.general')}
      text={may ? t('set.general.text') : t('set.general.readOnly')}
    >
      <form ref={form.ref} className="set-form" onSubmit={form.submit}>
        <FormNote text={form.general(...fields)} />
        <Field label={t('set.general.name')} error={error('name')}>
          <Input
            required
            maxLength={100}
            disabled={!may}
            value={values.name}
            onChange={(e) => set({ name: e.target.value })}
          />
        </Field>
        <PurposeChoice
          value={values.purpose}
          help={t('set.general.purpose')}
          disabled={!may}
          onChange={(purpose) => set({ purpose })}
        />
        <Field label={t('setup.timeZone')} error={error('time_zone')}>
          <ZoneSelect
            value={values.time_zone}
            disabled={!may}
            onChange={(time_zone) => set({ time_zone })}
          />
        </Field>
        <Field
          label={t('setup.currency')}
          help={t('set.general.currency')}
          error={error('currency')}
        >
          <CurrencySelect
            value={values.currency}
            disabled={!may}
            onChange={(currency) => set({ currency })}
          />
        </Field>
        <Field
          label={t('set.general.country')}
          help={t('set.general.countryHelp')}
          error={error('country')}
        >
          <CountrySelect
            value={values.country}
            disabled={!may}
            onChange={(country) => set({ country })}
          />
        </Field>
        <Field label={t('set.general.week')} error={error('week_start')}>
          <Select
            value={values.week_start}
            disabled={!may}
            options={weekdays.map((d) => ({ value: d, label: maybe(`option.${d}`) ?? d }))}
            onChange={(week_start) => set({ week_start })}
          />
        </Field>
        {may && (
          <div className="acts">
            <Button
              type="submit"
              kind="primary"
              kbd="mod+enter"
              busy={form.busy}
              busyText={t('wait.saving')}
              disabled={Object.keys(changed).length === 0}
            >
              {t('set.general.save')}
            </Button>
            {Object.keys(changed).length > 0 && (
              <Button kind="ghost" onClick={() => setValues(workspace)}>
                {t('do.discard')}
              </Button>
            )}
          </div>
        )}
      </form>
      {owner && <Danger />}
    </SettingsPage>
  );
}

function Danger() {
  const [asks, setAsks] = useState<'transfer' | 'delete' | null>(null);
  const me = useMe();
  const workspace = useWorkspace();
  const close = () => setAsks(null);
  const erase = async () => {
    try {
      await deleteWorkspace(workspace.id, workspace.name);
      leaveFor(me.workspaces, workspace.id);
    } catch (e) {
      tellProblem(e);
    }
  };
  return (
    <Part title={t('set.danger')} danger>
      <div className="set-line wrap">
        <div className="grow">
          <div className="b">{t('set.transfer')}</div>
          <p className="muted sm">{t('set.transfer.text')}</p>
        </div>
        <Button onClick={() => setAsks('transfer')}>{t('set.transfer.do')}</Button>
      </div>
      <div className="set-line wrap">
        <div className="grow">
          <div className="b">{t('set.delete')}</div>
          <p className="muted sm">{t('set.delete.text')}</p>
        </div>
        <Button kind="quietDanger" onClick={() => setAsks('delete')}>
          {t('set.delete.do')}
        </Button>
      </div>
      {asks === 'transfer' && <Transfer onClose={close} />}
      {asks === 'delete' && (
        <ConfirmDialog
          title={t('set.delete.title', { name: workspace.name })}
          confirmText={t('set.delete.do')}
          name={workspace.name}
          onConfirm={erase}
          onClose={close}
        >
          {t('set.delete.confirm')}
        </ConfirmDialog>
      )}
    </Part>
  );
}

function Transfer({ onClose }: { onClose: () => void }) {
  const me = useMe();
  const workspace = useWorkspace();
  const members = useMembers().data?.filter((m) => m.user_id !== me.user.id) ?? [];
  const [user, setUser] = useState<string | null>(null);
  const chosen = members.find((m) => String(m.user_id) === user);
  const transfer = async () => {
    if (!chosen) return;
    try {
      await transferWorkspace(workspace.id, chosen.user_id);
      notify({ text: t('set.transfer.done', { name: chosen.name }) });
      onClose();
    } catch (e) {
      tellProblem(e);
    }
  };
  if (!members.length)
    return (
      <ConfirmDialog
        title={t('set.transfer')}
        confirmText={t('do.close')}
        onConfirm={onClose}
        onClose={onClose}
      >
        {t('set.transfer.nobody')}
      </ConfirmDialog>
    );
  return (
    <ConfirmDialog
      title={t('set.transfer')}
      confirmText={t('set.transfer.do')}
      onConfirm={transfer}
      onClose={onClose}
    >
      <div className="set-form">
        <p>{t('set.transfer.confirm')}</p>
        <Field label={t('set.transfer.to')}>
          <Select
            value={user}
            options={members.map((m) => ({ value: String(m.user_id), label: m.name }))}
            onChange={setUser}
          />
        </Field>
      </div>
    </ConfirmDialog>
  );
}
