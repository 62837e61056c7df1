/* Records as they are stored: the select list, a row to a record, values by name. Knows nothing
 * of JSON (page.c) or of how rows come to be (write.c).
 *
 * The select list and the reading of a row walk the entity's fields in the same order; they stand
 * next to each other here so that they cannot drift.
 */
#include "record/record.h"

#include "base/utf8.h"

#include <assert.h>
#include <string.h>

enum { NAME_CHARACTERS = 120 };

/* The referred entity that holds a derived field, when there is only one it can be. */
static const struct entity *holder_of(const struct entity *e, const struct field *f)
{
    if (!(f->flags & FIELD_DERIVED) || !f->through)
        return NULL;
    const struct field *ref = entity_field(e, str_of(f->through));
    const struct entity *target = ref && ref->target ? model_entity(str_of(ref->target)) : NULL;
    const struct field *there = target ? entity_field(target, str_of(f->through_field)) : NULL;
    return there && field_has_column(there) ? target : NULL;
}

static void select_columns(struct sql *q, const struct entity *e, const char *alias)
{
    sql_add(q, "SELECT ");
    sql_ident2(q, alias, "id");
    sql_add(q, ", ");
    sql_ident2(q, alias, "created_at");
    sql_add(q, ", ");
    sql_ident2(q, alias, "updated_at");
    if (e->flags & ENTITY_TRASH) {
        sql_add(q, ", ");
        sql_ident2(q, alias, "trashed_at");
    }
    for (size_t i = 0; i < e->n_fields; i++) {
        if (!field_has_column(&e->fields[i]))
            continue;
        sql_add(q, ", ");
        sql_ident2(q, alias, e->fields[i].name);
    }
}

/* A select a value: it costs nothing for the rows that a list passes over. */
static void select_derived(struct sql *q, const struct entity *e, const char *alias)
{
    for (size_t i = 0; i < e->n_fields; i++) {
        const struct entity *holder = holder_of(e, &e->fields[i]);
        if (!holder)
            continue;
        sql_add(q, ", (SELECT ");
        sql_ident2(q, "r", e->fields[i].through_field);
        sql_add(q, " FROM ");
        sql_ident(q, holder->name);
        sql_add(q, " r WHERE r.id = ");
        sql_ident2(q, alias, e->fields[i].through);
        sql_add(q, ")");
    }
}

static void select_from(struct sql *q, const struct entity *e, const char *alias)
{
    sql_add(q, " FROM ");
    sql_ident(q, e->name);
    sql_add(q, " ");
    sql_ident(q, alias);
}

void record_select(struct sql *q, const struct entity *e, const char *alias)
{
    select_columns(q, e, alias);
    select_from(q, e, alias);
}

void record_select_shown(struct sql *q, const struct entity *e, const char *alias)
{
    select_columns(q, e, alias);
    select_derived(q, e, alias);
    select_from(q, e, alias);
}

static size_t bytes_of(struct db_value v)
{
    return v.type >= DB_IS_TEXT ? v.s.n : 0;
}

/* All texts of a record in one piece of memory: one allocation a row instead of one a field. */
static void own_bytes(struct arena *a, size_t total, struct record *r)
{
    char *at = arena_alloc(a, total);

    for (size_t i = 0; i < r->entity->n_fields; i++) {
        struct db_value *v = &r->values[i];
        if (v->type < DB_IS_TEXT)
            continue;
        if (v->s.n > 0)
            memcpy(at, v->s.p, v->s.n);
        v->s.p = at;
        at += v->s.n;
    }
}

/* Which field each column of a row belongs to, behind those that every record has. */
struct shape {
    const struct entity *e;
    size_t own; /* columns that every record has */
    size_t *fields;
    size_t n;
    struct db_value *row; /* the one being read */
};

static struct shape shape_of(struct arena *a, const struct entity *e, struct db_stmt *s)
{
    struct shape shape = {.e = e, .fields = arena_array(a, e->n_fields, sizeof *shape.fields)};

    shape.own = (e->flags & ENTITY_TRASH) ? 4 : 3;

    for (size_t i = 0; i < e->n_fields; i++)
        if (field_has_column(&e->fields[i]))
            shape.fields[shape.n++] = i;
    bool shown = shape.own + shape.n < (size_t)db_columns(s);
    for (size_t i = 0; shown && i < e->n_fields; i++)
        if (holder_of(e, &e->fields[i]))
            shape.fields[shape.n++] = i;
    shape.row = arena_array(a, shape.own + shape.n, sizeof *shape.row);
    return shape;
}

static void read_row(struct arena *a, const struct shape *shape, struct db_stmt *s, bool copy,
                     struct record *ret)
{
    const struct entity *e = shape->e;
    const struct db_value *own = shape->row, *rest = shape->row + shape->own;
    size_t bytes = 0;

