/* Links from an activity or a task to the records it is about: lists in, rows of link_of out. */
#include "record/private.h"

enum { LINKS_MAX = 200 };

static int link_parse(const json_t *in, struct link *ret, struct err *err)
{
    const json_t *type = json_object_get(in, "entity_type");
    const json_t *id = json_object_get(in, "entity_id");
    if (!json_is_string(type) || !json_is_integer(id) || json_object_size(in) != 2)
        return err_set(err, ERR_INVALID, "links",
                       "each link is {\"entity_type\":\"contact\",\"entity_id\":123}");
    ret->entity = model_entity(json_str_of(type));
    ret->id = json_integer_value(id);
    for (const char *const *s = model_subjects; *s; s++)
        if (str_is(json_str_of(type), *s))
            return 0;
    return err_set(err, ERR_INVALID, "links", "there is no record type %s to link to",
                   json_string_value(type));
}

static bool link_listed(const struct link *links, size_t n, const struct link *x)
{
    for (size_t i = 0; i < n; i++)
        if (links[i].id == x->id && links[i].entity == x->entity)
            return true;
    return false;
}

static int link_exists(struct change *c, const struct link *x, struct err *err)
{
    struct record *r;
    if (record_find(&c->ctx, x->entity, x->id, &r, err))
        return -1;
    return r ? 0
             : err_set(err, ERR_BAD_REFERENCE, "links", "there is no %s %lld", x->entity->name,
                       (long long)x->id);
}

int links_parse(struct change *c, const json_t *in, const struct link **ret, size_t *ret_n,
                struct err *err)
{
    size_t count = json_is_null(in) ? 0 : json_array_size(in);
    if (!json_is_null(in) && !json_is_array(in))
        return err_set(err, ERR_INVALID, "links", "links is a list of records");
    if (count > LINKS_MAX)
        return err_set(err, ERR_TOO_LONG, "links", "at most %d links", LINKS_MAX);

    struct link *links = arena_array(c->ctx.arena, count + 1, sizeof *links);
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        struct link x;
        if (link_parse(json_array_get(in, i), &x, err) || link_exists(c, &x, err))
            return -1;
        if (!link_listed(links, n, &x))
            links[n++] = x;
    }
    *ret = links;
    *ret_n = n;
    return 0;
}

int links_of(struct record_ctx *ctx, int64_t id, const struct link **ret, size_t *ret_n,
             struct err *err)
{
    struct db_stmt *s;
    if (db_query(ctx->db, "SELECT target, target_id FROM link_of WHERE record_id = ? ORDER BY pos",
                 DB_ARGS(DB_VALUE_INT(id)), &s, err))
        return -1;
    struct link *links = arena_array(ctx->arena, LINKS_MAX, sizeof *links);
    size_t n = 0;
    int got = 0;
    while (n < LINKS_MAX && (got = db_step(s, err)) == 1)
        links[n++] =
            (struct link){.entity = model_entity(db_column_str(s, 0)), .id = db_column_int(s, 1)};
    db_done(s);
    *ret = links;
    *ret_n = n;
    return got < 0 ? -1 : 0;
}

/* All of them are written again: they are few, and their order counts. */
int links_sync(struct change *c, struct mutation *m, struct err *err)
{
    if (db_post(c->ctx.db, "DELETE FROM link_of WHERE record_id = ?",
                DB_ARGS(DB_VALUE_INT(m->new->id)), err))
        return -1;
    for (size_t i = 0; i < m->n_links; i++)
        if (db_post(c->ctx.db,
                    "INSERT INTO link_of(record_id, target_id, entity, target, pos) "
                    "VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    DB_ARGS(DB_VALUE_INT(m->new->id), DB_VALUE_INT(m->links[i].id),
                            DB_VALUE_TEXT(str_of(m->entity->name)),
                            DB_VALUE_TEXT(str_of(m->links[i].entity->name)),
                            DB_VALUE_INT((int64_t)i)),
                    err))
            return -1;
    return 0;
}

/* One holder: the same links without the target, as an update of its own. */
static int link_drop(struct change *c, const struct entity *e, int64_t id, int64_t target,
                     struct err *err)
{
    struct record *r;
    const struct link *links;
    size_t n, kept = 0;
    if (record_get(&c->ctx, e, id, &r, err) || links_of(&c->ctx, id, &links, &n, err))
        return -1;
    struct link *rest = arena_array(c->ctx.arena, n + 1, sizeof *rest);
    for (size_t i = 0; i < n; i++)
        if (links[i].id != target)
            rest[kept++] = links[i];
    struct mutation *m = mutation_new(c, MUTATION_UPDATE, e, r);
    m->links = rest;
    m->n_links = kept;
    return mutation_apply(c, m, err);
}

int holders_of(struct change *c, const char *sql, int64_t id, struct link **ret, size_t *ret_n,
               struct err *err)
{
    struct db_stmt *s;
    if (db_query(c->ctx.db, sql, DB_ARGS(DB_VALUE_INT(id)), &s, err))
        return -1;
    struct link *holders = NULL;
    size_t n = 0, room = 0;
    int got;
    while ((got = db_step(s, err)) == 1) {
        if (n == room) {
            size_t more = room ? room * 2 : 8;
            holders =
                arena_grow(c->ctx.arena, holders, room * sizeof *holders, more * sizeof *holders);
            room = more;
        }
        holders[n++] =
            (struct link){.entity = model_entity(db_column_str(s, 0)), .id = db_column_int(s, 1)};
    }
    db_done(s);
    *ret = holders;
    *ret_n = n;
    return got < 0 ? -1 : 0;
}

int links_release(struct change *c, int64_t target, struct err *err)
{
    struct link *holders;
    size_t n;
    if (holders_of(c, "SELECT entity, record_id FROM link_of WHERE target_id = ?", target, &holders,
                   &n, err))
        return -1;
    struct scratch scratch;
    int failed = 0;
    scratch_begin(c, &scratch);
    for (size_t i = 0; i < n && !failed; i++) {
        failed = link_drop(c, holders[i].entity, holders[i].id, target, err);
        scratch_next(c, &scratch);
    }
    scratch_end(c, &scratch);
    return failed;
}

bool links_equal(const struct link *a, size_t n_a, const struct link *b, size_t n_b)
{
    bool same = n_a == n_b;
    for (size_t i = 0; same && i < n_a; i++)
        same = a[i].id == b[i].id && a[i].entity == b[i].entity;
    return same;
}

json_t *links_json(const struct link *links, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, json_pack("{s:s,s:I}", "entity_type", links[i].entity->name,
                                              "entity_id", (json_int_t)links[i].id));
    return list;
}
