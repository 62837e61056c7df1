// src/api/schema.d.ts from the program's own API document: `npm run types -- openapi.json`, or the
// address of a running server. With --check it only says whether the committed file is fresh.
import { readFileSync, writeFileSync } from 'node:fs';
import openapi, { astToString } from 'openapi-typescript';

const target = 'src/api/schema.d.ts';
const args = process.argv.slice(2);
const source = args.find((a) => !a.startsWith('-'));
if (source === undefined) {
  console.error('usage: npm run types -- FILE|ADDRESS [--check]');
  process.exit(2);
}

const document = /^https?:/.test(source)
  ? await fetch(source).then((r) => r.json())
  : JSON.parse(readFileSync(source, 'utf8'));
// A list's filters are one for each field and operator; the page speaks the filter language instead.
const own = ['limit', 'offset', 'cursor', 'sort', 'q', 'count', 'filter', 'trashed'];
for (const path of Object.values(document.paths))
  if (path.get?.parameters?.some((p) => p.name === 'filter'))
    path.get.parameters = path.get.parameters.filter((p) => p.$ref || own.includes(p.name));

const made = `// Generated from /api/openapi.json by \`npm run types\`; never edited.\n${astToString(await openapi(document))}`;

if (!args.includes('--check')) writeFileSync(target, made);
else if (readFileSync(target, 'utf8') !== made) {
  console.error(`${target} is stale: run \`npm run types\` in web/.`);
  process.exit(1);
}
