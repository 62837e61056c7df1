// A change set's summary with its names found: "Priority of Ada Byron changed", "12 contacts trashed".
import type { Change } from '../../api/types';
import { cachedMeta, field, findEntity } from '../../data/meta';
import { useRefName } from '../../data/refs';
import { entityLabelOf, fieldLabel, pluralLabel } from '../../fields';
import { number } from '../../lib/numbers';
import { maybe, t } from '../../text';
import { Words } from '../record/Words';
import { summarize, type Summary } from './summary';

function kinds(entity: string): string {
  const meta = cachedMeta();
  const known = meta && findEntity(meta, entity);
  return known ? pluralLabel(known).toLocaleLowerCase() : entity;
}

export function fieldWords(entity: string, fields: string[]): string {
  const meta = cachedMeta();
  const known = meta && findEntity(meta, entity);
  const words = fields.map((name) => {
    const f = known && field(known, name);
    return f ? fieldLabel(f) : (maybe(`field.${name}`) ?? name.replaceAll('_', ' '));
  });
  return new Intl.ListFormat(undefined, { type: 'conjunction' }).format(words);
}

function One({ summary }: { summary: Summary }) {
  const name = useRefName(summary.entity, summary.id);
  const label = entityLabelOf(summary.entity);
  const what = <b className="b">{name ?? t('hist.nameless', { kind: label, id: summary.id })}</b>;
  if (summary.verb === 'updated' && summary.fields.length)
    return (
      <Words
        of="hist.one.fields"
        with={{ name: what, fields: fieldWords(summary.entity, summary.fields) }}
      />
    );
  return <Words of={`hist.one.${summary.verb}`} with={{ name: what, kind: label }} />;
}

export function SummaryWords({ change }: { change: Change }) {
  const summary = summarize(change.events ?? [], change.n_events);
  if (!summary) return <>{change.label ?? t('hist.nothing')}</>;
  if (summary.partial)
    return (
      <>
        {change.label ? <b className="b">{change.label}</b> : t('hist.large')}
        {' · '}
        {t('hist.events', { n: change.n_events })}
      </>
    );
  const others = summary.others.map(kinds);
  return (
    <>
      {summary.records === 1 ? (
        <One summary={summary} />
      ) : (
        <Words
          of={`hist.many.${summary.verb}`}
          with={{
            what: (
              <b className="b">
                {number(summary.records)} {kinds(summary.entity)}
              </b>
            ),
          }}
        />
      )}
      {others.length > 0 && (
        <span className="dim">
          {' '}
          {t('hist.and', { what: new Intl.ListFormat().format(others) })}
        </span>
      )}
    </>
  );
}
