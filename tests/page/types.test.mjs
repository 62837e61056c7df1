// The page's types of the API are made of the document that the program prints now.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { start } from './harness.mjs';

test('schema.d.ts is fresh: else `npm run types` in web/', async () => {
    const server = await start();
    const { status, stderr } = spawnSync(
        process.execPath,
        ['tools/types.mjs', `${server.url}/api/openapi.json`, '--check'],
        { cwd: fileURLToPath(new URL('../../web', import.meta.url)), encoding: 'utf8' },
    );
    assert.equal(status, 0, stderr);
});
