/* The SQLite driver: connections, their settings, errors, transactions and the deadline.
 *
 * All databases are in WAL mode: readers never wait, one writer at a time, FULL sync on commit.
 * The tricky thing is the deadline: SQLite's progress handler also sees COMMIT and ROLLBACK (and
 * what the full-text index writes inside them), which must never be cut short; `unhurried` says so.
 */
#include "db/db_sqlite.h"

#include "base/date.h"
#include "base/log.h"
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BUSY_MS = 5000, STEPS_PER_LOOK = 1000 };

/* --- errors ----------------------------------------------------------------------------------- */

static void put_detail(struct err *err, const char *what, const char *sql)
{
    if (err->detail[0] == '\0')
        snprintf(err->detail, sizeof err->detail, "sqlite: %s: %s", what, sql);
}

int db_sqlite_fail(struct db_sqlite *c, int rc, const char *sql, struct err *err)
{
    const char *what = c->handle ? sqlite3_errmsg(c->handle) : sqlite3_errstr(rc);
    const char *message;

    sql = sql ? sql : "";
    switch (rc & 0xff) {
    case SQLITE_FULL:
        message = "The server's disk is full.";
        break;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
        message = "The server cannot read or write its disk.";
        break;
    case SQLITE_NOTADB:
        message = "The file is not a database.";
        break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        message = "The database is busy; try again.";
        break;
    case SQLITE_INTERRUPT:
        return err_set(err, ERR_TOO_SLOW, NULL,
                       "Answering this takes too long; narrow the question down.");
    case SQLITE_CONSTRAINT:
        if (rc != SQLITE_CONSTRAINT_UNIQUE && rc != SQLITE_CONSTRAINT_PRIMARYKEY &&
            rc != SQLITE_CONSTRAINT_ROWID)
            return err_internal(err, "sqlite: %s: %s", what, sql);
        put_detail(err, what, sql);
        return err_set(err, ERR_DUPLICATE, NULL, "It exists already.");
    default:
        return err_internal(err, "sqlite: %s: %s", what, sql);
    }
    put_detail(err, what, sql);
    return err_set(err, ERR_UNAVAILABLE, NULL, "%s", message);
}

/* --- the deadline ----------------------------------------------------------------------------- */

static int past_deadline(void *arg)
{
    const struct db_sqlite *c = arg;

    return !c->unhurried && clock_mono_us() > c->deadline_us;
}

static void sqlite_deadline(struct db *db, int64_t ms)
{
    struct db_sqlite *c = (struct db_sqlite *)db;

    c->deadline_us = ms > 0 ? clock_mono_us() + ms * 1000 : 0;
    sqlite3_progress_handler(c->handle, STEPS_PER_LOOK, ms > 0 ? past_deadline : NULL, c);
}

/* --- opening ---------------------------------------------------------------------------------- */

/* Each with its reason:
 * cache_size: mapped pages do not need it, so 4 MB is for what a writer has changed.
 * wal_autocheckpoint: group commit rewrites the same hot pages again and again; 16 MB of log are
 * copied home in one go, with a quarter of the syncs the default costs. */
static const char all_settings[] = "PRAGMA mmap_size = 268435456;"
                                   "PRAGMA cache_size = -4000;"
                                   "PRAGMA temp_store = MEMORY;";
static const char write_settings[] = "PRAGMA synchronous = FULL;"
                                     "PRAGMA secure_delete = OFF;"
                                     "PRAGMA wal_autocheckpoint = 4000;"
                                     "PRAGMA journal_size_limit = 33554432;";

static int configure_handle(struct db_sqlite *c)
{
    static const struct {
        int option, value;
    } options[] = {
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1}, {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_DEFENSIVE, 1},   {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},
    };

    for (size_t i = 0; i < ARRAY_LEN(options); i++) {
        int rc = sqlite3_db_config(c->handle, options[i].option, options[i].value, NULL);
        if (rc)
            return rc;
    }
    return sqlite3_busy_timeout(c->handle, BUSY_MS);
}

/* A database that is in WAL mode stays so; this only costs a new one something. */
static int enter_wal_mode(struct db_sqlite *c, struct err *err)
{
    struct db_stmt *s;
    struct str mode = STR_NONE;

    if (db_query(&c->base, "PRAGMA journal_mode = WAL", DB_NO_ARGS, &s, err))
        return -1;

    int rc = db_step(s, err);
    if (rc > 0)
        mode = db_column_str(s, 0);
    if (rc >= 0 && !str_is(mode, "wal") && !str_is(mode, "memory"))
        rc = err_internal(err, "sqlite: no write-ahead log on this file system");
    db_done(s);
    return rc < 0 ? -1 : 0;
}

static int sqlite_exec(struct db *db, const char *sql, struct err *err);

static int configure(struct db_sqlite *c, bool writes, struct err *err)
{
    int rc = configure_handle(c);

    if (rc)
        return db_sqlite_fail(c, rc, "configuring", err);
    if (sqlite_exec(&c->base, all_settings, err))
        return -1;
    if (!writes)
        return 0;
    return enter_wal_mode(c, err) || sqlite_exec(&c->base, write_settings, err) ? -1 : 0;
}

static void sqlite_close(struct db *db)
{
    struct db_sqlite *c = (struct db_sqlite *)db;

    assert(c->n_out == 0 && "every statement is done before its connection closes");
    db_sqlite_cache_release(c);
    db_sqlite_queue_release(&c->queue);
    sqlite3_close_v2(c->handle);
    free(c);
}

