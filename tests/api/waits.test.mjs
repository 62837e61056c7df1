// How often Kith waits for a PostgreSQL server: counted, not timed. A question more a request is no
// bug that anybody sees, so it would creep in.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Cluster } from './clusters.mjs';
import { POSTGRES, Server } from './harness.mjs';

const skip = POSTGRES ? false : 'PostgreSQL only';
const SOCKET = '.s.PGSQL.5432';

// Calls back for each message that a client sends behind its first, which has no type.
function messages(each) {
    let rest = Buffer.alloc(0);
    let begun = false;
    return (bytes) => {
        rest = Buffer.concat([rest, bytes]);
        for (;;) {
            const at = begun ? 1 : 0;
            if (rest.length < at + 4) return;
            const length = at + rest.readUInt32BE(at);
            if (rest.length < length) return;
            if (begun) each(String.fromCharCode(rest[0]));
            begun = true;
            rest = rest.subarray(length);
        }
    };
}

// A door before a server, at which the syncs and the simple queries are counted: what Kith waits
// for, and the ends of transactions, which it does not.
class Door {
    static async open(cluster) {
        const door = new Door();
        door.dir = mkdtempSync(join(tmpdir(), 'kith-door-'));
        door.n = 0;
        door.sockets = new Set();
        door.server = net.createServer((inside) => door.pass(inside, net.connect(join(cluster.dir, SOCKET))));
        await new Promise((done) => door.server.listen(join(door.dir, SOCKET), done));
        door.url = cluster.database().replace(cluster.dir, door.dir);
        return door;
    }

    pass(client, server) {
        const count = messages((type) => (this.n += type === 'S' || type === 'Q'));
        client.on('data', (bytes) => (count(bytes), server.write(bytes)));
        server.on('data', (bytes) => client.write(bytes));
        for (const [one, other] of [[client, server], [server, client]]) {
            this.sockets.add(one);
            one.on('error', () => other.destroy()).on('close', () => (this.sockets.delete(one), other.destroy()));
        }
    }

    // Of several tries the one with the least: others may ask something at the same time.
    async least(ask) {
        let least = Infinity;
        for (let i = 0; i < 12; i++) {
            const before = this.n;
            await ask(i);
            least = Math.min(least, this.n - before);
        }
        return least;
    }

    close() {
        for (const socket of this.sockets) socket.destroy();
        this.server.close();
        rmSync(this.dir, { recursive: true });
    }
}

describe('how often a server is waited for', { skip }, () => {
    let door, server, ann;
    before(async () => {
        door = await Door.open(await Cluster.start());
        server = await Server.start({ env: { KITH_DATABASE: door.url, KITH_CACHE_MB: '0' } });
        ann = await server.user();
        for (let i = 0; i < 5; i++) await ann.make('contacts', { name: `c${i}`, tags: ['t'] });
        await ann.make('companies', { name: 'Acme', tags: ['t'] });
        await ann.make('tasks', { title: 'call' });
    });
    after(async () => {
        await server?.stop();
        door?.close();
    });

    // The last of each is the end of the transaction, which nobody waits for.
    it('a list: once for its rows, once for all that hangs on them', async () => {
        assert.equal(await door.least(() => ann.get('/contacts', { limit: 2 }).expect(200)), 3);
        assert.equal(await door.least(() => ann.get('/companies').expect(200)), 3);
    });

    it('a list by a date: those without one are asked for when the others do not fill a page', async () => {
        assert.equal(await door.least(() => ann.get('/tasks').expect(200)), 4);
    });

    it('what the client has: once', async () => {
        const { etag } = await ann.get('/contacts', { limit: 2 });
        const asked = () => ann.get('/contacts', { limit: 2 }, { 'if-none-match': etag });
        assert.equal((await asked()).status, 304);
        assert.equal(await door.least(asked), 2);
    });

    it('one record', async () => {
        const { data } = await ann.get('/contacts', { limit: 1 }).expect(200);
        assert.equal(await door.least(() => ann.read('contacts', data[0].id)), 3);
    });

    it('a create', async () => {
        assert.equal(await door.least((i) => ann.make('contacts', { name: `d${i}` })), 10);
    });
});
