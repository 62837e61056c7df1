// Today: the line that logs, what is due, snoozed and done, tasks; by keys on a desk, by touch on a phone.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { berlinDay, berlinDayOf, eventually, PHONE, start, visitor } from './harness.mjs';

let server;
before(async () => {
    server = await start();
});

const someone = () => server.user({ time_zone: 'Europe/Berlin', name: 'Ann Example' });

// The Friday of next week: weeks begin on Monday.
function nextFriday() {
    const today = new Date(`${berlinDay()}T00:00:00Z`);
    const sinceMonday = (today.getUTCDay() + 6) % 7;
    return new Date(today.getTime() + (7 - sinceMonday + 4) * 86_400_000).toISOString().slice(0, 10);
}

test('one line logs what was said and sets the next step', async () => {
    const ann = await someone();
    const jonas = await ann.make('contacts', { name: 'Jonas Petersen' });
    const visit = await visitor(server, { account: ann });
    await visit.press('q');
    await visit.focused(visit.page.getByLabel('Quick entry'));
    await visit.type('Jonas called about the trip, next friday');
    await visit.get('button', /Jonas Petersen/).waitFor();
    await visit.get('button', /^How: Phone/).waitFor();
    await visit.get('button', /^Next step: Next/).waitFor();
    await visit.press('Enter');
    await visit.told('Logged with Jonas Petersen');
    assert.equal(await visit.page.getByLabel('Quick entry').inputValue(), '', 'the draft is used up');
    const { next_contact_at: next, last_contact_at: last } = await ann.read('contacts', jonas.id);
    assert.equal(berlinDayOf(next), nextFriday());
    assert.equal(berlinDayOf(last), berlinDay());
    const [note] = await ann.list('notes', { entity_id: jonas.id });
    assert.equal(note.content, 'Jonas called about the trip');
    assert.equal(note.channel, 'phone');

    // It comes back with one key.
    await visit.press('Escape', 'z');
    await visit.told(/^Taken back/);
    assert.equal((await ann.read('contacts', jonas.id)).next_contact_at, null);
    assert.deepEqual(await ann.list('notes', { entity_id: jonas.id }), []);
    visit.quiet();
    await visit.close();
});

test('a name nobody has makes a contact; the draft outlives a reload', async () => {
    const ann = await someone();
    const visit = await visitor(server, { account: ann, theme: 'dark' });
    await visit.press('q');
    await visit.type('Met Theodora at the harbour');
    await visit.page.getByText('Draft kept').waitFor();
    await visit.page.reload();
    await visit.settled();
    const kept = await visit.page.getByLabel('Quick entry').inputValue();
    assert.equal(kept, 'Met Theodora at the harbour', 'kept though the page went at once');
    await visit.press('q');
    await visit.get('button', 'New contact Theodora').press('Enter');
    await visit.focused(visit.get('combobox', 'Change Theodora'));
    await visit.type('Theodora Roussou');
    await visit.get('option', /New contact “Theodora Roussou”/).waitFor();
    await visit.press('Enter');
    await visit.get('button', /New contact Theodora Roussou/).waitFor();
    await visit.press('q', 'Enter');
    await visit.told('Logged with Theodora Roussou');
    assert.deepEqual(await ann.names('contacts'), ['Theodora Roussou']);
    visit.quiet();
    await visit.close();
});

test('what is due is snoozed, done, and taken back, by keys', async () => {
    const ann = await someone();
    const late = await ann.make('contacts', { name: 'Lina Late', next_contact_at: berlinDay(-2) });
    const now = await ann.make('contacts', { name: 'Nora Now', next_contact_at: berlinDay() });
    const visit = await visitor(server, { account: ann });
    const lateGroup = visit.get('region', 'Late');
    await lateGroup.getByText('Lina Late').waitFor();
    await visit.get('region', 'Today').getByText('Nora Now').waitFor();
    await visit.press('j');
    await visit.focused(visit.get('link', 'Lina Late'));

    await visit.press('h');
    await visit.focused(visit.get('menuitem', /^Tomorrow/));
    await visit.press('Enter');
    await visit.told(/^Lina Late put off/);
    await visit.get('region', 'Next four days').getByText('Lina Late').waitFor();
    assert.equal(berlinDayOf((await ann.read('contacts', late.id)).next_contact_at), berlinDay(1));
    await visit.press('z');
    await visit.told(/^Taken back: Lina Late put off/);
    await lateGroup.getByText('Lina Late').waitFor();
    assert.equal(berlinDayOf((await ann.read('contacts', late.id)).next_contact_at), berlinDay(-2));

    await visit.get('link', 'Nora Now').focus();
    await visit.get('checkbox', 'Done: Nora Now').focus();
    await visit.press('Space');
    await visit.page.getByText('Nora Now is done').waitFor();
    await eventually(async () => assert.equal((await ann.read('contacts', now.id)).next_contact_at, null));
    await visit.press('z');
    await visit.told(/^Taken back: Done: Nora Now/);
    await eventually(async () =>
        assert.equal(berlinDayOf((await ann.read('contacts', now.id)).next_contact_at), berlinDay()),
    );
    visit.quiet();
    await visit.close();
});

