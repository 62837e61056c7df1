/* What is due: the records whose moment has come (due), and what came, comes today and in the next
 * days (follow-ups).
 *
 * A record's moment is the earliest of its dates, so it stands in one place only. Each way of being
 * due is a source, made from what its entity says (struct due), read by one walk of one index; no
 * row is read that is not answered. How many there are is known from kept counts (record/series.h)
 * but for broken hours, and for what is hidden just now or was until a while ago.
 */
#include "crm/private.h"
#include "record/due.h"
#include "record/ids.h"

#include <assert.h>
#include <stdlib.h>

struct source {
    const struct entity *entity;
    const char *at;     /* the date that is the moment … */
    const char *rival;  /* … unless this one is earlier; or NULL */
    bool yields;        /* to the rival when both are the same */
    const char *status; /* only of records that have this one; or NULL */
    const char *hidden; /* nothing is due before this date has come; or NULL */
};

enum { SOURCES_MAX = 8 };

/* One for each date and status. */
static size_t sources_of(const struct entity *e, struct source ret[static SOURCES_MAX])
{
    static const char *const any[] = {NULL, NULL};
    const struct due *d = e->due;
    const char *const dates[] = {d->at, d->or_at};
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(dates) && dates[i]; i++) {
        const char *const *status = d->statuses ? d->statuses : any;
        do {
            assert(n < SOURCES_MAX);
            ret[n++] = (struct source){e, dates[i], dates[1 - i], i == 1, *status, d->hidden};
        } while (*status && *++status);
    }
    return n;
}

/* The kinds there are, in the order of answers. */
static const struct entity *const kinds[] = {&entity_contact, &entity_company, &entity_website,
                                             &entity_activity, &entity_task};
enum { KINDS = ARRAY_LEN(kinds) };

/* A stretch of time; it ends before `to`. */
struct span {
    int64_t from, to;
};

/* A record and its moment, found but not yet read. */
struct moment {
    size_t kind;
    int64_t id, at;
    size_t row; /* in its kind's page, once loaded */
};

struct moments {
    struct moment *rows;
    size_t n, room;
};

static void moments_add(struct arena *a, struct moments *m, struct moment x)
{
    if (m->n == m->room) {
        size_t more = m->room ? m->room * 2 : 64;
        m->rows = arena_grow(a, m->rows, m->room * sizeof *m->rows, more * sizeof *m->rows);
        m->room = more;
    }
    m->rows[m->n++] = x;
}

