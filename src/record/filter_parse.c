/* From what a client says to a filter. Every name is looked up in the entity's table, every
 * operator in its type's, every value goes through the type's parser; what is left is safe.
 *
 * Two languages, one road: a query parameter and a JSON condition become a name, an operator and
 * an operand, and part only where an operand is read. A value of null asks for emptiness, and what
 * asks for the absence of something (a tag, a child, a value across a reference) becomes "not"
 * around its presence, so that nobody has to think of nulls later.
 */
#include "base/utf8.h"
#include "record/current.h"
#include "record/filter_tree.h"
#include "record/private.h"

enum { NEEDLE_MAX = 255 };

struct parser {
    struct record_ctx *ctx;
    const char *label; /* what the client called the condition, for errors */
    size_t nodes;
};

/* A value as it came: JSON when json is set, else text. */
struct operand {
    struct str text;
    const json_t *json;
};

struct values {
    struct db_value *v;
    size_t n;
};

/* --- values ----------------------------------------------------------------------------------- */

static int refuse(const struct parser *p, const struct err *fault, struct err *err)
{
    if (fault->code == ERR_INTERNAL)
        return err_internal(err, "%s", fault->detail);
    return err_set(err, fault->code, p->label, "%s", err_message(fault));
}

static int parse_by_type(struct parser *p, const struct field *f, const struct operand *in,
                         struct db_value *ret, struct err *err)
{
    const struct field_env *env = &p->ctx->env;
    struct err fault = {.code = ERR_NONE};
    int failed;

    if (in->json && json_is_null(in->json)) {
        *ret = DB_VALUE_NULL;
        return 0;
    }
    if (in->json && !json_is_string(in->json))
        failed = f->type->parse(f, env, NULL, in->json, ret, &fault);
    else
        failed = f->type->parse_text(f, env, NULL, in->json ? json_str_of(in->json) : in->text, ret,
                                     &fault);
    return failed ? refuse(p, &fault, err) : 0;
}

/* A piece of text that is looked for as it is: no type can judge it. */
static int parse_needle(struct parser *p, const struct operand *in, struct str *ret,
                        struct err *err)
{
    struct str s = in->json ? json_str_of(in->json) : in->text;

    if (in->json && !json_is_string(in->json))
        return err_set(err, ERR_INVALID, p->label, "must be a text");
    if (str_trim(s).n == 0)
        return err_set(err, ERR_INVALID, p->label, "needs a value");
    if (!utf8_valid(s) || str_find(s, '\0', 0) < s.n)
        return err_set(err, ERR_INVALID, p->label, "must be valid UTF-8");
    if (utf8_length(s) > NEEDLE_MAX)
        return err_set(err, ERR_TOO_LONG, p->label, "must be at most %d characters", NEEDLE_MAX);
    *ret = s;
    return 0;
}

static int parse_folded(struct parser *p, const struct operand *in, struct db_value *ret,
                        struct err *err)
{
    struct str s;

    if (parse_needle(p, in, &s, err))
        return -1;
    *ret = DB_VALUE_TEXT(utf8_fold(p->ctx->arena, s));
    return 0;
}

static bool is_user(const struct field *f)
{
    return f->type == &type_ref && f->target && str_is(STR("user"), f->target);
}

/* Users are asked for by two words too: "me" and "none". */
static bool parse_user(const struct parser *p, const struct operand *in, struct db_value *ret)
{
    struct str word = in->json ? json_str_of(in->json) : in->text;

    if (str_is(word, "me"))
        *ret = DB_VALUE_INT(p->ctx->who.user_id);
    else if (str_is(word, "none"))
        *ret = DB_VALUE_NULL;
    else
        return false;
    return true;
}

static int parse_value(struct parser *p, const struct filter_subject *what,
                       const struct operand *in, struct db_value *ret, struct err *err)
{
    struct db_value v;

    if (what->kind == FILTER_TAG)
        return parse_folded(p, in, ret, err);
    if (is_user(what->field) && parse_user(p, in, ret))
        return 0;
    if (parse_by_type(p, what->field, in, &v, err))
        return -1;
    v = field_compare_value(what->field, &p->ctx->env, NULL, v);
    /* a JSON tree may be gone before the filter is */
    *ret = in->json ? db_value_dup(p->ctx->arena, v) : v;
    return 0;
}

