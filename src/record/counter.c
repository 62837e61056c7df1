/* Keeps the counts; see counter.h for the table.
 *
 * A mutation takes its old record out and puts its new one in; rows that cancel out are not
 * written. A create of a contact touches some rows, and those of the next contact are much the
 * same, also when somebody else makes it; so the differences of one change wait for its end, and
 * those of all changes of a commit for that, or for somebody who reads the counts.
 */
#include "record/counter.h"

#include <assert.h>

#include "record/due.h"
#include "record/private.h"

/* One row's difference. */
struct delta {
    struct str field, value, currency;
    int64_t n, total;
};

enum { DELTAS_MAX = 16, WAITING_MAX = 64 };

struct deltas {
    struct delta rows[DELTAS_MAX];
    size_t n;
};

struct counts {
    struct {
        const struct entity *entity;
        struct delta delta;
    } rows[WAITING_MAX];
    size_t n;
    struct arena *arena; /* the change's; that of the ctx may be a record's by now */
    struct space_tx *tx;
};

/* False when they are of different rows. */
static bool delta_join(struct delta *x, const struct delta *more)
{
    if (!str_eq(x->field, more->field) || !str_eq(x->value, more->value) ||
        !str_eq(x->currency, more->currency))
        return false;
    x->n += more->n;
    x->total += more->total;
    return true;
}

static void deltas_add(struct deltas *d, struct delta row)
{
    for (size_t i = 0; i < d->n; i++)
        if (delta_join(&d->rows[i], &row))
            return;
    assert(d->n < DELTAS_MAX && "an entity has few counted fields");
    d->rows[d->n++] = row;
}

const struct field *counter_money(const struct entity *e)
{
    for (size_t i = 0; i < e->n_fields; i++)
        if (e->fields[i].type == &type_money)
            return &e->fields[i];
    return NULL;
}

/* Stands for the workspace's currency, which may be another tomorrow. */
static const struct str own_currency = {"*", 1};

/* The money of a record and its currency; a record without money counts under ''. */
static int64_t money_of(const struct record *r, struct str *ret)
{
    const struct field *f = counter_money(r->entity);
    *ret = STR("");
    if (!f || record_null(r, f->name))
        return 0;
    struct str currency = f->currency_field ? record_text(r, f->currency_field) : STR_NONE;
    *ret = currency.n ? currency : own_currency;
    return record_int(r, f->name);
}

static void deltas_moment(struct deltas *d, struct arena *a, const struct series *s, int64_t at,
                          int64_t sign)
{
    struct str hour = series_hour(a, at);
    struct str day = str_sub(hour, 0, SERIES_DAY_TEXT);
    deltas_add(d, (struct delta){str_of(s->day), day, STR(""), sign, 0});
    deltas_add(d, (struct delta){str_of(s->hour), hour, STR(""), sign, 0});
}

static void deltas_record(struct deltas *d, const struct record_ctx *ctx, const struct record *r,
                          int64_t sign)
{
    int64_t due;
    deltas_add(
        d, (struct delta){STR(""), r->trashed_at ? STR("trashed") : STR("live"), STR(""), sign, 0});
    if (r->trashed_at)
        return;
    struct str currency;
    int64_t money = money_of(r, &currency);
    const struct entity *e = r->entity;
    for (size_t i = 0; i < e->n_fields; i++) {
        if (!(e->fields[i].flags & FIELD_COUNTED))
            continue;
        struct db_value v = r->values[i];
        deltas_add(d,
                   (struct delta){str_of(e->fields[i].name), v.type == DB_IS_TEXT ? v.s : STR(""),
                                  currency, sign, sign * money});
    }
    if (due_moment(r, &due))
        deltas_moment(d, ctx->arena, &due_series, due, sign);
}

static int delta_write(struct db *db, struct str entity, const struct delta *x, struct err *err)
{
    if (x->n == 0 && x->total == 0)
        return 0;
    return db_post(db,
                   "INSERT INTO counter(entity, field, value, currency, n, total) "
                   "VALUES (?, ?, ?, ?, ?, ?) "
                   "ON CONFLICT(entity, field, value, currency) DO UPDATE SET "
                   "n = counter.n + excluded.n, total = counter.total + excluded.total",
                   DB_ARGS(DB_VALUE_TEXT(entity), DB_VALUE_TEXT(x->field), DB_VALUE_TEXT(x->value),
                           DB_VALUE_TEXT(x->currency), DB_VALUE_INT(x->n), DB_VALUE_INT(x->total)),
                   err);
}

struct counts *counter_waiting(struct arena *a, struct space_tx *tx)
{
    struct counts *w = ARENA_NEW(a, struct counts);
    w->arena = a;
    w->tx = tx;
    return w;
}

