/* References between records: they must point at something, and what points at a record that goes
 * is cleared or goes with it. The engine keeps this, not the database: a note may hang on any
 * entity, and every such change is an event.
 */
#include "record/private.h"

const struct entity *ref_target(const struct field *f, const struct record *r)
{
    if (f->target)
        return model_entity(str_of(f->target));
    return f->target_field ? model_entity(record_text(r, f->target_field)) : NULL;
}

static int check_user(struct change *c, const struct field *f, int64_t id, struct err *err)
{
    /* Who wrote it, or whose login it is, need not be a member; whoever sets such a field knows. */
    if (!c->ctx.control || (f->flags & FIELD_READ_ONLY))
        return 0;
    enum role role;
    if (control_role(c->ctx.control, c->ctx.who.workspace_id, id, &role, err))
        return -1;
    return role != ROLE_NONE
               ? 0
               : err_set(err, ERR_BAD_REFERENCE, f->name,
                         "no member of this workspace has the id %lld", (long long)id);
}

static int check_exists(struct change *c, const struct field *f, const struct entity *target,
                        int64_t id, struct err *err)
{
    struct sql q;
    struct db_stmt *s;
    if (id && id == c->mirroring)
        return 0; /* it has just been written */
    sql_init(&q, c->ctx.arena, db_driver_of(c->ctx.db));
    sql_add(&q, "SELECT 1 FROM ");
    sql_ident(&q, target->name);
    sql_add(&q, " WHERE id = ");
    sql_bind_int(&q, id);
    if (db_query_sql(c->ctx.db, &q, &s, err))
        return -1;
    int got = db_step(s, err);
    db_done(s);
    return got ? (got < 0 ? -1 : 0)
               : err_set(err, ERR_BAD_REFERENCE, f->name, "there is no %s %lld", target->name,
                         (long long)id);
}

static int check_one(struct change *c, const struct mutation *m, size_t i, struct err *err)
{
    const struct field *f = &m->entity->fields[i];
    int64_t id = m->new->values[i].i;
    if (f->target && str_is(str_of(f->target), "user"))
        return check_user(c, f, id, err);

    const struct entity *target = ref_target(f, m->new);
    if (!target)
        return err_set(err, ERR_REQUIRED, f->target_field, "%s says what %s is",
                       f->target_field ? f->target_field : "", f->name);
    return check_exists(c, f, target, id, err);
}

/* A kind without an id refers to nothing. */
static int check_missing(const struct mutation *m, const struct field *f, int kind, struct err *err)
{
    if (kind < 0 || m->new->values[kind].type == DB_NULL)
        return 0;
    return err_set(err, ERR_REQUIRED, f->name, "%s says what %s is, and that is missing",
                   f->target_field, f->name);
}

int refs_check(struct change *c, const struct mutation *m, struct err *err)
{
    for (size_t i = 0; i < m->entity->n_fields; i++) {
        const struct field *f = &m->entity->fields[i];
        if (f->type != &type_ref)
            continue;
        int kind = f->target_field ? entity_field_index(m->entity, str_of(f->target_field)) : -1;
        if (!mutation_changes(m, (int)i) && (kind < 0 || !mutation_changes(m, kind)))
            continue;
        bool there = m->new->values[i].type == DB_IS_INT;
        if (there ? check_one(c, m, i, err) : !c->undoing && check_missing(m, f, kind, err))
            return -1;
    }
    return 0;
}

/* --- what points here --------------------------------------------------------------------------
 */

static bool may_point(const struct field *f, const struct entity *e)
{
    if (f->type != &type_ref || (f->flags & (FIELD_MIRROR | FIELD_DERIVED)))
        return false;
    return f->target ? str_is(str_of(f->target), e->name) : f->target_field != NULL;
}

