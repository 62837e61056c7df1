/* Tables as the model wants them, compared with those that are there.
 *
 * Texts are ordered by their bytes (COLLATE "C"), as SQLite orders them. What lacks is written as
 * one text and run whole or not at all.
 */
#include "db/db_pg.h"
#include "db/ddl.h"
#include <stdio.h>
#include <string.h>

static const char *const type_names[] = {[DB_INT] = "BIGINT",
                                         [DB_TEXT] = "TEXT COLLATE \"C\"",
                                         [DB_REAL] = "DOUBLE PRECISION",
                                         [DB_BLOB] = "BYTEA"};

static struct db_value schema_of(const struct db *db)
{
    return DB_VALUE_TEXT(str_of(((const struct db_pg *)db)->schema));
}

bool db_pg_table_exists(struct db *db, const char *name)
{
    struct err ignored = {0};
    int64_t n;

    return db_query_int(db,
                        "SELECT COUNT(*) FROM pg_catalog.pg_tables "
                        "WHERE schemaname = ? AND tablename = ?",
                        DB_ARGS(schema_of(db), DB_VALUE_TEXT(str_of(name))), 0, &n,
                        &ignored) == 0 &&
           n > 0;
}

/* --- what is there ---------------------------------------------------------------------------- */

/* Sets have[i] for each name that the select gives. */
static int look(struct db *db, const char *sql, const char *table, const char *const *names,
                size_t n, bool *have, struct err *err)
{
    struct db_stmt *s;
    int rc;

    if (db_query(db, sql, DB_ARGS(schema_of(db), DB_VALUE_TEXT(str_of(table))), &s, err))
        return -1;
    while ((rc = db_step(s, err)) > 0)
        for (size_t i = 0; i < n; i++)
            have[i] = have[i] || str_is(db_column_str(s, 0), names[i]);
    db_done(s);
    return rc;
}

static const char columns_there[] =
    "SELECT a.attname::text FROM pg_catalog.pg_attribute a "
    "JOIN pg_catalog.pg_class c ON c.oid = a.attrelid "
    "JOIN pg_catalog.pg_namespace s ON s.oid = c.relnamespace "
    "WHERE s.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped";
static const char indexes_there[] = "SELECT indexname::text FROM pg_catalog.pg_indexes "
                                    "WHERE schemaname = ? AND tablename = ?";
static const char triggers_there[] = "SELECT t.tgname::text FROM pg_catalog.pg_trigger t "
                                     "JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid "
                                     "JOIN pg_catalog.pg_namespace s ON s.oid = c.relnamespace "
                                     "WHERE s.nspname = ? AND c.relname = ?";

/* --- what lacks ------------------------------------------------------------------------------- */

static int put_missing_columns(struct sql *q, struct db *db, const struct db_table *t,
                               bool *ret_any, struct err *err)
{
    const char **names = arena_array(q->arena, t->n_columns, sizeof *names);
    bool *have = arena_array(q->arena, t->n_columns, sizeof *have);

    for (size_t i = 0; i < t->n_columns; i++)
        names[i] = t->columns[i].name;
    if (look(db, columns_there, t->name, names, t->n_columns, have, err))
        return -1;
    for (size_t i = 0; i < t->n_columns; i++)
        *ret_any |= have[i];
    return *ret_any ? ddl_add_columns(q, t, type_names, have, err) : 0;
}

static int put_missing_indexes(struct sql *q, struct db *db, const struct db_table *t, bool look_up,
                               struct err *err)
{
    const char **names = arena_array(q->arena, t->n_indexes, sizeof *names);
    bool *have = arena_array(q->arena, t->n_indexes, sizeof *have);

    for (size_t i = 0; i < t->n_indexes; i++)
        names[i] = t->indexes[i].name;
    if (look_up && t->n_indexes && look(db, indexes_there, t->name, names, t->n_indexes, have, err))
        return -1;
    ddl_add_indexes(q, t, have);
    return 0;
}

static int put_missing(struct sql *q, struct db *db, const struct db_table *t, struct err *err)
{
    bool there = false;

    if (put_missing_columns(q, db, t, &there, err))
        return -1;
    if (!there)
        ddl_create(q, t, type_names, "");
    return put_missing_indexes(q, db, t, there, err);
}

/* --- putting it there ------------------------------------------------------------------------- */

int db_pg_table_ensure(struct db *db, const struct db_table *t, struct err *err)
{
    return ddl_ensure(db, t, put_missing, err);
}

static const char guard_function[] =
    "CREATE OR REPLACE FUNCTION append_only_guard() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'only ever appended to'; END $$;";

static void put_guard(struct sql *q, const char *name, const char *events, const char *table,
                      const char *each)
{
    sql_add(q, "CREATE TRIGGER ");
    sql_ident(q, name);
    sql_add(q, " BEFORE ");
    sql_add(q, events);
    sql_add(q, " ON ");
    sql_ident(q, table);
    sql_add(q, " FOR EACH ");
    sql_add(q, each);
    sql_add(q, " EXECUTE FUNCTION append_only_guard();");
}

int db_pg_append_only(struct db *db, const char *table, struct err *err)
{
    const char *const names[] = {"append_only_rows", "append_only_whole"};
    bool have[ARRAY_LEN(names)] = {false};
    struct arena scratch;
    struct sql q;

    if (look(db, triggers_there, table, names, ARRAY_LEN(names), have, err))
        return -1;
    if (have[0] && have[1])
        return 0;
    arena_init(&scratch);
    sql_init(&q, &scratch, db->driver);
    sql_add(&q, guard_function);
    if (!have[0])
        put_guard(&q, names[0], "UPDATE OR DELETE", table, "ROW");
    if (!have[1])
        put_guard(&q, names[1], "TRUNCATE", table, "STATEMENT");

    int rc = ddl_run(db, q.text, err);
    arena_release(&scratch);
    return rc;
}
