// The command line's operations on a real data folder: what works beside a running server, what
// refuses to, and that what comes back is what went.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { BIN, POSTGRES, Server, cleanEnv, databaseEnv, onFiles, run, scratch } from './harness.mjs';
import { join as joining } from './lib/team.mjs';
import { sql } from './queue.mjs';

const kith = async (data, ...args) => run([...args, '--data', data]);
const withInput = (data, input, ...words) => {
    const args = [...words, '--data', data];
    return spawnSync(BIN, args, { input, env: cleanEnv(databaseEnv(args)), encoding: 'utf8' });
};

// A workspace with one of each kind of thing that hangs on another.
async function furnish(user) {
    const company = await user.make('companies', { name: 'Acme', domain: 'acme.example' });
    const contact = await user.make('contacts', {
        name: 'Łucja Nowak',
        email: 'lucja@acme.example',
        company_id: company.id,
        tags: ['vip'],
        stage: 'demo',
        owner_id: user.user.id,
    });
    await user.make('notes', { entity_type: 'contact', entity_id: contact.id, content: 'hello' });
    await user.patch(`/contacts/${contact.id}`, { stage: 'closed_won' }).expect(200);
    return contact;
}

const everything = async (user) => {
    const all = {};
    for (const plural of ['contacts', 'companies', 'notes', 'channels', 'memberships', 'tags'])
        all[plural] = (await user.get(`/${plural}`, { sort: 'id' }).expect(200)).data;
    all.events = (await user.get('/events', { limit: 500 }).expect(200)).data;
    return all;
};

describe('a command that is not understood', () => {
    it('says how it is used and ends with 2', async () => {
        for (const args of [['user'], ['user', 'add'], ['workspace', 'export'], ['backup'], ['nothing']]) {
            const { code, errors } = await run(args);
            assert.equal(code, 2, args.join(' '));
            assert.match(errors, /kith/, args.join(' '));
        }
    });

    it('names a word that is no command', async () => {
        for (const args of [['nothing'], ['help', 'nothing']]) {
            const { code, errors } = await run(args);
            assert.equal(code, 2, args.join(' '));
            assert.match(errors, /there is no command nothing/, args.join(' '));
        }
    });

    it('is helped: `kith help COMMAND` is its --help, which lists the settings where they are looked for', async () => {
        const serve = await run(['serve', '--help']);
        assert.match(serve.output, /--cache-mb N/);
        assert.equal((await run(['help', 'serve'])).output, serve.output);
        const { output } = await run(['backup', '--help']);
        assert.match(output, /Settings: --data DIR/);
        assert.doesNotMatch(output, /--cache-mb/);
        assert.equal((await run(['--version'])).output, (await run(['version'])).output);
    });

    it('names the backup that is not there, and the file that is none', onFiles, async () => {
        const data = scratch();
        const none = await run(['restore', '--from', join(data, 'nothing'), '--data', join(data, 'new')]);
        assert.equal(none.code, 1);
        assert.match(none.errors, /nothing; --from names it/);
        const file = join(data, 'letter.txt');
        writeFileSync(file, 'Dear all, '.repeat(100));
        const letter = await kith(data, 'workspace', 'import', file, '--owner', 'a@example.com');
        assert.equal(letter.code, 1);
        assert.match(letter.errors, /The file is not a database/);
    });

    it('says which folder cannot be made', async () => {
        const { code, errors } = await kith('/dev/null/none', 'serve', '--listen', '127.0.0.1:0');
        assert.equal(code, 1);
        assert.match(errors, /cannot make the data folder \/dev\/null\/none/);
    });

    it('names the folder that holds no data', async () => {
        const { code, errors } = await kith(join(scratch(), 'none'), 'verify');
        assert.equal(code, 1);
        assert.match(errors, POSTGRES ? /no data/ : /none/);
    });
});

