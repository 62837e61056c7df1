// A change set in words: "Ada Byron moved to the trash", "12 contacts changed with tasks".
import type { Change } from '../../api/types';
import { cachedMeta, findEntity, type EntityMeta } from '../../data/meta';
import { countLabel, entityLabelOf, pluralLabel } from '../../fields';
import { number } from '../../lib/numbers';
import { t } from '../../text';
import { Words } from '../record/Words';
import { summarize } from './summary';

function entityOf(name: string): EntityMeta | undefined {
  const meta = cachedMeta();
  return meta && findEntity(meta, name);
}

function counted(name: string, n: number): string {
  const known = entityOf(name);
  return known ? countLabel(known, n) : `${number(n)} ${entityLabelOf(name).toLocaleLowerCase()}`;
}

function kindsOf(name: string): string {
  const known = entityOf(name);
  return (known ? pluralLabel(known) : entityLabelOf(name)).toLocaleLowerCase();
}

/** How many changes the words do not tell by themselves; none where they do. */
export function untold({ summary, n_events }: Change): number | null {
  const told = summarize(summary)?.records ?? 0;
  return summary.whole && n_events > told ? n_events : null;
}

export function SummaryWords({ change }: { change: Change }) {
  const summary = summarize(change.summary);
  if (!summary) return <>{change.label ?? t('hist.nothing')}</>;
  if (!change.summary.whole)
    return (
      <>
        {change.label === null ? t('hist.large') : <b className="b">{change.label}</b>}
        {' · '}
        {t('hist.events', { n: change.n_events })}
      </>
    );
  const { verb, entity, records, name } = summary;
  const others = summary.others.map(kindsOf);
  const what = <b className="b">{name ?? counted(entity, records)}</b>;
  return (
    <>
      <Words of={`hist.${verb}`} with={{ what }} />
      {others.length > 0 && (
        <span className="dim">
          {' '}
          {t('hist.and', { what: new Intl.ListFormat().format(others) })}
        </span>
      )}
    </>
  );
}
