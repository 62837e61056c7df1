/* A note, in Markdown, about another record. One note of a record may be its next action: what to
 * do at the next contact. With a channel it tells of an interaction.
 */
#include "model/model.h"

static const char *const parents[] = {"entity_id", NULL};

/* clang-format off */
/* TO ADD A FIELD: one line here. */
static const struct field fields[] = {
    {.name = "entity_type", .type = &type_enum, .options = model_subjects, .label = "About"},
    {.name = "entity_id", .type = &type_ref, .target_field = "entity_type", .label = "Record",
     .on_delete = REF_CASCADE, .flags = FIELD_INDEXED},
    {.name = "content", .type = &type_longtext, .flags = FIELD_NAME | FIELD_SEARCH,
     .help = "Markdown; the first line names the note."},
    {.name = "reason", .type = &type_text, .max = 500, .flags = FIELD_SEARCH},
    {.name = "url", .type = &type_url, .label = "Address"},
    {.name = "channel", .type = &type_text, .max = 100, .help = "phone, video, e-mail, …"},
    {.name = "is_next_contact", .type = &type_bool, .help = "It is the record's next action."},
    {.name = "next_contact_at", .type = &type_time, .flags = FIELD_INPUT_ONLY,
     .help = "With is_next_contact: sets the record's next contact."},
    {.name = "parent_next_contact_at", .type = &type_time, .through = "entity_id",
     .through_field = "next_contact_at", .flags = FIELD_DERIVED},
    {.name = "created_by", .type = &type_ref, .target = "user", .flags = FIELD_READ_ONLY},
    {.name = "tags", .type = &type_tags, .flags = FIELD_SEARCH},
};
/* clang-format on */

static const struct filter_alias aliases[] = {
    {"tag", "tags", OP_EQ},
    {"since", "created_at", OP_GTE},
};

/* A record's present next action, of which there is at most one. */
static const struct db_index indexes[] = {
    {.name = "note_next_contact",
     .columns = "entity_id",
     .where = "is_next_contact = 1 AND trashed_at IS NULL"},
};

const struct entity entity_note = {
    .name = "note",
    .plural = "notes",
    .label = "Note",
    .flags = ENTITY_TRASH,
    .fields = fields,
    .n_fields = ARRAY_LEN(fields),
    .aliases = aliases,
    .n_aliases = ARRAY_LEN(aliases),
    .indexes = indexes,
    .n_indexes = ARRAY_LEN(indexes),
    .default_sort = "-id",
    .parents = parents,
};
