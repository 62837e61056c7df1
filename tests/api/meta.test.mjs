// What the API says of itself: a valid OpenAPI document from which a client can be generated, and
// the model as data, which agree with each other.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { cleanEnv, start } from './harness.mjs';

const server = await start();
const nobody = server.client();
const here = new URL('.', import.meta.url).pathname;
const quiet = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', SCARF_ANALYTICS: 'false' };
let document, dir, file;

// Runs a tool of node_modules/.bin; resolves with its exit code and all it said.
const tool = (name, args) =>
    new Promise((resolve) => {
        execFile(join(here, 'node_modules/.bin', name), args, { cwd: here, env: cleanEnv(quiet), maxBuffer: 1 << 26 },
            (error, out, err) => resolve({ code: error ? (error.code ?? 1) : 0, said: out + err }));
    });

before(async () => {
    document = await nobody.get('/api/openapi.json').expect(200);
    dir = mkdtempSync(join(tmpdir(), 'kith-openapi-'));
    file = join(dir, 'openapi.json');
    writeFileSync(file, JSON.stringify(document));
});
after(() => rmSync(dir, { recursive: true, force: true }));

describe('the OpenAPI document', () => {
    it('is open to all, also with a token that no longer holds', async () => {
        await nobody.get('/api/openapi.json').expect(200);
        await server.client({ authorization: 'Bearer x' }).get('/api/openapi.json').expect(200);
    });

    it('is valid: redocly', async () => {
        const { code, said } = await tool('redocly', ['lint', file, '--config', 'redocly.yaml', '--format=stylish']);
        assert.equal(code, 0, said);
    });

    it('is valid: spectral', async () => {
        const { code, said } = await tool('spectral', ['lint', file, '--fail-severity=warn']);
        assert.equal(code, 0, said);
    });

    it('gives a client’s types that compile', async () => {
        const types = join(dir, 'api.d.ts');
        const made = await tool('openapi-typescript', [file, '-o', types]);
        assert.equal(made.code, 0, made.said);
        assert.match(readFileSync(types, 'utf8'), /"contacts\.create"/);
        const checked = await tool('tsc', ['--noEmit', '--skipLibCheck', 'false', types]);
        assert.equal(checked.code, 0, checked.said);
    });

    it('says of every operation who may, what it takes and how it fails', () => {
        assert.equal(document.openapi, '3.1.0');
        const open = [];
        for (const { id, method, path, operation } of server.contract.operations()) {
            assert.ok(operation.summary && operation.tags.length === 1, id);
            assert.ok(operation.responses['400'] && operation.responses.default, id);
            if (operation.security?.length === 0) open.push(id);
            else assert.ok(operation.responses['401'] && operation.responses['404'], id);
            if (path.startsWith('/api/crm/') && !path.endsWith('/meta')) assert.match(operation['x-scope'], /^(read|write):\w+$/, id);
            if (operation.requestBody) assert.ok(operation.responses['422'] && operation.responses['415'], id);
            if (method === 'GET') assert.ok(!operation.requestBody, id);
        }
        for (const id of ['auth.login', 'auth.register', 'meta.health', 'meta.openapi']) assert.ok(open.includes(id), id);
        assert.deepEqual(open.filter((id) => !/^(auth|meta)\./.test(id)), [], 'no record is open to all');
    });

    it('names filters with their operators', () => {
        const names = document.paths['/api/crm/contacts'].get.parameters.map((p) => p.name);
        for (const name of ['q', 'limit', 'offset', 'cursor', 'sort', 'count', 'filter', 'trashed', 'tag', 'priority',
            'priority[gte]', 'priority_min', 'name[contains]', 'id[in]', 'created_at[lt]', 'email[empty]', 'status'])
            assert.ok(names.includes(name), name);
        for (const name of ['background', 'tags[gt]', 'stage[gt]', 'next_contact_at[contains]'])
            assert.ok(!names.includes(name), name);
        assert.equal(new Set(names.filter(Boolean)).size, names.filter(Boolean).length, 'each once');
    });

    it('has a schema each to read, create and patch, which keep to their kind', () => {
        const { Contact, ContactCreate, ContactPatch, Channel, ChannelCreate, ChannelPatch } = document.components.schemas;
        for (const schema of [Contact, ContactCreate, ContactPatch, Channel, ChannelCreate, ChannelPatch])
            assert.equal(schema.additionalProperties, false);
        assert.deepEqual([...Contact.required].sort(), Object.keys(Contact.properties).sort());
        assert.deepEqual(ContactCreate.required, ['name']);
        assert.equal(ContactPatch.required, undefined);
        assert.ok(Contact.properties.company_name && !ContactCreate.properties.company_name);
        assert.ok(Contact.properties.status.enum.includes('trashed') && !ContactCreate.properties.status.enum.includes('trashed'));
        assert.deepEqual(ChannelCreate.required, ['contact_id', 'kind', 'value']);
        assert.ok(!ChannelPatch.properties.contact_id, 'what is fixed cannot be patched');
        assert.equal(Channel.properties.trashed_at, undefined);
    });
});

