// Several Kiths without state of their own on one PostgreSQL server or two: what one does the others
// see at once; one that is killed takes nothing along; a server that restarts loses nothing.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { Cluster } from './clusters.mjs';
import { POSTGRES, Server, psql, run, scratch } from './harness.mjs';
import { Letterbox } from './lib/letters.mjs';
import { follow } from './lib/live.mjs';
import { Load, ask, intact } from './lib/load.mjs';
import { eventually } from './queue.mjs';

const skip = POSTGRES ? false : 'PostgreSQL only';
const SECRET = `1 ${Buffer.alloc(32, 'k').toString('base64')}`;

const settings = (url) => ({ KITH_DATABASE: url, KITH_SECRET_KEY: SECRET });
const kith = (url) => Server.start({ env: settings(url) });
// The same person at another server.
const at = (server, user) => Object.assign(server.client(user.headers), { account: user.account, workspace: user.workspace, user: user.user });

// Two servers that keep their promises.
let A, B;
before(async () => {
    if (POSTGRES) [A, B] = await Promise.all([Cluster.start({ fsync: 'on' }), Cluster.start({ fsync: 'on' })]);
});

describe('several servers, one database', { skip }, () => {
    describe('see the same', () => {
        let a, b;
        before(async () => {
            const url = A.database();
            [a, b] = await Promise.all([kith(url), kith(url)]);
        });
        after(async () => {
            await a.stop();
            await b.stop();
        });

        it('what is written at one is read at the other, at once', async () => {
            const here = await a.user();
            const there = at(b, here);
            for (let i = 0; i < 20; i++) {
                const made = await here.make('contacts', { name: `n${i}` });
                assert.equal((await there.read('contacts', made.id)).name, `n${i}`);
                const { total } = await there.get('/contacts', { count: 'true', limit: 1 }).expect(200);
                assert.equal(total, i + 1);
                await there.patch(`/contacts/${made.id}`, { name: `m${i}` }).expect(200);
                assert.equal((await here.read('contacts', made.id)).name, `m${i}`);
            }
        });

        it('a tag of one is good at the other until somebody writes', async () => {
            const here = await a.user();
            const there = at(b, here);
            await here.make('contacts', { name: 'Ann' });
            const first = await here.get('/contacts');
            const same = await there.get('/contacts', {}, { 'if-none-match': first.etag });
            assert.equal(same.status, 304);
            await here.make('contacts', { name: 'Bob' });
            const moved = await there.get('/contacts', {}, { 'if-none-match': first.etag });
            assert.equal(moved.status, 200);
            assert.equal(moved.body.data.length, 2);
        });

        it('ids, events and change sets are one sequence', async () => {
            const here = await a.user();
            const there = at(b, here);
            const made = await Promise.all(
                Array.from({ length: 60 }, (_, i) => (i % 2 ? here : there).make('contacts', { name: `c${i}` })),
            );
            assert.equal(new Set(made.map((c) => c.id)).size, 60);
            const events = (await here.get('/events', { limit: 100 }).expect(200)).data;
            assert.equal(new Set(events.map((e) => e.id)).size, events.length);
            assert.ok(events.length >= 60);
        });

        it('of two who change one version, one is told', async () => {
            const here = await a.user();
            const there = at(b, here);
            const made = await here.make('contacts', { name: 'Ann' });
            const tag = (await here.get(`/contacts/${made.id}`)).etag;
            const answers = await Promise.all(
                [here, there].map((who, i) => who.patch(`/contacts/${made.id}`, { name: `by ${i}` }, { 'if-match': tag })),
            );
            assert.deepEqual(answers.map((x) => x.status).sort(), [200, 412]);
        });

        it('a key that repeats is answered once, whoever is asked', async () => {
            const here = await a.user();
            const there = at(b, here);
            const once = { 'idempotency-key': 'k1' };
            const made = await Promise.all([here, there, here, there].map((who) => who.post('/contacts', { name: 'Once' }, once)));
            const ids = new Set(made.filter((x) => x.status === 201).map((x) => x.body.id));
            assert.equal(ids.size, 1);
            assert.equal((await here.list('contacts')).length, 1);
        });

        it('who signs out at one is out at the other, a name that changes is another there', async () => {
            const here = await a.user();
            const there = at(b, here);
            await there.get('/contacts').expect(200);
            await here.patch(`/api/workspaces/${here.workspace.id}`, { name: 'Renamed' }).expect(200);
            assert.equal((await there.get('/api/workspaces').expect(200)).data[0].name, 'Renamed');
            await here.post('/api/auth/logout', {});
            await there.get('/contacts').expect(401);
        });

        it('a stream at one hears what is written at the other', async () => {
            const here = await a.user();
            const there = at(b, here);
            const stream = await follow(there);
            await stream.next('hello');
            const made = await here.make('contacts', { name: 'Heard' });
            await stream.until(made.id);
            await stream.close();
        });
    });

    it('one is killed under load, the other goes on', async () => {
        const url = A.database();
        const [a, b] = await Promise.all([kith(url), kith(url)]);
        const here = await a.user();
        const there = at(b, here);
        const load = new Load([[here, there], [here, there], [there], [there]]);
        await load.goesOn();
        await a.kill();
        await load.goesOn();
        await load.stop();
        await intact(there, load);
        await b.stop();
    });

    for (const mode of ['fast', 'immediate'])
        it(`the server restarts under load (${mode})`, async () => {
            const url = A.database();
            const [a, b] = await Promise.all([kith(url), kith(url)]);
            const here = await a.user();
            const there = at(b, here);
            const load = new Load([[here], [here], [there], [there]]);
            for (let round = 0; round < 2; round++) {
                await load.goesOn();
                await A.restart(mode);
                await load.goesOn();
            }
            await load.stop();
            for (const client of [here, there]) await intact(client, load);
            await a.stop();
            await b.stop();
        });
});

