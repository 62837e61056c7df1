/* How many events there were by when, of the types that statistics ask for: kept as series.h says,
 * under the entity. The event table is only ever appended to, so the counts only rise.
 *
 * TO KEEP ANOTHER: a row in `kept`, and a migration in schema.c that counts what there is.
 */
#include "record/private.h"
#include "record/series.h"

static const struct kept {
    const char *type;
    const struct entity *entity;
    struct series series;
} kept[] = {
    {"created", &entity_contact, {"created.day", "created.hour"}},
    {"created", &entity_note, {"created.day", "created.hour"}},
    {"completed", &entity_activity, {"completed.day", "completed.hour"}},
    {"stage_changed", &entity_contact, {"stage_changed.day", "stage_changed.hour"}},
    {"stage_changed", &entity_company, {"stage_changed.day", "stage_changed.hour"}},
};

static const struct kept *find(struct str type, const struct entity *e)
{
    for (size_t i = 0; i < ARRAY_LEN(kept); i++)
        if (kept[i].entity == e && str_is(type, kept[i].type))
            return &kept[i];
    return NULL;
}

int event_counted(struct change *c, const struct entity *e, const char *type, struct err *err)
{
    const struct kept *k = find(str_of(type), e);
    return k ? counter_moment(&c->ctx, e, &k->series, c->tx->now, 1, err) : 0;
}

/* By the index on type, entity and time. */
static int count_between(struct record_ctx *ctx, struct str type, const struct entity *e,
                         int64_t from, int64_t to, int64_t *ret_n, struct err *err)
{
    return db_query_int(ctx->db,
                        "SELECT COUNT(*) FROM event WHERE type = ? AND entity = ? "
                        "AND at >= ? AND at < ?",
                        DB_ARGS(DB_VALUE_TEXT(type), DB_VALUE_TEXT(str_of(e->name)),
                                DB_VALUE_INT(from), DB_VALUE_INT(to)),
                        0, ret_n, err);
}

/* Before the end of t's hour, less what of it is not before t: of the present hour that is little,
 * however much has happened in it. */
static int count_before(struct record_ctx *ctx, const struct kept *k, int64_t t, int64_t *ret_n,
                        struct err *err)
{
    int64_t end, later = 0;
    if (series_before(ctx, k->entity, &k->series, t + SERIES_HOUR_MS - 1, &end, ret_n, err) ||
        (t < end && count_between(ctx, str_of(k->type), k->entity, t, end, &later, err)))
        return -1;
    *ret_n -= later;
    return 0;
}

int event_count(struct record_ctx *ctx, struct str type, const struct entity *e, int64_t from,
                int64_t to, int64_t *ret_n, struct err *err)
{
    const struct kept *k = find(type, e);
    int64_t before;
    if (from >= to) {
        *ret_n = 0;
        return 0;
    }
    if (!k)
        return count_between(ctx, type, e, from, to, ret_n, err);
    if (count_before(ctx, k, from, &before, err) || count_before(ctx, k, to, ret_n, err))
        return -1;
    *ret_n -= before;
    return 0;
}

/* --- counted anew ----------------------------------------------------------------------------- */

static void hours_sql(struct sql *q, const struct kept *k)
{
    series_sql_begin(q);
    sql_add(q, "SELECT at AS m FROM event WHERE type = ");
    sql_bind_text(q, str_of(k->type));
    sql_add(q, " AND entity = ");
    sql_bind_text(q, str_of(k->entity->name));
    series_sql_end(q);
}

int event_count_each(struct arena *a, struct db *db,
                     int (*each)(void *to, const struct entity *e, const struct series *s,
                                 const struct sql *hours, struct err *err),
                     void *to, struct err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(kept); i++) {
        struct sql q;
        sql_init(&q, a, db_driver_of(db));
        hours_sql(&q, &kept[i]);
        if (each(to, kept[i].entity, &kept[i].series, &q, err))
            return -1;
    }
    return 0;
}
