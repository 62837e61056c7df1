/* Keeps the search row of a record as its tables say. Called in every write, so it writes only
 * what differs.
 *
 * search_doc holds the originals, to cut snippets from, and beside them the words the index was
 * given. The words could be made again from the originals, at half the room; but an index row can
 * only be taken back by exactly the words it was put with, and the rules by which words are made
 * change with the Unicode tables of a library we do not ship. Disk is cheaper than a broken index.
 *
 * The body is one line a value: searched fields, tags, then what hangs on the record: its
 * children's names (channels, domains), and what its current children refer to where the record
 * mirrors that (the company a contact works in).
 */
#include <string.h>

#include "record/current.h"
#include "record/private.h"
#include "record/search_text.h"

enum { CHILDREN_MAX = 200, DOC_MAX = 4 << 20 };

struct doc {
    struct str name, body, name_words, body_words;
    struct str grams; /* a line a slot; STR_NONE without any */
};

struct builder {
    struct record_ctx *ctx;
    const struct record *r;
    struct str name_words;
    struct buf body, words;
};

/* --- the body --------------------------------------------------------------------------------- */

static void add_words(struct buf *out, struct str words)
{
    if (words.n == 0)
        return;
    if (out->n > 0)
        buf_putc(out, ' ');
    buf_put_str(out, words);
}

/* A phone number is found from any of its digits on: every tail of it is a word. */
static void add_tails(struct builder *b, struct str compared)
{
    struct str digits = str_starts(compared, "+") ? str_sub(compared, 1, compared.n) : compared;

    for (size_t i = 0; i < digits.n; i++)
        if (digits.p[i] < '0' || digits.p[i] > '9')
            return;
    for (size_t i = 0; i + SEARCH_PHONE_DIGITS <= digits.n; i++)
        add_words(&b->words, str_sub(digits, i, digits.n));
}

static bool has_line(const struct buf *body, struct str line)
{
    struct str rest = buf_str(body), one;

    while (rest.p && str_next(&rest, '\n', &one))
        if (str_eq(one, line))
            return true;
    return false;
}

/* A first name says nothing that the name did not. */
static bool in_name(const struct builder *b, struct str words)
{
    const char *at = memmem(b->name_words.p, b->name_words.n, words.p, words.n);
    const char *end = b->name_words.p + b->name_words.n;

    return at && words.n > 0 && (at == b->name_words.p || at[-1] == ' ') &&
           (at + words.n == end || at[words.n] == ' ');
}

/* compared: the form it is compared by, or STR_NONE. */
static void add_line(struct builder *b, struct str text, struct str compared)
{
    char *flat = str_cstr(b->ctx->arena, str_trim(text));
    struct str line = {flat, str_trim(text).n};

    for (size_t i = 0; i < line.n; i++)
        if (flat[i] == '\n')
            flat[i] = ' ';
    struct str words = search_words(b->ctx->arena, line);
    if (line.n == 0 || in_name(b, words) || has_line(&b->body, line))
        return;
    if (b->body.n > 0)
        buf_putc(&b->body, '\n');
    buf_put_str(&b->body, line);
    add_words(&b->words, words);
    add_tails(b, compared);
}

static void add_fields(struct builder *b, struct str name)
{
    const struct entity *e = b->r->entity;

    for (size_t i = 0; i < e->n_fields; i++) {
        const struct field *f = &e->fields[i];
        struct db_value v = b->r->values[i];
        if (v.type != DB_IS_TEXT || !(f->flags & (FIELD_SEARCH | FIELD_NAME)))
            continue;
        if ((f->flags & FIELD_NAME) && str_eq(v.s, name))
            continue;
        struct db_value compared = field_compare_value(f, &b->ctx->env, b->r, v);
        add_line(b, v.s, compared.type == DB_IS_TEXT ? compared.s : STR_NONE);
    }
}

static bool searches_tags(const struct entity *e)
{
    for (size_t i = 0; i < e->n_fields; i++)
        if (e->fields[i].type == &type_tags && (e->fields[i].flags & FIELD_SEARCH))
            return true;
    return false;
}

static int add_tags(struct builder *b, struct err *err)
{
    const struct str *tags;
    size_t n;

    if (!searches_tags(b->r->entity))
        return 0;
    if (tags_of(b->ctx, b->r->id, &tags, &n, err))
        return -1;
    for (size_t i = 0; i < n; i++)
        add_line(b, tags[i], STR_NONE);
    return 0;
}

/* Runs a select of texts and their compared forms. */
static int add_rows(struct builder *b, const struct sql *q, struct err *err)
{
    struct db_stmt *s;
    int row;

    if (db_query_sql(b->ctx->db, q, &s, err))
        return -1;
    while ((row = db_step(s, err)) > 0)
        add_line(b, db_column_str(s, 0), db_column_str(s, 1));
    db_done(s);
    return row;
}

static int add_children(struct builder *b, const struct entity *child, const char *ref,
                        struct err *err)
{
    const struct field *name = entity_name_field(child);
    char column[FIELD_COLUMN_MAX];
    struct sql q;

