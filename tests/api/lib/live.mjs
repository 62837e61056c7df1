// A stream of server-sent events, read as a browser's EventSource reads it.
//
//     const stream = await follow(ann);
//     const change = await stream.next('change');
//     await stream.close();
export async function follow(client, { query = {}, headers = {} } = {}) {
    const cancel = new AbortController();
    const response = await fetch(client.url('/events/stream', query), {
        headers: { ...client.headers, ...headers },
        signal: cancel.signal,
    });
    if (response.status !== 200) return { status: response.status, response, text: await response.text() };
    return new Stream(response, cancel);
}

class Stream {
    constructor(response, cancel) {
        this.status = response.status;
        this.response = response;
        this.cancel = cancel;
        this.messages = []; // not yet asked for
        this.comments = 0;
        this.reads = [];    // when bytes came
        this.waiting = [];
        this.lastId = undefined;
        this.ended = this.read(response.body.getReader()).catch(() => {});
    }

    async read(reader) {
        const decoder = new TextDecoder();
        let text = '';
        try {
            for (;;) {
                const { done, value } = await reader.read();
                if (done) return;
                this.reads.push(Date.now());
                text += decoder.decode(value, { stream: true });
                const parts = text.split('\n\n');
                text = parts.pop();
                parts.forEach((part) => this.take(part));
            }
        } finally {
            this.over = true;
            this.waiting.splice(0).forEach((wake) => wake());
        }
    }

    take(part) {
        const message = {};
        for (const line of part.split('\n')) {
            const colon = line.indexOf(':');
            if (colon === 0) this.comments++;
            else message[line.slice(0, colon)] = line.slice(colon + 1).trimStart();
        }
        if (!message.event) return;
        if (message.id) this.lastId = Number(message.id);
        message.data = JSON.parse(message.data);
        this.messages.push(message);
        this.waiting.splice(0).forEach((wake) => wake());
    }

    // The next message of that kind (any other is dropped); fails when none comes.
    async next(event = 'change', within = 60_000) {
        const until = Date.now() + within;
        for (;;) {
            const message = this.messages.shift();
            if (message && message.event === event) return { ...message, id: Number(message.id) };
            if (message) continue;
            if (this.over) throw new Error(`the stream ended before a ${event}`);
            if (Date.now() > until) throw new Error(`no ${event} came`);
            await new Promise((wake) => {
                const timer = setTimeout(wake, until - Date.now() + 1);
                this.waiting.push(() => (clearTimeout(timer), wake()));
            });
        }
    }

    // All changes until one about this record.
    async until(id) {
        const seen = [];
        for (;;) {
            const { data } = await this.next();
            seen.push(data);
            if (data.entity_id === id) return seen;
        }
    }

    async close() {
        this.cancel.abort();
        await this.ended;
    }
}
