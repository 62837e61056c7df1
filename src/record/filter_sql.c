/* From a filter to SQL: portable, every value bound, every identifier from the model.
 *
 * A condition is emitted as the index likes it (`col = ?`), where null counts as false. That is
 * wrong under NOT, so below one it is made two-valued (`col IS NOT NULL AND col = ?`); `exact`
 * says when. The aliases of inner selects begin with f_, those of callers must not.
 */
#include "db/search.h"
#include "record/current.h"
#include "record/filter_tree.h"

struct emit {
    struct sql *q;
    const struct entity *e;
    const char *alias;
    bool exact; /* below a NOT */
    enum filter_way way;
};

static void emit_node(const struct emit *m, const struct filter *f);

/* A column that an index may or may not be used for. */
static void emit_column(const struct emit *m, const char *column)
{
    if (m->way == FILTER_TESTS)
        sql_unindexed(m->q);
    sql_ident2(m->q, m->alias, column);
}

static void emit_values(struct sql *q, const struct db_value *values, size_t n)
{
    size_t room = 1;

    /* as sql_bind_ids: few lengths, few statement texts */
    while (room < n)
        room *= 2;
    for (size_t i = 0; i < room; i++) {
        if (i > 0)
            sql_add(q, ", ");
        sql_bind(q, values[i < n ? i : n - 1]);
    }
}

/* ` = ?` or ` IN (?, …)`. */
static void emit_among(struct sql *q, const struct filter *f)
{
    if (f->n_values == 1) {
        sql_add(q, " = ");
        sql_bind(q, f->values[0]);
        return;
    }
    sql_add(q, " IN (");
    emit_values(q, f->values, f->n_values);
    sql_add(q, ")");
}

/* --- the record's own columns ----------------------------------------------------------------- */

static void emit_comparison(const struct emit *m, const struct filter *f, const char *column)
{
    static const char *const signs[OP_COUNT] = {
        [OP_GT] = " > ", [OP_GTE] = " >= ", [OP_LT] = " < ", [OP_LTE] = " <= "};

    emit_column(m, column);
    if (!signs[f->op]) {
        emit_among(m->q, f);
        return;
    }
    sql_add(m->q, signs[f->op]);
    sql_bind(m->q, f->values[0]);
}

static void emit_ne(const struct emit *m, const struct filter *f, const char *column)
{
    sql_add(m->q, "(");
    emit_column(m, column);
    sql_add(m->q, " <> ");
    sql_bind(m->q, f->values[0]);
    sql_add(m->q, " OR ");
    emit_column(m, column);
    sql_add(m->q, " IS NULL)");
}

static struct str like_pattern(struct arena *a, struct str needle, bool lower)
{
    char *p = arena_alloc(a, 2 * needle.n + 2);
    size_t n = 0;

