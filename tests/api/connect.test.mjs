// Contacts with a login: connecting makes or finds an account and links it, once a workspace.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { start } from './harness.mjs';
import { inside, team } from './lib/team.mjs';

const server = await start();
let n = 0;
const address = () => `person${++n}-${Date.now().toString(36)}@example.com`;
const contactOf = (client, name = 'Bob') => client.make('contacts', { name });
const connect = (client, contact, email) => client.post(`/contacts/${contact.id}/connect`, { email });

describe('connecting', () => {
    it('refuses what is no address, and contacts that are not there', async () => {
        const ann = await server.user();
        const contact = await contactOf(ann);
        await connect(ann, contact, 'nobody').refused(422, 'email', 'invalid');
        await connect(ann, contact, undefined).refused(422, 'email', 'required');
        await connect(ann, { id: 12345 }, address()).expect(404);
        await connect(ann, { id: 'abc' }, address()).expect(404);
        const eve = await server.user();
        await connect(eve, contact, address()).expect(404);
        assert.equal((await ann.read('contacts', contact.id)).user_id, null);
    });

    it('finds the account of an address, whatever its case', async () => {
        const [ann, bob] = [await server.user(), await server.user()];
        const contact = await contactOf(ann);
        const made = await connect(ann, contact, bob.user.email.toUpperCase());
        const body = made.expect(200);
        assert.equal(body.user, 'existing');
        assert.equal(body.contact.user_id, bob.user.id);
        assert.ok(made.changeId > 0);
        assert.deepEqual((await ann.list('contacts', { user_id: bob.user.id })).map((c) => c.id), [contact.id]);
    });

    it('gives that person no access', async () => {
        const [ann, bob] = [await server.user(), await server.user()];
        await connect(ann, await contactOf(ann), bob.user.email).expect(200);
        await inside(bob, ann.workspace).get('/contacts').expect(404);
        assert.equal((await bob.get('/api/workspaces').expect(200)).data.length, 1);
    });

    it('makes a placeholder that nobody can sign in to, and that registering claims', async () => {
        const ann = await server.user();
        const email = address();
        const contact = await contactOf(ann);
        const { user, contact: linked } = await connect(ann, contact, email).expect(200);
        assert.equal(user, 'created');
        const again = await connect(ann, contact, email).expect(200);
        assert.equal(again.user, 'existing');
        for (const password of ['', ' ', 'a long password'])
            assert.ok([401, 422].includes((await server.client().post('/api/auth/login', { email, password })).status));
        const bob = await server.user({ email });
        assert.equal(bob.user.id, linked.user_id);
        await bob.make('contacts', { name: 'In a workspace of his own' });
    });

    it('links a user to one contact of a workspace only', async () => {
        const [ann, eve] = [await server.user(), await server.user()];
        const [one, two] = [await contactOf(ann, 'One'), await contactOf(ann, 'Two')];
        const email = address();
        const first = await connect(ann, one, email).expect(200);
        await connect(ann, two, email).refused(409, 'user_id', 'duplicate');
        assert.equal((await ann.read('contacts', two.id)).user_id, null);
        const elsewhere = await connect(eve, await contactOf(eve), email).expect(200);
        assert.equal(elsewhere.contact.user_id, first.contact.user_id);
        await ann.post(`/contacts/${one.id}/disconnect`).expect(200);
        await connect(ann, two, email).expect(200);
    });

    it('of an address twice at once makes one account and one link', async () => {
        const ann = await server.user();
        const email = address();
        const contacts = await Promise.all(Array.from({ length: 8 }, () => contactOf(ann)));
        const answers = await Promise.all(contacts.map((c) => connect(ann, c, email)));
        assert.deepEqual(answers.map((a) => a.status).sort(), [200, ...Array(7).fill(409)]);
        const linked = await ann.list('contacts', { 'user_id[empty]': false });
        assert.equal(linked.length, 1);
        const bob = await server.user({ email });
        assert.equal(bob.user.id, linked[0].user_id);
    });

    it('anew changes the link', async () => {
        const ann = await server.user();
        const contact = await contactOf(ann);
        const first = await connect(ann, contact, address()).expect(200);
        const second = await connect(ann, contact, address()).expect(200);
        assert.notEqual(first.contact.user_id, second.contact.user_id);
    });

    it('is a change of the contact: in its history, undone, and only by who may', async () => {
        const { owner, admin, member, viewer } = await team(server);
        const contact = await owner.make('contacts', { name: 'Owned', owner_id: owner.user.id });
        const email = address();
        await connect(viewer, contact, email).expect(403);
        await connect(member, contact, email).expect(403);
        await member.post(`/contacts/${contact.id}/disconnect`).expect(403);
        const made = await connect(admin, contact, email);
        assert.equal(made.expect(200).user, 'created', 'who was refused has made no account');
        await owner.post(`/changes/${made.changeId}/undo`).expect(200);
        assert.equal((await owner.read('contacts', contact.id)).user_id, null);
    });

    it('cannot be done by writing the field', async () => {
        const [ann, bob] = [await server.user(), await server.user()];
        await ann.post('/contacts', { name: 'X', user_id: bob.user.id }).refused(422, 'user_id', 'read_only');
        const contact = await contactOf(ann);
        await ann.patch(`/contacts/${contact.id}`, { user_id: bob.user.id }).refused(422, 'user_id', 'read_only');
        await ann
            .post('/contacts/bulk', { ids: [contact.id], action: 'update', values: { user_id: bob.user.id } })
            .refused(422, 'user_id', 'read_only');
    });

    it('joins an open change set', async () => {
        const ann = await server.user();
        const contact = await contactOf(ann);
        const { id } = await ann.post('/changes', { label: 'mine' }).expect(201);
        const made = await ann.post(`/contacts/${contact.id}/connect`, { email: address() }, { 'x-change-id': String(id) });
        made.expect(200);
        assert.equal(made.changeId, id);
        await ann.post(`/contacts/${contact.id}/connect`, { email: address() }, { 'x-change-id': 'no' }).expect(400);
    });
});

describe('disconnecting', () => {
    it('takes the link off and leaves the account', async () => {
        const ann = await server.user();
        const contact = await contactOf(ann);
        const email = address();
        const { contact: linked } = await connect(ann, contact, email).expect(200);
        const { contact: free } = await ann.post(`/contacts/${contact.id}/disconnect`).expect(200);
        assert.equal(free.user_id, null);
        await ann.post(`/contacts/${contact.id}/disconnect`).expect(200);
        const again = await connect(ann, contact, email).expect(200);
        assert.equal(again.user, 'existing');
        assert.equal(again.contact.user_id, linked.user_id);
        await ann.post('/contacts/12345/disconnect').expect(404);
    });

    it('is not needed before deleting for good: the user can be linked again', async () => {
        const ann = await server.user();
        const contact = await contactOf(ann);
        const email = address();
        await connect(ann, contact, email).expect(200);
        await ann.del(`/contacts/${contact.id}`, { permanent: true }).expect(204);
        await connect(ann, await contactOf(ann, 'Bob again'), email).expect(200);
    });
});
