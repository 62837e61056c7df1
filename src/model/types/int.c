/* int: a whole number, within the field's range where it has one. */
#include "model/types/type.h"

#include <inttypes.h>

/* Beyond it a double no longer tells whole numbers apart. */
#define EXACT_REAL_MAX 9007199254740992.0

static bool has_range(const struct field *f)
{
    return f->min != 0 || f->max != 0;
}

static int in_range(const struct field *f, int64_t v, struct db_value *ret, struct err *err)
{
    if (has_range(f) && (v < f->min || v > f->max))
        return type_must(f, err, ERR_OUT_OF_RANGE, "be from %" PRId64 " to %" PRId64, f->min,
                         f->max);
    *ret = DB_VALUE_INT(v);
    return 0;
}

static bool real_to_whole(double v, int64_t *ret)
{
    if (!(v >= -EXACT_REAL_MAX && v <= EXACT_REAL_MAX))
        return false;
    int64_t whole = (int64_t)v;
    if ((double)whole < v || (double)whole > v)
        return false;
    *ret = whole;
    return true;
}

static int parse(const struct field *f, const struct field_env *env, const struct record *r,
                 const json_t *in, struct db_value *ret, struct err *err)
{
    (void)env, (void)r;
    int64_t v = 0;
    if (json_is_integer(in))
        return in_range(f, json_integer_value(in), ret, err);
    if (json_is_real(in) && real_to_whole(json_real_value(in), &v))
        return in_range(f, v, ret, err);
    return type_must(f, err, ERR_INVALID, "be a whole number");
}

static int parse_text(const struct field *f, const struct field_env *env, const struct record *r,
                      struct str in, struct db_value *ret, struct err *err)
{
    (void)env, (void)r;
    struct str s = str_trim(in);
    int64_t v = 0;
    if (s.n == 0) {
        *ret = DB_VALUE_NULL;
        return 0;
    }
    if (!str_to_i64(s, &v))
        return type_must(f, err, ERR_INVALID, "be a whole number");
    return in_range(f, v, ret, err);
}

static void schema(const struct field *f, struct json *out)
{
    json_put_cstr(out, "type", "integer");
    if (!has_range(f)) {
        json_put_cstr(out, "format", "int64");
        return;
    }
    json_put_int(out, "minimum", f->min);
    json_put_int(out, "maximum", f->max);
}

const struct field_type type_int = {
    .name = "int",
    .kind = DB_INT,
    .ops = OPS_ORDER,
    .parse = parse,
    .parse_text = parse_text,
    .write = type_write_int,
    .schema = schema,
};
