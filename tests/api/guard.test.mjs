// The door: tricks with heads and paths, names, forged requests of browsers, headers of every
// answer, slow and many connections, what watches over the server, and what it gave up.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, renameSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Server, run, scratch, start } from './harness.mjs';
import { head, raw, status } from './lib/wire.mjs';

const server = await start({ env: { KITH_REQUEST_TIMEOUT_S: '2' } });
const ann = await server.user();
const token = `Authorization: Bearer ${ann.token}`;
const send = (line, ...headers) => raw(server.url, head(line, 'Host: localhost', ...headers));

// Resolves once done() holds; fails after a while.
async function until(done, what) {
    for (let i = 0; i < 100; i++) {
        const value = await done();
        if (value) return value;
        await pause(50);
    }
    assert.fail(what);
}

describe('a request that two readers could take differently is refused', () => {
    const post = (headers, body) =>
        raw(server.url, head('POST /api/crm/contacts', 'Host: localhost', token, 'Content-Type: application/json', ...headers) + body);
    const smuggled = 'GET /api/auth/me HTTP/1.1\r\nHost: localhost\r\n\r\n';
    const answers = (text) => text.match(/HTTP\/1\.1 \d/g)?.length ?? 0;

    it('by two lengths', async () => {
        const answer = await post(['Content-Length: 2', 'Content-Length: 60'], `{}${smuggled}`);
        assert.equal(status(answer), 400);
        assert.equal(answers(answer), 1);
    });

    it('by a length and chunks', async () => {
        for (const encoding of ['chunked', 'Chunked', ' chunked', 'identity', 'gzip, chunked', 'xchunked', 'chunked, chunked', '"chunked"']) {
            const answer = await post(['Content-Length: 4', `Transfer-Encoding: ${encoding}`], `0\r\n\r\n${smuggled}`);
            assert.equal(status(answer), 400, encoding);
            assert.equal(answers(answer), 1, encoding);
        }
    });

    it('by a blank in front of the colon, or a folded line', async () => {
        assert.equal(status(await post(['Transfer-Encoding : chunked', 'Content-Length: 2'], '{}')), 400);
        const folded = await post(['X-A: b', ' Content-Length: 2'], '{}');
        assert.ok(status(folded) >= 400 || status(folded) === 0, folded);
    });

    it('by a length that is no number', async () => {
        for (const length of ['-1', '+2', '0x2', '2 2', '2,2', '99999999999999999999999'])
            assert.ok([0, 400, 413].includes(status(await post([`Content-Length: ${length}`], '{}'))), length);
    });

    it('by two hosts, in two headers or in the address', async () => {
        assert.equal(status(await raw(server.url, head('GET /healthz', 'Host: localhost', 'Host: evil.example'))), 400);
        assert.equal(status(await send('GET http://evil.example/healthz')), 400);
        assert.equal(status(await send('GET http://localhost@evil.example/healthz')), 400);
        assert.equal(status(await send('GET http://localhost/healthz')), 200);
    });

    it('by a NUL or a bare line feed', async () => {
        assert.ok([0, 400].includes(status(await send('GET /healthz\0/x'))));
        for (const line of ['X: a\0b', 'X\0: b', 'X-A\nX-B: c', 'X-A: b\rX-B: c'])
            assert.ok([0, 200, 400].includes(status(await send('GET /healthz', line))), line);
        await ann.get('/api/auth/me').expect(200);
    });

    it('without a Host', async () => {
        assert.equal(status(await raw(server.url, head('GET /healthz'))), 400);
    });
});

