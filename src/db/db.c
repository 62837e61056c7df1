/* The front over struct db_driver: what the callers say often, in terms of what a driver can do.
 *
 * Transactions other than their beginning are the same SQL everywhere. `in_tx` is what the caller
 * believes; a driver compares it with what the database knows, since SQLite ends a transaction on
 * its own when the disk is full, and what followed would then commit by itself.
 */
#include "db/db.h"

#include "db/inside.h"
#include "db/sql.h"
#include <assert.h>
#include <stdio.h>
#include <string.h>

static bool has_bytes(enum db_type type)
{
    return type == DB_IS_TEXT || type == DB_IS_BLOB;
}

bool db_value_eq(struct db_value a, struct db_value b)
{
    if (a.type != b.type)
        return false;
    if (has_bytes(a.type))
        return str_eq(a.s, b.s);
    if (a.type == DB_IS_REAL)
        return a.r == b.r;
    return a.type == DB_NULL || a.i == b.i;
}

struct db_value db_value_dup(struct arena *a, struct db_value v)
{
    if (has_bytes(v.type))
        v.s = str_dup(a, v.s);
    return v;
}

/* --- connection and statement ----------------------------------------------------------------- */

int db_open(const struct db_driver *d, const char *location, int flags, struct db **ret_db,
            struct err *err)
{
    return d->open(location, flags, ret_db, err);
}

void db_close(struct db *db)
{
    if (db)
        db->driver->close(db);
}

const struct db_driver *db_driver_of(const struct db *db)
{
    return db->driver;
}

int db_exec(struct db *db, const char *sql, struct err *err)
{
    return db->driver->exec(db, sql, err);
}

int db_prepare(struct db *db, struct str sql, struct db_stmt **ret_stmt, struct err *err)
{
    return db->driver->prepare(db, sql, ret_stmt, err);
}

int db_bind(struct db_stmt *s, int index, struct db_value v, struct err *err)
{
    return s->db->driver->bind(s, index, v, err);
}

int db_step(struct db_stmt *s, struct err *err)
{
    return s->db->driver->step(s, err);
}

void db_done(struct db_stmt *s)
{
    if (s)
        s->db->driver->done(s);
}

int db_columns(struct db_stmt *s)
{
    return s->db->driver->n_columns(s);
}

void db_row(struct db_stmt *s, size_t n, struct db_value *ret)
{
    s->db->driver->row(s, n, ret);
}

struct db_value db_column(struct db_stmt *s, int index)
{
    return s->db->driver->column(s, index);
}

int64_t db_column_int(struct db_stmt *s, int index)
{
    struct db_value v = db_column(s, index);

    if (v.type == DB_IS_REAL)
        return (int64_t)v.r;
    return v.type == DB_IS_INT ? v.i : 0;
}

struct str db_column_str(struct db_stmt *s, int index)
{
    struct db_value v = db_column(s, index);

    return has_bytes(v.type) ? v.s : STR_NONE;
}

bool db_column_null(struct db_stmt *s, int index)
{
    return db_column(s, index).type == DB_NULL;
}

/* --- a statement with its values -------------------------------------------------------------- */

static int query(struct db *db, struct str sql, const struct db_value *values, size_t n,
                 struct db_stmt **ret_stmt, struct err *err)
{
    struct db_stmt *s;

    if (db_prepare(db, sql, &s, err))
        return -1;
    for (size_t i = 0; i < n; i++)
        if (db_bind(s, (int)i + 1, values[i], err)) {
            db_done(s);
            return -1;
        }
    *ret_stmt = s;
    return 0;
}

static int run(struct db *db, struct str sql, const struct db_value *values, size_t n,
               int64_t *ret_affected, struct err *err)
{
    struct db_stmt *s;
    int rc;

    if (query(db, sql, values, n, &s, err))
        return -1;
    while ((rc = db_step(s, err)) > 0)
        ;
    if (rc == 0 && ret_affected)
        *ret_affected = db->driver->affected(db);
    db_done(s);
    return rc;
}

static int built_well(const struct sql *q, struct err *err)
{
    return q->failed ? err_internal(err, "a statement could not be built: %s", q->text) : 0;
}

int db_query(struct db *db, const char *sql, const struct db_value *values, size_t n,
             struct db_stmt **ret_stmt, struct err *err)
{
    return query(db, str_of(sql), values, n, ret_stmt, err);
}

