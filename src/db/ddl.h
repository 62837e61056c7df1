/* The text that makes tables, columns and indexes: the same for both databases but for the names of
 * the types and what stands behind a table.
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

#endif