/* What waits of this change. */
static int flush(struct record_ctx *ctx, struct err *err)
{
    struct counts *w = ctx->counts;
    for (size_t i = 0; i < w->n; i++)
        if (delta_write(ctx->db, str_of(w->rows[i].entity->name), &w->rows[i].delta, err))
            return -1;
    w->n = 0;
    return 0;
}

int counter_flush(struct record_ctx *ctx, struct err *err)
{
    struct counts *w = ctx->counts;
    if (!w)
        return 0;
    return flush(ctx, err) || (w->tx->sums && space_tx_settle(w->tx, err)) ? -1 : 0;
}

static int sum_write(struct db *db, const struct space_sum *sum, struct err *err)
{
    const struct delta x = {sum->key[1], sum->key[2], sum->key[3], sum->n, sum->total};
    return delta_write(db, sum->key[0], &x, err);
}

int counter_end(struct record_ctx *ctx, struct err *err)
{
    struct counts *w = ctx->counts;
    if (!w->tx->sums)
        return flush(ctx, err);
    for (size_t i = 0; i < w->n; i++) {
        const struct delta *x = &w->rows[i].delta;
        const struct space_sum sum = {
            .key = {str_of(w->rows[i].entity->name), x->field, x->value, x->currency},
            .n = x->n,
            .total = x->total,
            .write = sum_write,
        };
        if (x->n || x->total)
            space_tx_add(w->tx, &sum);
    }
    w->n = 0;
    return 0;
}

static int delta_wait(struct record_ctx *ctx, const struct entity *e, const struct delta *x,
                      struct err *err)
{
    struct counts *w = ctx->counts;
    for (size_t i = 0; i < w->n; i++)
        if (w->rows[i].entity == e && delta_join(&w->rows[i].delta, x))
            return 0;
    if (w->n == WAITING_MAX && flush(ctx, err))
        return -1;
    w->rows[w->n].entity = e;
    w->rows[w->n++].delta = (struct delta){str_dup(w->arena, x->field), str_dup(w->arena, x->value),
                                           str_dup(w->arena, x->currency), x->n, x->total};
    return 0;
}

static int delta_apply(struct record_ctx *ctx, const struct entity *e, const struct delta *x,
                       struct err *err)
{
    if (x->n == 0 && x->total == 0)
        return 0;
    return ctx->counts ? delta_wait(ctx, e, x, err) : delta_write(ctx->db, str_of(e->name), x, err);
}

int counter_apply(struct record_ctx *ctx, const struct entity *e, const struct record *old,
                  const struct record *new, struct err *err)
{
    struct deltas d = {.n = 0};
    if (old)
        deltas_record(&d, ctx, old, -1);
    if (new)
        deltas_record(&d, ctx, new, 1);

    for (size_t i = 0; i < d.n; i++)
        if (delta_apply(ctx, e, &d.rows[i], err))
            return -1;
    return 0;
}

int counter_tag(struct record_ctx *ctx, const struct entity *e, int64_t tag, int64_t by,
                struct err *err)
{
    struct str value = str_of(arena_printf(ctx->arena, "%lld", (long long)tag));
    return delta_apply(ctx, e, &(struct delta){STR(COUNTER_TAGS), value, STR(""), by, 0}, err);
}

int counter_moment(struct record_ctx *ctx, const struct entity *e, const struct series *s,
                   int64_t at, int64_t by, struct err *err)
{
    struct deltas d = {.n = 0};
    deltas_moment(&d, ctx->arena, s, at, by);
    return delta_apply(ctx, e, &d.rows[0], err) || delta_apply(ctx, e, &d.rows[1], err) ? -1 : 0;
}

int counter_count(struct record_ctx *ctx, const struct entity *e, bool trashed, int64_t *ret_n,
                  struct err *err)
{
    return counter_count_by(ctx, e, "", trashed ? STR("trashed") : STR("live"), ret_n, err);
}

int counter_count_by(struct record_ctx *ctx, const struct entity *e, const char *field,
                     struct str value, int64_t *ret_n, struct err *err)
{
    if (counter_flush(ctx, err))
        return -1;
    return db_query_int(
        ctx->db, "SELECT SUM(n) FROM counter WHERE entity = ? AND field = ? AND value = ?",
        DB_ARGS(DB_VALUE_TEXT(str_of(e->name)), DB_VALUE_TEXT(str_of(field)), DB_VALUE_TEXT(value)),
        0, ret_n, err);
}

