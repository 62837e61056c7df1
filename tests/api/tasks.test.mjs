// Tasks: fields, lists, completing, recurrence with a date to hide until.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ids, start } from './harness.mjs';

const server = await start();
const ann = await server.user();

describe('a task is refused', () => {
    const title = 'Do it';
    const refusals = [
        ['without a title', {}, 'title', 'required'],
        ['with a priority above 10', { title, priority: 11 }, 'priority', 'out_of_range'],
        ['with a status there is not', { title, status: 'waiting' }, 'status', 'invalid'],
        ['with a recurrence there is not', { title, recur: 'sometimes' }, 'recur', 'invalid'],
        ['with a due date in words', { title, due_at: 'soon' }, 'due_at', 'invalid'],
        ['with a time of completion', { title, completed_at: '2026-01-01' }, 'completed_at', 'read_only'],
        ['for an owner who is no member', { title, owner_id: 1 }, 'owner_id', 'bad_reference'],
        ['with a link to a record there is not', { title, links: [{ entity_type: 'company', entity_id: 1 }] }, 'links', 'bad_reference'],
        ['with an activity’s field', { title, recurrence: 'daily' }, 'recurrence', 'unknown_field'],
    ];
    for (const [what, body, field, code] of refusals)
        it(what, () => ann.post('/tasks', body).refused(422, field, code));
});

describe('a task', () => {
    it('keeps all that it is given', async () => {
        const acme = await ann.make('companies', { name: 'Acme' });
        const given = {
            title: 'Send the offer',
            description: 'with *terms*',
            priority: 8,
            status: 'in_progress',
            due_at: '2031-02-01T12:00:00.000Z',
            after_at: '2031-01-01T00:00:00.000Z',
            recur: 'yearly',
            assigned_to: 'Eve',
            owner_id: ann.user.id,
            tags: ['offer'],
            links: [{ entity_type: 'company', entity_id: acme.id }],
        };
        const made = await ann.make('tasks', given);
        for (const [name, value] of Object.entries(given)) assert.deepEqual(made[name], value, name);
        assert.deepEqual(await ann.read('tasks', made.id), made);
    });

    it('is open and in the pool unless told otherwise', async () => {
        const made = await ann.make('tasks', { title: 'Anyone' });
        assert.equal(made.status, 'open');
        assert.equal(made.owner_id, null);
        assert.deepEqual(ids(await ann.list('tasks', { 'owner_id[empty]': true, title: 'Anyone' })), [made.id]);
    });

    it('is listed by the seeds’ own filters, soonest first', async () => {
        const user = await server.user();
        const late = await user.make('tasks', { title: 'late', due_at: '2031-03-01', priority: 5 });
        const soon = await user.make('tasks', { title: 'soon', due_at: '2031-01-01', priority: 1, tags: ['x'] });
        const never = await user.make('tasks', { title: 'never', assigned_to: 'Eve' });
        const of = async (query) => ids(await user.list('tasks', query));
        assert.deepEqual(await of({}), [soon.id, late.id, never.id], 'without a date comes last');
        assert.deepEqual(await of({ due_before: '2031-02-01' }), [soon.id]);
        assert.deepEqual(await of({ due_after: '2031-02-01' }), [late.id]);
        assert.deepEqual(await of({ priority_min: 2 }), [late.id]);
        assert.deepEqual(await of({ tag: 'x' }), [soon.id]);
        assert.deepEqual(await of({ assigned_to: 'Eve' }), [never.id]);
        assert.deepEqual(await of({ status: 'done' }), []);
        assert.deepEqual(await of({ q: 'late' }), [late.id]);
    });

    it('is trashed, restored, changed by PUT and in bulk', async () => {
        const made = await ann.make('tasks', { title: 'Bin', status: 'in_progress' });
        assert.equal((await ann.put(`/tasks/${made.id}`, { priority: 2 }).expect(200)).status, 'in_progress');
        assert.equal((await ann.del(`/tasks/${made.id}`).expect(200)).status, 'trashed');
        assert.equal((await ann.post(`/tasks/${made.id}/restore`).expect(200)).status, 'in_progress');
        await ann.post('/tasks/bulk', { filter: { field: 'id', value: made.id }, action: 'update', values: { priority: 9 } }).expect(200);
        assert.equal((await ann.read('tasks', made.id)).priority, 9);
        assert.ok((await ann.get(`/tasks/${made.id}/timeline`).expect(200)).data.length >= 5);
    });

    it('claimed and given back is told as such', async () => {
        const made = await ann.make('tasks', { title: 'Claim' });
        await ann.patch(`/tasks/${made.id}`, { owner_id: ann.user.id }).expect(200);
        await ann.patch(`/tasks/${made.id}`, { owner_id: null }).expect(200);
        const events = (await ann.get(`/tasks/${made.id}/timeline`).expect(200)).data;
        assert.deepEqual(events.map((e) => e.type), ['owner_released', 'owner_claimed', 'created']);
    });
});

