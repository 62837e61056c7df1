// A real server (tests/api/harness.mjs) and Debian's Chromium, driven as a person would.
//
//     const server = await start();
//     const ann = await visitor(server);              // registered, signed in, on Today
//     await ann.page.getByRole('link', { name: 'Contacts' }).click();
//     await ann.soundPage('contacts');                // axe, nothing sticks out, no error was logged
//
// What a page logs as an error, throws, or asks of another host fails the test that looks next.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach } from 'node:test';
import { chromium } from 'playwright-core';
import { run, scratch, Server, start } from '../api/harness.mjs';

export { run, scratch, Server, start };

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const profile = mkdtempSync(join(tmpdir(), 'kith-page-'));

export const WIDE = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

// Tries until it holds; what it said last fails the test.
export async function eventually(check, patience = 15_000) {
    for (const end = Date.now() + patience; ; ) {
        try {
            return await check();
        } catch (e) {
            if (Date.now() > end) throw e;
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}

// The calendar day in Berlin, where those who are tested live, so many days from now.
export function berlinDay(days = 0) {
    const format = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin', dateStyle: 'short' });
    return format.format(new Date(Date.now() + days * 86_400_000));
}
export const berlinDayOf = (at) =>
    at && new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format(new Date(at));

let browser;
async function theBrowser() {
    browser ??= await chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: [
            '--no-sandbox',
            '--disable-gpu',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
        ],
    });
    return browser;
}

// Who has not left when a test is over was in one that failed; PICTURES=folder shows what they saw.
const visitors = new Set();
afterEach(async (t) => {
    for (const visit of visitors) {
        if (process.env.PICTURES) {
            const path = join(process.env.PICTURES, `${t.name.replace(/\W+/g, '-').slice(0, 60)}.png`);
            await visit.page.screenshot({ path }).catch(() => undefined);
        }
        await visit.close();
    }
});

after(async () => {
    await browser?.close();
    rmSync(profile, { recursive: true, force: true });
});

// One person's browser: a context of its own with one page.
export class Visitor {
    constructor(server, context, page) {
        Object.assign(this, { server, context, page, complaints: [] });
        visitors.add(this);
        page.on('pageerror', (e) => this.complaints.push(`threw: ${e.message}`));
        page.on('console', (m) => this.heard(m));
        page.on('request', (r) => {
            const url = new URL(r.url());
            if (url.protocol.startsWith('http') && url.origin !== server.url)
                this.complaints.push(`asked another host: ${r.url()}`);
        });
    }

    // What the browser itself says of a 4xx is no fault of the page.
    heard(message) {
        if (message.type() !== 'error') return;
        if (/^Failed to load resource/.test(message.text())) return;
        this.complaints.push(`logged: ${message.text()}`);
    }

    // Goes to a place of the workspace ("contacts?sort=name"), or an address with a / in front.
    async go(place) {
        const path = place.startsWith('/') ? place : `/w/${this.workspace.id}/${place}`;
        await this.page.goto(this.server.url + path);
        await this.settled();
    }

    // The same within the page, as a link does: nothing is loaded anew.
    async follow(place) {
        const path = `/w/${this.workspace.id}/${place}`;
        await this.page.evaluate((to) => {
            history.pushState({}, '', to);
            dispatchEvent(new PopStateEvent('popstate', { state: {} }));
        }, path);
        await this.settled();
    }

    // Until there is something, and nothing is being asked for or drawn any more.
    async settled() {
        await this.page.waitForFunction(
            () =>
                [...document.querySelectorAll('main, form')].some((e) => e.textContent !== '') &&
                document.querySelector('[aria-busy="true"], .sk') === null,
        );
    }

    async press(...keys) {
        for (const key of keys) await this.page.keyboard.press(key);
    }

    type(text) {
        return this.page.keyboard.type(text);
    }

    // What is found by its role and name: get('button', 'Save'), within something: get(…, dialog).
    get(role, name, within = this.page) {
        return within.getByRole(role, name === undefined ? {} : { name, exact: typeof name === 'string' });
    }

    // Goes by tab until something has the focus: nothing is reached otherwise without a pointer.
    async tabTo(locator, most = 80) {
        for (let i = 0; i < most; i += 1) {
            if (await locator.evaluate((e) => e === document.activeElement || e.contains(document.activeElement)))
                return;
            await this.page.keyboard.press('Tab');
        }
        assert.fail(`no tab leads to ${locator}`);
    }

    // Until something has the focus.
    async focused(locator) {
        await locator.waitFor();
        await eventually(async () =>
            assert.ok(await locator.evaluate((e) => e === document.activeElement), `${locator} has no focus`),
        );
    }

