// Notes: on anything, the next action of a record, what hangs on them.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ids, start } from './harness.mjs';

const server = await start();
const ann = await server.user();
const about = (record, entity_type = 'contact') => ({ entity_type, entity_id: record.id });

describe('a note about something', () => {
    it('names both its kind and its id', async () => {
        const user = await server.user();
        await user.post('/notes', { entity_type: 'contact', content: 'x' }).refused(422, 'entity_id', 'required');
        const contact = await user.make('contacts', { name: 'C' });
        const note = await user.make('notes', { entity_type: 'contact', entity_id: contact.id, content: 'x' });
        await user.patch(`/notes/${note.id}`, { entity_id: null }).refused(422, 'entity_id', 'required');
        const free = await user.patch(`/notes/${note.id}`, { entity_id: null, entity_type: null }).expect(200);
        assert.equal(free.entity_id, null);
    });
});

describe('a note is refused', () => {
    const refusals = [
        ['about a kind of record there is not', { entity_type: 'planet', entity_id: 1 }, 'entity_type', 'invalid'],
        ['about a record there is not', { entity_type: 'contact', entity_id: 1 }, 'entity_id', 'bad_reference'],
        ['about a record of no kind', { entity_id: 1 }, 'entity_type', 'required'],
        ['with an address that is none', { content: 'x', url: 'nowhere' }, 'url', 'invalid'],
        ['with a flag in words', { content: 'x', is_next_contact: 'yes' }, 'is_next_contact', 'invalid'],
        ['with an author', { content: 'x', created_by: 5 }, 'created_by', 'read_only'],
        ['with its record’s next contact', { content: 'x', parent_next_contact_at: '2026-01-01' }, 'parent_next_contact_at', 'read_only'],
        ['with 64 KiB and a byte', { content: 'x'.repeat(65537) }, 'content', 'too_long'],
        ['with a channel of 101 characters', { content: 'x', channel: 'x'.repeat(101) }, 'channel', 'too_long'],
    ];
    for (const [what, body, field, code] of refusals)
        it(what, () => ann.post('/notes', body).refused(422, field, code));
});

describe('a note', () => {
    it('keeps all that it is given, and who wrote it', async () => {
        const bob = await ann.make('contacts', { name: 'Bob' });
        const given = {
            ...about(bob),
            content: '# Heading\n\n* Markdown *stays*\n\ttab',
            reason: 'follow-up',
            url: 'https://example.com/minutes',
            channel: 'carrier pigeon',
            tags: ['minutes'],
        };
        const made = await ann.make('notes', given);
        for (const [name, value] of Object.entries(given)) assert.deepEqual(made[name], value, name);
        assert.equal(made.created_by, ann.user.id);
        assert.deepEqual(await ann.read('notes', made.id), made);
    });

    it('needs nothing at all', async () => {
        const made = await ann.make('notes', {});
        assert.equal(made.content, null);
        assert.equal(made.entity_id, null);
    });

    it('is listed by record, by tag and since a time', async () => {
        const user = await server.user();
        const bob = await user.make('contacts', { name: 'Bob' });
        const acme = await user.make('companies', { name: 'Acme' });
        const a = await user.make('notes', { ...about(bob), content: 'a', tags: ['one'] });
        const b = await user.make('notes', { ...about(bob), content: 'b' });
        const c = await user.make('notes', { ...about(acme, 'company'), content: 'c' });
        assert.deepEqual(ids(await user.list('notes', about(bob))), [b.id, a.id]);
        assert.deepEqual(ids(await user.list('notes', { entity_type: 'company' })), [c.id]);
        assert.deepEqual(ids(await user.list('notes', { tag: 'one' })), [a.id]);
        assert.deepEqual(ids(await user.list('notes', { since: b.created_at, 'id[ne]': c.id })).includes(b.id), true);
        assert.deepEqual(await user.list('notes', { since: '2999-01-01' }), []);
        assert.equal((await user.list('notes', { limit: 2 })).length, 2);
    });

    it('shows when its record is next to be contacted', async () => {
        const bob = await ann.make('contacts', { name: 'Bob', next_contact_at: '2031-01-01T00:00:00Z' });
        const note = await ann.make('notes', { ...about(bob), content: 'x' });
        assert.equal(note.parent_next_contact_at, '2031-01-01T00:00:00.000Z');
        await ann.patch(`/contacts/${bob.id}`, { next_contact_at: '2032-01-01T00:00:00Z' }).expect(200);
        assert.equal((await ann.read('notes', note.id)).parent_next_contact_at, '2032-01-01T00:00:00.000Z');
        const [listed] = await ann.list('notes', about(bob));
        assert.equal(listed.parent_next_contact_at, '2032-01-01T00:00:00.000Z');
    });

    it('moves to another record', async () => {
        const bob = await ann.make('contacts', { name: 'Bob' });
        const eve = await ann.make('contacts', { name: 'Eve' });
        const note = await ann.make('notes', { ...about(bob), content: 'x', is_next_contact: true });
        await ann.patch(`/notes/${note.id}`, { entity_id: eve.id }).expect(200);
        assert.equal((await ann.read('contacts', bob.id)).next_contact_note_id, null);
        assert.equal((await ann.read('contacts', eve.id)).next_contact_note_id, note.id);
        await ann.patch(`/notes/${note.id}`, { entity_type: 'company' }).refused(422, 'entity_id', 'bad_reference');
    });

    it('goes to the trash and back, and is changed by PUT and in bulk', async () => {
        const note = await ann.make('notes', { content: 'bin' });
        assert.equal((await ann.put(`/notes/${note.id}`, { reason: 'r' }).expect(200)).content, 'bin');
        assert.ok((await ann.del(`/notes/${note.id}`).expect(200)).trashed_at);
        assert.equal((await ann.post(`/notes/${note.id}/restore`).expect(200)).trashed_at, null);
        await ann.post('/notes/bulk', { ids: [note.id], action: 'add_tag', value: 'kept' }).expect(200);
        assert.deepEqual((await ann.read('notes', note.id)).tags, ['kept']);
    });

    it('stands on its record’s timeline, and on its own', async () => {
        const bob = await ann.make('contacts', { name: 'Bob' });
        const note = await ann.make('notes', { ...about(bob), content: 'x' });
        const timeline = await ann.get(`/contacts/${bob.id}/timeline`).expect(200);
        assert.deepEqual(timeline.data.map((e) => [e.entity_type, e.type]), [['note', 'created'], ['contact', 'created']]);
        assert.equal((await ann.get(`/notes/${note.id}/timeline`).expect(200)).data.length, 1);
    });
});

