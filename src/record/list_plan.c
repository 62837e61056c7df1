/* The order and the conditions of a list as SQL, and the choice of the index that leads.
 *
 * Two ways lead to a page: walk the index of the order and test each row until the page is full,
 * or fetch all rows that a rare condition finds and sort them. The database cannot know which is
 * shorter without statistics; we ask how many rows the conditions find, up to the number where the
 * walk becomes the shorter way, and tell it by `+column` ("use no index for this").
 */
#include "record/list_plan.h"

#include <math.h>
#include <string.h>

#include "record/counter.h"
#include "record/filter_tree.h"
#include "record/search.h"

/* Below this many records every way is short. A row found by a condition costs twice a row walked
 * past; a text tested costs five hits gathered. No question is worth more than so many index
 * entries read in advance. */
enum { SMALL_ENTITY = 2000, FETCH_COST = 2, TEST_COST = 5, PROBE_MAX = 10000, SAMPLE = 40 };

/* --- the order -----------------------------------------------------------------------------------
 */

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

int list_plan_place(struct record_ctx *ctx, const struct list_plan *p, int64_t id,
                    struct cursor *ret, struct err *err)
{
    struct cursor c = {.n = p->n_keys};
    struct db_stmt *s;
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
    if (db_query_sql(ctx->db, &q, &s, err))
        return -1;

    int row = db_step(s, err);
    for (size_t i = 0; row > 0 && i < p->n_keys; i++)
        c.values[i] = db_value_dup(ctx->arena, db_column(s, (int)i));
    db_done(s);
    if (row < 0)
        return -1;
    c.phase = p->keys[0].nullable && c.values[0].type == DB_NULL ? PHASE_NULLS : PHASE_VALUES;
    *ret = c;
    return 0;
}

/* --- the conditions ------------------------------------------------------------------------------
 */

static const char *trash_condition(const struct list_query *query)
{
    if (!(query->entity->flags & ENTITY_TRASH) || query->trash == LIST_ANY)
        return "1 = 1";
    return query->trash == LIST_LIVE ? "a.trashed_at IS NULL" : "a.trashed_at IS NOT NULL";
}

static void emit_search(struct sql *q, const struct list_plan *p)
{
    struct search_query query = {.root = p->words, .kind = str_of(p->entity->name)};

    sql_search(q, &query);
}

static size_t filter_parts(const struct filter *const *f, const struct filter *const **ret)
{
    if (!*f || (*f)->kind != FILTER_AND) {
        *ret = f;
        return *f != NULL;
    }
    *ret = (*f)->kids;
    return (*f)->n_kids;
}

void list_plan_where(struct sql *q, const struct list_plan *p)
{
    const struct filter *const *parts;
    size_t n = filter_parts(&p->query->filter, &parts);

    sql_add(q, " WHERE ");
    sql_add(q, trash_condition(p->query));
    for (size_t i = 0; i < n; i++) {
        sql_add(q, " AND ");
        filter_sql_as(q, p->entity, "a", parts[i],
                      p->walk && parts[i] != p->driver ? FILTER_TESTS : FILTER_LEADS);
    }
    if (p->query->q.p && !p->words_tested) {
        sql_add(q, p->walk && !p->words_lead ? " AND +a.id IN (" : " AND a.id IN (");
        emit_search(q, p);
        sql_add(q, ")");
    }
}

/* --- which index leads ---------------------------------------------------------------------------
 */

static bool is_indexed_column(const struct entity *e, const char *column)
{
    char own[FIELD_COLUMN_MAX];

    if (str_is(STR("id"), column))
        return true;
    if (str_is(STR("updated_at"), column))
        return (e->flags & ENTITY_TRASH) != 0;
    for (size_t i = 0; i < e->n_fields; i++)
        if ((e->fields[i].flags & (FIELD_INDEXED | FIELD_UNIQUE)) &&
            field_has_column(&e->fields[i]) &&
            str_is(str_of(column), field_compare_column(&e->fields[i], own)))
            return true;
    return false;
}

/* An index that serves condition and order in one: nothing is to be chosen then. */
static bool has_joint_index(const struct list_plan *p, const struct filter *f)
{
    char own[FIELD_COLUMN_MAX];

    if (f->kind != FILTER_COLUMN || f->op != OP_EQ)
        return false;
    struct str column = str_of(field_compare_column(f->field, own));
    if (str_is(column, p->keys[0].column))
        return true;
    for (size_t i = 0; i < p->entity->n_indexes; i++) {
        struct str rest = str_of(p->entity->indexes[i].columns), part;
        if (str_next(&rest, ',', &part) && str_eq(str_trim(part), column) &&
            str_next(&rest, ',', &part) && str_is(str_trim(part), p->keys[0].column))
            return true;
    }
    return false;
}

/* Counts the rows of a select up to max. */
static int count_up_to(struct record_ctx *ctx, struct sql *q, int64_t max, int64_t *ret,
                       struct err *err)
{
    struct db_stmt *s;

