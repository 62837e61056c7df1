// What is another workspace's does not exist for you: every route of the document, with the ids of
// real records of somebody else's, as a user and with a key. Made from the document, so that a new
// route cannot be forgotten.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { start } from './harness.mjs';
import { bodyOf, isOpen } from './lib/sample.mjs';
import { inside, withKey } from './lib/team.mjs';
import { addressOf, pickIds, world } from './lib/world.mjs';

const server = await start();
const { contract } = server;
const operations = contract.operations().filter(({ operation }) => !isOpen(operation));
// What is about the whole server is nobody's but its owner's: guard.test.mjs and jobs.test.mjs.
const SERVER = /^\/api\/instance\//;
const withIds = operations.filter(({ path }) => path.includes('{') && !SERVER.test(path));

// Routes about oneself or the server that would end the test's own session, or are not a member's.
const OWN = /^\/api\/(auth\/(?!me)|audit|jobs$)|^\/(metrics|readyz|healthz)/;

const ann = await world(server, await server.user(), 'Zyxomma');
const eve = await server.user();
const eveKey = await withKey(eve, ['*']);

async function everything(owner, ids) {
    const texts = [];
    for (const plural of Object.keys(ann.records))
        texts.push((await owner.get(`/${plural}`, { limit: 500 })).text);
    for (const path of ['/api/workspaces', '/api/keys', `/api/workspaces/${ids.workspaces}/members`,
        `/api/workspaces/${ids.workspaces}/invitations`, '/api/crm/changes'])
        texts.push((await owner.get(path)).text.replace(/"last_used_at":"[^"]*"/g, ''));
    return texts.join('\n');
}

const atFirst = await everything(ann.owner, ann.ids);

const unseen = (answer) => assert.doesNotMatch(answer.text, /zyxomma/i, 'it tells what is another\'s');

// Where the document asks for less than the route does.
const bodies = { 'contacts.set_company': (ids) => ({ company_id: ids.companies }) };

async function ask(client, { method, path, operation }, address = addressOf(path, ann.ids)) {
    const body = bodies[operation.operationId]?.(ann.ids) ?? bodyOf(contract, operation, pickIds(ann.ids));
    const answer = await client.call(method, address, { body, lenient: true });
    unseen(answer);
    return answer;
}

describe('a route with another workspace\'s id in its path', () => {
    for (const route of withIds)
        it(`${route.method} ${route.path} finds nothing`, async () => {
            assert.equal((await ask(eve, route)).status, 404);
            const status = (await ask(eveKey, route)).status;
            assert.ok(status === 404 || status === 403, `with a key: ${status}`);
        });
});

describe('a route with another workspace named', () => {
    for (const route of operations.filter((r) => !SERVER.test(r.path) && (!OWN.test(r.path) || withIds.includes(r))))
        it(`${route.method} ${route.path} finds nothing`, async () => {
            assert.equal((await ask(inside(eve, ann.owner.workspace), route)).status, 404);
            const status = (await ask(inside(eveKey, ann.owner.workspace), route)).status;
            assert.ok(status === 403 || status === 404, `with a key: ${status}`);
        });

    it('also by the parameter that streams use', async () => {
        for (const plural of Object.keys(ann.records))
            unseen(await eve.get(`/${plural}`, { workspace: ann.ids.workspaces }).expect(404).then(() => ({ text: '' })));
    });
});

describe('a route with another workspace\'s ids in its body', () => {
    const withBodies = operations.filter(
        ({ path, operation }) => operation.requestBody && !path.includes('{') && !OWN.test(path),
    );
    for (const route of withBodies)
        it(`${route.method} ${route.path} touches nothing`, async () => {
            await ask(eve, route, route.path);
        });

    const references = [
        ['channels', (ids) => ({ contact_id: ids.contacts, kind: 'email', value: 'a@example.com' })],
        ['memberships', (ids) => ({ contact_id: ids.contacts, company_id: ids.companies })],
        ['domains', (ids) => ({ company_id: ids.companies, name: 'example.org' })],
        ['notes', (ids) => ({ content: 'x', entity_type: 'contact', entity_id: ids.contacts })],
        ['tasks', (ids) => ({ title: 'x', links: [{ entity_type: 'contact', entity_id: ids.contacts }] })],
        ['contacts', (ids) => ({ name: 'x', company_id: ids.companies })],
        ['contacts', (ids) => ({ name: 'x', owner_id: ids.members })],
    ];
    for (const [plural, body] of references)
        it(`${plural} refer to nothing of it: ${Object.keys(body(Object)).join(', ')}`, async () => {
            await eve.post(`/${plural}`, body(ann.ids)).expect(422);
        });

    for (const plural of ['contacts', 'companies', 'tasks', 'notes'])
        it(`bulk on ${plural} touches nothing`, async () => {
            for (const action of ['trash', 'delete', 'restore'])
                await eve.post(`/${plural}/bulk`, { ids: [ann.ids[plural]], action }).expect(404);
        });

    it('joins no change set of it', async () => {
        await eve.post('/contacts', { name: 'x' }, { 'x-change-id': String(ann.ids.changes) }).expect(422);
    });
});

describe('lists', () => {
    it('filtered by its ids are empty', async () => {
        for (const [path, query] of [
            ['/contacts', { company_id: ann.ids.companies }], ['/channels', { contact_id: ann.ids.contacts }],
            ['/notes', { entity_type: 'contact', entity_id: ann.ids.contacts }],
            ['/contacts', { id: ann.ids.contacts }], ['/contacts', { owner: ann.ids.members }],
            ['/contacts', { 'company.name[contains]': 'Zyxomma' }], ['/contacts', { q: 'Zyxomma' }],
            ['/search', { q: 'Zyxomma' }], ['/events', { entity_type: 'contact', entity_id: ann.ids.contacts }],
        ]) {
            const answer = await eve.get(path, query);
            answer.expect(200);
            unseen(answer);
        }
    });

    it('take no cursor of it', async () => {
        const { next } = await ann.owner.get('/contacts', { limit: 1 }).expect(200);
        const answer = await eve.get('/contacts', { limit: 1, cursor: next });
        unseen(answer);
    });
});

it('after all this, nothing of it has changed', async () => {
    assert.equal(await everything(ann.owner, ann.ids), atFirst);
});
