// Undo of any change set as one, redo, and what stands in the way.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ids, start } from './harness.mjs';

const server = await start();
const undo = (user, answer) => user.post(`/changes/${answer.changeId ?? answer}/undo`);
const but = (record, ...names) => Object.fromEntries(Object.entries(record).filter(([k]) => !names.includes(k)));

describe('undo is refused', () => {
    it('of what is not there', async () => {
        const ann = await server.user();
        await ann.post('/changes/999999999/undo').expect(404);
        await ann.post('/changes/x/undo').expect(404);
    });

    it('twice, and says by what it was undone', async () => {
        const ann = await server.user();
        const made = await ann.post('/contacts', { name: 'Bob' });
        const first = await undo(ann, made);
        first.expect(200);
        const again = await undo(ann, made).expect(409);
        assert.match(again.detail, new RegExp(String(first.body.id)));
        assert.equal((await ann.list('changes')).length, 2);
    });

    it('and each event of it says so, in a timeline too', async () => {
        const ann = await server.user();
        const bob = await ann.make('contacts', { name: 'Bob' });
        const changed = await ann.patch(`/contacts/${bob.id}`, { nickname: 'B' });
        const undone = () =>
            ann
                .get(`/contacts/${bob.id}/timeline`)
                .expect(200)
                .then((page) => page.data.find((e) => e.change_id === changed.changeId).undone_by);
        assert.equal(await undone(), null);
        const back = await undo(ann, changed);
        assert.equal(await undone(), back.body.id);
    });

    it('when a field holds something else now, naming each, and changes nothing', async () => {
        const ann = await server.user();
        const bob = await ann.make('contacts', { name: 'Bob', priority: 1 });
        const eve = await ann.make('contacts', { name: 'Eve', priority: 1 });
        const bulk = await ann.post('/contacts/bulk', { ids: [bob.id, eve.id], action: 'update', values: { priority: 5, nickname: 'x' } });
        const later = await ann.patch(`/contacts/${eve.id}`, { priority: 6 }).expect(200);
        const refused = await undo(ann, bulk).expect(409);
        assert.equal(refused.code, 'undo_conflict');
        assert.deepEqual(
            refused.conflicts.map((c) => [c.entity_type, c.entity_id, c.field, c.expected, c.actual]),
            [['contact', eve.id, 'priority', 5, 6]],
        );
        assert.equal((await ann.read('contacts', bob.id)).priority, 5, 'nothing is half undone');
        assert.deepEqual(await ann.read('contacts', eve.id), later);
        assert.equal((await ann.get(`/changes/${bulk.changeId}`).expect(200)).undone_by, null);

        await ann.patch(`/contacts/${eve.id}`, { priority: 5 }).expect(200);
        await undo(ann, bulk).expect(200);
        assert.equal((await ann.read('contacts', eve.id)).priority, 1);
        assert.equal((await ann.read('contacts', eve.id)).nickname, null);
    });

    it('of a creation that was changed since', async () => {
        const ann = await server.user();
        const made = await ann.post('/contacts', { name: 'Bob' });
        await ann.patch(`/contacts/${made.body.id}`, { nickname: 'B' }).expect(200);
        const refused = await undo(ann, made).expect(409);
        assert.deepEqual(refused.conflicts.map((c) => c.field), ['nickname']);
        await ann.get(`/contacts/${made.body.id}`).expect(200);
    });

    it('of a creation on which something hangs since', async () => {
        const ann = await server.user();
        const made = await ann.post('/contacts', { name: 'Bob' });
        await ann.make('notes', { entity_type: 'contact', entity_id: made.body.id, content: 'x' });
        const refused = await undo(ann, made).expect(409);
        assert.match(refused.conflicts[0].message, /note/);
        await ann.get(`/contacts/${made.body.id}`).expect(200);
    });

    it('of what was deleted for good', async () => {
        const ann = await server.user();
        const made = await ann.post('/contacts', { name: 'Bob' });
        const changed = await ann.patch(`/contacts/${made.body.id}`, { priority: 1 });
        const gone = await ann.del(`/contacts/${made.body.id}`, { permanent: true });
        const refused = await undo(ann, gone).expect(409);
        assert.match(refused.conflicts[0].message, /for good/);
        assert.ok([200, 409].includes((await undo(ann, changed)).status));
        await ann.get(`/contacts/${made.body.id}`).expect(404);
    });

    it('inside another change set', async () => {
        const ann = await server.user();
        const made = await ann.post('/contacts', { name: 'Bob' });
        const open = await ann.post('/changes').expect(201);
        await ann.with({ 'x-change-id': String(open.id) }).post(`/changes/${made.changeId}/undo`).expect(400);
    });
});

