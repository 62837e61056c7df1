// The pipeline: stages, counts and sums; moving many at once; statistics.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { iso, start } from './harness.mjs';

const server = await start();
const STAGES = ['first_contact', 'research', 'outreach', 'follow_up', 'demo', 'closed_won', 'closed_lost'];
const board = async (user, query) =>
    Object.fromEntries((await user.get('/pipeline', query).expect(200)).data.map((s) => [s.stage, s]));

describe('the pipeline', () => {
    it('of an empty workspace has every stage, in order, with nothing in it', async () => {
        const ann = await server.user();
        const { data } = await ann.get('/pipeline').expect(200);
        assert.deepEqual(data.map((s) => s.stage), STAGES);
        assert.ok(data.every((s) => s.count === 0 && s.total_value === 0 && s.entities.length === 0));
    });

    it('groups contacts and companies, highest priority first', async () => {
        const ann = await server.user();
        await ann.make('contacts', { name: 'low', stage: 'demo', priority: 1 });
        await ann.make('companies', { name: 'high', stage: 'demo', priority: 9, deal_value: 1000 });
        await ann.make('contacts', { name: 'none', stage: 'demo' });
        await ann.make('contacts', { name: 'nowhere' });
        await ann.make('contacts', { name: 'elsewhere', stage: 'research' });
        const { demo, research } = await board(ann);
        assert.equal(demo.count, 3);
        assert.equal(demo.total_value, 1000);
        assert.deepEqual(demo.entities.map((e) => [e.entity_type, e.name]), [['company', 'high'], ['contact', 'low'], ['contact', 'none']]);
        assert.ok(demo.entities.every((e) => e.entity_id === e.id));
        assert.equal(research.count, 1);
    });

    it('sums each currency by itself', async () => {
        const ann = await server.user({ currency: 'EUR' });
        await ann.make('companies', { name: 'a', stage: 'demo', deal_value: 10.25 });
        await ann.make('companies', { name: 'b', stage: 'demo', deal_value: 0.5, currency: 'EUR' });
        await ann.make('companies', { name: 'c', stage: 'demo', deal_value: 500, currency: 'JPY' });
        await ann.make('companies', { name: 'd', stage: 'closed_won', deal_value: 7, currency: 'USD' });
        const { demo, closed_won } = await board(ann);
        assert.equal(demo.total_value, 10.75);
        assert.deepEqual(demo.totals, { EUR: 10.75, JPY: 500 });
        assert.equal(closed_won.total_value, 0);
        assert.deepEqual(closed_won.totals, { USD: 7 });
    });

    it('keeps counts and sums exact through every change', async () => {
        const ann = await server.user();
        const at = async () => {
            const { demo, closed_won } = await board(ann);
            return [demo.count, demo.total_value, closed_won.count, closed_won.total_value];
        };
        const acme = await ann.make('companies', { name: 'Acme', stage: 'demo', deal_value: 100 });
        assert.deepEqual(await at(), [1, 100, 0, 0]);
        await ann.patch(`/companies/${acme.id}`, { deal_value: 250.5 }).expect(200);
        assert.deepEqual(await at(), [1, 250.5, 0, 0]);
        const moved = await ann.patch(`/companies/${acme.id}`, { stage: 'closed_won' });
        assert.deepEqual(await at(), [0, 0, 1, 250.5]);
        await ann.del(`/companies/${acme.id}`).expect(200);
        assert.deepEqual(await at(), [0, 0, 0, 0]);
        await ann.post(`/companies/${acme.id}/restore`).expect(200);
        assert.deepEqual(await at(), [0, 0, 1, 250.5]);
        await ann.post(`/changes/${moved.changeId}/undo`).expect(200);
        assert.deepEqual(await at(), [1, 250.5, 0, 0]);
        await ann.patch(`/companies/${acme.id}`, { deal_value: null }).expect(200);
        assert.deepEqual(await at(), [1, 0, 0, 0]);
        await ann.del(`/companies/${acme.id}`, { permanent: true }).expect(204);
        assert.deepEqual(await at(), [0, 0, 0, 0]);
    });

    it('counts money without a currency in the workspace\'s, whatever that is just now', async () => {
        const ann = await server.user({ currency: 'EUR' });
        const demo = async () => {
            const { count, totals, total_value: own } = (await board(ann)).demo;
            return { count, totals, own };
        };
        const plain = await ann.make('companies', { name: 'A', stage: 'demo', deal_value: 100 });
        await ann.make('companies', { name: 'B', stage: 'demo', deal_value: 7, currency: 'USD' });
        await ann.make('companies', { name: 'C', stage: 'demo', deal_value: 20, currency: 'EUR' });
        assert.deepEqual(await demo(), { count: 3, totals: { EUR: 120, USD: 7 }, own: 120 });
        await ann.patch(`/api/workspaces/${ann.workspace.id}`, { currency: 'USD' }).expect(200);
        assert.deepEqual(await demo(), { count: 3, totals: { EUR: 20, USD: 107 }, own: 107 });
        const narrowed = await ann.get('/pipeline', { entity: 'company', filter: { field: 'name', op: 'ne', value: 'x' } }).expect(200);
        assert.deepEqual(narrowed.data.find((s) => s.stage === 'demo').totals, { EUR: 20, USD: 107 });
        await ann.patch(`/companies/${plain.id}`, { stage: 'outreach' }).expect(200);
        assert.deepEqual(await demo(), { count: 2, totals: { EUR: 20, USD: 7 }, own: 7 });
        assert.deepEqual((await board(ann)).outreach.totals, { USD: 100 });
    });

    it('bounds the entities of a stage, not the counts', async () => {
        const ann = await server.user();
        for (let i = 0; i < 5; i++) await ann.make('contacts', { name: `C${i}`, stage: 'demo', priority: i });
        const { demo } = await board(ann, { limit: 2 });
        assert.deepEqual(demo.entities.map((e) => e.name), ['C4', 'C3']);
        assert.equal(demo.count, 5);
        await ann.get('/pipeline', { limit: 501 }).refused(400, 'limit');
        await ann.get('/pipeline', { stage: 'demo' }).refused(400, 'stage');
    });

    it('tells one kind alone, and under a filter what matches', async () => {
        const ann = await server.user({ currency: 'EUR' });
        await ann.make('contacts', { name: 'Cleo', stage: 'demo', priority: 5 });
        await ann.make('companies', { name: 'Acme rockets', stage: 'demo', priority: 9, deal_value: 100.5 });
        await ann.make('companies', { name: 'Globex', stage: 'demo', priority: 2, deal_value: 7, currency: 'USD', tags: ['vip'] });
        const gone = await ann.make('companies', { name: 'Acme dust', stage: 'demo', deal_value: 1 });
        await ann.make('companies', { name: 'Acme plain', stage: 'research' });
        await ann.del(`/companies/${gone.id}`).expect(200);

        const kind = await board(ann, { entity: 'company' });
        assert.deepEqual([kind.demo.count, kind.demo.totals], [2, { EUR: 100.5, USD: 7 }]);
        assert.deepEqual(kind.demo.entities.map((e) => e.name), ['Acme rockets', 'Globex']);
        const people = await board(ann, { entity: 'contact' });
        assert.deepEqual([people.demo.count, people.demo.totals], [1, {}]);

        const words = await board(ann, { entity: 'company', q: 'acme' });
        assert.deepEqual([words.demo.count, words.demo.totals, words.demo.total_value], [1, { EUR: 100.5 }, 100.5]);
        assert.deepEqual([words.research.count, words.research.totals], [1, {}]);
        assert.deepEqual(words.demo.entities, []);
        const filter = JSON.stringify({ field: 'tags', op: 'eq', value: 'vip' });
        const tagged = await board(ann, { entity: 'company', filter });
        assert.deepEqual([tagged.demo.count, tagged.demo.totals, tagged.research.count], [1, { USD: 7 }, 0]);

        await ann.get('/pipeline', { entity: 'task' }).refused(400, 'entity');
        await ann.get('/pipeline', { q: 'acme' }).refused(400, 'entity');
        await ann.get('/pipeline', { entity: 'company', q: 'acme', limit: 5 }).refused(400, 'limit');
        await ann.get('/pipeline', { entity: 'company', filter: '{' }).refused(400, 'filter');
    });

    it('answers 304 while nothing changes', async () => {
        const ann = await server.user();
        const first = await ann.get('/pipeline');
        await ann.get('/pipeline', {}, { 'if-none-match': first.etag }).expect(304);
        await ann.make('contacts', { name: 'x', stage: 'demo' });
        await ann.get('/pipeline', {}, { 'if-none-match': first.etag }).expect(200);
    });
});

