/* date: YYYY-MM-DD, stored as text. Where the year may be missing (--MM-DD: birthdays) a shadow
 * month * 100 + day finds the day in any year.
 */
#include "model/types/type.h"

static bool may_lack_year(const struct field *f)
{
    return (f->flags & FIELD_NO_YEAR) != 0;
}

static int parse_text(const struct field *f, const struct field_env *env, const struct record *r,
                      struct str in, struct db_value *ret, struct err *err)
{
    (void)env, (void)r;
    struct str s = str_trim(in);
    struct date d = {0};
    if (s.n == 0) {
        *ret = DB_VALUE_NULL;
        return 0;
    }
    if (!date_parse(s, may_lack_year(f), &d))
        return type_must(f, err, ERR_INVALID, "be a date, YYYY-MM-DD%s",
                         may_lack_year(f) ? " or --MM-DD" : "");
    *ret = DB_VALUE_TEXT(s);
    return 0;
}

static void schema(const struct field *f, struct json *out)
{
    json_put_cstr(out, "type", "string");
    if (may_lack_year(f))
        json_put_cstr(out, "pattern", "^([0-9]{4}|-)-[0-9]{2}-[0-9]{2}$");
    else
        json_put_cstr(out, "format", "date");
}

static const char *shadow(const struct field *f)
{
    return may_lack_year(f) ? "md" : NULL;
}

static struct db_value derive(const struct field *f, const struct field_env *env,
                              const struct record *r, struct db_value v)
{
    (void)f, (void)env, (void)r;
    struct date d = {0};
    if (v.type != DB_IS_TEXT || !date_parse(v.s, true, &d))
        return DB_VALUE_NULL;
    return DB_VALUE_INT(d.month * 100 + d.day);
}

const struct field_type type_date = {
    .name = "date",
    .kind = DB_TEXT,
    .ops = OPS_ORDER,
    .parse = type_parse_string,
    .parse_text = parse_text,
    .write = type_write_text,
    .schema = schema,
    .shadow = shadow,
    .shadow_kind = DB_INT,
    .derive = derive,
};
