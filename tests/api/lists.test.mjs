// Lists: every operator, the filter language, sorting, pages, counts, and what is refused.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { ids, start } from './harness.mjs';

const server = await start();
const people = [
    // name, priority, stage, birthday, next_contact_at, tags, nickname
    ['Ábel', 5, 'demo', '1990-06-01', '2026-03-01T00:00:00Z', ['a', 'b'], 'Abi'],
    ['Bob', 1, 'demo', null, '2026-01-01T00:00:00Z', ['b'], null],
    ['carol', null, 'outreach', '--02-29', null, [], 'Caz'],
    ['Dörte', 10, null, '2000-12-24', '2026-02-01T00:00:00Z', ['a'], '100%_\\'],
    ['eve', 1, 'closed_won', null, null, ['c'], null],
];
let ann, acme, byName;
const q = (query) => ann.names('contacts', query);
const refused = (query, field, code) => ann.get('/contacts', query).refused(400, field, code);

before(async () => {
    ann = await server.user({ time_zone: 'Europe/Vienna' });
    acme = await ann.make('companies', { name: 'Acme Holding', priority: 3 });
    byName = {};
    for (const [name, priority, stage, birthday, next_contact_at, tags, nickname] of people)
        byName[name] = await ann.make('contacts', {
            name, priority, stage, birthday, next_contact_at, tags, nickname,
            ...(name === 'Bob' && { company_id: acme.id, email: 'Bob@Acme.example', phone: '+43 1 555 0100' }),
        });
});