describe('beside a running server', () => {
    it('users are not changed: the folder is in use', onFiles, async () => {
        const server = await Server.start();
        const { code, errors } = await kith(server.data, 'user', 'list');
        assert.equal(code, 1);
        assert.match(errors, /in use|another/);
        await server.stop();
    });

    it('a backup is taken while writes go on, and holds a consistent state', onFiles, async () => {
        const server = await Server.start();
        const user = await server.user();
        let going = true;
        let written = 0;
        const writer = (async () => {
            while (going) {
                await user.make('contacts', { name: `w${written}`, email: `w${written}@x.example` });
                written++;
            }
        })();
        while (written < 20) await user.get('/contacts', { limit: 1 });
        const before = written;
        const to = join(scratch(), 'backup');
        const made = await kith(server.data, 'backup', '--to', to);
        going = false;
        await writer;
        assert.equal(made.code, 0, made.errors);
        await server.stop();

        const back = join(scratch(), 'data');
        assert.equal((await kith(back, 'restore', '--from', to)).code, 0);
        const checked = await kith(back, 'verify');
        assert.equal(checked.code, 0, checked.output);
        if (existsSync(join(server.data, 'secret.key')))
            writeFileSync(join(back, 'secret.key'), readFileSync(join(server.data, 'secret.key')), { mode: 0o600 });
        const again = await Server.start({ data: back });
        const same = await again.login(user.account);
        const { total } = await same.get('/contacts', { count: 'true', limit: 1 }).expect(200);
        assert.ok(total >= before && total <= written, `${before} <= ${total} <= ${written}`);
        await again.stop();
    });

    it('restore does not write over a folder that is there', onFiles, async () => {
        const server = await Server.start();
        await server.user();
        const to = join(scratch(), 'backup');
        assert.equal((await kith(server.data, 'backup', '--to', to)).code, 0);
        const { code, errors } = await kith(server.data, 'restore', '--from', to);
        assert.equal(code, 1);
        assert.match(errors, /exists/);
        await server.stop();
    });
});

describe('on a server', { skip: POSTGRES ? false : 'PostgreSQL only' }, () => {
    it('what is about files says what to do instead', async () => {
        const server = await Server.start();
        const user = await server.user();
        const file = join(scratch(), 'x');
        for (const args of [
            ['backup', '--to', file],
            ['vacuum'],
            ['workspace', 'export', String(user.workspace.id), '--to', file],
            ['workspace', 'import', file, '--owner', user.account.email],
        ]) {
            const { code, errors } = await kith(server.data, ...args);
            assert.equal(code, 1, args.join(' '));
            assert.match(errors, /PostgreSQL/, args.join(' '));
        }
        assert.deepEqual(await user.list('contacts'), []);
        await server.stop();
    });

    it('users are changed beside it, at once', async () => {
        const server = await Server.start();
        const user = await server.user();
        assert.equal((await kith(server.data, 'user', 'disable', user.account.email)).code, 0);
        await user.get('/contacts').expect(401);
        await server.stop();
    });
});

describe('kith verify', () => {
    it('finds nothing in a folder in order, and damage where there is some', async () => {
        const server = await Server.start();
        const user = await server.user();
        await furnish(user);
        assert.equal((await kith(server.data, 'verify')).code, 0); // also beside the server
        await server.stop();

        sql(server, `ws_${user.workspace.id}`, "UPDATE counter SET n = n + 1 WHERE field = 'stage'");
        const { code, output } = await kith(server.data, 'verify', '--json');
        assert.equal(code, 1);
        assert.equal(JSON.parse(output.split('\n')[0]).check, 'counters');
    });
});

