// History: one list of all that happened, and each record's timeline.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { start } from './harness.mjs';
import { team, withKey } from './lib/team.mjs';

const server = await start();
const types = (page) => page.data.map((e) => e.type);

describe('events refuse', () => {
    const faults = [
        [{ entity_type: 'planet' }, 'entity_type'],
        [{ actor_kind: 'ghost' }, 'actor_kind'],
        [{ actor_id: 'x' }, 'actor_id'],
        [{ since: 'lately' }, 'since'],
        [{ limit: 0 }, 'limit'],
        [{ limit: 501 }, 'limit'],
        [{ cursor: 'x' }, 'cursor'],
        [{ entity_id: 'x' }, 'entity_id'],
        [{ change_id: 'x' }, 'change_id'],
        [{ colour: 'red' }, 'colour'],
    ];
    let ann;
    for (const [query, field] of faults)
        it(JSON.stringify(query), async () => {
            ann ??= await server.user();
            await ann.get('/events', query).refused(400, field);
        });
});

describe('every change', () => {
    it('is one event with what was before and after, as it is spoken', async () => {
        const ann = await server.user();
        const bob = await ann.make('contacts', { name: 'Bob', priority: 1, tags: ['a'], next_contact_at: '2030-01-01T00:00:00Z' });
        await ann.patch(`/contacts/${bob.id}`, { priority: 2, nickname: 'B', tags: ['a', 'b'], next_contact_at: null }).expect(200);
        const [event] = (await ann.get(`/contacts/${bob.id}/timeline`).expect(200)).data;
        assert.equal(event.type, 'updated');
        assert.deepEqual(event.changes, {
            priority: { before: 1, after: 2 },
            nickname: { before: null, after: 'B' },
            tags: { before: ['a'], after: ['a', 'b'] },
            next_contact_at: { before: '2030-01-01T00:00:00.000Z', after: null },
        });
        assert.deepEqual([event.entity_type, event.entity_id], ['contact', bob.id]);
        assert.deepEqual(event.actor, { kind: 'user', id: ann.user.id, name: ann.user.name });
    });

    it('tells of money in its currency and of flags as true and false', async () => {
        const ann = await server.user();
        const acme = await ann.make('companies', { name: 'Acme', deal_value: 10.5 });
        await ann.patch(`/companies/${acme.id}`, { deal_value: 99.99 }).expect(200);
        const [event] = (await ann.get(`/companies/${acme.id}/timeline`).expect(200)).data;
        assert.deepEqual(event.changes.deal_value, { before: 10.5, after: 99.99 });
        const note = await ann.make('notes', { entity_type: 'company', entity_id: acme.id, is_next_contact: true });
        await ann.patch(`/notes/${note.id}`, { is_next_contact: false }).expect(200);
        const [flag] = (await ann.get(`/notes/${note.id}/timeline`).expect(200)).data;
        assert.deepEqual(flag.changes.is_next_contact, { before: true, after: false });
    });

    it('carries the request’s id, which is the client’s where it sent one', async () => {
        const ann = await server.user();
        const own = await ann.post('/contacts', { name: 'Bob' }, { 'x-request-id': 'my-request-7' });
        assert.equal(own.headers.get('x-request-id'), 'my-request-7');
        const given = await ann.post('/contacts', { name: 'Eve' });
        const [eve, bob] = (await ann.get('/events').expect(200)).data;
        assert.equal(bob.request_id, 'my-request-7');
        assert.equal(eve.request_id, given.headers.get('x-request-id'));
    });

    it('has a telling type', async () => {
        const ann = await server.user();
        const bob = await ann.make('contacts', { name: 'Bob' });
        const task = await ann.make('tasks', { title: 'T' });
        const steps = [
            [{ priority: 1 }, 'updated'],
            [{ stage: 'demo' }, 'stage_changed'],
            [{ tags: ['a'] }, 'tag_added'],
            [{ tags: [] }, 'tag_removed'],
            [{ owner_id: ann.user.id }, 'owner_claimed'],
            [{ owner_id: null }, 'owner_released'],
        ];
        for (const [patch, type] of steps) {
            await ann.patch(`/contacts/${bob.id}`, patch).expect(200);
            const { data } = await ann.get('/events', { entity_type: 'contact', limit: 1 }).expect(200);
            assert.equal(data[0].type, type);
        }
        await ann.del(`/contacts/${bob.id}`).expect(200);
        await ann.post(`/contacts/${bob.id}/restore`).expect(200);
        await ann.del(`/contacts/${bob.id}`, { permanent: true }).expect(204);
        await ann.post(`/tasks/${task.id}/complete`).expect(200);
        assert.deepEqual(types(await ann.get('/events', { limit: 4 }).expect(200)).sort(), ['completed', 'deleted', 'deleted', 'restored']);
        const own = await ann.get('/events', { entity_type: 'contact' }).expect(200);
        assert.deepEqual(types(own), [
            'deleted', 'restored', 'trashed', ...steps.map((s) => s[1]).reverse(), 'created',
        ]);
    });
});

