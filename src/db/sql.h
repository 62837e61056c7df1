/* Builds one statement: text and its values side by side, in an arena.
 *
 * Values are always bound. Identifiers come only from model tables, through sql_ident(), which
 * marks the builder failed on anything but [a-z_][a-z0-9_]*. The failure is sticky; db_query_sql
 * and db_run_sql refuse a failed builder.
 */
#ifndef KITH_DB_SQL_H
#define KITH_DB_SQL_H

#include "db/db.h"

struct sql {
    struct arena *arena;
    const struct db_driver *driver;
    char *text;
    size_t n, room;
    struct db_value *values;
    size_t n_values, values_room;
    bool failed;
};

void sql_init(struct sql *q, struct arena *a, const struct db_driver *driver);
/* A literal piece of SQL, from our own source only. */
void sql_add(struct sql *q, const char *text);
void sql_ident(struct sql *q, const char *name);
bool sql_is_ident(const char *name); /* NULL is none */
/* What follows is a column that no index is to be used for; databases that decide by statistics of
 * their own do not listen. */
void sql_unindexed(struct sql *q);
/* Ends a SELECT by which several who ask at once each take other rows: what one has taken is, until
 * its transaction ends, not there for the others. */
void sql_skip_locked(struct sql *q);
/* " LIMIT n". one_plan: nothing else in the statement depends on its values so much that another
 * plan might be better for some of them. */
void sql_limit(struct sql *q, int64_t n, bool one_plan);
/* Ends a SELECT of which the same is true. */
void sql_one_plan(struct sql *q);
/* qualifier.name */
void sql_ident2(struct sql *q, const char *qualifier, const char *name);
/* Appends `?` and its value; bytes are borrowed until the statement has run. */
void sql_bind(struct sql *q, struct db_value v);
void sql_bind_int(struct sql *q, int64_t v);
void sql_bind_text(struct sql *q, struct str v);
/* `?, ?, …` for the ids of an IN (…), or what else gives them there; an empty list gives NULL,
 * which matches nothing. */
void sql_bind_ids(struct sql *q, const int64_t *ids, size_t n);
struct str sql_text(const struct sql *q);

#endif
