/* See ddl.h. */
#include "db/ddl.h"

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
