import { describe, expect, it } from 'vitest';
import type { OpenApi } from '../../data/openapi';
import { addressOf, curl, example, groups, isNullable, resolve, search, typeWords } from './model';

const doc: OpenApi = {
  openapi: '3.1.0',
  info: { title: 'Kith', version: '1' },
  tags: [{ name: 'contacts' }],
  paths: {
    '/api/crm/contacts': {
      get: { tags: ['contacts'], summary: 'List contacts', 'x-scope': 'read:contacts' },
      post: { tags: ['contacts'], summary: 'Create a contact' },
    },
    '/api/jobs': { get: { tags: ['jobs'], summary: 'The queue' } },
  },
  components: {
    schemas: {
      Contact: {
        type: 'object',
        required: ['name', 'stage', 'links'],
        properties: {
          name: { type: 'string', maxLength: 255 },
          stage: { type: ['string', 'null'], enum: ['lead', 'won', null] },
          links: { type: 'array', items: { $ref: '#/components/schemas/Contact' } },
        },
      },
    },
  },
};
const contact = { $ref: '#/components/schemas/Contact' };

describe('the description', () => {
  it('is followed where it refers', () => {
    expect(resolve(doc, contact)).toHaveProperty('required');
    expect(resolve(doc, { $ref: '#/nowhere/at/all' })).toEqual({});
    expect(typeWords(doc, contact)).toBe('Contact');
    expect(typeWords(doc, { type: 'array', items: contact })).toBe('Contact[]');
    expect(typeWords(doc, { type: ['integer', 'null'] })).toBe('integer');
    expect(isNullable({ type: ['integer', 'null'] })).toBe(true);
  });

  it('groups operations by tag, in the document’s order', () => {
    expect(groups(doc).map((g) => [g.tag, g.operations.length])).toEqual([
      ['contacts', 2],
      ['jobs', 1],
    ]);
  });

  it('is searched by every word', () => {
    const found = search(groups(doc), 'get contacts');
    expect(found.flatMap((g) => g.operations.map((o) => o.method))).toEqual(['get']);
    expect(search(groups(doc), 'read:contacts')).toHaveLength(1);
    expect(search(groups(doc), 'nothing')).toEqual([]);
  });

  it('gives an example that ends, even of what holds itself', () => {
    expect(JSON.stringify(example(doc, contact))).toContain('"stage":"lead"');
  });
});

describe('a request', () => {
  const parameters = [
    { name: 'id', in: 'path' as const },
    { name: 'q', in: 'query' as const },
  ];

  it('has its values in path and query, encoded', () => {
    expect(addressOf('/api/x/{id}', parameters, { id: 'a/b', q: 'x y' })).toBe(
      '/api/x/a%2Fb?q=x+y',
    );
    expect(addressOf('/api/x/{id}', parameters, {})).toBe('/api/x/{id}');
  });

  it('is a command line that a shell takes as it is', () => {
    expect(curl('http://h', 'get', '/api/x', undefined)).toBe(
      "curl 'http://h/api/x' \\\n  -H 'X-Api-Key: kith_…'",
    );
    const post = curl('http://h', 'post', '/api/x', { name: "O'Hara" });
    expect(post).toContain(`-d '{"name":"O'\\''Hara"}'`);
    expect(post).not.toContain('-X POST');
    expect(curl('http://h', 'delete', '/api/x', undefined)).toContain('-X DELETE');
  });
});
