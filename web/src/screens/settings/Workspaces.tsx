// All workspaces you are in: go there, leave, make another.
import { LogOut, Plus } from 'lucide-react';
import { useState } from 'react';
import type { Workspace } from '../../api/types';
import { useForm } from '../../app/form';
import { notify } from '../../data/notify';
import { refreshMe, useMe, useWorkspace } from '../../data/session';
import { createWorkspace, leaveFor, removeMember } from '../../data/settings';
import { tellProblem } from '../../data/writes';
import { maybe, t } from '../../text';
import { Avatar, Button, ConfirmDialog, Field, Input, Tag } from '../../ui';
import { FormNote } from '../shared/FormNote';
import { PurposeChoice, type Purpose } from '../shared/WorkspaceFields';
import { SettingsPage } from './SettingsPage';

function enter(id: number): void {
  window.location.assign(`/w/${id}/today`);
}

export default function Workspaces() {
  const me = useMe();
  const now = useWorkspace();
  const [making, setMaking] = useState(false);
  const [leaving, setLeaving] = useState<Workspace | null>(null);
  const close = () => setMaking(false);
  return (
    <SettingsPage
      title={t('nav.workspaces')}
      text={t('set.workspaces.text')}
      actions={
        <Button kind="primary" icon={Plus} onClick={() => setMaking(true)}>
          {t('nav.newWorkspace')}
        </Button>
      }
      panel={
        making
          ? { title: t('nav.newWorkspace'), onClose: close, body: <Make onClose={close} /> }
          : null
      }
    >
      <ul>
        {me.workspaces.map((w) => (
          <li key={w.id} className="set-line">
            <Avatar name={w.name} id={w.id} kind="company" size={32} />
            <div className="grow">
              <div className="row g6">
                <span className="b trunc">{w.name}</span>
                {w.id === now.id && <Tag tone="acc">{t('set.workspaces.here')}</Tag>}
              </div>
              <p className="muted sm">
                {maybe(`option.${w.role}`)} · {maybe(`option.${w.purpose}`)}
              </p>
            </div>
            <Button
              size="sm"
              kind="ghost"
              icon={LogOut}
              aria-label={t('set.workspaces.leaveOf', { name: w.name })}
              onClick={() => setLeaving(w)}
            >
              {t('set.workspaces.leave')}
            </Button>
            {w.id !== now.id && (
              <Button
                size="sm"
                aria-label={t('set.workspaces.openOf', { name: w.name })}
                onClick={() => enter(w.id)}
              >
                {t('do.open')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {leaving && <Leave workspace={leaving} onClose={() => setLeaving(null)} />}
    </SettingsPage>
  );
}

function Leave({ workspace, onClose }: { workspace: Workspace; onClose: () => void }) {
  const me = useMe();
  const now = useWorkspace();
  const leave = async () => {
    try {
      await removeMember(workspace.id, me.user.id);
      if (workspace.id === now.id) return leaveFor(me.workspaces, workspace.id);
      await refreshMe();
      notify({ text: t('set.workspaces.left', { name: workspace.name }) });
      onClose();
    } catch (e) {
      tellProblem(e);
    }
  };
  return (
    <ConfirmDialog
      title={t('set.workspaces.leaveTitle', { name: workspace.name })}
      confirmText={t('set.workspaces.leave')}
      onConfirm={leave}
      onClose={onClose}
    >
      {t('set.workspaces.leaveText')}
    </ConfirmDialog>
  );
}

function Make({ onClose }: { onClose: () => void }) {
  const { time_zone, currency, country, week_start } = useWorkspace();
  const [name, setName] = useState('');
  const [purpose, setPurpose] = useState<Purpose>('both');
  const form = useForm(async () => {
    const made = await createWorkspace({
      name: name.trim(),
      purpose,
      time_zone,
      currency,
      country,
      week_start,
    });
    enter(made.id);
  });
  return (
    <form ref={form.ref} onSubmit={form.submit}>
      <FormNote text={form.general('name')} />
      <Field
        label={t('set.general.name')}
        help={t('set.workspaces.same')}
        error={form.error('name')}
      >
        <Input
          required
          maxLength={100}
          autoFocus
          value={name}
          onChange={(e) => setName(e.target.value)}
        />
      </Field>
      <PurposeChoice value={purpose} onChange={setPurpose} />
      <div className="acts">
        <Button onClick={onClose}>{t('do.cancel')}</Button>
        <Button type="submit" kind="primary" busy={form.busy} busyText={t('set.workspaces.making')}>
          {t('set.workspaces.make')}
        </Button>
      </div>
    </form>
  );
}
