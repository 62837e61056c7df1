// What people keep for themselves in a workspace: saved views, some shared, and preferences.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { ids, start } from './harness.mjs';
import { team, withKey } from './lib/team.mjs';

const server = await start();
let people, owner, admin, member, viewer;
before(async () => {
    people = await team(server);
    ({ owner, admin, member, viewer } = people);
});

const view = (more = {}) => ({ entity: 'contacts', name: 'Mine', config: {}, ...more });
const make = (who, more) => who.post('/views', view(more)).expect(201);
const names = async (who, query) => (await who.list('views', query)).map((v) => v.name);

describe('a view', () => {
    it('comes back as it was saved', async () => {
        const config = {
            filter: { field: 'stage', op: 'eq', value: 'demo' }, sort: '-priority', layout: 'board', q: 'ä"\n',
            columns: [{ name: 'name', width: 240, pinned: true }, { name: 'email' }],
        };
        const made = await make(member, { name: ' In demo ', config, position: 7 });
        assert.equal(made.name, 'In demo');
        assert.deepEqual(made.config, config);
        assert.equal(made.entity, 'contacts');
        assert.equal(made.position, 7);
        assert.equal(made.shared, false);
        assert.equal(made.mine, true);
        assert.equal(made.owner_id, member.user.id);
        assert.equal(made.owner_name, member.user.name);
        assert.deepEqual((await member.list('views')).find((v) => v.id === made.id), made);
        await member.del(`/views/${made.id}`).expect(204);
        await member.patch(`/views/${made.id}`, { name: 'x' }).expect(404);
        await member.del(`/views/${made.id}`).expect(404);
    });

    it('is refused where it makes no sense', async () => {
        await member.post('/views', view({ entity: 'contact' })).refused(422, 'entity');
        await member.post('/views', view({ entity: undefined })).refused(422, 'entity');
        await member.post('/views', view({ name: '  ' })).refused(422, 'name');
        await member.post('/views', view({ name: 'x'.repeat(256) })).refused(422, 'name');
        await member.post('/views', view({ config: [] })).refused(422, 'config');
        await member.post('/views', view({ config: undefined })).refused(422, 'config');
        await member.post('/views', view({ config: { q: 'x'.repeat(16_384) } })).refused(422, 'config', 'too_long');
        await member.post('/views', view({ shared: 'yes' })).refused(422, 'shared');
        await member.post('/views', view({ position: -1 })).refused(422, 'position');
        await member.post('/views', view({ owner_id: 1 })).refused(422, 'owner_id');
        await member.get('/views', { entity: 'nothing' }).refused(400, 'entity');
        const made = await make(member);
        await member.patch(`/views/${made.id}`, { entity: 'tasks' }).refused(422, 'entity');
        await member.patch(`/views/${made.id}`, { config: { q: 'x'.repeat(16_384) } }).refused(422, 'config');
        await member.patch(`/views/${made.id}`, { config: null }).refused(422, 'config');
        assert.deepEqual((await member.list('views')).find((v) => v.id === made.id), made, 'nothing is half done');
        await member.del(`/views/${made.id}`).expect(204);
    });

    it('has a place: behind the others, or where it is put', async () => {
        const who = await server.user();
        for (const name of ['a', 'b', 'c']) await make(who, { name });
        await make(who, { name: 'tasks', entity: 'tasks' });
        assert.deepEqual(await names(who, { entity: 'contacts' }), ['a', 'b', 'c']);
        const [a, b] = await who.list('views', { entity: 'contacts' });
        const moved = await who.patch(`/views/${a.id}`, { position: 9 }).expect(200);
        assert.ok(moved.updated_at > a.updated_at);
        assert.deepEqual(await names(who, { entity: 'contacts' }), ['b', 'c', 'a']);
        await who.patch(`/views/${a.id}`, { position: b.position }).expect(200);
        assert.deepEqual(await names(who, { entity: 'contacts' }), ['a', 'b', 'c'], 'of one place, the older first');
        assert.deepEqual(await names(who, { entity: 'tasks' }), ['tasks']);
    });

    it('is nobody else\'s while it is private', async () => {
        const made = await make(member, { name: 'private' });
        for (const other of [owner, admin, viewer]) {
            assert.ok(!(await names(other)).includes('private'));
            await other.patch(`/views/${made.id}`, { name: 'x' }).expect(404);
            await other.del(`/views/${made.id}`).expect(404);
        }
        // Nor by any other way into the workspace.
        for (const path of ['/events', '/changes', '/search?q=private', '/api/workspaces'])
            assert.doesNotMatch((await owner.get(path)).text, /private/, path);
    });

    it('is seen by all when shared, and changed by its owner and by admins', async () => {
        const made = await make(member, { name: 'shared', shared: true });
        for (const other of [owner, admin, viewer]) {
            const seen = (await other.list('views')).find((v) => v.id === made.id);
            assert.equal(seen.mine, false);
            assert.equal(seen.owner_name, member.user.name);
        }
        await viewer.patch(`/views/${made.id}`, { name: 'x' }).expect(403);
        const another = await make(admin, { name: 'the admin\'s', shared: true });
        await member.patch(`/views/${another.id}`, { name: 'x' }).expect(403);
        await member.del(`/views/${another.id}`).expect(403);
        await admin.patch(`/views/${made.id}`, { name: 'better' }).expect(200);
        assert.ok((await names(member)).includes('better'));
        await owner.patch(`/views/${made.id}`, { shared: false }).expect(200);
        assert.ok(!(await names(owner)).includes('better'));
        assert.ok((await names(member)).includes('better'), 'it stays its owner\'s');
        await member.patch(`/views/${made.id}`, { shared: true }).expect(200);
        await admin.del(`/views/${made.id}`).expect(204);
        assert.ok(!(await names(member)).includes('better'));
    });

    it('is a viewer\'s too, but not for others', async () => {
        const made = await make(viewer, { name: 'the viewer\'s' });
        await viewer.patch(`/views/${made.id}`, { name: 'still' }).expect(200);
        await viewer.patch(`/views/${made.id}`, { shared: true }).expect(403);
        await viewer.post('/views', view({ shared: true })).expect(403);
        assert.equal((await viewer.list('views')).find((v) => v.id === made.id).shared, false);
        await viewer.del(`/views/${made.id}`).expect(204);
    });

    it('makes no history, and a retry makes no second one', async () => {
        const before = await owner.list('changes');
        const key = { 'idempotency-key': 'one view' };
        const first = await owner.post('/views', view({ name: 'once' }), key);
        const again = await owner.post('/views', view({ name: 'once' }), key);
        assert.equal(first.body.id, again.body.id);
        assert.equal(again.headers.get('idempotency-replayed'), 'true');
        assert.equal(first.headers.get('x-change-id'), null);
        assert.deepEqual(ids(await owner.list('changes')), ids(before));
    });

    it('changes the tag of the list', async () => {
        const first = await owner.get('/views');
        assert.equal((await owner.get('/views', {}, { 'if-none-match': first.etag })).status, 304);
        await make(member, { name: 'one more', shared: true });
        assert.equal((await owner.get('/views', {}, { 'if-none-match': first.etag })).status, 200);
    });

    it('is one of 200 at most', async () => {
        const who = await server.user();
        await Promise.all(Array.from({ length: 200 }, (_, i) => make(who, { name: `v${i}` })));
        await who.post('/views', view()).expect(409);
    });

    it('goes by a key with its scope, as who made it', async () => {
        const key = await withKey(member, ['read:views']);
        assert.deepEqual(ids(await key.list('views')), ids(await member.list('views')));
        await key.post('/views', view()).refused(403, 'scope');
        await (await withKey(member, ['read:contacts'])).get('/views').refused(403, 'scope');
    });
});

