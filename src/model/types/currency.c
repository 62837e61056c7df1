/* currency: an ISO 4217 code in capitals. */
#include "model/types/type.h"

#include "base/money.h"

static int parse_text(const struct field *f, const struct field_env *env, const struct record *r,
                      struct str in, struct db_value *ret, struct err *err)
{
    (void)env, (void)r;
    struct str s = str_trim(in);
    if (s.n == 0) {
        *ret = DB_VALUE_NULL;
        return 0;
    }
    if (!money_currency_known(s))
        return type_must(f, err, ERR_INVALID, "be a currency code such as EUR");
    *ret = DB_VALUE_TEXT(s);
    return 0;
}

static void schema(const struct field *f, struct json *out)
{
    (void)f;
    json_put_cstr(out, "type", "string");
    json_put_cstr(out, "pattern", "^[A-Z]{3}$");
}

const struct field_type type_currency = {
    .name = "currency",
    .kind = DB_TEXT,
    .ops = OPS_EQUAL,
    .parse = type_parse_string,
    .parse_text = parse_text,
    .write = type_write_text,
    .schema = schema,
};
