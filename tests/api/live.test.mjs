// Live events: two people see each other's changes at once, a stream that broke goes on where it
// was, and nobody hears of what is not theirs.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { POSTGRES, Server, scratch, start } from './harness.mjs';
import { follow } from './lib/live.mjs';
import { inside, join, team, withKey } from './lib/team.mjs';
import { sql } from './queue.mjs';

const server = await start();
const open = [];
const listen = async (...args) => {
    const stream = await follow(...args);
    assert.equal(stream.status, 200, stream.text);
    open.push(stream);
    return stream;
};
after(() => Promise.all(open.map((stream) => stream.close())));

let owner, admin, member, viewer;
before(async () => {
    ({ owner, admin, member, viewer } = await team(server));
});

describe('a stream', () => {
    it('is what the document says', async () => {
        const answer = await owner.get('/events/stream');
        assert.equal(answer.status, 200);
        assert.match(answer.headers.get('content-type'), /^text\/event-stream/);
        assert.equal(answer.headers.get('cache-control'), 'no-store');
        assert.match(answer.text, /^retry: \d+\nid: \d+\nevent: hello\ndata: \{"seq":\d+\}\n\n/);
    });

    it('begins with where the history is', async () => {
        const made = await owner.make('contacts', { name: 'First' });
        const [newest] = (await owner.get('/events', { limit: 1 }).expect(200)).data;
        const stream = await listen(owner);
        assert.equal((await stream.next('hello')).data.seq, newest.id);
        await owner.patch(`/contacts/${made.id}`, { nickname: 'x' }).expect(200);
        const { id, data } = await stream.next();
        assert.equal(id, data.id);
        assert.ok(id > newest.id, 'only what comes after');
    });

    it('tells who did what to which record, and not what is in it', async () => {
        const stream = await listen(viewer);
        const made = await member.make('contacts', { name: 'Zyxomma', stage: 'demo' });
        const created = (await stream.until(made.id)).at(-1);
        assert.equal(created.type, 'created');
        const answer = await admin.patch(`/contacts/${made.id}`, { stage: 'outreach', nickname: 'Hush' });
        const { data, id } = await stream.next();
        const [event] = (await viewer.get('/events', { change_id: answer.changeId, entity_type: 'contact' }).expect(200)).data;
        assert.deepEqual(data, {
            id: event.id, type: 'stage_changed', entity_type: 'contact', entity_id: made.id, change_id: answer.changeId,
            at: event.at, actor: { type: 'user', id: admin.user.id, name: admin.user.name }, fields: data.fields,
        });
        assert.deepEqual([...data.fields].sort(), Object.keys(event.changes).sort());
        assert.ok(data.fields.includes('stage') && data.fields.includes('nickname'));
        assert.equal(id, event.id);
        assert.doesNotMatch(JSON.stringify([created, data]), /Zyxomma|Hush|outreach/);
    });

    it('reaches the other at once, not when more comes', async () => {
        const stream = await listen(member);
        await stream.next('hello');
        for (let i = 0; i < 3; i++) {
            const made = await owner.make('tasks', { title: `t${i}` });
            await stream.until(made.id);
        }
    });

    it('gathers what comes close together', async () => {
        const stream = await listen(member);
        await stream.next('hello');
        const before = stream.reads.length;
        const made = [];
        for (let i = 0; i < 60; i++) made.push(await owner.make('contacts', { name: `many ${i}` }));
        const told = await stream.until(made.at(-1).id);
        assert.deepEqual(told.filter((e) => e.entity_type === 'contact' && e.type === 'created').map((e) => e.entity_id), made.map((m) => m.id));
        assert.ok(stream.reads.length - before <= 30, `${stream.reads.length - before} writes for 60 changes`);
    });

    it('is in the order of the history, whatever many write at once', async () => {
        const stream = await listen(owner);
        const made = await Promise.all(Array.from({ length: 80 }, (_, i) => [owner, admin, member][i % 3].make('contacts', { name: `c${i}` })));
        const wanted = new Set(made.map((m) => m.id));
        let last = 0;
        while (wanted.size) {
            const { id, data } = await stream.next();
            assert.ok(id > last, 'rising');
            last = id;
            if (data.type === 'created') wanted.delete(data.entity_id);
        }
    });
});