describe('a path', () => {
    const secret = async (path) => {
        const answer = await send(`GET ${path}`, token);
        assert.ok([400, 404].includes(status(answer)), `${path}: ${answer.slice(0, 200)}`);
        assert.doesNotMatch(answer, /SQLite|root:|\[package\]/);
    };

    it('with dots leads nowhere, encoded or not', async () => {
        for (const path of ['/../etc/passwd', '/api/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/..%2f..%2fetc/passwd', '/api/crm/../auth/me/x', '/api/crm/contacts/../../../data/control.db', '/.%2e/', '/%252e%252e/', '/..;/api', '/api/crm/./contacts', '/api/crm/%2e/contacts', '\\..\\..\\etc'])
            await secret(path);
    });

    it('with an escaped slash is not another path', async () => {
        for (const path of ['/api%2fauth%2fme', '/api/auth%2fme', '/api/crm/contacts%2f1', '/api/crm/contacts/1%2frestore', '/api/crm%5ccontacts'])
            await secret(path);
    });

    it('with a NUL, half an escape or broken UTF-8 is refused', async () => {
        for (const path of ['/api/crm/contacts/%00', '/healthz%00', '/%', '/%4', '/%zz', '/%c0%af', '/%ff', '/%ed%a0%80'])
            assert.equal(status(await send(`GET ${path}`, token)), 400, path);
    });

    it('with doubled or trailing slashes, or other capitals, is not found', async () => {
        for (const path of ['//healthz', '/healthz/', '/api//auth/me', '/api/auth/me/', '/API/auth/me', '/Healthz'])
            assert.equal(status(await send(`GET ${path}`, token)), 404, path);
    });

    it('that is a method’s trick is refused', async () => {
        for (const line of ['TRACE /healthz', 'CONNECT localhost:1', 'get /healthz', 'GETX /healthz', 'OPTIONS *'])
            assert.ok([400, 404, 405, 501].includes(status(await send(line))), line);
        const faked = await ann.call('POST', '/contacts/1', { headers: { 'x-http-method-override': 'DELETE' } });
        assert.equal(faked.status, 405);
    });
});

describe('a head', () => {
    it('that is huge, or of very many lines, is refused', async () => {
        const huge = await send('GET /healthz', `X-Big: ${'y'.repeat(40_000)}`);
        assert.ok([0, 400, 413, 431].includes(status(huge)), huge.slice(0, 100));
        const many = await send('GET /healthz', ...Array.from({ length: 5000 }, (_, i) => `X-${i}: y`));
        assert.ok([0, 400, 413, 431].includes(status(many)), many.slice(0, 100));
        const long = await send(`GET /${'a'.repeat(40_000)}`);
        assert.ok([0, 400, 414, 431].includes(status(long)), long.slice(0, 100));
        await ann.get('/api/auth/me').expect(200);
    });

    it('cannot put lines into an answer', async () => {
        const answer = await send('GET /api/crm/contacts', token, 'X-Request-Id: a%0d%0aSet-Cookie: x=y');
        assert.doesNotMatch(answer, /^set-cookie: x=y/im);
    });

    it('with hundreds of cookies or a huge token is only refused', async () => {
        await server.client({ cookie: Array.from({ length: 200 }, (_, i) => `kith=${i}`).join('; ') }).get('/api/auth/me').expect(401);
        await server.client({ authorization: `Bearer ${'a.'.repeat(4000)}` }).get('/api/auth/me').expect(401);
        await server.client({ 'x-api-key': 'kith_'.repeat(1000) }).get('/api/auth/me').expect(401);
    });
});

describe('credentials', () => {
    it('missing or of another scheme answer 401 and say how', async () => {
        for (const headers of [{}, { authorization: 'Basic YTpi' }, { authorization: 'Bearer' }, { authorization: 'Bearer ' }, { authorization: 'Token x' }, { cookie: 'kith=' }, { cookie: 'Kith=x' }, { 'x-api-key': '' }]) {
            const answer = await server.client(headers).get('/api/auth/me');
            answer.expect(401);
            assert.match(answer.headers.get('www-authenticate'), /^Bearer/);
        }
    });

    it('a bad one is not made up for by a good one', async () => {
        const jar = await cookieOf(ann.account);
        await server.client({ authorization: 'Bearer x', cookie: jar.cookie }).get('/api/auth/me').expect(401);
        await server.client({ authorization: 'Bearer x', 'x-api-key': 'kith_x' }).get('/api/auth/me').expect(401);
    });

    it('in the address count for nothing', async () => {
        const answer = await fetch(`${server.url}/api/auth/me?access_token=${ann.token}&token=${ann.token}`);
        assert.equal(answer.status, 401);
    });
});

