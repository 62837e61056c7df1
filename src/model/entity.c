/* Look-ups in one entity's table of fields. They are short, so a walk is faster than a map. */
#include "model/entity.h"

#include <string.h>

int entity_field_index(const struct entity *e, struct str name)
{
    for (size_t i = 0; i < e->n_fields; i++) {
        if (str_is(name, e->fields[i].name))
            return (int)i;
    }
    return -1;
}

const struct field *entity_field(const struct entity *e, struct str name)
{
    int i = entity_field_index(e, name);
    return i < 0 ? NULL : &e->fields[i];
}

const struct field *entity_name_field(const struct entity *e)
{
    for (size_t i = 0; i < e->n_fields; i++) {
        if (e->fields[i].flags & FIELD_NAME)
            return &e->fields[i];
    }
    return NULL;
}

bool entity_has(const struct entity *e, const struct field_type *collection)
{
    for (size_t i = 0; i < e->n_fields; i++) {
        if (e->fields[i].type == collection)
            return true;
    }
    return false;
}

bool entity_is_searched(const struct entity *e)
{
    if (e->flags & ENTITY_CHILD)
        return false;
    for (size_t i = 0; i < e->n_fields; i++) {
        if (e->fields[i].flags & FIELD_SEARCH)
            return true;
    }
    return false;
}

const char *entity_article(const struct entity *e)
{
    return strchr("aeiou", e->name[0]) ? "an" : "a";
}
