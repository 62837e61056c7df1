// How writes behave whatever they write: versions, merge patch, retries, bulk, change sets.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ids, start } from './harness.mjs';
import { team } from './lib/team.mjs';

const server = await start();
const ann = await server.user();
const total = async (user) => (await user.get('/contacts', { count: true, limit: 1 }).expect(200)).total;

describe('an update meant for a version', () => {
    it('by If-Match succeeds once', async () => {
        const made = await ann.post('/contacts', { name: 'Bob' });
        const path = `/contacts/${made.body.id}`;
        const first = await ann.patch(path, { priority: 1 }, { 'if-match': made.etag });
        first.expect(200);
        assert.notEqual(first.etag, made.etag);
        const stale = await ann.patch(path, { priority: 2 }, { 'if-match': made.etag }).expect(412);
        assert.equal(stale.code, 'precondition_failed');
        assert.equal((await ann.get(path).expect(200)).priority, 1);
        await ann.patch(path, { priority: 3 }, { 'if-match': first.etag }).expect(200);
    });

    it('by If-Match: * needs only that it is there', async () => {
        const made = await ann.make('contacts', { name: 'Bob' });
        await ann.patch(`/contacts/${made.id}`, { priority: 1 }, { 'if-match': '*' }).expect(200);
        await ann.patch('/contacts/1', { priority: 1 }, { 'if-match': '*' }).expect(404);
    });

    it('by If-Match with what is no tag of ours is refused', async () => {
        const made = await ann.make('contacts', { name: 'Bob' });
        for (const tag of ['"x"', 'x', '""', 'W/"1"', '"1"'])
            await ann.patch(`/contacts/${made.id}`, { priority: 1 }, { 'if-match': tag }).expect(412);
        assert.deepEqual(await ann.read('contacts', made.id), made);
    });

    it('by a list in If-Match is met by any of it', async () => {
        const made = await ann.post('/contacts', { name: 'Bob' });
        const path = `/contacts/${made.body.id}`;
        await ann.patch(path, { priority: 1 }, { 'if-match': '"1", "2"' }).expect(412);
        const next = await ann.patch(path, { priority: 1 }, { 'if-match': `"1", ${made.etag}` });
        next.expect(200);
        await ann.patch(path, { priority: 2 }, { 'if-match': `"1", ${made.etag}` }).expect(412);
        await ann.del(path, {}, { 'if-match': `${made.etag}, "1"` }).expect(412);
        await ann.del(path, {}, { 'if-match': `${made.etag}, ${next.etag}` }).expect(200);
        await ann.patch('/contacts/1', { priority: 2 }, { 'if-match': '"1", "2"' }).expect(404);
    });

    it('by updated_at answers 409 with the record as it stands', async () => {
        const made = await ann.make('contacts', { name: 'Bob' });
        const path = `/contacts/${made.id}`;
        const now = await ann.patch(path, { priority: 1, updated_at: made.updated_at }).expect(200);
        const stale = await ann.patch(path, { priority: 2, updated_at: made.updated_at }).expect(409);
        assert.equal(stale.code, 'conflict');
        assert.deepEqual(stale.current, now);
        assert.deepEqual(await ann.get(path).expect(200), now);
        await ann.patch(path, { updated_at: 'yesterday-ish' }).refused(422, 'updated_at');
    });

    it('also guards PUT and DELETE', async () => {
        const made = await ann.post('/contacts', { name: 'Bob' });
        const path = `/contacts/${made.body.id}`;
        await ann.patch(path, { priority: 1 }).expect(200);
        await ann.put(path, { priority: 2 }, { 'if-match': made.etag }).expect(412);
        await ann.del(path, {}, { 'if-match': made.etag }).expect(412);
        await ann.del(path, { permanent: true }, { 'if-match': made.etag }).expect(412);
        const now = await ann.get(path);
        await ann.del(path, {}, { 'if-match': now.etag }).expect(200);
    });

    it('lets exactly one of twenty at once through', async () => {
        const made = await ann.post('/contacts', { name: 'Race', priority: 0 });
        const answers = await Promise.all(
            Array.from({ length: 20 }, (_, i) =>
                ann.patch(`/contacts/${made.body.id}`, { nickname: `n${i}` }, { 'if-match': made.etag }),
            ),
        );
        const won = answers.filter((a) => a.status === 200);
        assert.equal(won.length, 1);
        assert.equal(answers.filter((a) => a.status === 412).length, 19);
        assert.equal((await ann.read('contacts', made.body.id)).nickname, won[0].body.nickname);
    });
});

