/* Rules of what can be done: activities and tasks. Without a status one is open; done, it knows
 * since when. The day of month that a short month hid is forgotten when somebody picks another
 * date.
 */
#include "crm/private.h"

static bool is_done(const struct record *r)
{
    return r && str_is(record_text(r, "status"), "done");
}

/* recur_day belongs to the date and rhythm it was kept for. */
static bool rhythm_changes(const struct mutation *m)
{
    const struct recurring *x = recurring_of(m->entity);
    const char *old = recurring_lead(x, m->old), *new = recurring_lead(x, m->new);
    return old != new || (new &&mutation_changes(m, entity_field_index(m->entity, str_of(new)))) ||
           mutation_changes(m, entity_field_index(m->entity, str_of(x->rhythm)));
}

int todo_before(struct change *c, struct mutation *m, struct err *err)
{
    (void)err;
    if (!m->new)
        return 0;
    if (record_null(m->new, "status"))
        mutation_set(m, "status", DB_VALUE_TEXT(STR("open")));
    if (is_done(m->new) != is_done(m->old))
        mutation_set(m, "completed_at", is_done(m->new) ? DB_VALUE_INT(c->tx->now) : DB_VALUE_NULL);
    if (m->old && !mutation_given(m, "recur_day") && rhythm_changes(m))
        mutation_set(m, "recur_day", DB_VALUE_NULL);
    return 0;
}
