/* The verbs of the engine: create, update, trash, restore, remove, purge; see write.h. Each finds
 * the record, makes a mutation of what is wanted, and lets mutation_apply() carry it out.
 */
#include "record/write.h"

#include "record/private.h"

json_t *value_to_json(struct db_value v)
{
    switch (v.type) {
    case DB_IS_INT:
        return json_integer(v.i);
    case DB_IS_REAL:
        return json_real(v.r);
    case DB_IS_TEXT:
    case DB_IS_BLOB:
        return json_stringn(v.s.p ? v.s.p : "", v.s.n);
    case DB_NULL:
        break;
    }
    return json_null();
}

struct db_value value_from_json(const json_t *j)
{
    if (json_is_integer(j))
        return DB_VALUE_INT(json_integer_value(j));
    if (json_is_real(j))
        return (struct db_value){.type = DB_IS_REAL, .r = json_real_value(j)};
    if (json_is_string(j))
        return DB_VALUE_TEXT(json_str_of(j));
    return DB_VALUE_NULL;
}

int record_create(struct change *c, const struct entity *e, const json_t *body, struct record **ret,
                  struct err *err)
{
    struct mutation *m = mutation_new(c, MUTATION_CREATE, e, NULL);
    if (mutation_read(c, m, body, err) || mutation_apply(c, m, err))
        return -1;
    return ret ? record_get(&c->ctx, e, m->new->id, ret, err) : 0;
}

/* The answer to a stale update carries the record as it stands. */
static int refuse_stale(struct change *c, struct record *r, enum err_code code, struct err *err)
{
    struct buf text;
    buf_init(&text, 1 << 20);
    struct json j;
    json_init(&j, &text);
    int failed = record_write_json(&c->ctx, r, &j, err);
    if (!failed) {
        struct str s = buf_str(&text);
        err->extra = arena_printf(c->ctx.arena, "\"current\":%.*s", STR_ARG(s));
        err_set(err, code, "updated_at", "it has changed since you read it");
    }
    buf_release(&text);
    return -1;
}

int record_update(struct change *c, const struct entity *e, int64_t id, const json_t *body,
                  int64_t expected, enum err_code stale, struct record **ret, struct err *err)
{
    struct record *old;
    if (record_get(&c->ctx, e, id, &old, err))
        return -1;
    if (expected && expected != old->updated_at)
        return refuse_stale(c, old, stale, err);

    struct mutation *m = mutation_new(c, MUTATION_UPDATE, e, old);
    if (mutation_read(c, m, body, err) || mutation_apply(c, m, err))
        return -1;
    return record_get(&c->ctx, e, id, ret, err);
}

int record_set(struct change *c, const struct entity *e, int64_t id, const struct field_set *sets,
               size_t n, struct err *err)
{
    struct record *old;
    if (record_get(&c->ctx, e, id, &old, err))
        return -1;
    struct mutation *m = mutation_new(c, MUTATION_UPDATE, e, old);
    for (size_t i = 0; i < n; i++) {
        mutation_set(m, sets[i].field, sets[i].value);
        m->given[entity_field_index(e, str_of(sets[i].field))] = true;
    }
    return mutation_apply(c, m, err);
}

/* To the trash and back: the same row with or without trashed_at. */
static int move(struct change *c, const struct entity *e, int64_t id, bool to_trash,
                struct record **ret, struct err *err)
{
    struct record *old;
    if (record_get(&c->ctx, e, id, &old, err))
        return -1;
    if ((old->trashed_at != 0) != to_trash) {
        struct mutation *m = mutation_new(c, to_trash ? MUTATION_TRASH : MUTATION_RESTORE, e, old);
        m->new->trashed_at = to_trash ? c->tx->now : 0;
        if (mutation_apply(c, m, err))
            return -1;
    }
    return record_get(&c->ctx, e, id, ret, err);
}

int record_trash(struct change *c, const struct entity *e, int64_t id, struct record **ret,
                 struct err *err)
{
    *ret = NULL;
    return e->flags & ENTITY_TRASH ? move(c, e, id, true, ret, err) : record_remove(c, e, id, err);
}

int record_restore(struct change *c, const struct entity *e, int64_t id, struct record **ret,
                   struct err *err)
{
    if (!(e->flags & ENTITY_TRASH))
        return err_set(err, ERR_NOT_FOUND, NULL, "there is no trash for a %s", e->name);
    return move(c, e, id, false, ret, err);
}

static int take_away(struct change *c, enum mutation_kind kind, const struct entity *e, int64_t id,
                     struct err *err)
{
    struct record *old;
    if (record_get(&c->ctx, e, id, &old, err))
        return -1;
    return mutation_apply(c, mutation_new(c, kind, e, old), err);
}

int record_remove(struct change *c, const struct entity *e, int64_t id, struct err *err)
{
    return take_away(c, MUTATION_REMOVE, e, id, err);
}

int record_purge(struct change *c, const struct entity *e, int64_t id, struct err *err)
{
    return take_away(c, MUTATION_PURGE, e, id, err);
}
