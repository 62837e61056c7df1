/* A task: something to do, by somebody or, while nobody is assigned, by whoever takes it. */
#include "model/model.h"

static const char *const statuses[] = {"open", "in_progress", "done", "cancelled", NULL};

/* clang-format off */
/* TO ADD A FIELD: one line here. */
static const struct field fields[] = {
    {.name = "title", .type = &type_text, .max = 255,
     .flags = FIELD_REQUIRED | FIELD_NAME | FIELD_SEARCH | FIELD_INDEXED | FIELD_GRAMS},
    {.name = "description", .type = &type_longtext, .flags = FIELD_SEARCH},
    {.name = "priority", .type = &type_int, .min = 0, .max = 10, .flags = FIELD_INDEXED},
    {.name = "status", .type = &type_enum, .options = statuses, .fallback = "open",
     .flags = FIELD_INDEXED | FIELD_COUNTED},
    {.name = "due_at", .type = &type_time, .flags = FIELD_INDEXED},
    {.name = "after_at", .type = &type_time, .flags = FIELD_INDEXED,
     .help = "Hidden from due lists until then."},
    {.name = "recur", .type = &type_enum, .options = model_recurrences, .label = "Recurrence"},
    {.name = "recur_day", .type = &type_int, .min = 1, .max = 31, .flags = FIELD_READ_ONLY,
     .help = "The day of the month meant, where the month of due_at is too short for it."},
    {.name = "completed_at", .type = &type_time, .flags = FIELD_READ_ONLY | FIELD_INDEXED},
    {.name = "assigned_to", .type = &type_text, .max = 255, .flags = FIELD_INDEXED},
    {.name = "owner_id", .type = &type_ref, .target = "user", .flags = FIELD_INDEXED},
    {.name = "owner_name", .type = &type_text, .flags = FIELD_DERIVED,
     .help = "What the owner is called."},
    {.name = "links", .type = &type_links},
    {.name = "tags", .type = &type_tags, .flags = FIELD_SEARCH},
};
/* clang-format on */

static const struct filter_alias aliases[] = {
    {"tag", "tags", OP_EQ},
    {"owner", "owner_id", OP_EQ},
    {"priority_min", "priority", OP_GTE},
    {"due_before", "due_at", OP_LT},
    {"due_after", "due_at", OP_GTE},
};

/* What is due among the open ones, past any number of done ones; and what is hidden until when. */
static const struct db_index indexes[] = {
    {.name = "task_after_due",
     .columns = "after_at, due_at, status, trashed_at", /* all that is asked */
     .where = "after_at IS NOT NULL AND trashed_at IS NULL"},
    {.name = "task_status_due",
     .columns = "status, due_at, id, after_at",
     .where = "trashed_at IS NULL"},
};

static const char *const due_statuses[] = {"open", "in_progress", NULL};

static const struct due due = {.at = "due_at", .statuses = due_statuses, .hidden = "after_at"};

const struct entity entity_task = {
    .name = "task",
    .plural = "tasks",
    .label = "Task",
    .flags = ENTITY_TRASH,
    .fields = fields,
    .n_fields = ARRAY_LEN(fields),
    .aliases = aliases,
    .n_aliases = ARRAY_LEN(aliases),
    .indexes = indexes,
    .n_indexes = ARRAY_LEN(indexes),
    .due = &due,
    .default_sort = "due_at",
};
