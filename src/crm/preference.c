/* Preferences: what a person has chosen about how the page looks here, one JSON object each. The
 * page owns what is in it; nobody else sees it.
 */
#include <stdlib.h>
#include <string.h>

#include "crm/private.h"

enum { VALUES_MAX = 64 * 1024 };

/* Text as stored, STR_NONE without any. */
static int read_values(struct record_ctx *ctx, struct str *ret_values, int64_t *ret_updated_at,
                       struct err *err)
{
    struct db_stmt *s;
    if (db_query(ctx->db, "SELECT content, updated_at FROM preference WHERE user_id = ?",
                 DB_ARGS(DB_VALUE_INT(ctx->who.user_id)), &s, err))
        return -1;
    int got = db_step(s, err);
    *ret_values = got == 1 ? str_dup(ctx->arena, db_column_str(s, 0)) : STR_NONE;
    *ret_updated_at = got == 1 ? db_column_int(s, 1) : 0;
    db_done(s);
    return got < 0 ? -1 : 0;
}

static void write_values(struct str values, int64_t updated_at, struct json *out)
{
    json_object_begin(out);
    json_key(out, "values");
    json_raw(out, values.n ? values : STR("{}"));
    json_key(out, "updated_at");
    if (updated_at)
        json_time(out, updated_at);
    else
        json_nil(out);
    json_object_end(out);
}

int crm_preferences(struct record_ctx *ctx, struct json *out, struct err *err)
{
    struct str values;
    int64_t updated_at;
    if (read_values(ctx, &values, &updated_at, err))
        return -1;
    write_values(values, updated_at, out);
    return 0;
}

/* RFC 7396. */
static void merge(json_t *into, const json_t *patch)
{
    const char *name;
    json_t *v;
    json_object_foreach((json_t *)patch, name, v)
    {
        if (json_is_null(v)) {
            json_object_del(into, name);
        } else if (json_is_object(v)) {
            if (!json_is_object(json_object_get(into, name)))
                json_object_set_new(into, name, json_pack("{}"));
            merge(json_object_get(into, name), v);
        } else {
            json_object_set(into, name, v);
        }
    }
}

static int save(struct change *c, struct str values, struct json *out, struct err *err)
{
    if (values.n > VALUES_MAX)
        return err_set(err, ERR_TOO_LONG, "values",
                       "preferences take %d bytes in all; these would be %zu", VALUES_MAX,
                       values.n);
    c->tx->wrote = true;
    if (db_run(c->ctx.db,
               "INSERT INTO preference(user_id, content, updated_at) VALUES (?, ?, ?) "
               "ON CONFLICT(user_id) DO UPDATE SET content = excluded.content, "
               "updated_at = excluded.updated_at",
               DB_ARGS(DB_VALUE_INT(c->ctx.who.user_id), DB_VALUE_TEXT(values),
                       DB_VALUE_INT(c->tx->now)),
               NULL, err))
        return -1;
    write_values(values, c->tx->now, out);
    return 0;
}

int crm_preferences_merge(struct change *c, const json_t *patch, struct json *out, struct err *err)
{
    struct str before;
    int64_t updated_at;
    json_t *values;
    if (read_values(&c->ctx, &before, &updated_at, err) ||
        json_parse(before.n ? before : STR("{}"), &values, err))
        return -1;
    merge(values, patch);
    char *text = json_dumps(values, JSON_COMPACT);
    int failed = save(c, str_of(text), out, err);
    free(text);
    json_decref(values);
    return failed;
}
