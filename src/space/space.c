/* One space: its write connection, its pool of snapshot connections, its clock.
 *
 * The clock is a table of one row in every database: the last id and the last sequence number
 * given, the version, and the sequence number up to which what is kept of the rows (space_tx_add())
 * is kept: a program that keeps less leaves it behind, and then all is counted anew. A batch reads
 * it first, and holds the row where other processes write too, and writes it last; so it can never
 * be behind the rows, and ids, events and versions are one sequence, whoever gives them. Knows
 * nothing of other spaces (spaces.c) nor of the queue (writer.c).
 *
 * The order of closing matters: the write connection goes last, and the last connection to go
 * carries the log over into the database file.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "db/sql.h"
#include "space/space_private.h"

static const struct db_column clock_columns[] = {
    {.name = "one", .kind = DB_INT, .primary_key = true},
    {.name = "last_id", .kind = DB_INT, .not_null = true, .fallback = "0"},
    {.name = "last_seq", .kind = DB_INT, .not_null = true, .fallback = "0"},
    {.name = "version", .kind = DB_INT, .not_null = true, .fallback = "0"},
    {.name = "counted", .kind = DB_INT, .not_null = true, .fallback = "0"},
};

static const struct db_table clock_table = {
    .name = "clock",
    .columns = clock_columns,
    .n_columns = ARRAY_LEN(clock_columns),
};

void *space_alloc(size_t n)
{
    void *p = calloc(1, n);

    if (!p)
        log_fatal("out of memory (%zu bytes)", n);
    return p;
}

struct space *space_new(struct server *server, const char *name)
{
    struct space *sp = space_alloc(sizeof *sp);
    struct arena a;

    arena_init(&a);
    sp->owner = server->owner;
    sp->server = server;
    snprintf(sp->name, sizeof sp->name, "%s", name);
    sp->location = strdup(db_place(server->driver, &a, server->where, name));
    if (!sp->location)
        log_fatal("out of memory (location)");
    pthread_mutex_init(&sp->readers_lock, NULL);
    arena_release(&a);
    return sp;
}

void space_free(struct space *sp)
{
    pthread_mutex_destroy(&sp->readers_lock);
    free(sp->location);
    free(sp);
}

struct spaces *space_spaces(const struct space *sp)
{
    return sp->owner;
}

const char *space_name(const struct space *sp)
{
    return sp->name;
}

int64_t space_version(const struct space *sp)
{
    return atomic_load_explicit(&sp->version, memory_order_acquire);
}

void space_saw_version(struct space *sp, int64_t version)
{
    int64_t seen = atomic_load(&sp->version);

    while (seen < version && !atomic_compare_exchange_weak(&sp->version, &seen, version))
        ;
}

/* --- the clock -------------------------------------------------------------------------------- */

static const char clock_select[] = "SELECT last_id, last_seq, version, counted FROM clock";
static const char clock_in_use[] = " WHERE one = 1";

/* The row has another number while the database is moved elsewhere: see moving.h. */
static int refuse_shut(struct db *db, struct err *err)
{
    db_rollback(db);
    return err_set(err, ERR_UNAVAILABLE, NULL,
                   "This workspace is being moved to another place; try again in a moment.");
}

/* The beginning of a transaction, with the clock as it is in it. */
static int begin_with_clock(struct space *sp, struct db *db, bool write,
                            struct space_clock *ret_clock, struct err *err)
{
    int64_t values[4] = {0};
    char sql[sizeof clock_select + sizeof clock_in_use + 16];
    struct db_first first = {.sql = sql, .values = values, .n = ARRAY_LEN(values)};

    snprintf(sql, sizeof sql, "%s%s%s", clock_select, write ? clock_in_use : "",
             write ? sp->server->driver->for_update : "");
    if (db_begin(db, write, &first, err) != 0)
        return -1;
    if (write && !first.found)
        return refuse_shut(db, err);
    *ret_clock = (struct space_clock){values[0], values[1], values[2], values[3]};
    return 0;
}

static int clock_make(struct db *db, struct err *err)
{
    return db_table_ensure(db, &clock_table, err) ||
                   db_run(db,
                          "INSERT INTO clock (one, last_id, last_seq, version, counted) "
                          "SELECT 1, 0, 0, 0, 0 WHERE NOT EXISTS (SELECT 1 FROM clock)",
                          DB_NO_ARGS, NULL, err) ||
                   db_run(db, "UPDATE clock SET counted = last_seq WHERE counted = 0", DB_NO_ARGS,
                          NULL, err)
               ? -1
               : 0;
}

