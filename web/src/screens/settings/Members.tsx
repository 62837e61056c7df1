// Who is in the workspace and as what; who is invited. What somebody may not do is not offered.
import { Ellipsis, Link2, UserMinus, UserPlus } from 'lucide-react';
import { useState } from 'react';
import type { Member, Role } from '../../api/types';
import { useForm } from '../../app/form';
import { notify } from '../../data/notify';
import { useMay, useMe, useWorkspace } from '../../data/session';
import {
  changeRole,
  invite,
  removeMember,
  revokeInvitation,
  useInvitations,
  useMembers,
  type Invitation,
} from '../../data/settings';
import { tellProblem } from '../../data/writes';
import { ago, exactTime, shortDay } from '../../lib/time';
import { maybe, t, type TextKey } from '../../text';
import {
  Avatar,
  Button,
  ConfirmDialog,
  CopyButton,
  Field,
  IconButton,
  Input,
  Menu,
  MenuItem,
  Note,
  Select,
  Tag,
} from '../../ui';
import { DataTable, type Col } from '../shared/DataTable';
import { FormNote } from '../shared/FormNote';
import { Loaded } from '../shared/Loaded';
import { grantable, mayChange } from './roles';
import { Part, SettingsPage } from './SettingsPage';

const roleWord = (role: Role) => maybe(`option.${role}`) ?? role;

export default function Members() {
  const members = useMembers();
  const may = useMay('admin');
  const [inviting, setInviting] = useState(false);
  const [removing, setRemoving] = useState<Member | null>(null);
  const columns = useColumns(setRemoving);
  return (
    <SettingsPage
      wide
      title={t('set.members')}
      text={t('set.members.text')}
      actions={
        may && (
          <Button kind="primary" icon={UserPlus} onClick={() => setInviting(true)}>
            {t('set.invite')}
          </Button>
        )
      }
      panel={
        inviting
          ? {
              title: t('set.invite.title'),
              onClose: () => setInviting(false),
              body: <Invite onClose={() => setInviting(false)} />,
            }
          : null
      }
    >
      <Loaded query={members}>
        {(rows) => (
          <DataTable
            label={t('set.members')}
            columns={columns}
            rows={rows}
            rowKey={(m) => m.user_id}
          />
        )}
      </Loaded>
      <Roles />
      {may && <Invitations />}
      {removing && <RemoveMember member={removing} onClose={() => setRemoving(null)} />}
    </SettingsPage>
  );
}

function useColumns(onRemove: (member: Member) => void): Col<Member>[] {
  const me = useMe();
  const { role, time_zone: zone } = useWorkspace();
  const changeable = (m: Member) => mayChange(role, m.role) && m.user_id !== me.user.id;
  return [
    {
      head: t('set.members.who'),
      main: true,
      cell: (m) => (
        <span className="who">
          <Avatar name={m.name} id={m.user_id} />
          <span className="trunc">
            {m.name} {m.user_id === me.user.id && <Tag>{t('set.members.you')}</Tag>}
          </span>
        </span>
      ),
    },
    { head: t('auth.email'), cell: (m) => <span className="trunc">{m.email}</span> },
    {
      head: t('set.members.role'),
      width: 150,
      cell: (m) => (changeable(m) ? <RoleSelect member={m} /> : roleWord(m.role)),
    },
    {
      head: t('set.members.since'),
      width: 110,
      cell: (m) => (
        <time className="dim" dateTime={m.created_at} title={exactTime(m.created_at, zone)}>
          {shortDay(m.created_at, zone)}
        </time>
      ),
    },
    {
      head: t('do.more'),
      width: 48,
      quiet: true,
      cell: (m) =>
        changeable(m) && (
          <Menu
            align="end"
            trigger={
              <IconButton icon={Ellipsis} size="sm" label={t('set.moreOf', { name: m.name })} />
            }
          >
            <MenuItem icon={UserMinus} danger onSelect={() => onRemove(m)}>
              {t('set.members.remove')}
            </MenuItem>
          </Menu>
        ),
    },
  ];
}

function RoleSelect({ member }: { member: Member }) {
  const workspace = useWorkspace();
  const change = (role: Role) => {
    changeRole(workspace.id, member.user_id, role)
      .then(() =>
        notify({
          text: t('set.members.changed', { name: member.name, role: roleWord(role) }),
          action: { label: t('do.undo'), run: () => change(member.role) },
        }),
      )
      .catch(tellProblem);
  };
  return (
    <Select<Role>
      size="sm"
      label={t('set.members.roleOf', { name: member.name })}
      value={member.role}
      options={grantable(workspace.role).map((r) => ({ value: r, label: roleWord(r) }))}
      onChange={change}
    />
  );
}