describe('meta', () => {
    it('is for those who are signed in', () => nobody.get('/meta').expect(401));

    it('describes every entity and field that the document has', async () => {
        const ann = await server.user();
        const { entities, stages } = await ann.get('/meta').expect(200);
        assert.deepEqual(stages, ['first_contact', 'research', 'outreach', 'follow_up', 'demo', 'closed_won', 'closed_lost']);
        assert.deepEqual(
            entities.map((e) => e.plural).sort(),
            ['activities', 'channels', 'companies', 'contacts', 'domains', 'memberships', 'notes', 'tags', 'tasks', 'websites'],
        );
        for (const { name, plural, label, trash, default_sort, fields } of entities) {
            assert.ok(label && default_sort, name);
            const schema = document.components.schemas[name[0].toUpperCase() + name.slice(1)];
            const answered = fields.filter((f) => !f.input_only).map((f) => f.name);
            for (const field of answered) assert.ok(schema.properties[field], `${name}.${field}`);
            assert.equal(Boolean(schema.properties.trashed_at), trash, name);
            const parameters = new Set(document.paths[`/api/crm/${plural}`].get.parameters.map((p) => p.name));
            for (const f of fields)
                for (const op of f.ops)
                    assert.ok(parameters.has(op === 'eq' ? f.name : `${f.name}[${op}]`), `${plural}?${f.name}[${op}]`);
        }
    });

    it('gives a form all it needs', async () => {
        const ann = await server.user();
        const { entities } = await ann.get('/meta').expect(200);
        const field = (entity, name) => entities.find((e) => e.name === entity).fields.find((f) => f.name === name);
        const name = field('contact', 'name');
        assert.deepEqual(
            [name.type, name.label, name.required, name.max_length, name.sortable, name.indexed, name.is_name],
            ['text', 'Name', true, 255, true, true, true],
        );
        assert.deepEqual([field('contact', 'priority').min, field('contact', 'priority').max], [0, 10]);
        assert.deepEqual(field('contact', 'status').options, ['lead', 'prospect', 'customer', 'closed']);
        assert.equal(field('contact', 'company_id').target, 'company');
        assert.equal(field('contact', 'company_id').mirror, true);
        assert.equal(field('contact', 'company_name').derived, true);
        assert.equal(field('contact', 'company_name').read_only, true);
        assert.equal(field('contact', 'birthday').no_year, true);
        assert.equal(field('note', 'entity_id').target_field, 'entity_type');
        assert.equal(field('company', 'deal_value').currency_field, 'currency');
        assert.equal(field('task', 'status').fallback, 'open');
        assert.ok(field('contact', 'contact_every').help);
        assert.ok(!field('contact', 'background').sortable);
    });
});

describe('health', () => {
    it('is told to anybody', async () => {
        const { status, version } = await nobody.get('/healthz').expect(200);
        assert.equal(status, 'ok');
        assert.ok(version);
    });
});
