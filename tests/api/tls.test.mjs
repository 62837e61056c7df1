// HTTPS by certificate and key files: what it takes and refuses, and exchanging them while serving.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect as connectPlain } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from 'node:tls';
import { run, scratch, start } from './harness.mjs';

// The harness's own client does not know our certificates; what is tested here checks them itself.
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
process.removeAllListeners('warning');

const dir = scratch();
const at = (name) => join(dir, name);
function certificate(name, ...type) {
    execFileSync('openssl', ['req', '-x509', '-nodes', '-days', '2', '-subj', `/CN=${name}`, '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-newkey', ...type, '-keyout', at(`${name}.key`), '-out', at(`${name}.pem`)], { stdio: 'ignore' });
}
certificate('one', 'rsa:2048');
certificate('two', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1');
const use = (name) => {
    copyFileSync(at(`${name}.pem`), at('cert.pem'));
    copyFileSync(at(`${name}.key`), at('key.pem'));
};
use('one');
const env = { KITH_TLS_CERT: at('cert.pem'), KITH_TLS_KEY: at('key.pem') };
const server = await start({ env });
const { port } = new URL(server.url);
const ca = ['one', 'two'].map((name) => readFileSync(at(`${name}.pem`)));

// One handshake; resolves with what was agreed on.
const shake = (options = {}) =>
    new Promise((resolve, reject) => {
        const socket = connect({ host: '127.0.0.1', port, ca, rejectUnauthorized: true, ...options }, () => {
            resolve({ version: socket.getProtocol(), name: socket.getPeerCertificate().subject.CN, cipher: socket.getCipher().name });
            socket.destroy();
        });
        socket.on('error', reject);
    });

const get = (path, options = {}) =>
    new Promise((resolve, reject) => {
        const ask = request({ host: '127.0.0.1', port, path, ca, rejectUnauthorized: true, agent: false, ...options }, (answer) => {
            let text = '';
            answer.on('data', (s) => (text += s)).on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text }));
        });
        ask.on('error', reject).end(options.body);
    });

describe('over TLS', () => {
    it('old versions are refused', async () => {
        for (const version of ['TLSv1', 'TLSv1.1'])
            await assert.rejects(shake({ minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' }), version);
        assert.equal((await shake({ maxVersion: 'TLSv1.2' })).version, 'TLSv1.2');
        assert.equal((await shake()).version, 'TLSv1.3');
    });

    it('plain HTTP is not answered', async () => {
        const answer = await new Promise((resolve) => {
            let text = '';
            const socket = connectPlain(port, '127.0.0.1', () => socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n'));
            socket.on('data', (s) => (text += s)).on('error', () => resolve(text)).on('close', () => resolve(text));
            setTimeout(() => socket.destroy(), 3000);
        });
        assert.doesNotMatch(answer, /HTTP\/1\.1 200/);
    });

    it('answers carry HSTS, and the cookie is for TLS only', async () => {
        const ann = await server.user();
        const answer = await ann.get('/contacts');
        assert.match(answer.headers.get('strict-transport-security'), /max-age=31536000/);
        const { email, password } = ann.account;
        const login = await server.client().post('/api/auth/login', { email, password });
        const set = login.headers.get('set-cookie');
        assert.match(set, /^__Host-kith=/);
        assert.match(set, /; Secure/);
        assert.match(set, /; HttpOnly/);
        const cookie = set.split(';')[0];
        await server.client({ cookie }).get('/api/auth/me').expect(200);
        await server.client({ cookie: cookie.replace('__Host-', '') }).get('/api/auth/me').expect(401);
    });

    it('origins are compared with https', async () => {
        const ann = await server.user();
        const { email, password } = ann.account;
        const login = await server.client().post('/api/auth/login', { email, password });
        const cookie = login.headers.get('set-cookie').split(';')[0];
        const { csrf_token: csrf } = await server.client({ cookie }).get('/api/auth/me').expect(200);
        const write = (origin) => server.client({ cookie, origin, 'x-csrf-token': csrf }).post('/contacts', { name: 'x' });
        await write(server.url.replace('https', 'http')).expect(403);
        await write(server.url).expect(201);
    });

    it('writes, long bodies and refused ones work as without', async () => {
        const ann = await server.user();
        const text = 'y'.repeat(60_000);
        const made = await ann.make('contacts', { name: 'TLS', background: text });
        assert.equal((await ann.read('contacts', made.id)).background.length, text.length);
        const headers = { authorization: `Bearer ${ann.token}`, 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
        const refused = await get('/api/crm/contacts', { method: 'POST', headers, body: 'x'.repeat(9 << 20) }).catch((e) => e);
        assert.ok(refused.status === 413 || refused.code, 'refused, or the connection ended while sending');
        assert.equal((await get('/healthz')).status, 200);
    });
});

describe('the certificate', () => {
    it('is exchanged on SIGHUP, and connections that stand go on', async () => {
        assert.equal((await shake()).name, 'one');
        const ann = await server.user();
        use('two');
        assert.equal((await shake()).name, 'one', 'not before it is told');
        server.process.child.kill('SIGHUP');
        for (let i = 0; i < 50 && (await shake()).name !== 'two'; i++) await pause(50);
        assert.equal((await shake()).name, 'two');
        await ann.get('/contacts').expect(200);
    });

    it('that cannot be used leaves the former, and is told in the log', async () => {
        writeFileSync(at('cert.pem'), 'no certificate');
        server.process.child.kill('SIGHUP');
        for (let i = 0; i < 50 && !/former certificate stays/.test(server.process.errors); i++) await pause(50);
        assert.match(server.process.errors, /former certificate stays.*tls_cert/);
        assert.equal((await shake()).name, 'two');
        copyFileSync(at('one.pem'), at('cert.pem'));
        server.process.child.kill('SIGHUP');
        for (let i = 0; i < 50 && !/is not the key/.test(server.process.errors); i++) await pause(50);
        assert.match(server.process.errors, /tls_key.* is not the key of/, 'nor half of a pair');
        assert.equal((await shake()).name, 'two');
    });

    it('that is missing, broken or not the key’s is an error at start that names the setting', async () => {
        writeFileSync(at('junk.pem'), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
        for (const [cert, key, name] of [
            [at('missing.pem'), at('one.key'), /tls_cert/],
            [at('junk.pem'), at('one.key'), /tls_cert/],
            [at('one.pem'), at('missing.key'), /tls_key/],
            [at('one.pem'), at('one.pem'), /tls_key/],
            [at('one.pem'), at('two.key'), /tls_key/],
            [at('one.pem'), 'none', /tls_key/],
            ['none', at('one.key'), /tls_cert/],
        ]) {
            const { code, errors } = await run(['serve', '--listen', '127.0.0.1:0', '--data', scratch()], { KITH_TLS_CERT: cert, KITH_TLS_KEY: key });
            assert.notEqual(code, 0, `${cert} ${key}`);
            assert.match(errors, name);
        }
    });
});