describe('preferences', () => {
    it('are empty at first, then what was merged in', async () => {
        const who = await server.user();
        assert.deepEqual(await who.get('/preferences').expect(200), { values: {}, updated_at: null });
        const set = (values) => who.patch('/preferences', { values }).expect(200);
        await set({ theme: 'dark', table: { contacts: { width: 3 }, tasks: 1 } });
        await set({ table: { contacts: { order: ['a'] }, tasks: null }, list: [1, { a: null }] });
        const { values } = await set({ theme: null, table: { contacts: { width: { now: 'an object' } } } });
        const expected = { table: { contacts: { width: { now: 'an object' }, order: ['a'] } }, list: [1, { a: null }] };
        assert.deepEqual(values, expected);
        const read = await who.get('/preferences').expect(200);
        assert.deepEqual(read.values, expected);
        assert.ok(Date.parse(read.updated_at) > Date.now() - 60_000);
    });

    it('are each person\'s own, in each workspace, a viewer\'s too', async () => {
        await viewer.patch('/preferences', { values: { hers: 'viewer' } }).expect(200);
        await owner.patch('/preferences', { values: { his: 'owner' } }).expect(200);
        assert.deepEqual((await viewer.get('/preferences').expect(200)).values, { hers: 'viewer' });
        assert.deepEqual((await owner.get('/preferences').expect(200)).values, { his: 'owner' });
        assert.deepEqual((await admin.get('/preferences').expect(200)).values, {});
        const elsewhere = viewer.with({ 'x-workspace': '' });
        delete elsewhere.headers['x-workspace'];
        assert.deepEqual((await elsewhere.get('/preferences').expect(200)).values, {});
    });

    it('are bounded, and stay as they were when refused', async () => {
        const who = await server.user();
        await who.patch('/preferences', { values: { a: 'x'.repeat(40_000) } }).expect(200);
        await who.patch('/preferences', { values: { b: 'x'.repeat(40_000) } }).refused(422, 'values', 'too_long');
        await who.patch('/preferences', { values: [] }).refused(422, 'values');
        await who.patch('/preferences', {}).refused(422, 'values');
        assert.deepEqual(Object.keys((await who.get('/preferences').expect(200)).values), ['a']);
        await who.patch('/preferences', { values: { a: null, b: 'x'.repeat(40_000) } }).expect(200);
    });

    it('two at once both hold', async () => {
        const who = await server.user();
        await Promise.all(Array.from({ length: 20 }, (_, i) => who.patch('/preferences', { values: { [`k${i}`]: i } }).expect(200)));
        assert.equal(Object.keys((await who.get('/preferences').expect(200)).values).length, 20);
    });
});
