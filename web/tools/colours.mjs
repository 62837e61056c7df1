// Refuses raw colours in style sheets: they live in src/styles/tokens.css. (ESLint watches the code.)
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const raw = /#(?:[0-9a-f]{3,4}){1,2}\b|\b(?:rgba?|hsla?|oklch)\(/i;
const found = readdirSync('src', { recursive: true })
  .filter((file) => file.endsWith('.css') && !file.endsWith('tokens.css'))
  .flatMap((file) =>
    readFileSync(join('src', file), 'utf8')
      .split('\n')
      .flatMap((line, i) => (raw.test(line) ? [`src/${file}:${i + 1}: ${line.trim()}`] : [])),
  );

if (found.length > 0) {
  console.error(`Raw colours outside src/styles/tokens.css:\n${found.join('\n')}`);
  process.exit(1);
}
