/* One action on many records: all or nothing, one change set.
 *
 * TO ADD A BULK ACTION: one row in `actions`.
 */
#include "base/utf8.h"
#include "record/private.h"

#include <stdlib.h>

struct bulk {
    struct change *change;
    const struct entity *entity;
    const json_t *value; /* the request's "value" or "values" */
    json_t *forbidden;   /* ids of what belongs to others */
};

static int bulk_update(struct bulk *b, int64_t id, struct err *err)
{
    struct record *r;
    return record_update(b->change, b->entity, id, b->value, 0, ERR_CONFLICT, &r, err);
}

/* A tag's name goes through the same checks as in a list of tags. */
static int bulk_tags(struct bulk *b, int64_t id, bool add, struct err *err)
{
    struct record *r;
    const struct str *now;
    size_t n, kept = 0;
    struct arena *a = b->change->ctx.arena;
    if (record_get(&b->change->ctx, b->entity, id, &r, err) ||
        tags_of(&b->change->ctx, id, &now, &n, err))
        return -1;
    json_t *list = json_pack("[O]", b->value);
    const struct str *named;
    size_t n_named;
    int bad = tags_parse(b->change, list, &named, &n_named, err);
    json_decref(list);
    if (bad)
        return -1;
    struct str name = named[0];
    struct str folded = utf8_fold(a, name);
    struct str *tags = arena_array(a, n + 1, sizeof *tags);
    for (size_t i = 0; i < n; i++)
        if (!str_eq(utf8_fold(a, now[i]), folded))
            tags[kept++] = now[i];
    if (add)
        tags[kept++] = name;
    struct mutation *m = mutation_new(b->change, MUTATION_UPDATE, b->entity, r);
    m->tags = tags;
    m->n_tags = kept;
    return mutation_apply(b->change, m, err);
}

static int bulk_add_tag(struct bulk *b, int64_t id, struct err *err)
{
    return bulk_tags(b, id, true, err);
}

static int bulk_remove_tag(struct bulk *b, int64_t id, struct err *err)
{
    return bulk_tags(b, id, false, err);
}

static int bulk_stage(struct bulk *b, int64_t id, struct err *err)
{
    json_t *patch = json_pack("{s:O}", "stage", b->value);
    struct record *r;
    int failed = record_update(b->change, b->entity, id, patch, 0, ERR_CONFLICT, &r, err);
    json_decref(patch);
    return failed;
}

static int bulk_trash(struct bulk *b, int64_t id, struct err *err)
{
    struct record *r;
    return record_trash(b->change, b->entity, id, &r, err);
}

static int bulk_restore(struct bulk *b, int64_t id, struct err *err)
{
    struct record *r;
    return record_restore(b->change, b->entity, id, &r, err);
}

static int bulk_delete(struct bulk *b, int64_t id, struct err *err)
{
    return record_purge(b->change, b->entity, id, err);
}

static int set_owner(struct bulk *b, int64_t id, struct db_value owner, struct err *err)
{
    struct field_set set = {"owner_id", owner};
    return record_set(b->change, b->entity, id, &set, 1, err);
}

static int bulk_claim(struct bulk *b, int64_t id, struct err *err)
{
    return set_owner(b, id, DB_VALUE_INT(b->change->ctx.who.user_id), err);
}

static int bulk_release(struct bulk *b, int64_t id, struct err *err)
{
    return set_owner(b, id, DB_VALUE_NULL, err);
}

