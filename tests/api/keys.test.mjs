// API keys: what is refused at making and at the door, scopes, and their end.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join as path } from 'node:path';
import { describe, it } from 'node:test';
import { start } from './harness.mjs';
import { inside, join, team, withKey } from './lib/team.mjs';

const server = await start();
const keyed = (key) => server.client({ 'x-api-key': key });
const soon = (ms) => new Date(Date.now() + ms).toISOString();
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

describe('making a key', () => {
    const refusals = [
        ['no description', { description: undefined }, 'description', 'required'],
        ['a blank description', { description: ' ' }, 'description', 'required'],
        ['no scopes', { scopes: undefined }, 'scopes', 'required'],
        ['an empty list of scopes', { scopes: [] }, 'scopes'],
        ['a scope there is not', { scopes: ['read:planets'] }, 'scopes'],
        ['a verb there is not', { scopes: ['burn:*'] }, 'scopes'],
        ['a star in the middle', { scopes: ['read:con*'] }, 'scopes'],
        ['a star for the verb', { scopes: ['*:contacts'] }, 'scopes'],
        ['an empty scope', { scopes: [''] }, 'scopes'],
        ['a scope with a blank in it', { scopes: ['read:contacts *'] }, 'scopes'],
        ['too many scopes', { scopes: Array(60).fill('read:contacts') }, 'scopes', 'too_long'],
        ['an expiry in the past', { expires_at: '2020-01-01T00:00:00Z' }, 'expires_at', 'out_of_range'],
        ['an expiry that is no time', { expires_at: 'tomorrow' }, 'expires_at'],
        ['a rate of nothing', { rate_limit: 0 }, 'rate_limit', 'out_of_range'],
        ['a role', { role: 'owner' }, 'role', 'unknown_field'],
    ];
    for (const [what, change, field, code] of refusals)
        it(`refuses ${what}`, async () => {
            const ann = await server.user();
            await ann
                .post('/api/keys', { description: 'k', scopes: ['read:contacts'], ...change })
                .refused(422, field, code);
            assert.deepEqual((await ann.get('/api/keys').expect(200)).data, []);
        });

    it('names the scope that is unknown', async () => {
        const ann = await server.user();
        const { detail } = await ann
            .post('/api/keys', { description: 'k', scopes: ['read:contacts', 'write:moons'] })
            .expect(422);
        assert.match(detail, /write:moons/);
    });

    it('shows it once, in a form that scanners know, and keeps only its hash', async () => {
        const ann = await server.user();
        const made = await ann
            .post('/api/keys', { description: 'Sync', scopes: ['read:*', 'write:contacts'], rate_limit: 60 })
            .expect(201);
        assert.match(made.key, /^kith_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}$/);
        assert.ok(made.key.startsWith(made.prefix));
        const { key, ...rest } = made;
        const { data } = await ann.get('/api/keys').expect(200);
        assert.deepEqual(data, [rest]);
        const secret = key.slice(14);
        for (const file of readdirSync(server.data).filter((name) => name.startsWith('control')))
            assert.ok(!readFileSync(path(server.data, file)).includes(secret), `${file} holds the key`);
    });

    it('is for a workspace of theirs', async () => {
        const [ann, eve] = [await server.user(), await server.user()];
        const body = { description: 'k', scopes: ['*'], workspace: ann.workspace.id };
        await eve.post('/api/keys', body).expect(404);
        const second = await ann.post('/api/workspaces', { name: 'Second' }).expect(201);
        const made = await ann.post('/api/keys', { ...body, workspace: second.id }).expect(201);
        assert.equal(made.workspace_id, second.id);
        await ann.make('contacts', { name: 'In the first' });
        assert.deepEqual(await keyed(made.key).list('contacts'), []);
    });
});

