// A real server on a free port with data of its own, and a small client whose every answer is held
// against the OpenAPI document (contract.mjs).
//
//     const server = await start(t);                 // ends with the test or file
//     const ann = await server.user();               // registers; a workspace of her own
//     const contact = await ann.make('contacts', { name: 'Bob' });
//     await ann.patch(`/contacts/${contact.id}`, { stage: 'demo' }).expect(200);
//     await ann.post('/contacts', {}).refused(422, 'name');
//
// A path without /api in front is under /api/crm.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { Contract } from './contract.mjs';

export const BIN = process.env.KITH_BIN;
if (!BIN) throw new Error('KITH_BIN names the program to test');

// Where the tests run on PostgreSQL this is the address of a server (scripts/with-postgres.sh), and
// every data folder gets a database of its own there.
export const POSTGRES = process.env.TEST_POSTGRES;
export const onFiles = POSTGRES ? { skip: 'about files: SQLite only' } : {};

const START_MS = 20_000;
const STOP_MS = 30_000;

export const cleanEnv = (extra = {}) => {
    const env = { ...process.env, ...extra };
    for (const name of Object.keys(env))
        if (name.startsWith('KITH_') && !(name in extra)) delete env[name];
    return env;
};

// A folder that goes when the file's tests are over.
const folders = [];
export function scratch() {
    folders.push(mkdtempSync(join(tmpdir(), 'kith-api-')));
    return folders.at(-1);
}

export const psql = (url, text) =>
    execFileSync('psql', ['-X', '-q', '-At', '-v', 'ON_ERROR_STOP=1', url, '-c', text], { encoding: 'utf8' });

// The address of the database that belongs to a data folder, made when it is first asked for.
const databases = new Map();
export function databaseOf(data) {
    if (!databases.has(data)) {
        const name = `t${process.pid}_${databases.size}`;
        psql(POSTGRES, `CREATE DATABASE ${name}`);
        databases.set(data, POSTGRES.replace(/\/postgres\?/, `/${name}?`));
    }
    return databases.get(data);
}

// Is a workspace's database there, as a file or as a schema?
export const hasDatabase = (server, name) =>
    POSTGRES
        ? psql(databaseOf(server.data), `SELECT 1 FROM pg_namespace WHERE nspname = '${name}'`) !== ''
        : existsSync(join(server.data, `${name}.db`));

// How many there are, the control database among them.
export const countDatabases = (server) =>
    POSTGRES
        ? Number(psql(databaseOf(server.data), "SELECT count(*) FROM pg_namespace WHERE nspname ~ '^(kith_control|ws_.*)$'"))
        : readdirSync(server.data, { recursive: true }).filter((f) => /\.(db|sqlite3?|kith)$/.test(f)).length;

export const databaseEnv = (args, env = {}) => {
    const at = args.indexOf('--data');
    if (!POSTGRES || at < 0 || args.includes('--database') || 'KITH_DATABASE' in env) return env;
    return { KITH_DATABASE: databaseOf(args[at + 1]), ...env };
};

// The program's process from spawn to exit.
class Process {
    constructor(args, env) {
        this.output = '';
        this.errors = '';
        this.child = spawn(BIN, args, { env: cleanEnv(databaseEnv(args, env)), stdio: ['ignore', 'pipe', 'pipe'] });
        this.child.stdout.setEncoding('utf8').on('data', (s) => (this.output += s));
        this.child.stderr.setEncoding('utf8').on('data', (s) => (this.errors += s));
        this.exited = once(this.child, 'close').then(([code, signal]) => ({ code, signal }));
    }

    // Resolves with the match once the output has it; fails when the process ends before.
    async said(pattern) {
        const seen = () => pattern.exec(this.output);
        if (seen()) return seen();
        return new Promise((resolve, reject) => {
            const fail = (why) => reject(new Error(`${why}\n${this.output}${this.errors}`));
            const timer = setTimeout(() => fail(`nothing like ${pattern} was said`), START_MS);
            this.child.stdout.on('data', () => {
                if (!seen()) return;
                clearTimeout(timer);
                resolve(seen());
            });
            this.exited.then(() => {
                clearTimeout(timer);
                fail('the server ended');
            });
        });
    }

