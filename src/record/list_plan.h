/* How a list is read: its order, its conditions, and which index leads. Shared by the files of
 * lists and by no others.
 */
#ifndef KITH_RECORD_LIST_PLAN_H
#define KITH_RECORD_LIST_PLAN_H

#include "db/search.h"
#include "record/cursor.h"
#include "record/list.h"

/* Records with a value of the first key come first, then those without one. */
enum list_phase { PHASE_VALUES, PHASE_NULLS };

struct list_key {
    const char *column;
    bool descending, nullable;
};

struct list_plan {
    const struct entity *entity;
    const struct list_query *query;
    struct list_key keys[LIST_SORTS_MAX + 1]; /* the last one is the id */
    size_t n_keys;
    const struct search_node *words; /* of q; NULL with query->q: no word, no match */
    bool walk;                       /* conditions are tests of what the order's index gives … */
    const struct filter *driver;     /* … but for this one, which leads instead, */
    bool words_lead;                 /* or the words of q; … */
    bool words_tested; /* … or these are so common that each row is read and tested */
    uint64_t hash;
};

int list_plan_make(struct record_ctx *ctx, const struct list_query *query, struct list_plan *ret,
                   struct err *err);
/* " WHERE …" over alias a: trash, filter, words. */
void list_plan_where(struct sql *q, const struct list_plan *p);
/* " AND …": the phase and, with after, only what comes behind that place. */
void list_plan_from(struct sql *q, const struct list_plan *p, enum list_phase phase,
                    const struct cursor *after);
/* " ORDER BY …" */
void list_plan_order(struct sql *q, const struct list_plan *p, enum list_phase phase);

/* Decides what leads: sets walk, driver, words_lead, words_tested. */
int list_weigh(struct record_ctx *ctx, struct list_plan *p, struct err *err);

/* The pieces of the conditions: of the trash, over alias a; of words, a select of ids; and what the
 * filter joins by AND. */
const char *list_plan_trash(const struct list_query *query);
void list_plan_search(struct sql *q, const struct list_plan *p, const struct search_node *root);
size_t list_plan_parts(const struct list_plan *p, const struct filter *const **ret);

/* The place of a record in this order. */
int list_plan_place(struct record_ctx *ctx, const struct list_plan *p, int64_t id,
                    struct cursor *ret, struct err *err);
/* The same in two: asked, and read when it is wanted. */
int list_plan_ask_place(struct record_ctx *ctx, const struct list_plan *p, int64_t id,
                        struct db_stmt **ret, struct err *err);
int list_plan_read_place(struct record_ctx *ctx, const struct list_plan *p, struct db_stmt *s,
                         struct cursor *ret, struct err *err);
/* The ids of up to `want` records of a phase, in order, whose texts have the words: by reading the
 * texts along the way. Gives up (*ret_gave_up) when too many had to be read. */
int list_walk(struct record_ctx *ctx, const struct list_plan *p, enum list_phase phase,
              const struct cursor *after, size_t want, int64_t *ids, size_t *ret_n,
              bool *ret_gave_up, struct err *err);

/* "-priority,name" into query->sorts. */
int list_sort_parse(struct arena *a, const struct entity *e, struct str text,
                    struct list_query *query, struct err *err);

#endif