    // A toast that says this.
    async told(text) {
        await this.page.getByRole('region', { name: 'Messages' }).getByText(text).first().waitFor();
    }

    // Nothing was logged or thrown since the last look.
    quiet() {
        assert.deepEqual(this.complaints.splice(0), []);
    }

    // The size of text that the browser is set to; 16 is usual.
    async textSize(pixels) {
        const devtools = await this.context.newCDPSession(this.page);
        await devtools.send('Page.setFontSizes', { fontSizes: { standard: pixels, fixed: pixels - 3 } });
    }

    // What can be pressed or typed into and sticks out of what it stands in, where nothing scrolls to it.
    cutOff() {
        return this.page.evaluate(() => {
            const unseen = (e) => {
                const { visibility, clipPath, opacity } = getComputedStyle(e);
                return visibility !== 'visible' || clipPath.includes('50%') || opacity === '0';
            };
            const cut = (e) => {
                const { left, right, width, height } = e.getBoundingClientRect();
                if (!width || !height || e.matches('.skip')) return false;
                let [from, to] = [0, innerWidth];
                for (let around = e; around; around = around.parentElement) {
                    if (unseen(around)) return false;
                    if (around === e) continue;
                    const { overflowX, position } = getComputedStyle(around);
                    if (/auto|scroll/.test(overflowX)) return false;
                    if (position === 'fixed') break;
                    if (!/hidden|clip/.test(overflowX)) continue;
                    const box = around.getBoundingClientRect();
                    [from, to] = [Math.max(from, box.left), Math.min(to, box.right)];
                }
                return left < from - 2 || right > to + 2;
            };
            return [...document.querySelectorAll('a[href], button, input, textarea, [role=tab]')]
                .filter(cut)
                .map((e) => `${e.tagName} ${e.getAttribute('aria-label') ?? e.textContent}`.slice(0, 60));
        });
    }

    // What axe finds, serious or critical; what sticks out of the window sideways; complaints.
    async soundPage(what) {
        if (!(await this.page.evaluate(() => 'axe' in globalThis))) await this.page.evaluate(axe);
        const found = await this.page.evaluate(async () => {
            const { violations } = await globalThis.axe.run(document, {
                runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
            });
            return violations
                .filter((v) => ['serious', 'critical'].includes(v.impact))
                .map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' | ')}`);
        });
        assert.deepEqual(found, [], `axe on ${what}`);
        const over = await this.page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.ok(over <= 0, `${what} is ${over} px wider than the window`);
        this.quiet();
    }

    async close() {
        visitors.delete(this);
        await this.context.close();
    }
}

// A browser that nobody has signed in with.
export async function stranger(server, { viewport = WIDE, theme = 'light', ...options } = {}) {
    const context = await (
        await theBrowser()
    ).newContext({
        viewport,
        colorScheme: theme,
        reducedMotion: 'reduce',
        locale: 'en-GB',
        timezoneId: 'Europe/Berlin',
        hasTouch: viewport === PHONE,
        isMobile: viewport === PHONE,
        ...options,
    });
    context.setDefaultTimeout(15_000);
    return new Visitor(server, context, await context.newPage());
}

// Somebody new with a role in the workspace of `owner`.
export async function colleague(server, owner, role = 'member', name = 'Ben Colleague') {
    const ben = await server.user({ time_zone: 'Europe/Berlin', name });
    const { token } = await owner
        .post(`/api/workspaces/${owner.workspace.id}/invitations`, { email: ben.user.email, role })
        .expect(201);
    await ben.post('/api/invitations/accept', { token }).expect(200);
    const within = ben.with({ 'x-workspace': String(owner.workspace.id) });
    return Object.assign(within, { workspace: owner.workspace });
}

// Somebody signed in: with an account that server.user() made, or a new one.
export async function visitor(server, { account, ...options } = {}) {
    const person = account ?? (await server.user({ time_zone: 'Europe/Berlin', name: 'Ann Example' }));
    const visit = await stranger(server, options);
    const { email, password } = person.account;
    const answer = await visit.context.request.post(`${server.url}/api/auth/login`, {
        data: { email, password },
    });
    assert.equal(answer.status(), 200);
    Object.assign(visit, { api: person, workspace: person.workspace, user: person.user });
    await visit.go('today');
    return visit;
}

// A server whose workspace is full of lifelike people: [server, account as of server.user()].
export async function demoServer(contacts = 200) {
    const data = scratch();
    const made = await run(['demo', '--contacts', String(contacts), '--data', data]);
    assert.equal(made.code, 0, made.errors);
    const server = await start({ data });
    const account = await server.login({ email: 'demo@example.com', password: 'demo-demo' });
    return [server, account];
}
