/* What the generic front and the drivers share and nobody outside this folder may see.
 *
 * A driver's own connection and statement begin with these.
 */
#ifndef KITH_DB_INSIDE_H
#define KITH_DB_INSIDE_H

#include "db/db.h"

struct db {
    const struct db_driver *driver;
    bool in_tx;    /* between db_begin_* and db_commit or db_rollback, whatever became of it */
    bool in_doubt; /* see db_in_doubt() */
};

struct db_stmt {
    struct db *db;
};

#endif
