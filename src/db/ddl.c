/* See ddl.h. */
#include "db/ddl.h"

#include "db/inside.h"

static void put_column(struct sql *q, const struct db_column *column, const char *const *types)
{
    sql_ident(q, column->name);
    sql_add(q, " ");
    sql_add(q, types[column->kind]);
    if (column->primary_key)
        sql_add(q, " PRIMARY KEY");
    if (column->not_null)
        sql_add(q, " NOT NULL");
    if (column->fallback) {
        sql_add(q, " DEFAULT ");
        sql_add(q, column->fallback);
    }
}

void ddl_create(struct sql *q, const struct db_table *t, const char *const *types, const char *tail)
{
    sql_add(q, "CREATE TABLE ");
    sql_ident(q, t->name);
    sql_add(q, " (");
    for (size_t i = 0; i < t->n_columns; i++) {
        if (i)
            sql_add(q, ", ");
        put_column(q, &t->columns[i], types);
    }
    if (t->primary_key) {
        sql_add(q, ", PRIMARY KEY (");
        sql_add(q, t->primary_key);
        sql_add(q, ")");
    }
    sql_add(q, ")");
    sql_add(q, tail);
    sql_add(q, ";");
}

int ddl_add_columns(struct sql *q, const struct db_table *t, const char *const *types,
                    const bool *have, struct err *err)
{
    for (size_t i = 0; i < t->n_columns; i++) {
        const struct db_column *column = &t->columns[i];

        if (have[i])
            continue;
        if (column->primary_key || (column->not_null && !column->fallback))
            return err_internal(err, "%s.%s cannot be added: it needs a fallback", t->name,
                                column->name);
        sql_add(q, "ALTER TABLE ");
        sql_ident(q, t->name);
        sql_add(q, " ADD COLUMN ");
        put_column(q, column, types);
        sql_add(q, ";");
    }
    return 0;
}

static void put_index(struct sql *q, const struct db_table *t, const struct db_index *index)
{
    sql_add(q, index->unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
    sql_ident(q, index->name);
    sql_add(q, " ON ");
    sql_ident(q, t->name);
    sql_add(q, " (");
    sql_add(q, index->columns);
    sql_add(q, ")");
    if (index->where) {
        sql_add(q, " WHERE ");
        sql_add(q, index->where);
    }
    sql_add(q, ";");
}

void ddl_add_indexes(struct sql *q, const struct db_table *t, const bool *have)
{
    for (size_t i = 0; i < t->n_indexes; i++)
        if (!have[i])
            put_index(q, t, &t->indexes[i]);
}

static int run_alone(struct db *db, const char *ddl, struct err *err)
{
    if (db_begin_write(db, err))
        return -1;
    if (db_exec(db, ddl, err) == 0 && db_commit(db, err) == 0)
        return 0;
    db_rollback(db);
    return -1;
}

int ddl_run(struct db *db, const char *ddl, struct err *err)
{
    struct err ignored = {0};

    if (!db->in_tx)
        return run_alone(db, ddl, err);
    if (db_savepoint(db, "ddl", err))
        return -1;
    if (db_exec(db, ddl, err)) {
        db_rollback_to(db, "ddl");
        db_release(db, "ddl", &ignored);
        return -1;
    }
    return db_release(db, "ddl", err);
}

int ddl_ensure(struct db *db, const struct db_table *t, ddl_put_missing *put, struct err *err)
{
    struct arena scratch;
    struct sql q;

    arena_init(&scratch);
    sql_init(&q, &scratch, db->driver);

    int rc = put(&q, db, t, err);
    if (rc == 0 && q.failed)
        rc = err_internal(err, "a bad name in table %s", t->name);
    if (rc == 0 && q.n)
        rc = ddl_run(db, q.text, err);
    arena_release(&scratch);
    return rc;
}
