// What the parts of the table agree upon.
import type { Refused } from '../../fields';
import type { Density } from '../../data/own';
import { scaled } from '../../lib/rem';

/** The cursor is on a row as a whole. */
export const NAME = '';

export interface Cursor {
  index: number;
  /** A field's name, or NAME. */
  field: string;
}

export interface Editing {
  index: number;
  field: string;
  refused?: Refused | undefined;
}

export const rowId = (index: number) => `row-${index}`;

/** As --row in styles/tokens.css. */
export const rowHeights: Record<Density, number> = {
  roomy: scaled(44),
  normal: scaled(36),
  dense: scaled(30),
};
export const PHONE_ROW = scaled(62);
export const HEAD = scaled(32);
export const CHECK_WIDTH = scaled(40);

/** Browsers draw no element higher than some 17 million pixels; a longer list is narrowed to be seen whole. */
export const MOST_PIXELS = 16_000_000;
