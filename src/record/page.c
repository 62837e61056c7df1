/* A page of records as an answer shows it. Knows the tables of tags and links; knows nothing of
 * filters, sorting or who asked.
 *
 * What belongs to many records is fetched by one query a kind for the whole page, never by one a
 * record. The JSON of tags and links is made while their rows are read, as pieces of one text that
 * are joined when all are there.
 */
#include "record/ids.h"
#include "record/record.h"
#include "record/rule.h"

#include <string.h>

enum { COLLECTIONS_MAX = 64 << 20 }; /* bytes of all tags or links of a page */

/* --- derived fields: what another record says ------------------------------------------------- */

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

    if (p->shown && ref && !ref->target_field)
        return 0;
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

/* --- collections: an array of JSON a record --------------------------------------------------- */

/* One kind of collection: a statement over `record_id IN (…)` whose rows come record by record, how
 * a row is written, and by which column a record's rows are sorted (0: as they come). */
struct collection {
    const char *before, *after; /* the statement around the ids */
    void (*item)(struct json *out, struct db_stmt *s);
    int key;
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

/* Tags are sorted here: a record has few, and the database would sort all of the page's at once. */
static const struct collection tags = {
    "SELECT t.record_id, g.name, g.name_fold FROM tag_of t JOIN tag g ON g.id = t.tag_id"
    " WHERE t.record_id IN (",
    ") ORDER BY t.record_id", write_tag, 2};

static const struct collection links = {
    "SELECT record_id, target, target_id FROM link_of WHERE record_id IN (",
    ") ORDER BY record_id, pos", write_link, 0};

/* One item, written already: whose it is, its place in the text. */
struct piece {
    size_t use;
    struct str key;
    size_t from, to;
};

struct pieces {
    struct piece *list;
    size_t n, room;
    struct buf text;
};

static void add_piece(struct arena *a, struct pieces *p, struct piece new)
{
    if (p->n == p->room) {
        size_t room = p->room ? 2 * p->room : 128;
        p->list = arena_grow(a, p->list, p->n * sizeof new, room * sizeof new);
        p->room = room;
    }

    size_t at = p->n++;
    while (at > 0 && p->list[at - 1].use == new.use && str_cmp(p->list[at - 1].key, new.key) > 0) {
        p->list[at] = p->list[at - 1];
        at--;
    }
    p->list[at] = new;
}

static int read_pieces(struct record_ctx *ctx, const struct collection *c, struct db_stmt *s,
                       const struct id_use *uses, size_t n, struct pieces *p, struct err *err)
{
    int row;

    while ((row = db_step(s, err)) > 0) {
        struct piece new = {.use = id_use_first(uses, n, db_column_int(s, 0)), .from = p->text.n};
        struct json j;
        json_init(&j, &p->text);
        c->item(&j, s);
        new.to = p->text.n;
        if (c->key)
            new.key = str_dup(ctx->arena, db_column_str(s, c->key));
        add_piece(ctx->arena, p, new);
    }
    if (row == 0 && p->text.failed)
        return err_internal(err, "the tags or links of one page exceed %d bytes", COLLECTIONS_MAX);
    return row;
}

/* "[a,b]" for each use that has any. */
static void join_pieces(struct arena *a, const struct pieces *p, const struct id_use *uses,
                        struct str *arrays)
{
    char *at = arena_alloc(a, p->text.n + 2 * p->n);

