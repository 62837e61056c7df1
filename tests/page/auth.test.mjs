// Getting in: the first run, signing in and what is refused, the second factor, all by keys alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { code } from '../api/lib/totp.mjs';
import { PHONE, start, stranger, visitor } from './harness.mjs';

// Types a text into the field of that label, which has to take the focus by itself or by tab.
async function fill(visit, label, text) {
    await visit.page.getByLabel(label, { exact: true }).focus();
    await visit.page.keyboard.type(text);
}

async function signIn(visit, { email, password }) {
    await visit.go('/login');
    await fill(visit, 'Email', email);
    await fill(visit, 'Password', password);
    await visit.press('Enter');
}

const heading = (visit) => visit.page.getByRole('heading', { level: 1 });

for (const viewport of [undefined, PHONE])
    test(`first run${viewport ? ' on a phone' : ''}: one page, then Today, with something to look at`, async () => {
        const visit = await stranger(await start(), viewport && { viewport });
        await visit.go('/');
        await fill(visit, 'Your name', 'Mara Lindqvist');
        await fill(visit, 'Email', 'mara@harbour.example');
        await fill(visit, 'Password', 'short');
        await visit.press('Enter');
        await visit.page.getByText(/at least 8 characters/i).first().waitFor();
        await fill(visit, 'Password', ' but longer now');
        await fill(visit, 'Workspace', 'Harbour Studio');
        await visit.press('Enter');
        await visit.page.waitForURL(/\/today$/);
        const workspace = visit.page.url().match(/\/w\/(\d+)\//)[1];
        const answer = await visit.context.request.get(`${visit.server.url}/api/crm/contacts?count=true`, {
            headers: { 'X-Workspace': workspace },
        });
        const { total } = await answer.json();
        assert.ok(total >= 20, 'the sample records are there');
        if (!viewport) await visit.page.getByRole('button', { name: /Harbour Studio/ }).waitFor();
        visit.quiet();
        await visit.close();
    });

test('signing in: what is wrong is said; what is right leads to where one wanted to go', async () => {
    const server = await start();
    const ann = await server.user({ name: 'Ann' });
    const visit = await stranger(server);
    await visit.go(`/w/${ann.workspace.id}/tags`);
    assert.match(visit.page.url(), /\/login\?next=/);
    await fill(visit, 'Email', ann.account.email);
    await fill(visit, 'Password', 'not the password');
    await visit.press('Enter');
    await visit.page.getByRole('alert').first().waitFor();
    assert.match(visit.page.url(), /\/login/);
    await visit.page.getByLabel('Password', { exact: true }).fill(ann.account.password);
    await visit.press('Enter');
    await visit.page.waitForURL(/\/tags$/);
    visit.quiet();
    await visit.close();
});

test('a second factor is asked for, and a wrong code is no way in', async () => {
    const server = await start();
    const ann = await server.user();
    const { secret } = await ann.post('/api/auth/totp').expect(200);
    await ann.post('/api/auth/totp/enable', { code: code(secret) }).expect(200);
    const visit = await stranger(server);
    await signIn(visit, ann.account);
    await heading(visit).filter({ hasText: 'One more step' }).waitFor();
    await fill(visit, 'Code of six digits', '000000');
    await visit.press('Enter');
    await visit.page.locator('input[aria-invalid="true"]').waitFor();
    // A code is good once: the one that switched it on is used up.
    await visit.page.getByLabel('Code of six digits').fill(code(secret, 1));
    await visit.press('Enter');
    await visit.page.waitForURL(/\/today$/);
    await visit.close();
});

test('signing out ends it: going back shows nothing', async () => {
    const server = await start();
    const visit = await visitor(server);
    await visit.page.getByRole('button', { name: /^Your account/ }).click();
    await visit.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await visit.page.waitForURL(/\/login$/);
    await visit.go('contacts');
    assert.match(visit.page.url(), /\/login\?next=/);
    visit.quiet();
    await visit.close();
});
