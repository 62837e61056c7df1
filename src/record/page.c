/* A page of records as an answer shows it. Knows the tables of tags and links; knows nothing of
 * filters, sorting or who asked.
 *
 * What belongs to many records is fetched by one query a kind for the whole page, never by one a
 * record. The JSON of tags and links is made while their rows are read: a row is written straight
 * into one buffer, and each record gets its slice of it.
 */
#include "record/ids.h"
#include "record/record.h"
#include "record/rule.h"

#include <string.h>

enum { COLLECTIONS_MAX = 64 << 20 }; /* bytes of all tags or links of a page */

/* --- derived fields: what another record says --------------------------------------------------
 */

/* The records of the page that refer to records of `target`, by the id they refer to. */
static size_t uses_of(struct record_ctx *ctx, const struct page *p, const struct field *ref,
                      const struct entity *target, struct id_use **ret)
{
    struct id_use *uses = arena_array(ctx->arena, p->n, sizeof(*uses));
    size_t n = 0;

    for (size_t i = 0; i < p->n; i++) {
        int64_t id = record_int(&p->records[i], ref->name);
        if (id == 0)
            continue;
        if (ref->target_field &&
            !str_is(record_text(&p->records[i], ref->target_field), target->name))
            continue;
        uses[n++] = (struct id_use){id, i};
    }
    id_uses_sort(uses, n);
    *ret = uses;
    return n;
}

static int load_from(struct record_ctx *ctx, struct page *p, const struct field *f,
                     const struct entity *target, struct err *err)
{
    const struct field *ref = entity_field(p->entity, str_of(f->through));
    const struct field *there = entity_field(target, str_of(f->through_field));
    size_t column = (size_t)(f - p->entity->fields);
    struct id_use *uses;
    struct db_stmt *s;
    struct sql q;
    int row;

    if (!there || !field_has_column(there))
        return 0;
    size_t n = uses_of(ctx, p, ref, target, &uses);
    if (n == 0)
        return 0;

    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    sql_add(&q, "SELECT id, ");
    sql_ident(&q, there->name);
    sql_add(&q, " FROM ");
    sql_ident(&q, target->name);
    sql_add(&q, " WHERE id IN (");
    id_uses_bind(&q, uses, n);
    sql_add(&q, ")");
    if (db_query_sql(ctx->db, &q, &s, err) < 0)
        return -1;
    while ((row = db_step(s, err)) > 0) {
        int64_t id = db_column_int(s, 0);
        struct db_value v = db_value_dup(ctx->arena, db_column(s, 1));
        for (size_t i = id_use_first(uses, n, id); i < n && uses[i].id == id; i++)
            p->records[uses[i].at].values[column] = v;
    }
    db_done(s);
    return row;
}

static int load_derived(struct record_ctx *ctx, struct page *p, const struct field *f,
                        struct err *err)
{
    const struct field *ref = entity_field(p->entity, str_of(f->through));
    size_t n;
    const struct entity *const *all = model_entities(&n);

    for (size_t i = 0; ref && i < n; i++)
        if ((ref->target_field || str_is(str_of(ref->target), all[i]->name)) &&
            load_from(ctx, p, f, all[i], err) < 0)
            return -1;
    return 0;
}

static int load_all_derived(struct record_ctx *ctx, struct page *p, struct err *err)
{
    for (size_t i = 0; i < p->entity->n_fields; i++) {
        const struct field *f = &p->entity->fields[i];
        if ((f->flags & FIELD_DERIVED) && f->through && load_derived(ctx, p, f, err) < 0)
            return -1;
    }
    return 0;
}

/* --- collections: an array of JSON a record ------------------------------------------------------
 */

/* One kind of collection: a statement over `record_id IN (…)` whose rows come record by record, and
 * how a row is written. */
struct collection {
    const char *before, *after; /* the statement around the ids */
    void (*item)(struct json *out, struct db_stmt *s);
};

static void write_tag(struct json *out, struct db_stmt *s)
{
    json_str(out, db_column_str(s, 1));
}

static void write_link(struct json *out, struct db_stmt *s)
{
    json_object_begin(out);
    json_put_str(out, "entity_type", db_column_str(s, 1));
    json_put_int(out, "entity_id", db_column_int(s, 2));
    json_object_end(out);
}

static const struct collection tags = {
    "SELECT t.record_id, g.name FROM tag_of t JOIN tag g ON g.id = t.tag_id WHERE t.record_id IN (",
    ") ORDER BY t.record_id, g.name_fold", write_tag};

static const struct collection links = {
    "SELECT record_id, target, target_id FROM link_of WHERE record_id IN (",
    ") ORDER BY record_id, pos", write_link};

/* Where a record's array stands in the buffer. */
struct slice {
    size_t from, to;
};