// Looks again and again at the newest events, as a follower of the feed does: none may appear behind
// one that was seen.
class Follower {
    constructor(client) {
        this.client = client;
        this.seen = new Set();
        this.last = 0;
        this.running = this.follow();
        this.running.catch(() => {});
    }

    async follow() {
        while (!this.over) {
            const page = await ask(this.client, 'GET', '/events?limit=500');
            if (page.status === 503) continue;
            assert.equal(page.status, 200, page.text);
            for (const { id } of page.body.data.reverse()) {
                assert.ok(this.seen.has(id) || id > this.last, `${id} came after ${this.last}`);
                this.seen.add(id);
                this.last = Math.max(this.last, id);
            }
        }
    }

    async stop() {
        this.over = true;
        await this.running;
        assert.ok(this.last > 0);
    }
}

describe('two servers, two PostgreSQL servers', { skip }, () => {
    it('serve the same workspaces while one is killed and either database falls', async () => {
        const a = A.database(), b = B.database();
        const [one, two] = await Promise.all([kith(a), kith(a)]);
        const ann = await one.user(), bob = await one.user();
        const moved = await run(['workspace', 'move', String(bob.workspace.id), '--to', b, '--data', scratch()], settings(a));
        assert.equal(moved.code, 0, moved.errors);

        // Each workspace is written through both: two lanes that begin at the one, two at the other.
        const lanes = (user) => [0, 1, 2, 3].map((n) => (n < 2 ? [user, at(two, user)] : [at(two, user), user]));
        const loads = [ann, bob].map((user) => new Load(lanes(user)));
        const followers = [ann, bob].map((user) => new Follower(at(two, user)));
        const [atA, atB] = loads;
        const goOn = () => Promise.all(loads.map((load) => load.goesOn()));

        await goOn();
        await one.kill();
        await goOn();
        assert.ok(atA.unanswered + atB.unanswered > 0, 'it was killed under load');

        await B.stop('immediate');
        await atA.goesOn(); // the other server's workspaces are not concerned
        await B.again();
        await goOn();
        await A.restart('immediate');
        await goOn();

        for (const running of [...loads, ...followers]) await running.stop();
        const fresh = await kith(a);
        for (const [user, load] of [[ann, atA], [bob, atB]])
            for (const server of [two, fresh]) await intact(at(server, user), load);
        await fresh.stop();
        await two.stop();
    });
});

// Does something while a session of psql holds a lock.
async function whileHeld(url, lock, work) {
    const session = spawn('psql', ['-X', '-q', '-At', url], { stdio: ['pipe', 'pipe', 'inherit'] });
    try {
        session.stdin.write(`BEGIN; ${lock}; SELECT 'held';\n`);
        await once(session.stdout, 'data');
        await work();
    } finally {
        session.stdin.end('COMMIT;\n');
    }
}

