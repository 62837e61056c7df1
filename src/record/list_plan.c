/* The order and the conditions of a list as SQL. Which index leads is decided in list_weigh.c.
 *
 * The tricky thing is the nulls: records without a value of the first key are a second phase, so
 * that each phase is one walk over an index; those of the other keys are ordered by `IS NULL`.
 */
#include "record/list_plan.h"

#include <string.h>

#include "record/filter_tree.h"
#include "record/search_text.h"

/* --- the order -------------------------------------------------------------------------------- */

static void add_key(struct list_plan *p, const char *column, bool descending, bool nullable)
{
    for (size_t i = 0; i < p->n_keys; i++)
        if (str_is(str_of(column), p->keys[i].column) || str_is(STR("id"), p->keys[i].column))
            return;
    p->keys[p->n_keys++] = (struct list_key){column, descending, nullable};
}

static int make_keys(struct record_ctx *ctx, struct list_plan *p, struct err *err)
{
    struct list_query fallback = *p->query;
    const struct list_query *from = p->query;

    if (from->n_sorts == 0 && from->entity->default_sort) {
        from = &fallback;
        if (list_sort_parse(ctx->arena, from->entity, str_of(from->entity->default_sort), &fallback,
                            err))
            return -1;
    }
    for (size_t i = 0; i < from->n_sorts; i++) {
        const struct list_sort *s = &from->sorts[i];
        char own[FIELD_COLUMN_MAX];
        const char *column =
            s->column ? s->column : arena_strdup(ctx->arena, field_compare_column(s->field, own));
        add_key(p, column, s->descending, s->nullable);
    }
    add_key(p, "id", p->n_keys > 0 && p->keys[0].descending, false);
    return 0;
}

static void emit_key(struct sql *q, const struct list_key *k)
{
    sql_ident2(q, "a", k->column);
}

void list_plan_order(struct sql *q, const struct list_plan *p, enum list_phase phase)
{
    size_t first = phase == PHASE_NULLS;

    for (size_t i = first; i < p->n_keys; i++) {
        const struct list_key *k = &p->keys[i];
        sql_add(q, i == first ? " ORDER BY " : ", ");
        if (k->nullable && i > 0) {
            sql_add(q, "(");
            emit_key(q, k);
            sql_add(q, " IS NULL), ");
        }
        emit_key(q, k);
        sql_add(q, k->descending ? " DESC" : "");
    }
}

static void emit_same(struct sql *q, const struct list_key *k, struct db_value v)
{
    emit_key(q, k);
    if (v.type == DB_NULL) {
        sql_add(q, " IS NULL");
        return;
    }
    sql_add(q, " = ");
    sql_bind(q, v);
}

/* Strictly behind v by this key alone; nothing is behind null. */
static void emit_behind(struct sql *q, const struct list_key *k, struct db_value v)
{
    if (v.type == DB_NULL) {
        sql_add(q, "1 = 0");
        return;
    }
    sql_add(q, "(");
    emit_key(q, k);
    sql_add(q, k->descending ? " < " : " > ");
    sql_bind(q, v);
    if (k->nullable) {
        sql_add(q, " OR ");
        emit_key(q, k);
        sql_add(q, " IS NULL");
    }
    sql_add(q, ")");
}

/* (a, b, c) > (x, y, z), where each key has its own direction and nulls. */
static void emit_behind_all(struct sql *q, const struct list_key *keys,
                            const struct db_value *values, size_t n)
{
    sql_add(q, "(");
    for (size_t i = 0; i < n; i++) {
        sql_add(q, i > 0 ? " OR (" : "(");
        for (size_t k = 0; k < i; k++) {
            emit_same(q, &keys[k], values[k]);
            sql_add(q, " AND ");
        }
        emit_behind(q, &keys[i], values[i]);
        sql_add(q, ")");
    }
    sql_add(q, ")");
}

/* One sort and the id, as most lists have: a row value, which the index understands. */
static void emit_behind_pair(struct sql *q, const struct list_key *keys,
                             const struct db_value *values)
{
    sql_add(q, "(");
    emit_key(q, &keys[0]);
    sql_add(q, ", ");
    emit_key(q, &keys[1]);
    sql_add(q, keys[0].descending ? ") < (" : ") > (");
    sql_bind(q, values[0]);
    sql_add(q, ", ");
    sql_bind(q, values[1]);
    sql_add(q, ")");
}

static void emit_after(struct sql *q, const struct list_plan *p, size_t first,
                       const struct cursor *after)
{
    const struct list_key *keys = p->keys + first;
    const struct db_value *values = after->values + first;
    size_t n = p->n_keys - first;

    sql_add(q, " AND ");
    if (n == 2 && first == 0 && keys[0].descending == keys[1].descending) {
        emit_behind_pair(q, keys, values);
        return;
    }
    if (n > 1 && values[0].type != DB_NULL && first == 0) { /* where the index may begin */
        emit_key(q, &keys[0]);
        sql_add(q, keys[0].descending ? " <= " : " >= ");
        sql_bind(q, values[0]);
        sql_add(q, " AND ");
    }
    emit_behind_all(q, keys, values, n);
}

