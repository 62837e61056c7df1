/* enum: exactly one of the field's options. */
#include "model/types/type.h"

static const char *listed(struct arena *a, const struct field *f)
{
    const char *list = f->options[0];
    for (size_t i = 1; f->options[0] && f->options[i]; i++)
        list = arena_printf(a, "%s, %s", list, f->options[i]);
    return list ? list : "";
}

static int parse_text(const struct field *f, const struct field_env *env, const struct record *r,
                      struct str in, struct db_value *ret, struct err *err)
{
    (void)r;
    struct str s = str_trim(in);
    if (s.n == 0) {
        *ret = DB_VALUE_NULL;
        return 0;
    }
    for (const char *const *o = f->options; *o; o++) {
        if (str_is(s, *o)) {
            *ret = DB_VALUE_TEXT(str_of(*o));
            return 0;
        }
    }
    return type_must(f, err, ERR_INVALID, "be one of: %s", listed(env->arena, f));
}

static void schema(const struct field *f, struct json *out)
{
    json_put_cstr(out, "type", "string");
    json_key(out, "enum");
    json_array_begin(out);
    for (const char *const *o = f->options; *o; o++)
        json_cstr(out, *o);
    json_array_end(out);
}

const struct field_type type_enum = {
    .name = "enum",
    .kind = DB_TEXT,
    .ops = OPS_EQUAL,
    .parse = type_parse_string,
    .parse_text = parse_text,
    .write = type_write_text,
    .schema = schema,
};
