import { describe, expect, it } from 'vitest';
import { grantable, mayChange } from './roles';

describe('roles', () => {
  it('are given by owners and admins only, and by admins only below themselves', () => {
    expect(grantable('owner')).toContain('owner');
    expect(grantable('admin')).toEqual(['member', 'viewer']);
    expect(grantable('member')).toEqual([]);
    expect(grantable('viewer')).toEqual([]);
  });

  it('of an admin are no admin’s to change', () => {
    expect(mayChange('admin', 'admin')).toBe(false);
    expect(mayChange('admin', 'member')).toBe(true);
    expect(mayChange('owner', 'admin')).toBe(true);
  });
});
