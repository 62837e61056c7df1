/* url: an http or https address with a host, kept as typed. Nothing else becomes a link. */
#include "model/types/type.h"

#include <string.h>

enum { URL_MAX = 2000 };

static struct str after_scheme(struct str s)
{
    static const struct str schemes[] = {{"https://", 8}, {"http://", 7}};
    for (size_t i = 0; i < ARRAY_LEN(schemes); i++) {
        size_t n = schemes[i].n;
        if (s.n >= n && str_ieq(str_sub(s, 0, n), schemes[i]))
            return str_sub(s, n, s.n);
    }
    return STR_NONE;
}

static bool host_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80 || (c != '\0' && strchr("-._~%", c) != NULL);
}

/* name:port or [v6]:port */
static bool host_valid(struct str s)
{
    size_t i = 0;
    if (str_starts(s, "[")) {
        size_t end = str_find(s, ']', 0);
        for (i = 1; i < end; i++) {
            if (!strchr("0123456789abcdefABCDEF:.", s.p[i]))
                return false;
        }
        if (end == s.n || end < 3)
            return false;
        i = end + 1;
    } else {
        while (i < s.n && host_char(s.p[i]))
            i++;
        if (i == 0 || s.p[0] == '.')
            return false;
    }
    int64_t port = 0;
    return i == s.n ||
           (s.p[i] == ':' && str_to_i64(str_sub(s, i + 1, s.n), &port) && port > 0 && port < 65536);
}

static struct str host_of(struct str rest)
{
    size_t n = 0;
    while (n < rest.n && !strchr("/?#", rest.p[n]))
        n++;
    struct str authority = str_sub(rest, 0, n);
    size_t at = str_find(authority, '@', 0);
    return at < authority.n ? str_sub(authority, at + 1, authority.n) : authority;
}

/* A backslash is a slash to browsers but not to us: who is the host of https://a.com\@b.com? */
static bool is_ambiguous(struct str s)
{
    return str_find(s, ' ', 0) < s.n || str_find(s, '\\', 0) < s.n;
}

static int refuse(const struct field *f, const struct field_env *env, struct str s, struct err *err)
{
    struct str ascii = STR_NONE;
    size_t n = 0;
    while (n < s.n && !strchr("/?#:", s.p[n]))
        n++;
    if (domain_to_ascii(env->arena, str_sub(s, 0, n), &ascii))
        return type_must(f, err, ERR_INVALID, "begin with https:// (or http://)");
    return type_must(f, err, ERR_INVALID, "be a web address such as https://example.com");
}

static int parse_text(const struct field *f, const struct field_env *env, const struct record *r,
                      struct str in, struct db_value *ret, struct err *err)
{
    (void)r;
    struct db_value v = DB_VALUE_NULL;
    if (type_line(f, in, f->max ? f->max : URL_MAX, &v, err))
        return -1;
    if (v.type == DB_IS_TEXT && (is_ambiguous(v.s) || !host_valid(host_of(after_scheme(v.s)))))
        return refuse(f, env, v.s, err);

    *ret = v;
    return 0;
}

static void schema(const struct field *f, struct json *out)
{
    type_schema_text(out, f->max ? f->max : URL_MAX);
    json_put_cstr(out, "pattern", "^[Hh][Tt][Tt][Pp][Ss]?://");
}

const struct field_type type_url = {
    .name = "url",
    .kind = DB_TEXT,
    .ops = OPS_TEXT,
    .parse = type_parse_string,
    .parse_text = parse_text,
    .write = type_write_text,
    .schema = schema,
    .shadow = type_shadow_fold,
    .shadow_kind = DB_TEXT,
    .derive = type_derive_fold,
};
