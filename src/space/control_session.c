/* Sessions, one row a sign-in.
 *
 * A session's end raises the control version, so whoever remembers that it stands asks again. Its
 * start and its use do not (see control_version): they make nothing untrue. What is remembered of a
 * session's expiry may therefore be too early, never too late, so an expired one is looked up
 * again.
 */
#include <stdlib.h>

#include "base/date.h"
#include "space/control_private.h"
#include "space/space_private.h"

static struct db_value blob_or_null(struct str s)
{
    return s.p ? DB_VALUE_BLOB(s) : DB_VALUE_NULL;
}

int control_session_add(struct space_tx *tx, struct session *s, struct err *err)
{
    s->id = space_tx_id(tx);
    s->created_at = s->seen_at = tx->now;
    return db_run(
        tx->db,
        "INSERT INTO sessions (id, user_id, workspace_id, created_at, seen_at, expires_at,"
        " user_agent, address, cookie_hash, family_hash, refresh_hash) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        DB_ARGS(DB_VALUE_INT(s->id), DB_VALUE_INT(s->user_id), DB_VALUE_INT(s->workspace_id),
                DB_VALUE_INT(s->created_at), DB_VALUE_INT(s->seen_at), DB_VALUE_INT(s->expires_at),
                DB_VALUE_TEXT(str_of(s->user_agent ? s->user_agent : "")),
                DB_VALUE_TEXT(str_of(s->address ? s->address : "")), blob_or_null(s->cookie_hash),
                blob_or_null(s->family_hash), blob_or_null(s->refresh_hash)),
        NULL, err);
}

int control_session_close(struct space_tx *tx, int64_t session_id, struct err *err)
{
    int64_t n;

    if (db_run(tx->db, "UPDATE sessions SET ended_at = ? WHERE id = ? AND ended_at IS NULL",
               DB_ARGS(DB_VALUE_INT(tx->now), DB_VALUE_INT(session_id)), &n, err) != 0)
        return -1;
    tx->wrote |= n > 0;
    return 0;
}

int control_sessions_close(struct space_tx *tx, int64_t user_id, int64_t but_id,
                           int64_t *ret_closed, struct err *err)
{
    if (db_run(tx->db,
               "UPDATE sessions SET ended_at = ? WHERE user_id = ? AND id <> ? "
               "AND ended_at IS NULL AND expires_at > ?",
               DB_ARGS(DB_VALUE_INT(tx->now), DB_VALUE_INT(user_id), DB_VALUE_INT(but_id),
                       DB_VALUE_INT(tx->now)),
               ret_closed, err) != 0)
        return -1;
    tx->wrote |= *ret_closed > 0;
    return 0;
}

/* --- last seen -------------------------------------------------------------------------------- */

struct touch {
    struct space_task task;
    int64_t session_id, every, expires_at;
};

static int touch_run(struct space_task *t, struct space_tx *tx)
{
    const struct touch *touch = (struct touch *)t;

    return db_run(tx->db,
                  "UPDATE sessions SET seen_at = ?, expires_at = ? "
                  "WHERE id = ? AND seen_at <= ? AND ended_at IS NULL",
                  DB_ARGS(DB_VALUE_INT(tx->now), DB_VALUE_INT(touch->expires_at),
                          DB_VALUE_INT(touch->session_id), DB_VALUE_INT(tx->now - touch->every)),
                  NULL, &t->err);
}

/* Whether it was written is nobody's concern: the next request tries again. */
static void touch_done(struct space_task *t)
{
    free(t);
}

void control_session_touch(struct control *c, int64_t session_id, int64_t every, int64_t expires_at)
{
    struct touch *t = space_alloc(sizeof *t);

    t->task.run = touch_run;
    t->task.done = touch_done;
    t->session_id = session_id;
    t->every = every;
    t->expires_at = expires_at;
    space_submit(c->space, &t->task);
}

/* --- looking up ------------------------------------------------------------------------------- */

