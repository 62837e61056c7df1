// A workspace moves between the data folder and two PostgreSQL servers: it arrives record by record
// and event by event, beside servers that write to it, and a mover that dies leaves it usable.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster } from './clusters.mjs';
import { BIN, POSTGRES, Server, cleanEnv, psql, run, scratch } from './harness.mjs';
import { Load, all, ask, intact } from './lib/load.mjs';

// It brings its servers along, so once is enough.
const once = POSTGRES ? { skip: 'moves start on SQLite too' } : {};

let A, B;
before(async () => {
    if (!POSTGRES) [A, B] = await Promise.all([Cluster.start(), Cluster.start()]);
});

const hasSchema = (url, name) => psql(url, `SELECT 1 FROM pg_namespace WHERE nspname = '${name}'`).trim() === '1';

async function move(id, to, ...args) {
    const done = await run(['workspace', 'move', String(id), '--to', to, '--json', ...args]);
    assert.equal(done.code, 0, done.errors);
    return JSON.parse(done.output);
}

const PLURALS = ['contacts', 'companies', 'websites', 'activities', 'tasks', 'notes', 'memberships', 'channels', 'domains', 'tags'];
const WORDS = ['an', 'acme', 'lucja', '"nowak"', '48', 'vip'];

// All that can be asked of a workspace: every record, every event, every change set, and what the
// search and the counters answer.
async function everything(user) {
    const told = {};
    for (const plural of PLURALS) told[plural] = await all(user, `/${plural}`, { sort: 'id' });
    told.trash = await all(user, '/contacts', { sort: 'id', trashed: 'true' });
    told.events = await all(user, '/events');
    told.changes = await all(user, '/changes');
    for (const q of WORDS) told[q] = (await user.get('/search', { q }).expect(200)).data;
    told.contains = await all(user, '/contacts', { sort: 'id', 'name[contains]': 'ucj' });
    told.count = (await user.get('/contacts', { limit: 1, count: true }).expect(200)).total;
    told.pipeline = await user.get('/pipeline').expect(200);
    return told;
}

// Rows of every kind: demo data, and a life of one contact that leaves its trace in each table.
async function furnish(user) {
    const company = await user.make('companies', { name: 'Acme', domain: 'acme.example' });
    const contact = await user.make('contacts', {
        name: 'Łucja Nowak', email: 'lucja@acme.example', phone: '+48 22 123 45 67',
        company_id: company.id, tags: ['vip'], stage: 'demo', owner_id: user.user.id,
    });
    await user.make('notes', { entity_type: 'contact', entity_id: contact.id, content: 'hello' });
    await user.make('tasks', { title: 'call her', links: [{ entity_type: 'contact', entity_id: contact.id }] });
    const gone = await user.make('contacts', { name: 'Gone', email: 'gone@acme.example' });
    await user.del(`/contacts/${gone.id}`).expect(200);
    const other = await user.make('contacts', { name: 'Undone' });
    const patched = await user.patch(`/contacts/${other.id}`, { stage: 'demo' });
    patched.expect(200);
    await user.post(`/changes/${patched.changeId}/undo`).expect(200);
    await user.post('/contacts', { name: 'Once' }, { 'idempotency-key': 'move-1' }).expect(201);
    return contact;
}

const verified = async (...args) => {
    const { code, output, errors } = await run(['verify', ...args]);
    assert.equal(code, 0, output + errors);
    assert.match(output, /2 databases, 0 faults/, 'the control database and the workspace, wherever it is');
};