// Signs in and gives what a browser would keep.
async function cookieOf({ email, password }) {
    const answer = await server.client().post('/api/auth/login', { email, password });
    answer.expect(200);
    const set = answer.headers.get('set-cookie');
    const cookie = set.split(';')[0];
    const { csrf_token: csrf } = await server.client({ cookie }).get('/api/auth/me').expect(200);
    return { cookie, csrf, set };
}

describe('a forged request of a browser', async () => {
    const jar = await cookieOf(ann.account);
    const own = server.url;
    const write = (headers) => server.client({ cookie: jar.cookie, ...headers }).post('/contacts', { name: 'Forged' });
    const good = { origin: own, 'x-csrf-token': jar.csrf };

    it('gets a cookie that pages cannot read or send across', () => {
        assert.match(jar.set, /^kith=[\w-]{30,}; /);
        for (const part of [/; Path=\/(;|$)/, /; HttpOnly/, /; SameSite=Lax/]) assert.match(jar.set, part);
        assert.doesNotMatch(jar.set, /Domain=/i);
    });

    it('from another site is refused, whatever else it shows', async () => {
        for (const site of ['cross-site', 'same-site', 'none', 'Same-Origin', ''])
            await write({ ...good, 'sec-fetch-site': site }).expect(403);
        for (const origin of ['https://evil.example', 'null', `${own}.evil.example`, `${own}0`, own.replace('http:', 'ftp:'), `http://evil.example/${own}`, 'http://localhost'])
            await write({ ...good, origin }).expect(403);
    });

    it('that does not say where it comes from is refused', async () => {
        await write({ 'x-csrf-token': jar.csrf }).refused(403, 'Origin');
        await write({}).expect(403);
    });

    it('without the session’s token, or with another’s, is refused', async () => {
        const bob = await server.user();
        const other = await cookieOf(bob.account);
        for (const csrf of [undefined, '', 'x', jar.csrf.slice(1), `${jar.csrf}x`, other.csrf])
            await write(csrf === undefined ? { origin: own } : { origin: own, 'x-csrf-token': csrf }).refused(403, 'X-CSRF-Token');
    });

    it('as a form is refused', async () => {
        const client = server.client({ cookie: jar.cookie, ...good });
        for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain'])
            await client.call('POST', '/contacts', { raw: '{"name":"x"}', headers: { 'content-type': type } }).expect(415);
    });

    it('of ours goes through', async () => {
        await write(good).expect(201);
        await write({ 'sec-fetch-site': 'same-origin', 'x-csrf-token': jar.csrf }).expect(201);
        await server.client({ cookie: jar.cookie }).get('/contacts').expect(200);
        await server.client({ cookie: jar.cookie, 'sec-fetch-site': 'cross-site' }).get('/contacts').expect(200);
    });

    it('cannot sign anybody in or out from elsewhere either', async () => {
        const { email, password } = ann.account;
        for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }])
            await server.client(headers).post('/api/auth/login', { email, password }).expect(403);
        await server.client({ cookie: jar.cookie }).post('/api/auth/logout').expect(403);
        await server.client({ cookie: jar.cookie }).get('/api/auth/me').expect(200);
    });

    it('has nothing to do with tokens: a program’s go through', async () => {
        await ann.post('/contacts', { name: 'Token' }).expect(201);
        await ann.post('/contacts', { name: 'Token' }, { 'sec-fetch-site': 'none' }).expect(201);
        await ann.post('/contacts', { name: 'Token' }, { cookie: jar.cookie }).expect(201);
    });

    it('counts for nothing once the session has ended', async () => {
        const gone = await cookieOf(ann.account);
        await server.client({ cookie: gone.cookie, origin: own, 'x-csrf-token': gone.csrf }).post('/api/auth/logout').expect(204);
        await server.client({ cookie: gone.cookie }).get('/api/auth/me').expect(401);
    });
});