describe('a filter by', () => {
    const cases = [
        // equality, folded where a field is
        [{ name: 'BOB' }, ['Bob']],
        [{ name: 'abel' }, ['Ábel']],
        [{ name: 'bo' }, []],
        [{ priority: 1 }, ['Bob', 'eve']],
        [{ stage: 'demo' }, ['Ábel', 'Bob']],
        [{ birthday: '--02-29' }, ['carol']],
        [{ email: 'bob@ACME.example' }, ['Bob']],
        [{ phone: '+43 (1) 555-0100' }, ['Bob']],
        [{ stage: '' }, ['Dörte']],
        // ne: those without a value are not equal either
        [{ 'priority[ne]': 1 }, ['Ábel', 'carol', 'Dörte']],
        [{ 'stage[ne]': 'demo' }, ['carol', 'Dörte', 'eve']],
        [{ 'tags[ne]': 'a' }, ['Bob', 'carol', 'eve']],
        // order: those without a value are neither above nor below
        [{ 'priority[gt]': 1 }, ['Ábel', 'Dörte']],
        [{ 'priority[gte]': 1 }, ['Ábel', 'Bob', 'Dörte', 'eve']],
        [{ 'priority[lt]': 5 }, ['Bob', 'eve']],
        [{ 'priority[lte]': 5 }, ['Ábel', 'Bob', 'eve']],
        [{ 'next_contact_at[gte]': '2026-02-01T00:00:00Z' }, ['Ábel', 'Dörte']],
        [{ 'next_contact_at[lt]': '2026-02-01' }, ['Bob']],
        [{ 'next_contact_at[lt]': '1769904000' }, ['Bob']],
        // in
        [{ 'stage[in]': 'demo,outreach' }, ['Ábel', 'Bob', 'carol']],
        [{ 'priority[in]': '5,10,7' }, ['Ábel', 'Dörte']],
        [{ 'name[in]': 'bob,EVE' }, ['Bob', 'eve']],
        [{ 'tags[in]': 'a,c' }, ['Ábel', 'Dörte', 'eve']],
        // contains, folded, and nothing in it is a pattern
        [{ 'name[contains]': 'or' }, ['Dörte']],
        [{ 'name[contains]': 'ÁB' }, ['Ábel']],
        [{ 'email[contains]': 'acme' }, ['Bob']],
        [{ 'nickname[contains]': '%' }, ['Dörte']],
        [{ 'nickname[contains]': '_' }, ['Dörte']],
        [{ 'nickname[contains]': '\\' }, ['Dörte']],
        // empty
        [{ 'priority[empty]': true }, ['carol']],
        [{ 'birthday[empty]': false }, ['Ábel', 'carol', 'Dörte']],
        [{ 'tags[empty]': true }, ['carol']],
        [{ 'tags[empty]': 0 }, ['Ábel', 'Bob', 'Dörte', 'eve']],
        [{ 'email[empty]': false }, ['Bob']],
        // tags, the seeds' own names, derived and linked fields
        [{ tag: 'A' }, ['Ábel', 'Dörte']],
        [{ tags: 'b' }, ['Ábel', 'Bob']],
        [{ priority_min: 5 }, ['Ábel', 'Dörte']],
        [{ next_contact_before: '2026-02-01' }, ['Bob']],
        [{ last_contact_before: '2030-01-01' }, []],
        [{ company_name: 'acme holding' }, ['Bob']],
        [{ 'company.name': 'acme holding' }, ['Bob']],
        [{ 'company.priority[gte]': 3 }, ['Bob']],
        [{ 'company.name[contains]': 'holding' }, ['Bob']],
        // several are all meant
        [{ stage: 'demo', 'priority[gt]': 1 }, ['Ábel']],
        [{ tag: 'a', stage: 'demo' }, ['Ábel']],
        // words
        [{ q: 'dörte' }, ['Dörte']],
        [{ q: 'dort' }, ['Dörte']],
        [{ q: 'acme' }, ['Bob']],
        [{ q: 'nobody' }, []],
        [{ q: '  ' }, ['Ábel', 'Bob', 'carol', 'Dörte', 'eve']],
        [{ q: 'demo', stage: 'demo' }, []],
    ];
    for (const [query, expected] of cases)
        it(JSON.stringify(query), async () => {
            assert.deepEqual(await q(query), expected);
            const { total } = await ann.get('/contacts', { ...query, count: true, limit: 1 }).expect(200);
            assert.equal(total, expected.length, 'the count agrees');
        });

    it('company and id', async () => {
        assert.deepEqual(await q({ company_id: acme.id }), ['Bob']);
        assert.deepEqual(await q({ 'company_id[ne]': acme.id }), ['Ábel', 'carol', 'Dörte', 'eve']);
        assert.deepEqual(await q({ 'company_id[empty]': true }), ['Ábel', 'carol', 'Dörte', 'eve']);
        assert.deepEqual(await q({ id: byName.eve.id }), ['eve']);
        assert.deepEqual(await q({ 'id[gt]': byName.Bob.id, 'id[lt]': byName.eve.id }), ['carol', 'Dörte']);
        assert.deepEqual(await q({ 'created_at[lte]': byName.Bob.created_at, 'id[lte]': byName.Bob.id }), ['Ábel', 'Bob']);
        assert.deepEqual(await q({ 'updated_at[gt]': '2999-01-01' }), []);
    });

    it('every field and operator of every entity that /meta names answers 200', async () => {
        const { entities } = await ann.get('/meta').expect(200);
        const value = (f, op) => {
            if (op === 'empty') return 'true';
            if (op === 'contains') return f.type === 'phone' ? '123' : 'a';
            const of = { int: '1', ref: '1', bool: 'true', date: '2020-01-01', time: '2020-01-01', money: '1.5', currency: 'EUR',
                color: 'c1', email: 'a@example.com', phone: '12345', url: 'https://a.example', domain: 'a.example' };
            return f.options?.[0] ?? of[f.type] ?? 'a';
        };
        let asked = 0;
        for (const { plural, fields, aliases } of entities) {
            for (const f of fields)
                for (const op of f.ops) {
                    const name = op === 'eq' ? f.name : `${f.name}[${op}]`;
                    await ann.get(`/${plural}`, { [name]: value(f, op), count: true }).expect(200);
                    asked++;
                }
            for (const alias of aliases) {
                const field = fields.find((f) => f.name === alias.field) ?? { type: 'time' };
                await ann.get(`/${plural}`, { [alias.name]: value(field, alias.op) }).expect(200);
            }
        }
        assert.ok(asked > 300, `${asked} conditions`);
    });
});

