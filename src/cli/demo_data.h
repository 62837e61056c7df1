/* Lifelike records, made up: the same seed gives the same ones, in the same order.
 *
 * The data comes in blocks: a company, its contacts, and all that hangs on them. A block refers to
 * nothing but itself and the one or two companies that `demo_state` remembers, so memory does not
 * grow with the number of contacts. Dates lie around the plan's today. What becomes of the records
 * is the sink's business: the command writes them through the engine, a test looks at them.
 */
#ifndef KITH_CLI_DEMO_DATA_H
#define KITH_CLI_DEMO_DATA_H

#include "cli/demo_people.h"
#include "model/model.h"

enum {
    DEMO_BLOCK = 8,    /* contacts a block, and so a company */
    DEMO_CHAPTER = 320 /* blocks after which what is remembered is forgotten */
};

/* Where the records go. Bodies are as in the API and belong to the caller. */
struct demo_sink {
    int (*create)(struct demo_sink *s, const struct entity *e, const json_t *body, int64_t *ret_id,
                  struct err *err);
    int (*update)(struct demo_sink *s, const struct entity *e, int64_t id, const json_t *body,
                  struct err *err);
    int (*interact)(struct demo_sink *s, const json_t *body, struct err *err);
};

/* What a block knows of those before it in its chapter; all zero at the beginning. */
struct demo_state {
    int64_t large_id, large; /* the company that many others' contacts work for; its number */
    int64_t former_id;       /* the company before: where some used to work */
};

int64_t demo_blocks(const struct demo_plan *p);
/* The library of tags, with colours; before the first block. */
int demo_tags(struct arena *a, struct demo_sink *sink, struct err *err);
int demo_block(const struct demo_plan *p, struct arena *a, int64_t block, struct demo_state *state,
               struct demo_sink *sink, struct err *err);

#endif
