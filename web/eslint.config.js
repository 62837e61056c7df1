// The rules of the page: React's hooks, accessibility, no raw colours, no words outside src/text, and
// imports that point down only: screens, app, fields, data, api, lib, then ui and text.
import js from '@eslint/js';
import a11y from 'eslint-plugin-jsx-a11y';
import hooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import ts from 'typescript-eslint';

const layers = ['screens', 'app', 'fields', 'data', 'api', 'lib', 'ui', 'text'];

const colour = '/#([0-9a-f]{3,4}){1,2}\\b|\\b(rgb|rgba|hsl|hsla|oklch)\\(/i';
const raw = 'A raw colour: use a token of styles/tokens.css.';
const words = 'Visible text belongs in src/text.';

const noRaw = [
  { selector: `Literal[value=${colour}]`, message: raw },
  { selector: `TemplateElement[value.raw=${colour}]`, message: raw },
];
const noWords = [
  { selector: 'JSXText[value=/\\p{L}/u]', message: words },
  {
    selector:
      'JSXAttribute[name.name=/^(aria-label|aria-description|title|placeholder|alt|label|help|hint|error)$/] > Literal[value=/\\p{L}/u]',
    message: words,
  },
];

/** What a layer may not import: all that stand before it in the list. */
const down = layers.slice(1).map((layer, i) => ({
  files: [`src/${layer}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(\\.\\./)+(${layers.slice(0, i + 1).join('|')})(/|$)`,
            message: 'Imports point down only: ' + layers.join(', ') + '.',
          },
        ],
      },
    ],
  },
}));

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/api/schema.d.ts'] },
  js.configs.recommended,
  ...ts.configs.strict,
  a11y.flatConfigs.recommended,
  hooks.configs['recommended-latest'],
  {
    languageOptions: { globals: globals.browser },
    rules: {
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', ...noRaw, ...noWords],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  ...down,
  {
    files: ['src/text/**', '**/*.test.{ts,tsx}', 'gallery/**'],
    rules: { 'no-restricted-syntax': ['error', ...noRaw] },
  },
  {
    files: ['*.{js,ts}', 'tools/**'],
    languageOptions: { globals: globals.node },
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['public/*.js'],
    languageOptions: { sourceType: 'script' },
    rules: { '@typescript-eslint/no-unused-vars': 'off' },
  },
);
