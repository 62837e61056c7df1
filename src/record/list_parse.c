/* Query parameters to a list query. What is no parameter of lists is a filter; what is no filter
 * either is refused by name.
 *
 * `status` and `trashed` are one question in two words: a record in the trash has the status
 * "trashed", whatever is stored in its row.
 */
#include "record/filter_tree.h"
#include "record/list.h"
#include "record/list_plan.h"

#include <inttypes.h>
#include <string.h>

enum { OFFSET_MAX = 1000000, QUERY_MAX = 1000 };

struct parse {
    struct record_ctx *ctx;
    const struct entity *e;
    struct list_query query;
    const struct list_param *link_type, *link_id; /* gathered: together they mean one link */
};

/* --- sorting ---------------------------------------------------------------------------------- */

static bool find_sort(struct arena *a, const struct entity *e, struct str name,
                      struct list_sort *ret)
{
    char column[FIELD_COLUMN_MAX];
    const struct field *f = entity_field(e, name);
    const struct field *system = filter_system_field(e, name);

    if (!f && !system && str_is(name, "name"))
        f = entity_name_field(e);
    if (f && !field_is_sortable(f))
        return false;
    if (f)
        *ret = (struct list_sort){.field = f,
                                  .column = arena_strdup(a, field_compare_column(f, column)),
                                  .nullable = !(f->flags & FIELD_REQUIRED)};
    else if (system)
        *ret = (struct list_sort){.column = system->name,
                                  .nullable = !(system->flags & FIELD_REQUIRED)};
    return f || system;
}

int list_sort_parse(struct arena *a, const struct entity *e, struct str text,
                    struct list_query *query, struct err *err)
{
    struct str name;

    query->n_sorts = 0;
    while (str_next(&text, ',', &name)) {
        name = str_trim(name);
        bool descending = str_starts(name, "-");
        struct list_sort sort;
        if (query->n_sorts == LIST_SORTS_MAX)
            return err_set(err, ERR_BAD_QUERY, "sort", "takes at most %d fields", LIST_SORTS_MAX);
        if (!find_sort(a, e, str_sub(name, descending, name.n), &sort))
            return err_set(err, ERR_BAD_QUERY, "sort", "%s cannot be sorted by \"%.*s\"", e->plural,
                           STR_ARG(str_sub(name, descending, 60)));
        sort.descending = descending;
        query->sorts[query->n_sorts++] = sort;
    }
    return 0;
}

/* --- parameters of lists ---------------------------------------------------------------------- */

static int set_sort(struct parse *p, struct str value, struct err *err)
{
    return list_sort_parse(p->ctx->arena, p->e, value, &p->query, err);
}

static int set_q(struct parse *p, struct str value, struct err *err)
{
    if (value.n > QUERY_MAX)
        return err_set(err, ERR_BAD_QUERY, "q", "must be at most %d bytes", QUERY_MAX);
    if (str_trim(value).n == 0)
        return 0;
    if (!entity_is_searched(p->e))
        return err_set(err, ERR_BAD_QUERY, "q", "%s are not in the search index", p->e->plural);
    p->query.q = value;
    return 0;
}

static int set_number(const char *name, struct str value, int64_t min, int64_t max, int64_t *ret,
                      struct err *err)
{
    int64_t n;

    if (!str_to_i64(value, &n) || n < min || n > max)
        return err_set(err, ERR_BAD_QUERY, name, "must be from %" PRId64 " to %" PRId64, min, max);
    *ret = n;
    return 0;
}

static int set_limit(struct parse *p, struct str value, struct err *err)
{
    return set_number("limit", value, 1, LIST_LIMIT_MAX, &p->query.limit, err);
}

static int set_offset(struct parse *p, struct str value, struct err *err)
{
    return set_number("offset", value, 0, OFFSET_MAX, &p->query.offset, err);
}

static int set_cursor(struct parse *p, struct str value, struct err *err)
{
    if (value.n == 0)
        return err_set(err, ERR_BAD_CURSOR, "cursor", "is empty; leave it out for the first page");
    p->query.cursor = value;
    return 0;
}

static int set_count(struct parse *p, struct str value, struct err *err)
{
    static const struct field flag = {.name = "count", .type = &type_bool};
    struct db_value v;

    if (type_bool.parse_text(&flag, &p->ctx->env, NULL, value, &v, err))
        return -1;
    p->query.count = v.type == DB_IS_INT && v.i;
    return 0;
}

static int set_filter(struct parse *p, struct str value, struct err *err)
{
    struct err fault = {.code = ERR_NONE};
    const struct filter *f;
    json_t *tree;

    if (json_parse(value, &tree, &fault))
        return err_set(err, ERR_BAD_QUERY, "filter", "must be JSON: %s", err_message(&fault));
    int failed = filter_parse_json(p->ctx, p->e, tree, &f, err);
    json_decref(tree);
    if (!failed)
        p->query.filter = filter_and(p->ctx->arena, p->query.filter, f);
    return failed;
}

