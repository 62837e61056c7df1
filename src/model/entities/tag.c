/* A tag: one word of the workspace's library, on any number of records. */
#include "model/model.h"

/* clang-format off */
/* TO ADD A FIELD: one line here. */
static const struct field fields[] = {
    {.name = "name", .type = &type_text, .max = 100,
     .flags = FIELD_REQUIRED | FIELD_NAME | FIELD_UNIQUE},
    {.name = "color", .type = &type_color, .label = "Colour"},
    {.name = "count", .type = &type_int, .flags = FIELD_DERIVED,
     .help = "How many records carry it."},
};
/* clang-format on */

const struct entity entity_tag = {
    .name = "tag",
    .plural = "tags",
    .label = "Tag",
    .fields = fields,
    .n_fields = ARRAY_LEN(fields),
    .default_sort = "name",
};
