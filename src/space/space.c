/* One space: its write connection, its pool of snapshot connections, its clock.
 *
 * The clock is a table of one row in every database: the last id and the last sequence number
 * given, and the version. It is read at open and written by the writer as the last statement of a
 * batch, so that it can never be behind the rows. Knows nothing of other spaces (spaces.c) nor of
 * the queue (writer.c).
 *
 * The order of closing matters: the write connection goes last, and the last connection to go
 * carries the log over into the database file.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "space/space_private.h"

static const struct db_column clock_columns[] = {
    {.name = "one", .kind = DB_INT, .primary_key = true},
    {.name = "last_id", .kind = DB_INT, .not_null = true, .fallback = "0"},
    {.name = "last_seq", .kind = DB_INT, .not_null = true, .fallback = "0"},
    {.name = "version", .kind = DB_INT, .not_null = true, .fallback = "0"},
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

struct space *space_new(struct spaces *owner, const char *name)
{
    struct space *sp = space_alloc(sizeof *sp);

    sp->owner = owner;
    snprintf(sp->name, sizeof sp->name, "%s", name);
    if (asprintf(&sp->path, "%s/%s.db", owner->dir, name) < 0)
        log_fatal("out of memory (path)");
    pthread_mutex_init(&sp->readers_lock, NULL);
    return sp;
}

void space_free(struct space *sp)
{
    pthread_mutex_destroy(&sp->readers_lock);
    free(sp->path);
    free(sp);
}

const char *space_name(const struct space *sp)
{
    return sp->name;
}

int64_t space_version(const struct space *sp)
{
    return atomic_load_explicit(&sp->version, memory_order_acquire);
}

/* --- the clock -------------------------------------------------------------------------------- */

/* 1 when the row is there, 0 when not. */
static int clock_load(struct db *db, struct space_clock *ret_clock, struct err *err)
{
    struct db_stmt *s;

    if (db_query(db, "SELECT last_id, last_seq, version FROM clock WHERE one = 1", DB_NO_ARGS, &s,
                 err) != 0)
        return -1;

    int got = db_step(s, err);
    if (got == 1)
        *ret_clock = (struct space_clock){.last_id = db_column_int(s, 0),
                                          .last_seq = db_column_int(s, 1),
                                          .version = db_column_int(s, 2)};
    db_done(s);
    return got;
}

static int clock_ensure(struct db *db, struct space_clock *ret_clock, struct err *err)
{
    if (!db_table_exists(db, clock_table.name) && db_table_ensure(db, &clock_table, err) != 0)
        return -1;

    int got = clock_load(db, ret_clock, err);
    if (got != 0)
        return got < 0 ? -1 : 0;

    *ret_clock = (struct space_clock){0};
    return db_run(db, "INSERT INTO clock (one, last_id, last_seq, version) VALUES (1, 0, 0, 0)",
                  DB_NO_ARGS, NULL, err);
}

int space_clock_save(struct db *db, const struct space_clock *clock, struct err *err)
{
    return db_run(db, "UPDATE clock SET last_id = ?, last_seq = ?, version = ? WHERE one = 1",
                  DB_ARGS(DB_VALUE_INT(clock->last_id), DB_VALUE_INT(clock->last_seq),
                          DB_VALUE_INT(clock->version)),
                  NULL, err);
}

/* --- open and close --------------------------------------------------------------------------- */

static int prepare(struct space *sp, struct err *err)
{
    const struct spaces_config *config = &sp->owner->config;

    if (clock_ensure(sp->db, &sp->clock, err) != 0)
        return -1;
    if (!config->prepare)
        return 0;
    return config->prepare(sp->db, strcmp(sp->name, "control") == 0, sp->path, err);
}

int space_open(struct space *sp, bool create, struct err *err)
{
    int flags = DB_WRITE | (create ? DB_CREATE : 0);

    if (db_open(sp->owner->config.driver, sp->path, flags, &sp->db, err) != 0)
        return -1;
    if (prepare(sp, err) != 0) {
        space_close(sp);
        return -1;
    }
    atomic_store(&sp->version, sp->clock.version);
    return 0;
}

void space_close(struct space *sp)
{
    while (sp->n_readers)
        db_close(sp->readers[--sp->n_readers]);
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

static int reader_begin(struct space *sp, struct db *db, struct err *err)
{
    if (db_begin_read(db, err) != 0) {
        db_close(db);
        return -1;
    }
    db_deadline(db, sp->owner->config.read_deadline_ms);
    return 0;
}

int space_read(struct space *sp, struct db **ret_db, struct err *err)
{
    struct db *db = reader_take(sp);

    if (!db && db_open(sp->owner->config.driver, sp->path, DB_READ, &db, err) != 0)
        return -1;
    if (reader_begin(sp, db, err) != 0)
        return -1;
    *ret_db = db;
    return 0;
}

void space_read_end(struct space *sp, struct db *db)
{
    db_rollback(db);
    if (!reader_keep(sp, db))
        db_close(db);
}
