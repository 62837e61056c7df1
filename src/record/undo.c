/* Undo of a change set: its events taken back, newest first, in one transaction, as a set of its
 * own. What is recorded is written with the domain's rules off; what is derived (mirrors, search,
 * counters) follows as always.
 *
 * Each event is checked right before it is taken back: by then the set's own later events are
 * undone, so a field must hold what this event set. What does not is collected as a conflict;
 * with any, the whole fails and the caller's rollback leaves all as it was.
 */
#include <stdlib.h>

#include "auth/policy.h"
#include "base/utf8.h"
#include "record/private.h"

/* So many conflicts are told, and so much of a value; the rest is counted. */
enum { CONFLICTS_TOLD = 100, VALUE_TOLD = 200 };

struct undo {
    struct change *change;
    struct arena *arena; /* lives as long as the undo; the change's own is cleared event by event */
    json_t *conflicts;
    size_t n_conflicts;
    struct link *primaries; /* children that are primary again: looked at when all is taken back */
    size_t n_primaries, primaries_room;
};

/* One event to take back. */
struct past {
    int64_t id;
    const struct entity *entity;
    int64_t record_id;
    struct str type;
    json_t *changes; /* NULL: none, or emptied */
};

/* A long text is told by its beginning. Takes v over. */
static json_t *told(json_t *v)
{
    struct str text = json_str_of(v);
    if (text.n <= VALUE_TOLD)
        return v;
    struct str begin = utf8_prefix(text, VALUE_TOLD);
    json_t *cut = json_sprintf("%.*s...", STR_ARG(begin));
    json_decref(v);
    return cut;
}

/* Takes expected and actual over. */
static void conflict(struct undo *u, const struct past *p, const char *field, json_t *expected,
                     json_t *actual, const char *message)
{
    expected = told(expected);
    actual = told(actual);
    if (++u->n_conflicts > CONFLICTS_TOLD) {
        json_decref(expected);
        json_decref(actual);
        return;
    }
    json_t *row = json_pack("{s:s, s:I, s:s?, s:o, s:o, s:s}", "entity_type", p->entity->name,
                            "entity_id", (json_int_t)p->record_id, "field", field, "expected",
                            expected, "actual", actual, "message", message);
    json_array_append_new(u->conflicts, row);
}

static json_t *trash_json(const struct record *r)
{
    return r->trashed_at ? json_integer(r->trashed_at) : json_null();
}

/* --- an update ----------------------------------------------------------------------------------
 */

static bool names_of(const json_t *list, struct arena *a, struct str **ret, size_t *ret_n)
{
    *ret = arena_array(a, json_array_size(list) + 1, sizeof **ret);
    *ret_n = json_array_size(list);
    for (size_t i = 0; i < *ret_n; i++)
        (*ret)[i] = json_str_of(json_array_get(list, i));
    return true;
}

static bool among(const json_t *list, const json_t *item)
{
    for (size_t i = 0; i < json_array_size(list); i++)
        if (json_equal(json_array_get(list, i), item))
            return true;
    return false;
}

/* A list is undone as a set: what was added goes, what was removed comes back; what others added
 * since stays. NULL when something it added is gone, or something it removed is back. */
static json_t *list_back(const json_t *before, const json_t *after, const json_t *now)
{
    json_t *back = json_array();
    for (size_t i = 0; i < json_array_size(after); i++) {
        const json_t *x = json_array_get(after, i);
        if (!among(before, x) && !among(now, x)) {
            json_decref(back);
            return NULL;
        }
    }
    for (size_t i = 0; i < json_array_size(now); i++) {
        json_t *x = json_array_get(now, i);
        if (among(before, x) || !among(after, x))
            json_array_append(back, x);
    }
    for (size_t i = 0; i < json_array_size(before); i++) {
        json_t *x = json_array_get(before, i);
        if (among(after, x))
            continue;
        if (among(now, x)) {
            json_decref(back);
            return NULL;
        }
        json_array_append(back, x);
    }
    return back;
}

static const struct link *links_from(struct arena *a, const json_t *list, size_t *ret_n)
{
    struct link *links = arena_array(a, json_array_size(list) + 1, sizeof *links);
    *ret_n = json_array_size(list);
    for (size_t i = 0; i < *ret_n; i++) {
        const json_t *x = json_array_get(list, i);
        links[i].entity = model_entity(json_str_of(json_object_get(x, "entity_type")));
        links[i].id = json_integer_value(json_object_get(x, "entity_id"));
    }
    return links;
}

