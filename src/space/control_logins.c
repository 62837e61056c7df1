/* Contacts that get a login: the control database's half (control.h tells the steps).
 *
 * The tricky thing is two at once for an address without an account: the first makes the
 * placeholder, the second finds it. Whoever is confirmed first makes the placeholder stay; when the
 * maker fails while another is under way, the mark of having made it is handed on.
 */
#include <string.h>

#include "space/control_private.h"

struct login {
    struct str email;
    struct pending_login p;
    bool made, linked;
};

static int find_user(struct space_tx *tx, struct login *l, struct err *err)
{
    return db_query_int(tx->db, "SELECT id FROM users WHERE email = ?",
                        DB_ARGS(DB_VALUE_TEXT(l->email)), 0, &l->p.user_id, err);
}

/* Named by the first part of the address: what the contact is called is the workspace's own. */
static int make_placeholder(struct space_tx *tx, struct login *l, struct err *err)
{
    l->p.user_id = space_tx_id(tx);
    return db_run(tx->db,
                  "INSERT INTO users (id, email, name, password_hash, created_at, source) "
                  "VALUES (?, ?, ?, '', ?, 'crm_contact')",
                  DB_ARGS(DB_VALUE_INT(l->p.user_id), DB_VALUE_TEXT(l->email),
                          DB_VALUE_TEXT(str_sub(l->email, 0, str_find(l->email, '@', 0))),
                          DB_VALUE_INT(tx->now)),
                  NULL, err);
}

static int begin(void *ctx, struct space_tx *tx, struct err *err)
{
    struct login *l = ctx;

    if (find_user(tx, l, err) != 0)
        return -1;
    l->made = l->p.user_id == 0;
    if (l->made && make_placeholder(tx, l, err) != 0)
        return -1;
    tx->wrote = l->made;
    return db_run(
        tx->db,
        "INSERT INTO pending_logins (user_id, workspace_id, contact_id, made, begun_at) "
        "VALUES (?, ?, ?, ?, ?) ON CONFLICT (user_id, workspace_id, contact_id) DO NOTHING",
        DB_ARGS(DB_VALUE_INT(l->p.user_id), DB_VALUE_INT(l->p.workspace_id),
                DB_VALUE_INT(l->p.contact_id), DB_VALUE_INT(l->made), DB_VALUE_INT(tx->now)),
        NULL, err);
}

int control_login_begin(struct control *c, struct str email, int64_t workspace_id,
                        int64_t contact_id, int64_t *ret_user_id, bool *ret_made, struct err *err)
{
    struct login l = {.email = email, .p = {0, workspace_id, contact_id}};

    if (space_write(c->space, begin, &l, err) != 0)
        return -1;
    *ret_user_id = l.p.user_id;
    *ret_made = l.made;
    return 0;
}

/* --- the end ---------------------------------------------------------------------------------- */

static int take_mark(struct space_tx *tx, struct login *l, struct err *err)
{
    struct db_value key[] = {DB_VALUE_INT(l->p.user_id), DB_VALUE_INT(l->p.workspace_id),
                             DB_VALUE_INT(l->p.contact_id)};
    int64_t made;

    if (db_query_int(tx->db,
                     "SELECT made FROM pending_logins "
                     "WHERE user_id = ? AND workspace_id = ? AND contact_id = ?",
                     key, ARRAY_LEN(key), 0, &made, err) != 0)
        return -1;
    l->made = made != 0;
    return db_run(tx->db,
                  "DELETE FROM pending_logins "
                  "WHERE user_id = ? AND workspace_id = ? AND contact_id = ?",
                  key, ARRAY_LEN(key), NULL, err);
}

/* To another that is under way with the same user; else the placeholder goes. */
static int hand_on(struct space_tx *tx, const struct login *l, struct err *err)
{
    struct db_value user = DB_VALUE_INT(l->p.user_id);
    int64_t others;

    if (db_run(tx->db, "UPDATE pending_logins SET made = 1 WHERE user_id = ?", &user, 1, &others,
               err) != 0)
        return -1;
    if (others > 0)
        return 0;
    tx->wrote = true;
    return db_run(tx->db, "DELETE FROM users WHERE id = ? AND password_hash = ''", &user, 1, NULL,
                  err);
}

static int end(void *ctx, struct space_tx *tx, struct err *err)
{
    struct login *l = ctx;

    if (take_mark(tx, l, err) != 0)
        return -1;
    if (l->linked)
        return db_run(tx->db, "UPDATE pending_logins SET made = 0 WHERE user_id = ?",
                      DB_ARGS(DB_VALUE_INT(l->p.user_id)), NULL, err);
    return l->made ? hand_on(tx, l, err) : 0;
}

int control_login_end(struct control *c, const struct pending_login *p, bool linked,
                      struct err *err)
{
    struct login l = {.p = *p, .linked = linked};

    return space_write(c->space, end, &l, err);
}

/* --- for the sweep ---------------------------------------------------------------------------- */

/* What another process began a moment ago is not left by a crash. */
enum { LEFT_AFTER_MS = 60000 };

static int pending_read(struct db *db, struct arena *a, int64_t before, struct pending_login **ret,
                        size_t *ret_n, struct err *err)
{
    struct db_stmt *s;
    size_t room = 0;
    int got;

    if (db_query(db,
                 "SELECT user_id, workspace_id, contact_id FROM pending_logins WHERE begun_at < ?",
                 DB_ARGS(DB_VALUE_INT(before)), &s, err) != 0)
        return -1;
    while ((got = db_step(s, err)) == 1) {
        if (*ret_n == room) {
            room = room ? 2 * room : 8;
            *ret = arena_grow(a, *ret, *ret_n * sizeof **ret, room * sizeof **ret);
        }
        (*ret)[(*ret_n)++] =
            (struct pending_login){db_column_int(s, 0), db_column_int(s, 1), db_column_int(s, 2)};
    }
    db_done(s);
    return got;
}

int control_logins_pending(struct control *c, struct arena *a, struct pending_login **ret,
                           size_t *ret_n, struct err *err)
{
    struct db *db;

    *ret = NULL;
    *ret_n = 0;
    if (space_read(c->space, &db, err) != 0)
        return -1;
    int64_t before = spaces_shared(c->spaces) ? clock_now_ms() - LEFT_AFTER_MS : INT64_MAX;
    int rc = pending_read(db, a, before, ret, ret_n, err);
    space_read_end(c->space, db);
    return rc;
}
