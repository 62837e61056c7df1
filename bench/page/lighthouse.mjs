// Lighthouse, desktop preset, on sign-in, contacts and board: `make bench-page`. Goals: performance at
// least 95, accessibility 100, best practices at least 95. Prints a table; --json prints the scores.
import { createServer } from 'node:net';
import lighthouse, { desktopConfig } from 'lighthouse';
import { cleanUp, openChromium, signIn, startKith } from './lib.mjs';

const goals = { performance: 95, accessibility: 100, 'best-practices': 95 };

async function freePort() {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address();
    await new Promise((resolve) => server.close(resolve));
    return port;
}

const kith = await startKith(Number(process.env.CONTACTS ?? 1000));
const port = await freePort();
const context = await openChromium({ args: [`--remote-debugging-port=${port}`] });
const rows = [];
try {
    const measure = async (name, address) => {
        const { lhr } = await lighthouse(
            address,
            {
                port,
                output: 'json',
                logLevel: 'error',
                onlyCategories: Object.keys(goals),
                disableStorageReset: true,
            },
            desktopConfig,
        );
        const scores = Object.entries(lhr.categories).map(([id, c]) => [id, Math.round(c.score * 100)]);
        const low = Object.values(lhr.audits)
            .filter((a) => a.score !== null && a.score < 0.9 && a.scoreDisplayMode !== 'informative')
            .map((a) => a.id);
        rows.push({ page: name, ...Object.fromEntries(scores), low });
    };
    await measure('sign-in', `${kith.url}/login`);
    const place = await signIn(context, kith.url);
    await measure('contacts', place('contacts'));
    await measure('board', place('board'));
} finally {
    await context.close();
    kith.stop();
    cleanUp();
}
if (process.argv.includes('--json')) console.log(JSON.stringify(rows));
else
    for (const row of rows) {
        const scores = Object.entries(goals).map(
            ([id, goal]) => `${id} ${row[id]} (goal ${goal}${row[id] < goal ? ', NOT met' : ''})`,
        );
        console.log(`${row.page.padEnd(10)} ${scores.join('  ')}`);
        if (row.low.length) console.log(`${' '.repeat(11)}below 0.9: ${row.low.join(', ')}`);
    }
