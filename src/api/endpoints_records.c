/* The routes every entity has: list, create, read, update, delete, restore, bulk, timeline.
 *
 * They are templates: {plural} and {name} are filled in per entity when the table is made
 * (routes.c). What an entity does differently stands in the other tables, whose rows win.
 */
#include <string.h>

#include "api/private.h"
#include "record/ids.h"

static int list(struct call *c, struct err *err)
{
    struct list_param *params = arena_array(c->arena, c->x->n_query + 1, sizeof *params);
    size_t n = 0;
    for (size_t i = 0; i < c->x->n_query; i++)
        if (!str_is(c->x->query[i].name, "workspace"))
            params[n++] = (struct list_param){c->x->query[i].name, c->x->query[i].value};
    struct list_query query;
    struct list_result result;
    if (list_parse(&c->ctx, c->endpoint->entity, params, n, NULL, &query, err) ||
        list_run(&c->ctx, &query, &result, err))
        return -1;
    list_write(&c->ctx, &result, &c->out);
    return 0;
}

static int create(struct call *c, struct err *err)
{
    struct record *r;
    return record_create(&c->change, c->endpoint->entity, c->body, &r, err) ||
                   call_record(c, r, err)
               ? -1
               : 0;
}

static int read_one(struct call *c, struct err *err)
{
    int64_t id;
    struct record *r;
    struct include includes[INCLUDES_MAX];
    size_t n;
    return call_id(c, &id, err) ||
                   includes_parse(&c->ctx, c->endpoint->entity, call_query(c, "include"), includes,
                                  &n, err) ||
                   record_get(&c->ctx, c->endpoint->entity, id, &r, err) ||
                   call_record_with(c, r, includes, n, err)
               ? -1
               : 0;
}

static int update(struct call *c, struct err *err)
{
    int64_t id, expected;
    enum err_code stale;
    struct record *r;
    const struct entity *e = c->endpoint->entity;
    return call_id(c, &id, err) || call_expected(c, e, id, &expected, &stale, err) ||
                   record_update(&c->change, e, id, c->body, expected, stale, &r, err) ||
                   call_record(c, r, err)
               ? -1
               : 0;
}

/* Conditional deletion: the record must still be the one the client saw. */
static int check_version(struct call *c, int64_t id, struct err *err)
{
    int64_t expected;
    enum err_code stale;
    struct record *r;
    if (call_expected(c, c->endpoint->entity, id, &expected, &stale, err))
        return -1;
    if (!expected)
        return 0;
    if (record_get(&c->change.ctx, c->endpoint->entity, id, &r, err))
        return -1;
    return r->updated_at == expected
               ? 0
               : err_set(err, stale, NULL, "it has changed since you read it");
}

static int delete_one(struct call *c, struct err *err)
{
    int64_t id;
    struct record *r = NULL;
    struct str permanent = call_query(c, "permanent");
    bool for_good = str_is(permanent, "true") || str_is(permanent, "1");
    if (call_id(c, &id, err) || check_version(c, id, err))
        return -1;
    if (permanent.p && !for_good && !str_is(permanent, "false") && !str_is(permanent, "0")) {
        err->in_query = true;
        return err_set(err, ERR_BAD_QUERY, "permanent", "permanent must be true or false");
    }
    if (for_good ? record_purge(&c->change, c->endpoint->entity, id, err)
                 : record_trash(&c->change, c->endpoint->entity, id, &r, err))
        return -1;
    if (r)
        return call_record(c, r, err);
    c->status = 204;
    return 0;
}

static int restore(struct call *c, struct err *err)
{
    int64_t id;
    struct record *r;
    return call_id(c, &id, err) || record_restore(&c->change, c->endpoint->entity, id, &r, err) ||
                   call_record(c, r, err)
               ? -1
               : 0;
}

static int set_owner(struct call *c, struct db_value owner, struct err *err)
{
    int64_t id;
    struct record *r;
    struct field_set set = {"owner_id", owner};
    return call_id(c, &id, err) || record_set(&c->change, c->endpoint->entity, id, &set, 1, err) ||
                   record_get(&c->change.ctx, c->endpoint->entity, id, &r, err) ||
                   call_record(c, r, err)
               ? -1
               : 0;
}

static int claim(struct call *c, struct err *err)
{
    return set_owner(c, DB_VALUE_INT(c->who.user_id), err);
}

static int release(struct call *c, struct err *err)
{
    return set_owner(c, DB_VALUE_NULL, err);
}

/* --- bulk ---------------------------------------------------------------------------------------
 */

/* Each once, in the order in which they were first named. */
static size_t unique_ids(struct arena *a, int64_t *ids, size_t n)
{
    struct id_use *uses = arena_array(a, n + 1, sizeof *uses);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        uses[i] = (struct id_use){ids[i], i};
    id_uses_sort(uses, n);
    for (size_t i = 0; i < n; i++) {
        size_t first = id_use_first(uses, n, ids[i]);
        if (uses[first].at == i)
            ids[kept++] = ids[i];
    }
    return kept;
}