int db_query_sql(struct db *db, const struct sql *q, struct db_stmt **ret_stmt, struct err *err)
{
    if (built_well(q, err))
        return -1;
    return query(db, sql_text(q), q->values, q->n_values, ret_stmt, err);
}

int db_run(struct db *db, const char *sql, const struct db_value *values, size_t n,
           int64_t *ret_affected, struct err *err)
{
    return run(db, str_of(sql), values, n, ret_affected, err);
}

int db_run_sql(struct db *db, const struct sql *q, int64_t *ret_affected, struct err *err)
{
    if (built_well(q, err))
        return -1;
    return run(db, sql_text(q), q->values, q->n_values, ret_affected, err);
}

static int post(struct db *db, struct str sql, const struct db_value *values, size_t n,
                struct err *err)
{
    struct db_stmt *s;

    if (!db->in_tx || !db->driver->post)
        return run(db, sql, values, n, NULL, err);
    if (query(db, sql, values, n, &s, err))
        return -1;
    int rc = db->driver->post(s, err);
    db_done(s);
    return rc;
}

int db_post(struct db *db, const char *sql, const struct db_value *values, size_t n,
            struct err *err)
{
    return post(db, str_of(sql), values, n, err);
}

int db_post_sql(struct db *db, const struct sql *q, struct err *err)
{
    if (built_well(q, err))
        return -1;
    return post(db, sql_text(q), q->values, q->n_values, err);
}

int db_settle(struct db *db, struct err *err)
{
    return db->driver->settle ? db->driver->settle(db, err) : 0;
}

int db_ask(struct db_stmt *s, struct err *err)
{
    return s->db->driver->ask ? s->db->driver->ask(s, err) : 0;
}

int db_ask_sql(struct db *db, const struct sql *q, struct db_stmt **ret_stmt, struct err *err)
{
    struct db_stmt *s;

    if (db_query_sql(db, q, &s, err))
        return -1;
    if (db_ask(s, err)) {
        db_done(s);
        return -1;
    }
    *ret_stmt = s;
    return 0;
}

static int first_int(struct db_stmt *s, int64_t fallback, int64_t *ret_value, struct err *err)
{
    int rc = db_step(s, err);

    if (rc >= 0)
        *ret_value = rc && !db_column_null(s, 0) ? db_column_int(s, 0) : fallback;
    db_done(s);
    return rc < 0 ? -1 : 0;
}

int db_query_int(struct db *db, const char *sql, const struct db_value *values, size_t n,
                 int64_t fallback, int64_t *ret_value, struct err *err)
{
    struct db_stmt *s;

    return db_query(db, sql, values, n, &s, err) ? -1 : first_int(s, fallback, ret_value, err);
}

int db_query_int_sql(struct db *db, const struct sql *q, int64_t fallback, int64_t *ret_value,
                     struct err *err)
{
    struct db_stmt *s;

    return db_query_sql(db, q, &s, err) ? -1 : first_int(s, fallback, ret_value, err);
}

/* --- transactions ----------------------------------------------------------------------------- */

int db_begin(struct db *db, bool write, struct db_first *first, struct err *err)
{
    assert(!db->in_tx && "transactions do not nest; savepoints do");
    db->in_doubt = false;
    if (first)
        first->found = false;
    if (db->driver->begin(db, write, first, err))
        return -1;
    db->in_tx = true;
    return 0;
}

int db_begin_later(struct db *db, struct err *err)
{
    if (!db->driver->begin_later)
        return db_begin_read(db, err);
    assert(!db->in_tx && "transactions do not nest; savepoints do");
    db->in_doubt = false;
    if (db->driver->begin_later(db, err))
        return -1;
    db->in_tx = true;
    return 0;
}

int db_begin_read(struct db *db, struct err *err)
{
    return db_begin(db, false, NULL, err);
}

int db_begin_write(struct db *db, struct err *err)
{
    return db_begin(db, true, NULL, err);
}

bool db_in_doubt(const struct db *db)
{
    return db->in_doubt;
}

int db_commit(struct db *db, struct err *err)
{
    if (db->driver->commit(db, err))
        return -1;
    db->in_tx = false;
    return 0;
}

