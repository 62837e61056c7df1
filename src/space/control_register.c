/* A new user with a workspace: rows here, a file there, and a crash in between.
 *
 * The rows come first, the workspace marked pending; then its file; then the mark goes. Whatever
 * the power takes, the sweep at the next start finds the mark and finishes. Only an error that is
 * reported takes the rows back, so that the same address can be tried again.
 */
#include <stdio.h>

#include "space/control_private.h"

struct registration {
    struct user user;
    struct workspace workspace;
    const char *hash;
};

static const char *or_else(const char *text, const char *fallback)
{
    return text && *text ? text : fallback;
}

static struct registration registration_of(struct arena *a, const struct user *u, const char *hash,
                                           const struct workspace *w)
{
    struct registration r = {.user = *u, .workspace = *w, .hash = hash};

    r.user.name = or_else(u->name, "");
    r.workspace.name = or_else(
        w->name, *r.user.name ? arena_printf(a, "%s's workspace", r.user.name) : "My workspace");
    r.workspace.time_zone = or_else(w->time_zone, "UTC");
    r.workspace.currency = or_else(w->currency, "EUR");
    r.workspace.country = or_else(w->country, "US");
    return r;
}

/* --- the rows --------------------------------------------------------------------------------- */

static int refuse_taken(struct db *db, const char *email, struct err *err)
{
    int64_t taken;

    if (db_query_int(db, "SELECT id FROM users WHERE email = ?",
                     DB_ARGS(DB_VALUE_TEXT(str_of(email))), 0, &taken, err) != 0)
        return -1;
    if (taken)
        return err_set(err, ERR_DUPLICATE, "email", "There is an account with this address.");
    return 0;
}

static int insert_user(struct db *db, const struct registration *r, struct err *err)
{
    const struct user *u = &r->user;

    return db_run(db,
                  "INSERT INTO users (id, email, name, password_hash, created_at) "
                  "VALUES (?, ?, ?, ?, ?)",
                  DB_ARGS(DB_VALUE_INT(u->id), DB_VALUE_TEXT(str_of(u->email)),
                          DB_VALUE_TEXT(str_of(u->name)), DB_VALUE_TEXT(str_of(r->hash)),
                          DB_VALUE_INT(u->created_at)),
                  NULL, err);
}

static int insert_workspace(struct db *db, const struct workspace *w, struct err *err)
{
    return db_run(db,
                  "INSERT INTO workspaces (id, name, time_zone, currency, country, created_at, "
                  "pending) VALUES (?, ?, ?, ?, ?, ?, 1)",
                  DB_ARGS(DB_VALUE_INT(w->id), DB_VALUE_TEXT(str_of(w->name)),
                          DB_VALUE_TEXT(str_of(w->time_zone)), DB_VALUE_TEXT(str_of(w->currency)),
                          DB_VALUE_TEXT(str_of(w->country)), DB_VALUE_INT(w->created_at)),
                  NULL, err);
}

static int insert_owner(struct db *db, const struct registration *r, struct err *err)
{
    return db_run(db,
                  "INSERT INTO members (workspace_id, user_id, role, created_at) "
                  "VALUES (?, ?, ?, ?)",
                  DB_ARGS(DB_VALUE_INT(r->workspace.id), DB_VALUE_INT(r->user.id),
                          DB_VALUE_TEXT(str_of(role_name(ROLE_OWNER))),
                          DB_VALUE_INT(r->workspace.created_at)),
                  NULL, err);
}

static int insert_rows(void *ctx, struct space_tx *tx, struct err *err)
{
    struct registration *r = ctx;

    if (refuse_taken(tx->db, r->user.email, err) != 0)
        return -1;
    r->user.id = space_tx_id(tx);
    r->workspace.id = space_tx_id(tx);
    r->user.created_at = r->workspace.created_at = tx->now;
    tx->wrote = true;
    if (insert_user(tx->db, r, err) != 0 || insert_workspace(tx->db, &r->workspace, err) != 0)
        return -1;
    return insert_owner(tx->db, r, err);
}

static int delete_rows(void *ctx, struct space_tx *tx, struct err *err)
{
    const struct registration *r = ctx;
    struct db_value workspace = DB_VALUE_INT(r->workspace.id), user = DB_VALUE_INT(r->user.id);

    tx->wrote = true;
    if (db_run(tx->db, "DELETE FROM members WHERE workspace_id = ?", &workspace, 1, NULL, err) ||
        db_run(tx->db, "DELETE FROM workspaces WHERE id = ?", &workspace, 1, NULL, err))
        return -1;
    return db_run(tx->db, "DELETE FROM users WHERE id = ?", &user, 1, NULL, err);
}

/* --- the file --------------------------------------------------------------------------------- */

static int make_file(struct control *c, int64_t workspace_id, struct err *err)
{
    char name[WORKSPACE_NAME_MAX];
    struct space *sp;

    control_workspace_name(workspace_id, name);
    if (space_get(c->spaces, name, true, &sp, err) != 0)
        return -1;
    space_put(sp);
    return 0;
}

static int clear_pending(void *ctx, struct space_tx *tx, struct err *err)
{
    const int64_t *id = ctx;

    tx->wrote = true;
    return db_run(tx->db, "UPDATE workspaces SET pending = 0 WHERE id = ?",
                  DB_ARGS(DB_VALUE_INT(*id)), NULL, err);
}

static int finish(struct control *c, int64_t workspace_id, struct err *err)
{
    if (make_file(c, workspace_id, err) != 0)
        return -1;
    return space_write(c->space, clear_pending, &workspace_id, err);
}

/* What cannot be taken back now, the sweep finishes: the address then has an account. */
static void take_back(struct control *c, struct registration *r)
{
    char name[WORKSPACE_NAME_MAX];
    struct err ignored = {0};

    if (space_write(c->space, delete_rows, r, &ignored) != 0)
        return;
    control_workspace_name(r->workspace.id, name);
    space_delete(c->spaces, name, &ignored);
}

int control_register(struct control *c, struct arena *a, const struct user *u, const char *hash,
                     const struct workspace *w, struct user *ret_user,
                     struct workspace *ret_workspace, struct err *err)
{
    struct registration r = registration_of(a, u, hash, w);

    if (space_write(c->space, insert_rows, &r, err) != 0)
        return -1;
    if (finish(c, r.workspace.id, err) != 0) {
        take_back(c, &r);
        return -1;
    }
    if (control_workspace(c, a, r.workspace.id, ret_workspace, err) != 0)
        return -1;
    return control_user(c, a, r.user.id, ret_user, err);
}

/* --- the sweep -------------------------------------------------------------------------------- */

static int next_pending(struct control *c, int64_t after, int64_t *ret_id, struct err *err)
{
    struct db *db;

    if (space_read(c->space, &db, err) != 0)
        return -1;
    int rc = db_query_int(
        db, "SELECT id FROM workspaces WHERE pending = 1 AND id > ? ORDER BY id LIMIT 1",
        DB_ARGS(DB_VALUE_INT(after)), 0, ret_id, err);
    space_read_end(c->space, db);
    return rc;
}

int control_sweep(struct control *c, struct err *err)
{
    int64_t id = 0;

    for (;;) {
        struct err ignored = {0};

        if (next_pending(c, id, &id, err) != 0)
            return -1;
        if (!id)
            return 0;
        finish(c, id, &ignored); /* one bad file must not keep all the others from starting */
    }
}
