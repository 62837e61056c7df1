/* May they write this record? Asked once a mutation, inside the transaction, whoever called.
 *
 * A record's owner is its owner_id; what hangs on another (channel, membership, domain, website) has
 * its first parent's; a note has its author too. Everybody who writes may add a note to a
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

int guard_check(struct change *c, const struct mutation *m, struct err *err)
{
    const struct principal *who = &c->ctx.who;
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
