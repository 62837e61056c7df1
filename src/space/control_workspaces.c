/* Workspaces being made, changed, deleted: rows here, a file there, and a crash in between.
 *
 * Making one: the row comes first, marked pending; then its file; then the mark goes. Whatever the
 * power takes, the sweep at the next start finds the mark and finishes (control_register.c).
 * Deleting one only marks the row: nothing finds it any more, and its file waits its days. Knows
 * nothing of who may: that is auth's question. Reading: control.c.
 */
#include <stdio.h>
#include <string.h>

#include "space/control_private.h"

static const char *or_else(const char *text, const char *fallback)
{
    return text && *text ? text : fallback;
}

struct workspace control_workspace_filled(const struct workspace *w, const char *name)
{
    struct workspace r = *w;

    r.name = or_else(w->name, name);
    r.time_zone = or_else(w->time_zone, "UTC");
    r.currency = or_else(w->currency, "EUR");
    r.country = or_else(w->country, "US");
    r.purpose = or_else(w->purpose, "both");
    r.week_start = or_else(w->week_start, "monday");
    return r;
}

/* --- a new one -------------------------------------------------------------------------------- */

static int insert_row(struct db *db, const struct workspace *w, struct err *err)
{
    return db_run(db,
                  "INSERT INTO workspaces (id, name, time_zone, currency, country, purpose, "
                  "week_start, created_at, pending) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
                  DB_ARGS(DB_VALUE_INT(w->id), DB_VALUE_TEXT(str_of(w->name)),
                          DB_VALUE_TEXT(str_of(w->time_zone)), DB_VALUE_TEXT(str_of(w->currency)),
                          DB_VALUE_TEXT(str_of(w->country)), DB_VALUE_TEXT(str_of(w->purpose)),
                          DB_VALUE_TEXT(str_of(w->week_start)), DB_VALUE_INT(w->created_at)),
                  NULL, err);
}

int control_workspace_insert(struct space_tx *tx, const struct workspace *w, int64_t owner_id,
                             struct err *err)
{
    tx->wrote = true;
    if (insert_row(tx->db, w, err) != 0)
        return -1;
    return db_run(tx->db,
                  "INSERT INTO members (workspace_id, user_id, role, created_at) "
                  "VALUES (?, ?, ?, ?)",
                  DB_ARGS(DB_VALUE_INT(w->id), DB_VALUE_INT(owner_id),
                          DB_VALUE_TEXT(str_of(role_name(ROLE_OWNER))),
                          DB_VALUE_INT(w->created_at)),
                  NULL, err);
}

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

int control_workspace_finish(struct control *c, int64_t workspace_id, struct err *err)
{
    if (make_file(c, workspace_id, err) != 0)
        return -1;
    return space_write(c->space, clear_pending, &workspace_id, err);
}

struct new_workspace {
    struct workspace workspace;
    int64_t user_id;
};

/* Each is a file on the disk, so a user cannot make any number of them. */
static int refuse_too_many(struct db *db, int64_t user_id, struct err *err)
{
    int64_t n;

    if (db_query_int(db, "SELECT COUNT(*) FROM members WHERE user_id = ? AND role = 'owner'",
                     DB_ARGS(DB_VALUE_INT(user_id)), 0, &n, err) != 0)
        return -1;
    if (n >= WORKSPACES_MAX)
        return err_set(err, ERR_CONFLICT, NULL,
                       "You own %d workspaces, deleted ones of the last %d days among them; that "
                       "is the most there can be.",
                       WORKSPACES_MAX, WORKSPACE_KEPT_DAYS);
    return 0;
}

static int insert_new(void *ctx, struct space_tx *tx, struct err *err)
{
    struct new_workspace *n = ctx;

    if (refuse_too_many(tx->db, n->user_id, err) != 0)
        return -1;
    n->workspace.id = space_tx_id(tx);
    n->workspace.created_at = tx->now;
    return control_workspace_insert(tx, &n->workspace, n->user_id, err);
}

static int remove_rows(struct space_tx *tx, int64_t workspace_id, struct err *err)
{
    static const char *const statements[] = {
        "DELETE FROM members WHERE workspace_id = ?",
        "DELETE FROM invitations WHERE workspace_id = ?",
        "DELETE FROM api_keys WHERE workspace_id = ?",
        "DELETE FROM pending_logins WHERE workspace_id = ?",
        "DELETE FROM workspaces WHERE id = ?",
    };

    tx->wrote = true;
    for (size_t i = 0; i < ARRAY_LEN(statements); i++)
        if (db_run(tx->db, statements[i], DB_ARGS(DB_VALUE_INT(workspace_id)), NULL, err) != 0)
            return -1;
    return 0;
}