describe('Host', () => {
    it('names other than ours are refused: no page can pass itself off as us', async () => {
        for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.nip.io', '192.0.2.1', '[::2]:80', 'localhost:x', 'a b', ''])
            assert.equal(status(await raw(server.url, head('GET /healthz', `Host: ${host}`))), 400, host);
        const { port } = new URL(server.url);
        for (const host of ['localhost', 'LOCALHOST', `localhost:${port}`, '127.0.0.1', `127.0.0.1:${port}`, '[::1]:1'])
            assert.equal(status(await raw(server.url, head('GET /healthz', `Host: ${host}`))), 200, host);
    });

    it('is what the setting names', async () => {
        const other = await Server.start({ env: { KITH_HOSTS: 'crm.example.com, 127.0.0.1' } });
        const ask = async (host) => status(await raw(other.url, head('GET /healthz', `Host: ${host}`)));
        assert.equal(await ask('crm.example.com'), 200);
        assert.equal(await ask('CRM.example.com:443'), 200);
        assert.equal(await ask('x.crm.example.com'), 400);
        assert.equal(await ask('localhost'), 400);
        await other.stop();
    });

    it('may be any where all may come, which is warned of', async () => {
        const other = await Server.start({ args: ['--listen', '0.0.0.0:0'] });
        const url = other.url.replace('0.0.0.0', '127.0.0.1');
        assert.equal(status(await raw(url, head('GET /healthz', 'Host: pi.home'))), 200);
        assert.match(other.process.errors, /hosts/);
        await other.stop();
    });

    it('lists that make no sense are refused at start', async () => {
        for (const [name, value] of [['hosts', 'https://crm.example.com'], ['hosts', 'a,,b'], ['trusted-proxies', '10.0.0.1/8'], ['trusted-proxies', 'proxy'], ['cors-origins', '*'], ['cors-origins', 'https://a.example/'], ['cors-origins', 'null'], ['sandbox', 'maybe'], ['rate-limit', '-1']]) {
            const { code, errors } = await run(['serve', '--data', scratch(), `--${name}=${value}`]);
            assert.notEqual(code, 0, `${name} ${value}`);
            assert.match(errors, new RegExp(name.replace('-', '.')));
        }
    });
});

describe('every answer', () => {
    it('carries the headers that keep a browser from helping others', async () => {
        const made = await ann.make('contacts', { name: 'Headers' });
        const answers = [
            await ann.get('/contacts'),
            await ann.read('contacts', made.id).then(() => ann.get(`/contacts/${made.id}`)),
            await ann.get('/nothing'),
            await ann.post('/contacts', {}),
            await server.client().get('/contacts'),
            await server.client().get('/healthz'),
            await server.client().get('/api/openapi.json'),
            await ann.call('PUT', '/contacts'),
        ];
        const tagged = await ann.get('/contacts');
        answers.push(await ann.get('/contacts', {}, { 'if-none-match': tagged.etag }));
        for (const answer of answers) {
            const at = `${answer.request.pathname} ${answer.status}`;
            assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', at);
            assert.equal(answer.headers.get('referrer-policy'), 'no-referrer', at);
            assert.equal(answer.headers.get('cross-origin-resource-policy'), 'same-origin', at);
            assert.match(answer.headers.get('content-security-policy'), /^default-src 'none'.*frame-ancestors 'none'/, at);
            assert.match(answer.headers.get('cache-control'), /private|no-store/, at);
            assert.equal(answer.headers.get('strict-transport-security'), null, at);
            assert.equal(answer.headers.get('server'), null, at);
            assert.equal(answer.headers.get('access-control-allow-origin'), null, at);
            if (answer.text) assert.match(answer.headers.get('content-type'), /charset=utf-8|problem\+json/, at);
        }
    });

    it('with a secret in it is kept nowhere', async () => {
        const { email, password } = ann.account;
        const answer = await server.client().post('/api/auth/login', { email, password });
        assert.equal(answer.headers.get('cache-control'), 'no-store');
    });

    it('to a bad head too', async () => {
        const answer = await send('GET /%zz');
        assert.match(answer, /content-security-policy: default-src 'none'/i);
        assert.match(answer, /x-content-type-options: nosniff/i);
    });
});

