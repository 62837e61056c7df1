// Settings: a key shown once, somebody invited, a session ended, the look.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { eventually, PHONE, start, stranger, visitor } from './harness.mjs';

let server;
before(async () => {
    server = await start();
});

const someone = () => server.user({ time_zone: 'Europe/Berlin', name: 'Ann Example' });

test('an API key is shown once, opens what it may, and ends', async () => {
    const ann = await someone();
    await ann.make('contacts', { name: 'Ada' });
    const visit = await visitor(server, { account: ann });
    await visit.go('settings/keys');
    await visit.press('n');
    await visit.focused(visit.page.getByLabel('What is it for'));
    await visit.type('The website');
    await visit.press('Enter');
    await visit.page.getByText('Choose at least one thing it may do.').waitFor();
    await visit.get('checkbox', 'read:contacts').focus();
    await visit.press('Space');
    await visit.get('button', 'Make the key').press('Enter');
    const once = visit.get('status').filter({ hasText: 'The website' });
    await once.waitFor();
    const key = await once.locator('code').innerText();
    const asked = (path, method = 'GET') =>
        fetch(`${server.url}/api/crm/${path}`, { method, headers: { authorization: `Bearer ${key}` } });
    assert.equal((await asked('contacts')).status, 200);
    assert.equal((await asked('tasks')).status, 403);
    await visit.page.reload();
    await visit.settled();
    assert.equal(await visit.page.getByText(key).count(), 0, 'shown once');
    await visit.get('button', 'More for The website').press('Enter');
    await visit.get('menuitem', 'End the key').press('Enter');
    await visit.get('alertdialog').or(visit.get('dialog')).getByRole('button', { name: 'End the key' }).press('Enter');
    await visit.told('“The website” works no more');
    assert.equal((await asked('contacts')).status, 401);
    visit.quiet();
    await visit.close();
});

test('a member is invited by a link and joins in another browser', async () => {
    const ann = await someone();
    const visit = await visitor(server, { account: ann, theme: 'dark' });
    await visit.go('settings/members');
    await visit.get('button', 'Invite').press('Enter');
    const email = `cleo-${Date.now().toString(36)}@example.com`;
    await visit.focused(visit.page.getByLabel('Email', { exact: true }));
    await visit.type(email);
    await visit.press('Enter');
    const link = await visit.page.locator('code', { hasText: '/invite/' }).innerText();

    const cleo = await stranger(server, { viewport: PHONE });
    await cleo.go(new URL(link).pathname + new URL(link).hash);
    await cleo.page.getByLabel('Your name').fill('Cleo Newcomer');
    await cleo.page.getByLabel('Email', { exact: true }).fill(email);
    await cleo.page.getByLabel('Password', { exact: true }).fill('a very long password');
    await cleo.get('button', 'Join the workspace').tap();
    await cleo.page.waitForURL(new RegExp(`/w/${ann.workspace.id}/today$`));
    await visit.go('settings/members');
    await visit.page.getByText('Cleo Newcomer').first().waitFor();
    visit.quiet();
    cleo.quiet();
    await cleo.close();
    await visit.close();
});

test('a session elsewhere is ended, and is out', async () => {
    const ann = await someone();
    const here = await visitor(server, { account: ann });
    const there = await visitor(server, { account: ann, viewport: PHONE });
    await here.go('settings/sessions');
    await here.get('button', 'End all others').press('Enter');
    await here.told('All other sessions are over');
    await there.go('contacts');
    assert.match(there.page.url(), /\/login/);
    await here.follow('contacts');
    await here.get('heading', 'Contacts').waitFor();
    here.quiet();
    await there.close();
    await here.close();
});

test('the theme is chosen and stays, on every device', async () => {
    const ann = await someone();
    const visit = await visitor(server, { account: ann });
    const scheme = (v) => v.page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
    await visit.go('settings/appearance');
    await visit.get('radio', 'Dark').focus();
    await visit.press('Space');
    await eventually(async () => assert.equal(await scheme(visit), 'dark'));
    await visit.page.reload();
    await visit.settled();
    await eventually(async () => assert.equal(await scheme(visit), 'dark'));
    const phone = await visitor(server, { account: ann, viewport: PHONE });
    await eventually(async () => assert.equal(await scheme(phone), 'dark'));
    visit.quiet();
    await phone.close();
    await visit.close();
});

test('backup and audit log are files also when the workspace that was signed in to is gone', async () => {
    const ann = await someone();
    const other = (await ann.post('/api/workspaces', { name: 'Second' }).expect(201)).id;
    const visit = await visitor(server, { account: ann });
    const body = { name: ann.workspace.name };
    await ann.call('DELETE', `/api/workspaces/${ann.workspace.id}`, { body }).expect(204);
    for (const page of ['backup', 'audit']) {
        await visit.go(`/w/${other}/settings/${page}`);
        const href = await visit.get('link', /Download/).getAttribute('href');
        const answer = await visit.page.evaluate((to) => fetch(to).then((r) => r.status), href);
        assert.equal(answer, 200, page);
    }
    await visit.close();
});
