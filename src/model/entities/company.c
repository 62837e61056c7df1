/* A company: where contacts work and deals are made. Its domains tell whose mail it is; the
 * primary one is mirrored here.
 */
#include "model/model.h"

/* clang-format off */
/* TO ADD A FIELD: one line here. `currency` stands before `deal_value`, which is parsed by it. */
static const struct field fields[] = {
    {.name = "name", .type = &type_text, .max = 255,
     .flags = FIELD_REQUIRED | FIELD_NAME | FIELD_SEARCH | FIELD_INDEXED | FIELD_GRAMS},
    {.name = "domain", .type = &type_domain,
     .flags = FIELD_MIRROR | FIELD_SEARCH | FIELD_INDEXED | FIELD_GRAMS},
    {.name = "location", .type = &type_text, .max = 255, .flags = FIELD_SEARCH},
    {.name = "purpose", .type = &type_text, .max = 1000, .flags = FIELD_SEARCH},
    {.name = "interest", .type = &type_longtext, .flags = FIELD_SEARCH},
    {.name = "priority", .type = &type_int, .min = 0, .max = 10, .flags = FIELD_INDEXED},
    {.name = "stage", .type = &type_enum, .options = model_stages,
     .flags = FIELD_INDEXED | FIELD_COUNTED},
    {.name = "currency", .type = &type_currency},
    {.name = "deal_value", .type = &type_money, .currency_field = "currency",
     .flags = FIELD_INDEXED},
    {.name = "expected_close_at", .type = &type_time, .flags = FIELD_INDEXED},
    {.name = "status", .type = &type_enum, .options = model_statuses,
     .flags = FIELD_INDEXED | FIELD_COUNTED},
    {.name = "source", .type = &type_text, .max = 255},
    {.name = "last_contact_at", .type = &type_time, .flags = FIELD_INDEXED},
    {.name = "next_contact_at", .type = &type_time, .flags = FIELD_INDEXED},
    {.name = "last_contact_note_id", .type = &type_ref, .target = "note"},
    {.name = "next_contact_note_id", .type = &type_ref, .target = "note"},
    {.name = "owner_id", .type = &type_ref, .target = "user", .flags = FIELD_INDEXED},
    {.name = "owner_name", .type = &type_text, .flags = FIELD_DERIVED,
     .help = "What the owner is called."},
    {.name = "tags", .type = &type_tags, .flags = FIELD_SEARCH},
};
/* clang-format on */

static const struct mirror mirrors[] = {
    {.field = "domain", .child = "domain", .child_ref = "company_id", .child_field = "name"},
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
    {.name = "company_stage_priority",
     .columns = "stage, priority, id",
     .where = "trashed_at IS NULL AND stage IS NOT NULL"},
};

static const struct due due = {.at = "next_contact_at"};

const struct entity entity_company = {
    .name = "company",
    .plural = "companies",
    .label = "Company",
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
