// Each role against each route of the document. Routes about records follow one rule, which is
// written here once: a viewer writes nothing, a member what is theirs or nobody's, owner and admin
// all. Of every other route the table below says who may; one that is missing there fails.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { start } from './harness.mjs';
import { bodyOf, isOpen, isRead } from './lib/sample.mjs';
import { team } from './lib/team.mjs';
import { addressOf, pickIds, world } from './lib/world.mjs';

const server = await start();
const { contract } = server;
const operations = contract.operations().filter(({ operation }) => !isOpen(operation));
const ROLES = ['viewer', 'member', 'admin', 'owner'];

// The least role, by operationId. 'self': about who asks alone, and tested where it belongs.
const LEAST = {
    'workspaces.list': 'viewer', 'workspaces.create': 'self', 'workspaces.get': 'viewer',
    'workspaces.update': 'admin', 'workspaces.delete': 'owner', 'workspaces.transfer': 'owner',
    'workspaces.backup': 'owner',
    'members.list': 'viewer', 'members.update': 'admin', 'members.remove': 'admin',
    'invitations.create': 'admin', 'invitations.list': 'admin', 'invitations.revoke': 'admin',
    'invitations.accept': 'self',
    'keys.list': 'viewer', 'keys.create': 'self', 'keys.revoke': 'self',
    'jobs.list': 'admin', 'jobs.retry': 'admin',
    'audit.list': 'admin', 'auth.me': 'viewer',
    'meta.entities': 'viewer',
};
// Routes that are about the server and not about a workspace.
const SERVER = /^(auth|meta|watch|instance)\./;
// Reads that are sent as something else.
const READS = new Set([]);

const people = await team(server);
const { ids } = await world(server, people.owner, 'Role');
ids.members = people.viewer.user.id;

// Bodies that the schema alone does not make well enough.
let n = 0;
const address = () => `r${++n}-${Date.now().toString(36)}@example.com`;
const special = {
    'bulk.stage': (use) => ({ stage: 'demo', entities: [{ entity_type: 'contact', entity_id: use.contacts }] }),
    'contacts.connect': () => ({ email: address() }),
    'contacts.set_company': (use) => ({ company_id: use.companies }),
    'members.update': () => ({ role: 'viewer' }),
    'invitations.create': () => ({ email: address(), role: 'viewer' }),
};

function bodyFor({ path, operation }, use) {
    const name = operation.operationId;
    if (special[name]) return special[name](use);
    if (name.endsWith('.bulk')) return { ids: [use[path.split('/')[3]]], action: 'delete' };
    return bodyOf(contract, operation, pickIds(use));
}

function ask(who, route, use = ids) {
    const body = bodyFor(route, use);
    return who.call(route.method, addressOf(route.path, use), { body, lenient: true });
}

// A person's own, viewers' too: personal.test.mjs.
const PERSONAL = /^(views|preferences)\./;
const ofRecords = operations.filter(({ id, path }) => path.startsWith('/api/crm/') && !PERSONAL.test(id));
const isWrite = (route) => !isRead(route.method) && !READS.has(route.id);

describe('a viewer', () => {
    for (const route of ofRecords.filter((r) => isRead(r.method)))
        it(`may ${route.method} ${route.path}`, async () => {
            const { status } = await ask(people.viewer, route);
            assert.ok(status === 200 || status === 400, `${status}`); // 400: it wants a parameter
        });
    for (const route of ofRecords.filter(isWrite))
        it(`may not ${route.method} ${route.path}`, async () => {
            await ask(people.viewer, route).expect(403);
        });
});

// What belongs to a record follows its owner: a maker for each, with the owner given.
const owned = {
    contacts: (who, owner_id) => who.make('contacts', { name: 'Owned', owner_id }),
    companies: (who, owner_id) => who.make('companies', { name: 'Owned', owner_id }),
    tasks: (who, owner_id) => who.make('tasks', { title: 'Owned', owner_id }),
    channels: async (who, owner_id) => {
        const contact = await owned.contacts(who, owner_id);
        return who.make('channels', { contact_id: contact.id, kind: 'phone', value: '+49 30 1234567' });
    },
    memberships: async (who, owner_id) => {
        const contact = await owned.contacts(who, owner_id);
        return who.make('memberships', { contact_id: contact.id, company_id: ids.companies });
    },
    domains: async (who, owner_id) => {
        const company = await owned.companies(who, owner_id);
        return who.make('domains', { company_id: company.id, name: `d${company.id}.example.com` });
    },
};
const ofOwned = ofRecords.filter(
    (r) => isWrite(r) && owned[r.path.split('/')[3]] && (r.path.includes('{id}') || r.id.endsWith('.bulk')),
);

// Only what has a trash can be brought back from it.
async function withOne(route, owner_id) {
    const plural = route.path.split('/')[3];
    const record = await owned[plural](people.owner, owner_id);
    return { ...ids, [plural]: record.id };
}