    sql_init(&q, b->ctx->arena, db_driver_of(b->ctx->db));
    sql_add(&q, "SELECT ");
    sql_ident(&q, name->name);
    sql_add(&q, ", ");
    sql_ident(&q, field_compare_column(name, column));
    sql_add(&q, " FROM ");
    sql_ident(&q, child->name);
    sql_add(&q, " WHERE ");
    sql_ident(&q, ref);
    sql_add(&q, " = ");
    sql_bind_int(&q, b->r->id);
    sql_add(&q, " ORDER BY id LIMIT ");
    sql_bind_int(&q, CHILDREN_MAX);
    return add_rows(b, &q, err);
}

static int add_all_children(struct builder *b, struct err *err)
{
    size_t n;
    const struct entity *const *all = model_entities(&n);

    for (size_t i = 0; i < n; i++) {
        const char *const *parent = all[i]->parents;
        if (!(all[i]->flags & ENTITY_CHILD) || !entity_name_field(all[i]))
            continue;
        for (; parent && *parent; parent++) {
            const struct field *ref = entity_field(all[i], str_of(*parent));
            if (str_is(str_of(ref->target), b->r->entity->name) &&
                add_children(b, all[i], *parent, err))
                return -1;
        }
    }
    return 0;
}

/* The names of what current children refer to: SELECT company.name through membership. */
static int add_mirrored(struct builder *b, const struct mirror *m, struct err *err)
{
    const struct field *ref = entity_field(model_entity(str_of(m->child)), str_of(m->child_field));
    const struct entity *target = ref->target ? model_entity(str_of(ref->target)) : NULL;
    const struct field *name = target ? entity_name_field(target) : NULL;
    struct sql q;

    if (ref->type != &type_ref || !name)
        return 0;
    sql_init(&q, b->ctx->arena, db_driver_of(b->ctx->db));
    sql_add(&q, "SELECT ");
    sql_ident2(&q, "x", name->name);
    sql_add(&q, ", NULL FROM ");
    sql_ident(&q, m->child);
    sql_add(&q, " c JOIN ");
    sql_ident(&q, target->name);
    sql_add(&q, " x ON x.id = ");
    sql_ident2(&q, "c", m->child_field);
    sql_add(&q, " WHERE ");
    sql_ident2(&q, "c", m->child_ref);
    sql_add(&q, " = ");
    sql_bind_int(&q, b->r->id);
    current_sql(&q, "c", m, current_date(b->ctx));
    sql_add(&q, " ORDER BY c.id LIMIT ");
    sql_bind_int(&q, CHILDREN_MAX);
    return add_rows(b, &q, err);
}

static int add_all_mirrored(struct builder *b, struct err *err)
{
    for (size_t i = 0; i < b->r->entity->n_mirrors; i++)
        if (add_mirrored(b, &b->r->entity->mirrors[i], err))
            return -1;
    return 0;
}

/* --- the document ----------------------------------------------------------------------------- */

static struct str make_grams(struct record_ctx *ctx, const struct record *r)
{
    struct str text = STR_NONE;
    size_t slots = 0;

    for (size_t i = 0; i < r->entity->n_fields; i++) {
        const struct field *f = &r->entity->fields[i];
        if (!(f->flags & FIELD_GRAMS))
            continue;
        struct db_value v = field_compare_value(f, &ctx->env, r, r->values[i]);
        struct str s = v.type == DB_IS_TEXT ? v.s : STR("");
        text = slots++ == 0
                   ? s
                   : str_of(arena_printf(ctx->arena, "%.*s\n%.*s", STR_ARG(text), STR_ARG(s)));
    }
    return text;
}

static int fill_body(struct builder *b, struct str name, struct err *err)
{
    add_fields(b, name);
    if (add_tags(b, err) || add_all_children(b, err) || add_all_mirrored(b, err))
        return -1;
    return b->body.failed || b->words.failed
               ? err_internal(err, "the searched text of %s %lld exceeds %d bytes",
                              b->r->entity->name, (long long)b->r->id, DOC_MAX)
               : 0;
}

static int make_doc(struct record_ctx *ctx, const struct record *r, struct doc *ret,
                    struct err *err)
{
    struct builder b = {.ctx = ctx, .r = r};

    ret->name = record_name(ctx->arena, r);
    ret->name_words = b.name_words = search_words(ctx->arena, ret->name);
    ret->grams = make_grams(ctx, r);
    buf_init(&b.body, DOC_MAX);
    buf_init(&b.words, DOC_MAX);
    int failed = fill_body(&b, ret->name, err);
    ret->body = str_dup(ctx->arena, buf_str(&b.body));
    ret->body_words = str_dup(ctx->arena, buf_str(&b.words));
    buf_release(&b.body);
    buf_release(&b.words);
    return failed;
}

