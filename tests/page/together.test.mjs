// Several at once: the same record changed by two, somebody who may only look; and alone without a net.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { colleague, eventually, start, visitor } from './harness.mjs';

let server;
before(async () => {
    server = await start();
});

async function twoPeople(role = 'admin') {
    const ann = await server.user({ time_zone: 'Europe/Berlin', name: 'Ann Example' });
    const ada = await ann.make('contacts', { name: 'Ada Byron', location: 'London', nickname: 'Countess' });
    return { ann, ada, ben: await colleague(server, ann, role) };
}

async function edit(visit, field, text) {
    await visit.get('button', new RegExp(`^Edit ${field}:`)).press('Enter');
    await visit.focused(visit.page.getByLabel(`Edit ${field}`, { exact: true }));
    await visit.press('Control+a');
    await visit.type(text);
}

// Nothing of what others do is heard, as if the news were late.
const deaf = (visit) => visit.page.route('**/events/stream*', (route) => route.abort());

test('the same field by two: mine or theirs, and nothing typed is lost', async () => {
    const { ann, ada, ben } = await twoPeople();
    const visit = await visitor(server, { account: ann });
    await deaf(visit);
    const where = async () => (await ann.read('contacts', ada.id)).location;
    for (const [answer, mine, theirs, result] of [
        ['Control+Enter', 'Paris', 'Rome', 'Paris'],
        [/^Take all of Ben Colleague/, 'Vienna', 'Oslo', 'Oslo'],
    ]) {
        await visit.go(`contacts/${ada.id}`);
        await edit(visit, 'Location', mine);
        await ben.patch(`/contacts/${ada.id}`, { location: theirs }).expect(200);
        await visit.press('Enter');
        const ask = visit.get('alertdialog');
        await ask.getByText(/Ben Colleague changed this contact while you were writing/).waitFor();
        await ask.getByRole('radio', { name: `Ben Colleague: ${theirs}` }).waitFor();
        await visit.focused(ask.getByRole('radio', { name: `Yours, not saved: ${mine}` }));
        if (typeof answer === 'string') await visit.press(answer);
        else await ask.getByRole('button', { name: answer }).press('Enter');
        await eventually(async () => assert.equal(await ask.count(), 0));
        await eventually(async () => assert.equal(await where(), result));
        await visit.get('button', `Edit Location: ${result}`).waitFor();
    }
    visit.quiet();
    await visit.close();
});

test('different fields by two: both are kept, and it is said', async () => {
    const { ann, ada, ben } = await twoPeople();
    const visit = await visitor(server, { account: ann, theme: 'dark' });
    await deaf(visit);
    await visit.go(`contacts/${ada.id}`);
    await edit(visit, 'Location', 'Paris');
    await ben.patch(`/contacts/${ada.id}`, { nickname: 'Enchantress' }).expect(200);
    await visit.press('Enter');
    await visit.told(/both changes are kept/);
    const now = await ann.read('contacts', ada.id);
    assert.deepEqual([now.location, now.nickname], ['Paris', 'Enchantress']);
    await visit.get('button', 'Edit Nickname: Enchantress').waitFor();
    visit.quiet();
    await visit.close();
});

test('what somebody else changes shows by itself', async () => {
    const { ann, ada, ben } = await twoPeople();
    const visit = await visitor(server, { account: ann });
    await visit.go(`contacts/${ada.id}`);
    await ben.patch(`/contacts/${ada.id}`, { location: 'Turin' }).expect(200);
    await visit.get('button', 'Edit Location: Turin').waitFor();
    await visit.follow('contacts');
    await visit.get('link', 'Ada Byron').waitFor();
    await ben.make('contacts', { name: 'Mary Somerville' });
    await visit.get('button', '1 new').press('Enter');
    await visit.get('link', 'Mary Somerville').waitFor();
    visit.quiet();
    await visit.close();
});

test('who may only look is offered nothing that changes', async () => {
    const { ada, ben } = await twoPeople('viewer');
    const visit = await visitor(server, { account: ben });
    const writes = /^(New (?!view)|Add|Edit|Log|Save|Delete|Move|Snooze|Done|Restore|Make|Claim)\b/;
    for (const place of ['today', 'contacts', `contacts/${ada.id}`, 'board', 'tasks', 'tags', 'trash', 'history']) {
        await visit.go(place);
        await visit.page.getByText('You may look at this workspace, not change it.').waitFor();
        const offered = await visit.page.locator('main').getByRole('button', { name: writes }).allInnerTexts();
        assert.deepEqual(offered, [], place);
        assert.equal(await visit.page.locator('main').getByRole('textbox').count(), 0, place);
    }
    // Keys do nothing either.
    await visit.go('contacts');
    await visit.press('n');
    await visit.press('j', 'e', 'x', '#');
    assert.equal(await visit.get('dialog').count(), 0);
    assert.equal(await visit.page.locator('.ined').count(), 0);
    assert.deepEqual(await ben.names('contacts'), ['Ada Byron']);
    visit.quiet();
    await visit.close();
});

test('without a connection: it is said, one reads on, what is changed waits and is sent', async () => {
    const { ann, ada } = await twoPeople();
    const visit = await visitor(server, { account: ann });
    await visit.page.evaluate(() => navigator.serviceWorker.ready);
    await visit.go('contacts');
    await visit.go(`contacts/${ada.id}`);
    await visit.context.setOffline(true);
    const banner = visit.page.getByText(/^No connection/);
    await banner.waitFor();
    await edit(visit, 'Location', 'Paris');
    await visit.press('Enter');
    await visit.get('button', 'Edit Location: Paris').waitFor();
    await visit.page.getByText(/1 change waits/).waitFor();
    await visit.follow('contacts');
    await visit.get('link', 'Ada Byron').waitFor();
    assert.equal((await ann.read('contacts', ada.id)).location, 'London');

    // A reload shows what was last seen, through the worker; what waits is still there.
    await visit.page.reload();
    await visit.get('link', 'Ada Byron').waitFor();
    await visit.page.getByText(/1 change waits/).waitFor();
    await visit.get('button', 'Try now').click();
    await visit.get('button', 'Try now').waitFor(); // it was tried, and is offered again
    await banner.waitFor();
    await visit.context.setOffline(false);
    await eventually(async () => assert.equal((await ann.read('contacts', ada.id)).location, 'Paris'));
    await eventually(async () => assert.equal(await banner.count(), 0));
    await visit.close();
});
