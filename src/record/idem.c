/* See idem.h. Old rows are dropped as new ones come; a daily job takes the last ones. */
#include "record/idem.h"

enum { IDEM_HOURS = 24 };

static struct db_value actor(struct change *c)
{
    return DB_VALUE_TEXT(str_of(arena_printf(
        c->ctx.arena, "%s:%lld", principal_kind_name(c->ctx.who.kind), (long long)c->ctx.who.id)));
}

static int64_t horizon(const struct change *c)
{
    return c->tx->now - IDEM_HOURS * INT64_C(3600000);
}

int idem_find(struct change *c, struct str key, struct str fingerprint, bool *ret_found,
              struct idem_answer *ret_answer, struct err *err)
{
    struct db_stmt *s;
    if (db_query(c->ctx.db,
                 "SELECT fingerprint, status, headers, body FROM idempotency "
                 "WHERE actor = ? AND key = ? AND at > ?",
                 DB_ARGS(actor(c), DB_VALUE_TEXT(key), DB_VALUE_INT(horizon(c))), &s, err))
        return -1;
    int got = db_step(s, err);
    *ret_found = got == 1;
    bool same = got == 1 && str_eq(db_column_str(s, 0), fingerprint);
    if (same)
        *ret_answer = (struct idem_answer){
            .status = (int)db_column_int(s, 1),
            .headers = str_dup(c->ctx.arena, db_column_str(s, 2)),
            .body = str_dup(c->ctx.arena, db_column_str(s, 3)),
        };
    db_done(s);
    if (got == 1 && !same)
        return err_set(err, ERR_IDEMPOTENCY_REUSED, "Idempotency-Key",
                       "this key was used for another request: take a new one");
    return got < 0 ? -1 : 0;
}

/* The record that was made, as the answer's Location says. */
static struct db_value made(struct str headers)
{
    struct str line;
    while (str_next(&headers, '\n', &line)) {
        size_t slash = line.n;
        int64_t id;
        if (!str_starts(line, "Location: "))
            continue;
        while (slash > 0 && line.p[slash - 1] != '/')
            slash--;
        if (str_to_i64(str_sub(line, slash, line.n), &id))
            return DB_VALUE_INT(id);
    }
    return DB_VALUE_NULL;
}

int idem_store(struct change *c, struct str key, struct str fingerprint,
               const struct idem_answer *answer, struct err *err)
{
    c->tx->wrote = true;
    if (db_post(c->ctx.db, "DELETE FROM idempotency WHERE at <= ?",
                DB_ARGS(DB_VALUE_INT(horizon(c))), err))
        return -1;
    return db_post(c->ctx.db,
                   "INSERT INTO idempotency(actor, key, fingerprint, status, headers, body, at, "
                   "record_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                   DB_ARGS(actor(c), DB_VALUE_TEXT(key), DB_VALUE_TEXT(fingerprint),
                           DB_VALUE_INT(answer->status), DB_VALUE_TEXT(answer->headers),
                           DB_VALUE_TEXT(answer->body), DB_VALUE_INT(c->tx->now),
                           made(answer->headers)),
                   err);
}

int idem_expire(struct db *db, int64_t now, int64_t *ret_next, struct err *err)
{
    int64_t life = IDEM_HOURS * INT64_C(3600000), oldest;
    if (db_run(db, "DELETE FROM idempotency WHERE at <= ?", DB_ARGS(DB_VALUE_INT(now - life)), NULL,
               err) ||
        db_query_int(db, "SELECT MIN(at) FROM idempotency", DB_NO_ARGS, 0, &oldest, err))
        return -1;
    *ret_next = oldest ? oldest + life : 0;
    return 0;
}
