/* Lists: a query to a page, a count, ids. Knows how to ask; what to ask is made in list_plan.c.
 *
 * One row more than wanted is read, to know whether there is a next page. The place of the last
 * row is read back from the database rather than computed, so that a cursor holds what the index
 * holds.
 */
#include "record/list.h"

#include <assert.h>
#include <string.h>

#include "record/counter.h"
#include "record/filter_tree.h"
#include "record/ids.h"
#include "record/list_plan.h"
#include "record/search.h"

enum { RECORD_BYTES = 1280 }; /* of JSON, as contacts have on average */

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

static void add_rows(struct arena *a, struct rows *rows, struct record *more, size_t n)
{
    if (rows->n == 0)
        *rows = (struct rows){more, n};
    else
        append(a, rows, more, n);
}

static int fetch_by_sql(struct record_ctx *ctx, const struct list_plan *p, enum list_phase phase,
                        const struct cursor *after, size_t want, int64_t offset, struct rows *rows,
                        struct err *err)
{
    struct record *more;
    struct sql q;
    size_t n;

    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    record_select_shown(&q, p->entity, "a");
    size_t n_values = q.n_values;
    list_plan_where(&q, p);
    bool filtered = q.n_values > n_values;
    list_plan_from(&q, p, phase, after);
    list_plan_order(&q, p, phase);
    sql_limit(&q, (int64_t)want, !filtered && offset == 0);
    if (offset > 0) {
        sql_add(&q, " OFFSET ");
        sql_bind_int(&q, offset);
    }
    if (record_collect(ctx, p->entity, &q, want, &more, &n, err))
        return -1;
    add_rows(ctx->arena, rows, more, n);
    return 0;
}

/* The records of these ids, in the order of the ids. */
static int fetch_ids(struct record_ctx *ctx, const struct entity *e, const int64_t *ids, size_t n,
                     struct rows *rows, struct err *err)
{
    struct id_use *uses = arena_array(ctx->arena, n, sizeof *uses);
    struct record *found, *ordered = arena_array(ctx->arena, n, sizeof *ordered);
    struct sql q;
    size_t n_found;

    if (n == 0)
        return 0;
    for (size_t i = 0; i < n; i++)
        uses[i] = (struct id_use){ids[i], i};
    id_uses_sort(uses, n);
    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    record_select_shown(&q, e, "a");
    sql_add(&q, " WHERE a.id IN (");
    sql_bind_ids(&q, ids, n);
    sql_add(&q, ")");
    if (record_collect(ctx, e, &q, n, &found, &n_found, err))
        return -1;
    assert(n_found == n && "one snapshot: what was met is there");
    for (size_t i = 0; i < n; i++)
        ordered[uses[id_use_first(uses, n, found[i].id)].at] = found[i];
    add_rows(ctx->arena, rows, ordered, n);
    return 0;
}

static int fetch(struct record_ctx *ctx, struct list_plan *p, enum list_phase phase,
                 const struct cursor *after, size_t want, int64_t offset, struct rows *rows,
                 struct err *err)
{
    int64_t *ids = arena_array(ctx->arena, p->words_tested ? want : 0, sizeof *ids);
    bool gave_up = false;
    size_t n;

    if (p->words_tested) {
        if (list_walk(ctx, p, phase, after, want, ids, &n, &gave_up, err))
            return -1;
        if (!gave_up)
            return fetch_ids(ctx, p->entity, ids, n, rows, err);
        p->words_tested = false;
    }
    return fetch_by_sql(ctx, p, phase, after, want, offset, rows, err);
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
    if (db_query_int_sql(ctx->db, &q, 0, &passed, err))
        return -1;
    *ret = offset > passed ? offset - passed : 0;
    return 0;
}

static int fetch_phases(struct record_ctx *ctx, struct list_plan *p, const struct cursor *after,
                        struct rows *rows, struct err *err)
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

