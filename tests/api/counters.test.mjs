// What is counted as it is written says what counting would: after writes of every kind, at random,
// the numbers that answers give are those of the lists, and `kith verify` finds nothing.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DAY, ids, iso, run, Server, start } from './harness.mjs';
import { sql } from './queue.mjs';

const HOUR = DAY / 24;
const MINUTE = HOUR / 60;
const server = await start();

// The same writes each time; who wants others names a number.
function random(seed = Number(process.env.SEED ?? 7)) {
    let state = seed * 2654435761;
    const below = (n) => {
        state = (Math.imul(state ^ (state >>> 15), 2246822519) + 374761393) | 0;
        return (state >>> 3) % n;
    };
    return { below, pick: (list) => list[below(list.length)], chance: (percent) => below(100) < percent };
}

// Zones whose days begin at whole hours of UTC, and not.
const zones = { 'Etc/GMT+11': -11, 'Etc/GMT-3': 3, UTC: 0, 'Asia/Kolkata': 5.5, 'Asia/Kathmandu': 5.75, 'Pacific/Kiritimati': 14 };
const dayStart = (zone, ms) => Math.floor((ms + zones[zone] * HOUR) / DAY) * DAY - zones[zone] * HOUR;

const plurals = ['contacts', 'companies', 'websites', 'activities', 'tasks', 'notes'];
const tagNames = ['vip', 'Zürich', 'press', 'friend', 'lead'];

class Play {
    constructor(user, dice) {
        Object.assign(this, { user, dice, base: Date.now(), zone: 'UTC', changes: [], records: [] });
        for (const plural of plurals) this[plural] = [];
    }

    // Near the ends of hours and days, long ago, far ahead; never so near to now that it passes.
    moment() {
        const { dice, base } = this;
        if (dice.chance(15)) return null;
        const start = dayStart(this.zone, base) + dice.pick([0, 1, 5]) * DAY;
        return iso(dice.pick([
            () => base + dice.pick([-1, 1]) * (20 + dice.below(120)) * MINUTE,
            () => base + dice.pick([-1, 1]) * dice.below(6) * DAY + dice.pick([-1, 1]) * (20 + dice.below(200)) * MINUTE,
            () => start + dice.pick([-1, 0, 1]) * dice.pick([1, MINUTE, 15 * MINUTE]),
            () => base - dice.below(900) * DAY - HOUR,
            () => base + (30 + dice.below(900)) * DAY,
            () => Date.parse('1950-01-01') + dice.below(40 * 365) * DAY + dice.below(DAY),
        ])());
    }

    tags() {
        return tagNames.filter(() => this.dice.chance(30));
    }

    // Some of what a record of that kind may hold.
    values(plural) {
        const { dice } = this;
        const dates = { contacts: ['next_contact_at'], companies: ['next_contact_at'], websites: ['next_contact_at'],
            activities: ['due_at', 'next_contact_at'], tasks: ['due_at', 'after_at'], notes: [] }[plural];
        const status = { activities: ['open', 'open', 'done', 'cancelled'], tasks: ['open', 'open', 'in_progress', 'done', 'cancelled'] }[plural];
        const body = {};
        for (const name of dates) if (dice.chance(70)) body[name] = this.moment();
        if (status && dice.chance(50)) body.status = dice.pick(status);
        if (dice.chance(50)) body.tags = this.tags();
        if (plural === 'contacts' && dice.chance(20)) body.contact_every = dice.pick(['weekly', 'monthly', null]);
        if (plural === 'contacts' && dice.chance(30)) body.stage = dice.pick(['demo', 'outreach', null]);
        if (plural === 'activities' && dice.chance(20)) body.recurrence = dice.pick(['daily', 'monthly']);
        return body;
    }

    some(plural) {
        return this.dice.pick(this[plural].length ? this[plural] : [1]);
    }

    // The change of what was done, where it was.
    async done(pending, ...fine) {
        const answer = await pending;
        assert.ok(answer.status < 300 || fine.includes(answer.status), `${answer.request.method} ${answer.request.pathname}: ${answer.text}`);
        if (answer.changeId) this.changes.push(answer.changeId);
        return answer;
    }

    async make(plural = this.dice.pick(plurals)) {
        const n = this.made = (this.made ?? 0) + 1;
        const name = { websites: { url: `https://w${n}.example` }, activities: { title: `A${n}` }, tasks: { title: `T${n}` },
            notes: { content: `N${n}` } }[plural] ?? { name: `R${n}` };
        const answer = await this.done(this.user.post(`/${plural}`, { ...name, ...this.values(plural) }));
        this[plural].push(answer.body.id);
    }