static int parse_contains(struct parser *p, const struct filter_subject *what,
                          const struct operand *in, struct db_value *ret, struct err *err)
{
    struct str s;

    if (parse_needle(p, in, &s, err))
        return -1;
    s = str_dup(p->ctx->arena, s);
    *ret = field_compare_value(what->field, &p->ctx->env, NULL, DB_VALUE_TEXT(s));
    if (ret->type != DB_IS_TEXT || ret->s.n == 0)
        return err_set(err, ERR_INVALID, p->label, "has nothing to look for");
    return 0;
}

static int parse_empty(struct parser *p, const struct operand *in, struct db_value *ret,
                       struct err *err)
{
    static const struct field flag = {.name = "empty", .type = &type_bool};

    if (parse_by_type(p, &flag, in, ret, err))
        return -1;
    return ret->type != DB_NULL ? 0 : err_set(err, ERR_INVALID, p->label, "must be true or false");
}

static size_t count_items(const struct operand *in)
{
    size_t n = 1;

    if (in->json)
        return json_array_size(in->json);
    for (size_t at = str_find(in->text, ',', 0); at < in->text.n;
         at = str_find(in->text, ',', at + 1))
        n++;
    return n;
}

static struct operand next_item(const struct operand *in, size_t i, struct str *rest)
{
    struct operand item = {.json = json_array_get(in->json, i)};

    if (!in->json)
        (void)str_next(rest, ',', &item.text);
    return item;
}

static int parse_list(struct parser *p, const struct filter_subject *what, const struct operand *in,
                      struct values *ret, struct err *err)
{
    size_t n = count_items(in);
    struct str rest = in->text;

    if (in->json && !json_is_array(in->json))
        return err_set(err, ERR_INVALID, p->label, "must be a list of values");
    if (n == 0 || n > FILTER_VALUES_MAX)
        return err_set(err, ERR_INVALID, p->label, "must be a list of 1 to %d values",
                       FILTER_VALUES_MAX);

    *ret = (struct values){arena_array(p->ctx->arena, n, sizeof *ret->v), n};
    for (size_t i = 0; i < n; i++) {
        struct operand item = next_item(in, i, &rest);
        if (parse_value(p, what, &item, &ret->v[i], err))
            return -1;
        if (ret->v[i].type == DB_NULL)
            return err_set(err, ERR_INVALID, p->label, "must be a list without empty values");
    }
    return 0;
}

static int parse_values(struct parser *p, const struct filter_subject *what, enum field_op op,
                        const struct operand *in, struct values *ret, struct err *err)
{
    if (op == OP_IN)
        return parse_list(p, what, in, ret, err);

    *ret = (struct values){ARENA_NEW(p->ctx->arena, struct db_value), 1};
    if (op == OP_EMPTY)
        return parse_empty(p, in, ret->v, err);
    if (op == OP_CONTAINS)
        return parse_contains(p, what, in, ret->v, err);
    return parse_value(p, what, in, ret->v, err);
}

/* --- conditions ------------------------------------------------------------------------------- */

static unsigned ops_of(const struct filter_subject *what)
{
    static const unsigned link_ops = OP_BIT(OP_EQ) | OP_BIT(OP_NE);

    return what->kind == FILTER_LINK && !what->field->type->collection ? link_ops
                                                                       : what->field->type->ops;
}

/* "is null" is said by a null value too. */
static int settle_null(struct parser *p, enum field_op *op, struct values *values, struct err *err)
{
    if (values->v[0].type != DB_NULL)
        return 0;
    if (*op != OP_EQ && *op != OP_NE)
        return err_set(err, ERR_INVALID, p->label, "needs a value");
    values->v[0] = DB_VALUE_INT(*op == OP_EQ);
    *op = OP_EMPTY;
    return 0;
}

/* Turns a question about absence into one about presence; true when it did. */
static bool settle_absence(enum field_op *op, struct values *values)
{
    if (*op == OP_NE) {
        *op = OP_EQ;
        return true;
    }
    if (*op == OP_EMPTY && values->v[0].i == 1) {
        values->v[0] = DB_VALUE_INT(0);
        return true;
    }
    return false;
}

static const struct filter *make_leaf(struct parser *p, const struct filter_subject *what,
                                      enum field_op op, struct values values)
{
    struct filter *f = ARENA_NEW(p->ctx->arena, struct filter);

