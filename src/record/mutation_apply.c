/* The whole way of one mutation, in one place: rules, references, row, collections, event,
 * counters, mirrors, search. What this file does not do to a record does not happen to it.
 *
 * The engine calls itself (a rule adds a note, a mirror writes a channel, a removal cascades), so
 * what would be derived again and again is only marked dirty and put in order when the outermost
 * call ends.
 */
#include "record/private.h"

#include <assert.h>

enum { DEPTH_MAX = 12 };

void record_touch(struct change *c, const struct entity *e, int64_t id, unsigned flags)
{
    /* A look at the latest few finds the repeats there are; one missed is only done twice. */
    for (size_t i = c->n_dirty > 64 ? c->n_dirty - 64 : 0; i < c->n_dirty; i++)
        if (c->dirty[i].id == id) {
            c->dirty[i].flags |= flags;
            return;
        }
    if (c->n_dirty == c->dirty_room) {
        size_t more = c->dirty_room ? c->dirty_room * 2 : 16;
        c->dirty = arena_grow(c->arena, c->dirty, c->dirty_room * sizeof *c->dirty,
                              more * sizeof *c->dirty);
        c->dirty_room = more;
    }
    c->dirty[c->n_dirty++] = (struct dirty){e, id, flags};
}

static void use_arena(struct change *c, struct arena *a)
{
    c->ctx.arena = c->ctx.env.arena = a;
}

void scratch_begin(struct change *c, struct scratch *s)
{
    arena_init(&s->arena);
    s->outer = c->ctx.arena;
    use_arena(c, &s->arena);
}

void scratch_next(struct change *c, struct scratch *s)
{
    assert(c->ctx.arena == &s->arena); /* an inner one has ended */
    arena_clear(&s->arena);
}

void scratch_end(struct change *c, struct scratch *s)
{
    use_arena(c, s->outer);
    arena_release(&s->arena);
}

static int raise_version(struct change *c, const struct dirty *d, struct err *err)
{
    struct sql q;
    sql_init(&q, c->ctx.arena, db_driver_of(c->ctx.db));
    sql_add(&q, "UPDATE ");
    sql_ident(&q, d->entity->name);
    sql_add(&q, " SET updated_at = CASE WHEN updated_at < ");
    sql_bind_int(&q, c->tx->now);
    sql_add(&q, " THEN ");
    sql_bind_int(&q, c->tx->now);
    sql_add(&q, " ELSE updated_at + 1 END WHERE id = ");
    sql_bind_int(&q, d->id);
    return db_post_sql(c->ctx.db, &q, err);
}

static int flush_one(struct change *c, const struct dirty *d, struct err *err)
{
    bool changed = false;
    if ((d->flags & DIRTY_MIRROR) && mirror_refresh(c, d->entity, d->id, &changed, err))
        return -1;
    if (((d->flags & DIRTY_VERSION) || changed) && !(d->flags & DIRTY_RAISED) &&
        raise_version(c, d, err))
        return -1;
    return d->flags & DIRTY_SEARCH ? search_refresh(&c->ctx, d->entity, d->id, err) : 0;
}

int dirty_flush(struct change *c, struct err *err)
{
    struct scratch scratch;
    int failed = 0;
    scratch_begin(c, &scratch);
    for (size_t i = 0; i < c->n_dirty && !failed; i++) {
        struct dirty d = c->dirty[i];
        failed = flush_one(c, &d, err);
        scratch_next(c, &scratch);
    }
    scratch_end(c, &scratch);
    return failed;
}

static int run_rules(struct change *c, struct mutation *m, bool before, struct err *err)
{
    if (c->undoing)
        return 0;
    for (size_t i = 0; i < c->ctx.n_rules; i++) {
        const struct rule *r = &c->ctx.rules[i];
        int (*hook)(struct change *, struct mutation *, struct err *) =
            before ? r->before : r->after;
        if (hook && (!r->entity || r->entity == m->entity) && hook(c, m, err))
            return -1;
    }
    return 0;
}

