/* color: "#rrggbb", or one of the page's own colours c1 to c8. */
#include "model/types/type.h"

#include <ctype.h>

static bool is_color(struct str s)
{
    if (s.n == 2)
        return s.p[0] == 'c' && s.p[1] >= '1' && s.p[1] <= '8';
    if (s.n != 7 || s.p[0] != '#')
        return false;
    for (size_t i = 1; i < s.n; i++) {
        if (!isxdigit((unsigned char)s.p[i]))
            return false;
    }
    return true;
}

static int parse_text(const struct field *f, const struct field_env *env, const struct record *r,
                      struct str in, struct db_value *ret, struct err *err)
{
    (void)env, (void)r;
    struct str s = str_trim(in);
    if (s.n > 0 && !is_color(s))
        return type_must(f, err, ERR_INVALID, "be a colour, #rrggbb or c1 to c8");
    *ret = s.n == 0 ? DB_VALUE_NULL : DB_VALUE_TEXT(s);
    return 0;
}

static void schema(const struct field *f, struct json *out)
{
    (void)f;
    json_put_cstr(out, "type", "string");
    json_put_cstr(out, "pattern", "^(#[0-9a-fA-F]{6}|c[1-8])$");
}

const struct field_type type_color = {
    .name = "color",
    .kind = DB_TEXT,
    .ops = OPS_EQUAL,
    .parse = type_parse_string,
    .parse_text = parse_text,
    .write = type_write_text,
    .schema = schema,
};