/* Writes the arrays one after the other as their rows come; slices[i] is record i's. */
static int write_arrays(const struct collection *c, struct db_stmt *s, const struct id_use *uses,
                        size_t n, struct buf *out, struct slice *slices, struct err *err)
{
    size_t open = n; /* the use whose array is being written; n: none */
    struct json j;
    int row;

    while ((row = db_step(s, err)) > 0) {
        size_t use = id_use_first(uses, n, db_column_int(s, 0));
        if (use == n)
            continue;
        if (use != open) {
            if (open < n) {
                json_array_end(&j);
                slices[uses[open].at].to = out->n;
            }
            open = use;
            slices[uses[open].at].from = out->n;
            json_init(&j, out);
            json_array_begin(&j);
        }
        c->item(&j, s);
    }
    if (open < n) {
        json_array_end(&j);
        slices[uses[open].at].to = out->n;
    }
    if (row == 0 && out->failed)
        return err_internal(err, "the tags or links of one page exceed %d bytes", COLLECTIONS_MAX);
    return row;
}

static int load_collection(struct record_ctx *ctx, const struct page *p, const struct collection *c,
                           struct str **ret, struct err *err)
{
    struct id_use *uses = arena_array(ctx->arena, p->n, sizeof *uses);
    struct slice *slices = arena_array(ctx->arena, p->n, sizeof *slices);
    struct db_stmt *s;
    struct sql q;
    struct buf b;

    for (size_t i = 0; i < p->n; i++)
        uses[i] = (struct id_use){p->records[i].id, i};
    id_uses_sort(uses, p->n);

    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    sql_add(&q, c->before);
    id_uses_bind(&q, uses, p->n);
    sql_add(&q, c->after);
    if (db_query_sql(ctx->db, &q, &s, err))
        return -1;
    buf_init(&b, COLLECTIONS_MAX);
    int failed = write_arrays(c, s, uses, p->n, &b, slices, err);
    db_done(s);

    struct str all = str_dup(ctx->arena, buf_str(&b));
    buf_release(&b);
    struct str *arrays = arena_array(ctx->arena, p->n, sizeof *arrays);
    for (size_t i = 0; i < p->n; i++)
        arrays[i] = slices[i].to == 0 ? STR("[]")
                                      : str_sub(all, slices[i].from, slices[i].to - slices[i].from);
    *ret = arrays;
    return failed;
}

static int run_fills(struct record_ctx *ctx, struct page *p, struct err *err)
{
    for (size_t i = 0; i < ctx->n_rules; i++) {
        const struct rule *rule = &ctx->rules[i];
        if (rule->fill && (!rule->entity || rule->entity == p->entity) &&
            rule->fill(ctx, p->records, p->n, err))
            return -1;
    }
    return 0;
}

int page_load(struct record_ctx *ctx, struct page *p, struct err *err)
{
    p->tags_json = p->links_json = NULL;
    if (p->n == 0)
        return 0;
    if (load_all_derived(ctx, p, err))
        return -1;
    if (entity_has(p->entity, &type_tags) && load_collection(ctx, p, &tags, &p->tags_json, err))
        return -1;
    if (entity_has(p->entity, &type_links) && load_collection(ctx, p, &links, &p->links_json, err))
        return -1;
    return run_fills(ctx, p, err);
}

/* --- JSON ---------------------------------------------------------------------------------------
 */

static void write_field(struct record_ctx *ctx, const struct record *r, size_t i, struct json *out)
{
    const struct field *f = &r->entity->fields[i];

    json_key(out, f->name);
    if (r->values[i].type == DB_NULL)
        json_nil(out);
    else
        f->type->write(f, &ctx->env, r, r->values[i], out);
}

/* Whatever status is stored, a record in the trash says so. */
static void write_trash(const struct record *r, struct json *out)
{
    if (!(r->entity->flags & ENTITY_TRASH))
        return;
    if (r->trashed_at && !entity_field(r->entity, STR("status")))
        json_put_cstr(out, "status", "trashed");
    json_key(out, "trashed_at");
    if (r->trashed_at)
        json_time(out, r->trashed_at);
    else
        json_nil(out);
}

void page_write_members(struct record_ctx *ctx, const struct page *p, size_t i, struct json *out)
{
    const struct record *r = &p->records[i];

    json_put_int(out, "id", r->id);
    json_put_time(out, "created_at", r->created_at);
    json_put_time(out, "updated_at", r->updated_at);
    for (size_t k = 0; k < p->entity->n_fields; k++) {
        const struct field *f = &p->entity->fields[k];
        if (f->type->collection || (f->flags & FIELD_INPUT_ONLY))
            continue;
        if (r->trashed_at && str_is(STR("status"), f->name))
            json_put_cstr(out, "status", "trashed");
        else
            write_field(ctx, r, k, out);
    }
    if (p->tags_json) {
        json_key(out, "tags");
        json_raw(out, p->tags_json[i]);
    }
    if (p->links_json) {
        json_key(out, "links");
        json_raw(out, p->links_json[i]);
    }
    write_trash(r, out);
}

void page_write(struct record_ctx *ctx, const struct page *p, size_t i, struct json *out)
{
    json_object_begin(out);
    page_write_members(ctx, p, i, out);
    json_object_end(out);
}

int record_write_json(struct record_ctx *ctx, struct record *r, struct json *out, struct err *err)
{
    struct page p = {.entity = r->entity, .records = r, .n = 1};

    if (page_load(ctx, &p, err))
        return -1;
    page_write(ctx, &p, 0, out);
    return 0;
}
