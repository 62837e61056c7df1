/* Rules of notes: who wrote one, and the next action.
 *
 * At most one live note of a record has is_next_contact: it is the record's next action, and the
 * record's next_contact_note_id points at it where the record has such a field. The newest flag
 * wins. A note that goes to the trash or to another record, or gives up the flag, lets its record
 * forget it; what is removed for good is let go by the engine, as any reference.
 */
#include "crm/private.h"

static const char *const next_note = "next_contact_note_id";
static const char *const last_note = "last_contact_note_id";
static const char *const next_at = "next_contact_at";

static int parent_of(struct change *c, const struct record *note, struct record **ret,
                     struct err *err)
{
    const struct entity *e = model_entity(record_text(note, "entity_type"));
    int64_t id = record_int(note, "entity_id");
    *ret = NULL;
    return e && id ? record_find(&c->ctx, e, id, ret, err) : 0;
}

static bool is_next_action(const struct record *note)
{
    return note && !note->trashed_at && record_int(note, "is_next_contact");
}

static bool same_parent(const struct mutation *m)
{
    return m->old && record_int(m->old, "entity_id") == record_int(m->new, "entity_id") &&
           str_eq(record_text(m->old, "entity_type"), record_text(m->new, "entity_type"));
}

static bool has(const struct record *r, const char *field)
{
    return entity_field(r->entity, str_of(field)) != NULL;
}

/* The id of another live next action of the same record; 0: none. */
static int other_next_action(struct change *c, const struct record *note, int64_t *ret,
                             struct err *err)
{
    return db_query_int(c->ctx.db,
                        "SELECT id FROM note WHERE entity_id = ? AND entity_type = ? "
                        "AND is_next_contact = 1 AND trashed_at IS NULL AND id <> ? LIMIT 1",
                        DB_ARGS(record_value(note, "entity_id"), record_value(note, "entity_type"),
                                DB_VALUE_INT(note->id)),
                        0, ret, err);
}

/* A note back from the trash does not push the present next action aside. */
static int yield_on_restore(struct change *c, struct mutation *m, struct err *err)
{
    int64_t other;
    if (!is_next_action(m->new))
        return 0;
    if (other_next_action(c, m->new, &other, err))
        return -1;
    if (other)
        mutation_set(m, "is_next_contact", DB_VALUE_INT(0));
    return 0;
}

/* Another date for what is the next action already. Done before the note is written, since a note
 * that holds no new value is not written at all. */
static int reschedule(struct change *c, const struct mutation *m, struct err *err)
{
    struct record *parent;
    if (!is_next_action(m->old) || !is_next_action(m->new) || !same_parent(m) ||
        !mutation_given(m, next_at))
        return 0;
    if (parent_of(c, m->new, &parent, err))
        return -1;
    if (!parent || !has(parent, next_at))
        return 0;
    struct field_set set = {next_at, mutation_get(m, next_at)};
    return record_set(c, parent->entity, parent->id, &set, 1, err);
}

int note_before(struct change *c, struct mutation *m, struct err *err)
{
    switch (m->kind) {
    case MUTATION_CREATE:
        if (c->ctx.who.user_id)
            mutation_set(m, "created_by", DB_VALUE_INT(c->ctx.who.user_id));
        return 0;
    case MUTATION_UPDATE:
        return reschedule(c, m, err);
    case MUTATION_RESTORE:
        return yield_on_restore(c, m, err);
    default:
        return 0;
    }
}

/* The record the note was about forgets it: as its next action, and where the note is gone from
 * it altogether, as its last contact. */
static int forget(struct change *c, const struct record *note, bool altogether, struct err *err)
{
    struct record *parent;
    struct field_set sets[2];
    size_t n = 0;
    if (parent_of(c, note, &parent, err))
        return -1;
    if (!parent || !has(parent, next_note))
        return 0;
    if (record_int(parent, next_note) == note->id)
        sets[n++] = (struct field_set){next_note, DB_VALUE_NULL};
    if (altogether && record_int(parent, last_note) == note->id)
        sets[n++] = (struct field_set){last_note, DB_VALUE_NULL};
    if (n == 0)
        return 0;
    c->releasing++; /* whoever may take the note away may take away what points at it */
    int failed = record_set(c, parent->entity, parent->id, sets, n, err);
    c->releasing--;
    return failed;
}

/* The record is told first: then the former note finds itself replaced and leaves it alone. */
static int become_next_action(struct change *c, const struct mutation *m, struct err *err)
{
    struct record *parent;
    struct field_set sets[2] = {{next_note, DB_VALUE_INT(m->new->id)}};
    if (parent_of(c, m->new, &parent, err))
        return -1;
    if (!parent)
        return 0;
    if (has(parent, next_note)) {
        size_t n = 1;
        if (mutation_given(m, next_at))
            sets[n++] = (struct field_set){next_at, mutation_get(m, next_at)};
        if (record_set(c, parent->entity, parent->id, sets, n, err))
            return -1;
    }

    int64_t former;
    if (other_next_action(c, m->new, &former, err))
        return -1;
    struct field_set off = {"is_next_contact", DB_VALUE_INT(0)};
    return former ? record_set(c, &entity_note, former, &off, 1, err) : 0;
}

int note_after(struct change *c, struct mutation *m, struct err *err)
{
    if (!m->new)
        return 0;
    bool was = is_next_action(m->old), is = is_next_action(m->new);
    bool left = m->old && (!same_parent(m) || (m->new->trashed_at && !m->old->trashed_at));
    if ((left || (was && !is)) && forget(c, m->old, left, err))
        return -1;
    return is && (!was || left) ? become_next_action(c, m, err) : 0;
}
