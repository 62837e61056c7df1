// A real mail server on free ports of the loopback: OpenSMTPD takes letters and lays each into a
// file; Dovecot's submission service in front of it gives STARTTLS, implicit TLS and sign-in, which
// Debian 12's OpenSMTPD cannot. Both come from Debian's packages (scripts/setup.sh test). OpenSMTPD
// needs to be started by root, or by sudo without a password.
//
//     const mail = await startMail();
//     mail.url('plain' | 'starttls' | 'tls', { password, ca, tls })   // an smtp_url
//     await mail.letters(2)                                           // waits for so many
//     await mail.stop()
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
    chmodSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    writeFileSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 20_000;

export async function freePort() {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address();
    server.close();
    await once(server, 'close');
    return port;
}

async function answers(port, process) {
    const until = Date.now() + PATIENCE_MS;
    while (Date.now() < until) {
        if (process.exitCode !== null) break;
        const socket = connect(port, '127.0.0.1');
        const up = await Promise.race([
            once(socket, 'connect').then(() => true),
            once(socket, 'error').then(() => false),
        ]).catch(() => false);
        socket.destroy();
        if (up) return;
        await sleep(50);
    }
    throw new Error(`the mail server does not come up: ${process.said}`);
}

// Where another mail server is at home, OpenSMTPD is not installed (scripts/setup.sh).
export const mailAtHand = () => existsSync('/usr/sbin/smtpd') && existsSync('/usr/sbin/dovecot');

const asRoot = process.getuid() === 0 ? [] : ['sudo', '-n'];

function launch(command, args) {
    const [program, ...rest] = [...command, ...args];
    const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.said = '';
    for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (s) => (child.said += s));
    child.on('error', (e) => (child.said += e.message));
    child.ended = once(child, 'close');
    return child;
}

const smtpdConf = (dir, port) => `
table vusers { "@" = "nobody" }
listen on 127.0.0.1 port ${port} hostname mail.example.test
action "keep" mda "/bin/sh -c 'cat > ${dir}/box/$$.part && mv ${dir}/box/$$.part ${dir}/box/$$.eml'" virtual <vusers>
match from any for domain "example.test" action "keep"
`;

const dovecotConf = (dir, ports) => `
protocols = submission
listen = 127.0.0.1
base_dir = ${dir}/run
state_dir = ${dir}/run
log_path = ${dir}/run/dovecot.log
ssl = yes
ssl_cert = <${dir}/cert.pem
ssl_key = <${dir}/key.pem
mail_location = maildir:${dir}/run/mail
auth_mechanisms = plain login
first_valid_uid = 1
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${dir}/users
}
userdb {
  driver = passwd-file
  args = username_format=%u ${dir}/users
}
service submission-login {
  chroot =
  inet_listener submission {
    port = ${ports.starttls}
  }
  inet_listener submissions {
    port = ${ports.tls}
    ssl = yes
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
hostname = mail.example.test
submission_relay_host = 127.0.0.1
submission_relay_port = ${ports.plain}
`;

class MailServer {
    async start() {
        this.dir = mkdtempSync(join(tmpdir(), 'kith-mail-'));
        chmodSync(this.dir, 0o755);
        for (const name of ['box', 'run']) mkdirSync(join(this.dir, name));
        chmodSync(join(this.dir, 'box'), 0o777);
        this.ports = {
            plain: await freePort(),
            starttls: await freePort(),
            tls: await freePort(),
        };
        this.write('smtpd.conf', smtpdConf(this.dir, this.ports.plain));
        this.write('dovecot.conf', dovecotConf(this.dir, this.ports));
        this.write('users', `kith@example.test:{PLAIN}s3cret:65534:65534::${this.dir}/box::\n`);
        execFileSync(
            'openssl',
            ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost',
                '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1',
                '-keyout', join(this.dir, 'key.pem'), '-out', join(this.dir, 'cert.pem')],
            { stdio: 'ignore' },
        );
        await this.launchSmtpd();
        this.dovecot = launch([...asRoot, 'dovecot'], ['-F', '-c', join(this.dir, 'dovecot.conf')]);
        await answers(this.ports.starttls, this.dovecot);
        return this;
    }

    async launchSmtpd() {
        this.smtpd = launch([...asRoot, 'smtpd'], ['-d', '-f', join(this.dir, 'smtpd.conf')]);
        await answers(this.ports.plain, this.smtpd);
    }

    write(name, text) {
        writeFileSync(join(this.dir, name), text);
        chmodSync(join(this.dir, name), 0o644);
    }

    get ca() {
        return join(this.dir, 'cert.pem');
    }

    url(how, { password = 's3cret', ca = this.ca, tls } = {}) {
        const options = new URLSearchParams({ ...(tls && { tls }), ...(ca && { ca }) });
        if (how === 'plain') return `smtp://localhost:${this.ports.plain}`;
        const scheme = how === 'tls' ? 'smtps' : 'smtp';
        const query = decodeURIComponent(options.toString());
        return `${scheme}://kith%40example.test:${password}@localhost:${this.ports[how]}?${query}`;
    }

    async stopSmtpd() {
        if (!this.smtpd || this.smtpd.exitCode !== null) return;
        this.smtpd.kill('SIGTERM');
        await this.smtpd.ended;
    }

    async stop() {
        await this.stopSmtpd();
        if (this.dovecot && this.dovecot.exitCode === null) {
            this.dovecot.kill('SIGTERM');
            await this.dovecot.ended;
        }
        rmSync(this.dir, { recursive: true, force: true });
    }

    // The letters that have come, oldest first, once there are so many.
    async letters(n) {
        const box = join(this.dir, 'box');
        const until = Date.now() + PATIENCE_MS;
        const come = () => readdirSync(box).filter((name) => name.endsWith('.eml'));
        while (come().length < n && Date.now() < until) await sleep(50);
        const letters = come().map((name) => parse(readFileSync(join(box, name), 'utf8')));
        if (letters.length < n) throw new Error(`${letters.length} letters, not ${n}: ${this.smtpd.said}`);
        return letters;
    }
}

// Headers (unfolded, the first of each name) and body with its quoted-printable undone.
function parse(raw) {
    const [head, ...rest] = raw.replace(/\r\n/g, '\n').split('\n\n');
    const headers = {};
    for (const line of head.replace(/\n[ \t]+/g, ' ').split('\n')) {
        const [, name, value] = /^([^:]+): ?(.*)$/.exec(line) ?? [];
        if (name && !(name.toLowerCase() in headers)) headers[name.toLowerCase()] = value;
    }
    const bytes = rest
        .join('\n\n')
        .replace(/=\n/g, '')
        .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
    return { raw, headers, text: Buffer.from(bytes, 'latin1').toString('utf8') };
}

// What =?UTF-8?B?…?= words say.
export const decodeWords = (value) =>
    Buffer.concat(
        [...value.matchAll(/=\?UTF-8\?B\?([^?]*)\?=/g)].map((m) => Buffer.from(m[1], 'base64')),
    ).toString('utf8');

export const startMail = () => new MailServer().start();
