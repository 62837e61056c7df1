/* money: minor units of the record's currency (else the workspace's), spoken as a decimal number.
 *
 * JSON numbers go through their shortest decimal text, so 0.1 is ten cents and not a bit less.
 */
#include "model/types/type.h"

#include "base/money.h"
#include <stdio.h>

static struct str currency_of(const struct field *f, const struct field_env *env,
                              const struct record *r)
{
    struct db_value v = type_sibling(r, f->currency_field);
    return v.type == DB_IS_TEXT ? v.s : env->currency;
}

static int parse_text(const struct field *f, const struct field_env *env, const struct record *r,
                      struct str in, struct db_value *ret, struct err *err)
{
    struct str s = str_trim(in);
    struct str currency = currency_of(f, env, r);
    int64_t minor = 0;
    if (s.n == 0) {
        *ret = DB_VALUE_NULL;
        return 0;
    }
    if (!money_parse(s, currency, &minor))
        return type_must(f, err, ERR_INVALID,
                         "be an amount such as 1250.50, with at most %d digits after the point "
                         "in %.*s",
                         money_digits(currency), STR_ARG(currency));
    *ret = DB_VALUE_INT(minor);
    return 0;
}

static int parse(const struct field *f, const struct field_env *env, const struct record *r,
                 const json_t *in, struct db_value *ret, struct err *err)
{
    return type_parse_amount(f, env, r, in, "be a number", ret, err);
}

static void write(const struct field *f, const struct field_env *env, const struct record *r,
                  struct db_value v, struct json *out)
{
    char text[MONEY_TEXT];
    money_format(v.i, currency_of(f, env, r), text);
    json_raw(out, str_of(text));
}

static void schema(const struct field *f, struct json *out)
{
    (void)f;
    json_put_cstr(out, "type", "number");
}

const struct field_type type_money = {
    .name = "money",
    .kind = DB_INT,
    .ops = OPS_ORDER,
    .parse = parse,
    .parse_text = parse_text,
    .write = write,
    .schema = schema,
};
