// What the parts of the table agree upon.
import type { Refused } from '../../fields';
import type { Density } from '../../data/own';

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
export const rowHeights: Record<Density, number> = { roomy: 44, normal: 36, dense: 30 };
export const PHONE_ROW = 62;
export const HEAD = 32;
export const CHECK_WIDTH = 40;

/** Browsers draw no element higher than some 17 million pixels; a longer list is narrowed to be seen whole. */
export const MOST_PIXELS = 16_000_000;
