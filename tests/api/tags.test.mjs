// Tags: the library behind the names on records.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ids, start } from './harness.mjs';

const server = await start();

describe('a tag is refused', () => {
    const refusals = [
        ['without a name', {}, 'name', 'required'],
        ['with a blank name', { name: ' ' }, 'name', 'required'],
        ['with 101 characters', { name: 'x'.repeat(101) }, 'name', 'too_long'],
        ['with a colour in words', { name: 'x', color: 'red' }, 'color', 'invalid'],
        ['with a colour of script', { name: 'x', color: '#12345g' }, 'color', 'invalid'],
        ['with a count', { name: 'x', count: 5 }, 'count', 'read_only'],
    ];
    let ann;
    for (const [what, body, field, code] of refusals)
        it(what, async () => {
            ann ??= await server.user();
            await ann.post('/tags', body).refused(422, field, code);
        });

    it('with a name that is there, however it is spelt', async () => {
        const user = await server.user();
        await user.make('tags', { name: 'VIP' });
        await user.post('/tags', { name: 'vip' }).refused(409, 'name', 'duplicate');
    });
});

describe('the library', () => {
    it('holds every tag that records carry, with exact counts', async () => {
        const ann = await server.user();
        const bob = await ann.make('contacts', { name: 'Bob', tags: ['vip', 'Zürich'] });
        await ann.make('companies', { name: 'Acme', tags: ['vip'] });
        await ann.make('notes', { content: 'x', tags: ['vip'] });
        const counts = async () => Object.fromEntries((await ann.list('tags')).map((t) => [t.name, t.count]));
        assert.deepEqual(await counts(), { vip: 3, Zürich: 1 });
        await ann.patch(`/contacts/${bob.id}`, { tags: ['Zürich'] }).expect(200);
        assert.deepEqual(await counts(), { vip: 2, Zürich: 1 });
        await ann.del(`/contacts/${bob.id}`).expect(200);
        assert.deepEqual(await counts(), { vip: 2, Zürich: 0 });
        await ann.post(`/contacts/${bob.id}/restore`).expect(200);
        assert.deepEqual(await counts(), { vip: 2, Zürich: 1 });
        await ann.del(`/contacts/${bob.id}`, { permanent: true }).expect(204);
        assert.deepEqual(await counts(), { vip: 2, Zürich: 0 });
    });

    it('is listed by name, filtered and counted like any list', async () => {
        const ann = await server.user();
        for (const name of ['beta', 'Alpha', 'gamma']) await ann.make('tags', { name });
        assert.deepEqual(await ann.names('tags'), ['Alpha', 'beta', 'gamma']);
        assert.deepEqual(await ann.names('tags', { name: 'ALPHA' }), ['Alpha']);
        assert.deepEqual(await ann.names('tags', { 'name[contains]': 'a', sort: '-name', limit: 2 }), ['gamma', 'beta']);
        const all = await ann.get('/tags', { count: true, limit: 1 }).expect(200);
        assert.equal(all.total, 3);
    });
});