static int run(struct record_ctx *ctx, struct list_plan *p, struct list_result *ret,
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
    struct db_stmt *place = NULL;
    if (rows.n > limit) {
        rows.n = limit;
        if (list_plan_ask_place(ctx, p, rows.records[limit - 1].id, &place, err))
            return -1;
    }
    ret->page =
        (struct page){.entity = p->entity, .records = rows.records, .n = rows.n, .shown = true};
    int failed = page_load(ctx, &ret->page, err);
    if (!failed && place && !(failed = list_plan_read_place(ctx, p, place, &cursor, err)))
        ret->next = cursor_encode(ctx->arena, p->hash, &cursor);
    db_done(place);
    return failed;
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
    buf_room(out->out, r->page.n * RECORD_BYTES);
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

/* --- counts and ids --------------------------------------------------------------------------- */

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

static bool is_one_tag(const struct filter *f)
{
    return f->kind == FILTER_TAG && f->n_values == 1;
}

/* A condition that one row of another table stands for, at most one a record. */
static bool is_one_row(const struct filter *f)
{
    return f->kind == FILTER_LINK && f->values[1].type != DB_NULL;
}

/* All of these rows, without looking up whose they are, but for those of records in the trash. */
static int count_rows(struct record_ctx *ctx, const struct list_query *query, int64_t *ret_n,
                      struct err *err)
{
    const struct list_query gone = {.entity = query->entity, .trash = LIST_TRASHED};
    int64_t all = 0, trashed = 0;
    struct sql q;

    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    sql_add(&q, "SELECT COUNT(*) FROM (");
    filter_count_sql(&q, query->entity, "1 = 1", query->filter);
    sql_add(&q, ") f_n");
    if (db_query_int_sql(ctx->db, &q, 0, &all, err))
        return -1;
    if (query->entity->flags & ENTITY_TRASH) {
        sql_init(&q, ctx->arena, db_driver_of(ctx->db));
        sql_add(&q, "SELECT COUNT(*) FROM ");
        sql_ident(&q, query->entity->name);
        sql_add(&q, " a WHERE ");
        sql_add(&q, list_plan_trash(&gone));
        sql_add(&q, " AND ");
        filter_sql_as(&q, query->entity, "a", query->filter, FILTER_TESTS);
        if (db_query_int_sql(ctx->db, &q, 0, &trashed, err))
            return -1;
    }
    *ret_n = all - trashed;
    return 0;
}

/* The index holds the living alone, so its hits need not be looked up. */
static void select_count_words(struct record_ctx *ctx, const struct list_plan *p, struct sql *q)
{
    struct search_query words = {.root = p->words, .kind = str_of(p->entity->name)};

    sql_init(q, ctx->arena, db_driver_of(ctx->db));
    sql_add(q, "SELECT COUNT(*) FROM (");
    sql_search(q, &words);
    sql_add(q, ") f_n");
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
    if (!query->q.p && query->trash == LIST_LIVE && is_one_tag(query->filter))
        return counter_tagged(ctx, query->entity, query->filter->values[0].s, ret_n, err);
    if (!query->q.p && query->trash == LIST_LIVE && is_one_row(query->filter))
        return count_rows(ctx, query, ret_n, err);
    if (query->q.p && search_parse(ctx->arena, query->q, &p.words))
        return -1;
    if (!query->filter && query->trash == LIST_LIVE)
        select_count_words(ctx, &p, &q);
    else
        select_count(ctx, &p, &q);
    return db_query_int_sql(ctx->db, &q, 0, ret_n, err);
}

static void select_sums(struct record_ctx *ctx, const struct list_plan *p, const char *field,
                        struct sql *q)
{
    sql_init(q, ctx->arena, db_driver_of(ctx->db));
    sql_add(q, "SELECT COALESCE(a.");
    sql_ident(q, field);
    sql_add(q, ", '')");
    counter_sums_sql(q, p->entity, "a", ctx->env.currency);
    sql_add(q, " FROM ");
    sql_ident(q, p->entity->name);
    sql_add(q, " a");
    list_plan_where(q, p);
    sql_add(q, " GROUP BY 1, 2 ORDER BY 1, 2");
}

int list_sums(struct record_ctx *ctx, const struct list_query *query, const char *field,
              struct counter_row **ret, size_t *ret_n, struct err *err)
{
    struct list_plan p = {.entity = query->entity, .query = query};
    struct counter_row *rows = NULL;
    size_t n = 0, room = 0;
    struct db_stmt *s;
    struct sql q;
    int row;

    if (query->q.p && search_parse(ctx->arena, query->q, &p.words))
        return -1;
    select_sums(ctx, &p, field, &q);
    if (db_query_sql(ctx->db, &q, &s, err))
        return -1;
    while ((row = db_step(s, err)) > 0) {
        if (n == room) {
            size_t more = room ? room * 2 : 16;
            rows = arena_grow(ctx->arena, rows, room * sizeof *rows, more * sizeof *rows);
            room = more;
        }
        rows[n++] = (struct counter_row){
            .value = str_dup(ctx->arena, db_column_str(s, 0)),
            .currency = str_dup(ctx->arena, db_column_str(s, 1)),
            .n = db_column_int(s, 2),
            .total = db_column_int(s, 3),
        };
    }
    db_done(s);
    *ret = rows;
    *ret_n = n;
    return row;
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
