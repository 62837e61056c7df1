// Contacts: every field in, every field out; what is refused; the trash; the picker.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ids, start } from './harness.mjs';

const server = await start();
const ann = await server.user();

describe('a contact is refused', () => {
    const name = 'Somebody';
    const refusals = [
        ['without a name', {}, 'name', 'required'],
        ['with a blank name', { name: ' \t ' }, 'name', 'required'],
        ['with null for a name', { name: null }, 'name', 'required'],
        ['with a name of 256 characters', { name: 'ä'.repeat(256) }, 'name', 'too_long'],
        ['with a name that is a number', { name: 7 }, 'name', 'invalid'],
        ['with a name of two lines', { name: 'a\nb' }, 'name', 'invalid'],
        ['with a field there is not', { name, colour: 'red' }, 'colour', 'unknown_field'],
        ['with an id of its own', { name, id: 5 }, 'id', 'read_only'],
        ['with a time of creation', { name, created_at: '2020-01-01T00:00:00Z' }, 'created_at', 'read_only'],
        ['with a derived field', { name, company_name: 'Acme' }, 'company_name', 'read_only'],
        ['with a priority above 10', { name, priority: 11 }, 'priority', 'out_of_range'],
        ['with a priority below 0', { name, priority: -1 }, 'priority', 'out_of_range'],
        ['with a priority and a half', { name, priority: 1.5 }, 'priority', 'invalid'],
        ['with a priority as text', { name, priority: 'high' }, 'priority', 'invalid'],
        ['with a rating above 5', { name, rating: 6 }, 'rating', 'out_of_range'],
        ['with a stage there is not', { name, stage: 'won' }, 'stage', 'invalid'],
        ['with a status there is not', { name, status: 'trashed' }, 'status', 'invalid'],
        ['with a rhythm there is not', { name, contact_every: 'yearly' }, 'contact_every', 'invalid'],
        ['with a birthday that is none', { name, birthday: '1990-02-30' }, 'birthday', 'invalid'],
        ['with a birthday in words', { name, birthday: 'in May' }, 'birthday', 'invalid'],
        ['with a time that is none', { name, next_contact_at: 'tomorrow' }, 'next_contact_at', 'invalid'],
        ['with an e-mail address that is none', { name, email: 'a@b' }, 'email', 'invalid'],
        ['with a phone number of two digits', { name, phone: '12' }, 'phone', 'invalid'],
        ['with a phone number of 21 digits', { name, phone: '1'.repeat(21) }, 'phone', 'invalid'],
        ['with a company there is not', { name, company_id: 12345 }, 'company_id', 'bad_reference'],
        ['with a company id as text', { name, company_id: 'Acme' }, 'company_id', 'invalid'],
        ['with a note there is not', { name, last_contact_note_id: 12345 }, 'last_contact_note_id', 'bad_reference'],
        ['with an owner who is no member', { name, owner_id: 12345 }, 'owner_id', 'bad_reference'],
        ['with tags that are no list', { name, tags: 'vip' }, 'tags', 'invalid'],
        ['with a tag that is a number', { name, tags: [1] }, 'tags', 'invalid'],
        ['with an empty tag', { name, tags: [''] }, 'tags', 'invalid'],
        ['with a role but no company', { name, role: 'CEO' }, 'role', 'invalid'],
        ['with a background above 64 KiB', { name, background: 'x'.repeat(65537) }, 'background', 'too_long'],
        ['with a control character', { name: 'a\u0007b' }, 'name', 'invalid'],
    ];
    for (const [what, body, field, code] of refusals)
        it(what, async () => {
            const before = (await ann.get('/contacts', { count: true }).expect(200)).total;
            await ann.post('/contacts', body).refused(422, field, code);
            assert.equal((await ann.get('/contacts', { count: true }).expect(200)).total, before);
        });

    it('naming every field at fault at once', async () => {
        const body = { priority: 99, stage: 'x', birthday: 'x', email: 'x' };
        const answer = await ann.post('/contacts', body).expect(422);
        assert.deepEqual(answer.errors.map((e) => e.field).sort(), ['birthday', 'email', 'priority', 'stage']);
    });

    it('when an update breaks a rule, and stays as it was', async () => {
        const made = await ann.make('contacts', { name: 'Steady', priority: 3 });
        await ann.patch(`/contacts/${made.id}`, { priority: 4, stage: 'nowhere' }).refused(422, 'stage', 'invalid');
        await ann.patch(`/contacts/${made.id}`, { name: null }).refused(422, 'name', 'required');
        assert.deepEqual(await ann.read('contacts', made.id), made);
    });
});

