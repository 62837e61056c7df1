// The queue over HTTP: who sees it, dead letters and their second life, what housekeeping does.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, renameSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DAY, ids, onFiles, start } from './harness.mjs';
import { withKey } from './lib/team.mjs';
import { eventually, plant, sql, whileDown } from './queue.mjs';

const server = await start();
const owner = await server.user();
const other = await server.user();
const space = `ws_${owner.workspace.id}`;

const jobs = (who, query) => who.get('/api/jobs', query).expect(200);
const setRole = (role) =>
    sql(
        server,
        'control',
        `UPDATE members SET role = '${role}' WHERE workspace_id = ${owner.workspace.id}`,
    );

test('nobody sees jobs without signing in', async () => {
    await server.client().get('/api/jobs').refused(401);
    await server.client().post('/api/jobs/1/retry').refused(401);
    await server.client().get('/api/instance/jobs').refused(401);
});

test('parameters that are not right are named', async () => {
    for (const [name, value] of [
        ['state', 'done'],
        ['limit', '0'],
        ['limit', '501'],
        ['cursor', 'x'],
        ['cursor', '-1'],
        ['colour', 'red'],
    ])
        await owner.get('/api/jobs', { [name]: value }).refused(400, name);
});

test('a job that is not there cannot be retried', async () => {
    await owner.post('/api/jobs/123/retry').refused(404);
    await owner.post('/api/jobs/abc/retry').refused(404);
    await owner.post('/api/instance/jobs/123/retry').refused(404);
});

test('members and viewers do not see the queue', async () => {
    for (const role of ['member', 'viewer']) {
        await whileDown(server, () => setRole(role));
        await owner.get('/api/jobs').refused(403);
        await owner.post('/api/jobs/1/retry').refused(403);
    }
    await whileDown(server, () => setRole('admin'));
    await jobs(owner);
    await whileDown(server, () => setRole('owner'));
});

test('the instance has a queue of its own, for its owner only', async () => {
    await other.get('/api/instance/jobs').refused(403);
    await other.post('/api/instance/jobs/1/retry').refused(403);
    const { data } = await owner.get('/api/instance/jobs', { state: 'waiting' }).expect(200);
    const kinds = data.map((job) => job.kind);
    for (const kind of ['backup.daily', 'sessions.purge', 'workspaces.purge'])
        assert.ok(kinds.includes(kind), kind);
    for (const job of data) assert.ok(new Date(job.run_at) > new Date(), job.kind);
});

test('the instance has dead letters too, retried by its owner in person', async () => {
    const id = await whileDown(server, () => plant(server, 'control', 'of.no.kind'));
    await eventually(
        () => owner.get('/api/instance/jobs', { state: 'dead' }).expect(200),
        ({ data }) => data.some((job) => job.id === id),
    );
    const key = await withKey(owner, ['*']);
    await key.get('/api/instance/jobs').refused(403);
    await key.post(`/api/instance/jobs/${id}/retry`).refused(403);
    const again = await owner.post(`/api/instance/jobs/${id}/retry`).expect(200);
    assert.deepEqual([again.id, again.state, again.attempts], [id, 'waiting', 0]);
});

test('a dead letter is kept, seen by its own workspace, and retried from the start', async () => {
    const id = await whileDown(server, () => plant(server, space, 'of.no.kind', '{"secret":"x"}'));
    const { data } = await eventually(
        () => jobs(owner, { state: 'dead' }),
        ({ data }) => data.length === 1,
    );
    assert.equal(data[0].id, id);
    assert.equal(data[0].run_at, null);
    assert.match(data[0].last_error, /of\.no\.kind/);
    assert.ok(!JSON.stringify(data).includes('secret'));
    assert.deepEqual((await jobs(other)).data, []);
    await other.post(`/api/jobs/${id}/retry`).refused(404);

    const again = await owner.post(`/api/jobs/${id}/retry`).expect(200);
    assert.deepEqual([again.id, again.state, again.attempts], [id, 'waiting', 0]);
    await eventually(
        () => jobs(owner, { state: 'dead' }),
        ({ data }) => data.length === 1,
    );
});

test('a job that waits is not retried by hand', async () => {
    const id = await whileDown(server, () =>
        plant(server, space, 'keys.purge', '', { due_at: Date.now() + DAY, unique_key: 'k' }),
    );
    await owner.post(`/api/jobs/${id}/retry`).refused(409);
});

test('the list is paged, newest first', async () => {
    await whileDown(server, () => {
        for (let i = 0; i < 5; i++)
            plant(server, space, 'keys.purge', '', { due_at: Date.now() + DAY });
    });
    const all = ids((await jobs(owner, { limit: 100 })).data);
    assert.deepEqual(all, [...all].sort((a, b) => b - a));
    const paged = [];
    for (let cursor; ; ) {
        const page = await jobs(owner, { limit: 2, ...(cursor && { cursor }) });
        paged.push(...ids(page.data));
        cursor = page.next;
        if (!cursor) break;
    }
    assert.deepEqual(paged, all);
});

