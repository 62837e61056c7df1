// Pictures of each screen, for the README and the guide: screenshots.mjs FOLDER. A demo workspace with
// the same seed each time; what is shown depends on the day only.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { demoServer, PHONE, stranger, visitor, start } from './harness.mjs';

const to = process.argv[2];
mkdirSync(to, { recursive: true });

// name: [place, what to do there]
const screens = {
    today: ['today'],
    contacts: ['contacts?sort=-priority'],
    companies: ['companies'],
    tasks: ['tasks'],
    activities: ['activities'],
    board: ['board'],
    history: ['history'],
    tags: ['tags'],
    trash: ['trash'],
    settings: ['settings/keys'],
    members: ['settings/members'],
    api: ['api'],
};

async function picture(visit, name) {
    await visit.page.waitForTimeout(300); // what fades in has done so
    await visit.page.screenshot({ path: join(to, `${name}.png`) });
    console.log(`${name}.png`);
}

test('screenshots', async () => {
    const [server, account] = await demoServer(1000);
    const [contact] = await account.list('contacts', { sort: '-priority', limit: 1 });
    for (const theme of ['light', 'dark']) {
        const suffix = theme === 'light' ? '' : '-dark';
        const visit = await visitor(server, { account, theme });
        for (const [name, [place]] of Object.entries(screens)) {
            if (theme === 'dark' && !['today', 'contacts', 'board'].includes(name)) continue;
            await visit.go(place);
            await picture(visit, name + suffix);
        }
        await visit.go(`contacts/${contact.id}`);
        await picture(visit, `contact${suffix}`);
        if (theme === 'light') {
            await visit.go(`contacts?sort=-priority&peek=contact:${contact.id}`);
            await picture(visit, 'peek');
            await visit.go('contacts');
            await visit.press('Control+k');
            await visit.page.keyboard.type('an');
            await picture(visit, 'search');
            await visit.press('Escape', '?');
            await picture(visit, 'keys');
        }
        await visit.close();
    }
    const phone = await visitor(server, { account, viewport: PHONE });
    for (const [name, place] of Object.entries({
        'phone-today': 'today',
        'phone-contacts': 'contacts?sort=-priority',
        'phone-contact': `contacts/${contact.id}`,
    })) {
        await phone.go(place);
        await picture(phone, name);
    }
    await phone.close();

    const visit = await stranger(server);
    await visit.go('/login');
    await picture(visit, 'sign-in');
    await visit.close();
    const first = await stranger(await start());
    await first.go('/');
    await picture(first, 'first-run');
    await first.close();
});