int counter_tagged(struct record_ctx *ctx, const struct entity *e, struct str folded,
                   int64_t *ret_n, struct err *err)
{
    if (counter_flush(ctx, err))
        return -1;
    return db_query_int(ctx->db,
                        "SELECT SUM(n) FROM counter WHERE entity = ? AND field = ? "
                        "AND value = (SELECT CAST(id AS TEXT) FROM tag WHERE name_fold = ?)",
                        DB_ARGS(DB_VALUE_TEXT(str_of(e->name)), DB_VALUE_TEXT(STR(COUNTER_TAGS)),
                                DB_VALUE_TEXT(folded)),
                        0, ret_n, err);
}

/* Rows of a value follow one another; what is in the workspace's currency joins what names it. */
static void add_row(struct counter_row *rows, size_t *n, struct counter_row new)
{
    for (size_t i = *n; i > 0 && str_eq(rows[i - 1].value, new.value); i--)
        if (str_eq(rows[i - 1].currency, new.currency)) {
            rows[i - 1].n += new.n;
            rows[i - 1].total += new.total;
            return;
        }
    rows[(*n)++] = new;
}

int counter_rows(struct record_ctx *ctx, const struct entity *e, const char *field,
                 struct counter_row **ret, size_t *ret_n, struct err *err)
{
    struct db_stmt *s;
    if (counter_flush(ctx, err))
        return -1;
    if (db_query(ctx->db,
                 "SELECT value, currency, n, total FROM counter WHERE entity = ? AND field = ? "
                 "AND n <> 0 ORDER BY value, currency",
                 DB_ARGS(DB_VALUE_TEXT(str_of(e->name)), DB_VALUE_TEXT(str_of(field))), &s, err))
        return -1;

    struct counter_row *rows = NULL;
    size_t n = 0, room = 0;
    int got;
    while ((got = db_step(s, err)) == 1) {
        if (n == room) {
            size_t more = room ? room * 2 : 16;
            rows = arena_grow(ctx->arena, rows, room * sizeof *rows, more * sizeof *rows);
            room = more;
        }
        struct str currency = db_column_str(s, 1);
        bool own = str_eq(currency, own_currency);
        add_row(rows, &n,
                (struct counter_row){
                    .value = str_dup(ctx->arena, db_column_str(s, 0)),
                    .currency = own ? ctx->env.currency : str_dup(ctx->arena, currency),
                    .n = db_column_int(s, 2),
                    .total = db_column_int(s, 3),
                });
    }
    db_done(s);
    *ret = rows;
    *ret_n = n;
    return got < 0 ? -1 : 0;
}

/* --- what an older program did not keep ------------------------------------------------------- */

static int counts_forget(struct db *db, const struct entity *e, const char *field, struct err *err)
{
    return db_run(db, "DELETE FROM counter WHERE entity = ? AND field = ?",
                  DB_ARGS(DB_VALUE_TEXT(str_of(e->name)), DB_VALUE_TEXT(str_of(field))), NULL, err);
}

/* By the statement of its hours. */
static int fill_series(struct db *db, struct arena *a, const struct entity *e,
                       const struct series *series, const struct sql *hours, struct err *err)
{
    struct series_row *rows;
    struct deltas d = {.n = 0};
    size_t n;
    if (counts_forget(db, e, series->day, err) || counts_forget(db, e, series->hour, err) ||
        series_rows(db, a, hours, &rows, &n, err))
        return -1;
    for (size_t i = 0; i < n; i++, d.n = 0) {
        deltas_moment(&d, a, series, rows[i].at, rows[i].n);
        if (delta_write(db, str_of(e->name), &d.rows[0], err) ||
            delta_write(db, str_of(e->name), &d.rows[1], err))
            return -1;
    }
    return 0;
}

static int fill_due(struct db *db, struct arena *a, const struct entity *e, struct err *err)
{
    struct sql q;
    sql_init(&q, a, db_driver_of(db));
    due_hours_sql(&q, e);
    return fill_series(db, a, e, &due_series, &q, err);
}

void counter_sums_sql(struct sql *q, const struct entity *e, const char *alias, struct str own)
{
    const struct field *money = counter_money(e);
    if (!money) {
        sql_add(q, ", '', COUNT(*), 0");
        return;
    }
    sql_add(q, ", CASE WHEN ");
    sql_ident2(q, alias, money->name);
    sql_add(q, " IS NULL THEN '' ELSE ");
    if (money->currency_field) {
        sql_add(q, "COALESCE(");
        sql_ident2(q, alias, money->currency_field);
        sql_add(q, ", ");
        sql_bind_text(q, own);
        sql_add(q, ")");
    } else {
        sql_bind_text(q, own);
    }
    sql_add(q, " END, COUNT(*), COALESCE(SUM(");
    sql_ident2(q, alias, money->name);
    sql_add(q, "), 0)");
}

