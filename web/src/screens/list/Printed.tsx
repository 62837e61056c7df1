// The list on paper: the rows that are here, as a table that needs no scrolling.
import type { Rows } from '../../data/rows';
import { Cell, fieldLabel, kindInfo } from '../../fields';
import { usePrinting } from '../../lib/media';
import { number } from '../../lib/numbers';
import { t } from '../../text';
import type { Shown } from './columns';

export interface PrintedProps {
  columns: Shown[];
  rows: Rows;
}

export function Printed({ columns, rows }: PrintedProps) {
  if (!usePrinting()) return null;
  const end = (c: Shown) => (kindInfo(c.field).align === 'end' ? 'num' : undefined);
  return (
    <>
      <table className="printed">
        <thead>
          <tr>
            {columns.map((c) => (
              <th key={c.field.name} className={end(c)}>
                {fieldLabel(c.field)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.loaded.map((row) => (
            <tr key={row.id}>
              {columns.map((c) => (
                <td key={c.field.name} className={end(c)}>
                  <Cell field={c.field} row={row} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.loaded.length < rows.count && (
        <p className="printed">
          {t('list.printed', { n: number(rows.loaded.length), of: number(rows.count) })}
        </p>
      )}
    </>
  );
}