describe('a contact', () => {
    it('keeps all that it is given', async () => {
        const company = await ann.make('companies', { name: 'Acme' });
        const given = {
            name: 'Róza Žižková',
            first_name: 'Róza',
            last_name: 'Žižková',
            nickname: 'Rózka',
            job_title: 'Head of 物流',
            email: 'Roza.Zizkova@Example.com',
            phone: '+420 601 123 456',
            company_id: company.id,
            role: 'Head',
            department: 'Logistics',
            status: 'customer',
            stage: 'follow_up',
            priority: 10,
            rating: 5,
            source: 'fair',
            relation: 'friend of a friend',
            background: '# Markdown\n\n- *kept* as typed\n',
            interests: 'chess; "quotes" & <tags>',
            location: 'Brno',
            address: 'Main street 1, 602 00 Brno',
            contact_medium: 'Signal',
            birthday: '1985-12-31',
            referred_by: 'Bob',
            contact_every: 'monthly',
            last_contact_at: '2026-01-02T03:04:05.006Z',
            next_contact_at: '2026-02-03T04:05:06.000Z',
            owner_id: ann.user.id,
            tags: ['friend', 'vip'],
        };
        const made = await ann.make('contacts', given);
        for (const [name, value] of Object.entries(given)) assert.deepEqual(made[name], value, name);
        assert.equal(made.company_name, 'Acme');
        assert.equal(made.trashed_at, null);
        assert.deepEqual(await ann.read('contacts', made.id), made);
    });

    it('needs only a name, and the rest is null', async () => {
        const made = await ann.make('contacts', { name: '  Plain   ' });
        assert.equal(made.name, 'Plain');
        for (const [name, value] of Object.entries(made))
            if (!['id', 'created_at', 'updated_at', 'name', 'tags'].includes(name))
                assert.equal(value, null, name);
        assert.deepEqual(made.tags, []);
    });

    it('is answered with its address, its version and an id that tells its age', async () => {
        const before = Date.now();
        const answer = await ann.post('/contacts', { name: 'New' });
        const made = answer.expect(201);
        assert.equal(answer.headers.get('location'), `/api/crm/contacts/${made.id}`);
        assert.ok(answer.etag);
        assert.ok(Math.abs(made.id - before) < 60_000, 'the id is about now in milliseconds');
        assert.ok(Math.abs(new Date(made.created_at) - before) < 60_000);
        const read = await ann.get(answer.headers.get('location'));
        assert.equal(read.expect(200).id, made.id);
    });

    it('takes its name from first and last name', async () => {
        const body = { first_name: 'Ada', last_name: 'Lovelace' };
        const made = await ann.call('POST', '/contacts', { body, lenient: true }).expect(201);
        assert.equal(made.name, 'Ada Lovelace');
        const married = await ann.patch(`/contacts/${made.id}`, { last_name: 'King' }).expect(200);
        assert.equal(married.name, 'Ada King');
        await ann.patch(`/contacts/${made.id}`, { name: 'Countess' }).expect(200);
        const chosen = await ann.patch(`/contacts/${made.id}`, { first_name: 'Augusta' }).expect(200);
        assert.equal(chosen.name, 'Countess', 'a name that was chosen stays');
    });

    it('takes times as RFC 3339, as a date and as Unix seconds', async () => {
        for (const [given, meant] of [
            ['2026-03-01T12:00:00+02:00', '2026-03-01T10:00:00.000Z'],
            ['2026-03-01', '2026-03-01T00:00:00.000Z'],
            [1772366400, '2026-03-01T12:00:00.000Z'],
        ])
            assert.equal((await ann.make('contacts', { name: 'T', next_contact_at: given })).next_contact_at, meant);
    });

    it('keeps a birthday without a year', async () => {
        for (const birthday of ['--02-29', '--12-31', '2000-02-29'])
            assert.equal((await ann.make('contacts', { name: 'B', birthday })).birthday, birthday);
    });

    it('keeps a phone number as typed, with 3 to 20 digits', async () => {
        for (const phone of ['112', '+49 (0)30 1234-567', '٠١٢٣٤٥', '1'.repeat(20), '555-CALL 123'])
            assert.equal((await ann.make('contacts', { name: 'P', phone })).phone, phone);
    });

    it('spells a tag as who came first, and only once', async () => {
        await ann.make('contacts', { name: 'A', tags: ['Früh'] });
        const made = await ann.make('contacts', { name: 'B', tags: ['früh', 'FRÜH', ' Früh '] });
        assert.deepEqual(made.tags, ['Früh']);
    });

    it('survives text that is dangerous elsewhere', async () => {
        const name = `Robert'); DROP TABLE contact;-- <script>"&\\ 🦄 \u202e`;
        const made = await ann.make('contacts', { name, background: '\\u0000 %s %n {{x}}' });
        assert.equal((await ann.read('contacts', made.id)).name, name);
        assert.deepEqual(ids(await ann.list('contacts', { name })), [made.id]);
    });

    it('that is not there answers 404 on every verb', async () => {
        for (const id of ['1', '0', '-1', 'x', '99999999999999999999', '1.5', String(Date.now() + 1e9)]) {
            await ann.get(`/contacts/${id}`).expect(404);
            await ann.patch(`/contacts/${id}`, { name: 'X' }).expect(404);
            await ann.put(`/contacts/${id}`, { name: 'X' }).expect(404);
            await ann.del(`/contacts/${id}`).expect(404);
            await ann.post(`/contacts/${id}/restore`).expect(404);
            await ann.get(`/contacts/${id}/timeline`).expect(404);
        }
    });

    it('is not a company, even with its id', async () => {
        const company = await ann.make('companies', { name: 'Not a person' });
        await ann.get(`/contacts/${company.id}`).expect(404);
        await ann.del(`/contacts/${company.id}`).expect(404);
    });
});

