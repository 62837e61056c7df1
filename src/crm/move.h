/* A workspace moves to another place, complete with its history: from the data folder to a server,
 * from server to server, and back.
 *
 *   1. the control database marks it as being moved, by a token
 *   2. where others write meanwhile: from now on the keys of what changes are noted (db_watch)
 *   3. it is copied from a snapshot, in one transaction at the target, and read back
 *   4. what has changed is brought over, until little is left
 *   5. the pause: writers wait while the rest comes over and rows are counted
 *   6. the target commits, shut; the source is shut: whoever has it open writes no more
 *   7. the control database says where it is now: every process reads that with its next request
 *   8. the target is opened, the source removed
 *
 * Wherever it breaks off, the control database points at a database that is complete, at worst a
 * shut one; the same command again opens that. A file has no other writers: there the pause is all
 * of it, since nothing else runs on the folder.
 */
#ifndef KITH_CRM_MOVE_H
#define KITH_CRM_MOVE_H

#include "db/transfer.h"
#include "space/control.h"

struct move_table {
    const char *name;
    struct transfer_sum sum;
};

struct move_report {
    const struct move_table *tables;
    size_t n_tables;
    int64_t rows;     /* of all tables */
    int64_t followed; /* brought over after the snapshot */
    int64_t copy_us, pause_us;
    bool left_behind; /* the source could not be removed */
};

struct move {
    struct spaces *spaces;
    struct control *control;
    int64_t workspace_id;
    const char *to; /* "files", or postgres://… */
    bool again;     /* whoever was moving it is not at it any more */
    bool keep;      /* the source stays, shut */
    /* A stage of so many rows begins; so many more are done. May be NULL. */
    void (*stage)(void *ctx, const char *what, int64_t rows);
    void (*progress)(void *ctx, int64_t rows);
    void *ctx;
};

/* Blocks, for as long as it takes. The report lives in the arena. */
int move_workspace(const struct move *m, struct arena *a, struct move_report *ret, struct err *err);

#endif
