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
    bool claimed; /* a placeholder became the user */
};

static struct registration registration_of(struct arena *a, const struct user *u, const char *hash,
                                           const struct workspace *w)
{
    struct registration r = {.user = *u, .hash = hash};

    r.user.name = u->name ? u->name : "";
    r.workspace = control_workspace_filled(
        w, *r.user.name ? arena_printf(a, "%s's workspace", r.user.name) : "My workspace");
    return r;
}

/* --- the rows --------------------------------------------------------------------------------- */

/* Who has the address: nobody (id 0), a placeholder (claimed), or somebody. */
static int find_taken(struct db *db, struct registration *r, struct err *err)
{
    struct db_stmt *s;

    if (db_query(db, "SELECT id, password_hash, created_at FROM users WHERE email = ?",
                 DB_ARGS(DB_VALUE_TEXT(str_of(r->user.email))), &s, err) != 0)
        return -1;

    int got = db_step(s, err);
    bool taken = got == 1 && db_column_str(s, 1).n > 0;
    r->claimed = got == 1 && !taken;
    if (r->claimed) {
        r->user.id = db_column_int(s, 0);
        r->user.created_at = db_column_int(s, 2);
    }
    db_done(s);
    if (taken)
        return err_set(err, ERR_DUPLICATE, "email", "There is an account with this address.");
    return got < 0 ? -1 : 0;
}

/* The first to come owns the instance. */
#define OWNS "CASE WHEN EXISTS (SELECT 1 FROM users WHERE is_owner = 1) THEN 0 ELSE 1 END"

static int insert_user(struct db *db, const struct registration *r, struct err *err)
{
    const struct user *u = &r->user;

    return db_run(db,
                  "INSERT INTO users (id, email, name, password_hash, created_at, is_owner) "
                  "VALUES (?, ?, ?, ?, ?, " OWNS ")",
                  DB_ARGS(DB_VALUE_INT(u->id), DB_VALUE_TEXT(str_of(u->email)),
                          DB_VALUE_TEXT(str_of(u->name)), DB_VALUE_TEXT(str_of(r->hash)),
                          DB_VALUE_INT(u->created_at)),
                  NULL, err);
}

static int claim_user(struct db *db, const struct registration *r, struct err *err)
{
    return db_run(db,
                  "UPDATE users SET name = ?, password_hash = ?, source = 'user', "
                  "is_owner = " OWNS " WHERE id = ?",
                  DB_ARGS(DB_VALUE_TEXT(str_of(r->user.name)), DB_VALUE_TEXT(str_of(r->hash)),
                          DB_VALUE_INT(r->user.id)),
                  NULL, err);
}

static int insert_rows(void *ctx, struct space_tx *tx, struct err *err)
{
    struct registration *r = ctx;

    if (find_taken(tx->db, r, err) != 0)
        return -1;
    if (!r->claimed) {
        r->user.id = space_tx_id(tx);
        r->user.created_at = tx->now;
    }
    r->workspace.id = space_tx_id(tx);
    r->workspace.created_at = tx->now;
    tx->wrote = true;
    if ((r->claimed ? claim_user : insert_user)(tx->db, r, err) != 0)
        return -1;
    return control_workspace_insert(tx, &r->workspace, r->user.id, err);
}

static int delete_rows(void *ctx, struct space_tx *tx, struct err *err)
{
    const struct registration *r = ctx;
    struct db_value workspace = DB_VALUE_INT(r->workspace.id), user = DB_VALUE_INT(r->user.id);

    tx->wrote = true;
    if (db_run(tx->db, "DELETE FROM members WHERE workspace_id = ?", &workspace, 1, NULL, err) ||
        db_run(tx->db, "DELETE FROM workspaces WHERE id = ?", &workspace, 1, NULL, err))
        return -1;
    if (r->claimed)
        return db_run(tx->db,
                      "UPDATE users SET password_hash = '', source = 'crm_contact', is_owner = 0 "
                      "WHERE id = ?",
                      &user, 1, NULL, err);
    return db_run(tx->db, "DELETE FROM users WHERE id = ?", &user, 1, NULL, err);
}

/* --- the file --------------------------------------------------------------------------------- */

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
    if (control_workspace_finish(c, r.workspace.id, err) != 0) {
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
        control_workspace_finish(
            c, id, &ignored); /* one bad file must not keep all the others from starting */
    }
}
