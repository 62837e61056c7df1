/* See member.h. Each change is one transaction: roles are read, judged and written in it, together
 * with its row in the audit log. */
#include "auth/member.h"

#include <stdio.h>

struct ask {
    const struct actor *by;
    int64_t workspace_id, user_id;
    enum role role;
    const struct workspace *workspace;
    struct str typed;
};

static int no_such_member(struct err *err)
{
    return err_set(err, ERR_NOT_FOUND, NULL, "There is no such member here.");
}

/* --- reading ---------------------------------------------------------------------------------- */

int member_there(struct control *c, const struct principal *who, int64_t workspace_id,
                 struct principal *ret_there, struct err *err)
{
    struct principal there = *who;

    there.workspace_id = workspace_id;
    if (control_role(c, workspace_id, who->user_id, &there.role, err) != 0)
        return -1;
    if (there.role == ROLE_NONE)
        return err_set(err, ERR_NOT_FOUND, NULL, "There is no such workspace.");
    *ret_there = there;
    return 0;
}

#define MEMBER_SELECT                                                                              \
    "SELECT m.user_id, u.email, u.name, m.role, m.created_at "                                     \
    "FROM members m JOIN users u ON u.id = m.user_id WHERE m.workspace_id = ?"

static struct member member_of_row(struct db_stmt *s, struct arena *a)
{
    return (struct member){.user_id = db_column_int(s, 0),
                           .email = str_cstr(a, db_column_str(s, 1)),
                           .name = str_cstr(a, db_column_str(s, 2)),
                           .role = role_by_name(db_column_str(s, 3)),
                           .created_at = db_column_int(s, 4)};
}

static int members_read(struct db *db, struct arena *a, int64_t workspace_id, struct member **ret,
                        size_t *ret_n, struct err *err)
{
    struct db_stmt *s;
    size_t room = 0;
    int got;

    if (db_query(db, MEMBER_SELECT " ORDER BY m.created_at, m.user_id",
                 DB_ARGS(DB_VALUE_INT(workspace_id)), &s, err) != 0)
        return -1;
    while ((got = db_step(s, err)) == 1) {
        if (*ret_n == room) {
            room = room ? 2 * room : 16;
            *ret = arena_grow(a, *ret, *ret_n * sizeof **ret, room * sizeof **ret);
        }
        (*ret)[(*ret_n)++] = member_of_row(s, a);
    }
    db_done(s);
    return got;
}

int members_of(struct control *c, struct arena *a, int64_t workspace_id, struct member **ret,
               size_t *ret_n, struct err *err)
{
    struct db *db;

    *ret = NULL;
    *ret_n = 0;
    if (space_read(control_space(c), &db, err) != 0)
        return -1;
    int rc = members_read(db, a, workspace_id, ret, ret_n, err);
    space_read_end(control_space(c), db);
    return rc;
}

int member_get(struct control *c, struct arena *a, int64_t workspace_id, int64_t user_id,
               struct member *ret, struct err *err)
{
    struct db *db;
    struct db_stmt *s = NULL;
    int got = -1;

    if (space_read(control_space(c), &db, err) != 0)
        return -1;
    if (db_query(db, MEMBER_SELECT " AND m.user_id = ?",
                 DB_ARGS(DB_VALUE_INT(workspace_id), DB_VALUE_INT(user_id)), &s, err) == 0)
        got = db_step(s, err);
    if (got == 1)
        *ret = member_of_row(s, a);
    db_done(s);
    space_read_end(control_space(c), db);
    return got == 0 ? no_such_member(err) : got < 0 ? -1 : 0;
}

/* --- judging ---------------------------------------------------------------------------------- */

/* What the policy's table leaves open: whom it may be done to. */
static int check_reach(const struct principal *there, int64_t user_id, enum role now,
                       enum role next, struct err *err)
{
    if (there->role == ROLE_OWNER || (user_id == there->user_id && next < now))
        return 0;
    if (now >= there->role)
        return err_set(err, ERR_FORBIDDEN, NULL, "Only an owner may change the role of an %s.",
                       role_name(now));
    if (next >= there->role)
        return err_set(err, ERR_FORBIDDEN, "role", "Only an owner makes somebody an %s.",
                       role_name(next));
    return 0;
}

