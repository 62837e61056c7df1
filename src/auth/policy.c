/* TO ADD AN ACT: its name in policy.h, its row here. */
#include "auth/policy.h"

static const struct {
    const char *name; /* completes "your role may not …" */
    enum role least;
} acts[ACT_COUNT] = {
    [ACT_READ] = {"read here", ROLE_VIEWER},
    [ACT_WRITE_OWN] = {"write here", ROLE_MEMBER},
    [ACT_WRITE_ALL] = {"write what others own", ROLE_ADMIN},
    [ACT_SEE_JOBS] = {"see the jobs", ROLE_ADMIN},
    [ACT_SEE_AUDIT] = {"see the audit log", ROLE_ADMIN},
    [ACT_MANAGE_MEMBERS] = {"manage members", ROLE_ADMIN},
    [ACT_SETTINGS] = {"change the workspace's settings", ROLE_ADMIN},
    [ACT_EXPORT] = {"export the workspace", ROLE_OWNER},
    [ACT_OWN] = {"delete or transfer the workspace", ROLE_OWNER},
};

bool policy_allows(enum role role, enum act act)
{
    return role >= acts[act].least;
}

int policy_check(const struct principal *who, enum act act, struct err *err)
{
    if (who->kind == PRINCIPAL_SYSTEM || policy_allows(who->role, act))
        return 0;
    return err_set(err, ERR_FORBIDDEN, NULL, "Your role here, %s, may not %s; %s may.",
                   role_name(who->role), acts[act].name, role_name(acts[act].least));
}

bool policy_writes(const struct principal *who, int64_t owner_id)
{
    if (who->kind == PRINCIPAL_SYSTEM || policy_allows(who->role, ACT_WRITE_ALL))
        return true;
    return policy_allows(who->role, ACT_WRITE_OWN) && (owner_id == 0 || owner_id == who->user_id);
}

const char *policy_act_name(enum act act)
{
    return acts[act].name;
}
