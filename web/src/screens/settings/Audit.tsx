// What happened to accounts, keys and members, newest first.
import { Download, ScrollText } from 'lucide-react';
import { useMemo, useState } from 'react';
import { fileAddress } from '../../api/client';
import { useWorkspace } from '../../data/session';
import { useAudit, useMembers, type AuditEntry } from '../../data/settings';
import { ago, dayFromNow, exactTime } from '../../lib/time';
import { maybe, t } from '../../text';
import { Button, EmptyState, Field, Icon, Select } from '../../ui';
import { DataTable, type Col } from '../shared/DataTable';
import { Failed, Waiting } from '../shared/Loaded';
import { detailWords } from './auditWords';
import { SettingsPage } from './SettingsPage';

const kinds = ['all', 'auth.', 'key.', 'member.', 'workspace.'] as const;
const spans = ['all', '1', '7', '30', '90'] as const;
type Kind = (typeof kinds)[number];
type Span = (typeof spans)[number];

export default function Audit() {
  const { time_zone: zone } = useWorkspace();
  const members = useMembers().data ?? [];
  const [kind, setKind] = useState<Kind>('all');
  const [span, setSpan] = useState<Span>('all');
  const [actor, setActor] = useState('all');
  const query = useMemo(
    () => ({
      action: kind === 'all' ? undefined : kind,
      actor_id: actor === 'all' ? undefined : actor,
      since: span === 'all' ? undefined : `${dayFromNow(1 - Number(span), zone)}T00:00:00Z`,
    }),
    [kind, actor, span, zone],
  );
  const audit = useAudit(query);
  const rows = audit.data?.pages.flatMap((p) => p.data) ?? [];
  const nameOf = (e: AuditEntry) =>
    members.find((m) => m.user_id === e.actor_id)?.name ??
    maybe(`set.audit.actor.${e.actor_kind}`) ??
    e.actor_kind;
  const columns: Col<AuditEntry>[] = [
    {
      head: t('set.audit.what'),
      main: true,
      cell: (e) => (
        <div>
          <div className="b">{maybe(`audit.${e.action}`) ?? e.action}</div>
          <div className="sub">{detailWords(e)}</div>
        </div>
      ),
    },
    { head: t('set.audit.who'), width: 170, cell: nameOf },
    {
      head: t('set.audit.when'),
      width: 120,
      cell: (e) => (
        <time className="dim" dateTime={e.at} title={exactTime(e.at, zone)}>
          {ago(e.at, zone)}
        </time>
      ),
    },
    {
      head: t('set.audit.address'),
      width: 150,
      cell: (e) => <span className="mono dim">{e.address}</span>,
    },
  ];
  return (
    <SettingsPage
      wide
      title={t('set.audit')}
      text={t('set.audit.text')}
      actions={
        <a className="btn" href={fileAddress('/audit', { ...query, format: 'csv' })} download>
          <Icon of={Download} />
          {t('set.audit.csv')}
        </a>
      }
    >
      <div className="filters-line">
        <Field label={t('set.audit.kind')}>
          <Select<Kind>
            size="sm"
            value={kind}
            onChange={setKind}
            options={kinds.map((k) => ({ value: k, label: maybe(`set.audit.kind.${k}`) ?? k }))}
          />
        </Field>
        <Field label={t('set.audit.who')}>
          <Select
            size="sm"
            value={actor}
            onChange={setActor}
            options={[
              { value: 'all', label: t('set.audit.anybody') },
              ...members.map((m) => ({ value: String(m.user_id), label: m.name })),
            ]}
          />
        </Field>
        <Field label={t('set.audit.span')}>
          <Select<Span>
            size="sm"
            value={span}
            onChange={setSpan}
            options={spans.map((s) => ({
              value: s,
              label: s === 'all' ? t('set.audit.ever') : t('set.audit.days', { n: Number(s) }),
            }))}
          />
        </Field>
      </div>
      {audit.isPending && <Waiting lines={8} />}
      {audit.isError && <Failed error={audit.error} onRetry={() => void audit.refetch()} />}
      {audit.isSuccess && rows.length === 0 && (
        <EmptyState title={t('set.audit.none')} text={t('set.audit.noneText')} rings={false} />
      )}
      {rows.length > 0 && (
        <DataTable label={t('set.audit')} columns={columns} rows={rows} rowKey={(e) => e.id} />
      )}
      {audit.hasNextPage && (
        <div className="more-row">
          <Button
            icon={ScrollText}
            busy={audit.isFetchingNextPage}
            onClick={() => void audit.fetchNextPage()}
          >
            {t('set.audit.more')}
          </Button>
        </div>
      )}
    </SettingsPage>
  );
}
