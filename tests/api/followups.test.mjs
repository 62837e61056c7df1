// What is due, follow-ups by day, birthdays: all in the workspace's time zone. The tests choose a
// zone in which it is about noon, so that no day ends while they run.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DAY, day, ids, iso, noonZone, start } from './harness.mjs';

const server = await start();
const HOUR = DAY / 24;
const here = async () => {
    const zone = noonZone();
    return { zone, user: await server.user({ time_zone: zone.name }) };
};

describe('what is due', () => {
    it('is what has come, of every kind, oldest first', async () => {
        const { user } = await here();
        const now = Date.now();
        const at = (ms) => iso(now + ms);
        const late = await user.make('contacts', { name: 'late', next_contact_at: at(-HOUR) });
        const later = await user.make('contacts', { name: 'earlier', next_contact_at: at(-2 * HOUR) });
        await user.make('contacts', { name: 'future', next_contact_at: at(HOUR) });
        await user.make('contacts', { name: 'never' });
        const company = await user.make('companies', { name: 'C', next_contact_at: at(-DAY) });
        const website = await user.make('websites', { url: 'https://w.example', next_contact_at: at(-DAY) });
        const byDue = await user.make('activities', { title: 'by due', due_at: at(-HOUR) });
        const byNext = await user.make('activities', { title: 'by next', due_at: at(DAY), next_contact_at: at(-2 * HOUR) });
        const task = await user.make('tasks', { title: 't', due_at: at(-HOUR) });
        const started = await user.make('tasks', { title: 's', due_at: at(-HOUR / 2), status: 'in_progress' });
        const due = await user.get('/due').expect(200);
        assert.deepEqual(ids(due.contacts), [later.id, late.id]);
        assert.deepEqual(ids(due.companies), [company.id]);
        assert.deepEqual(ids(due.websites), [website.id]);
        assert.deepEqual(ids(due.activities), [byNext.id, byDue.id]);
        assert.deepEqual(ids(due.tasks), [task.id, started.id]);
    });

    it('is not what is done, cancelled, trashed or hidden until later', async () => {
        const { user } = await here();
        const past = iso(Date.now() - HOUR);
        const task = (body) => user.make('tasks', { title: 't', due_at: past, ...body });
        await task({ status: 'done' });
        await task({ status: 'cancelled' });
        await task({ after_at: iso(Date.now() + HOUR) });
        const gone = await task({});
        await user.del(`/tasks/${gone.id}`).expect(200);
        const seen = await task({ after_at: past });
        const contact = await user.make('contacts', { name: 'x', next_contact_at: past });
        await user.del(`/contacts/${contact.id}`).expect(200);
        await user.make('activities', { title: 'a', due_at: past, status: 'done' });
        const due = await user.get('/due').expect(200);
        assert.deepEqual(ids(due.tasks), [seen.id]);
        assert.deepEqual([due.contacts, due.activities], [[], []]);
    });

    it('is bounded by limit', async () => {
        const { user } = await here();
        for (let i = 1; i <= 5; i++) await user.make('contacts', { name: `C${i}`, next_contact_at: iso(Date.now() - i * HOUR) });
        assert.deepEqual((await user.get('/due', { limit: 2 }).expect(200)).contacts.map((c) => c.name), ['C5', 'C4']);
        await user.get('/due', { limit: 0 }).refused(400, 'limit');
        await user.get('/due', { limit: 501 }).refused(400, 'limit');
        await user.get('/due', { days: 5 }).refused(400, 'days');
    });

    it('goes when it is done', async () => {
        const { user } = await here();
        const task = await user.make('tasks', { title: 't', due_at: iso(Date.now() - HOUR) });
        assert.equal((await user.get('/due').expect(200)).tasks.length, 1);
        await user.post(`/tasks/${task.id}/complete`).expect(200);
        assert.equal((await user.get('/due').expect(200)).tasks.length, 0);
    });
});

