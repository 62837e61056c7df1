/* The list of all entities, and the values that several of them share.
 *
 * TO ADD AN ENTITY: its file in entities/, its name in model.h, one line here.
 */
#include "model/model.h"

static const struct entity *const entities[] = {
    &entity_company, &entity_contact,    &entity_website, &entity_activity, &entity_task,
    &entity_note,    &entity_membership, &entity_channel, &entity_domain,   &entity_tag,
};

const char *const model_stages[] = {"first_contact", "research",   "outreach",    "follow_up",
                                    "demo",          "closed_won", "closed_lost", NULL};
const char *const model_recurrences[] = {"daily",     "weekly", "biweekly", "monthly",
                                         "quarterly", "yearly", "weekdays", NULL};
const char *const model_statuses[] = {"lead", "prospect", "customer", "closed", NULL};
const char *const model_subjects[] = {"contact", "company", "website", "activity", "task", NULL};

const struct entity *const *model_entities(size_t *ret_n)
{
    *ret_n = ARRAY_LEN(entities);
    return entities;
}

const struct entity *model_entity(struct str name)
{
    for (size_t i = 0; i < ARRAY_LEN(entities); i++) {
        if (str_is(name, entities[i]->name))
            return entities[i];
    }
    return NULL;
}

const struct entity *model_entity_plural(struct str plural)
{
    for (size_t i = 0; i < ARRAY_LEN(entities); i++) {
        if (str_is(plural, entities[i]->plural))
            return entities[i];
    }
    return NULL;
}
