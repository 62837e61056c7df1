/* channel: a way to reach someone, read by its sibling `kind`: an e-mail address, a phone number,
 * else plain text. A filter names no kind; there the value itself shows what it is.
 */
#include "model/types/type.h"

#include <string.h>

static const struct field_type *looks_like(struct arena *a, struct str s)
{
    if (email_valid(a, s))
        return &type_email;
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] < 0x80 && !strchr("0123456789+-./() ", s.p[i]))
            return &type_text;
    }
    return phone_digits(a, s).n >= 3 ? &type_phone : &type_text;
}

static const struct field_type *by_kind(const struct field_env *env, const struct record *r,
                                        struct str s)
{
    struct db_value kind = type_sibling(r, "kind");
    if (kind.type != DB_IS_TEXT)
        return looks_like(env->arena, s);
    if (str_is(kind.s, "email"))
        return &type_email;
    return str_is(kind.s, "phone") ? &type_phone : &type_text;
}

static int parse_text(const struct field *f, const struct field_env *env, const struct record *r,
                      struct str in, struct db_value *ret, struct err *err)
{
    return by_kind(env, r, str_trim(in))->parse_text(f, env, r, in, ret, err);
}

static void schema(const struct field *f, struct json *out)
{
    type_schema_text(out, f->max);
}

static struct db_value derive(const struct field *f, const struct field_env *env,
                              const struct record *r, struct db_value v)
{
    if (v.type != DB_IS_TEXT)
        return v;
    return by_kind(env, r, v.s)->derive(f, env, r, v);
}

const struct field_type type_channel = {
    .name = "channel",
    .kind = DB_TEXT,
    .ops = OPS_TEXT,
    .parse = type_parse_string,
    .parse_text = parse_text,
    .write = type_write_text,
    .schema = schema,
    .shadow = type_shadow_norm,
    .shadow_kind = DB_TEXT,
    .derive = derive,
};
