/* Where databases are: schemas of a PostgreSQL database.
 *
 * A location is "DSN#schema". The control database's schema is kith_control, so that Kith can live
 * beside others; a workspace's is what it is called everywhere, ws_<id>.
 */
#include "base/log.h"
#include "db/db_pg.h"
#include "db/sql.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char control[] = "control", control_schema[] = "kith_control";

const char *db_pg_place(struct arena *a, const char *where, const char *name)
{
    return arena_printf(a, "%s#%s", where, strcmp(name, control) == 0 ? control_schema : name);
}

const char *db_pg_table_at(struct arena *a, const char *location, const char *table)
{
    const char *mark = strrchr(location, '#');

    return mark && sql_is_ident(mark + 1) ? arena_printf(a, "\"%s\".\"%s\"", mark + 1, table)
                                          : NULL;
}

int db_pg_split(const char *location, char **ret_dsn, char ret_schema[static DB_PG_NAME_MAX],
                struct err *err)
{
    const char *mark = strrchr(location, '#');
    size_t n = mark ? (size_t)(mark - location) : strlen(location);
    const char *schema = mark ? mark + 1 : "";

    if (strlen(schema) >= DB_PG_NAME_MAX || (*schema && !sql_is_ident(schema)))
        return err_set(err, ERR_NOT_FOUND, NULL, "There is no such database.");
    snprintf(ret_schema, DB_PG_NAME_MAX, "%s", schema);
    *ret_dsn = strndup(location, n);
    if (!*ret_dsn)
        log_fatal("out of memory (location)");
    return 0;
}

int db_pg_schema_found(struct db_pg *c, bool *ret_found, struct err *err)
{
    int64_t n;

    if (db_query_int(&c->base, "SELECT COUNT(*) FROM pg_catalog.pg_namespace WHERE nspname = ?",
                     DB_ARGS(DB_VALUE_TEXT(str_of(c->schema))), 0, &n, err))
        return -1;
    *ret_found = n > 0;
    return 0;
}

/* Two who make it at once: the second finds it made, whatever it is told. */
int db_pg_schema_make(struct db_pg *c, struct err *err)
{
    char text[DB_PG_NAME_MAX + 48];
    struct err why = {0};
    bool found;

    if (db_pg_schema_found(c, &found, err))
        return -1;
    if (found)
        return 0;
    snprintf(text, sizeof text, "CREATE SCHEMA IF NOT EXISTS \"%s\"", c->schema);
    if (db_pg_exec(&c->base, text, &why) == 0)
        return 0;
    if (db_pg_schema_found(c, &found, err))
        return -1;
    if (!found)
        *err = why;
    return found ? 0 : -1;
}

/* Connects to the place itself, whatever schema is meant; that is in *ret_schema then. */
static int visit(const char *location, struct db **ret_db, char ret_schema[static DB_PG_NAME_MAX],
                 struct err *err)
{
    char *dsn;

    if (db_pg_split(location, &dsn, ret_schema, err))
        return -1;
    int rc = db_open(&db_postgres, dsn, DB_WRITE, ret_db, err);
    free(dsn);
    return rc;
}

int db_pg_exists(const char *location, bool *ret_exists, struct err *err)
{
    char schema[DB_PG_NAME_MAX];
    struct db *db;
    int64_t n = 0;

    if (visit(location, &db, schema, err))
        return -1;
    int rc = db_query_int(db, "SELECT COUNT(*) FROM pg_catalog.pg_namespace WHERE nspname = ?",
                          DB_ARGS(DB_VALUE_TEXT(str_of(schema))), 0, &n, err);
    db_close(db);
    *ret_exists = n > 0;
    return rc;
}

int db_pg_remove(const char *location, struct err *err)
{
    char schema[DB_PG_NAME_MAX], text[DB_PG_NAME_MAX + 32];
    bool exists;
    struct db *db;

    if (db_pg_exists(location, &exists, err))
        return -1;
    if (!exists)
        return err_set(err, ERR_NOT_FOUND, NULL, "There is no such database.");
    if (visit(location, &db, schema, err))
        return -1;
    snprintf(text, sizeof text, "DROP SCHEMA \"%s\" CASCADE", schema);
    int rc = db_exec(db, text, err);
    db_close(db);
    return rc;
}

/* When they were written to last only their own tables know. */
int db_pg_places(const char *where, const struct db_each *each, struct err *err)
{
    char schema[DB_PG_NAME_MAX], name[DB_PG_NAME_MAX];
    struct db_stmt *s;
    struct db *db;
    int row;

    if (visit(where, &db, schema, err))
        return -1;
    int rc = db_query(db,
                      "SELECT nspname::text FROM pg_catalog.pg_namespace WHERE nspname = ? OR "
                      "nspname ~ '^ws_[0-9]+$' ORDER BY nspname::text COLLATE \"C\"",
                      DB_ARGS(DB_VALUE_TEXT(str_of(control_schema))), &s, err);
    while (rc == 0 && (row = db_step(s, err)) != 0) {
        struct str found = db_column_str(s, 0);

        if (row < 0) {
            rc = -1;
            break;
        }
        snprintf(name, sizeof name, "%.*s",
                 STR_ARG(str_is(found, control_schema) ? str_of(control) : found));
        each->found(each->ctx, name, INT64_MAX);
    }
    if (s)
        db_done(s);
    db_close(db);
    return rc;
}
