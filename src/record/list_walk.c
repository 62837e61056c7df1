/* A list by common words: the order's index is walked and each record's text is read and tested.
 *
 * The word index gives its hits by id. When a word stands in a tenth of a million records, all of
 * them would have to be fetched and sorted by name for a page of fifty, while every tenth record
 * that is met on the way by name is a hit. Only ids and texts are read here; the records that are
 * wanted are fetched by the caller.
 */
#include "record/ids.h"
#include "record/list_plan.h"
#include "record/search_text.h"

enum { CHUNK_MIN = 64, CHUNK_MAX = 512, WALK_MAX = 20000 };

struct walk {
    struct record_ctx *ctx;
    const struct list_plan *plan;
    int64_t chunk[CHUNK_MAX];
    bool hit[CHUNK_MAX];
    size_t n;
};

static int read_chunk(struct walk *w, enum list_phase phase, const struct cursor *after, size_t max,
                      struct err *err)
{
    struct db_stmt *s;
    struct sql q;
    int row = 0;

    sql_init(&q, w->ctx->arena, db_driver_of(w->ctx->db));
    sql_add(&q, "SELECT a.id FROM ");
    sql_ident(&q, w->plan->entity->name);
    sql_add(&q, " a");
    list_plan_where(&q, w->plan);
    list_plan_from(&q, w->plan, phase, after);
    list_plan_order(&q, w->plan, phase);
    sql_add(&q, " LIMIT ");
    sql_bind_int(&q, (int64_t)max);
    if (db_query_sql(w->ctx->db, &q, &s, err))
        return -1;
    for (w->n = 0; w->n < max && (row = db_step(s, err)) > 0;)
        w->chunk[w->n++] = db_column_int(s, 0);
    db_done(s);
    return row < 0 ? -1 : 0;
}

static int test_chunk(struct walk *w, struct err *err)
{
    struct id_use uses[CHUNK_MAX];
    struct db_stmt *s;
    struct sql q;
    int row;

    for (size_t i = 0; i < w->n; i++) {
        uses[i] = (struct id_use){w->chunk[i], i};
        w->hit[i] = false;
    }
    id_uses_sort(uses, w->n);
    sql_init(&q, w->ctx->arena, db_driver_of(w->ctx->db));
    sql_add(&q, "SELECT id, name_words, body_words FROM search_doc WHERE id IN (");
    id_uses_bind(&q, uses, w->n);
    sql_add(&q, ")");
    if (db_query_sql(w->ctx->db, &q, &s, err))
        return -1;
    while ((row = db_step(s, err)) > 0) {
        size_t use = id_use_first(uses, w->n, db_column_int(s, 0));
        if (use < w->n)
            w->hit[uses[use].at] =
                search_matches(w->plan->words, db_column_str(s, 1), db_column_str(s, 2));
    }
    db_done(s);
    return row;
}

int list_walk(struct record_ctx *ctx, const struct list_plan *p, enum list_phase phase,
              const struct cursor *after, size_t want, int64_t *ids, size_t *ret_n,
              bool *ret_gave_up, struct err *err)
{
    struct walk *w = ARENA_NEW(ctx->arena, struct walk);
    struct cursor place;
    size_t n = 0, walked = 0;

    *w = (struct walk){.ctx = ctx, .plan = p};
    for (size_t max = CHUNK_MIN; n < want && walked < WALK_MAX;
         max = max < CHUNK_MAX ? 2 * max : max) {
        if (read_chunk(w, phase, after, max, err) || test_chunk(w, err))
            return -1;
        for (size_t i = 0; i < w->n && n < want; i++)
            if (w->hit[i])
                ids[n++] = w->chunk[i];
        walked += w->n;
        if (w->n < max || n == want)
            break;
        if (list_plan_place(ctx, p, w->chunk[w->n - 1], &place, err))
            return -1;
        after = &place;
    }
    *ret_n = n;
    *ret_gave_up = n < want && walked >= WALK_MAX;
    return 0;
}
