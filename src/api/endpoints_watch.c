/* For who watches over the server: is it ready, and what it has been doing.
 *
 * /healthz (endpoints_meta.c) and /readyz tell nothing worth hiding. /metrics tells how much is
 * done here, so it is for this machine itself, for who has metrics_token, and for the owner.
 */
#include <sodium.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "api/door.h"

/* --- readiness ----------------------------------------------------------------------------------
 */

static const char *folder_fault(const char *folder)
{
    struct statvfs fs;
    if (access(folder, W_OK) || statvfs(folder, &fs) || (fs.f_flag & ST_RDONLY))
        return "the data folder cannot be written";
    return fs.f_bavail == 0 ? "the disk is full" : NULL;
}

static int ready(struct call *c, struct err *err)
{
    const char *fault = folder_fault(c->app->settings->data);
    bool any;
    if (fault)
        return err_set(err, ERR_UNAVAILABLE, NULL, "%s", fault);
    if (control_has_users(c->app->control, &any, err))
        return -1;
    json_object_begin(&c->out);
    json_put_cstr(&c->out, "status", "ready");
    json_object_end(&c->out);
    return 0;
}

/* --- metrics ------------------------------------------------------------------------------------
 */

static bool has_metrics_token(const struct call *c)
{
    const char *wanted = c->app->settings->metrics_token;
    struct str given = http_header(c->x, "Authorization");
    if (strcmp(wanted, "none") == 0 || given.n <= 7 ||
        !str_ieq(str_sub(given, 0, 7), STR("Bearer ")))
        return false;
    given = str_trim(str_sub(given, 7, given.n));
    return given.n == strlen(wanted) && sodium_memcmp(given.p, wanted, given.n) == 0;
}

static int may_watch(struct call *c, struct err *err)
{
    struct user u;
    if (c->local || has_metrics_token(c))
        return 0;
    if (call_sign_in(c, err) || control_user(c->app->control, c->arena, c->who.user_id, &u, err))
        return -1;
    if (u.is_owner && c->who.kind == PRINCIPAL_USER)
        return 0;
    return err_set(err, ERR_FORBIDDEN, NULL,
                   "the owner of this instance sees these, or who has "
                   "the metrics_token of its settings");
}

static int metrics(struct call *c, struct err *err)
{
    if (may_watch(c, err))
        return -1;
    metrics_write(c->app, &c->x->response.body);
    return 0;
}

/* --- rows ---------------------------------------------------------------------------------------
 */

static const struct shape ready_answer[] = {
    {.name = "status", .kind = SHAPE_STRING, .required = true},
};

static const struct endpoint rows[] = {
    {.method = HTTP_GET,
     .path = "/readyz",
     .id = "meta.ready",
     .tag = "meta",
     .summary = "Can it serve: the control database answers, the disk can be written",
     .mode = MODE_NOW,
     .flags = ENDPOINT_OPEN | ENDPOINT_FREE,
     .handle = ready,
     .answer = ready_answer,
     .n_answer = ARRAY_LEN(ready_answer),
     .answer_kind = SHAPE_OBJECT},
    {.method = HTTP_GET,
     .path = "/metrics",
     .id = "meta.metrics",
     .tag = "meta",
     .summary = "Counters for Prometheus: from this machine, with metrics_token, or as its owner",
     .mode = MODE_NOW,
     .flags = ENDPOINT_OPEN | ENDPOINT_FREE | ENDPOINT_ASKS,
     .handle = metrics,
     .answer_kind = SHAPE_STRING,
     .media = "text/plain; version=0.0.4; charset=utf-8"},
};

const struct endpoint_table watch_endpoints = {rows, ARRAY_LEN(rows)};
