// Members and invitations: who may bring whom in, change their role, put them out; and that there
// is always an owner.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { start } from './harness.mjs';
import { inside, join, team } from './lib/team.mjs';

const server = await start();
const at = (client, rest = '') => `/api/workspaces/${client.workspace.id}${rest}`;
const memberOf = (client, who) => at(client, `/members/${who.user.id}`);

async function roles(client) {
    const { data } = await client.get(at(client, '/members')).expect(200);
    return Object.fromEntries(data.map((m) => [m.email, m.role]));
}

describe('inviting', () => {
    it('refuses what is no address and roles there are not', async () => {
        const ann = await server.user();
        const invite = (body) => ann.post(at(ann, '/invitations'), body);
        await invite({ email: 'nobody', role: 'member' }).refused(422, 'email', 'invalid');
        await invite({ role: 'member' }).refused(422, 'email', 'required');
        await invite({ email: 'a@example.com' }).refused(422, 'role', 'required');
        await invite({ email: 'a@example.com', role: 'owner' }).refused(422, 'role');
        await invite({ email: 'a@example.com', role: 'king' }).refused(422, 'role');
        await invite({ email: 'a@example.com', role: 'none' }).refused(422, 'role');
        assert.deepEqual((await ann.get(at(ann, '/invitations')).expect(200)).data, []);
    });

    it('is for admins, and an admin invites no admin', async () => {
        const { owner, admin, member, viewer } = await team(server);
        const invite = (who, role) => who.post(at(owner, '/invitations'), { email: 'new@example.com', role });
        await invite(viewer, 'viewer').expect(403);
        await invite(member, 'viewer').expect(403);
        await invite(admin, 'admin').refused(403, 'role');
        await invite(admin, 'member').expect(201);
        await invite(owner, 'admin').expect(201);
        await viewer.get(at(owner, '/invitations')).expect(403);
        await member.get(at(owner, '/invitations')).expect(403);
    });

    it('refuses who is a member already', async () => {
        const { owner, member } = await team(server);
        await owner
            .post(at(owner, '/invitations'), { email: member.user.email.toUpperCase(), role: 'admin' })
            .refused(409, 'email', 'duplicate');
    });

    it('again takes the former one back', async () => {
        const [ann, bob] = [await server.user(), await server.user()];
        const body = { email: bob.user.email, role: 'viewer' };
        const first = await ann.post(at(ann, '/invitations'), body).expect(201);
        const second = await ann.post(at(ann, '/invitations'), body).expect(201);
        assert.notEqual(first.token, second.token);
        const { data } = await ann.get(at(ann, '/invitations')).expect(200);
        assert.deepEqual(data.map((i) => i.id), [second.id]);
        assert.equal(data[0].token, undefined, 'a list shows no token');
        await bob.post('/api/invitations/accept', { token: first.token }).refused(422, 'token');
        await bob.post('/api/invitations/accept', { token: second.token }).expect(200);
    });

    it('lasts seven days', async () => {
        const ann = await server.user();
        const made = await ann.post(at(ann, '/invitations'), { email: 'x@example.com', role: 'member' }).expect(201);
        const days = (new Date(made.expires_at) - new Date(made.created_at)) / 86_400_000;
        assert.equal(days, 7);
        assert.match(made.token, /^[0-9A-Za-z]{43}$/);
    });
});

