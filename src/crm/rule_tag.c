/* How many records carry each tag of a page: one query for all of them. Records in the trash are
 * not counted, so that the number is what a list of the tag shows; they are few beside the rest,
 * so they are counted by themselves and taken off.
 */
#include "crm/private.h"
#include "record/ids.h"

/* SELECT tag_id, -COUNT(*) of one entity's trashed records. CROSS JOIN keeps the order: from the
 * trash to the tags, not from all who carry the tag to the trash. */
static void add_trashed(struct sql *q, const struct entity *e, const struct id_use *uses, size_t n)
{
    sql_add(q, " UNION ALL SELECT o.tag_id, -COUNT(*) AS n FROM ");
    sql_ident(q, e->name);
    sql_add(q, " x CROSS JOIN tag_of o WHERE x.trashed_at IS NOT NULL AND o.record_id = x.id "
               "AND o.tag_id IN (");
    id_uses_bind(q, uses, n);
    sql_add(q, ") GROUP BY o.tag_id");
}

static void count_sql(struct sql *q, const struct id_use *uses, size_t n)
{
    sql_add(q, "SELECT tag_id, SUM(n) FROM (SELECT tag_id, COUNT(*) AS n FROM tag_of "
               "WHERE tag_id IN (");
    id_uses_bind(q, uses, n);
    sql_add(q, ") GROUP BY tag_id");
    size_t n_entities;
    const struct entity *const *all = model_entities(&n_entities);
    for (size_t i = 0; i < n_entities; i++)
        if ((all[i]->flags & ENTITY_TRASH) && entity_has(all[i], &type_tags))
            add_trashed(q, all[i], uses, n);
    sql_add(q, ") AS counts GROUP BY tag_id");
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
    if (db_query_sql(ctx->db, &q, &s, err))
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