describe('one server, one HTTP thread', { skip }, () => {
    it('who waits for the database keeps nobody else waiting', async () => {
        const url = A.database();
        const server = await Server.start({ env: { ...settings(url), KITH_THREADS: '1' } });
        const ann = await server.user();
        await ann.make('contacts', { name: 'Ann' });
        let waiting;
        await whileHeld(url, `LOCK TABLE ws_${ann.workspace.id}.contact IN ACCESS EXCLUSIVE MODE`, async () => {
            let answered = false;
            waiting = ann.names('contacts').finally(() => (answered = true));
            assert.deepEqual(await ann.names('companies'), []);
            await ann.get('/healthz').expect(200);
            assert.equal(answered, false);
        });
        assert.deepEqual(await waiting, ['Ann']);
        await server.stop();
    });
});

describe('two servers, one queue', { skip }, () => {
    const N = 60;
    let url, box, ready, servers, last;

    beforeEach(async () => {
        url = A.database();
        last = 0;
        ready = () => {};
        box = await Letterbox.open((letter) => ready(letter));
        const start = (name) =>
            Server.start({ env: { ...settings(url), KITH_SMTP_URL: box.url(name), KITH_MAIL_FROM: 'Kith <kith@example.test>' } });
        const [one, two] = await Promise.all([start('one'), start('two')]);
        servers = { one, two };
    });
    afterEach(async () => {
        for (const server of Object.values(servers)) await server.stop();
        box.close();
    });

    // What a third process has enqueued; with tell() both look, at the same moment.
    const enqueue = (...names) => {
        const rows = names.map((name) => {
            const payload = JSON.stringify({ to: address(name), subject: name, text: 'Hello.' });
            return `(${++last}, 'mail.send', 'waiting', ${last}, 0, 1, '${payload}')`;
        });
        psql(url, `INSERT INTO kith_control.job (id, kind, state, due_at, attempts, created_at, payload) VALUES ${rows}`);
    };
    const tell = () => psql(url, "SELECT pg_notify('kith', '1 control 0 1 1')");
    const address = (name) => `${name}@example.test`;
    const left = async () =>
        psql(url, "SELECT state, attempts FROM kith_control.job WHERE kind = 'mail.send' ORDER BY due_at").trim();
    const senders = (name) => box.taken.filter((letter) => letter.to === address(name)).map((letter) => letter.from);
    const arrived = (name) => eventually(async () => senders(name), (from) => from.length > 0);

    it('each job is done once, whoever gets it', async () => {
        const names = Array.from({ length: N }, (_, i) => `n${i}`);
        // The first letters wait until each of the two has come with one.
        const both = new Promise((resolve) => {
            const came = new Set();
            ready = ({ from }) => {
                if (came.add(from).size === 2) resolve();
                return both;
            };
        });
        enqueue(...names);
        tell();
        await eventually(left, (jobs) => jobs === '');
        assert.deepEqual(box.taken.map(({ to }) => to).sort(), names.map(address).sort());
        assert.deepEqual(new Set(box.taken.map(({ from }) => from)), new Set(['one', 'two']));
    });

    it('what a killed one had taken the other does when the lease has run out, and not before', async () => {
        let letGo;
        const held = new Promise((resolve) => (letGo = resolve));
        ready = ({ to }) => to === address('held') && held;
        enqueue('held');
        tell();
        const [{ from }] = await eventually(async () => box.begun, (begun) => begun.length > 0);
        const other = from === 'one' ? 'two' : 'one';
        await servers[from].kill();
        delete servers[from];
        letGo();

        enqueue('next');
        tell();
        assert.deepEqual(await arrived('next'), [other]);
        await eventually(left, (jobs) => jobs === 'running|1');
        assert.equal(box.begun.length, 2);

        psql(url, "UPDATE kith_control.job SET due_at = 1 WHERE state = 'running'"); // as if time had passed
        tell();
        await eventually(left, (jobs) => jobs === '');
        assert.deepEqual(senders('held'), [other]);
    });

    it('a row that somebody else has locked is passed over, and done when it is free', async () => {
        enqueue('locked', 'free');
        await whileHeld(url, 'SELECT id FROM kith_control.job WHERE id = 1 FOR UPDATE', async () => {
            tell();
            await arrived('free');
            assert.deepEqual(senders('locked'), []);
        });
        await arrived('locked');
        await eventually(left, (jobs) => jobs === '');
        assert.equal(box.taken.length, 2);
    });
});