describe('filter= takes', () => {
    const cases = [
        [{ field: 'stage', op: 'eq', value: 'demo' }, ['Ábel', 'Bob']],
        [{ field: 'stage', value: 'demo' }, ['Ábel', 'Bob']],
        [{ field: 'stage', value: null }, ['Dörte']],
        [{ field: 'stage', op: 'ne', value: null }, ['Ábel', 'Bob', 'carol', 'eve']],
        [{ field: 'priority', op: 'in', value: [1, 5] }, ['Ábel', 'Bob', 'eve']],
        [{ field: 'priority', op: 'empty', value: true }, ['carol']],
        [{ field: 'tag', value: 'a' }, ['Ábel', 'Dörte']],
        [{ field: 'priority_min', value: 5 }, ['Ábel', 'Dörte']],
        [{ field: 'company.name', op: 'contains', value: 'acme' }, ['Bob']],
        [{ not: { field: 'stage', value: 'demo' } }, ['carol', 'Dörte', 'eve']],
        [{ not: { field: 'priority', op: 'gt', value: 1 } }, ['Bob', 'carol', 'eve']],
        [{ not: { field: 'tag', op: 'in', value: ['a', 'b'] } }, ['carol', 'eve']],
        [{ not: { not: { field: 'name', value: 'bob' } } }, ['Bob']],
        [{ or: [{ field: 'name', value: 'eve' }, { field: 'priority', op: 'gte', value: 10 }] }, ['Dörte', 'eve']],
        [{ and: [{ field: 'stage', value: 'demo' }, { field: 'tag', value: 'a' }] }, ['Ábel']],
        [{ and: [{ or: [{ field: 'tag', value: 'a' }, { field: 'tag', value: 'c' }] }, { not: { field: 'stage', value: null } }] }, ['Ábel', 'eve']],
        [{ or: [{ and: [{ field: 'priority', value: 1 }, { field: 'stage', value: 'demo' }] }, { field: 'name', value: 'carol' }] }, ['Bob', 'carol']],
    ];
    for (const [filter, expected] of cases)
        it(JSON.stringify(filter), async () => {
            assert.deepEqual(await q({ filter }), expected);
            assert.equal((await ann.get('/contacts', { filter, count: true }).expect(200)).total, expected.length);
        });

    it('what is beside it too', async () => {
        assert.deepEqual(await q({ filter: { field: 'stage', value: 'demo' }, priority: 1 }), ['Bob']);
    });

    const faults = [
        ['no JSON', '{"field":', 'filter'],
        ['not an object', [], 'filter'],
        ['a text', '"stage"', 'filter'],
        ['an empty object', {}, 'filter'],
        ['no value', { field: 'stage', op: 'eq' }, 'filter'],
        ['no field', { op: 'eq', value: 1 }, 'filter'],
        ['a field that is no text', { field: 5, value: 1 }, 'filter'],
        ['a member there is not', { field: 'stage', value: 'demo', color: 1 }, 'filter'],
        ['an empty and', { and: [] }, 'filter'],
        ['an and of no list', { and: { field: 'stage', value: 'demo' } }, 'filter'],
        ['and beside or', { and: [{ field: 'stage', value: 'demo' }], or: [] }, 'filter'],
        ['a field there is not', { field: 'shoe_size', value: 1 }, 'shoe_size'],
        ['an operator there is not', { field: 'stage', op: 'like', value: 'd' }, 'stage'],
        ['an operator that does not fit', { field: 'stage', op: 'gt', value: 'demo' }, 'stage[gt]'],
        ['a value that does not fit', { field: 'priority', op: 'gte', value: 'high' }, 'priority[gte]'],
        ['a list where one is meant', { field: 'priority', value: [1] }, 'priority'],
        ['one where a list is meant', { field: 'priority', op: 'in', value: 1 }, 'priority[in]'],
        ['an empty list', { field: 'priority', op: 'in', value: [] }, 'priority[in]'],
        ['null above', { field: 'priority', op: 'gt', value: null }, 'priority[gt]'],
        ['a field across what is no link', { field: 'name.name', value: 'x' }, 'name.name'],
        ['a field across two links', { field: 'company.owner.name', value: 'x' }, 'company.owner.name'],
        ['duplicate members', '{"field":"stage","field":"name","value":"x"}', 'filter'],
    ];
    for (const [what, filter, field] of faults)
        it(`not ${what}, and names ${field}`, () => refused({ filter: typeof filter === 'string' ? filter : JSON.stringify(filter) }, field));

    it('not what is too deep or too large', async () => {
        let deep = { field: 'stage', value: 'demo' };
        for (let i = 0; i < 10; i++) deep = { not: deep };
        await refused({ filter: deep }, 'filter');
        const many = { or: Array.from({ length: 201 }, () => ({ field: 'id', value: 1 })) };
        await refused({ filter: many }, 'filter');
        await refused({ filter: '['.repeat(1000) + ']'.repeat(1000) }, 'filter');
        const fits = { or: Array.from({ length: 150 }, (_, i) => ({ field: 'priority', value: i % 11 })) };
        assert.equal((await q({ filter: fits })).length, 4);
    });
});

