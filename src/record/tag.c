/* Tags on records: names in, rows of tag_of out, and back.
 *
 * A name is found by its folded form, so "VIP" and "vip" are one tag; the spelling of whoever came
 * first stays. A tag that is new is put into the library without an event of its own: an undo
 * takes it off the record and leaves the library alone.
 */
#include "base/utf8.h"
#include "record/private.h"

enum { TAG_NAME_MAX = 100 };

/* A tag is one line of text; errors name the field that carries them. */
static const struct field tag_field = {.name = "tags", .type = &type_text, .max = TAG_NAME_MAX};

static bool tag_listed(const struct str *tags, size_t n, struct arena *a, struct str name)
{
    struct str folded = utf8_fold(a, name);
    for (size_t i = 0; i < n; i++)
        if (str_eq(utf8_fold(a, tags[i]), folded))
            return true;
    return false;
}

int tags_parse(struct change *c, const json_t *in, const struct str **ret, size_t *ret_n,
               struct err *err)
{
    if (json_is_null(in)) {
        *ret = arena_alloc(c->ctx.arena, 0);
        *ret_n = 0;
        return 0;
    }
    if (!json_is_array(in))
        return err_set(err, ERR_INVALID, "tags", "tags is a list of names, like [\"vip\"]");
    if (json_array_size(in) > TAGS_MAX)
        return err_set(err, ERR_TOO_LONG, "tags", "a record carries at most %d tags", TAGS_MAX);

    struct str *tags = arena_array(c->ctx.arena, json_array_size(in) + 1, sizeof *tags);
    size_t n = 0;
    for (size_t i = 0; i < json_array_size(in); i++) {
        const json_t *item = json_array_get(in, i);
        if (!json_is_string(item))
            return err_set(err, ERR_INVALID, "tags", "each tag is a text");
        struct db_value name;
        if (type_text.parse_text(&tag_field, &c->ctx.env, NULL, json_str_of(item), &name, err))
            return -1;
        if (name.type == DB_NULL)
            return err_set(err, ERR_INVALID, "tags", "a tag cannot be empty");
        if (!tag_listed(tags, n, c->ctx.arena, name.s))
            tags[n++] = str_dup(c->ctx.arena, name.s);
    }
    *ret = tags;
    *ret_n = n;
    return 0;
}

int tags_of(struct record_ctx *ctx, int64_t id, const struct str **ret, size_t *ret_n,
            struct err *err)
{
    struct db_stmt *s;
    if (db_query(ctx->db,
                 "SELECT t.name FROM tag_of o JOIN tag t ON t.id = o.tag_id "
                 "WHERE o.record_id = ? ORDER BY t.name_fold",
                 DB_ARGS(DB_VALUE_INT(id)), &s, err))
        return -1;
    struct str *tags = arena_array(ctx->arena, TAGS_MAX, sizeof *tags);
    size_t n = 0;
    int got = 0;
    while (n < TAGS_MAX && (got = db_step(s, err)) == 1)
        tags[n++] = str_dup(ctx->arena, db_column_str(s, 0));
    db_done(s);
    *ret = tags;
    *ret_n = n;
    return got < 0 ? -1 : 0;
}

static int tag_find(struct change *c, struct str name, int64_t *ret_id, struct err *err)
{
    return db_query_int(c->ctx.db, "SELECT id FROM tag WHERE name_fold = ?",
                        DB_ARGS(DB_VALUE_TEXT(utf8_fold(c->ctx.arena, name))), 0, ret_id, err);
}

static int tag_ensure(struct change *c, struct str name, int64_t *ret_id, struct err *err)
{
    if (tag_find(c, name, ret_id, err))
        return -1;
    if (*ret_id)
        return 0;
    struct mutation *m = mutation_new(c, MUTATION_CREATE, &entity_tag, NULL);
    m->new->id = space_tx_id(c->tx);
    mutation_set(m, "name", DB_VALUE_TEXT(name));
    *ret_id = m->new->id;
    return row_insert(c, m->new, err) || counter_apply(&c->ctx, &entity_tag, NULL, m->new, err) ? -1
                                                                                                : 0;
}

int tag_make_way(struct change *c, const struct mutation *m, struct err *err)
{
    struct record *r;
    int64_t id = 0;
    struct str name = utf8_fold(c->ctx.arena, record_text(m->new, "name"));
    if (db_query_int(c->ctx.db,
                     "SELECT id FROM tag WHERE name_fold = ? AND id <> ?"
                     " AND NOT EXISTS (SELECT 1 FROM tag_of WHERE tag_id = tag.id)"
                     " AND NOT EXISTS (SELECT 1 FROM event WHERE record_id = tag.id)",
                     DB_ARGS(DB_VALUE_TEXT(name), DB_VALUE_INT(m->new->id)), 0, &id, err))
        return -1;
    if (!id)
        return 0;
    return record_get(&c->ctx, &entity_tag, id, &r, err) ||
                   counter_apply(&c->ctx, &entity_tag, r, NULL, err) ||
                   row_delete(c, &entity_tag, id, err)
               ? -1
               : 0;
}

/* It is live, and its tags have been counted: what changes of them is. */
static bool tags_counted(const struct mutation *m)
{
    return !m->new->trashed_at && (!m->old || !m->old->trashed_at);
}

