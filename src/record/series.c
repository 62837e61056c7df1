/* See series.h. Texts rather than numbers, since that is what counters have: they sort as the
 * moments do, for all years that a moment may have.
 */
#include "record/series.h"

#include "record/counter.h"

/* So many hours after the beginning of the count that none is negative: division cuts, and two
 * databases should not differ in which way. */
static const int64_t ages = INT64_C(10000) * 366 * 24;

static int64_t floor_to(int64_t t, int64_t step)
{
    int64_t rest = t % step;
    return t - (rest < 0 ? rest + step : rest);
}

struct str series_hour(struct arena *a, int64_t at)
{
    char text[25];
    time_format(at, text);
    return str_dup(a, (struct str){text, SERIES_HOUR_TEXT});
}

int series_before(struct record_ctx *ctx, const struct entity *e, const struct series *s, int64_t t,
                  int64_t *ret_hour, int64_t *ret_n, struct err *err)
{
    int64_t hour = floor_to(t, SERIES_HOUR_MS);
    struct str end = series_hour(ctx->arena, hour);
    struct str day = str_sub(end, 0, SERIES_DAY_TEXT);
    struct str name = str_of(e->name);
    if (counter_flush(ctx, err))
        return -1;
    *ret_hour = hour;
    return db_query_int(
        ctx->db,
        "SELECT COALESCE((SELECT SUM(n) FROM counter WHERE entity = ? AND field = ? AND value < "
        "?), "
        "0) + COALESCE((SELECT SUM(n) FROM counter WHERE entity = ? AND field = ? AND value >= ? "
        "AND value < ?), 0)",
        DB_ARGS(DB_VALUE_TEXT(name), DB_VALUE_TEXT(str_of(s->day)), DB_VALUE_TEXT(day),
                DB_VALUE_TEXT(name), DB_VALUE_TEXT(str_of(s->hour)), DB_VALUE_TEXT(day),
                DB_VALUE_TEXT(end)),
        0, ret_n, err);
}

/* --- the same counted anew -------------------------------------------------------------------- */

void series_sql_begin(struct sql *q)
{
    sql_add(q, "SELECT (m + ");
    sql_bind_int(q, ages * SERIES_HOUR_MS);
    sql_add(q, ") / ");
    sql_bind_int(q, SERIES_HOUR_MS);
    sql_add(q, ", COUNT(*) FROM (");
}

void series_sql_end(struct sql *q)
{
    sql_add(q, ") moments WHERE m IS NOT NULL GROUP BY 1 ORDER BY 1");
}

int series_rows(struct db *db, struct arena *a, const struct sql *q, struct series_row **ret,
                size_t *ret_n, struct err *err)
{
    struct db_stmt *s;
    struct series_row *rows = NULL;
    size_t n = 0, room = 0;
    int got;
    if (db_query_sql(db, q, &s, err))
        return -1;
    while ((got = db_step(s, err)) == 1) {
        if (n == room) {
            size_t more = room ? room * 2 : 64;
            rows = arena_grow(a, rows, room * sizeof *rows, more * sizeof *rows);
            room = more;
        }
        rows[n++] =
            (struct series_row){(db_column_int(s, 0) - ages) * SERIES_HOUR_MS, db_column_int(s, 1)};
    }
    db_done(s);
    *ret = rows;
    *ret_n = n;
    return got;
}
