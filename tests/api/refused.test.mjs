// A PostgreSQL server that refuses in the middle of a write, whose statements are sent ahead and not
// waited for: nothing is acknowledged, nothing of it is there, and who asked is told why.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Cluster } from './clusters.mjs';
import { POSTGRES, Server, psql } from './harness.mjs';
import { ask } from './lib/load.mjs';

const skip = POSTGRES ? false : 'PostgreSQL only';

describe('a server whose disk is full', { skip }, () => {
    let url, server, ann, schema;
    before(async () => {
        url = (await Cluster.start()).database();
        server = await Server.start({ env: { KITH_DATABASE: url } });
        ann = await server.user();
        schema = `ws_${ann.workspace.id}`;
        await ann.make('contacts', { name: 'Before', tags: ['t'] });
        psql(url, `CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
                   $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$`);
    });
    after(() => server?.stop());

    // The record itself, what its event needs, the index, and what is written last.
    for (const table of ['contact', 'tag_of', 'event', 'search_words', 'counter', 'clock'])
        it(`refuses what it cannot write to ${table}`, async () => {
            const on = `${schema}."${table}"`;
            psql(url, `CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON ${on} EXECUTE FUNCTION full_disk()`);
            const answers = await Promise.all(
                [1, 2, 3, 4].map((i) => ask(ann, 'POST', '/contacts', { name: `Lost ${i}`, tags: ['t'] })),
            );
            psql(url, `DROP TRIGGER full_disk ON ${on}`);
            for (const { status, body } of answers) {
                assert.equal(status, 503, JSON.stringify(body));
                assert.match(body.detail, /disk is full|could not be saved/);
            }
            assert.deepEqual((await ann.list('contacts')).filter((c) => /^Lost/.test(c.name)), []);
            const made = await ann.make('contacts', { name: `After ${table}`, tags: ['t'] });
            assert.deepEqual((await ann.read('contacts', made.id)).tags, ['t']);
        });

    it('counts what is there, and numbers events without a gap', async () => {
        const { total, data } = await ann.get('/contacts', { count: 'true' }).expect(200);
        assert.equal(total, data.length);
        assert.equal(total, 7);
        const { data: events } = await ann.get('/events', { limit: 100 }).expect(200);
        const { data: changes } = await ann.get('/changes', { limit: 100 }).expect(200);
        const numbers = [...events, ...changes].map((x) => x.id).sort((a, b) => a - b);
        numbers.forEach((n, at) => assert.equal(n, numbers[0] + at));
    });
});
