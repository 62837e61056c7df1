/* See due.h. The rule stands here twice, for a record at hand and in SQL for all of them. */
#include "record/due.h"

#include "record/record.h"

const struct series due_series = {"due.day", "due.hour"};

static bool status_is(const struct record *r, const char *const *statuses)
{
    struct str now = record_text(r, "status");
    for (; *statuses; statuses++)
        if (str_is(now, *statuses))
            return true;
    return false;
}

static bool date_of(const struct record *r, const char *field, int64_t *ret)
{
    if (!field || record_null(r, field))
        return false;
    *ret = record_int(r, field);
    return true;
}

bool due_moment(const struct record *r, int64_t *ret_at)
{
    const struct due *d = r->entity->due;
    int64_t at, other;
    if (!d || r->trashed_at)
        return false;
    if (!date_of(r, d->at, &at)) {
        if (!date_of(r, d->or_at, &at))
            return false;
    } else if (date_of(r, d->or_at, &other) && other < at) {
        at = other;
    }
    if (d->statuses && !status_is(r, d->statuses))
        return false;
    if (date_of(r, d->hidden, &other) && other > at)
        at = other;
    *ret_at = at;
    return true;
}

void due_status_sql(struct sql *q, const struct due *d)
{
    sql_unindexed(q);
    sql_add(q, "status IN (");
    for (size_t i = 0; d->statuses[i]; i++) {
        sql_add(q, i ? ", " : "");
        sql_bind_text(q, str_of(d->statuses[i]));
    }
    sql_add(q, ")");
}

/* The earlier of the two, or the one there is. */
static void earlier_sql(struct sql *q, const struct due *d)
{
    if (!d->or_at) {
        sql_ident(q, d->at);
        return;
    }
    sql_add(q, "CASE WHEN ");
    sql_ident(q, d->or_at);
    sql_add(q, " IS NULL OR ");
    sql_ident(q, d->at);
    sql_add(q, " <= ");
    sql_ident(q, d->or_at);
    sql_add(q, " THEN ");
    sql_ident(q, d->at);
    sql_add(q, " ELSE ");
    sql_ident(q, d->or_at);
    sql_add(q, " END");
}

static void moments_sql(struct sql *q, const struct entity *e)
{
    const struct due *d = e->due;
    sql_add(q, "SELECT ");
    if (d->hidden) {
        sql_add(q, "CASE WHEN ");
        sql_ident(q, d->hidden);
        sql_add(q, " > ");
        earlier_sql(q, d);
        sql_add(q, " THEN ");
        sql_ident(q, d->hidden);
        sql_add(q, " ELSE ");
        earlier_sql(q, d);
        sql_add(q, " END");
    } else {
        earlier_sql(q, d);
    }
    sql_add(q, " AS m FROM ");
    sql_ident(q, e->name);
    sql_add(q, " WHERE trashed_at IS NULL");
    if (d->statuses) {
        sql_add(q, " AND ");
        due_status_sql(q, d);
    }
}

void due_hours_sql(struct sql *q, const struct entity *e)
{
    series_sql_begin(q);
    moments_sql(q, e);
    series_sql_end(q);
}
