// The server itself: HTTP's own rules, hostile bodies, its start and end, and what is left on disk.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Server, countDatabases, run, scratch, start } from './harness.mjs';

const server = await start();
const ann = await server.user();
const json = { 'content-type': 'application/json' };

// Sends bytes as they are and resolves with all that comes back until the server closes. last: no
// more will come, and the server is told so.
function raw(text, { last = false } = {}) {
    const { hostname, port } = new URL(server.url);
    return new Promise((resolve, reject) => {
        let answer = '';
        const socket = connect(Number(port), hostname, () => (last ? socket.end(text) : socket.write(text)));
        socket.setEncoding('utf8');
        socket.on('data', (s) => (answer += s));
        socket.on('error', (e) => (answer ? resolve(answer) : reject(e)));
        socket.on('close', () => resolve(answer));
    });
}

const head = (method, path, ...headers) =>
    [`${method} ${path} HTTP/1.1`, 'Host: localhost', `Authorization: Bearer ${ann.token}`, 'Connection: close', ...headers, '', ''].join('\r\n');

describe('addresses and methods', () => {
    it('that are not there answer 404, with a problem', async () => {
        for (const path of ['/api/crm/nothing', '/api/nothing', '/nothing', '/api/crm/contacts/1/2/3/4', '/api/crm//contacts', '/api/CRM/contacts', '/api/crm/contact']) {
            const answer = await ann.call('GET', path.startsWith('/api') ? path : `/api/..${path}`);
            assert.ok([404].includes(answer.status), `${path}: ${answer.status}`);
        }
    });

    it('answer 405 with what is allowed to another method', async () => {
        const cases = [
            ['DELETE', '/contacts', ['GET', 'POST']],
            ['PATCH', '/contacts', ['GET', 'POST']],
            ['POST', '/contacts/1', ['GET', 'PUT', 'PATCH', 'DELETE']],
            ['GET', '/contacts/1/restore', ['POST']],
            ['GET', '/contacts/bulk/x', null],
            ['POST', '/search', ['GET']],
            ['GET', '/api/auth/login', ['POST']],
            ['DELETE', '/api/openapi.json', ['GET']],
            ['PUT', '/changes', ['GET', 'POST']],
        ];
        for (const [method, path, allowed] of cases) {
            const answer = await ann.call(method, path);
            if (!allowed) {
                answer.expect(404);
                continue;
            }
            answer.expect(405);
            const given = answer.headers.get('allow').split(/, */);
            for (const m of allowed) assert.ok(given.includes(m), `${method} ${path}: ${given}`);
            assert.ok(!given.includes(method));
        }
    });

    it('answer a HEAD as a GET without its body', async () => {
        const made = await ann.make('contacts', { name: 'Head' });
        for (const path of ['/contacts', `/contacts/${made.id}`, '/meta', '/api/openapi.json']) {
            const get = await ann.get(path);
            const answer = await ann.call('HEAD', path);
            answer.expect(200);
            assert.equal(answer.text, '');
            assert.equal(answer.headers.get('content-length'), String(Buffer.byteLength(get.text)));
            assert.equal(answer.etag, get.etag);
        }
        await ann.call('HEAD', '/contacts/1').expect(404);
        await server.client().call('HEAD', '/contacts').expect(401);
    });

    it('refuse parameters there are not, by name', async () => {
        await ann.get('/meta', { verbose: 1 }).refused(400, 'verbose');
        await ann.get('/api/auth/me', { x: 1 }).refused(400, 'x');
        const made = await ann.make('contacts', { name: 'x' });
        await ann.get(`/contacts/${made.id}`, { expand: 'all' }).refused(400, 'expand');
    });
});

