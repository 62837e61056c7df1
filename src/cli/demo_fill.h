/* Writes demo data into a workspace, through the engine like everybody else, slice by slice.
 *
 * A slice is one task of the workspace's writer, with an arena of its own: memory does not grow
 * with the number of contacts, and each slice is on disk when it is done. The change sets are
 * larger: one a chapter of 2,560 contacts, which its slices join, so that the usual demo of 1,000
 * is undone as one, and no undo of a million holds the writer for more than a chapter. Nothing
 * refers from one chapter to another, so they can be undone in any order; the tags are a set of
 * their own, which comes last, since the records carry them.
 */
#ifndef KITH_CLI_DEMO_FILL_H
#define KITH_CLI_DEMO_FILL_H

#include "cli/demo_data.h"
#include "crm/crm.h"
#include "record/event.h"

/* What was written, by entity as model_entities() lists them. */
enum { DEMO_ENTITIES_MAX = 32 };
struct demo_totals {
    int64_t records[DEMO_ENTITIES_MAX];
    int64_t contacts; /* so far */
};

struct demo_fill {
    struct space *space;
    struct record_ctx ctx; /* who writes, where; db, arena and now are filled in here */
    const struct demo_plan *plan;
    bool one_set; /* all in one change set, the tags too; for a chapter at most */
    /* Of such a set: asked in its first transaction; -1: nothing is written. NULL: nobody asks. */
    int (*may)(struct change *c, struct err *err);
    /* After every slice; false ends it there. NULL: nobody asks. */
    bool (*go_on)(void *arg, const struct demo_totals *totals);
    void *arg;
    struct demo_totals totals;
    int64_t change_id; /* the last set */
};

/* 0 when all is written or go_on() said stop; what was written before an error stays. */
int demo_fill_run(struct demo_fill *f, struct err *err);
/* How many of an entity were made. */
int64_t demo_fill_count(const struct demo_fill *f, const struct entity *e);

#endif
