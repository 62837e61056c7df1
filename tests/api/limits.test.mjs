// Rate limits: who asks too much waits, and nobody else does.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { start } from './harness.mjs';

const proxied = { KITH_TRUSTED_PROXIES: '127.0.0.0/8, 10.0.0.0/8' };
const server = await start({ env: { KITH_RATE_LIMIT: '60', ...proxied } });
// Each test comes from an address of its own.
let last = 0;
const elsewhere = () => `198.51.100.${++last}`;
const from = (address, headers = {}) => server.client({ 'x-forwarded-for': address, ...headers });
const statuses = async (n, ask) => Promise.all(Array.from({ length: n }, async (_, i) => (await ask(i)).status));
const count = (list, status) => list.filter((s) => s === status).length;

// A bucket fills while one looks: one or two may slip through.
async function soonRefused(ask) {
    for (let i = 0; i < 5; i++) {
        const answer = await ask();
        if (answer.status === 429) return answer;
    }
    assert.fail(`${ask} was never refused`);
}

async function user() {
    const n = ++last;
    const account = { email: `u${n}@example.com`, password: `a long password ${n}`, name: 'U' };
    const made = await from(elsewhere()).post('/api/auth/register', account).expect(201);
    return { account, as: (address) => from(address, { authorization: `Bearer ${made.token}` }), ...made };
}

describe('before sign-in', () => {
    it('an address gets a hundred requests a minute', async () => {
        const nobody = from(elsewhere());
        const all = await statuses(130, () => nobody.get('/contacts'));
        assert.equal(count(all, 401) + count(all, 429), 130);
        assert.ok(count(all, 401) >= 100 && count(all, 401) <= 104, `${count(all, 401)} went through`);
        const refused = await soonRefused(() => nobody.get('/contacts'));
        assert.match(refused.headers.get('retry-after'), /^[1-9]\d*$/);
        assert.equal(refused.headers.get('ratelimit-policy'), '"address";q=100;w=60');
        assert.match(refused.headers.get('ratelimit'), /^"address";r=0;t=\d+$/);
        const { t } = /t=(?<t>\d+)/.exec(refused.headers.get('ratelimit')).groups;
        assert.ok(Number(refused.headers.get('retry-after')) <= Number(t));
    });

    it('another address is not held up, nor a household of IPv6 let through as many', async () => {
        const ask = (address) => from(address).get('/contacts');
        await statuses(110, (i) => ask(`2001:db8:0:1::${i.toString(16)}`));
        await soonRefused(() => ask('2001:db8:0:1:ffff::1'));
        assert.equal((await ask('2001:db8:0:2::1')).status, 401);
        assert.equal((await ask(elsewhere())).status, 401);
    });

    it('waiting as long as was told helps', async () => {
        const nobody = from(elsewhere());
        await statuses(110, () => nobody.get('/contacts'));
        const refused = await soonRefused(() => nobody.get('/contacts'));
        await pause(Number(refused.headers.get('retry-after')) * 1000 + 50);
        await nobody.get('/contacts').expect(401);
    });

    it('what is not there, wrong tokens and wrong keys count too', async () => {
        const asks = [
            (a) => from(a).get('/nothing'),
            (a) => from(a, { authorization: 'Bearer x.y.z' }).get('/contacts'),
            (a) => from(a, { 'x-api-key': 'kith_x' }).get('/contacts'),
            (a) => from(a, { cookie: 'kith=x' }).get('/contacts'),
        ];
        for (const ask of asks) {
            const address = elsewhere();
            assert.ok(count(await statuses(110, () => ask(address)), 429) > 0, ask.toString());
        }
    });

    it('health is never refused', async () => {
        const nobody = from(elsewhere());
        assert.equal(count(await statuses(150, () => nobody.get('/healthz')), 200), 150);
    });
});

describe('where passwords are guessed', () => {
    it('an address gets ten tries a minute, over all of them', async () => {
        const nobody = from(elsewhere());
        const tries = [
            () => nobody.post('/api/auth/login', { email: 'nobody@example.com', password: 'guessed wrong' }),
            () => nobody.post('/api/auth/register', { email: 'x', password: 'y', name: 'z' }),
        ];
        const all = [];
        for (let i = 0; i < 14; i++) all.push((await tries[i % 2]()).status);
        assert.ok(count(all, 429) >= 3, String(all));
        assert.equal(all.at(-1), 429);
        const refused = await tries[0]();
        assert.ok(Number(refused.headers.get('retry-after')) >= 1);
    });

    it('others sign in meanwhile', async () => {
        const ann = await user();
        const { email, password } = ann.account;
        const attacker = from(elsewhere());
        for (let i = 0; i < 12; i++) await attacker.post('/api/auth/login', { email: `x${i}@example.com`, password: 'guessed wrong' });
        await from(elsewhere()).post('/api/auth/login', { email, password }).expect(200);
    });
});

