// Workspaces: making, changing, handing on, deleting; and that settings reach the records.
import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join as path } from 'node:path';
import { describe, it } from 'node:test';
import { Server, hasDatabase, run, scratch, start } from './harness.mjs';
import { inside, join, team } from './lib/team.mjs';

const server = await start();
const at = (workspace, rest = '') => `/api/workspaces/${workspace.id}${rest}`;

describe('a new workspace', () => {
    const refusals = [
        ['no name', { name: undefined }, 'name', 'required'],
        ['a blank name', { name: '  ' }, 'name', 'required'],
        ['a purpose there is not', { purpose: 'war' }, 'purpose', 'invalid'],
        ['a time zone there is not', { time_zone: 'Mars/Olympus' }, 'time_zone', 'invalid'],
        ['a time zone with a path in it', { time_zone: '../../etc/passwd' }, 'time_zone'],
        ['a currency there is not', { currency: 'XXQ' }, 'currency', 'invalid'],
        ['a country that is no code', { country: 'de' }, 'country', 'invalid'],
        ['a first day that is none', { week_start: 'someday' }, 'week_start', 'invalid'],
        ['null', { currency: null }, 'currency', 'invalid'],
        ['an owner by name', { owner: 7 }, 'owner', 'unknown_field'],
    ];
    for (const [what, change, field, code] of refusals)
        it(`refuses ${what}`, async () => {
            const ann = await server.user();
            await ann.post('/api/workspaces', { name: 'Second', ...change }).refused(422, field, code);
            assert.equal((await ann.get('/api/workspaces').expect(200)).data.length, 1);
        });

    it('is theirs, empty, with a file of its own', async () => {
        const ann = await server.user();
        await ann.make('contacts', { name: 'In the first' });
        const made = await ann
            .post('/api/workspaces', {
                name: 'Second', purpose: 'sales', time_zone: 'Asia/Tokyo', currency: 'JPY',
                country: 'JP', week_start: 'sunday',
            })
            .expect(201);
        assert.equal(made.role, 'owner');
        assert.deepEqual(await inside(ann, made).list('contacts'), []);
        assert.ok(hasDatabase(server, `ws_${made.id}`));
        const { data } = await ann.get('/api/workspaces').expect(200);
        assert.deepEqual(data.map((w) => w.name).sort(), ['Second', ann.workspace.name].sort());
        assert.deepEqual(data.find((w) => w.id === made.id), made);
        assert.deepEqual(await ann.get(at(made)).expect(200), made);
    });

    it('takes the defaults for what it is not told', async () => {
        const ann = await server.user();
        const made = await ann.post('/api/workspaces', { name: 'Plain' }).expect(201);
        assert.equal(made.purpose, 'both');
        assert.equal(made.week_start, 'monday');
    });

    it('is not written to by an address, which no write reads', async () => {
        const ann = await server.user();
        const second = await ann.post('/api/workspaces', { name: 'Second' }).expect(201);
        const query = { workspace: second.id };
        for (const [method, path] of [['POST', '/contacts'], ['PATCH', '/contacts/1'], ['POST', '/api/keys']]) {
            const refused = await ann.call(method, path, { query, body: {} }).refused(400, 'workspace');
            assert.match(refused.detail, /X-Workspace/);
        }
        await ann.call('DELETE', '/contacts/1', { query }).refused(400, 'workspace');
        await ann.get('/contacts', query).expect(200);
    });

    it('does not see the first one, nor is seen from it', async () => {
        const ann = await server.user();
        const made = await ann.post('/api/workspaces', { name: 'Other' }).expect(201);
        const there = inside(ann, made);
        const contact = await there.make('contacts', { name: 'Only there' });
        await ann.get(`/contacts/${contact.id}`).expect(404);
        await there.get(`/contacts/${contact.id}`).expect(200);
    });
});