describe('a list refuses, by name', () => {
    const faults = [
        ['a parameter there is not', { colour: 'red' }, 'colour'],
        ['a field of another entity', { deal_value: 5 }, 'deal_value'],
        ['a field that is only taken in', { 'notes.next_contact_at': 1 }, 'notes.next_contact_at'],
        ['an operator there is not', { 'priority[like]': 5 }, 'priority[like]'],
        ['an operator that does not fit', { 'stage[gt]': 'demo' }, 'stage[gt]'],
        ['a comparison of long text', { background: 'x' }, 'background'],
        ['a number in words', { priority: 'high' }, 'priority'],
        ['a number out of range', { 'priority[gt]': 99 }, 'priority[gt]'],
        ['a stage there is not', { stage: 'won' }, 'stage'],
        ['a time in words', { 'next_contact_at[lt]': 'tomorrow' }, 'next_contact_at[lt]'],
        ['a flag in words', { 'priority[empty]': 'maybe' }, 'priority[empty]'],
        ['a hole in a list', { 'priority[in]': '1,,2' }, 'priority[in]'],
        ['nothing to contain', { 'name[contains]': '' }, 'name[contains]'],
        ['an operator on a seed’s name', { 'priority_min[lt]': 5 }, 'priority_min[lt]'],
        ['half a bracket', { 'priority[gt': 5 }, 'priority[gt'],
        ['a company that is a name', { company_id: 'Acme' }, 'company_id'],
        ['a sort there is not', { sort: 'shoe_size' }, 'sort'],
        ['a sort by tags', { sort: 'tags' }, 'sort'],
        ['a sort by long text', { sort: 'background' }, 'sort'],
        ['four sorts', { sort: 'name,priority,stage,id' }, 'sort'],
        ['no limit', { limit: 0 }, 'limit'],
        ['a limit above 500', { limit: 501 }, 'limit'],
        ['a limit in words', { limit: 'all' }, 'limit'],
        ['an offset below 0', { offset: -1 }, 'offset'],
        ['a count in words', { count: 'please' }, 'count'],
        ['trashed in words', { trashed: 'perhaps' }, 'trashed'],
        ['an empty cursor', { cursor: '' }, 'cursor'],
        ['a cursor that is none', { cursor: 'nonsense' }, 'cursor'],
        ['a cursor of other bytes', { cursor: 'AAAAAAAAAAAAAAAAAAAAAAAA' }, 'cursor'],
        ['SQL in a name', { "name' OR 1=1--": 'x' }, "name' OR 1=1--"],
    ];
    for (const [what, query, field] of faults)
        it(`${what}: ${JSON.stringify(query)}`, () => refused(query, field));
});