describe('at the door', () => {
    it('refuses what is no key, with nothing said of why', async () => {
        const ann = await server.user();
        const { made } = await withKey(ann, ['*']);
        const flip = (s, i) => s.slice(0, i) + (s[i] === 'a' ? 'b' : 'a') + s.slice(i + 1);
        const bad = [
            'x', 'kith_', made.key.slice(0, -1), `${made.key}x`, made.key.toUpperCase(),
            flip(made.key, 7), flip(made.key, 30), flip(made.key, made.key.length - 1),
            made.prefix, '../../etc', 'kith_________________________________________________________',
        ];
        for (const key of bad) await keyed(key).get('/contacts').expect(401);
        await keyed(made.key).get('/contacts').expect(200);
    });

    it('does what its scopes name, and a refusal names the one that lacks', async () => {
        const ann = await server.user();
        const key = await withKey(ann, ['read:contacts']);
        const contact = await ann.make('contacts', { name: 'Bob' });
        await key.get('/contacts').expect(200);
        await key.get(`/contacts/${contact.id}`).expect(200);
        for (const [method, at, body, scope] of [
            ['POST', '/contacts', { name: 'x' }, 'write:contacts'],
            ['PATCH', `/contacts/${contact.id}`, { name: 'x' }, 'write:contacts'],
            ['DELETE', `/contacts/${contact.id}`, undefined, 'write:contacts'],
            ['GET', '/companies', undefined, 'read:companies'],
            ['GET', '/search?q=bob', undefined, 'read:search'],
        ]) {
            const { detail } = await key.call(method, at, { body }).expect(403);
            assert.match(detail, new RegExp(scope));
        }
        assert.equal((await ann.read('contacts', contact.id)).name, 'Bob');
    });

    it('stars stand for a verb, or for all', async () => {
        const ann = await server.user();
        const [reads, writes, all] = [
            await withKey(ann, ['read:*']), await withKey(ann, ['write:*']), await withKey(ann, ['*']),
        ];
        await reads.get('/tasks').expect(200);
        await reads.post('/tasks', { title: 'x' }).expect(403);
        await writes.post('/tasks', { title: 'x' }).expect(201);
        await writes.get('/tasks').expect(403);
        await all.get('/tasks').expect(200);
        await all.post('/tasks', { title: 'y' }).expect(201);
    });

    it('asks across a reference only for what it may read', async () => {
        const ann = await server.user();
        const company = await ann.make('companies', { name: 'Acme', deal_value: 1000 });
        await ann.make('contacts', { name: 'C', company_id: company.id });
        const narrow = await withKey(ann, ['read:contacts']);
        const wide = await withKey(ann, ['read:contacts', 'read:companies']);
        const filter = { field: 'company.deal_value', op: 'gt', value: 1 };
        for (const query of [{ 'company.deal_value[gt]': 1 }, { filter }, { filter: { not: filter } }]) {
            const { detail } = await narrow.get('/contacts', query).expect(403);
            assert.match(detail, /read:companies/);
            await wide.get('/contacts', query).expect(200);
        }
        // What a contact shows of its company by itself.
        assert.equal((await narrow.get('/contacts', { company_name: 'Acme' }).expect(200)).data.length, 1);
        assert.equal((await narrow.get('/contacts', { company_id: company.id }).expect(200)).data.length, 1);
    });

    it('manages no keys, members, workspaces or sessions, whatever its scopes', async () => {
        const ann = await server.user();
        const key = await withKey(ann, ['*']);
        const at = `/api/workspaces/${ann.workspace.id}`;
        for (const [method, to, body] of [
            ['GET', '/api/keys'], ['POST', '/api/keys', { description: 'k', scopes: ['*'] }],
            ['DELETE', `/api/keys/${key.made.id}`], ['GET', '/api/workspaces'],
            ['POST', '/api/workspaces', { name: 'x' }], ['DELETE', at, { name: ann.workspace.name }],
            ['GET', `${at}/members`], ['DELETE', `${at}/members/${ann.user.id}`],
            ['POST', `${at}/invitations`, { email: 'x@example.com', role: 'admin' }],
            ['POST', '/api/invitations/accept', { token: 'x' }], ['POST', '/api/auth/logout'],
        ])
            await key.call(method, to, { body }).expect(403);
        const me = await key.get('/api/auth/me').expect(200);
        assert.equal(me.user.id, ann.user.id);
        await key.get('/api/crm/meta').expect(200);
    });

    it('names no other workspace, not even one of its maker\'s', async () => {
        const ann = await server.user();
        const key = await withKey(ann, ['*']);
        const second = await ann.post('/api/workspaces', { name: 'Second' }).expect(201);
        await inside(key, second).get('/contacts').expect(403);
        await key.get('/contacts', { workspace: second.id }).expect(403);
        await inside(key, ann.workspace).get('/contacts').expect(200);
        await key.get('/contacts').expect(200);
    });

    it('tells of its own workspace only, and little of its maker', async () => {
        const owner = await server.user();
        await owner.post('/api/workspaces', { name: 'Another' }).expect(201);
        const key = await withKey(owner, ['read:contacts']);
        const me = await key.get('/api/auth/me').expect(200);
        assert.deepEqual(me.user, { id: owner.user.id, name: owner.user.name });
        assert.deepEqual(me.workspaces.map((w) => w.id), [owner.workspace.id]);
        assert.equal(me.workspace.id, owner.workspace.id);
        assert.equal((await owner.get('/api/auth/me').expect(200)).workspaces.length, 2);
    });

    it('does not make up for a token that is bad', async () => {
        const ann = await server.user();
        const key = await withKey(ann, ['*']);
        await key.with({ authorization: 'Bearer nonsense' }).get('/tasks').expect(401);
    });

    it('may come as a bearer too', async () => {
        const ann = await server.user();
        const { made } = await withKey(ann, ['read:contacts']);
        const bearer = server.client({ authorization: `Bearer ${made.key}` });
        await bearer.get('/contacts').expect(200);
        await bearer.get('/tasks').expect(403);
        await server.client({ authorization: `Bearer ${made.key}x` }).get('/contacts').expect(401);
    });
});

