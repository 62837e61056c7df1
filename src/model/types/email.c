/* email: kept as typed, taken out of `Name <a@b>` and `mailto:`; compared in lower case with the
 * domain as A-labels. Quoted local parts, comments and address literals are refused: nobody has
 * them, and what looks like one is a slip.
 */
#include "model/types/type.h"

#include <string.h>
#include <utf8proc.h>

enum { EMAIL_MAX = 254, LOCAL_MAX = 64 };

static size_t last_of(struct str s, char c)
{
    for (size_t i = s.n; i > 0; i--) {
        if (s.p[i - 1] == c)
            return i - 1;
    }
    return s.n;
}

/* What people paste around an address. */
static struct str address_in(struct str in)
{
    struct str s = str_trim(in);
    size_t open = last_of(s, '<');
    if (open < s.n)
        s = str_trim(str_sub(s, open + 1, s.n));
    if (s.n >= 7 && str_ieq(str_sub(s, 0, 7), STR("mailto:")))
        s = str_sub(s, 7, s.n);
    s = str_sub(s, 0, str_find(s, '?', str_find(s, '@', 0)));
    while (s.n > 0 && strchr(".,;> \t", s.p[s.n - 1]))
        s.n--;
    return s;
}

static bool local_char(utf8proc_int32_t c)
{
    if (c >= 0x80) {
        utf8proc_category_t k = utf8proc_category(c);
        return k != UTF8PROC_CATEGORY_CN && k < UTF8PROC_CATEGORY_ZS;
    }
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return letter || (c > 0 && strchr("!#$%&'*+-/=?^_`{|}~.", c) != NULL);
}

static bool local_valid(struct str s)
{
    if (s.n == 0 || s.n > LOCAL_MAX || s.p[0] == '.' || s.p[s.n - 1] == '.')
        return false;
    for (size_t i = 0; i < s.n;) {
        utf8proc_int32_t c = 0;
        utf8proc_ssize_t n =
            utf8proc_iterate((const utf8proc_uint8_t *)s.p + i, (utf8proc_ssize_t)(s.n - i), &c);
        if (n <= 0 || !local_char(c) || (c == '.' && s.p[i + 1] == '.'))
            return false;
        i += (size_t)n;
    }
    return true;
}

static bool split(struct arena *a, struct str s, struct str *ret_local, struct str *ret_domain)
{
    size_t at = last_of(s, '@');
    if (at == s.n || !local_valid(str_sub(s, 0, at)))
        return false;
    *ret_local = str_sub(s, 0, at);
    return domain_to_ascii(a, str_sub(s, at + 1, s.n), ret_domain);
}

bool email_valid(struct arena *a, struct str s)
{
    struct str local = STR_NONE, domain = STR_NONE;
    return s.n <= EMAIL_MAX && split(a, s, &local, &domain);
}

static int parse_text(const struct field *f, const struct field_env *env, const struct record *r,
                      struct str in, struct db_value *ret, struct err *err)
{
    (void)r;
    struct str s = address_in(in);
    if (str_trim(in).n == 0) {
        *ret = DB_VALUE_NULL;
        return 0;
    }
    if (type_check_text(f, s, EMAIL_MAX, TYPE_ONE_LINE, err))
        return -1;
    if (!email_valid(env->arena, s))
        return type_must(f, err, ERR_INVALID, "be an e-mail address such as ann@example.com");

    *ret = DB_VALUE_TEXT(s);
    return 0;
}

static void schema(const struct field *f, struct json *out)
{
    (void)f;
    type_schema_text(out, EMAIL_MAX);
}

static struct db_value derive(const struct field *f, const struct field_env *env,
                              const struct record *r, struct db_value v)
{
    (void)f, (void)r;
    struct str local = STR_NONE, domain = STR_NONE;
    if (v.type != DB_IS_TEXT)
        return v;
    /* a filter may ask for what is no address */
    if (!split(env->arena, v.s, &local, &domain))
        return DB_VALUE_TEXT(type_lower(env->arena, v.s));

    struct str l = type_lower(env->arena, local);
    char *norm = arena_printf(env->arena, "%.*s@%.*s", STR_ARG(l), STR_ARG(domain));
    return DB_VALUE_TEXT(str_of(norm));
}

const struct field_type type_email = {
    .name = "email",
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