describe('versions', () => {
    it('rise with every change, and stay when nothing changes', async () => {
        const made = await ann.post('/contacts', { name: 'Bob' });
        const path = `/contacts/${made.body.id}`;
        const same = await ann.patch(path, { name: 'Bob' });
        assert.equal(same.expect(200).updated_at, made.body.updated_at);
        assert.ok(!same.headers.has('x-change-id'), 'no change set without a change');
        const seen = new Set([made.body.updated_at]);
        for (let i = 0; i < 5; i++) seen.add((await ann.patch(path, { priority: i }).expect(200)).updated_at);
        assert.equal(seen.size, 6);
    });

    it('answer 304 to who has the record, until it changes', async () => {
        const made = await ann.post('/companies', { name: 'Acme' });
        const path = `/companies/${made.body.id}`;
        const read = await ann.get(path);
        const again = await ann.get(path, {}, { 'if-none-match': read.etag });
        again.expect(304);
        assert.equal(again.text, '');
        await ann.get(path, {}, { 'if-none-match': `"x", ${read.etag}` }).expect(304);
        await ann.get(path, {}, { 'if-none-match': '"x"' }).expect(200);
        await ann.patch(path, { priority: 1 }).expect(200);
        await ann.get(path, {}, { 'if-none-match': read.etag }).expect(200);
    });

    it('asked for with * answer 304 only where there is something', async () => {
        const made = await ann.make('companies', { name: 'Acme' });
        const any = { 'if-none-match': '*' };
        await ann.get(`/companies/${made.id}`, {}, any).expect(304);
        await ann.get('/companies', {}, any).expect(304);
        await ann.get('/companies', { nonsense: 1 }, any).expect(400);
        await ann.get('/changes/999999999', {}, any).expect(404);
        await ann.get('/companies/999999999/timeline', {}, any).expect(404);
    });

    it('of a note tell of the next contact of whom it is about', async () => {
        const contact = await ann.make('contacts', { name: 'Bob' });
        const subject = { entity_type: 'contact', entity_id: contact.id };
        const note = await ann.make('notes', { ...subject, content: 'x' });
        const read = await ann.get(`/notes/${note.id}`);
        await ann.patch(`/contacts/${contact.id}`, { next_contact_at: '2031-01-02' }).expect(200);
        const now = await ann.get(`/notes/${note.id}`, {}, { 'if-none-match': read.etag });
        assert.match(now.expect(200).parent_next_contact_at, /^2031-01-0/);
        await ann.patch(`/notes/${note.id}`, { content: 'y' }, { 'if-match': now.etag }).expect(200);
    });

    it('of money in the workspace’s currency tell of another one', async () => {
        const user = await server.user({ currency: 'EUR' });
        const made = await user.make('companies', { name: 'Acme', deal_value: 1200 });
        const path = `/companies/${made.id}`;
        const read = await user.get(path);
        assert.equal(read.body.currency, null);
        await user.patch(`/api/workspaces/${user.workspace.id}`, { currency: 'JPY' }).expect(200);
        const now = await user.get(path, {}, { 'if-none-match': read.etag });
        assert.notEqual(now.expect(200).deal_value, read.body.deal_value);
    });

    it('of a contact tell of the company’s new name too', async () => {
        const company = await ann.make('companies', { name: 'Before' });
        const contact = await ann.make('contacts', { name: 'Bob', company_id: company.id });
        const read = await ann.get(`/contacts/${contact.id}`);
        await ann.patch(`/companies/${company.id}`, { name: 'After' }).expect(200);
        const now = await ann.get(`/contacts/${contact.id}`, {}, { 'if-none-match': read.etag });
        assert.equal(now.expect(200).company_name, 'After');
    });
});

