// Lists: finding, sorting, saved views, columns, editing in place, many at once, five thousand rows.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { berlinDay, demoServer, eventually, PHONE, start, visitor } from './harness.mjs';

let server;
before(async () => {
    server = await start();
});

const names = ['Ada Byron', 'Bela Kiss', 'Carla Rossi', 'Dana Moss', 'Emil Zola'];

// Somebody with five contacts, whose list is open.
async function withContacts(options = {}) {
    const ann = await server.user({ time_zone: 'Europe/Berlin', name: 'Ann Example' });
    const stages = ['research', 'demo', 'demo', 'outreach', 'research'];
    const made = [];
    for (const [i, name] of names.entries())
        made.push(await ann.make('contacts', { name, stage: stages[i], priority: i + 1 }));
    const visit = await visitor(server, { account: ann, ...options });
    await visit.go('contacts?sort=name');
    return { ann, visit, made };
}

const shown = (visit) => visit.page.getByRole('grid').locator('[data-open]').allInnerTexts();
const shows = (visit, expected) =>
    eventually(async () => assert.deepEqual(await shown(visit), expected), 15_000);
const grid = (visit) => visit.get('grid');
const cell = (visit, name, column) =>
    visit.page.locator('[role=row]', { has: visit.get('link', name) }).locator(`[data-col="${column}"]`);

test('typed words, a chip and an order narrow and sort it; the address tells it all', async () => {
    const { visit } = await withContacts();
    await visit.press('/');
    await visit.focused(visit.get('searchbox', 'Filter this list'));
    await visit.type('moss');
    await shows(visit, ['Dana Moss']);
    await visit.press('Escape');
    await shows(visit, names);
    await visit.focused(grid(visit));

    await visit.press('f');
    await visit.focused(visit.get('combobox', 'Find a field'));
    await visit.type('stage');
    await visit.press('Enter');
    await visit.focused(visit.get('checkbox', 'First contact'));
    await visit.tabTo(visit.get('checkbox', 'Demo'));
    await visit.press('Space');
    await shows(visit, ['Bela Kiss', 'Carla Rossi']);
    await visit.press('Escape');
    await visit.get('status').filter({ hasText: '2 match' }).waitFor();
    const chip = visit.get('group', /^Stage is Demo/);
    await chip.waitFor();
    assert.match(decodeURIComponent(visit.page.url()), /filter=.*"stage"/);

    await visit.get('button', 'Sorted by Name').press('Enter');
    await visit.get('menuitemradio', 'Descending').press('Enter');
    await shows(visit, ['Carla Rossi', 'Bela Kiss']);
    await visit.page.reload();
    await visit.settled();
    await shows(visit, ['Carla Rossi', 'Bela Kiss']);
    await chip.getByRole('button', { name: /^Remove/ }).press('Enter');
    await shows(visit, [...names].reverse());
    visit.quiet();
    await visit.close();
});

test('what nothing fits says which filter to drop', async () => {
    const { visit } = await withContacts({ theme: 'dark' });
    const none = { and: [{ field: 'stage', op: 'eq', value: 'demo' }, { field: 'name', op: 'contains', value: 'Ada' }] };
    await visit.go(`contacts?filter=${encodeURIComponent(JSON.stringify(none))}`);
    await visit.page.getByText('Nothing fits all 2 filters').waitFor();
    await visit.page.getByText('there would be 2.').waitFor();
    await visit.get('button', /^Drop Name/).press('Enter');
    await eventually(async () => assert.deepEqual((await shown(visit)).sort(), ['Bela Kiss', 'Carla Rossi']));
    visit.quiet();
    await visit.close();
});

