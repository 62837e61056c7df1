// Several Kiths without state of their own on one PostgreSQL server: what one does the others see at
// once; one that is killed takes nothing along; a server that restarts loses nothing.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { POSTGRES, Server, psql } from './harness.mjs';

const skip = POSTGRES ? false : 'PostgreSQL only';
const SECRET = `1 ${Buffer.alloc(32, 'k').toString('base64')}`;
const SCRIPT = fileURLToPath(new URL('../../scripts/with-postgres.sh', import.meta.url));

// A PostgreSQL server of this file's own that keeps its promises: it syncs, and can be restarted.
class Cluster {
    async start() {
        const env = { ...process.env, FSYNC: 'on' };
        const command = ['sh', '-c', 'echo "$TEST_POSTGRES"; exec cat'];
        this.child = spawn(SCRIPT, command, { env, stdio: ['pipe', 'pipe', 'inherit'] });
        this.ended = once(this.child, 'close');
        let said = '';
        this.child.stdout.setEncoding('utf8').on('data', (text) => (said += text));
        while (!said.includes('\n')) {
            assert.equal(this.child.exitCode, null, 'no PostgreSQL server');
            await sleep(50);
        }
        this.url = said.trim();
        this.dir = new URL(this.url.replace('postgres://', 'http://x')).searchParams.get('host');
    }

    database(name) {
        psql(this.url, `CREATE DATABASE ${name}`);
        return this.url.replace('/postgres?', `/${name}?`);
    }

    // immediate: as when the power goes.
    restart(mode) {
        const versions = readdirSync('/usr/lib/postgresql').sort((a, b) => a - b);
        const control = `/usr/lib/postgresql/${versions.at(-1)}/bin/pg_ctl`;
        const args = ['-D', `${this.dir}/data`, '-m', mode, '-w', '-l', `${this.dir}/log`, 'restart'];
        const as = ['--reuid=postgres', '--regid=postgres', '--clear-groups', control];
        if (process.getuid() === 0) execFileSync('setpriv', [...as, ...args]);
        else execFileSync(control, args);
    }

    async stop() {
        this.child.stdin.end();
        await this.ended;
    }
}

const kith = (url, env = {}) =>
    Server.start({ env: { KITH_DATABASE: url, KITH_SECRET_KEY: SECRET, ...env } });
// The same person at another server.
const at = (server, user) => Object.assign(server.client(user.headers), { account: user.account, workspace: user.workspace, user: user.user });

describe('several servers, one database', { skip }, () => {
    const cluster = new Cluster();
    before(() => cluster.start());
    after(() => cluster.stop());

    describe('see the same', () => {
        let a, b;
        before(async () => {
            const url = cluster.database('same');
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
            const stop = new AbortController();
            const response = await fetch(there.url('/events/stream'), { headers: there.headers, signal: stop.signal });
            assert.equal(response.status, 200);
            const seen = (async () => {
                let text = '';
                for await (const piece of response.body.pipeThrough(new TextDecoderStream()))
                    if (/event: change/.test((text += piece))) return Date.now();
            })();
            await sleep(300);
            const written = Date.now();
            await here.make('contacts', { name: 'Heard' });
            const took = (await Promise.race([seen, sleep(10_000)])) - written;
            stop.abort();
            assert.ok(took < 3000, `heard after ${took} ms`);
        });
    });

    // Writers at several servers, each name once. What was answered with 201 must be there, once.
    async function load(clients, work) {
        const said = [];
        let going = true;
        const writers = clients.map(async (client, w) => {
            for (let i = 0; going; i++) {
                const name = `w${w}-${i}`;
                const answer = await client.post('/contacts', { name }).then((x) => x, () => null);
                if (answer?.status === 201) said.push(name);
                else if (answer) assert.equal(answer.status, 503, answer.text);
                else if (client.server.gone) return;
                else await sleep(20);
            }
        });
        await work();
        going = false;
        await Promise.all(writers);
        return said;
    }

    async function check(client, said) {
        const there = [];
        for (let cursor; ; ) {
            const page = await client.get('/contacts', cursor ? { limit: 500, cursor } : { limit: 500 }).expect(200);
            there.push(...page.data.map((c) => c.name));
            if (!(cursor = page.next)) break;
        }
        assert.equal(new Set(there).size, there.length, 'none twice');
        const missing = said.filter((name) => !there.includes(name));
        assert.deepEqual(missing, [], 'none that was answered is missing');
        const { total } = await client.get('/contacts', { count: 'true', limit: 1 }).expect(200);
        assert.equal(total, there.length);
    }

    it('one is killed under load, the other goes on', async () => {
        const url = cluster.database('killed');
        const [a, b] = await Promise.all([kith(url), kith(url)]);
        const here = await a.user();
        const there = at(b, here);
        const said = await load([here, here, there, there], async () => {
            await sleep(1500);
            a.gone = true;
            await a.kill();
            await sleep(1500);
        });
        assert.ok(said.some((name) => name.startsWith('w0')) && said.some((name) => name.startsWith('w2')));
        await check(there, said);
        const verified = await there.make('contacts', { name: 'after' });
        assert.equal((await there.read('contacts', verified.id)).name, 'after');
        await b.stop();
    });

    for (const mode of ['fast', 'immediate'])
        it(`the server restarts under load (${mode})`, async () => {
            const url = cluster.database(`restarted_${mode}`);
            const [a, b] = await Promise.all([kith(url), kith(url)]);
            const here = await a.user();
            const there = at(b, here);
            const said = await load([here, here, there, there], async () => {
                for (let round = 0; round < 2; round++) {
                    await sleep(1000);
                    cluster.restart(mode);
                    await sleep(1000);
                }
            });
            assert.ok(said.length > 20, `${said.length} were written`);
            await check(there, said);
            await check(here, said);
            await a.stop();
            await b.stop();
        });
});
