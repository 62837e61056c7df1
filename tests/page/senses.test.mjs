// The page for those who see, press or read otherwise: larger text, a window of 320 pixels, forced colours,
// paper, names from right to left, no motion, fingers.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { demoServer, eventually, PHONE, start, visitor, WIDE } from './harness.mjs';

const places = ['today', 'contacts', 'companies', 'tasks', 'activities', 'board?entity=contacts', 'history'];
places.push('tags', 'trash', 'api');
places.push(...['profile', 'appearance', 'keys', 'members', 'audit', 'backup'].map((p) => `settings/${p}`));

let server;
let account;
let contact;
before(async () => {
    [server, account] = await demoServer(60);
    [contact] = await account.list('contacts', { sort: '-priority', limit: 1 });
    places.push(`contacts/${contact.id}`, `contacts?peek=contact:${contact.id}`);
});

async function eachWhole(visit) {
    const faults = [];
    for (const place of places) {
        await visit.go(place);
        const cut = await visit.cutOff();
        const { scrollWidth, clientWidth } = await visit.page.evaluate(() => document.documentElement);
        if (scrollWidth > clientWidth) faults.push(`${place} is wider than the window`);
        faults.push(...cut.map((what) => `${place}: ${what} is cut off`));
    }
    assert.deepEqual(faults, []);
    visit.quiet();
}

const sizeOf = (locator) => locator.first().evaluate((e) => parseFloat(getComputedStyle(e).fontSize));

test('text twice as large: all of it, rows and columns too, as in a window half as wide', async () => {
    const visit = await visitor(server, { account });
    const rail = () =>
        visit.page.locator('.app').evaluate((e) => parseFloat(getComputedStyle(e).gridTemplateColumns));
    await visit.go('contacts');
    const before = await sizeOf(visit.page.locator('.lst .td'));
    assert.equal(before, 13);
    assert.equal(await rail(), 228);
    await visit.textSize(32);
    await visit.go('contacts');
    assert.equal(await sizeOf(visit.page.locator('.lst .td')), 2 * before);
    assert.equal(await rail(), 104);
    const row = await visit.page.locator('.lst .rows > .tr').nth(1).boundingBox();
    assert.equal(row.height, 72);
    await eachWhole(visit);
    await visit.close();
});

test('text may be spaced out: nothing to press is cut off, nothing runs into what is beside it', async () => {
    const visit = await visitor(server, { account, viewport: PHONE, bypassCSP: true });
    const spacing = `* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
        line-height: 1.5 !important } p { margin-bottom: 2em !important }`;
    await visit.page.addInitScript((content) => {
        addEventListener('DOMContentLoaded', () => {
            const style = Object.assign(document.createElement('style'), { textContent: content });
            document.head.append(style);
        });
    }, spacing);
    await eachWhole(visit);
    await visit.page.setViewportSize(WIDE);
    await visit.go('today');
    const spilled = await visit.page
        .locator('.fu :is(.last, .due)')
        .evaluateAll(
            (all) =>
                all.filter((e) => e.scrollWidth > e.clientWidth && getComputedStyle(e).overflowX === 'visible')
                    .length,
        );
    assert.equal(spilled, 0);
    await visit.close();
});

for (const viewport of [WIDE, PHONE, { width: 1200, height: 800 }, { width: 720, height: 450 }, { width: 320, height: 256 }])
    test(`nothing to press is cut off at ${viewport.width} by ${viewport.height}`, async () => {
        const visit = await visitor(server, { account, viewport });
        await eachWhole(visit);
        await visit.close();
    });

test('a very low window still shows rows: what stands above them goes along', async () => {
    const visit = await visitor(server, { account, viewport: { width: 320, height: 256 } });
    await visit.go('contacts');
    const row = visit.page.locator('.ph-row').nth(3);
    await row.scrollIntoViewIfNeeded();
    const box = await row.boundingBox();
    assert.ok(box.y >= 0 && box.y + box.height <= 256, `the row is at ${box.y}`);
    await visit.close();
});

