/* Rules of a contact: the name that is made of first and last name, and the rhythm of being in
 * touch.
 */
#include "base/utf8.h"
#include "crm/private.h"

#include <inttypes.h>

/* "first last", or whichever there is; "" when there is none. */
static struct str composed_name(struct arena *a, const struct record *r)
{
    struct str first = record_text(r, "first_name");
    struct str last = record_text(r, "last_name");
    if (!first.n || !last.n)
        return first.n ? first : last;
    return str_of(arena_printf(a, "%.*s %.*s", STR_ARG(first), STR_ARG(last)));
}

/* A name that somebody chose stays; one that was only composed follows its parts. */
static bool name_follows(struct arena *a, const struct mutation *m)
{
    if (record_null(m->new, "name"))
        return true;
    return m->old && !mutation_given(m, "name") &&
           str_eq(record_text(m->old, "name"), composed_name(a, m->old));
}

int contact_name_before(struct change *c, struct mutation *m, struct err *err)
{
    if (!m->new || !name_follows(c->ctx.arena, m))
        return 0;
    struct str name = composed_name(c->ctx.arena, m->new);
    if (!name.n || str_eq(name, record_text(m->new, "name")))
        return 0;
    int64_t max = entity_field(m->entity, STR("name"))->max;
    if (utf8_length(name) > (size_t)max)
        return err_set(err, ERR_TOO_LONG, "name",
                       "first_name and last_name make a name of more than %" PRId64
                       " characters; give a name",
                       max);
    mutation_set(m, "name", DB_VALUE_TEXT(name));
    return 0;
}

static const struct {
    const char *name;
    int64_t days;
} rhythms[] = {{"weekly", 7}, {"biweekly", 14}, {"monthly", 30}, {"quarterly", 90}};

/* The same time of day so many days later, by the calendar and the clock on the wall. */
static int64_t days_on(const struct tz *zone, int64_t at, int64_t days)
{
    struct date d = date_from_days(date_to_days(tz_date(zone, at)) + days);
    return tz_instant(zone, d, tz_time_of_day(zone, at));
}

int contact_rhythm_before(struct change *c, struct mutation *m, struct err *err)
{
    (void)err;
    int last = entity_field_index(m->entity, STR("last_contact_at"));
    if (!mutation_changes(m, last) || m->new->values[last].type == DB_NULL ||
        mutation_given(m, "next_contact_at"))
        return 0;
    struct str every = record_text(m->new, "contact_every");
    for (size_t i = 0; i < ARRAY_LEN(rhythms); i++)
        if (str_is(every, rhythms[i].name))
            mutation_set(
                m, "next_contact_at",
                DB_VALUE_INT(days_on(c->ctx.env.zone, m->new->values[last].i, rhythms[i].days)));
    return 0;
}
