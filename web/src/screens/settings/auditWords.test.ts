import { describe, expect, it } from 'vitest';
import { detailWords } from './auditWords';

describe('an entry of the audit log', () => {
  it('is told in a line', () => {
    const detail = { role: 'admin', scopes: ['read:*', 'write:notes'], note: null };
    expect(detailWords({ target: 'user:7', detail } as never)).toBe(
      'user:7 · role admin · scopes read:*, write:notes',
    );
  });

  it('may have nothing to tell', () => {
    expect(detailWords({ target: '', detail: {} } as never)).toBe('');
  });
});