test('forced colours: no tick where nothing is ticked; the cursor, the place and the focus have lines', async () => {
    const visit = await visitor(server, { account, forcedColors: 'active' });
    const outline = (locator) =>
        locator.first().evaluate((e, kind) => {
            const { outlineStyle, outlineWidth } = getComputedStyle(e, kind);
            return outlineStyle === 'none' ? 0 : parseFloat(outlineWidth);
        });
    await visit.go('tags');
    const ticks = await visit.page
        .locator('.dt .cb .i')
        .evaluateAll((all) => all.filter((e) => getComputedStyle(e).visibility === 'visible').length);
    assert.equal(ticks, 0);
    await visit.go('contacts');
    assert.equal(await outline(visit.page.locator('.nav a.on')), 2);
    assert.equal(await outline(visit.page.locator('.views a.on')), 2);
    await visit.press('j', 'x');
    const ring = await visit.page
        .locator('.lst .tr.cur')
        .evaluate((e) => getComputedStyle(e, '::after').outlineStyle);
    assert.equal(ring, 'solid');
    assert.equal(await outline(visit.page.locator('.bulk')), 1);
    await visit.press('/');
    assert.ok((await outline(visit.page.locator('.filters .input'))) >= 2);
    visit.quiet();
    await visit.close();
});

test('paper: light, the whole record, no menu; a list is a table of its rows', async () => {
    const visit = await visitor(server, { account, theme: 'dark' });
    await visit.go(`contacts/${contact.id}`);
    await visit.page.emulateMedia({ media: 'print' });
    const seen = (selector) => visit.page.locator(selector).first().isVisible();
    await eventually(async () => {
        for (const gone of ['.side', '.comp', '.toasts', '.rhead .btn']) assert.equal(await seen(gone), false, gone);
        for (const there of ['.rec .left', '.rec .tl', '.rec .right']) assert.ok(await seen(there), there);
    });
    const paint = await visit.page.evaluate(() => getComputedStyle(document.body).color);
    assert.equal(paint, 'rgb(31, 30, 27)');

    await visit.page.emulateMedia({ media: 'screen' });
    await visit.go('contacts');
    await visit.page.emulateMedia({ media: 'print' });
    await visit.page.locator('table.printed').waitFor();
    assert.equal(await visit.page.locator('table.printed tbody tr').count(), 60);
    assert.equal(await seen('.lst'), false);
    visit.quiet();
    await visit.close();
});

test('a name from right to left keeps its brackets and what stands beside it', async () => {
    const name = 'سارا احمدی (تهران)';
    const made = await account.make('contacts', { name, job_title: 'Architect', stage: 'demo', priority: 10 });
    await account.make('notes', { entity_type: 'contact', entity_id: made.id, content: 'سلام (خوب)' });
    const visit = await visitor(server, { account });
    await visit.go('contacts?sort=-priority');
    // Where a character is drawn: the last bracket of the name is its leftmost.
    const across = (locator, text) =>
        locator.evaluate((e, wanted) => {
            const walker = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(wanted);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + 1);
                return range.getBoundingClientRect().left;
            }
            return NaN;
        }, text);
    const cell = visit.page.locator('.lst .who', { hasText: name });
    assert.ok((await across(cell, ')')) < (await across(cell, 'سارا')));
    assert.ok((await across(cell, 'Architect')) > (await across(cell, 'سارا')));
    await visit.go(`contacts/${made.id}`);
    const title = visit.get('heading', name).first();
    assert.ok((await across(title, ')')) < (await across(title, 'سارا')));
    const note = visit.page.locator('.md', { hasText: 'سلام' });
    await eventually(async () =>
        assert.equal(await note.evaluate((e) => getComputedStyle(e).direction), 'rtl'),
    );
    visit.quiet();
    await visit.close();
});

test('reduced motion: nothing moves for longer than the eye sees', async () => {
    const visit = await visitor(server, { account });
    await visit.go('contacts?sort=-priority');
    await visit.press('j', ' ');
    await visit.page.locator('.drawer').waitFor();
    // What appears after a while may be waiting; what it does then takes no time.
    const running = await visit.page.evaluate(() =>
        document
            .getAnimations()
            .filter((a) => Number(a.effect.getComputedTiming().activeDuration) > 20)
            .map((a) => `${a.animationName ?? a.transitionProperty}: ${a.effect.target.className}`),
    );
    assert.deepEqual(running, []);
    await visit.close();
});
