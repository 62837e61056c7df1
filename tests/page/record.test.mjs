// A record: fields where they stand, channels, the composer and its draft, the timeline and its undo, the trash.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { berlinDay, berlinDayOf, eventually, PHONE, start, visitor } from './harness.mjs';

let server;
before(async () => {
    server = await start();
});

async function onRecord(options = {}) {
    const ann = await server.user({ time_zone: 'Europe/Berlin', name: 'Ann Example' });
    const ada = await ann.make('contacts', { name: 'Ada Byron', stage: 'research', location: 'London' });
    const visit = await visitor(server, { account: ann, ...options });
    await visit.go(`contacts/${ada.id}`);
    return { ann, ada, visit };
}

test('fields are edited where they stand; tab goes on; one key takes it back', async () => {
    const { ann, ada, visit } = await onRecord();
    const now = () => ann.read('contacts', ada.id);
    const place = visit.get('button', /^Edit Location:/);
    await visit.tabTo(place);
    await visit.press('Enter');
    await visit.focused(visit.page.getByLabel('Edit Location', { exact: true }));
    await visit.press('Control+a');
    await visit.type('Ockham');
    await visit.press('Enter');
    await visit.get('button', 'Edit Location: Ockham').waitFor();
    await visit.told('Ada Byron: Location changed');
    assert.equal((await now()).location, 'Ockham');
    await visit.press('z');
    await visit.get('button', 'Edit Location: London').waitFor();
    assert.equal((await now()).location, 'London');

    await visit.press('s');
    await visit.get('option', 'Demo').waitFor();
    await visit.type('demo');
    await visit.press('Enter');
    await eventually(async () => assert.equal((await now()).stage, 'demo'));
    visit.quiet();
    await visit.close();
});

test('a channel is added, another made primary', async () => {
    const { ann, ada, visit } = await onRecord({ theme: 'dark' });
    const add = async (value) => {
        await visit.get('button', 'Add a channel').press('Enter');
        await visit.focused(visit.page.getByLabel('Address or number'));
        await visit.type(value);
        await visit.press('Enter');
        await visit.get('region', 'Channels').getByText(value).waitFor();
        await visit.page.getByLabel('Address or number').waitFor({ state: 'detached' });
    };
    await add('ada@analytical.example');
    await add('countess@lovelace.example');
    await visit.get('button', 'More for countess@lovelace.example').press('Enter');
    await visit.get('menuitem', 'Make primary').press('Enter');
    await eventually(async () => assert.equal((await ann.read('contacts', ada.id)).email, 'countess@lovelace.example'));
    const first = visit.get('region', 'Channels').getByRole('listitem').first();
    await eventually(async () => assert.match(await first.innerText(), /countess@lovelace/));
    visit.quiet();
    await visit.close();
});

test('a note is kept as a draft over a reload, saved, shown, and taken back from the history', async () => {
    const { ann, ada, visit } = await onRecord();
    await visit.press('o');
    await visit.focused(visit.get('textbox', 'Note'));
    await visit.type('Wrote the **first program**');
    await visit.page.reload();
    await visit.settled();
    assert.equal(await visit.get('textbox', 'Note').inputValue(), 'Wrote the **first program**');
    await visit.press('o', 'Control+Enter');
    await visit.told('Note saved');
    const timeline = visit.get('region', 'Timeline');
    await timeline.locator('strong', { hasText: 'first program' }).waitFor();
    assert.equal(await visit.get('textbox', 'Note').inputValue(), '');
    const [note] = await ann.list('notes', { entity_id: ada.id });
    assert.equal(note.content, 'Wrote the **first program**');

    await ann.patch(`/contacts/${ada.id}`, { location: 'Paris' }).expect(200);
    const change = timeline.getByRole('listitem').filter({ hasText: 'Location' });
    await change.filter({ hasText: 'Paris' }).waitFor();
    await change.getByRole('button', { name: 'Undo' }).press('Enter');
    await eventually(async () => assert.equal((await ann.read('contacts', ada.id)).location, 'London'));
    await visit.get('button', 'Edit Location: London').waitFor();
    // What was taken back says so and is not offered to be taken back again.
    const undone = timeline.getByRole('listitem').filter({ hasText: 'undone' });
    await undone.waitFor();
    assert.equal(await undone.getByRole('button', { name: 'Undo' }).count(), 0);
    visit.quiet();
    await visit.close();
});

test('a call is logged with its next step; snoozed and done from the bar', async () => {
    const { ann, ada, visit } = await onRecord({ theme: 'dark' });
    const next = async () => (await ann.read('contacts', ada.id)).next_contact_at;
    await visit.get('tab', 'Note').focus();
    await visit.press('ArrowRight');
    await visit.focused(visit.get('tab', 'Call'));
    await visit.get('textbox', 'Call').focus();
    await visit.type('Talked about the engine');
    await visit.page.getByLabel('What comes next?').focus();
    await visit.type('Send the notes');
    await visit.get('button', 'When next').press('Enter');
    await visit.type('tomorrow');
    await visit.press('Enter');
    await visit.get('textbox', 'Call').focus();
    await visit.press('Control+Enter');
    await visit.told('Call logged');
    assert.equal(berlinDayOf(await next()), berlinDay(1));
    await visit.page.getByText('Send the notes').first().waitFor();
    await visit.press('Escape', 'h');
    await visit.focused(visit.get('menuitem', /^Tomorrow/));
    await visit.get('menuitem', /^In a week/).press('Enter');
    await eventually(async () => assert.equal(berlinDayOf(await next()), berlinDay(7)));
    await visit.press('d');
    await eventually(async () => assert.equal(await next(), null));
    visit.quiet();
    await visit.close();
});

