/* A website: an address on the web worth keeping, a company's or a contact's. */
#include "model/model.h"

static const char *const parents[] = {"contact_id", "company_id", NULL};

/* clang-format off */
/* TO ADD A FIELD: one line here. */
static const struct field fields[] = {
    {.name = "url", .type = &type_url, .label = "Address",
     .flags = FIELD_REQUIRED | FIELD_NAME | FIELD_SEARCH | FIELD_INDEXED | FIELD_GRAMS},
    {.name = "purpose", .type = &type_text, .max = 1000, .flags = FIELD_SEARCH},
    {.name = "company_id", .type = &type_ref, .target = "company", .flags = FIELD_INDEXED},
    {.name = "contact_id", .type = &type_ref, .target = "contact", .flags = FIELD_INDEXED},
    {.name = "last_contact_at", .type = &type_time, .flags = FIELD_INDEXED},
    {.name = "next_contact_at", .type = &type_time, .flags = FIELD_INDEXED},
    {.name = "last_contact_note_id", .type = &type_ref, .target = "note"},
    {.name = "next_contact_note_id", .type = &type_ref, .target = "note"},
    {.name = "tags", .type = &type_tags, .flags = FIELD_SEARCH},
};
/* clang-format on */

static const struct filter_alias aliases[] = {
    {"tag", "tags", OP_EQ},
    {"last_contact_before", "last_contact_at", OP_LT},
    {"next_contact_before", "next_contact_at", OP_LT},
};

static const struct due due = {.at = "next_contact_at"};

const struct entity entity_website = {
    .name = "website",
    .plural = "websites",
    .label = "Website",
    .flags = ENTITY_TRASH,
    .fields = fields,
    .n_fields = ARRAY_LEN(fields),
    .aliases = aliases,
    .n_aliases = ARRAY_LEN(aliases),
    .due = &due,
    .default_sort = "url",
    .parents = parents,
};
