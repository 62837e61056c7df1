// Pages of other sites: closed unless the setting names their origin, and then without cookies.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { start } from './harness.mjs';

const app = 'https://app.example.com';
const closed = await start();
const open = await start({ env: { KITH_CORS_ORIGINS: `${app}, http://localhost:5173` } });
const ann = await open.user();

const preflight = (server, origin, headers = {}) =>
    fetch(`${server.url}/api/crm/contacts`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type', ...headers },
    });
const allowed = (answer) => [...answer.headers.keys()].filter((name) => name.startsWith('access-control-'));

describe('pages of other sites', () => {
    it('are told nothing by default', async () => {
        const answer = await preflight(closed, app);
        assert.notEqual(answer.status, 204);
        assert.deepEqual(allowed(answer), []);
        const bob = await closed.user();
        assert.deepEqual(allowed(await bob.get('/contacts', {}, { origin: app })), []);
    });

    it('that are not named are told nothing', async () => {
        for (const origin of ['https://evil.example', 'null', '*', `${app}.evil.example`, 'https://evil-app.example.com', `${app}:444`, `${app}/`, app.replace('https', 'http'), 'http://localhost:5174', '']) {
            const answer = await preflight(open, origin);
            assert.notEqual(answer.status, 204, origin);
            assert.deepEqual(allowed(answer), [], origin);
            const read = await ann.get('/contacts', {}, { origin });
            assert.deepEqual(allowed(read), [], origin);
            assert.equal(read.headers.get('vary'), 'Origin', 'so that no cache mixes them up');
        }
    });

    it('that are named may ask with a token', async () => {
        const answer = await preflight(open, app);
        assert.equal(answer.status, 204);
        assert.equal(answer.headers.get('access-control-allow-origin'), app);
        assert.match(answer.headers.get('access-control-allow-methods'), /PATCH/);
        assert.match(answer.headers.get('access-control-allow-headers'), /Authorization/i);
        assert.match(answer.headers.get('access-control-allow-headers'), /Content-Type/i);
        assert.ok(Number(answer.headers.get('access-control-max-age')) > 0);
        assert.equal(answer.headers.get('vary'), 'Origin');
        assert.equal((await answer.text()).length, 0);

        const made = await ann.post('/contacts', { name: 'From afar' }, { origin: app, 'sec-fetch-site': 'cross-site' });
        made.expect(201);
        assert.equal(made.headers.get('access-control-allow-origin'), app);
        for (const name of ['ETag', 'Location', 'RateLimit', 'Retry-After'])
            assert.match(made.headers.get('access-control-expose-headers'), new RegExp(`\\b${name}\\b`));
    });

    it('see errors too', async () => {
        const refused = await open.client({ origin: app }).get('/contacts');
        refused.expect(401);
        assert.equal(refused.headers.get('access-control-allow-origin'), app);
        assert.equal((await ann.get('/contacts/1', {}, { origin: app })).headers.get('access-control-allow-origin'), app);
    });

    it('never get to use cookies', async () => {
        const { email, password } = ann.account;
        const login = await open.client({ origin: app }).post('/api/auth/login', { email, password });
        login.expect(200);
        const cookie = login.headers.get('set-cookie').split(';')[0];
        const { csrf_token: csrf } = await open.client({ cookie }).get('/api/auth/me').expect(200);
        const forged = await open.client({ cookie, origin: app, 'x-csrf-token': csrf }).post('/contacts', { name: 'x' });
        forged.expect(403);
        for (const answer of [login, forged, await preflight(open, app)])
            assert.equal(answer.headers.get('access-control-allow-credentials'), null);
    });

    it('get no more out of OPTIONS than that', async () => {
        for (const headers of [{ origin: app }, { 'access-control-request-method': 'POST' }, {}]) {
            const answer = await fetch(`${open.url}/api/crm/contacts`, { method: 'OPTIONS', headers });
            assert.equal(answer.status, 405);
        }
    });
});