    *f = (struct filter){.kind = what->kind,
                         .field = what->field,
                         .mirror = what->mirror,
                         .op = op,
                         .values = values.v,
                         .n_values = values.n};
    if (f->kind == FILTER_TAG && op == OP_EMPTY)
        f->n_values = 0;
    if (f->kind == FILTER_CHILD && op == OP_EMPTY)
        f->kind = FILTER_COLUMN;
    if (f->kind == FILTER_CHILD)
        f->today = current_date(p->ctx);
    if (f->kind == FILTER_LINK) {
        struct db_value *pair = arena_array(p->ctx->arena, 2, sizeof *pair);
        if (op != OP_EMPTY)
            pair[what->link_id] = values.v[0];
        f->values = pair;
        f->n_values = 2;
    }
    return f;
}

static const struct filter *make_across(struct parser *p, const struct filter_subject *what,
                                        const struct filter *inner)
{
    struct filter *f = ARENA_NEW(p->ctx->arena, struct filter);
    const struct filter **kid = ARENA_NEW(p->ctx->arena, const struct filter *);

    *kid = inner;
    *f = (struct filter){.kind = FILTER_ACROSS,
                         .field = what->ref,
                         .target = what->target,
                         .kids = kid,
                         .n_kids = 1};
    return f;
}

/* What an answer leaves out could be found out by asking: company.deal_value[gt]=…. */
static int check_scope(struct parser *p, const struct filter_subject *what, struct str name,
                       struct err *err)
{
    if (str_find(name, '.', 0) == name.n || history_may_read(p->ctx, what->target))
        return 0;
    return err_set(err, ERR_FORBIDDEN, p->label, "This API key lacks the scope read:%s.",
                   what->target->plural);
}

static int parse_condition(struct parser *p, const struct entity *e, struct str name,
                           enum field_op op, const struct operand *in, const struct filter **ret,
                           struct err *err)
{
    struct filter_subject what;
    struct values values = {NULL, 0};

    if (!filter_subject_find(e, name, &what))
        return err_set(err, ERR_UNKNOWN_FIELD, p->label, "%s have no field %.*s to filter by",
                       e->plural, STR_ARG(name));
    if (check_scope(p, &what, name, err))
        return -1;
    if (!(ops_of(&what) & OP_BIT(op)))
        return err_set(err, ERR_INVALID, p->label, "%.*s cannot be asked for by %s", STR_ARG(name),
                       field_op_name(op));
    if (parse_values(p, &what, op, in, &values, err) || settle_null(p, &op, &values, err))
        return -1;

    bool exists = what.kind != FILTER_COLUMN || what.ref;
    bool negated = exists && settle_absence(&op, &values);
    const struct filter *f = make_leaf(p, &what, op, values);
    if (what.ref)
        f = make_across(p, &what, f);
    *ret = negated ? filter_not(p->ctx->arena, f) : f;
    return 0;
}

static const char *label_of(struct arena *a, struct str name, enum field_op op)
{
    struct str shown = utf8_prefix(name, 60);

    return op == OP_EQ ? str_cstr(a, shown)
                       : arena_printf(a, "%.*s[%s]", STR_ARG(shown), field_op_name(op));
}

/* An alias brings its own operator, unless that is equality: then any may be said. */
static int settle_alias(struct parser *p, const struct entity *e, struct str name,
                        enum field_op *op, struct err *err)
{
    const struct filter_alias *alias = filter_alias_find(e, name);

    if (!alias || alias->op == OP_EQ)
        return 0;
    if (*op != OP_EQ)
        return err_set(err, ERR_INVALID, p->label, "%s takes no operator", alias->name);
    *op = alias->op;
    return 0;
}

static int parse_named(struct parser *p, const struct entity *e, struct str name, enum field_op op,
                       const struct operand *in, const struct filter **ret, struct err *err)
{
    p->label = label_of(p->ctx->arena, name, op);
    if (settle_alias(p, e, name, &op, err))
        return -1;
    return parse_condition(p, e, name, op, in, ret, err);
}

int filter_parse_param(struct record_ctx *ctx, const struct entity *e, struct str field,
                       enum field_op op, struct str value, const struct filter **ret,
                       struct err *err)
{
    struct parser p = {.ctx = ctx};
    struct operand in = {.text = value};

    return parse_named(&p, e, field, op, &in, ret, err);
}