describe('follow-ups', () => {
    it('stand where their day is in the workspace’s zone', async () => {
        const { zone, user } = await here();
        const at = (ms) => iso(zone.start + ms);
        const rows = [
            ['the last moment of yesterday', -1, 'overdue'],
            ['last year', -365 * DAY, 'overdue'],
            ['the first moment of today', 0, 'today'],
            ['the last moment of today', DAY - 1, 'today'],
            ['the first moment of tomorrow', DAY, 'upcoming'],
            ['the last moment of the fourth day', 5 * DAY - 1, 'upcoming'],
            ['the fifth day', 5 * DAY, null],
        ];
        for (const [name, ms] of rows) await user.make('contacts', { name, next_contact_at: at(ms) });
        const f = await user.get('/followups').expect(200);
        for (const bucket of ['overdue', 'today', 'upcoming']) {
            const wanted = rows.filter((r) => r[2] === bucket).sort((a, b) => a[1] - b[1]).map((r) => r[0]);
            assert.deepEqual(f[bucket].map((x) => x.name), wanted, bucket);
            assert.equal(f.counts[bucket], wanted.length);
        }
    });

    it('of another zone stand on another day', async () => {
        const east = await server.user({ time_zone: 'Pacific/Kiritimati' });
        const west = await server.user({ time_zone: 'Pacific/Pago_Pago' });
        const now = Date.now();
        const moment = iso(now + 25 * HOUR);
        const bucketOf = async (user) => {
            await user.make('contacts', { name: 'x', next_contact_at: moment });
            const f = await user.get('/followups').expect(200);
            return Object.entries(f.counts).find(([, n]) => n === 1)[0];
        };
        const local = (offset) => day(Date.parse(moment) + offset * HOUR) === day(now + offset * HOUR) ? 'today' : 'upcoming';
        assert.equal(await bucketOf(east), local(14));
        assert.equal(await bucketOf(west), local(-11));
    });

    it('are of every kind and say what they are and when', async () => {
        const { zone, user } = await here();
        const at = iso(zone.start + 13 * HOUR);
        await user.make('contacts', { name: 'Bob', next_contact_at: at });
        await user.make('companies', { name: 'Acme', next_contact_at: at });
        await user.make('websites', { url: 'https://w.example', next_contact_at: at });
        await user.make('activities', { title: 'Call', due_at: at });
        await user.make('tasks', { title: 'Task', due_at: at });
        const { today, counts } = await user.get('/followups').expect(200);
        assert.equal(counts.today, 5);
        assert.deepEqual(
            today.map((x) => [x.entity_type, x.name, x.due_at]).sort(),
            [
                ['activity', 'Call', at],
                ['company', 'Acme', at],
                ['contact', 'Bob', at],
                ['task', 'Task', at],
                ['website', 'https://w.example', at],
            ],
        );
        assert.ok(today.every((x) => x.entity_id === x.id));
    });

    it('are counted exactly beyond the limit', async () => {
        const { zone, user } = await here();
        for (let i = 0; i < 6; i++) await user.make('tasks', { title: `T${i}`, due_at: iso(zone.start + i * HOUR) });
        const f = await user.get('/followups', { limit: 2 }).expect(200);
        assert.deepEqual(f.today.map((t) => t.title), ['T0', 'T1']);
        assert.equal(f.counts.today, 6);
        await user.get('/followups', { limit: 'x' }).refused(400, 'limit');
    });
});

