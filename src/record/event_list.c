/* History as answers: events, timelines, change sets. Newest first, keyset by id. */
#include <stdio.h>

#include "auth/key.h"
#include "record/private.h"

/* Stored values as spoken ones; a field that is no more is shown as it was stored. */
static void write_value(struct record_ctx *ctx, const struct entity *e, const char *name,
                        const json_t *v, struct json *out)
{
    const struct field *f = e ? entity_field(e, str_of(name)) : NULL;
    if (str_is(str_of(name), "trashed_at") || str_is(str_of(name), "created_at") ||
        str_is(str_of(name), "updated_at")) {
        if (json_is_integer(v))
            json_time(out, json_integer_value(v));
        else
            json_nil(out);
    } else if (f && !f->type->collection && !json_is_null(v)) {
        struct record blank = {
            .entity = e,
            .values = arena_array(ctx->arena, e->n_fields, sizeof(struct db_value)),
        };
        f->type->write(f, &ctx->env, &blank, value_from_json(v), out);
    } else {
        json_tree(out, v);
    }
}

static void write_row(struct record_ctx *ctx, const struct entity *e, const json_t *row,
                      struct json *out)
{
    const char *name;
    json_t *v;
    json_object_begin(out);
    json_object_foreach((json_t *)row, name, v)
    {
        json_key(out, name);
        write_value(ctx, e, name, v, out);
    }
    json_object_end(out);
}

static void write_changes(struct record_ctx *ctx, const struct entity *e, struct str text,
                          struct json *out)
{
    struct err ignored = {0};
    json_t *tree = NULL;
    json_object_begin(out);
    if (text.n && json_parse(text, &tree, &ignored) == 0) {
        const char *name;
        json_t *pair;
        json_object_foreach(tree, name, pair)
        {
            if (!json_is_array(pair)) {
                /* A removal's full row is shown as the state before. */
                json_key(out, name);
                write_row(ctx, e, pair, out);
                continue;
            }
            json_key(out, name);
            json_object_begin(out);
            json_key(out, "before");
            write_value(ctx, e, name, json_array_get(pair, 0), out);
            json_key(out, "after");
            write_value(ctx, e, name, json_array_get(pair, 1), out);
            json_object_end(out);
        }
        json_decref(tree);
    }
    json_object_end(out);
}

/* What people know them by. A name that cannot be had is no reason to show no history. */
static struct str actor_name(struct record_ctx *ctx, struct str kind, int64_t id)
{
    struct err ignored = {0};
    struct str name = STR_NONE;
    if (ctx->control && str_is(kind, "user"))
        control_user_name(ctx->control, ctx->arena, id, &name, &ignored);
    else if (ctx->control && str_is(kind, "key"))
        key_name(ctx->control, ctx->arena, id, &name, &ignored);
    return name;
}

void history_write_actor(struct record_ctx *ctx, const char *kind_key, struct str kind, int64_t id,
                         struct json *out)
{
    struct str name = actor_name(ctx, kind, id);
    json_key(out, "actor");
    json_object_begin(out);
    json_put_str(out, kind_key, kind);
    json_put_int(out, "id", id);
    json_key(out, "name");
    if (name.n)
        json_str(out, name);
    else
        json_nil(out);
    json_object_end(out);
}

static void write_actor(struct record_ctx *ctx, struct db_stmt *s, int kind, struct json *out)
{
    history_write_actor(ctx, "kind", db_column_str(s, kind), db_column_int(s, kind + 1), out);
}

static void put_nullable_int(struct db_stmt *s, int column, const char *key, struct json *out)
{
    json_key(out, key);
    if (db_column_null(s, column))
        json_nil(out);
    else
        json_int(out, db_column_int(s, column));
}

static void put_nullable_str(struct db_stmt *s, int column, const char *key, struct json *out)
{
    json_key(out, key);
    if (db_column_null(s, column))
        json_nil(out);
    else
        json_str(out, db_column_str(s, column));
}

/* What a record holds is told to those who may read such records. */
static bool may_read(struct record_ctx *ctx, const struct entity *e)
{
    if (ctx->who.kind != PRINCIPAL_KEY)
        return true;
    return e && principal_has_scope(&ctx->who, arena_printf(ctx->arena, "read:%s", e->plural));
}