describe('an update', () => {
    it('changes what is named and nothing else', async () => {
        const made = await ann.make('contacts', { name: 'Bob', priority: 1, nickname: 'B', tags: ['x'] });
        const now = await ann.patch(`/contacts/${made.id}`, { priority: 2, nickname: null }).expect(200);
        assert.deepEqual(
            { ...now, updated_at: 0 },
            { ...made, priority: 2, nickname: null, updated_at: 0 },
        );
        assert.ok(now.updated_at > made.updated_at);
    });

    it('by PUT does the same', async () => {
        const made = await ann.make('contacts', { name: 'Bob', priority: 1, nickname: 'B' });
        const now = await ann.put(`/contacts/${made.id}`, { priority: 2 }).expect(200);
        assert.equal(now.nickname, 'B');
        assert.equal(now.priority, 2);
    });

    it('takes the record back as it was read', async () => {
        const made = await ann.make('contacts', { name: 'Round trip', tags: ['x'], email: 'rt@example.com' });
        const sent = await ann.call('PUT', `/contacts/${made.id}`, { body: made, lenient: true });
        assert.deepEqual(sent.expect(200), made);
    });

    it('refuses what only Kith sets', async () => {
        const made = await ann.make('contacts', { name: 'Bob' });
        await ann.patch(`/contacts/${made.id}`, { shoe_size: 44 }).refused(422, 'shoe_size', 'unknown_field');
    });

    it('replaces the tags as a whole', async () => {
        const made = await ann.make('contacts', { name: 'Tagged', tags: ['a', 'b'] });
        const now = await ann.patch(`/contacts/${made.id}`, { tags: ['b', 'c'] }).expect(200);
        assert.deepEqual(now.tags, ['b', 'c']);
        assert.deepEqual((await ann.patch(`/contacts/${made.id}`, { tags: [] }).expect(200)).tags, []);
    });

    it('of last_contact_at sets the next one by the rhythm', async () => {
        const days = { weekly: 7, biweekly: 14, monthly: 30, quarterly: 90 };
        for (const [contact_every, n] of Object.entries(days)) {
            const made = await ann.make('contacts', { name: 'Rhythm', contact_every });
            const last = Date.parse('2026-05-05T05:05:05Z');
            const now = await ann
                .patch(`/contacts/${made.id}`, { last_contact_at: new Date(last).toISOString() })
                .expect(200);
            assert.equal(Date.parse(now.next_contact_at), last + n * 86_400_000, contact_every);
        }
    });

    it('leaves a next contact alone that is given in the same change, or has no rhythm', async () => {
        const made = await ann.make('contacts', { name: 'Rhythm', contact_every: 'weekly' });
        const given = { last_contact_at: '2026-05-05T00:00:00Z', next_contact_at: '2026-12-24T00:00:00.000Z' };
        const now = await ann.patch(`/contacts/${made.id}`, given).expect(200);
        assert.equal(now.next_contact_at, given.next_contact_at);
        const free = await ann.make('contacts', { name: 'No rhythm', last_contact_at: '2026-05-05T00:00:00Z' });
        assert.equal(free.next_contact_at, null);
    });

    it('of the stage leaves a note that says from where to where', async () => {
        const made = await ann.make('contacts', { name: 'Staged', stage: 'research' });
        await ann.patch(`/contacts/${made.id}`, { stage: 'demo', priority: 1 }).expect(200);
        await ann.patch(`/contacts/${made.id}`, { stage: 'demo', priority: 2 }).expect(200);
        const notes = await ann.list('notes', { entity_type: 'contact', entity_id: made.id });
        assert.equal(notes.length, 1);
        assert.equal(notes[0].reason, 'research -> demo');
        assert.deepEqual(notes[0].tags, ['stage_change']);
    });
});