static const struct bulk_action {
    const char *name;
    const char *field; /* what the entity must have, or NULL */
    const char *input; /* the member it needs, or NULL */
    json_type type;    /* of that member */
    const char *label;
    int (*run)(struct bulk *b, int64_t id, struct err *err);
} actions[] = {
    {"update", NULL, "values", JSON_OBJECT, "bulk update", bulk_update},
    {"add_tag", "tags", "value", JSON_STRING, "bulk tag", bulk_add_tag},
    {"remove_tag", "tags", "value", JSON_STRING, "bulk untag", bulk_remove_tag},
    {"stage", "stage", "value", JSON_STRING, "bulk stage", bulk_stage},
    {"trash", NULL, NULL, JSON_NULL, "bulk trash", bulk_trash},
    {"restore", NULL, NULL, JSON_NULL, "bulk restore", bulk_restore},
    {"delete", NULL, NULL, JSON_NULL, "bulk delete", bulk_delete},
    {"claim", "owner_id", NULL, JSON_NULL, "bulk claim", bulk_claim},
    {"release", "owner_id", NULL, JSON_NULL, "bulk release", bulk_release},
};

static const struct bulk_action *action_find(struct str name, struct err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(actions); i++)
        if (str_is(name, actions[i].name))
            return &actions[i];
    err_set(err, ERR_INVALID, "action",
            "action is one of update, add_tag, remove_tag, stage, trash, restore, delete, claim, "
            "release");
    return NULL;
}

static int check_input(const struct bulk_action *x, const struct entity *e, const json_t *value,
                       struct err *err)
{
    if (x->field && !entity_field(e, str_of(x->field)))
        return err_set(err, ERR_INVALID, "action", "%s %s has no %s", entity_article(e), e->name,
                       x->field);
    if (!x->input || (value && json_typeof(value) == x->type))
        return 0;
    return err_set(err, ERR_REQUIRED, x->input, "%s needs %s%s", x->name,
                   x->type == JSON_OBJECT ? "an object " : "a text ", x->input);
}

/* A record of a colleague's is noted and the next one tried; any other fault is the whole's. Each
 * has an error of its own, since who finds one set takes it for theirs. */
static int run_one(struct bulk *b, const struct bulk_action *x, int64_t id, struct err *forbidden,
                   struct err *err)
{
    struct err own = {0};
    if (x->run(b, id, &own) == 0)
        return 0;
    if (own.code != ERR_FORBIDDEN) {
        *err = own;
        return -1;
    }
    json_array_append_new(b->forbidden, json_integer(id));
    err_set(forbidden, ERR_FORBIDDEN, NULL, "%s", err_message(&own));
    return 0;
}

/* There are fewer rows in an error than may be forbidden: the ids go beside them, all. */
static int refuse(struct bulk *b, const struct err *forbidden, struct err *err)
{
    char *text = json_dumps(b->forbidden, JSON_COMPACT);
    *err = *forbidden;
    err->extra = arena_printf(b->change->ctx.arena, "\"forbidden\":%s", text);
    free(text);
    return -1;
}

/* All or nothing: the first fault ends it, but of what belongs to others every one is named. */
static int run_all(struct bulk *b, const struct bulk_action *x, const int64_t *ids, size_t n,
                   struct err *err)
{
    struct scratch scratch;
    struct err forbidden = {0};
    int failed = 0;
    scratch_begin(b->change, &scratch);
    for (size_t i = 0; i < n && !failed; i++) {
        failed = run_one(b, x, ids[i], &forbidden, err);
        scratch_next(b->change, &scratch);
    }
    scratch_end(b->change, &scratch);
    return !failed && forbidden.code ? refuse(b, &forbidden, err) : failed;
}

int record_bulk(struct change *c, const struct entity *e, const int64_t *ids, size_t n,
                struct str action, const json_t *request, int64_t *ret_affected, struct err *err)
{
    const struct bulk_action *x = action_find(action, err);
    if (!x)
        return -1;
    struct bulk b = {
        .change = c, .entity = e, .value = x->input ? json_object_get(request, x->input) : NULL};
    if (check_input(x, e, b.value, err))
        return -1;
    if (n > BULK_MAX)
        return err_set(err, ERR_TOO_LARGE, "ids", "at most %d records in one call", BULK_MAX);

    c->label = x->label;
    b.forbidden = json_array();
    int failed = run_all(&b, x, ids, n, err);
    json_decref(b.forbidden);
    if (failed)
        return -1;
    *ret_affected = (int64_t)n;
    return 0;
}
