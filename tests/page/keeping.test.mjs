// What keeps order: tags renamed and merged, the trash, the history with undo, its conflicts and redo.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { eventually, start, visitor } from './harness.mjs';

let server;
before(async () => {
    server = await start();
});

const someone = () => server.user({ time_zone: 'Europe/Berlin', name: 'Ann Example' });
const tagNames = async (ann) => (await ann.list('tags', { sort: 'name' })).map((t) => t.name);

test('a tag is renamed, given a colour, merged by its new name, and taken apart again', async () => {
    const ann = await someone();
    await ann.make('contacts', { name: 'Ada', tags: ['vip'] });
    await ann.make('contacts', { name: 'Bela', tags: ['press', 'friend'] });
    const visit = await visitor(server, { account: ann });
    await visit.go('tags');
    const row = (name) => visit.get('row').filter({ has: visit.get('button', name) });
    const rename = async (from, to) => {
        await row(from).getByRole('button', { name: from, exact: true }).press('Enter');
        await visit.focused(visit.get('textbox', 'Rename'));
        await visit.press('Control+a');
        await visit.type(to);
    };
    await rename('vip', 'inner circle');
    await visit.press('Enter');
    await visit.told('vip is called inner circle now');
    assert.deepEqual(await tagNames(ann), ['friend', 'inner circle', 'press']);

    await visit.get('button', 'Colour of press').press('Enter');
    await visit.get('button', 'Colour 3').press('Enter');
    await visit.told('press has another colour');
    await eventually(async () => assert.ok((await ann.list('tags')).find((t) => t.name === 'press').color));

    await rename('press', 'friend');
    await visit.page.getByText('Enter merges it into friend; 1 record changes its tag.').waitFor();
    await visit.press('Enter');
    await visit.told('press merged into friend');
    assert.deepEqual(await tagNames(ann), ['friend', 'inner circle']);
    await visit.press('z');
    await visit.told(/^Taken back: press merged into friend/);
    await eventually(async () => assert.deepEqual(await tagNames(ann), ['friend', 'inner circle', 'press']));
    await row('press').first().waitFor();
    visit.quiet();
    await visit.close();
});

test('the trash gives back, and deletes for good only when asked twice', async () => {
    const ann = await someone();
    for (const name of ['Ada', 'Bela', 'Carla']) {
        const made = await ann.make('contacts', { name });
        await ann.del(`/contacts/${made.id}`).expect(200);
    }
    const visit = await visitor(server, { account: ann, theme: 'dark' });
    await visit.go('trash');
    await visit.get('button', 'Restore Bela').press('Enter');
    await visit.told('Bela is back');
    assert.deepEqual(await ann.names('contacts'), ['Bela']);
    await visit.get('button', 'Delete Ada for good').press('Enter');
    const ask = visit.get('alertdialog').or(visit.get('dialog'));
    await ask.getByText('Delete 1 record for good?').waitFor();
    await visit.press('Escape');
    await eventually(async () => assert.equal(await ask.count(), 0));
    await visit.get('button', 'Empty the trash').press('Enter');
    await ask.getByText('Empty the trash of 2 records?').waitFor();
    await ask.getByRole('button', { name: 'Empty the trash' }).press('Enter');
    await visit.page.getByText('The trash is empty').waitFor();
    assert.deepEqual(await ann.names('contacts', { trashed: 'any' }), ['Bela']);
    visit.quiet();
    await visit.close();
});

test('the history takes a change set back, says what stands in the way, and does it again', async () => {
    const ann = await someone();
    const ada = await ann.make('contacts', { name: 'Ada', location: 'London' });
    await ann.patch(`/contacts/${ada.id}`, { location: 'Paris' }).expect(200);
    const where = async () => (await ann.read('contacts', ada.id)).location;
    const visit = await visitor(server, { account: ann });
    await visit.go('history');
    await visit.press('j', 'Enter');
    const side = visit.get('region', 'Change');
    await side.getByText('London').waitFor();
    await side.getByText('Paris').waitFor();
    await visit.press('u');
    await eventually(async () => assert.equal(await where(), 'London'));
    await side.getByRole('button', { name: /^Redo/ }).waitFor();
    await side.getByRole('button', { name: /^Redo/ }).press('Enter');
    await eventually(async () => assert.equal(await where(), 'Paris'));

    // Changed since: it is told which field stands in the way, and nothing is overwritten.
    const [set] = (await ann.get('/changes', { limit: 1 }).expect(200)).data;
    await ann.patch(`/contacts/${ada.id}`, { location: 'Rome' }).expect(200);
    await visit.go(`history/${set.id}`);
    await side.getByRole('button', { name: /^(Undo|Redo)/ }).first().press('Enter');
    const alert = side.getByRole('alert');
    await alert.waitFor();
    assert.match(await alert.innerText(), /Location of Ada.*Paris.*Rome/s);
    assert.equal(await where(), 'Rome');
    visit.quiet();
    await visit.close();
});
