// A table of a few dozen rows: columns as data. Where there is little room each row becomes a card with its columns
// named; the roles are written out, since a changed `display` takes them away.
/* eslint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role --
   a table's parts lose their roles with another display */
import type { ReactNode } from 'react';
import { rem } from '../../lib/rem';
import { classes } from '../../ui';
import '../../styles/datatable.css';

export interface Col<R> {
  head: string;
  /** The rest of the room is shared by those without one. */
  width?: number;
  num?: boolean;
  /** Its head is for screen readers only: ticks, buttons. */
  quiet?: boolean;
  /** What the row is called: it heads the card of the phone. */
  main?: boolean;
  cell: (row: R) => ReactNode;
}

export interface DataTableProps<R> {
  label: string;
  columns: Col<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string | number;
  /** Marks one: the cursor, a choice. */
  rowClass?: (row: R) => string | undefined;
  onRow?: (row: R) => void;
  className?: string;
}

export function DataTable<R>(props: DataTableProps<R>) {
  const { label, columns, rows, rowKey, rowClass, className } = props;
  return (
    <div className="dt-room">
      <table className={classes('tbl', 'dt', className)} role="table" aria-label={label}>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((c) => (
              <th
                key={c.head}
                role="columnheader"
                scope="col"
                className={classes(c.num && 'num')}
                style={c.width === undefined ? undefined : { width: rem(c.width) }}
              >
                <span className={c.quiet ? 'sr' : undefined}>{c.head}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row" className={rowClass?.(row)}>
              {columns.map((c) => (
                <td
                  key={c.head}
                  role="cell"
                  className={classes(c.num && 'num', c.main && 'card-name', c.quiet && 'quiet')}
                  data-label={c.main || c.quiet ? undefined : c.head}
                >
                  {c.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
