// The page's files as the program serves them: which address gives which, how long it may be kept,
// in which coding, under which policy.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { before, describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { start } from './harness.mjs';

let server;
before(async () => {
    server = await start();
});

// As it comes over the wire: fetch would undo the coding.
const ask = (path, headers = {}, method = 'GET') =>
    new Promise((resolve, reject) => {
        const { hostname, port } = new URL(server.url);
        request({ hostname, port, path, method, headers }, (response) => {
            const parts = [];
            response.on('data', (part) => parts.push(part));
            response.on('end', () =>
                resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }),
            );
        })
            .on('error', reject)
            .end();
    });

// Files with a fixed name, as far as the page has them.
const fixed = async () => {
    const names = ['/', '/login', '/sw.js', '/manifest.webmanifest', '/icon.svg'];
    const there = await Promise.all(names.map(async (path) => (await ask(path)).status === 200));
    return names.filter((_, i) => there[i]);
};

// The first script that index.html names.
const script = async () => /src="(\/assets\/[^"]+\.js)"/.exec((await ask('/')).body)[1];

describe('addresses', () => {
    it('of the page give index.html', async () => {
        const index = await ask('/');
        assert.equal(index.status, 200);
        assert.match(index.headers['content-type'], /^text\/html/);
        assert.match(String(index.body), /^<!doctype html>/i);
        for (const path of ['/login', '/setup', '/w/1/contacts', '/w/1/contacts/2?peek=contact:3', '/invite/abc',
            '/invitation', '/reset', '/reset/abc', '/confirm-email', '/index.html']) {
            const page = await ask(path);
            assert.equal(page.status, 200, path);
            assert.deepEqual(page.body, index.body, path);
        }
    });

    it('that are none are a problem, 404', async () => {
        for (const path of ['/nothing', '/assets/', '/assets/nothing.js', '/assets/index.html', '/works', '/logins',
            '/api', '/api/', '/api/w/1', '/index.htm', '/sw.js/', '//login', '/../api', '/%2e%2e/etc/passwd']) {
            const answer = await ask(path);
            assert.equal(answer.status, 404, path);
            assert.match(answer.headers['content-type'], /^application\/problem\+json/, path);
            assert.match(answer.headers['content-security-policy'], /default-src 'none'; frame-anc/, path);
        }
    });

    it('answer reads only', async () => {
        for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'])
            assert.equal((await ask('/login', {}, method)).status, 404, method);
    });

    it('belong to this server, whatever Host says', async () => {
        assert.equal((await ask('/', { host: 'evil.example' })).status, 400);
    });

    it('are not counted as requests', async () => {
        const strict = await start({ env: { KITH_RATE_LIMIT: '6000' } });
        for (let i = 0; i < 150; i++)
            assert.equal((await fetch(`${strict.url}/login`)).status, 200);
    });
});

describe('keeping', () => {
    it('what has a hash in its name may be kept for ever', async () => {
        const asset = await ask(await script());
        assert.equal(asset.status, 200);
        assert.equal(asset.headers['cache-control'], 'public, max-age=31536000, immutable');
        assert.match(asset.headers['content-type'], /^text\/javascript/);
    });

    it('all else is asked for again, and answered 304 while it is the same', async () => {
        for (const path of await fixed()) {
            const first = await ask(path);
            assert.equal(first.status, 200, path);
            assert.equal(first.headers['cache-control'], 'no-cache', path);
            const { etag } = first.headers;
            for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
                const again = await ask(path, { 'if-none-match': tag });
                assert.equal(again.status, 304, `${path} ${tag}`);
                assert.equal(again.body.length, 0);
                assert.equal(again.headers.etag, etag);
                assert.equal(again.headers['cache-control'], 'no-cache', path);
            }
            assert.equal((await ask(path, { 'if-none-match': '"other"' })).status, 200);
        }
    });

    it('HEAD says the same without the content', async () => {
        const got = await ask('/'), head = await ask('/', {}, 'HEAD');
        assert.equal(head.status, 200);
        assert.equal(head.body.length, 0);
        for (const name of ['etag', 'content-type', 'content-length', 'vary', 'cache-control'])
            assert.equal(head.headers[name], got.headers[name], name);
    });
});

describe('coding', () => {
    const codings = [
        [undefined, undefined],
        ['', undefined],
        ['gzip', 'gzip'],
        ['gzip, deflate, br', 'br'],
        ['br;q=0.5, gzip', 'br'],
        ['br;q=0, gzip', 'gzip'],
        ['BR', 'br'],
        ['gzip;q=0.0', undefined],
        ['identity', undefined],
        ['brotli, gz', undefined],
    ];
    const undo = { br: brotliDecompressSync, gzip: gunzipSync };

    it('is what the client takes, and the content the same', async () => {
        const plain = (await ask('/')).body;
        const tags = new Set();
        for (const [accept, expected] of codings) {
            const answer = await ask('/', accept === undefined ? {} : { 'accept-encoding': accept });
            const coding = answer.headers['content-encoding'];
            assert.ok(coding === expected, `${accept}: ${coding}`);
            assert.match(answer.headers.vary, /Accept-Encoding/);
            assert.deepEqual(coding ? undo[coding](answer.body) : answer.body, plain);
            if (coding) assert.ok(answer.body.length < plain.length);
            tags.add(`${coding} ${answer.headers.etag}`);
        }
        // A tag names one sequence of bytes.
        assert.equal(tags.size, 3);
        assert.equal(new Set([...tags].map((t) => t.split(' ')[1])).size, 3);
    });
});

describe('policy', () => {
    it('everything from here, nothing inline, in no frame', async () => {
        for (const path of [...(await fixed()), await script()]) {
            const { headers } = await ask(path);
            const policy = Object.fromEntries(
                headers['content-security-policy'].split('; ').map((d) => [d.split(' ')[0], d.split(' ').slice(1).join(' ')]),
            );
            assert.equal(policy['default-src'], "'none'");
            for (const kind of ['script-src', 'style-src', 'connect-src', 'worker-src', 'manifest-src', 'font-src'])
                assert.equal(policy[kind], "'self'", kind);
            assert.equal(policy['img-src'], "'self' data: blob:");
            for (const kind of ['frame-ancestors', 'base-uri', 'object-src']) assert.equal(policy[kind], "'none'", kind);
            assert.equal(policy['form-action'], "'self'");
            assert.equal(headers['x-content-type-options'], 'nosniff');
            assert.equal(headers['referrer-policy'], 'no-referrer');
            assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
            assert.match(headers['permissions-policy'], /camera=\(\)/);
            assert.ok(headers['x-request-id']);
        }
    });

    it('index.html keeps to it', async () => {
        const page = String((await ask('/')).body);
        assert.doesNotMatch(page, /<script(?![^>]*\bsrc=)[^>]*>\s*\S/, 'no inline script');
        assert.doesNotMatch(page, /<style|\sstyle=|\son\w+=|(src|href)="(https?:)?\/\//i);
    });
});