/* Of the statement below. */
static int read_doc(struct record_ctx *ctx, struct db_stmt *s, struct doc *ret, bool *ret_found,
                    struct err *err)
{
    struct str *parts[] = {&ret->name, &ret->body, &ret->name_words, &ret->body_words, &ret->grams};
    int row = db_step(s, err);

    for (size_t i = 0; row > 0 && i < ARRAY_LEN(parts); i++)
        *parts[i] = str_dup(ctx->arena, db_column_str(s, (int)i));
    *ret_found = row > 0;
    return row < 0 ? -1 : 0;
}

/* What the index has of a record, and the record: asked together. */
static int read_both(struct record_ctx *ctx, const struct entity *e, int64_t id, struct doc *ret,
                     bool *ret_found, struct record **ret_record, struct err *err)
{
    struct db_stmt *s;

    if (db_query(ctx->db,
                 "SELECT name, body, name_words, body_words, grams FROM search_doc WHERE id = ?",
                 DB_ARGS(DB_VALUE_INT(id)), &s, err))
        return -1;
    int failed = db_ask(s, err) || record_find(ctx, e, id, ret_record, err) ||
                 read_doc(ctx, s, ret, ret_found, err);
    db_done(s);
    return failed ? -1 : 0;
}

static bool docs_equal(const struct doc *a, const struct doc *b)
{
    return str_eq(a->name, b->name) && str_eq(a->body, b->body) &&
           str_eq(a->name_words, b->name_words) && str_eq(a->body_words, b->body_words) &&
           str_eq(a->grams, b->grams);
}

/* --- the index -------------------------------------------------------------------------------- */

static size_t split_grams(struct str grams, struct str slots[static SEARCH_GRAM_SLOTS])
{
    size_t n = 0;

    while (n < SEARCH_GRAM_SLOTS && str_next(&grams, '\n', &slots[n]))
        n++;
    return n;
}

int search_index_put(struct db *db, const struct search_entry *x, struct err *err)
{
    struct str slots[SEARCH_GRAM_SLOTS];
    size_t n = split_grams(x->grams, slots);

    return db_search_put(db, x->id, x->entity, x->name_words, x->body_words, err) ||
                   db_grams_put(db, x->id, slots, n, err)
               ? -1
               : 0;
}

int search_index_drop(struct db *db, const struct search_entry *x, struct err *err)
{
    struct str slots[SEARCH_GRAM_SLOTS];
    size_t n = split_grams(x->grams, slots);

    return db_search_drop(db, x->id, x->entity, x->name_words, x->body_words, err) ||
                   db_grams_drop(db, x->id, slots, n, err)
               ? -1
               : 0;
}

static struct search_entry entry_of(const struct entity *e, int64_t id, const struct doc *doc)
{
    return (struct search_entry){id, str_of(e->name), doc->name_words, doc->body_words, doc->grams};
}

static int drop(struct record_ctx *ctx, const struct entity *e, int64_t id, const struct doc *old,
                struct err *err)
{
    struct search_entry entry = entry_of(e, id, old);

    return search_index_drop(ctx->db, &entry, err);
}

static int put(struct record_ctx *ctx, const struct entity *e, int64_t id, const struct doc *doc,
               struct err *err)
{
    struct search_entry entry = entry_of(e, id, doc);

    if (db_post(ctx->db,
                "INSERT INTO search_doc(id, entity, name, body, name_words, body_words, grams) "
                "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET name = excluded.name, "
                "body = excluded.body, name_words = excluded.name_words, "
                "body_words = excluded.body_words, grams = excluded.grams",
                DB_ARGS(DB_VALUE_INT(id), DB_VALUE_TEXT(str_of(e->name)), DB_VALUE_TEXT(doc->name),
                        DB_VALUE_TEXT(doc->body), DB_VALUE_TEXT(doc->name_words),
                        DB_VALUE_TEXT(doc->body_words),
                        doc->grams.p ? DB_VALUE_TEXT(doc->grams) : DB_VALUE_NULL),
                err))
        return -1;
    return search_index_put(ctx->db, &entry, err);
}

static int forget(struct record_ctx *ctx, int64_t id, struct err *err)
{
    return db_run(ctx->db, "DELETE FROM search_doc WHERE id = ?", DB_ARGS(DB_VALUE_INT(id)), NULL,
                  err);
}

int search_refresh(struct record_ctx *ctx, const struct entity *e, int64_t id, struct err *err)
{
    struct doc old = {.name = STR_NONE}, new = {.name = STR_NONE};
    bool had = false;
    struct record *r;

    if (!entity_is_searched(e))
        return 0;
    if (read_both(ctx, e, id, &old, &had, &r, err))
        return -1;

    bool has = r && !r->trashed_at;
    if (has && make_doc(ctx, r, &new, err))
        return -1;
    if (has == had && docs_equal(&old, &new))
        return 0;
    if (had && drop(ctx, e, id, &old, err))
        return -1;
    if (has)
        return put(ctx, e, id, &new, err);
    return had ? forget(ctx, id, err) : 0;
}
