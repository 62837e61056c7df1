/* Statements: the cache, values in and out, stepping.
 *
 * A connection keeps its last 128 statements, found by the hash of their text and given up in the
 * order of last use. One that is checked out already is prepared a second time, for that run only.
 * Values are bound without copying, so done() unbinds them: their bytes may be gone by then.
 */
#include "db/db_sqlite.h"

#include "base/log.h"
#include <stdlib.h>
#include <string.h>

/* --- the cache -------------------------------------------------------------------------------- */

static struct db_sqlite_stmt **bucket_of(struct db_sqlite_cache *cache, uint64_t hash)
{
    return &cache->buckets[(hash ^ hash >> 32) % DB_SQLITE_BUCKETS];
}

static void use_unlink(struct db_sqlite_cache *cache, struct db_sqlite_stmt *s)
{
    *(s->newer ? &s->newer->older : &cache->newest) = s->older;
    *(s->older ? &s->older->newer : &cache->oldest) = s->newer;
}

static void use_push(struct db_sqlite_cache *cache, struct db_sqlite_stmt *s)
{
    s->newer = NULL;
    s->older = cache->newest;
    *(s->older ? &s->older->newer : &cache->oldest) = s;
    cache->newest = s;
}

static void stmt_free(struct db_sqlite_stmt *s)
{
    sqlite3_finalize(s->handle);
    free(s);
}

static void cache_remove(struct db_sqlite_cache *cache, struct db_sqlite_stmt *s)
{
    struct db_sqlite_stmt **link = bucket_of(cache, s->hash);

    while (*link != s)
        link = &(*link)->next_in_bucket;
    *link = s->next_in_bucket;
    use_unlink(cache, s);
    cache->n--;
}

/* Room for one more; false when all that is in it is in use. */
static bool cache_make_room(struct db_sqlite_cache *cache)
{
    struct db_sqlite_stmt *s = cache->oldest;

    if (cache->n < DB_SQLITE_CACHE_MAX)
        return true;
    while (s && s->out)
        s = s->newer;
    if (!s)
        return false;
    cache_remove(cache, s);
    stmt_free(s);
    return true;
}

static void cache_add(struct db_sqlite_cache *cache, struct db_sqlite_stmt *s)
{
    struct db_sqlite_stmt **bucket = bucket_of(cache, s->hash);

    s->cached = true;
    s->next_in_bucket = *bucket;
    *bucket = s;
    use_push(cache, s);
    cache->n++;
}

static struct db_sqlite_stmt *cache_find(struct db_sqlite_cache *cache, struct str sql,
                                         uint64_t hash)
{
    struct db_sqlite_stmt *s = *bucket_of(cache, hash);

    while (s && !(s->hash == hash && str_eq(s->sql, sql)))
        s = s->next_in_bucket;
    return s;
}

void db_sqlite_cache_release(struct db_sqlite *c)
{
    while (c->cache.newest) {
        struct db_sqlite_stmt *s = c->cache.newest;

        cache_remove(&c->cache, s);
        stmt_free(s);
    }
}

/* Eight bytes at a time: texts have a thousand and more, and each is looked for at each run. */
static uint64_t text_hash(struct str sql)
{
    uint64_t hash = sql.n, piece = 0;
    size_t i = 0;

    for (; i + sizeof piece <= sql.n; i += sizeof piece) {
        memcpy(&piece, sql.p + i, sizeof piece);
        hash = (hash ^ piece) * UINT64_C(0x9e3779b97f4a7c15);
        hash ^= hash >> 32;
    }
    piece = 0;
    if (i < sql.n)
        memcpy(&piece, sql.p + i, sql.n - i);
    return (hash ^ piece) * UINT64_C(0x9e3779b97f4a7c15);
}

/* --- preparing -------------------------------------------------------------------------------- */

static bool is_control(struct str sql)
{
    static const char *const verbs[] = {"BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE"};

    for (size_t i = 0; i < ARRAY_LEN(verbs); i++)
        if (str_starts(sql, verbs[i]))
            return true;
    return false;
}

static struct db_sqlite_stmt *stmt_new(struct db_sqlite *c, struct str sql, uint64_t hash)
{
    struct db_sqlite_stmt *s = calloc(1, sizeof *s + sql.n + 1);

    if (!s)
        log_fatal("out of memory (statement of %zu bytes)", sql.n);

    char *copy = (char *)(s + 1);
    if (sql.n)
        memcpy(copy, sql.p, sql.n);
    s->base.db = &c->base;
    s->sql = (struct str){copy, sql.n};
    s->hash = hash;
    s->control = is_control(sql);
    s->indexed = strstr(copy, "search_words") || strstr(copy, "search_grams");
    return s;
}

static int compile(struct db_sqlite *c, struct str sql, uint64_t hash,
                   struct db_sqlite_stmt **ret_stmt, struct err *err)
{
    struct db_sqlite_stmt *s = stmt_new(c, sql, hash);
    const char *tail = NULL;

    c->unhurried = true;
    int rc = sqlite3_prepare_v3(c->handle, s->sql.p, (int)sql.n + 1, SQLITE_PREPARE_PERSISTENT,
                                &s->handle, &tail);
    c->unhurried = false;
    if (rc)
        db_sqlite_fail(c, rc, s->sql.p, err);
    else if (!s->handle || str_trim(str_of(tail)).n)
        rc = err_internal(err, "not one statement: %s", s->sql.p);
    if (rc) {
        stmt_free(s);
        return -1;
    }
    *ret_stmt = s;
    return 0;
}