describe('accepting', () => {
    it('refuses tokens that are none', async () => {
        const bob = await server.user();
        for (const token of ['', 'x', 'a'.repeat(43), '%00', "' OR 1=1 --"])
            await bob.post('/api/invitations/accept', { token }).refused(422, 'token');
        await bob.post('/api/invitations/accept', { token: 'a'.repeat(200) }).refused(422, 'token');
        await bob.post('/api/invitations/accept', {}).refused(422, 'token', 'required');
    });

    it('is for whom it was sent to', async () => {
        const [ann, bob, eve] = [await server.user(), await server.user(), await server.user()];
        const { token } = await ann.post(at(ann, '/invitations'), { email: bob.user.email, role: 'member' }).expect(201);
        await eve.post('/api/invitations/accept', { token }).refused(403, 'token');
        await inside(eve, ann.workspace).get('/contacts').expect(404);
        const joined = await bob.post('/api/invitations/accept', { token }).expect(200);
        assert.equal(joined.id, ann.workspace.id);
        assert.equal(joined.role, 'member');
        await inside(bob, ann.workspace).make('contacts', { name: 'From Bob' });
        assert.deepEqual(await ann.names('contacts'), ['From Bob']);
    });

    it('works once', async () => {
        const [ann, bob] = [await server.user(), await server.user()];
        const { token } = await ann.post(at(ann, '/invitations'), { email: bob.user.email, role: 'viewer' }).expect(201);
        await bob.post('/api/invitations/accept', { token }).expect(200);
        await bob.post('/api/invitations/accept', { token }).refused(422, 'token');
        await ann.del(memberOf(ann, bob)).expect(204);
        await bob.post('/api/invitations/accept', { token }).refused(422, 'token');
        await inside(bob, ann.workspace).get('/contacts').expect(404);
    });

    it('ends with the revocation', async () => {
        const [ann, bob, eve] = [await server.user(), await server.user(), await server.user()];
        const made = await ann.post(at(ann, '/invitations'), { email: bob.user.email, role: 'viewer' }).expect(201);
        await eve.del(at(ann, `/invitations/${made.id}`)).expect(404);
        await eve.del(at(eve, `/invitations/${made.id}`)).expect(404);
        await ann.del(at(ann, `/invitations/${made.id}`)).expect(204);
        await ann.del(at(ann, `/invitations/${made.id}`)).expect(404);
        await bob.post('/api/invitations/accept', { token: made.token }).refused(422, 'token');
    });
});

describe('roles', () => {
    it('are listed for every member', async () => {
        const { owner, admin, member, viewer } = await team(server);
        const expected = {
            [owner.user.email]: 'owner', [admin.user.email]: 'admin',
            [member.user.email]: 'member', [viewer.user.email]: 'viewer',
        };
        for (const who of [owner, admin, member, viewer]) assert.deepEqual(await roles(who), expected);
    });

    it('an admin changes only those below admins, and makes none', async () => {
        const { owner, admin, member, viewer } = await team(server);
        const other = await join(server, owner, 'admin');
        const set = (who, whom, role) => who.patch(memberOf(owner, whom), { role });
        await set(admin, owner, 'viewer').expect(403);
        await set(admin, other, 'viewer').expect(403);
        await set(admin, member, 'admin').refused(403, 'role');
        await set(admin, member, 'owner').refused(403, 'role');
        await set(admin, admin, 'owner').expect(403);
        await set(member, viewer, 'member').expect(403);
        await set(member, member, 'admin').expect(403);
        await set(viewer, viewer, 'member').expect(403);
        await set(admin, viewer, 'member').expect(200);
        await set(admin, viewer, 'viewer').expect(200);
        await set(owner, member, 'admin').expect(200);
        await set(owner, member, 'member').expect(200);
        await set(owner, { user: { id: 12345 } }, 'member').expect(404);
        await admin.del(memberOf(owner, owner)).expect(403);
        await admin.del(memberOf(owner, other)).expect(403);
        await admin.del(memberOf(owner, member)).expect(204);
    });

    it('hold at once, also for what is being answered from memory', async () => {
        const { owner, member } = await team(server);
        await member.list('contacts');
        await owner.patch(memberOf(owner, member), { role: 'viewer' }).expect(200);
        await member.post('/contacts', { name: 'x' }).expect(403);
        await owner.del(memberOf(owner, member)).expect(204);
        await member.get('/contacts').expect(404);
    });

    it('there is never no owner', async () => {
        const { owner, admin } = await team(server);
        await owner.patch(memberOf(owner, owner), { role: 'admin' }).expect(409);
        await owner.del(memberOf(owner, owner)).expect(409);
        await owner.patch(memberOf(owner, admin), { role: 'owner' }).expect(200);
        const answers = await Promise.all([
            owner.patch(memberOf(owner, owner), { role: 'admin' }),
            admin.patch(memberOf(owner, admin), { role: 'admin' }),
        ]);
        assert.deepEqual(answers.map((a) => a.status).sort(), [200, 409]);
        const left = Object.values(await roles(owner)).filter((role) => role === 'owner');
        assert.equal(left.length, 1);
    });

    it('everybody may leave, and is out', async () => {
        const { owner, viewer, member } = await team(server);
        await viewer.del(memberOf(owner, member)).expect(403);
        for (const who of [viewer, member]) {
            await who.del(memberOf(owner, who)).expect(204);
            await who.get('/contacts').expect(404);
        }
        assert.equal(Object.keys(await roles(owner)).length, 2);
    });

    it('an owner puts out another owner', async () => {
        const { owner } = await team(server);
        const second = await join(server, owner, 'owner');
        await second.del(memberOf(owner, owner)).expect(204);
        await owner.get('/contacts').expect(404);
    });
});

