/* Tables as the model wants them, compared with those that are there.
 *
 * Workspaces open often and their tables hardly ever change, so the comparison asks SQLite's parsed
 * schema in memory, a column at a time, and runs no statement; only the names of the indexes need
 * one. What lacks is written as one text and run whole or not at all.
 */
#include "db/db_sqlite.h"

#include "db/ddl.h"
#include <stdio.h>
#include <string.h>

static const char *const type_names[] = {
    [DB_INT] = "INTEGER", [DB_TEXT] = "TEXT", [DB_REAL] = "REAL", [DB_BLOB] = "BLOB"};

bool db_sqlite_table_exists(struct db *db, const char *name)
{
    sqlite3 *h = ((struct db_sqlite *)db)->handle;

    return sqlite3_table_column_metadata(h, NULL, name, NULL, NULL, NULL, NULL, NULL, NULL) ==
           SQLITE_OK;
}

static bool column_exists(struct db_sqlite *c, const char *table, const char *column)
{
    return sqlite3_table_column_metadata(c->handle, NULL, table, column, NULL, NULL, NULL, NULL,
                                         NULL) == SQLITE_OK;
}

/* --- what lacks ------------------------------------------------------------------------------- */

static int put_missing_columns(struct sql *q, struct db_sqlite *c, const struct db_table *t,
                               struct err *err)
{
    bool *have = arena_array(q->arena, t->n_columns, sizeof *have);

    for (size_t i = 0; i < t->n_columns; i++)
        have[i] = column_exists(c, t->name, t->columns[i].name);
    return ddl_add_columns(q, t, type_names, have, err);
}

/* Sets have[i] for each of the table's indexes that is there. */
static int look_at_indexes(struct db *db, const struct db_table *t, bool *have, struct err *err)
{
    struct db_stmt *s;
    int rc;

    if (db_query(db, "SELECT name FROM pragma_index_list(?)",
                 DB_ARGS(DB_VALUE_TEXT(str_of(t->name))), &s, err))
        return -1;
    while ((rc = db_step(s, err)) > 0) {
        struct str name = db_column_str(s, 0);

        for (size_t i = 0; i < t->n_indexes; i++)
            have[i] = have[i] || str_is(name, t->indexes[i].name);
    }
    db_done(s);
    return rc;
}

static int put_missing(struct sql *q, struct db *db, const struct db_table *t, struct err *err)
{
    bool *have = arena_array(q->arena, t->n_indexes, sizeof *have);

    if (!db_sqlite_table_exists(db, t->name)) {
        ddl_create(q, t, type_names, t->primary_key ? " STRICT, WITHOUT ROWID" : " STRICT");
    } else {
        if (put_missing_columns(q, (struct db_sqlite *)db, t, err))
            return -1;
        if (t->n_indexes && look_at_indexes(db, t, have, err))
            return -1;
    }
    ddl_add_indexes(q, t, have);
    return 0;
}

/* --- putting it there ------------------------------------------------------------------------- */

int db_sqlite_table_ensure(struct db *db, const struct db_table *t, struct err *err)
{
    return ddl_ensure(db, t, put_missing, err);
}

static void put_guard(struct sql *q, const char *table, const char *verb, bool replaces)
{
    char name[80];

    snprintf(name, sizeof name, "%.60s_no_%.10s", table, replaces ? "replace" : verb);
    sql_add(q, "CREATE TRIGGER IF NOT EXISTS ");
    sql_ident(q, name);
    sql_add(q, " BEFORE ");
    sql_add(q, verb);
    sql_add(q, " ON ");
    sql_ident(q, table);
    if (replaces) {
        sql_add(q, " WHEN EXISTS (SELECT 1 FROM ");
        sql_ident(q, table);
        sql_add(q, " WHERE id = NEW.id)");
    }
    sql_add(q, " BEGIN SELECT RAISE(ABORT, 'only ever appended to'); END;");
}

int db_sqlite_append_only(struct db *db, const char *table, struct err *err)
{
    struct arena scratch;
    struct sql q;

    arena_init(&scratch);
    sql_init(&q, &scratch, db->driver);
    put_guard(&q, table, "update", false);
    put_guard(&q, table, "delete", false);
    put_guard(&q, table, "insert", true); /* REPLACE deletes without the other's hearing of it */

    int rc = ddl_run(db, q.text, err);
    arena_release(&scratch);
    return rc;
}
