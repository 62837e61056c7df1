// Activities: links, completing, recurrence, the latest ones.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ids, start } from './harness.mjs';

const server = await start();
const ann = await server.user();
const link = (record, entity_type = 'contact') => ({ entity_type, entity_id: record.id });

describe('an activity is refused', () => {
    const title = 'Call';
    const refusals = [
        ['without a title', {}, 'title', 'required'],
        ['with a type there is not', { title, type: 'lunch' }, 'type', 'invalid'],
        ['with a status there is not', { title, status: 'started' }, 'status', 'invalid'],
        ['with a priority as number', { title, priority: 3 }, 'priority', 'invalid'],
        ['with a recurrence there is not', { title, recurrence: 'hourly' }, 'recurrence', 'invalid'],
        ['with a time of completion', { title, completed_at: '2026-01-01' }, 'completed_at', 'read_only'],
        ['with links that are no list', { title, links: {} }, 'links', 'invalid'],
        ['with a link without a type', { title, links: [{ entity_id: 1 }] }, 'links', 'invalid'],
        ['with a link to nothing known', { title, links: [{ entity_type: 'planet', entity_id: 1 }] }, 'links', 'invalid'],
        ['with a link to a record there is not', { title, links: [{ entity_type: 'contact', entity_id: 1 }] }, 'links', 'bad_reference'],
        ['with a link that says more', { title, links: [{ entity_type: 'contact', entity_id: 1, role: 'x' }] }, 'links', 'invalid'],
    ];
    for (const [what, body, field, code] of refusals)
        it(what, () => ann.post('/activities', body).refused(422, field, code));
});