describe('birthdays', () => {
    const inDays = (zone, n) => new Date(Date.parse(zone.today) + n * DAY).toISOString().slice(0, 10);

    it('of the next seven days, today first, with or without a year', async () => {
        const { zone, user } = await here();
        for (const n of [-1, 0, 1, 6, 7]) {
            const date = inDays(zone, n);
            await user.make('contacts', { name: `with year ${n}`, birthday: `1980${date.slice(4)}`.replace('1980-02-29', '1980-02-29') });
            await user.make('contacts', { name: `without ${n}`, birthday: `-${date.slice(4)}` });
        }
        const { data } = await user.get('/birthdays').expect(200);
        assert.deepEqual(data.map((c) => c.next_birthday), [0, 0, 1, 1, 6, 6].map((n) => inDays(zone, n)));
        for (const c of data) {
            const year = Number(c.next_birthday.slice(0, 4));
            assert.equal(c.turns, c.name.startsWith('with year') ? year - 1980 : null);
        }
    });

    it('within the days asked for', async () => {
        const { zone, user } = await here();
        await user.make('contacts', { name: 'today', birthday: `-${inDays(zone, 0).slice(4)}` });
        await user.make('contacts', { name: 'in 40 days', birthday: `-${inDays(zone, 40).slice(4)}` });
        const of = async (days) => (await user.get('/birthdays', { days }).expect(200)).data.map((c) => c.name);
        assert.deepEqual(await of(1), ['today']);
        assert.deepEqual(await of(40), ['today']);
        assert.deepEqual(await of(41), ['today', 'in 40 days']);
        for (const days of [0, 367, 'x']) await user.get('/birthdays', { days }).refused(400, 'days');
    });

    it('of 29 February are kept on the 28th where the year has no 29th', async () => {
        const { zone, user } = await here();
        await user.make('contacts', { name: 'leapling', birthday: '2000-02-29' });
        const { data } = await user.get('/birthdays', { days: 366 }).expect(200);
        const [year] = zone.today.split('-').map(Number);
        const kept = (y) => (new Date(`${y}-02-29T00:00:00Z`).getUTCDate() === 29 ? `${y}-02-29` : `${y}-02-28`);
        const next = kept(year) >= zone.today ? kept(year) : kept(year + 1);
        assert.deepEqual(data.map((c) => c.next_birthday), [next]);
        assert.equal(data[0].turns, Number(next.slice(0, 4)) - 2000);
    });

    it('around New Year are all found, in order', async () => {
        const { zone, user } = await here();
        for (const birthday of ['--12-31', '--01-01', '--06-30']) await user.make('contacts', { name: birthday, birthday });
        const { data } = await user.get('/birthdays', { days: 366 }).expect(200);
        assert.equal(data.length, 3);
        const dates = data.map((c) => c.next_birthday);
        assert.deepEqual(dates, [...dates].sort());
        assert.ok(dates[0] >= zone.today);
    });

    it('of who is in the trash are not kept', async () => {
        const { zone, user } = await here();
        const made = await user.make('contacts', { name: 'x', birthday: `-${inDays(zone, 0).slice(4)}` });
        await user.del(`/contacts/${made.id}`).expect(200);
        assert.deepEqual((await user.get('/birthdays').expect(200)).data, []);
    });
});

describe('answers that depend on the clock', () => {
    it('carry a tag, and answer 304 only within the moment', async () => {
        const { user } = await here();
        const first = await user.get('/due');
        assert.ok(first.etag);
        const again = await user.get('/due', {}, { 'if-none-match': first.etag });
        assert.ok([200, 304].includes(again.status));
        await user.make('contacts', { name: 'x', next_contact_at: '2020-01-01' });
        assert.equal((await user.get('/due', {}, { 'if-none-match': first.etag }).expect(200)).contacts.length, 1);
    });
});

describe('a date given for a time', () => {
    it('is when that day begins in the zone of the workspace', async () => {
        const user = await server.user({ time_zone: 'America/Los_Angeles' });
        const contact = await user.make('contacts', { name: 'C', next_contact_at: '2030-01-15' });
        assert.equal(contact.next_contact_at, '2030-01-15T08:00:00.000Z');
        const count = async (query) => (await user.get('/contacts', { count: true, ...query }).expect(200)).total;
        assert.equal(await count({ next_contact_before: '2030-01-15' }), 0);
        assert.equal(await count({ next_contact_before: '2030-01-16' }), 1);
        assert.equal(await count({ filter: { field: 'next_contact_at', op: 'gte', value: '2030-01-15' } }), 1);
        const said = { contact_id: contact.id, content: 'x', next_action: 'y', next_action_due: '2030-07-15' };
        await user.post('/interactions', said).expect(201);
        assert.equal((await user.get(`/contacts/${contact.id}`).expect(200)).next_contact_at, '2030-07-15T07:00:00.000Z');
    });

    it('and a rhythm counts days of the calendar, also when the clocks are set back', async () => {
        const user = await server.user({ time_zone: 'Europe/Berlin' });
        const contact = await user.make('contacts', {
            name: 'C',
            contact_every: 'weekly',
            last_contact_at: '2026-10-20T00:30:00+02:00',
        });
        assert.equal(contact.next_contact_at, '2026-10-26T23:30:00.000Z'); // the 27th there
    });
});
