/* See housekeeping.h. The purge goes through record_purge(), one record after another, so that
 * counters, search and history follow as from any other hand.
 */
#include "crm/housekeeping.h"

#include "record/idem.h"

enum { SLICE = 50 };

struct slice {
    const struct housekeeping *h;
    const struct workspace *workspace;
    struct arena arena;
    int64_t n; /* purged by this slice */
};

static int64_t horizon(const struct housekeeping *h)
{
    return h->now - TRASH_DAYS * (int64_t)DATE_DAY_MS;
}

/* The oldest in the trash: its id and since when; false when there is none. */
static int oldest(struct db *db, struct arena *a, const struct entity *e, int64_t *ret_id,
                  int64_t *ret_at, bool *ret_found, struct err *err)
{
    struct sql q;
    struct db_stmt *s;

    sql_init(&q, a, db_driver_of(db));
    sql_add(&q, "SELECT id, trashed_at FROM ");
    sql_ident(&q, e->name);
    sql_add(&q, " WHERE trashed_at IS NOT NULL ORDER BY trashed_at, id LIMIT 1");
    if (db_query_sql(db, &q, &s, err))
        return -1;
    int got = db_step(s, err);
    if (got == 1) {
        *ret_id = db_column_int(s, 0);
        *ret_at = db_column_int(s, 1);
    }
    db_done(s);
    *ret_found = got == 1;
    return got < 0 ? -1 : 0;
}

static int purge_of(struct slice *s, struct change *c, const struct entity *e, struct err *err)
{
    while (s->n < SLICE) {
        int64_t id, at;
        bool found;
        if (oldest(c->ctx.db, &s->arena, e, &id, &at, &found, err))
            return -1;
        if (!found || at > horizon(s->h))
            return 0;
        if (record_purge(c, e, id, err))
            return -1;
        s->n++;
    }
    return 0;
}

static int purge_slice(void *ctx, struct space_tx *tx, struct err *err)
{
    struct slice *s = ctx;
    const struct workspace *w = s->workspace;
    struct record_ctx from = {
        .arena = &s->arena,
        .env = {.arena = &s->arena,
                .zone = w->zone,
                .currency = str_of(w->currency),
                .country = str_of(w->country)},
        .who = {.kind = PRINCIPAL_SYSTEM, .workspace_id = w->id, .role = ROLE_OWNER},
        .control = s->h->control,
        .rules = crm_rules,
        .n_rules = crm_n_rules,
    };
    struct change c;
    size_t n;
    const struct entity *const *entities = model_entities(&n);

    s->n = 0;
    if (change_begin(&c, tx, &from, STR_NONE, 0, err))
        return -1;
    c.label = "purge of the trash";
    for (size_t i = 0; i < n; i++)
        if ((entities[i]->flags & ENTITY_TRASH) && purge_of(s, &c, entities[i], err))
            return -1;
    return change_end(&c, err);
}

static bool stops(const struct housekeeping *h)
{
    return h->should_stop && h->should_stop(h->ctx);
}

static int purge_all(const struct housekeeping *h, const struct workspace *w, int64_t *ret_purged,
                     struct err *err)
{
    struct slice s = {.h = h, .workspace = w};
    int rc;

    arena_init(&s.arena);
    do {
        rc = space_write(h->space, purge_slice, &s, err);
        if (rc == 0)
            *ret_purged += s.n;
        arena_clear(&s.arena);
    } while (rc == 0 && s.n == SLICE && !stops(h));
    arena_release(&s.arena);
    return rc;
}

static int next_in_trash(struct db *db, struct arena *a, int64_t *ret_next, struct err *err)
{
    size_t n;
    const struct entity *const *entities = model_entities(&n);

    *ret_next = 0;
    for (size_t i = 0; i < n; i++) {
        int64_t id, at;
        bool found = false;
        if ((entities[i]->flags & ENTITY_TRASH) &&
            oldest(db, a, entities[i], &id, &at, &found, err))
            return -1;
        if (found && (!*ret_next || at + TRASH_DAYS * (int64_t)DATE_DAY_MS < *ret_next))
            *ret_next = at + TRASH_DAYS * (int64_t)DATE_DAY_MS;
    }
    return 0;
}

int housekeeping_trash(const struct housekeeping *h, int64_t *ret_purged, int64_t *ret_next,
                       struct err *err)
{
    struct arena scratch;
    struct workspace w;
    struct db *db;

    *ret_purged = 0;
    arena_init(&scratch);
    int rc = control_workspace(h->control, &scratch, h->workspace_id, &w, err) ||
             purge_all(h, &w, ret_purged, err) || space_read(h->space, &db, err);
    if (!rc) {
        rc = next_in_trash(db, &scratch, ret_next, err);
        space_read_end(h->space, db);
    }
    arena_release(&scratch);
    return rc ? -1 : 0;
}

/* --- idempotency keys ------------------------------------------------------------------------- */

struct forgetting {
    int64_t now, next;
};

static int forget(void *ctx, struct space_tx *tx, struct err *err)
{
    struct forgetting *f = ctx;

    return idem_expire(tx->db, f->now, &f->next, err);
}

int housekeeping_keys(const struct housekeeping *h, int64_t *ret_next, struct err *err)
{
    struct forgetting f = {.now = h->now};

    if (space_write(h->space, forget, &f, err))
        return -1;
    *ret_next = f.next;
    return 0;
}
