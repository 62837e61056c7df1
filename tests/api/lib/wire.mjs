// Bytes to a server and what comes back, past every client that would tidy them.
import { connect } from 'node:net';

// Sends bytes as they are and resolves with all that comes back until the server closes, or until
// `wait` ms went by.
export function raw(url, bytes, { wait = 10_000, socketOptions = {} } = {}) {
    const { hostname, port } = new URL(url);
    return new Promise((resolve, reject) => {
        let answer = '';
        const socket = connect({ port: Number(port), host: hostname, ...socketOptions }, () => socket.write(bytes));
        const done = () => {
            clearTimeout(timer);
            socket.destroy();
            resolve(answer);
        };
        const timer = setTimeout(done, wait);
        socket.setEncoding('latin1');
        socket.on('data', (s) => (answer += s));
        socket.on('error', (e) => (answer ? done() : reject(e)));
        socket.on('close', done);
    });
}

export const head = (line, ...headers) =>
    [`${line} HTTP/1.1`, ...headers, 'Connection: close', '', ''].join('\r\n');

export const status = (answer) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0);
