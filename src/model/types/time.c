/* time: an instant. RFC 3339, a plain date (its beginning in the workspace's zone) or Unix seconds
 * in; milliseconds stored; RFC 3339 out.
 */
#include "model/types/type.h"

#include <stdio.h>

static int parse_text(const struct field *f, const struct field_env *env, const struct record *r,
                      struct str in, struct db_value *ret, struct err *err)
{
    (void)r;
    struct str s = str_trim(in);
    int64_t ms = 0;
    if (s.n == 0) {
        *ret = DB_VALUE_NULL;
        return 0;
    }
    if (!tz_time_parse(env->zone, s, &ms))
        return type_must(f, err, ERR_INVALID,
                         "be a time such as 2026-01-31T09:30:00Z, a date or Unix seconds");
    *ret = DB_VALUE_INT(ms);
    return 0;
}

static int parse(const struct field *f, const struct field_env *env, const struct record *r,
                 const json_t *in, struct db_value *ret, struct err *err)
{
    return type_parse_amount(f, env, r, in, "be a time", ret, err);
}

static void write(const struct field *f, const struct field_env *env, const struct record *r,
                  struct db_value v, struct json *out)
{
    (void)f, (void)env, (void)r;
    json_time(out, v.i);
}

static void schema(const struct field *f, struct json *out)
{
    (void)f;
    json_put_cstr(out, "type", "string");
    json_put_cstr(out, "format", "date-time");
}

const struct field_type type_time = {
    .name = "time",
    .kind = DB_INT,
    .ops = OPS_ORDER,
    .parse = parse,
    .parse_text = parse_text,
    .write = write,
    .schema = schema,
};
