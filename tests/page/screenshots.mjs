// Pictures of each screen, for the README and the guide: screenshots.mjs FOLDER. A demo workspace with
// the same seed each time; what is shown depends on the day only.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { colleague, demoServer, PHONE, start, stranger, visitor } from './harness.mjs';

const to = process.argv[2];
mkdirSync(to, { recursive: true });

async function picture(visit, name) {
    await visit.settled();
    await visit.page.evaluate(() => document.fonts.ready);
    await visit.page.waitForTimeout(400); // what fades in has done so
    await visit.page.screenshot({ path: join(to, `${name}.png`) });
    console.log(`${name}.png`);
}

// name: the place, and what to do there.
const wide = (contact) => ({
    today: ['today'],
    'quick-entry': [
        'today',
        async (v) => {
            await v.press('q');
            await v.type(`${contact.name} called about the trip, next friday`);
            await v.get('button', /^Next step: Next/).waitFor();
        },
    ],
    contacts: ['contacts?sort=-priority'],
    selected: [
        'contacts?sort=-priority',
        async (v) => {
            await v.press('j', 'x');
            await v.get('toolbar', 'Those selected').getByText('1 selected').waitFor();
            await v.press('j', 'j', 'j', 'Shift+X');
            await v.get('toolbar', 'Those selected').getByText('4 selected').waitFor();
        },
    ],
    columns: [
        'contacts?sort=-priority',
        async (v) => {
            await v.get('button', /^Columns/).click();
            await v.get('checkbox', 'Location').waitFor();
        },
    ],
    peek: [`contacts?sort=-priority&peek=contact:${contact.id}`],
    contact: [`contacts/${contact.id}`],
    composer: [
        `contacts/${contact.id}`,
        async (v) => {
            await v.get('tab', 'Call').click();
            await v.get('textbox', 'Call').fill('Wants to see the boat before **spring**. Brother will come along.');
            await v.page.getByLabel('What comes next?').fill('Send the photos');
        },
    ],
    companies: ['companies'],
    tasks: ['tasks'],
    activities: ['activities'],
    board: ['board?entity=contacts'],
    search: [
        'contacts?sort=-priority',
        async (v) => {
            await v.press('Control+k');
            await v.get('combobox').fill(contact.name.slice(0, 3));
            await v.get('option', new RegExp(contact.name)).first().waitFor();
        },
    ],
    keys: [
        'today',
        async (v) => {
            await v.press('?');
            await v.get('dialog', 'Keyboard shortcuts').waitFor();
        },
    ],
    history: [
        'history',
        async (v) => {
            await v.press('j', 'Enter');
            await v.get('region', 'Change').waitFor();
        },
    ],
    tags: ['tags'],
    trash: ['trash'],
    settings: ['settings/keys'],
    members: ['settings/members'],
    api: ['api'],
});
const dark = ['today', 'contacts', 'contact', 'board'];

// Something to look at where a fresh workspace has nothing: trash, history, a key.
async function prepare(account) {
    const rows = await account.list('contacts', { limit: 6, sort: 'priority' });
    for (const row of rows.slice(0, 4)) await account.del(`/contacts/${row.id}`).expect(200);
    await account.patch(`/contacts/${rows[5].id}`, { location: 'Lisbon', priority: 8 }).expect(200);
    await account.post('/api/keys', { description: 'Website form', scopes: ['write:contacts'] }).expect(201);
    await account.post('/api/keys', { description: 'Reports', scopes: ['read:*'] }).expect(201);
}

test('screenshots', async () => {
    const [server, account] = await demoServer(1000);
    await prepare(account);
    // Somebody whose name everybody reads, with much to show.
    const likely = await account.list('contacts', { sort: '-priority', limit: 50, 'company_id[empty]': false });
    const { id } = likely.find((c) => /^[\p{Script=Latin} -]+$/u.test(c.name) && c.stage) ?? likely[0];
    const contact = await account.patch(`/contacts/${id}`, { location: 'Hamburg' }).expect(200);
    for (const theme of ['light', 'dark']) {
        const visit = await visitor(server, { account, theme });
        for (const [name, [place, act]] of Object.entries(wide(contact))) {
            if (theme === 'dark' && !dark.includes(name)) continue;
            await visit.go(place);
            await act?.(visit);
            await picture(visit, theme === 'dark' ? `${name}-dark` : name);
        }
        await visit.close();
    }

    const phone = await visitor(server, { account, viewport: PHONE });
    for (const [name, place] of Object.entries({
        'phone-today': 'today',
        'phone-contacts': 'contacts?sort=-priority',
        'phone-contact': `contacts/${contact.id}`,
        'phone-board': 'board?entity=contacts',
    })) {
        await phone.go(place);
        await picture(phone, name);
    }
    await phone.close();

    // Two change the same field.
    const ben = await colleague(server, account, 'admin', 'Ben Okafor');
    const visit = await visitor(server, { account });
    await visit.page.route('**/events/stream*', (route) => route.abort());
    await visit.go(`contacts/${contact.id}`);
    await visit.get('button', /^Edit Location:/).click();
    await visit.page.getByLabel('Edit Location', { exact: true }).fill('Porto');
    await ben.patch(`/contacts/${contact.id}`, { location: 'Lisbon' }).expect(200);
    await visit.press('Enter');
    await visit.get('alertdialog').waitFor();
    await picture(visit, 'conflict');
    await visit.close();

    const out = await stranger(server);
    await out.go('/login');
    await picture(out, 'sign-in');
    await out.close();
    const first = await stranger(await start());
    await first.go('/');
    await first.page.waitForURL(/\/setup$/);
    await picture(first, 'first-run');
    await first.close();
});