test('to the trash and back', async () => {
    const { ann, ada, visit } = await onRecord();
    await visit.press('#');
    await visit.told(/Ada Byron moved to the trash/);
    await visit.page.waitForURL(/\/contacts$/);
    await visit.follow(`contacts/${ada.id}`);
    await visit.page.getByText(/^In the trash since/).waitFor();
    await visit.get('button', 'Restore').press('Enter');
    await eventually(async () => assert.equal((await ann.read('contacts', ada.id)).trashed_at, null));
    await eventually(async () => assert.equal(await visit.page.getByText(/^In the trash since/).count(), 0));
    visit.quiet();
    await visit.close();
});

test('a new one: the form says what is wrong at its field, and warns of a double', async () => {
    const { ann, visit } = await onRecord({ theme: 'dark' });
    await visit.go('contacts');
    await visit.press('n');
    const form = visit.get('dialog', /New contact/);
    await visit.focused(form.getByLabel(/^Name/));
    await visit.type('Ada Byron');
    await form.getByText('Is it one of these?').waitFor();
    await form.getByRole('link', { name: /Ada Byron/ }).or(form.getByRole('button', { name: /Ada Byron/ })).first().waitFor();
    await visit.press('Control+a');
    await visit.type('Mary Somerville');
    await form.getByLabel('Email', { exact: true }).focus();
    await visit.type('no address');
    await visit.press('Control+Enter');
    await form.locator('[aria-invalid="true"]').waitFor();
    await form.getByLabel('Email', { exact: true }).fill('mary@stars.example');
    await visit.press('Control+Enter');
    await visit.told('Mary Somerville added');
    await eventually(async () => assert.deepEqual(await ann.names('contacts', { sort: 'name' }), ['Ada Byron', 'Mary Somerville']));
    visit.quiet();
    await visit.close();
});

test('on a phone: what is said is written under the fields’ tab', async () => {
    const { ann, ada, visit } = await onRecord({ viewport: PHONE });
    await visit.get('tab', 'Timeline').tap();
    await visit.get('textbox', 'Note').fill('From the train');
    await visit.get('button', /^Save note/).tap();
    await visit.told('Note saved');
    await visit.get('region', 'Timeline').getByText('From the train').waitFor();
    const [note] = await ann.list('notes', { entity_id: ada.id });
    assert.equal(note.content, 'From the train');
    visit.quiet();
    await visit.close();
});

test('what a record is linked to can be followed before its name is here', async () => {
    const ann = await server.user();
    const ada = await ann.make('contacts', { name: 'Ada Byron' });
    const task = await ann.make('tasks', {
        title: 'Send the notes',
        links: [{ entity_type: 'contact', entity_id: ada.id }],
    });
    const visit = await visitor(server, { account: ann });
    let letGo;
    const asked = new Promise((resolve) => (letGo = resolve));
    await visit.page.route(
        (url) => url.pathname === '/api/crm/contacts' && url.searchParams.has('id[in]'),
        async (route) => {
            await asked;
            await route.continue();
        },
    );
    await visit.go(`tasks/${task.id}`);
    await visit.get('link', 'Contact').waitFor();
    letGo();
    await visit.get('link', 'Ada Byron').waitFor();
    visit.quiet();
    await visit.close();
});

test('ways to reach somebody are whole at rest; which is the primary one is said where there are several', async () => {
    const ann = await server.user({ time_zone: 'Europe/Berlin', name: 'Ann Example' });
    const email = 'amara@atlas-robotics.example';
    const { id } = await ann.make('contacts', { name: 'Amara Okafor', email, phone: '+49 30 5557 0142' });
    const visit = await visitor(server, { account: ann });
    await visit.go(`contacts/${id}`);
    const channels = visit.get('region', 'Channels');
    const link = visit.get('link', email, channels);
    await link.waitFor();
    assert.ok(await link.evaluate((e) => e.scrollWidth <= e.clientWidth), 'nothing of the address is cut');
    assert.equal(await channels.getByText('primary', { exact: true }).count(), 0);
    await ann.make('channels', { contact_id: id, kind: 'email', value: 'amara@post.example' });
    await visit.page.reload();
    await visit.get('link', 'amara@post.example', channels).waitFor();
    assert.equal(await channels.getByText('primary', { exact: true }).count(), 1);
    visit.quiet();
    await visit.close();
});

test('on a phone what is next stands above the tabs, whichever is open', async () => {
    const ann = await server.user({ time_zone: 'Europe/Berlin', name: 'Ann Example' });
    const { id } = await ann.make('contacts', { name: 'Amara Okafor', next_contact_at: '2020-02-01' });
    const visit = await visitor(server, { account: ann, viewport: PHONE });
    await visit.go(`contacts/${id}`);
    await visit.get('tab', 'Details').click();
    await visit.get('button', 'Done').click();
    await visit.get('button', 'Set a next step').waitFor();
    assert.equal((await ann.read('contacts', id)).next_contact_at, null);
    visit.quiet();
    await visit.close();
});
