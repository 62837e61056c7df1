/* What happened between two moments: counted in the history, by its index on type, entity and
 * time. What was undone since did happen and is counted.
 */
#include "crm/private.h"

/* TO ADD A NUMBER: one row here. */
static const struct {
    const char *name;
    const char *type;        /* of event */
    const char *entities[2]; /* whose events are meant */
} numbers[] = {
    {"notes_created", "created", {"note"}},
    {"activities_completed", "completed", {"activity"}},
    {"contacts_added", "created", {"contact"}},
    {"stage_changes", "stage_changed", {"contact", "company"}},
};

static int count_events(struct record_ctx *ctx, const char *type, const char *entity, int64_t since,
                        int64_t until, int64_t *ret_n, struct err *err)
{
    return db_query_int(ctx->db,
                        "SELECT COUNT(*) FROM event WHERE type = ? AND entity = ? "
                        "AND at >= ? AND at <= ?",
                        DB_ARGS(DB_VALUE_TEXT(str_of(type)), DB_VALUE_TEXT(str_of(entity)),
                                DB_VALUE_INT(since), DB_VALUE_INT(until)),
                        0, ret_n, err);
}

int crm_stats(struct record_ctx *ctx, int64_t since, int64_t until, struct json *out,
              struct err *err)
{
    json_object_begin(out);
    for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
        int64_t total = 0;
        for (size_t k = 0; k < ARRAY_LEN(numbers[i].entities) && numbers[i].entities[k]; k++) {
            int64_t n;
            if (count_events(ctx, numbers[i].type, numbers[i].entities[k], since, until, &n, err))
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
