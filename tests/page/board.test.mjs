// The board: cards carried by keys and by the mouse, taken back; two people see each other's moves.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { colleague, eventually, PHONE, start, visitor } from './harness.mjs';

let server;
before(async () => {
    server = await start();
});

async function onBoard(options = {}) {
    const ann = await server.user({ time_zone: 'Europe/Berlin', name: 'Ann Example' });
    const made = {};
    for (const [name, stage, priority] of [
        ['Ada', 'first_contact', 9],
        ['Bela', 'first_contact', 5],
        ['Carla', 'demo', 5],
    ])
        made[name] = await ann.make('contacts', { name, stage, priority });
    const visit = await visitor(server, { account: ann, ...options });
    await visit.go('board?entity=contacts');
    await card(visit, 'Ada').waitFor();
    return { ann, made, visit };
}

const card = (visit, name) => visit.page.locator('[data-card]', { hasText: name });
const lane = (visit, stage) => visit.get('region', new RegExp(`^${stage}, `));
const stageOf = async (ann, made) => (await ann.read('contacts', made.id)).stage;
const inLane = (visit, stage, name) => lane(visit, stage).locator('[data-card]', { hasText: name }).waitFor();
const said = (visit, text) =>
    visit.page.locator('[aria-live="assertive"]', { hasText: text }).waitFor({ state: 'attached' });

test('by keys: lifted, carried, put back; carried and dropped; taken back', async () => {
    const { ann, made, visit } = await onBoard();
    await visit.press('ArrowDown');
    await visit.focused(card(visit, 'Ada'));
    await visit.press('ArrowDown');
    await visit.focused(card(visit, 'Bela'));
    await visit.press('ArrowUp');
    await visit.focused(card(visit, 'Ada'));
    await visit.press('Space');
    await said(visit, 'Lifted Ada, First contact, place 1 of 2');
    await visit.press('ArrowRight');
    await said(visit, 'Ada: Research, place 1 of 1');
    await visit.press('Escape');
    await said(visit, 'Ada is back in First contact');
    assert.equal(await stageOf(ann, made.Ada), 'first_contact');
    await inLane(visit, 'First contact', 'Ada');

    await visit.press('Space', 'ArrowRight', 'ArrowRight', 'Space');
    await visit.told('Ada moved to Outreach');
    await inLane(visit, 'Outreach', 'Ada');
    await visit.focused(card(visit, 'Ada'));
    assert.equal(await stageOf(ann, made.Ada), 'outreach');
    await visit.press('z');
    await inLane(visit, 'First contact', 'Ada');
    assert.equal(await stageOf(ann, made.Ada), 'first_contact');
    visit.quiet();
    await visit.close();
});

test('won by a key; lost asks why without waiting for the answer', async () => {
    const { ann, made, visit } = await onBoard({ theme: 'dark' });
    await card(visit, 'Carla').focus();
    await visit.press('w');
    await visit.told('Carla moved to Won');
    assert.equal(await stageOf(ann, made.Carla), 'closed_won');
    await card(visit, 'Bela').focus();
    await visit.press('Shift+L');
    const why = visit.page.getByLabel('Why was Bela lost?').or(visit.page.getByPlaceholder('Too expensive, chose another, no answer'));
    await why.first().waitFor();
    await eventually(async () => assert.equal(await stageOf(ann, made.Bela), 'closed_lost'));
    await visit.type('Chose another');
    await visit.press('Control+Enter');
    await visit.told('Reason kept for Bela');
    const [note] = await ann.list('notes', { entity_id: made.Bela.id });
    assert.match(note.content, /Chose another/);
    visit.quiet();
    await visit.close();
});

test('by the mouse: dragged to another lane', async () => {
    const { ann, made, visit } = await onBoard();
    const from = await card(visit, 'Ada').boundingBox();
    const to = await lane(visit, 'Research').boundingBox();
    await visit.page.mouse.move(from.x + 20, from.y + 12);
    await visit.page.mouse.down();
    await visit.page.mouse.move(from.x + 40, from.y + 30, { steps: 4 });
    await visit.page.locator('.deal.held').waitFor();
    await visit.page.mouse.move(to.x + to.width / 2, to.y + 150, { steps: 8 });
    await visit.page.locator('.lane.over', { hasText: 'Research' }).waitFor();
    await visit.page.mouse.up();
    await visit.told('Ada moved to Research');
    await inLane(visit, 'Research', 'Ada');
    assert.equal(await stageOf(ann, made.Ada), 'research');
    visit.quiet();
    await visit.close();
});

test('by a finger: a swipe shows the next lane, a long press lifts a card', async () => {
    const { ann, made, visit } = await onBoard({ viewport: PHONE });
    const devtools = await visit.context.newCDPSession(visit.page);
    const finger = (type, x, y) =>
        devtools.send('Input.dispatchTouchEvent', { type, touchPoints: x === undefined ? [] : [{ x, y }] });
    const ada = await card(visit, 'Ada').boundingBox();
    const [x, y] = [ada.x + 60, ada.y + 20];

    await finger('touchStart', x, y);
    await visit.page.locator('.deal.held').waitFor(); // held still for a moment
    const research = await lane(visit, 'Research').boundingBox();
    for (let at = x; at < research.x + 24; at += 16) await finger('touchMove', at, y);
    await visit.page.locator('.lane.over:not(:has-text("First contact"))').waitFor();
    const over = await visit.page.locator('.lane.over').getAttribute('aria-label');
    await finger('touchEnd');
    await eventually(async () => assert.notEqual(await stageOf(ann, made.Ada), 'first_contact'));
    await visit.told('Ada moved to');
    assert.ok(over);

    const scrolled = () => visit.page.locator('.board').evaluate((e) => e.scrollLeft);
    const before = await scrolled();
    const way = before > 100 ? 1 : -1;
    await finger('touchStart', 195, 600);
    for (let i = 1; i <= 12; i += 1) await finger('touchMove', 195 + way * i * 14, 600);
    await finger('touchEnd');
    await eventually(async () => assert.ok(Math.abs((await scrolled()) - before) > 100));
    visit.quiet();
    await visit.close();
});