/* A link comes back only to a record that is there; else that is a conflict. */
static int links_stand(struct undo *u, const struct past *p, const struct link *links, size_t n,
                       struct err *err)
{
    for (size_t i = 0; i < n; i++) {
        struct record *r = NULL;
        if (links[i].entity && record_find(&u->change->ctx, links[i].entity, links[i].id, &r, err))
            return -1;
        if (!r)
            conflict(u, p, "links", json_integer(links[i].id), json_null(),
                     "the record it linked to is gone");
    }
    return 0;
}

static int back_collection(struct undo *u, const struct past *p, struct mutation *m,
                           const char *name, const json_t *pair, struct err *err)
{
    struct record_ctx *ctx = &u->change->ctx;
    bool tags = str_is(str_of(name), "tags");
    const struct str *names = NULL;
    const struct link *links = NULL;
    size_t n = 0;
    if (tags ? tags_of(ctx, p->record_id, &names, &n, err)
             : links_of(ctx, p->record_id, &links, &n, err))
        return -1;
    json_t *now = tags ? tags_json(names, n) : links_json(links, n);
    json_t *after = json_array_get(pair, 1);
    json_t *back = list_back(json_array_get(pair, 0), after, now);
    if (!back) {
        conflict(u, p, name, json_incref(after), now, "the list was changed since");
        return 0;
    }
    struct str *copied = NULL;
    if (tags) {
        names_of(back, ctx->arena, &copied, &m->n_tags);
        for (size_t i = 0; i < m->n_tags; i++)
            copied[i] = str_dup(ctx->arena, copied[i]);
        m->tags = copied;
    } else {
        m->links = links_from(ctx->arena, back, &m->n_links);
    }
    json_decref(back);
    json_decref(now);
    return tags ? 0 : links_stand(u, p, m->links, m->n_links, err);
}

static struct db_value kept(struct arena *a, const json_t *j)
{
    return db_value_dup(a, value_from_json(j));
}

static int back_field(struct undo *u, const struct past *p, struct mutation *m, const char *name,
                      const json_t *pair, struct err *err)
{
    json_t *before = json_array_get(pair, 0), *after = json_array_get(pair, 1);
    const char *changed = "it was changed since";
    if (str_is(str_of(name), "trashed_at")) {
        json_t *now = trash_json(m->old);
        if (!json_equal(now, after)) {
            conflict(u, p, name, json_incref(after), now, changed);
            return 0;
        }
        json_decref(now);
        m->new->trashed_at = json_integer_value(before);
        return 0;
    }
    int i = entity_field_index(p->entity, str_of(name));
    if (i < 0)
        return 0; /* a field of an older version */
    const struct field *f = &p->entity->fields[i];
    if (f->type->collection)
        return back_collection(u, p, m, name, pair, err);
    if (f->flags & FIELD_MIRROR)
        return 0; /* its child's own event takes it back */

    json_t *now = value_to_json(m->old->values[i]);
    if (!json_equal(now, after)) {
        conflict(u, p, name, json_incref(after), now, changed);
        return 0;
    }
    json_decref(now);
    m->new->values[i] = kept(u->change->ctx.arena, before);
    return 0;
}

/* A child that is primary again must be the only one when all is taken back. */
static void note_primary(struct undo *u, const struct mutation *m)
{
    int i = entity_field_index(m->entity, STR("is_primary"));
    if (i < 0 || !mutation_changes(m, i) || !record_int(m->new, "is_primary"))
        return;
    if (u->n_primaries == u->primaries_room) {
        size_t more = u->primaries_room ? u->primaries_room * 2 : 16;
        u->primaries = arena_grow(u->arena, u->primaries, u->primaries_room * sizeof(struct link),
                                  more * sizeof(struct link));
        u->primaries_room = more;
    }
    u->primaries[u->n_primaries++] = (struct link){m->entity, m->new->id};
}

/* What no longer fits (a member who left, a name that is taken) is a conflict, not a fault. */
static int take_back(struct undo *u, const struct past *p, struct mutation *m, struct err *err)
{
    struct change *c = u->change;
    struct err bad = {0};
    note_primary(u, m);
    if (m->entity == &entity_tag && tag_make_way(c, m, err))
        return -1;
    if (mutation_apply(c, m, &bad) == 0)
        return 0;
    if (bad.code != ERR_BAD_REFERENCE && bad.code != ERR_DUPLICATE && bad.code != ERR_REQUIRED) {
        *err = bad;
        return -1;
    }
    c->n_dirty = 0; /* with a conflict, all of it is rolled back */
    for (size_t i = 0; i < bad.n_rows; i++)
        conflict(u, p, bad.rows[i].field, json_null(), json_null(), bad.rows[i].message);
    return 0;
}

