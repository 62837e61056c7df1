/* A mutation under construction: what the caller named, read by the field table.
 *
 * Every fault of a body is collected, so that a form learns of all of them at once. Names are
 * checked first: a body with an unknown name is refused whatever else it says.
 */
#include "base/money.h"
#include "record/private.h"

struct mutation *mutation_new(struct change *c, enum mutation_kind kind, const struct entity *e,
                              const struct record *old)
{
    struct arena *a = c->ctx.arena;
    struct mutation *m = ARENA_NEW(a, struct mutation);
    m->kind = kind;
    m->entity = e;
    m->given = arena_array(a, e->n_fields, sizeof *m->given);
    m->old = old ? record_dup(a, old) : NULL;
    if (kind == MUTATION_REMOVE || kind == MUTATION_PURGE)
        return m;

    if (old) {
        m->new = record_dup(a, old);
        m->new->updated_at = c->tx->now > old->updated_at ? c->tx->now : old->updated_at + 1;
        return m;
    }
    m->new = ARENA_NEW(a, struct record);
    m->new->entity = e;
    m->new->values = arena_array(a, e->n_fields, sizeof *m->new->values);
    m->new->created_at = m->new->updated_at = c->tx->now;
    return m;
}

void mutation_set(struct mutation *m, const char *field, struct db_value v)
{
    int i = entity_field_index(m->entity, str_of(field));
    m->new->values[i] = v;
}

struct db_value mutation_get(const struct mutation *m, const char *field)
{
    return m->new->values[entity_field_index(m->entity, str_of(field))];
}

bool mutation_given(const struct mutation *m, const char *field)
{
    int i = entity_field_index(m->entity, str_of(field));
    return i >= 0 && m->given[i];
}

bool mutation_changes(const struct mutation *m, int field)
{
    if (!m->new)
        return false;
    if (!m->old)
        return m->new->values[field].type != DB_NULL;
    return !db_value_eq(m->old->values[field], m->new->values[field]);
}

/* What every record has beside its fields. A client that sends a record back as it got it may
 * name them, with the values they have. */
static bool is_implicit(const char *key)
{
    static const char *const names[] = {"id", "created_at", "updated_at", "trashed_at"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (str_is(str_of(key), names[i]))
            return true;
    return false;
}

static int check_names(const struct mutation *m, const json_t *body, struct err *err)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)body, key, value)
    {
        if (entity_field(m->entity, str_of(key)))
            continue;
        if (!is_implicit(key))
            err_set(err, ERR_UNKNOWN_FIELD, key, "%s %s has no field %s", entity_article(m->entity),
                    m->entity->name, key);
        else if (!m->old)
            err_set(err, ERR_READ_ONLY, key, "%s is set by Kith", key);
    }
    return err->code ? -1 : 0;
}

/* Money keeps its amount, not its minor units, when only the currency changes. */
static void rescale_money(struct change *c, struct mutation *m, const struct field *f, size_t i)
{
    if (m->given[i] || !m->old || m->old->values[i].type != DB_IS_INT || !f->currency_field)
        return;
    struct str from = record_text(m->old, f->currency_field);
    struct str to = record_text(m->new, f->currency_field);
    int digits_from = money_digits(from.n ? from : c->ctx.env.currency);
    int digits_to = money_digits(to.n ? to : c->ctx.env.currency);
    int64_t amount = m->old->values[i].i;
    for (; digits_from < digits_to; digits_from++)
        amount *= 10;
    for (; digits_from > digits_to; digits_from--)
        amount /= 10;
    m->new->values[i] = DB_VALUE_INT(amount);
}

/* A field that only Kith sets may be sent back with the value it has. */
static bool same_as_present(struct change *c, const struct mutation *m, size_t i, const json_t *in)
{
    const struct field *f = &m->entity->fields[i];
    if (!m->old)
        return json_is_null(in);
    if (f->flags & FIELD_DERIVED)
        return true;
    if (json_is_null(in) || m->old->values[i].type == DB_NULL)
        return json_is_null(in) && m->old->values[i].type == DB_NULL;
    struct db_value v;
    struct err ignored = {0};
    return f->type->parse && f->type->parse(f, &c->ctx.env, m->old, in, &v, &ignored) == 0 &&
           db_value_eq(v, m->old->values[i]);
}

static bool trashed_status(const struct mutation *m, const struct field *f, const json_t *in)
{
    return m->old && m->old->trashed_at && str_is(str_of(f->name), "status") &&
           json_is_string(in) && str_is(json_str_of(in), "trashed");
}

static int read_field(struct change *c, struct mutation *m, size_t i, const json_t *in,
                      struct err *err)
{
    const struct field *f = &m->entity->fields[i];
    if (trashed_status(m, f, in))
        return 0;
    bool fixed = (f->flags & FIELD_FIXED) && m->old;
    if ((f->flags & (FIELD_READ_ONLY | FIELD_DERIVED)) || fixed)
        return same_as_present(c, m, i, in) ? 0
               : fixed ? err_set(err, ERR_READ_ONLY, f->name, "%s cannot change; make a new %s",
                                 f->name, m->entity->name)
                       : err_set(err, ERR_READ_ONLY, f->name, "%s is set by Kith", f->name);
    m->given[i] = true;
    if (f->type == &type_tags)
        return tags_parse(c, in, &m->tags, &m->n_tags, err);
    if (f->type == &type_links)
        return links_parse(c, in, &m->links, &m->n_links, err);
    if (json_is_null(in)) {
        m->new->values[i] = DB_VALUE_NULL;
        return 0;
    }
    return f->type->parse(f, &c->ctx.env, m->new, in, &m->new->values[i], err);
}

static int read_fallback(struct change *c, struct mutation *m, size_t i, struct err *err)
{
    const struct field *f = &m->entity->fields[i];
    return f->type->parse_text(f, &c->ctx.env, m->new, str_of(f->fallback), &m->new->values[i],
                               err);
}

int mutation_read(struct change *c, struct mutation *m, const json_t *body, struct err *err)
{
    if (!json_is_object(body))
        return err_set(err, ERR_INVALID, NULL, "the body is an object of fields");
    if (check_names(m, body, err))
        return -1;

    const struct entity *e = m->entity;
    for (size_t i = 0; i < e->n_fields; i++) {
        const struct field *f = &e->fields[i];
        const json_t *in = json_object_get(body, f->name);
        if (in)
            read_field(c, m, i, in, err);
        else if (!m->old && f->fallback)
            read_fallback(c, m, i, err);
        else if (f->type == &type_money)
            rescale_money(c, m, f, i);
    }
    return err->code ? -1 : 0;
}
