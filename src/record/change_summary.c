/* What change sets did, in a few words: how many of what became what, and which record came first.
 *
 * Of a large set only the first events are looked at, so that a list of sets costs the same
 * whatever they hold; the answer says when it is of a part only.
 */
#include <stdlib.h>
#include <string.h>

#include "auth/key.h"
#include "record/ids.h"
#include "record/private.h"

enum { LOOKED_AT = 500, KINDS_MAX = 64 };

struct summary_kind {
    struct str entity, type;
    int64_t n, first;
};

struct summary {
    struct summary_kind kinds[KINDS_MAX];
    size_t n_kinds;
    struct str entity; /* of the first event's record */
    int64_t record_id;
};

static int count_kinds(struct record_ctx *ctx, int64_t change_id, struct summary *s,
                       struct err *err)
{
    struct db_stmt *row;
    int got;
    if (db_query(ctx->db,
                 "SELECT entity, type, COUNT(*), MIN(id) FROM (SELECT id, entity, type FROM event "
                 "WHERE change_id = ? ORDER BY id LIMIT ?) AS e GROUP BY entity, type "
                 "ORDER BY 4",
                 DB_ARGS(DB_VALUE_INT(change_id), DB_VALUE_INT(LOOKED_AT)), &row, err))
        return -1;
    while ((got = db_step(row, err)) == 1 && s->n_kinds < KINDS_MAX)
        s->kinds[s->n_kinds++] =
            (struct summary_kind){.entity = str_dup(ctx->arena, db_column_str(row, 0)),
                                  .type = str_dup(ctx->arena, db_column_str(row, 1)),
                                  .n = db_column_int(row, 2),
                                  .first = db_column_int(row, 3)};
    db_done(row);
    return got < 0 ? -1 : 0;
}

static int find_first(struct record_ctx *ctx, struct summary *s, struct err *err)
{
    if (!s->n_kinds)
        return 0;
    s->entity = s->kinds[0].entity;
    return db_query_int(ctx->db, "SELECT record_id FROM event WHERE id = ?",
                        DB_ARGS(DB_VALUE_INT(s->kinds[0].first)), 0, &s->record_id, err);
}

/* As it is called now; NULL when it is gone, or a key may not read it. */
static int first_name(struct record_ctx *ctx, const struct summary *s, struct str *ret,
                      struct err *err)
{
    const struct entity *e = model_entity(s->entity);
    struct record *r = NULL;
    *ret = STR_NONE;
    if (!e || !history_may_read(ctx, e))
        return 0;
    if (record_find(ctx, e, s->record_id, &r, err))
        return -1;
    if (r)
        *ret = record_name(ctx->arena, r);
    return 0;
}

static void write_kinds(const struct summary *s, struct json *out)
{
    json_key(out, "counts");
    json_array_begin(out);
    for (size_t i = 0; i < s->n_kinds; i++) {
        json_object_begin(out);
        json_put_str(out, "entity_type", s->kinds[i].entity);
        json_put_str(out, "type", s->kinds[i].type);
        json_put_int(out, "count", s->kinds[i].n);
        json_object_end(out);
    }
    json_array_end(out);
}

static void write_first(const struct summary *s, struct str name, struct json *out)
{
    json_key(out, "first");
    if (!s->record_id) {
        json_nil(out);
        return;
    }
    json_object_begin(out);
    json_put_str(out, "entity_type", s->entity);
    json_put_int(out, "entity_id", s->record_id);
    json_key(out, "name");
    if (name.n)
        json_str(out, name);
    else
        json_nil(out);
    json_object_end(out);
}

int change_summary(struct record_ctx *ctx, int64_t change_id, int64_t n_events, struct str *ret,
                   struct err *err)
{
    struct summary s = {0};
    struct str name;
    struct buf text;
    struct json out;
    if (count_kinds(ctx, change_id, &s, err) || find_first(ctx, &s, err) ||
        first_name(ctx, &s, &name, err))
        return -1;
    buf_init(&text, 1 << 16);
    json_init(&out, &text);
    json_object_begin(&out);
    write_kinds(&s, &out);
    write_first(&s, name, &out);
    json_put_bool(&out, "whole", n_events <= LOOKED_AT);
    json_object_end(&out);
    *ret = str_dup(ctx->arena, buf_str(&text));
    buf_release(&text);
    return 0;
}