test('a view is saved, changed, discarded and saved again', async () => {
    const { ann, visit } = await withContacts();
    await visit.press('/');
    await visit.type('a ');
    await visit.press('Escape');
    const demo = JSON.stringify({ field: 'stage', op: 'eq', value: 'demo' });
    await visit.go(`contacts?sort=name&filter=${encodeURIComponent(demo)}`);
    await visit.get('button', 'New view').press('Enter');
    await visit.focused(visit.get('dialog').getByLabel('Name'));
    await visit.type('Demos');
    await visit.press('Enter');
    const tab = visit.get('navigation', 'Views').getByRole('link', { name: /^Demos/ });
    await tab.waitFor();
    await eventually(async () => assert.equal(await tab.getAttribute('aria-current'), 'page'));
    await visit.page.waitForURL(/view=\d+/);
    assert.doesNotMatch(visit.page.url(), /filter=/, 'the view holds it');
    await shows(visit, ['Bela Kiss', 'Carla Rossi']);
    const dot = tab.getByText('Changed, not saved');
    assert.equal(await dot.count(), 0);

    const descend = async () => {
        await visit.get('button', 'Sorted by Name').press('Enter');
        await visit.get('menuitemradio', 'Descending').press('Enter');
        await shows(visit, ['Carla Rossi', 'Bela Kiss']);
        await dot.waitFor({ state: 'attached' });
    };
    await descend();
    await visit.get('button', 'Discard').press('Enter');
    await shows(visit, ['Bela Kiss', 'Carla Rossi']);
    await eventually(async () => assert.equal(await dot.count(), 0));
    await descend();
    await visit.get('button', 'Save view').press('Enter');
    await visit.told('View Demos saved');
    await eventually(async () => assert.equal(await dot.count(), 0));
    const views = (await ann.get('/views').expect(200)).data;
    assert.equal(views[0].config.sort, '-name');

    await visit.get('button', 'View Demos').press('Enter');
    await visit.get('menuitemcheckbox', 'Pinned to the menu').press('Enter');
    await visit.get('complementary').or(visit.page.locator('.side')).getByRole('link', { name: 'Demos' }).waitFor();
    await visit.get('button', 'View Demos').press('Enter');
    await visit.get('menuitem', 'Delete view').press('Enter');
    await visit.get('alertdialog').or(visit.get('dialog')).getByRole('button', { name: 'Delete view' }).press('Enter');
    await eventually(async () => assert.equal(await tab.count(), 0));
    visit.quiet();
    await visit.close();
});

test('columns are chosen, moved and kept', async () => {
    const { visit } = await withContacts();
    const heads = () => visit.page.locator('[role=columnheader] .sorter, [role=columnheader] > span.trunc').allInnerTexts();
    const before = await heads();
    assert.ok(!before.includes('Location'));
    await visit.get('button', /^Columns/).press('Enter');
    await visit.focused(visit.page.getByLabel('Find a field'));
    await visit.type('locat');
    await visit.get('checkbox', 'Location').focus();
    await visit.press('Space');
    await eventually(async () => assert.equal((await heads()).at(-1), 'Location'));
    await visit.page.getByLabel('Find a field').fill('');
    await visit.get('checkbox', 'Location').focus();
    await visit.press('Alt+ArrowUp');
    await eventually(async () => assert.equal((await heads()).at(-2), 'Location'));
    await visit.press('Escape');
    await visit.page.reload();
    await visit.settled();
    assert.equal((await heads()).at(-2), 'Location');
    visit.quiet();
    await visit.close();
});

test('cells are edited where they stand, and what is refused stays open with the cure', async () => {
    const { ann, visit, made } = await withContacts({ theme: 'dark' });
    await visit.go('contacts?sort=name&cols=name,priority,nickname,email');
    await visit.press('j', 'ArrowRight', 'ArrowRight', 'e');
    await visit.focused(visit.page.locator('.ined input'));
    await visit.type('Countess');
    await visit.press('Enter');
    await cell(visit, 'Ada Byron', 'nickname').getByText('Countess').waitFor();
    await visit.told('Ada Byron: Nickname changed');
    assert.equal((await ann.read('contacts', made[0].id)).nickname, 'Countess');
    await visit.press('z');
    await visit.told(/^Taken back/);
    await eventually(async () => assert.equal((await ann.read('contacts', made[0].id)).nickname, null));

    // esc restores, tab saves and goes on.
    await visit.press('e');
    await visit.type('Nobody');
    await visit.press('Escape');
    await visit.focused(grid(visit));
    assert.equal(await cell(visit, 'Ada Byron', 'nickname').getByText('Nobody').count(), 0);

    // What the server refuses is still there, with what is wrong in sight over the next row.
    await visit.press('ArrowLeft', 'e');
    await visit.focused(visit.page.locator('.ined input'));
    await visit.press('Control+a');
    await visit.type('11');
    await visit.press('Enter');
    const wrong = visit.page.locator('.ined').getByRole('alert');
    await wrong.waitFor();
    await wrong.click({ trial: true });
    assert.match(await wrong.innerText(), /10/);
    assert.equal(await visit.page.locator('.ined input').inputValue(), '11');
    await visit.press('Control+a');
    await visit.type('7');
    await visit.press('Tab');
    await visit.focused(visit.page.locator('[data-col="nickname"] .ined input'));
    await visit.type('Lady A');
    await visit.press('Enter');
    await eventually(async () => {
        const ada = await ann.read('contacts', made[0].id);
        assert.deepEqual([ada.priority, ada.nickname], [7, 'Lady A']);
    });
    visit.quiet();
    await visit.close();
});

