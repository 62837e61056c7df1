/* Rows from one database to another, whichever either is: a table as the model describes it is read
 * by its key in blocks and written as it was read.
 *
 * Every row read or written adds to a sum (transfer_sum): how many, and a hash that does not depend
 * on their order. Two tables with equal sums hold the same rows. Knows nothing of what is in them.
 */
#ifndef KITH_DB_TRANSFER_H
#define KITH_DB_TRANSFER_H

#include "db/db.h"

struct transfer_sum {
    int64_t rows;
    uint64_t hash;
};

bool transfer_sum_eq(struct transfer_sum a, struct transfer_sum b);

/* What sees each row; values are borrowed, in the order of the table's columns. May be NULL. */
struct transfer_eye {
    int (*row)(void *ctx, const struct db_table *t, const struct db_value *values, struct err *err);
    void *ctx;
};

/* All rows of a table, in the transactions of the caller; the table at the other end lacks them.
 * *ret_sum is of what was read. */
int transfer_table(struct db *from, struct db *to, const struct db_table *t,
                   const struct transfer_eye *written, struct transfer_sum *ret_sum,
                   struct err *err);
/* Reads a whole table for its sum. */
int transfer_read(struct db *db, const struct db_table *t, const struct transfer_eye *seen,
                  struct transfer_sum *ret_sum, struct err *err);
int transfer_count(struct db *db, const struct db_table *t, int64_t *ret_rows, struct err *err);

/* Rows that db_watch() noted as changed in `from` since *after (0: ever): they become at the other
 * end what they are here, and *sum, which is that of the other end, follows. *after moves on.
 * removed sees what is replaced or gone. *ret_n: how many keys there were. */
struct transfer_follow {
    const struct db_table *table;
    int64_t after;
    struct transfer_sum sum;
    struct transfer_eye removed, written;
};
int transfer_follow(struct db *from, struct db *to, struct transfer_follow *f, int64_t *ret_n,
                    struct err *err);

#endif
