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

static void put_id_or_null(struct json *out, const char *key, int64_t id)
{
    json_key(out, key);
    if (id)
        json_int(out, id);
    else
        json_nil(out);
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
bool history_may_read(struct record_ctx *ctx, const struct entity *e)
{
    if (ctx->who.kind != PRINCIPAL_KEY)
        return true;
    return e && principal_has_scope(&ctx->who, arena_printf(ctx->arena, "read:%s", e->plural));
}

/* The records of the events of a page, in their order; NULL: they are not shown. */
struct shown {
    struct str *records;
    size_t at;
};

static void write_record(struct shown *shown, struct json *out)
{
    struct str record = shown->records[shown->at++];
    json_key(out, "record");
    if (record.n)
        json_raw(out, record);
    else
        json_nil(out);
}

static void write_event(struct record_ctx *ctx, struct db_stmt *s, struct shown *shown,
                        struct json *out)
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
    put_id_or_null(out, "undone_by", db_column_int(s, 10));
    json_key(out, "changes");
    write_changes(ctx, e, history_may_read(ctx, e) ? db_column_str(s, 6) : STR_NONE, out);
    if (shown)
        write_record(shown, out);
    json_object_end(out);
}

static const char event_columns[] =
    "SELECT e.id, e.change_id, e.at, e.entity, e.record_id, e.type, e.changes, "
    "c.actor_kind, c.actor_id, c.request_id, c.undone_by "
    "FROM event e JOIN change_set c ON c.id = e.change_id WHERE 1 = 1";
static const char subject_columns[] =
    "SELECT e.id, e.entity, e.record_id "
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

static void event_where(struct sql *q, const struct event_query *x)
{
    where_record(q, x);
    where_str(q, " AND e.entity = ", x->entity ? str_of(x->entity->name) : STR_NONE);
    where_str(q, " AND e.type = ", x->type);
    where_str(q, " AND c.actor_kind = ", str_of(x->actor_kind));
    where_int(q, " AND c.actor_id = ", x->actor_id);
    where_int(q, " AND e.at >= ", x->since);
    where_int(q, " AND e.change_id = ", x->change_id);
    where_int(q, " AND e.id < ", x->after_id);
}

static void event_sql(struct sql *q, const char *columns, const struct event_query *x)
{
    sql_add(q, columns);
    event_where(q, x);
    sql_add(q, " ORDER BY e.id DESC LIMIT ");
    sql_bind_int(q, x->limit + 1);
}

/* Writes up to limit events as `key`, then the cursor: the last id, when there is more. */
static int write_events(struct record_ctx *ctx, const struct sql *q, int64_t limit, const char *key,
                        struct shown *shown, struct json *out, struct err *err)
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
        write_event(ctx, s, shown, out);
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

/* What hangs on the record that is asked about, and happened there. */
static int collect_subjects(struct record_ctx *ctx, const struct event_query *x,
                            struct event_subject *ret, size_t *ret_n, struct err *err)
{
    struct sql q;
    struct db_stmt *s;
    int got = 0;
    size_t n = 0;
    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    event_sql(&q, subject_columns, x);
    if (db_query_sql(ctx->db, &q, &s, err))
        return -1;
    while (n < (size_t)x->limit && (got = db_step(s, err)) == 1) {
        int64_t id = db_column_int(s, 2);
        const struct entity *e = id == x->record_id ? NULL : model_entity(db_column_str(s, 1));
        ret[n++] = (struct event_subject){e, id};
    }
    db_done(s);
    *ret_n = n;
    return got < 0 ? -1 : 0;
}

static int load_shown(struct record_ctx *ctx, const struct event_query *x, struct shown *ret,
                      struct err *err)
{
    struct event_subject *subjects = arena_array(ctx->arena, (size_t)x->limit, sizeof *subjects);
    size_t n;
    *ret =
        (struct shown){.records = arena_array(ctx->arena, (size_t)x->limit, sizeof *ret->records)};
    return collect_subjects(ctx, x, subjects, &n, err) ||
                   event_records(ctx, subjects, n, ret->records, err)
               ? -1
               : 0;
}

static int write_total(struct record_ctx *ctx, const struct sql *q, struct json *out,
                       struct err *err)
{
    int64_t total;
    if (db_query_int_sql(ctx->db, q, 0, &total, err))
        return -1;
    json_put_int(out, "total", total);
    return 0;
}

static int write_event_total(struct record_ctx *ctx, const struct event_query *x, struct json *out,
                             struct err *err)
{
    struct event_query whole = *x;
    struct sql q;
    whole.after_id = 0;
    whole.limit = INT64_MAX - 1;
    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    sql_add(&q, "SELECT COUNT(*) FROM event e JOIN change_set c ON c.id = e.change_id WHERE 1 = 1");
    event_where(&q, &whole);
    return write_total(ctx, &q, out, err);
}

int event_list(struct record_ctx *ctx, const struct event_query *x, struct json *out,
               struct err *err)
{
    struct sql q;
    struct shown shown;
    if (x->with_children && load_shown(ctx, x, &shown, err))
        return -1;
    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    event_sql(&q, event_columns, x);
    json_object_begin(out);
    int failed =
        write_events(ctx, &q, x->limit, "data", x->with_children ? &shown : NULL, out, err) ||
        (x->count && write_event_total(ctx, x, out, err));
    json_object_end(out);
    return failed ? -1 : 0;
}

/* --- change sets --------------------------------------------------------------------------------
 */

struct change_row {
    int64_t id, at, n_events, undo_of, undone_by, actor_id;
    struct str label, request_id, actor_kind; /* p NULL: none */
    bool open;
};

