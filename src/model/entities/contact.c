/* A contact is a person. How to reach them are channels, where they work are memberships; the
 * primary ones are mirrored here, so that a list shows and sorts by them without a join.
 */
#include "model/model.h"

static const char *const rhythms[] = {"weekly", "biweekly", "monthly", "quarterly", NULL};

/* clang-format off */
/* TO ADD A FIELD: one line here. */
static const struct field fields[] = {
    {.name = "name", .type = &type_text, .max = 255,
     .flags = FIELD_REQUIRED | FIELD_NAME | FIELD_SEARCH | FIELD_INDEXED | FIELD_GRAMS},
    {.name = "first_name", .type = &type_text, .max = 255, .flags = FIELD_SEARCH},
    {.name = "last_name", .type = &type_text, .max = 255, .flags = FIELD_SEARCH},
    {.name = "nickname", .type = &type_text, .max = 255, .flags = FIELD_SEARCH},
    {.name = "job_title", .type = &type_text, .max = 255, .flags = FIELD_SEARCH},
    {.name = "email", .type = &type_email, .flags = FIELD_MIRROR | FIELD_INDEXED | FIELD_GRAMS},
    {.name = "phone", .type = &type_phone, .flags = FIELD_MIRROR | FIELD_INDEXED},
    {.name = "company_id", .type = &type_ref, .target = "company", .label = "Company",
     .flags = FIELD_MIRROR | FIELD_INDEXED},
    {.name = "company_name", .type = &type_text, .through = "company_id", .through_field = "name",
     .flags = FIELD_DERIVED},
    {.name = "role", .type = &type_text, .max = 255, .flags = FIELD_MIRROR},
    {.name = "department", .type = &type_text, .max = 255, .flags = FIELD_MIRROR},
    {.name = "status", .type = &type_enum, .options = model_statuses,
     .flags = FIELD_INDEXED | FIELD_COUNTED},
    {.name = "stage", .type = &type_enum, .options = model_stages,
     .flags = FIELD_INDEXED | FIELD_COUNTED},
    {.name = "priority", .type = &type_int, .min = 0, .max = 10, .flags = FIELD_INDEXED},
    {.name = "rating", .type = &type_int, .min = 0, .max = 5},
    {.name = "source", .type = &type_text, .max = 255},
    {.name = "relation", .type = &type_text, .max = 255, .flags = FIELD_SEARCH},
    {.name = "background", .type = &type_longtext, .flags = FIELD_SEARCH},
    {.name = "interests", .type = &type_longtext, .flags = FIELD_SEARCH},
    {.name = "location", .type = &type_text, .max = 255, .flags = FIELD_SEARCH},
    {.name = "address", .type = &type_text, .max = 1000, .flags = FIELD_SEARCH},
    {.name = "contact_medium", .type = &type_text, .max = 255,
     .help = "How this person likes to be reached."},
    {.name = "birthday", .type = &type_date, .flags = FIELD_NO_YEAR | FIELD_INDEXED},
    {.name = "referred_by", .type = &type_text, .max = 255},
    {.name = "contact_every", .type = &type_enum, .options = rhythms,
     .help = "How often to be in touch; sets the next contact after each one."},
    {.name = "last_contact_at", .type = &type_time, .flags = FIELD_INDEXED},
    {.name = "next_contact_at", .type = &type_time, .flags = FIELD_INDEXED},
    {.name = "last_contact_note_id", .type = &type_ref, .target = "note"},
    {.name = "next_contact_note_id", .type = &type_ref, .target = "note"},
    {.name = "owner_id", .type = &type_ref, .target = "user", .flags = FIELD_INDEXED},
    {.name = "owner_name", .type = &type_text, .flags = FIELD_DERIVED,
     .help = "What the owner is called."},
    {.name = "user_id", .type = &type_ref, .target = "user", .label = "Login",
     .flags = FIELD_READ_ONLY | FIELD_INDEXED | FIELD_UNIQUE,
     .help = "The account of this person, where it is connected; see connect."},
    {.name = "tags", .type = &type_tags, .flags = FIELD_SEARCH},
};
/* clang-format on */

static const struct mirror mirrors[] = {
    {.field = "email",
     .child = "channel",
     .child_ref = "contact_id",
     .child_field = "value",
     .kind_field = "kind",
     .kind = "email"},
    {.field = "phone",
     .child = "channel",
     .child_ref = "contact_id",
     .child_field = "value",
     .kind_field = "kind",
     .kind = "phone"},
    {.field = "company_id",
     .child = "membership",
     .child_ref = "contact_id",
     .child_field = "company_id",
     .end_field = "ended_at",
     .keeps_others = true,
     .filter_any = true},
    {.field = "role",
     .child = "membership",
     .child_ref = "contact_id",
     .child_field = "role",
     .follows = true},
    {.field = "department",
     .child = "membership",
     .child_ref = "contact_id",
     .child_field = "department",
     .follows = true},
};

static const struct filter_alias aliases[] = {
    {"tag", "tags", OP_EQ},
    {"owner", "owner_id", OP_EQ},
    {"priority_min", "priority", OP_GTE},
    {"last_contact_before", "last_contact_at", OP_LT},
    {"next_contact_before", "next_contact_at", OP_LT},
};

/* The first of a stage, for the pipeline. */
static const struct db_index indexes[] = {
    {.name = "contact_stage_priority",
     .columns = "stage, priority, id",
     .where = "trashed_at IS NULL AND stage IS NOT NULL"},
};

static const struct due due = {.at = "next_contact_at"};

const struct entity entity_contact = {
    .name = "contact",
    .plural = "contacts",
    .label = "Contact",
    .flags = ENTITY_TRASH,
    .fields = fields,
    .n_fields = ARRAY_LEN(fields),
    .mirrors = mirrors,
    .n_mirrors = ARRAY_LEN(mirrors),
    .aliases = aliases,
    .n_aliases = ARRAY_LEN(aliases),
    .indexes = indexes,
    .n_indexes = ARRAY_LEN(indexes),
    .due = &due,
    .default_sort = "name",
};