test('several are selected, tagged as one change set, trashed and brought back', async () => {
    const { ann, visit } = await withContacts();
    const bar = visit.get('toolbar', 'Those selected');
    await visit.press('j', 'x', 'j', 'j', 'Shift+X');
    await bar.getByText('3 selected').waitFor();
    await visit.soundPage('some selected');
    await bar.getByRole('button', { name: 'Tag', exact: true }).press('Enter');
    await visit.focused(visit.get('combobox', 'Add a tag'));
    await visit.type('harbour');
    await visit.get('option', /Create “harbour”/).waitFor();
    await visit.press('Enter');
    await visit.told('3 tagged harbour');
    const tagged = () => ann.names('contacts', { filter: { field: 'tags', op: 'eq', value: 'harbour' }, sort: 'name' });
    assert.deepEqual(await tagged(), names.slice(0, 3));
    const changes = (await ann.get('/changes', { limit: 1 }).expect(200)).data;
    assert.equal(changes[0].n_records ?? changes[0].records ?? 3, 3);
    await bar.getByText('3 selected').waitFor();
    await visit.press('z');
    await visit.told('Taken back: 3 tagged harbour');
    assert.deepEqual(await tagged(), []);

    // The foot and the bar know how many; all that match go to the trash and come back.
    await visit.press('Control+a');
    await bar.getByText('5 selected').or(bar.getByText('All 5 matching selected')).waitFor();
    await bar.getByRole('button', { name: 'Trash' }).press('Enter');
    await visit.told('5 moved to the trash');
    await eventually(async () => assert.deepEqual(await ann.names('contacts'), []));
    await visit.press('z');
    await visit.told('Taken back: 5 moved to the trash');
    await shows(visit, names);
    visit.quiet();
    await visit.close();
});

test('the board, the peek and the record are a key away', async () => {
    const { visit, made } = await withContacts({ theme: 'dark' });
    await visit.press('j', 'Space');
    const peek = visit.get('complementary', /Peek: Ada Byron/).or(visit.page.getByLabel('Peek: Ada Byron'));
    await peek.first().waitFor();
    await visit.press('j');
    await visit.page.getByLabel('Peek: Bela Kiss').first().waitFor();
    assert.match(decodeURIComponent(visit.page.url()), new RegExp(`peek=contact:${made[1].id}`));
    await visit.press('Escape');
    await eventually(async () => assert.equal(await visit.page.getByLabel(/^Peek:/).count(), 0));
    await visit.focused(grid(visit));
    await visit.press('Enter');
    await visit.page.waitForURL(/\/contacts\/\d+/);
    await visit.get('heading', 'Bela Kiss').waitFor();
    visit.quiet();
    await visit.close();
});

test('on a phone: filtered in a sheet, put off from the row, selected by holding', async () => {
    const { ann, visit, made } = await withContacts({ viewport: PHONE });
    await visit.get('searchbox', 'Filter this list').fill('kiss');
    const rows = visit.get('list', 'Contacts').getByRole('listitem');
    await eventually(async () => assert.equal(await rows.count(), 1));
    await visit.get('button', 'More for Bela Kiss').tap();
    await visit.get('menuitem', 'Snooze').tap();
    await visit.get('menuitem', /^Tomorrow/).tap();
    await visit.told('Bela Kiss snoozed');
    await eventually(async () => {
        const { next_contact_at: at } = await ann.read('contacts', made[1].id);
        assert.ok(at, `put off to ${berlinDay(1)}`);
    });
    await rows.first().getByRole('button').first().tap();
    await visit.page.waitForURL(/\/contacts\/\d+/);
    await visit.get('heading', 'Bela Kiss').waitFor();
    visit.quiet();
    await visit.close();
});

