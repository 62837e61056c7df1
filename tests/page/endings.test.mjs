// Ways out: the trash emptied and given back, a workspace handed on, left and deleted, a dead job run
// again, the backup; and what changed, in words.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { plant, whileDown } from '../api/queue.mjs';
import { start, visitor } from './harness.mjs';

let server;
before(async () => {
    server = await start();
});

const someone = (name = 'Ann Example') => server.user({ time_zone: 'Europe/Berlin', name });

async function join(owner, role) {
    const ben = await someone('Ben Colleague');
    const path = `/api/workspaces/${owner.workspace.id}/invitations`;
    const { token } = await owner.post(path, { email: ben.user.email, role }).expect(201);
    await ben.post('/api/invitations/accept', { token }).expect(200);
    return ben;
}

const trashed = async (who, plural) => (await who.get(`/${plural}`, { trashed: true, count: true }).expect(200)).total;

async function fillTrash(ann, n) {
    const all = await Promise.all(Array.from({ length: n }, (_, i) => ann.make('contacts', { name: `Contact ${i}` })));
    await ann.post('/contacts/bulk', { ids: all.map((c) => c.id), action: 'trash' }).expect(200);
    return all;
}

test('many are restored at once, and the rest of the trash is emptied by its number', async () => {
    const ann = await someone();
    await fillTrash(ann, 5);
    const task = await ann.make('tasks', { title: 'Old' });
    await ann.del(`/tasks/${task.id}`);
    const visit = await visitor(server, { account: ann });
    const { page } = visit;
    await visit.go('trash');
    await page.getByRole('checkbox', { name: 'Choose Contact 1' }).click();
    await page.getByRole('checkbox', { name: 'Choose Contact 3' }).click();
    await page.getByRole('toolbar', { name: '2 chosen' }).getByRole('button', { name: 'Restore' }).click();
    await page.getByText('2 records are back').first().waitFor();
    assert.equal(await trashed(ann, 'contacts'), 3);

    await page.getByRole('button', { name: 'Empty the trash' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Empty the trash of 4 records?' });
    await dialog.getByText('3 contacts and 1 task.').waitFor();
    await dialog.getByRole('button', { name: 'Empty the trash' }).click();
    await page.getByText('The trash is empty').waitFor();
    assert.equal((await trashed(ann, 'contacts')) + (await trashed(ann, 'tasks')), 0);
    visit.quiet();
});

test('a workspace is handed on, left and deleted, each after asking', async () => {
    const ann = await someone();
    const ben = await join(ann, 'member');
    const other = await ben.post('/api/workspaces', { name: 'Other' }).expect(201);
    const visit = await visitor(server, { account: ann });
    const { page } = visit;
    await visit.go('settings/general');
    await page.getByRole('button', { name: 'Hand it on' }).click();
    const hand = page.getByRole('alertdialog');
    await hand.getByRole('combobox').click();
    await page.getByRole('option', { name: 'Ben Colleague' }).click();
    await hand.getByRole('button', { name: 'Hand it on' }).click();
    await hand.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Delete the workspace' }).waitFor({ state: 'detached' });

    await visit.go('settings/workspaces');
    await page.getByRole('button', { name: `Leave ${ann.workspace.name}` }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click();
    await page.waitForURL((url) => url.pathname === '/login');
    await page.getByLabel('Email').waitFor();
    visit.quiet();

    // Ben deletes it, then his own, which his session was made for: he is in the third then.
    const owner = await visitor(server, { account: ben });
    for (const [gone, next] of [
        [ann.workspace, ben.workspace],
        [ben.workspace, other],
    ]) {
        await owner.go(`/w/${gone.id}/settings/general`);
        await owner.page.getByRole('button', { name: 'Delete the workspace' }).click();
        const erase = owner.page.getByRole('alertdialog');
        const sure = erase.getByRole('button', { name: 'Delete the workspace' });
        assert.ok(await sure.isDisabled(), 'its name has to be typed');
        await erase.getByRole('textbox').fill(gone.name);
        await sure.click();
        await owner.page.waitForURL((url) => url.pathname === `/w/${next.id}/today`);
        await owner.page.getByRole('heading', { level: 1 }).first().waitFor();
        owner.quiet();
    }
});

test('what failed for good is run again, and the backup is a database', async () => {
    const ann = await someone();
    await whileDown(server, () => plant(server, `ws_${ann.workspace.id}`, 'of.no.kind'));
    const visit = await visitor(server, { account: ann });
    await visit.go('settings/jobs');
    await visit.page.getByRole('button', { name: 'Run again' }).click();
    await visit.page.getByRole('region', { name: 'Messages' }).getByText(/again/).waitFor();

    await visit.go('settings/backup');
    const arriving = visit.page.waitForEvent('download');
    await visit.page.getByRole('link', { name: /Download/ }).click();
    const file = readFileSync(await (await arriving).path());
    assert.equal(file.subarray(0, 15).toString(), 'SQLite format 3');
    visit.quiet();
});

test('the history asks once a page, and says what each change did', async () => {
    const ann = await someone();
    const ada = await ann.make('contacts', { name: 'Ada Byron' });
    await ann.patch(`/contacts/${ada.id}`, { stage: 'demo' }).expect(200);
    await fillTrash(ann, 3);
    const visit = await visitor(server, { account: ann });
    const asked = [];
    visit.page.on('request', (r) => {
        if (r.url().includes('/api/crm/changes')) asked.push(r.url());
    });
    await visit.go('history');
    const list = visit.page.getByRole('list', { name: 'History' });
    await list.getByText('3 contacts moved to the trash').waitFor();
    await list.getByText('Ada Byron moved to another stage').waitFor();
    await list.getByText('Ada Byron added').waitFor();
    // Once more when live events begin, in case something came in between; never for each set.
    assert.equal(new Set(asked).size, 1, asked.join('\n'));
    assert.ok(asked.length <= 2, asked.join('\n'));

    await visit.page.getByRole('combobox', { name: 'Who' }).click();
    await visit.page.getByRole('option', { name: 'API keys' }).click();
    await visit.page.getByText('No change like that').waitFor();
    await visit.page.getByRole('button', { name: 'Show all' }).click();
    await list.getByText('Ada Byron added').waitFor();
    visit.quiet();
});
