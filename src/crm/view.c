/* Saved views: how somebody wants to see a list. The page owns what is in them.
 *
 * They are no records: nothing of them is searched, listed, counted or kept in the history, so what
 * is private cannot come to light there. Whoever may read the workspace keeps some of their own;
 * what others see too needs the right to write, and another's the right to write what others own.
 */
#include <stdlib.h>
#include <string.h>

#include "auth/policy.h"
#include "crm/private.h"

enum { VIEWS_MAX = 200, CONFIG_MAX = 16 * 1024 };

struct view {
    int64_t id, position, owner_id, created_at, updated_at;
    struct str entity, name, config;
    bool shared;
};

/* --- rows ---------------------------------------------------------------------------------------
 */

/* Somebody's private one is not there for others. */
static void select_seen(struct sql *q, struct record_ctx *ctx)
{
    sql_init(q, ctx->arena, db_driver_of(ctx->db));
    sql_add(q, "SELECT id, entity, name, shared, position, config, owner_id, created_at, "
               "updated_at FROM saved_view WHERE (shared = 1 OR owner_id = ");
    sql_bind_int(q, ctx->who.user_id);
    sql_add(q, ")");
}

static struct view of_row(struct record_ctx *ctx, struct db_stmt *s)
{
    return (struct view){
        .id = db_column_int(s, 0),
        .entity = str_dup(ctx->arena, db_column_str(s, 1)),
        .name = str_dup(ctx->arena, db_column_str(s, 2)),
        .shared = db_column_int(s, 3) != 0,
        .position = db_column_int(s, 4),
        .config = str_dup(ctx->arena, db_column_str(s, 5)),
        .owner_id = db_column_int(s, 6),
        .created_at = db_column_int(s, 7),
        .updated_at = db_column_int(s, 8),
    };
}

static int find(struct record_ctx *ctx, int64_t id, struct view *ret, struct err *err)
{
    struct sql q;
    struct db_stmt *s;
    select_seen(&q, ctx);
    sql_add(&q, " AND id = ");
    sql_bind_int(&q, id);
    if (db_query_sql(ctx->db, &q, &s, err))
        return -1;
    int got = db_step(s, err);
    if (got == 1)
        *ret = of_row(ctx, s);
    db_done(s);
    if (got)
        return got < 0 ? -1 : 0;
    return err_set(err, ERR_NOT_FOUND, NULL, "there is no view %lld", (long long)id);
}

static int save(struct change *c, const struct view *v, struct err *err)
{
    c->tx->wrote = true;
    return db_run(c->ctx.db,
                  "INSERT INTO saved_view(id, entity, name, shared, position, config, owner_id, "
                  "created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
                  "ON CONFLICT(id) DO UPDATE SET name = excluded.name, shared = excluded.shared, "
                  "position = excluded.position, config = excluded.config, "
                  "updated_at = excluded.updated_at",
                  DB_ARGS(DB_VALUE_INT(v->id), DB_VALUE_TEXT(v->entity), DB_VALUE_TEXT(v->name),
                          DB_VALUE_INT(v->shared), DB_VALUE_INT(v->position),
                          DB_VALUE_TEXT(v->config), DB_VALUE_INT(v->owner_id),
                          DB_VALUE_INT(v->created_at), DB_VALUE_INT(v->updated_at)),
                  NULL, err);
}

/* --- answers ------------------------------------------------------------------------------------
 */

static int write_view(struct record_ctx *ctx, const struct view *v, struct json *out,
                      struct err *err)
{
    struct str owner = STR_NONE;
    if (ctx->control && control_user_name(ctx->control, ctx->arena, v->owner_id, &owner, err))
        return -1;
    json_object_begin(out);
    json_put_int(out, "id", v->id);
    json_put_str(out, "entity", v->entity);
    json_put_str(out, "name", v->name);
    json_put_bool(out, "shared", v->shared);
    json_put_int(out, "position", v->position);
    json_key(out, "config");
    json_raw(out, v->config);
    json_put_int(out, "owner_id", v->owner_id);
    json_put_str(out, "owner_name", owner.p ? owner : STR(""));
    json_put_bool(out, "mine", v->owner_id == ctx->who.user_id);
    json_put_time(out, "created_at", v->created_at);
    json_put_time(out, "updated_at", v->updated_at);
    json_object_end(out);
    return 0;
}

