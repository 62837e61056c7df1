/* What the owner of a record is called, for answers. Names live in the control database, which
 * keeps those of late in memory, so that a page asks the database only for owners not seen since
 * its last change.
 */
#include "crm/private.h"

int owner_name_fill(struct record_ctx *ctx, struct record *records, size_t n, struct err *err)
{
    int owner = n ? entity_field_index(records[0].entity, STR("owner_id")) : -1;
    int name = n ? entity_field_index(records[0].entity, STR("owner_name")) : -1;
    int64_t last = 0;
    struct str known = STR_NONE;

    if (!ctx->control)
        return 0;
    for (size_t i = 0; i < n; i++) {
        struct db_value v = records[i].values[owner];
        int64_t id = v.type == DB_IS_INT ? v.i : 0;
        if (!id)
            continue;
        if (id != last && control_user_name(ctx->control, ctx->arena, id, &known, err))
            return -1;
        last = id;
        records[i].values[name] = known.n ? DB_VALUE_TEXT(known) : DB_VALUE_NULL;
    }
    return 0;
}