describe('a merge patch', () => {
    it('is taken by its own content type, null takes away', async () => {
        const made = await ann.make('contacts', { name: 'Bob', nickname: 'B', priority: 1 });
        const now = await ann
            .patch(`/contacts/${made.id}`, { nickname: null }, { 'content-type': 'application/merge-patch+json' })
            .expect(200);
        assert.deepEqual([now.name, now.nickname, now.priority], ['Bob', null, 1]);
    });

    it('of another content type is told which ones there are', async () => {
        const made = await ann.make('contacts', { name: 'Bob' });
        const headers = { 'content-type': 'text/plain' };
        const answer = await ann.call('PATCH', `/contacts/${made.id}`, { raw: '{}', headers });
        answer.refused(415);
        assert.equal(answer.headers.get('accept-patch'), 'application/merge-patch+json, application/json');
    });

    it('of nothing changes nothing', async () => {
        const made = await ann.make('contacts', { name: 'Bob' });
        assert.deepEqual(await ann.patch(`/contacts/${made.id}`, {}).expect(200), made);
    });

    it('must be an object', async () => {
        const made = await ann.make('contacts', { name: 'Bob' });
        for (const raw of ['[]', '"x"', '5', 'null', 'true']) {
            const headers = { 'content-type': 'application/json' };
            await ann.call('PATCH', `/contacts/${made.id}`, { raw, headers }).expect(400);
        }
    });
});

