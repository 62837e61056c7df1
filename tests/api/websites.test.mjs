// Websites: addresses, whose they are, deletion.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ids, start } from './harness.mjs';

const server = await start();
const ann = await server.user();

describe('a website is refused', () => {
    const url = 'https://example.com';
    const refusals = [
        ['without an address', {}, 'url', 'required'],
        ['with a bare word', { url: 'example' }, 'url', 'invalid'],
        ['with a domain alone', { url: 'example.com' }, 'url', 'invalid'],
        ['with a script', { url: 'javascript:alert(1)' }, 'url', 'invalid'],
        ['with a file', { url: 'file:///etc/passwd' }, 'url', 'invalid'],
        ['with data', { url: 'data:text/html,x' }, 'url', 'invalid'],
        ['with ftp', { url: 'ftp://example.com' }, 'url', 'invalid'],
        ['with a space inside', { url: 'https://exa mple.com' }, 'url', 'invalid'],
        ['with a backslash, which hides the host', { url: 'https://a.com\\@b.com' }, 'url', 'invalid'],
        ['with no host', { url: 'https:///path' }, 'url', 'invalid'],
        ['with an endless address', { url: `https://example.com/${'x'.repeat(2000)}` }, 'url', 'too_long'],
        ['with a company there is not', { url, company_id: 1 }, 'company_id', 'bad_reference'],
        ['with a contact there is not', { url, contact_id: 1 }, 'contact_id', 'bad_reference'],
        ['with a name', { url, name: 'x' }, 'name', 'unknown_field'],
    ];
    for (const [what, body, field, code] of refusals)
        it(what, () => ann.post('/websites', body).refused(422, field, code));
});

describe('a website', () => {
    it('keeps its address as typed', async () => {
        for (const url of ['https://example.com', 'HTTP://Example.COM:8080/a?b=c#d', 'https://bücher.example/ä', 'http://[::1]:80/', 'http://127.0.0.1'])
            assert.equal((await ann.make('websites', { url })).url, url);
    });

    it('belongs to a company and a contact, and is listed by them', async () => {
        const company = await ann.make('companies', { name: 'Acme' });
        const contact = await ann.make('contacts', { name: 'Bob' });
        const a = await ann.make('websites', { url: 'https://a.example', purpose: 'shop', company_id: company.id, tags: ['web'] });
        const b = await ann.make('websites', { url: 'https://b.example', contact_id: contact.id });
        assert.deepEqual(ids(await ann.list('websites', { company_id: company.id })), [a.id]);
        assert.deepEqual(ids(await ann.list('websites', { contact_id: contact.id })), [b.id]);
        assert.deepEqual(ids(await ann.list('websites', { tag: 'web' })), [a.id]);
        assert.deepEqual(ids(await ann.list('websites', { q: 'shop' })), [a.id]);
        assert.deepEqual(await ann.names('websites', { 'id[in]': `${a.id},${b.id}`, sort: '-url' }), [b.url, a.url]);
    });

    it('is updated, trashed and restored', async () => {
        const made = await ann.make('websites', { url: 'https://old.example' });
        assert.equal((await ann.patch(`/websites/${made.id}`, { url: 'https://new.example' }).expect(200)).url, 'https://new.example');
        assert.equal((await ann.put(`/websites/${made.id}`, { purpose: 'blog' }).expect(200)).url, 'https://new.example');
        const gone = await ann.del(`/websites/${made.id}`).expect(200);
        assert.equal(gone.status, 'trashed');
        assert.deepEqual(await ann.list('websites', { url: 'https://new.example' }), []);
        const back = await ann.post(`/websites/${made.id}/restore`).expect(200);
        assert.equal(back.status, undefined);
        assert.equal(back.purpose, 'blog');
    });

    it('deleted for good takes its notes along', async () => {
        const made = await ann.make('websites', { url: 'https://gone.example' });
        const note = await ann.make('notes', { entity_type: 'website', entity_id: made.id, content: 'x' });
        await ann.del(`/websites/${made.id}`, { permanent: true }).expect(204);
        await ann.get(`/websites/${made.id}`).expect(404);
        await ann.get(`/notes/${note.id}`).expect(404);
    });

    it('is changed in bulk, and has a timeline', async () => {
        const made = await ann.make('websites', { url: 'https://bulk.example' });
        const done = await ann
            .post('/websites/bulk', { ids: [made.id], action: 'update', values: { purpose: 'docs' } })
            .expect(200);
        assert.equal(done.affected, 1);
        const timeline = await ann.get(`/websites/${made.id}/timeline`).expect(200);
        assert.deepEqual(timeline.data.map((e) => e.type), ['updated', 'created']);
        assert.deepEqual(timeline.data[0].changes, { purpose: { before: null, after: 'docs' } });
    });
});