describe('after sign-in', () => {
    it('a user has the minute’s worth, from wherever they come', async () => {
        const ann = await user();
        const answer = await ann.as(elsewhere()).get('/api/auth/me');
        assert.equal(answer.headers.get('ratelimit-policy'), '"user";q=60;w=60');
        assert.match(answer.headers.get('ratelimit'), /^"user";r=59;t=\d+$/);
        const addresses = Array.from({ length: 5 }, elsewhere);
        const all = await statuses(100, (i) => ann.as(addresses[i % 5]).get('/api/auth/me'));
        assert.ok(count(all, 429) > 0, 'too many are refused');
        assert.ok(count(all, 200) >= 59 && count(all, 200) <= 70, `${count(all, 200)} went through`);
        await soonRefused(() => ann.as(elsewhere()).post('/contacts', { name: 'late' }));
        await soonRefused(() => ann.as(elsewhere()).get('/contacts'));
    });

    it('another user is not held up, at the same address', async () => {
        const [ann, bob] = [await user(), await user()];
        const address = elsewhere();
        await statuses(100, () => ann.as(address).get('/api/auth/me'));
        await bob.as(address).get('/api/auth/me').expect(200);
        await from(address).get('/contacts').expect(401);
    });

    it('a key has a hundred, or its own', async () => {
        const ann = await user();
        const make = (body) => ann.as(elsewhere()).post('/api/keys', { description: 'test', scopes: ['*'], ...body }).expect(201);
        const plain = await make({});
        const small = await make({ rate_limit: 5 });
        const ask = (key) => from(elsewhere(), { 'x-api-key': key }).get('/contacts');
        assert.equal((await ask(plain.key)).headers.get('ratelimit-policy'), '"key";q=100;w=60');
        const all = await statuses(8, () => ask(small.key));
        assert.equal(count(all, 200), 5);
        assert.equal(count(all, 429), 3);
        await ask(plain.key).expect(200);
        await ann.as(elsewhere()).get('/contacts').expect(200);
    });

    it('is refused under load, and counted', async () => {
        const ann = await user();
        const address = elsewhere();
        const all = await statuses(2000, () => ann.as(address).get('/contacts'));
        assert.ok(count(all, 429) > 1600);
        assert.equal(count(all, 200) + count(all, 429), 2000);
        const { text } = await server.client().get('/metrics');
        assert.ok(Number(/^kith_rate_limited_total (\d+)$/m.exec(text)[1]) > 1600);
    });
});

describe('the address behind proxies', () => {
    const exhausted = async (address) => {
        await statuses(110, () => from(address).get('/contacts'));
        await soonRefused(() => from(address).get('/contacts'));
    };
    const refusedSoon = (headers) => soonRefused(() => server.client(headers).get('/contacts'));
    const seen = async (headers) => (await server.client(headers).get('/contacts')).status;

    it('is the rightmost that is no proxy of ours: what stands left of it may be made up', async () => {
        const address = elsewhere();
        await exhausted(address);
        await refusedSoon({ 'x-forwarded-for': `203.0.113.200, ${address}` });
        await refusedSoon({ 'x-forwarded-for': `203.0.113.200,${address},10.1.2.3` });
        assert.equal(await seen({ 'x-forwarded-for': `${address}, 203.0.113.201` }), 401);
        await refusedSoon({ 'x-forwarded-for': `${address}:4711` });
    });

    it('that is no address leaves the proxy’s own', async () => {
        for (const bad of ['unknown', '1.2.3', '_hidden', '999.1.1.1', ';', '"'])
            assert.equal(await seen({ 'x-forwarded-for': bad }), 401);
    });

    it('is the connection’s own where no proxy is trusted', async () => {
        const plain = await start({ env: { KITH_RATE_LIMIT: '240' } });
        const all = await statuses(120, (i) => plain.client({ 'x-forwarded-for': `203.0.113.${i}` }).get('/contacts'));
        assert.ok(count(all, 429) > 10, 'a made-up header frees nobody');
    });

    it('may tell that it is TLS, and then the cookie is one for TLS', async () => {
        const ann = await user();
        const { email, password } = ann.account;
        const login = (headers) => from(elsewhere(), headers).post('/api/auth/login', { email, password });
        const secure = await login({ 'x-forwarded-proto': 'https' });
        assert.match(secure.headers.get('set-cookie'), /^__Host-kith=[^;]+;.*; Secure/);
        assert.match(secure.headers.get('strict-transport-security'), /max-age=\d{8}/);
        assert.match((await login({ 'x-forwarded-proto': 'http' })).headers.get('set-cookie'), /^kith=/);
        const plain = await start({ env: { KITH_RATE_LIMIT: '0' } });
        const bob = await plain.user();
        const answer = await plain.client({ 'x-forwarded-proto': 'https' }).post('/api/auth/login', { email: bob.account.email, password: bob.account.password });
        assert.match(answer.headers.get('set-cookie'), /^kith=/, 'not from just anybody');
    });
});

describe('with rate_limit 0', () => {
    it('nothing is limited, nor told', async () => {
        const free = await start({ env: { KITH_RATE_LIMIT: '0' } });
        for (let i = 0; i < 3; i++)
            assert.equal(count(await statuses(100, () => free.client().get('/contacts')), 401), 100);
        const answer = await free.client().get('/contacts');
        assert.equal(answer.headers.get('ratelimit'), null);
        for (let i = 0; i < 15; i++) await free.client().post('/api/auth/login', { email: 'nobody@example.com', password: 'guessed wrong' }).expect(401);
    });
});
