/* What each role may do: one table, read by the record engine and by the faces.
 *
 * The engine asks inside the writer's transaction, so no face can forget it. Ownership: a record
 * with an owner is written by that owner and by roles that write all; one that nobody owns by every
 * role that writes. What hangs on a record follows its owner (record/guard.c).
 */
#ifndef KITH_AUTH_POLICY_H
#define KITH_AUTH_POLICY_H

#include "auth/auth.h"

enum act {
    ACT_READ,           /* everything in the workspace */
    ACT_WRITE_OWN,      /* what they own or nobody owns; new records */
    ACT_WRITE_ALL,      /* what others own too */
    ACT_SEE_JOBS,       /* the queue, dead letters */
    ACT_SEE_AUDIT,      /* the workspace's audit log */
    ACT_MANAGE_MEMBERS, /* invite, change roles below their own, remove */
    ACT_SETTINGS,       /* the workspace's name, time zone, currency */
    ACT_EXPORT,         /* the whole workspace as a file */
    ACT_OWN,            /* delete the workspace, transfer it */
    ACT_COUNT
};

bool policy_allows(enum role role, enum act act);
/* -1 with ERR_FORBIDDEN that says which role may. */
int policy_check(const struct principal *who, enum act act, struct err *err);
/* May they write a record of this owner (0: nobody's)? */
bool policy_writes(const struct principal *who, int64_t owner_id);
const char *policy_act_name(enum act act);

#endif
