/* Cursors: [hash, phase, value, …] as JSON as base64url. Knows nothing of lists.
 *
 * They are not signed: whoever forges one gets a place in a list they may read anyway, and every
 * value is bound. The hash is there for honest mistakes.
 */
#include "record/cursor.h"

#include "base/json.h"

#include <sodium.h>

enum { CURSOR_MAX = 16384, VARIANT = sodium_base64_VARIANT_URLSAFE_NO_PADDING };

static void write_value(struct json *j, struct db_value v)
{
    if (v.type == DB_IS_TEXT)
        json_str(j, v.s);
    else if (v.type == DB_IS_INT)
        json_int(j, v.i);
    else if (v.type == DB_IS_REAL)
        json_double(j, v.r);
    else
        json_nil(j);
}

struct str cursor_encode(struct arena *a, uint64_t hash, const struct cursor *c)
{
    struct buf b;
    struct json j;

    buf_init(&b, CURSOR_MAX);
    json_init(&j, &b);
    json_array_begin(&j);
    json_int(&j, (int64_t)hash);
    json_int(&j, c->phase);
    for (size_t i = 0; i < c->n; i++)
        write_value(&j, c->values[i]);
    json_array_end(&j);

    size_t room = sodium_base64_ENCODED_LEN(b.n, VARIANT);
    char *text = arena_alloc(a, room);
    sodium_bin2base64(text, room, (const unsigned char *)b.p, b.n, VARIANT);
    buf_release(&b);
    return str_of(text);
}

static bool read_value(struct arena *a, const json_t *in, struct db_value *ret)
{
    *ret = DB_VALUE_NULL;
    if (json_is_string(in))
        *ret = DB_VALUE_TEXT(str_dup(a, json_str_of(in)));
    else if (json_is_integer(in))
        *ret = DB_VALUE_INT(json_integer_value(in));
    else if (json_is_real(in))
        *ret = (struct db_value){.type = DB_IS_REAL, .r = json_real_value(in)};
    return in && !json_is_object(in) && !json_is_array(in) && !json_is_boolean(in);
}

static bool read_tree(struct arena *a, const json_t *in, uint64_t hash, size_t n,
                      struct cursor *ret)
{
    const json_t *whose = json_array_get(in, 0), *phase = json_array_get(in, 1);

    if (json_array_size(in) != n + 2 || !json_is_integer(whose) || !json_is_integer(phase))
        return false;
    if ((uint64_t)json_integer_value(whose) != hash)
        return false;
    if (json_integer_value(phase) != 0 && json_integer_value(phase) != 1)
        return false;
    *ret = (struct cursor){.phase = (int)json_integer_value(phase), .n = n};
    for (size_t i = 0; i < n; i++)
        if (!read_value(a, json_array_get(in, i + 2), &ret->values[i]))
            return false;
    return true;
}

static bool read_text(struct arena *a, struct str text, uint64_t hash, size_t n, struct cursor *ret)
{
    struct err fault = {.code = ERR_NONE};
    unsigned char *bytes = arena_alloc(a, text.n);
    size_t got = 0;
    json_t *tree;

    if (text.n > CURSOR_MAX * 2 || n > CURSOR_VALUES_MAX)
        return false;
    if (sodium_base642bin(bytes, text.n, text.p, text.n, NULL, &got, NULL, VARIANT))
        return false;
    if (json_parse((struct str){(const char *)bytes, got}, &tree, &fault))
        return false;

    bool ok = read_tree(a, tree, hash, n, ret);
    json_decref(tree);
    return ok;
}

int cursor_decode(struct arena *a, struct str text, uint64_t hash, size_t n, struct cursor *ret,
                  struct err *err)
{
    struct cursor c;

    if (!read_text(a, text, hash, n, &c)) {
        err->in_query = true;
        return err_set(err, ERR_BAD_CURSOR, "cursor",
                       "must come from this list, with the same filter and sort");
    }
    *ret = c;
    return 0;
}