describe('owners of records', () => {
    it('are shown by name, filtered by me, none and id', async () => {
        const { owner, member } = await team(server);
        await owner.make('contacts', { name: 'Mine', owner_id: owner.user.id });
        await owner.make('contacts', { name: 'Theirs', owner_id: member.user.id });
        const free = await owner.make('contacts', { name: 'Free' });
        assert.equal(free.owner_name, null);
        assert.deepEqual(await owner.names('contacts', { owner: 'me' }), ['Mine']);
        assert.deepEqual(await member.names('contacts', { owner: 'me' }), ['Theirs']);
        assert.deepEqual(await member.names('contacts', { owner: 'none' }), ['Free']);
        assert.deepEqual(await member.names('contacts', { owner: owner.user.id }), ['Mine']);
        assert.deepEqual(await member.names('contacts', { 'owner[ne]': 'me' }).then((n) => n.includes('Theirs')), false);
        const filter = { or: [{ field: 'owner', value: 'me' }, { field: 'owner', value: 'none' }] };
        assert.deepEqual((await member.names('contacts', { filter })).sort(), ['Free', 'Theirs']);
        await member.get('/contacts', { owner: 'you' }).refused(400, 'owner');
        await member.get('/websites', { owner: 'me' }).refused(400, 'owner');
        const list = await owner.list('contacts', { owner: member.user.id });
        assert.equal(list[0].owner_name, member.user.name);
    });

    it('the answer to owner=me is each one\'s own, whatever tag is sent', async () => {
        const { owner, admin } = await team(server);
        await owner.make('contacts', { name: 'Mine', owner_id: owner.user.id });
        const mine = await owner.get('/contacts', { owner: 'me' });
        const theirs = await admin.get('/contacts', { owner: 'me' }, { 'if-none-match': mine.etag });
        assert.deepEqual(theirs.expect(200).data, []);
    });

    it('a record\'s tag stays the one that If-Match knows', async () => {
        const { owner } = await team(server);
        const made = await owner.post('/contacts', { name: 'Mine', owner_id: owner.user.id });
        made.expect(201);
        const path = `/contacts/${made.body.id}`;
        assert.equal(made.body.owner_name, owner.user.name);
        await owner.get(path, {}, { 'if-none-match': made.etag }).expect(304);
        await owner.patch(path, { nickname: 'M' }, { 'if-match': made.etag }).expect(200);
        await owner.patch(path, { nickname: 'N' }, { 'if-match': made.etag }).expect(412);
    });

    it('a name is no input, and may come back as it was', async () => {
        const { owner } = await team(server);
        const made = await owner.make('tasks', { title: 'T', owner_id: owner.user.id });
        assert.equal(made.owner_name, owner.user.name);
        await owner.post('/tasks', { title: 'U', owner_name: 'Somebody' }).refused(422, 'owner_name', 'read_only');
        await owner.call('PATCH', `/tasks/${made.id}`, { body: made, lenient: true }).expect(200);
    });

    it('only a member may own', async () => {
        const { owner } = await team(server);
        const stranger = await server.user();
        await owner.post('/contacts', { name: 'X', owner_id: stranger.user.id }).refused(422, 'owner_id');
    });
});
