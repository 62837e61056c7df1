/* Which index leads to a page of a list.
 *
 * Two ways lead there: walk the index of the order and test each row until the page is full, or
 * fetch all rows that a rare condition finds and sort them. The database cannot know which is
 * shorter without statistics; we ask how many rows the conditions find, up to the number where the
 * walk becomes the shorter way, and tell it by `+column` ("use no index for this"). Words have a
 * third way: where they are common, the walk reads each record's text (list_walk.c).
 */
#include <math.h>

#include "record/counter.h"
#include "record/filter_tree.h"
#include "record/list_plan.h"
#include "record/search_text.h"

/* Below this many records every way is short. A row found by a condition costs twice a row walked
 * past; a text tested costs five hits gathered. No question is worth more than so many index
 * entries read in advance. */
enum { SMALL_ENTITY = 2000, FETCH_COST = 2, TEST_COST = 5, PROBE_MAX = 10000, SAMPLE = 40 };

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
    if (!filter_count_sql(&q, p->entity, list_plan_trash(p->query), f))
        return 0;
    return count_up_to(ctx, &q, few, ret, err);
}

/* How many records the words find, counted up to few; and the id of the SAMPLEth newest of them, or
 * 0. In one go, since asking may cost more than counting. */
static int probe_words(struct record_ctx *ctx, const struct list_plan *p,
                       const struct search_node *root, int64_t few, int64_t *ret_found,
                       int64_t *ret_sample, struct err *err)
{
    struct db_stmt *s;
    struct sql q;
    int row = 0;

    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    list_plan_search(&q, p, root);
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
static int weigh_walk(struct record_ctx *ctx, struct list_plan *p, int64_t oldest, int64_t all,
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

/* What is found by the words as they stand is found by the last as a beginning too, which is slow
 * to ask for; so when they are common already, that is never asked. */
static int weigh_words(struct record_ctx *ctx, struct list_plan *p, int64_t few, int64_t all,
                       struct err *err)
{
    const struct search_node *whole = search_parse_finished(ctx->arena, p->query->q);
    int64_t found, sample;

    if (search_is_slow(p->words) && !search_is_slow(whole)) {
        if (probe_words(ctx, p, whole, few, &found, &sample, err) ||
            (found >= few && weigh_walk(ctx, p, sample, all, err)))
            return -1;
        if (p->words_tested)
            return 0;
    }
    if (probe_words(ctx, p, p->words, few, &found, &sample, err))
        return -1;
    p->words_lead = found < few;
    return p->words_lead ? 0 : weigh_walk(ctx, p, sample, all, err);
}

/* Finds a condition that leads to few enough rows. When there are only others, the order leads;
 * what no index can tell about is left to the database. */
static int weigh(struct record_ctx *ctx, struct list_plan *p, int64_t few, int64_t all,
                 struct err *err)
{
    const struct filter *const *parts;
    size_t n = list_plan_parts(p, &parts);
    int64_t found;
    bool common = false; /* some condition is known to find many */

    for (size_t i = 0; i < n && !p->driver; i++) {
        if (probe(ctx, p, parts[i], few, &found, err))
            return -1;
        if (found < few)
            p->driver = parts[i];
        common |= found >= few && found < INT64_MAX;
    }
    if (p->query->q.p && weigh_words(ctx, p, few, all, err))
        return -1;
    if (p->driver) {
        /* few rows are left; their texts are read unless the words find few as well */
        p->words_tested = p->query->q.p && !p->words_lead && p->query->offset == 0;
        p->words_lead = false;
    }
    p->walk = common || p->driver || p->query->q.p;
    return 0;
}

static bool has_joint_part(const struct list_plan *p)
{
    const struct filter *const *parts;
    size_t n = list_plan_parts(p, &parts);

    for (size_t i = 0; i < n; i++)
        if (has_joint_index(p, parts[i]))
            return true;
    return false;
}

int list_weigh(struct record_ctx *ctx, struct list_plan *p, struct err *err)
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
