/* Mirrors: a parent's field that is a copy of its primary child's (entity.h).
 *
 * Down: a value written on the parent finds, changes, makes or ends the child. Up: when a child
 * changes, the parent's copy follows. Both go by the entity's mirror rows; contact, channel and
 * membership are not named here. A group is the children of one parent and, where the mirror has a
 * kind_field, one kind; at most one of a group is primary.
 */
#include "record/private.h"

static const char *const primary_field = "is_primary";

const struct mirror *mirror_of_child(const struct entity *child, const struct entity **ret_parent)
{
    size_t n;
    const struct entity *const *all = model_entities(&n);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < all[i]->n_mirrors; k++)
            if (str_is(str_of(all[i]->mirrors[k].child), child->name)) {
                if (ret_parent)
                    *ret_parent = all[i];
                return &all[i]->mirrors[k];
            }
    return NULL;
}

static struct db_value today(const struct change *c)
{
    char text[11];
    date_format(tz_date(c->ctx.env.zone, c->tx->now), text);
    return DB_VALUE_TEXT(str_of(arena_strdup(c->ctx.arena, text)));
}

/* SELECT of a group's current children, primary first, then oldest. kind: STR_NONE for all. */
static int group_select(struct change *c, const struct mirror *g, int64_t parent, struct str kind,
                        struct record **ret, size_t *ret_n, struct err *err)
{
    const struct entity *child = model_entity(str_of(g->child));
    struct sql q;
    sql_init(&q, c->ctx.arena, db_driver_of(c->ctx.db));
    record_select(&q, child, "x");
    sql_add(&q, " WHERE ");
    sql_ident2(&q, "x", g->child_ref);
    sql_add(&q, " = ");
    sql_bind_int(&q, parent);
    if (g->kind_field && kind.p) {
        sql_add(&q, " AND ");
        sql_ident2(&q, "x", g->kind_field);
        sql_add(&q, " = ");
        sql_bind_text(&q, kind);
    }
    if (g->end_field) {
        sql_add(&q, " AND (");
        sql_ident2(&q, "x", g->end_field);
        sql_add(&q, " IS NULL OR ");
        sql_ident2(&q, "x", g->end_field);
        sql_add(&q, " > ");
        sql_bind(&q, today(c));
        sql_add(&q, ")");
    }
    sql_add(&q, " ORDER BY COALESCE(x.is_primary, 0) DESC, x.id");
    return record_collect(&c->ctx, child, &q, 1000, ret, ret_n, err);
}

static struct str kind_of(const struct mirror *g, const struct record *child)
{
    return g->kind_field ? record_text(child, g->kind_field) : STR_NONE;
}

/* --- up: from the children to the parent's row --------------------------------------------------
 */

static struct db_value primary_value(const struct mirror *m, const struct record *children,
                                     size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (record_int(&children[i], primary_field) &&
            (!m->kind_field || str_is(record_text(&children[i], m->kind_field), m->kind)))
            return record_value(&children[i], m->child_field);
    return DB_VALUE_NULL;
}

int mirror_refresh(struct change *c, const struct entity *e, int64_t id, bool *ret_changed,
                   struct err *err)
{
    *ret_changed = false;
    struct record *r;
    if (record_find(&c->ctx, e, id, &r, err))
        return -1;
    if (!r)
        return 0;
    struct mutation *m = mutation_new(c, MUTATION_UPDATE, e, r);
    struct record *children = NULL;
    size_t n = 0;
    for (size_t i = 0; i < e->n_mirrors; i++) {
        const struct mirror *x = &e->mirrors[i];
        bool loaded = i > 0 && str_is(str_of(x->child), e->mirrors[i - 1].child);
        if (!loaded && group_select(c, x, id, STR_NONE, &children, &n, err))
            return -1;
        int field = entity_field_index(e, str_of(x->field));
        m->new->values[field] = primary_value(x, children, n);
        *ret_changed |= mutation_changes(m, field);
    }
    m->new->updated_at = m->old->updated_at; /* raised by the caller, once */
    return *ret_changed ? row_update(c, m, err) : 0;
}

/* --- down: from the parent's field to its children ----------------------------------------------
 */