describe('an idempotency key', () => {
    const key = (k) => ({ 'idempotency-key': k });

    it('makes a retry answer what the first request did, and do nothing', async () => {
        const user = await server.user();
        const first = await user.post('/contacts', { name: 'Once' }, key('k1'));
        first.expect(201);
        assert.ok(!first.headers.has('idempotency-replayed'));
        const again = await user.post('/contacts', { name: 'Once' }, key('k1'));
        assert.deepEqual(again.expect(201), first.body);
        assert.equal(again.headers.get('idempotency-replayed'), 'true');
        for (const name of ['etag', 'location', 'x-change-id'])
            assert.equal(again.headers.get(name), first.headers.get(name), name);
        assert.equal(await total(user), 1);
    });

    it('is text', async () => {
        const user = await server.user();
        await user.post('/contacts', { name: 'Bytes' }, key('k\u00ff')).refused(400, 'Idempotency-Key');
        assert.equal(await total(user), 0);
    });

    it('is the same with and without quotes', async () => {
        const user = await server.user();
        const first = await user.post('/contacts', { name: 'Once' }, key('"8e03978e-40d5-43e8-bc93-6894a57f9324"'));
        const again = await user.post('/contacts', { name: 'Once' }, key('8e03978e-40d5-43e8-bc93-6894a57f9324'));
        assert.equal(again.expect(201).id, first.body.id);
    });

    it('used for another request is refused', async () => {
        const user = await server.user();
        await user.post('/contacts', { name: 'One' }, key('k')).expect(201);
        await user.post('/contacts', { name: 'Two' }, key('k')).refused(422, 'Idempotency-Key', 'idempotency_reused');
        await user.post('/companies', { name: 'One' }, key('k')).refused(422, 'Idempotency-Key', 'idempotency_reused');
        assert.equal(await total(user), 1);
    });

    it('of a request that was refused can be used again', async () => {
        const user = await server.user();
        await user.post('/contacts', {}, key('k')).expect(422);
        await user.post('/contacts', { name: 'Now right' }, key('k')).expect(201);
    });

    it('is each user’s own', async () => {
        const one = await server.user();
        const two = await server.user();
        const a = await one.post('/contacts', { name: 'Same' }, key('k')).expect(201);
        const b = await two.post('/contacts', { name: 'Same' }, key('k')).expect(201);
        await two.get(`/contacts/${a.id}`).expect(a.id === b.id ? 200 : 404);
        assert.equal(await total(two), 1);
    });

    it('sent twenty times at once makes one record', async () => {
        const user = await server.user();
        const answers = await Promise.all(
            Array.from({ length: 20 }, () => user.post('/contacts', { name: 'Once' }, key('k'))),
        );
        assert.equal(new Set(answers.map((a) => a.expect(201).id)).size, 1);
        assert.equal(answers.filter((a) => !a.headers.has('idempotency-replayed')).length, 1);
        assert.equal(await total(user), 1);
    });

    it('works for bulk edits and verbs too', async () => {
        const user = await server.user();
        const made = await user.make('tasks', { title: 'R', recur: 'daily', due_at: '2031-01-01' });
        const first = await user.post(`/tasks/${made.id}/complete`, undefined, key('c')).expect(200);
        assert.deepEqual(await user.post(`/tasks/${made.id}/complete`, undefined, key('c')).expect(200), first);
        const body = { ids: [made.id], action: 'add_tag', value: 'x' };
        await user.post('/tasks/bulk', body, key('b')).expect(200);
        assert.equal((await user.post('/tasks/bulk', body, key('b'))).headers.get('idempotency-replayed'), 'true');
    });

    it('is refused where no answer is kept', async () => {
        const user = await server.user();
        const body = { description: 'a key', scopes: ['*'] };
        const refused = await user.post('/api/keys', body, key('k1')).refused(400, 'Idempotency-Key');
        assert.match(refused.detail, /keeps no answers/);
        assert.equal((await user.get('/api/keys').expect(200)).data.length, 0);
        const { paths } = server.contract.document;
        const takes = (path) => JSON.stringify(paths[path].post.parameters ?? []).includes('/IdempotencyKey');
        assert.deepEqual(['/api/keys', '/api/auth/login', '/api/crm/contacts'].map(takes), [false, false, true]);
    });

    it('is not endless', async () => {
        await ann.post('/contacts', { name: 'X' }, key('k'.repeat(256))).expect(400);
    });
});