int crm_views(struct record_ctx *ctx, const struct entity *e, bool count, struct json *out,
              struct err *err)
{
    int64_t n = 0;
    struct sql q;
    struct db_stmt *s;
    int got;
    select_seen(&q, ctx);
    if (e) {
        sql_add(&q, " AND entity = ");
        sql_bind_text(&q, str_of(e->plural));
    }
    sql_add(&q, " ORDER BY position, id");
    if (db_query_sql(ctx->db, &q, &s, err))
        return -1;
    json_object_begin(out);
    json_key(out, "data");
    json_array_begin(out);
    for (; (got = db_step(s, err)) == 1; n++) {
        struct view v = of_row(ctx, s);
        if ((got = write_view(ctx, &v, out, err)) < 0)
            break;
    }
    db_done(s);
    json_array_end(out);
    json_put_cstr(out, "next", NULL);
    if (count)
        json_put_int(out, "total", n);
    json_object_end(out);
    return got;
}

/* --- input --------------------------------------------------------------------------------------
 */

static int read_name(const json_t *in, struct view *v, struct err *err)
{
    v->name = str_trim(json_str_of(in));
    return v->name.n ? 0 : err_set(err, ERR_REQUIRED, "name", "what shall the view be called?");
}

static int read_config(struct change *c, const json_t *in, struct view *v, struct err *err)
{
    char *text = json_dumps(in, JSON_COMPACT);
    v->config = str_dup(c->ctx.arena, str_of(text));
    free(text);
    return v->config.n <= CONFIG_MAX
               ? 0
               : err_set(err, ERR_TOO_LONG, "config", "a view's config takes %d bytes, this is %zu",
                         CONFIG_MAX, v->config.n);
}

/* What the body names; types are checked already. */
static int read_body(struct change *c, const json_t *body, struct view *v, struct err *err)
{
    const json_t *name = json_object_get(body, "name"), *config = json_object_get(body, "config");
    const json_t *shared = json_object_get(body, "shared");
    const json_t *position = json_object_get(body, "position");
    if (shared)
        v->shared = json_is_true(shared);
    if (position)
        v->position = json_integer_value(position);
    if (name)
        read_name(name, v, err);
    if (config)
        read_config(c, config, v, err);
    return err->code ? -1 : 0;
}

/* What others see, as it was or as it will be. */
static int check_right(struct change *c, const struct view *v, bool shared, struct err *err)
{
    if (v->owner_id != c->ctx.who.user_id)
        return policy_check(&c->ctx.who, ACT_WRITE_ALL, err);
    return policy_check(&c->ctx.who, shared ? ACT_WRITE_OWN : ACT_READ, err);
}

/* --- verbs --------------------------------------------------------------------------------------
 */

/* Behind those that are there. */
static int place(struct change *c, struct view *v, struct err *err)
{
    int64_t n;
    struct db_value mine = DB_VALUE_INT(v->owner_id);
    if (db_query_int(c->ctx.db, "SELECT COUNT(*) FROM saved_view WHERE owner_id = ?", DB_ARGS(mine),
                     0, &n, err) ||
        db_query_int(c->ctx.db,
                     "SELECT MAX(position) + 1 FROM saved_view WHERE owner_id = ? AND entity = ?",
                     DB_ARGS(mine, DB_VALUE_TEXT(v->entity)), 0, &v->position, err))
        return -1;
    if (n >= VIEWS_MAX)
        return err_set(err, ERR_CONFLICT, NULL, "you have %d views here; delete some first",
                       VIEWS_MAX);
    return 0;
}

int crm_view_create(struct change *c, const json_t *body, struct json *out, struct err *err)
{
    const struct entity *e = model_entity_plural(json_str_of(json_object_get(body, "entity")));
    if (!e)
        return err_set(err, ERR_INVALID, "entity",
                       "entity is the plural of a record type: contacts");
    struct view v = {
        .id = space_tx_id(c->tx),
        .entity = str_of(e->plural),
        .owner_id = c->ctx.who.user_id,
        .created_at = c->tx->now,
        .updated_at = c->tx->now,
    };
    return place(c, &v, err) || read_body(c, body, &v, err) || check_right(c, &v, v.shared, err) ||
                   save(c, &v, err) || write_view(&c->ctx, &v, out, err)
               ? -1
               : 0;
}

int crm_view_update(struct change *c, int64_t id, const json_t *body, struct json *out,
                    struct err *err)
{
    struct view v;
    if (find(&c->ctx, id, &v, err))
        return -1;
    bool was_shared = v.shared;
    v.updated_at = c->tx->now > v.updated_at ? c->tx->now : v.updated_at + 1;
    return read_body(c, body, &v, err) || check_right(c, &v, was_shared || v.shared, err) ||
                   save(c, &v, err) || write_view(&c->ctx, &v, out, err)
               ? -1
               : 0;
}

int crm_view_delete(struct change *c, int64_t id, struct err *err)
{
    struct view v;
    if (find(&c->ctx, id, &v, err) || check_right(c, &v, v.shared, err))
        return -1;
    c->tx->wrote = true;
    return db_run(c->ctx.db, "DELETE FROM saved_view WHERE id = ?", DB_ARGS(DB_VALUE_INT(id)), NULL,
                  err);
}