test('two people: what one moves the other sees move', async () => {
    const { ann, made, visit } = await onBoard();
    const ben = await visitor(server, { account: await colleague(server, ann, 'admin'), theme: 'dark' });
    await ben.go('board?entity=contacts');
    await inLane(ben, 'First contact', 'Ada');
    // Where tab leads to first is where the cursor is.
    await visit.tabTo(card(visit, 'Ada'));
    await visit.press('Space', 'ArrowRight', 'Space');
    await inLane(visit, 'Research', 'Ada');
    await inLane(ben, 'Research', 'Ada');
    await card(ben, 'Carla').focus();
    await ben.press('w');
    await inLane(visit, 'Won', 'Carla');
    assert.equal(await stageOf(ann, made.Carla), 'closed_won');
    visit.quiet();
    ben.quiet();
    await ben.close();
    await visit.close();
});

test('a lane folds and stays so; a card is added at its foot; the words above narrow it', async () => {
    const { ann, visit } = await onBoard();
    await visit.get('button', 'Fold Demo').press('Enter');
    await visit.get('button', 'Unfold Demo').waitFor();
    await visit.get('button', 'Add to Research').press('Enter');
    await visit.type('Dora');
    await visit.press('Enter');
    await inLane(visit, 'Research', 'Dora');
    await eventually(async () => assert.equal((await ann.list('contacts', { stage: 'research' })).length, 1));
    await visit.press('Escape', '/');
    await visit.type('dora');
    await eventually(async () => assert.equal(await visit.page.locator('[data-card]').count(), 1));
    await visit.page.reload();
    await visit.settled();
    await visit.get('button', 'Unfold Demo').waitFor();
    visit.quiet();
    await visit.close();
});

test('on a phone: moved by its menu', async () => {
    const { ann, made, visit } = await onBoard({ viewport: PHONE });
    await visit.get('button', 'Actions for Ada').tap();
    await visit.get('menuitemradio', 'Follow-up').tap();
    await visit.told('Ada moved to Follow-up');
    await eventually(async () => assert.equal(await stageOf(ann, made.Ada), 'follow_up'));
    visit.quiet();
    await visit.close();
});

test('of a long lane the cards near what is in sight are drawn; keys reach the others', async () => {
    const ann = await server.user({ time_zone: 'Europe/Berlin', name: 'Ann Example' });
    for (let i = 1; i <= 40; i += 1)
        await ann.make('contacts', { name: `Card ${String(i).padStart(2, '0')}`, stage: 'demo', priority: 5 });
    const visit = await visitor(server, { account: ann });
    await visit.go('board');
    const cards = lane(visit, 'Demo').locator('[data-card]');
    await card(visit, 'Card 40').waitFor();
    assert.ok((await cards.count()) < 30, 'cards far from sight are drawn');
    await card(visit, 'Card 40').focus();
    for (let i = 0; i < 25; i += 1) await visit.press('ArrowDown');
    await visit.focused(card(visit, 'Card 15'));
    // To the end: the last ones come from the server.
    await eventually(async () => {
        await cards.last().scrollIntoViewIfNeeded();
        assert.equal(await cards.count(), 40);
    });
    await visit.soundPage('a long lane');
    await visit.close();
});

test('a card holds what it says, also of a long amount in a foreign currency', async () => {
    const ann = await server.user({ time_zone: 'Europe/Berlin', name: 'Ann Example' });
    await ann.make('companies', {
        name: 'Chittagong Tea',
        stage: 'demo',
        priority: 4,
        location: 'Dhaka',
        deal_value: 1_300_000,
        currency: 'BDT',
        expected_close_at: '2031-12-24',
        owner_id: ann.user.id,
    });
    const visit = await visitor(server, { account: ann });
    await visit.go('board?entity=companies');
    await card(visit, 'Chittagong Tea').waitFor();
    const out = await card(visit, 'Chittagong Tea').evaluate((e) => {
        const box = e.getBoundingClientRect();
        return [...e.querySelectorAll('b, .av, time, .org *, .m *')]
            .filter((i) => i.getBoundingClientRect().right > box.right - 8)
            .map((i) => i.outerHTML.slice(0, 80));
    });
    assert.deepEqual(out, []);
    visit.quiet();
    await visit.close();
});

test('a card that somebody else moves is never gone, though a filter asks for each lane by itself', async () => {
    const { ann, made, visit } = await onBoard();
    const ben = await colleague(server, ann);
    await visit.go('board?entity=contacts&q=Ada');
    await card(visit, 'Ada').waitFor();
    await visit.page.evaluate(() => {
        const look = () => {
            if (!document.querySelector('[data-card]')) globalThis.wasGone = true;
        };
        new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
    });
    // The lane it goes to answers last.
    let release;
    const held = new Promise((resolve) => (release = resolve));
    await visit.page.route(/contacts\?.*stage=outreach/, async (route) => {
        await held;
        await route.continue();
    });
    const left = visit.page.waitForResponse(/contacts\?.*stage=first_contact/);
    await ben.patch(`/contacts/${made.Ada.id}`, { stage: 'outreach' }).expect(200);
    await left;
    await visit.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    release();
    await inLane(visit, 'Outreach', 'Ada');
    assert.equal(await visit.page.evaluate(() => globalThis.wasGone ?? false), false);
    visit.quiet();
    await visit.close();
});
