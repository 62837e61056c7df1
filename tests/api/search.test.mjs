// Search: over everything, however it is typed.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { start } from './harness.mjs';

const server = await start();
let ann, made;
const hits = async (q, more) => (await ann.get('/search', { q, ...more }).expect(200)).data;
const names = async (q, more) => (await hits(q, more)).map((h) => h.name).sort();

before(async () => {
    ann = await server.user({ currency: 'EUR' });
    const acme = await ann.make('companies', { name: 'Acme Enterprise', domain: 'acme.example', interest: 'rockets and anvils', tags: ['whale'] });
    made = {
        acme,
        zoe: await ann.make('contacts', { name: 'Zoë Łukasiewicz', email: 'zoe.luk@mail.example', phone: '+1 (212) 555-0199', company_id: acme.id }),
        strasse: await ann.make('contacts', { name: 'Jürgen Straße', nickname: 'Jürgi', tags: ['Bestandskunde'] }),
        tanaka: await ann.make('contacts', { name: '田中太郎', background: 'met in Kyoto, likes jazz piano' }),
        plain: await ann.make('contacts', { name: 'Bob Plain', background: 'likes piano, not jazz. <script>alert("x")</script> & more' }),
        site: await ann.make('websites', { url: 'https://blog.kyotojazz.example/posts', purpose: 'music' }),
        call: await ann.make('activities', { title: 'Call about anvils', description: 'quarterly numbers' }),
        task: await ann.make('tasks', { title: 'Send contract', description: 'with anvils' }),
        note: await ann.make('notes', { content: 'Discussed pricing\nThey want rockets.', channel: 'phone', reason: 'negotiation' }),
    };
});

describe('search refuses', () => {
    it('to search for nothing at all', () => ann.get('/search').refused(400, 'q'));
    it('a type there is not', () => ann.get('/search', { q: 'x', type: 'planet' }).refused(400, 'type'));
    it('a limit that is none', async () => {
        for (const limit of [0, -1, 101, 'x']) await ann.get('/search', { q: 'x', limit }).refused(400, 'limit');
    });
    it('a parameter there is not', () => ann.get('/search', { q: 'x', sort: 'name' }).refused(400, 'sort'));
});

describe('search finds', () => {
    const cases = [
        ['acme', ['Acme Enterprise', 'Zoë Łukasiewicz'], 'a company, and who works there'],
        ['ACME enterprise', ['Acme Enterprise', 'Zoë Łukasiewicz'], 'all words, in any case'],
        ['ent', ['Acme Enterprise', 'Zoë Łukasiewicz'], 'the beginning of the last word'],
        ['zoe', ['Zoë Łukasiewicz'], 'without accents'],
        ['zoë', ['Zoë Łukasiewicz'], 'with accents'],
        ['lukasiewicz', ['Zoë Łukasiewicz'], 'a letter that is no accent'],
        ['strasse', ['Jürgen Straße'], 'ß as ss'],
        ['juergi', [], 'but ü is u'],
        ['jurgi', ['Jürgen Straße'], 'a nickname'],
        ['田中', ['田中太郎'], 'part of a name without blanks'],
        ['太郎', ['田中太郎'], 'the other part'],
        ['bestandskunde', ['Jürgen Straße'], 'a tag'],
        ['whale', ['Acme Enterprise'], 'a company’s tag'],
        ['zoe.luk@mail.example', ['Zoë Łukasiewicz'], 'a whole address'],
        ['mail.example', ['Zoë Łukasiewicz'], 'an address by its domain'],
        ['luk', ['Zoë Łukasiewicz'], 'part of an address or name'],
        ['2125550199', ['Zoë Łukasiewicz'], 'a phone number without country'],
        ['+12125550199', ['Zoë Łukasiewicz'], 'a phone number with it'],
        ['(212) 555-0199', ['Zoë Łukasiewicz'], 'a phone number as people type it'],
        ['212.555.0199', ['Zoë Łukasiewicz'], 'a phone number with dots'],
        ['rockets', ['Acme Enterprise', 'Discussed pricing'], 'long text and notes'],
        ['kyotojazz', ['https://blog.kyotojazz.example/posts'], 'a part of an address on the web'],
        ['quarterly', ['Call about anvils'], 'an activity’s description'],
        ['contract', ['Send contract'], 'a task'],
        ['acme OR contract', ['Acme Enterprise', 'Send contract', 'Zoë Łukasiewicz'], 'either'],
        ['piano AND kyoto', ['田中太郎'], 'both'],
        ['piano NOT kyoto', ['Bob Plain'], 'one without the other'],
        ['"jazz piano"', ['田中太郎'], 'a phrase'],
        ['"piano jazz"', [], 'no phrase in another order'],
        ['(kyoto OR contract) NOT send', ['田中太郎'], 'with parentheses'],
        ['and', ['Acme Enterprise'], 'a small and, which is a word'],
        ['nothinglikethis', [], 'nothing'],
        ['', [], 'nothing for nothing'],
        ['   ', [], 'nothing for blanks'],
        ['!!! ???', [], 'nothing for signs'],
    ];
    for (const [q, expected, what] of cases)
        it(`${JSON.stringify(q)}: ${what}`, async () => assert.deepEqual(await names(q), expected.sort()));

    it('plain words in text that is no valid expression', async () => {
        assert.deepEqual(await names('"acme'), await names('acme'));
        assert.deepEqual(await names('(acme'), await names('acme'));
        assert.deepEqual(await names('acme)'), await names('acme'));
        assert.deepEqual(await names('contract:'), ['Send contract']);
        assert.deepEqual(await names("acme'); DROP TABLE contact;--"), []);
        for (const q of ['AND', 'OR OR', 'NOT', 'acme AND', 'acme NOT', '* acme', '^acme', 'name:acme', '-acme', '{a b}', 'NEAR(a b)', '"', '""', 'a"b', '%', '\\'])
            await hits(q);
    });

    it('text of any length without falling over', async () => {
        await hits('x '.repeat(400).trim());
        await hits('('.repeat(900));
        await hits('"a" OR '.repeat(120));
        await hits('1'.repeat(900));
        await hits('田'.repeat(300));
        await hits('🦄'.repeat(200));
        const long = await ann.get('/search', { q: 'y'.repeat(5000) });
        assert.ok([200, 400].includes(long.status));
    });
});

