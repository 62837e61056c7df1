/* The nouns: all entities, all field types. Pure tables; nothing here touches a database. */
#ifndef KITH_MODEL_MODEL_H
#define KITH_MODEL_MODEL_H

#include "model/entity.h"

/* The version of the stored shape. TO CHANGE IT: raise it and, where the change is not just a new
 * table, column or index, add a numbered migration in record/schema.c. */
enum { MODEL_VERSION = 5 };

extern const struct field_type type_text, type_longtext, type_int, type_bool, type_money, type_date,
    type_time, type_enum, type_email, type_phone, type_url, type_ref, type_json, type_tags,
    type_links, type_channel, type_currency, type_domain, type_color;

extern const struct entity entity_contact, entity_company, entity_website, entity_activity,
    entity_note, entity_task, entity_channel, entity_membership, entity_domain, entity_tag;

/* All entities in order of creation (targets before those that refer to them where possible). */
const struct entity *const *model_entities(size_t *ret_n);
const struct entity *model_entity(struct str name); /* by name; NULL: none */
const struct entity *model_entity_plural(struct str plural);

/* Values many entities share. */
extern const char *const model_stages[];      /* first_contact … closed_lost, NULL-terminated */
extern const char *const model_recurrences[]; /* daily … weekdays */
extern const char *const model_statuses[];    /* of people and companies: lead … closed */
extern const char *const model_subjects[];    /* entities that notes and links may be about */

#endif
