// Writers through several servers at once, who insist: what was not answered, or refused for the
// moment, is sent again, to another server where there is one, with the key it had. So in the end
// all that was begun is acknowledged, and must be there, once.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

const AGAIN_MS = 20;
const PATIENCE_MS = 60_000;

// An answer as it comes: a 503 is what the document leaves to "default".
export async function ask(client, method, path, body, headers = {}) {
    const response = await fetch(client.url(path), {
        method,
        headers: { ...client.headers, ...headers, 'content-type': 'application/json' },
        body: body && JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, text, body: text && JSON.parse(text) };
}

// All pages of a list.
export async function all(client, path, query = {}) {
    const rows = [];
    for (let cursor; ; ) {
        const page = await client.get(path, { ...query, limit: 500, ...(cursor && { cursor }) }).expect(200);
        rows.push(...page.data);
        if (!(cursor = page.next)) return rows;
    }
}

export class Load {
    // Of each lane the clients: one person at several servers, the first of which is asked first.
    constructor(lanes) {
        this.acknowledged = new Map(); // name to id
        this.refused = 0;
        this.unanswered = 0;
        this.lanes = lanes.map((clients, at) => ({ clients, at, done: 0 }));
        this.running = Promise.all(this.lanes.map((lane) => this.write(lane)));
        this.running.catch(() => {});
    }

    async insist(lane, method, path, body, headers) {
        const until = Date.now() + PATIENCE_MS;
        for (let again = false; ; again = true) {
            const answer = await ask(lane.clients[0], method, path, body, headers).catch(() => null);
            if (answer?.status < 400) return answer.body;
            // It was deleted by the attempt whose answer was lost.
            if (again && method === 'DELETE' && answer?.status === 404) return;
            if (answer) assert.equal(answer.status, 503, answer.text);
            assert.ok(Date.now() < until, `${method} ${path} was never answered`);
            this[answer ? 'refused' : 'unanswered']++;
            if (!answer) lane.clients.push(lane.clients.shift());
            await sleep(AGAIN_MS);
        }
    }

    async write(lane) {
        for (let i = 0; !this.over; i++) {
            const name = `Load ${lane.at}.${i}`;
            const body = { name, tags: ['load'], email: `l${lane.at}.${i}@load.example` };
            const { id } = await this.insist(lane, 'POST', '/contacts', body, { 'idempotency-key': name });
            this.acknowledged.set(name, id);
            if (i % 3 === 0) await this.insist(lane, 'PATCH', `/contacts/${id}`, { stage: 'demo' });
            if (i % 5 === 4) await this.insist(lane, 'DELETE', `/contacts/${id}?permanent=true`);
            lane.done++;
        }
    }

    // Until each lane has written so many more.
    async goesOn(n = 5) {
        const goals = this.lanes.map((lane) => lane.done + n);
        const until = Date.now() + PATIENCE_MS;
        const reached = () => this.lanes.every((lane, at) => lane.done >= goals[at]);
        const waiting = async () => {
            while (!reached()) {
                assert.ok(Date.now() < until, 'the load stands still');
                await sleep(AGAIN_MS);
            }
        };
        await Promise.race([waiting(), this.running]);
    }

    async stop() {
        this.over = true;
        await this.running;
        assert.ok(this.acknowledged.size > 0);
    }
}

const kept = (name) => Number(name.split('.').at(-1)) % 5 !== 4;

// Each acknowledged record is there once, and so is the event of its creation; what was refused is
// not there. Events and change sets are numbered without a gap.
export async function intact(client, load) {
    const found = (await all(client, '/contacts', { tag: 'load' })).map((c) => [c.name, c.id]).sort();
    assert.deepEqual(found, [...load.acknowledged].filter(([name]) => kept(name)).sort());
    const count = await client.get('/contacts', { count: 'true', limit: 1, tag: 'load' }).expect(200);
    assert.equal(count.total, found.length);

    const events = await all(client, '/events');
    const created = new Map();
    for (const e of events) if (e.type === 'created') created.set(e.entity_id, (created.get(e.entity_id) ?? 0) + 1);
    for (const id of load.acknowledged.values()) assert.equal(created.get(id), 1, `${id} was created once`);
    const numbers = [...events, ...(await all(client, '/changes'))].map((x) => x.id).sort((a, b) => a - b);
    numbers.forEach((n, at) => assert.equal(n, numbers[0] + at, 'no number is left out or given twice'));
}
