/* All endpoints in one table, once at start: the special ones as they stand, the templates for each
 * entity. A special row with the same method and path stands in for the template's.
 */
#include <string.h>

#include "api/door.h"
#include "api/live.h"

enum { ASKERS_MAX = 16 };

static const struct endpoint_table *const special[] = {
    &auth_endpoints, &session_endpoints,   &totp_endpoints,   &audit_endpoints,
    &key_endpoints,  &workspace_endpoints, &member_endpoints, &connect_endpoints,
    &verb_endpoints, &history_endpoints,   &meta_endpoints,   &watch_endpoints,
    &job_endpoints,  &personal_endpoints,  &live_endpoints,   &sample_endpoints,
};

/* "/api/crm/{plural}" -> "/api/crm/contacts" */
static const char *fill(struct arena *a, const char *template, const struct entity *e)
{
    struct buf b;
    buf_init(&b, 4096);
    for (const char *p = template; p && *p;) {
        bool plural = strncmp(p, "{plural}", 8) == 0, name = strncmp(p, "{name}", 6) == 0;
        if (plural || name) {
            buf_puts(&b, plural ? e->plural : e->name);
            p += plural ? 8 : 6;
        } else {
            buf_putc(&b, *p++);
        }
    }
    const char *filled = template ? str_cstr(a, buf_str(&b)) : NULL;
    buf_release(&b);
    return filled;
}

static bool taken(const struct endpoint *rows, size_t n, const struct endpoint *e)
{
    for (size_t i = 0; i < n; i++)
        if (rows[i].method == e->method && strcmp(rows[i].path, e->path) == 0)
            return true;
    return false;
}

/* Only what has a trash has something to bring back; only what has an owner can be claimed. */
static bool applies(const struct endpoint *template, const struct entity *e)
{
    if (strstr(template->path, "/restore"))
        return (e->flags & ENTITY_TRASH) != 0;
    if (strstr(template->path, "/claim") || strstr(template->path, "/release"))
        return entity_field(e, STR("owner_id")) != NULL;
    return true;
}

static struct endpoint expand(struct arena *a, const struct endpoint *template,
                              const struct entity *e)
{
    struct endpoint row = *template;
    row.entity = e;
    row.path = fill(a, template->path, e);
    row.id = fill(a, template->id, e);
    row.tag = fill(a, template->tag, e);
    row.summary = fill(a, template->summary, e);
    row.scope = fill(a, template->scope, e);
    return row;
}

static void collect(struct app *app, struct arena *a)
{
    size_t n_entities, room = 0, n = 0;
    const struct entity *const *entities = model_entities(&n_entities);
    for (size_t i = 0; i < ARRAY_LEN(special); i++)
        room += special[i]->n;
    room += n_entities * record_endpoints.n;

    struct endpoint *rows = arena_array(a, room, sizeof *rows);
    for (size_t i = 0; i < ARRAY_LEN(special); i++)
        for (size_t k = 0; k < special[i]->n; k++)
            rows[n++] = special[i]->rows[k];
    for (size_t i = 0; i < n_entities; i++)
        for (size_t k = 0; k < record_endpoints.n; k++) {
            struct endpoint row = expand(a, &record_endpoints.rows[k], entities[i]);
            if (applies(&record_endpoints.rows[k], entities[i]) && !taken(rows, n, &row))
                rows[n++] = row;
        }
    app->endpoints = rows;
    app->n_endpoints = n;
}

/* Each takes two connections at most: the control database's beside the workspace's. */
static int open_askers(struct app *app, struct err *err)
{
    int64_t n = app->settings->database_connections / 2;
    if (!spaces_shared(app->spaces))
        return 0;
    return pool_open(n < ASKERS_MAX ? (unsigned)n : ASKERS_MAX, &app->askers, err);
}

int api_open(struct app *app, struct arena *a, struct err *err)
{
    collect(app, a);
    app->build = str_hash(str_of(app->version), 0);
    if (cache_open(app->settings->cache_mb, &app->cache, err) || pool_open(2, &app->pool, err) ||
        open_askers(app, err))
        return -1;
    if (door_open(app, a, err) || live_open(app, a, err))
        return -1;
    struct buf text;
    buf_init(&text, 8 << 20);
    int failed = openapi_print(app, &text, err);
    app->openapi = str_dup(a, buf_str(&text));
    buf_release(&text);
    return failed;
}

void api_quiet(struct app *app)
{
    live_stop(app->live);
}

void api_close(struct app *app)
{
    live_stop(app->live);
    pool_close(app->askers);
    pool_close(app->pool);
    cache_close(app->cache);
    door_close(app->door);
}

const struct route *api_routes(struct arena *a, const struct app *app)
{
    struct route *routes = arena_array(a, app->n_endpoints, sizeof *routes);
    for (size_t i = 0; i < app->n_endpoints; i++)
        routes[i] = (struct route){.method = app->endpoints[i].method,
                                   .path = app->endpoints[i].path,
                                   .scope = app->endpoints[i].scope,
                                   .endpoint = &app->endpoints[i]};
    return routes;
}
