/* The records that a page of events is about, as they are now: a timeline shows a note in full, a
 * task with its state, without asking for each.
 */
#include "record/ids.h"
#include "record/private.h"

enum { RECORD_MAX = 1 << 20 };

/* The records of one entity among those that are asked for. */
static int load(struct record_ctx *ctx, const struct entity *e, const struct id_use *uses, size_t n,
                struct str *json, struct err *err)
{
    struct page p = {.entity = e, .shown = true};
    struct sql q;
    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    record_select_shown(&q, e, "a");
    sql_add(&q, " WHERE a.id IN (");
    id_uses_bind(&q, uses, n);
    sql_add(&q, ")");
    if (record_collect(ctx, e, &q, n, &p.records, &p.n, err) || page_load(ctx, &p, err))
        return -1;
    for (size_t i = 0; i < p.n; i++) {
        struct buf text;
        struct json out;
        buf_init(&text, RECORD_MAX);
        json_init(&out, &text);
        page_write(ctx, &p, i, &out);
        struct str record = text.failed ? STR_NONE : str_dup(ctx->arena, buf_str(&text));
        buf_release(&text);
        for (size_t at = id_use_first(uses, n, p.records[i].id);
             at < n && uses[at].id == p.records[i].id; at++)
            json[uses[at].at] = record;
    }
    return 0;
}

int event_records(struct record_ctx *ctx, const struct event_subject *subjects, size_t n,
                  struct str *json, struct err *err)
{
    size_t n_entities;
    const struct entity *const *all = model_entities(&n_entities);
    struct id_use *uses = arena_array(ctx->arena, n, sizeof *uses);
    for (size_t k = 0; k < n_entities; k++) {
        size_t m = 0;
        for (size_t i = 0; i < n; i++)
            if (subjects[i].entity == all[k])
                uses[m++] = (struct id_use){subjects[i].id, i};
        if (!m || !history_may_read(ctx, all[k]))
            continue;
        id_uses_sort(uses, m);
        if (load(ctx, all[k], uses, m, json, err))
            return -1;
    }
    return 0;
}
