// Accounts: registering, signing in and out, and that nobody reaches what is another's.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { start } from './harness.mjs';

const server = await start();
const nobody = server.client();
const account = (extra = {}) => ({
    email: 'someone@example.com',
    password: 'a long password',
    name: 'Someone',
    ...extra,
});

describe('registering', () => {
    const refusals = [
        ['no e-mail address', { email: undefined }, 'email', 'required'],
        ['an e-mail address that is none', { email: 'not an address' }, 'email', 'invalid'],
        ['an empty e-mail address', { email: '' }, 'email', 'required'],
        ['no password', { password: undefined }, 'password', 'required'],
        ['a short password', { password: 'seven77' }, 'password'],
        ['a password that is a number', { password: 12345678 }, 'password', 'invalid'],
        ['an endless password', { password: 'x'.repeat(1001) }, 'password', 'too_long'],
        ['no name', { name: undefined }, 'name', 'required'],
        ['a blank name', { name: '   ' }, 'name', 'required'],
        ['a time zone there is not', { time_zone: 'Mars/Olympus' }, 'time_zone', 'invalid'],
        ['a currency there is not', { currency: 'XXQ' }, 'currency', 'invalid'],
        ['a field there is not', { is_admin: true }, 'is_admin', 'unknown_field'],
    ];
    for (const [what, change, field, code] of refusals)
        it(`refuses ${what} and names ${field}`, () =>
            nobody.post('/api/auth/register', account(change)).refused(422, field, code));

    it('that was refused leaves no account behind', async () => {
        const refused = account({ email: 'refused@example.com', currency: 'XXQ' });
        await nobody.post('/api/auth/register', refused).expect(422);
        await nobody.post('/api/auth/register', { ...refused, currency: 'EUR' }).expect(201);
    });

    it('names every field at fault at once', async () => {
        const answer = await nobody.post('/api/auth/register', {}).expect(422);
        assert.deepEqual(answer.errors.map((e) => e.field).sort(), ['email', 'name', 'password']);
    });

    it('gives a token, the user and a workspace of their own', async () => {
        const before = Date.now();
        const body = account({ email: 'First@Example.com', time_zone: 'Asia/Tokyo', currency: 'JPY' });
        const made = await nobody.post('/api/auth/register', body).expect(201);
        assert.equal(made.user.email, 'first@example.com');
        assert.equal(made.user.name, 'Someone');
        assert.equal(made.workspace.time_zone, 'Asia/Tokyo');
        assert.equal(made.workspace.currency, 'JPY');
        assert.ok(new Date(made.expires_at) > before);
        assert.ok(!JSON.stringify(made).includes(body.password));
    });

    it('refuses an address that is taken, whatever its case', async () => {
        await nobody.post('/api/auth/register', account({ email: 'taken@example.com' })).expect(201);
        await nobody
            .post('/api/auth/register', account({ email: 'TAKEN@Example.com' }))
            .refused(409, 'email', 'duplicate');
    });

    it('makes one account of ten requests at once for one address', async () => {
        const body = account({ email: 'race@example.com' });
        const answers = await Promise.all(
            Array.from({ length: 10 }, () => nobody.post('/api/auth/register', body)),
        );
        const statuses = answers.map((a) => a.status).sort();
        assert.deepEqual(statuses, [201, ...Array(9).fill(409)]);
    });
});

describe('signing in', () => {
    it('refuses a wrong password and an unknown address alike', async () => {
        const ann = await server.user();
        const wrong = await nobody
            .post('/api/auth/login', { email: ann.account.email, password: 'not the password' })
            .expect(401);
        const unknown = await nobody
            .post('/api/auth/login', { email: 'nobody@example.com', password: 'not the password' })
            .expect(401);
        assert.equal(wrong.detail, unknown.detail);
        assert.deepEqual(wrong.errors, unknown.errors);
    });

    it('needs both members and knows no others', async () => {
        await nobody.post('/api/auth/login', {}).refused(422, 'email', 'required');
        await nobody.post('/api/auth/login', { email: 'a@example.com' }).refused(422, 'password', 'required');
        await nobody
            .post('/api/auth/login', { email: 'a@example.com', password: 'x', remember: true })
            .refused(422, 'remember', 'unknown_field');
    });

    it('gives a token for the same user and workspace, in any case of the address', async () => {
        const ann = await server.user();
        const again = await server.login({ ...ann.account, email: ann.account.email.toUpperCase() });
        assert.equal(again.user.id, ann.user.id);
        assert.equal(again.workspace.id, ann.workspace.id);
        assert.notEqual(again.token, ann.token);
        const contact = await ann.make('contacts', { name: 'Seen by both sessions' });
        assert.equal((await again.read('contacts', contact.id)).name, contact.name);
    });

    it('tells who one is, and where', async () => {
        const ann = await server.user({ name: 'Ann' });
        const me = await ann.get('/api/auth/me').expect(200);
        assert.equal(me.user.name, 'Ann');
        assert.equal(me.workspace.id, ann.workspace.id);
        assert.equal(me.role, 'owner');
        assert.deepEqual(me.workspaces.map((w) => w.id), [ann.workspace.id]);
    });
});

