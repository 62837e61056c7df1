/* Members of workspaces and what owners do with a workspace itself. Who may is policy.h's table;
 * beyond it: an owner is touched by owners only, an admin touches and makes only those below
 * admins, and a workspace never is without an owner. All of these block (see space_write).
 */
#ifndef KITH_AUTH_MEMBER_H
#define KITH_AUTH_MEMBER_H

#include "auth/actor.h"

struct member {
    int64_t user_id;
    const char *email, *name;
    enum role role;
    int64_t created_at; /* since when */
};

/* The principal as they are in another workspace of theirs; ERR_NOT_FOUND. Does not block. */
int member_there(struct control *c, const struct principal *who, int64_t workspace_id,
                 struct principal *ret_there, struct err *err);
/* Oldest first. Does not block. */
int members_of(struct control *c, struct arena *a, int64_t workspace_id, struct member **ret,
               size_t *ret_n, struct err *err);
int member_get(struct control *c, struct arena *a, int64_t workspace_id, int64_t user_id,
               struct member *ret, struct err *err);
int member_set_role(struct control *c, const struct actor *by, int64_t workspace_id,
                    int64_t user_id, enum role role, struct err *err);
/* Oneself: leaving, which every role may. Records they own stay theirs until somebody with the
 * right takes them over. */
int member_remove(struct control *c, const struct actor *by, int64_t workspace_id, int64_t user_id,
                  struct err *err);

/* The member becomes an owner and who asks an admin. */
int workspace_transfer(struct control *c, const struct actor *by, int64_t workspace_id,
                       int64_t user_id, struct err *err);
/* For the first member of one they just made: notes it. */
int workspace_made(struct control *c, const struct actor *by, int64_t workspace_id,
                   struct err *err);
int workspace_change(struct control *c, const struct actor *by, const struct workspace *w,
                     struct err *err);
/* typed: what they typed to say that they mean it; must be its name, letter by letter. */
int workspace_remove(struct control *c, const struct actor *by, int64_t workspace_id,
                     struct str typed, struct err *err);

#endif