static int ids_given(struct call *c, const json_t *in, int64_t **ret, size_t *ret_n,
                     struct err *err)
{
    size_t n = json_array_size(in), kept = 0;
    if (n > BULK_MAX)
        return err_set(err, ERR_TOO_LARGE, "ids", "at most %d records in one call", BULK_MAX);
    int64_t *ids = arena_array(c->arena, n + 1, sizeof *ids);
    for (size_t i = 0; i < n; i++) {
        const json_t *id = json_array_get(in, i);
        if (!json_is_integer(id))
            return err_set(err, ERR_INVALID, "ids", "each id is a number");
        ids[kept++] = json_integer_value(id);
    }
    *ret = ids;
    *ret_n = unique_ids(c->arena, ids, kept);
    return 0;
}

static int ids_matched(struct call *c, const json_t *in, bool trashed, int64_t **ret, size_t *ret_n,
                       struct err *err)
{
    struct list_query query = {.entity = c->endpoint->entity,
                               .trash = trashed ? LIST_TRASHED : LIST_LIVE};
    if (filter_parse_json(&c->change.ctx, query.entity, in, &query.filter, err) ||
        list_ids(&c->change.ctx, &query, BULK_MAX, ret, ret_n, err))
        return -1;
    if (*ret_n > BULK_MAX)
        return err_set(err, ERR_TOO_LARGE, "filter",
                       "it matches more than %d records: narrow it, or send parts that share an "
                       "X-Change-Id",
                       BULK_MAX);
    return 0;
}

static int bulk(struct call *c, struct err *err)
{
    const json_t *ids_in = json_object_get(c->body, "ids");
    const json_t *filter = json_object_get(c->body, "filter");
    struct str action = json_str_of(json_object_get(c->body, "action"));
    if (!ids_in == !filter)
        return err_set(err, ERR_REQUIRED, "ids", "name the records by ids or by filter");

    int64_t *ids, affected;
    size_t n;
    if (ids_in ? ids_given(c, ids_in, &ids, &n, err)
               : ids_matched(c, filter, str_is(action, "restore"), &ids, &n, err))
        return -1;
    if (record_bulk(&c->change, c->endpoint->entity, ids, n, action, c->body, &affected, err))
        return -1;
    json_object_begin(&c->out);
    json_put_int(&c->out, "affected", affected);
    json_object_end(&c->out);
    return 0;
}

static int timeline(struct call *c, struct err *err)
{
    struct event_query q = {.with_children = true, .count = c->counts};
    struct record *r;
    if (call_id(c, &q.record_id, err) ||
        record_get(&c->ctx, c->endpoint->entity, q.record_id, &r, err) ||
        call_query_int(c, "limit", 1, LIST_LIMIT_MAX, LIST_LIMIT, &q.limit, err) ||
        call_query_int(c, "cursor", 1, INT64_MAX, 0, &q.after_id, err))
        return -1;
    q.type = call_query(c, "type");
    return event_list(&c->ctx, &q, &c->out, err);
}

static const struct shape one_query[] = {
    {.name = "include",
     .kind = SHAPE_STRING,
     .help = "what hangs on it, divided by commas: channels,notes"},
};
static const struct shape included[] = {
    {.name = "included",
     .kind = SHAPE_OBJECT,
     .help = "With include: a list of each that was asked for, by its name."},
};
static const struct shape permanent_query[] = {
    {.name = "permanent", .kind = SHAPE_BOOL, .help = "true: for good, with what hangs on it"},
};
static const struct shape timeline_query[] = {
    {.name = "limit", .kind = SHAPE_INT, .min = 1, .max = LIST_LIMIT_MAX},
    {.name = "cursor", .kind = SHAPE_STRING, .help = "`next` of the page before"},
    {.name = "type", .kind = SHAPE_STRING, .help = "only events of this type"},
};
static const char *const bulk_actions[] = {"update",  "add_tag", "remove_tag", "stage",   "trash",
                                           "restore", "delete",  "claim",      "release", NULL};
static const struct shape bulk_body[] = {
    {.name = "ids", .kind = SHAPE_LIST, .item = SHAPE_ID, .max = BULK_MAX},
    {.name = "filter", .kind = SHAPE_FILTER},
    {.name = "action", .kind = SHAPE_STRING, .required = true, .options = bulk_actions},
    {.name = "values", .kind = SHAPE_PATCH, .help = "for update"},
    {.name = "value", .kind = SHAPE_ANY, .help = "for add_tag, remove_tag, stage"},
};
static const struct shape bulk_answer[] = {
    {.name = "affected", .kind = SHAPE_INT, .required = true},
};