describe('signing out', () => {
    it('ends this session and leaves the others', async () => {
        const ann = await server.user();
        const phone = await server.login(ann.account);
        await phone.post('/api/auth/logout').expect(204);
        await phone.get('/api/auth/me').expect(401);
        await phone.get('/contacts').expect(401);
        await phone.post('/contacts', { name: 'Too late' }).expect(401);
        await ann.get('/api/auth/me').expect(200);
        assert.equal((await ann.list('contacts')).length, 0);
    });

    it('cannot be done by nobody', async () => {
        await nobody.post('/api/auth/logout').expect(401);
    });
});

describe('tokens', () => {
    const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const decode = (text) => JSON.parse(Buffer.from(text, 'base64url'));
    const sign = (head, body, key, hash = 'sha256') => {
        const text = `${part(head)}.${part(body)}`;
        return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`;
    };
    const refused = async (authorization) => {
        const answer = await server.client({ authorization }).get('/contacts');
        answer.expect(401);
        assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer/);
    };

    it('are needed', async () => {
        const answer = await nobody.get('/contacts');
        answer.expect(401);
        assert.match(answer.headers.get('www-authenticate'), /^Bearer/);
    });

    it('are refused when they are garbage', async () => {
        for (const garbage of ['x', 'a.b', 'a.b.c', '...', 'e30.e30.', 'x'.repeat(6000), '{}', 'null'])
            await refused(`Bearer ${garbage}`);
        await refused('Bearer ');
        await refused('Basic dXNlcjpwYXNz');
        await refused((await server.user()).token);
    });

    it('are refused when they are forged', async () => {
        const { token } = await server.user();
        const [head, body, mac] = token.split('.');
        const claims = decode(body);
        await refused(`Bearer ${part({ alg: 'none', typ: 'JWT' })}.${body}.`);
        await refused(`Bearer ${part({ alg: 'none', typ: 'JWT' })}.${body}.${mac}`);
        await refused(`Bearer ${head}.${body}.`);
        await refused(`Bearer ${head}.${part({ ...claims, exp: 4102444800 })}.${mac}`);
        await refused(`Bearer ${sign({ alg: 'HS256', typ: 'JWT' }, claims, 'a guessed key')}`);
        await refused(`Bearer ${sign({ alg: 'HS256', typ: 'JWT' }, claims, '')}`);
        await refused(`Bearer ${sign({ alg: 'HS512', typ: 'JWT' }, claims, 'a guessed key', 'sha512')}`);
        await refused(`Bearer ${head}.${body}.${mac.slice(0, -2)}`);
        await refused(`Bearer ${head}.${body}.${mac}.${mac}`);
    });

    it('of another server are refused', async () => {
        const other = await start();
        const { token } = await other.user();
        await refused(`Bearer ${token}`);
    });
});

describe('two users', () => {
    // One record of each kind, with all that hangs on it.
    async function furnish(owner) {
        const company = await owner.make('companies', { name: 'Secret Ltd', domain: 'secret.example' });
        const contact = await owner.make('contacts', {
            name: 'Secret Person',
            email: 'secret@secret.example',
            phone: '+43 1 5550100',
            company_id: company.id,
            birthday: '1990-05-05',
            stage: 'demo',
            next_contact_at: '2020-01-01T00:00:00Z',
            tags: ['hush'],
        });
        const subject = { entity_type: 'contact', entity_id: contact.id };
        const made = {
            contacts: contact.id,
            companies: company.id,
            websites: (await owner.make('websites', { url: 'https://secret.example' })).id,
            activities: (await owner.make('activities', { title: 'Secret call', links: [subject] })).id,
            tasks: (await owner.make('tasks', { title: 'Secret task', due_at: '2020-01-01' })).id,
            notes: (await owner.make('notes', { ...subject, content: 'A secret' })).id,
            channels: (await owner.list('channels'))[0].id,
            memberships: (await owner.list('memberships'))[0].id,
            domains: (await owner.list('domains'))[0].id,
            tags: (await owner.list('tags'))[0].id,
            changes: (await owner.list('changes'))[0].id,
            views: (await owner.make('views', { entity: 'contacts', name: 'Secret view', config: {} })).id,
        };
        return made;
    }

    // A body that an operation takes, as far as its schema tells: the members it must have.
    const samples = { string: 'x@example.com', integer: 1, number: 1, boolean: true, array: [], object: {} };
    const bodyFor = (operation, made) => {
        if (!operation.requestBody) return undefined;
        if (operation.operationId.endsWith('.bulk')) return { ids: [Object.values(made)[0]], action: 'trash' };
        if (operation.operationId === 'contacts.set_company') return { company_id: null };
        const schema = server.contract.resolve(operation.requestBody.content['application/json'].schema);
        const sample = (s) => s.enum?.[0] ?? samples[[s.type].flat()[0]];
        return Object.fromEntries((schema.required ?? []).map((name) => [name, sample(schema.properties[name])]));
    };

    it('are apart on every route: the ids of another answer 404, never 200', async () => {
        const ann = await server.user();
        const bob = await server.user();
        const made = await furnish(ann);
        const before = await ann.get('/events', { limit: 500 }).expect(200);

        let tried = 0;
        for (const { id, method, path, operation } of server.contract.operations()) {
            if (!path.startsWith('/api/crm/') || !path.includes('{id}')) continue;
            const plural = path.split('/')[3];
            const address = path.replace('{id}', made[plural]);
            const answer = await bob.call(method, address, { body: bodyFor(operation, made) });
            assert.equal(answer.status, 404, `${id}: ${method} ${address} answered ${answer.text}`);
            tried++;
        }
        assert.ok(tried > 50, `only ${tried} routes with an id`);

        const after = await ann.get('/events', { limit: 500 }).expect(200);
        assert.deepEqual(after.data, before.data, 'nothing of hers was touched');
    });

    it('are apart in lists, searches, sums and history', async () => {
        const ann = await server.user();
        const bob = await server.user();
        await furnish(ann);
        for (const { method, path } of server.contract.operations()) {
            if (method !== 'GET' || !path.startsWith('/api/crm/') || path.includes('{')) continue;
            const answer = await bob.get(path, path.endsWith('/search') ? { q: 'secret' } : {});
            answer.expect(200);
            assert.doesNotMatch(answer.text, /secret|hush/i, `${path} shows what is hers`);
        }
    });

    it('cannot name the records of another in a body', async () => {
        const ann = await server.user();
        const bob = await server.user();
        const made = await furnish(ann);
        await bob.post('/contacts', { name: 'X', company_id: made.companies }).refused(422, 'company_id', 'bad_reference');
        await bob.post('/websites', { url: 'https://x.example', contact_id: made.contacts }).refused(422, 'contact_id', 'bad_reference');
        await bob
            .post('/notes', { content: 'X', entity_type: 'contact', entity_id: made.contacts })
            .refused(422, 'entity_id', 'bad_reference');
        await bob
            .post('/tasks', { title: 'X', links: [{ entity_type: 'contact', entity_id: made.contacts }] })
            .refused(422, 'links', 'bad_reference');
        await bob.post('/channels', { contact_id: made.contacts, kind: 'email', value: 'x@example.com' }).refused(422, 'contact_id', 'bad_reference');
        await bob.post('/interactions', { contact_id: made.contacts, content: 'X' }).refused(422, 'contact_id', 'bad_reference');
        await bob.post('/contacts', { name: 'X', owner_id: ann.user.id }).refused(422, 'owner_id', 'bad_reference');
        await bob.post('/contacts/bulk', { ids: [made.contacts], action: 'trash' }).expect(404);
        const { results } = await bob
            .post('/bulk/stage', { stage: 'demo', entities: [{ entity_type: 'contact', entity_id: made.contacts }] })
            .expect(200);
        assert.equal(results[0].ok, false);
        assert.equal((await bob.list('contacts')).length, 0);
    });

    it('cannot join the change set of another', async () => {
        const ann = await server.user();
        const bob = await server.user();
        const open = await ann.post('/changes', { label: 'hers' }).expect(201);
        await bob.post('/contacts', { name: 'X' }, { 'x-change-id': String(open.id) }).refused(422, 'X-Change-Id');
        assert.equal((await ann.get(`/changes/${open.id}`).expect(200)).n_events, 0);
    });

    it('cannot enter the workspace of another, by header or address', async () => {
        const ann = await server.user();
        const bob = await server.user();
        await ann.make('contacts', { name: 'Secret Person' });
        const there = bob.with({ 'x-workspace': String(ann.workspace.id) });
        for (const { method, path, operation } of server.contract.operations()) {
            if (!path.startsWith('/api/crm/') || operation.security?.length === 0) continue;
            const address = path.replace(/\{\w+\}/g, '1');
            await there.call(method, address, { body: operation.requestBody ? {} : undefined }).expect(404);
        }
        await bob.get('/contacts', { workspace: ann.workspace.id }).expect(404);
        for (const wrong of ['0', '-1', 'x', '', '99999999999999999999', String(ann.workspace.id + 1)])
            await bob.with({ 'x-workspace': wrong }).get('/contacts').expect(404);
        const own = bob.with({ 'x-workspace': String(bob.workspace.id) });
        assert.deepEqual(await own.list('contacts'), []);
    });
});