describe('undo takes back', () => {
    it('an update, and undone itself puts it in force again', async () => {
        const ann = await server.user();
        const before = await ann.make('contacts', { name: 'Bob', priority: 1, tags: ['a'], birthday: '--02-29', stage: 'demo' });
        const answer = await ann.patch(`/contacts/${before.id}`, {
            name: 'Robert', priority: null, tags: ['b'], birthday: '2000-01-01', next_contact_at: '2030-01-01', status: 'lead',
        });
        const after = answer.expect(200);
        const back = await undo(ann, answer);
        assert.equal(back.expect(200).undo_of, answer.changeId);
        assert.deepEqual(but(await ann.read('contacts', before.id), 'updated_at'), but(before, 'updated_at'));
        assert.equal((await ann.get(`/changes/${answer.changeId}`).expect(200)).undone_by, back.body.id);
        const redo = await undo(ann, back.body.id);
        redo.expect(200);
        assert.deepEqual(but(await ann.read('contacts', before.id), 'updated_at'), but(after, 'updated_at'));
        assert.equal((await ann.get(`/changes/${answer.changeId}`).expect(200)).undone_by, null);
        await undo(ann, answer).expect(200);
        assert.equal((await ann.read('contacts', before.id)).name, 'Bob');
    });

    it('a change of stage without leaving another note', async () => {
        const ann = await server.user();
        const bob = await ann.make('contacts', { name: 'Bob', stage: 'research' });
        const answer = await ann.patch(`/contacts/${bob.id}`, { stage: 'demo' });
        assert.equal((await ann.list('notes')).length, 1);
        await undo(ann, answer).expect(200);
        assert.equal((await ann.read('contacts', bob.id)).stage, 'research');
        assert.deepEqual(await ann.list('notes'), []);
    });

    it('a rhythm’s reckoning without reckoning anew', async () => {
        const ann = await server.user();
        const bob = await ann.make('contacts', { name: 'Bob', contact_every: 'weekly', next_contact_at: '2030-01-01T00:00:00Z' });
        const answer = await ann.patch(`/contacts/${bob.id}`, { last_contact_at: '2029-06-01T00:00:00Z' });
        assert.equal(answer.body.next_contact_at, '2029-06-08T00:00:00.000Z');
        await undo(ann, answer).expect(200);
        assert.equal((await ann.read('contacts', bob.id)).next_contact_at, '2030-01-01T00:00:00.000Z');
    });

    it('a bulk edit of 200 records as one', async () => {
        const ann = await server.user();
        const open = await ann.post('/changes').expect(201);
        const joined = ann.with({ 'x-change-id': String(open.id) });
        await Promise.all(Array.from({ length: 200 }, (_, i) => joined.post('/contacts', { name: `N${i}`, priority: i % 11 }).expect(201)));
        const before = await ann.list('contacts', { sort: 'id', limit: 500 });
        const bulk = await ann.post('/contacts/bulk', { filter: { field: 'priority', op: 'gte', value: 0 }, action: 'update', values: { priority: 3, nickname: 'n' } });
        assert.equal(bulk.expect(200).affected, 200);
        await undo(ann, bulk).expect(200);
        const after = await ann.list('contacts', { sort: 'id', limit: 500 });
        assert.deepEqual(after.map((c) => but(c, 'updated_at')), before.map((c) => but(c, 'updated_at')));
        assert.equal((await undo(ann, open.id).expect(200)).n_events >= 200, true);
        assert.equal((await ann.get('/contacts', { count: true }).expect(200)).total, 0);
    });

    it('the trash', async () => {
        const ann = await server.user();
        const bob = await ann.make('contacts', { name: 'Bob', status: 'lead' });
        const gone = await ann.del(`/contacts/${bob.id}`);
        await undo(ann, gone).expect(200);
        assert.deepEqual(but(await ann.read('contacts', bob.id), 'updated_at'), but(bob, 'updated_at'));
        assert.deepEqual(ids(await ann.list('contacts')), [bob.id]);
        assert.equal((await ann.get('/search', { q: 'bob' }).expect(200)).data.length, 1);
    });

    it('a creation with all that came with it, and redo brings all back', async () => {
        const ann = await server.user();
        const acme = await ann.make('companies', { name: 'Acme' });
        const answer = await ann.post('/contacts', {
            name: 'Bob', email: 'bob@example.com', company_id: acme.id, role: 'CEO', tags: ['x'], stage: 'demo',
        });
        const made = answer.expect(201);
        const back = await undo(ann, answer);
        back.expect(200);
        await ann.get(`/contacts/${made.id}`).expect(404);
        assert.deepEqual(await ann.list('channels'), []);
        assert.deepEqual(await ann.list('memberships'), []);
        assert.deepEqual((await ann.get('/search', { q: 'bob' }).expect(200)).data, []);
        assert.equal((await ann.get('/contacts', { count: true, stage: 'demo' }).expect(200)).total, 0);

        await undo(ann, back.body.id).expect(200);
        assert.deepEqual(but(await ann.read('contacts', made.id), 'updated_at'), but(made, 'updated_at'));
        assert.equal((await ann.list('channels')).length, 1);
        assert.deepEqual(ids(await ann.list('contacts', { email: 'bob@example.com' })), [made.id]);
        assert.equal((await ann.get('/contacts', { count: true, stage: 'demo' }).expect(200)).total, 1);
    });

    it('the removal of a channel, and the contact shows it again', async () => {
        const ann = await server.user();
        const bob = await ann.make('contacts', { name: 'Bob', email: 'bob@example.com' });
        const [channel] = await ann.list('channels');
        const gone = await ann.del(`/channels/${channel.id}`);
        assert.equal((await ann.read('contacts', bob.id)).email, null);
        await undo(ann, gone).expect(200);
        assert.equal((await ann.read('contacts', bob.id)).email, 'bob@example.com');
        assert.deepEqual(but((await ann.list('channels'))[0], 'updated_at'), but(channel, 'updated_at'));
    });

    it('an activity’s links, and a later addition to its tags stays', async () => {
        const ann = await server.user();
        const bob = await ann.make('contacts', { name: 'Bob' });
        const link = { entity_type: 'contact', entity_id: bob.id };
        const made = await ann.make('activities', { title: 'A', links: [link], tags: ['a'] });
        const answer = await ann.patch(`/activities/${made.id}`, { links: [], tags: ['a', 'b'] });
        await ann.patch(`/activities/${made.id}`, { tags: ['a', 'b', 'c'] }).expect(200);
        await undo(ann, answer).expect(200);
        const now = await ann.read('activities', made.id);
        assert.deepEqual(now.links, [link]);
        assert.deepEqual(now.tags, ['a', 'c']);
    });

    it('a deletion for good of nothing else: the rest of the history stays whole', async () => {
        const ann = await server.user();
        const bob = await ann.make('contacts', { name: 'Secret Bob', background: 'secrets' });
        await ann.patch(`/contacts/${bob.id}`, { background: 'more secrets' }).expect(200);
        await ann.del(`/contacts/${bob.id}`, { permanent: true }).expect(204);
        const events = await ann.get('/events', { limit: 500 });
        assert.doesNotMatch(events.text, /secret/i, 'its content left the history');
        assert.deepEqual(events.body.data.map((e) => e.type), ['deleted', 'updated', 'created']);
    });

    it('a logged interaction as one', async () => {
        const ann = await server.user();
        const bob = await ann.make('contacts', { name: 'Bob', contact_every: 'monthly' });
        const answer = await ann.post('/interactions', { contact_id: bob.id, content: 'hi', next_action: 'call' });
        answer.expect(201);
        await undo(ann, answer).expect(200);
        assert.deepEqual(but(await ann.read('contacts', bob.id), 'updated_at'), but(bob, 'updated_at'));
        assert.deepEqual(await ann.list('notes'), []);
    });

    it('ten sets in turn, back to the beginning, and forth again', async () => {
        const ann = await server.user();
        const bob = await ann.make('contacts', { name: 'Bob' });
        const sets = [];
        for (let i = 1; i <= 10; i++) sets.push((await ann.patch(`/contacts/${bob.id}`, { priority: i, nickname: `n${i}` })).changeId);
        const undone = [];
        for (const set of sets.reverse()) undone.push((await undo(ann, set).expect(200)).id);
        assert.deepEqual(but(await ann.read('contacts', bob.id), 'updated_at'), but(bob, 'updated_at'));
        for (const set of undone.reverse()) await undo(ann, set).expect(200);
        assert.equal((await ann.read('contacts', bob.id)).priority, 10);
    });

    // What is undone leaves the tags it brought in the library, which no record carries any more.
    for (const [what, change] of [
        ['renamed', (ann, tag) => ann.patch(`/tags/${tag.id}`, { name: 'gold' })],
        ['deleted', (ann, tag) => ann.del(`/tags/${tag.id}`)],
    ])
        it(`a tag that was ${what}, though its name came and went meanwhile`, async () => {
            const ann = await server.user();
            const bob = await ann.make('contacts', { name: 'Bob', tags: ['vip'] });
            const [tag] = await ann.list('tags');
            const first = await change(ann, tag);
            const second = await ann.patch(`/contacts/${bob.id}`, { tags: ['vip'] });
            await undo(ann, second).expect(200);
            const undone = await undo(ann, first).expect(200);
            assert.deepEqual((await ann.list('tags')).map((t) => [t.id, t.name, t.count]), [[tag.id, 'vip', 1]]);
            assert.equal((await ann.get('/tags', { count: true }).expect(200)).total, 1);
            assert.deepEqual((await ann.read('contacts', bob.id)).tags, ['vip']);
            await undo(ann, undone.id).expect(200);
            assert.ok(!(await ann.read('contacts', bob.id)).tags.includes('vip'));
        });

    it('no tag while another, that somebody carries or made, has its name', async () => {
        const ann = await server.user();
        const bob = await ann.make('contacts', { name: 'Bob', tags: ['vip', 'red'] });
        const of = async (name) => (await ann.list('tags')).find((t) => t.name === name);
        const renamed = await ann.patch(`/tags/${(await of('vip')).id}`, { name: 'gold' });
        await ann.make('contacts', { name: 'Ann', tags: ['vip'] });
        await undo(ann, renamed).expect(409);
        const blue = await ann.patch(`/tags/${(await of('red')).id}`, { name: 'blue' });
        await ann.make('tags', { name: 'red' });
        await undo(ann, blue).expect(409);
        assert.deepEqual((await ann.read('contacts', bob.id)).tags.sort(), ['blue', 'gold']);
    });
});
