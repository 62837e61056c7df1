/* domain: a domain name, stored in lower case; compared as A-labels, so that bücher.example and
 * xn--bcher-kva.example are one.
 */
#include "model/types/type.h"

#include <idn2.h>
#include <stdlib.h>

enum { DOMAIN_MAX = 253, LABEL_MAX = 63 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool label_valid(struct str l)
{
    if (l.n == 0 || l.n > LABEL_MAX || l.p[0] == '-' || l.p[l.n - 1] == '-')
        return false;
    for (size_t i = 0; i < l.n; i++) {
        char c = l.p[i];
        if (!(c >= 'a' && c <= 'z') && !is_digit(c) && c != '-')
            return false;
    }
    return true;
}

static bool all_digits(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (!is_digit(s.p[i]))
            return false;
    }
    return true;
}

/* Of lower-case ASCII. */
static bool domain_valid(struct str s)
{
    struct str rest = s, label = STR_NONE;
    size_t labels = 0;
    if (s.n == 0 || s.n > DOMAIN_MAX)
        return false;
    while (str_next(&rest, '.', &label)) {
        if (!label_valid(label))
            return false;
        labels++;
    }
    return labels >= 2 && !all_digits(label);
}

static bool is_ascii(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    }
    return true;
}

static struct str ascii_lower(struct arena *a, struct str s)
{
    char *out = arena_alloc(a, s.n);
    for (size_t i = 0; i < s.n; i++)
        out[i] = (char)(s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] + 32 : s.p[i]);
    return (struct str){out, s.n};
}

static struct str without_final_dot(struct str s)
{
    return str_ends(s, ".") ? str_sub(s, 0, s.n - 1) : s;
}

bool domain_to_ascii(struct arena *a, struct str domain, struct str *ret_ascii)
{
    struct str s = without_final_dot(domain);
    if (s.n > (size_t)DOMAIN_MAX * 4 || str_find(s, '\0', 0) < s.n)
        return false;
    if (!is_ascii(s)) {
        uint8_t *out = NULL;
        if (idn2_lookup_u8((const uint8_t *)str_cstr(a, s), &out,
                           IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) != IDN2_OK)
            return false;
        s = str_dup(a, str_of((const char *)out));
        idn2_free(out);
    }
    s = ascii_lower(a, s);
    if (!domain_valid(s))
        return false;
    *ret_ascii = s;
    return true;
}

static int parse_text(const struct field *f, const struct field_env *env, const struct record *r,
                      struct str in, struct db_value *ret, struct err *err)
{
    (void)r;
    struct db_value v = DB_VALUE_NULL;
    struct str ascii = STR_NONE;
    if (type_line(f, in, DOMAIN_MAX, &v, err))
        return -1;
    if (v.type == DB_IS_TEXT && !domain_to_ascii(env->arena, v.s, &ascii))
        return type_must(f, err, ERR_INVALID, "be a domain name such as example.com");

    if (v.type == DB_IS_TEXT)
        v.s = type_lower(env->arena, without_final_dot(v.s));
    *ret = v;
    return 0;
}

static void schema(const struct field *f, struct json *out)
{
    (void)f;
    type_schema_text(out, DOMAIN_MAX);
}

static struct db_value derive(const struct field *f, const struct field_env *env,
                              const struct record *r, struct db_value v)
{
    (void)f, (void)r;
    struct str ascii = STR_NONE;
    if (v.type != DB_IS_TEXT)
        return v;
    return DB_VALUE_TEXT(domain_to_ascii(env->arena, v.s, &ascii) ? ascii
                                                                  : type_lower(env->arena, v.s));
}

const struct field_type type_domain = {
    .name = "domain",
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