describe('a bulk edit', () => {
    async function some(n, more = {}) {
        const user = await server.user();
        const made = [];
        for (let i = 0; i < n; i++) made.push(await user.make('contacts', { name: `B${i}`, ...more }));
        return { user, made };
    }

    it('is refused when it does not say what', async () => {
        const { user, made } = await some(1);
        const id = made[0].id;
        const refuse = (body, field, status = 422) => user.post('/contacts/bulk', body).refused(status, field);
        await refuse({ ids: [id] }, 'action');
        await refuse({ action: 'trash' }, 'ids');
        await refuse({ ids: [id], filter: { field: 'id', value: id }, action: 'trash' }, 'ids');
        await refuse({ ids: [id], action: 'explode' }, 'action');
        await refuse({ ids: 'all', action: 'trash' }, 'ids');
        await refuse({ ids: ['x'], action: 'trash' }, 'ids[0]');
        await refuse({ ids: [id], action: 'update' }, 'values');
        await refuse({ ids: [id], action: 'update', values: [] }, 'values');
        await refuse({ ids: [id], action: 'update', values: { shoe_size: 1 } }, 'shoe_size');
        await refuse({ ids: [id], action: 'update', values: { priority: 99 } }, 'priority');
        await refuse({ ids: [id], action: 'add_tag' }, 'value');
        await refuse({ ids: [id], action: 'add_tag', value: '' }, 'tags');
        await refuse({ ids: [id], action: 'stage', value: 'won' }, 'stage');
        await refuse({ filter: { field: 'shoe_size', value: 1 }, action: 'trash' }, 'shoe_size');
        await refuse({ ids: [id], action: 'trash', why: 'because' }, 'why');
        assert.deepEqual(await user.read('contacts', id), made[0]);
    });

    it('does all or nothing', async () => {
        const { user, made } = await some(3);
        await user.post('/contacts/bulk', { ids: [...ids(made), 1], action: 'update', values: { priority: 5 } }).expect(404);
        assert.deepEqual(await user.list('contacts', { 'priority[empty]': false }), []);
        assert.equal((await user.list('changes')).length, 3, 'no change set but those of the three creations');
    });

    it('by ids and by filter is one change set, however many', async () => {
        const { user, made } = await some(5, { stage: 'demo' });
        const one = await user.post('/contacts/bulk', { ids: ids(made).slice(0, 2), action: 'update', values: { priority: 7 } });
        assert.deepEqual(one.expect(200), { affected: 2 });
        const two = await user.post('/contacts/bulk', { filter: { field: 'stage', value: 'demo' }, action: 'add_tag', value: 'hot' });
        assert.deepEqual(two.expect(200), { affected: 5 });
        assert.equal((await user.list('contacts', { tag: 'hot', 'priority[empty]': true })).length, 3);
        assert.equal((await user.get(`/changes/${two.changeId}`).expect(200)).n_events, 5);
        assert.equal((await user.get(`/changes/${one.changeId}`).expect(200)).events.length, 2);
    });

    it('knows each action', async () => {
        const { user, made } = await some(3, { tags: ['x'] });
        const run = async (action, more = {}) =>
            (await user.post('/contacts/bulk', { ids: ids(made), action, ...more }).expect(200)).affected;
        const first = () => user.read('contacts', made[0].id);
        assert.equal(await run('add_tag', { value: 'y' }), 3);
        assert.deepEqual((await first()).tags, ['x', 'y']);
        assert.equal(await run('remove_tag', { value: 'X' }), 3);
        assert.deepEqual((await first()).tags, ['y']);
        assert.equal(await run('stage', { value: 'outreach' }), 3);
        assert.equal((await first()).stage, 'outreach');
        assert.equal(await run('trash'), 3);
        assert.deepEqual(await user.list('contacts'), []);
        assert.equal(await run('restore'), 3);
        assert.equal((await user.list('contacts')).length, 3);
        assert.equal(await run('delete'), 3);
        await user.get(`/contacts/${made[0].id}`).expect(404);
    });

    it('restores what a filter finds in the trash', async () => {
        const { user, made } = await some(3, { stage: 'demo' });
        const filter = { field: 'stage', value: 'demo' };
        await user.post('/contacts/bulk', { filter, action: 'trash' }).expect(200);
        assert.deepEqual(await user.post('/contacts/bulk', { filter, action: 'trash' }).expect(200), { affected: 0 });
        assert.deepEqual(await user.post('/contacts/bulk', { filter, action: 'restore' }).expect(200), { affected: 3 });
        assert.equal((await user.list('contacts')).length, made.length);
    });

    it('does each record once, however often it is named', async () => {
        const user = await server.user();
        const [a, b] = [await user.make('contacts', { name: 'A' }), await user.make('contacts', { name: 'B' })];
        const body = { ids: [b.id, a.id, b.id, b.id], action: 'delete' };
        assert.deepEqual(await user.post('/contacts/bulk', body).expect(200), { affected: 2 });
    });

    it('of nothing affects nothing', async () => {
        const { user } = await some(0);
        assert.deepEqual(await user.post('/contacts/bulk', { ids: [], action: 'trash' }).expect(200), { affected: 0 });
        const none = { filter: { field: 'name', value: 'nobody' }, action: 'trash' };
        assert.deepEqual(await user.post('/contacts/bulk', none).expect(200), { affected: 0 });
    });

    it("names each of a colleague's records, whatever the action and however many", async () => {
        const { owner, member } = await team(server);
        const free = await owner.make('contacts', { name: 'Free', owner_id: null });
        const theirs = [];
        for (let i = 0; i < 15; i++)
            theirs.push(await owner.make('contacts', { name: `T${i}`, owner_id: owner.user.id }));
        const all = [free.id, ...ids(theirs)];
        for (const more of [
            { action: 'update', values: { priority: 5 } },
            { action: 'stage', value: 'demo' },
            { action: 'add_tag', value: 'mine' },
            { action: 'trash' },
        ]) {
            const said = await member.post('/contacts/bulk', { ids: all, ...more }).expect(403);
            assert.deepEqual(said.forbidden, ids(theirs), more.action);
            assert.equal(said.errors.length, 12, more.action);
            for (const [i, row] of said.errors.entries())
                assert.ok(row.message.includes(String(theirs[i].id)), `${more.action} ${row.message}`);
        }
        assert.deepEqual(await owner.read('contacts', free.id), free);
        const missing = { ids: [theirs[0].id, 1], action: 'update', values: { priority: 5 } };
        await member.post('/contacts/bulk', missing).expect(404);
    });

    it('is at most 10,000 records in one call', async () => {
        const many = Array.from({ length: 10_001 }, (_, i) => i + 1);
        await ann.post('/contacts/bulk', { ids: many, action: 'trash' }).refused(422, 'ids', 'too_long');
    });

    it('leaves the stage notes of each, as single changes do', async () => {
        const { user, made } = await some(2, { stage: 'research' });
        await user.post('/contacts/bulk', { ids: ids(made), action: 'stage', value: 'demo' }).expect(200);
        const notes = await user.list('notes', { tag: 'stage_change' });
        assert.deepEqual(notes.map((n) => n.reason), ['research -> demo', 'research -> demo']);
    });
});