static int check_required(const struct mutation *m, struct err *err)
{
    for (size_t i = 0; i < m->entity->n_fields; i++) {
        const struct field *f = &m->entity->fields[i];
        if ((f->flags & FIELD_REQUIRED) && m->new->values[i].type == DB_NULL)
            err_set(err, ERR_REQUIRED, f->name, "%s %s needs a %s", entity_article(m->entity),
                    m->entity->name, f->name);
    }
    return err->code ? -1 : 0;
}

static int check_unique(struct change *c, const struct mutation *m, size_t i, struct err *err)
{
    const struct field *f = &m->entity->fields[i];
    char column[FIELD_COLUMN_MAX];
    struct sql q;
    sql_init(&q, c->ctx.arena, db_driver_of(c->ctx.db));
    sql_add(&q, "SELECT id FROM ");
    sql_ident(&q, m->entity->name);
    sql_add(&q, " WHERE ");
    sql_ident(&q, field_compare_column(f, column));
    sql_add(&q, " = ");
    sql_bind(&q, field_compare_value(f, &c->ctx.env, m->new, m->new->values[i]));
    sql_add(&q, " AND id <> ");
    sql_bind_int(&q, m->new->id);

    struct db_stmt *s;
    if (db_query_sql(c->ctx.db, &q, &s, err))
        return -1;
    int got = db_step(s, err);
    int64_t other = got == 1 ? db_column_int(s, 0) : 0;
    db_done(s);
    if (got == 1)
        return err_set(err, ERR_DUPLICATE, f->name, "%s %lld has this %s already", m->entity->name,
                       (long long)other, f->name);
    return got;
}

/* Here and not only where a list is read: a bulk edit or a merge adds to what is there. */
static int check_tags(const struct mutation *m, struct err *err)
{
    return m->tags && m->n_tags > TAGS_MAX
               ? err_set(err, ERR_TOO_LONG, "tags", "%s %lld would carry more than %d tags",
                         m->entity->name, (long long)m->new->id, TAGS_MAX)
               : 0;
}

static int check_new(struct change *c, struct mutation *m, struct err *err)
{
    if (check_required(m, err) || check_tags(m, err))
        return -1;
    for (size_t i = 0; i < m->entity->n_fields; i++)
        if ((m->entity->fields[i].flags & FIELD_UNIQUE) && mutation_changes(m, (int)i) &&
            check_unique(c, m, i, err))
            return -1;
    return refs_check(c, m, err);
}

/* --- before and after, as JSON ---------------------------------------------------------------- */

static void put_pair(json_t *changes, const char *name, json_t *before, json_t *after)
{
    json_t *pair = json_array();
    json_array_append_new(pair, before);
    json_array_append_new(pair, after);
    json_object_set_new(changes, name, pair);
}

static json_t *time_json(int64_t ms)
{
    return ms ? json_integer(ms) : json_null();
}

/* The collections as they stand before the write. */
struct former {
    const struct str *tags;
    size_t n_tags;
    const struct link *links;
    size_t n_links;
};

static int load_former(struct change *c, const struct mutation *m, struct former *f,
                       struct err *err)
{
    bool all = m->new == NULL;
    if (m->old && (m->tags || (all && entity_has(m->entity, &type_tags))) &&
        tags_of(&c->ctx, m->old->id, &f->tags, &f->n_tags, err))
        return -1;
    if (m->old && (m->links || (all && entity_has(m->entity, &type_links))) &&
        links_of(&c->ctx, m->old->id, &f->links, &f->n_links, err))
        return -1;
    return 0;
}

static json_t *changes_update(const struct mutation *m, const struct former *f)
{
    json_t *changes = json_object();
    for (size_t i = 0; i < m->entity->n_fields; i++)
        if (field_has_column(&m->entity->fields[i]) && mutation_changes(m, (int)i))
            put_pair(changes, m->entity->fields[i].name, value_to_json(m->old->values[i]),
                     value_to_json(m->new->values[i]));
    if (m->old->trashed_at != m->new->trashed_at)
        put_pair(changes, "trashed_at", time_json(m->old->trashed_at),
                 time_json(m->new->trashed_at));
    if (m->tags && !tags_equal(f->tags, f->n_tags, m->tags, m->n_tags))
        put_pair(changes, "tags", tags_json(f->tags, f->n_tags), tags_json(m->tags, m->n_tags));
    if (m->links && !links_equal(f->links, f->n_links, m->links, m->n_links))
        put_pair(changes, "links", links_json(f->links, f->n_links),
                 links_json(m->links, m->n_links));
    return changes;
}

