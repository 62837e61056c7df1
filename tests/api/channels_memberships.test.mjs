// Ways to reach a contact, and where it works: the children, and the contact's own fields that
// mirror the primary ones, in both directions.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ids, start } from './harness.mjs';

const server = await start();
const ann = await server.user();
const channels = (contact, kind) => ann.list('channels', { contact_id: contact.id, ...(kind && { kind }) });
const memberships = (contact) => ann.list('memberships', { contact_id: contact.id });
const primary = (list) => list.filter((c) => c.is_primary);
const today = () => new Date().toISOString().slice(0, 10);

describe('a channel is refused', () => {
    let contact;
    const refusals = [
        ['without a contact', { contact_id: undefined }, 'contact_id', 'required'],
        ['of a contact there is not', { contact_id: 1 }, 'contact_id', 'bad_reference'],
        ['without a kind', { kind: undefined }, 'kind', 'required'],
        ['of a kind there is not', { kind: 'fax' }, 'kind', 'invalid'],
        ['without a value', { value: undefined }, 'value', 'required'],
        ['with a blank value', { value: '  ' }, 'value', 'required'],
        ['with an e-mail address that is none', { kind: 'email', value: 'x' }, 'value', 'invalid'],
        ['with a phone number that is none', { kind: 'phone', value: 'x' }, 'value', 'invalid'],
        ['with a field there is not', { name: 'x' }, 'name', 'unknown_field'],
    ];
    for (const [what, change, field, code] of refusals)
        it(what, async () => {
            contact ??= await ann.make('contacts', { name: 'Bob' });
            const body = { contact_id: contact.id, kind: 'email', value: 'x@example.com', ...change };
            await ann.post('/channels', body).refused(422, field, code);
        });

    it('moved to another contact, or made another kind', async () => {
        const bob = await ann.make('contacts', { name: 'Bob', email: 'bob@example.com' });
        const eve = await ann.make('contacts', { name: 'Eve' });
        const [channel] = await channels(bob);
        await ann.patch(`/channels/${channel.id}`, { contact_id: eve.id }).refused(422, 'contact_id', 'read_only');
        await ann.patch(`/channels/${channel.id}`, { kind: 'phone' }).refused(422, 'kind', 'read_only');
    });
});