/* Called after the write: nobody can then say that it would have been all right. */
static int check_owned(struct space_tx *tx, int64_t workspace_id, struct err *err)
{
    int64_t owners;

    if (db_query_int(tx->db,
                     "SELECT COUNT(*) FROM members WHERE workspace_id = ? AND role = 'owner'",
                     DB_ARGS(DB_VALUE_INT(workspace_id)), 0, &owners, err) != 0)
        return -1;
    if (owners == 0)
        return err_set(err, ERR_CONFLICT, NULL,
                       "A workspace needs an owner: make another member one, or delete it.");
    return 0;
}

/* --- changing members ------------------------------------------------------------------------- */

static int write_role(struct space_tx *tx, int64_t workspace_id, int64_t user_id, enum role role,
                      struct err *err)
{
    tx->wrote = true;
    return db_run(tx->db, "UPDATE members SET role = ? WHERE workspace_id = ? AND user_id = ?",
                  DB_ARGS(DB_VALUE_TEXT(str_of(role_name(role))), DB_VALUE_INT(workspace_id),
                          DB_VALUE_INT(user_id)),
                  NULL, err);
}

static int note_role(struct space_tx *tx, const struct ask *ask, enum role from, enum role to,
                     struct err *err)
{
    char detail[80];

    snprintf(detail, sizeof detail, "{\"from\":\"%s\",\"to\":\"%s\"}", role_name(from),
             role_name(to));
    return actor_note(tx, ask->by, ask->workspace_id, "member.role", "user", ask->user_id, detail,
                      err);
}

static int set_role(void *ctx, struct space_tx *tx, struct err *err)
{
    const struct ask *ask = ctx;
    struct principal there;
    enum role now;

    if (actor_may(tx, ask->by, ask->workspace_id, ACT_MANAGE_MEMBERS, &there, err) != 0 ||
        control_role_in(tx, ask->workspace_id, ask->user_id, &now, err) != 0)
        return -1;
    if (now == ROLE_NONE)
        return no_such_member(err);
    if (now == ask->role)
        return 0;
    if (check_reach(&there, ask->user_id, now, ask->role, err) != 0 ||
        write_role(tx, ask->workspace_id, ask->user_id, ask->role, err) != 0 ||
        check_owned(tx, ask->workspace_id, err) != 0)
        return -1;
    return note_role(tx, ask, now, ask->role, err);
}

int member_set_role(struct control *c, const struct actor *by, int64_t workspace_id,
                    int64_t user_id, enum role role, struct err *err)
{
    struct ask ask = {.by = by, .workspace_id = workspace_id, .user_id = user_id, .role = role};

    return space_write(control_space(c), set_role, &ask, err);
}

static int may_remove(struct space_tx *tx, const struct ask *ask, bool leaves, struct err *err)
{
    struct principal there;
    enum role now;

    if (actor_there(tx, ask->by, ask->workspace_id, &there, err) != 0)
        return -1;
    if (leaves)
        return 0;
    if (policy_check(&there, ACT_MANAGE_MEMBERS, err) != 0 ||
        control_role_in(tx, ask->workspace_id, ask->user_id, &now, err) != 0)
        return -1;
    return now == ROLE_NONE ? no_such_member(err)
                            : check_reach(&there, ask->user_id, now, ROLE_NONE, err);
}

static int take_out(void *ctx, struct space_tx *tx, struct err *err)
{
    const struct ask *ask = ctx;
    bool leaves = ask->user_id == ask->by->who->user_id;

    tx->wrote = true;
    if (may_remove(tx, ask, leaves, err) != 0 ||
        db_run(tx->db, "DELETE FROM members WHERE workspace_id = ? AND user_id = ?",
               DB_ARGS(DB_VALUE_INT(ask->workspace_id), DB_VALUE_INT(ask->user_id)), NULL, err) ||
        check_owned(tx, ask->workspace_id, err) != 0)
        return -1;
    return actor_note(tx, ask->by, ask->workspace_id, leaves ? "member.left" : "member.removed",
                      "user", ask->user_id, NULL, err);
}

int member_remove(struct control *c, const struct actor *by, int64_t workspace_id, int64_t user_id,
                  struct err *err)
{
    struct ask ask = {.by = by, .workspace_id = workspace_id, .user_id = user_id};