static json_t *changes_remove(const struct mutation *m, const struct former *f)
{
    const struct record *r = m->old;
    json_t *row =
        json_pack("{s:I, s:I, s:o}", "created_at", (json_int_t)r->created_at, "updated_at",
                  (json_int_t)r->updated_at, "trashed_at", time_json(r->trashed_at));
    for (size_t i = 0; i < m->entity->n_fields; i++)
        if (field_has_column(&m->entity->fields[i]) && r->values[i].type != DB_NULL)
            json_object_set_new(row, m->entity->fields[i].name, value_to_json(r->values[i]));
    if (f->n_tags)
        json_object_set_new(row, "tags", tags_json(f->tags, f->n_tags));
    if (f->n_links)
        json_object_set_new(row, "links", links_json(f->links, f->n_links));
    return json_pack("{s:o}", "row", row);
}

static json_t *changes_of(const struct mutation *m, const struct former *f)
{
    if (!m->new)
        return m->kind == MUTATION_PURGE ? NULL : changes_remove(m, f);
    return m->old ? changes_update(m, f) : NULL;
}

/* --- the write -------------------------------------------------------------------------------- */

static int write_row(struct change *c, struct mutation *m, const struct former *f, struct err *err)
{
    bool was_live = m->old && !m->old->trashed_at, is_live = m->new && !m->new->trashed_at;
    if (was_live && !is_live && tags_count(c, m->entity, m->old->id, -1, err))
        return -1;
    if (!m->new)
        return row_delete(c, m->entity, m->old->id, err);
    if (!m->old && m->new->id == 0)
        m->new->id = space_tx_id(c->tx);
    if (m->old ? row_update(c, m, err) : row_insert(c, m->new, err))
        return -1;
    if (m->tags && tags_sync(c, m, f->tags, f->n_tags, err))
        return -1;
    if (is_live && m->old && !was_live && tags_count(c, m->entity, m->old->id, 1, err))
        return -1;
    return m->links ? links_sync(c, m, err) : 0;
}

/* What a child is shown by, searched by and versioned with is its parents'. */
static void touch_parents(struct change *c, const struct mutation *m)
{
    if (!(m->entity->flags & ENTITY_CHILD))
        return;
    const struct record *r = m->new ? m->new : m->old;
    for (const char *const *p = m->entity->parents; p && *p; p++) {
        const struct field *f = entity_field(m->entity, str_of(*p));
        int64_t id = record_int(r, *p);
        const struct entity *parent = id ? ref_target(f, r) : NULL;
        if (!parent)
            continue;
        bool derived = c->mirroring == id;
        record_touch(c, parent, id,
                     DIRTY_VERSION | DIRTY_SEARCH | (derived ? 0u : (unsigned)DIRTY_MIRROR));
    }
}

static int derive(struct change *c, struct mutation *m, struct err *err)
{
    if (counter_apply(&c->ctx, m->entity, m->old, m->new, err))
        return -1;
    if (!c->undoing && m->new && m->entity->n_mirrors > 0 && mirror_write(c, m, err))
        return -1;
    int64_t id = m->new ? m->new->id : m->old->id;
    if (!(m->entity->flags & ENTITY_CHILD))
        record_touch(c, m->entity, id, DIRTY_SEARCH | DIRTY_RAISED);
    touch_parents(c, m);
    if (!c->undoing && primary_after(c, m, err))
        return -1;
    return name_spread(c, m, err);
}

/* A permanent deletion takes the record's content out of the history too. */
static int forget(struct change *c, const struct mutation *m, struct err *err)
{
    return m->kind == MUTATION_PURGE ? history_forget(c, m->entity, m->old->id, err) : 0;
}

