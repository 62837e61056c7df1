/* The tables of the control database and their number.
 *
 * Additive changes (a table, a column with a default, an index) need only the rows below. A change
 * of what is stored gets a row in `migrations`.
 *
 * TO CHANGE A STORED SHAPE: 1. raise CONTROL_SCHEMA; 2. add a row to `migrations` with that number.
 */
#include "space/control.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/date.h"

enum { CONTROL_SCHEMA = 1 };

struct migration {
    int64_t number; /* the schema it leads to */
    int (*run)(struct db *db, struct err *err);
};

static const struct migration migrations[] = {
    {1, NULL},
};

static const struct db_column meta_columns[] = {
    {.name = "key", .kind = DB_TEXT, .not_null = true},
    {.name = "value", .kind = DB_TEXT, .not_null = true},
};

static const struct db_column user_columns[] = {
    {.name = "id", .kind = DB_INT, .primary_key = true},
    {.name = "email", .kind = DB_TEXT, .not_null = true},
    {.name = "name", .kind = DB_TEXT, .not_null = true},
    {.name = "password_hash", .kind = DB_TEXT, .not_null = true},
    {.name = "created_at", .kind = DB_INT, .not_null = true},
};
static const struct db_index user_indexes[] = {
    {.name = "users_email", .columns = "email", .unique = true},
};

static const struct db_column workspace_columns[] = {
    {.name = "id", .kind = DB_INT, .primary_key = true},
    {.name = "name", .kind = DB_TEXT, .not_null = true},
    {.name = "time_zone", .kind = DB_TEXT, .not_null = true},
    {.name = "currency", .kind = DB_TEXT, .not_null = true},
    {.name = "country", .kind = DB_TEXT, .not_null = true},
    {.name = "created_at", .kind = DB_INT, .not_null = true},
    {.name = "pending", .kind = DB_INT, .not_null = true},
};
static const struct db_index workspace_indexes[] = {
    {.name = "workspaces_pending", .columns = "id", .where = "pending = 1"},
};

static const struct db_column member_columns[] = {
    {.name = "workspace_id", .kind = DB_INT, .not_null = true},
    {.name = "user_id", .kind = DB_INT, .not_null = true},
    {.name = "role", .kind = DB_TEXT, .not_null = true},
    {.name = "created_at", .kind = DB_INT, .not_null = true},
};
static const struct db_index member_indexes[] = {
    {.name = "members_user", .columns = "user_id, workspace_id"},
};

static const struct db_column session_columns[] = {
    {.name = "id", .kind = DB_INT, .primary_key = true},
    {.name = "user_id", .kind = DB_INT, .not_null = true},
    {.name = "workspace_id", .kind = DB_INT, .not_null = true},
    {.name = "created_at", .kind = DB_INT, .not_null = true},
    {.name = "expires_at", .kind = DB_INT, .not_null = true},
    {.name = "ended_at", .kind = DB_INT},
};
static const struct db_index session_indexes[] = {
    {.name = "sessions_user", .columns = "user_id, id"},
    {.name = "sessions_expires", .columns = "expires_at"},
};

static const struct db_column secret_columns[] = {
    {.name = "name", .kind = DB_TEXT, .not_null = true},
    {.name = "value", .kind = DB_BLOB, .not_null = true},
};

#define COLUMNS(c) .columns = (c), .n_columns = ARRAY_LEN(c)
#define INDEXES(i) .indexes = (i), .n_indexes = ARRAY_LEN(i)

/* In the plural: `user` is a word of SQL's own in PostgreSQL. */
static const struct db_table tables[] = {
    {.name = "meta", COLUMNS(meta_columns), .primary_key = "key"},
    {.name = "users", COLUMNS(user_columns), INDEXES(user_indexes)},
    {.name = "workspaces", COLUMNS(workspace_columns), INDEXES(workspace_indexes)},
    {.name = "members",
     COLUMNS(member_columns),
     INDEXES(member_indexes),
     .primary_key = "workspace_id, user_id"},
    {.name = "sessions", COLUMNS(session_columns), INDEXES(session_indexes)},
    {.name = "secrets", COLUMNS(secret_columns), .primary_key = "name"},
};

/* 0 in a database without tables yet. */
static int schema_number(struct db *db, int64_t *ret_number, struct err *err)
{
    struct db_stmt *s;
    int64_t number = 0;

    *ret_number = 0;
    if (!db_table_exists(db, "meta"))
        return 0;
    if (db_query(db, "SELECT value FROM meta WHERE key = 'schema'", DB_NO_ARGS, &s, err) != 0)
        return -1;

    int got = db_step(s, err);
    bool readable = got != 1 || str_to_i64(db_column_str(s, 0), &number);
    db_done(s);
    if (got < 0)
        return -1;
    if (!readable)
        return err_internal(err, "the control database's schema number is not a number");
    *ret_number = number;
    return 0;
}

static int save_number(struct db *db, struct err *err)
{
    char text[24];

    snprintf(text, sizeof text, "%d", CONTROL_SCHEMA);
    return db_run(db,
                  "INSERT INTO meta (key, value) VALUES ('schema', ?) "
                  "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                  DB_ARGS(DB_VALUE_TEXT(str_of(text))), NULL, err);
}

static int ensure_tables(struct db *db, struct err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(tables); i++)
        if (db_table_ensure(db, &tables[i], err) != 0)
            return -1;
    return 0;
}

static int run_migrations(struct db *db, int64_t from, struct err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(migrations); i++)
        if (migrations[i].run && migrations[i].number > from && migrations[i].run(db, err) != 0)
            return -1;
    return 0;
}

static int migrate(struct db *db, int64_t from, struct err *err)
{
    if (db_begin_write(db, err) != 0)
        return -1;
    if ((from > 0 && run_migrations(db, from, err) != 0) || ensure_tables(db, err) != 0 ||
        (from < CONTROL_SCHEMA && save_number(db, err) != 0)) {
        db_rollback(db);
        return -1;
    }
    return db_commit(db, err);
}

static int copy_aside(struct db *db, const char *path, int64_t from, struct err *err)
{
    char copy[4096];
    int n =
        snprintf(copy, sizeof copy, "%s.before-%d-%" PRId64, path, CONTROL_SCHEMA, clock_now_ms());

    if (n < 0 || (size_t)n >= sizeof copy)
        return err_internal(err, "the path of the copy of schema %" PRId64 " is too long", from);
    return db_copy(db, copy, err);
}

static bool has_tables(struct db *db)
{
    return db_table_exists(db, "users");
}

int control_migrate(struct db *db, const char *path, struct err *err)
{
    int64_t from;

    if (schema_number(db, &from, err) != 0)
        return -1;
    if (from > CONTROL_SCHEMA)
        return err_set(err, ERR_UNAVAILABLE, NULL,
                       "The control database was written by a newer Kith (its schema is %" PRId64
                       ", this program knows %d). Start the newer program.",
                       from, CONTROL_SCHEMA);
    if (path && from < CONTROL_SCHEMA && has_tables(db) && copy_aside(db, path, from, err) != 0)
        return -1;
    return migrate(db, from, err);
}

int control_prepare(struct db *db, struct err *err)
{
    return control_migrate(db, NULL, err);
}