static void write_event(struct record_ctx *ctx, struct db_stmt *s, struct json *out)
{
    const struct entity *e = model_entity(db_column_str(s, 3));
    json_object_begin(out);
    json_put_int(out, "id", db_column_int(s, 0));
    json_put_int(out, "change_id", db_column_int(s, 1));
    json_put_time(out, "at", db_column_int(s, 2));
    json_put_str(out, "entity_type", db_column_str(s, 3));
    json_put_int(out, "entity_id", db_column_int(s, 4));
    json_put_str(out, "type", db_column_str(s, 5));
    write_actor(ctx, s, 7, out);
    put_nullable_str(s, 9, "request_id", out);
    json_key(out, "changes");
    write_changes(ctx, e, may_read(ctx, e) ? db_column_str(s, 6) : STR_NONE, out);
    json_object_end(out);
}

static const char event_columns[] =
    "SELECT e.id, e.change_id, e.at, e.entity, e.record_id, e.type, e.changes, "
    "c.actor_kind, c.actor_id, c.request_id "
    "FROM event e JOIN change_set c ON c.id = e.change_id WHERE 1 = 1";

/* A timeline's events are its record's own and those that are about it; each side is an index
 * walk of its own, cut at the page, so that a long history costs no more than a short one. */
static void where_record(struct sql *q, const struct event_query *x)
{
    if (!x->record_id)
        return;
    if (!x->with_children) {
        sql_add(q, " AND e.record_id = ");
        sql_bind_int(q, x->record_id);
        return;
    }
    int64_t below = x->after_id ? x->after_id : INT64_MAX;
    sql_add(q, " AND e.id IN (SELECT id FROM (SELECT id FROM event WHERE record_id = ");
    sql_bind_int(q, x->record_id);
    sql_add(q, " AND id < ");
    sql_bind_int(q, below);
    sql_add(q, " ORDER BY id DESC LIMIT ");
    sql_bind_int(q, x->limit + 1);
    sql_add(q, ") AS own UNION SELECT event_id FROM (SELECT event_id FROM event_about "
               "WHERE record_id = ");
    sql_bind_int(q, x->record_id);
    sql_add(q, " AND event_id < ");
    sql_bind_int(q, below);
    sql_add(q, " ORDER BY event_id DESC LIMIT ");
    sql_bind_int(q, x->limit + 1);
    sql_add(q, ") AS near)");
}

static void where_int(struct sql *q, const char *condition, int64_t v)
{
    if (!v)
        return;
    sql_add(q, condition);
    sql_bind_int(q, v);
}

static void where_str(struct sql *q, const char *condition, struct str v)
{
    if (!v.n)
        return;
    sql_add(q, condition);
    sql_bind_text(q, v);
}

static void event_sql(struct sql *q, const struct event_query *x)
{
    sql_add(q, event_columns);
    where_record(q, x);
    where_str(q, " AND e.entity = ", x->entity ? str_of(x->entity->name) : STR_NONE);
    where_str(q, " AND e.type = ", x->type);
    where_str(q, " AND c.actor_kind = ", str_of(x->actor_kind));
    where_int(q, " AND c.actor_id = ", x->actor_id);
    where_int(q, " AND e.at >= ", x->since);
    where_int(q, " AND e.change_id = ", x->change_id);
    where_int(q, " AND e.id < ", x->after_id);
    sql_add(q, " ORDER BY e.id DESC LIMIT ");
    sql_bind_int(q, x->limit + 1);
}

/* Writes up to limit rows by `write` as `key`, then the cursor: the last id, when there is more. */
static int write_keyset(struct record_ctx *ctx, const struct sql *q, int64_t limit, const char *key,
                        void (*write)(struct record_ctx *, struct db_stmt *, struct json *),
                        struct json *out, struct err *err)
{
    struct db_stmt *s;
    if (db_query_sql(ctx->db, q, &s, err))
        return -1;
    int64_t n = 0, last = 0;
    bool more = false;
    int got;
    json_key(out, key);
    json_array_begin(out);
    while ((got = db_step(s, err)) == 1) {
        if (n++ == limit) {
            more = true;
            break;
        }
        last = db_column_int(s, 0);
        write(ctx, s, out);
    }
    db_done(s);
    json_array_end(out);
    json_key(out, "next");
    if (more) {
        char cursor[24];
        snprintf(cursor, sizeof cursor, "%lld", (long long)last);
        json_cstr(out, cursor);
    } else {
        json_nil(out);
    }
    return got < 0 ? -1 : 0;
}