describe('what a key does', () => {
    it('is done in the role of its maker, and noted as the key\'s', async () => {
        const { owner, member, viewer } = await team(server);
        const byMember = await withKey(member, ['*']);
        const byViewer = await withKey(viewer, ['*']);
        const theirs = await owner.make('contacts', { name: 'Owned', owner_id: owner.user.id });
        await byMember.patch(`/contacts/${theirs.id}`, { name: 'x' }).expect(403);
        await byViewer.post('/contacts', { name: 'x' }).expect(403);
        const mine = await byMember.make('contacts', { name: 'By key' });
        assert.deepEqual((await byMember.post(`/contacts/${mine.id}/claim`).expect(200)).owner_id, member.user.id);
        const { data } = await owner.get('/events', { entity_type: 'contact', entity_id: mine.id }).expect(200);
        assert.ok(data.length > 0);
        assert.ok(data.every((e) => e.actor.kind === 'key' && e.actor.id === byMember.made.id), JSON.stringify(data));
    });

    it('shows of history only what it may read', async () => {
        const owner = await server.user();
        const bob = await owner.make('contacts', { name: 'Bob' });
        const note = await owner.make('notes', { entity_type: 'contact', entity_id: bob.id, content: 'x' });
        const patched = await owner.patch(`/notes/${note.id}`, { content: 'a secret' });
        await owner.patch(`/contacts/${bob.id}`, { priority: 3 }).expect(200);
        const key = await withKey(owner, ['read:contacts', 'read:events', 'read:changes']);
        for (const path of ['/events', `/contacts/${bob.id}/timeline`]) {
            assert.ok(JSON.stringify(await owner.get(path).expect(200)).includes('a secret'), path);
            const { data } = await key.get(path).expect(200);
            const of = (type) => data.find((e) => e.entity_type === type && e.type === 'updated');
            assert.deepEqual(of('note').changes, {}, path);
            assert.deepEqual(of('contact').changes.priority, { before: null, after: 3 }, path);
        }
        const set = await key.get(`/changes/${patched.changeId}`).expect(200);
        assert.deepEqual(set.events.map((e) => e.changes), [{}]);
    });

    it('undoes only what it may write', async () => {
        const owner = await server.user();
        const made = await owner.post('/contacts', { name: 'Bob' });
        const weak = await withKey(owner, ['write:changes', 'write:companies']);
        await weak.post(`/changes/${made.changeId}/undo`).refused(403, 'scope');
        await owner.get(`/contacts/${made.body.id}`).expect(200);
        const able = await withKey(owner, ['write:changes', 'write:contacts']);
        await able.post(`/changes/${made.changeId}/undo`).expect(200);
        await owner.get(`/contacts/${made.body.id}`).expect(404);
    });

    it('its last use is noted', async () => {
        const ann = await server.user();
        const key = await withKey(ann, ['*']);
        assert.equal(key.made.last_used_at, null);
        await key.get('/contacts').expect(200);
        for (let i = 0; i < 50; i++) {
            const { data } = await ann.get('/api/keys').expect(200);
            if (data[0].last_used_at) return assert.ok(Date.now() - new Date(data[0].last_used_at) < 60_000);
            await pause(20);
        }
        assert.fail('its use was not noted');
    });
});

describe('its end', () => {
    it('by revocation, at once', async () => {
        const { owner, admin, member } = await team(server);
        const key = await withKey(member, ['*']);
        await key.get('/contacts').expect(200);
        const stranger = await server.user();
        await stranger.del(`/api/keys/${key.made.id}`).expect(404);
        const other = await join(server, owner, 'member');
        await other.del(`/api/keys/${key.made.id}`).expect(404);
        assert.deepEqual((await other.get('/api/keys').expect(200)).data, []);
        assert.equal((await admin.get('/api/keys').expect(200)).data.length, 1);
        await admin.del(`/api/keys/${key.made.id}`).expect(204);
        await key.get('/contacts').expect(401);
        await admin.del(`/api/keys/${key.made.id}`).expect(404);
    });

    it('by the clock', async () => {
        const ann = await server.user();
        const key = await withKey(ann, ['*'], { expires_at: soon(1500) });
        await key.get('/contacts').expect(200);
        await pause(1700);
        await key.get('/contacts').expect(401);
    });

    it('with the membership of its maker', async () => {
        const { owner, member } = await team(server);
        const key = await withKey(member, ['*']);
        await key.get('/contacts').expect(200);
        await owner.patch(`/api/workspaces/${owner.workspace.id}/members/${member.user.id}`, { role: 'viewer' }).expect(200);
        await key.post('/contacts', { name: 'x' }).expect(403);
        await member.del(`/api/workspaces/${owner.workspace.id}/members/${member.user.id}`).expect(204);
        await key.get('/contacts').expect(401);
    });

    it('does not come by a restart', async () => {
        const ann = await server.user();
        const key = await withKey(ann, ['*']);
        await server.stop();
        await server.launch();
        await key.get('/contacts').expect(200);
    });
});
