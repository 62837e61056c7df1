/* Invitations: an address, a role in a workspace, and a token that works once within seven days.
 * The token is shown when it is made and stored hashed. Inviting an address again takes the former
 * invitation back.
 */
#ifndef KITH_AUTH_INVITATION_H
#define KITH_AUTH_INVITATION_H

#include "auth/actor.h"

enum { INVITATION_DAYS = 7, INVITATION_TOKEN = 43 };

struct invitation {
    int64_t id, workspace_id, invited_by, created_at, expires_at;
    const char *email; /* normalised */
    enum role role;
    char token[INVITATION_TOKEN + 1]; /* only when made */
};

/* Blocks. Who may invite whom is as in member.h; ERR_DUPLICATE on "email" for a member. Mailed
 * where mail is set up (auth_config). email is normalised. */
int invitation_make(struct auth *a, struct arena *arena, const struct actor *by,
                    int64_t workspace_id, struct str email, enum role role, struct invitation *ret,
                    struct err *err);
/* The open ones, newest first; who asks must be allowed to manage members. Does not block. */
int invitations_of(struct control *c, struct arena *a, const struct principal *there,
                   struct invitation **ret, size_t *ret_n, struct err *err);
int invitation_revoke(struct control *c, const struct actor *by, int64_t workspace_id, int64_t id,
                      struct err *err);
/* Blocks. A signed-in user whose address it was sent to joins. */
int invitation_accept(struct control *c, const struct actor *by, struct str token,
                      int64_t *ret_workspace_id, enum role *ret_role, struct err *err);

/* --- for registering ----------------------------------------------------------------------------
 */

/* Would it be accepted? Before work is spent on it. Does not block. */
int invitation_check(struct control *c, struct str token, struct str email, struct err *err);
/* In the transaction that makes (or just has made) the user of this address. */
int invitation_accept_on_register(struct space_tx *tx, struct str token, struct str email,
                                  int64_t user_id, int64_t *ret_workspace_id, struct err *err);

#endif