static json_t *child_body(const struct mutation *m, const struct mirror *x)
{
    json_t *body = json_pack("{s:I, s:b, s:o}", x->child_ref, (json_int_t)m->new->id, primary_field,
                             1, x->child_field, value_to_json(mutation_get(m, x->field)));
    if (x->kind_field)
        json_object_set_new(body, x->kind_field, json_string(x->kind));
    for (size_t i = 0; i < m->entity->n_mirrors; i++) {
        const struct mirror *y = &m->entity->mirrors[i];
        if (y->follows && str_is(str_of(y->child), x->child) && mutation_given(m, y->field))
            json_object_set_new(body, y->child_field, value_to_json(mutation_get(m, y->field)));
    }
    return body;
}

static int child_make(struct change *c, const struct mutation *m, const struct mirror *x,
                      struct err *err)
{
    json_t *body = child_body(m, x);
    int failed = record_create(c, model_entity(str_of(x->child)), body, NULL, err);
    json_decref(body);
    return failed;
}

static int child_clear(struct change *c, const struct mirror *x, const struct record *primary,
                       struct err *err)
{
    const struct entity *child = primary->entity;
    c->no_promote = true;
    int failed;
    if (x->end_field) {
        struct field_set sets[] = {{x->end_field, today(c)}, {primary_field, DB_VALUE_INT(0)}};
        failed = record_set(c, child, primary->id, sets, ARRAY_LEN(sets), err);
    } else {
        failed = record_remove(c, child, primary->id, err);
    }
    c->no_promote = false;
    return failed;
}

static bool same_compared(struct change *c, const struct mirror *x, const struct record *child,
                          struct db_value v)
{
    const struct field *f = entity_field(child->entity, str_of(x->child_field));
    return db_value_eq(
        field_compare_value(f, &c->ctx.env, child, record_value(child, x->child_field)),
        field_compare_value(f, &c->ctx.env, child, v));
}

static int follow(struct change *c, const struct mirror *x, const struct record *primary,
                  struct db_value v, struct err *err)
{
    if (!primary)
        return v.type == DB_NULL
                   ? 0
                   : err_set(err, ERR_INVALID, x->field, "%s belongs to a %s: set that first",
                             x->field, x->child);
    if (db_value_eq(record_value(primary, x->child_field), v))
        return 0;
    struct field_set set = {x->child_field, v};
    return record_set(c, primary->entity, primary->id, &set, 1, err);
}

static int write_one(struct change *c, const struct mutation *m, const struct mirror *x,
                     struct err *err)
{
    struct db_value v = mutation_get(m, x->field);
    struct record *children = NULL;
    size_t n = 0;
    bool first = !m->old && !x->follows; /* a new record has no children yet */
    if (!first &&
        group_select(c, x, m->new->id, x->kind ? str_of(x->kind) : STR_NONE, &children, &n, err))
        return -1;
    struct record *primary = n && record_int(&children[0], primary_field) ? &children[0] : NULL;
    if (x->follows)
        return follow(c, x, primary, v, err);
    if (v.type == DB_NULL)
        return primary ? child_clear(c, x, primary, err) : 0;

    for (size_t i = 0; i < n; i++) {
        if (!same_compared(c, x, &children[i], v))
            continue;
        struct field_set sets[] = {{primary_field, DB_VALUE_INT(1)}, {x->child_field, v}};
        return record_set(c, children[i].entity, children[i].id, sets, ARRAY_LEN(sets), err);
    }
    if (!primary || x->keeps_others)
        return child_make(c, m, x, err);
    struct field_set set = {x->child_field, v};
    return record_set(c, primary->entity, primary->id, &set, 1, err);
}

int mirror_write(struct change *c, const struct mutation *m, struct err *err)
{
    int64_t outer = c->mirroring;
    bool wrote = false;
    if (!m->old)
        c->mirroring = m->new->id; /* the new row holds the copies already */
    int failed = 0;
    for (size_t i = 0; !failed && i < m->entity->n_mirrors; i++) {
        const struct mirror *x = &m->entity->mirrors[i];
        int field = entity_field_index(m->entity, str_of(x->field));
        if (m->given[field] && mutation_changes(m, field)) {
            failed = write_one(c, m, x, err);
            wrote = true;
        }
    }
    c->mirroring = outer;
    if (wrote && m->old)
        record_touch(c, m->entity, m->new->id, DIRTY_MIRROR | DIRTY_RAISED);
    return failed ? -1 : 0;
}

