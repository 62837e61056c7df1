/* What every call into the engine carries: where it reads, who asks, by which tables.
 *
 * A read has db on a snapshot; a write (struct change, write.h) embeds one with db inside the
 * writer's transaction. Everything made lives in the arena.
 */
#ifndef KITH_RECORD_CTX_H
#define KITH_RECORD_CTX_H

#include "auth/auth.h"
#include "db/sql.h"
#include "model/model.h"

struct counts;
struct rule;

struct record_ctx {
    struct db *db;
    struct arena *arena;
    struct field_env env; /* env.arena is the same arena */
    struct principal who;
    struct control *control; /* to know members by; NULL in tests: not checked */
    const struct rule *rules;
    size_t n_rules;
    struct counts *counts; /* of a change: what its end adds to the counters; else NULL */
};

#endif
