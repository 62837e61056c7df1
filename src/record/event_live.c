/* History as it happens, for who follows it live: what happened after a point, oldest first. Which
 * fields changed is told, what they hold is not: who wants that asks for the record, and is asked
 * what they may see.
 */
#include <inttypes.h>

#include "record/private.h"

int event_last(struct record_ctx *ctx, int64_t *ret_id, struct err *err)
{
    return db_query_int(ctx->db, "SELECT MAX(id) FROM event", DB_NO_ARGS, 0, ret_id, err);
}

/* The names are the keys of what was kept; a removal's full row is no change of fields. */
static void write_fields(struct str changes, struct json *out)
{
    struct err ignored = {0};
    json_t *tree = NULL, *pair;
    const char *name;
    json_key(out, "fields");
    json_array_begin(out);
    if (changes.n && json_parse(changes, &tree, &ignored) == 0) {
        json_object_foreach(tree, name, pair)
        {
            if (json_is_array(pair))
                json_cstr(out, name);
        }
    }
    json_decref(tree);
    json_array_end(out);
}

/* changes: STR_NONE leaves the fields untold. */
static struct str write_line(struct record_ctx *ctx, struct db_stmt *s, struct str changes)
{
    struct buf text;
    struct json out;
    buf_init(&text, 1 << 20);
    json_init(&out, &text);
    json_object_begin(&out);
    json_put_int(&out, "id", db_column_int(s, 0));
    json_put_str(&out, "type", db_column_str(s, 4));
    json_put_str(&out, "entity_type", db_column_str(s, 2));
    json_put_int(&out, "entity_id", db_column_int(s, 3));
    json_put_int(&out, "change_id", db_column_int(s, 5));
    json_put_time(&out, "at", db_column_int(s, 1));
    history_write_actor(ctx, "type", db_column_str(s, 7), db_column_int(s, 8), &out);
    write_fields(changes, &out);
    json_object_end(&out);
    struct str line = str_dup(ctx->arena, buf_str(&text));
    buf_release(&text);
    return line;
}

int event_lines(struct record_ctx *ctx, int64_t after, size_t limit, struct event_line **ret,
                size_t *ret_n, struct err *err)
{
    struct db_stmt *s;
    int got = 0;
    *ret = arena_array(ctx->arena, limit, sizeof **ret);
    *ret_n = 0;
    if (db_query(ctx->db,
                 "SELECT e.id, e.at, e.entity, e.record_id, e.type, e.change_id, e.changes, "
                 "c.actor_kind, c.actor_id FROM event e JOIN change_set c ON c.id = e.change_id "
                 "WHERE e.id > ? ORDER BY e.id LIMIT ?",
                 DB_ARGS(DB_VALUE_INT(after), DB_VALUE_INT((int64_t)limit)), &s, err))
        return -1;
    while (*ret_n < limit && (got = db_step(s, err)) == 1)
        (*ret)[(*ret_n)++] = (struct event_line){
            .id = db_column_int(s, 0),
            .entity = model_entity(db_column_str(s, 2)),
            .full = write_line(ctx, s, db_column_str(s, 6)),
            .bare = write_line(ctx, s, STR_NONE),
        };
    db_done(s);
    return got < 0 ? -1 : 0;
}
