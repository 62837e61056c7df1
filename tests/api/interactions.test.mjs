// Logging an interaction: one request, one change set, all that follows from it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DAY, start } from './harness.mjs';

const server = await start();
const ann = await server.user();

describe('an interaction is refused', () => {
    const refusals = [
        ['without a contact', { contact_id: undefined }, 'contact_id', 'required'],
        ['without content', { content: undefined }, 'content', 'required'],
        ['with blank content', { content: '  \n ' }, 'content', 'required'],
        ['with a contact there is not', { contact_id: 1 }, 'contact_id', 'bad_reference'],
        ['with a contact as text', { contact_id: 'Bob' }, 'contact_id', 'invalid'],
        ['with a due date in words', { next_action: 'x', next_action_due: 'soon' }, 'next_action_due', 'invalid'],
        ['with tags that are no list', { tags: 'vip' }, 'tags', 'invalid'],
        ['with a channel of 101 characters', { channel: 'x'.repeat(101) }, 'channel', 'too_long'],
        ['with a field there is not', { mood: 'good' }, 'mood', 'unknown_field'],
    ];
    let bob;
    for (const [what, change, field, code] of refusals)
        it(what, async () => {
            bob ??= await ann.make('contacts', { name: 'Bob' });
            await ann.post('/interactions', { contact_id: bob.id, content: 'x', ...change }).refused(422, field, code);
            assert.deepEqual(await ann.list('notes', { entity_id: bob.id, entity_type: 'contact' }), []);
            assert.deepEqual(await ann.read('contacts', bob.id), bob);
        });

    it('with a contact in the trash', async () => {
        const gone = await ann.make('contacts', { name: 'Gone' });
        await ann.del(`/contacts/${gone.id}`).expect(200);
        await ann.post('/interactions', { contact_id: gone.id, content: 'x' }).refused(422, 'contact_id');
    });
});

describe('an interaction', () => {
    it('leaves a note and the time of contact', async () => {
        const bob = await ann.make('contacts', { name: 'Bob' });
        const before = Date.now();
        const answer = await ann.post('/interactions', {
            contact_id: bob.id, content: 'Discussed pricing', channel: 'phone', tags: ['pricing'],
        });
        const { note_id, next_note_id } = answer.expect(201);
        assert.equal(next_note_id, undefined);
        assert.equal(answer.headers.get('location'), `/api/crm/notes/${note_id}`);
        const note = await ann.read('notes', note_id);
        assert.deepEqual(
            [note.entity_type, note.entity_id, note.content, note.channel, note.tags, note.is_next_contact ?? false],
            ['contact', bob.id, 'Discussed pricing', 'phone', ['pricing'], false],
        );
        const now = await ann.read('contacts', bob.id);
        assert.equal(now.last_contact_note_id, note_id);
        const at = Date.parse(now.last_contact_at);
        assert.ok(at >= before - 1000 && at <= Date.now() + 1000);
        assert.equal(now.next_contact_at, null);
    });

    it('leaves the next action and when it is due', async () => {
        const bob = await ann.make('contacts', { name: 'Bob', contact_every: 'weekly' });
        const { note_id, next_note_id } = await ann
            .post('/interactions', { contact_id: bob.id, content: 'hi', next_action: 'Send proposal', next_action_due: 1930000000 })
            .expect(201);
        assert.notEqual(note_id, next_note_id);
        const next = await ann.read('notes', next_note_id);
        assert.equal(next.content, 'Send proposal');
        assert.equal(next.is_next_contact, true);
        const now = await ann.read('contacts', bob.id);
        assert.equal(now.next_contact_note_id, next_note_id);
        assert.equal(Date.parse(now.next_contact_at), 1930000000 * 1000, 'a given date beats the rhythm');
    });

    it('sets the next contact by the rhythm where no date is given', async () => {
        const bob = await ann.make('contacts', { name: 'Bob', contact_every: 'monthly' });
        await ann.post('/interactions', { contact_id: bob.id, content: 'hi', next_action: 'call' }).expect(201);
        const now = await ann.read('contacts', bob.id);
        assert.equal(Date.parse(now.next_contact_at) - Date.parse(now.last_contact_at), 30 * DAY);
    });

    it('takes the place of the former next action', async () => {
        const bob = await ann.make('contacts', { name: 'Bob' });
        const say = (content) => ann.post('/interactions', { contact_id: bob.id, content, next_action: `after ${content}` }).expect(201);
        const first = await say('one');
        const second = await say('two');
        assert.equal((await ann.read('contacts', bob.id)).next_contact_note_id, second.next_note_id);
        assert.equal((await ann.read('notes', first.next_note_id)).is_next_contact, false);
    });

    it('is one change set with one label', async () => {
        const bob = await ann.make('contacts', { name: 'Bob' });
        const answer = await ann.post('/interactions', { contact_id: bob.id, content: 'hi', next_action: 'call' });
        const set = await ann.get(`/changes/${answer.changeId}`).expect(200);
        assert.ok(set.label);
        assert.ok(set.events.filter((e) => e.type === 'created').length === 2);
        assert.deepEqual((await ann.list('changes', { limit: 1 }))[0].id, answer.changeId);
    });

    it('is found by what was said', async () => {
        const bob = await ann.make('contacts', { name: 'Bob' });
        const { note_id } = await ann.post('/interactions', { contact_id: bob.id, content: 'about zeppelins' }).expect(201);
        const { data } = await ann.get('/search', { q: 'zeppelins' }).expect(200);
        assert.deepEqual(data.map((h) => [h.entity_type, h.entity_id]), [['note', note_id]]);
    });

    it('takes null for what is left out', async () => {
        const bob = await ann.make('contacts', { name: 'Bob' });
        await ann
            .post('/interactions', { contact_id: bob.id, content: 'x', channel: null, tags: null, next_action: null, next_action_due: null })
            .expect(201);
    });
});
