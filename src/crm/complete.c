/* Completing what can be done. What recurs leaves its next instance behind: the record as it is
 * spoken, without what belongs to this time only, so that a field added to the entity goes along
 * by itself.
 */
#include "crm/private.h"

enum { TEXT_MAX = 4 << 20 };

/* The dates of the next instance. */
struct next {
    const struct recurring *x;
    const char *lead; /* the field that leads; the first where there was no date at all */
    int64_t from, to; /* its moment, this time and the next */
    int anchor_day;   /* the day of the month it is meant for */
};

/* False when it does not recur, or not within the calendar. */
static bool next_find(const struct change *c, const struct record *r, struct next *ret)
{
    const struct tz *zone = c->ctx.env.zone;
    const struct recurring *x = recurring_of(r->entity);
    const char *lead = recurring_lead(x, r);
    int64_t from = lead ? record_int(r, lead) : c->tx->now;
    int kept = (int)record_int(r, "recur_day");
    *ret = (struct next){
        .x = x,
        .lead = lead ? lead : x->dates[0],
        .from = from,
        .anchor_day = kept ? kept : tz_date(zone, from).day,
    };
    ret->to = recur_past(zone, record_text(r, x->rhythm), from, ret->anchor_day,
                         tz_date(zone, c->tx->now));
    return ret->to > from;
}

/* Another date keeps its distance in days to the leading one, and its time of day. */
static int64_t moved(const struct tz *zone, const struct next *next, int64_t at)
{
    int64_t apart = date_to_days(tz_date(zone, at)) - date_to_days(tz_date(zone, next->from));
    struct date d = date_from_days(date_to_days(tz_date(zone, next->to)) + apart);
    return tz_instant(zone, d, tz_time_of_day(zone, at));
}

/* --- the body of the next instance ------------------------------------------------------- */

/* Status and contacts are this instance's own. */
static bool goes_along(const struct entity *e, const char *name)
{
    static const char *const stays[] = {"status", "last_contact_at", "last_contact_note_id",
                                        "next_contact_note_id"};
    const struct field *f = entity_field(e, str_of(name));
    if (!f || (f->flags & (FIELD_READ_ONLY | FIELD_DERIVED | FIELD_INPUT_ONLY)))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(stays); i++)
        if (str_is(str_of(name), stays[i]))
            return false;
    return true;
}

static int spoken(struct change *c, struct record *r, json_t **ret, struct err *err)
{
    struct buf text;
    struct json j;
    buf_init(&text, TEXT_MAX);
    json_init(&j, &text);
    int failed = record_write_json(&c->ctx, r, &j, err) || json_parse(buf_str(&text), ret, err);
    buf_release(&text);
    return failed;
}

/* Who left the workspace since cannot be given anything new. */
static int drop_former_members(struct change *c, const struct entity *e, json_t *body,
                               struct err *err)
{
    for (size_t i = 0; c->ctx.control && i < e->n_fields; i++) {
        const struct field *f = &e->fields[i];
        const json_t *id = json_object_get(body, f->name);
        enum role role;
        if (!str_is(str_of(f->target), "user") || !json_is_integer(id))
            continue;
        if (control_role(c->ctx.control, c->ctx.who.workspace_id, json_integer_value(id), &role,
                         err))
            return -1;
        if (role == ROLE_NONE)
            json_object_del(body, f->name);
    }
    return 0;
}

static void put_dates(const struct change *c, const struct record *r, const struct next *next,
                      json_t *body)
{
    for (size_t i = 0; i < RECURRING_DATES; i++) {
        const char *name = next->x->dates[i];
        char text[25];
        bool leads = str_is(str_of(name), next->lead);
        if (!leads && record_null(r, name))
            continue;
        time_format(leads ? next->to : moved(c->ctx.env.zone, next, record_int(r, name)), text);
        json_object_set_new(body, name, json_string(text));
    }
}

static int next_body(struct change *c, struct record *r, const struct next *next, json_t **ret,
                     struct err *err)
{
    json_t *body = NULL;
    const char *name;
    json_t *value;
    void *at;
    if (spoken(c, r, &body, err))
        return -1;
    json_object_foreach_safe(body, at, name, value)
    {
        if (!goes_along(r->entity, name))
            json_object_del(body, name);
    }
    put_dates(c, r, next, body);
    *ret = body;
    return drop_former_members(c, r->entity, body, err);
}

/* A month too short for the day meant hides it from the date, so it is kept beside. */
static int keep_anchor(struct change *c, const struct entity *e, int64_t id,
                       const struct next *next, struct err *err)
{
    int day = tz_date(c->ctx.env.zone, next->to).day;
    struct date end = tz_date(c->ctx.env.zone, next->to);
    bool hidden = day < next->anchor_day && day == date_days_in_month(end.year, end.month);
    struct field_set set = {"recur_day", DB_VALUE_INT(next->anchor_day)};
    return hidden ? record_set(c, e, id, &set, 1, err) : 0;
}

static int next_make(struct change *c, struct record *r, const struct next *next, int64_t *ret_id,
                     struct err *err)
{
    json_t *body = NULL;
    struct record *made = NULL;
    int failed = next_body(c, r, next, &body, err) || record_create(c, r->entity, body, &made, err);
    json_decref(body);
    if (failed || keep_anchor(c, r->entity, made->id, next, err))
        return -1;
    *ret_id = made->id;
    return 0;
}

int crm_complete(struct change *c, const struct entity *e, int64_t id, int64_t *ret_next_id,
                 struct err *err)
{
    struct record *r;
    struct next next;
    *ret_next_id = 0;
    if (!recurring_of(e))
        return err_set(err, ERR_NOT_FOUND, NULL, "a %s cannot be completed", e->name);
    if (record_get(&c->ctx, e, id, &r, err))
        return -1;
    if (r->trashed_at)
        return err_set(err, ERR_INVALID, "id", "it is in the trash: restore it first");
    if (str_is(record_text(r, "status"), "done"))
        return 0;

    c->label = "complete";
    struct field_set done = {"status", DB_VALUE_TEXT(STR("done"))};
    if (record_set(c, e, id, &done, 1, err))
        return -1;
    return next_find(c, r, &next) ? next_make(c, r, &next, ret_next_id, err) : 0;
}
