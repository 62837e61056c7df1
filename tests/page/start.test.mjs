// How the page starts: its first answers are asked for at once and once, whoever may not is sent away.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { start, stranger, visitor } from './harness.mjs';

let server;
before(async () => {
    server = await start();
});

async function someone() {
    const ann = await server.user({ time_zone: 'Europe/Berlin', name: 'Ann Example' });
    const ada = await ann.make('contacts', { name: 'Ada', stage: 'demo', tags: ['vip'] });
    return { ann, ada };
}

test('what a screen begins with is asked for once, before its code is here', async () => {
    const { ann, ada } = await someone();
    const visit = await visitor(server, { account: ann });
    // Live events ask again for what may have changed meanwhile; that is another matter.
    await visit.page.route('**/api/crm/events/stream*', (route) => route.abort());
    for (const [place, begins] of [
        ['contacts', '/api/crm/contacts?limit=200'],
        ['companies', '/api/crm/companies?limit=200'],
        ['board', '/api/crm/pipeline?entity=contact&limit=30'],
        ['today', '/api/crm/followups?limit=100'],
        [`contacts/${ada.id}`, `/api/crm/contacts/${ada.id}`],
    ]) {
        const asked = [];
        const note = (request) => {
            const { pathname, search } = new URL(request.url());
            if (pathname.startsWith('/api/') || pathname.includes('/base-')) asked.push(pathname + search);
        };
        visit.page.on('request', note);
        await visit.go(place);
        await visit.page.getByRole('main').getByRole('heading').first().waitFor();
        visit.page.off('request', note);
        const first = ['/api/auth/me', '/api/crm/meta', '/api/crm/preferences', '/api/crm/views', begins];
        for (const path of first) assert.equal(asked.filter((a) => a === path).length, 1, `${place}: ${asked}`);
    }
    visit.quiet();
    await visit.close();
});

test('a session that is over leads to the sign-in, and from there to where one wanted to go', async () => {
    const { ann } = await someone();
    const visit = await visitor(server, { account: ann });
    await visit.context.clearCookies();
    await visit.page.goto(`${server.url}/w/${ann.workspace.id}/contacts?sort=name`);
    await visit.get('button', 'Sign in').waitFor();
    const at = new URL(visit.page.url());
    assert.equal(at.pathname, '/login');
    assert.equal(at.searchParams.get('next'), `/w/${ann.workspace.id}/contacts?sort=name`);
    visit.quiet();
    await visit.close();
});

test("another's workspace is none of theirs: they come to their own", async () => {
    const [{ ann }, { ann: ben }] = [await someone(), await someone()];
    const visit = await visitor(server, { account: ann });
    await visit.page.goto(`${server.url}/w/${ben.workspace.id}/contacts`);
    await visit.page.waitForURL(`**/w/${ann.workspace.id}/today`);
    await visit.settled();
    visit.quiet();
    await visit.close();
});

test('until the page is here its frame stands, and nothing of it is left', async () => {
    const { ann } = await someone();
    const visit = await visitor(server, { account: ann, serviceWorkers: 'block' });
    const frame = visit.page.locator('.boot');
    let go;
    const held = new Promise((resolve) => (go = resolve));
    await visit.page.route('**/assets/base-*.js', async (route) => {
        await held;
        await route.continue();
    });
    await visit.page.goto(`${server.url}/w/${ann.workspace.id}/contacts`, { waitUntil: 'commit' });
    await frame.waitFor();
    go();
    await visit.settled();
    await frame.waitFor({ state: 'hidden' });
    visit.quiet();
    await visit.close();
    const nobody = await stranger(server);
    await nobody.page.goto(`${server.url}/login`);
    await nobody.get('button', 'Sign in').waitFor();
    assert.equal(await nobody.page.locator('.boot').isVisible(), false);
    await nobody.close();
});