describe('the trash', () => {
    it('takes a deleted contact and gives it back as it was', async () => {
        const made = await ann.make('contacts', { name: 'Trash me', status: 'prospect', tags: ['keep'] });
        const gone = await ann.del(`/contacts/${made.id}`).expect(200);
        assert.equal(gone.status, 'trashed');
        assert.ok(gone.trashed_at);
        assert.equal((await ann.read('contacts', made.id)).status, 'trashed');
        assert.ok(!ids(await ann.list('contacts', { name: 'Trash me' })).includes(made.id));
        assert.deepEqual(ids(await ann.list('contacts', { name: 'Trash me', trashed: true })), [made.id]);
        assert.deepEqual((await ann.get('/search', { q: 'Trash me' }).expect(200)).data, []);

        const back = await ann.post(`/contacts/${made.id}/restore`).expect(200);
        assert.deepEqual({ ...back, updated_at: 0 }, { ...made, updated_at: 0 });
        assert.deepEqual(ids(await ann.list('contacts', { name: 'Trash me' })), [made.id]);
        assert.equal((await ann.get('/search', { q: 'Trash me' }).expect(200)).data[0].entity_id, made.id);
    });

    it('is harmless twice, in both directions', async () => {
        const made = await ann.make('contacts', { name: 'Twice' });
        const once = await ann.del(`/contacts/${made.id}`).expect(200);
        assert.deepEqual(await ann.del(`/contacts/${made.id}`).expect(200), once);
        const back = await ann.post(`/contacts/${made.id}/restore`).expect(200);
        assert.deepEqual(await ann.post(`/contacts/${made.id}/restore`).expect(200), back);
    });

    it('is seen by ids in any status', async () => {
        const live = await ann.make('contacts', { name: 'Live' });
        const gone = await ann.make('contacts', { name: 'Gone' });
        await ann.del(`/contacts/${gone.id}`).expect(200);
        const both = `${live.id},${gone.id}`;
        assert.deepEqual(ids(await ann.list('contacts', { 'id[in]': both })), [live.id]);
        const any = await ann.list('contacts', { 'id[in]': both, status: 'any' });
        assert.deepEqual(ids(any).sort(), [live.id, gone.id].sort());
        assert.deepEqual(ids(await ann.list('contacts', { 'id[in]': both, status: 'trashed' })), [gone.id]);
    });

    it('is passed by with permanent=true: notes and channels go, references are cleared', async () => {
        const made = await ann.make('contacts', { name: 'For good', email: 'for@good.example' });
        const subject = { entity_type: 'contact', entity_id: made.id };
        const note = await ann.make('notes', { ...subject, content: 'goes too' });
        const website = await ann.make('websites', { url: 'https://good.example', contact_id: made.id });
        const task = await ann.make('tasks', { title: 'stays', links: [subject] });
        await ann.del(`/contacts/${made.id}`, { permanent: true }).expect(204);

        await ann.get(`/contacts/${made.id}`).expect(404);
        await ann.get(`/notes/${note.id}`).expect(404);
        assert.equal((await ann.read('websites', website.id)).contact_id, null);
        assert.deepEqual((await ann.read('tasks', task.id)).links, []);
        assert.deepEqual(await ann.list('channels', { contact_id: made.id }), []);
        assert.deepEqual((await ann.get('/search', { q: 'good' }).expect(200)).data
            .filter((h) => h.entity_type !== 'website'), []);
        await ann.del(`/contacts/${made.id}`, { permanent: true }).expect(404);
        await ann.post(`/contacts/${made.id}/restore`).expect(404);
    });

    it('knows only true and false for permanent', async () => {
        const made = await ann.make('contacts', { name: 'Careful' });
        await ann.del(`/contacts/${made.id}`, { permanent: 'maybe' }).refused(400, 'permanent');
        await ann.del(`/contacts/${made.id}`, { forever: 'true' }).refused(400, 'forever');
        assert.equal((await ann.del(`/contacts/${made.id}`, { permanent: false }).expect(200)).status, 'trashed');
    });
});

