// Every screen, in both themes, wide and on a phone: axe finds nothing serious, nothing sticks out of
// the window sideways, nothing is logged or thrown, the page asks no other host.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { demoServer, PHONE, start, stranger, visitor, WIDE } from './harness.mjs';

const MIDDLE = { width: 1024, height: 768 };
const looks = [
    { viewport: WIDE, theme: 'light' },
    { viewport: WIDE, theme: 'dark' },
    { viewport: MIDDLE, theme: 'light' },
    { viewport: PHONE, theme: 'light' },
    { viewport: PHONE, theme: 'dark' },
];
const named = ({ viewport, theme }) => `${viewport.width} px, ${theme}`;

let server;
let account;
const places = [
    'today',
    'contacts',
    'companies',
    'websites',
    'activities',
    'tasks',
    'notes',
    'board',
    'history',
    'tags',
    'trash',
    'api',
    'nowhere',
    ...['profile', 'password', 'two-factor', 'sessions', 'keys', 'appearance'].map((p) => `settings/${p}`),
    ...['general', 'workspaces', 'members', 'audit', 'backup', 'jobs', 'about'].map((p) => `settings/${p}`),
];

before(async () => {
    [server, account] = await demoServer(120);
    const [contact] = await account.list('contacts', { sort: '-priority', limit: 1 });
    const [company] = await account.list('companies', { limit: 1 });
    const [task] = await account.list('tasks', { limit: 1 });
    places.push(`contacts/${contact.id}`, `companies/${company.id}`, `tasks/${task.id}`);
    places.push(`contacts?peek=contact:${contact.id}`);
});

for (const look of looks)
    test(`each screen at ${named(look)}`, async () => {
        const visit = await visitor(server, { account, ...look });
        const faults = [];
        for (const place of places)
            try {
                await visit.follow(place);
                await visit.soundPage(place);
            } catch (e) {
                faults.push(e.message);
            }
        assert.deepEqual(faults, []);
        await visit.close();
    });

for (const look of looks)
    test(`before signing in at ${named(look)}`, async () => {
        const visit = await stranger(server, look);
        for (const address of ['/login', '/reset', '/reset/a-token', '/invite/a-code']) {
            await visit.go(address);
            await visit.soundPage(address);
        }
        await visit.close();
    });

test('the first run', async () => {
    const empty = await start();
    for (const look of looks) {
        const visit = await stranger(empty, look);
        await visit.go('/');
        await visit.page.waitForURL(/\/setup$/); // nobody is there yet
        await visit.soundPage('first run');
        await visit.close();
    }
});