    p[n++] = '%';
    for (size_t i = 0; i < needle.n; i++) {
        char c = needle.p[i];
        if (c == '%' || c == '_' || c == '\\')
            p[n++] = '\\';
        p[n++] = (char)(lower && c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    p[n++] = '%';
    return (struct str){p, n};
}

/* The field's place among those in the trigram index; -1 when it is not there. */
static int gram_slot(const struct entity *e, const struct field *f)
{
    int slot = 0;

    if (!(f->flags & FIELD_GRAMS))
        return -1;
    for (const struct field *g = e->fields; g < f; g++)
        slot += (g->flags & FIELD_GRAMS) != 0;
    return slot;
}

/* Narrows by trigrams where it can: the select may turn out to be no help, then it is taken back.
 */
static void emit_grams(const struct emit *m, const struct filter *f)
{
    int slot = gram_slot(m->e, f->field);
    struct sql before = *m->q;

    if (slot < 0 || m->way == FILTER_TESTS)
        return;
    emit_column(m, "id");
    sql_add(m->q, " IN (");
    if (!sql_grams(m->q, slot, f->values[0].s)) {
        *m->q = before;
        return;
    }
    sql_add(m->q, ") AND ");
}

/* What has no folded form beside it is compared in lower case. */
static void emit_contains(const struct emit *m, const struct filter *f, const char *column)
{
    char shadow[FIELD_COLUMN_MAX];
    bool folded = field_shadow_column(f->field, shadow) != NULL;

    emit_grams(m, f);
    sql_add(m->q, folded ? "" : "LOWER(");
    sql_ident2(m->q, m->alias, column);
    sql_add(m->q, folded ? " LIKE " : ") LIKE ");
    sql_bind_text(m->q, like_pattern(m->q->arena, f->values[0].s, !folded));
    sql_add(m->q, " ESCAPE '\\'");
}

static void emit_empty(const struct emit *m, const struct filter *f, const char *column)
{
    emit_column(m, column);
    sql_add(m->q, f->values[0].i ? " IS NULL" : " IS NOT NULL");
}

static void emit_own(const struct emit *m, const struct filter *f)
{
    static void (*const by_op[OP_COUNT])(const struct emit *, const struct filter *,
                                         const char *) = {
        [OP_EQ] = emit_comparison, [OP_NE] = emit_ne,
        [OP_GT] = emit_comparison, [OP_GTE] = emit_comparison,
        [OP_LT] = emit_comparison, [OP_LTE] = emit_comparison,
        [OP_IN] = emit_comparison, [OP_CONTAINS] = emit_contains,
        [OP_EMPTY] = emit_empty,
    };
    char column[FIELD_COLUMN_MAX];
    bool may_be_null = f->op != OP_NE && f->op != OP_EMPTY;

    field_compare_column(f->field, column);
    if (!m->exact || !may_be_null) {
        by_op[f->op](m, f, column);
        return;
    }
    sql_add(m->q, "(");
    sql_ident2(m->q, m->alias, column);
    sql_add(m->q, " IS NOT NULL AND ");
    by_op[f->op](m, f, column);
    sql_add(m->q, ")");
}

/* --- what stands in other tables -------------------------------------------------------------- */

/* Begins an inner select over a table whose `key` holds record ids: as the way in (`id IN
 * (select)`), as a test of a record (`EXISTS`), or alone, to be counted. */
static void emit_inner(const struct emit *m, const char *table, const char *key)
{
    if (m->way == FILTER_LEADS) {
        sql_ident2(m->q, m->alias, "id");
        sql_add(m->q, " IN (SELECT ");
        sql_ident2(m->q, "f_i", key);
    } else
        sql_add(m->q, m->way == FILTER_TESTS ? "EXISTS (SELECT 1" : "SELECT 1");
    sql_add(m->q, " FROM ");
    sql_ident(m->q, table);
    sql_add(m->q, " f_i WHERE ");
    if (m->way == FILTER_TESTS) {
        sql_ident2(m->q, "f_i", key);
        sql_add(m->q, " = ");
        sql_ident2(m->q, m->alias, "id");
        sql_add(m->q, " AND ");
    }
}

static void emit_inner_end(const struct emit *m)
{
    if (m->way != FILTER_COUNTS)
        sql_add(m->q, ")");
}

static void emit_tag(const struct emit *m, const struct filter *f)
{
    emit_inner(m, "tag_of", "record_id");
    sql_add(m->q, "f_i.entity = ");
    sql_bind_text(m->q, str_of(m->e->name));
    if (f->n_values > 0) {
        sql_add(m->q, " AND f_i.tag_id IN (SELECT f_g.id FROM tag f_g WHERE f_g.name_fold");
        emit_among(m->q, f);
        sql_add(m->q, ")");
    }
    emit_inner_end(m);
}

static void emit_link(const struct emit *m, const struct filter *f)
{
    emit_inner(m, "link_of", "record_id");
    sql_add(m->q, "f_i.entity = ");
    sql_bind_text(m->q, str_of(m->e->name));
    if (f->values[0].type != DB_NULL) {
        sql_add(m->q, " AND f_i.target = ");
        sql_bind(m->q, f->values[0]);
    }
    if (f->values[1].type != DB_NULL) {
        sql_add(m->q, " AND f_i.target_id = ");
        sql_bind(m->q, f->values[1]);
    }
    emit_inner_end(m);
}

static void emit_child(const struct emit *m, const struct filter *f)
{
    const struct mirror *mirror = f->mirror;
    const struct entity *child = model_entity(str_of(mirror->child));
    char column[FIELD_COLUMN_MAX];

    field_compare_column(entity_field(child, str_of(mirror->child_field)), column);
    emit_inner(m, mirror->child, mirror->child_ref);
    sql_ident2(m->q, "f_i", column);
    emit_among(m->q, f);
    current_sql(m->q, "f_i", mirror, f->today);
    emit_inner_end(m);
}

static void emit_targets(const struct emit *m, const struct filter *f, const char *where)
{
    struct emit there = {.q = m->q, .e = f->target, .alias = "f_x"};

    sql_add(m->q, "SELECT f_x.id FROM ");
    sql_ident(m->q, f->target->name);
    sql_add(m->q, " f_x WHERE ");
    sql_add(m->q, where);
    emit_node(&there, f->kids[0]);
}

/* A target may be in the trash. Its indexes hold the living, so these are asked for apart. */
static void emit_across_in(const struct emit *m, const struct filter *f)
{
    if (m->exact) {
        sql_add(m->q, "(");
        sql_ident2(m->q, m->alias, f->field->name);
        sql_add(m->q, " IS NOT NULL AND ");
    }
    sql_ident2(m->q, m->alias, f->field->name);
    sql_add(m->q, " IN (");
    if (f->target->flags & ENTITY_TRASH) {
        emit_targets(m, f, "f_x.trashed_at IS NULL AND ");
        sql_add(m->q, " UNION ALL ");
        emit_targets(m, f, "f_x.trashed_at IS NOT NULL AND ");
    } else
        emit_targets(m, f, "");
    sql_add(m->q, m->exact ? "))" : ")");
}

static void emit_across(const struct emit *m, const struct filter *f)
{
    struct emit there = {.q = m->q, .e = f->target, .alias = "f_x", .way = FILTER_TESTS};

    if (m->way != FILTER_TESTS) {
        emit_across_in(m, f);
        return;
    }
    sql_add(m->q, "EXISTS (SELECT 1 FROM ");
    sql_ident(m->q, f->target->name);
    sql_add(m->q, " f_x WHERE f_x.id = ");
    sql_ident2(m->q, m->alias, f->field->name);
    sql_add(m->q, " AND ");
    emit_node(&there, f->kids[0]);
    sql_add(m->q, ")");
}

/* --- the tree --------------------------------------------------------------------------------- */

static void emit_group(const struct emit *m, const struct filter *f)
{
    sql_add(m->q, "(");
    for (size_t i = 0; i < f->n_kids; i++) {
        if (i > 0)
            sql_add(m->q, f->kind == FILTER_AND ? " AND " : " OR ");
        emit_node(m, f->kids[i]);
    }
    sql_add(m->q, ")");
}

static void emit_not(const struct emit *m, const struct filter *f)
{
    struct emit below = *m;

    below.exact = true;
    sql_add(m->q, "NOT (");
    emit_node(&below, f->kids[0]);
    sql_add(m->q, ")");
}

static void emit_node(const struct emit *m, const struct filter *f)
{
    static void (*const by_kind[FILTER_KINDS])(const struct emit *, const struct filter *) = {
        [FILTER_AND] = emit_group,   [FILTER_OR] = emit_group,      [FILTER_NOT] = emit_not,
        [FILTER_COLUMN] = emit_own,  [FILTER_TAG] = emit_tag,       [FILTER_LINK] = emit_link,
        [FILTER_CHILD] = emit_child, [FILTER_ACROSS] = emit_across,
    };

    by_kind[f->kind](m, f);
}

void filter_sql_as(struct sql *q, const struct entity *e, const char *alias, const struct filter *f,
                   enum filter_way way)
{
    struct emit m = {.q = q, .e = e, .alias = alias, .way = way};

    if (f)
        emit_node(&m, f);
    else
        sql_add(q, "1 = 1");
}

void filter_sql(struct sql *q, const struct entity *e, const char *alias, const struct filter *f)
{
    filter_sql_as(q, e, alias, f, FILTER_LEADS);
}

bool filter_count_sql(struct sql *q, const struct entity *e, const char *where,
                      const struct filter *f)
{
    bool inner = f->kind == FILTER_TAG || f->kind == FILTER_LINK || f->kind == FILTER_CHILD;

    if (f->kind == FILTER_COLUMN && f->op == OP_CONTAINS)
        return sql_grams(q, gram_slot(e, f->field), f->values[0].s);
    if (!inner) {
        sql_add(q, "SELECT 1 FROM ");
        sql_ident(q, e->name);
        sql_add(q, " a WHERE ");
        /* references have an index over the trash too, which alone can tell */
        sql_add(q, f->kind == FILTER_ACROSS ? "1 = 1" : where);
        sql_add(q, " AND ");
    }
    filter_sql_as(q, e, "a", f, inner ? FILTER_COUNTS : FILTER_LEADS);
    return true;
}
