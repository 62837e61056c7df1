/* Fields: operators, column names, labels. Everything else about a field is its type's business. */
#include "model/field.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const char *const op_names[OP_COUNT] = {
    [OP_EQ] = "eq",       [OP_NE] = "ne",   [OP_GT] = "gt", [OP_GTE] = "gte",
    [OP_LT] = "lt",       [OP_LTE] = "lte", [OP_IN] = "in", [OP_CONTAINS] = "contains",
    [OP_EMPTY] = "empty",
};

const char *field_op_name(enum field_op op)
{
    return op_names[op];
}

bool field_op_find(struct str name, enum field_op *ret_op)
{
    for (int op = 0; op < OP_COUNT; op++) {
        if (str_is(name, op_names[op])) {
            *ret_op = (enum field_op)op;
            return true;
        }
    }
    return false;
}

bool field_has_column(const struct field *f)
{
    return !f->type->collection && !(f->flags & (FIELD_DERIVED | FIELD_INPUT_ONLY));
}

const char *field_shadow_column(const struct field *f, char out[static FIELD_COLUMN_MAX])
{
    const char *suffix = field_has_column(f) && f->type->shadow ? f->type->shadow(f) : NULL;
    if (!suffix)
        return NULL;
    snprintf(out, FIELD_COLUMN_MAX, "%s_%s", f->name, suffix);
    return out;
}

const char *field_compare_column(const struct field *f, char out[static FIELD_COLUMN_MAX])
{
    if (!field_shadow_column(f, out))
        snprintf(out, FIELD_COLUMN_MAX, "%s", f->name);
    return out;
}

bool field_is_sortable(const struct field *f)
{
    return field_has_column(f) && !(f->flags & FIELD_NOT_SORTED) && (f->type->ops & OP_BIT(OP_EQ));
}

struct db_value field_compare_value(const struct field *f, const struct field_env *env,
                                    const struct record *r, struct db_value v)
{
    bool has_shadow = field_has_column(f) && f->type->shadow && f->type->shadow(f);
    return has_shadow ? f->type->derive(f, env, r, v) : v;
}

const char *field_label(struct arena *a, const struct field *f)
{
    if (f->label)
        return f->label;

    struct str name = str_of(f->name);
    if (str_ends(name, "_id"))
        name.n -= strlen("_id");
    char *label = str_cstr(a, name);
    for (char *p = label; *p; p++) {
        if (*p == '_')
            *p = ' ';
    }
    label[0] = (char)toupper((unsigned char)label[0]);
    return label;
}