    db_row(s, shape->own + shape->n, shape->row);
    *ret = (struct record){.entity = e, .values = arena_array(a, e->n_fields, sizeof *ret->values)};
    ret->id = own[0].i;
    ret->created_at = own[1].i;
    ret->updated_at = own[2].i;
    if (e->flags & ENTITY_TRASH && own[3].type == DB_IS_INT)
        ret->trashed_at = own[3].i;
    for (size_t i = 0; i < shape->n; i++) {
        ret->values[shape->fields[i]] = rest[i];
        bytes += bytes_of(rest[i]);
    }
    if (copy)
        own_bytes(a, bytes, ret);
}

void record_from_row(struct arena *a, const struct entity *e, struct db_stmt *s, bool copy,
                     struct record *ret)
{
    struct shape shape = shape_of(a, e, s);

    read_row(a, &shape, s, copy, ret);
}

int record_find(struct record_ctx *ctx, const struct entity *e, int64_t id, struct record **ret,
                struct err *err)
{
    struct sql q;
    struct db_stmt *s;

    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    record_select(&q, e, "a");
    sql_add(&q, " WHERE a.id = ");
    sql_bind_int(&q, id);
    if (db_query_sql(ctx->db, &q, &s, err) < 0)
        return -1;

    struct record *r = NULL;
    int row = db_step(s, err);
    if (row > 0) {
        r = ARENA_NEW(ctx->arena, struct record);
        record_from_row(ctx->arena, e, s, true, r);
    }
    db_done(s);
    if (row < 0)
        return -1;
    *ret = r;
    return 0;
}

int record_get(struct record_ctx *ctx, const struct entity *e, int64_t id, struct record **ret,
               struct err *err)
{
    struct record *r;

    if (record_find(ctx, e, id, &r, err) < 0)
        return -1;
    if (!r)
        return err_set(err, ERR_NOT_FOUND, NULL, "There is no %s %lld.", e->name, (long long)id);
    *ret = r;
    return 0;
}

int record_collect(struct record_ctx *ctx, const struct entity *e, const struct sql *q, size_t max,
                   struct record **ret, size_t *ret_n, struct err *err)
{
    size_t n = 0, room = max < 64 ? max : 64;
    struct record *rows = arena_array(ctx->arena, room, sizeof(*rows));
    struct db_stmt *s;
    int row = 0;

    if (db_query_sql(ctx->db, q, &s, err))
        return -1;
    struct shape shape = shape_of(ctx->arena, e, s);
    while (n < max && (row = db_step(s, err)) > 0) {
        if (n == room) {
            rows = arena_grow(ctx->arena, rows, n * sizeof(*rows), 2 * n * sizeof(*rows));
            room = 2 * n;
        }
        read_row(ctx->arena, &shape, s, true, &rows[n++]);
    }
    db_done(s);
    if (row < 0)
        return -1;
    *ret = rows;
    *ret_n = n;
    return 0;
}

struct db_value record_value(const struct record *r, const char *field)
{
    int i = entity_field_index(r->entity, str_of(field));

    assert(i >= 0 && "the caller names a field of the entity");
    return r->values[i];
}

int64_t record_int(const struct record *r, const char *field)
{
    struct db_value v = record_value(r, field);

    return v.type == DB_IS_INT ? v.i : 0;
}

struct str record_text(const struct record *r, const char *field)
{
    struct db_value v = record_value(r, field);

    return v.type == DB_IS_TEXT ? v.s : STR_NONE;
}

bool record_null(const struct record *r, const char *field)
{
    return record_value(r, field).type == DB_NULL;
}

struct record *record_dup(struct arena *a, const struct record *r)
{
    struct record *copy = ARENA_NEW(a, struct record);
    size_t n = r->entity->n_fields;

    *copy = *r;
    copy->values = arena_array(a, n, sizeof(*copy->values));
    if (n > 0)
        memcpy(copy->values, r->values, n * sizeof(*copy->values));

    size_t bytes = 0;
    for (size_t i = 0; i < n; i++)
        bytes += bytes_of(r->values[i]);
    own_bytes(a, bytes, copy);
    return copy;
}

static struct str first_characters(struct str s, size_t n)
{
    size_t at = 0;

    for (size_t seen = 0; at < s.n; at++)
        if (((unsigned char)s.p[at] & 0xC0) != 0x80 && seen++ == n)
            break;
    return str_sub(s, 0, at);
}

struct str record_name(struct arena *a, const struct record *r)
{
    const struct field *f = entity_name_field(r->entity);
    struct str text = f ? str_trim(record_text(r, f->name)) : STR_NONE;

    text = str_trim(str_sub(text, 0, str_find(text, '\n', 0)));
    return str_dup(a, first_characters(text, NAME_CHARACTERS));
}