describe('the next action of a record', () => {
    it('is the newest note that says so', async () => {
        const bob = await ann.make('contacts', { name: 'Bob' });
        const first = await ann.make('notes', { ...about(bob), content: 'call', is_next_contact: true });
        assert.equal((await ann.read('contacts', bob.id)).next_contact_note_id, first.id);
        const second = await ann.make('notes', {
            ...about(bob), content: 'write', is_next_contact: true, next_contact_at: '2031-05-05T00:00:00Z',
        });
        const now = await ann.read('contacts', bob.id);
        assert.equal(now.next_contact_note_id, second.id);
        assert.equal(now.next_contact_at, '2031-05-05T00:00:00.000Z');
        assert.equal((await ann.read('notes', first.id)).is_next_contact, false);
        assert.equal((await ann.read('notes', second.id)).is_next_contact, true);
    });

    it('takes 1 and 0 for true and false, as the seeds do', async () => {
        const bob = await ann.make('contacts', { name: 'Bob' });
        const body = { ...about(bob), content: 'x', is_next_contact: 1, next_contact_at: 1709164800 };
        const note = await ann.call('POST', '/notes', { body, lenient: true }).expect(201);
        assert.equal(note.is_next_contact, true);
        assert.equal((await ann.read('contacts', bob.id)).next_contact_at, '2024-02-29T00:00:00.000Z');
    });

    it('works on companies, websites and activities too', async () => {
        for (const [plural, kind, body] of [
            ['companies', 'company', { name: 'C' }],
            ['websites', 'website', { url: 'https://c.example' }],
            ['activities', 'activity', { title: 'C' }],
        ]) {
            const record = await ann.make(plural, body);
            const note = await ann.make('notes', { ...about(record, kind), content: 'next', is_next_contact: true });
            assert.equal((await ann.read(plural, record.id)).next_contact_note_id, note.id, kind);
        }
    });

    it('is forgotten when its note is deleted, trashed or gives up the flag', async () => {
        const bob = await ann.make('contacts', { name: 'Bob' });
        const next = async () => (await ann.read('contacts', bob.id)).next_contact_note_id;
        const note = async () => ann.make('notes', { ...about(bob), content: 'x', is_next_contact: true });
        await ann.del(`/notes/${(await note()).id}`, { permanent: true }).expect(204);
        assert.equal(await next(), null);
        await ann.del(`/notes/${(await note()).id}`).expect(200);
        assert.equal(await next(), null);
        await ann.patch(`/notes/${(await note()).id}`, { is_next_contact: false }).expect(200);
        assert.equal(await next(), null);
    });

    it('is not pushed aside by one that comes back from the trash', async () => {
        const bob = await ann.make('contacts', { name: 'Bob' });
        const old = await ann.make('notes', { ...about(bob), content: 'old', is_next_contact: true });
        await ann.del(`/notes/${old.id}`).expect(200);
        const now = await ann.make('notes', { ...about(bob), content: 'now', is_next_contact: true });
        await ann.post(`/notes/${old.id}/restore`).expect(200);
        assert.equal((await ann.read('contacts', bob.id)).next_contact_note_id, now.id);
    });

    it('undone, the former one is back', async () => {
        const bob = await ann.make('contacts', { name: 'Bob' });
        const first = await ann.make('notes', { ...about(bob), content: 'first', is_next_contact: true });
        const answer = await ann.post('/notes', { ...about(bob), content: 'second', is_next_contact: true });
        await ann.post(`/changes/${answer.changeId}/undo`).expect(200);
        assert.equal((await ann.read('contacts', bob.id)).next_contact_note_id, first.id);
        assert.equal((await ann.read('notes', first.id)).is_next_contact, true);
        await ann.get(`/notes/${answer.body.id}`).expect(404);
    });

    it('the last contact’s note is let go when it is deleted', async () => {
        const bob = await ann.make('contacts', { name: 'Bob' });
        const { note_id } = await ann.post('/interactions', { contact_id: bob.id, content: 'hello' }).expect(201);
        assert.equal((await ann.read('contacts', bob.id)).last_contact_note_id, note_id);
        await ann.del(`/notes/${note_id}`, { permanent: true }).expect(204);
        assert.equal((await ann.read('contacts', bob.id)).last_contact_note_id, null);
    });
});