describe('a stream that broke', () => {
    it('goes on behind the last event seen, by header or parameter', async () => {
        const first = await listen(owner);
        const seen = await owner.make('contacts', { name: 'seen' });
        await first.until(seen.id);
        const at = first.lastId;
        await first.close();
        const missed = [];
        for (let i = 0; i < 20; i++) missed.push((await owner.make('contacts', { name: `missed ${i}` })).id);
        for (const how of [{ headers: { 'last-event-id': String(at) } }, { query: { last_event_id: at } }]) {
            const stream = await listen(owner, how);
            const hello = await stream.next('hello');
            assert.equal(hello.id, at, 'a stream that breaks at once goes on from there too');
            const told = await stream.until(missed.at(-1));
            assert.deepEqual(told.filter((e) => e.entity_type === 'contact').map((e) => e.entity_id), missed);
            // And then with what is new.
            const next = await owner.make('contacts', { name: 'next' });
            assert.deepEqual((await stream.until(next.id)).filter((e) => missed.includes(e.entity_id)), []);
        }
    });

    it('loses nothing, however often it breaks while others write', async () => {
        const who = await server.user();
        const made = [];
        let writing = true;
        const writer = (async () => {
            for (let i = 0; i < 150; i++) made.push((await who.make('contacts', { name: `w${i}` })).id);
            writing = false;
        })();
        const told = [];
        let at = 0;
        while (writing || told.at(-1) !== made.at(-1)) {
            const stream = await follow(who, { headers: { 'last-event-id': String(at) } });
            for (let i = 0; i < 7; i++) {
                const message = await stream.next('change', 400).catch(() => undefined);
                if (!message) break;
                at = message.id;
                if (message.data.entity_type === 'contact') told.push(message.data.entity_id);
            }
            await stream.close();
        }
        await writer;
        assert.deepEqual(told, made, 'each once, in order');
    });

    it('too long ago is told to ask for everything anew', async () => {
        const who = await server.user();
        const made = await Promise.all(Array.from({ length: 150 }, (_, i) => who.make('contacts', { name: `r${i}` })));
        for (let round = 0; round < 8; round++)
            await who.post('/contacts/bulk', { ids: made.map((m) => m.id), action: 'update', values: { priority: round } }).expect(200);
        for (let round = 0; round < 8; round++)
            await who.post('/contacts/bulk', { ids: made.map((m) => m.id), action: 'update', values: { nickname: `n${round}` } }).expect(200);
        const [newest] = (await who.get('/events', { limit: 1 }).expect(200)).data;
        for (const last of [1, newest.id + 1000]) {
            const stream = await listen(who, { query: { last_event_id: last } });
            const reset = await stream.next('reset');
            assert.equal(reset.data.seq, newest.id);
            assert.equal(reset.id, newest.id);
        }
        const stream = await listen(who, { query: { last_event_id: newest.id - 100 } });
        assert.ok((await stream.next()).id > newest.id - 100, 'what is near is told');
    });

    it('is refused when it says nothing sensible', async () => {
        for (const last of ['x', '-1', '1.5'])
            assert.equal((await follow(owner, { headers: { 'last-event-id': last } })).status, 400, last);
        await owner.get('/events/stream', { last_event_id: 'x' }).refused(400, 'last_event_id');
        await owner.get('/events/stream', { since: '1' }).refused(400, 'since');
    });
});

describe('who may follow', () => {
    it('is who is in: by token, cookie or key with the scope', async () => {
        assert.equal((await follow(server.client())).status, 401);
        assert.equal((await follow(await withKey(owner, ['read:contacts']))).status, 403);
        const key = await listen(await withKey(owner, ['read:events', 'read:contacts']));
        const login = await server.client().post('/api/auth/login', { email: owner.account.email, password: owner.account.password });
        const cookie = login.headers.get('set-cookie').split(';')[0];
        const page = await listen(server.client({ cookie }), { query: { workspace: owner.workspace.id } });
        const made = await owner.make('contacts', { name: 'for all' });
        for (const stream of [key, page]) assert.equal((await stream.until(made.id)).at(-1).type, 'created');
    });

    it('names the workspace in the address too', async () => {
        const { 'x-workspace': _, ...headers } = member.headers;
        const plain = server.client(headers);
        const stream = await listen(plain, { query: { workspace: owner.workspace.id } });
        const made = await owner.make('contacts', { name: 'there' });
        await stream.until(made.id);
        assert.equal((await follow(await server.user(), { query: { workspace: owner.workspace.id } })).status, 404);
    });

    it('hears nothing of another workspace', async () => {
        const eve = await server.user();
        const stream = await listen(eve);
        await stream.next('hello');
        const theirs = await owner.make('contacts', { name: 'not hers' });
        await pause(700);
        const mine = await eve.make('contacts', { name: 'hers' });
        const told = await stream.until(mine.id);
        assert.ok(told.every((e) => e.entity_id !== theirs.id), JSON.stringify(told));
        assert.ok(told.every((e) => e.actor.id === eve.user.id));
    });

    it('a key is told the fields of what it may read only', async () => {
        const stream = await listen(await withKey(owner, ['read:events', 'read:tasks']));
        const contact = await owner.make('contacts', { name: 'x' });
        const task = await owner.make('tasks', { title: 'x' });
        await owner.patch(`/contacts/${contact.id}`, { nickname: 'y' }).expect(200);
        await owner.patch(`/tasks/${task.id}`, { title: 'y' }).expect(200);
        const told = [];
        while (told.length < 2) {
            const { data } = await stream.next();
            if (data.type === 'updated') told.push(data);
        }
        assert.deepEqual(told.find((e) => e.entity_id === contact.id).fields, []);
        assert.deepEqual(told.find((e) => e.entity_id === task.id).fields, ['title']);
    });

    it('an action by a key says which', async () => {
        const key = await withKey(owner, ['write:contacts']);
        const stream = await listen(owner);
        const made = await key.make('contacts', { name: 'by a key' });
        assert.deepEqual((await stream.until(made.id)).at(-1).actor, { type: 'key', id: key.made.id, name: 'a test' });
    });
});

