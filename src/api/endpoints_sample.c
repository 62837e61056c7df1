/* Sample data: a workspace full of made-up people to look around in, for who has just begun. It
 * takes some writes of the workspace, one after another, so it runs on the pool.
 */
#include <inttypes.h>

#include "api/private.h"
#include "auth/policy.h"

enum { SAMPLE = 50, SAMPLE_MAX = 1000 };

static int make(struct call *c, struct err *err)
{
    const json_t *given = json_object_get(c->body, "contacts");
    struct sample_made made;
    if (policy_check(&c->who, ACT_SETTINGS, err) || call_enter_workspace(c, err) ||
        c->app->sample(&c->ctx, c->space, given ? json_integer_value(given) : SAMPLE, &made, err))
        return -1;
    http_set_header(c->x, "X-Change-Id", "%" PRId64, made.change_id);
    json_object_begin(&c->out);
    json_put_int(&c->out, "change_id", made.change_id);
    json_put_int(&c->out, "contacts", made.contacts);
    json_put_int(&c->out, "companies", made.companies);
    json_put_int(&c->out, "websites", made.websites);
    json_put_int(&c->out, "notes", made.notes);
    json_put_int(&c->out, "activities", made.activities);
    json_put_int(&c->out, "tasks", made.tasks);
    json_object_end(&c->out);
    return 0;
}

static const struct shape sample_body[] = {
    {.name = "contacts", .kind = SHAPE_INT, .min = 1, .max = SAMPLE_MAX, .help = "50"},
};
static const struct shape sample_answer[] = {
    {.name = "change_id",
     .kind = SHAPE_INT,
     .required = true,
     .help = "Undo it, and all of it is gone."},
    {.name = "contacts", .kind = SHAPE_INT, .required = true},
    {.name = "companies", .kind = SHAPE_INT, .required = true},
    {.name = "websites", .kind = SHAPE_INT, .required = true},
    {.name = "notes", .kind = SHAPE_INT, .required = true},
    {.name = "activities", .kind = SHAPE_INT, .required = true},
    {.name = "tasks", .kind = SHAPE_INT, .required = true},
};

static const struct endpoint rows[] = {
    {.method = HTTP_POST,
     .path = "/api/crm/sample",
     .id = "sample.make",
     .tag = "workspaces",
     .summary = "Fill an empty workspace with made-up people and things to do (admins)",
     .scope = "write:sample",
     .mode = MODE_POOL,
     .flags = ENDPOINT_CHANGES | ENDPOINT_BODY_OPTIONAL,
     .handle = make,
     .body = sample_body,
     .n_body = ARRAY_LEN(sample_body),
     .answer = sample_answer,
     .n_answer = ARRAY_LEN(sample_answer),
     .answer_kind = SHAPE_OBJECT},
};

const struct endpoint_table sample_endpoints = {rows, ARRAY_LEN(rows)};
