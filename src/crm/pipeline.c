/* The pipeline: who stands at which stage and what it is worth. Counts and sums come from the
 * counters, so they are exact at any size, or under a filter counted; of the records, the most
 * important few of each stage are read by index.
 */
#include "base/money.h"
#include "crm/private.h"
#include "record/counter.h"

/* Those who go through the stages. */
static const struct entity *const kinds[] = {&entity_contact, &entity_company};
enum { KINDS = ARRAY_LEN(kinds) };

/* One kind's records of all stages in one page, stage by stage. */
struct lane {
    struct page page;
    size_t *start; /* of each stage, and the end */
    struct counter_row *counts;
    size_t n_counts;
};

static size_t n_stages(void)
{
    size_t n = 0;
    while (model_stages[n])
        n++;
    return n;
}

static int stage_collect(struct record_ctx *ctx, struct lane *lane, const char *stage,
                         int64_t limit, struct err *err)
{
    struct record *rows;
    struct sql q;
    size_t n;
    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    record_select(&q, lane->page.entity, "a");
    sql_add(&q, " WHERE a.trashed_at IS NULL AND a.stage = ");
    sql_bind_text(&q, str_of(stage));
    sql_add(&q, " ORDER BY a.priority DESC NULLS LAST, a.id DESC LIMIT ");
    sql_bind_int(&q, limit);
    if (record_collect(ctx, lane->page.entity, &q, (size_t)limit, &rows, &n, err))
        return -1;
    for (size_t i = 0; i < n; i++)
        lane->page.records[lane->page.n++] = rows[i];
    return 0;
}

static int lane_load(struct record_ctx *ctx, const struct entity *e,
                     const struct pipeline_query *query, struct lane *ret, struct err *err)
{
    int64_t limit = query->narrowed ? 0 : query->limit;
    size_t stages = n_stages();
    *ret = (struct lane){.page = {.entity = e}};
    ret->start = arena_array(ctx->arena, stages + 1, sizeof *ret->start);
    ret->page.records = arena_array(ctx->arena, stages * (size_t)limit, sizeof *ret->page.records);
    if (query->only && query->only != e)
        return 0;
    for (size_t i = 0; i < stages; i++) {
        if (stage_collect(ctx, ret, model_stages[i], limit, err))
            return -1;
        ret->start[i + 1] = ret->page.n;
    }
    if (query->narrowed)
        return list_sums(ctx, query->narrowed, "stage", &ret->counts, &ret->n_counts, err);
    return counter_rows(ctx, e, "stage", &ret->counts, &ret->n_counts, err) ||
                   page_load(ctx, &ret->page, err)
               ? -1
               : 0;
}

/* --- sums -------------------------------------------------------------------------------- */

static void put_money(struct json *out, struct str currency, int64_t minor)
{
    char text[MONEY_TEXT];
    money_format(minor, currency, text);
    json_raw(out, str_of(text));
}

static int64_t count_of(const struct lane *lanes, const char *stage)
{
    int64_t n = 0;
    for (size_t k = 0; k < KINDS; k++)
        for (size_t i = 0; i < lanes[k].n_counts; i++)
            if (str_is(lanes[k].counts[i].value, stage))
                n += lanes[k].counts[i].n;
    return n;
}

/* Only one of the kinds has money, so each currency has at most one row of a stage. */
static void write_sums(const struct record_ctx *ctx, const struct lane *lanes, const char *stage,
                       struct json *out)
{
    int64_t own = 0;
    json_key(out, "totals");
    json_object_begin(out);
    for (size_t k = 0; k < KINDS; k++)
        for (size_t i = 0; i < lanes[k].n_counts; i++) {
            const struct counter_row *row = &lanes[k].counts[i];
            if (!row->currency.n || !str_is(row->value, stage))
                continue;
            json_key_str(out, row->currency);
            put_money(out, row->currency, row->total);
            if (str_eq(row->currency, ctx->env.currency))
                own = row->total;
        }
    json_object_end(out);
    json_key(out, "total_value");
    put_money(out, ctx->env.currency, own);
}

/* --- records ----------------------------------------------------------------------------- */

static bool ranks_before(const struct record *a, const struct record *b)
{
    int64_t x = record_null(a, "priority") ? -1 : record_int(a, "priority");
    int64_t y = record_null(b, "priority") ? -1 : record_int(b, "priority");
    return x != y ? x > y : a->id > b->id;
}

static void write_entity(struct record_ctx *ctx, const struct page *p, size_t i, struct json *out)
{
    json_object_begin(out);
    json_put_cstr(out, "entity_type", p->entity->name);
    json_put_int(out, "entity_id", p->records[i].id);
    page_write_members(ctx, p, i, out);
    json_object_end(out);
}

/* Both kinds are in order already; they are merged. */
static void write_entities(struct record_ctx *ctx, const struct lane *lanes, size_t stage,
                           int64_t limit, struct json *out)
{
    size_t at[KINDS];
    for (size_t k = 0; k < KINDS; k++)
        at[k] = lanes[k].start[stage];

    json_key(out, "entities");
    json_array_begin(out);
    for (int64_t n = 0; n < limit; n++) {
        size_t best = KINDS;
        for (size_t k = 0; k < KINDS; k++)
            if (at[k] < lanes[k].start[stage + 1] &&
                (best == KINDS ||
                 ranks_before(&lanes[k].page.records[at[k]], &lanes[best].page.records[at[best]])))
                best = k;
        if (best == KINDS)
            break;
        write_entity(ctx, &lanes[best].page, at[best]++, out);
    }
    json_array_end(out);
}

int crm_pipeline(struct record_ctx *ctx, const struct pipeline_query *query, struct json *out,
                 struct err *err)
{
    struct lane lanes[KINDS];
    for (size_t k = 0; k < KINDS; k++)
        if (lane_load(ctx, kinds[k], query, &lanes[k], err))
            return -1;

    json_object_begin(out);
    json_key(out, "data");
    json_array_begin(out);
    for (size_t i = 0; model_stages[i]; i++) {
        json_object_begin(out);
        json_put_cstr(out, "stage", model_stages[i]);
        json_put_int(out, "count", count_of(lanes, model_stages[i]));
        write_sums(ctx, lanes, model_stages[i], out);
        write_entities(ctx, lanes, i, query->limit, out);
        json_object_end(out);
    }
    json_array_end(out);
    json_object_end(out);
    return 0;
}