static int undo_update(struct undo *u, const struct past *p, struct err *err)
{
    struct record *r;
    if (record_find(&u->change->ctx, p->entity, p->record_id, &r, err))
        return -1;
    if (!r) {
        conflict(u, p, NULL, json_null(), json_null(), "the record is gone");
        return 0;
    }
    struct mutation *m = mutation_new(u->change, MUTATION_UPDATE, p->entity, r);
    const char *name;
    json_t *pair;
    size_t before = u->n_conflicts;
    json_object_foreach(p->changes, name, pair) if (back_field(u, p, m, name, pair, err)) return -1;
    if (u->n_conflicts > before)
        return 0;
    if (m->new->trashed_at != m->old->trashed_at)
        m->kind = m->new->trashed_at ? MUTATION_TRASH : MUTATION_RESTORE;
    return take_back(u, p, m, err);
}

/* --- a creation ---------------------------------------------------------------------------------
 */

/* A field as it is now, a collection as its list. */
static json_t *value_now(struct undo *u, const struct record *r, size_t i)
{
    struct record_ctx *ctx = &u->change->ctx;
    struct err ignored = {0};
    const struct str *tags = NULL;
    const struct link *links = NULL;
    size_t n = 0;
    if (r->entity->fields[i].type == &type_tags)
        return tags_of(ctx, r->id, &tags, &n, &ignored) ? json_null() : tags_json(tags, n);
    if (r->entity->fields[i].type == &type_links)
        return links_of(ctx, r->id, &links, &n, &ignored) ? json_null() : links_json(links, n);
    return value_to_json(r->values[i]);
}

/* What a record's fields were when it was made: today's, with the first later `before` of each. */
static int changed_since(struct undo *u, const struct past *p, const struct record *r,
                         struct err *err)
{
    struct db_stmt *s;
    if (db_query(u->change->ctx.db,
                 "SELECT changes FROM event WHERE record_id = ? AND id > ? "
                 "AND changes IS NOT NULL ORDER BY id",
                 DB_ARGS(DB_VALUE_INT(p->record_id), DB_VALUE_INT(p->id)), &s, err))
        return -1;
    json_t *initial = json_object();
    int got;
    while ((got = db_step(s, err)) == 1) {
        json_t *changes = NULL;
        if (json_parse(db_column_str(s, 0), &changes, err)) {
            got = -1;
            break;
        }
        const char *name;
        json_t *pair;
        json_object_foreach(changes, name,
                            pair) if (json_is_array(pair) && !json_object_get(initial, name))
            json_object_set(initial, name, json_array_get(pair, 0));
        json_decref(changes);
    }
    db_done(s);

    const char *name;
    json_t *was;
    json_object_foreach(initial, name, was)
    {
        int i = entity_field_index(p->entity, str_of(name));
        if (i < 0 || (p->entity->fields[i].flags & FIELD_MIRROR))
            continue;
        json_t *now = value_now(u, r, (size_t)i);
        if (json_equal(now, was))
            json_decref(now);
        else
            conflict(u, p, name, json_incref(was), now, "it was changed since");
    }
    json_decref(initial);
    return got;
}

static int undo_create(struct undo *u, const struct past *p, struct err *err)
{
    struct record *r;
    if (record_find(&u->change->ctx, p->entity, p->record_id, &r, err))
        return -1;
    if (!r)
        return 0; /* gone already: nothing is left to take back */
    size_t before = u->n_conflicts;
    if (changed_since(u, p, r, err))
        return -1;

    const struct entity *child;
    int64_t id;
    if (refs_find_child(u->change, p->entity, p->record_id, &child, &id, err))
        return -1;
    if (child) {
        const char *text = arena_printf(u->change->ctx.arena, "%s %lld was added to it since",
                                        child->name, (long long)id);
        conflict(u, p, NULL, json_null(), json_null(), text);
    }
    if (u->n_conflicts > before)
        return 0;
    return record_remove(u->change, p->entity, p->record_id, err);
}

/* --- a removal ----------------------------------------------------------------------------------
 */