describe('moving many to a stage', () => {
    it('is refused when it does not say whom, or where to', async () => {
        const ann = await server.user();
        await ann.post('/bulk/stage', {}).refused(422, 'stage', 'required');
        await ann.post('/bulk/stage', { stage: 'demo' }).refused(422, 'entities', 'required');
        await ann.post('/bulk/stage', { stage: 'won', entities: [] }).refused(422, 'stage', 'invalid');
        await ann.post('/bulk/stage', { stage: 'demo', entities: {} }).refused(422, 'entities', 'invalid');
        await ann.post('/bulk/stage', { stage: 'demo', entities: [{ entity_type: 'contact' }] }).refused(422, 'entities[0].entity_id', 'required');
        await ann.post('/bulk/stage', { stage: 'demo', entities: [5] }).refused(422, 'entities[0]', 'invalid');
        await ann.post('/bulk/stage', { stage: 'demo', entities: [], why: 'x' }).refused(422, 'why', 'unknown_field');
    });

    it('moves those there are, reports the rest, in one change set', async () => {
        const ann = await server.user();
        const bob = await ann.make('contacts', { name: 'Bob', stage: 'research' });
        const acme = await ann.make('companies', { name: 'Acme' });
        const gone = await ann.make('contacts', { name: 'Gone' });
        await ann.del(`/contacts/${gone.id}`).expect(200);
        const entities = [
            { entity_type: 'contact', entity_id: bob.id },
            { entity_type: 'contact', entity_id: 1 },
            { entity_type: 'company', entity_id: acme.id },
            { entity_type: 'contact', entity_id: gone.id },
            { entity_type: 'task', entity_id: 1 },
            { entity_type: 'company', entity_id: bob.id },
        ];
        const answer = await ann.post('/bulk/stage', { stage: 'demo', entities });
        const { results } = answer.expect(200);
        assert.deepEqual(results.map((r) => [r.entity_type, r.entity_id]), entities.map((e) => [e.entity_type, e.entity_id]));
        assert.deepEqual(results.map((r) => r.ok), [true, false, true, false, false, false]);
        assert.ok(results.filter((r) => !r.ok).every((r) => r.error));
        assert.equal((await board(ann)).demo.count, 2);
        assert.equal((await ann.list('notes', { tag: 'stage_change' })).length, 2);
        await ann.post(`/changes/${answer.changeId}/undo`).expect(200);
        assert.equal((await board(ann)).demo.count, 0);
        assert.equal((await ann.read('contacts', bob.id)).stage, 'research');
    });

    it('of nobody moves nobody', async () => {
        const ann = await server.user();
        assert.deepEqual(await ann.post('/bulk/stage', { stage: 'demo', entities: [] }).expect(200), { results: [] });
    });
});