static int tag_put(struct change *c, const struct mutation *m, struct str name, struct err *err)
{
    int64_t tag;
    if (tag_ensure(c, name, &tag, err) ||
        (tags_counted(m) && counter_tag(&c->ctx, m->entity, tag, 1, err)))
        return -1;
    return db_post(c->ctx.db,
                   "INSERT INTO tag_of(record_id, tag_id, entity) VALUES (?, ?, ?) "
                   "ON CONFLICT DO NOTHING",
                   DB_ARGS(DB_VALUE_INT(m->new->id), DB_VALUE_INT(tag),
                           DB_VALUE_TEXT(str_of(m->entity->name))),
                   err);
}

static int tag_take(struct change *c, const struct mutation *m, struct str name, struct err *err)
{
    int64_t tag;
    if (tag_find(c, name, &tag, err) ||
        (tag && tags_counted(m) && counter_tag(&c->ctx, m->entity, tag, -1, err)))
        return -1;
    return db_post(c->ctx.db, "DELETE FROM tag_of WHERE record_id = ? AND tag_id = ?",
                   DB_ARGS(DB_VALUE_INT(m->new->id), DB_VALUE_INT(tag)), err);
}

int tags_sync(struct change *c, struct mutation *m, const struct str *old, size_t n_old,
              struct err *err)
{
    struct arena *a = c->ctx.arena;
    for (size_t i = 0; i < n_old; i++)
        if (!tag_listed(m->tags, m->n_tags, a, old[i]) && tag_take(c, m, old[i], err))
            return -1;
    for (size_t i = 0; i < m->n_tags; i++)
        if (!tag_listed(old, n_old, a, m->tags[i]) && tag_put(c, m, m->tags[i], err))
            return -1;
    return 0;
}

int tags_count(struct change *c, const struct entity *e, int64_t id, int64_t by, struct err *err)
{
    struct db_stmt *s;
    int64_t *tags = arena_array(c->ctx.arena, TAGS_MAX, sizeof *tags);
    size_t n = 0;
    int got = 0;
    if (!entity_has(e, &type_tags))
        return 0;
    if (db_query(c->ctx.db, "SELECT tag_id FROM tag_of WHERE record_id = ?",
                 DB_ARGS(DB_VALUE_INT(id)), &s, err))
        return -1;
    while (n < TAGS_MAX && (got = db_step(s, err)) == 1)
        tags[n++] = db_column_int(s, 0);
    db_done(s);
    for (size_t i = 0; i < n; i++)
        if (counter_tag(&c->ctx, e, tags[i], by, err))
            return -1;
    return got < 0 ? -1 : 0;
}

/* --- a tag that goes, becomes another or gets another name ------------------------------- */

static const char carriers[] = "SELECT entity, record_id FROM tag_of WHERE tag_id = ?";

/* One record: its tags without `from` and, where there is one, with `into`. */
static int tag_swap(struct change *c, const struct link *x, struct str from, struct str into,
                    struct err *err)
{
    struct arena *a = c->ctx.arena;
    struct record *r;
    const struct str *now;
    size_t n, kept = 0;
    if (record_get(&c->ctx, x->entity, x->id, &r, err) || tags_of(&c->ctx, x->id, &now, &n, err))
        return -1;
    struct str *tags = arena_array(a, n + 1, sizeof *tags);
    struct str folded = utf8_fold(a, from);
    for (size_t i = 0; i < n; i++)
        if (!str_eq(utf8_fold(a, now[i]), folded))
            tags[kept++] = now[i];
    if (into.n && !tag_listed(tags, kept, a, into))
        tags[kept++] = into;
    struct mutation *m = mutation_new(c, MUTATION_UPDATE, x->entity, r);
    m->tags = tags;
    m->n_tags = kept;
    return mutation_apply(c, m, err);
}

static int tag_swap_all(struct change *c, int64_t tag, struct str into, struct err *err)
{
    struct record *r;
    struct link *holders;
    size_t n;
    if (record_get(&c->ctx, &entity_tag, tag, &r, err) ||
        holders_of(c, carriers, tag, &holders, &n, err))
        return -1;
    struct scratch scratch;
    int failed = 0;
    scratch_begin(c, &scratch);
    for (size_t i = 0; i < n && !failed; i++) {
        failed = tag_swap(c, &holders[i], record_text(r, "name"), into, err);
        scratch_next(c, &scratch);
    }
    scratch_end(c, &scratch);
    return failed;
}

int tags_release(struct change *c, int64_t tag, struct err *err)
{
    return tag_swap_all(c, tag, STR_NONE, err);
}

int record_retag(struct change *c, int64_t tag, int64_t into, struct err *err)
{
    struct record *r;
    if (guard_tag(c, tag, err) || record_get(&c->ctx, &entity_tag, into, &r, err))
        return -1;
    c->releasing++; /* who may take the tag off all records by deleting it may do this */
    int failed = tag_swap_all(c, tag, record_text(r, "name"), err);
    c->releasing--;
    return failed;
}

int tags_spread(struct change *c, int64_t tag, struct err *err)
{
    struct link *holders;
    size_t n;
    if (holders_of(c, carriers, tag, &holders, &n, err))
        return -1;
    for (size_t i = 0; i < n; i++)
        record_touch(c, holders[i].entity, holders[i].id, DIRTY_SEARCH | DIRTY_VERSION);
    return 0;
}

bool tags_equal(const struct str *a, size_t n_a, const struct str *b, size_t n_b)
{
    struct arena scratch;
    arena_init(&scratch);
    bool same = n_a == n_b;
    for (size_t i = 0; same && i < n_a; i++)
        same = tag_listed(b, n_b, &scratch, a[i]);
    arena_release(&scratch);
    return same;
}

json_t *tags_json(const struct str *tags, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, json_stringn(tags[i].p, tags[i].n));
    return list;
}
