// Who may make whom what, as the server holds it: only owners make owners and admins.
import type { Role } from '../../api/types';

export function grantable(mine: Role): Role[] {
  if (mine === 'owner') return ['owner', 'admin', 'member', 'viewer'];
  return mine === 'admin' ? ['member', 'viewer'] : [];
}

/** May I change or remove somebody who is `theirs`? */
export function mayChange(mine: Role, theirs: Role): boolean {
  return grantable(mine).includes(theirs);
}