describe('kith workspace', () => {
    it('exports a file that another Kith imports complete, history included', onFiles, async () => {
        const here = await Server.start();
        const ann = await here.user({ email: 'ann@example.com', name: 'Ann' });
        await furnish(ann);
        const before = await everything(ann);
        const file = join(scratch(), 'export.db');
        const out = await kith(here.data, 'workspace', 'export', String(ann.workspace.id), '--to', file);
        assert.equal(out.code, 0, out.errors);
        const counted = spawnSync('sqlite3', [file, 'SELECT COUNT(*) FROM contact'], { encoding: 'utf8' });
        assert.equal(counted.stdout.trim(), '1'); // any SQLite tool opens it
        await here.stop();

        const there = await Server.start();
        await there.user(); // so that ids differ
        const other = await there.user({ email: 'ann@example.com', name: 'Ann' });
        await there.stop();
        const into = await kith(there.data, 'workspace', 'import', file, '--owner', 'ann@example.com');
        assert.equal(into.code, 0, into.errors);
        const id = /workspace (\d+)/.exec(into.output)[1];
        await there.launch();
        const same = await there.login(other.account);
        const moved = there.client({ authorization: `Bearer ${same.token}`, 'x-workspace': id });
        const after = await everything(moved);
        const remapped = JSON.parse(
            JSON.stringify(before).replaceAll(String(ann.user.id), String(same.user.id)),
        );
        assert.deepEqual(after, remapped);
        await there.stop();
    });

    it('gives views and preferences to those of the same address, and to nobody else', onFiles, async () => {
        const here = await Server.start();
        const ann = await here.user({ email: 'ann@example.com', name: 'Ann' });
        const bob = await joining(here, ann, 'member');
        for (const [who, user] of Object.entries({ ann, bob })) {
            for (const shared of [true, false]) {
                const name = `${who} ${shared ? 'shares' : 'keeps'}`;
                await user.post('/views', { entity: 'contacts', name, shared, config: {} }).expect(201);
            }
            await user.patch('/preferences', { values: { who } }).expect(200);
        }
        const file = join(scratch(), 'export.db');
        assert.equal((await kith(here.data, 'workspace', 'export', String(ann.workspace.id), '--to', file)).code, 0);
        await here.stop();

        const there = await Server.start();
        const other = await there.user({ email: 'ann@example.com', name: 'Ann' });
        await there.stop();
        const into = await kith(there.data, 'workspace', 'import', file, '--owner', 'ann@example.com');
        assert.equal(into.code, 0, into.errors);
        const id = /workspace (\d+)/.exec(into.output)[1];
        const left = JSON.parse(sql(there, `ws_${id}`, 'SELECT name, owner_id FROM saved_view ORDER BY id'));
        assert.deepEqual(left.map((view) => [view.name, view.owner_id]), [
            ['ann shares', other.user.id], ['ann keeps', other.user.id], ['bob shares', 0],
        ]);
        await there.launch();
        const same = await there.login(other.account);
        const moved = there.client({ authorization: `Bearer ${same.token}`, 'x-workspace': id });
        assert.deepEqual((await moved.get('/preferences').expect(200)).values, { who: 'ann' });
        const seen = (await moved.get('/views').expect(200)).data;
        assert.deepEqual(seen.map((view) => [view.name, view.mine]), [['ann shares', true], ['bob shares', false], ['ann keeps', true]]);
        await there.stop();
    });

    it('refuses a file that is no export', onFiles, async () => {
        const server = await Server.start();
        const user = await server.user();
        await server.stop();
        const file = join(server.data, `ws_${user.workspace.id}.db`);
        const { code, errors } = await kith(server.data, 'workspace', 'import', file, '--owner', user.account.email);
        assert.equal(code, 1);
        assert.match(errors, /no export/);
    });

    it('deletes and brings back', async () => {
        const server = await Server.start();
        const user = await server.user();
        await furnish(user);
        await server.stop();
        const id = String(user.workspace.id);
        assert.equal((await kith(server.data, 'workspace', 'delete', id, '--yes')).code, 0);
        assert.equal((await kith(server.data, 'workspace', 'restore', id)).code, 0);
        await server.launch();
        const again = await server.login(user.account);
        assert.deepEqual(await again.names('contacts'), ['Łucja Nowak']);
        await server.stop();
    });
});

describe('kith user', () => {
    it('adds one who can sign in, shuts out one who is disabled, lets in one who is enabled', async () => {
        const server = await Server.start();
        await server.stop();
        const weak = withInput(server.data, 'short\n', 'user', 'add', 'eve@example.com', '--password-stdin');
        assert.equal(weak.status, 1);
        assert.match(weak.stderr, /8/);
        const account = { email: 'eve@example.com', password: 'correct horse battery' };
        const added = withInput(server.data, `${account.password}\n`, 'user', 'add', account.email, '--password-stdin', '--name', 'Eve');
        assert.equal(added.status, 0, added.stderr);
        const listed = JSON.parse((await kith(server.data, 'user', 'list', '--json')).output);
        assert.deepEqual(listed.map((u) => [u.email, u.name, u.disabled]), [['eve@example.com', 'Eve', false]]);

        await kith(server.data, 'user', 'disable', account.email);
        await server.launch();
        await server.client().post('/api/auth/login', account).expect(403);
        await server.stop();
        await kith(server.data, 'user', 'enable', account.email);
        await server.launch();
        await server.login(account);
        await server.stop();
    });

    it('prints a link that sets a new password, once', async () => {
        const server = await Server.start();
        const user = await server.user();
        await server.stop();
        const { code, output } = await kith(server.data, 'user', 'reset', user.account.email);
        assert.equal(code, 0);
        const token = /"token":"([^"]+)"/.exec(output)[1];
        await server.launch();
        const password = 'another long password';
        const reset = { token, password };
        const first = await server.client().post('/api/auth/reset/confirm', reset);
        assert.ok(first.status < 300, first.text);
        const second = await server.client().post('/api/auth/reset/confirm', reset);
        assert.equal(second.status, 422, second.text);
        await server.login({ ...user.account, password });
        await server.stop();
    });
});
