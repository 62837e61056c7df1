/* See moving.h. The clock's one row is number 1 while the database is in use, and 2 while it is
 * shut: a writer asks for number 1.
 */
#include "space/moving.h"

#include "space/space_private.h"

int moving_prepare(struct db *db, struct err *err)
{
    return space_clock_ensure(db, err);
}

int moving_shut(struct db *db, bool shut, struct err *err)
{
    return db_run(db, "UPDATE clock SET one = ?", DB_ARGS(DB_VALUE_INT(shut ? 2 : 1)), NULL, err);
}

int moving_is_shut(struct db *db, bool *ret_shut, struct err *err)
{
    int64_t one;

    if (db_query_int(db, "SELECT one FROM clock", DB_NO_ARGS, 0, &one, err))
        return -1;
    *ret_shut = one == 2;
    return 0;
}

int moving_is_unused(struct db *db, bool *ret_unused, struct err *err)
{
    int64_t version;

    if (db_query_int(db, "SELECT version + last_id + last_seq FROM clock", DB_NO_ARGS, 0, &version,
                     err))
        return -1;
    *ret_unused = version == 0;
    return 0;
}

int moving_clock(struct db *from, struct db *to, struct err *err)
{
    struct db_stmt *s;

    if (db_query(from, "SELECT last_id, last_seq, version, counted FROM clock", DB_NO_ARGS, &s,
                 err))
        return -1;
    int got = db_step(s, err);
    int rc =
        got > 0
            ? db_run(to,
                     "UPDATE clock SET one = 2, last_id = ?, last_seq = ?, version = ?, "
                     "counted = ?",
                     DB_ARGS(db_column(s, 0), db_column(s, 1), db_column(s, 2), db_column(s, 3)),
                     NULL, err)
            : -1;
    db_done(s);
    if (got == 0)
        return err_internal(err, "a workspace without a clock");
    return rc;
}
