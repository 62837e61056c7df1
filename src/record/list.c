/* Lists: a query to a page, a count, ids. Knows how to ask; what to ask is made in list_plan.c.
 *
 * One row more than wanted is read, to know whether there is a next page. The place of the last
 * row is read back from the database rather than computed, so that a cursor holds what the index
 * holds.
 */
#include "record/list.h"

#include <string.h>

#include "record/counter.h"
#include "record/filter_tree.h"
#include "record/list_plan.h"
#include "record/search.h"

struct rows {
    struct record *records;
    size_t n;
};

static int64_t limit_of(const struct list_query *query)
{
    return query->limit > 0 ? query->limit : LIST_LIMIT;
}

static void append(struct arena *a, struct rows *rows, const struct record *more, size_t n)
{
    struct record *all = arena_array(a, rows->n + n, sizeof *all);

    if (rows->n > 0)
        memcpy(all, rows->records, rows->n * sizeof *all);
    if (n > 0)
        memcpy(all + rows->n, more, n * sizeof *all);
    rows->records = all;
    rows->n += n;
}

static int fetch(struct record_ctx *ctx, const struct list_plan *p, enum list_phase phase,
                 const struct cursor *after, size_t want, int64_t offset, struct rows *rows,
                 struct err *err)
{
    struct record *more;
    struct sql q;
    size_t n;

    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    record_select(&q, p->entity, "a");
    list_plan_where(&q, p);
    list_plan_from(&q, p, phase, after);
    list_plan_order(&q, p, phase);
    sql_add(&q, " LIMIT ");
    sql_bind_int(&q, (int64_t)want);
    if (offset > 0) {
        sql_add(&q, " OFFSET ");
        sql_bind_int(&q, offset);
    }
    if (record_collect(ctx, p->entity, &q, want, &more, &n, err))
        return -1;

    if (rows->n == 0)
        *rows = (struct rows){more, n};
    else
        append(ctx->arena, rows, more, n);
    return 0;
}

static int query_int(struct record_ctx *ctx, const struct sql *q, int64_t *ret, struct err *err)
{
    struct db_stmt *s;

    if (db_query_sql(ctx->db, q, &s, err))
        return -1;
    int row = db_step(s, err);
    if (row > 0)
        *ret = db_column_int(s, 0);
    db_done(s);
    return row < 0 ? -1 : 0;
}

static void select_count(struct record_ctx *ctx, const struct list_plan *p, struct sql *q)
{
    sql_init(q, ctx->arena, db_driver_of(ctx->db));
    sql_add(q, "SELECT COUNT(*) FROM ");
    sql_ident(q, p->entity->name);
    sql_add(q, " a");
    list_plan_where(q, p);
}

/* How many of the offset are left when the records with a value have been passed. */
static int offset_left(struct record_ctx *ctx, const struct list_plan *p, const struct rows *rows,
                       int64_t offset, int64_t *ret, struct err *err)
{
    struct sql q;
    int64_t passed = 0;

    *ret = 0;
    if (offset == 0 || rows->n > 0)
        return 0;
    select_count(ctx, p, &q);
    list_plan_from(&q, p, PHASE_VALUES, NULL);
    if (query_int(ctx, &q, &passed, err))
        return -1;
    *ret = offset > passed ? offset - passed : 0;
    return 0;
}

static int fetch_phases(struct record_ctx *ctx, const struct list_plan *p,
                        const struct cursor *after, struct rows *rows, struct err *err)
{
    size_t want = (size_t)limit_of(p->query) + 1;
    int64_t offset = p->query->offset;

    if (!after || after->phase == PHASE_VALUES) {
        if (fetch(ctx, p, PHASE_VALUES, after, want, offset, rows, err))
            return -1;
        if (offset_left(ctx, p, rows, offset, &offset, err))
            return -1;
        after = NULL;
    }
    if (!p->keys[0].nullable || rows->n >= want)
        return 0;
    return fetch(ctx, p, PHASE_NULLS, after, want - rows->n, offset, rows, err);
}

/* Where the next page begins: behind the last record of this one. */
static int make_next(struct record_ctx *ctx, const struct list_plan *p, int64_t id, struct str *ret,
                     struct err *err)
{
    struct cursor c = {.n = p->n_keys};
    struct db_stmt *s;
    struct sql q;

    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    for (size_t i = 0; i < p->n_keys; i++) {
        sql_add(&q, i == 0 ? "SELECT " : ", ");
        sql_ident2(&q, "a", p->keys[i].column);
    }
    sql_add(&q, " FROM ");
    sql_ident(&q, p->entity->name);
    sql_add(&q, " a WHERE a.id = ");
    sql_bind_int(&q, id);
    if (db_query_sql(ctx->db, &q, &s, err))
        return -1;

