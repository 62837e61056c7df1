// The queue from behind, for tests: rows put into a stopped server's databases, as a crash between a
// commit and its hint leaves them, and what became of them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { databaseOf, POSTGRES, psql } from './harness.mjs';

const PATIENCE_MS = 20_000;

// Rows as JSON, as sqlite3 gives them.
function pgSql(server, space, text) {
    const schema = space === 'control' ? 'kith_control' : space;
    // A write shows in the clock, as a commit of Kith's does.
    const asked = /^\s*SELECT/i.test(text)
        ? `SELECT json_agg(t) FROM (${text}) t`
        : `${text}; UPDATE clock SET last_id = GREATEST(last_id, ${Date.now()})`;
    return psql(databaseOf(server.data), `SET search_path TO ${schema}; ${asked}`).replace(/^\n$/, '');
}

export const sql = (server, space, text) =>
    POSTGRES
        ? pgSql(server, space, text)
        : execFileSync('sqlite3', ['-json', join(server.data, `${space}.db`), text], { encoding: 'utf8' });

const quote = (value) => `'${String(value).replaceAll("'", "''")}'`;
let last = Date.now() - 1_000_000;

// Puts a job into a space's database; the server must be down. Gives its id.
export function plant(server, space, kind, payload = '', row = {}) {
    const id = last++;
    const columns = {
        id,
        kind,
        state: 'waiting',
        due_at: 1,
        attempts: 0,
        created_at: id,
        payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
        ...row,
    };
    const values = Object.values(columns).map((v) => (v === null ? 'NULL' : quote(v)));
    sql(server, space, `INSERT INTO job (${Object.keys(columns)}) VALUES (${values})`);
    return id;
}

// Stops the server, does something to its files, starts it again.
export async function whileDown(server, work) {
    await server.stop();
    const result = await work();
    await server.launch();
    return result;
}

// Asks again until the answer is as wanted.
export async function eventually(ask, wanted) {
    const until = Date.now() + PATIENCE_MS;
    let got = await ask();
    while (!wanted(got) && Date.now() < until) {
        await sleep(50);
        got = await ask();
    }
    assert.ok(wanted(got), `never came about: ${JSON.stringify(got)}`);
    return got;
}
