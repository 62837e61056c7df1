/* Appends history: the change set with its first event, then one event a mutation.
 *
 * TO ADD AN EVENT TYPE that follows from a change: one row in `named`, more telling ones first.
 */
#include "record/event.h"

#include <stdlib.h>
#include <string.h>

#include "auth/policy.h"
#include "record/private.h"

enum { CHANGES_MAX = 4 << 20 };

/* What a change of a field is called, beyond "updated". */
struct named {
    const char *entity; /* NULL: any */
    const char *field;
    const char *becomes;     /* only when the new value is this text; NULL: any */
    bool from_null, to_null; /* only when it was, or becomes, empty */
    const char *type;
};

static const struct named named[] = {
    {NULL, "stage", NULL, false, false, "stage_changed"},
    {"activity", "status", "done", false, false, "completed"},
    {"task", "status", "done", false, false, "completed"},
    {NULL, "owner_id", NULL, true, false, "owner_claimed"},
    {NULL, "owner_id", NULL, false, true, "owner_released"},
};

static const char *const kind_types[] = {
    [MUTATION_CREATE] = "created",   [MUTATION_UPDATE] = "updated", [MUTATION_TRASH] = "trashed",
    [MUTATION_RESTORE] = "restored", [MUTATION_REMOVE] = "removed", [MUTATION_PURGE] = "deleted",
};

static bool named_matches(const struct named *x, const struct mutation *m)
{
    int i = entity_field_index(m->entity, str_of(x->field));
    if (i < 0 || (x->entity && !str_is(str_of(x->entity), m->entity->name)) ||
        !mutation_changes(m, i))
        return false;
    struct db_value old = m->old->values[i], new = m->new->values[i];
    if (x->becomes)
        return new.type == DB_IS_TEXT &&str_is(new.s, x->becomes);
    return (!x->from_null || old.type == DB_NULL) && (!x->to_null || new.type == DB_NULL);
}

/* "tags": [[before], [after]] grew or shrank. */
static const char *tag_type(const json_t *changes)
{
    const json_t *pair = json_object_get(changes, "tags");
    if (!pair || json_object_size(changes) != 1)
        return NULL;
    size_t before = json_array_size(json_array_get(pair, 0));
    size_t after = json_array_size(json_array_get(pair, 1));
    return after > before ? "tag_added" : after < before ? "tag_removed" : NULL;
}

static const char *event_type(const struct change *c, const struct mutation *m,
                              const json_t *changes)
{
    if (m->kind == MUTATION_CREATE && c->undoing)
        return "recreated";
    if (m->kind != MUTATION_UPDATE)
        return kind_types[m->kind];
    for (size_t i = 0; i < ARRAY_LEN(named); i++)
        if (named_matches(&named[i], m))
            return named[i].type;
    const char *tag = tag_type(changes);
    return tag ? tag : kind_types[m->kind];
}

/* --- the change set -----------------------------------------------------------------------------
 */

static int change_create(struct change *c, bool joinable, struct err *err)
{
    if (c->id)
        return 0;
    c->id = space_tx_seq(c->tx);
    c->tx->wrote = true;
    struct db_value request = c->request_id.n ? DB_VALUE_TEXT(c->request_id) : DB_VALUE_NULL;
    struct db_value label = c->label ? DB_VALUE_TEXT(str_of(c->label)) : DB_VALUE_NULL;
    struct db_value undo_of = c->undo_of ? DB_VALUE_INT(c->undo_of) : DB_VALUE_NULL;
    return db_post(c->ctx.db,
                   "INSERT INTO change_set(id, at, actor_kind, actor_id, request_id, label, "
                   "undo_of, n_events, joinable) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)",
                   DB_ARGS(DB_VALUE_INT(c->id), DB_VALUE_INT(c->tx->now),
                           DB_VALUE_TEXT(str_of(principal_kind_name(c->ctx.who.kind))),
                           DB_VALUE_INT(c->ctx.who.id), request, label, undo_of,
                           DB_VALUE_INT(joinable)),
                   err);
}

static int change_join(struct change *c, int64_t id, struct err *err)
{
    int64_t open;
    if (db_query_int(c->ctx.db,
                     "SELECT id FROM change_set WHERE id = ? AND joinable = 1 AND actor_kind = ? "
                     "AND actor_id = ? AND undone_by IS NULL",
                     DB_ARGS(DB_VALUE_INT(id),
                             DB_VALUE_TEXT(str_of(principal_kind_name(c->ctx.who.kind))),
                             DB_VALUE_INT(c->ctx.who.id)),
                     0, &open, err))
        return -1;
    if (!open)
        return err_set(err, ERR_INVALID, "X-Change-Id",
                       "%lld is no open change set of yours: POST /api/crm/changes opens one",
                       (long long)id);
    c->id = id;
    return 0;
}

void change_begin_apart(struct change *c, struct space_tx *tx, const struct record_ctx *from)
{
    *c = (struct change){.ctx = *from, .arena = from->arena, .tx = tx};
    c->ctx.db = tx->db;
    c->ctx.env.now = tx->now;
    c->ctx.counts = counter_waiting(c->ctx.arena, tx);
    c->ctx.env.phone = ARENA_NEW(c->ctx.arena, struct phone_memo);
}

int change_begin(struct change *c, struct space_tx *tx, const struct record_ctx *from,
                 struct str request_id, int64_t joined, struct err *err)
{
    change_begin_apart(c, tx, from);
    c->request_id = request_id;
    if (policy_check(&c->ctx.who, ACT_WRITE_OWN, err))
        return -1;
    return joined ? change_join(c, joined, err) : 0;
}

