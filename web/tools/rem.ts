// The design speaks of pixels; the page follows the size of text that a reader has set in the browser. So
// every length of the style sheets is built as rem, widths in media queries too: text twice as large
// gives the layout of a window half as wide. Hairlines, outlines and shadows stay pixels.
import type { UserConfig } from 'vite';

type Postcss = Exclude<NonNullable<NonNullable<UserConfig['css']>['postcss']>, string>;
type PostcssPlugin = NonNullable<Postcss['plugins']>[number];

const HAIRLINE = 1.5;
const BORDER = 2;
const stays = /^(outline|box-shadow$|--sh-)/;
const pixels = /(?<![\w.#-])(-?)(\d*\.?\d+)px\b/g;

export function toRem(text: string, upTo = HAIRLINE): string {
  return text.replace(pixels, (whole, sign: string, digits: string) =>
    Number(digits) > upTo ? `${sign}${Number(digits) / 16}rem` : whole,
  );
}

export const rem: PostcssPlugin = {
  postcssPlugin: 'rem',
  Once(root) {
    root.walkDecls((decl) => {
      if (stays.test(decl.prop) || decl.value.includes('url(')) return;
      decl.value = toRem(decl.value, decl.prop.startsWith('border') ? BORDER : HAIRLINE);
    });
    root.walkAtRules(/^(media|container)$/, (rule) => {
      rule.params = toRem(rule.params);
    });
  },
};
