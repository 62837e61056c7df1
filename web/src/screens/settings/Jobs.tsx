// What the workspace still has to do by itself: what failed for good can be run again.
import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { notify } from '../../data/notify';
import { useWorkspace } from '../../data/session';
import { retryJob, useJobs, type Job } from '../../data/settings';
import { tellProblem } from '../../data/writes';
import { ago, exactTime } from '../../lib/time';
import { maybe, t } from '../../text';
import { Button, EmptyState, Segment } from '../../ui';
import { DataTable, type Col } from '../shared/DataTable';
import { Loaded } from '../shared/Loaded';
import { SettingsPage } from './SettingsPage';

const states = ['dead', 'waiting', 'running'] as const;
type State = (typeof states)[number];

export default function Jobs() {
  const [state, setState] = useState<State>('dead');
  const jobs = useJobs(state);
  const { time_zone: zone } = useWorkspace();
  const columns: Col<Job>[] = [
    {
      head: t('set.jobs.what'),
      main: true,
      cell: (j) => (
        <div>
          <div className="b">{maybe(`job.${j.kind}`) ?? j.kind}</div>
          {j.last_error !== null && <div className="sub">{j.last_error}</div>}
        </div>
      ),
    },
    { head: t('set.jobs.tries'), width: 80, num: true, cell: (j) => j.attempts },
    {
      head: state === 'waiting' ? t('set.jobs.next') : t('set.jobs.since'),
      width: 130,
      cell: (j) => {
        const at = state === 'waiting' ? (j.run_at ?? j.created_at) : j.created_at;
        return (
          <time className="dim" dateTime={at} title={exactTime(at, zone)}>
            {state === 'waiting' ? exactTime(at, zone) : ago(at, zone)}
          </time>
        );
      },
    },
    {
      head: t('do.more'),
      width: 120,
      quiet: true,
      cell: (j) => j.state === 'dead' && <Retry job={j} />,
    },
  ];
  return (
    <SettingsPage wide title={t('set.jobs')} text={t('set.jobs.text')}>
      <div className="row set-seg">
        <Segment<State>
          label={t('set.jobs.state')}
          value={state}
          onChange={setState}
          options={states.map((s) => ({ value: s, label: t(`set.jobs.${s}`) }))}
        />
      </div>
      <Loaded query={jobs}>
        {({ data: rows }) =>
          rows.length ? (
            <DataTable label={t('set.jobs')} columns={columns} rows={rows} rowKey={(j) => j.id} />
          ) : (
            <EmptyState
              rings={false}
              title={t(`set.jobs.none.${state}`)}
              text={t('set.jobs.noneText')}
            />
          )
        }
      </Loaded>
    </SettingsPage>
  );
}

function Retry({ job }: { job: Job }) {
  const [busy, setBusy] = useState(false);
  const retry = () => {
    setBusy(true);
    retryJob(job.id)
      .then(() => notify({ text: t('set.jobs.again') }))
      .catch(tellProblem)
      .finally(() => setBusy(false));
  };
  return (
    <Button size="sm" icon={RotateCcw} busy={busy} onClick={retry}>
      {t('set.jobs.retry')}
    </Button>
  );
}