describe('channels', () => {
    it('are made of a contact’s e-mail and phone', async () => {
        const bob = await ann.make('contacts', { name: 'Bob', email: 'bob@example.com', phone: '+1 212 555 0100' });
        const made = await channels(bob);
        assert.deepEqual(
            made.map((c) => [c.kind, c.value, c.is_primary]).sort(),
            [['email', 'bob@example.com', true], ['phone', '+1 212 555 0100', true]],
        );
    });

    it('show on the contact when they are the first of their kind', async () => {
        const bob = await ann.make('contacts', { name: 'Bob' });
        const first = await ann.make('channels', { contact_id: bob.id, kind: 'email', value: 'one@example.com' });
        assert.equal(first.is_primary, true);
        const second = await ann.make('channels', { contact_id: bob.id, kind: 'email', value: 'two@example.com' });
        assert.equal(second.is_primary, false);
        const telegram = await ann.make('channels', { contact_id: bob.id, kind: 'telegram', value: '@bob', label: 'private' });
        assert.equal(telegram.is_primary, true, 'one primary of each kind');
        const now = await ann.read('contacts', bob.id);
        assert.equal(now.email, 'one@example.com');
        assert.ok(now.updated_at > bob.updated_at, 'the contact’s version tells of its channels');
    });

    it('have one primary of a kind, whoever becomes it', async () => {
        const bob = await ann.make('contacts', { name: 'Bob', email: 'one@example.com' });
        const two = await ann.make('channels', { contact_id: bob.id, kind: 'email', value: 'two@example.com', is_primary: true });
        assert.deepEqual(ids(primary(await channels(bob, 'email'))), [two.id]);
        assert.equal((await ann.read('contacts', bob.id)).email, 'two@example.com');
        const [one] = (await channels(bob, 'email')).filter((c) => c.id !== two.id);
        await ann.patch(`/channels/${one.id}`, { is_primary: true }).expect(200);
        assert.deepEqual(ids(primary(await channels(bob, 'email'))), [one.id]);
        assert.equal((await ann.read('contacts', bob.id)).email, 'one@example.com');
    });

    it('follow the contact when its e-mail is corrected', async () => {
        const bob = await ann.make('contacts', { name: 'Bob', email: 'bbo@example.com' });
        const [before] = await channels(bob);
        await ann.patch(`/contacts/${bob.id}`, { email: 'bob@example.com' }).expect(200);
        const after = await channels(bob);
        assert.deepEqual(after.map((c) => [c.id, c.value]), [[before.id, 'bob@example.com']]);
    });

    it('change places when the contact is given an address it has already', async () => {
        const bob = await ann.make('contacts', { name: 'Bob', email: 'one@example.com' });
        const two = await ann.make('channels', { contact_id: bob.id, kind: 'email', value: 'two@example.com' });
        await ann.patch(`/contacts/${bob.id}`, { email: 'TWO@example.com' }).expect(200);
        const now = await channels(bob, 'email');
        assert.equal(now.length, 2);
        assert.deepEqual(ids(primary(now)), [two.id]);
    });

    it('lose the primary one when the contact’s e-mail is cleared, and nothing takes its place', async () => {
        const bob = await ann.make('contacts', { name: 'Bob', email: 'one@example.com' });
        await ann.make('channels', { contact_id: bob.id, kind: 'email', value: 'two@example.com' });
        const now = await ann.patch(`/contacts/${bob.id}`, { email: null }).expect(200);
        assert.equal(now.email, null);
        assert.deepEqual((await channels(bob, 'email')).map((c) => [c.value, c.is_primary]), [['two@example.com', false]]);
    });

    it('give the next one its turn when the primary is deleted', async () => {
        const bob = await ann.make('contacts', { name: 'Bob', phone: '111 1111' });
        await ann.make('channels', { contact_id: bob.id, kind: 'phone', value: '222 2222' });
        const [first] = primary(await channels(bob, 'phone'));
        await ann.del(`/channels/${first.id}`).expect(204);
        assert.equal((await ann.read('contacts', bob.id)).phone, '222 2222');
    });

    it('are corrected in place, and the contact with them', async () => {
        const bob = await ann.make('contacts', { name: 'Bob', email: 'old@example.com' });
        const [channel] = await channels(bob);
        const now = await ann.put(`/channels/${channel.id}`, { value: 'new@example.com', label: 'work' }).expect(200);
        assert.equal(now.label, 'work');
        assert.equal((await ann.read('contacts', bob.id)).email, 'new@example.com');
        assert.deepEqual(ids(await ann.list('contacts', { email: 'NEW@example.com' })), [bob.id]);
        assert.deepEqual(await ann.list('contacts', { email: 'old@example.com' }), []);
    });

    it('are found by search wherever they belong', async () => {
        const bob = await ann.make('contacts', { name: 'Findable' });
        await ann.make('channels', { contact_id: bob.id, kind: 'telegram', value: '@needleinhaystack' });
        const hits = (await ann.get('/search', { q: 'needleinhaystack' }).expect(200)).data;
        assert.deepEqual(hits.map((h) => [h.entity_type, h.entity_id]), [['contact', bob.id]]);
    });

    it('undone with their contact’s change come back', async () => {
        const bob = await ann.make('contacts', { name: 'Bob', email: 'one@example.com' });
        const answer = await ann.patch(`/contacts/${bob.id}`, { email: null, name: 'Robert' });
        await ann.post(`/changes/${answer.changeId}/undo`).expect(200);
        const now = await ann.read('contacts', bob.id);
        assert.equal(now.email, 'one@example.com');
        assert.equal(now.name, 'Bob');
        assert.deepEqual(primary(await channels(bob)).map((c) => c.value), ['one@example.com']);
    });

    it('are changed in bulk, tell their history, and have no trash', async () => {
        const bob = await ann.make('contacts', { name: 'Bob', email: 'bulk@example.com' });
        const [channel] = await channels(bob);
        await ann.post('/channels/bulk', { ids: [channel.id], action: 'update', values: { label: 'home' } }).expect(200);
        assert.equal((await ann.read('channels', channel.id)).label, 'home');
        assert.ok((await ann.get(`/channels/${channel.id}/timeline`).expect(200)).data.length >= 2);
        await ann.get('/channels', { trashed: true }).refused(400, 'trashed');
        await ann.post(`/channels/${channel.id}/restore`).expect(404);
    });
});