static void fill_from_row(struct undo *u, struct mutation *m, const json_t *row)
{
    struct arena *a = u->change->ctx.arena;
    m->new->created_at = json_integer_value(json_object_get(row, "created_at"));
    m->new->trashed_at = json_integer_value(json_object_get(row, "trashed_at"));
    for (size_t i = 0; i < m->entity->n_fields; i++) {
        const json_t *v = json_object_get(row, m->entity->fields[i].name);
        if (v && !m->entity->fields[i].type->collection)
            m->new->values[i] = kept(a, v);
    }
    const json_t *tags = json_object_get(row, "tags");
    if (tags && entity_has(m->entity, &type_tags)) {
        struct str *names;
        names_of(tags, a, &names, &m->n_tags);
        for (size_t i = 0; i < m->n_tags; i++)
            names[i] = str_dup(a, names[i]);
        m->tags = names;
    }
    const json_t *links = json_object_get(row, "links");
    if (links)
        m->links = links_from(a, links, &m->n_links);
}

static int undo_remove(struct undo *u, const struct past *p, struct err *err)
{
    struct record *r;
    const json_t *row = json_object_get(p->changes, "row");
    if (record_find(&u->change->ctx, p->entity, p->record_id, &r, err))
        return -1;
    if (r || !row) {
        conflict(u, p, NULL, json_null(), json_null(),
                 r ? "it stands already" : "it was deleted for good");
        return 0;
    }
    struct mutation *m = mutation_new(u->change, MUTATION_CREATE, p->entity, NULL);
    m->new->id = p->record_id;
    fill_from_row(u, m, row);
    if (links_stand(u, p, m->links, m->n_links, err))
        return -1;
    space_tx_saw_id(u->change->tx, p->record_id);
    return take_back(u, p, m, err);
}

static int undo_nothing(struct undo *u, const struct past *p, struct err *err)
{
    (void)err;
    conflict(u, p, NULL, json_null(), json_null(), "it was deleted for good");
    return 0;
}

/* How each type of event is taken back; every other type is an update. */
static const struct {
    const char *type;
    int (*undo)(struct undo *u, const struct past *p, struct err *err);
} undoers[] = {
    {"created", undo_create},
    {"recreated", undo_create},
    {"removed", undo_remove},
    {"deleted", undo_nothing},
};

static int undo_event(struct undo *u, const struct past *p, struct err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(undoers); i++)
        if (str_is(p->type, undoers[i].type))
            return undoers[i].undo(u, p, err);
    if (!p->changes)
        return 0; /* its record was deleted for good; that event tells so */
    return undo_update(u, p, err);
}

/* --- the set ------------------------------------------------------------------------------------
 */

/* The next older event of the set; its bytes live in the arena. 1 found, 0 none, -1 error. */
static int next_event(struct undo *u, int64_t set, int64_t below, struct past *ret, struct err *err)
{
    struct db_stmt *s;
    if (db_query(u->change->ctx.db,
                 "SELECT id, entity, record_id, type, changes FROM event "
                 "WHERE change_id = ? AND id < ? ORDER BY id DESC LIMIT 1",
                 DB_ARGS(DB_VALUE_INT(set), DB_VALUE_INT(below)), &s, err))
        return -1;
    int got = db_step(s, err);
    if (got == 1) {
        *ret = (struct past){
            .id = db_column_int(s, 0),
            .entity = model_entity(db_column_str(s, 1)),
            .record_id = db_column_int(s, 2),
            .type = str_dup(u->change->ctx.arena, db_column_str(s, 3)),
        };
        if (!db_column_null(s, 4) && json_parse(db_column_str(s, 4), &ret->changes, err))
            got = -1;
    }
    db_done(s);
    return got;
}

static int undo_events(struct undo *u, int64_t set, struct err *err)
{
    struct scratch scratch;
    struct past p = {.id = INT64_MAX};
    int got;
    scratch_begin(u->change, &scratch);
    while ((got = next_event(u, set, p.id, &p, err)) == 1) {
        int failed = p.entity ? undo_event(u, &p, err) : 0;
        json_decref(p.changes);
        if (failed) {
            got = -1;
            break;
        }
        scratch_next(u->change, &scratch);
    }
    scratch_end(u->change, &scratch);
    return got;
}

