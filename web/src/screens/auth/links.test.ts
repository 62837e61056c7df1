import { describe, expect, it } from 'vitest';
import { safeNext, secretOf } from './links';

describe('where a sign-in leads', () => {
  it('is a place of this page', () => {
    expect(safeNext('/w/1/contacts?sort=name')).toBe('/w/1/contacts?sort=name');
    expect(safeNext('/invite/abc')).toBe('/invite/abc');
  });

  it('is never elsewhere', () => {
    for (const bad of [undefined, '', 'https://evil.example', '//evil.example', '/\\evil.example'])
      expect(safeNext(bad)).toBe('/');
    expect(safeNext('/login?next=/login')).toBe('/');
  });
});

describe('the secret of a link', () => {
  it('stands behind the #, with or without its name', () => {
    expect(secretOf('#token=a-b_c')).toBe('a-b_c');
    expect(secretOf('#x-yz')).toBe('x-yz');
    expect(secretOf('#a%2Bb')).toBe('a+b');
    expect(secretOf('#%')).toBe('%');
    expect(secretOf('')).toBe('');
  });
});
