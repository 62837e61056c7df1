/* A workspace copied whole, history included, from one database to another, whichever either is.
 *
 * The order of the calls: copy_begin, copy_all in a snapshot of the source, copy_check, copy_follow
 * as often as it takes, the last time while nobody writes, copy_counts. Everything at the target
 * stands in one transaction of the caller. Who may see which of the two when is for the caller to
 * settle (crm/move.c).
 */
#ifndef KITH_RECORD_COPY_H
#define KITH_RECORD_COPY_H

#include "db/transfer.h"

struct copy {
    struct arena *arena;
    struct db_table *tables; /* what is copied */
    size_t n_tables;
    struct transfer_follow *state;            /* one a table: its sum as it stands at the target */
    void (*progress)(void *to, int64_t rows); /* so many more; may be NULL */
    void *to;
};

/* The list of tables. */
void copy_begin(struct copy *c, struct arena *a);
/* How many rows there are. */
int copy_size(struct copy *c, struct db *from, int64_t *ret_rows, struct err *err);
/* Fills the tables at the target, which are there and hold nothing yet. */
int copy_all(struct copy *c, struct db *from, struct db *to, struct err *err);
/* Reads the target back: ERR_INTERNAL when a sum differs. */
int copy_check(struct copy *c, struct db *to, struct err *err);
/* Where changes are noted (db_watch): brings over what has changed since copy_all or the last time.
 * Each row is read back. *ret_n: how many rows that was about. */
int copy_follow(struct copy *c, struct db *from, struct db *to, int64_t *ret_n, struct err *err);
/* While nobody writes: do both have as many rows in each table as was counted? */
int copy_counts(struct copy *c, struct db *from, struct db *to, struct err *err);

#endif