describe('SQLite to one server, to another, and back', once, () => {
    const data = scratch();
    let user, id, first;
    const at = (args) => Server.start({ data, args });
    const serving = async (work) => {
        const server = await Server.start({ data });
        try {
            await work(await server.login(user.account));
        } finally {
            await server.stop();
        }
    };

    before(async () => {
        const server = await at([]);
        user = await server.user();
        id = user.workspace.id;
        await furnish(user);
        first = await everything(user);
        await server.stop();
    });

    it('has something to move', () => {
        assert.equal(first.contacts.length, 3);
        assert.equal(first.trash.length, 1);
        assert.ok(first.events.length > 10);
        assert.equal(first.lucja.length > 0, true);
        assert.equal(first.contains.length, 1);
    });

    it('equals what it was, record by record and event by event, wherever it is', async () => {
        const a = A.database(), b = B.database(), name = `ws_${id}`;

        const there = await move(id, a, '--data', data);
        assert.ok(there.rows > 50);
        assert.ok(there.tables.find((t) => t.name === 'event').rows >= first.events.length);
        assert.ok(hasSchema(a, name));
        assert.ok(!existsSync(join(data, `${name}.db`)), 'the file is gone');
        await serving(async (c) => assert.deepEqual(await everything(c), first));
        await verified('--data', data);

        const onwards = await move(id, b, '--data', data);
        assert.deepEqual(onwards.tables.filter((t) => t.name !== 'job'), there.tables.filter((t) => t.name !== 'job'));
        assert.ok(hasSchema(b, name));
        assert.ok(!hasSchema(a, name), 'the first server has it no more');
        await serving(async (c) => assert.deepEqual(await everything(c), first));

        const back = await move(id, 'sqlite', '--data', data);
        assert.deepEqual(back.tables.filter((t) => t.name !== 'job'), there.tables.filter((t) => t.name !== 'job'));
        assert.ok(!hasSchema(b, name));
        await serving(async (c) => assert.deepEqual(await everything(c), first));
        await verified('--data', data);
    });

    it('can be written to at each place, and takes that along', async () => {
        const a = A.database();
        await move(id, a, '--data', data);
        const exported = await run(['workspace', 'export', String(id), '--to', join(scratch(), 'x.db'), '--data', data]);
        assert.match(exported.errors, /first: kith workspace move/);
        let now;
        await serving(async (c) => {
            const made = await c.make('contacts', { name: 'Made on the server' });
            assert.ok(made.id > Math.max(...first.contacts.map((x) => x.id)), 'the clock came along');
            await c.post('/contacts', { name: 'Once' }, { 'idempotency-key': 'move-1' }).expect(201);
            now = await everything(c);
            assert.equal(now.contacts.length, first.contacts.length + 1, 'the key of a repeated request came along');
        });
        await move(id, 'files', '--data', data);
        await serving(async (c) => assert.deepEqual(await everything(c), now));
    });

    it('is refused where it makes no sense, and stays where it is', async () => {
        const refused = async (message, ...args) => {
            const { code, errors } = await run(['workspace', 'move', ...args, '--data', data]);
            assert.equal(code, 1, errors);
            assert.match(errors, message);
        };
        await refused(/there already/, String(id), '--to', 'files');
        await refused(/no such workspace/, '12', '--to', A.database());
        await refused(/postgres:/, String(id), '--to', 'mysql://elsewhere');
        await refused(/--to/, String(id));
        await refused(/not available|no such/i, String(id), '--to', 'postgres://127.0.0.1:1/none');
        await serving(async (c) => c.get('/contacts').expect(200));
        const { output } = await run(['workspace', 'list', '--json', '--data', data]);
        assert.deepEqual(JSON.parse(output).map((w) => [w.place, w.moving]), [['', false]]);
    });

    it('does not write over a database that is in use', async () => {
        const a = A.database();
        await move(id, a, '--data', data, '--keep');
        psql(a, `UPDATE ws_${id}.clock SET one = 1`);
        await run(['workspace', 'move', String(id), '--to', 'files', '--data', data, '--keep']);
        psql(a, `UPDATE ws_${id}.clock SET one = 1`);
        const { code, errors } = await run(['workspace', 'move', String(id), '--to', a, '--data', data]);
        assert.equal(code, 1);
        assert.match(errors, /at the new place already/);
    });

    it('shows a server without its password', async () => {
        const a = A.database().replace('postgres:///', 'postgres://kith:secret@/');
        await move(id, a, '--data', data);
        const { output } = await run(['workspace', 'list', '--data', data]);
        assert.match(output, /postgres:\/\/kith:\*\*\*@/);
        assert.doesNotMatch(output, /secret/);
        await move(id, 'files', '--data', data);
    });
});

