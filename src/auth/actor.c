/* See actor.h. Roles are asked for inside the transaction that acts on them, so that two who take
 * each other's rights away at once cannot both succeed. */
#include "auth/actor.h"

#include <inttypes.h>
#include <stdio.h>

#include "auth/audit.h"

int actor_there(struct space_tx *tx, const struct actor *by, int64_t workspace_id,
                struct principal *ret_there, struct err *err)
{
    struct principal there = *by->who;

    there.workspace_id = workspace_id;
    if (control_role_in(tx, workspace_id, there.user_id, &there.role, err) != 0)
        return -1;
    if (there.role == ROLE_NONE)
        return err_set(err, ERR_NOT_FOUND, NULL, "There is no such workspace.");
    *ret_there = there;
    return 0;
}

int actor_may(struct space_tx *tx, const struct actor *by, int64_t workspace_id, enum act act,
              struct principal *ret_there, struct err *err)
{
    if (actor_there(tx, by, workspace_id, ret_there, err) != 0)
        return -1;
    return policy_check(ret_there, act, err);
}

int actor_note(struct space_tx *tx, const struct actor *by, int64_t workspace_id,
               const char *action, const char *kind, int64_t id, const char *detail,
               struct err *err)
{
    char target[64];

    snprintf(target, sizeof target, "%s:%" PRId64, kind, id);
    return audit_append(tx,
                        &(struct audit_entry){.actor_kind = by->who->kind,
                                              .actor_id = by->who->id,
                                              .workspace_id = workspace_id,
                                              .action = action,
                                              .target = target,
                                              .detail = detail,
                                              .address = by->address},
                        err);
}
