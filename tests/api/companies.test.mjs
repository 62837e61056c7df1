// Companies: fields, money and currencies, domains, their contacts, deletion.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ids, start } from './harness.mjs';

const server = await start();
const ann = await server.user();

describe('a company is refused', () => {
    const name = 'Acme';
    const refusals = [
        ['without a name', {}, 'name', 'required'],
        ['with a deal value in words', { name, deal_value: 'a lot' }, 'deal_value', 'invalid'],
        ['with a deal value of a tenth of a cent', { name, deal_value: 0.001 }, 'deal_value', 'invalid'],
        ['with sen in yen', { name, currency: 'JPY', deal_value: 1.5 }, 'deal_value', 'invalid'],
        ['with a deal value beyond what fits', { name, deal_value: 1e30 }, 'deal_value', 'invalid'],
        ['with a currency there is not', { name, currency: 'EURO' }, 'currency', 'invalid'],
        ['with a domain that is none', { name, domain: 'not a domain' }, 'domain', 'invalid'],
        ['with a date that is none', { name, expected_close_at: '2026-13-01' }, 'expected_close_at', 'invalid'],
        ['with a stage there is not', { name, stage: 'sold' }, 'stage', 'invalid'],
        ['with a contact’s field', { name, birthday: '2000-01-01' }, 'birthday', 'unknown_field'],
    ];
    for (const [what, body, field, code] of refusals)
        it(what, () => ann.post('/companies', body).refused(422, field, code));
});

