/* The checks, one row each; all read the entities' tables, so a new entity is checked as it comes.
 *
 * TO ADD A CHECK: a function and a row in `checks`.
 */
#include "record/verify.h"

#include <inttypes.h>

#include "base/utf8.h"
#include "record/due.h"
#include "record/private.h"

struct verify {
    struct record_ctx *ctx;
    struct verify_report *report;
    const char *name; /* of the check that runs */
};

static void fault(struct verify *v, const char *message)
{
    v->report->n_faults++;
    v->report->fault(v->report->to, v->name, message);
}

static struct sql *sql_new(struct verify *v)
{
    struct sql *q = ARENA_NEW(v->ctx->arena, struct sql);
    sql_init(q, v->ctx->arena, db_driver_of(v->ctx->db));
    return q;
}

/* A built SELECT COUNT(*) that should give 0; what: "contacts without a search row". */
static int expect_none(struct verify *v, const struct sql *q, const char *what, struct err *err)
{
    struct db_stmt *s;
    if (db_query_sql(v->ctx->db, q, &s, err))
        return -1;
    int got = db_step(s, err);
    int64_t n = got == 1 ? db_column_int(s, 0) : 0;
    db_done(s);
    if (n > 0)
        fault(v, arena_printf(v->ctx->arena, "%" PRId64 " %s", n, what));
    return got < 0 ? -1 : 0;
}

/* Runs one function for each entity. */
static int each_entity(struct verify *v,
                       int (*run)(struct verify *v, const struct entity *e, struct err *err),
                       struct err *err)
{
    size_t n;
    const struct entity *const *all = model_entities(&n);
    for (size_t i = 0; i < n; i++)
        if (run(v, all[i], err))
            return -1;
    return 0;
}

/* --- references ---------------------------------------------------------------------------------
 */

static void dangling_sql(struct sql *q, const struct entity *e, const struct field *f,
                         const struct entity *target)
{
    sql_add(q, "SELECT COUNT(*) FROM ");
    sql_ident(q, e->name);
    sql_add(q, " x WHERE ");
    sql_ident2(q, "x", f->name);
    sql_add(q, " IS NOT NULL");
    if (f->target_field) {
        sql_add(q, " AND ");
        sql_ident2(q, "x", f->target_field);
        sql_add(q, " = ");
        sql_bind_text(q, str_of(target->name));
    }
    sql_add(q, " AND NOT EXISTS (SELECT 1 FROM ");
    sql_ident(q, target->name);
    sql_add(q, " t WHERE t.id = ");
    sql_ident2(q, "x", f->name);
    sql_add(q, ")");
}

static int dangling(struct verify *v, const struct entity *e, const struct field *f,
                    const struct entity *target, struct err *err)
{
    struct sql *q = sql_new(v);
    dangling_sql(q, e, f, target);
    return expect_none(v, q,
                       arena_printf(v->ctx->arena, "%s whose %s points at no %s", e->plural,
                                    f->name, target->name),
                       err);
}

static int dangling_any(struct verify *v, const struct entity *e, const struct field *f,
                        struct err *err)
{
    size_t n;
    const struct entity *const *all = model_entities(&n);
    for (size_t i = 0; i < n; i++)
        if (!(all[i]->flags & ENTITY_CHILD) && dangling(v, e, f, all[i], err))
            return -1;
    return 0;
}

static int dangling_links(struct verify *v, const struct entity *e, struct err *err)
{
    struct sql *q = sql_new(v);
    sql_add(q, "SELECT COUNT(*) FROM link_of l WHERE l.target = ");
    sql_bind_text(q, str_of(e->name));
    sql_add(q, " AND NOT EXISTS (SELECT 1 FROM ");
    sql_ident(q, e->name);
    sql_add(q, " t WHERE t.id = l.target_id)");
    return expect_none(v, q, arena_printf(v->ctx->arena, "links to no %s", e->name), err);
}

static int entity_references(struct verify *v, const struct entity *e, struct err *err)
{
    if (dangling_links(v, e, err))
        return -1;
    for (size_t i = 0; i < e->n_fields; i++) {
        const struct field *f = &e->fields[i];
        const struct entity *target = f->target ? model_entity(str_of(f->target)) : NULL;
        if (f->type != &type_ref || !field_has_column(f))
            continue;
        if (target ? dangling(v, e, f, target, err) : f->target_field && dangling_any(v, e, f, err))
            return -1;
    }
    return 0;
}

static int check_references(struct verify *v, struct err *err)
{
    return each_entity(v, entity_references, err);
}

/* --- search -------------------------------------------------------------------------------------
 */