describe('beside two servers that write', once, () => {
    it('loses and doubles nothing, and writes wait only at the end', async () => {
        const a = A.database(), b = B.database(), key = `1 ${Buffer.alloc(32, 7).toString('base64')}`;
        const env = { KITH_DATABASE: a, KITH_SECRET_KEY: key };
        const one = await Server.start({ env }), two = await Server.start({ env });
        const user = await one.user(), id = user.workspace.id;
        const second = await two.login(user.account);
        for (let i = 0; i < 200; i++) await user.make('contacts', { name: `Before ${i}`, tags: ['before'] });

        const load = new Load([[user], [user], [second], [second]]);
        await sleep(500);
        const there = await moveBeside(id, b, env);
        await sleep(500);
        await load.stop();
        assert.ok(there.followed > 0, 'something changed while it was copied');
        assert.ok(there.pause_ms < 5000, `${there.pause_ms} ms`);
        assert.ok(hasSchema(b, `ws_${id}`) && !hasSchema(a, `ws_${id}`));
        for (const client of [user, second]) {
            await intact(client, load);
            assert.equal((await all(client, '/contacts', { tag: 'before' })).length, 200);
        }

        await moveBeside(id, a, env);
        await intact(second, load);
        await verified('--database', a, '--data', one.data);
        await one.stop();
        await two.stop();
    });

    it('the data folder is the server’s again once the workspace is in it, not only when the mover ends', async () => {
        const env = { KITH_DATABASE: A.database() };
        const server = await Server.start({ env });
        const user = await server.user(), id = user.workspace.id;
        await user.make('contacts', { name: 'Before' });

        const args = ['workspace', 'move', String(id), '--to', 'files', '--data', server.data];
        const child = spawn(BIN, args, { env: cleanEnv(env), stdio: 'ignore' });
        let code = null;
        const ended = new Promise((resolve) => child.on('exit', (c) => resolve((code = c))));
        let last, refused = 0;
        while (code === null) {
            const answer = await ask(user, 'GET', '/contacts');
            if (code === null) last = answer.status;
            if (answer.status === 503) refused++;
            await sleep(10);
        }
        assert.equal(await ended, 0);
        assert.ok(existsSync(join(server.data, `ws_${id}.db`)));
        assert.equal(last, 200, `${refused} refused`);
        await user.make('contacts', { name: 'After' });
        await server.stop();
    });

    it('a mover killed at any moment leaves the workspace usable, at one place', async () => {
        const a = A.database(), b = B.database(), key = `1 ${Buffer.alloc(32, 7).toString('base64')}`;
        const env = { KITH_DATABASE: a, KITH_SECRET_KEY: key };
        const server = await Server.start({ env });
        const user = await server.user(), id = user.workspace.id;
        for (let i = 0; i < 100; i++) await user.make('contacts', { name: `Load 0.0.${i * 5}`, tags: ['load'] });

        for (const after_ms of [150, 400, 700, 1000, 1300]) {
            const child = spawn(BIN, ['workspace', 'move', String(id), '--to', b, '--again', '--data', server.data],
                { env: cleanEnv(env), stdio: 'ignore' });
            const gone = new Promise((resolve) => child.on('exit', resolve));
            await sleep(after_ms);
            child.kill('SIGKILL');
            await gone;
            await user.get('/contacts').expect(200);
        }
        await moveBeside(id, b, env, true);
        const names = (await all(user, '/contacts', { tag: 'load' })).map((c) => c.name);
        assert.equal(names.length, 100);
        await user.make('contacts', { name: 'After' });
        assert.ok(hasSchema(b, `ws_${id}`));
        await server.stop();
    });
});

