/* Filters as trees: making, joining, hashing, and whether an index helps. Knows neither how they
 * are spoken (filter_parse.c) nor how they become SQL (filter_sql.c).
 */
#include "record/filter_tree.h"

#include <string.h>

/* ids are 64-bit numbers of one workspace, whatever they name */
static const struct field system_fields[] = {
    {.name = "id", .type = &type_int, .flags = FIELD_INDEXED | FIELD_REQUIRED},
    {.name = "created_at", .type = &type_time, .flags = FIELD_REQUIRED},
    {.name = "updated_at", .type = &type_time, .flags = FIELD_REQUIRED},
    {.name = "trashed_at", .type = &type_time},
};

const struct field *filter_system_field(const struct entity *e, struct str name)
{
    size_t n = ARRAY_LEN(system_fields) - ((e->flags & ENTITY_TRASH) ? 0 : 1);

    for (size_t i = 0; i < n; i++)
        if (str_is(name, system_fields[i].name))
            return &system_fields[i];
    return NULL;
}

const struct filter *filter_of(struct arena *a, enum filter_kind kind,
                               const struct filter *const *kids, size_t n)
{
    struct filter *f = ARENA_NEW(a, struct filter);
    const struct filter **own = arena_array(a, n, sizeof(const struct filter *));

    for (size_t i = 0; i < n; i++)
        own[i] = kids[i];
    *f = (struct filter){.kind = kind, .kids = own, .n_kids = n};
    return f;
}

const struct filter *filter_not(struct arena *a, const struct filter *x)
{
    return filter_of(a, FILTER_NOT, &x, 1);
}

static size_t conjuncts(const struct filter *f, const struct filter **ret)
{
    if (f->kind != FILTER_AND) {
        ret[0] = f;
        return 1;
    }
    for (size_t i = 0; i < f->n_kids; i++)
        ret[i] = f->kids[i];
    return f->n_kids;
}

/* One flat list, so that twenty parameters are not twenty levels. */
const struct filter *filter_and(struct arena *a, const struct filter *x, const struct filter *y)
{
    if (!x || !y)
        return x ? x : y;

    const struct filter **kids =
        arena_array(a, x->n_kids + y->n_kids + 2, sizeof(const struct filter *));
    size_t n = conjuncts(x, kids);
    n += conjuncts(y, kids + n);
    return filter_of(a, FILTER_AND, kids, n);
}

static uint64_t hash_int(uint64_t h, int64_t v)
{
    return str_hash((struct str){(const char *)&v, sizeof v}, h);
}

static uint64_t hash_value(uint64_t h, struct db_value v)
{
    h = hash_int(h, v.type);
    if (v.type == DB_IS_TEXT || v.type == DB_IS_BLOB)
        return str_hash(v.s, hash_int(h, (int64_t)v.s.n));
    return v.type == DB_NULL ? h : hash_int(h, v.i);
}

uint64_t filter_hash(const struct filter *f)
{
    if (!f)
        return 1;

    uint64_t h = hash_int(2, f->kind);
    h = hash_int(h, f->op);
    h = str_hash(str_of(f->field ? f->field->name : NULL), h);
    h = str_hash(str_of(f->target ? f->target->name : NULL), h);
    for (size_t i = 0; i < f->n_values; i++)
        h = hash_value(h, f->values[i]);
    for (size_t i = 0; i < f->n_kids; i++)
        h = hash_int(h, (int64_t)filter_hash(f->kids[i]));
    return h;
}

static bool column_indexed(const struct filter *f)
{
    if (f->op == OP_CONTAINS)
        return (f->field->flags & FIELD_GRAMS) != 0;
    if (f->op == OP_NE || (f->op == OP_EMPTY && f->values[0].i == 0))
        return false;
    return (f->field->flags & (FIELD_INDEXED | FIELD_UNIQUE)) != 0;
}

bool filter_leaf_indexed(const struct filter *f)
{
    switch (f->kind) {
    case FILTER_COLUMN:
        return column_indexed(f);
    case FILTER_TAG:
    case FILTER_CHILD:
        return true;
    case FILTER_LINK:
        return f->values[1].type != DB_NULL;
    case FILTER_ACROSS:
        return (f->field->flags & FIELD_INDEXED) && filter_leaf_indexed(f->kids[0]);
    default:
        return false;
    }
}

bool filter_indexed(const struct entity *e, const struct filter *f)
{
    if (!f)
        return true;
    if (f->kind == FILTER_NOT)
        return false;
    if (f->kind > FILTER_NOT)
        return filter_leaf_indexed(f);
    for (size_t i = 0; i < f->n_kids; i++)
        if (!filter_indexed(e, f->kids[i]))
            return false;
    return true;
}
