// PostgreSQL servers of a test's own, each in a folder of its own: for what takes more than one, or
// one that can be stopped.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { psql } from './harness.mjs';

const SCRIPT = fileURLToPath(new URL('../../scripts/with-postgres.sh', import.meta.url));
const PROGRAMS = '/usr/lib/postgresql';

const running = [];
after(async () => {
    for (const { child } of running) child.stdin.end();
    await Promise.all(running.map(({ ended }) => ended));
});

export class Cluster {
    // It ends with the test file. fsync: 'on' where it is to keep its promises.
    static async start({ fsync = 'off' } = {}) {
        const cluster = new Cluster();
        const env = { ...process.env, FSYNC: fsync };
        const command = ['sh', '-c', 'echo "$TEST_POSTGRES"; exec cat'];
        const child = spawn(SCRIPT, command, { env, stdio: ['pipe', 'pipe', 'inherit'] });
        running.push({ child, ended: once(child, 'close') });
        let said = '';
        child.stdout.setEncoding('utf8').on('data', (text) => (said += text));
        while (!said.includes('\n')) {
            assert.equal(child.exitCode, null, 'no PostgreSQL server');
            await sleep(50);
        }
        cluster.url = said.trim();
        cluster.dir = new URL(cluster.url.replace('postgres://', 'http://x')).searchParams.get('host');
        cluster.n = 0;
        return cluster;
    }

    // A database that nobody else uses: its address.
    database() {
        const name = `kith_${this.n++}`;
        psql(this.url, `CREATE DATABASE ${name}`);
        return this.url.replace('/postgres?', `/${name}?`);
    }

    async control(...args) {
        const version = readdirSync(PROGRAMS).sort((a, b) => a - b).at(-1);
        const command = [`${PROGRAMS}/${version}/bin/pg_ctl`, '-D', `${this.dir}/data`, '-w', '-l', `${this.dir}/log`, ...args];
        const as = process.getuid() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];
        const [program, ...rest] = [...as, ...command];
        await promisify(execFile)(program, rest);
    }

    // mode: "fast", or "immediate" as when the power goes.
    restart(mode) {
        return this.control('-m', mode, 'restart');
    }

    stop(mode) {
        return this.control('-m', mode, 'stop');
    }

    // After stop(), with the options it had.
    again() {
        return this.control('restart');
    }
}