static int sessions_read(struct db *db, struct arena *a, int64_t user_id, struct session **ret,
                         size_t *ret_n, struct err *err)
{
    struct session *list = NULL;
    size_t n = 0, room = 0;
    struct db_stmt *s;
    int got;

    if (db_query(db,
                 "SELECT id, user_id, workspace_id, created_at, seen_at, expires_at, user_agent, "
                 "address FROM sessions WHERE user_id = ? AND ended_at IS NULL AND expires_at > ? "
                 "ORDER BY id DESC",
                 DB_ARGS(DB_VALUE_INT(user_id), DB_VALUE_INT(clock_now_ms())), &s, err) != 0)
        return -1;
    while ((got = db_step(s, err)) == 1) {
        if (n == room) {
            room = room ? 2 * room : 8;
            list = arena_grow(a, list, n * sizeof *list, room * sizeof *list);
        }
        list[n++] = (struct session){.id = db_column_int(s, 0),
                                     .user_id = db_column_int(s, 1),
                                     .workspace_id = db_column_int(s, 2),
                                     .created_at = db_column_int(s, 3),
                                     .seen_at = db_column_int(s, 4),
                                     .expires_at = db_column_int(s, 5),
                                     .user_agent = str_cstr(a, db_column_str(s, 6)),
                                     .address = str_cstr(a, db_column_str(s, 7))};
    }
    db_done(s);
    if (got < 0)
        return -1;
    *ret = list;
    *ret_n = n;
    return 0;
}

int control_sessions_of(struct control *c, struct arena *a, int64_t user_id, struct session **ret,
                        size_t *ret_n, struct err *err)
{
    struct db *db;

    if (space_read(c->space, &db, err) != 0)
        return -1;
    int rc = sessions_read(db, a, user_id, ret, ret_n, err);
    space_read_end(c->space, db);
    return rc;
}

int control_session_by_cookie(struct control *c, struct str cookie_hash, struct session *ret,
                              struct err *err)
{
    struct db *db;
    struct db_stmt *s = NULL;
    int got = -1;

    if (space_read(c->space, &db, err) != 0)
        return -1;
    if (db_query(db,
                 "SELECT id, user_id, workspace_id, created_at, seen_at, expires_at FROM sessions "
                 "WHERE cookie_hash = ? AND ended_at IS NULL AND expires_at > ?",
                 DB_ARGS(DB_VALUE_BLOB(cookie_hash), DB_VALUE_INT(clock_now_ms())), &s, err) == 0)
        got = db_step(s, err);
    if (got == 1)
        *ret = (struct session){.id = db_column_int(s, 0),
                                .user_id = db_column_int(s, 1),
                                .workspace_id = db_column_int(s, 2),
                                .created_at = db_column_int(s, 3),
                                .seen_at = db_column_int(s, 4),
                                .expires_at = db_column_int(s, 5)};
    db_done(s);
    space_read_end(c->space, db);
    if (got == 0)
        return err_set(err, ERR_NOT_FOUND, NULL, "There is no such session.");
    return got < 0 ? -1 : 0;
}

/* When it expires; 0 for one that was ended or never was. */
static int session_expiry(struct control *c, int64_t session_id, int64_t *ret_expires_at,
                          struct err *err)
{
    struct db *db;

    if (space_read(c->space, &db, err) != 0)
        return -1;
    int rc = db_query_int(db, "SELECT expires_at FROM sessions WHERE id = ? AND ended_at IS NULL",
                          DB_ARGS(DB_VALUE_INT(session_id)), 0, ret_expires_at, err);
    space_read_end(c->space, db);
    return rc;
}

int control_session_alive(struct control *c, int64_t session_id, bool *ret_alive, struct err *err)
{
    struct memory_key key = {(uint64_t)session_id, 0};
    int64_t version = control_version(c), stamp, expires_at, now = clock_now_ms();

    if (!memory_get(c->sessions, key, &expires_at, &stamp) || stamp != version ||
        expires_at <= now) {
        if (session_expiry(c, session_id, &expires_at, err) != 0)
            return -1;
        if (expires_at > 0)
            memory_put(c->sessions, key, &expires_at, version);
    }
    *ret_alive = expires_at > now;
    return 0;
}