    for (size_t i = 0; i < p->n;) {
        size_t use = p->list[i].use;
        char *start = at;
        for (*at++ = '['; i < p->n && p->list[i].use == use; i++) {
            size_t n = p->list[i].to - p->list[i].from;
            memcpy(at, p->text.p + p->list[i].from, n);
            at += n;
            *at++ = ',';
        }
        at[-1] = ']';
        arrays[uses[use].at] = (struct str){start, (size_t)(at - start)};
    }
}

static const struct id_use *own_uses(struct arena *a, const struct page *p)
{
    struct id_use *uses = arena_array(a, p->n, sizeof *uses);

    for (size_t i = 0; i < p->n; i++)
        uses[i] = (struct id_use){p->records[i].id, i};
    id_uses_sort(uses, p->n);
    return uses;
}

static int ask_collection(struct record_ctx *ctx, const struct collection *c,
                          const struct id_use *uses, size_t n, struct db_stmt **ret,
                          struct err *err)
{
    struct sql q;

    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    sql_add(&q, c->before);
    id_uses_bind(&q, uses, n);
    sql_add(&q, c->after);
    sql_one_plan(&q);
    return db_ask_sql(ctx->db, &q, ret, err);
}

static int read_collection(struct record_ctx *ctx, const struct collection *c, struct db_stmt *s,
                           const struct id_use *uses, size_t n, struct str **ret, struct err *err)
{
    struct str *arrays = arena_array(ctx->arena, n, sizeof *arrays);
    struct pieces pieces = {.n = 0};

    for (size_t i = 0; i < n; i++)
        arrays[i] = STR("[]");
    buf_init(&pieces.text, COLLECTIONS_MAX);
    int failed = read_pieces(ctx, c, s, uses, n, &pieces, err);
    if (!failed)
        join_pieces(ctx->arena, &pieces, uses, arrays);
    buf_release(&pieces.text);
    *ret = arrays;
    return failed;
}

/* All that is asked of the database is asked before anything is waited for. */
static int load_collections(struct record_ctx *ctx, struct page *p, struct err *err)
{
    const struct {
        const struct collection *collection;
        const struct field_type *type;
        struct str **ret;
    } all[] = {{&tags, &type_tags, &p->tags_json}, {&links, &type_links, &p->links_json}};
    const struct id_use *uses = own_uses(ctx->arena, p);
    struct db_stmt *asked[ARRAY_LEN(all)] = {NULL};
    int failed = 0;

    for (size_t i = 0; i < ARRAY_LEN(all) && !failed; i++)
        if (entity_has(p->entity, all[i].type))
            failed = ask_collection(ctx, all[i].collection, uses, p->n, &asked[i], err);
    if (!failed)
        failed = load_all_derived(ctx, p, err);
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        if (asked[i] && !failed)
            failed = read_collection(ctx, all[i].collection, asked[i], uses, p->n, all[i].ret, err);
        db_done(asked[i]);
    }
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

static const struct str null_text = {"null", 4};

/* By hand, since a page of 50 notices 40 calls of printf. */
static struct str member_made(struct arena *a, struct str name)
{
    char *text = arena_alloc(a, name.n + 4 + null_text.n), *at = text;

    at = mempcpy(at, ",\"", 2);
    at = mempcpy(at, name.p, name.n);
    at = mempcpy(at, "\":", 2);
    at = mempcpy(at, null_text.p, null_text.n);
    return (struct str){text, (size_t)(at - text)};
}

static void make_members(struct arena *a, struct page *p)
{
    const struct entity *e = p->entity;

    p->members = arena_array(a, e->n_fields, sizeof *p->members);
    for (size_t i = 0; i < e->n_fields; i++) {
        const struct field *f = &e->fields[i];
        if (!f->type->collection && !(f->flags & FIELD_INPUT_ONLY))
            p->members[p->n_members++] =
                (struct page_member){f, i, member_made(a, str_of(f->name))};
    }
}

int page_load(struct record_ctx *ctx, struct page *p, struct err *err)
{
    p->tags_json = p->links_json = NULL;
    p->n_members = 0;
    if (p->n == 0)
        return 0;
    make_members(ctx->arena, p);
    return load_collections(ctx, p, err) || run_fills(ctx, p, err) ? -1 : 0;
}

/* --- JSON ------------------------------------------------------------------------------------- */

static void write_member(struct record_ctx *ctx, const struct page_member *m,
                         const struct record *r, struct json *out)
{
    struct db_value v = r->values[m->at];

    if (r->trashed_at && str_is(STR("status"), m->field->name)) {
        json_put_cstr(out, "status", "trashed");
    } else if (v.type == DB_NULL) {
        json_member_made(out, m->made);
    } else {
        json_key_made(out, str_sub(m->made, 0, m->made.n - null_text.n));
        m->field->type->write(m->field, &ctx->env, r, v, out);
    }
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
    for (size_t k = 0; k < p->n_members; k++)
        write_member(ctx, &p->members[k], r, out);
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