int change_end(struct change *c, struct err *err)
{
    int64_t n = c->n_events;
    c->n_events = 0; /* told once, however often it is called */
    if (counter_end(&c->ctx, err))
        return -1;
    if (!c->id || !n)
        return 0;
    return db_post(c->ctx.db, "UPDATE change_set SET n_events = n_events + ? WHERE id = ?",
                   DB_ARGS(DB_VALUE_INT(n), DB_VALUE_INT(c->id)), err);
}

int change_open(struct change *c, struct str label, int64_t *ret_id, struct err *err)
{
    c->label = label.n ? str_cstr(c->ctx.arena, label) : NULL;
    if (change_create(c, true, err))
        return -1;
    *ret_id = c->id;
    return 0;
}

/* --- events -------------------------------------------------------------------------------------
 */

static int about(struct change *c, int64_t event, int64_t record, struct err *err)
{
    return db_post(c->ctx.db,
                   "INSERT INTO event_about(record_id, event_id) VALUES (?, ?) "
                   "ON CONFLICT DO NOTHING",
                   DB_ARGS(DB_VALUE_INT(record), DB_VALUE_INT(event)), err);
}

/* On whose timelines the event stands beside its own record's. */
static int about_all(struct change *c, const struct mutation *m, int64_t event, struct err *err)
{
    const struct record *r = m->new ? m->new : m->old;
    for (const char *const *p = m->entity->parents; p && *p; p++) {
        int64_t id = record_int(r, *p);
        if (id && about(c, event, id, err))
            return -1;
    }
    const struct link *links = m->links;
    size_t n = m->n_links;
    if (!links && entity_has(m->entity, &type_links) && m->old &&
        links_of(&c->ctx, r->id, &links, &n, err))
        return -1;
    for (size_t i = 0; i < n; i++)
        if (about(c, event, links[i].id, err))
            return -1;
    return 0;
}

static int insert_event(struct change *c, const struct mutation *m, int64_t id, const char *type,
                        const json_t *changes, struct err *err)
{
    char *text = changes ? json_dumps(changes, JSON_COMPACT) : NULL;
    if (text && strlen(text) > CHANGES_MAX) {
        free(text);
        return err_set(err, ERR_TOO_LARGE, NULL, "the change is too large to keep in the history");
    }
    const struct record *r = m->new ? m->new : m->old;
    int failed = db_post(c->ctx.db,
                         "INSERT INTO event(id, change_id, at, entity, record_id, type, changes) "
                         "VALUES (?, ?, ?, ?, ?, ?, ?)",
                         DB_ARGS(DB_VALUE_INT(id), DB_VALUE_INT(c->id), DB_VALUE_INT(c->tx->now),
                                 DB_VALUE_TEXT(str_of(m->entity->name)), DB_VALUE_INT(r->id),
                                 DB_VALUE_TEXT(str_of(type)),
                                 text ? DB_VALUE_TEXT(str_of(text)) : DB_VALUE_NULL),
                         err);
    free(text);
    return failed;
}

int event_append(struct change *c, const struct mutation *m, const json_t *changes, struct err *err)
{
    if (change_create(c, false, err))
        return -1;
    int64_t id = space_tx_seq(c->tx);
    const char *type = event_type(c, m, changes);
    c->n_events++;
    return insert_event(c, m, id, type, changes, err) || about_all(c, m, id, err) ||
                   event_counted(c, m->entity, type, err)
               ? -1
               : 0;
}

/* --- forgetting ---------------------------------------------------------------------------------
 */

/* May it hang on e, so that it goes with it? */
static bool hangs_on(const struct entity *child, const struct entity *e)
{
    for (size_t i = 0; i < child->n_fields; i++) {
        const struct field *f = &child->fields[i];
        if (f->type == &type_ref && f->on_delete == REF_CASCADE &&
            (f->target ? str_is(str_of(f->target), e->name) : f->target_field != NULL))
            return true;
    }
    return false;
}

/* What hung on it and was removed before keeps its full row in an event of its own. */
static int forget_gone(struct change *c, const struct entity *child, int64_t id, struct err *err)
{
    struct sql q;
    sql_init(&q, c->ctx.arena, db_driver_of(c->ctx.db));
    sql_add(&q, "UPDATE event SET changes = NULL WHERE changes IS NOT NULL AND entity = ");
    sql_bind_text(&q, str_of(child->name));
    sql_add(&q, " AND id IN (SELECT event_id FROM event_about WHERE record_id = ");
    sql_bind_int(&q, id);
    sql_add(&q, ") AND NOT EXISTS (SELECT 1 FROM ");
    sql_ident(&q, child->name);
    sql_add(&q, " k WHERE k.id = event.record_id)");
    return db_run_sql(c->ctx.db, &q, NULL, err);
}

int history_forget(struct change *c, const struct entity *e, int64_t id, struct err *err)
{
    size_t n;
    const struct entity *const *all = model_entities(&n);
    if (db_run(c->ctx.db, "UPDATE event SET changes = NULL WHERE record_id = ?",
               DB_ARGS(DB_VALUE_INT(id)), NULL, err) ||
        db_run(c->ctx.db, "DELETE FROM idempotency WHERE record_id = ?", DB_ARGS(DB_VALUE_INT(id)),
               NULL, err))
        return -1;
    for (size_t i = 0; i < n; i++)
        if (hangs_on(all[i], e) && forget_gone(c, all[i], id, err))
            return -1;
    return 0;
}