describe('a member', () => {
    for (const route of ofOwned) {
        it(`may not ${route.method} ${route.path} of a colleague`, async () => {
            const use = await withOne(route, people.admin.user.id);
            if (route.method === 'PATCH' || route.method === 'PUT') return; // below, with a change
            if (route.path.endsWith('/restore')) return; // below, from the trash
            await ask(people.member, route, use).expect(403);
        });
        it(`may ${route.method} ${route.path} of their own, and nobody's`, async () => {
            for (const owner of [people.member.user.id, null]) {
                const { status, text } = await ask(people.member, route, await withOne(route, owner));
                assert.ok(status < 300, `${status} ${text}`);
            }
        });
    }

    it('changes no field of a colleague\'s record', async () => {
        const change = {
            contacts: { nickname: 'x' }, companies: { notes: undefined, name: 'x' }, tasks: { priority: 9 },
            channels: { value: '+49 30 7654321' }, memberships: { role: 'x' }, domains: { name: 'x.example.org' },
        };
        for (const [plural, body] of Object.entries(change))
            for (const method of ['PATCH', 'PUT']) {
                const record = await owned[plural](people.owner, people.admin.user.id);
                await people.member.call(method, `/${plural}/${record.id}`, { body }).expect(403);
                const now = await people.owner.read(plural, record.id);
                assert.equal(now.updated_at, record.updated_at, plural);
            }
    });

    it('restores nothing of a colleague\'s', async () => {
        for (const plural of ['contacts', 'companies', 'tasks']) {
            const record = await owned[plural](people.owner, people.admin.user.id);
            await people.owner.del(`/${plural}/${record.id}`).expect(200);
            await people.member.post(`/${plural}/${record.id}/restore`).expect(403);
        }
    });

    it('takes no record from a colleague, and gives away only what is theirs', async () => {
        const theirs = await owned.contacts(people.owner, people.admin.user.id);
        const mine = await owned.contacts(people.owner, people.member.user.id);
        const path = (r) => `/contacts/${r.id}`;
        await people.member.post(`${path(theirs)}/claim`).expect(403);
        await people.member.post(`${path(theirs)}/release`).expect(403);
        await people.member.patch(path(theirs), { owner_id: people.member.user.id }).expect(403);
        await people.member.patch(path(mine), { owner_id: people.admin.user.id }).expect(200);
        await people.member.patch(path(mine), { name: 'too late' }).expect(403);
    });

    it('undoes no colleague\'s change', async () => {
        const theirs = await owned.contacts(people.owner, people.admin.user.id);
        const change = await people.admin.patch(`/contacts/${theirs.id}`, { nickname: 'x' });
        await people.member.post(`/changes/${change.changeId}/undo`).expect(403);
        assert.equal((await people.owner.read('contacts', theirs.id)).nickname, 'x');
    });

    it('adds a note to a colleague\'s contact, and changes nothing of it by that', async () => {
        const theirs = await owned.contacts(people.owner, people.admin.user.id);
        const note = { content: 'called', entity_type: 'contact', entity_id: theirs.id };
        await people.member.post('/notes', note).expect(201);
        await people.member.post('/channels', { contact_id: theirs.id, kind: 'email', value: 'x@example.com' }).expect(403);
        await people.member.post('/interactions', { contact_id: theirs.id, content: 'x', next_action: 'call', next_action_due: '2030-01-01' });
        const now = await people.owner.read('contacts', theirs.id);
        assert.equal(now.next_contact_at, null);
        assert.equal(now.email, null);
    });

    it('in bulk is told every record that is not theirs, and nothing is done', async () => {
        const [one, two, free] = [
            await owned.contacts(people.owner, people.admin.user.id),
            await owned.contacts(people.owner, people.owner.user.id),
            await owned.contacts(people.owner, null),
        ];
        const answer = await people.member
            .post('/contacts/bulk', { ids: [free.id, one.id, two.id], action: 'add_tag', value: 'mine' })
            .expect(403);
        const said = JSON.stringify(answer.errors);
        assert.ok(said.includes(String(one.id)) && said.includes(String(two.id)), said);
        assert.ok(!said.includes(String(free.id)), said);
        assert.deepEqual((await people.owner.read('contacts', free.id)).tags, []);
    });
});

describe('admin and owner', () => {
    for (const route of ofOwned)
        for (const role of ['admin', 'owner'])
            it(`${role}: may ${route.method} ${route.path} of anybody's`, async () => {
                const use = await withOne(route, people.member.user.id);
                const { status, text } = await ask(people[role], route, use);
                assert.ok(status < 300, `${status} ${text}`);
            });
});

describe('beside records', () => {
    const others = operations.filter(({ path, id }) => !path.startsWith('/api/crm/') && !SERVER.test(id));
    for (const route of others) {
        it(`${route.method} ${route.path} says who may`, () => {
            assert.ok(LEAST[route.id], `say in roles.test.mjs who may: ${route.id}`);
        });
        for (const role of ROLES) {
            const least = LEAST[route.id];
            if (!least || least === 'self') continue;
            const may = ROLES.indexOf(role) >= ROLES.indexOf(least);
            it(`${role}: ${may ? 'may' : 'may not'} ${route.method} ${route.path}`, async () => {
                // A team of its own, since some of these end it.
                const own = await team(server);
                const use = (await world(server, own.owner, 'Role')).ids;
                use.members = own.viewer.user.id;
                if (role === 'viewer' && route.id === 'members.remove') use.members = own.member.user.id;
                const { status, text } = await ask(own[role], route, use);
                if (may) assert.notEqual(status, 403, text);
                else assert.equal(status, 403, text);
            });
        }
    }
});
