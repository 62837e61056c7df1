/* longtext: Markdown of many lines, kept as typed but for Windows line ends, which become \n.
 * Too long to compare or sort by; the search index finds its words.
 */
#include "model/types/type.h"

static struct str without_cr(struct arena *a, struct str in)
{
    if (str_find(in, '\r', 0) == in.n)
        return in;
    char *out = arena_alloc(a, in.n);
    size_t n = 0;
    for (size_t i = 0; i < in.n; i++) {
        if (in.p[i] == '\r' && i + 1 < in.n && in.p[i + 1] == '\n')
            continue;
        out[n++] = in.p[i];
    }
    return (struct str){out, n};
}

static int parse_text(const struct field *f, const struct field_env *env, const struct record *r,
                      struct str in, struct db_value *ret, struct err *err)
{
    (void)r;
    struct str s = without_cr(env->arena, in);
    if (type_check_text(f, s, f->max, TYPE_MANY_LINES, err))
        return -1;

    *ret = str_trim(s).n == 0 ? DB_VALUE_NULL : DB_VALUE_TEXT(s);
    return 0;
}

static void schema(const struct field *f, struct json *out)
{
    type_schema_text(out, f->max);
}

const struct field_type type_longtext = {
    .name = "longtext",
    .kind = DB_TEXT,
    .ops = OP_BIT(OP_CONTAINS) | OP_BIT(OP_EMPTY),
    .parse = type_parse_string,
    .parse_text = parse_text,
    .write = type_write_text,
    .schema = schema,
};
