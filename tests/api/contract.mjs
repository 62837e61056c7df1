// Holds every answer against the server's own OpenAPI document, and notes which operations were
// reached. A status that is not documented, a body that does not fit its schema, a wrong content
// type or a header that is missing fails the test whose request it was.
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

// What was asked and answered, a file a test file; each run has a folder of its own.
export const LOG = process.env.API_LOG ?? new URL('.log/', import.meta.url).pathname;

const pointer = (...steps) =>
    '#/' + steps.map((s) => encodeURIComponent(s.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');

const segments = (path) => path.split('/').slice(1);

export class Contract {
    constructor(document) {
        this.document = document;
        this.ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
        addFormats(this.ajv);
        this.ajv.addSchema(document, 'kith');
        this.routes = Object.entries(document.paths).map(([path, methods]) => ({
            path,
            methods,
            segments: segments(path),
        }));
        this.log = join(LOG, basename(process.argv[1] ?? 'unknown').replace(/\.m?js$/, '.ndjson'));
        mkdirSync(LOG, { recursive: true });
        writeFileSync(join(LOG, 'openapi.json'), JSON.stringify(document));
    }

    // Every operation as {id, method, path, operation}.
    operations() {
        return this.routes.flatMap(({ path, methods }) =>
            Object.entries(methods).map(([method, operation]) => ({
                id: operation.operationId,
                method: method.toUpperCase(),
                path,
                operation,
            })),
        );
    }

    // The route of an address: a plain segment beats a parameter.
    route(pathname) {
        const wanted = segments(pathname);
        const fits = this.routes.filter(
            (r) =>
                r.segments.length === wanted.length &&
                r.segments.every((s, i) => s === wanted[i] || (s.startsWith('{') && wanted[i])),
        );
        const plain = (r) => r.segments.map((s) => (s.startsWith('{') ? '1' : '0')).join('');
        return fits.sort((a, b) => (plain(a) < plain(b) ? -1 : 1))[0];
    }

    resolve(node) {
        if (!node?.$ref) return node;
        return node.$ref
            .slice(2)
            .split('/')
            .reduce((at, step) => at[step], this.document);
    }

    validate(ref, value, what) {
        const check = this.ajv.getSchema('kith' + ref);
        if (!check) throw new Error(`the document has no schema at ${ref}`);
        if (check(value)) return;
        const faults = check.errors.map((e) => `${e.instancePath || '/'} ${e.message}` +
            (e.params.additionalProperty ? ` (${e.params.additionalProperty})` : ''));
        throw new Error(`${what} does not fit the document:\n  ${faults.slice(0, 8).join('\n  ')}` +
            `\n  ${JSON.stringify(value).slice(0, 1500)}`);
    }

    note(record) {
        appendFileSync(this.log, JSON.stringify(record) + '\n');
    }

    // Throws when the answer is not what the document promises.
    check(request, answer) {
        const route = this.route(request.pathname);
        const method = (request.method === 'HEAD' ? 'GET' : request.method).toLowerCase();
        const operation = route?.methods[method];
        const what = `${request.method} ${request.pathname} answered ${answer.status}, which`;
        this.note({ id: operation?.operationId, method: request.method, path: request.pathname,
            status: answer.status });
        if (!operation) return this.checkRefusal(answer, what, route ? 405 : 404);

        const status = String(answer.status);
        const named = operation.responses[status];
        if (!named) throw new Error(`${what} is not documented: ${answer.text?.slice(0, 500)}`);
        const response = this.resolve(named);
        if (request.method !== 'HEAD') this.checkBody(route, method, status, named, answer, what);
        this.checkHeaders(response, answer, what, request);
        if (answer.status < 400) this.checkRequest(route, method, operation, request);
    }

    checkRefusal(answer, what, expected) {
        const early = [400, 401, 403, 413, 429];
        if (answer.status !== expected && !early.includes(answer.status))
            throw new Error(`${what} should be ${expected}: there is no such operation`);
        if (answer.text) this.checkProblem(answer, what);
    }

    checkProblem(answer, what) {
        if (!/^application\/problem\+json/.test(answer.headers.get('content-type') ?? ''))
            throw new Error(`${what} is not application/problem+json`);
        this.validate(pointer('components', 'schemas', 'Problem'), answer.body, what);
        if (answer.body.status !== answer.status)
            throw new Error(`${what} says status ${answer.body.status} in its body`);
    }

    checkBody(route, method, status, named, answer, what) {
        const response = this.resolve(named);
        if (answer.status >= 400) return this.checkProblem(answer, what);
        if (!response.content) {
            if (answer.text) throw new Error(`${what} should have no body: ${answer.text.slice(0, 200)}`);
            return;
        }
        const type = (answer.headers.get('content-type') ?? '').split(';')[0];
        if (!(type in response.content))
            throw new Error(`${what} is ${type}, not ${Object.keys(response.content)}`);
        if (type !== 'application/json') return;
        this.validate(
            pointer('paths', route.path, method, 'responses', status, 'content', 'application/json', 'schema'),
            answer.body,
            what,
        );
    }

    checkHeaders(response, answer, what, request) {
        const documented = Object.keys(response.headers ?? {}).map((h) => h.toLowerCase());
        for (const name of ['etag', 'x-change-id', 'location'])
            if (answer.headers.has(name) && !documented.includes(name) && answer.status < 300)
                throw new Error(`${what} has an undocumented ${name}`);
        if (documented.includes('etag') && !answer.headers.has('etag'))
            throw new Error(`${what} lacks its ETag`);
        if (documented.includes('location') && !answer.headers.has('location'))
            throw new Error(`${what} lacks its Location`);
        if (!answer.headers.get('x-request-id')) throw new Error(`${what} lacks X-Request-Id`);
        if (answer.headers.get('x-content-type-options') !== 'nosniff')
            throw new Error(`${what} lacks X-Content-Type-Options: nosniff`);
        if (answer.status === 304 && request.method !== 'GET' && request.method !== 'HEAD')
            throw new Error(`${what} is only for reads`);
    }

    // What succeeded must have been a request that the document allows.
    checkRequest(route, method, operation, request) {
        const named = new Set(operation.parameters?.map((p) => this.resolve(p))
            .filter((p) => p.in === 'query').map((p) => p.name));
        for (const name of request.query.keys())
            if (!named.has(name) && !name.includes('.'))
                throw new Error(`${request.method} ${request.pathname} took ?${name}=, which is not documented`);
        const schema = operation.requestBody?.content['application/json'];
        if (schema && request.body !== undefined && !request.lenient)
            this.validate(
                pointer('paths', route.path, method, 'requestBody', 'content', 'application/json', 'schema'),
                request.body,
                `the body of ${request.method} ${request.pathname}`,
            );
    }
}
