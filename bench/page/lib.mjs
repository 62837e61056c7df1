// A server with demo data and a Chromium that is signed in there, for what is measured of the page.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const bin = process.env.KITH_BIN ?? join(import.meta.dirname ?? '.', '../../build/kith');
// The server's own environment: what names its settings is none of ours.
const { KITH_BIN: _bin, ...around } = process.env;
export const work = mkdtempSync(join(tmpdir(), 'kith-page-bench-'));

// DATA: a folder that `kith demo` filled before.
export async function startKith(contacts) {
    const data = process.env.DATA ?? join(work, 'data');
    if (!existsSync(data)) {
        console.error(`page bench: filling ${contacts} contacts`);
        execFileSync(bin, ['demo', '--contacts', String(contacts), '--data', data], { env: around });
    }
    const child = spawn(bin, ['serve', '--listen', '127.0.0.1:0', '--data', data], {
        env: { ...around, KITH_RATE_LIMIT: '0' },
        stdio: ['ignore', 'pipe', 'inherit'],
    });
    const url = await new Promise((resolve, reject) => {
        let said = '';
        child.stdout.on('data', (s) => {
            said += s;
            const m = /listening on (http:\S+)/.exec(said);
            if (m) resolve(m[1]);
        });
        child.on('exit', () => reject(new Error(`the server ended: ${said}`)));
    });
    return { url, stop: () => child.kill('SIGTERM') };
}

export const flags = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
];

export async function openChromium(options = {}) {
    return chromium.launchPersistentContext(join(work, 'profile'), {
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: [...flags, ...(options.args ?? [])],
        viewport: { width: 1440, height: 900 },
    });
}

// Signs the demo user in and tells the address of a workspace's places.
export async function signIn(context, url) {
    const answer = await context.request.post(`${url}/api/auth/login`, {
        data: { email: 'demo@example.com', password: 'demo-demo' },
    });
    const { workspace } = await answer.json();
    return (place) => `${url}/w/${workspace.id}/${place}`;
}

export function cleanUp() {
    rmSync(work, { recursive: true, force: true });
}
