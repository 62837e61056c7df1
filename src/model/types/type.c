/* What the type files share: checks of text, the folded shadow, siblings, numbers as text. */
#include "model/types/type.h"

#include "base/utf8.h"
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <utf8proc.h>

enum { REAL_TEXT = 32 };

int type_must(const struct field *f, struct err *err, enum err_code code, const char *fmt, ...)
{
    char what[sizeof(((struct err_row *)NULL)->message)];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(what, sizeof(what), fmt, ap);
    va_end(ap);
    return err_set(err, code, f->name, "%s must %s", f->name, what);
}

static bool has_control(struct str s, enum type_lines lines)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool allowed = lines == TYPE_MANY_LINES && (c == '\n' || c == '\t');
        if ((c < 0x20 && !allowed) || c == 0x7f)
            return true;
        /* U+0080 to U+009F */
        if (c == 0xc2 && i + 1 < s.n && (unsigned char)s.p[i + 1] < 0xa0)
            return true;
    }
    return false;
}

int type_check_text(const struct field *f, struct str s, int64_t max, enum type_lines lines,
                    struct err *err)
{
    if (max == 0 && s.n > TYPE_TEXT_BYTES)
        return type_must(f, err, ERR_TOO_LONG, "be at most %d bytes", TYPE_TEXT_BYTES);
    if (!utf8_valid(s))
        return type_must(f, err, ERR_INVALID, "be valid UTF-8");
    if (max > 0 && s.n > (size_t)max && utf8_length(s) > (size_t)max)
        return type_must(f, err, ERR_TOO_LONG, "be at most %" PRId64 " characters", max);
    if (has_control(s, lines))
        return type_must(f, err, ERR_INVALID,
                         lines == TYPE_ONE_LINE ? "be one line without control characters"
                                                : "not contain control characters");
    return 0;
}

int type_line(const struct field *f, struct str in, int64_t max, struct db_value *ret,
              struct err *err)
{
    struct str s = str_trim(in);
    if (type_check_text(f, s, max, TYPE_ONE_LINE, err))
        return -1;

    *ret = s.n == 0 ? DB_VALUE_NULL : DB_VALUE_TEXT(s);
    return 0;
}

int type_parse_string(const struct field *f, const struct field_env *env, const struct record *r,
                      const json_t *in, struct db_value *ret, struct err *err)
{
    if (!json_is_string(in))
        return type_must(f, err, ERR_INVALID, "be a string");
    return f->type->parse_text(f, env, r, json_str_of(in), ret, err);
}

/* The shortest decimal that reads back as v. */
static void real_text(double v, char out[static REAL_TEXT])
{
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(out, REAL_TEXT, "%.*g", digits, v);
        double back = strtod(out, NULL);
        if (!(back < v) && !(back > v))
            return;
    }
}

int type_parse_amount(const struct field *f, const struct field_env *env, const struct record *r,
                      const json_t *in, const char *what, struct db_value *ret, struct err *err)
{
    char text[REAL_TEXT];
    if (json_is_string(in))
        return f->type->parse_text(f, env, r, json_str_of(in), ret, err);
    if (!json_is_number(in))
        return type_must(f, err, ERR_INVALID, "%s", what);

    if (json_is_integer(in))
        snprintf(text, sizeof(text), "%" JSON_INTEGER_FORMAT, json_integer_value(in));
    else
        real_text(json_real_value(in), text);
    return f->type->parse_text(f, env, r, str_of(text), ret, err);
}

void type_write_text(const struct field *f, const struct field_env *env, const struct record *r,
                     struct db_value v, struct json *out)
{
    (void)f, (void)env, (void)r;
    json_str(out, v.s);
}

void type_write_int(const struct field *f, const struct field_env *env, const struct record *r,
                    struct db_value v, struct json *out)
{
    (void)f, (void)env, (void)r;
    json_int(out, v.i);
}

void type_schema_text(struct json *out, int64_t max)
{
    json_put_cstr(out, "type", "string");
    json_put_int(out, "maxLength", max > 0 ? max : TYPE_TEXT_BYTES);
}

const char *type_shadow_fold(const struct field *f)
{
    return f->flags & (FIELD_INDEXED | FIELD_GRAMS | FIELD_UNIQUE) ? "fold" : NULL;
}

const char *type_shadow_norm(const struct field *f)
{
    (void)f;
    return "norm";
}

struct db_value type_derive_fold(const struct field *f, const struct field_env *env,
                                 const struct record *r, struct db_value v)
{
    (void)f, (void)r;
    return v.type == DB_NULL ? v : DB_VALUE_TEXT(utf8_fold(env->arena, v.s));
}

struct db_value type_sibling(const struct record *r, const char *name)
{
    if (!r || !name)
        return DB_VALUE_NULL;
    int i = entity_field_index(r->entity, str_of(name));
    return i < 0 ? DB_VALUE_NULL : r->values[i];
}

static utf8proc_int32_t lower(utf8proc_int32_t codepoint, void *data)
{
    (void)data;
    return utf8proc_tolower(codepoint);
}

struct str type_lower(struct arena *a, struct str s)
{
    utf8proc_uint8_t *out = NULL;
    utf8proc_ssize_t n = utf8proc_map_custom((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n,
                                             &out, UTF8PROC_STABLE | UTF8PROC_COMPOSE, lower, NULL);
    struct str lowered = n < 0 ? s : str_dup(a, (struct str){(const char *)out, (size_t)n});
    free(out);
    return lowered;
}