static int release(struct change *c, const struct mutation *m, struct err *err)
{
    c->releasing++;
    int failed = refs_release(c, m->entity, m->old->id, m->kind == MUTATION_PURGE, err);
    c->releasing--;
    return failed;
}

static int apply(struct change *c, struct mutation *m, struct err *err)
{
    struct former former = {0};
    if (guard_check(c, m, err) || run_rules(c, m, true, err))
        return -1;
    if (m->new && (primary_before(c, m, err) || check_new(c, m, err)))
        return -1;
    if (m->new == NULL && release(c, m, err))
        return -1;
    if (load_former(c, m, &former, err))
        return -1;

    json_t *changes = changes_of(m, &former);
    bool is_update = m->old && m->new;
    if (is_update && json_object_size(changes) == 0) {
        json_decref(changes); /* nothing changes: nothing is written, the version stays */
        m->new->updated_at = m->old->updated_at;
        return 0;
    }
    int failed = write_row(c, m, &former, err) || forget(c, m, err) ||
                 event_append(c, m, changes, err) || derive(c, m, err) ||
                 run_rules(c, m, false, err);
    json_decref(changes);
    return failed ? -1 : 0;
}

void change_hold(struct change *c)
{
    c->depth++;
}

int change_hold_end(struct change *c, struct err *err)
{
    c->depth--;
    if (c->depth > 0)
        return 0;
    int failed = dirty_flush(c, err);
    c->n_dirty = 0;
    return failed;
}

int mutation_apply(struct change *c, struct mutation *m, struct err *err)
{
    if (c->depth >= DEPTH_MAX)
        return err_internal(err, "rules call the engine too deep, at %s", m->entity->name);
    c->depth++;
    int failed = apply(c, m, err);
    c->depth--;
    if (c->depth > 0)
        return failed;
    failed = failed || dirty_flush(c, err) ? -1 : 0;
    c->n_dirty = 0; /* what a failed one left is rolled back with it */
    return failed;
}

/* --- names shown elsewhere -------------------------------------------------------------------- */

static int spread_through(struct change *c, const struct entity *child, const char *from,
                          const char *to, int64_t id, struct err *err)
{
    struct sql q;
    sql_init(&q, c->ctx.arena, db_driver_of(c->ctx.db));
    sql_add(&q, "SELECT DISTINCT ");
    sql_ident(&q, to);
    sql_add(&q, " FROM ");
    sql_ident(&q, child->name);
    sql_add(&q, " WHERE ");
    sql_ident(&q, from);
    sql_add(&q, " = ");
    sql_bind_int(&q, id);
    struct db_stmt *s;
    if (db_query_sql(c->ctx.db, &q, &s, err))
        return -1;
    const struct entity *other = model_entity(str_of(entity_field(child, str_of(to))->target));
    int got;
    while ((got = db_step(s, err)) == 1)
        record_touch(c, other, db_column_int(s, 0), DIRTY_SEARCH | DIRTY_VERSION);
    db_done(s);
    return got;
}

/* A renamed company is shown and found by on its contacts, through every child that joins two; a
 * renamed tag on all that carry it. */
int name_spread(struct change *c, const struct mutation *m, struct err *err)
{
    const struct field *name = entity_name_field(m->entity);
    if (!name || (m->entity->flags & ENTITY_CHILD) || !m->old || !m->new ||
        !mutation_changes(m, entity_field_index(m->entity, str_of(name->name))))
        return 0;
    if (m->entity == &entity_tag)
        return tags_spread(c, m->old->id, err);
    size_t n;
    const struct entity *const *all = model_entities(&n);
    for (size_t i = 0; i < n; i++) {
        const char *const *p = all[i]->parents;
        if (!(all[i]->flags & ENTITY_CHILD) || !p || !p[0] || !p[1])
            continue;
        for (int k = 0; k < 2; k++) {
            const struct field *f = entity_field(all[i], str_of(p[k]));
            if (str_is(str_of(f->target), m->entity->name) &&
                spread_through(c, all[i], p[k], p[1 - k], m->old->id, err))
                return -1;
        }
    }
    return 0;
}
