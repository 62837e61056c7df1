/* The text that makes tables, columns and indexes, and how it is run: the same for both databases
 * but for the names of the types and what stands behind a table.
 */
#ifndef KITH_DB_DDL_H
#define KITH_DB_DDL_H

#include "db/sql.h"

/* types: what the database calls each db_kind. tail: behind the closing parenthesis. */
void ddl_create(struct sql *q, const struct db_table *t, const char *const *types,
                const char *tail);
/* Those of which have[i] does not say that they are there. */
int ddl_add_columns(struct sql *q, const struct db_table *t, const char *const *types,
                    const bool *have, struct err *err);
void ddl_add_indexes(struct sql *q, const struct db_table *t, const bool *have);

/* Puts what a table lacks, by a look at what is there. */
typedef int ddl_put_missing(struct sql *q, struct db *db, const struct db_table *t,
                            struct err *err);
int ddl_ensure(struct db *db, const struct db_table *t, ddl_put_missing *put, struct err *err);
/* Whole or not at all, in a transaction or without one. */
int ddl_run(struct db *db, const char *ddl, struct err *err);

#endif