int filter_parse_link(struct record_ctx *ctx, const struct entity *e, struct str type,
                      struct str id, const struct filter **ret, struct err *err)
{
    const struct filter *by_type, *by_id;

    if (filter_parse_param(ctx, e, STR("entity_type"), OP_EQ, type, &by_type, err) ||
        filter_parse_param(ctx, e, STR("entity_id"), OP_EQ, id, &by_id, err))
        return -1;
    if (by_type->kind != FILTER_LINK || by_id->kind != FILTER_LINK) {
        *ret = filter_and(ctx->arena, by_type, by_id);
        return 0;
    }

    struct filter *f = ARENA_NEW(ctx->arena, struct filter);
    struct db_value *pair = arena_array(ctx->arena, 2, sizeof *pair);
    pair[0] = by_type->values[0];
    pair[1] = by_id->values[1];
    *f = *by_id;
    f->values = pair;
    *ret = f;
    return 0;
}

/* --- JSON ------------------------------------------------------------------------------------- */

static int parse_node(struct parser *p, const struct entity *e, const json_t *in, unsigned depth,
                      const struct filter **ret, struct err *err);

static int parse_group(struct parser *p, const struct entity *e, enum filter_kind kind,
                       const json_t *list, unsigned depth, const struct filter **ret,
                       struct err *err)
{
    size_t n = json_array_size(list);
    const struct filter **kids = arena_array(p->ctx->arena, n, sizeof(const struct filter *));

    if (n == 0)
        return err_set(err, ERR_INVALID, "filter", "`and` and `or` need a list of conditions");
    for (size_t i = 0; i < n; i++)
        if (parse_node(p, e, json_array_get(list, i), depth + 1, &kids[i], err))
            return -1;
    *ret = filter_of(p->ctx->arena, kind, kids, n);
    return 0;
}

static int parse_not(struct parser *p, const struct entity *e, const json_t *in, unsigned depth,
                     const struct filter **ret, struct err *err)
{
    const struct filter *inner;

    if (parse_node(p, e, in, depth + 1, &inner, err))
        return -1;
    *ret = filter_not(p->ctx->arena, inner);
    return 0;
}

static int parse_leaf(struct parser *p, const struct entity *e, const json_t *in,
                      const struct filter **ret, struct err *err)
{
    const json_t *field = json_object_get(in, "field"), *name = json_object_get(in, "op");
    struct operand value = {.json = json_object_get(in, "value")};
    enum field_op op = OP_EQ;

    if (!json_is_string(field) || !value.json)
        return err_set(err, ERR_INVALID, "filter",
                       "a condition is {\"field\":…,\"op\":…,\"value\":…}, or and, or, not");
    if (json_object_size(in) != 2 + (size_t)(name != NULL))
        return err_set(err, ERR_INVALID, "filter",
                       "a condition has field, op and value, and nothing else");
    if (name && (!json_is_string(name) || !field_op_find(json_str_of(name), &op)))
        return err_set(err, ERR_INVALID, label_of(p->ctx->arena, json_str_of(field), OP_EQ),
                       "has no such operator");
    return parse_named(p, e, json_str_of(field), op, &value, ret, err);
}

static int parse_node(struct parser *p, const struct entity *e, const json_t *in, unsigned depth,
                      const struct filter **ret, struct err *err)
{
    const json_t *all = json_object_get(in, "and"), *any = json_object_get(in, "or"),
                 *none = json_object_get(in, "not");

    if (depth > FILTER_DEPTH_MAX || ++p->nodes > FILTER_NODES_MAX)
        return err_set(err, ERR_INVALID, "filter",
                       "is too large: at most %d conditions, %d levels deep", FILTER_NODES_MAX,
                       FILTER_DEPTH_MAX);
    if (!all && !any && !none)
        return parse_leaf(p, e, in, ret, err);
    if (json_object_size(in) != 1)
        return err_set(err, ERR_INVALID, "filter", "and, or, not stand alone in their object");
    if (none)
        return parse_not(p, e, none, depth, ret, err);
    return parse_group(p, e, all ? FILTER_AND : FILTER_OR, all ? all : any, depth, ret, err);
}

int filter_parse_json(struct record_ctx *ctx, const struct entity *e, const json_t *in,
                      const struct filter **ret, struct err *err)
{
    struct parser p = {.ctx = ctx};

    return parse_node(&p, e, in, 1, ret, err);
}