static int entity_search(struct verify *v, const struct entity *e, struct err *err)
{
    if (!(e->flags & ENTITY_TRASH))
        return 0;
    struct sql *missing = sql_new(v), *extra = sql_new(v);
    sql_add(missing, "SELECT COUNT(*) FROM ");
    sql_ident(missing, e->name);
    sql_add(missing, " x WHERE x.trashed_at IS NULL AND NOT EXISTS "
                     "(SELECT 1 FROM search_doc d WHERE d.id = x.id)");
    sql_add(extra, "SELECT COUNT(*) FROM search_doc d WHERE d.entity = ");
    sql_bind_text(extra, str_of(e->name));
    sql_add(extra, " AND NOT EXISTS (SELECT 1 FROM ");
    sql_ident(extra, e->name);
    sql_add(extra, " x WHERE x.id = d.id AND x.trashed_at IS NULL)");
    struct arena *a = v->ctx->arena;
    return expect_none(v, missing, arena_printf(a, "%s without a search row", e->plural), err) ||
                   expect_none(v, extra, arena_printf(a, "search rows of no living %s", e->name),
                               err)
               ? -1
               : 0;
}

static int check_search(struct verify *v, struct err *err)
{
    return each_entity(v, entity_search, err);
}

/* --- counters -----------------------------------------------------------------------------------
 */

static bool counted(const struct counter_row *rows, size_t n, const struct counter_row *want)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(rows[i].value, want->value) && str_eq(rows[i].currency, want->currency))
            return rows[i].n == want->n && rows[i].total == want->total;
    return false;
}

/* q: value, currency, n, total as they are. */
static int counters_are(struct verify *v, const struct entity *e, const char *field,
                        const struct sql *q, struct err *err)
{
    struct counter_row *rows;
    size_t n, groups = 0;
    struct db_stmt *s;
    if (counter_rows(v->ctx, e, field, &rows, &n, err) || db_query_sql(v->ctx->db, q, &s, err))
        return -1;
    int got;
    while ((got = db_step(s, err)) == 1) {
        struct counter_row want = {db_column_str(s, 0), db_column_str(s, 1), db_column_int(s, 2),
                                   db_column_int(s, 3)};
        groups++;
        if (!counted(rows, n, &want))
            fault(v, arena_printf(v->ctx->arena,
                                  "the counter of %s by %s '%.*s' %.*s is not %" PRId64, e->plural,
                                  field, STR_ARG(want.value), STR_ARG(want.currency), want.n));
    }
    db_done(s);
    if (got == 0 && groups != n)
        fault(v, arena_printf(v->ctx->arena, "%s have %zu counters by %s, there are %zu values",
                              e->plural, n, field, groups));
    return got;
}

static int field_counters(struct verify *v, const struct entity *e, const struct field *f,
                          struct err *err)
{
    struct sql *q = sql_new(v);
    counter_groups_sql(q, e, f, v->ctx->env.currency);
    return counters_are(v, e, f->name, q, err);
}

static int tag_counters(struct verify *v, const struct entity *e, struct err *err)
{
    struct sql *q = sql_new(v);
    counter_tags_sql(q, e);
    return counters_are(v, e, COUNTER_TAGS, q, err);
}

/* `width` bytes of each hour's text are the value: the hours, or the days of several. */
static int series_counters(struct verify *v, const struct entity *e, const char *field,
                           size_t width, const struct series_row *hours, size_t n_hours,
                           struct err *err)
{
    struct arena *a = v->ctx->arena;
    struct counter_row *rows;
    size_t n, at = 0;
    if (counter_rows(v->ctx, e, field, &rows, &n, err))
        return -1;
    for (size_t i = 0; i < n_hours; at++) {
        struct str value = str_sub(series_hour(a, hours[i].at), 0, width);
        int64_t sum = 0;
        for (; i < n_hours && str_eq(str_sub(series_hour(a, hours[i].at), 0, width), value); i++)
            sum += hours[i].n;
        if (at >= n || !str_eq(rows[at].value, value) || rows[at].n != sum) {
            fault(v, arena_printf(a, "the counter of %s by %s '%.*s' is not %" PRId64, e->plural,
                                  field, STR_ARG(value), sum));
            return 0;
        }
    }
    if (at != n)
        fault(v, arena_printf(a, "%s have %zu counters by %s, there are %zu values", e->plural, n,
                              field, at));
    return 0;
}

static int hours_are(void *to, const struct entity *e, const struct series *s,
                     const struct sql *hours, struct err *err)
{
    struct verify *v = to;
    struct series_row *rows;
    size_t n;
    return series_rows(v->ctx->db, v->ctx->arena, hours, &rows, &n, err) ||
                   series_counters(v, e, s->day, SERIES_DAY_TEXT, rows, n, err) ||
                   series_counters(v, e, s->hour, SERIES_HOUR_TEXT, rows, n, err)
               ? -1
               : 0;
}

static int due_counters(struct verify *v, const struct entity *e, struct err *err)
{
    struct sql *q = sql_new(v);
    due_hours_sql(q, e);
    return hours_are(v, e, &due_series, q, err);
}