describe('sorting', () => {
    it('is by name unless told otherwise, without regard to case and accents', async () => {
        assert.deepEqual(await q({}), ['Ábel', 'Bob', 'carol', 'Dörte', 'eve']);
        assert.deepEqual(await q({ sort: '-name' }), ['eve', 'Dörte', 'carol', 'Bob', 'Ábel']);
    });

    it('puts those without a value last, in both directions', async () => {
        assert.deepEqual(await q({ sort: 'priority' }), ['Bob', 'eve', 'Ábel', 'Dörte', 'carol']);
        const down = await q({ sort: '-priority' });
        assert.deepEqual(down.slice(0, 2), ['Dörte', 'Ábel']);
        assert.equal(down.at(-1), 'carol');
    });

    it('goes by several fields', async () => {
        assert.deepEqual(await q({ sort: 'priority,-name', 'priority[empty]': false }), ['eve', 'Bob', 'Ábel', 'Dörte']);
        assert.deepEqual(await q({ sort: '-stage,priority,name', 'stage[empty]': false }), ['carol', 'Bob', 'Ábel', 'eve']);
    });

    it('goes by every field that /meta calls sortable', async () => {
        const { entities } = await ann.get('/meta').expect(200);
        for (const { plural, fields } of entities)
            for (const f of fields.filter((x) => x.sortable))
                for (const sign of ['', '-']) await ann.get(`/${plural}`, { sort: sign + f.name }).expect(200);
        await ann.get('/contacts', { sort: '-updated_at,id' }).expect(200);
    });
});

describe('pages', () => {
    const N = 57;
    let many;
    before(async () => {
        many = await server.user();
        await Promise.all(
            Array.from({ length: N }, (_, i) =>
                many.make('contacts', {
                    name: `P${i % 7}`,
                    priority: i % 4 === 0 ? null : i % 3,
                    stage: i % 5 ? 'demo' : null,
                    rating: i % 2 ? 1 : null,
                }),
            ),
        );
    });

    async function walk(query, step) {
        const seen = [];
        for (let at = {}, n = 0; at && n < 100; n++) {
            const page = await many.get('/contacts', { ...query, ...at, limit: step }).expect(200);
            seen.push(...ids(page.data));
            at = page.next && { cursor: page.next };
        }
        return seen;
    }

    async function leap(query, step) {
        const seen = [];
        for (let offset = 0; offset < N + step; offset += step)
            seen.push(...ids(await many.list('contacts', { ...query, offset, limit: step })));
        return seen;
    }

    for (const sort of ['id', '-id', 'name', '-name', 'priority', '-priority', '-priority,name', 'rating,-stage,name', 'stage,priority', '-updated_at'])
        it(`by cursor and by offset are the same, each record once: ${sort}`, async () => {
            const whole = ids(await many.list('contacts', { sort, limit: 500 }));
            assert.equal(whole.length, N);
            assert.equal(new Set(whole).size, N);
            for (const step of [1, 5, 56]) assert.deepEqual(await walk({ sort }, step), whole, `by ${step}`);
            assert.deepEqual(await leap({ sort }, 5), whole);
        });

    it('hold with filters, and end with no next', async () => {
        const query = { 'priority[gte]': 1, sort: '-priority', stage: 'demo' };
        const whole = ids(await many.list('contacts', { ...query, limit: 500 }));
        assert.deepEqual(await walk(query, 3), whole);
        const exact = await many.get('/contacts', { ...query, limit: whole.length }).expect(200);
        assert.equal(exact.next, null);
    });

    it('of 50 unless told otherwise', async () => {
        const page = await many.get('/contacts').expect(200);
        assert.equal(page.data.length, 50);
        assert.ok(page.next);
        assert.equal(page.total, undefined, 'counted only when asked');
    });

    it('behind the end are empty', async () => {
        const page = await many.get('/contacts', { offset: 1000 }).expect(200);
        assert.deepEqual(page, { data: [], next: null });
    });

    it('refuse the cursor of another list', async () => {
        const { next } = await many.get('/contacts', { sort: 'name', limit: 5 }).expect(200);
        const foreign = (query) => many.get('/contacts', query).refused(400, 'cursor', 'bad_cursor');
        await foreign({ sort: '-name', cursor: next });
        await foreign({ sort: 'priority', cursor: next });
        await foreign({ sort: 'name', stage: 'demo', cursor: next });
        await foreign({ sort: 'name', filter: { field: 'stage', value: 'demo' }, cursor: next });
        await foreign({ sort: 'name', cursor: next.slice(0, -4) });
        await foreign({ sort: 'name', cursor: next.slice(0, -2) + (next.endsWith('AA') ? 'BB' : 'AA') });
        await many.get('/companies', { sort: 'name', cursor: next }).refused(400, 'cursor', 'bad_cursor');
        await many.get('/contacts', { sort: 'name', cursor: next, offset: 5 }).refused(400, 'offset');
        await many.get('/contacts', { sort: 'name', cursor: next, limit: 9 }).expect(200);
    });

    it('neither skip nor repeat when records come and go between them', async () => {
        const user = await server.user();
        for (const name of ['b', 'd', 'f', 'h']) await user.make('contacts', { name });
        const first = await user.get('/contacts', { limit: 2 }).expect(200);
        await user.make('contacts', { name: 'a' });
        await user.make('contacts', { name: 'g' });
        await user.del(`/contacts/${first.data[1].id}`).expect(200);
        assert.deepEqual(await user.names('contacts', { cursor: first.next }), ['f', 'g', 'h']);
    });
});