describe('an activity', () => {
    it('keeps all that it is given', async () => {
        const bob = await ann.make('contacts', { name: 'Bob' });
        const acme = await ann.make('companies', { name: 'Acme' });
        const given = {
            title: 'Quarterly call',
            description: 'talk\nabout things',
            type: 'call',
            status: 'open',
            priority: 'urgent',
            recurrence: 'quarterly',
            due_at: '2031-01-31T09:00:00.000Z',
            assigned_to: 'Eve',
            next_contact_at: '2031-01-30T00:00:00.000Z',
            tags: ['calls'],
            links: [link(acme, 'company'), link(bob)],
        };
        const made = await ann.make('activities', given);
        for (const [name, value] of Object.entries(given)) assert.deepEqual(made[name], value, name);
        assert.deepEqual(await ann.read('activities', made.id), made);
    });

    it('is open and normal unless told otherwise', async () => {
        const made = await ann.make('activities', { title: 'Plain' });
        assert.equal(made.status, 'open');
        assert.equal(made.priority, 'normal');
        assert.deepEqual(made.links, []);
        assert.equal(made.completed_at, null);
    });

    it('is listed by what it is linked to, by status and by completion', async () => {
        const user = await server.user();
        const bob = await user.make('contacts', { name: 'Bob' });
        const eve = await user.make('contacts', { name: 'Eve' });
        const a = await user.make('activities', { title: 'with Bob', links: [link(bob)] });
        const b = await user.make('activities', { title: 'with both', links: [link(bob), link(eve)] });
        await user.post(`/activities/${a.id}/complete`).expect(200);
        const of = async (query) => ids(await user.list('activities', query));
        assert.deepEqual(await of({ entity_type: 'contact', entity_id: bob.id }), [b.id, a.id]);
        assert.deepEqual(await of({ entity_type: 'contact', entity_id: eve.id }), [b.id]);
        assert.deepEqual(await of({ entity_type: 'company', entity_id: eve.id }), []);
        assert.deepEqual(await of({ status: 'open', entity_type: 'contact', entity_id: bob.id }), [b.id]);
        assert.deepEqual(await of({ completed_after: '2020-01-01' }), [a.id]);
        assert.deepEqual(await of({ completed_before: '2020-01-01' }), []);
        assert.deepEqual(await of({ 'links[empty]': true }), []);
        await user.get('/activities', { entity_type: 'planet' }).refused(400, 'entity_type');
    });

    it('replaces its links when they are named, and keeps them otherwise', async () => {
        const bob = await ann.make('contacts', { name: 'Bob' });
        const eve = await ann.make('contacts', { name: 'Eve' });
        const made = await ann.make('activities', { title: 'Linked', links: [link(bob)] });
        const kept = await ann.patch(`/activities/${made.id}`, { title: 'Still linked' }).expect(200);
        assert.deepEqual(kept.links, [link(bob)]);
        const now = await ann.patch(`/activities/${made.id}`, { links: [link(eve)] }).expect(200);
        assert.deepEqual(now.links, [link(eve)]);
        assert.deepEqual((await ann.put(`/activities/${made.id}`, { links: [] }).expect(200)).links, []);
        await ann.patch(`/activities/${made.id}`, { links: [link({ id: 1 })] }).refused(422, 'links');
    });

    it('loses the link to what is deleted for good', async () => {
        const bob = await ann.make('contacts', { name: 'Bob' });
        const made = await ann.make('activities', { title: 'Left', links: [link(bob)] });
        await ann.del(`/contacts/${bob.id}`, { permanent: true }).expect(204);
        const left = await ann.read('activities', made.id);
        assert.deepEqual(left.links, []);
        assert.ok(left.updated_at > made.updated_at, 'its version tells');
    });

    it('goes to the trash and back with its links', async () => {
        const bob = await ann.make('contacts', { name: 'Bob' });
        const made = await ann.make('activities', { title: 'Binned', links: [link(bob)] });
        assert.equal((await ann.del(`/activities/${made.id}`).expect(200)).status, 'trashed');
        await ann.post(`/activities/${made.id}/complete`).expect(422);
        const back = await ann.post(`/activities/${made.id}/restore`).expect(200);
        assert.equal(back.status, 'open');
        assert.deepEqual(back.links, [link(bob)]);
    });

    it('stands on the timeline of what it is linked to', async () => {
        const bob = await ann.make('contacts', { name: 'Bob' });
        const made = await ann.make('activities', { title: 'Seen', links: [link(bob)] });
        const timeline = await ann.get(`/contacts/${bob.id}/timeline`).expect(200);
        assert.ok(timeline.data.some((e) => e.entity_type === 'activity' && e.entity_id === made.id));
        const own = await ann.get(`/activities/${made.id}/timeline`).expect(200);
        assert.deepEqual(own.data.map((e) => e.type), ['created']);
    });

    it('is changed in bulk', async () => {
        const made = await ann.make('activities', { title: 'Bulk' });
        await ann.post('/activities/bulk', { ids: [made.id], action: 'update', values: { type: 'email' } }).expect(200);
        assert.equal((await ann.read('activities', made.id)).type, 'email');
        await ann.post('/activities/bulk', { ids: [made.id], action: 'stage', value: 'demo' }).expect(422);
    });
});