static const char change_columns[] =
    "SELECT id, at, n_events, undo_of, undone_by, actor_id, label, request_id, actor_kind, "
    "joinable FROM change_set";

static struct str text_or_none(struct record_ctx *ctx, struct db_stmt *s, int column)
{
    return db_column_null(s, column) ? STR_NONE : str_dup(ctx->arena, db_column_str(s, column));
}

static struct change_row change_of_row(struct record_ctx *ctx, struct db_stmt *s)
{
    return (struct change_row){
        .id = db_column_int(s, 0),
        .at = db_column_int(s, 1),
        .n_events = db_column_int(s, 2),
        .undo_of = db_column_int(s, 3),
        .undone_by = db_column_int(s, 4),
        .actor_id = db_column_int(s, 5),
        .label = text_or_none(ctx, s, 6),
        .request_id = text_or_none(ctx, s, 7),
        .actor_kind = text_or_none(ctx, s, 8),
        .open = db_column_int(s, 9) != 0,
    };
}

static void put_str_or_null(struct json *out, const char *key, struct str v)
{
    json_key(out, key);
    if (v.p)
        json_str(out, v);
    else
        json_nil(out);
}

static int write_change_members(struct record_ctx *ctx, const struct change_row *c,
                                struct json *out, struct err *err)
{
    struct str summary;
    if (change_summary(ctx, c->id, c->n_events, &summary, err))
        return -1;
    json_put_int(out, "id", c->id);
    json_put_time(out, "at", c->at);
    put_str_or_null(out, "label", c->label);
    json_put_int(out, "n_events", c->n_events);
    put_id_or_null(out, "undo_of", c->undo_of);
    put_id_or_null(out, "undone_by", c->undone_by);
    put_str_or_null(out, "request_id", c->request_id);
    history_write_actor(ctx, "kind", c->actor_kind, c->actor_id, out);
    json_put_bool(out, "open", c->open);
    json_key(out, "summary");
    json_raw(out, summary);
    return 0;
}

/* At most max; all of them, before anything else is asked. */
static int collect_changes(struct record_ctx *ctx, const struct sql *q, size_t max,
                           struct change_row **ret, size_t *ret_n, struct err *err)
{
    struct db_stmt *s;
    int got = 0;
    *ret = arena_array(ctx->arena, max, sizeof **ret);
    *ret_n = 0;
    if (db_query_sql(ctx->db, q, &s, err))
        return -1;
    while (*ret_n < max && (got = db_step(s, err)) == 1)
        (*ret)[(*ret_n)++] = change_of_row(ctx, s);
    db_done(s);
    return got < 0 ? -1 : 0;
}

static void changes_where(struct sql *q, const struct change_query *x)
{
    sql_add(q, " WHERE id < ");
    sql_bind_int(q, x->before_id ? x->before_id : INT64_MAX);
    where_str(q, " AND actor_kind = ", str_of(x->actor_kind));
    where_int(q, " AND actor_id = ", x->actor_id);
    where_int(q, " AND at >= ", x->since);
}

static void changes_sql(struct sql *q, const struct change_query *x)
{
    sql_add(q, change_columns);
    changes_where(q, x);
    sql_add(q, " ORDER BY id DESC LIMIT ");
    sql_bind_int(q, x->limit + 1);
}

static int write_change_total(struct record_ctx *ctx, const struct change_query *x,
                              struct json *out, struct err *err)
{
    struct change_query whole = *x;
    struct sql q;
    whole.before_id = 0;
    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    sql_add(&q, "SELECT COUNT(*) FROM change_set");
    changes_where(&q, &whole);
    return write_total(ctx, &q, out, err);
}

int change_list(struct record_ctx *ctx, const struct change_query *x, struct json *out,
                struct err *err)
{
    struct sql q;
    struct change_row *rows;
    size_t n, limit = (size_t)x->limit;
    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    changes_sql(&q, x);
    if (collect_changes(ctx, &q, limit + 1, &rows, &n, err))
        return -1;
    json_object_begin(out);
    json_key(out, "data");
    json_array_begin(out);
    for (size_t i = 0; i < n && i < limit; i++) {
        json_object_begin(out);
        if (write_change_members(ctx, &rows[i], out, err))
            return -1;
        json_object_end(out);
    }
    json_array_end(out);
    put_str_or_null(out, "next",
                    n > limit
                        ? str_of(arena_printf(ctx->arena, "%lld", (long long)rows[limit - 1].id))
                        : STR_NONE);
    if (x->count && write_change_total(ctx, x, out, err))
        return -1;
    json_object_end(out);
    return 0;
}

static int write_change_events(struct record_ctx *ctx, int64_t id, const struct event_query *page,
                               struct json *out, struct err *err)
{
    struct event_query x = {.change_id = id, .after_id = page->after_id, .limit = page->limit};
    struct sql q;
    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    event_sql(&q, event_columns, &x);
    return write_events(ctx, &q, x.limit, "events", NULL, out, err);
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
    struct sql q;
    struct change_row *row;
    size_t n;
    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    sql_add(&q, change_columns);
    sql_add(&q, " WHERE id = ");
    sql_bind_int(&q, id);
    if (collect_changes(ctx, &q, 1, &row, &n, err))
        return -1;
    if (!n)
        return err_set(err, ERR_NOT_FOUND, NULL, "there is no change set %lld", (long long)id);
    json_object_begin(out);
    if (write_change_members(ctx, row, out, err) ||
        (page && write_change_events(ctx, id, page, out, err)))
        return -1;
    json_object_end(out);
    return 0;
}
