// The table's foot: the keys, how many, and what those selected come to.
import type { Row } from '../../api/types';
import { useMay } from '../../data/session';
import { currencyOf, fieldLabel, kindOf } from '../../fields';
import { money, number } from '../../lib/numbers';
import { t, type TextKey } from '../../text';
import { Kbd } from '../../ui';
import type { Shown } from './columns';

const hints: { keys: string; text: TextKey; writes?: boolean }[] = [
  { keys: 'j k', text: 'foot.move' },
  { keys: 'x', text: 'foot.select' },
  { keys: 'space', text: 'foot.peek' },
  { keys: 'enter', text: 'foot.open' },
  { keys: 'e', text: 'foot.edit', writes: true },
  { keys: 'l', text: 'foot.log', writes: true },
  { keys: '?', text: 'foot.keys' },
];

export interface Figure {
  label: string;
  text: string;
}

/** Money is added up for each currency; numbers of a scale are averaged. */
export function figures(columns: Shown[], rows: Row[]): Figure[] {
  if (rows.length === 0) return [];
  return columns.flatMap(({ field }): Figure[] => {
    const kind = kindOf(field);
    const label = fieldLabel(field);
    if (kind === 'money') {
      const sums = new Map<string, number>();
      for (const row of rows) {
        const amount = row[field.name];
        const currency = currencyOf(field, row);
        if (typeof amount === 'number') sums.set(currency, (sums.get(currency) ?? 0) + amount);
      }
      const text = [...sums].map(([currency, sum]) => money(sum, currency)).join(' + ');
      return text ? [{ label, text }] : [];
    }
    if (kind !== 'priority' && kind !== 'rating' && kind !== 'number') return [];
    const values = rows.map((r) => r[field.name]).filter((v): v is number => typeof v === 'number');
    if (values.length === 0) return [];
    const average = values.reduce((sum, v) => sum + v, 0) / values.length;
    return [
      { label: t('foot.average', { field: label }), text: number(Math.round(average * 10) / 10) },
    ];
  });
}

interface FootProps {
  columns: Shown[];
  selected: Row[];
  /** How many fit, where the list is narrowed. */
  shown: number | undefined;
  whole: number | undefined;
  /** The list is longer than can be scrolled through: so many are. */
  cut: number | undefined;
}

export function Foot({ columns, selected, shown, whole, cut }: FootProps) {
  const mayWrite = useMay('member');
  return (
    <footer className="foot">
      {hints
        .filter((h) => mayWrite || !h.writes)
        .map((h) => (
          <span key={h.keys} className="hint" aria-hidden>
            <Kbd keys={h.keys} /> {t(h.text)}
          </span>
        ))}
      <span className="end row g16 tn">
        {figures(columns, selected).map((f) => (
          <span key={f.label}>
            {f.label} <b className="b muted">{f.text}</b>
          </span>
        ))}
        {cut !== undefined && <span>{t('foot.cut', { n: cut })}</span>}
        {whole !== undefined && (
          <span>
            {shown === undefined
              ? t('foot.all', { n: whole })
              : t('foot.of', { n: shown, all: whole })}
          </span>
        )}
      </span>
    </footer>
  );
}
