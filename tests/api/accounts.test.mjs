// What people do about their accounts: sessions, cookies, refresh, passwords, links that work once,
// two-factor sign-in, who may register, and the audit log. Bad sides first.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { run, start } from './harness.mjs';
import { code } from './lib/totp.mjs';
import { sql, whileDown } from './queue.mjs';

// Letters stay in the queue: nobody listens there.
const server = await start({
    env: { KITH_SMTP_URL: 'smtp://127.0.0.1:9', KITH_PUBLIC_URL: 'https://crm.example.com' },
});
const nobody = server.client();
const owner = await server.user();

const bearer = (token) => server.client({ authorization: `Bearer ${token}` });
const cookieOf = (answer) => /kith=([^;]*)/.exec(answer.headers.get('set-cookie') ?? '')?.[1];
const login = (account, extra = {}) =>
    nobody.post('/api/auth/login', { email: account.email, password: account.password, ...extra });
const refresh = (refresh_token) => nobody.post('/api/auth/refresh', { refresh_token });

// The token of the last letter to an address.
function mailed(to) {
    const rows = JSON.parse(sql(server, 'control', "SELECT payload FROM job WHERE kind = 'mail.send' ORDER BY id") || '[]');
    const letter = rows.map((row) => JSON.parse(row.payload)).filter((l) => l.to === to).at(-1);
    return /https:\/\/crm\.example\.com\/[a-z-]+#token=(\S+)/.exec(letter?.text)?.[1];
}

describe('refreshing', () => {
    it('refuses what is no refresh token', async () => {
        const ann = await server.user();
        for (const bad of ['', 'x', 'a.b', ann.token, `${'A'.repeat(43)}.${'A'.repeat(43)}`])
            await refresh(bad).expect(401);
        await nobody.post('/api/auth/refresh', {}).expect(401);
        await nobody.post('/api/auth/refresh', { refresh_token: 7 }).refused(422, 'refresh_token');
        await nobody.post('/api/auth/refresh', { refresh_token: 'x', user_id: 1 }).refused(422, 'user_id');
    });

    it('gives the next token, once; reuse ends the session', async () => {
        const ann = await server.user();
        const next = await refresh(ann.refresh_token).expect(200);
        assert.equal(next.user.id, ann.user.id);
        assert.notEqual(next.refresh_token, ann.refresh_token);
        await bearer(next.token).get('/api/auth/me').expect(200);
        await refresh(ann.refresh_token).expect(401);
        await refresh(next.refresh_token).expect(401);
        await bearer(next.token).get('/api/auth/me').expect(401);
        await ann.get('/contacts').expect(401);
    });

    it('of one refresh token sent twice at once gives one at most', async () => {
        const ann = await server.user();
        const answers = await Promise.all([1, 2, 3, 4].map(() => refresh(ann.refresh_token)));
        assert.ok(answers.filter((a) => a.status === 200).length <= 1);
    });

    it('ends with the session', async () => {
        const ann = await server.user();
        await ann.post('/api/auth/logout').expect(204);
        await refresh(ann.refresh_token).expect(401);
    });
});

