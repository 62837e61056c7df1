// Lengths of the design, in its pixels, as the size of text that the reader has set makes them. Style
// sheets are built with rem (tools/rem.ts); this is for what code lays out.

/** A length for a style. */
export const rem = (design: number): string => `${design / 16}rem`;

/** How much larger than usual text is, as it was when the page was loaded. */
export const textScale =
  (parseFloat(getComputedStyle(document.documentElement).fontSize) || 16) / 16;

/** Pixels on the screen, where code has to reckon with them. */
export const scaled = (design: number): number => Math.round(design * textScale);