test('what was in the trash for 30 days goes for good, what is younger stays', async () => {
    const make = async (name) => {
        const contact = await owner.make('contacts', { name });
        await owner.del(`/contacts/${contact.id}`).expect(200);
        return contact.id;
    };
    const old = await make('Old');
    const young = await make('Young');
    const kept = await owner.make('contacts', { name: 'Kept' });
    await whileDown(server, () => {
        const at = Date.now() - 30 * DAY - 1000;
        sql(server, space, `UPDATE contact SET trashed_at = ${at} WHERE id = ${old}`);
        plant(server, space, 'trash.purge', '', { unique_key: 'recurring' });
    });
    await eventually(
        () => owner.get(`/contacts/${old}`),
        ({ status }) => status === 404,
    );
    await owner.get(`/contacts/${young}`).expect(200);
    await owner.read('contacts', kept.id);
    const { total } = await owner.get('/contacts', { trashed: true, count: true }).expect(200);
    assert.equal(total, 1);
    // It comes again when the younger one is due.
    const { data } = await eventually(
        () => jobs(owner, { state: 'waiting' }),
        ({ data }) => data.some((job) => job.kind === 'trash.purge'),
    );
    const next = new Date(data.find((job) => job.kind === 'trash.purge').run_at) - Date.now();
    assert.ok(next > 29 * DAY && next <= 30 * DAY, `${next / DAY} days`);
});

test('expired idempotency keys are forgotten, others replay', async () => {
    const post = (key) =>
        owner.call('POST', '/contacts', { body: { name: key }, headers: { 'Idempotency-Key': key } });
    const stale = await post('stale').expect(201);
    const fresh = await post('fresh').expect(201);
    await whileDown(server, () => {
        const at = Date.now() - DAY - 1000;
        sql(server, space, `UPDATE idempotency SET at = ${at} WHERE key = 'stale'`);
        plant(server, space, 'keys.purge', '');
    });
    await eventually(
        () => sql(server, space, "SELECT key FROM idempotency WHERE key = 'stale'"),
        (rows) => rows === '',
    );
    assert.equal((await post('fresh').expect(201)).id, fresh.id);
    assert.notEqual((await post('stale').expect(201)).id, stale.id);
});

test('expired sign-ins are forgotten, yours is not', async () => {
    await whileDown(server, () => {
        sql(
            server,
            'control',
            `INSERT INTO sessions (id, user_id, workspace_id, created_at, expires_at)
             VALUES (5, 1, 1, 1, ${Date.now() - 1000})`,
        );
        plant(server, 'control', 'sessions.purge', '');
    });
    await eventually(
        () => sql(server, 'control', 'SELECT id FROM sessions WHERE id = 5'),
        (rows) => rows === '',
    );
    await owner.get('/api/auth/me').expect(200);
});

test('the daily backup holds every database', onFiles, async () => {
    const sets = join(server.data, 'backups');
    await whileDown(server, () => plant(server, 'control', 'backup.daily', ''));
    const [day] = await eventually(
        () => (existsSync(sets) ? readdirSync(sets).filter((name) => !name.endsWith('.part')) : []),
        (names) => names.length === 1,
    );
    assert.match(day, /^\d{4}-\d\d-\d\d$/);
    const files = readdirSync(join(sets, day)).sort();
    assert.deepEqual(
        files,
        ['control.db', `${space}.db`, `ws_${other.workspace.id}.db`].sort(),
    );
    const copy = { data: join(sets, day) };
    const [{ n }] = JSON.parse(sql(copy, space, 'SELECT count(*) AS n FROM contact'));
    assert.ok(n > 0);
    assert.match(sql(copy, space, 'PRAGMA integrity_check'), /ok/);
});

test('a workspace that nobody wrote to is linked to the set before, not copied', onFiles, async () => {
    const sets = join(server.data, 'backups');
    const file = (set) => join(sets, set, `${space}.db`);
    const [today] = readdirSync(sets);
    const former = '2020-01-01';
    await whileDown(server, () => {
        renameSync(join(sets, today), join(sets, former));
        const hourAgo = Date.now() / 1000 - 3600;
        utimesSync(join(server.data, `${space}.db`), hourAgo, hourAgo);
        plant(server, 'control', 'backup.daily', '');
    });
    await eventually(
        () => readdirSync(sets).filter((name) => !name.endsWith('.part')),
        (names) => names.length === 2,
    );
    assert.equal(statSync(file(today)).ino, statSync(file(former)).ino);
    const control = (set) => statSync(join(sets, set, 'control.db')).ino;
    assert.notEqual(control(today), control(former));
});
