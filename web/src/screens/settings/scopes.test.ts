import { describe, expect, it } from 'vitest';
import type { OpenApi } from '../../data/openapi';
import { holds, scopeRows, tidy, toggle } from './scopes';

const doc: OpenApi = {
  openapi: '3.1.0',
  info: { title: 'Kith', version: '1' },
  paths: {
    '/a': { get: { 'x-scope': 'read:contacts' }, post: { 'x-scope': 'write:contacts' } },
    '/b': { get: { 'x-scope': 'read:contacts' }, delete: {} },
    '/c': { post: { 'x-scope': 'execute:jobs' }, get: { 'x-scope': 'read:jobs' } },
  },
};

describe('the scopes of a key', () => {
  it('are those the API names, a row a thing', () => {
    expect(scopeRows(doc)).toEqual([
      { thing: 'contacts', verbs: ['read', 'write'] },
      { thing: 'jobs', verbs: ['read', 'execute'] },
    ]);
  });

  it('are held by themselves or by one for all', () => {
    expect(holds(['read:contacts'], 'read', 'contacts')).toBe(true);
    expect(holds(['read:contacts'], 'write', 'contacts')).toBe(false);
    expect(holds(['write:*'], 'write', 'contacts')).toBe(true);
    expect(holds(['*'], 'execute', 'jobs')).toBe(true);
  });

  it('come and go', () => {
    expect(toggle(['read:a'], 'read:b')).toEqual(['read:a', 'read:b']);
    expect(toggle(['read:a', 'read:b'], 'read:a')).toEqual(['read:b']);
  });

  it('are not sent twice', () => {
    expect(tidy(['read:a', 'read:*', 'write:a'])).toEqual(['read:*', 'write:a']);
  });
});
