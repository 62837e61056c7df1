// `count=true` adds the exact total to every list, of records and of anything else.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { start } from './harness.mjs';
import { join } from './lib/team.mjs';

const server = await start();
const ann = await server.user();
const document = await ann.get('/api/openapi.json').expect(200);
const properties = (path) => document.paths[path].get?.responses[200]?.content?.['application/json']?.schema.properties ?? {};
// Answers of one page alone are no lists: what was found, what comes next.
const BOUNDED = ['/api/crm/search', '/api/crm/contacts/search', '/api/crm/birthdays', '/api/crm/activities/recent', '/api/crm/pipeline'];
const lists = Object.keys(document.paths).filter((path) => properties(path).data && properties(path).next && !BOUNDED.includes(path));

const made = await ann.make('contacts', { name: 'Ann', email: 'ann@example.com' });
await ann.patch(`/contacts/${made.id}`, { name: 'Anna' });
await ann.patch(`/contacts/${made.id}`, { name: 'Anne', tags: ['vip'] });
await ann.make('notes', { entity_type: 'contact', entity_id: made.id, content: 'a note' });
await join(server, ann, 'member');
await ann.post('/api/keys', { description: 'k', scopes: ['read:contacts'] }).expect(201);
await ann.post('/views', { entity: 'contacts', name: 'Mine', query: {} });

// All items of a list, page by page of two where it has pages.
async function walk(path) {
    const limit = document.paths[path].get.parameters.some((p) => p.name === 'limit') ? { limit: 2 } : {};
    const url = path.replace('{id}', path.includes('workspaces') ? ann.workspace.id : made.id);
    const totals = new Set();
    let n = 0;
    for (let cursor; ; ) {
        const page = await ann.get(url, { ...limit, ...(cursor ? { cursor } : {}), count: true });
        if (page.status === 404) return null; // another kind's
        const { data, next, total } = page.expect(200);
        totals.add(total);
        n += data.length;
        if (!(cursor = next)) return { n, totals: [...totals] };
    }
}

describe('count=true', () => {
    it('is in the document of every list', () => {
        assert.ok(lists.length > 25, `${lists.length} lists`);
        for (const path of lists) {
            assert.ok(properties(path).total, `${path} has a total`);
            assert.ok(document.paths[path].get.parameters.some((p) => p.name === 'count'), `${path} takes count`);
        }
    });

    for (const path of lists)
        it(`is how many there are in ${path}`, async () => {
            const walked = await walk(path);
            if (walked) assert.deepEqual(walked.totals, [walked.n]);
        });

    it('counts what the filter of a log leaves', async () => {
        const { data, total } = await ann.get('/events', { entity_type: 'contact', type: 'updated', limit: 1, count: true }).expect(200);
        assert.equal(data.length, 1);
        assert.equal(total, (await ann.list('events', { entity_type: 'contact', type: 'updated' })).length);
        assert.ok(total >= 2);
        const actions = await ann.get('/api/audit', { action: 'auth.', count: true }).expect(200);
        assert.equal(actions.total, actions.data.length);
        assert.equal((await ann.get('/api/jobs', { state: 'dead', count: true }).expect(200)).total, 0);
    });

    it('is true or false', async () => {
        for (const path of ['/events', '/api/keys', '/changes']) {
            await ann.get(path, { count: 'yes' }).refused(400, 'count');
            assert.equal((await ann.get(path, { count: false }).expect(200)).total, undefined);
        }
        await ann.get('/search', { q: 'ann', count: true }).refused(400, 'count');
    });
});