describe('a company', () => {
    it('keeps all that it is given', async () => {
        const given = {
            name: 'Škoda & Söhne',
            domain: 'skoda.example',
            location: 'Plzeň',
            purpose: 'wheels',
            interest: 'a *lot*\nof lines',
            priority: 7,
            stage: 'outreach',
            currency: 'CZK',
            deal_value: 123456.78,
            expected_close_at: '2027-01-01T00:00:00.000Z',
            status: 'lead',
            source: 'web',
            owner_id: ann.user.id,
            tags: ['enterprise'],
        };
        const made = await ann.make('companies', given);
        for (const [name, value] of Object.entries(given)) assert.deepEqual(made[name], value, name);
        assert.deepEqual(await ann.read('companies', made.id), made);
    });

    it('keeps money to the cent', async () => {
        for (const deal_value of [0, 0.1, 0.01, 19.99, 3.3, 90071992547.41, -5])
            assert.equal((await ann.make('companies', { name: 'M', deal_value })).deal_value, deal_value);
        const yen = await ann.make('companies', { name: 'Y', currency: 'JPY', deal_value: 1500 });
        assert.equal(yen.deal_value, 1500);
        const dinar = await ann.make('companies', { name: 'D', currency: 'KWD', deal_value: 1.234 });
        assert.equal(dinar.deal_value, 1.234);
    });

    it('keeps the amount when only the currency changes', async () => {
        const made = await ann.make('companies', { name: 'Moves', currency: 'EUR', deal_value: 1500 });
        const now = await ann.patch(`/companies/${made.id}`, { currency: 'JPY' }).expect(200);
        assert.equal(now.deal_value, 1500);
    });

    it('shares its domain with no other', async () => {
        await ann.make('companies', { name: 'First', domain: 'first.example' });
        await ann.post('/companies', { name: 'Second', domain: 'FIRST.example' }).expect(409);
        assert.deepEqual(await ann.names('companies', { 'name[in]': 'First,Second' }), ['First']);
    });

    it('has further domains, of which one is primary', async () => {
        const made = await ann.make('companies', { name: 'Many', domain: 'one.example' });
        const two = await ann.make('domains', { company_id: made.id, name: 'Two.Example' });
        assert.equal(two.name, 'two.example');
        assert.equal(two.is_primary, false);
        await ann.patch(`/domains/${two.id}`, { is_primary: true }).expect(200);
        assert.equal((await ann.read('companies', made.id)).domain, 'two.example');
        assert.equal((await ann.read('domains', two.id)).is_primary, true);
        const domains = await ann.list('domains', { company_id: made.id });
        assert.deepEqual(domains.filter((d) => d.is_primary).map((d) => d.id), [two.id]);
        await ann.del(`/domains/${two.id}`).expect(204);
        assert.equal((await ann.read('companies', made.id)).domain, 'one.example');
    });

    it('of a domain must exist, and a domain cannot move', async () => {
        await ann.post('/domains', { company_id: 5, name: 'x.example' }).refused(422, 'company_id', 'bad_reference');
        await ann.post('/domains', { name: 'x.example' }).refused(422, 'company_id', 'required');
        const a = await ann.make('companies', { name: 'A', domain: 'a-move.example' });
        const b = await ann.make('companies', { name: 'B' });
        const [domain] = await ann.list('domains', { company_id: a.id });
        const moved = await ann.call('PATCH', `/domains/${domain.id}`, { body: { company_id: b.id } });
        moved.refused(422, 'company_id', 'read_only');
        assert.equal((await ann.put(`/domains/${domain.id}`, { is_primary: true }).expect(200)).company_id, a.id);
        const bulk = await ann.post('/domains/bulk', { ids: [domain.id], action: 'update', values: { is_primary: true } });
        assert.equal(bulk.expect(200).affected, 1);
        const timeline = await ann.get(`/domains/${domain.id}/timeline`).expect(200);
        assert.ok(timeline.data.some((e) => e.type === 'created'));
    });

    it('shows its contacts by priority, highest first', async () => {
        const company = await ann.make('companies', { name: 'Full House' });
        const other = await ann.make('companies', { name: 'Elsewhere' });
        for (const [name, priority, company_id] of [
            ['low', 1, company.id],
            ['none', null, company.id],
            ['high', 9, company.id],
            ['elsewhere', 10, other.id],
        ])
            await ann.make('contacts', { name, priority, company_id });
        const answer = await ann.get(`/companies/${company.id}/contacts`, { count: true }).expect(200);
        assert.deepEqual(answer.data.map((c) => c.name), ['high', 'low', 'none']);
        assert.equal(answer.total, 3);
        const page = await ann.get(`/companies/${company.id}/contacts`, { limit: 2 }).expect(200);
        assert.equal(page.data.length, 2);
        const rest = await ann.get(`/companies/${company.id}/contacts`, { limit: 2, cursor: page.next }).expect(200);
        assert.deepEqual(rest.data.map((c) => c.name), ['none']);
        await ann.get('/companies/5/contacts').expect(404);
    });

    it('that is renamed is shown by its new name on its contacts, and found by it', async () => {
        const company = await ann.make('companies', { name: 'Oldname' });
        const contact = await ann.make('contacts', { name: 'Worker', company_id: company.id });
        await ann.patch(`/companies/${company.id}`, { name: 'Newname' }).expect(200);
        assert.equal((await ann.read('contacts', contact.id)).company_name, 'Newname');
        const hits = (await ann.get('/search', { q: 'newname', type: 'contact' }).expect(200)).data;
        assert.deepEqual(hits.map((h) => h.entity_id), [contact.id]);
        assert.deepEqual((await ann.get('/search', { q: 'oldname' }).expect(200)).data, []);
    });

    it('that changes its stage gets a note', async () => {
        const made = await ann.make('companies', { name: 'Staged' });
        await ann.patch(`/companies/${made.id}`, { stage: 'demo' }).expect(200);
        await ann.patch(`/companies/${made.id}`, { stage: 'closed_won' }).expect(200);
        const notes = await ann.list('notes', { entity_type: 'company', entity_id: made.id, tag: 'stage_change' });
        assert.deepEqual(notes.map((n) => n.reason), ['demo -> closed_won', 'none -> demo']);
    });

    it('deleted for good clears references and takes its memberships and notes along', async () => {
        const company = await ann.make('companies', { name: 'Gone Ltd', domain: 'gone.example' });
        const contact = await ann.make('contacts', { name: 'Left over', company_id: company.id });
        const website = await ann.make('websites', { url: 'https://gone.example', company_id: company.id });
        const note = await ann.make('notes', { entity_type: 'company', entity_id: company.id, content: 'x' });
        await ann.del(`/companies/${company.id}`, { permanent: true }).expect(204);
        const left = await ann.read('contacts', contact.id);
        assert.equal(left.company_id, null);
        assert.equal(left.company_name, null);
        assert.equal((await ann.read('websites', website.id)).company_id, null);
        await ann.get(`/notes/${note.id}`).expect(404);
        assert.deepEqual(await ann.list('memberships', { contact_id: contact.id }), []);
        await ann.make('companies', { name: 'Heir', domain: 'gone.example' });
    });

    it('goes to the trash and comes back', async () => {
        const made = await ann.make('companies', { name: 'Bin Ltd', status: 'customer' });
        assert.equal((await ann.del(`/companies/${made.id}`).expect(200)).status, 'trashed');
        assert.deepEqual(await ann.list('companies', { name: 'Bin Ltd' }), []);
        assert.equal((await ann.post(`/companies/${made.id}/restore`).expect(200)).status, 'customer');
    });

    it('is changed by PUT and in bulk', async () => {
        const made = await ann.make('companies', { name: 'Bulk Ltd' });
        assert.equal((await ann.put(`/companies/${made.id}`, { priority: 3 }).expect(200)).priority, 3);
        const done = await ann.post('/companies/bulk', { ids: [made.id], action: 'stage', value: 'demo' }).expect(200);
        assert.equal(done.affected, 1);
        assert.equal((await ann.read('companies', made.id)).stage, 'demo');
        const timeline = await ann.get(`/companies/${made.id}/timeline`).expect(200);
        assert.deepEqual(timeline.data.filter((e) => e.entity_type === 'company').map((e) => e.type),
            ['stage_changed', 'updated', 'created']);
    });

    it('is listed by the seeds’ own filters', async () => {
        const user = await server.user();
        const a = await user.make('companies', { name: 'A', priority: 2, tags: ['enterprise'], next_contact_at: '2026-01-01' });
        const b = await user.make('companies', { name: 'B', priority: 5, last_contact_at: '2026-06-01', stage: 'demo' });
        assert.deepEqual(ids(await user.list('companies', { priority_min: 3 })), [b.id]);
        assert.deepEqual(ids(await user.list('companies', { tag: 'ENTERPRISE' })), [a.id]);
        assert.deepEqual(ids(await user.list('companies', { next_contact_before: '2026-02-01' })), [a.id]);
        assert.deepEqual(ids(await user.list('companies', { last_contact_before: '2026-07-01' })), [b.id]);
        assert.deepEqual(ids(await user.list('companies', { stage: 'demo' })), [b.id]);
        assert.deepEqual(ids(await user.list('companies', { sort: '-priority' })), [b.id, a.id]);
    });
});