describe('the cookie', () => {
    it('is for browsers: HttpOnly, SameSite, the whole site, new with each sign-in', async () => {
        const ann = await server.user();
        const first = await login(ann.account);
        const text = first.headers.get('set-cookie');
        for (const part of [/^kith=[\w-]{43};/, /; HttpOnly/, /; SameSite=Lax/, /; Path=\//, /; Max-Age=25/])
            assert.match(text, part);
        assert.doesNotMatch(text, /Domain/);
        const second = await nobody.post('/api/auth/login', { email: ann.account.email, password: ann.account.password }, { cookie: `kith=${cookieOf(first)}`, origin: server.url });
        second.expect(200);
        assert.notEqual(cookieOf(second), cookieOf(first));
        await server.client({ cookie: `kith=${cookieOf(first)}` }).get('/api/auth/me').expect(401);
        await server.client({ cookie: `kith=${cookieOf(second)}` }).get('/api/auth/me').expect(200);
    });

    it('signs in, refreshes, and goes with the session', async () => {
        const ann = await server.user();
        const cookie = cookieOf(await login(ann.account));
        const browser = server.client({ cookie: `kith=${cookie}`, origin: server.url });
        const me = await browser.get('/api/auth/me').expect(200);
        assert.match(me.csrf_token, /^[\w-]{43}$/);
        const safe = browser.with({ 'x-csrf-token': me.csrf_token });
        const next = await safe.post('/api/auth/refresh', {}).expect(200);
        await refresh(next.refresh_token).expect(200);
        const out = await safe.post('/api/auth/logout');
        out.expect(204);
        assert.match(out.headers.get('set-cookie'), /^kith=;.*Max-Age=0/);
        await browser.get('/api/auth/me').expect(401);
    });

    it('that is made up is refused', async () => {
        for (const bad of ['x', '', 'A'.repeat(43), owner.token, owner.refresh_token])
            await server.client({ cookie: `kith=${bad}` }).get('/api/auth/me').expect(401);
    });
});

describe('sessions', () => {
    it('are listed with the one that asks, and ended one by one', async () => {
        const ann = await server.user();
        const phone = await server.login(ann.account);
        const { data } = await ann.get('/api/auth/sessions').expect(200);
        assert.deepEqual(data.map((s) => s.current), [false, true]);
        assert.equal(data[0].address, '127.0.0.1');
        await ann.del(`/api/auth/sessions/${data[0].id}`).expect(204);
        await ann.del(`/api/auth/sessions/${data[0].id}`).expect(404);
        await phone.get('/api/auth/me').expect(401);
        await ann.get('/api/auth/me').expect(200);
    });

    it('of another are not there', async () => {
        const ann = await server.user();
        const bob = await server.user();
        const { data } = await ann.get('/api/auth/sessions').expect(200);
        await bob.del(`/api/auth/sessions/${data[0].id}`).expect(404);
        await bob.del('/api/auth/sessions/x').expect(404);
        await ann.get('/api/auth/me').expect(200);
    });

    it('end all but one, or all', async () => {
        const ann = await server.user();
        const phone = await server.login(ann.account);
        await ann.del('/api/auth/sessions', { all: 'maybe' }).refused(400, 'all');
        await ann.del('/api/auth/sessions').expect(204);
        await phone.get('/api/auth/me').expect(401);
        await ann.del('/api/auth/sessions', { all: true }).expect(204);
        await ann.get('/api/auth/me').expect(401);
    });
});

describe('the name', () => {
    it('is what others see from then on', async () => {
        const ann = await server.user();
        const rename = (body) => ann.patch('/api/auth/me', body);
        await rename({}).refused(422, 'name', 'required');
        await rename({ name: '  ' }).refused(422, 'name', 'required');
        await rename({ name: 'x'.repeat(256) }).refused(422, 'name');
        await rename({ name: 'Ann', is_owner: true }).refused(422, 'is_owner');
        const user = await rename({ name: '  Ann Other ' }).expect(200);
        assert.equal(user.name, 'Ann Other');
        const me = await ann.get('/api/auth/me').expect(200);
        assert.equal(me.user.name, 'Ann Other');
        const { data } = await ann.get(`/api/workspaces/${me.workspace.id}/members`).expect(200);
        assert.deepEqual(data.map((m) => m.name), ['Ann Other']);
        await nobody.patch('/api/auth/me', { name: 'X' }).expect(401);
    });
});

describe('the password', () => {
    it('is refused when it is common, short or not confirmed', async () => {
        const ann = await server.user();
        const { password } = ann.account;
        const change = (body) => ann.post('/api/auth/password', body);
        await change({ current: password, new: 'short' }).refused(422, 'new');
        await change({ current: password, new: 'PassWord123' }).refused(422, 'new');
        await change({ current: 'not the password', new: 'another password' }).refused(422, 'current');
        await change({ new: 'another password' }).refused(422, 'current', 'required');
        await nobody.post('/api/auth/register', { email: 'x@example.com', name: 'X', password: 'Qwertyuiop' }).refused(422, 'password');
        await login(ann.account).expect(200);
    });

    it('once changed ends the other sessions', async () => {
        const ann = await server.user();
        const phone = await server.login(ann.account);
        await ann.post('/api/auth/password', { current: ann.account.password, new: 'another password' }).expect(204);
        await phone.get('/api/auth/me').expect(401);
        await refresh(phone.refresh_token).expect(401);
        await ann.get('/api/auth/me').expect(200);
        await login(ann.account).expect(401);
        await login({ ...ann.account, password: 'another password' }).expect(200);
    });

    it('forgotten is reset by a link that works once', async () => {
        const ann = await server.user();
        const to = ann.account.email;
        await nobody.post('/api/auth/reset', { email: 'nobody-here@example.com' }).expect(204);
        await nobody.post('/api/auth/reset', { email: 'no address' }).refused(422, 'email');
        await nobody.post('/api/auth/reset', { email: to }).expect(204);
        const token = mailed(to);
        const confirm = (body) => nobody.post('/api/auth/reset/confirm', body);
        await confirm({ token: 'x', password: 'another password' }).refused(422, 'token');
        await confirm({ token, password: 'password1' }).refused(422, 'password');
        await confirm({ token, password: 'another password' }).expect(204);
        await confirm({ token, password: 'a third password' }).refused(422, 'token');
        await ann.get('/api/auth/me').expect(401);
        await login(ann.account).expect(401);
        await login({ email: to, password: 'another password' }).expect(200);
    });
});

describe('the address', () => {
    it('changes when the new one is confirmed', async () => {
        const ann = await server.user();
        const { password } = ann.account;
        const email = `new-${ann.account.email}`;
        await ann.post('/api/auth/email', { password: 'wrong password', email }).refused(422, 'password');
        await ann.post('/api/auth/email', { password, email: owner.account.email }).refused(409, 'email');
        await ann.post('/api/auth/email', { password, email }).expect(204);
        await login({ email, password }).expect(401);
        await nobody.post('/api/auth/email/confirm', { token: 'x' }).refused(422, 'token');
        await nobody.post('/api/auth/email/confirm', { token: mailed(email) }).expect(204);
        await nobody.post('/api/auth/email/confirm', { token: mailed(email) }).refused(422, 'token');
        await login({ email, password }).expect(200);
        await login(ann.account).expect(401);
    });
});

describe('two-factor sign-in', () => {
    it('asks for a code, takes each once, and goes by password', async () => {
        const ann = await server.user();
        const { password } = ann.account;
        await ann.post('/api/auth/totp/enable', { code: '123456' }).expect(409);
        const { secret, otpauth_uri, qr_svg } = await ann.post('/api/auth/totp').expect(200);
        assert.ok(otpauth_uri.includes(`secret=${secret}`));
        assert.match(qr_svg, /^<svg .*<\/svg>$/);
        await login(ann.account).expect(200);
        await ann.post('/api/auth/totp/enable', { code: code(secret, 9) }).refused(422, 'code');
        const enabling = code(secret);
        const { recovery_codes } = await ann.post('/api/auth/totp/enable', { code: enabling }).expect(200);
        assert.equal(new Set(recovery_codes).size, 10);
        assert.equal((await ann.get('/api/auth/me').expect(200)).user.totp_enabled, true);
        await ann.post('/api/auth/totp').expect(409);

        const without = await login(ann.account).expect(401);
        assert.equal(without.totp_required, true);
        const wrong = await login({ ...ann.account, password: 'wrong password' }, { totp: code(secret, 1) }).expect(401);
        assert.equal(wrong.totp_required, undefined, 'a wrong password tells nothing of codes');
        await login(ann.account, { totp: enabling }).expect(401);
        await login(ann.account, { totp: '000000' }).expect(401);
        const next = code(secret, 1);
        await login(ann.account, { totp: next }).expect(200);
        await login(ann.account, { totp: next }).expect(401);
        await login(ann.account, { totp: recovery_codes[3].toUpperCase() }).expect(200);
        await login(ann.account, { totp: recovery_codes[3] }).expect(401);

        const off = (body) => ann.call('DELETE', '/api/auth/totp', { body });
        await off({ password: 'wrong password' }).refused(422, 'password');
        await off({ password, code: '000000' }).refused(422, 'code');
        await off({ password }).expect(204);
        await login(ann.account).expect(200);
    });
});

describe('the audit log', () => {
    it('tells of sign-ins and failures, newest first, and cannot be read by just anybody', async () => {
        const ann = await server.user();
        await login({ ...ann.account, password: 'wrong password' }).expect(401);
        const all = await owner.get('/api/audit', { limit: 500 }).expect(200);
        assert.equal(all.data[0].action, 'auth.login_failed');
        assert.equal(all.data[0].target, `user:${ann.user.id}`);
        assert.ok(all.data.some((e) => e.actor_id === ann.user.id && e.action === 'auth.register'));

        const hers = await ann.get('/api/audit').expect(200);
        assert.deepEqual(hers.data.map((e) => e.workspace_id), [ann.workspace.id]);
        await nobody.get('/api/audit').expect(401);
        assert.doesNotMatch(JSON.stringify(all), new RegExp(ann.refresh_token));
    });

    it('filters and pages', async () => {
        await owner.get('/api/audit', { since: 'never' }).refused(400, 'since');
        await owner.get('/api/audit', { limit: 501 }).refused(400, 'limit');
        await owner.get('/api/audit', { cursor: 'x' }).refused(400, 'cursor');
        await owner.get('/api/audit', { format: 'xml' }).refused(400, 'format');
        await owner.get('/api/audit', { actor: 1 }).refused(400, 'actor');
        const failed = await owner.get('/api/audit', { action: 'auth.login_failed' }).expect(200);
        assert.ok(failed.data.length > 0 && failed.data.every((e) => e.action === 'auth.login_failed'));
        const own = await owner.get('/api/audit', { actor_id: owner.user.id, action: 'auth.' }).expect(200);
        assert.ok(own.data.length > 0 && own.data.every((e) => e.actor_id === owner.user.id));
        const future = await owner.get('/api/audit', { since: '2999-01-01' }).expect(200);
        assert.deepEqual(future.data, []);
        const first = await owner.get('/api/audit', { limit: 2 }).expect(200);
        const second = await owner.get('/api/audit', { limit: 2, cursor: first.next }).expect(200);
        assert.equal(second.data[0].id, first.data[1].id - 1);
    });

    it('is a CSV file, too', async () => {
        for (const [query, accept] of [['?format=csv', '*/*'], ['', 'text/csv']]) {
            const answer = await fetch(`${server.url}/api/audit${query}`, { headers: { ...owner.headers, accept } });
            assert.equal(answer.status, 200);
            assert.match(answer.headers.get('content-type'), /^text\/csv/);
            assert.match(await answer.text(), /^id,at,actor_kind.*\r\n\d+,20/);
        }
    });
});

describe('kith secrets', () => {
    it('says what it wants', async () => {
        for (const args of [['secrets'], ['secrets', 'forget'], ['secrets', 'rotate', 'now']])
            assert.equal((await run(args)).code, 2);
    });

    it('rotate seals all anew and signs nobody out', async () => {
        const own = await start();
        const ann = await own.user();
        const { secret } = await ann.post('/api/auth/totp').expect(200);
        const { code, output, errors } = await whileDown(own, () =>
            run(['secrets', 'rotate', '--data', own.data]),
        );
        assert.equal(code, 0, errors);
        assert.doesNotMatch(output, new RegExp(secret));
        await ann.get('/api/auth/me').expect(200);
        const again = await own.login(ann.account);
        assert.notEqual(again.token.split('.')[0], ann.token.split('.')[0]);
        const log = await ann.get('/api/audit', { action: 'secrets.rotated' }).expect(200);
        assert.equal(log.data.length, 1);
    });
});

describe('registering', () => {
    const account = (email) => ({ email, name: 'X', password: 'a long password' });

    it('makes the first the owner of the instance, and nobody else', async () => {
        assert.equal(owner.user.is_owner, true);
        assert.equal((await server.user()).user.is_owner, false);
    });

    it('is refused where an invitation is needed, or closed, but for the first', async () => {
        for (const mode of ['invite', 'closed']) {
            const strict = await start({ env: { KITH_REGISTRATION: mode } });
            await strict.client().post('/api/auth/register', account('first@example.com')).expect(201);
            const no = await strict.client().post('/api/auth/register', account('second@example.com')).expect(403);
            assert.ok(no.detail.length > 10);
            await strict.client()
                .post('/api/auth/register', { ...account('second@example.com'), invitation: 'x'.repeat(43) })
                .then((answer) => assert.ok(answer.status >= 400, answer.text));
        }
    });

    it('by invitation joins its workspace, once, for the address it was sent to', async () => {
        const strict = await start({ env: { KITH_REGISTRATION: 'invite' } });
        const first = await strict.user();
        const { token } = await first
            .post(`/api/workspaces/${first.workspace.id}/invitations`, { email: 'guest@example.com', role: 'member' })
            .expect(201);
        const join = (email, invitation) =>
            strict.client().post('/api/auth/register', { ...account(email), invitation });
        const wrong = await join('other@example.com', token);
        assert.ok(wrong.status >= 400 && wrong.status < 500, wrong.text);
        const guest = strict.signedIn(await join('guest@example.com', token).expect(201));
        const me = await guest.get('/api/auth/me').expect(200);
        assert.deepEqual(me.workspaces.map((w) => w.role).sort(), ['member', 'owner']);
        const again = await join('third@example.com', token);
        assert.ok(again.status >= 400 && again.status < 500, again.text);
    });
});

describe('guessers', () => {
    it('wait after five failures, are told how long, and are let in again', async () => {
        const strict = await start({ env: { KITH_RATE_LIMIT: '6000' } });
        const ann = await strict.user();
        const { email, password } = ann.account;
        const attempt = (body) => strict.client().post('/api/auth/login', body);
        for (let i = 0; i < 5; i++) await attempt({ email, password: `a guess ${i}` }).expect(401);
        const waits = await attempt({ email, password });
        waits.expect(429);
        const seconds = Number(waits.headers.get('retry-after'));
        assert.ok(seconds >= 1 && seconds <= 900);
        await ann.get('/api/auth/me').expect(200);
        await new Promise((resolve) => setTimeout(resolve, seconds * 1000 + 100));
        await attempt({ email, password }).expect(200);
    });
});