describe('a membership is refused', () => {
    it('without contact or company, or between those there are not', async () => {
        const bob = await ann.make('contacts', { name: 'Bob' });
        const acme = await ann.make('companies', { name: 'Acme' });
        await ann.post('/memberships', { contact_id: bob.id }).refused(422, 'company_id', 'required');
        await ann.post('/memberships', { company_id: acme.id }).refused(422, 'contact_id', 'required');
        await ann.post('/memberships', { contact_id: acme.id, company_id: acme.id }).refused(422, 'contact_id', 'bad_reference');
        await ann.post('/memberships', { contact_id: bob.id, company_id: bob.id }).refused(422, 'company_id', 'bad_reference');
        await ann.post('/memberships', { contact_id: bob.id, company_id: acme.id, ended_at: 'yesterday' }).refused(422, 'ended_at', 'invalid');
    });
});

describe('memberships', () => {
    it('are made of a contact’s company, role and department', async () => {
        const acme = await ann.make('companies', { name: 'Acme' });
        const bob = await ann.make('contacts', { name: 'Bob', company_id: acme.id, role: 'CEO', department: 'Top' });
        assert.deepEqual(
            (await memberships(bob)).map((m) => [m.company_id, m.role, m.department, m.is_primary, m.ended_at]),
            [[acme.id, 'CEO', 'Top', true, null]],
        );
    });

    it('are kept when another company is set, which becomes primary', async () => {
        const acme = await ann.make('companies', { name: 'Acme' });
        const beta = await ann.make('companies', { name: 'Beta' });
        const bob = await ann.make('contacts', { name: 'Bob', company_id: acme.id, role: 'CEO' });
        const now = await ann.patch(`/contacts/${bob.id}`, { company_id: beta.id }).expect(200);
        assert.equal(now.company_name, 'Beta');
        assert.equal(now.role, null, 'the role was in the other company');
        const all = await memberships(bob);
        assert.equal(all.length, 2);
        assert.deepEqual(primary(all).map((m) => m.company_id), [beta.id]);
        const back = await ann.patch(`/contacts/${bob.id}`, { company_id: acme.id }).expect(200);
        assert.equal(back.role, 'CEO', 'and it is still there');
        assert.equal((await memberships(bob)).length, 2, 'found again, not made anew');
    });

    it('end when the contact’s company is cleared', async () => {
        const acme = await ann.make('companies', { name: 'Acme' });
        const bob = await ann.make('contacts', { name: 'Bob', company_id: acme.id, role: 'CEO' });
        const now = await ann.patch(`/contacts/${bob.id}`, { company_id: null }).expect(200);
        assert.deepEqual([now.company_id, now.company_name, now.role], [null, null, null]);
        const [was] = await memberships(bob);
        assert.equal(was.ended_at, today());
        assert.equal(was.is_primary, false);
        assert.equal(was.role, 'CEO');
    });

    it('let a list of a company’s contacts find any current one', async () => {
        const acme = await ann.make('companies', { name: 'Acme' });
        const beta = await ann.make('companies', { name: 'Beta' });
        const bob = await ann.make('contacts', { name: 'Bob', company_id: acme.id });
        await ann.make('memberships', { contact_id: bob.id, company_id: beta.id, role: 'Board' });
        const eve = await ann.make('contacts', { name: 'Eve', company_id: beta.id });
        const old = await ann.make('contacts', { name: 'Old', company_id: beta.id });
        const [left] = await memberships(old);
        await ann.patch(`/memberships/${left.id}`, { ended_at: '2020-12-31' }).expect(200);
        assert.deepEqual(ids(await ann.list('contacts', { company_id: beta.id })), [bob.id, eve.id]);
        assert.deepEqual(ids((await ann.get(`/companies/${beta.id}/contacts`).expect(200)).data).sort(), [bob.id, eve.id].sort());
        assert.equal((await ann.read('contacts', old.id)).company_id, null);
    });

    it('that end in the future are current until then', async () => {
        const acme = await ann.make('companies', { name: 'Acme' });
        const bob = await ann.make('contacts', { name: 'Bob', company_id: acme.id });
        const [membership] = await memberships(bob);
        await ann.patch(`/memberships/${membership.id}`, { ended_at: '2999-12-31' }).expect(200);
        assert.deepEqual(ids(await ann.list('contacts', { company_id: acme.id })), [bob.id]);
        assert.equal((await ann.read('contacts', bob.id)).company_id, acme.id);
    });

    it('carry the role that is written on the contact', async () => {
        const acme = await ann.make('companies', { name: 'Acme' });
        const bob = await ann.make('contacts', { name: 'Bob', company_id: acme.id });
        await ann.patch(`/contacts/${bob.id}`, { role: 'CTO', department: 'IT' }).expect(200);
        const [membership] = await memberships(bob);
        assert.deepEqual([membership.role, membership.department], ['CTO', 'IT']);
        await ann.put(`/memberships/${membership.id}`, { role: 'CIO' }).expect(200);
        assert.equal((await ann.read('contacts', bob.id)).role, 'CIO');
        const free = await ann.make('contacts', { name: 'Free' });
        await ann.patch(`/contacts/${free.id}`, { role: 'King' }).refused(422, 'role', 'invalid');
    });

    it('hand on the primary one when it is deleted', async () => {
        const acme = await ann.make('companies', { name: 'Acme' });
        const beta = await ann.make('companies', { name: 'Beta' });
        const bob = await ann.make('contacts', { name: 'Bob', company_id: acme.id });
        const second = await ann.make('memberships', { contact_id: bob.id, company_id: beta.id });
        const [first] = primary(await memberships(bob));
        await ann.del(`/memberships/${first.id}`).expect(204);
        assert.deepEqual(ids(primary(await memberships(bob))), [second.id]);
        assert.equal((await ann.read('contacts', bob.id)).company_name, 'Beta');
    });

    it('are changed in bulk and stand on both timelines', async () => {
        const acme = await ann.make('companies', { name: 'Acme' });
        const bob = await ann.make('contacts', { name: 'Bob', company_id: acme.id });
        const [membership] = await memberships(bob);
        const values = { started_at: '2020-01-01' };
        await ann.post('/memberships/bulk', { ids: [membership.id], action: 'update', values }).expect(200);
        assert.equal((await ann.read('memberships', membership.id)).started_at, '2020-01-01');
        assert.equal((await ann.get(`/memberships/${membership.id}/timeline`).expect(200)).data.length, 2);
        for (const address of [`/contacts/${bob.id}/timeline`, `/companies/${acme.id}/timeline`]) {
            const { data } = await ann.get(address).expect(200);
            assert.ok(data.some((e) => e.entity_id === membership.id), address);
        }
    });
});

