import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { call, setWorkspace } from './client';

const answer = (body: unknown) => Promise.resolve(new Response(JSON.stringify(body)));

// The page has just started.
beforeEach(() => {
  vi.spyOn(performance, 'now').mockReturnValue(100);
});

afterEach(() => {
  window.kithEarly = undefined;
  setWorkspace(null);
});

describe('an answer that was asked for early', () => {
  it('is taken once, by who asks the same of the same workspace', async () => {
    const own = vi.spyOn(window, 'fetch').mockImplementation(() => answer('asked'));
    window.kithEarly = [
      { address: '/api/crm/tags?limit=1', workspace: '7', answer: answer('early') },
    ];
    const ask = async () => (await call('GET', '/crm/tags', { query: { limit: 1 } })).data;
    setWorkspace(8);
    expect(await ask()).toBe('asked');
    setWorkspace(7);
    expect(await ask()).toBe('early');
    expect(await ask()).toBe('asked');
    expect(own).toHaveBeenCalledTimes(2);
  });

  it('that failed is asked for again', async () => {
    vi.spyOn(window, 'fetch').mockImplementation(() => answer('asked'));
    const failed = Promise.reject(new TypeError('net'));
    window.kithEarly = [{ address: '/api/auth/me', workspace: null, answer: failed }];
    expect((await call('GET', '/auth/me')).data).toBe('asked');
  });

  it('is of the past when the page has long been there', async () => {
    vi.spyOn(window, 'fetch').mockImplementation(() => answer('asked'));
    window.kithEarly = [{ address: '/api/auth/me', workspace: null, answer: answer('early') }];
    vi.spyOn(performance, 'now').mockReturnValue(60_000);
    expect((await call('GET', '/auth/me')).data).toBe('asked');
  });

  it('is of the past after a write', async () => {
    vi.spyOn(window, 'fetch').mockImplementation(() => answer('asked'));
    window.kithEarly = [{ address: '/api/auth/me', workspace: null, answer: answer('early') }];
    await call('POST', '/auth/logout');
    expect((await call('GET', '/auth/me')).data).toBe('asked');
  });
});
