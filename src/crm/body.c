/* The body of a verb, read by a table of fields, as a record's is by its entity: what a verb takes
 * is data, and each value goes through its type's own parser.
 */
#include "crm/private.h"

static bool is_known(const struct body *b, const char *name)
{
    for (size_t i = 0; i < b->n; i++)
        if (str_is(str_of(name), b->fields[i].name))
            return true;
    return false;
}

static void check_names(const struct body *b, const json_t *in, struct err *err)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)in, name, value)
    {
        if (!is_known(b, name))
            err_set(err, ERR_UNKNOWN_FIELD, name, "%s is not known here", name);
    }
}

static void read_field(struct record_ctx *ctx, const struct field *f, const json_t *in,
                       struct db_value *ret, bool *ret_given, struct err *err)
{
    *ret = DB_VALUE_NULL;
    *ret_given = in != NULL;
    if (in && !json_is_null(in)) {
        if (f->type->collection || f->type->parse(f, &ctx->env, NULL, in, ret, err))
            return;
    }
    if ((f->flags & FIELD_REQUIRED) && ret->type == DB_NULL)
        err_set(err, ERR_REQUIRED, f->name, "%s is missing", f->name);
}

int body_read(struct record_ctx *ctx, const struct body *b, const json_t *in,
              struct db_value *values, bool *given, struct err *err)
{
    if (in && !json_is_object(in))
        return err_set(err, ERR_INVALID, NULL, "the body is an object");
    check_names(b, in, err);
    for (size_t i = 0; i < b->n; i++)
        read_field(ctx, &b->fields[i], json_object_get(in, b->fields[i].name), &values[i],
                   &given[i], err);
    return err->code ? -1 : 0;
}
