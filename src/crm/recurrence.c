/* When a recurring thing comes again. Dates are reckoned in the workspace's zone and the time of
 * day stays what the clock on the wall says, across summer time too.
 *
 * TO ADD A RECURRENCE: its name in the model's list, one row here.
 */
#include "crm/private.h"

static const struct recurring recurrings[] = {
    {&entity_activity, "recurrence", {"due_at", "next_contact_at"}},
    {&entity_task, "recur", {"due_at", "after_at"}},
};

const struct recurring *recurring_of(const struct entity *e)
{
    for (size_t i = 0; i < ARRAY_LEN(recurrings); i++)
        if (recurrings[i].entity == e)
            return &recurrings[i];
    return NULL;
}

const char *recurring_lead(const struct recurring *x, const struct record *r)
{
    for (size_t i = 0; i < RECURRING_DATES; i++)
        if (!record_null(r, x->dates[i]))
            return x->dates[i];
    return NULL;
}

/* One of days, months and weekdays says how far a step goes. */
struct step {
    const char *name;
    int days;
    int months;
    bool weekdays; /* Monday to Friday */
};

static const struct step steps[] = {
    {"daily", 1, 0, false},   {"weekly", 7, 0, false},    {"biweekly", 14, 0, false},
    {"monthly", 0, 1, false}, {"quarterly", 0, 3, false}, {"yearly", 0, 12, false},
    {"weekdays", 0, 0, true},
};

static const struct step *step_find(struct str name)
{
    for (size_t i = 0; i < ARRAY_LEN(steps); i++)
        if (str_is(name, steps[i].name))
            return &steps[i];
    return NULL;
}

static struct date past_by_days(int64_t from, int days, int64_t after)
{
    int64_t n = after < from ? 1 : (after - from) / days + 1;
    return date_from_days(from + n * days);
}

/* Always counted from the first date, so that a short month on the way shortens nothing after. */
static struct date past_by_months(struct date from, int months, int anchor_day, struct date after)
{
    int apart = (after.year - from.year) * 12 + after.month - from.month;
    int n = apart < months ? 1 : apart / months;
    struct date d = date_add_months(from, n * months, anchor_day);
    while (date_valid(d) && date_to_days(d) <= date_to_days(after))
        d = date_add_months(from, ++n * months, anchor_day);
    return d;
}

static struct date past_by_weekdays(int64_t from, int64_t after)
{
    int64_t day = (after > from ? after : from) + 1;
    int weekday = date_weekday(day);
    return date_from_days(weekday > 4 ? day + 7 - weekday : day);
}

int64_t recur_past(const struct tz *zone, struct str recurrence, int64_t from, int anchor_day,
                   struct date after)
{
    const struct step *x = step_find(recurrence);
    struct date d = tz_date(zone, from);
    if (!x)
        return from;
    if (x->days)
        d = past_by_days(date_to_days(d), x->days, date_to_days(after));
    else if (x->months)
        d = past_by_months(d, x->months, anchor_day, after);
    else
        d = past_by_weekdays(date_to_days(d), date_to_days(after));
    return date_valid(d) ? tz_instant(zone, d, tz_time_of_day(zone, from)) : from;
}

int64_t crm_recur(const struct tz *zone, struct str recurrence, int64_t from, int anchor_day)
{
    return recur_past(zone, recurrence, from, anchor_day, tz_date(zone, from));
}