    return space_write(control_space(c), take_out, &ask, err);
}

/* --- the workspace itself --------------------------------------------------------------------- */

static int transfer(void *ctx, struct space_tx *tx, struct err *err)
{
    const struct ask *ask = ctx;
    struct principal there;
    enum role now;

    if (actor_may(tx, ask->by, ask->workspace_id, ACT_OWN, &there, err) != 0 ||
        control_role_in(tx, ask->workspace_id, ask->user_id, &now, err) != 0)
        return -1;
    if (now == ROLE_NONE)
        return err_set(err, ERR_BAD_REFERENCE, "user_id",
                       "No member of this workspace has this id; invite them first.");
    if (ask->user_id == there.user_id)
        return err_set(err, ERR_INVALID, "user_id", "You own it already; name another member.");
    if (write_role(tx, ask->workspace_id, ask->user_id, ROLE_OWNER, err) != 0 ||
        write_role(tx, ask->workspace_id, there.user_id, ROLE_ADMIN, err) != 0)
        return -1;
    return actor_note(tx, ask->by, ask->workspace_id, "workspace.transferred", "user", ask->user_id,
                      NULL, err);
}

int workspace_transfer(struct control *c, const struct actor *by, int64_t workspace_id,
                       int64_t user_id, struct err *err)
{
    struct ask ask = {.by = by, .workspace_id = workspace_id, .user_id = user_id};

    return space_write(control_space(c), transfer, &ask, err);
}

static int made(void *ctx, struct space_tx *tx, struct err *err)
{
    const struct ask *ask = ctx;

    return actor_note(tx, ask->by, ask->workspace_id, "workspace.made", "workspace",
                      ask->workspace_id, NULL, err);
}

int workspace_made(struct control *c, const struct actor *by, int64_t workspace_id, struct err *err)
{
    struct ask ask = {.by = by, .workspace_id = workspace_id};

    return space_write(control_space(c), made, &ask, err);
}

static int change(void *ctx, struct space_tx *tx, struct err *err)
{
    const struct ask *ask = ctx;
    struct principal there;

    if (actor_may(tx, ask->by, ask->workspace_id, ACT_SETTINGS, &there, err) != 0 ||
        control_workspace_save(tx, ask->workspace, err) != 0)
        return -1;
    return actor_note(tx, ask->by, ask->workspace_id, "workspace.changed", "workspace",
                      ask->workspace_id, NULL, err);
}

int workspace_change(struct control *c, const struct actor *by, const struct workspace *w,
                     struct err *err)
{
    struct ask ask = {.by = by, .workspace_id = w->id, .workspace = w};

    return space_write(control_space(c), change, &ask, err);
}

static int check_typed(struct space_tx *tx, const struct ask *ask, struct err *err)
{
    struct db_stmt *s;

    if (db_query(tx->db, "SELECT name FROM workspaces WHERE id = ?",
                 DB_ARGS(DB_VALUE_INT(ask->workspace_id)), &s, err) != 0)
        return -1;

    int got = db_step(s, err);
    bool same = got == 1 && str_eq(db_column_str(s, 0), ask->typed);
    db_done(s);
    if (got >= 0 && !same)
        return err_set(err, ERR_INVALID, "name",
                       "To delete the workspace, type its name exactly as it is.");
    return got < 0 ? -1 : 0;
}

static int remove_workspace(void *ctx, struct space_tx *tx, struct err *err)
{
    const struct ask *ask = ctx;
    struct principal there;

    if (actor_may(tx, ask->by, ask->workspace_id, ACT_OWN, &there, err) != 0 ||
        check_typed(tx, ask, err) != 0 || control_workspace_delete(tx, ask->workspace_id, err) != 0)
        return -1;
    return actor_note(tx, ask->by, ask->workspace_id, "workspace.deleted", "workspace",
                      ask->workspace_id, NULL, err);
}

int workspace_remove(struct control *c, const struct actor *by, int64_t workspace_id,
                     struct str typed, struct err *err)
{
    struct ask ask = {.by = by, .workspace_id = workspace_id, .typed = typed};

    return space_write(control_space(c), remove_workspace, &ask, err);
}