describe('the list of events', () => {
    it('is filtered by record, type, actor, change set and time', async () => {
        const ann = await server.user();
        const bob = await ann.make('contacts', { name: 'Bob' });
        const changed = await ann.patch(`/contacts/${bob.id}`, { priority: 1 });
        await ann.make('companies', { name: 'Acme' });
        const of = async (query) => types(await ann.get('/events', query).expect(200));
        assert.deepEqual(await of({}), ['created', 'updated', 'created']);
        assert.deepEqual(await of({ entity_type: 'company' }), ['created']);
        assert.deepEqual(await of({ entity_type: 'contact', entity_id: bob.id }), ['updated', 'created']);
        assert.deepEqual(await of({ type: 'updated' }), ['updated']);
        assert.deepEqual(await of({ type: 'exploded' }), []);
        assert.deepEqual(await of({ change_id: changed.changeId }), ['updated']);
        assert.deepEqual(await of({ actor_kind: 'user', actor_id: ann.user.id }), ['created', 'updated', 'created']);
        assert.deepEqual(await of({ actor_kind: 'key' }), []);
        assert.deepEqual(await of({ actor_id: 1 }), []);
        assert.deepEqual(await of({ since: '2999-01-01' }), []);
        assert.deepEqual((await of({ since: bob.created_at })).length, 3);
    });

    it('is walked page by page, each event once', async () => {
        const ann = await server.user();
        for (let i = 0; i < 7; i++) await ann.make('contacts', { name: `C${i}` });
        const whole = (await ann.get('/events', { limit: 500 }).expect(200)).data.map((e) => e.id);
        assert.equal(whole.length, 7);
        const seen = [];
        for (let cursor; cursor !== null; ) {
            const page = await ann.get('/events', { limit: 3, ...(cursor && { cursor }) }).expect(200);
            seen.push(...page.data.map((e) => e.id));
            cursor = page.next;
        }
        assert.deepEqual(seen, whole);
    });
});

describe('a timeline', () => {
    it('holds what happened to the record and to what hangs on it', async () => {
        const ann = await server.user();
        const acme = await ann.make('companies', { name: 'Acme' });
        const bob = await ann.make('contacts', { name: 'Bob', email: 'bob@example.com', company_id: acme.id });
        await ann.make('notes', { entity_type: 'contact', entity_id: bob.id, content: 'x' });
        await ann.make('tasks', { title: 'T', links: [{ entity_type: 'contact', entity_id: bob.id }] });
        await ann.make('contacts', { name: 'Somebody else' });
        const { data } = await ann.get(`/contacts/${bob.id}/timeline`).expect(200);
        assert.deepEqual(
            data.map((e) => e.entity_type).sort(),
            ['channel', 'contact', 'membership', 'note', 'task'],
        );
        assert.ok(data.every((e) => e.type === 'created'));
        const notes = await ann.get(`/contacts/${bob.id}/timeline`, { type: 'updated' }).expect(200);
        assert.deepEqual(notes.data, []);
    });

    it('is walked page by page', async () => {
        const ann = await server.user();
        const bob = await ann.make('contacts', { name: 'Bob' });
        for (let i = 0; i < 6; i++) await ann.patch(`/contacts/${bob.id}`, { priority: i }).expect(200);
        const whole = (await ann.get(`/contacts/${bob.id}/timeline`).expect(200)).data;
        const first = await ann.get(`/contacts/${bob.id}/timeline`, { limit: 4 }).expect(200);
        const rest = await ann.get(`/contacts/${bob.id}/timeline`, { limit: 4, cursor: first.next }).expect(200);
        assert.deepEqual([...first.data, ...rest.data], whole);
        assert.equal(rest.next, null);
        await ann.get(`/contacts/${bob.id}/timeline`, { limit: 'x' }).refused(400, 'limit');
        await ann.get(`/contacts/${bob.id}/timeline`, { since: 1 }).refused(400, 'since');
    });
});