describe('a hit', () => {
    it('names the record and shows where it was hit, safely', async () => {
        const [hit] = await hits('alert');
        assert.deepEqual([hit.entity_type, hit.entity_id, hit.name], ['contact', made.plain.id, 'Bob Plain']);
        assert.match(hit.snippet, /<mark>alert<\/mark>/i);
        assert.doesNotMatch(hit.snippet.replaceAll(/<\/?mark>/g, ''), /[<>]/, 'all else is escaped');
    });

    it('in a name comes before one in the text', async () => {
        await ann.make('contacts', { name: 'Somebody', background: 'knows Quentin well' });
        const quentin = await ann.make('contacts', { name: 'Quentin Best' });
        await ann.make('contacts', { name: 'Another', background: 'quentin quentin' });
        assert.equal((await hits('quentin'))[0].entity_id, quentin.id);
    });

    it('is of the types asked for, and no more than asked for', async () => {
        assert.deepEqual(await names('anvils', { type: 'task' }), ['Send contract']);
        assert.deepEqual(await names('anvils', { type: 'task,activity' }), ['Call about anvils', 'Send contract']);
        assert.equal((await hits('anvils', { limit: 1 })).length, 1);
    });
});

describe('the index', () => {
    it('follows every change at once', async () => {
        const made = await ann.make('contacts', { name: 'Firstname Unique' });
        assert.equal((await hits('unique')).length, 1);
        await ann.patch(`/contacts/${made.id}`, { name: 'Changed Entirely', tags: ['sometag'] }).expect(200);
        assert.equal((await hits('unique')).length, 0);
        assert.equal((await hits('entirely')).length, 1);
        assert.equal((await hits('sometag')).length, 1);
        await ann.patch(`/contacts/${made.id}`, { tags: [] }).expect(200);
        assert.equal((await hits('sometag')).length, 0);
        await ann.del(`/contacts/${made.id}`).expect(200);
        assert.equal((await hits('entirely')).length, 0);
        await ann.post(`/contacts/${made.id}/restore`).expect(200);
        assert.equal((await hits('entirely')).length, 1);
        await ann.del(`/contacts/${made.id}`, { permanent: true }).expect(204);
        assert.equal((await hits('entirely')).length, 0);
    });

    it('answers 304 while nothing changes', async () => {
        const user = await server.user();
        const first = await user.get('/search', { q: 'x' });
        await user.get('/search', { q: 'x' }, { 'if-none-match': first.etag }).expect(304);
        await user.make('contacts', { name: 'x' });
        assert.equal((await user.get('/search', { q: 'x' }, { 'if-none-match': first.etag }).expect(200)).data.length, 1);
    });

    it('finds among hundreds while one types, best first', async () => {
        const user = await server.user();
        const open = await user.post('/changes').expect(201);
        const joined = user.with({ 'x-change-id': String(open.id) });
        for (let i = 0; i < 300; i += 100)
            await Promise.all(Array.from({ length: 100 }, (_, k) => joined.post('/contacts', { name: `Common Person ${i + k}` }).expect(201)));
        const rare = await user.make('contacts', { name: 'Commoner Rare' });
        for (const q of ['c', 'co', 'com', 'common'])
            assert.equal((await user.get('/search', { q, limit: 100 }).expect(200)).data.length, 100, q);
        const [first] = (await user.get('/search', { q: 'commoner' }).expect(200)).data;
        assert.equal(first.entity_id, rare.id);
    });
});