describe('a body', () => {
    const send = (text, headers = json) => ann.call('POST', '/contacts', { raw: text, headers });

    it('that is no JSON is refused with where', async () => {
        for (const text of ['{', '{"name":}', "{'name':'x'}", '{"name":"x",}', '{"name":"x"} x', 'name=x', '\u0000', '{"name":"\u0001"}', '{"name":NaN}', '{"name":01}', '"\\ud800"', '{"name":"\\ud800"}', '{"n":1e999}']) {
            const answer = await send(text).expect(400);
            assert.equal(answer.code, 'bad_json', text);
        }
        assert.match((await send('{\n  "name": x}').expect(400)).detail, /line 2/);
    });

    it('that is not UTF-8 is refused', async () => {
        const bytes = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
        await send(bytes).expect(400);
        const overlong = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')]);
        await send(overlong).expect(400);
    });

    it('that says a name twice is refused', async () => {
        assert.equal((await send('{"name":"a","name":"b"}').expect(400)).code, 'bad_json');
    });

    it('that is too deep is refused', async () => {
        await send(`{"name":${'['.repeat(100)}${']'.repeat(100)}}`).expect(400);
        await send('['.repeat(100_000)).expect(400);
        await send('{"a":'.repeat(50_000)).expect(400);
    });

    it('that is no object is refused', async () => {
        for (const text of ['[]', '"x"', '1', 'null', 'true']) await send(text).expect(400);
    });

    it('that is missing is refused where one is needed', async () => {
        await ann.call('POST', '/contacts', { headers: json }).expect(400);
        await ann.call('POST', '/contacts', { raw: '', headers: json }).expect(400);
        await ann.call('POST', '/contacts', { raw: '  \n', headers: json }).expect(400);
    });

    it('of another content type is refused', async () => {
        const text = '{"name":"x"}';
        for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml', 'application/jsonx', 'text/json'])
            await send(text, { 'content-type': type }).expect(415);
        for (const type of ['application/json', 'Application/JSON; charset=utf-8', 'application/json;charset=UTF-8'])
            await send(text, { 'content-type': type }).expect(201);
    });

    it('that is too large is refused before it is read', async () => {
        const answer = await raw(head('POST', '/api/crm/contacts', 'Content-Type: application/json', `Content-Length: ${(8 << 20) + 1}`));
        assert.match(answer, /^HTTP\/1\.1 413 /);
        assert.match(answer, /application\/problem\+json/);
        assert.match(answer, /"code":"too_large"/);
    });

    it('of 8 MiB is read', async () => {
        const text = `{"name":"x","background":"${'y'.repeat((8 << 20) - 100)}"}`;
        assert.equal((await send(text).expect(422)).errors[0].field, 'background');
    });

    it('in chunks is read like any other', async () => {
        const body = '{"name":"chunked"}';
        const answer = await raw(
            head('POST', '/api/crm/contacts', 'Content-Type: application/json', 'Transfer-Encoding: chunked') +
                `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
        );
        assert.match(answer, /^HTTP\/1\.1 201 /);
    });

    it('with two lengths is refused, and the connection closed', async () => {
        const answer = await raw(
            head('POST', '/api/crm/contacts', 'Content-Type: application/json', 'Content-Length: 5', 'Transfer-Encoding: chunked') +
                '0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n',
        );
        assert.match(answer, /^HTTP\/1\.1 400 /);
        assert.equal(answer.match(/HTTP\/1\.1/g).length, 1);
    });
});

describe('bytes that are no request', () => {
    it('do not bring it down', async () => {
        for (const bytes of ['\r\n\r\n', 'GET\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n', '\u0000\u0001\u0002\r\n\r\n', 'GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 'GET /%c0%af HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'])
            await raw(bytes, { last: true }).catch(() => '');
        for (const text of [
            head('GET', `/api/crm/contacts?${'x=1&'.repeat(5000)}`),
            head('GET', `/${'a'.repeat(60_000)}`),
            head('GET', '/', ...Array.from({ length: 2000 }, (_, i) => `X-H${i}: ${'y'.repeat(50)}`)),
            head('POST', '/api/crm/contacts', 'Content-Length: 1000') + 'not so long',
        ])
            await raw(text, { last: true }).catch(() => '');
        await ann.get('/api/auth/me').expect(200);
    });

    it('in the query are refused', async () => {
        const answer = await raw(head('GET', '/api/crm/contacts?name=%ff%fe'));
        assert.match(answer, /^HTTP\/1\.1 400 /);
        assert.match(await raw(head('GET', '/api/crm/contacts?name=%zz')), /^HTTP\/1\.1 400 /);
    });

    it('too many parameters are refused, not cut', async () => {
        const query = Array.from({ length: 400 }, (_, i) => `id[ne]=${i}`).join('&');
        const answer = await raw(head('GET', `/api/crm/contacts?${query}`));
        assert.match(answer, /^HTTP\/1\.1 4\d\d /);
    });
});

describe('answers', () => {
    it('are private, typed, and never sniffed', async () => {
        const answer = await ann.get('/contacts');
        assert.match(answer.headers.get('content-type'), /^application\/json; charset=utf-8/i);
        assert.match(answer.headers.get('cache-control'), /private|no-store/);
        assert.match(answer.headers.get('content-security-policy'), /default-src 'none'/);
    });

    it('carry a request id of their own, and not one that could break a log', async () => {
        const one = await ann.get('/contacts');
        const two = await ann.get('/contacts', {}, { 'x-request-id': 'two words "and" more' });
        assert.match(one.headers.get('x-request-id'), /^[\w.-]{8,}$/);
        assert.match(two.headers.get('x-request-id'), /^[\w.-]{8,}$/);
        assert.notEqual(one.headers.get('x-request-id'), two.headers.get('x-request-id'));
    });

    it('allow no other origin', async () => {
        const answer = await ann.get('/contacts', {}, { origin: 'https://evil.example' });
        assert.equal(answer.headers.get('access-control-allow-origin'), null);
    });
});

describe('starting', () => {
    it('is told in one line, on a free port', async () => {
        const other = await Server.start();
        assert.match(other.process.output, /^kith: listening on http:\/\/127\.0\.0\.1:[1-9]\d*$/m);
        assert.notEqual(other.url, server.url);
        await other.stop();
    });

    it('on a port that is taken ends with an error that says so', async () => {
        const taken = new URL(server.url).host;
        const data = scratch();
        const { code, errors } = await run(['serve', '--listen', taken, '--data', data]);
        assert.equal(code, 1);
        assert.match(errors, /address|listen|in use/i);
    });

    it('with a setting that is wrong ends and names it', async () => {
        for (const [args, name] of [
            [['--listen', 'nowhere'], /listen/],
            [['--listen', '127.0.0.1:99999'], /listen/],
            [['--time-zone', 'Mars/Olympus'], /time.zone/],
            [['--body-max', '5'], /body.max/],
            [['--colour', 'red'], /colour/],
        ]) {
            const { code, errors } = await run(['serve', '--data', scratch(), ...args]);
            assert.notEqual(code, 0, args.join(' '));
            assert.match(errors, name);
        }
    });

    it('warns of a KITH_ variable it does not know, and goes on', async () => {
        const other = await Server.start({ env: { KITH_COLOUR: 'red', KITH_LOG_LEVEL: 'warn' } });
        assert.match(other.process.errors, /KITH_COLOUR is not/);
        assert.doesNotMatch(other.process.errors, /KITH_LOG_LEVEL is not/);
        await other.stop();
    });

    it('takes settings from variables, and flags before them', async () => {
        const other = await Server.start({ args: ['--time-zone', 'Asia/Tokyo'], env: { KITH_TIME_ZONE: 'Europe/Vienna', KITH_CURRENCY: 'CHF', KITH_BODY_MAX: '2048' } });
        const user = await other.user();
        assert.equal(user.workspace.time_zone, 'Asia/Tokyo');
        assert.equal(user.workspace.currency, 'CHF');
        await user.post('/contacts', { name: 'x', background: 'y'.repeat(2100) }).expect(413);
        await user.post('/contacts', { name: 'x', background: 'y'.repeat(1900) }).expect(201);
        await other.stop();
    });

    it('takes settings from a file', async () => {
        const dir = scratch();
        const file = join(dir, 'kith.conf');
        writeFileSync(file, '# settings\ncurrency = CZK\n');
        const shown = await run(['config', '--config', file]);
        assert.equal(shown.code, 0, shown.errors);
        assert.match(shown.output, /currency = CZK/);
        writeFileSync(file, 'colour = red\n');
        const refused = await run(['config', '--config', file]);
        assert.notEqual(refused.code, 0);
        assert.match(refused.errors, /colour/);
    });
});

describe('the command line', () => {
    it('tells its version', async () => {
        const { code, output } = await run(['version']);
        assert.equal(code, 0);
        assert.match(output, /^kith \S+/);
    });

    it('helps', async () => {
        assert.match((await run(['--help'])).output, /serve/);
        const { code, output } = await run(['serve', '--help']);
        assert.equal(code, 0);
        for (const word of ['--listen', '--data', 'KITH_']) assert.ok(output.includes(word), word);
    });

    it('refuses what it does not know', async () => {
        for (const args of [[], ['dance'], ['serve', 'now'], ['version', '--loud']])
            assert.notEqual((await run(args)).code, 0, args.join(' '));
    });
});

describe('what is written', () => {
    // Posts contacts on several connections until the server is gone; resolves with the names that
    // were acknowledged. `when` is called once so many were.
    async function hammer(user, prefix, n, when) {
        const acknowledged = [];
        let called = false;
        const worker = async (w) => {
            for (let i = 0; ; i++) {
                const name = `${prefix}-${w}-${i}`;
                try {
                    const answer = await user.post('/contacts', { name, stage: 'demo', email: `${name}@example.com` });
                    if (answer.status === 201) acknowledged.push(name);
                } catch (error) {
                    if (error instanceof assert.AssertionError) throw error;
                    return;
                }
                if (acknowledged.length >= n && !called) {
                    called = true;
                    when();
                }
            }
        };
        await Promise.all(Array.from({ length: 16 }, (_, w) => worker(w)));
        return acknowledged;
    }

    async function everyContact(user) {
        const names = [];
        for (let at = {}; at; ) {
            const page = await user.get('/contacts', { sort: 'id', limit: 500, count: true, ...at }).expect(200);
            names.push(...page.data.map((c) => c.name));
            at = page.next && { cursor: page.next };
            if (!at) assert.equal(page.total, names.length, 'the counter agrees');
        }
        return names;
    }

    it('is all there after a restart, and tokens still hold', async () => {
        const other = await Server.start();
        const user = await other.user();
        const made = await user.make('contacts', { name: 'Lasting', tags: ['x'], email: 'l@example.com' });
        await other.stop();
        await other.launch();
        assert.deepEqual(await user.read('contacts', made.id), made);
        assert.equal((await user.get('/search', { q: 'lasting' }).expect(200)).data.length, 1);
        const again = await other.login(user.account);
        assert.equal(again.workspace.id, user.workspace.id);
        const next = await user.make('contacts', { name: 'Later' });
        assert.ok(next.id > made.id);
        await other.stop();
    });

    it('is answered and on disk when SIGTERM comes: no more and no less', async () => {
        const other = await Server.start();
        const user = await other.user();
        let ended;
        const acknowledged = await hammer(user, 'term', 60, () => (ended = other.stop()));
        await ended;
        assert.ok(acknowledged.length >= 60);
        await other.launch();
        assert.deepEqual((await everyContact(user)).sort(), acknowledged.sort());
        await other.stop();
    });

    it('is never lost once acknowledged, even when the process is killed', async () => {
        const other = await Server.start();
        const user = await other.user();
        for (let round = 1; round <= 3; round++) {
            let ended;
            const before = round === 1 ? [] : await everyContact(user);
            const fresh = await other.login(user.account);
            const acknowledged = await hammer(fresh, `kill${round}`, 40, () => (ended = other.kill()));
            await ended;
            await other.launch();
            const there = new Set(await everyContact(user));
            for (const name of [...before, ...acknowledged]) assert.ok(there.has(name), `${name} is lost`);
            const found = (await user.get('/search', { q: acknowledged.at(-1) }).expect(200)).data;
            assert.ok(found.some((h) => h.name === acknowledged.at(-1)), 'and it is found');
            const pipeline = (await user.get('/pipeline', { limit: 1 }).expect(200)).data;
            assert.equal(pipeline.find((s) => s.stage === 'demo').count, there.size);
        }
        await other.stop();
    });

    it('is one database a workspace', async () => {
        const other = await Server.start();
        await other.user();
        const one = countDatabases(other);
        await other.user();
        await other.user();
        assert.equal(countDatabases(other), one + 2);
        await other.stop();
    });

    it('is kept for many workspaces, with few of them open', async () => {
        const other = await Server.start({ args: ['--open-max', '3'] });
        const users = [];
        for (let i = 0; i < 8; i++) users.push(await other.user());
        await Promise.all(users.map((u, i) => u.make('contacts', { name: `of ${i}` })));
        for (let round = 0; round < 2; round++)
            for (const [i, u] of users.entries()) assert.deepEqual(await u.names('contacts'), [`of ${i}`]);
        await other.stop();
    });
});
