/* From an address and a password to a user: the whole of what must be right, in one place.
 *
 * Unknown address, wrong password and an account without one take as long and answer the same. Who
 * fails five times waits (throttle.h), counted by account and by address. An address from which the
 * user has a session is not kept out by what others do to the account.
 */
#ifndef KITH_AUTH_SIGNIN_H
#define KITH_AUTH_SIGNIN_H

#include "auth/auth.h"

struct signin {
    struct str email; /* normalised; p NULL: not an address at all */
    struct str password;
    struct str code; /* by the clock, or a recovery code; p NULL: none */
    struct str address;
};

/* Burns CPU and blocks. ERR_UNAUTHORIZED; with err->extra "totp_required" when only the code lacks
 * or is wrong. ERR_TOO_MANY: *ret_wait_s seconds to wait. ERR_FORBIDDEN for a disabled account. */
int signin_check(struct auth *a, struct arena *arena, const struct signin *in,
                 struct user *ret_user, int64_t *ret_wait_s, struct err *err);
/* The password of somebody who is signed in, asked again before what matters; guessing it is
 * throttled too. ERR_INVALID on `field`. */
int signin_confirm(struct auth *a, struct arena *arena, int64_t user_id, struct str password,
                   const char *field, int64_t *ret_wait_s, struct err *err);
/* Where a sign-in goes: the workspace of the last one while they are a member there, else their
 * oldest; 0: they are a member of none. */
int signin_workspace(struct control *c, int64_t user_id, int64_t *ret_workspace_id,
                     struct err *err);
/* Counts one more use of what a stranger may ask for only so often (a reset); seconds to wait, or
 * 0. */
int64_t signin_count(struct auth *a, const char *kind, struct str key);

#endif
