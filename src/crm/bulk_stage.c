/* Moving many contacts and companies to one stage. Each has a result of its own: one that cannot
 * be moved is reported and holds up nobody.
 */
#include "crm/private.h"

enum { S_STAGE, S_ENTITIES, S_COUNT };

static const struct field members[S_COUNT] = {
    [S_STAGE] = {.name = "stage",
                 .type = &type_enum,
                 .options = model_stages,
                 .flags = FIELD_REQUIRED},
    [S_ENTITIES] = {.name = "entities", .type = &type_links},
};
static const struct body stage_body = {members, S_COUNT};

static int check_entities(const json_t *list, struct err *err)
{
    if (!list)
        return err_set(err, ERR_REQUIRED, "entities", "entities is missing");
    if (!json_is_array(list))
        return err_set(err, ERR_INVALID, "entities", "entities is a list of records");
    if (json_array_size(list) > BULK_MAX)
        return err_set(err, ERR_TOO_LARGE, "entities", "at most %d records in one call", BULK_MAX);

    size_t i;
    json_t *item;
    json_array_foreach(list, i, item)
    {
        if (!json_is_string(json_object_get(item, "entity_type")) ||
            !json_is_integer(json_object_get(item, "entity_id")) || json_object_size(item) != 2)
            return err_set(err, ERR_INVALID, "entities",
                           "entities[%zu] is not {\"entity_type\":\"contact\",\"entity_id\":123}",
                           i);
    }
    return 0;
}

/* A colleague's record is refused before anything is written, so it holds up nobody either. */
static int set_stage(struct change *c, const struct record *r, struct db_value stage,
                     const char **ret_why, struct err *err)
{
    struct field_set set = {"stage", stage};
    struct err own = {0};
    if (record_set(c, r->entity, r->id, &set, 1, &own) == 0)
        return 0;
    if (own.code != ERR_FORBIDDEN) {
        *err = own;
        return -1;
    }
    *ret_why = arena_strdup(c->ctx.arena, err_message(&own));
    return 0;
}

/* Moves one; *ret_why says why not, NULL when it is moved. */
static int move_one(struct change *c, struct str type, int64_t id, struct db_value stage,
                    const char **ret_why, struct err *err)
{
    const struct entity *e = model_entity(type);
    struct record *r = NULL;
    *ret_why = NULL;
    if (!e || !entity_field(e, STR("stage"))) {
        *ret_why = arena_printf(c->ctx.arena, "a %.*s has no stage", STR_ARG(type));
        return 0;
    }
    if (record_find(&c->ctx, e, id, &r, err))
        return -1;
    if (!r || r->trashed_at) {
        *ret_why = r ? "it is in the trash"
                     : arena_printf(c->ctx.arena, "there is no %s %lld", e->name, (long long)id);
        return 0;
    }
    return set_stage(c, r, stage, ret_why, err);
}

static void write_result(struct json *out, struct str type, int64_t id, const char *why)
{
    json_object_begin(out);
    json_put_str(out, "entity_type", type);
    json_put_int(out, "entity_id", id);
    json_put_bool(out, "ok", why == NULL);
    if (why)
        json_put_cstr(out, "error", why);
    json_object_end(out);
}

/* Each in memory of its own: what is written of one is no longer needed for the next. */
static int move_all(struct change *c, const json_t *list, struct db_value stage, struct json *out,
                    struct err *err)
{
    struct scratch scratch;
    int failed = 0;
    scratch_begin(c, &scratch);
    for (size_t i = 0; i < json_array_size(list) && !failed; i++) {
        const json_t *item = json_array_get(list, i);
        struct str type = json_str_of(json_object_get(item, "entity_type"));
        int64_t id = json_integer_value(json_object_get(item, "entity_id"));
        const char *why;
        failed = move_one(c, type, id, stage, &why, err);
        if (!failed)
            write_result(out, type, id, why);
        scratch_next(c, &scratch);
    }
    scratch_end(c, &scratch);
    return failed;
}

int crm_bulk_stage(struct change *c, const json_t *body, struct json *out, struct err *err)
{
    struct db_value values[S_COUNT];
    bool given[S_COUNT];
    const json_t *list = json_object_get(body, "entities");
    if (body_read(&c->ctx, &stage_body, body, values, given, err) || check_entities(list, err))
        return -1;

    c->label = "bulk stage";
    json_object_begin(out);
    json_key(out, "results");
    json_array_begin(out);
    if (move_all(c, list, values[S_STAGE], out, err))
        return -1;
    json_array_end(out);
    json_object_end(out);
    return 0;
}
