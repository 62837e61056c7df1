/* json: any object or array, stored as compact text. */
#include "model/types/type.h"

static int store(const struct field *f, const struct field_env *env, const json_t *in,
                 struct db_value *ret, struct err *err)
{
    struct buf b;
    struct json j;
    if (!json_is_object(in) && !json_is_array(in))
        return type_must(f, err, ERR_INVALID, "be an object or an array");

    buf_init(&b, TYPE_TEXT_BYTES);
    json_init(&j, &b);
    json_tree(&j, in);
    bool fits = !b.failed;
    if (fits)
        *ret = DB_VALUE_TEXT(str_dup(env->arena, buf_str(&b)));
    buf_release(&b);
    return fits ? 0 : type_must(f, err, ERR_TOO_LONG, "be at most %d bytes", TYPE_TEXT_BYTES);
}

static int parse(const struct field *f, const struct field_env *env, const struct record *r,
                 const json_t *in, struct db_value *ret, struct err *err)
{
    (void)r;
    return store(f, env, in, ret, err);
}

static int parse_text(const struct field *f, const struct field_env *env, const struct record *r,
                      struct str in, struct db_value *ret, struct err *err)
{
    (void)r;
    struct err fault = {0};
    json_t *tree = NULL;
    if (str_trim(in).n == 0) {
        *ret = DB_VALUE_NULL;
        return 0;
    }
    if (json_parse(in, &tree, &fault))
        return type_must(f, err, ERR_INVALID, "be JSON: %s", err_message(&fault));

    int rc = store(f, env, tree, ret, err);
    json_decref(tree);
    return rc;
}

static void write(const struct field *f, const struct field_env *env, const struct record *r,
                  struct db_value v, struct json *out)
{
    (void)f, (void)env, (void)r;
    json_raw(out, v.s);
}

static void schema(const struct field *f, struct json *out)
{
    (void)f;
    json_key(out, "type");
    json_array_begin(out);
    json_cstr(out, "object");
    json_cstr(out, "array");
    json_array_end(out);
}

const struct field_type type_json = {
    .name = "json",
    .kind = DB_TEXT,
    .ops = OP_BIT(OP_EMPTY),
    .parse = parse,
    .parse_text = parse_text,
    .write = write,
    .schema = schema,
};