/* Not a file: a database of this connection alone, for tests. */
static bool in_memory(const char *path)
{
    return strcmp(path, ":memory:") == 0;
}

static int find_file(const char *path, bool create, struct err *err)
{
    if (in_memory(path))
        return 0;
    if (create)
        return db_sqlite_create_file(path, err);
    if (access(path, F_OK) && errno == ENOENT)
        return err_set(err, ERR_NOT_FOUND, NULL, "There is no such database.");
    return 0;
}

/* Nobody asks SQLite how much memory it has, and counting takes a lock at each allocation. */
static void configure_library(void)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static int open_handle(struct db_sqlite *c, const char *path, int flags, struct err *err)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    int mode = flags ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;

    pthread_once(&once, configure_library);

    if (find_file(path, flags & DB_CREATE, err))
        return -1;

    int rc = sqlite3_open_v2(
        path, &c->handle,
        mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_PRIVATECACHE, NULL);
    return rc ? db_sqlite_fail(c, rc, path, err) : 0;
}

static int sqlite_open(const char *location, int flags, struct db **ret_db, struct err *err)
{
    struct db_sqlite *c = calloc(1, sizeof *c);

    if (!c)
        log_fatal("out of memory (database connection)");
    c->base.driver = &db_sqlite;
    if (open_handle(c, location, flags, err) || configure(c, flags != DB_READ, err)) {
        sqlite_close(&c->base);
        return -1;
    }
    *ret_db = &c->base;
    return 0;
}

/* --- running ---------------------------------------------------------------------------------- */

static int sqlite_exec(struct db *db, const char *sql, struct err *err)
{
    struct db_sqlite *c = (struct db_sqlite *)db;

    if (db_sqlite_check_tx(c, err) || db_sqlite_queue_flush(c, err))
        return -1;
    c->unhurried = true;
    int rc = sqlite3_exec(c->handle, sql, NULL, NULL, NULL);
    c->unhurried = false;
    return rc ? db_sqlite_fail(c, rc, sql, err) : 0;
}

static int64_t sqlite_affected(struct db *db)
{
    return sqlite3_changes64(((struct db_sqlite *)db)->handle);
}

static int run_first(struct db *db, struct db_first *first, struct err *err)
{
    struct db_stmt *s;

    if (db_query(db, first->sql, DB_NO_ARGS, &s, err))
        return -1;
    int row = db_step(s, err);
    first->found = row > 0;
    for (size_t i = 0; row > 0 && i < first->n; i++)
        first->values[i] = db_column_int(s, (int)i);
    db_done(s);
    return row < 0 ? -1 : 0;
}

static int sqlite_begin(struct db *db, bool write, struct db_first *first, struct err *err)
{
    /* BEGIN alone only promises a snapshot; it is taken with the first read. */
    struct db_first nothing = {.sql = "SELECT 1 FROM sqlite_schema LIMIT 1"};

    if (db_run(db, write ? "BEGIN IMMEDIATE" : "BEGIN", DB_NO_ARGS, NULL, err))
        return -1;
    if (write && !first)
        return 0;
    if (run_first(db, first ? first : &nothing, err)) {
        db_rollback(db);
        return -1;
    }
    return 0;
}

static int sqlite_commit(struct db *db, struct err *err)
{
    return db_run(db, "COMMIT", DB_NO_ARGS, NULL, err);
}

/* It fails only when the database has rolled back already. */
static void sqlite_rollback(struct db *db)
{
    struct err ignored = {0};

    db_run(db, "ROLLBACK", DB_NO_ARGS, NULL, &ignored);
}

static int sqlite_vacuum(struct db *db, struct err *err)
{
    return db_exec(db, "VACUUM", err);
}

const struct db_driver db_sqlite = {
    .name = "sqlite",
    .for_update = "",
    .skip_locked = "",
    .ids_of_text = NULL,
    .one_plan = NULL,
    .unindexed = "+",
    .open = sqlite_open,
    .close = sqlite_close,
    .exec = sqlite_exec,
    .prepare = db_sqlite_prepare,
    .bind = db_sqlite_bind,
    .step = db_sqlite_step,
    .n_columns = db_sqlite_n_columns,
    .row = db_sqlite_row,
    .column = db_sqlite_column,
    .post = NULL,
    .settle = NULL,
    .done = db_sqlite_done,
    .affected = sqlite_affected,
    .begin = sqlite_begin,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .deadline = sqlite_deadline,
    .table_ensure = db_sqlite_table_ensure,
    .table_exists = db_sqlite_table_exists,
    .append_only = db_sqlite_append_only,
    .copy = db_sqlite_copy,
    .check = db_sqlite_check,
    .vacuum = sqlite_vacuum,
    .place = db_sqlite_place,
    .exists = db_sqlite_exists,
    .remove = db_sqlite_remove,
    .places = db_sqlite_places,
    .search_ensure = db_sqlite_search_ensure,
    .search_put = db_sqlite_search_put,
    .search_drop = db_sqlite_search_drop,
    .search_match = db_sqlite_search_match,
    .grams_put = db_sqlite_grams_put,
    .grams_drop = db_sqlite_grams_drop,
    .grams_match = db_sqlite_grams_match,
};
