/* What people keep about how they see a workspace: views and preferences (crm/view.c,
 * crm/preference.c). A key has those of who made it.
 */
#include "api/private.h"

/* --- views --------------------------------------------------------------------------------------
 */

static int views(struct call *c, struct err *err)
{
    struct str plural = call_query(c, "entity");
    const struct entity *e = model_entity_plural(plural);
    if (plural.p && !e) {
        err->in_query = true;
        return err_set(err, ERR_BAD_QUERY, "entity", "there is no record type %.*s",
                       STR_ARG(plural));
    }
    return crm_views(&c->ctx, e, c->counts, &c->out, err);
}

static int create_view(struct call *c, struct err *err)
{
    return crm_view_create(&c->change, c->body, &c->out, err);
}

static int update_view(struct call *c, struct err *err)
{
    int64_t id;
    return call_id(c, &id, err) || crm_view_update(&c->change, id, c->body, &c->out, err) ? -1 : 0;
}

static int delete_view(struct call *c, struct err *err)
{
    int64_t id;
    return call_id(c, &id, err) || crm_view_delete(&c->change, id, err) ? -1 : 0;
}

/* --- preferences --------------------------------------------------------------------------------
 */

static int preferences(struct call *c, struct err *err)
{
    return crm_preferences(&c->ctx, &c->out, err);
}

static int merge_preferences(struct call *c, struct err *err)
{
    return crm_preferences_merge(&c->change, json_object_get(c->body, "values"), &c->out, err);
}

/* --- rows ---------------------------------------------------------------------------------------
 */

enum { POSITION_MAX = 1000000 };

static const char config_help[] =
    "The page's: filter, sort, columns, layout, q; at most 16 KiB of JSON.";

/* clang-format off */
#define VIEW_INPUT(needed)                                                                         \
    {.name = "name", .kind = SHAPE_STRING, .required = (needed), .max = 255},                      \
    {.name = "shared", .kind = SHAPE_BOOL, .help = "Others see it too; needs the right to write."}, \
    {.name = "position", .kind = SHAPE_INT, .min = 0, .max = POSITION_MAX,                         \
     .help = "Its place; behind the others when not given."},                                      \
    {.name = "config", .kind = SHAPE_OBJECT, .required = (needed), .help = config_help}
/* clang-format on */

static const struct shape view_create[] = {
    {.name = "entity",
     .kind = SHAPE_STRING,
     .required = true,
     .max = 64,
     .help = "What it lists: contacts"},
    VIEW_INPUT(true),
};
static const struct shape view_patch[] = {VIEW_INPUT(false)};
static const struct shape view_answer[] = {
    {.name = "id", .kind = SHAPE_ID, .required = true},
    {.name = "entity", .kind = SHAPE_STRING, .required = true},
    {.name = "name", .kind = SHAPE_STRING, .required = true},
    {.name = "shared", .kind = SHAPE_BOOL, .required = true},
    {.name = "position", .kind = SHAPE_INT, .required = true},
    {.name = "config", .kind = SHAPE_OBJECT, .required = true, .help = config_help},
    {.name = "owner_id", .kind = SHAPE_ID, .required = true},
    {.name = "owner_name", .kind = SHAPE_STRING, .required = true},
    {.name = "mine", .kind = SHAPE_BOOL, .required = true},
    {.name = "created_at", .kind = SHAPE_TIME, .required = true},
    {.name = "updated_at", .kind = SHAPE_TIME, .required = true},
};
static const struct shape views_query[] = {
    {.name = "entity", .kind = SHAPE_STRING, .help = "Of one list only: contacts"},
};
static const struct shape preferences_patch[] = {
    {.name = "values",
     .kind = SHAPE_OBJECT,
     .required = true,
     .help = "A merge patch: null takes out. At most 64 KiB in all."},
};
static const struct shape preferences_answer[] = {
    {.name = "values", .kind = SHAPE_OBJECT, .required = true},
    {.name = "updated_at", .kind = SHAPE_TIME, .required = true, .nullable = true},
};

#define BODY(rows)         .body = (rows), .n_body = ARRAY_LEN(rows)
#define ANSWER(rows, kind) .answer = (rows), .n_answer = ARRAY_LEN(rows), .answer_kind = (kind)

static const struct endpoint rows[] = {
    {.method = HTTP_GET,
     .path = "/api/crm/views",
     .id = "views.list",
     .tag = "views",
     .summary = "Saved views: yours, and those that others share",
     .scope = "read:views",
     .mode = MODE_READ,
     .flags = ENDPOINT_VERSIONED | ENDPOINT_COUNTS,
     .handle = views,
     .query = views_query,
     .n_query = ARRAY_LEN(views_query),
     ANSWER(view_answer, SHAPE_LIST)},
    {.method = HTTP_POST,
     .path = "/api/crm/views",
     .id = "views.create",
     .tag = "views",
     .summary = "Save a view",
     .scope = "write:views",
     .mode = MODE_WRITE,
     .flags = ENDPOINT_PERSONAL,
     .handle = create_view,
     BODY(view_create),
     ANSWER(view_answer, SHAPE_OBJECT),
     .status = 201},
    {.method = HTTP_PATCH,
     .path = "/api/crm/views/:id",
     .id = "views.update",
     .tag = "views",
     .summary = "Change a view of yours; admins also what others share",
     .scope = "write:views",
     .mode = MODE_WRITE,
     .flags = ENDPOINT_PERSONAL,
     .handle = update_view,
     BODY(view_patch),
     ANSWER(view_answer, SHAPE_OBJECT)},
    {.method = HTTP_DELETE,
     .path = "/api/crm/views/:id",
     .id = "views.delete",
     .tag = "views",
     .summary = "Delete a view of yours; admins also what others share",
     .scope = "write:views",
     .mode = MODE_WRITE,
     .flags = ENDPOINT_PERSONAL | ENDPOINT_NO_BODY_OUT,
     .handle = delete_view,
     .status = 204},
    {.method = HTTP_GET,
     .path = "/api/crm/preferences",
     .id = "preferences.get",
     .tag = "preferences",
     .summary = "What you have chosen here",
     .scope = "read:preferences",
     .mode = MODE_READ,
     .handle = preferences,
     ANSWER(preferences_answer, SHAPE_OBJECT)},
    {.method = HTTP_PATCH,
     .path = "/api/crm/preferences",
     .id = "preferences.merge",
     .tag = "preferences",
     .summary = "Choose something else",
     .scope = "write:preferences",
     .mode = MODE_WRITE,
     .flags = ENDPOINT_PERSONAL,
     .handle = merge_preferences,
     BODY(preferences_patch),
     ANSWER(preferences_answer, SHAPE_OBJECT)},
};

const struct endpoint_table personal_endpoints = {rows, ARRAY_LEN(rows)};