test('five thousand contacts are scrolled to the end with few rows in the page', async () => {
    const [big, account] = await demoServer(5000);
    const visit = await visitor(big, { account });
    await visit.go('contacts?sort=name');
    const total = Number(await grid(visit).getAttribute('aria-rowcount')) - 1;
    assert.ok(total >= 5000, `${total}`);
    const [last] = await account.list('contacts', { sort: '-name', limit: 1 });
    let most = 0;
    for (let at = 0; at < 5; at += 1) {
        await grid(visit).evaluate((e, part) => e.scrollTo({ top: e.scrollHeight * part }), (at + 1) / 5);
        await eventually(async () => {
            most = Math.max(most, await visit.page.locator('[role=row]').count());
            assert.ok((await shown(visit)).length > 0, 'rows came');
        });
    }
    await visit.get('link', last.name).first().waitFor();
    assert.ok(most <= 80, `${most} rows in the page`);
    // By keys too: the last row is one key away, the first another.
    await grid(visit).focus();
    await visit.press('Home');
    await eventually(async () => assert.equal(await grid(visit).evaluate((e) => e.scrollTop), 0));
    await visit.press('End');
    await visit.page.locator(`[aria-rowindex="${total + 1}"]`).waitFor();

    // All that match are meant by the filter, not one by one, and the server's count is named.
    await visit.press('Control+a', 'Control+a');
    await visit.get('toolbar', 'Those selected').getByText(new RegExp(`All ${total.toLocaleString('en-GB')} matching`)).waitFor();
    visit.quiet();
    await visit.close();
});

test('a name that is too long loses its end, whichever way it is written', async () => {
    const ann = await server.user({ time_zone: 'Europe/Berlin', name: 'Ann Example' });
    const name = 'عبدالرحمن بن محمد بن سلطان المنصوري الطويل جدا من دمشق';
    await ann.make('contacts', { name, job_title: 'Event Manager' });
    const visit = await visitor(server, { account: ann });
    await visit.go('contacts');
    const letters = await visit.get('link', name).evaluate((a) => {
        const box = a.getBoundingClientRect();
        const letter = (at) => {
            const range = document.createRange();
            range.setStart(a.firstChild, at);
            range.setEnd(a.firstChild, at + 1);
            const { left, right } = range.getBoundingClientRect();
            return left >= box.left - 1 && right <= box.right + 1;
        };
        return { first: letter(0), last: letter(a.textContent.length - 1) };
    });
    assert.deepEqual(letters, { first: true, last: false });
    await visit.close();
});

test('each head says the whole of its word, also of the column that sorts', async () => {
    const { visit } = await withContacts();
    for (const field of ['last_contact_at', 'next_contact_at', 'owner_id', 'priority']) {
        await visit.go(`contacts?sort=${field}`);
        const cut = await visit.page
            .locator('.th .trunc')
            .evaluateAll((all) => all.filter((e) => e.scrollWidth > e.clientWidth).map((e) => e.textContent));
        assert.deepEqual(cut, [], `sorted by ${field}`);
    }
    await visit.go('contacts');
    await visit.get('button', /^Columns/).click();
    const reset = visit.get('button', 'Reset');
    await reset.waitFor();
    const inside = await reset.evaluate((e) => {
        const [own, around] = [e.getBoundingClientRect(), e.closest('.pop').getBoundingClientRect()];
        return own.bottom <= around.bottom;
    });
    assert.ok(inside, 'Reset is in sight however many columns there are');
    await visit.close();
});

test('an address that opens the drawer marks its row; the keys go on from there', async () => {
    const { visit, made } = await withContacts();
    await visit.go(`contacts?sort=name&peek=contact:${made[2].id}`);
    await visit.page.locator('.tr.cur', { hasText: 'Carla Rossi' }).waitFor();
    await visit.press('j');
    await visit.page.locator('.tr.cur', { hasText: 'Dana Moss' }).waitFor();
    await visit.get('complementary', 'Dana Moss').or(visit.page.locator('.drawer', { hasText: 'Dana Moss' })).first().waitFor();
    visit.quiet();
    await visit.close();
});