static int entity_counters(struct verify *v, const struct entity *e, struct err *err)
{
    int64_t live, trashed, n;
    struct sql *q = sql_new(v);
    sql_add(q, "SELECT COUNT(*) FROM ");
    sql_ident(q, e->name);
    if (counter_count(v->ctx, e, false, &live, err) ||
        counter_count(v->ctx, e, true, &trashed, err) ||
        db_query_int(v->ctx->db, str_cstr(v->ctx->arena, sql_text(q)), DB_NO_ARGS, 0, &n, err))
        return -1;
    if (live + trashed != n)
        fault(v, arena_printf(v->ctx->arena, "%" PRId64 " %s are counted, there are %" PRId64,
                              live + trashed, e->plural, n));
    for (size_t i = 0; i < e->n_fields; i++)
        if ((e->fields[i].flags & FIELD_COUNTED) && field_counters(v, e, &e->fields[i], err))
            return -1;
    if (entity_has(e, &type_tags) && tag_counters(v, e, err))
        return -1;
    return e->due ? due_counters(v, e, err) : 0;
}

static int check_counters(struct verify *v, struct err *err)
{
    return each_entity(v, entity_counters, err) ||
                   event_count_each(v->ctx->arena, v->ctx->db, hours_are, v, err)
               ? -1
               : 0;
}

/* --- mirrors ------------------------------------------------------------------------------------
 */

/* The primary child of the parent's row p. */
static void primary_sql(struct sql *q, const struct mirror *m)
{
    sql_add(q, " FROM ");
    sql_ident(q, m->child);
    sql_add(q, " k WHERE ");
    sql_ident2(q, "k", m->child_ref);
    sql_add(q, " = p.id AND k.is_primary = 1");
    if (m->kind_field) {
        sql_add(q, " AND ");
        sql_ident2(q, "k", m->kind_field);
        sql_add(q, " = ");
        sql_bind_text(q, str_of(m->kind));
    }
}

static int one_mirror(struct verify *v, const struct entity *e, const struct mirror *m,
                      struct err *err)
{
    struct sql *differs = sql_new(v), *several = sql_new(v);
    sql_add(differs, "SELECT COUNT(*) FROM ");
    sql_ident(differs, e->name);
    sql_add(differs, " p WHERE ");
    sql_ident2(differs, "p", m->field);
    sql_add(differs, " IS DISTINCT FROM (SELECT MIN(");
    sql_ident2(differs, "k", m->child_field);
    sql_add(differs, ")");
    primary_sql(differs, m);
    sql_add(differs, ")");

    sql_add(several, "SELECT COUNT(*) FROM ");
    sql_ident(several, e->name);
    sql_add(several, " p WHERE (SELECT COUNT(*)");
    primary_sql(several, m);
    sql_add(several, ") > 1");
    struct arena *a = v->ctx->arena;
    return expect_none(v, differs,
                       arena_printf(a, "%s whose %s is not their primary %s's", e->plural, m->field,
                                    m->child),
                       err) ||
                   expect_none(v, several,
                               arena_printf(a, "%s with several primary %s", e->plural, m->child),
                               err)
               ? -1
               : 0;
}

static int entity_mirrors(struct verify *v, const struct entity *e, struct err *err)
{
    for (size_t i = 0; i < e->n_mirrors; i++)
        if (one_mirror(v, e, &e->mirrors[i], err))
            return -1;
    return 0;
}

static int check_mirrors(struct verify *v, struct err *err)
{
    return each_entity(v, entity_mirrors, err);
}

/* --- history and the rest, as they stand --------------------------------------------------------
 */

static const struct {
    const char *sql;
    const char *what;
} standing[] = {
    {"SELECT COUNT(*) FROM event e WHERE NOT EXISTS "
     "(SELECT 1 FROM change_set c WHERE c.id = e.change_id)",
     "events of no change set"},
    {"SELECT COUNT(*) FROM change_set c WHERE c.n_events <> "
     "(SELECT COUNT(*) FROM event e WHERE e.change_id = c.id)",
     "change sets that miscount their events"},
    {"SELECT COUNT(*) FROM event_about a WHERE NOT EXISTS "
     "(SELECT 1 FROM event e WHERE e.id = a.event_id)",
     "timeline rows of no event"},
    {"SELECT COUNT(*) FROM event WHERE id > (SELECT last_seq FROM clock)",
     "events ahead of the sequence"},
    {"SELECT COUNT(*) FROM tag_of o WHERE NOT EXISTS (SELECT 1 FROM tag t WHERE t.id = o.tag_id)",
     "records with a tag that is none"},
};

static int check_history(struct verify *v, struct err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(standing); i++) {
        struct sql *q = sql_new(v);
        sql_add(q, standing[i].sql);
        if (expect_none(v, q, standing[i].what, err))
            return -1;
    }
    return 0;
}

static const struct {
    const char *name;
    int (*run)(struct verify *v, struct err *err);
} checks[] = {
    {"references", check_references}, {"search", check_search},   {"counters", check_counters},
    {"mirrors", check_mirrors},       {"history", check_history},
};

int verify_workspace(struct record_ctx *ctx, struct verify_report *report, struct err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(checks); i++) {
        struct verify v = {.ctx = ctx, .report = report, .name = checks[i].name};
        if (report->check)
            report->check(report->to, v.name);
        if (checks[i].run(&v, err))
            return -1;
    }
    return 0;
}