describe('settings', () => {
    it('are changed by name, the rest stays', async () => {
        const ann = await server.user();
        const before = await ann.get(at(ann.workspace)).expect(200);
        const after = await ann.patch(at(ann.workspace), { week_start: 'saturday' }).expect(200);
        assert.deepEqual(after, { ...before, week_start: 'saturday' });
        await ann.patch(at(ann.workspace), {}).expect(200);
        await ann.patch(at(ann.workspace), { nmae: 'x' }).refused(422, 'nmae', 'unknown_field');
        await ann.patch(at(ann.workspace), { name: '' }).refused(422, 'name');
        assert.deepEqual(await ann.get(at(ann.workspace)).expect(200), after);
    });

    it('are the admins to change', async () => {
        const { admin, member, viewer, owner } = await team(server);
        await member.patch(at(owner.workspace), { name: 'Mine' }).expect(403);
        await viewer.patch(at(owner.workspace), { name: 'Mine' }).expect(403);
        await admin.patch(at(owner.workspace), { name: 'Ours' }).expect(200);
        assert.equal((await viewer.get(at(owner.workspace)).expect(200)).name, 'Ours');
    });

    it('do not exist for who is no member', async () => {
        const [ann, eve] = [await server.user(), await server.user()];
        for (const [method, rest, body] of [
            ['GET', ''], ['PATCH', '', { name: 'Eve was here' }], ['DELETE', '', { name: ann.workspace.name }],
            ['POST', '/transfer', { user_id: eve.user.id }], ['GET', '/members'],
        ])
            await eve.call(method, at(ann.workspace, rest), { body }).expect(404);
        assert.equal((await ann.get(at(ann.workspace)).expect(200)).name, ann.workspace.name);
        await eve.get('/api/workspaces/999').expect(404);
        await eve.get('/api/workspaces/-1').expect(404);
        await eve.get('/api/workspaces/abc').expect(404);
    });
});

describe('handing it on', () => {
    it('is the owner\'s to do, and to another member only', async () => {
        const { owner, admin, member } = await team(server);
        const stranger = await server.user();
        const to = (user) => ({ user_id: user.user.id });
        await admin.post(at(owner.workspace, '/transfer'), to(admin)).expect(403);
        await member.post(at(owner.workspace, '/transfer'), to(member)).expect(403);
        await owner.post(at(owner.workspace, '/transfer'), to(stranger)).refused(422, 'user_id');
        await owner.post(at(owner.workspace, '/transfer'), to(owner)).refused(422, 'user_id');
        const after = await owner.post(at(owner.workspace, '/transfer'), to(member)).expect(200);
        assert.equal(after.role, 'admin');
        assert.equal((await member.get(at(owner.workspace)).expect(200)).role, 'owner');
        await owner.post(at(owner.workspace, '/transfer'), to(owner)).expect(403);
    });
});

describe('deleting it', () => {
    it('needs the name typed, and the owner', async () => {
        const { owner, admin } = await team(server);
        const { name } = owner.workspace;
        await owner.call('DELETE', at(owner.workspace), { body: {} }).refused(422, 'name', 'required');
        await owner.call('DELETE', at(owner.workspace), { body: { name: name.toUpperCase() } }).refused(422, 'name');
        await owner.call('DELETE', at(owner.workspace), { body: { name: `${name} ` } }).refused(422, 'name');
        await owner.call('DELETE', at(owner.workspace)).expect(400);
        await admin.call('DELETE', at(owner.workspace), { body: { name } }).expect(403);
        await owner.get('/contacts').expect(200);
    });

    it('ends it for everybody at once, and keeps the file', async () => {
        const { owner, member } = await team(server);
        await member.make('contacts', { name: 'Kept' });
        const second = await owner.post('/api/workspaces', { name: 'Second' }).expect(201);
        await owner.call('DELETE', at(owner.workspace), { body: { name: owner.workspace.name } }).expect(204);
        await owner.get('/contacts').expect(404);
        await member.get('/contacts').expect(404);
        await member.post('/contacts', { name: 'Late' }).expect(404);
        const there = inside(owner, second);
        await there.get(at(owner.workspace)).expect(404);
        assert.deepEqual((await there.get('/api/workspaces').expect(200)).data.map((w) => w.id), [second.id]);
        await there.call('DELETE', at(owner.workspace), { body: { name: owner.workspace.name } }).expect(404);
        assert.ok(hasDatabase(server, `ws_${owner.workspace.id}`));
    });

    it('of the last one leaves an account that signs in to a new one', async () => {
        const ann = await server.user();
        await ann.make('contacts', { name: 'Gone' });
        await ann.call('DELETE', at(ann.workspace), { body: { name: ann.workspace.name } }).expect(204);
        const { refresh_token } = ann;
        await server.client().post('/api/auth/refresh', { refresh_token }).expect(401);
        const again = await server.login(ann.account);
        assert.notEqual(again.workspace.id, ann.workspace.id);
        assert.equal(again.workspace.role, 'owner');
        assert.deepEqual(await again.list('contacts'), []);
    });

    it('or leaving it leads the next sign-in to another of theirs', async () => {
        const { owner, member } = await team(server);
        await server.login({ ...member.account });
        await owner.del(at(owner.workspace, `/members/${member.user.id}`)).expect(204);
        const again = await server.login(member.account);
        assert.notEqual(again.workspace.id, owner.workspace.id);
        await again.get('/contacts').expect(200);
        const second = await again.post('/api/workspaces', { name: 'Second' }).expect(201);
        await again.call('DELETE', at(again.workspace), { body: { name: again.workspace.name } }).expect(204);
        assert.equal((await server.login(member.account)).workspace.id, second.id);
    });

    it('takes back its invitations and keys with it', async () => {
        const owner = await server.user();
        const guest = await server.user();
        await join(server, owner, 'member');
        const { token } = await owner
            .post(at(owner.workspace, '/invitations'), { email: guest.user.email, role: 'member' })
            .expect(201);
        const { key } = await owner.post('/api/keys', { description: 'k', scopes: ['*'] }).expect(201);
        const keyed = server.client({ 'x-api-key': key });
        await keyed.get('/contacts').expect(200);
        await owner.call('DELETE', at(owner.workspace), { body: { name: owner.workspace.name } }).expect(204);
        await keyed.get('/contacts').expect(401);
        await guest.post('/api/invitations/accept', { token }).refused(422, 'token');
    });
});

