// The rules of the page: React's hooks, accessibility, no raw colours, no words outside src/text, and
// imports that point down only (the table below).
import js from '@eslint/js';
import a11y from 'eslint-plugin-jsx-a11y';
import hooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import ts from 'typescript-eslint';

/** What each folder may import of the others. */
const below = {
  screens: ['app', 'fields', 'data', 'api', 'ui', 'lib', 'text'],
  app: ['fields', 'data', 'api', 'ui', 'lib', 'text'],
  fields: ['data', 'api', 'ui', 'lib', 'text'],
  data: ['api', 'lib', 'text'],
  api: ['lib', 'text'],
  ui: ['lib', 'text'],
  lib: ['text'],
  text: [],
};
const folders = Object.keys(below);

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

const layers = folders.map((folder) => {
  const above = folders.filter((other) => other !== folder && !below[folder].includes(other));
  const patterns = [
    {
      regex: `^(\\.\\./)+(${above.join('|')})(/|$)`,
      message: `src/${folder} may import ${below[folder].join(', ') || 'nothing of the page'} only.`,
    },
  ];
  return {
    files: [`src/${folder}/**/*.{ts,tsx}`],
    rules: above.length > 0 ? { 'no-restricted-imports': ['error', { patterns }] } : {},
  };
});

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/api/schema.d.ts'] },
  js.configs.recommended,
  ...ts.configs.strict,
  a11y.flatConfigs.recommended,
  hooks.configs['recommended-latest'],
  {
    languageOptions: { globals: globals.browser },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // A component's autoFocus says that it was opened on purpose; where it reaches an element, that line
      // says so itself.
      'jsx-a11y/no-autofocus': ['error', { ignoreNonDOM: true }],
      'no-restricted-syntax': ['error', ...noRaw, ...noWords],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  ...layers,
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
