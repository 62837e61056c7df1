/* ref: the id of another record. Whether it exists is the engine's question. */
#include "model/types/type.h"

static int check(const struct field *f, bool is_number, int64_t id, struct db_value *ret,
                 struct err *err)
{
    if (!is_number || id <= 0)
        return type_must(f, err, ERR_INVALID, "be the id of a %s",
                         f->target ? f->target : "record");
    *ret = DB_VALUE_INT(id);
    return 0;
}

static int parse(const struct field *f, const struct field_env *env, const struct record *r,
                 const json_t *in, struct db_value *ret, struct err *err)
{
    (void)env, (void)r;
    return check(f, json_is_integer(in), json_integer_value(in), ret, err);
}

static int parse_text(const struct field *f, const struct field_env *env, const struct record *r,
                      struct str in, struct db_value *ret, struct err *err)
{
    (void)env, (void)r;
    struct str s = str_trim(in);
    int64_t id = 0;
    if (s.n == 0) {
        *ret = DB_VALUE_NULL;
        return 0;
    }
    bool is_number = str_to_i64(s, &id);
    return check(f, is_number, id, ret, err);
}

static void schema(const struct field *f, struct json *out)
{
    (void)f;
    json_put_cstr(out, "type", "integer");
    json_put_cstr(out, "format", "int64");
}

const struct field_type type_ref = {
    .name = "ref",
    .kind = DB_INT,
    .ops = OPS_EQUAL,
    .parse = parse,
    .parse_text = parse_text,
    .write = type_write_int,
    .schema = schema,
};