static bool read_trash(struct str value, enum list_trash *ret)
{
    static const struct {
        const char *word;
        enum list_trash trash;
    } words[] = {{"true", LIST_TRASHED}, {"1", LIST_TRASHED}, {"trashed", LIST_TRASHED},
                 {"false", LIST_LIVE},   {"0", LIST_LIVE},    {"any", LIST_ANY}};

    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_is(value, words[i].word)) {
            *ret = words[i].trash;
            return true;
        }
    return false;
}

static int set_trashed(struct parse *p, struct str value, struct err *err)
{
    if (!(p->e->flags & ENTITY_TRASH))
        return err_set(err, ERR_UNKNOWN_FIELD, "trashed", "%s have no trash", p->e->plural);
    if (!read_trash(value, &p->query.trash))
        return err_set(err, ERR_BAD_QUERY, "trashed", "must be true, false or any");
    return 0;
}

static const struct {
    const char *name;
    int (*set)(struct parse *p, struct str value, struct err *err);
} list_params[] = {
    {"q", set_q},           {"sort", set_sort},   {"limit", set_limit},   {"offset", set_offset},
    {"cursor", set_cursor}, {"count", set_count}, {"filter", set_filter}, {"trashed", set_trashed},
};

/* --- filters ---------------------------------------------------------------------------------- */

/* "priority[gte]" to "priority" and gte. */
static int split_name(struct str name, struct str *ret_field, enum field_op *ret_op,
                      struct err *err)
{
    size_t open = str_find(name, '[', 0);

    *ret_field = name;
    *ret_op = OP_EQ;
    if (open == name.n || !str_ends(name, "]"))
        return 0;
    if (!field_op_find(str_sub(name, open + 1, name.n - open - 2), ret_op)) {
        char shown[80];
        size_t n = name.n < sizeof shown ? name.n : sizeof shown - 1;
        memcpy(shown, name.p, n);
        shown[n] = '\0';
        return err_set(err, ERR_BAD_QUERY, shown, "has no such operator");
    }
    *ret_field = str_sub(name, 0, open);
    return 0;
}

static bool is_trash_status(const struct parse *p, struct str value)
{
    return (p->e->flags & ENTITY_TRASH) && (str_is(value, "any") || str_is(value, "trashed"));
}

static int and_filter(struct parse *p, const struct filter *f)
{
    p->query.filter = filter_and(p->ctx->arena, p->query.filter, f);
    return 0;
}

static int add_named(struct parse *p, struct str field, enum field_op op, struct str value,
                     struct err *err)
{
    const struct filter *f;

    return filter_parse_param(p->ctx, p->e, field, op, value, &f, err) ? -1 : and_filter(p, f);
}

static int add_filter(struct parse *p, const struct list_param *param, struct err *err)
{
    struct str field;
    enum field_op op;

    if (split_name(param->name, &field, &op, err))
        return -1;
    if (op == OP_EQ && str_is(field, "status") && is_trash_status(p, param->value))
        return read_trash(param->value, &p->query.trash) ? 0 : -1;
    if (op == OP_EQ && str_is(field, "entity_type"))
        p->link_type = param;
    else if (op == OP_EQ && str_is(field, "entity_id"))
        p->link_id = param;
    else
        return add_named(p, field, op, param->value, err);
    return 0;
}

static int add_link(struct parse *p, struct err *err)
{
    const struct list_param *type = p->link_type, *id = p->link_id;
    const struct filter *f;

    if (type && id)
        return filter_parse_link(p->ctx, p->e, type->value, id->value, &f, err) ? -1
                                                                                : and_filter(p, f);
    if (type)
        return add_named(p, type->name, OP_EQ, type->value, err);
    return id ? add_named(p, id->name, OP_EQ, id->value, err) : 0;
}

/* --- the whole -------------------------------------------------------------------------------- */

static bool is_handled(const char *const *handled, struct str name)
{
    for (; handled && *handled; handled++)
        if (str_is(name, *handled))
            return true;
    return false;
}

static int parse_param(struct parse *p, const struct list_param *param, struct err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(list_params); i++)
        if (str_is(param->name, list_params[i].name))
            return list_params[i].set(p, param->value, err);
    return add_filter(p, param, err);
}

static int parse_all(struct parse *p, const struct list_param *params, size_t n,
                     const char *const *handled, struct err *err)
{
    for (size_t i = 0; i < n; i++)
        if (!is_handled(handled, params[i].name) && parse_param(p, &params[i], err))
            return -1;
    if (add_link(p, err))
        return -1;
    if (p->query.cursor.p && p->query.offset > 0)
        return err_set(err, ERR_BAD_QUERY, "offset", "cannot go with a cursor");
    if (p->query.n_sorts == 0 && p->e->default_sort)
        return list_sort_parse(p->ctx->arena, p->e, str_of(p->e->default_sort), &p->query, err);
    return 0;
}

int list_parse(struct record_ctx *ctx, const struct entity *e, const struct list_param *params,
               size_t n, const char *const *handled, struct list_query *ret, struct err *err)
{
    struct parse p = {.ctx = ctx, .e = e, .query = {.entity = e, .limit = LIST_LIMIT}};

    if (parse_all(&p, params, n, handled, err)) {
        err->in_query = true;
        return -1;
    }
    *ret = p.query;
    return 0;
}