void db_rollback(struct db *db)
{
    db->in_tx = false;
    db->driver->rollback(db);
}

/* verb and a savepoint's name. */
static int savepoint(struct db *db, const char *verb, const char *name, struct err *err)
{
    char text[96];

    assert(sql_is_ident(name) && strlen(name) < 64 && "savepoints are named by us");
    snprintf(text, sizeof text, "%s %s", verb, name);
    return db_run(db, text, DB_NO_ARGS, NULL, err);
}

/* What was posted before a savepoint does not fail behind it. */
int db_savepoint(struct db *db, const char *name, struct err *err)
{
    if (db_settle(db, err))
        return -1;
    return savepoint(db, "SAVEPOINT", name, err);
}

int db_release(struct db *db, const char *name, struct err *err)
{
    if (db_settle(db, err))
        return -1;
    return savepoint(db, "RELEASE", name, err);
}

void db_rollback_to(struct db *db, const char *name)
{
    struct err ignored = {0}, posted = {0};

    /* The server would skip it behind a posted statement that failed. */
    db_settle(db, &posted);
    /* It fails only when the transaction is gone; then whatever follows is refused. */
    savepoint(db, "ROLLBACK TO", name, &ignored);
}

/* --- what drivers do alone -------------------------------------------------------------------- */

int db_table_ensure(struct db *db, const struct db_table *t, struct err *err)
{
    return db->driver->table_ensure(db, t, err);
}

bool db_table_exists(struct db *db, const char *name)
{
    return db->driver->table_exists(db, name);
}

int db_append_only(struct db *db, const char *table, struct err *err)
{
    return db->driver->append_only(db, table, err);
}

int db_check(struct db *db, struct err *err)
{
    return db->driver->check(db, err);
}

int db_copy(struct db *db, const char *path, struct err *err)
{
    return db->driver->copy(db, path, err);
}

void db_deadline(struct db *db, int64_t ms)
{
    db->driver->deadline(db, ms);
}

int db_vacuum(struct db *db, struct err *err)
{
    return db->driver->vacuum(db, err);
}

/* --- many databases --------------------------------------------------------------------------- */

const struct db_driver *db_driver_for(const char *where)
{
    struct str s = str_of(where);

    return str_starts(s, "postgres://") || str_starts(s, "postgresql://") ? &db_postgres
                                                                          : &db_sqlite;
}

const char *db_place(const struct db_driver *d, struct arena *a, const char *where,
                     const char *name)
{
    return d->place(a, where, name);
}

const char *db_table_at(const struct db_driver *d, struct arena *a, const char *location,
                        const char *table)
{
    return d->table_at ? d->table_at(a, location, table) : NULL;
}

int db_exists(const struct db_driver *d, const char *location, bool *ret_exists, struct err *err)
{
    return d->exists(location, ret_exists, err);
}

int db_remove(const struct db_driver *d, const char *location, struct err *err)
{
    return d->remove(location, err);
}

int db_places(const struct db_driver *d, const char *where, const struct db_each *each,
              struct err *err)
{
    return d->places(where, each, err);
}

bool db_can_use(const struct db_driver *d)
{
    return d->use != NULL;
}

int db_use(struct db *db, const char *location, int flags, struct err *err)
{
    assert(!db->in_tx && "between two transactions");
    return db->driver->use(db, location, flags, err);
}

void db_tell(struct db *db, const char *channel, const char *text)
{
    if (db->driver->tell)
        db->driver->tell(db, channel, text);
}

int db_hear(struct db *db, const char *channel, int64_t ms,
            void (*heard)(void *ctx, struct str text), void *ctx, struct err *err)
{
    return db->driver->hear(db, channel, ms, heard, ctx, err);
}

/* --- changes noted ---------------------------------------------------------------------------- */

bool db_can_watch(const struct db *db)
{
    return db->driver->watch != NULL;
}

int db_watch(struct db *db, const struct db_table *tables, size_t n, struct err *err)
{
    return db->driver->watch(db, tables, n, err);
}

int db_unwatch(struct db *db, const struct db_table *tables, size_t n, struct err *err)
{
    return db->driver->unwatch(db, tables, n, err);
}

const char *db_watch_table(struct arena *a, const struct db_table *t)
{
    return arena_printf(a, "watch_%s", t->name);
}