int event_list(struct record_ctx *ctx, const struct event_query *x, struct json *out,
               struct err *err)
{
    struct sql q;
    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    event_sql(&q, x);
    json_object_begin(out);
    int failed = write_keyset(ctx, &q, x->limit, "data", write_event, out, err);
    json_object_end(out);
    return failed;
}

/* --- change sets --------------------------------------------------------------------------------
 */

static const char change_columns[] =
    "SELECT id, at, label, n_events, undo_of, undone_by, request_id, actor_kind, actor_id, "
    "joinable FROM change_set";

static void write_change_members(struct record_ctx *ctx, struct db_stmt *s, struct json *out)
{
    json_put_int(out, "id", db_column_int(s, 0));
    json_put_time(out, "at", db_column_int(s, 1));
    put_nullable_str(s, 2, "label", out);
    json_put_int(out, "n_events", db_column_int(s, 3));
    put_nullable_int(s, 4, "undo_of", out);
    put_nullable_int(s, 5, "undone_by", out);
    put_nullable_str(s, 6, "request_id", out);
    write_actor(ctx, s, 7, out);
    json_put_bool(out, "open", db_column_int(s, 9) != 0);
}

static void write_change(struct record_ctx *ctx, struct db_stmt *s, struct json *out)
{
    json_object_begin(out);
    write_change_members(ctx, s, out);
    json_object_end(out);
}

int change_list(struct record_ctx *ctx, int64_t before_id, int64_t limit, struct json *out,
                struct err *err)
{
    struct sql q;
    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    sql_add(&q, change_columns);
    sql_add(&q, " WHERE id < ");
    sql_bind_int(&q, before_id ? before_id : INT64_MAX);
    sql_add(&q, " ORDER BY id DESC LIMIT ");
    sql_bind_int(&q, limit + 1);
    json_object_begin(out);
    int failed = write_keyset(ctx, &q, limit, "data", write_change, out, err);
    json_object_end(out);
    return failed;
}

static int write_change_events(struct record_ctx *ctx, int64_t id, const struct event_query *page,
                               struct json *out, struct err *err)
{
    struct event_query x = {.change_id = id, .after_id = page->after_id, .limit = page->limit};
    struct sql q;
    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    event_sql(&q, &x);
    return write_keyset(ctx, &q, x.limit, "events", write_event, out, err);
}

int change_entities(struct record_ctx *ctx, int64_t id, const struct entity ***ret, size_t *ret_n,
                    struct err *err)
{
    struct db_stmt *s;
    size_t all, n = 0;
    int got;
    model_entities(&all);
    *ret = arena_array(ctx->arena, all, sizeof **ret);
    if (db_query(ctx->db, "SELECT DISTINCT entity FROM event WHERE change_id = ?",
                 DB_ARGS(DB_VALUE_INT(id)), &s, err))
        return -1;
    while ((got = db_step(s, err)) == 1) {
        const struct entity *e = model_entity(db_column_str(s, 0));
        if (e)
            (*ret)[n++] = e;
    }
    db_done(s);
    *ret_n = n;
    return got;
}

int change_get(struct record_ctx *ctx, int64_t id, const struct event_query *page, struct json *out,
               struct err *err)
{
    struct db_stmt *s;
    struct sql q;
    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    sql_add(&q, change_columns);
    sql_add(&q, " WHERE id = ");
    sql_bind_int(&q, id);
    if (db_query_sql(ctx->db, &q, &s, err))
        return -1;
    int got = db_step(s, err);
    if (got == 1) {
        json_object_begin(out);
        write_change_members(ctx, s, out);
    }
    db_done(s);
    if (got != 1)
        return got < 0 ? -1
                       : err_set(err, ERR_NOT_FOUND, NULL, "there is no change set %lld",
                                 (long long)id);
    if (page && write_change_events(ctx, id, page, out, err))
        return -1;
    json_object_end(out);
    return 0;
}