/* TO ADD A ROUTE FOR EVERY ENTITY: one row. */
static const struct endpoint rows[] = {
    {.method = HTTP_GET,
     .path = "/api/crm/{plural}",
     .id = "{plural}.list",
     .tag = "{plural}",
     .summary = "List {plural}",
     .scope = "read:{plural}",
     .mode = MODE_READ,
     .flags = ENDPOINT_VERSIONED | ENDPOINT_LIST_PARAMS,
     .handle = list,
     .answer_kind = SHAPE_LIST},
    {.method = HTTP_POST,
     .path = "/api/crm/{plural}",
     .id = "{plural}.create",
     .tag = "{plural}",
     .summary = "Create a {name}",
     .scope = "write:{plural}",
     .mode = MODE_WRITE,
     .handle = create,
     .body_kind = SHAPE_CREATE,
     .answer_kind = SHAPE_RECORD,
     .status = 201},
    {.method = HTTP_GET,
     .path = "/api/crm/{plural}/:id",
     .id = "{plural}.get",
     .tag = "{plural}",
     .summary = "Read one {name}",
     .scope = "read:{plural}",
     .mode = MODE_READ,
     .flags = ENDPOINT_KEPT,
     .handle = read_one,
     .query = one_query,
     .n_query = ARRAY_LEN(one_query),
     .answer = included,
     .n_answer = ARRAY_LEN(included),
     .answer_kind = SHAPE_RECORD},
    {.method = HTTP_PATCH,
     .path = "/api/crm/{plural}/:id",
     .id = "{plural}.update",
     .tag = "{plural}",
     .summary = "Change what is named",
     .scope = "write:{plural}",
     .mode = MODE_WRITE,
     .handle = update,
     .body_kind = SHAPE_PATCH,
     .answer_kind = SHAPE_RECORD},
    {.method = HTTP_PUT,
     .path = "/api/crm/{plural}/:id",
     .id = "{plural}.put",
     .tag = "{plural}",
     .summary = "Change what is named, like PATCH",
     .scope = "write:{plural}",
     .mode = MODE_WRITE,
     .handle = update,
     .body_kind = SHAPE_PATCH,
     .answer_kind = SHAPE_RECORD},
    {.method = HTTP_DELETE,
     .path = "/api/crm/{plural}/:id",
     .id = "{plural}.delete",
     .tag = "{plural}",
     .summary = "Move to the trash, or with permanent=true delete for good",
     .scope = "write:{plural}",
     .mode = MODE_WRITE,
     .flags = ENDPOINT_NO_BODY_OUT,
     .handle = delete_one,
     .query = permanent_query,
     .n_query = ARRAY_LEN(permanent_query),
     .answer_kind = SHAPE_RECORD},
    {.method = HTTP_POST,
     .path = "/api/crm/{plural}/:id/restore",
     .id = "{plural}.restore",
     .tag = "{plural}",
     .summary = "Bring back from the trash",
     .scope = "write:{plural}",
     .mode = MODE_WRITE,
     .handle = restore,
     .answer_kind = SHAPE_RECORD},
    {.method = HTTP_POST,
     .path = "/api/crm/{plural}/:id/claim",
     .id = "{plural}.claim",
     .tag = "{plural}",
     .summary = "Become its owner",
     .scope = "write:{plural}",
     .mode = MODE_WRITE,
     .handle = claim,
     .answer_kind = SHAPE_RECORD},
    {.method = HTTP_POST,
     .path = "/api/crm/{plural}/:id/release",
     .id = "{plural}.release",
     .tag = "{plural}",
     .summary = "Let it be nobody's",
     .scope = "write:{plural}",
     .mode = MODE_WRITE,
     .handle = release,
     .answer_kind = SHAPE_RECORD},
    {.method = HTTP_POST,
     .path = "/api/crm/{plural}/bulk",
     .id = "{plural}.bulk",
     .tag = "{plural}",
     .summary = "One action on many, all or nothing, one change set",
     .scope = "write:{plural}",
     .mode = MODE_WRITE,
     .flags = ENDPOINT_ALONE,
     .handle = bulk,
     .body = bulk_body,
     .n_body = ARRAY_LEN(bulk_body),
     .answer = bulk_answer,
     .n_answer = ARRAY_LEN(bulk_answer),
     .answer_kind = SHAPE_OBJECT},
    {.method = HTTP_GET,
     .path = "/api/crm/{plural}/:id/timeline",
     .id = "{plural}.timeline",
     .tag = "{plural}",
     .summary = "What happened to it and to what hangs on it",
     .scope = "read:{plural}",
     .mode = MODE_READ,
     .flags = ENDPOINT_VERSIONED | ENDPOINT_COUNTS,
     .handle = timeline,
     .query = timeline_query,
     .n_query = ARRAY_LEN(timeline_query),
     .answer = event_answer,
     .n_answer = EVENT_ANSWER_N,
     .answer_kind = SHAPE_LIST},
};

const struct endpoint_table record_endpoints = {rows, ARRAY_LEN(rows)};