/* --- one primary a group ------------------------------------------------------------------------
 */

static bool has_ended(const struct change *c, const struct mirror *g, const struct record *r)
{
    if (!g->end_field || record_null(r, g->end_field))
        return false;
    return str_cmp(record_text(r, g->end_field), today(c).s) <= 0;
}

int primary_before(struct change *c, struct mutation *m, struct err *err)
{
    const struct mirror *g = mirror_of_child(m->entity, NULL);
    if (!g || c->undoing)
        return 0;
    if (has_ended(c, g, m->new)) {
        mutation_set(m, primary_field, DB_VALUE_INT(0));
        return 0;
    }
    if (m->old || record_int(m->new, primary_field) || mutation_given(m, primary_field))
        return 0;

    struct record *children;
    size_t n;
    if (group_select(c, g, record_int(m->new, g->child_ref), kind_of(g, m->new), &children, &n,
                     err))
        return -1;
    mutation_set(m, primary_field,
                 DB_VALUE_INT(n == 0 || !record_int(&children[0], primary_field)));
    return 0;
}

static int promote_next(struct change *c, const struct mirror *g, const struct record *gone,
                        struct err *err)
{
    struct record *children, *parent;
    size_t n;
    const struct entity *pe = ref_target(entity_field(gone->entity, str_of(g->child_ref)), gone);
    if (record_find(&c->ctx, pe, record_int(gone, g->child_ref), &parent, err))
        return -1;
    if (!parent || group_select(c, g, parent->id, kind_of(g, gone), &children, &n, err))
        return parent ? -1 : 0;
    if (n == 0 || record_int(&children[0], primary_field))
        return 0;
    struct field_set set = {primary_field, DB_VALUE_INT(1)};
    return record_set(c, gone->entity, children[0].id, &set, 1, err);
}

static int others_yield(struct change *c, const struct mirror *g, const struct record *r,
                        struct err *err)
{
    struct record *children;
    size_t n;
    if (group_select(c, g, record_int(r, g->child_ref), kind_of(g, r), &children, &n, err))
        return -1;
    for (size_t i = 0; i < n; i++) {
        if (children[i].id == r->id || !record_int(&children[i], primary_field))
            continue;
        struct field_set set = {primary_field, DB_VALUE_INT(0)};
        if (record_set(c, r->entity, children[i].id, &set, 1, err))
            return -1;
    }
    return 0;
}

int primary_after(struct change *c, struct mutation *m, struct err *err)
{
    const struct mirror *g = mirror_of_child(m->entity, NULL);
    if (!g)
        return 0;
    if (!m->new)
        return c->no_promote || !record_int(m->old, primary_field)
                   ? 0
                   : promote_next(c, g, m->old, err);
    int field = entity_field_index(m->entity, str_of(primary_field));
    bool became = mutation_changes(m, field) && record_int(m->new, primary_field);
    /* The parent is new too, so there are no others. */
    bool only = c->mirroring && record_int(m->new, g->child_ref) == c->mirroring;
    return became && !only ? others_yield(c, g, m->new, err) : 0;
}

int primary_other(struct change *c, const struct entity *child, int64_t id, int64_t *ret_other,
                  struct err *err)
{
    const struct mirror *g = mirror_of_child(child, NULL);
    struct record *r, *children;
    size_t n;
    *ret_other = 0;
    if (!g || record_find(&c->ctx, child, id, &r, err))
        return g ? -1 : 0;
    if (!r || !record_int(r, primary_field))
        return 0;
    if (group_select(c, g, record_int(r, g->child_ref), kind_of(g, r), &children, &n, err))
        return -1;
    for (size_t i = 0; i < n && !*ret_other; i++)
        if (children[i].id != id && record_int(&children[i], primary_field))
            *ret_other = children[i].id;
    return 0;
}
