// PostgreSQL servers of a test's own, each in a folder of its own: for what takes more than one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../scripts/with-postgres.sh', import.meta.url));

const running = [];
after(async () => {
    for (const { child } of running) child.stdin.end();
    await Promise.all(running.map(({ ended }) => ended));
});

// A server's address; it ends with the test file.
export async function cluster() {
    const child = spawn(SCRIPT, ['sh', '-c', 'echo "$TEST_POSTGRES"; exec cat'], { stdio: ['pipe', 'pipe', 'inherit'] });
    running.push({ child, ended: once(child, 'close') });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (said += text));
    while (!said.includes('\n')) {
        if (child.exitCode !== null) throw new Error('no PostgreSQL server');
        await sleep(50);
    }
    return said.trim();
}
