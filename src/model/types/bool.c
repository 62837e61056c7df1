/* bool: true or false, also 1 or 0 as the seeds say; stored 1 or 0. */
#include "model/types/type.h"

static int refuse(const struct field *f, struct err *err)
{
    return type_must(f, err, ERR_INVALID, "be true or false");
}

static int parse(const struct field *f, const struct field_env *env, const struct record *r,
                 const json_t *in, struct db_value *ret, struct err *err)
{
    (void)env, (void)r;
    json_int_t v = json_is_boolean(in) ? json_is_true(in) : json_integer_value(in);
    if ((!json_is_boolean(in) && !json_is_integer(in)) || (v != 0 && v != 1))
        return refuse(f, err);

    *ret = DB_VALUE_INT(v);
    return 0;
}

static int parse_text(const struct field *f, const struct field_env *env, const struct record *r,
                      struct str in, struct db_value *ret, struct err *err)
{
    (void)env, (void)r;
    struct str s = str_trim(in);
    if (s.n == 0)
        *ret = DB_VALUE_NULL;
    else if (str_is(s, "1") || str_ieq(s, STR("true")))
        *ret = DB_VALUE_INT(1);
    else if (str_is(s, "0") || str_ieq(s, STR("false")))
        *ret = DB_VALUE_INT(0);
    else
        return refuse(f, err);
    return 0;
}

static void write(const struct field *f, const struct field_env *env, const struct record *r,
                  struct db_value v, struct json *out)
{
    (void)f, (void)env, (void)r;
    json_bool(out, v.i != 0);
}

static void schema(const struct field *f, struct json *out)
{
    (void)f;
    json_put_cstr(out, "type", "boolean");
}

const struct field_type type_bool = {
    .name = "bool",
    .kind = DB_INT,
    .ops = OPS_EQUAL,
    .parse = parse,
    .parse_text = parse_text,
    .write = write,
    .schema = schema,
};