static int by_moment(const void *a, const void *b)
{
    const struct moment *x = a, *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

/* The earliest of those from `start` on, at most limit. */
static void moments_cut(struct moments *m, size_t start, size_t limit)
{
    if (m->n > start)
        qsort(m->rows + start, m->n - start, sizeof *m->rows, by_moment);
    if (m->n - start > limit)
        m->n = start + limit;
}

/* --- finding ----------------------------------------------------------------------------- */

/* " AND (rival IS NULL OR rival" for the comparison that follows. */
static void where_rival(struct sql *q, const struct source *s)
{
    sql_add(q, " AND (");
    sql_ident(q, s->rival);
    sql_add(q, " IS NULL OR ");
    sql_ident(q, s->rival);
}

/* Only records whose moment this is: for counting. */
static void where_won(struct sql *q, const struct source *s)
{
    if (!s->rival)
        return;
    where_rival(q, s);
    sql_add(q, s->yields ? " > " : " >= ");
    sql_ident(q, s->at);
    sql_add(q, ")");
}

/* Only records whose moment is not before the span: for finding. The reader leaves out those that
 * the rival wins within it. Whoever stands before a record in this walk is due before it by one
 * date or the other, so the first few of each walk hold the first few of all, and the walk ends at
 * its limit whatever the dates are. */
static void where_not_before(struct sql *q, const struct source *s, struct span span)
{
    if (!s->rival || span.from == INT64_MIN)
        return;
    where_rival(q, s);
    sql_add(q, " >= ");
    sql_bind_int(q, span.from);
    sql_add(q, ")");
}

static void where_hidden(struct sql *q, const struct source *s, int64_t now)
{
    if (!s->hidden)
        return;
    sql_add(q, " AND (");
    sql_ident(q, s->hidden);
    sql_add(q, " IS NULL OR ");
    sql_ident(q, s->hidden);
    sql_add(q, " <= ");
    sql_bind_int(q, now);
    sql_add(q, ")");
}

/* " FROM … WHERE …" of the records that are due by the source within the span. */
static void source_where(struct sql *q, const struct source *s, struct span span, int64_t now)
{
    sql_add(q, " FROM ");
    sql_ident(q, s->entity->name);
    sql_add(q, " WHERE trashed_at IS NULL");
    if (s->status) {
        sql_add(q, " AND status = ");
        sql_bind_text(q, str_of(s->status));
    }
    sql_add(q, " AND ");
    sql_ident(q, s->at);
    sql_add(q, " >= ");
    sql_bind_int(q, span.from);
    sql_add(q, " AND ");
    sql_ident(q, s->at);
    sql_add(q, " < ");
    sql_bind_int(q, span.to);
    where_hidden(q, s, now);
}

/* Whether the row of source_find() belongs to the rival: columns id, at, rival. */
static bool is_lost(const struct source *s, struct db_stmt *row)
{
    if (!s->rival || db_column_null(row, 2))
        return false;
    int64_t at = db_column_int(row, 1), rival = db_column_int(row, 2);
    return s->yields ? rival <= at : rival < at;
}

static int source_find(struct record_ctx *ctx, const struct source *s, size_t kind,
                       struct span span, int64_t limit, struct moments *m, struct err *err)
{
    struct sql q;
    struct db_stmt *stmt;
    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    sql_add(&q, "SELECT id, ");
    sql_ident(&q, s->at);
    if (s->rival) {
        sql_add(&q, ", ");
        sql_ident(&q, s->rival);
    }
    source_where(&q, s, span, ctx->env.now);
    where_not_before(&q, s, span);
    sql_add(&q, " ORDER BY ");
    sql_ident(&q, s->at);
    sql_add(&q, ", id LIMIT ");
    sql_bind_int(&q, limit);
    if (db_query_sql(ctx->db, &q, &stmt, err))
        return -1;
    int got;
    while ((got = db_step(stmt, err)) == 1)
        if (!is_lost(s, stmt))
            moments_add(ctx->arena, m,
                        (struct moment){.kind = kind,
                                        .id = db_column_int(stmt, 0),
                                        .at = db_column_int(stmt, 1)});
    db_done(stmt);
    return got;
}

static int kind_find(struct record_ctx *ctx, size_t kind, struct span span, int64_t limit,
                     struct moments *m, struct err *err)
{
    struct source sources[SOURCES_MAX];
    size_t n = sources_of(kinds[kind], sources);
    for (size_t i = 0; i < n; i++)
        if (source_find(ctx, &sources[i], kind, span, limit, m, err))
            return -1;
    return 0;
}

/* --- counting ---------------------------------------------------------------------------- */

/* Adds what a built SELECT COUNT(*) gives. */
static int add_count(struct record_ctx *ctx, const struct sql *q, int64_t *n, struct err *err)
{
    int64_t more;
    if (db_query_int_sql(ctx->db, q, 0, &more, err))
        return -1;
    *n += more;
    return 0;
}

/* Those due within the span and shown by its end, row by row of the index. */
static int add_span(struct record_ctx *ctx, const struct entity *e, struct span span, int64_t *n,
                    struct err *err)
{
    struct source sources[SOURCES_MAX];
    size_t n_sources = sources_of(e, sources);
    for (size_t i = 0; i < n_sources && span.from < span.to; i++) {
        struct sql q;
        sql_init(&q, ctx->arena, db_driver_of(ctx->db));
        sql_add(&q, "SELECT COUNT(*)");
        source_where(&q, &sources[i], span, span.to - 1);
        where_won(&q, &sources[i]);
        if (add_count(ctx, &q, n, err))
            return -1;
    }
    return 0;
}

/* Those due before `due` that are hidden until a moment of the span, by the index of that. */
static int add_hidden(struct record_ctx *ctx, const struct entity *e, int64_t due,
                      struct span until, int64_t *n, struct err *err)
{
    const struct due *d = e->due;
    struct sql q;
    if (until.from >= until.to)
        return 0;
    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    sql_add(&q, "SELECT COUNT(*) FROM ");
    sql_ident(&q, e->name);
    sql_add(&q, " WHERE trashed_at IS NULL AND ");
    due_status_sql(&q, d);
    sql_add(&q, " AND ");
    sql_ident(&q, d->hidden);
    sql_add(&q, " >= ");
    sql_bind_int(&q, until.from);
    sql_add(&q, " AND ");
    sql_ident(&q, d->hidden);
    sql_add(&q, " < ");
    sql_bind_int(&q, until.to);
    sql_add(&q, " AND ");
    sql_unindexed(&q);
    sql_ident(&q, d->at);
    sql_add(&q, " < ");
    sql_bind_int(&q, due);
    return add_count(ctx, &q, n, err);
}

/* How many of a kind are due before t and shown now. The kept counts know how many are both due and
 * shown before t: of those that are still hidden some are among them when t is to come, and some
 * that were hidden at t are not when it has been. */
static int count_before(struct record_ctx *ctx, const struct entity *e, int64_t t, int64_t *ret_n,
                        struct err *err)
{
    int64_t hour, hidden = 0, next = ctx->env.now + 1;
    if (series_before(ctx, e, &due_series, t, &hour, ret_n, err) ||
        add_span(ctx, e, (struct span){hour, t}, ret_n, err))
        return -1;
    if (!e->due->hidden)
        return 0;
    if (add_hidden(ctx, e, hour, (struct span){hour, t}, ret_n, err) ||
        add_hidden(ctx, e, t, (struct span){t, next}, ret_n, err) ||
        add_hidden(ctx, e, t, (struct span){next, t}, &hidden, err))
        return -1;
    *ret_n -= hidden;
    return 0;
}

int followups_before(struct record_ctx *ctx, int64_t t, int64_t *ret_n, struct err *err)
{
    int64_t n;
    *ret_n = 0;
    for (size_t kind = 0; kind < KINDS; kind++, *ret_n += n)
        if (count_before(ctx, kinds[kind], t, &n, err))
            return -1;
    return 0;
}

/* --- reading ----------------------------------------------------------------------------- */

/* The records of one kind among the moments, as one page; each moment learns its row. */
static int kind_load(struct record_ctx *ctx, size_t kind, struct moments *m, struct page *ret,
                     struct err *err)
{
    *ret = (struct page){.entity = kinds[kind]};
    struct id_use *uses = arena_array(ctx->arena, m->n, sizeof *uses);
    size_t n = 0;
    for (size_t i = 0; i < m->n; i++)
        if (m->rows[i].kind == kind)
            uses[n++] = (struct id_use){m->rows[i].id, i};
    if (n == 0)
        return 0;
    id_uses_sort(uses, n);

    struct sql q;
    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    record_select(&q, kinds[kind], "a");
    sql_add(&q, " WHERE a.id IN (");
    id_uses_bind(&q, uses, n);
    sql_add(&q, ")");
    if (record_collect(ctx, kinds[kind], &q, n, &ret->records, &ret->n, err))
        return -1;
    for (size_t row = 0; row < ret->n; row++) {
        int64_t id = ret->records[row].id;
        for (size_t i = id_use_first(uses, n, id); i < n && uses[i].id == id; i++)
            m->rows[uses[i].at].row = row;
    }
    return page_load(ctx, ret, err);
}

static int64_t bounded(int64_t limit)
{
    return limit < 1 ? 1 : limit > CRM_ITEMS_MAX ? CRM_ITEMS_MAX : limit;
}

/* --- due --------------------------------------------------------------------------------- */

static int write_due(struct record_ctx *ctx, size_t kind, int64_t limit, struct json *out,
                     struct err *err)
{
    struct moments m = {0};
    struct page page;
    if (kind_find(ctx, kind, (struct span){INT64_MIN, ctx->env.now + 1}, limit, &m, err))
        return -1;
    moments_cut(&m, 0, (size_t)limit);
    if (kind_load(ctx, kind, &m, &page, err))
        return -1;
    json_key(out, kinds[kind]->plural);
    json_array_begin(out);
    for (size_t i = 0; i < m.n; i++)
        page_write(ctx, &page, m.rows[i].row, out);
    json_array_end(out);
    return 0;
}

int crm_due(struct record_ctx *ctx, int64_t limit, struct json *out, struct err *err)
{
    json_object_begin(out);
    for (size_t kind = 0; kind < KINDS; kind++)
        if (write_due(ctx, kind, bounded(limit), out, err))
            return -1;
    json_object_end(out);
    return 0;
}

/* --- follow-ups -------------------------------------------------------------------------- */

enum { OVERDUE, TODAY, UPCOMING, BUCKETS };

struct buckets {
    const char *names[BUCKETS];
    struct span spans[BUCKETS];
    size_t start[BUCKETS + 1]; /* of each one's moments */
    struct moments moments;
    struct page pages[KINDS];
};

static void buckets_init(struct buckets *b, const struct record_ctx *ctx)
{
    const struct tz *zone = ctx->env.zone;
    int64_t day = date_to_days(tz_date(zone, ctx->env.now));
    int64_t today = tz_day_start(zone, date_from_days(day));
    int64_t tomorrow = tz_day_start(zone, date_from_days(day + 1));
    int64_t later = tz_day_start(zone, date_from_days(day + 1 + CRM_UPCOMING_DAYS));
    *b = (struct buckets){
        .names = {"overdue", "today", "upcoming"},
        .spans = {{INT64_MIN, today}, {today, tomorrow}, {tomorrow, later}},
    };
}

static int buckets_fill(struct buckets *b, struct record_ctx *ctx, int64_t limit, struct err *err)
{
    for (size_t i = 0; i < BUCKETS; i++) {
        for (size_t kind = 0; kind < KINDS; kind++)
            if (kind_find(ctx, kind, b->spans[i], limit, &b->moments, err))
                return -1;
        moments_cut(&b->moments, b->start[i], (size_t)limit);
        b->start[i + 1] = b->moments.n;
    }
    for (size_t kind = 0; kind < KINDS; kind++)
        if (kind_load(ctx, kind, &b->moments, &b->pages[kind], err))
            return -1;
    return 0;
}

/* The record with what it is and when it is due. Where it has a due_at or a name of its own, that
 * is the member: no member stands twice. */
static void write_item(struct record_ctx *ctx, const struct page *page, const struct moment *m,
                       struct json *out)
{
    struct record *r = &page->records[m->row];
    int due = entity_field_index(r->entity, STR("due_at"));
    json_object_begin(out);
    json_put_cstr(out, "entity_type", r->entity->name);
    json_put_int(out, "entity_id", r->id);
    if (!entity_field(r->entity, STR("name")))
        json_put_str(out, "name", record_name(ctx->arena, r));
    if (due < 0)
        json_put_time(out, "due_at", m->at);
    else
        r->values[due] = DB_VALUE_INT(m->at);
    page_write_members(ctx, page, m->row, out);
    json_object_end(out);
}

/* The buckets follow one another. */
static int write_counts(struct record_ctx *ctx, const struct buckets *b, struct json *out,
                        struct err *err)
{
    int64_t before = 0, n;
    json_key(out, "counts");
    json_object_begin(out);
    for (size_t i = 0; i < BUCKETS; i++, before = n) {
        if (followups_before(ctx, b->spans[i].to, &n, err))
            return -1;
        json_put_int(out, b->names[i], n - before);
    }
    json_object_end(out);
    return 0;
}

int crm_followups(struct record_ctx *ctx, int64_t limit, struct json *out, struct err *err)
{
    struct buckets b;
    buckets_init(&b, ctx);
    if (buckets_fill(&b, ctx, bounded(limit), err))
        return -1;
    json_object_begin(out);
    for (size_t i = 0; i < BUCKETS; i++) {
        json_key(out, b.names[i]);
        json_array_begin(out);
        for (size_t k = b.start[i]; k < b.start[i + 1]; k++)
            write_item(ctx, &b.pages[b.moments.rows[k].kind], &b.moments.rows[k], out);
        json_array_end(out);
    }
    if (write_counts(ctx, &b, out, err))
        return -1;
    json_object_end(out);
    return 0;
}