    int row = db_step(s, err);
    for (size_t i = 0; row > 0 && i < p->n_keys; i++)
        c.values[i] = db_value_dup(ctx->arena, db_column(s, (int)i));
    db_done(s);
    if (row < 0)
        return -1;
    c.phase = p->keys[0].nullable && c.values[0].type == DB_NULL ? PHASE_NULLS : PHASE_VALUES;
    *ret = cursor_encode(ctx->arena, p->hash, &c);
    return 0;
}

static int run(struct record_ctx *ctx, const struct list_plan *p, struct list_result *ret,
               struct err *err)
{
    size_t limit = (size_t)limit_of(p->query);
    struct cursor cursor, *after = NULL;
    struct rows rows = {NULL, 0};

    if (p->query->cursor.p) {
        after = &cursor;
        if (cursor_decode(ctx->arena, p->query->cursor, p->hash, p->n_keys, after, err))
            return -1;
    }
    if (fetch_phases(ctx, p, after, &rows, err))
        return -1;
    if (rows.n > limit) {
        rows.n = limit;
        if (make_next(ctx, p, rows.records[limit - 1].id, &ret->next, err))
            return -1;
    }
    ret->page = (struct page){.entity = p->entity, .records = rows.records, .n = rows.n};
    return page_load(ctx, &ret->page, err);
}

int list_run(struct record_ctx *ctx, const struct list_query *query, struct list_result *ret,
             struct err *err)
{
    struct list_result r = {.next = STR_NONE, .total = -1};
    struct list_plan p;

    if (list_plan_make(ctx, query, &p, err) || run(ctx, &p, &r, err))
        return -1;
    if (query->count && list_count(ctx, query, &r.total, err))
        return -1;
    *ret = r;
    return 0;
}

void list_write(struct record_ctx *ctx, const struct list_result *r, struct json *out)
{
    json_object_begin(out);
    json_key(out, "data");
    json_array_begin(out);
    for (size_t i = 0; i < r->page.n; i++)
        page_write(ctx, &r->page, i, out);
    json_array_end(out);
    json_key(out, "next");
    if (r->next.p)
        json_str(out, r->next);
    else
        json_nil(out);
    if (r->total >= 0)
        json_put_int(out, "total", r->total);
    json_object_end(out);
}

/* --- counts and ids ------------------------------------------------------------------------------
 */

static int count_all(struct record_ctx *ctx, const struct list_query *query, int64_t *ret,
                     struct err *err)
{
    int64_t live = 0, trashed = 0;

    if (query->trash != LIST_TRASHED && counter_count(ctx, query->entity, false, &live, err))
        return -1;
    if (query->trash != LIST_LIVE && counter_count(ctx, query->entity, true, &trashed, err))
        return -1;
    *ret = live + trashed;
    return 0;
}

/* One value of a counted field, among the living: the counters know. */
static bool is_counted(const struct list_query *query)
{
    const struct filter *f = query->filter;
    char shadow[FIELD_COLUMN_MAX];

    return query->trash == LIST_LIVE && f->kind == FILTER_COLUMN && f->op == OP_EQ &&
           (f->field->flags & FIELD_COUNTED) && f->values[0].type == DB_IS_TEXT &&
           !field_shadow_column(f->field, shadow);
}

int list_count(struct record_ctx *ctx, const struct list_query *query, int64_t *ret_n,
               struct err *err)
{
    struct list_plan p = {.entity = query->entity, .query = query};
    struct sql q;

    if (!query->filter && !query->q.p)
        return count_all(ctx, query, ret_n, err);
    if (!query->q.p && is_counted(query))
        return counter_count_by(ctx, query->entity, query->filter->field->name,
                                query->filter->values[0].s, ret_n, err);
    if (query->q.p && search_parse(ctx->arena, query->q, &p.words))
        return -1;
    select_count(ctx, &p, &q);
    return query_int(ctx, &q, ret_n, err);
}

int list_ids(struct record_ctx *ctx, const struct list_query *query, size_t max, int64_t **ret_ids,
             size_t *ret_n, struct err *err)
{
    struct list_plan p = {.entity = query->entity, .query = query};
    int64_t *ids = arena_array(ctx->arena, max + 1, sizeof *ids);
    struct db_stmt *s;
    struct sql q;
    size_t n = 0;
    int row = 0;

    if (query->q.p && search_parse(ctx->arena, query->q, &p.words))
        return -1;
    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    sql_add(&q, "SELECT a.id FROM ");
    sql_ident(&q, p.entity->name);
    sql_add(&q, " a");
    list_plan_where(&q, &p);
    sql_add(&q, " ORDER BY a.id LIMIT ");
    sql_bind_int(&q, (int64_t)max + 1);
    if (db_query_sql(ctx->db, &q, &s, err))
        return -1;
    while (n <= max && (row = db_step(s, err)) > 0)
        ids[n++] = db_column_int(s, 0);
    db_done(s);
    if (row < 0)
        return -1;
    *ret_ids = ids;
    *ret_n = n;
    return 0;
}