describe('change sets', () => {
    it('are named by every write', async () => {
        const user = await server.user();
        const made = await user.post('/contacts', { name: 'Bob' });
        const changed = await user.patch(`/contacts/${made.body.id}`, { priority: 1 });
        const gone = await user.del(`/contacts/${made.body.id}`);
        const list = await user.list('changes');
        assert.deepEqual(ids(list), [gone.changeId, changed.changeId, made.changeId]);
        assert.deepEqual(list[0].actor, { kind: 'user', id: user.user.id, name: user.user.name });
        assert.equal(list[0].open, false);
    });

    it('opened beforehand are joined by later writes', async () => {
        const user = await server.user();
        const open = await user.post('/changes', { label: 'an import' });
        assert.equal(open.expect(201).label, 'an import');
        assert.equal(open.body.open, true);
        assert.equal(open.headers.get('location'), `/api/crm/changes/${open.body.id}`);
        const joined = user.with({ 'x-change-id': String(open.body.id) });
        const a = await joined.post('/contacts', { name: 'A' });
        const b = await joined.post('/contacts', { name: 'B' });
        const c = await joined.patch(`/contacts/${a.body.id}`, { priority: 2 });
        for (const answer of [a, b, c]) assert.equal(answer.changeId, open.body.id);
        const set = await user.get(`/changes/${open.body.id}`).expect(200);
        assert.equal(set.n_events, 3);
        assert.deepEqual(set.events.map((e) => e.type), ['updated', 'created', 'created']);
        await user.post(`/changes/${open.body.id}/undo`).expect(200);
        assert.deepEqual(await user.list('contacts'), []);
        await joined.post('/contacts', { name: 'Late' }).refused(422, 'X-Change-Id');
    });

    it('need no label, and take nothing else', async () => {
        assert.equal((await ann.post('/changes').expect(201)).label, null);
        assert.equal((await ann.post('/changes', {}).expect(201)).label, null);
        await ann.post('/changes', { name: 'x' }).refused(422, 'name', 'unknown_field');
        await ann.post('/changes', { label: 'x'.repeat(256) }).refused(422, 'label', 'too_long');
    });

    it('that are not open, or not there, cannot be joined', async () => {
        const made = await ann.post('/contacts', { name: 'Closed' });
        for (const id of [String(made.changeId), '1', String(Date.now() + 1e6)])
            await ann.post('/contacts', { name: 'X' }, { 'x-change-id': id }).refused(422, 'X-Change-Id');
        for (const id of ['x', '0', '-1'])
            await ann.post('/contacts', { name: 'X' }, { 'x-change-id': id }).refused(400, 'X-Change-Id');
        assert.deepEqual(await ann.list('contacts', { name: 'X' }), []);
    });

    it('show their events page by page, and an undo tells none', async () => {
        const user = await server.user();
        const made = [];
        for (let i = 0; i < 5; i++) made.push((await user.make('contacts', { name: `C${i}` })).id);
        const body = { ids: made, action: 'update', values: { priority: 1 } };
        const { changeId } = await user.post('/contacts/bulk', body);
        const seen = [];
        for (let cursor; cursor !== null; ) {
            const page = await user.get(`/changes/${changeId}`, { limit: 2, ...(cursor && { cursor }) }).expect(200);
            assert.equal(page.n_events, 5);
            assert.ok(page.events.length <= 2);
            seen.push(...page.events.map((e) => e.entity_id));
            cursor = page.next;
        }
        assert.deepEqual(seen.sort(), made.sort());
        await user.get(`/changes/${changeId}`, { limit: 501 }).refused(400, 'limit');
        await user.get(`/changes/${changeId}`, { cursor: 'x' }).refused(400, 'cursor');
        const undone = await user.post(`/changes/${changeId}/undo`).expect(200);
        assert.deepEqual([undone.n_events, 'events' in undone], [5, false]);
    });

    it('are listed newest first, page by page', async () => {
        const user = await server.user();
        for (let i = 0; i < 5; i++) await user.make('contacts', { name: `C${i}` });
        const first = await user.get('/changes', { limit: 2 }).expect(200);
        const second = await user.get('/changes', { limit: 2, cursor: first.next }).expect(200);
        const third = await user.get('/changes', { limit: 2, cursor: second.next }).expect(200);
        const seen = [first, second, third].flatMap((p) => ids(p.data));
        assert.deepEqual(seen, ids(await user.list('changes')));
        assert.equal(third.next, null);
        await user.get('/changes', { limit: 0 }).refused(400, 'limit');
        await user.get('/changes', { cursor: 'x' }).refused(400, 'cursor');
        await user.get('/changes/999999999').expect(404);
        await user.get('/changes/x').expect(404);
    });
});