describe('a change set in short', () => {
    const newest = async (who) => (await who.list('changes', { limit: 1 }))[0];
    const counts = (set) => Object.fromEntries(set.summary.counts.map((c) => [`${c.entity_type} ${c.type}`, c.count]));

    it('says how many of what became what, and which came first', async () => {
        const ann = await server.user();
        const bob = await ann.make('contacts', { name: 'Bob', email: 'bob@example.com' });
        const made = await newest(ann);
        assert.deepEqual(made.summary.first, { entity_type: 'contact', entity_id: bob.id, name: 'Bob' });
        assert.equal(counts(made)['contact created'], 1);
        assert.equal(counts(made)['channel created'], 1);
        assert.equal(made.summary.whole, true);
        assert.equal(Object.values(counts(made)).reduce((a, b) => a + b), made.n_events);

        const others = await Promise.all([1, 2, 3].map((i) => ann.make('contacts', { name: `c${i}` })));
        const trashed = await ann.post('/contacts/bulk', { ids: others.map((c) => c.id), action: 'trash' });
        const set = await ann.get(`/changes/${trashed.changeId}`).expect(200);
        assert.deepEqual(counts(set), { 'contact trashed': 3 });
        assert.ok(others.some((c) => c.name === set.summary.first.name));
        const undone = await ann.post(`/changes/${trashed.changeId}/undo`).expect(200);
        assert.deepEqual(counts(undone), { 'contact restored': 3 });
    });

    it('says when it speaks of a part, and forgets the name of what is gone', async () => {
        const ann = await server.user();
        const tag = await ann.make('tags', { name: 'gone' });
        const { id } = await newest(ann);
        await ann.del(`/tags/${tag.id}`);
        const set = await ann.get(`/changes/${id}`).expect(200);
        assert.deepEqual(set.summary.first, { entity_type: 'tag', entity_id: tag.id, name: null });
        const sample = await ann.post('/sample', { contacts: 200 }).expect(200);
        const large = await ann.get(`/changes/${sample.change_id}`, { limit: 1 }).expect(200);
        assert.ok(large.n_events > 500);
        assert.equal(large.summary.whole, false);
        assert.equal(Object.values(counts(large)).reduce((a, b) => a + b), 500);
        const open = await ann.post('/changes', { label: 'nothing yet' }).expect(201);
        assert.deepEqual(open.summary, { counts: [], first: null, whole: true });
    });

    it('tells a key no name of what it may not read', async () => {
        const ann = await server.user();
        await ann.make('contacts', { name: 'Bob' });
        const key = await withKey(ann, ['read:changes', 'read:tasks']);
        assert.equal((await newest(key)).summary.first.name, null);
        await ann.make('tasks', { title: 'Call' });
        assert.equal((await newest(key)).summary.first.name, 'Call');
    });

    it('is found by who did it and since when', async () => {
        const { owner, member } = await team(server);
        await owner.make('contacts', { name: 'the owner\'s' });
        await member.make('contacts', { name: 'the member\'s' });
        const key = await withKey(owner, ['write:contacts', 'read:changes']);
        await key.make('contacts', { name: 'the key\'s' });
        const firsts = async (who, query) => (await who.list('changes', query)).map((s) => s.summary.first.name ?? s.actor.name);
        assert.deepEqual(await firsts(owner, { mine: true }), ['the owner\'s']);
        assert.deepEqual(await firsts(member, { mine: true }), ['the member\'s']);
        assert.equal((await key.list('changes', { mine: true })).length, 1);
        assert.deepEqual(await firsts(owner, { mine: false, limit: 2 }), ['the key\'s', 'the member\'s']);
        assert.deepEqual(await firsts(owner, { actor_kind: 'key' }), ['the key\'s']);
        assert.deepEqual(await firsts(owner, { actor_kind: 'user', actor_id: member.user.id }), ['the member\'s']);
        const [last, before] = await owner.list('changes');
        assert.deepEqual((await owner.list('changes', { since: last.at })).map((s) => s.id), [last.id]);
        const page = await owner.get('/changes', { limit: 1 }).expect(200);
        assert.equal((await owner.list('changes', { limit: 1, cursor: page.next }))[0].id, before.id);
        await owner.get('/changes', { mine: 'maybe' }).refused(400, 'mine');
        await owner.get('/changes', { mine: true, actor_id: 1 }).refused(400, 'mine');
        await owner.get('/changes', { actor_kind: 'bot' }).refused(400, 'actor_kind');
        await owner.get('/changes', { since: 'yesterday' }).refused(400, 'since');
    });
});