    // What does not go through leaves no trace; beside what does, in one commit with it.
    async refused(plural = this.dice.pick(plurals)) {
        await this.user.post(`/${plural}`, { ...this.values(plural), tags: ['fine', ' '] }).refused(422, 'tags');
    }

    patch(plural = this.dice.pick(plurals)) {
        return this.done(this.user.patch(`/${plural}/${this.some(plural)}`, this.values(plural)), 404, 422);
    }

    remove(plural = this.dice.pick(plurals)) {
        const query = this.dice.chance(25) ? { permanent: true } : {};
        return this.done(this.user.del(`/${plural}/${this.some(plural)}`, query), 404);
    }

    restore(plural = this.dice.pick(plurals)) {
        return this.done(this.user.post(`/${plural}/${this.some(plural)}/restore`), 404, 409, 422);
    }

    complete(plural = this.dice.pick(['activities', 'tasks'])) {
        return this.done(this.user.post(`/${plural}/${this.some(plural)}/complete`), 404, 409, 422);
    }

    interaction() {
        const next = this.dice.chance(50) ? { next_action: 'call', next_action_due: this.moment() ?? iso(this.base + DAY) } : {};
        return this.done(this.user.post('/interactions', { contact_id: this.some('contacts'), content: 'said', tags: this.tags(), ...next }), 404, 409, 422);
    }

    bulk(plural = this.dice.pick(plurals)) {
        const { dice } = this;
        const chosen = new Set(Array.from({ length: 1 + dice.below(6) }, () => this.some(plural)));
        const action = dice.pick([
            { action: 'add_tag', value: dice.pick(tagNames) }, { action: 'remove_tag', value: dice.pick(tagNames) },
            { action: 'trash' }, { action: 'restore' }, { action: 'delete' },
            { action: 'update', values: plural === 'notes' ? { reason: 'x' } : plural === 'tasks' ? { due_at: this.moment() } : { next_contact_at: this.moment() } },
        ]);
        return this.done(this.user.post(`/${plural}/bulk`, { ids: [...chosen], ...action }), 404, 409, 422);
    }

    undo() {
        if (!this.changes.length) return this.make();
        const recent = this.changes.slice(-12);
        return this.done(this.user.post(`/changes/${this.dice.pick(recent)}/undo`), 404, 409);
    }

    async tag() {
        const { dice, user } = this;
        const tags = await user.list('tags');
        if (!tags.length) return;
        const { id } = dice.pick(tags);
        if (dice.chance(30)) await this.done(user.del(`/tags/${id}`), 404);
        else await this.done(user.patch(`/tags/${id}`, { name: dice.pick([...tagNames, 'other']) }), 404);
    }

    // Several requests of one change set.
    async joined() {
        const opened = await this.user.post('/changes', { label: 'several' });
        const { id } = opened.expect(201);
        const own = this.user;
        this.user = own.with({ 'x-change-id': id });
        for (let i = 0; i < 3; i++) await this.dice.pick([() => this.make(), () => this.patch(), () => this.bulk()])();
        this.user = own;
        this.changes.push(id);
    }

    async zoneChange() {
        this.zone = this.dice.pick(Object.keys(zones));
        await this.user.patch(`/api/workspaces/${this.user.workspace.id}`, { time_zone: this.zone }).expect(200);
    }

    step() {
        const ways = [
            ['make', 30], ['patch', 20], ['refused', 6], ['remove', 8], ['restore', 8], ['complete', 5],
            ['interaction', 4], ['bulk', 8], ['undo', 8], ['tag', 3],
        ];
        let at = this.dice.below(100);
        for (const [name, percent] of ways) if ((at -= percent) < 0) return this[name]();
        return this.make();
    }

    // At once, so that many share a commit.
    async steps(n) {
        for (let i = 0; i < n; i += 8) await Promise.all(Array.from({ length: 8 }, () => this.step()));
        await this.joined();
    }

    // --- what should be -------------------------------------------------------------------------

    async all(plural) {
        const rows = [];
        let cursor;
        do {
            const page = await this.user.get(`/${plural}`, { limit: 500, ...(cursor && { cursor }) }).expect(200);
            rows.push(...page.data);
            cursor = page.next;
        } while (cursor);
        return rows;
    }