describe('completing an activity', () => {
    it('that is not there, or with a wrong id, answers 404', async () => {
        await ann.post('/activities/1/complete').expect(404);
        await ann.post('/activities/x/complete').expect(404);
    });

    it('sets status and time, and twice is harmless', async () => {
        const made = await ann.make('activities', { title: 'Once' });
        const done = await ann.post(`/activities/${made.id}/complete`).expect(200);
        assert.deepEqual(done, { completed_id: made.id });
        const first = await ann.read('activities', made.id);
        assert.equal(first.status, 'done');
        assert.ok(first.completed_at);
        assert.deepEqual(await ann.post(`/activities/${made.id}/complete`).expect(200), done);
        assert.deepEqual(await ann.read('activities', made.id), first);
    });

    it('that recurs leaves the next one behind, with links and tags', async () => {
        const bob = await ann.make('contacts', { name: 'Bob' });
        const made = await ann.make('activities', {
            title: 'Weekly sync', recurrence: 'weekly', due_at: '2031-03-03T09:00:00Z', links: [link(bob)], tags: ['sync'],
        });
        const done = await ann.post(`/activities/${made.id}/complete`).expect(200);
        assert.ok(done.next_id);
        const next = await ann.read('activities', done.next_id);
        assert.equal(next.due_at, '2031-03-10T09:00:00.000Z');
        assert.equal(next.status, 'open');
        assert.equal(next.completed_at, null);
        assert.equal(next.title, made.title);
        assert.deepEqual(next.links, made.links);
        assert.deepEqual(next.tags, made.tags);
        const again = await ann.post(`/activities/${made.id}/complete`).expect(200);
        assert.equal(again.next_id, undefined, 'the second time makes no third');
        assert.equal((await ann.list('activities', { title: 'Weekly sync' })).length, 2);
    });

    it('is one change set, which undone takes the next one away', async () => {
        const made = await ann.make('activities', { title: 'Undo me', recurrence: 'daily', due_at: '2031-03-03' });
        const answer = await ann.post(`/activities/${made.id}/complete`);
        await ann.post(`/changes/${answer.changeId}/undo`).expect(200);
        await ann.get(`/activities/${answer.body.next_id}`).expect(404);
        assert.equal((await ann.read('activities', made.id)).status, 'open');
    });

    const steps = [
        ['daily', '2031-12-31', '2032-01-01'],
        ['weekly', '2031-12-29', '2032-01-05'],
        ['biweekly', '2031-12-29', '2032-01-12'],
        ['monthly', '2031-01-31', '2031-02-28'],
        ['monthly', '2032-01-31', '2032-02-29'],
        ['quarterly', '2031-11-30', '2032-02-29'],
        ['yearly', '2032-02-29', '2033-02-28'],
        ['weekdays', '2031-05-02', '2031-05-05'],
        ['weekdays', '2031-05-06', '2031-05-07'],
    ];
    for (const [recurrence, from, to] of steps)
        it(`${recurrence} goes from ${from} to ${to}`, async () => {
            const made = await ann.make('activities', { title: 'R', recurrence, due_at: from });
            const { next_id } = await ann.post(`/activities/${made.id}/complete`).expect(200);
            assert.equal((await ann.read('activities', next_id)).due_at.slice(0, 10), to);
        });

    it('monthly keeps the day meant: 31 Jan, 28 Feb, 31 Mar, 30 Apr', async () => {
        let { id } = await ann.make('activities', { title: 'M', recurrence: 'monthly', due_at: '2031-01-31T12:00:00Z' });
        const days = [];
        for (let i = 0; i < 3; i++) {
            id = (await ann.post(`/activities/${id}/complete`).expect(200)).next_id;
            days.push((await ann.read('activities', id)).due_at.slice(0, 10));
        }
        assert.deepEqual(days, ['2031-02-28', '2031-03-31', '2031-04-30']);
    });

    it('keeps the time on the wall across summer time', async () => {
        const user = await server.user({ time_zone: 'Europe/Vienna' });
        const made = await user.make('activities', { title: 'W', recurrence: 'weekly', due_at: '2031-03-26T09:00:00+01:00' });
        const { next_id } = await user.post(`/activities/${made.id}/complete`).expect(200);
        assert.equal((await user.read('activities', next_id)).due_at, '2031-04-02T07:00:00.000Z');
    });

    it('by an update of the status keeps the time too', async () => {
        const made = await ann.make('activities', { title: 'By hand' });
        const done = await ann.patch(`/activities/${made.id}`, { status: 'done' }).expect(200);
        assert.ok(done.completed_at);
        const open = await ann.patch(`/activities/${made.id}`, { status: 'open' }).expect(200);
        assert.equal(open.completed_at, null);
    });
});

describe('the latest activities', () => {
    it('are five, newest first, or as many as asked for', async () => {
        const user = await server.user();
        for (let i = 0; i < 7; i++) await user.make('activities', { title: `A${i}` });
        const recent = await user.get('/activities/recent').expect(200);
        assert.deepEqual(recent.data.map((a) => a.title), ['A6', 'A5', 'A4', 'A3', 'A2']);
        assert.equal((await user.get('/activities/recent', { limit: 2 }).expect(200)).data.length, 2);
        await user.get('/activities/recent', { limit: 0 }).refused(400, 'limit');
        await user.get('/activities/recent', { title: 'x' }).refused(400, 'title');
    });
});

describe('the sentence of an error', () => {
    it('says "an activity"', async () => {
        const user = await server.user();
        const { errors } = (await user.post('/activities', {})).body;
        assert.deepEqual(errors, [{ field: 'title', code: 'required', message: 'an activity needs a title' }]);
    });
});