describe('a move that broke off between closing the one and pointing at the other', once, () => {
    it('leaves a workspace that reads and refuses to write, until it is run again', async () => {
        const a = A.database(), b = B.database();
        const env = { KITH_DATABASE: a };
        const server = await Server.start({ env });
        const user = await server.user(), id = user.workspace.id;
        await user.make('contacts', { name: 'Before' });
        psql(a, `UPDATE ws_${id}.clock SET one = 2; UPDATE kith_control.workspaces SET moving = 1`);

        const refused = await ask(user, 'POST', '/contacts', { name: 'Meanwhile' });
        assert.equal(refused.status, 503);
        assert.match(refused.text, /being moved/);
        assert.deepEqual((await user.get('/contacts').expect(200)).data.map((c) => c.name), ['Before']);

        const args = ['workspace', 'move', String(id), '--to', b, '--data', server.data];
        const without = await run(args, env);
        assert.equal(without.code, 1);
        assert.match(without.errors, /--again/);
        assert.equal((await run([...args, '--again'], env)).code, 0);
        await user.make('contacts', { name: 'After' });
        assert.deepEqual((await user.get('/contacts', { sort: 'id' }).expect(200)).data.map((c) => c.name), ['Before', 'After']);

        // The other gap: it is pointed at, and still shut.
        psql(b, `UPDATE ws_${id}.clock SET one = 2`);
        assert.equal((await ask(user, 'POST', '/contacts', { name: 'Meanwhile' })).status, 503);
        assert.equal((await run([...args, '--again'], env)).code, 0);
        await user.make('contacts', { name: 'Again' });
        await server.stop();
    });
});

describe('a mover that somebody took over', once, () => {
    it('leaves the workspace shut and its changes noted, for the other', async () => {
        const a = A.database(), b = B.database();
        const env = { KITH_DATABASE: a };
        const server = await Server.start({ env });
        const user = await server.user(), id = user.workspace.id;
        await user.make('contacts', { name: 'Before' });
        // In the moment in which it shuts the workspace, somebody says --again.
        psql(a, `CREATE FUNCTION public.take_over() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN UPDATE kith_control.workspaces SET moving = moving + 1; RETURN NEW; END $$;
            CREATE TRIGGER take_over BEFORE UPDATE ON ws_${id}.clock FOR EACH ROW WHEN (NEW.one = 2)
                EXECUTE FUNCTION public.take_over()`);
        const args = ['workspace', 'move', String(id), '--to', b, '--data', server.data];
        const { code, errors } = await run(args, env);
        assert.equal(code, 1);
        assert.match(errors, /[Ss]omebody else/);

        assert.equal(psql(a, `SELECT one FROM ws_${id}.clock`).trim(), '2', 'it is shut');
        assert.equal((await ask(user, 'POST', '/contacts', { name: 'Meanwhile' })).status, 503);
        const notes = psql(a, `SELECT count(*) FROM pg_tables WHERE schemaname = 'ws_${id}' AND tablename LIKE 'watch\\_%'`);
        assert.ok(Number(notes) > 10, 'changes are noted');
        assert.notEqual(psql(a, 'SELECT moving FROM kith_control.workspaces').trim(), '', 'the mark is the other one\'s');

        psql(a, `DROP FUNCTION public.take_over() CASCADE`);
        assert.equal((await run([...args, '--again'], env)).code, 0);
        await user.make('contacts', { name: 'After' });
        assert.deepEqual(await user.names('contacts', { sort: 'id' }), ['Before', 'After']);
        await server.stop();
    });
});

// --again, and where it has arrived already, that is well.
async function moveBeside(id, to, env, tried = false) {
    const args = ['workspace', 'move', String(id), '--to', to, '--json', '--data', scratch(), ...(tried ? ['--again'] : [])];
    const { code, output, errors } = await run(args, env);
    if (tried && /there already/.test(errors)) return {};
    assert.equal(code, 0, errors);
    return JSON.parse(output);
}