const roleTexts: [Role, TextKey][] = [
  ['owner', 'set.role.owner'],
  ['admin', 'set.role.admin'],
  ['member', 'set.role.member'],
  ['viewer', 'set.role.viewer'],
];

function Roles() {
  return (
    <details className="set-roles">
      <summary className="dim sm">{t('set.roles')}</summary>
      <dl>
        {roleTexts.map(([role, text]) => (
          <div key={role}>
            <dt className="b">{roleWord(role)}</dt>
            <dd className="muted">{t(text)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function RemoveMember({ member, onClose }: { member: Member; onClose: () => void }) {
  const workspace = useWorkspace();
  const remove = () =>
    removeMember(workspace.id, member.user_id)
      .then(() => {
        notify({ text: t('set.members.removed', { name: member.name }) });
        onClose();
      })
      .catch(tellProblem);
  return (
    <ConfirmDialog
      title={t('set.members.removeTitle', { name: member.name })}
      confirmText={t('set.members.remove')}
      onConfirm={remove}
      onClose={onClose}
    >
      {t('set.members.removeText')}
    </ConfirmDialog>
  );
}

// --- invitations ---

/** Links are shown by whoever invites; the server keeps no copy of their secret. */
function linkOf(token: string): string {
  return `${window.location.origin}/invite/${token}`;
}

function Invite({ onClose }: { onClose: () => void }) {
  const workspace = useWorkspace();
  const roles = grantable(workspace.role).filter((r) => r !== 'owner');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('member');
  const [made, setMade] = useState<{ email: string; token: string } | null>(null);
  const form = useForm(async () => {
    const invitation = await invite(workspace.id, email.trim(), role);
    setMade({ email: invitation.email, token: invitation.token ?? '' });
    setEmail('');
  });
  return (
    <form ref={form.ref} onSubmit={form.submit}>
      {made && (
        <div role="status">
          <Note tone="good" icon={Link2}>
            <b className="b">{t('set.invite.made', { email: made.email })}</b>{' '}
            {t('set.invite.madeText')}
            <div className="once">
              <code className="mono grow trunc">{linkOf(made.token)}</code>
              <CopyButton text={linkOf(made.token)} label={t('do.copy')} />
            </div>
          </Note>
        </div>
      )}
      <FormNote text={form.general('email', 'role')} />
      <Field label={t('auth.email')} error={form.error('email')}>
        <Input
          type="email"
          name="email"
          autoComplete="off"
          required
          autoFocus
          value={email}
          onChange={(e) => setEmail(e.target.value)}
        />
      </Field>
      <Field
        label={t('set.members.role')}
        help={t(roleTexts.find(([r]) => r === role)?.[1] ?? 'set.role.member')}
        error={form.error('role')}
      >
        <Select<Role>
          value={role}
          options={roles.map((r) => ({ value: r, label: roleWord(r) }))}
          onChange={setRole}
        />
      </Field>
      <div className="acts">
        <Button onClick={onClose}>{made ? t('do.close') : t('do.cancel')}</Button>
        <Button type="submit" kind="primary" busy={form.busy} busyText={t('set.invite.making')}>
          {t('set.invite.make')}
        </Button>
      </div>
    </form>
  );
}

function Invitations() {
  const invitations = useInvitations(true);
  const { id, time_zone: zone } = useWorkspace();
  const revoke = (i: Invitation) => {
    revokeInvitation(id, i.id)
      .then(() => notify({ text: t('set.invite.revoked', { email: i.email }) }))
      .catch(tellProblem);
  };
  const columns: Col<Invitation>[] = [
    { head: t('auth.email'), main: true, cell: (i) => <span className="trunc b">{i.email}</span> },
    { head: t('set.members.role'), width: 110, cell: (i) => roleWord(i.role) },
    {
      head: t('set.invite.sent'),
      width: 120,
      cell: (i) => <span className="dim">{ago(i.created_at, zone)}</span>,
    },
    {
      head: t('set.invite.ends'),
      width: 120,
      cell: (i) => <span className="dim">{shortDay(i.expires_at, zone)}</span>,
    },
    {
      head: t('do.more'),
      width: 110,
      quiet: true,
      cell: (i) => (
        <Button
          size="sm"
          aria-label={t('set.invite.revokeOf', { email: i.email })}
          onClick={() => revoke(i)}
        >
          {t('set.invite.revoke')}
        </Button>
      ),
    },
  ];
  return (
    <Part title={t('set.invitations')} text={t('set.invitations.text')}>
      <Loaded query={invitations} lines={2}>
        {(rows) =>
          rows.length ? (
            <DataTable
              label={t('set.invitations')}
              columns={columns}
              rows={rows}
              rowKey={(i) => i.id}
            />
          ) : (
            <p className="dim">{t('set.invitations.none')}</p>
          )
        }
      </Loaded>
    </Part>
  );
}
