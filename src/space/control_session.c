/* Sessions, one row a sign-in, and the key that signs their tokens.
 *
 * A session's end raises the control version, so whoever remembers that it stands asks again. Its
 * start does not (see control_version).
 */
#include <string.h>

#include "base/rand.h"
#include "space/control_private.h"

struct session {
    int64_t id, user_id, workspace_id, expires_at;
};

static int session_insert(void *ctx, struct space_tx *tx, struct err *err)
{
    struct session *s = ctx;

    s->id = space_tx_id(tx);
    return db_run(tx->db,
                  "INSERT INTO sessions (id, user_id, workspace_id, created_at, expires_at) "
                  "VALUES (?, ?, ?, ?, ?)",
                  DB_ARGS(DB_VALUE_INT(s->id), DB_VALUE_INT(s->user_id),
                          DB_VALUE_INT(s->workspace_id), DB_VALUE_INT(tx->now),
                          DB_VALUE_INT(s->expires_at)),
                  NULL, err);
}

int control_session_start(struct control *c, int64_t user_id, int64_t workspace_id,
                          int64_t expires_at, int64_t *ret_session_id, struct err *err)
{
    struct session s = {.user_id = user_id, .workspace_id = workspace_id, .expires_at = expires_at};

    if (space_write(c->space, session_insert, &s, err) != 0)
        return -1;
    *ret_session_id = s.id;
    return 0;
}

static int session_close(void *ctx, struct space_tx *tx, struct err *err)
{
    const int64_t *id = ctx;
    int64_t n;

    if (db_run(tx->db, "UPDATE sessions SET ended_at = ? WHERE id = ? AND ended_at IS NULL",
               DB_ARGS(DB_VALUE_INT(tx->now), DB_VALUE_INT(*id)), &n, err) != 0)
        return -1;
    tx->wrote = n > 0;
    return 0;
}

int control_session_end(struct control *c, int64_t session_id, struct err *err)
{
    return space_write(c->space, session_close, &session_id, err);
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
    int64_t version = control_version(c), stamp, expires_at;

    if (!memory_get(c->sessions, key, &expires_at, &stamp) || stamp != version) {
        if (session_expiry(c, session_id, &expires_at, err) != 0)
            return -1;
        if (expires_at > 0)
            memory_put(c->sessions, key, &expires_at, version);
    }
    *ret_alive = expires_at > clock_now_ms();
    return 0;
}

/* --- the signing key -------------------------------------------------------------------------- */

enum { SIGNING_KEY_SIZE = 32 };

/* 1 when there is one, 0 when not. */
static int key_read(struct db *db, unsigned char *out, struct err *err)
{
    struct db_stmt *s;

    if (db_query(db, "SELECT value FROM secrets WHERE name = 'signing_key'", DB_NO_ARGS, &s, err) !=
        0)
        return -1;

    int got = db_step(s, err);
    if (got == 1) {
        struct str value = db_column_str(s, 0);

        if (value.n == SIGNING_KEY_SIZE)
            memcpy(out, value.p, SIGNING_KEY_SIZE);
        else
            got = err_internal(err, "the signing key has %zu bytes", value.n);
    }
    db_done(s);
    return got;
}

/* Reads it again inside of the transaction: another thread may have been first. */
static int key_make(void *ctx, struct space_tx *tx, struct err *err)
{
    unsigned char *key = ctx;
    int got = key_read(tx->db, key, err);

    if (got != 0)
        return got < 0 ? -1 : 0;
    rand_secret(key, SIGNING_KEY_SIZE);
    tx->wrote = true;
    return db_run(tx->db, "INSERT INTO secrets (name, value) VALUES ('signing_key', ?)",
                  DB_ARGS(DB_VALUE_BLOB(((struct str){(char *)key, SIGNING_KEY_SIZE}))), NULL, err);
}

int control_signing_key(struct control *c, unsigned char ret_key[static 32], struct err *err)
{
    struct db *db;

    if (space_read(c->space, &db, err) != 0)
        return -1;
    int got = key_read(db, ret_key, err);
    space_read_end(c->space, db);
    if (got != 0)
        return got < 0 ? -1 : 0;
    return space_write(c->space, key_make, ret_key, err);
}