    async wanted() {
        const lists = Object.fromEntries(await Promise.all(plurals.map(async (p) => [p, await this.all(p)])));
        const ms = (text) => (text ? Date.parse(text) : Infinity);
        const moments = [];
        for (const p of ['contacts', 'companies', 'websites']) moments.push(...lists[p].map((r) => ms(r.next_contact_at)));
        for (const r of lists.activities) if (r.status === 'open') moments.push(Math.min(ms(r.due_at), ms(r.next_contact_at)));
        for (const r of lists.tasks)
            if (['open', 'in_progress'].includes(r.status) && !(r.after_at && Date.parse(r.after_at) > Date.now())) moments.push(ms(r.due_at));
        const today = dayStart(this.zone, Date.now());
        const between = (from, to) => moments.filter((m) => m >= from && m < to).length;
        const tags = {};
        for (const row of plurals.flatMap((p) => lists[p])) for (const tag of row.tags) tags[tag] = (tags[tag] ?? 0) + 1;
        return {
            today,
            counts: { overdue: between(-Infinity, today), today: between(today, today + DAY), upcoming: between(today + DAY, today + 5 * DAY) },
            overdue_count: between(-Infinity, Date.now() + 1),
            tags,
        };
    }

    // The numbers of some periods, by the history.
    async compareStats() {
        const numbers = {
            notes_created: [['created', 'note']], contacts_added: [['created', 'contact']], activities_completed: [['completed', 'activity']],
            stage_changes: [['stage_changed', 'contact'], ['stage_changed', 'company']],
        };
        const events = await this.all('events');
        const times = events.map((e) => Date.parse(e.at));
        const hour = Math.floor(this.base / HOUR) * HOUR;
        for (const [since, until] of [[0, Date.now() + DAY], [hour, hour + HOUR], [this.dice.pick(times), this.dice.pick(times)], [this.dice.pick(times), Date.now()]]) {
            const stats = await this.user.get('/stats', { since: iso(since), until: iso(until) }).expect(200);
            for (const [name, kinds] of Object.entries(numbers)) {
                const wanted = events.filter((e, i) => kinds.some(([t, of]) => e.type === t && e.entity_type === of) && times[i] >= since && times[i] <= until);
                assert.equal(stats[name], wanted.length, `${name} from ${iso(since)} to ${iso(until)}`);
            }
        }
    }

    async compare() {
        let wanted;
        do wanted = await this.wanted();
        while (wanted.today !== dayStart(this.zone, Date.now()));
        const { counts } = await this.user.get('/followups', { limit: 1 }).expect(200);
        assert.deepEqual(counts, wanted.counts, `in ${this.zone}`);
        assert.equal((await this.user.get('/stats').expect(200)).overdue_count, wanted.overdue_count);
        await this.compareStats();
        const tags = (await this.user.list('tags', { limit: 500 })).map((t) => [t.name, t.count]);
        assert.deepEqual(Object.fromEntries(tags.filter(([, n]) => n)), wanted.tags);
        for (const plural of ['contacts', 'tasks'])
            for (const [tag] of tags) {
                const { total, data } = await this.user.get(`/${plural}`, { tag, count: true, limit: 500 }).expect(200);
                assert.equal(total, ids(data).length);
            }
    }
}

describe('what is counted as it is written', () => {
    it('is what lists hold, whatever was written, undone, trashed or refused meanwhile', async () => {
        const user = await server.user({ time_zone: 'UTC' });
        const play = new Play(user, random());
        for (let round = 0; round < 10; round++) {
            await play.steps(64);
            await play.compare();
            await play.zoneChange();
            await play.compare();
        }
        const { code, output, errors } = await run(['verify', '--data', server.data]);
        assert.equal(code, 0, output + errors);
    });
});

describe('what an older program wrote meanwhile', () => {
    // It numbers its events and knows of none of these counts.
    const wrong = "UPDATE counter SET n = n + 3 WHERE field LIKE '%.day' OR field LIKE '%.hour' OR field = 'tags'";
    const ways = [
        ['beside a newer one is counted with the next write', `${wrong}; UPDATE clock SET last_seq = last_seq + 1`],
        ['before there was a newer one is counted when that opens it',
            `${wrong}; UPDATE meta SET value = '1' WHERE key = 'model_version'; ALTER TABLE clock DROP COLUMN counted`],
    ];
    for (const [what, text] of ways)
        it(what, async () => {
            const before = await Server.start();
            const play = new Play(await before.user({ time_zone: 'UTC' }), random(3));
            await play.steps(32);
            await before.stop();
            sql(before, `ws_${play.user.workspace.id}`, text);
            const after = await Server.start({ data: before.data });
            play.user = await after.login(play.user.account);
            if (!text.includes('model_version')) await play.make('notes');
            await play.compare();
            await play.make('notes');
            await play.compare();
            const { code, output, errors } = await run(['verify', '--data', after.data]);
            assert.equal(code, 0, output + errors);
            await after.stop();
        });
});