void counter_groups_sql(struct sql *q, const struct entity *e, const struct field *f,
                        struct str own)
{
    sql_add(q, "SELECT COALESCE(a.");
    sql_ident(q, f->name);
    sql_add(q, ", '')");
    counter_sums_sql(q, e, "a", own);
    sql_add(q, " FROM ");
    sql_ident(q, e->name);
    sql_add(q, " a");
    if (e->flags & ENTITY_TRASH)
        sql_add(q, " WHERE a.trashed_at IS NULL");
    sql_add(q, " GROUP BY 1, 2");
}

void counter_tags_sql(struct sql *q, const struct entity *e)
{
    sql_add(q, "SELECT CAST(o.tag_id AS TEXT), '', COUNT(*), 0 FROM tag_of o JOIN ");
    sql_ident(q, e->name);
    sql_add(q, " x ON x.id = o.record_id");
    if (e->flags & ENTITY_TRASH)
        sql_add(q, " WHERE x.trashed_at IS NULL");
    sql_add(q, " GROUP BY o.tag_id");
}

/* Between the two: a SELECT of value, currency, n and total. */
static void fill_begin(struct sql *q, const struct entity *e, const char *field)
{
    sql_add(q, "INSERT INTO counter(entity, field, value, currency, n, total) SELECT ");
    sql_bind_text(q, str_of(e->name));
    sql_add(q, ", ");
    sql_bind_text(q, str_of(field));
    sql_add(q, ", t.* FROM (");
}

static int fill_end(struct db *db, struct sql *q, const struct entity *e, const char *field,
                    struct err *err)
{
    sql_add(q, ") t");
    return counts_forget(db, e, field, err) || db_run_sql(db, q, NULL, err) ? -1 : 0;
}

static int fill_tags(struct db *db, struct arena *a, const struct entity *e, struct err *err)
{
    struct sql q;
    sql_init(&q, a, db_driver_of(db));
    fill_begin(&q, e, COUNTER_TAGS);
    counter_tags_sql(&q, e);
    return fill_end(db, &q, e, COUNTER_TAGS, err);
}

static int fill_money(struct db *db, struct arena *a, const struct entity *e, struct err *err)
{
    for (size_t i = 0; i < e->n_fields; i++) {
        const struct field *f = &e->fields[i];
        struct sql q;
        if (!(f->flags & FIELD_COUNTED))
            continue;
        sql_init(&q, a, db_driver_of(db));
        fill_begin(&q, e, f->name);
        counter_groups_sql(&q, e, f, own_currency);
        if (fill_end(db, &q, e, f->name, err))
            return -1;
    }
    return 0;
}

static int fill_each(struct db *db,
                     int (*fill)(struct db *db, struct arena *a, const struct entity *e,
                                 struct err *err),
                     bool (*has)(const struct entity *e), struct err *err)
{
    struct arena a;
    size_t n;
    const struct entity *const *all = model_entities(&n);
    int failed = 0;
    arena_init(&a);
    for (size_t i = 0; i < n && !failed; i++)
        failed = has(all[i]) && fill(db, &a, all[i], err);
    arena_release(&a);
    return failed ? -1 : 0;
}

static bool has_due(const struct entity *e)
{
    return e->due != NULL;
}

static bool has_tags(const struct entity *e)
{
    return entity_has(e, &type_tags);
}

static bool has_money(const struct entity *e)
{
    return counter_money(e) != NULL;
}

int counter_fill_money(struct db *db, struct err *err)
{
    return fill_each(db, fill_money, has_money, err);
}

int counter_fill_due(struct db *db, struct err *err)
{
    return fill_each(db, fill_due, has_due, err);
}

int counter_fill_tags(struct db *db, struct err *err)
{
    return fill_each(db, fill_tags, has_tags, err);
}

struct filling {
    struct db *db;
    struct arena *a;
};

static int fill_events(void *to, const struct entity *e, const struct series *s,
                       const struct sql *hours, struct err *err)
{
    const struct filling *f = to;
    return fill_series(f->db, f->a, e, s, hours, err);
}

int counter_fill_events(struct db *db, struct err *err)
{
    struct arena a;
    arena_init(&a);
    struct filling f = {db, &a};
    int failed = event_count_each(&a, db, fill_events, &f, err);
    arena_release(&a);
    return failed;
}

int counter_recount(struct db *db, struct err *err)
{
    return counter_fill_money(db, err) || counter_fill_due(db, err) || counter_fill_tags(db, err) ||
                   counter_fill_events(db, err)
               ? -1
               : 0;
}