    sql_add(q, " LIMIT ");
    sql_bind_int(q, max);
    sql_add(q, ") f_n");
    if (db_query_sql(ctx->db, q, &s, err))
        return -1;
    int row = db_step(s, err);
    if (row > 0)
        *ret = db_column_int(s, 0);
    db_done(s);
    return row < 0 ? -1 : 0;
}

/* How many rows one condition finds, at most about `few`; INT64_MAX when no index can tell. */
static int probe(struct record_ctx *ctx, const struct list_plan *p, const struct filter *f,
                 int64_t few, int64_t *ret, struct err *err)
{
    struct sql q;

    *ret = INT64_MAX;
    if (f->kind <= FILTER_NOT || !filter_leaf_indexed(f))
        return 0;
    if (f->kind == FILTER_COLUMN && f->op == OP_EQ && (f->field->flags & FIELD_COUNTED) &&
        f->values[0].type == DB_IS_TEXT)
        return counter_count_by(ctx, p->entity, f->field->name, f->values[0].s, ret, err);

    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    sql_add(&q, "SELECT COUNT(*) FROM (");
    if (!filter_count_sql(&q, p->entity, trash_condition(p->query), f))
        return 0;
    return count_up_to(ctx, &q, few, ret, err);
}

/* How many records the words find, counted up to few; and the id of the SAMPLEth newest of them, or
 * 0. In one go, since asking may cost more than counting. */
static int probe_words(struct record_ctx *ctx, const struct list_plan *p, int64_t few,
                       int64_t *ret_found, int64_t *ret_sample, struct err *err)
{
    struct db_stmt *s;
    struct sql q;
    int row = 0;

    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    emit_search(&q, p);
    sql_search_newest(&q);
    sql_add(&q, " LIMIT ");
    sql_bind_int(&q, few > SAMPLE ? few : SAMPLE);
    if (db_query_sql(ctx->db, &q, &s, err))
        return -1;
    for (*ret_found = *ret_sample = 0; (row = db_step(s, err)) > 0;)
        if (++*ret_found == SAMPLE)
            *ret_sample = db_column_int(s, 0);
    db_done(s);
    return row;
}

/* Are the words so common that testing the rows one meets is the shorter way? Among the newest
 * records, SAMPLE hits must then be found within so many. */
static int weigh_words(struct record_ctx *ctx, struct list_plan *p, int64_t oldest, int64_t all,
                       struct err *err)
{
    double rows = (double)(p->query->limit + 1);
    double common = sqrt(rows * (double)all * TEST_COST);
    int64_t span = (int64_t)(SAMPLE * (double)all / common) + 1, met;
    struct sql q;

    if (p->query->offset > 0 || oldest == 0)
        return 0;
    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    sql_add(&q, "SELECT COUNT(*) FROM (SELECT 1 FROM ");
    sql_ident(&q, p->entity->name);
    sql_add(&q, " a WHERE a.id >= ");
    sql_bind_int(&q, oldest);
    if (count_up_to(ctx, &q, span, &met, err))
        return -1;
    p->words_tested = met < span;
    return 0;
}

/* Finds a condition that leads to few enough rows. When there are only others, the order leads;
 * what no index can tell about is left to the database. */
static int weigh(struct record_ctx *ctx, struct list_plan *p, int64_t few, int64_t all,
                 struct err *err)
{
    const struct filter *const *parts;
    size_t n = filter_parts(&p->query->filter, &parts);
    int64_t found, sample;
    bool common = false; /* some condition is known to find many */

    for (size_t i = 0; i < n && !p->driver; i++) {
        if (probe(ctx, p, parts[i], few, &found, err))
            return -1;
        if (found < few)
            p->driver = parts[i];
        common |= found >= few && found < INT64_MAX;
    }
    if (!p->driver && p->query->q.p) {
        if (probe_words(ctx, p, few, &found, &sample, err))
            return -1;
        p->words_lead = found < few;
        common = true;
        if (!p->words_lead && weigh_words(ctx, p, sample, all, err))
            return -1;
    }
    p->walk = common || p->driver;
    return 0;
}

static bool has_joint_part(const struct list_plan *p)
{
    const struct filter *const *parts;
    size_t n = filter_parts(&p->query->filter, &parts);

    for (size_t i = 0; i < n; i++)
        if (has_joint_index(p, parts[i]))
            return true;
    return false;
}

static int choose(struct record_ctx *ctx, struct list_plan *p, struct err *err)
{
    const struct list_query *query = p->query;
    int64_t all = 0;

    if ((!query->filter && !query->q.p) || query->trash != LIST_LIVE)
        return 0;
    if (!is_indexed_column(p->entity, p->keys[0].column) || has_joint_part(p))
        return 0;
    if (counter_count(ctx, p->entity, false, &all, err))
        return -1;
    if (all < SMALL_ENTITY)
        return 0;

    /* few * FETCH_COST = rows wanted * all / few */
    double rows = (double)(query->limit + query->offset + 1);
    double few = sqrt(rows * (double)all / FETCH_COST);
    return weigh(ctx, p, few < PROBE_MAX ? (int64_t)few : PROBE_MAX, all, err);
}

/* --- the whole -----------------------------------------------------------------------------------
 */

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
    if (choose(ctx, &p, err))
        return -1;
    *ret = p;
    return 0;
}
