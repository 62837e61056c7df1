/* A channel is one way to reach a contact: an e-mail address, a phone number, a profile. Of each
 * kind one is primary; the contact mirrors the primary e-mail and phone.
 */
#include "model/model.h"

static const char *const kinds[] = {"email",    "phone",   "linkedin", "telegram",  "whatsapp",
                                    "signal",   "x",       "facebook", "instagram", "github",
                                    "mastodon", "website", "other",    NULL};
static const char *const parents[] = {"contact_id", NULL};

/* clang-format off */
/* TO ADD A FIELD: one line here. `kind` stands before `value`, which is parsed by it. */
static const struct field fields[] = {
    {.name = "contact_id", .type = &type_ref, .target = "contact", .on_delete = REF_CASCADE,
     .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_FIXED},
    {.name = "kind", .type = &type_enum, .options = kinds, .flags = FIELD_REQUIRED | FIELD_FIXED},
    {.name = "value", .type = &type_channel, .max = 1000,
     .flags = FIELD_REQUIRED | FIELD_NAME | FIELD_INDEXED},
    {.name = "label", .type = &type_text, .max = 255, .help = "work, home, mobile, …"},
    {.name = "is_primary", .type = &type_bool},
};
/* clang-format on */

/* A contact's ways of one kind, and the primary one among them. */
static const struct db_index indexes[] = {
    {.name = "channel_contact_kind", .columns = "contact_id, kind, is_primary"},
};

const struct entity entity_channel = {
    .name = "channel",
    .plural = "channels",
    .label = "Channel",
    .flags = ENTITY_CHILD,
    .fields = fields,
    .n_fields = ARRAY_LEN(fields),
    .indexes = indexes,
    .n_indexes = ARRAY_LEN(indexes),
    .default_sort = "id",
    .parents = parents,
};