void list_plan_from(struct sql *q, const struct list_plan *p, enum list_phase phase,
                    const struct cursor *after)
{
    if (p->keys[0].nullable) {
        sql_add(q, " AND ");
        emit_key(q, &p->keys[0]);
        sql_add(q, phase == PHASE_NULLS ? " IS NULL" : " IS NOT NULL");
    }
    if (after)
        emit_after(q, p, phase == PHASE_NULLS, after);
}

int list_plan_ask_place(struct record_ctx *ctx, const struct list_plan *p, int64_t id,
                        struct db_stmt **ret, struct err *err)
{
    struct sql q;

    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    for (size_t i = 0; i < p->n_keys; i++) {
        sql_add(&q, i == 0 ? "SELECT " : ", ");
        emit_key(&q, &p->keys[i]);
    }
    sql_add(&q, " FROM ");
    sql_ident(&q, p->entity->name);
    sql_add(&q, " a WHERE a.id = ");
    sql_bind_int(&q, id);
    sql_one_plan(&q);
    return db_ask_sql(ctx->db, &q, ret, err);
}

int list_plan_read_place(struct record_ctx *ctx, const struct list_plan *p, struct db_stmt *s,
                         struct cursor *ret, struct err *err)
{
    struct cursor c = {.n = p->n_keys};
    int row = db_step(s, err);

    for (size_t i = 0; row > 0 && i < p->n_keys; i++)
        c.values[i] = db_value_dup(ctx->arena, db_column(s, (int)i));
    if (row < 0)
        return -1;
    c.phase = p->keys[0].nullable && c.values[0].type == DB_NULL ? PHASE_NULLS : PHASE_VALUES;
    *ret = c;
    return 0;
}

int list_plan_place(struct record_ctx *ctx, const struct list_plan *p, int64_t id,
                    struct cursor *ret, struct err *err)
{
    struct db_stmt *s;

    if (list_plan_ask_place(ctx, p, id, &s, err))
        return -1;
    int failed = list_plan_read_place(ctx, p, s, ret, err);
    db_done(s);
    return failed;
}

/* --- the conditions --------------------------------------------------------------------------- */

const char *list_plan_trash(const struct list_query *query)
{
    if (!(query->entity->flags & ENTITY_TRASH) || query->trash == LIST_ANY)
        return "1 = 1";
    return query->trash == LIST_LIVE ? "a.trashed_at IS NULL" : "a.trashed_at IS NOT NULL";
}

void list_plan_search(struct sql *q, const struct list_plan *p, const struct search_node *root)
{
    struct search_query query = {.root = root, .kind = str_of(p->entity->name)};

    sql_search(q, &query);
}

size_t list_plan_parts(const struct list_plan *p, const struct filter *const **ret)
{
    const struct filter *const *all = &p->query->filter;

    if (!*all || (*all)->kind != FILTER_AND) {
        *ret = all;
        return *all != NULL;
    }
    *ret = (*all)->kids;
    return (*all)->n_kids;
}

void list_plan_where(struct sql *q, const struct list_plan *p)
{
    const struct filter *const *parts;
    size_t n = list_plan_parts(p, &parts);

    sql_add(q, " WHERE ");
    sql_add(q, list_plan_trash(p->query));
    for (size_t i = 0; i < n; i++) {
        sql_add(q, " AND ");
        filter_sql_as(q, p->entity, "a", parts[i],
                      p->walk && parts[i] != p->driver ? FILTER_TESTS : FILTER_LEADS);
    }
    if (p->query->q.p && !p->words_tested) {
        sql_add(q, " AND ");
        if (p->walk && !p->words_lead)
            sql_unindexed(q);
        sql_add(q, "a.id IN (");
        list_plan_search(q, p, p->words);
        sql_add(q, ")");
    }
}

/* --- the whole -------------------------------------------------------------------------------- */

static uint64_t hash_of(const struct list_plan *p)
{
    uint64_t h = filter_hash(p->query->filter);

    h = str_hash(str_of(p->entity->name), h);
    h = str_hash(p->query->q, h + (uint64_t)p->query->trash);
    for (size_t i = 0; i < p->n_keys; i++)
        h = str_hash(str_of(p->keys[i].column), h + p->keys[i].descending);
    return h;
}

int list_plan_make(struct record_ctx *ctx, const struct list_query *query, struct list_plan *ret,
                   struct err *err)
{
    struct list_plan p = {.entity = query->entity, .query = query};

    if (make_keys(ctx, &p, err))
        return -1;
    if (query->q.p && search_parse(ctx->arena, query->q, &p.words))
        return -1;
    p.hash = hash_of(&p);
    if (list_weigh(ctx, &p, err))
        return -1;
    *ret = p;
    return 0;
}