describe('statistics', () => {
    it('count what was done between two moments', async () => {
        const ann = await server.user();
        const since = iso(Date.now() - 60_000);
        const bob = await ann.make('contacts', { name: 'Bob' });
        await ann.make('contacts', { name: 'Eve', next_contact_at: '2020-01-01' });
        await ann.make('notes', { content: 'x' });
        await ann.patch(`/contacts/${bob.id}`, { stage: 'demo' }).expect(200);
        const call = await ann.make('activities', { title: 'Call' });
        await ann.post(`/activities/${call.id}/complete`).expect(200);
        const stats = await ann.get('/stats', { since, until: iso(Date.now() + 60_000) }).expect(200);
        assert.deepEqual(stats, {
            notes_created: 2,
            activities_completed: 1,
            contacts_added: 2,
            stage_changes: 1,
            overdue_count: 1,
        });
        const before = await ann.get('/stats', { until: since }).expect(200);
        assert.deepEqual([before.contacts_added, before.notes_created, before.overdue_count], [0, 0, 1]);
        const unix = Math.floor(Date.parse(since) / 1000);
        assert.equal((await ann.get('/stats', { since: unix }).expect(200)).contacts_added, 2);
        await ann.get('/stats').expect(200);
    });

    it('refuse times that are none', async () => {
        const ann = await server.user();
        await ann.get('/stats', { since: 'monday' }).refused(400, 'since');
        await ann.get('/stats', { until: '2026-02-30' }).refused(400, 'until');
        await ann.get('/stats', { from: '2026-01-01' }).refused(400, 'from');
    });
});