describe('a stream ends', () => {
    const ends = async (stream, within = 60_000) => {
        const how = await Promise.race([stream.ended.then(() => 'ended'), pause(within, 'open', { ref: false })]);
        assert.equal(how, 'ended');
    };
    // What is committed there next finds that they may not any more.
    const knock = () => owner.make('contacts', { name: 'knock' });

    it('with its session', async () => {
        const guest = await join(server, owner, 'member');
        const again = inside(await server.login(guest.account), owner.workspace);
        const stream = await listen(again);
        await stream.next('hello');
        const { data } = await guest.get('/api/auth/sessions').expect(200);
        const other = data.find((s) => !s.current);
        await guest.del(`/api/auth/sessions/${other.id}`);
        await knock();
        await ends(stream);
    });

    it('with the membership, and hears nothing after it', async () => {
        const guest = await join(server, owner, 'viewer');
        const stream = await listen(guest);
        await stream.next('hello');
        await owner.del(`/api/workspaces/${owner.workspace.id}/members/${guest.user.id}`);
        const after = await knock();
        await ends(stream);
        assert.ok(!stream.messages.some((m) => m.data.entity_id === after.id));
    });

    it('with its key', async () => {
        const key = await withKey(owner, ['read:events']);
        const stream = await listen(key);
        await stream.next('hello');
        await owner.del(`/api/keys/${key.made.id}`);
        await knock();
        await ends(stream);
    });

    it('with the server, which stops without waiting for it', async () => {
        const short = await Server.start();
        const ann = await short.user();
        const streams = await Promise.all(Array.from({ length: 20 }, () => follow(ann)));
        await Promise.all(streams.map((stream) => stream.next('hello')));
        await short.stop();
        await Promise.all(streams.map((stream) => ends(stream)));
    });
});

it('two hundred open streams hear of a change, and the server still answers', async () => {
    const many = await start({ env: { KITH_CONNECTIONS_PER_ADDRESS: '0' } });
    const ann = await many.user();
    const streams = await Promise.all(Array.from({ length: 200 }, () => follow(ann)));
    await Promise.all(streams.map((stream) => stream.next('hello')));
    const metrics = await ann.get('/metrics').expect(200).then(() => ann.get('/metrics'));
    assert.match(metrics.text, /^kith_live_streams 200$/m);
    const made = await ann.make('contacts', { name: 'all' });
    await Promise.all(streams.map((stream) => stream.until(made.id)));
    await Promise.all(streams.map((stream) => stream.close()));
    await ann.make('contacts', { name: 'nobody' });
});

it('a history that cannot be read is said once, and told when it can be read again', async () => {
    const broken = await Server.start();
    const ann = await broken.user();
    const made = await ann.make('contacts', { name: 'told late' });
    const rename = (from, to) => sql(broken, `ws_${ann.workspace.id}`, `ALTER TABLE change_set RENAME COLUMN ${from} TO ${to}`);
    rename('actor_kind', 'was_kind');
    const stream = await listen(ann, { query: { last_event_id: 0 } });
    await stream.next('hello');
    await pause(3000);
    assert.equal(broken.process.errors.split('live events of').length - 1, 1, broken.process.errors);
    rename('was_kind', 'actor_kind');
    await stream.until(made.id);
    await broken.stop();
});

// Two processes on one PostgreSQL server: whoever writes, all hear.
it('what another process wrote is told too', POSTGRES ? {} : { skip: 'files have one process' }, async () => {
    const data = scratch();
    const here = await Server.start({ data });
    const ann = await here.user();
    const there = await Server.start({ data });
    const elsewhere = there.client(ann.headers);
    const stream = await listen(ann);
    await stream.next('hello');
    for (let i = 0; i < 5; i++) {
        const made = await elsewhere.make('contacts', { name: `elsewhere ${i}` });
        await stream.until(made.id);
    }
    await there.stop();
    await here.stop();
});
