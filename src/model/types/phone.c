/* phone: kept as typed, since people write what a network cannot dial; compared as E.164 where it
 * can be read as such with the workspace's country, else by its digits.
 */
#include "model/types/type.h"

#include "model/types/phone_shim.h"
#include <string.h>
#include <utf8proc.h>

enum { PHONE_MAX = 64, DIGITS_MIN = 3, DIGITS_MAX = 20 };

/* The digits of a script stand in a row from its zero. */
static int digit_of(utf8proc_int32_t c)
{
    static const utf8proc_int32_t zeros[] = {
        '0',    0x0660, 0x06f0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66,
        0x0ce6, 0x0d66, 0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x17e0, 0x1810, 0xff10,
    };
    for (size_t i = 0; i < ARRAY_LEN(zeros); i++) {
        if (c >= zeros[i] && c <= zeros[i] + 9)
            return c - zeros[i];
    }
    return -1;
}

struct str phone_digits(struct arena *a, struct str s)
{
    char *out = arena_alloc(a, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        utf8proc_int32_t c = 0;
        utf8proc_ssize_t bytes =
            utf8proc_iterate((const utf8proc_uint8_t *)s.p + i, (utf8proc_ssize_t)(s.n - i), &c);
        int digit = bytes > 0 ? digit_of(c) : -1;
        if (digit >= 0)
            out[n++] = (char)('0' + digit);
        i += bytes > 0 ? (size_t)bytes : 1;
    }
    return (struct str){out, n};
}

static int parse_text(const struct field *f, const struct field_env *env, const struct record *r,
                      struct str in, struct db_value *ret, struct err *err)
{
    (void)r;
    struct db_value v = DB_VALUE_NULL;
    if (type_line(f, in, PHONE_MAX, &v, err))
        return -1;
    if (v.type == DB_IS_TEXT) {
        size_t n = phone_digits(env->arena, v.s).n;
        if (n < DIGITS_MIN || n > DIGITS_MAX)
            return type_must(f, err, ERR_INVALID, "be a phone number of %d to %d digits",
                             DIGITS_MIN, DIGITS_MAX);
    }
    *ret = v;
    return 0;
}

static void schema(const struct field *f, struct json *out)
{
    (void)f;
    type_schema_text(out, PHONE_MAX);
}

static struct str normalise(const struct field_env *env, struct str typed)
{
    char e164[PHONE_E164_ROOM];
    if (phone_e164(typed.p, typed.n, env->country.p, env->country.n, e164))
        return str_dup(env->arena, str_of(e164));
    return phone_digits(env->arena, typed);
}

/* The memory outlives the arena: it is a change's, and an arena may be a record's. */
static bool recall(struct arena *a, const struct phone_memo *m, struct str typed, struct str *ret)
{
    if (!m || !m->n_typed || !str_eq((struct str){m->typed, m->n_typed}, typed))
        return false;
    *ret = str_dup(a, (struct str){m->norm, m->n_norm});
    return true;
}

static void remember(struct phone_memo *m, struct str typed, struct str norm)
{
    if (!m || typed.n > sizeof m->typed || norm.n > sizeof m->norm)
        return;
    memcpy(m->typed, typed.p, typed.n);
    memcpy(m->norm, norm.p, norm.n);
    m->n_typed = typed.n;
    m->n_norm = norm.n;
}

static struct db_value derive(const struct field *f, const struct field_env *env,
                              const struct record *r, struct db_value v)
{
    (void)f, (void)r;
    if (v.type != DB_IS_TEXT)
        return v;
    struct str norm;
    if (!recall(env->arena, env->phone, v.s, &norm)) {
        norm = normalise(env, v.s);
        remember(env->phone, v.s, norm);
    }
    return DB_VALUE_TEXT(norm);
}

const struct field_type type_phone = {
    .name = "phone",
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