    async end(signal) {
        this.child.kill(signal);
        const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_MS);
        const how = await this.exited;
        clearTimeout(timer);
        return how;
    }
}

// Nothing outlives its file: what start() gave must end cleanly, what a failed test left behind is
// killed.
const running = new Set();
after(async () => {
    try {
        for (const server of running) await (server.whole ? server.stop() : server.kill());
    } finally {
        for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    }
});

// Runs a command of the program to its end.
export async function run(args, env) {
    const process = new Process(args, env);
    const { code } = await process.exited;
    return { code, output: process.output, errors: process.errors };
}

export class Server {
    static async start({ data = scratch(), args = [], env = {} } = {}) {
        const server = new Server();
        server.data = data;
        server.args = args;
        server.env = { KITH_RATE_LIMIT: '0', ...env }; // tests ask more than people do
        await server.launch();
        return server;
    }

    async launch() {
        this.process = new Process(
            ['serve', '--listen', '127.0.0.1:0', '--data', this.data, ...this.args],
            this.env,
        );
        running.add(this);
        const [, url] = await this.process.said(/^kith: listening on (https?:\/\/\S+)$/m);
        this.url = url;
        const document = await (await fetch(`${url}/api/openapi.json`)).json();
        this.contract = new Contract(document);
    }

    async end(signal) {
        running.delete(this);
        return this.process.end(signal);
    }

    // SIGTERM must end it cleanly: exit code 0, no complaint of a sanitizer.
    async stop() {
        const { code, signal } = await this.end('SIGTERM');
        assert.deepEqual({ code, signal }, { code: 0, signal: null }, this.process.errors);
        assert.doesNotMatch(this.process.errors, /Sanitizer|runtime error|Assertion/);
    }

    async kill() {
        await this.end('SIGKILL');
    }

    client(headers = {}) {
        return new Client(this, headers);
    }

    // Registers somebody new. settings: time_zone, currency, name, email, password.
    async user(settings = {}) {
        const n = (this.users = (this.users ?? 0) + 1);
        const account = {
            email: `user${n}-${Date.now().toString(36)}@example.com`,
            password: `a long password ${n}`,
            name: `User ${n}`,
            ...settings,
        };
        const made = await this.client().post('/api/auth/register', account).expect(201);
        return this.signedIn(made, account);
    }

    async login(account) {
        const { email, password } = account;
        const made = await this.client().post('/api/auth/login', { email, password }).expect(200);
        return this.signedIn(made, account);
    }

    signedIn(made, account) {
        const client = this.client({ authorization: `Bearer ${made.token}` });
        return Object.assign(client, { account, ...made });
    }
}

// One server for the tests of a file; it must end cleanly after them.
export async function start(options) {
    const server = await Server.start(options);
    server.whole = true;
    return server;
}

class Answer {
    constructor(request, response, text) {
        this.request = request;
        this.status = response.status;
        this.headers = response.headers;
        this.text = text;
        const type = response.headers.get('content-type') ?? '';
        this.body = /json/.test(type) && text ? JSON.parse(text) : undefined;
    }

    get etag() {
        return this.headers.get('etag');
    }

    get changeId() {
        return Number(this.headers.get('x-change-id'));
    }

    // The body, when the status is the one expected.
    expect(status) {
        const { method, pathname } = this.request;
        assert.equal(this.status, status, `${method} ${pathname}: ${this.text.slice(0, 800)}`);
        return this.body;
    }

    // A problem that names the field (and gives that code), where one is given.
    refused(status, field, code) {
        const body = this.expect(status);
        if (field !== undefined) {
            const row = body.errors.find((e) => e.field === field);
            assert.ok(row, `${field} should be named: ${this.text}`);
            assert.ok(row.message, `the message should say what is wrong: ${this.text}`);
            if (code) assert.equal(row.code, code, this.text);
        }
        return body;
    }
}

