/* May they write this record? Asked once a mutation, inside the transaction, whoever called.
 *
 * A record's owner is its owner_id; what hangs on another (channel, membership, domain, website)
 * has its first parent's; a note has its author too. Everybody who writes may add a note to a
 * colleague's record; that the note then may not change the record follows, since that change is
 * a mutation of its own and comes through here too. What a removal drags along (cascades, cleared
 * references) is not asked again: the removal was.
 */
#include "auth/policy.h"
#include "record/private.h"

static int owner_of(struct change *c, const struct record *r, int64_t *ret_owner, struct err *err)
{
    const struct entity *e = r->entity;
    *ret_owner = 0;
    if (entity_field(e, STR("owner_id"))) {
        *ret_owner = record_int(r, "owner_id");
        return 0;
    }
    for (const char *const *p = e->parents; p && *p; p++) {
        const struct entity *parent = ref_target(entity_field(e, str_of(*p)), r);
        struct record *up = NULL;
        if (!parent || !record_int(r, *p))
            continue;
        if (record_find(&c->ctx, parent, record_int(r, *p), &up, err))
            return -1;
        return up ? owner_of(c, up, ret_owner, err) : 0;
    }
    return 0;
}

static bool wrote_it(const struct change *c, const struct record *r)
{
    return entity_field(r->entity, STR("created_by")) &&
           record_int(r, "created_by") == c->ctx.who.user_id;
}

/* A note is added by whoever writes; it is no child that changes its parent. */
static bool may_always_add(const struct mutation *m)
{
    return m->kind == MUTATION_CREATE && !(m->entity->flags & ENTITY_CHILD) &&
           !entity_field(m->entity, STR("owner_id"));
}

/* The records of one entity that carry the tag and belong to somebody else. */
static int carried_by_others(struct change *c, const struct entity *e, int64_t tag, int64_t *ret_id,
                             struct err *err)
{
    struct sql q;
    sql_init(&q, c->ctx.arena, db_driver_of(c->ctx.db));
    sql_add(&q, "SELECT x.id FROM tag_of o JOIN ");
    sql_ident(&q, e->name);
    sql_add(&q, " x ON x.id = o.record_id WHERE o.tag_id = ");
    sql_bind_int(&q, tag);
    sql_add(&q, " AND o.entity = ");
    sql_bind_text(&q, str_of(e->name));
    sql_add(&q, " AND x.owner_id IS NOT NULL AND x.owner_id <> ");
    sql_bind_int(&q, c->ctx.who.user_id);
    sql_add(&q, " LIMIT 1");
    struct db_stmt *s;
    if (db_query_sql(c->ctx.db, &q, &s, err))
        return -1;
    int got = db_step(s, err);
    *ret_id = got == 1 ? db_column_int(s, 0) : 0;
    db_done(s);
    return got < 0 ? -1 : 0;
}

int guard_tag(struct change *c, int64_t tag, struct err *err)
{
    size_t n;
    const struct entity *const *all = model_entities(&n);
    if (c->ctx.who.kind == PRINCIPAL_SYSTEM || policy_allows(c->ctx.who.role, ACT_WRITE_ALL))
        return 0;
    for (size_t i = 0; i < n; i++) {
        int64_t id;
        if (!entity_field(all[i], STR("owner_id")) || !entity_has(all[i], &type_tags))
            continue;
        if (carried_by_others(c, all[i], tag, &id, err))
            return -1;
        if (id)
            return err_set(err, ERR_FORBIDDEN, NULL,
                           "%s %lld of a colleague carries this tag: an admin may take it off "
                           "everybody's records",
                           all[i]->name, (long long)id);
    }
    return 0;
}

int guard_check(struct change *c, const struct mutation *m, struct err *err)
{
    const struct principal *who = &c->ctx.who;
    if (m->entity == &entity_tag && !m->new &&guard_tag(c, m->old->id, err))
        return -1;
    if (c->releasing || policy_allows(who->role, ACT_WRITE_ALL) || may_always_add(m))
        return 0;
    const struct record *r = m->old ? m->old : m->new;
    int64_t owner;
    if (wrote_it(c, r))
        return 0;
    if (owner_of(c, r, &owner, err))
        return -1;
    return policy_writes(who, owner)
               ? 0
               : err_set(err, ERR_FORBIDDEN, NULL,
                         "%s %lld belongs to a colleague (user %lld): its owner or an admin may "
                         "change it",
                         m->entity->name, (long long)r->id, (long long)owner);
}