describe('setting a contact’s company', () => {
    it('takes role and department along, and clears all with null', async () => {
        const acme = await ann.make('companies', { name: 'Acme' });
        const bob = await ann.make('contacts', { name: 'Bob' });
        const set = await ann
            .post(`/contacts/${bob.id}/company`, { company_id: acme.id, role: 'CEO', department: 'Top' })
            .expect(200);
        assert.deepEqual([set.company_id, set.company_name, set.role, set.department], [acme.id, 'Acme', 'CEO', 'Top']);
        const cleared = await ann.post(`/contacts/${bob.id}/company`, { company_id: null }).expect(200);
        assert.deepEqual([cleared.company_id, cleared.role], [null, null]);
    });

    it('refuses what does not fit', async () => {
        const bob = await ann.make('contacts', { name: 'Bob' });
        await ann.post(`/contacts/${bob.id}/company`, {}).refused(422, 'company_id', 'required');
        await ann.post(`/contacts/${bob.id}/company`, { company_id: 1 }).refused(422, 'company_id', 'bad_reference');
        await ann.post(`/contacts/${bob.id}/company`, { company_id: 'x' }).refused(422, 'company_id', 'invalid');
        await ann.post(`/contacts/${bob.id}/company`, { company_id: null, name: 'x' }).refused(422, 'name', 'unknown_field');
        await ann.post('/contacts/1/company', { company_id: null }).expect(404);
    });
});