describe('many writers at once', () => {
    it('lose nothing, and one that is refused harms no neighbour', async () => {
        const user = await server.user();
        const answers = await Promise.all(
            Array.from({ length: 120 }, (_, i) => user.post('/contacts', i % 3 ? { name: `W${i}`, stage: 'demo' } : { priority: i })),
        );
        const made = answers.filter((a) => a.status === 201);
        assert.equal(made.length, 80);
        assert.equal(answers.filter((a) => a.status === 422).length, 40);
        assert.equal(new Set(made.map((a) => a.body.id)).size, 80, 'each has an id of its own');
        assert.equal(new Set(made.map((a) => a.changeId)).size, 80);
        assert.equal(await total(user), 80);
        assert.equal((await user.get('/contacts', { stage: 'demo', count: true }).expect(200)).total, 80);
    });

    it('of one record are all counted', async () => {
        const user = await server.user();
        const made = await user.make('contacts', { name: 'Shared' });
        await Promise.all(
            Array.from({ length: 30 }, (_, i) => user.patch(`/contacts/${made.id}`, { nickname: `n${i}` }).expect(200)),
        );
        const events = (await user.get(`/contacts/${made.id}/timeline`).expect(200)).data;
        assert.equal(events.length, 31);
        for (let i = 0; i + 2 < events.length; i++)
            assert.equal(events[i].changes.nickname.before, events[i + 1].changes.nickname.after);
    });
});