static int remove_new(void *ctx, struct space_tx *tx, struct err *err)
{
    const struct new_workspace *n = ctx;

    return remove_rows(tx, n->workspace.id, err);
}

int control_workspace_new(struct control *c, struct arena *a, int64_t user_id,
                          const struct workspace *w, struct workspace *ret, struct err *err)
{
    struct new_workspace n = {.workspace = control_workspace_filled(w, "My workspace"),
                              .user_id = user_id};
    struct err ignored = {0};

    if (space_write(c->space, insert_new, &n, err) != 0)
        return -1;
    if (control_workspace_finish(c, n.workspace.id, err) != 0) {
        space_write(c->space, remove_new, &n, &ignored); /* else the sweep finishes it */
        return -1;
    }
    return control_workspace(c, a, n.workspace.id, ret, err);
}

/* --- change, delete, bring back ----------------------------------------------------------------
 */

static int must_be_there(int64_t n, struct err *err)
{
    return n > 0 ? 0 : err_set(err, ERR_NOT_FOUND, NULL, "There is no such workspace.");
}

int control_workspace_save(struct space_tx *tx, const struct workspace *w, struct err *err)
{
    int64_t n;

    tx->wrote = true;
    if (db_run(tx->db,
               "UPDATE workspaces SET name = ?, time_zone = ?, currency = ?, country = ?, "
               "purpose = ?, week_start = ? WHERE id = ? AND deleted_at IS NULL",
               DB_ARGS(DB_VALUE_TEXT(str_of(w->name)), DB_VALUE_TEXT(str_of(w->time_zone)),
                       DB_VALUE_TEXT(str_of(w->currency)), DB_VALUE_TEXT(str_of(w->country)),
                       DB_VALUE_TEXT(str_of(w->purpose)), DB_VALUE_TEXT(str_of(w->week_start)),
                       DB_VALUE_INT(w->id)),
               &n, err) != 0)
        return -1;
    return must_be_there(n, err);
}

int control_workspace_delete(struct space_tx *tx, int64_t workspace_id, struct err *err)
{
    int64_t n;

    tx->wrote = true;
    if (db_run(tx->db, "UPDATE workspaces SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL",
               DB_ARGS(DB_VALUE_INT(tx->now), DB_VALUE_INT(workspace_id)), &n, err) != 0)
        return -1;
    return must_be_there(n, err);
}

int control_workspace_restore(struct space_tx *tx, int64_t workspace_id, struct err *err)
{
    int64_t n;

    tx->wrote = true;
    if (db_run(tx->db,
               "UPDATE workspaces SET deleted_at = NULL WHERE id = ? AND deleted_at IS NOT NULL",
               DB_ARGS(DB_VALUE_INT(workspace_id)), &n, err) != 0)
        return -1;
    if (n == 0)
        return err_set(err, ERR_NOT_FOUND, NULL,
                       "No deleted workspace has this id; `kith workspace list` shows them.");
    return 0;
}

/* --- for good --------------------------------------------------------------------------------- */

static int next_expired(struct control *c, int64_t before, int64_t after, int64_t *ret_id,
                        struct err *err)
{
    struct db *db;

    if (space_read(c->space, &db, err) != 0)
        return -1;
    int rc = db_query_int(
        db, "SELECT id FROM workspaces WHERE deleted_at < ? AND id > ? ORDER BY id LIMIT 1",
        DB_ARGS(DB_VALUE_INT(before), DB_VALUE_INT(after)), 0, ret_id, err);
    space_read_end(c->space, db);
    return rc;
}

static int remove_one(void *ctx, struct space_tx *tx, struct err *err)
{
    const int64_t *id = ctx;

    return remove_rows(tx, *id, err);
}

int control_workspaces_purge(struct control *c, int64_t now, size_t *ret_purged, struct err *err)
{
    int64_t before = now - WORKSPACE_KEPT_DAYS * (int64_t)DATE_DAY_MS, id = 0;

    for (*ret_purged = 0;;) {
        char name[WORKSPACE_NAME_MAX];
        struct err busy = {0};

        if (next_expired(c, before, id, &id, err) != 0)
            return -1;
        if (!id)
            return 0;
        control_workspace_name(id, name);
        if (space_exists(c->spaces, name) && space_delete(c->spaces, name, &busy) != 0)
            continue;
        if (space_write(c->space, remove_one, &id, err) != 0)
            return -1;
        ++*ret_purged;
    }
}
