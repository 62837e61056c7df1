/* A domain belongs to one company: who writes from it works there. */
#include "model/model.h"

static const char *const parents[] = {"company_id", NULL};

/* clang-format off */
/* TO ADD A FIELD: one line here. */
static const struct field fields[] = {
    {.name = "company_id", .type = &type_ref, .target = "company", .on_delete = REF_CASCADE,
     .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_FIXED},
    {.name = "name", .type = &type_domain, .flags = FIELD_REQUIRED | FIELD_NAME | FIELD_UNIQUE},
    {.name = "is_primary", .type = &type_bool},
};
/* clang-format on */

const struct entity entity_domain = {
    .name = "domain",
    .plural = "domains",
    .label = "Domain",
    .flags = ENTITY_CHILD,
    .fields = fields,
    .n_fields = ARRAY_LEN(fields),
    .default_sort = "name",
    .parents = parents,
};