static void select_pointing(struct sql *q, const struct entity *from, const struct field *f,
                            const struct entity *e, int64_t id)
{
    sql_add(q, "SELECT id FROM ");
    sql_ident(q, from->name);
    sql_add(q, " WHERE ");
    sql_ident(q, f->name);
    sql_add(q, " = ");
    sql_bind_int(q, id);
    if (f->target_field) {
        sql_add(q, " AND ");
        sql_ident(q, f->target_field);
        sql_add(q, " = ");
        sql_bind_text(q, str_of(e->name));
    }
    sql_add(q, " ORDER BY id");
}

/* Ids that point at (e, id) through one field; at most max. */
static int pointing(struct change *c, const struct entity *from, const struct field *f,
                    const struct entity *e, int64_t id, size_t max, int64_t **ret, size_t *ret_n,
                    struct err *err)
{
    struct sql q;
    sql_init(&q, c->ctx.arena, db_driver_of(c->ctx.db));
    select_pointing(&q, from, f, e, id);
    sql_add(&q, " LIMIT ");
    sql_bind_int(&q, (int64_t)max);
    struct db_stmt *s;
    if (db_query_sql(c->ctx.db, &q, &s, err))
        return -1;

    int64_t *ids = NULL;
    size_t n = 0, room = 0;
    int got;
    while ((got = db_step(s, err)) == 1) {
        if (n == room) {
            size_t more = room ? room * 2 : 8;
            ids = arena_grow(c->ctx.arena, ids, room * sizeof *ids, more * sizeof *ids);
            room = more;
        }
        ids[n++] = db_column_int(s, 0);
    }
    db_done(s);
    *ret = ids;
    *ret_n = n;
    return got < 0 ? -1 : 0;
}

static int release_one(struct change *c, const struct entity *from, const struct field *f,
                       int64_t id, bool purge, struct err *err)
{
    if (f->on_delete == REF_CASCADE)
        return purge ? record_purge(c, from, id, err) : record_remove(c, from, id, err);
    struct field_set clear = {f->name, DB_VALUE_NULL};
    return record_set(c, from, id, &clear, 1, err);
}

static int release_field(struct change *c, const struct entity *from, const struct field *f,
                         const struct entity *e, int64_t id, bool purge, struct err *err)
{
    int64_t *ids;
    size_t n;
    if (pointing(c, from, f, e, id, (size_t)INT32_MAX, &ids, &n, err))
        return -1;
    struct scratch scratch;
    int failed = 0;
    scratch_begin(c, &scratch);
    for (size_t i = 0; i < n && !failed; i++) {
        failed = release_one(c, from, f, ids[i], purge, err);
        scratch_next(c, &scratch);
    }
    scratch_end(c, &scratch);
    return failed;
}

int refs_release(struct change *c, const struct entity *e, int64_t id, bool purge, struct err *err)
{
    size_t n;
    const struct entity *const *all = model_entities(&n);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < all[i]->n_fields; k++)
            if (may_point(&all[i]->fields[k], e) &&
                release_field(c, all[i], &all[i]->fields[k], e, id, purge, err))
                return -1;
    if (e == &entity_tag && tags_release(c, id, err))
        return -1;
    return links_release(c, id, err);
}

int refs_find_child(struct change *c, const struct entity *e, int64_t id,
                    const struct entity **ret_child, int64_t *ret_id, struct err *err)
{
    *ret_child = NULL;
    size_t n;
    const struct entity *const *all = model_entities(&n);
    for (size_t i = 0; i < n && !*ret_child; i++)
        for (size_t k = 0; k < all[i]->n_fields && !*ret_child; k++) {
            const struct field *f = &all[i]->fields[k];
            int64_t *ids;
            size_t found;
            if (!may_point(f, e) || f->on_delete != REF_CASCADE)
                continue;
            if (pointing(c, all[i], f, e, id, 1, &ids, &found, err))
                return -1;
            if (found) {
                *ret_child = all[i];
                *ret_id = ids[0];
            }
        }
    return 0;
}
