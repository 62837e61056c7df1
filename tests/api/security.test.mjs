// docs/security.md names the test that shows each line: they must be there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';

const root = new URL('../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
const text = read('docs/security.md');
const place = (file) => (file.endsWith('.c') ? `tests/unit/${file}` : `tests/api/${file}`);

it('every test that docs/security.md names is there', () => {
    const named = [...text.matchAll(/`([\w.]+\.(?:test\.mjs|mjs|c))`(?: \(generated\))?(?:: "([^"]+)")?/g)].filter(([, file]) => /^test_|\.mjs$/.test(file));
    assert.ok(named.length > 60);
    const plain = (s) => s.replaceAll("\\'", "'");
    const missing = named.filter(([, file, name]) => !plain(read(place(file))).includes(name ?? ''));
    assert.deepEqual(missing.map(([all]) => all), []);
});
