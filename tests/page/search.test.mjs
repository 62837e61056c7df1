// Search and commands: found by name with marks and by number, jumped to, made when nothing is there.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { eventually, PHONE, start, visitor } from './harness.mjs';

let server;
before(async () => {
    server = await start();
});

async function withPeople(options = {}) {
    const ann = await server.user({ time_zone: 'Europe/Berlin', name: 'Ann Example' });
    const ada = await ann.make('contacts', { name: 'Ada Byron', phone: '+44 20 7946 0123', nickname: 'Countess' });
    await ann.make('companies', { name: 'Adamant Tools' });
    const visit = await visitor(server, { account: ann, ...options });
    const open = async () => {
        await visit.press('Control+k');
        await visit.focused(visit.get('combobox'));
    };
    const first = visit.get('option').first();
    return { ann, ada, visit, open, first };
}

test('by name with marks, by number; enter jumps, recent comes first', async () => {
    const { ann, ada, visit, open, first } = await withPeople();
    await open();
    await visit.type('ada');
    await visit.get('option', /Ada Byron/).waitFor();
    await visit.get('option', /Adamant Tools/).waitFor();
    assert.equal(await visit.get('option', /Ada Byron/).locator('mark').first().innerText(), 'Ada');
    await visit.press('Control+a');
    await visit.type('7946 0123');
    await eventually(async () => assert.match(await first.innerText(), /Ada Byron/));
    await visit.press('Enter');
    await visit.page.waitForURL(new RegExp(`/contacts/${ada.id}$`));
    await visit.get('heading', 'Ada Byron').waitFor();
    await eventually(async () => {
        const { recent } = (await ann.get('/preferences').expect(200)).values ?? {};
        assert.equal(recent?.[0]?.id, ada.id, 'what was looked at is noted');
    });
    await visit.follow('today');
    await open();
    await eventually(async () => assert.match(await first.innerText(), /Ada Byron/));
    await visit.press('Escape');
    await eventually(async () => assert.equal(await visit.get('dialog').count(), 0));
    visit.quiet();
    await visit.close();
});

test('nothing found: enter makes it', async () => {
    const { ann, visit, open } = await withPeople({ theme: 'dark' });
    await open();
    await visit.type('Grace Hopper');
    await visit.page.getByText('Nothing found for “Grace Hopper”').waitFor();
    const make = visit.get('option', 'New contact “Grace Hopper”');
    await make.waitFor();
    await eventually(async () => assert.equal(await make.getAttribute('aria-selected'), 'true'));
    await visit.press('Enter');
    const form = visit.get('dialog', /New contact/);
    await visit.focused(form.getByLabel(/^Name/));
    assert.equal(await form.getByLabel(/^Name/).inputValue(), 'Grace Hopper');
    await visit.press('Control+Enter');
    await visit.told('Grace Hopper added');
    assert.ok((await ann.names('contacts')).includes('Grace Hopper'));
    visit.quiet();
    await visit.close();
});

test('> for commands, the right arrow for what a hit allows', async () => {
    const { ada, visit, open, first } = await withPeople();
    await open();
    await visit.type('>tags');
    await eventually(async () => assert.match(await first.innerText(), /^Tags/));
    assert.equal(await visit.get('option', /Ada Byron/).count(), 0);
    await visit.press('Enter');
    await visit.page.waitForURL(/\/tags$/);
    await open();
    await visit.type('countess');
    await eventually(async () => assert.equal(await visit.get('option', /Ada Byron/).getAttribute('aria-selected'), 'true'));
    await visit.press('ArrowRight');
    await visit.get('option', 'Peek at Ada Byron').waitFor();
    await visit.press('ArrowDown', 'ArrowDown', 'Enter');
    await visit.page.getByLabel('Peek: Ada Byron').first().waitFor();
    assert.match(decodeURIComponent(visit.page.url()), new RegExp(`peek=contact:${ada.id}`));
    visit.quiet();
    await visit.close();
});

test('all keys are told, and single ones can be switched off', async () => {
    const { visit } = await withPeople({ theme: 'dark' });
    await visit.press('?');
    const sheet = visit.get('dialog', 'Keyboard shortcuts');
    await sheet.getByText('Quick entry').first().waitFor();
    await sheet.getByRole('switch', { name: 'Single keys' }).focus();
    await visit.press('Space');
    await eventually(async () =>
        assert.equal(await sheet.getByRole('switch', { name: 'Single keys' }).getAttribute('aria-checked'), 'false'),
    );
    await visit.press('Escape');
    await eventually(async () => assert.equal(await sheet.count(), 0));
    await visit.press('?', 'g', 'c');
    await visit.press('Control+k');
    await visit.focused(visit.get('combobox'));
    assert.match(visit.page.url(), /\/today$/, 'g c went nowhere');
    visit.quiet();
    await visit.close();
});

test('on a phone: behind More', async () => {
    const { ada, visit } = await withPeople({ viewport: PHONE });
    await visit.get('button', 'Search').tap();
    await visit.get('combobox').fill('byron');
    await visit.get('option', /Ada Byron/).tap();
    await visit.page.waitForURL(new RegExp(`/contacts/${ada.id}$`));
    visit.quiet();
    await visit.close();
});