test('all that is late is snoozed as one step', async () => {
    const ann = await someone();
    for (const name of ['Ada', 'Ben', 'Cleo']) await ann.make('contacts', { name, next_contact_at: berlinDay(-3) });
    const visit = await visitor(server, { account: ann });
    const all = async () => (await ann.list('contacts')).map((c) => berlinDayOf(c.next_contact_at));
    await visit.get('button', 'Snooze all').press('Enter');
    await visit.get('menuitem', /^Tomorrow/).press('Enter');
    await visit.told(/^3 put off/);
    assert.deepEqual(await all(), Array(3).fill(berlinDay(1)));
    await visit.press('z');
    await visit.told(/^Taken back: 3 put off/);
    assert.deepEqual(await all(), Array(3).fill(berlinDay(-3)));
    visit.quiet();
    await visit.close();
});

test('a task that comes again: done today, there again next week', async () => {
    const ann = await someone();
    await ann.make('tasks', { title: 'Water the plants', due_at: berlinDay(), recur: 'weekly' });
    const visit = await visitor(server, { account: ann, theme: 'dark' });
    const box = visit.get('region', 'Tasks').getByRole('checkbox', { name: 'Done: Water the plants' });
    await box.focus();
    await visit.press('Space');
    await visit.told('Done: Water the plants');
    await eventually(async () => {
        const open = (await ann.list('tasks')).filter((t) => !t.completed_at);
        assert.deepEqual(open.map((t) => [t.title, berlinDayOf(t.due_at)]), [['Water the plants', berlinDay(7)]]);
    });
    visit.quiet();
    await visit.close();
});

test('a task is added with its day in words', async () => {
    const ann = await someone();
    const visit = await visitor(server, { account: ann });
    await visit.get('button', /^New task/).press('Enter');
    await visit.focused(visit.page.getByLabel('New task').and(visit.page.locator('input')));
    await visit.type('Book the ferry, tomorrow');
    await visit.press('Enter');
    await eventually(async () => {
        const [task] = await ann.list('tasks');
        assert.equal(task?.title, 'Book the ferry');
        assert.equal(berlinDayOf(task.due_at), berlinDay(1));
    });
    visit.quiet();
    await visit.close();
});

test('on a phone: logged by the plus, put off from the row', async () => {
    const ann = await someone();
    const lina = await ann.make('contacts', { name: 'Lina Late', next_contact_at: berlinDay(-2) });
    const visit = await visitor(server, { account: ann, viewport: PHONE });
    await visit.get('button', 'Log').tap();
    await visit.focused(visit.get('dialog').getByLabel('Quick entry'));
    await visit.type('Lina wrote that she moves house, in 2 weeks');
    await visit.get('button', /Lina Late/).waitFor();
    await visit.get('dialog').getByRole('button', { name: /^Log/ }).tap();
    await visit.told('Logged with Lina Late');
    assert.equal(berlinDayOf((await ann.read('contacts', lina.id)).next_contact_at), berlinDay(14));
    await visit.get('button', /^Undo/).first().tap();
    await visit.get('button', 'Actions for Lina Late').tap();
    await visit.get('menuitem', /^In a week/).tap();
    await visit.told(/^Lina Late put off/);
    assert.equal(berlinDayOf((await ann.read('contacts', lina.id)).next_contact_at), berlinDay(7));
    visit.quiet();
    await visit.close();
});

test('of many that are late those near what is in sight are drawn; keys reach the last', async () => {
    const ann = await server.user({ time_zone: 'Europe/Berlin', name: 'Ann Example' });
    for (let i = 1; i <= 60; i += 1)
        await ann.make('contacts', { name: `Late ${i}`, next_contact_at: berlinDay(-i) });
    await ann.make('contacts', { name: 'Due today', next_contact_at: berlinDay() });
    const visit = await visitor(server, { account: ann });
    await visit.go('today');
    const rows = visit.page.locator('[data-followup]');
    await rows.first().waitFor();
    assert.ok((await rows.count()) < 50, 'rows far from sight are drawn');
    // From the first of today one step back leads to the last that is late.
    await visit.get('link', 'Due today').focus();
    await visit.page.locator('li', { hasText: 'Due today' }).dispatchEvent('pointerdown');
    await visit.press('k');
    await visit.focused(rows.nth(59));
    visit.quiet();
    await visit.close();
});

test('what comes late beside the follow-ups pushes nothing down', async () => {
    const ann = await server.user({ time_zone: 'Europe/Berlin', name: 'Ann Example' });
    await ann.make('contacts', { name: 'Lina Petersen', birthday: `--${berlinDay(2).slice(5)}` });
    await ann.make('tasks', { title: 'Book the ferry', due_at: berlinDay() });
    const visit = await visitor(server, { account: ann });
    await visit.page.addInitScript(() => {
        globalThis.shifts = [];
        new PerformanceObserver((list) => globalThis.shifts.push(...list.getEntries().map((e) => e.value))).observe({
            type: 'layout-shift',
            buffered: true,
        });
    });
    let release;
    const held = new Promise((resolve) => (release = resolve));
    await visit.page.route(/\/birthdays\?/, async (route) => {
        await held;
        await route.continue();
    });
    const tasks = visit.page.waitForResponse(/\/crm\/tasks\?/);
    await visit.page.goto(`${server.url}/w/${visit.workspace.id}/today`);
    await tasks;
    const drawn = () =>
        visit.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await drawn();
    release();
    await visit.get('region', 'Birthdays').getByText('Lina Petersen').waitFor();
    await visit.get('link', 'Book the ferry', visit.get('region', 'Tasks')).waitFor();
    await drawn();
    // A word that is set anew may stir by a hair; a box that comes late is many times that.
    const moved = (await visit.page.evaluate(() => globalThis.shifts)).reduce((sum, n) => sum + n, 0);
    assert.ok(moved < 0.002, `layout shift of ${moved}`);
    visit.quiet();
    await visit.close();
});