describe('a backup', () => {
    const download = async (who, workspace) => {
        const response = await fetch(who.url(at(workspace, '/backup')), { headers: who.headers });
        const bytes = Buffer.from(await response.arrayBuffer());
        return { status: response.status, headers: response.headers, bytes };
    };

    it('is the whole workspace, and another Kith takes it', async () => {
        const ann = await server.user({ time_zone: 'Asia/Tokyo' });
        const made = await ann.make('contacts', { name: 'Bob', email: 'bob@example.com', tags: ['x'] });
        await ann.patch(`/contacts/${made.id}`, { nickname: 'Bobby' }).expect(200);
        await ann.post('/views', { entity: 'contacts', name: 'Mine', config: { q: 'b' } }).expect(201);
        const { status, headers, bytes } = await download(ann, ann.workspace);
        assert.equal(status, 200, String(bytes.subarray(0, 500)));
        assert.equal(headers.get('content-type'), 'application/vnd.sqlite3');
        assert.match(headers.get('content-disposition'), new RegExp(`^attachment; filename="kith-${ann.workspace.id}-\\d{4}-\\d\\d-\\d\\d\\.db"$`));
        assert.equal(headers.get('cache-control'), 'no-store');
        assert.equal(Number(headers.get('content-length')), bytes.length);
        assert.equal(String(bytes.subarray(0, 15)), 'SQLite format 3');

        const file = path(scratch(), 'backup.db'), there = scratch();
        writeFileSync(file, bytes);
        const onFiles = { KITH_DATABASE: 'files' };
        const second = await Server.start({ data: there, env: onFiles });
        const eve = await second.user();
        await second.stop();
        const { code, errors } = await run(['workspace', 'import', file, '--owner', eve.account.email, '--data', there], onFiles);
        assert.equal(code, 0, errors);
        await second.launch();
        const again = await second.login(eve.account);
        const { data } = await again.get('/api/workspaces').expect(200);
        const imported = inside(again, data.find((w) => w.id !== eve.workspace.id));
        assert.deepEqual(await imported.names('contacts'), ['Bob']);
        assert.equal((await imported.get('/events', { entity_id: made.id }).expect(200)).data.length, 2);
        await second.stop();
    });

    it('leaves nothing beside the data, and is noted', async () => {
        const ann = await server.user();
        await Promise.all([download(ann, ann.workspace), download(ann, ann.workspace), download(ann, ann.workspace)]);
        assert.deepEqual(readdirSync(server.data).filter((name) => name.startsWith('download')), []);
        const { data } = await ann.get('/api/audit', { action: 'workspace.downloaded' }).expect(200);
        assert.equal(data.length, 3);
        await ann.get(at(ann.workspace, '/backup')).expect(200);
    });

    it('is its owner\'s to take', async () => {
        const { owner, admin, member } = await team(server);
        assert.equal((await download(owner, owner.workspace)).status, 200);
        for (const other of [admin, member]) assert.equal((await download(other, owner.workspace)).status, 403);
        assert.equal((await download(await server.user(), owner.workspace)).status, 404);
        assert.equal((await download(server.client(), owner.workspace)).status, 401);
    });
});