/* The state of the set: may it be undone at all? One that is still open is its opener's. */
static int check_set(struct change *c, int64_t id, int64_t *ret_undo_of, struct err *err)
{
    struct db_stmt *s;
    const struct principal *who = &c->ctx.who;
    if (db_query(c->ctx.db,
                 "SELECT undone_by, undo_of, joinable = 1 AND NOT (actor_kind = ? AND "
                 "actor_id = ?) FROM change_set WHERE id = ?",
                 DB_ARGS(DB_VALUE_TEXT(str_of(principal_kind_name(who->kind))),
                         DB_VALUE_INT(who->id), DB_VALUE_INT(id)),
                 &s, err))
        return -1;
    int got = db_step(s, err);
    int64_t undone_by = got == 1 ? db_column_int(s, 0) : 0;
    *ret_undo_of = got == 1 ? db_column_int(s, 1) : 0;
    bool others = got == 1 && db_column_int(s, 2) != 0;
    db_done(s);
    if (others && policy_check(who, ACT_WRITE_ALL, err))
        return -1;
    if (got < 0)
        return -1;
    if (got == 0)
        return err_set(err, ERR_NOT_FOUND, NULL, "there is no change set %lld", (long long)id);
    if (undone_by)
        return err_set(err, ERR_UNDO_CONFLICT, NULL,
                       "it is undone already, by change set %lld: undo that one to redo it",
                       (long long)undone_by);
    return 0;
}

static int refuse(struct undo *u, struct err *err)
{
    char *text = json_dumps(u->conflicts, JSON_COMPACT);
    err->extra =
        arena_printf(u->arena, "\"conflicts\":%s,\"n_conflicts\":%zu", text, u->n_conflicts);
    free(text);
    return err_set(err, ERR_UNDO_CONFLICT, NULL,
                   "%zu of what it set holds something else now; nothing was changed",
                   u->n_conflicts);
}

/* Children that are primary again, where another has become so since: two would be. */
static int check_primaries(struct undo *u, struct err *err)
{
    for (size_t i = 0; i < u->n_primaries; i++) {
        int64_t other;
        const struct link *x = &u->primaries[i];
        struct past p = {.entity = x->entity, .record_id = x->id};
        if (primary_other(u->change, x->entity, x->id, &other, err))
            return -1;
        if (other)
            conflict(u, &p, "is_primary", json_true(), json_integer(other),
                     "another has become primary since");
    }
    return 0;
}

/* The set at the root of a chain of undo and redo, and how many steps lie between. */
static int find_root(struct change *c, int64_t id, int64_t undo_of, int64_t *ret_root,
                     int *ret_steps, struct err *err)
{
    *ret_root = id;
    for (*ret_steps = 0; undo_of; ++*ret_steps) {
        *ret_root = undo_of;
        if (db_query_int(c->ctx.db, "SELECT undo_of FROM change_set WHERE id = ?",
                         DB_ARGS(DB_VALUE_INT(*ret_root)), 0, &undo_of, err))
            return -1;
    }
    return 0;
}

static int set_undone(struct change *c, int64_t id, struct db_value by, struct err *err)
{
    return db_run(c->ctx.db, "UPDATE change_set SET undone_by = ?, joinable = 0 WHERE id = ?",
                  DB_ARGS(by, DB_VALUE_INT(id)), NULL, err);
}

/* An undo undone is the first set in force again. An undo is whole: nothing joins it later. */
static int mark(struct change *c, int64_t id, int64_t root, bool redo, struct err *err)
{
    if (set_undone(c, id, DB_VALUE_INT(c->id), err) || set_undone(c, c->id, DB_VALUE_NULL, err))
        return -1;
    return root == id ? 0 : set_undone(c, root, redo ? DB_VALUE_NULL : DB_VALUE_INT(c->id), err);
}

int change_undo(struct change *c, int64_t id, struct err *err)
{
    int64_t undo_of, root, ignored;
    int steps;
    if (check_set(c, id, &undo_of, err) || find_root(c, id, undo_of, &root, &steps, err))
        return -1;
    bool redo = steps % 2 == 1;
    c->undo_of = id;
    c->undoing = true;
    if (change_open(c, redo ? STR("redo") : STR("undo"), &ignored, err))
        return -1;

    struct undo u = {.change = c, .arena = c->ctx.arena, .conflicts = json_array()};
    int failed = undo_events(&u, id, err) || check_primaries(&u, err);
    if (!failed && u.n_conflicts)
        failed = refuse(&u, err);
    json_decref(u.conflicts);
    return failed || mark(c, id, root, redo, err) ? -1 : 0;
}