describe('counts', () => {
    it('stay exact through every kind of change', async () => {
        const user = await server.user();
        const total = async (query) => (await user.get('/contacts', { count: true, ...query }).expect(200)).total;
        assert.equal(await total(), 0);
        const made = [];
        for (let i = 0; i < 6; i++) made.push(await user.make('contacts', { name: `C${i}`, stage: 'demo' }));
        assert.equal(await total(), 6);
        assert.equal(await total({ stage: 'demo' }), 6);
        await user.patch(`/contacts/${made[0].id}`, { stage: 'research' }).expect(200);
        assert.deepEqual([await total({ stage: 'demo' }), await total({ stage: 'research' })], [5, 1]);
        await user.del(`/contacts/${made[1].id}`).expect(200);
        assert.deepEqual([await total(), await total({ trashed: true }), await total({ stage: 'demo' })], [5, 1, 4]);
        assert.equal(await total({ status: 'any' }), 6);
        await user.post(`/contacts/${made[1].id}/restore`).expect(200);
        await user.del(`/contacts/${made[2].id}`, { permanent: true }).expect(204);
        assert.deepEqual([await total(), await total({ stage: 'demo' })], [5, 4]);
        const bulk = await user.post('/contacts/bulk', { filter: { field: 'stage', value: 'demo' }, action: 'stage', value: 'outreach' });
        assert.deepEqual([await total({ stage: 'demo' }), await total({ stage: 'outreach' })], [0, 4]);
        await user.post(`/changes/${bulk.changeId}/undo`).expect(200);
        assert.deepEqual([await total({ stage: 'demo' }), await total({ stage: 'outreach' })], [4, 0]);
    });
});

describe('an unchanged list', () => {
    it('answers 304 to who has it, until anything changes', async () => {
        const user = await server.user();
        const bob = await user.make('contacts', { name: 'Bob' });
        const first = await user.get('/contacts');
        const again = await user.get('/contacts', {}, { 'if-none-match': first.etag });
        again.expect(304);
        assert.equal(again.text, '');
        assert.equal(again.etag, first.etag);
        await user.patch(`/contacts/${bob.id}`, { name: 'Rob' }).expect(200);
        const now = await user.get('/contacts', {}, { 'if-none-match': first.etag });
        assert.deepEqual(now.expect(200).data.map((c) => c.name), ['Rob']);
        assert.notEqual(now.etag, first.etag);
    });

    it('of somebody else has another tag', async () => {
        const one = await server.user();
        const two = await server.user();
        const first = await one.get('/contacts');
        (await two.get('/contacts', {}, { 'if-none-match': first.etag })).expect(200);
    });
});