describe('completing a task', () => {
    it('that is not there answers 404', async () => {
        await ann.post('/tasks/1/complete').expect(404);
    });

    it('sets status and time, and twice is harmless', async () => {
        const made = await ann.make('tasks', { title: 'Once' });
        assert.deepEqual(await ann.post(`/tasks/${made.id}/complete`).expect(200), { completed_id: made.id });
        const done = await ann.read('tasks', made.id);
        assert.equal(done.status, 'done');
        await ann.post(`/tasks/${made.id}/complete`).expect(200);
        assert.deepEqual(await ann.read('tasks', made.id), done);
    });

    it('that recurs moves its hiding date along', async () => {
        const made = await ann.make('tasks', {
            title: 'Rent', recur: 'monthly', due_at: '2031-01-31T08:00:00Z', after_at: '2031-01-28T08:00:00Z', priority: 4,
        });
        const { next_id } = await ann.post(`/tasks/${made.id}/complete`).expect(200);
        const next = await ann.read('tasks', next_id);
        assert.equal(next.due_at, '2031-02-28T08:00:00.000Z');
        assert.ok(next.after_at < next.due_at && next.after_at > made.due_at, next.after_at);
        assert.equal(next.priority, 4);
        const third = await ann.post(`/tasks/${next_id}/complete`).expect(200);
        assert.equal((await ann.read('tasks', third.next_id)).due_at, '2031-03-31T08:00:00.000Z');
    });

    it('that recurs without any date still leaves a next one', async () => {
        const made = await ann.make('tasks', { title: 'Water', recur: 'weekly' });
        const { next_id } = await ann.post(`/tasks/${made.id}/complete`).expect(200);
        const next = await ann.read('tasks', next_id);
        assert.equal(next.status, 'open');
        assert.ok(Date.parse(next.due_at) > Date.now());
    });

    it('that was missed for long comes next in the future, not in the past', async () => {
        const made = await ann.make('tasks', { title: 'Missed', recur: 'weekly', due_at: '2020-01-06T08:00:00Z' });
        const { next_id } = await ann.post(`/tasks/${made.id}/complete`).expect(200);
        const due = Date.parse((await ann.read('tasks', next_id)).due_at);
        assert.ok(due > Date.now() - 86_400_000);
        assert.equal((due - Date.parse(made.due_at)) % (7 * 86_400_000), 0, 'still a Monday at eight');
    });
});

describe('a verb without input', () => {
    it('takes an empty body or {}, and refuses by name what it would not read', async () => {
        const user = await server.user();
        const task = await user.make('tasks', { title: 'T' });
        const at = `/tasks/${task.id}/complete`;
        await user.post(at, { completed_at: '2026-01-01' }).refused(422, 'completed_at', 'unknown_field');
        assert.equal((await user.read('tasks', task.id)).status, 'open');
        await user.post(at, {}).expect(200);
        await user.post(at).expect(200);
    });
});
