/* What happened between two moments, by the history's own counts. What was undone since did happen
 * and is counted.
 */
#include "crm/private.h"
#include "record/event.h"

/* TO ADD A NUMBER: one row here; to have it at once at any size also in record/event_count.c. */
static const struct {
    const char *name;
    const char *type;                 /* of event */
    const struct entity *entities[2]; /* whose events are meant */
} numbers[] = {
    {"notes_created", "created", {&entity_note}},
    {"activities_completed", "completed", {&entity_activity}},
    {"contacts_added", "created", {&entity_contact}},
    {"stage_changes", "stage_changed", {&entity_contact, &entity_company}},
};

int crm_stats(struct record_ctx *ctx, int64_t since, int64_t until, struct json *out,
              struct err *err)
{
    json_object_begin(out);
    for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
        int64_t total = 0;
        for (size_t k = 0; k < ARRAY_LEN(numbers[i].entities) && numbers[i].entities[k]; k++) {
            int64_t n;
            if (event_count(ctx, str_of(numbers[i].type), numbers[i].entities[k], since, until + 1,
                            &n, err))
                return -1;
            total += n;
        }
        json_put_int(out, numbers[i].name, total);
    }
    int64_t overdue;
    if (followups_before(ctx, ctx->env.now + 1, &overdue, err))
        return -1;
    json_put_int(out, "overdue_count", overdue);
    json_object_end(out);
    return 0;
}
