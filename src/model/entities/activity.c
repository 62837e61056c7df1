/* An activity: a call, a meeting, something done with the records it is linked to. A recurring
 * one leaves its next instance behind when it is completed.
 */
#include "model/model.h"

static const char *const types[] = {"call", "email", "meeting", "task", "note", "other", NULL};
static const char *const statuses[] = {"open", "done", "cancelled", NULL};
static const char *const priorities[] = {"low", "normal", "high", "urgent", NULL};

/* clang-format off */
/* TO ADD A FIELD: one line here. */
static const struct field fields[] = {
    {.name = "title", .type = &type_text, .max = 255,
     .flags = FIELD_REQUIRED | FIELD_NAME | FIELD_SEARCH | FIELD_INDEXED | FIELD_GRAMS},
    {.name = "description", .type = &type_longtext, .flags = FIELD_SEARCH},
    {.name = "type", .type = &type_enum, .options = types, .flags = FIELD_INDEXED},
    {.name = "status", .type = &type_enum, .options = statuses, .fallback = "open",
     .flags = FIELD_INDEXED | FIELD_COUNTED},
    {.name = "priority", .type = &type_enum, .options = priorities, .fallback = "normal"},
    {.name = "recurrence", .type = &type_enum, .options = model_recurrences},
    {.name = "recur_day", .type = &type_int, .min = 1, .max = 31, .flags = FIELD_READ_ONLY,
     .help = "The day of the month meant, where the month of due_at is too short for it."},
    {.name = "due_at", .type = &type_time, .flags = FIELD_INDEXED},
    {.name = "completed_at", .type = &type_time, .flags = FIELD_READ_ONLY | FIELD_INDEXED},
    {.name = "assigned_to", .type = &type_text, .max = 255, .flags = FIELD_INDEXED},
    {.name = "last_contact_at", .type = &type_time, .flags = FIELD_INDEXED},
    {.name = "next_contact_at", .type = &type_time, .flags = FIELD_INDEXED},
    {.name = "last_contact_note_id", .type = &type_ref, .target = "note"},
    {.name = "next_contact_note_id", .type = &type_ref, .target = "note"},
    {.name = "links", .type = &type_links},
    {.name = "tags", .type = &type_tags, .flags = FIELD_SEARCH},
};
/* clang-format on */

static const struct filter_alias aliases[] = {
    {"tag", "tags", OP_EQ},
    {"completed_after", "completed_at", OP_GTE},
    {"completed_before", "completed_at", OP_LT},
};

/* What is due among the open ones, past any number of done ones. */
static const struct db_index indexes[] = {
    {.name = "activity_status_next_contact",
     .columns = "status, next_contact_at, id, due_at",
     .where = "trashed_at IS NULL"},
    {.name = "activity_status_due",
     .columns = "status, due_at, id, next_contact_at",
     .where = "trashed_at IS NULL"},
};

static const char *const due_statuses[] = {"open", NULL};

static const struct due due = {
    .at = "due_at", .or_at = "next_contact_at", .statuses = due_statuses};

const struct entity entity_activity = {
    .name = "activity",
    .plural = "activities",
    .label = "Activity",
    .flags = ENTITY_TRASH,
    .fields = fields,
    .n_fields = ARRAY_LEN(fields),
    .aliases = aliases,
    .n_aliases = ARRAY_LEN(aliases),
    .indexes = indexes,
    .n_indexes = ARRAY_LEN(indexes),
    .due = &due,
    .default_sort = "-id",
};