describe('connections', () => {
    it('that send slowly are dropped, and hold nobody up meanwhile', async () => {
        const { hostname, port } = new URL(server.url);
        let dropped = 0;
        const slow = Array.from({ length: 100 }, () => {
            const socket = connect(Number(port), hostname, () => socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: '));
            const drip = setInterval(() => socket.write('y'), 200);
            socket.on('error', () => {});
            return new Promise((resolve) => socket.on('close', () => resolve(clearInterval(drip), (dropped += 1))));
        });
        for (let i = 0; i < 20; i++) await ann.get('/api/auth/me').expect(200);
        assert.ok(dropped < slow.length, 'none had to be dropped before another was answered');
        await Promise.all(slow);
    });

    it('with a body that never comes are dropped', async () => {
        const { hostname, port } = new URL(server.url);
        const socket = connect(Number(port), hostname);
        socket.on('error', () => {}).resume();
        socket.write(`POST /api/crm/contacts HTTP/1.1\r\nHost: localhost\r\n${token}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"name":`);
        await new Promise((resolve) => socket.on('close', resolve));
    });

    it('of one address are bounded, and others still come in', async () => {
        const other = await Server.start({ env: { KITH_CONNECTIONS_PER_ADDRESS: '10' } });
        const { port } = new URL(other.url);
        const held = await Promise.all(
            Array.from({ length: 30 }, () => new Promise((resolve) => {
                const socket = connect({ port: Number(port), host: '127.0.0.1', localAddress: '127.0.0.2' });
                socket.on('error', () => resolve(null));
                socket.on('close', () => resolve(null));
                socket.on('connect', () => setTimeout(() => resolve(socket.destroyed || socket.readyState !== 'open' ? null : socket), 500));
            })),
        );
        const open = held.filter((socket) => socket && !socket.destroyed);
        assert.ok(open.length <= 10, `${open.length} of one address`);
        assert.equal(status(await raw(other.url, head('GET /healthz', 'Host: localhost'))), 200);
        for (const socket of open) socket.destroy();
        await until(async () => status(await raw(other.url, head('GET /healthz', 'Host: localhost'), { socketOptions: { localAddress: '127.0.0.2' } }).catch(() => '')) === 200, 'it may come again');
        await other.stop();
    });
});

describe('who watches over it', () => {
    it('learns that it is alive and ready without a sign-in', async () => {
        await server.client().get('/healthz').expect(200);
        assert.deepEqual(await server.client().get('/readyz').expect(200), { status: 'ready' });
    });

    it('sees the counters from this machine', async () => {
        await ann.get('/contacts', { q: 'counted' }).expect(200);
        await ann.get('/contacts', { q: 'counted' }).expect(200);
        const answer = await server.client().get('/metrics');
        answer.expect(200);
        assert.match(answer.headers.get('content-type'), /^text\/plain; version=0\.0\.4/);
        for (const line of [/^kith_requests_total\{route="contacts\.list",status="2xx"\} [1-9]/m, /^kith_request_seconds_bucket\{route="contacts\.list",le="\+Inf"\} [1-9]/m, /^kith_cache_hits_total [1-9]/m, /^kith_open_workspaces [1-9]/m, /^process_resident_memory_bytes \d{7,}/m, /^kith_build_info\{version="[^"]+"\} 1$/m])
            assert.match(answer.text, line);
        for (const line of answer.text.trim().split('\n'))
            assert.match(line, /^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? [\d.e+-]+)$/);
        assert.doesNotMatch(answer.text, /counted|example\.com/);
    });

    it('sees them from elsewhere only with the token or as the owner', async () => {
        const other = await Server.start({ env: { KITH_METRICS_TOKEN: 'watch me', KITH_TRUSTED_PROXIES: '127.0.0.1' } });
        const far = { 'x-forwarded-for': '203.0.113.7' };
        const owner = await other.user();
        const member = await other.user();
        const ask = (headers) => other.client({ ...far, ...headers }).get('/metrics');
        await ask({}).expect(401);
        await ask({ authorization: 'Bearer watch m' }).expect(401);
        await ask({ authorization: 'Bearer none' }).expect(401);
        await ask({ authorization: `Bearer ${member.token}` }).expect(403);
        await ask({ authorization: 'Bearer watch me' }).expect(200);
        await ask({ authorization: `Bearer ${owner.token}` }).expect(200);
        await other.stop();
    });

    it('does not take a forwarded request for one of this machine', async () => {
        for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])
            await server.client({ [name]: '127.0.0.1' }).get('/metrics').expect(401);
    });
});

