/* How many records carry each tag of a page: one query of the kept counts for all of them. Records
 * in the trash are not counted, so that the number is what a list of the tag shows.
 */
#include "crm/private.h"
#include "record/counter.h"
#include "record/ids.h"

/* " IN (…)" of the entities whose records carry tags. */
static void in_carriers(struct sql *q)
{
    size_t n, found = 0;
    const struct entity *const *all = model_entities(&n);
    sql_add(q, " IN (");
    for (size_t i = 0; i < n; i++) {
        if (!entity_has(all[i], &type_tags))
            continue;
        sql_add(q, found++ ? ", " : "");
        sql_bind_text(q, str_of(all[i]->name));
    }
    sql_add(q, ")");
}

static void count_sql(struct sql *q, const struct id_use *uses, size_t n)
{
    sql_add(q, "SELECT t.id, (SELECT SUM(c.n) FROM counter c WHERE c.entity");
    in_carriers(q);
    sql_add(q, " AND c.field = ");
    sql_bind_text(q, STR(COUNTER_TAGS));
    sql_add(q, " AND c.value = CAST(t.id AS TEXT)) FROM tag t WHERE t.id IN (");
    id_uses_bind(q, uses, n);
    sql_add(q, ")");
}

int tag_count_fill(struct record_ctx *ctx, struct record *records, size_t n, struct err *err)
{
    int count = entity_field_index(&entity_tag, STR("count"));
    struct id_use *uses = arena_array(ctx->arena, n, sizeof *uses);
    for (size_t i = 0; i < n; i++) {
        uses[i] = (struct id_use){records[i].id, i};
        records[i].values[count] = DB_VALUE_INT(0);
    }
    id_uses_sort(uses, n);

    struct sql q;
    struct db_stmt *s;
    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    count_sql(&q, uses, n);
    if (counter_flush(ctx, err) || db_query_sql(ctx->db, &q, &s, err))
        return -1;
    int got;
    while ((got = db_step(s, err)) == 1) {
        int64_t id = db_column_int(s, 0);
        for (size_t i = id_use_first(uses, n, id); i < n && uses[i].id == id; i++)
            records[uses[i].at].values[count] = DB_VALUE_INT(db_column_int(s, 1));
    }
    db_done(s);
    return got;
}
