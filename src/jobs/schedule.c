/* What recurs, and when.
 *
 * A recurring job is an ordinary row with the key JOB_RECURRING. In the control space there is
 * always one of each kind: made at start, and followed by the next when it ends (row.c). In a
 * workspace there is none until somebody writes there: then memory notes when to visit it, and the
 * visit makes the rows. So a workspace that nobody writes to is not opened for its schedule.
 */
#include "jobs/private.h"

static int64_t next_day(const struct jobs *j, const struct job_kind *kind, int64_t after)
{
    const struct tz *zone = j->config.zone ? j->config.zone : j->utc;
    int64_t period = kind->every_seconds / 86400;
    int64_t day = date_to_days(tz_date(zone, after));
    int64_t at;

    day -= ((day % period) + period) % period;
    while ((at = tz_instant(zone, date_from_days(day), kind->at_seconds * INT64_C(1000))) <= after)
        day += period;
    return at;
}

int64_t schedule_next(const struct jobs *j, const struct job_kind *kind, int64_t after)
{
    int64_t period = kind->every_seconds * INT64_C(1000);
    int64_t offset = kind->at_seconds * INT64_C(1000);

    if (kind->every_seconds % 86400 == 0)
        return next_day(j, kind, after);
    return ((after - offset) / period + 1) * period + offset;
}

static bool recurs(const struct job_kind *kind, bool control)
{
    return kind->every_seconds > 0 && kind->control_only == control;
}

int64_t schedule_visit(const struct jobs *j, int64_t after)
{
    int64_t first = 0;

    for (size_t i = 0; i < j->config.n_kinds; i++) {
        const struct job_kind *kind = &j->config.kinds[i];

        if (!recurs(kind, false))
            continue;
        int64_t at = schedule_next(j, kind, after);
        if (!first || at < first)
            first = at;
    }
    return first;
}

/* Those of a longer period wait in the workspace for their own time. */
int schedule_workspace(const struct jobs *j, struct space_tx *tx, int64_t visit_at, struct err *err)
{
    for (size_t i = 0; i < j->config.n_kinds; i++) {
        const struct job_kind *kind = &j->config.kinds[i];

        if (recurs(kind, false) &&
            job_enqueue(tx, kind->name, STR_NONE, schedule_next(j, kind, visit_at - 1),
                        JOB_RECURRING, err) != 0)
            return -1;
    }
    return 0;
}

/* One that runs, or is dead and has its successor, is not made again. */
int schedule_control(const struct jobs *j, struct space_tx *tx, struct err *err)
{
    for (size_t i = 0; i < j->config.n_kinds; i++) {
        const struct job_kind *kind = &j->config.kinds[i];
        int64_t running;

        if (!recurs(kind, true))
            continue;
        if (db_query_int(
                tx->db,
                "SELECT COUNT(*) FROM job WHERE kind = ? AND unique_key = ? AND "
                "state = 'running'",
                DB_ARGS(DB_VALUE_TEXT(str_of(kind->name)), DB_VALUE_TEXT(str_of(JOB_RECURRING))), 0,
                &running, err) != 0)
            return -1;
        if (!running &&
            job_enqueue(tx, kind->name, STR_NONE, schedule_next(j, kind, j->config.now()),
                        JOB_RECURRING, err) != 0)
            return -1;
    }
    return 0;
}