describe('the access log', () => {
    it('has a line a request, and no secrets', async () => {
        const dir = scratch();
        const file = join(dir, 'access.log');
        const other = await Server.start({ env: { KITH_ACCESS_LOG: file } });
        const user = await other.user();
        await user.get('/contacts', { q: 'private words' }).expect(200);
        await user.post('/contacts', { name: 'Secret Name' }).expect(201);
        await other.client({ authorization: 'Bearer wrong.token.here' }).get('/contacts/77').expect(401);
        await raw(other.url, head('GET /%zz', 'Host: localhost'));
        const read = () => readFileSync(file, 'utf8');
        await until(() => read().trim().split('\n').length >= 6, 'the log is written');

        const lines = read().trim().split('\n').map((line) => JSON.parse(line));
        const listed = lines.find((l) => l.route === '/api/crm/contacts' && l.method === 'GET');
        assert.deepEqual(Object.keys(listed).sort(), ['address', 'bytes', 'id', 'method', 'ms', 'route', 'status', 'time', 'user', 'workspace']);
        assert.equal(listed.user, user.user.id);
        assert.equal(listed.address, '127.0.0.1');
        const refused = lines.find((l) => l.status === 401);
        assert.equal(refused.route, '/api/crm/contacts/:id');
        assert.equal(refused.user, undefined);
        assert.ok(lines.some((l) => l.status === 400 && l.route === null));
        for (const secret of ['private', 'Secret', 'wrong.token', user.token.slice(0, 20), user.account.password, user.account.email, '/77'])
            assert.ok(!read().includes(secret), secret);
        assert.equal(statSync(file).mode & 0o77, 0, 'for its user only');

        renameSync(file, `${file}.1`);
        other.process.child.kill('SIGHUP');
        await until(async () => {
            await user.get('/api/auth/me').expect(200);
            try {
                return read().includes('/api/auth/me');
            } catch {
                return false;
            }
        }, 'a new file is begun after SIGHUP');
        await other.stop();
    });

    it('that cannot be written is an error at start', async () => {
        const { code, errors } = await run(['serve', '--data', scratch(), '--access-log', '/nowhere/at/all.log']);
        assert.notEqual(code, 0);
        assert.match(errors, /access_log/);
    });
});

describe('the process', () => {
    const field = (name) => new RegExp(`^${name}:\\s+(\\S+)`, 'm').exec(readFileSync(`/proc/${server.process.child.pid}/status`, 'utf8'))?.[1];

    it('can gain no rights and is fenced in, where the kernel can do that', () => {
        assert.equal(field('NoNewPrivs'), '1');
        assert.equal(field('Umask'), '0077');
        assert.ok(['0', '2'].includes(field('Seccomp')));
        assert.match(server.process.errors, /sandbox: files (fenced|open)/);
    });

    it('keeps its files to itself', () => {
        for (const name of readdirSync(server.data, { recursive: true }))
            assert.equal(statSync(join(server.data, name)).mode & 0o77, 0, name);
    });

    it('runs unfenced when told so', async () => {
        const other = await Server.start({ env: { KITH_SANDBOX: 'off' } });
        await (await other.user()).make('contacts', { name: 'x' });
        assert.doesNotMatch(other.process.errors, /sandbox: files/);
        await other.stop();
    });
});
