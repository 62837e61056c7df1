// First run: what a page learns before anybody signs in, an account with its workspace in one step,
// and sample data to look around in.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { start } from './harness.mjs';
import { team, withKey } from './lib/team.mjs';

describe('what a page must know first', () => {
    it('is told to nobody in particular, before and after the first account', async () => {
        const server = await start({ args: ['--time-zone', 'Europe/Lisbon', '--currency', 'CHF'] });
        const before = await server.client().get('/api/setup').expect(200);
        assert.deepEqual({ ...before, version: 'any' }, {
            has_users: false, registration: 'open', mail: false, time_zone: 'Europe/Lisbon', currency: 'CHF',
            country: 'US', version: 'any',
        });
        await server.user();
        assert.equal((await server.client().get('/api/setup').expect(200)).has_users, true);
    });

    it('says who may register', async () => {
        for (const mode of ['invite', 'closed']) {
            const server = await start({ args: ['--registration', mode] });
            const { registration } = await server.client().get('/api/setup').expect(200);
            assert.equal(registration, mode);
        }
    });
});

describe('registering', () => {
    const account = (more) => ({ email: `x${Math.random().toString(36).slice(2)}@example.com`, password: 'a long password', name: 'Ann', ...more });

    it('takes the workspace along', async () => {
        const server = await start();
        const workspace = {
            name: 'Friends', purpose: 'people', time_zone: 'Asia/Tokyo', currency: 'JPY', country: 'JP', week_start: 'sunday',
        };
        const made = await server.client().post('/api/auth/register', account({ workspace, time_zone: 'UTC' })).expect(201);
        const ann = server.signedIn(made, {});
        const { workspace: there } = await ann.get('/api/auth/me').expect(200);
        for (const [name, value] of Object.entries(workspace)) assert.equal(there[name], value, name);
    });

    it('names what is wrong in it, and makes nothing', async () => {
        const server = await start();
        const refused = (workspace, field) =>
            server.client().post('/api/auth/register', account({ workspace })).refused(422, field);
        await refused({ time_zone: 'Moon/Sea' }, 'workspace.time_zone');
        await refused({ currency: 'XXQ' }, 'workspace.currency');
        await refused({ country: 'de' }, 'workspace.country');
        await refused({ name: ' ' }, 'workspace.name');
        await refused({ purpose: 'fun' }, 'workspace.purpose');
        await refused({ color: 'red' }, 'workspace.color');
        await refused('mine', 'workspace');
        assert.equal((await server.client().get('/api/setup').expect(200)).has_users, false);
        const made = await server.client().post('/api/auth/register', account({ workspace: {} })).expect(201);
        assert.equal(made.workspace.name, 'Ann\'s workspace');
    });
});

describe('sample data', () => {
    it('fills a workspace, and one undo takes all of it back', async () => {
        const server = await start();
        const ann = await server.user({ time_zone: 'Europe/Berlin' });
        const answer = await ann.post('/sample', {});
        const made = answer.expect(200);
        assert.equal(made.contacts, 50);
        for (const plural of ['companies', 'notes', 'activities', 'tasks']) assert.ok(made[plural] > 0, plural);
        const count = async (plural) => (await ann.get(`/${plural}`, { limit: 1, count: true }).expect(200)).total;
        for (const plural of ['contacts', 'companies', 'tasks']) assert.equal(await count(plural), made[plural], plural);
        const { overdue, today, upcoming } = (await ann.get('/followups').expect(200)).counts;
        assert.ok(overdue + today + upcoming > 0, 'Today is not empty');
        assert.ok((await ann.list('contacts')).some((c) => c.owner_id === ann.user.id));

        const sets = await ann.list('changes');
        assert.deepEqual(sets.map((s) => s.id), [made.change_id], 'one set');
        assert.equal(answer.changeId, made.change_id);
        await ann.post(`/changes/${made.change_id}/undo`).expect(200);
        for (const plural of ['contacts', 'companies', 'websites', 'notes', 'activities', 'tasks', 'channels', 'memberships'])
            assert.equal(await count(plural), 0, plural);
        // What the stage rule tags its notes with came into being by being used, so it stays.
        assert.deepEqual((await ann.list('tags')).map((t) => t.name).filter((name) => name !== 'stage_change'), []);
        // And it can be had again.
        assert.equal((await ann.post('/sample', { contacts: 400 }).expect(200)).contacts, 400);
        assert.equal((await ann.list('changes')).filter((s) => s.label === 'demo data').length, 2);
    });

    it('is for a workspace without people, for its admins, and bounded', async () => {
        const server = await start();
        const { owner, admin, member, viewer } = await team(server);
        await member.post('/sample', {}).expect(403);
        await viewer.post('/sample', {}).expect(403);
        await admin.post('/sample', { contacts: 0 }).refused(422, 'contacts');
        await admin.post('/sample', { contacts: 1001 }).refused(422, 'contacts');
        assert.equal((await owner.list('tags')).length, 0, 'nothing was written');
        await admin.post('/sample', { contacts: 30 }).expect(200);
        await owner.post('/sample', {}).expect(409);
        await (await withKey(owner, ['write:contacts'])).post('/sample', {}).refused(403, 'scope');
    });

    it('asked for twice at once comes once', async () => {
        const server = await start();
        const ann = await server.user();
        const answers = await Promise.all([ann.post('/sample', {}), ann.post('/sample', {})]);
        const statuses = answers.map((a) => a.status).sort();
        assert.deepEqual(statuses, [200, 409]);
        assert.equal((await ann.get('/contacts', { limit: 1, count: true }).expect(200)).total, 50);
    });
});
