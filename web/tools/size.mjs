// The budget of the first load, measured in dist/: what index.html names and what early.ts asks for
// before a workspace's first screen, gzipped as a server would. The screen itself is its route's.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const KB = 1024;
const html = readFileSync('dist/index.html', 'utf8');
const inPage = [...html.matchAll(/(?:src|href)="\/([^"]+)"/g)].map((m) => m[1]);
const early = inPage.find((file) => file.includes('/early-'));
const table = early && /\bShell:\[([^\]]*)\]/.exec(readFileSync(join('dist', early), 'utf8'));
if (!table) throw new Error('the early script or its table of files is missing');
const frame = [...table[1].matchAll(/"\/([^"]+)"/g)].map((m) => m[1]);
const named = [...new Set([...inPage, ...frame])];
const fonts = readdirSync('dist/assets')
  .filter((f) => f.endsWith('.woff2'))
  .map((f) => `assets/${f}`);

const gzipped = (file) => gzipSync(readFileSync(join('dist', file)), { level: 9 }).length;
const plain = (file) => statSync(join('dist', file)).size;
const sum = (files, size) => files.reduce((n, file) => n + size(file), 0);

const budget = [
  {
    what: 'script',
    limit: 250 * KB,
    size: sum(
      named.filter((f) => f.endsWith('.js')),
      gzipped,
    ),
  },
  {
    what: 'style',
    limit: 20 * KB,
    size: sum(
      named.filter((f) => f.endsWith('.css')),
      gzipped,
    ),
  },
  { what: 'font', limit: 75 * KB, size: sum(fonts, plain) },
];

for (const { what, limit, size } of budget)
  console.log(`${what.padEnd(6)} ${(size / KB).toFixed(1).padStart(6)} KB of ${limit / KB}`);
if (budget.some(({ limit, size }) => size > limit || size === 0)) {
  console.error('The first load is over its budget (or a kind of file is missing).');
  process.exit(1);
}
