// A mail server of a few lines that can keep who sends waiting: what jobs do, counted from outside.
// Each sender greets by a name of its own: smtp://127.0.0.1:PORT/NAME.
import { once } from 'node:events';
import { createServer } from 'node:net';

export class Letterbox {
    // ready(letter): a promise that a letter waits for before it is taken; letter: {from, to}, where
    // from is the sender's name.
    static async open(ready = async () => {}) {
        const box = new Letterbox();
        box.begun = []; // letters somebody has come with
        box.taken = [];
        box.ready = ready;
        box.server = createServer((socket) => box.talk(socket));
        box.server.listen(0, '127.0.0.1');
        await once(box.server, 'listening');
        return box;
    }

    url(name) {
        return `smtp://127.0.0.1:${this.server.address().port}/${name}`;
    }

    // A line at a time, in their order.
    async talk(socket) {
        const say = (line) => socket.writable && socket.write(`${line}\r\n`);
        const letter = {};
        let left = '', inside = false;
        socket.on('error', () => {});
        say('220 letterbox');
        for await (const piece of socket.setEncoding('utf8')) {
            const lines = (left + piece).split('\r\n');
            left = lines.pop();
            for (const line of lines) {
                if (!inside) inside = await this.answer(line, letter, say);
                else if (line === '.') {
                    inside = false;
                    this.taken.push({ ...letter });
                    say('250 taken');
                }
            }
        }
    }

    // True when the letter itself follows.
    async answer(line, letter, say) {
        const [, verb, rest] = /^(\w+)\s*(.*)$/.exec(line) ?? [];
        if (verb === 'EHLO') letter.from = rest;
        if (verb === 'RCPT') {
            letter.to = /<(.*)>/.exec(rest)[1];
            this.begun.push({ ...letter });
            await this.ready(letter);
        }
        say(verb === 'DATA' ? '354 go on' : verb === 'QUIT' ? '221 bye' : '250 good');
        return verb === 'DATA';
    }

    close() {
        this.server.close();
    }
}