describe('a tag', () => {
    it('renamed is renamed on all that carry it, and found by its new name', async () => {
        const ann = await server.user();
        const bob = await ann.make('contacts', { name: 'Bob', tags: ['custmer'] });
        const [tag] = await ann.list('tags');
        const now = await ann.patch(`/tags/${tag.id}`, { name: 'customer', color: '#00ff7f' }).expect(200);
        assert.equal(now.color, '#00ff7f');
        assert.deepEqual((await ann.read('contacts', bob.id)).tags, ['customer']);
        assert.deepEqual(ids(await ann.list('contacts', { tag: 'customer' })), [bob.id]);
        assert.deepEqual(await ann.list('contacts', { tag: 'custmer' }), []);
        const hits = (await ann.get('/search', { q: 'customer', type: 'contact' }).expect(200)).data;
        assert.deepEqual(hits.map((h) => h.entity_id), [bob.id]);
        assert.equal((await ann.put(`/tags/${tag.id}`, { color: 'c3' }).expect(200)).name, 'customer');
    });

    it('renamed onto another becomes one with it, which undone parts them again', async () => {
        const ann = await server.user();
        const one = await ann.make('contacts', { name: 'One', tags: ['client'] });
        const two = await ann.make('contacts', { name: 'Two', tags: ['Customer'] });
        const both = await ann.make('contacts', { name: 'Both', tags: ['client', 'Customer'] });
        const tags = Object.fromEntries((await ann.list('tags')).map((t) => [t.name, t]));
        const answer = await ann.patch(`/tags/${tags.client.id}`, { name: 'customer' });
        assert.equal(answer.expect(200).id, tags.Customer.id);
        assert.equal(answer.body.count, 3);
        await ann.get(`/tags/${tags.client.id}`).expect(404);
        for (const contact of [one, two, both])
            assert.deepEqual((await ann.read('contacts', contact.id)).tags, ['Customer']);

        await ann.post(`/changes/${answer.changeId}/undo`).expect(200);
        assert.deepEqual((await ann.read('contacts', one.id)).tags, ['client']);
        assert.deepEqual((await ann.read('contacts', two.id)).tags, ['Customer']);
        assert.deepEqual((await ann.read('contacts', both.id)).tags, ['client', 'Customer']);
    });

    it('deleted leaves all that carried it, which undone get it back', async () => {
        const ann = await server.user();
        const bob = await ann.make('contacts', { name: 'Bob', tags: ['gone', 'stays'] });
        const [tag] = await ann.list('tags', { name: 'gone' });
        const answer = await ann.del(`/tags/${tag.id}`);
        answer.expect(204);
        assert.deepEqual((await ann.read('contacts', bob.id)).tags, ['stays']);
        assert.deepEqual(await ann.names('tags'), ['stays']);
        await ann.post(`/changes/${answer.changeId}/undo`).expect(200);
        assert.deepEqual((await ann.read('contacts', bob.id)).tags, ['gone', 'stays']);
        assert.equal((await ann.read('tags', tag.id)).count, 1);
    });

    it('is made beforehand, read, changed in bulk, and tells its history', async () => {
        const ann = await server.user();
        const tag = await ann.make('tags', { name: 'ready', color: 'c1' });
        assert.equal((await ann.read('tags', tag.id)).count, 0);
        await ann.post('/tags/bulk', { ids: [tag.id], action: 'update', values: { color: 'c8' } }).expect(200);
        assert.equal((await ann.read('tags', tag.id)).color, 'c8');
        assert.equal((await ann.get(`/tags/${tag.id}/timeline`).expect(200)).data.length, 2);
        const bob = await ann.make('contacts', { name: 'Bob', tags: ['READY'] });
        assert.deepEqual(bob.tags, ['ready']);
        await ann.get('/tags/1').expect(404);
        await ann.patch('/tags/1', { name: 'x' }).expect(404);
        await ann.patch('/tags/1', { name: 'ready' }).expect(404);
    });

    it('cannot be renamed to nothing', async () => {
        const ann = await server.user();
        const tag = await ann.make('tags', { name: 'solid' });
        await ann.patch(`/tags/${tag.id}`, { name: '' }).refused(422, 'name', 'required');
        await ann.patch(`/tags/${tag.id}`, { name: null }).refused(422, 'name', 'required');
        await ann.patch(`/tags/${tag.id}`, { colour: 'c1' }).refused(422, 'colour', 'unknown_field');
    });
});

describe('a tag on a record', () => {
    it('is one line, as in the library', async () => {
        const user = await server.user();
        await user.post('/contacts', { name: 'x', tags: ['a\nb'] }).refused(422, 'tags', 'invalid');
        const contact = await user.make('contacts', { name: 'x' });
        const bulk = { ids: [contact.id], action: 'add_tag', value: 'a\u0007b' };
        await user.post('/contacts/bulk', bulk).refused(422, 'tags', 'invalid');
    });
});

describe('words to be found', () => {
    it('are refused where nothing would ever be found', async () => {
        const user = await server.user();
        for (const plural of ['tags', 'channels', 'memberships'])
            await user.get(`/${plural}`, { q: 'x' }).refused(400, 'q', 'bad_query');
    });
});
