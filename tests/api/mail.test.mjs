// Letters through a real mail server: what the queue makes of its answers, and what arrives.
import assert from 'node:assert/strict';
import { after, test as testIt } from 'node:test';
import { run, scratch, start } from './harness.mjs';
import { decodeWords, freePort, mailAtHand, startMail } from './mailserver.mjs';
import { eventually, plant, sql, whileDown } from './queue.mjs';

const skip = mailAtHand() ? false : 'OpenSMTPD and Dovecot are not installed';
const test = (name, run) => testIt(name, { skip }, run);
const mail = skip ? null : await startMail();
const server = await start({
    env: {
        KITH_SMTP_URL: skip ? 'none' : mail.url('plain'),
        KITH_MAIL_FROM: 'Kith <kith@example.test>',
    },
});
const owner = await server.user();
after(() => mail?.stop());

const letter = (more) => ({ to: 'bob@example.test', subject: 'Hello', text: 'Hi.\n', ...more });
const jobOf = async (id) => {
    const { data } = await owner.get('/api/instance/jobs', { limit: 500 }).expect(200);
    return data.find((job) => job.id === id);
};
const failed = (id) => eventually(() => jobOf(id), (job) => job?.last_error);

let arrived = 0;
async function arrives(id) {
    const letters = await mail.letters(++arrived);
    await eventually(() => jobOf(id), (job) => !job);
    return letters;
}

// Sends one letter by a server with that address; gives the job's id.
const send = (payload, url) =>
    whileDown(server, () => {
        if (url) server.env.KITH_SMTP_URL = url;
        return plant(server, 'control', 'mail.send', payload);
    });

test('a server address that is none is refused at start', async () => {
    for (const url of ['smtp://', 'smtp://host?tls=maybe', 'smtp://host?cafile=x']) {
        const data = scratch();
        const { code, errors } = await run(['serve', '--data', data, '--listen', '127.0.0.1:0'], {
            KITH_SMTP_URL: url,
        });
        assert.notEqual(code, 0, url);
        assert.match(errors, /smtp_url/);
    }
});

test('the password of the address is not shown', async () => {
    const { output } = await run(['config'], { KITH_SMTP_URL: 'smtp://u:hunter2@host' });
    assert.doesNotMatch(output, /hunter2/);
});

test('a line break in a header is refused for good, and nothing is sent', async () => {
    for (const bad of [
        { subject: 'x\r\nBcc: eve@example.test' },
        { to: 'bob@example.test\r\nDATA' },
        { to: 'not an address' },
        { to: undefined },
    ]) {
        const job = await failed(await send(letter(bad)));
        assert.equal(job.state, 'dead');
        assert.match(job.last_error, bad.subject ? /subject/ : /to/);
    }
});

test('a recipient whom the server refuses for good is a dead letter at once', async () => {
    const job = await failed(await send(letter({ to: 'bob@elsewhere.test' })));
    assert.equal(job.state, 'dead');
    assert.equal(job.attempts, 1);
    assert.match(job.last_error, /550/);
});

test('a server that is away is tried again later, and the letter then arrives', async () => {
    const id = await send(letter({ subject: 'Later' }), `smtp://127.0.0.1:${await freePort()}`);
    const job = await failed(id);
    assert.equal(job.state, 'waiting');
    assert.equal(job.attempts, 1);
    const pause = new Date(job.run_at) - Date.now();
    assert.ok(pause > 30_000 && pause <= 60_000, `${pause} ms`);

    await whileDown(server, () => {
        server.env.KITH_SMTP_URL = mail.url('plain');
        sql(server, 'control', `UPDATE job SET due_at = 1 WHERE id = ${id}`);
    });
    const letters = await arrives(id);
    assert.ok(letters.some(({ headers }) => headers.subject === 'Later'));
});

test('what arrives is what was written', async () => {
    const text = 'Grüße = 3€ \n.\n..dots\nFrom here\n' + 'long '.repeat(60) + '\n';
    const id = await send(letter({ subject: 'Hola – test', text }));
    const found = (await arrives(id)).find(({ raw }) => raw.includes('SG9sYSDigJMgdGVzdA'));
    const { headers } = found;
    assert.equal(decodeWords(headers.subject), 'Hola – test');
    assert.equal(headers.from, '"Kith" <kith@example.test>');
    assert.equal(headers.to, 'bob@example.test');
    assert.match(headers['message-id'], /^<[0-9a-f]{32}@example\.test>$/);
    assert.match(headers.date, /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/);
    assert.equal(headers['auto-submitted'], 'auto-generated');
    assert.equal(found.text.trimEnd(), text.trimEnd());
    for (const line of found.raw.split('\n')) assert.ok(line.length <= 78 || /^Received|^\s/.test(line));
});

test('a forgotten password is mended by a letter', async () => {
    await whileDown(server, () => (server.env.KITH_SMTP_URL = mail.url('plain')));
    await server.client().post('/api/auth/reset', { email: 'nobody@example.test' });
    const ann = await server.user({ email: 'ann@example.test' });
    await server.client().post('/api/auth/reset', { email: ann.account.email });
    const letters = await mail.letters(++arrived);
    const found = letters.find(({ headers }) => headers.to === 'ann@example.test');
    assert.match(found.text, /https?:\/\//);
    assert.equal(letters.length, arrived);
});

test('a letter sent twice has one Message-ID, two letters have two', async () => {
    const id = await send(letter({ subject: 'Twice' }));
    await arrives(id);
    await whileDown(server, () =>
        // As after a crash between the server's 250 and the row's end.
        plant(server, 'control', 'mail.send', letter({ subject: 'Twice' }), {
            id,
            attempts: 1,
            state: 'running',
        }),
    );
    await arrives(id);
    const other = await send(letter({ subject: 'Twice' }));
    const letters = (await arrives(other)).filter(({ headers }) => headers.subject === 'Twice');
    const found = letters.map(({ headers }) => headers['message-id']);
    assert.equal(found.length, 3);
    assert.equal(new Set(found).size, 2);
});

test('without TLS from the server, a letter that needs it stays here', async () => {
    const job = await failed(await send(letter(), `${mail.url('plain')}?tls=required`));
    assert.equal(job.state, 'waiting');
    assert.match(job.last_error, /TLS/);
});

test('a certificate that is not trusted stops it', async () => {
    const options = { ca: null, tls: 'required' };
    for (const how of ['starttls', 'tls']) {
        const job = await failed(await send(letter(), mail.url(how, options)));
        assert.equal(job.state, 'waiting');
        assert.match(job.last_error, /certificate/);
    }
});

test('a wrong password waits to be mended', async () => {
    const url = mail.url('starttls', { password: 'wrong', tls: 'required' });
    const job = await failed(await send(letter(), url));
    assert.equal(job.state, 'waiting');
    assert.match(job.last_error, /password/);
    assert.doesNotMatch(job.last_error, /wrong/);
});

test('STARTTLS and TLS from the first byte, signed in', async () => {
    for (const how of ['starttls', 'tls']) {
        const id = await send(
            letter({ subject: how }),
            mail.url(how, how === 'tls' ? {} : { tls: 'required' }),
        );
        const found = (await arrives(id)).find(({ headers }) => headers.subject === how);
        assert.match(found.raw, /with ESMTPSA/);
    }
});

test('with no mail set up a letter waits and says why', async () => {
    const job = await failed(await send(letter(), 'none'));
    assert.equal(job.state, 'waiting');
    assert.match(job.last_error, /smtp_url/);
});
