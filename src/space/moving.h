/* A space's database on its way to another place: what the mover (crm/move.c) does to the databases
 * themselves, with connections of its own.
 *
 * A database that is shut takes no writes, whoever has it open: the writer finds its clock stopped,
 * and answers that the workspace is being moved. Reads go on.
 */
#ifndef KITH_SPACE_MOVING_H
#define KITH_SPACE_MOVING_H

#include "db/db.h"

/* The clock's table and row, in a database that may be new. Outside of transactions. */
int moving_prepare(struct db *db, struct err *err);
/* In a write transaction. */
int moving_shut(struct db *db, bool shut, struct err *err);
int moving_is_shut(struct db *db, bool *ret_shut, struct err *err);
/* Nothing was ever committed to it. */
int moving_is_unused(struct db *db, bool *ret_unused, struct err *err);
/* The clock of `from`, as it stands, for `to`, which is shut by it. */
int moving_clock(struct db *from, struct db *to, struct err *err);

#endif
