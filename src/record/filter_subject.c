/* What a name in a filter stands for: the entity's own field, an alias, a column that every record
 * has, one side of its links, or a field of a record it refers to. Knows nothing of operators and
 * values.
 */
#include <string.h>

#include "record/filter_tree.h"

static const struct mirror *any_child_mirror(const struct entity *e, const struct field *f)
{
    for (size_t i = 0; i < e->n_mirrors; i++)
        if (e->mirrors[i].filter_any && str_is(str_of(f->name), e->mirrors[i].field))
            return &e->mirrors[i];
    return NULL;
}

const struct filter_alias *filter_alias_find(const struct entity *e, struct str name)
{
    for (size_t i = 0; i < e->n_aliases; i++)
        if (str_is(name, e->aliases[i].name))
            return &e->aliases[i];
    return NULL;
}

/* "company" in company.name: the reference company_id. */
static const struct field *ref_called(const struct entity *e, struct str name)
{
    for (size_t i = 0; i < e->n_fields; i++) {
        const struct field *f = &e->fields[i];
        struct str own = str_of(f->name);
        if (f->type != &type_ref || !f->target || !field_has_column(f))
            continue;
        if (str_ends(own, "_id"))
            own.n -= strlen("_id");
        if (str_eq(own, name))
            return f;
    }
    return NULL;
}

static bool find_across(const struct field *ref, struct str name, struct filter_subject *ret);

static bool find_own(const struct entity *e, const struct field *f, struct filter_subject *ret)
{
    *ret = (struct filter_subject){.kind = FILTER_COLUMN, .field = f};
    if (f->flags & FIELD_INPUT_ONLY)
        return false;
    if (f->flags & FIELD_DERIVED)
        return f->through &&
               find_across(entity_field(e, str_of(f->through)), str_of(f->through_field), ret);
    if (f->type == &type_tags)
        ret->kind = FILTER_TAG;
    else if (f->type == &type_links)
        ret->kind = FILTER_LINK;
    else if ((ret->mirror = any_child_mirror(e, f)))
        ret->kind = FILTER_CHILD;
    return true;
}

static bool find_direct(const struct entity *e, struct str name, struct filter_subject *ret)
{
    static const struct field link_type = {
        .name = "entity_type", .type = &type_enum, .options = model_subjects};
    static const struct field link_id = {.name = "entity_id", .type = &type_ref};
    const struct filter_alias *alias = filter_alias_find(e, name);

    if (alias)
        name = str_of(alias->field);
    const struct field *f = entity_field(e, name);
    if (f)
        return find_own(e, f, ret);
    f = filter_system_field(e, name);
    *ret = (struct filter_subject){.kind = FILTER_COLUMN, .field = f};
    if (f || !entity_has(e, &type_links))
        return f != NULL;

    ret->kind = FILTER_LINK;
    ret->link_id = str_is(name, link_id.name);
    ret->field = ret->link_id ? &link_id : str_is(name, link_type.name) ? &link_type : NULL;
    return ret->field != NULL;
}

static bool find_across(const struct field *ref, struct str name, struct filter_subject *ret)
{
    const struct entity *target = ref && ref->target ? model_entity(str_of(ref->target)) : NULL;

    if (!target || !find_direct(target, name, ret) || ret->ref)
        return false;
    ret->ref = ref;
    ret->target = target;
    return true;
}

bool filter_subject_find(const struct entity *e, struct str name, struct filter_subject *ret)
{
    size_t dot = str_find(name, '.', 0);

    if (dot == name.n)
        return find_direct(e, name, ret);
    return find_across(ref_called(e, str_sub(name, 0, dot)), str_sub(name, dot + 1, name.n), ret);
}
