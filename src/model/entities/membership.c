/* A membership: a contact in a company, with role, department and dates. A contact may have
 * several; the primary one is mirrored on the contact. It is current until it has ended.
 */
#include "model/model.h"

static const char *const parents[] = {"contact_id", "company_id", NULL};

/* clang-format off */
/* TO ADD A FIELD: one line here. */
static const struct field fields[] = {
    {.name = "contact_id", .type = &type_ref, .target = "contact", .on_delete = REF_CASCADE,
     .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_FIXED},
    {.name = "company_id", .type = &type_ref, .target = "company", .on_delete = REF_CASCADE,
     .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_FIXED},
    {.name = "role", .type = &type_text, .max = 255},
    {.name = "department", .type = &type_text, .max = 255},
    {.name = "started_at", .type = &type_date},
    {.name = "ended_at", .type = &type_date},
    {.name = "is_primary", .type = &type_bool},
};
/* clang-format on */

/* A company's current people, and a contact's primary company. */
static const struct db_index indexes[] = {
    {.name = "membership_company_ended", .columns = "company_id, ended_at, contact_id"},
    {.name = "membership_contact_primary", .columns = "contact_id", .where = "is_primary = 1"},
};

const struct entity entity_membership = {
    .name = "membership",
    .plural = "memberships",
    .label = "Membership",
    .flags = ENTITY_CHILD,
    .fields = fields,
    .n_fields = ARRAY_LEN(fields),
    .indexes = indexes,
    .n_indexes = ARRAY_LEN(indexes),
    .default_sort = "id",
    .parents = parents,
};