describe('a timeline', () => {
    it('shows what hangs on its record as it is now', async () => {
        const ann = await server.user();
        const bob = await ann.make('contacts', { name: 'Bob' });
        const subject = { entity_type: 'contact', entity_id: bob.id };
        const note = await ann.make('notes', { ...subject, content: '# Met\n\nat the fair' });
        const task = await ann.make('tasks', { title: 'Send the offer', links: [subject] });
        const gone = await ann.make('channels', { contact_id: bob.id, kind: 'phone', value: '+49 30 1234567' });
        await ann.patch(`/notes/${note.id}`, { content: 'Met twice' }).expect(200);
        await ann.post(`/tasks/${task.id}/complete`).expect(200);
        await ann.del(`/channels/${gone.id}`);
        const { data } = await ann.get(`/contacts/${bob.id}/timeline`).expect(200);
        const of = (id) => data.filter((e) => e.entity_id === id);
        assert.ok(of(bob.id).every((e) => e.record === null));
        assert.ok(of(note.id).length === 2 && of(note.id).every((e) => e.record.content === 'Met twice'));
        assert.deepEqual(of(note.id)[0].record, await ann.read('notes', note.id));
        assert.ok(of(task.id).every((e) => e.record.title === 'Send the offer' && e.record.status === 'done'));
        assert.ok(of(gone.id).length >= 2 && of(gone.id).every((e) => e.record === null));
        // Page by page the same.
        const pages = [];
        for (let cursor; cursor !== null; ) {
            const page = await ann.get(`/contacts/${bob.id}/timeline`, { limit: 2, ...(cursor && { cursor }) }).expect(200);
            pages.push(...page.data);
            cursor = page.next;
        }
        assert.deepEqual(pages, data);
        const [event] = (await ann.get('/events', { limit: 1 }).expect(200)).data;
        assert.ok(!('record' in event), 'only there');
    });

    it('shows a key what it may read', async () => {
        const ann = await server.user();
        const bob = await ann.make('contacts', { name: 'Bob' });
        const subject = { entity_type: 'contact', entity_id: bob.id };
        await ann.make('notes', { ...subject, content: 'hush' });
        await ann.make('tasks', { title: 'Call', links: [subject] });
        const key = await withKey(ann, ['read:contacts', 'read:tasks', 'read:events']);
        const answer = await key.get(`/contacts/${bob.id}/timeline`);
        const { data } = answer.expect(200);
        assert.doesNotMatch(answer.text, /hush/);
        assert.equal(data.find((e) => e.entity_type === 'task').record.title, 'Call');
        assert.equal(data.find((e) => e.entity_type === 'note').record, null);
    });
});
