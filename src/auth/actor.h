/* Who does something to accounts, for the policy and for the audit log. */
#ifndef KITH_AUTH_ACTOR_H
#define KITH_AUTH_ACTOR_H

#include "auth/policy.h"

struct actor {
    const struct principal *who;
    struct str address; /* where the request came from */
};

/* The principal as they are in another workspace, by what the transaction sees; ERR_NOT_FOUND for
 * who is no member there: it does not exist for them. */
int actor_there(struct space_tx *tx, const struct actor *by, int64_t workspace_id,
                struct principal *ret_there, struct err *err);
/* That, and whether they may. */
int actor_may(struct space_tx *tx, const struct actor *by, int64_t workspace_id, enum act act,
              struct principal *ret_there, struct err *err);
/* One row of the audit log: audit_append() with the actor filled in. kind and id make the target:
 * "user:17". detail: JSON or NULL. */
int actor_note(struct space_tx *tx, const struct actor *by, int64_t workspace_id,
               const char *action, const char *kind, int64_t id, const char *detail,
               struct err *err);

#endif
