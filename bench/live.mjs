// How soon one person hears of another's change: `KITH_BIN=build/kith node bench/live.mjs`. From the
// answer to the write until the event has come over the stream, in ms; goal: within a second.
// With TEST_POSTGRES (scripts/with-postgres.sh) also from one process to another.
import { after, test } from 'node:test';
import { Server, scratch } from '../tests/api/harness.mjs';
import { follow } from '../tests/api/lib/live.mjs';

const ROUNDS = 50;

async function heard(writer, listener) {
    const stream = await follow(listener);
    await stream.next('hello');
    const times = [];
    for (let i = 0; i < ROUNDS; i++) {
        const made = await writer.make('contacts', { name: `live ${i}` });
        const written = performance.now();
        await stream.until(made.id);
        times.push(performance.now() - written);
    }
    await stream.close();
    times.sort((a, b) => a - b);
    return { median: times[ROUNDS / 2], worst: times.at(-1) };
}

const say = (what, { median, worst }) => after(() => console.log(`${what}: median ${median.toFixed(1)} ms, worst ${worst.toFixed(1)} ms of ${ROUNDS}`));

test('one process', async () => {
    const server = await Server.start();
    const ann = await server.user();
    say('heard in one process', await heard(ann, ann));
    await server.stop();
});

test('two processes', { skip: !process.env.TEST_POSTGRES }, async () => {
    const data = scratch();
    const [here, there] = [await Server.start({ data }), await Server.start({ data })];
    const ann = await here.user();
    say('heard in another process', await heard(ann, there.client(ann.headers)));
    await there.stop();
    await here.stop();
});
