// One record with what hangs on it: `include=channels,notes`.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ids, start } from './harness.mjs';
import { withKey } from './lib/team.mjs';

const server = await start();
const withThem = (user, plural, id, include) => user.get(`/${plural}/${id}`, { include }).expect(200);

describe('one record with what hangs on it', () => {
    it('refuses what does not hang on it, and names what does', async () => {
        const ann = await server.user();
        const made = await ann.make('contacts', { name: 'Ann' });
        for (const include of ['planets', 'tags', 'contacts', 'notes,', 'Notes', 'notes;channels']) {
            const { errors } = await ann.get(`/contacts/${made.id}`, { include }).refused(400, 'include');
            assert.match(errors[0].message, /notes, .*channels/, include);
        }
        const task = await ann.make('tasks', { title: 'call' });
        await ann.get(`/tasks/${task.id}`, { include: 'channels' }).refused(400, 'include');
        await ann.get('/contacts', { include: 'notes' }).refused(400, 'include');
        await ann.get('/contacts/1', { include: 'notes' }).expect(404);
    });

    it('is the record, and a list of each as its own list would give it', async () => {
        const ann = await server.user();
        const acme = await ann.make('companies', { name: 'Acme' });
        const made = await ann.make('contacts', { name: 'Ann', email: 'ann@acme.example', company_id: acme.id });
        const other = await ann.make('contacts', { name: 'Bob', email: 'bob@acme.example', company_id: acme.id });
        const note = await ann.make('notes', { entity_type: 'contact', entity_id: made.id, content: 'hers' });
        await ann.make('notes', { entity_type: 'contact', entity_id: other.id, content: 'his' });
        await ann.make('notes', { entity_type: 'company', entity_id: acme.id, content: 'its' });
        const gone = await ann.make('notes', { entity_type: 'contact', entity_id: made.id, content: 'gone' });
        await ann.del(`/notes/${gone.id}`);

        const whole = await withThem(ann, 'contacts', made.id, 'channels,memberships,notes,notes');
        const { included, ...rest } = whole;
        assert.deepEqual(rest, await ann.read('contacts', made.id));
        assert.deepEqual(Object.keys(included), ['channels', 'memberships', 'notes']);
        assert.deepEqual(included.notes.data, [await ann.read('notes', note.id)]);
        assert.equal(included.notes.next, null);
        assert.deepEqual(included.channels.data.map((c) => c.value), ['ann@acme.example']);
        assert.deepEqual(included.memberships.data.map((m) => m.company_id), [acme.id]);
        const company = await withThem(ann, 'companies', acme.id, 'memberships,notes');
        assert.equal(company.included.memberships.data.length, 2);
        assert.deepEqual(company.included.notes.data.map((n) => n.content), ['its']);
    });

    it('goes on by its own list where there is more', async () => {
        const ann = await server.user();
        const made = await ann.make('contacts', { name: 'Ann' });
        for (let i = 0; i < 103; i++) await ann.make('notes', { entity_type: 'contact', entity_id: made.id, content: `n${i}` });
        const { included } = await withThem(ann, 'contacts', made.id, 'notes');
        assert.equal(included.notes.data.length, 100);
        const rest = await ann.list('notes', { entity_type: 'contact', entity_id: made.id, cursor: included.notes.next });
        assert.equal(new Set([...ids(included.notes.data), ...ids(rest)]).size, 103);
    });

    it('is told to a key as far as it may read', async () => {
        const ann = await server.user();
        const made = await ann.make('contacts', { name: 'Ann', email: 'ann@example.com' });
        const key = await withKey(ann, ['read:contacts', 'read:channels']);
        await key.get(`/contacts/${made.id}`, { include: 'channels' }).expect(200);
        await key.get(`/contacts/${made.id}`, { include: 'channels,notes' }).refused(403);
    });

    it('has an ETag that a new note of it changes', async () => {
        const ann = await server.user();
        const made = await ann.make('contacts', { name: 'Ann' });
        const first = await ann.get(`/contacts/${made.id}`, { include: 'notes' });
        assert.match(first.etag, /^W\//);
        const again = () => ann.get(`/contacts/${made.id}`, { include: 'notes' }, { 'if-none-match': first.etag });
        await again().expect(304);
        await ann.make('notes', { entity_type: 'contact', entity_id: made.id, content: 'new' });
        assert.equal((await again().expect(200)).included.notes.data.length, 1);
    });
});
