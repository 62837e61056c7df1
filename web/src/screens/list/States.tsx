// When there are no rows: the first steps, which filter to drop, or what went wrong.
import {
  Building2,
  CircleCheck,
  Plus,
  RotateCw,
  SearchX,
  Sparkles,
  CloudAlert,
} from 'lucide-react';
import { useState } from 'react';
import { post, Problem } from '../../api/client';
import { openOverlay } from '../../app/overlays';
import { useGo } from '../../app/state';
import type { EntityMeta } from '../../data/meta';
import { refreshLists, useTotal, type ListQuery } from '../../data/records';
import { useMay, useWorkspace } from '../../data/session';
import { problemText, tellProblem } from '../../data/writes';
import {
  askable,
  dropNode,
  entityLabel,
  noFilter,
  pluralLabel,
  writeFilter,
  type Group,
} from '../../fields';
import { maybe, t } from '../../text';
import { Button, CopyButton, EmptyState, Icon, Kbd, type LucideIcon } from '../../ui';
import { nodeWords } from './Filters';

// --- nothing yet ---

function Start(props: {
  icon: LucideIcon;
  title: string;
  text: string;
  kbd?: string;
  onClick: () => void;
}) {
  return (
    <button type="button" className="card" onClick={props.onClick}>
      <Icon of={props.icon} size="l" />
      <span>
        <span className="row g6 bb">
          {props.title}
          {props.kbd && <Kbd keys={props.kbd} />}
        </span>
        <span className="muted">{props.text}</span>
      </span>
    </button>
  );
}

export function Nothing({ entity }: { entity: EntityMeta }) {
  const [busy, setBusy] = useState(false);
  const admin = useMay('admin');
  const mayWrite = useMay('member');
  const go = useGo();
  const sample = async () => {
    setBusy(true);
    try {
      await post('/crm/sample', {});
      refreshLists();
    } catch (e) {
      tellProblem(e);
    } finally {
      setBusy(false);
    }
  };
  const label = entityLabel(entity);
  return (
    <EmptyState
      title={
        maybe(`empty.${entity.plural}.title`) ?? t('empty.title', { what: pluralLabel(entity) })
      }
      text={maybe(`empty.${entity.plural}.text`) ?? t('empty.text', { what: pluralLabel(entity) })}
    >
      {mayWrite && (
        <div className="starts">
          <Start
            icon={Plus}
            title={
              maybe(`empty.${entity.plural}.add`) ?? t('list.new', { what: label.toLowerCase() })
            }
            text={t('empty.enough')}
            kbd="n"
            onClick={() => openOverlay('create', { entity: entity.name })}
          />
          {entity.name === 'contact' ? (
            <Start
              icon={Building2}
              title={t('empty.company')}
              text={t('empty.companyText')}
              onClick={() => openOverlay('create', { entity: 'company' })}
            />
          ) : (
            <Start
              icon={CircleCheck}
              title={t('empty.today')}
              text={t('empty.todayText')}
              onClick={() => go('today')}
            />
          )}
          {admin && (
            <Start
              icon={Sparkles}
              title={busy ? t('empty.sampleBusy') : t('empty.sample')}
              text={t('empty.sampleText')}
              onClick={() => !busy && void sample()}
            />
          )}
        </div>
      )}
    </EmptyState>
  );
}

// --- nothing fits ---

interface NoMatchProps {
  entity: EntityMeta;
  filter: Group;
  q: string;
  onFilter: (filter: Group) => void;
  onQ: (q: string) => void;
}

/** At most this many are tried, a question each. */
const TRIED = 4;

function useWithout(props: NoMatchProps, at: number): number | undefined {
  const { entity, filter, q } = props;
  const zone = useWorkspace().time_zone;
  const rest = at < 0 ? filter : dropNode(filter, at);
  const asked = writeFilter(rest);
  const words = at < 0 ? '' : q.trim();
  const query: ListQuery = {
    ...(asked === undefined ? {} : { filter: JSON.stringify(askable(entity, asked, zone)) }),
    ...(words ? { q: words } : {}),
  };
  const enabled = at < 0 ? q.trim() !== '' : at < filter.nodes.length;
  return useTotal(entity.plural, query, enabled).data;
}

interface Cure {
  what: string;
  found: number;
  drop: () => void;
}

function useCures(props: NoMatchProps): Cure[] {
  const { entity, filter, q, onFilter, onQ } = props;
  // A fixed number of questions: hooks stand in no loop of changing length.
  const found = [
    useWithout(props, 0),
    useWithout(props, 1),
    useWithout(props, 2),
    useWithout(props, 3),
  ];
  const words = useWithout(props, -1);
  const cures: Cure[] = filter.nodes.slice(0, TRIED).map((node, at) => ({
    what: nodeWords(entity, node),
    found: found[at] ?? 0,
    drop: () => onFilter(dropNode(filter, at)),
  }));
  if (q.trim()) cures.push({ what: `“${q.trim()}”`, found: words ?? 0, drop: () => onQ('') });
  return cures.filter((c) => c.found > 0).sort((a, b) => b.found - a.found);
}

export function NoMatch(props: NoMatchProps) {
  const { entity, filter, q, onFilter, onQ } = props;
  const cures = useCures(props);
  const n = filter.nodes.length + (q.trim() ? 1 : 0);
  const [best, second] = cures;
  return (
    <EmptyState
      rings={false}
      title={
        <>
          <span className="tile dim">
            <Icon of={SearchX} size="xl" />
          </span>
          {t('nomatch.title', { n })}
        </>
      }
      text={
        best && (
          <>
            {t('nomatch.without')} <b className="b">{best.what}</b>{' '}
            {t('nomatch.found', { n: best.found })}
            {second && (
              <>
                {' '}
                {t('nomatch.without')} <b className="b">{second.what}</b>, {second.found}.
              </>
            )}
          </>
        )
      }
    >
      {best && <Button onClick={best.drop}>{t('nomatch.drop', { what: best.what })}</Button>}
      <Button
        kind="ghost"
        onClick={() => {
          onQ('');
          onFilter(noFilter);
        }}
      >
        {t('nomatch.clear')}
      </Button>
      {q.trim() && (
        <Button
          kind="ghost"
          icon={Plus}
          onClick={() => {
            const named = entity.fields.find((f) => f.is_name)?.name ?? 'name';
            openOverlay('create', { entity: entity.name, values: { [named]: q.trim() } });
          }}
        >
          {t('ui.create', { name: q.trim() })}
        </Button>
      )}
    </EmptyState>
  );
}

// --- it failed ---

export function Failed({
  error,
  what,
  onRetry,
}: {
  error: Error;
  what: string;
  onRetry: () => void;
}) {
  const problem = error instanceof Problem ? error : undefined;
  const details = problem
    ? `${problem.status} ${problem.code}\n${what}\n${problem.instance}`.trim()
    : error.message;
  return (
    <EmptyState
      rings={false}
      title={
        <>
          <span className="tile bad">
            <Icon of={CloudAlert} size="xl" />
          </span>
          {t('list.failed')}
        </>
      }
      text={problemText(error)}
    >
      <Button kind="primary" icon={RotateCw} onClick={onRetry}>
        {t('do.retry')}
      </Button>
      <details className="tellwhom">
        <summary>{t('list.tellWhom')}</summary>
        <pre className="mono">{details}</pre>
        <CopyButton text={details} />
      </details>
    </EmptyState>
  );
}
