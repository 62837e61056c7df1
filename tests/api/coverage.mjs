// After all tests: which operations of the document were never answered with success? Any such one
// fails the run, so that no route goes untested.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LOG } from './contract.mjs';

if (!existsSync(join(LOG, 'openapi.json'))) {
    console.error('coverage: no test has recorded anything');
    process.exit(1);
}
const document = JSON.parse(readFileSync(join(LOG, 'openapi.json'), 'utf8'));
const wanted = new Set(
    Object.values(document.paths).flatMap((methods) =>
        Object.values(methods).map((operation) => operation.operationId),
    ),
);
const total = wanted.size;

let answers = 0;
for (const file of readdirSync(LOG).filter((name) => name.endsWith('.ndjson')))
    for (const line of readFileSync(join(LOG, file), 'utf8').split('\n').filter(Boolean)) {
        const { id, status } = JSON.parse(line);
        answers++;
        if (status >= 200 && status < 300) wanted.delete(id);
    }

for (const id of wanted) console.error(`never answered with success: ${id}`);
console.log(`coverage: ${total - wanted.size} of ${total} operations, ${answers} answers checked`);
process.exit(wanted.size ? 1 : 0);
