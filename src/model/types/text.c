/* text: one line, trimmed; compared without case and accents where an index or search needs it. */
#include "model/types/type.h"

static int parse_text(const struct field *f, const struct field_env *env, const struct record *r,
                      struct str in, struct db_value *ret, struct err *err)
{
    (void)env, (void)r;
    return type_line(f, in, f->max, ret, err);
}

static void schema(const struct field *f, struct json *out)
{
    type_schema_text(out, f->max);
}

const struct field_type type_text = {
    .name = "text",
    .kind = DB_TEXT,
    .ops = OPS_TEXT,
    .parse = type_parse_string,
    .parse_text = parse_text,
    .write = type_write_text,
    .schema = schema,
    .shadow = type_shadow_fold,
    .shadow_kind = DB_TEXT,
    .derive = type_derive_fold,
};