/* That of an older program lacks a column: the migration counts what it did not. */
static bool clock_is_there(struct db *db)
{
    struct err ignored = {0};
    int64_t there = 0;

    return db_table_exists(db, clock_table.name) &&
           db_query_int(db, "SELECT one + 0 * counted FROM clock", DB_NO_ARGS, 0, &there,
                        &ignored) == 0 &&
           there;
}

int space_clock_ensure(struct db *db, struct err *err)
{
    if (clock_is_there(db))
        return 0;
    if (db_begin_write(db, err) != 0)
        return -1;
    if (clock_make(db, err) == 0 && db_commit(db, err) == 0)
        return 0;
    db_rollback(db);
    return -1;
}

int space_clock_save(struct db *db, const struct space_clock *clock, struct err *err)
{
    return db_post(
        db, "UPDATE clock SET last_id = ?, last_seq = ?, version = ?, counted = ? WHERE one = 1",
        DB_ARGS(DB_VALUE_INT(clock->last_id), DB_VALUE_INT(clock->last_seq),
                DB_VALUE_INT(clock->version), DB_VALUE_INT(clock->last_seq)),
        err);
}

/* --- the writer's connection -------------------------------------------------------------------
 */

int space_writer_take(struct space *sp, struct err *err)
{
    if (sp->db)
        return 0;
    return server_take(sp->server, sp->location, DB_READ, true, &sp->db, err);
}

void space_writer_give(struct space *sp)
{
    if (!sp->db || !sp->server->pool)
        return;
    server_give(sp->server, sp->location, true, sp->db);
    sp->db = NULL;
}

int space_writer_begin(struct space *sp, struct space_clock *ret_clock, struct err *err)
{
    if (space_writer_take(sp, err) != 0)
        return -1;
    return begin_with_clock(sp, sp->db, true, ret_clock, err);
}

/* --- open and close --------------------------------------------------------------------------- */

enum { PREPARE_TRIES = 3 };

static int prepare(struct space *sp, struct err *err)
{
    const struct spaces_config *config = &sp->owner->config;
    const char *path = sp->server->driver->shared ? NULL : sp->location;

    if (space_clock_ensure(sp->db, err) != 0)
        return -1;
    if (!config->prepare)
        return 0;
    return config->prepare(sp->db, strcmp(sp->name, "control") == 0, path, err);
}

/* Another process may be making the same tables. */
static int prepare_patiently(struct space *sp, struct err *err)
{
    int tries = sp->server->driver->shared ? PREPARE_TRIES : 1;

    while (prepare(sp, err) != 0) {
        if (--tries == 0)
            return -1;
        err_clear(err);
    }
    return 0;
}

static int connect(struct space *sp, bool create, struct err *err)
{
    int flags = DB_WRITE | (create ? DB_CREATE : 0);

    if (sp->server->pool)
        return server_take(sp->server, sp->location, flags, true, &sp->db, err);
    return db_open(sp->server->driver, sp->location, flags, &sp->db, err);
}

static int first_look(struct space *sp, struct err *err)
{
    struct space_clock clock;

    if (begin_with_clock(sp, sp->db, false, &clock, err) != 0)
        return -1;
    db_rollback(sp->db);
    atomic_store(&sp->version, clock.version);
    return 0;
}

int space_open(struct space *sp, bool create, struct err *err)
{
    if (connect(sp, create, err) != 0)
        return -1;
    if (prepare_patiently(sp, err) != 0 || first_look(sp, err) != 0) {
        space_close(sp);
        return -1;
    }
    space_writer_give(sp);
    return 0;
}

void space_close(struct space *sp)
{
    while (sp->n_readers)
        db_close(sp->readers[--sp->n_readers]);
    space_writer_give(sp);
    db_close(sp->db);
    sp->db = NULL;
}

/* --- readers ---------------------------------------------------------------------------------- */

static struct db *reader_take(struct space *sp)
{
    pthread_mutex_lock(&sp->readers_lock);
    struct db *db = sp->n_readers ? sp->readers[--sp->n_readers] : NULL;
    pthread_mutex_unlock(&sp->readers_lock);
    return db;
}

/* False when the pool is full. */
static bool reader_keep(struct space *sp, struct db *db)
{
    pthread_mutex_lock(&sp->readers_lock);
    bool kept = sp->n_readers < sp->owner->readers_max;
    if (kept)
        sp->readers[sp->n_readers++] = db;
    pthread_mutex_unlock(&sp->readers_lock);
    return kept;
}

static void reader_give(struct space *sp, struct db *db)
{
    if (sp->server->pool)
        server_give(sp->server, sp->location, false, db);
    else if (!reader_keep(sp, db))
        db_close(db);
}

