/* What the API says of itself: the OpenAPI document, the entity tables, and that it is alive. */
#include "api/accounts.h"

static int openapi(struct call *c, struct err *err)
{
    (void)err;
    buf_put_str(&c->x->response.body, c->app->openapi);
    return 0;
}

static int meta(struct call *c, struct err *err)
{
    (void)err;
    meta_write(c->app, &c->out);
    return 0;
}

static int health(struct call *c, struct err *err)
{
    (void)err;
    json_object_begin(&c->out);
    json_put_cstr(&c->out, "status", "ok");
    json_put_cstr(&c->out, "version", c->app->version);
    json_object_end(&c->out);
    return 0;
}

/* What a page must know before anybody is signed in. */
static int setup(struct call *c, struct err *err)
{
    const struct settings *s = c->app->settings;
    bool any;
    if (control_has_users(c->app->control, &any, err))
        return -1;
    json_object_begin(&c->out);
    json_put_bool(&c->out, "has_users", any);
    json_put_cstr(&c->out, "registration", account_registration(s));
    json_put_bool(&c->out, "mail", auth_mails(c->app->auth));
    json_put_cstr(&c->out, "time_zone", s->time_zone);
    json_put_cstr(&c->out, "currency", s->currency);
    json_put_cstr(&c->out, "country", s->country);
    json_put_cstr(&c->out, "version", c->app->version);
    json_object_end(&c->out);
    return 0;
}

static const char *const registrations[] = {"open", "invite", "closed", NULL};

static const struct shape setup_answer[] = {
    {.name = "has_users",
     .kind = SHAPE_BOOL,
     .required = true,
     .help = "Without any, whoever registers owns this Kith."},
    {.name = "registration", .kind = SHAPE_STRING, .required = true, .options = registrations},
    {.name = "mail", .kind = SHAPE_BOOL, .required = true, .help = "Can it send letters?"},
    {.name = "time_zone",
     .kind = SHAPE_STRING,
     .required = true,
     .help = "This and what follows: of a new workspace that does not say."},
    {.name = "currency", .kind = SHAPE_STRING, .required = true},
    {.name = "country", .kind = SHAPE_STRING, .required = true},
    {.name = "version", .kind = SHAPE_STRING, .required = true},
};

static const struct shape health_answer[] = {
    {.name = "status", .kind = SHAPE_STRING, .required = true},
    {.name = "version", .kind = SHAPE_STRING, .required = true},
};

static const struct endpoint rows[] = {
    {.method = HTTP_GET,
     .path = "/api/openapi.json",
     .id = "meta.openapi",
     .tag = "meta",
     .summary = "This document",
     .mode = MODE_NOW,
     .flags = ENDPOINT_OPEN,
     .handle = openapi,
     .answer_kind = SHAPE_ANY},
    {.method = HTTP_GET,
     .path = "/api/crm/meta",
     .id = "meta.entities",
     .tag = "meta",
     .summary = "Entities and fields, for forms and tables",
     .mode = MODE_NOW,
     .flags = ENDPOINT_KEYS,
     .handle = meta,
     .answer_kind = SHAPE_ANY},
    {.method = HTTP_GET,
     .path = "/api/setup",
     .id = "meta.setup",
     .tag = "meta",
     .summary = "What a page must know before anybody signs in",
     .mode = MODE_NOW,
     .flags = ENDPOINT_OPEN,
     .handle = setup,
     ANSWER(setup_answer)},
    {.method = HTTP_GET,
     .path = "/healthz",
     .id = "meta.health",
     .tag = "meta",
     .summary = "Is it alive",
     .mode = MODE_NOW,
     .flags = ENDPOINT_OPEN | ENDPOINT_FREE,
     .handle = health,
     .answer = health_answer,
     .n_answer = ARRAY_LEN(health_answer),
     .answer_kind = SHAPE_OBJECT},
};

const struct endpoint_table meta_endpoints = {rows, ARRAY_LEN(rows)};
