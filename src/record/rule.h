/* The domain's rules, as rows that the upper room owns and the engine calls.
 *
 * before: may change `new` (through mutation_set) or refuse. after: the row is written; may write
 * other records through the engine, in the same change set. Neither runs during an undo, which
 * writes what was recorded. fill: computes derived fields of records about to be answered, for a
 * whole page at once. A NULL entity means every entity.
 */
#ifndef KITH_RECORD_RULE_H
#define KITH_RECORD_RULE_H

#include "record/ctx.h"

struct change;

enum mutation_kind {
    MUTATION_CREATE,
    MUTATION_UPDATE,
    MUTATION_TRASH,
    MUTATION_RESTORE,
    MUTATION_REMOVE,
    MUTATION_PURGE
};

/* One record on its way from old to new. */
struct mutation {
    enum mutation_kind kind;
    const struct entity *entity;
    struct record *old; /* NULL on create */
    struct record *new; /* NULL on remove and purge */
    bool *given;        /* per field: the caller named it */
    /* Collections: NULL when not named; else the full new list. */
    const struct str *tags;
    size_t n_tags;
    const struct link *links;
    size_t n_links;
};

struct link {
    const struct entity *entity;
    int64_t id;
};

struct rule {
    const struct entity *entity;
    int (*before)(struct change *c, struct mutation *m, struct err *err);
    int (*after)(struct change *c, struct mutation *m, struct err *err);
    int (*fill)(struct record_ctx *ctx, struct record *records, size_t n, struct err *err);
    bool names; /* fill shows what users are called, and nothing else of other records */
};

bool mutation_changes(const struct mutation *m, int field); /* old and new differ */

#endif