static int reader_connect(struct space *sp, struct db **ret_db, struct err *err)
{
    if (sp->server->pool)
        return server_take(sp->server, sp->location, DB_READ, false, ret_db, err);
    *ret_db = reader_take(sp);
    return *ret_db ? 0 : db_open(sp->server->driver, sp->location, DB_READ, ret_db, err);
}

/* Where others write too, the version comes with the snapshot. */
static int reader_begin(struct space *sp, struct db *db, int64_t *ret_version, struct err *err)
{
    struct space_clock clock;

    if (!sp->server->driver->shared) {
        *ret_version = space_version(sp);
        return db_begin_read(db, err);
    }
    if (begin_with_clock(sp, db, false, &clock, err) != 0)
        return -1;
    space_saw_version(sp, clock.version);
    *ret_version = clock.version;
    return 0;
}

static int read_with_version(struct space *sp, struct db **ret_db, int64_t *ret_version,
                             struct err *err)
{
    struct db *db;

    if (reader_connect(sp, &db, err) != 0)
        return -1;
    if (reader_begin(sp, db, ret_version, err) != 0) {
        if (sp->server->pool)
            reader_give(sp, db);
        else
            db_close(db);
        return -1;
    }
    db_deadline(db, sp->owner->config.read_deadline_ms);
    *ret_db = db;
    return 0;
}

int space_read(struct space *sp, struct db **ret_db, struct err *err)
{
    int64_t version;

    return read_with_version(sp, ret_db, &version, err);
}

/* The clock's version, and beside it that of another database. */
static int ask_versions(struct space *sp, struct space_look *look, struct err *err)
{
    const char *there = NULL;
    struct arena a;
    struct sql q;

    arena_init(&a);
    if (look->other)
        there = db_table_at(sp->server->driver, &a, look->other->location, clock_table.name);
    look->other = there ? look->other : NULL;
    sql_init(&q, &a, sp->server->driver);
    sql_add(&q, "SELECT version");
    if (there) {
        sql_add(&q, ", (SELECT version FROM ");
        sql_add(&q, there);
        sql_add(&q, " WHERE one = 1)");
    }
    sql_add(&q, " FROM clock");
    int rc = db_ask_sql(look->db, &q, &look->asked, err);
    arena_release(&a);
    return rc;
}

static int look_begin(struct space *sp, struct space_look *look, struct err *err)
{
    if (reader_connect(sp, &look->db, err) != 0)
        return -1;
    if (db_begin_later(look->db, err) != 0) {
        reader_give(sp, look->db);
        return -1;
    }
    db_deadline(look->db, sp->owner->config.read_deadline_ms);
    if (ask_versions(sp, look, err) == 0)
        return 0;
    space_read_end(sp, look->db);
    return -1;
}

int space_look(struct space *sp, struct space *other, struct space_look *ret, struct err *err)
{
    struct space_look look = {.version = space_version(sp)};

    if (sp->server->driver->shared) {
        look.other = other && other->server == sp->server ? other : NULL;
        if (look_begin(sp, &look, err) != 0)
            return -1;
    }
    *ret = look;
    return 0;
}

int space_look_wait(struct space *sp, struct space_look *look, struct err *err)
{
    if (!look->asked)
        return 0;
    int row = db_step(look->asked, err);
    if (row > 0) {
        look->version = db_column_int(look->asked, 0);
        look->other_version = look->other ? db_column_int(look->asked, 1) : 0;
    }
    space_look_end(look);
    if (row == 0)
        err_set(err, ERR_UNAVAILABLE, NULL, "The database is not complete.");
    if (row <= 0)
        return -1;
    space_saw_version(sp, look->version);
    if (look->other)
        space_saw_version(look->other, look->other_version);
    return 0;
}

void space_look_end(struct space_look *look)
{
    db_done(look->asked);
    look->asked = NULL;
}

/* A statement alone is a snapshot of its own: cheaper than a transaction, and this is done for
 * every request. */
static int ask_version(struct space *sp, int64_t *ret_version, struct err *err)
{
    struct db *db;

    if (server_take(sp->server, sp->location, DB_READ, false, &db, err) != 0)
        return -1;
    int rc = db_query_int(db, "SELECT version FROM clock WHERE one = 1", DB_NO_ARGS, 0, ret_version,
                          err);
    server_give(sp->server, sp->location, false, db);
    return rc;
}

int space_refresh(struct space *sp, struct err *err)
{
    struct err once = {0};
    int64_t version;

    if (!sp->server->driver->shared)
        return 0;
    /* The first may have met a connection that died with the server while it idled. */
    if (ask_version(sp, &version, &once) != 0 && ask_version(sp, &version, err) != 0)
        return -1;
    space_saw_version(sp, version);
    return 0;
}

void space_read_end(struct space *sp, struct db *db)
{
    db_rollback(db);
    reader_give(sp, db);
}