describe('the picker', () => {
    it('finds by the beginning of a name or an address, without those excluded or trashed', async () => {
        const user = await server.user();
        const a = await user.make('contacts', { name: 'Zoë Quill', email: 'zq@picker.example' });
        const b = await user.make('contacts', { name: 'Zoltan Quimby' });
        const c = await user.make('contacts', { name: 'Zora Quince' });
        await user.del(`/contacts/${c.id}`).expect(200);
        const pick = async (q, more) =>
            ids((await user.get('/contacts/search', { q, ...more }).expect(200)).data);
        assert.deepEqual((await pick('qui')).sort(), [a.id, b.id].sort());
        assert.deepEqual(await pick('QUIM'), [b.id]);
        assert.deepEqual(await pick('zoe'), [a.id]);
        assert.deepEqual(await pick('zq@picker'), [a.id]);
        assert.deepEqual(await pick('qui', { exclude: `${b.id},5` }), [a.id]);
        assert.deepEqual(await pick('nobody at all'), []);
        assert.deepEqual(await pick(''), []);
        assert.equal((await pick('qui', { limit: 1 })).length, 1);
    });

    it('gives eight when not told how many', async () => {
        const user = await server.user();
        for (let i = 0; i < 10; i++) await user.make('contacts', { name: `Same Name ${i}` });
        assert.equal((await user.get('/contacts/search', { q: 'same' }).expect(200)).data.length, 8);
    });

    it('refuses a limit and ids that are none', async () => {
        await ann.get('/contacts/search', { q: 'a', limit: 0 }).refused(400, 'limit');
        await ann.get('/contacts/search', { q: 'a', limit: 'x' }).refused(400, 'limit');
        await ann.get('/contacts/search', { q: 'a', exclude: '1,x' }).refused(400, 'exclude');
        await ann.get('/contacts/search', { q: 'a', name: 'x' }).refused(400, 'name');
    });
});