int db_sqlite_prepare(struct db *db, struct str sql, struct db_stmt **ret_stmt, struct err *err)
{
    struct db_sqlite *c = (struct db_sqlite *)db;
    uint64_t hash = text_hash(sql);
    struct db_sqlite_stmt *s = cache_find(&c->cache, sql, hash);
    bool first = !s;

    if (s && !s->out) {
        use_unlink(&c->cache, s);
        use_push(&c->cache, s);
    } else {
        if (compile(c, sql, hash, &s, err))
            return -1;
        if (first && cache_make_room(&c->cache))
            cache_add(&c->cache, s);
    }
    s->out = true;
    s->begun = s->ended = false;
    c->n_out++;
    *ret_stmt = &s->base;
    return 0;
}

void db_sqlite_done(struct db_stmt *stmt)
{
    struct db_sqlite_stmt *s = (struct db_sqlite_stmt *)stmt;

    if (!s)
        return;
    ((struct db_sqlite *)stmt->db)->n_out--;
    s->out = false;
    if (!s->cached) {
        stmt_free(s);
        return;
    }
    sqlite3_reset(s->handle);
    sqlite3_clear_bindings(s->handle);
}

/* --- values ----------------------------------------------------------------------------------- */

int db_sqlite_bind(struct db_stmt *stmt, int index, struct db_value v, struct err *err)
{
    struct db_sqlite_stmt *s = (struct db_sqlite_stmt *)stmt;
    /* A NULL pointer would bind NULL, but an empty text is a text. */
    const char *bytes = v.type >= DB_IS_TEXT && v.s.p ? v.s.p : "";
    int rc = SQLITE_OK;

    switch (v.type) {
    case DB_NULL:
        rc = sqlite3_bind_null(s->handle, index);
        break;
    case DB_IS_INT:
        rc = sqlite3_bind_int64(s->handle, index, v.i);
        break;
    case DB_IS_REAL:
        rc = sqlite3_bind_double(s->handle, index, v.r);
        break;
    case DB_IS_TEXT:
        rc = sqlite3_bind_text64(s->handle, index, bytes, v.s.n, SQLITE_STATIC, SQLITE_UTF8);
        break;
    case DB_IS_BLOB:
        rc = sqlite3_bind_blob64(s->handle, index, bytes, v.s.n, SQLITE_STATIC);
        break;
    }
    return rc ? db_sqlite_fail((struct db_sqlite *)stmt->db, rc, s->sql.p, err) : 0;
}

int db_sqlite_n_columns(struct db_stmt *stmt)
{
    return sqlite3_column_count(((struct db_sqlite_stmt *)stmt)->handle);
}

/* The value is fetched once and then asked, which its connection's one thread may do. */
static inline struct db_value column(sqlite3_stmt *handle, int index)
{
    sqlite3_value *v = sqlite3_column_value(handle, index);
    const char *bytes;

    switch (sqlite3_value_type(v)) {
    case SQLITE_INTEGER:
        return DB_VALUE_INT(sqlite3_value_int64(v));
    case SQLITE_FLOAT:
        return (struct db_value){.type = DB_IS_REAL, .r = sqlite3_value_double(v)};
    case SQLITE_TEXT:
        bytes = (const char *)sqlite3_value_text(v);
        return DB_VALUE_TEXT(((struct str){bytes, (size_t)sqlite3_value_bytes(v)}));
    case SQLITE_BLOB:
        bytes = sqlite3_value_blob(v);
        return DB_VALUE_BLOB(((struct str){bytes, (size_t)sqlite3_value_bytes(v)}));
    default:
        return DB_VALUE_NULL;
    }
}

void db_sqlite_row(struct db_stmt *stmt, size_t n, struct db_value *ret)
{
    sqlite3_stmt *handle = ((struct db_sqlite_stmt *)stmt)->handle;

    for (size_t i = 0; i < n; i++)
        ret[i] = column(handle, (int)i);
}

struct db_value db_sqlite_column(struct db_stmt *stmt, int index)
{
    return column(((struct db_sqlite_stmt *)stmt)->handle, index);
}

/* --- stepping --------------------------------------------------------------------------------- */

int db_sqlite_check_tx(struct db_sqlite *c, struct err *err)
{
    if (!c->base.in_tx || !sqlite3_get_autocommit(c->handle))
        return 0;
    return err_set(err, ERR_UNAVAILABLE, NULL, "The change could not be stored; try again.");
}

/* What waits for the indexes must be there for who looks at them, and for the commit. */
static int write_indexes_first(struct db_sqlite *c, const struct db_sqlite_stmt *s, struct err *err)
{
    return s->indexed || str_is(s->sql, "COMMIT") ? db_sqlite_queue_flush(c, err) : 0;
}

static int step(struct db_sqlite *c, struct db_sqlite_stmt *s)
{
    bool was_unhurried = c->unhurried;

    c->unhurried = was_unhurried || s->control;
    int rc = sqlite3_step(s->handle);
    c->unhurried = was_unhurried;
    return rc;
}

int db_sqlite_step(struct db_stmt *stmt, struct err *err)
{
    struct db_sqlite_stmt *s = (struct db_sqlite_stmt *)stmt;
    struct db_sqlite *c = (struct db_sqlite *)stmt->db;

    if (s->ended)
        return 0;
    if (db_sqlite_check_tx(c, err))
        return -1;
    if (!s->begun && write_indexes_first(c, s, err))
        return -1;
    s->begun = true;

    int rc = step(c, s);
    if (rc == SQLITE_ROW)
        return 1;
    s->ended = true;
    /* A rollback that fails has nothing left to roll back. */
    if (s->control && (rc == SQLITE_DONE || str_is(s->sql, "ROLLBACK")))
        db_sqlite_queue_follow(c, s->sql);
    return rc == SQLITE_DONE ? 0 : db_sqlite_fail(c, rc, s->sql.p, err);
}