// An answer that has no end is held by its beginning.
async function textOf(response) {
    if (!/^text\/event-stream/.test(response.headers.get('content-type') ?? '')) return response.text();
    const reader = response.body.getReader();
    const { value } = await reader.read();
    await reader.cancel();
    return new TextDecoder().decode(value);
}

// A promise of an answer, on which the answer's own checks can be called.
class Pending {
    constructor(promise) {
        this.promise = promise;
    }

    then(...handlers) {
        return this.promise.then(...handlers);
    }

    expect(status) {
        return this.promise.then((answer) => answer.expect(status));
    }

    refused(...args) {
        return this.promise.then((answer) => answer.refused(...args));
    }
}

export class Client {
    constructor(server, headers) {
        this.server = server;
        this.headers = headers;
    }

    // The same client with further headers.
    with(headers) {
        return Object.assign(Object.create(this), { headers: { ...this.headers, ...headers } });
    }

    url(path, query = {}) {
        const base = /^\/(api\/|healthz$|readyz$|metrics$)/.test(path) ? '' : '/api/crm';
        const url = new URL(this.server.url + base + path);
        for (const [name, value] of Object.entries(query))
            url.searchParams.append(name, typeof value === 'object' ? JSON.stringify(value) : value);
        return url;
    }

    // body: sent as JSON; raw: sent as it is. lenient: the body is one of the looser spellings that
    // the server takes and the document leaves out.
    call(method, path, { query, body, raw, headers = {}, lenient = false } = {}) {
        return new Pending(this.send(method, path, { query, body, raw, headers, lenient }));
    }

    async send(method, path, { query, body, raw, headers, lenient }) {
        const url = this.url(path, query);
        const sent = { ...this.headers, ...headers };
        if (body !== undefined && !sent['content-type']) sent['content-type'] = 'application/json';
        const response = await fetch(url, {
            method,
            headers: sent,
            body: body === undefined ? raw : JSON.stringify(body),
            redirect: 'manual',
        });
        const request = { method, pathname: url.pathname, query: url.searchParams, body, lenient };
        const answer = new Answer(request, response, await textOf(response));
        this.server.contract.check(request, answer);
        return answer;
    }

    get(path, query, headers) {
        return this.call('GET', path, { query, headers });
    }

    post(path, body, headers) {
        return this.call('POST', path, { body, headers });
    }

    patch(path, body, headers) {
        return this.call('PATCH', path, { body, headers });
    }

    put(path, body, headers) {
        return this.call('PUT', path, { body, headers });
    }

    del(path, query, headers) {
        return this.call('DELETE', path, { query, headers });
    }

    // Creates a record that must be accepted.
    make(plural, body) {
        return this.post(`/${plural}`, body).expect(201);
    }

    read(plural, id) {
        return this.get(`/${plural}/${id}`).expect(200);
    }

    // The records of a list.
    async list(plural, query) {
        return (await this.get(`/${plural}`, query).expect(200)).data;
    }

    // The names a list shows, in its order.
    async names(plural, query) {
        return (await this.list(plural, query)).map((r) => r.name ?? r.title ?? r.url);
    }
}

export const DAY = 86_400_000;
export const iso = (ms) => new Date(ms).toISOString();
export const day = (ms) => iso(ms).slice(0, 10);
export const ids = (records) => records.map((r) => r.id);

// A zone in which it is about noon now, so that "today" does not end during a test. What it calls
// the current date is day(now + offset).
export function noonZone(now = Date.now()) {
    const hours = 12 - new Date(now).getUTCHours();
    const name = hours === 0 ? 'Etc/GMT' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
    const offset = hours * 3_600_000;
    const today = new Date(day(now + offset)).getTime();
    return { name, offset, today: day(now + offset), start: today - offset };
}
