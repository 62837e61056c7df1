/* The way in: every request comes in here, becomes a call, and is let through or turned away.
 *
 * Order: request id, who is at the other end, Host, other sites' pages, rate, route, principal,
 * forged requests, scope, query names, body, then by mode; see door.h. What is cheap and what says
 * least to a stranger comes first. What follows the door may run on
 * another thread (the workspace's writer, the CPU pool), so everything it needs hangs on the call,
 * which lives in the exchange's arena.
 */
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "api/door.h"
#include "base/log.h"
#include "base/rand.h"

enum { ANSWER_MAX = 64 << 20, REQUEST_ID_DIGITS = 24 };

/* Unlike any other, but no secret: what is random was drawn at the start, the rest is counted. */
static void make_request_id(struct call *c)
{
    struct door *d = c->app->door;
    struct rand r;
    rand_seed(&r, d->request_seed + atomic_fetch_add(&d->requests, 1));
    uint64_t bits[2] = {rand_next(&r), rand_next(&r)};
    for (size_t i = 0; i < REQUEST_ID_DIGITS; i++)
        c->request_id[i] = "0123456789abcdef"[bits[i / 16] >> 4 * (i % 16) & 15];
}

/* A client's own id is kept when it is short and plain, so that both logs can be joined. */
static void set_request_id(struct call *c)
{
    struct str given = http_header(c->x, "X-Request-Id");
    bool plain = given.n > 0 && given.n < sizeof c->request_id;
    for (size_t i = 0; plain && i < given.n; i++)
        plain = strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.",
                       given.p[i]) != NULL;
    if (plain) {
        memcpy(c->request_id, given.p, given.n);
        return;
    }
    make_request_id(c);
}

static struct call *call_new(struct app *app, struct http_exchange *x)
{
    struct call *c = ARENA_NEW(&x->arena, struct call);
    c->x = x;
    c->app = app;
    c->arena = &x->arena;
    x->user = c;
    set_request_id(c);
    peer_find(c);
    x->response.body.limit = ANSWER_MAX;
    json_init(&c->out, &x->response.body);
    return c;
}

/* "GET, HEAD, POST" */
static const char *method_list(struct call *c, unsigned allowed)
{
    const char *list = "";
    for (enum http_method m = HTTP_GET; m < HTTP_OTHER; m++)
        if (allowed & (1u << m))
            list = arena_printf(c->arena, "%s%s%s", list, list[0] ? ", " : "", http_method_name(m));
    return list;
}

static int check_route(struct call *c, struct err *err)
{
    struct http_exchange *x = c->x;
    if (x->route)
        return 0;
    if (!x->allowed)
        return err_set(err, ERR_NOT_FOUND, NULL, "there is nothing at this address");
    const char *list = method_list(c, x->allowed);
    http_set_header(x, "Allow", "%s", list);
    return err_set(err, ERR_METHOD_NOT_ALLOWED, NULL, "it answers %s", list);
}

/* --- where -------------------------------------------------------------------------------------
 */

/* The workspace's own settings, and its space, held until the answer. */
int call_enter_workspace(struct call *c, struct err *err)
{
    if (control_workspace(c->app->control, c->arena, c->who.workspace_id, &c->workspace, err) ||
        control_space_of(c->app->control, c->who.workspace_id, &c->space, err))
        return -1;
    c->version = space_version(c->space);
    c->names_version = control_version(c->app->control);
    c->ctx = (struct record_ctx){
        .arena = c->arena,
        .env = {.arena = c->arena,
                .zone = c->workspace.zone,
                .currency = str_of(c->workspace.currency),
                .country = str_of(c->workspace.country),
                .now = clock_now_ms()},
        .who = c->who,
        .control = c->app->control,
        .rules = crm_rules,
        .n_rules = crm_n_rules,
    };
    return 0;
}

/* --- what is asked ------------------------------------------------------------------------------
 */

static bool takes_body(const struct endpoint *e)
{
    return e->body || e->body_kind == SHAPE_CREATE || e->body_kind == SHAPE_PATCH;
}

static bool is_json(struct str type)
{
    type = str_trim(str_sub(type, 0, str_find(type, ';', 0)));
    return str_ieq(type, STR("application/json")) ||
           str_ieq(type, STR("application/merge-patch+json"));
}

static int read_object(struct call *c, struct str text, struct err *err)
{
    if (json_parse(text, &c->body, err))
        return -1;
    return json_is_object(c->body) ? 0
                                   : err_set(err, ERR_BAD_JSON, NULL, "the body is a JSON object");
}

/* Who sends what nobody will read is told so. */
static int refuse_input(struct call *c, struct str text, struct err *err)
{
    if (!text.n || c->endpoint->method != HTTP_POST || !is_json(http_header(c->x, "Content-Type")))
        return 0;
    return read_object(c, text, err) || shape_check(NULL, 0, c->body, err) ? -1 : 0;
}

static int read_body(struct call *c, struct err *err)
{
    const struct endpoint *e = c->endpoint;
    struct str text = str_trim(c->x->body);
    if (!takes_body(e))
        return refuse_input(c, text, err);
    if (!text.n) {
        if (!(e->flags & ENDPOINT_BODY_OPTIONAL))
            return err_set(err, ERR_BAD_JSON, NULL, "the body is empty; send a JSON object");
        c->body = json_pack("{}");
        return 0;
    }
    if (!is_json(http_header(c->x, "Content-Type")))
        return err_set(err, ERR_UNSUPPORTED_MEDIA, NULL, "send Content-Type: application/json");
    if (read_object(c, text, err))
        return -1;
    return e->body ? shape_check(e->body, e->n_body, c->body, err) : 0;
}

/* --- who asks -----------------------------------------------------------------------------------
 */

static int let_through(struct call *c, struct err *err)
{
    if (!c->counted && rate_who(c, err))
        return -1;
    c->counted = true;
    return guard_cookie(c, err) || credential_scope(c, err) ? -1 : 0;
}

/* By what the control database says now. A refused credential counts to its address; an empty
 * bucket beats the refusal. */
static int enter_as_known(struct call *c, struct err *err)
{
    struct err limited = {0};
    if (control_refresh(c->app->control, err))
        return -1;
    if (credential_read(c, err)) {
        if (err->code != ERR_UNAUTHORIZED || rate_nobody(c, &limited) == 0)
            return -1;
        *err = limited;
        return -1;
    }
    return let_through(c, err);
}

/* By what it said last, where the snapshot of a read will tell whether it has changed: that saves
 * the wait for a question of its own. A refusal is not believed. */
static bool enter_as_remembered(struct call *c)
{
    struct err ignored = {0};
    const struct endpoint *e = c->endpoint;
    if (!c->app->askers || !e || e->mode != MODE_READ || (e->flags & ENDPOINT_ONCE))
        return false;
    c->trusted = control_version(c->app->control);
    c->trusts = credential_read(c, &ignored) == 0 && let_through(c, &ignored) == 0;
    if (!c->trusts)
        c->x->response.n_headers = 0;
    return c->trusts;
}

static int enter_as_somebody(struct call *c, struct err *err)
{
    return enter_as_remembered(c) ? 0 : enter_as_known(c, err);
}

/* --- the four ways to run -----------------------------------------------------------------------
 */

static void finish(struct call *c, int failed)
{
    if (failed)
        answer_problem(c, &c->err);
    else
        answer_success(c);
    space_put(c->space);
    c->space = NULL;
}

static bool run_now(struct call *c)
{
    finish(c, c->endpoint->handle(c, &c->err));
    return true;
}

static void count_look(struct call *c, bool hit)
{
    if (c->endpoint->flags & (ENDPOINT_VERSIONED | ENDPOINT_KEPT))
        metrics_count(c->app->door->metrics, hit ? METRIC_CACHE_HIT : METRIC_CACHE_MISS);
}

/* What the client has already, or what was answered before. */
static bool answer_from_memory(struct call *c)
{
    if (answer_not_modified(c)) {
        metrics_count(c->app->door->metrics, METRIC_NOT_MODIFIED);
        return true;
    }
    bool hit = cache_answer(c);
    count_look(c, hit);
    return hit;
}

/* When it was known from the start that the answer is in no memory. */
static void tag_answer(struct call *c)
{
    answer_not_modified(c);
    count_look(c, false);
}

int call_look(struct call *c, struct err *err)
{
    if (!c->look.asked)
        return 0;
    if (space_look_wait(c->space, &c->look, err))
        return -1;
    c->version = c->look.version;
    if (c->look.other && c->look.other_version == c->trusted)
        c->trusts = false;
    return 0;
}

/* Who asks may have the answer, or we may. */
static bool may_be_known(struct call *c)
{
    return http_header(c->x, "If-None-Match").p || cache_knows(c);
}

static int take_snapshot(struct call *c, struct err *err)
{
    struct space *control = control_space(c->app->control);
    if (call_enter_workspace(c, err) ||
        space_look(c->space, c->trusts ? control : NULL, &c->look, err))
        return -1;
    c->ctx.db = c->look.db;
    if (!c->look.asked)
        c->version = c->look.version;
    if (!c->trusts || c->look.other)
        return 0;
    /* The control database is on another server. */
    if (control_refresh(c->app->control, err))
        return -1;
    c->trusts = control_version(c->app->control) != c->trusted;
    return 0;
}

static void leave_snapshot(struct call *c)
{
    space_look_end(&c->look);
    if (c->ctx.db)
        space_read_end(c->space, c->ctx.db);
    c->ctx.db = NULL;
}

/* 1: answered from memory; 0: by the handler. With c->trusts it may be that nothing of it is true.
 */
static int read_once(struct call *c, struct err *err)
{
    struct err unanswered = {0};
    bool first = !c->look.asked || may_be_known(c);
    if (first && call_look(c, err))
        return -1;
    if (first && !c->trusts && answer_from_memory(c))
        return 1;
    if (!c->ctx.db && space_read(c->space, &c->ctx.db, err))
        return -1;
    int failed = c->endpoint->handle(c, err);
    /* It asked nothing, or failed before it could. */
    if (call_look(c, failed ? &unanswered : err) || failed)
        return -1;
    if (!first && !c->trusts)
        tag_answer(c);
    return 0;
}

static int read_and_leave(struct call *c, struct err *err)
{
    int got = take_snapshot(c, err);
    if (got == 0)
        got = read_once(c, err);
    leave_snapshot(c);
    return got;
}

static bool run_read(struct call *c)
{
    int got = read_and_leave(c, &c->err);
    if (c->trusts) {
        space_put(c->space);
        c->space = NULL;
        c->trusts = false;
        answer_reset(c);
        err_clear(&c->err);
        got = enter_as_known(c, &c->err) ? -1 : read_and_leave(c, &c->err);
    }
    if (got > 0) {
        space_put(c->space);
        c->space = NULL;
        return true;
    }
    if (got == 0)
        cache_keep(c);
    finish(c, got);
    return true;
}

/* Before it is handed to another thread. */
static void park(struct call *c)
{
    if (!c->parked)
        http_suspend(c->x);
    c->parked = true;
}

static struct call *call_of_space_task(struct space_task *t)
{
    return (struct call *)((char *)t - offsetof(struct call, task));
}

static int run_in_writer(struct space_task *t, struct space_tx *tx)
{
    struct call *c = call_of_space_task(t);
    answer_reset(c);
    return write_run(c, tx, &t->err);
}

static void writer_done(struct space_task *t)
{
    struct call *c = call_of_space_task(t);
    if (t->failed)
        c->err = t->err;
    finish(c, t->failed ? -1 : 0);
    http_resume(c->x);
}

static bool run_write(struct call *c)
{
    if (call_enter_workspace(c, &c->err)) {
        finish(c, -1);
        return true;
    }
    c->task.run = run_in_writer;
    c->task.done = writer_done;
    c->task.alone = (c->endpoint->flags & ENDPOINT_ALONE) != 0;
    park(c);
    space_submit(c->space, &c->task);
    return false;
}

struct pooled {
    struct pool_task task;
    struct call *call;
};

static void run_in_pool(struct pool_task *t)
{
    struct call *c = ((struct pooled *)t)->call;
    finish(c, c->endpoint->handle(c, &c->err));
    http_resume(c->x);
}

static void submit(struct call *c, struct pool *pool, void (*run)(struct pool_task *t))
{
    struct pooled *p = ARENA_NEW(c->arena, struct pooled);
    p->task.run = run;
    p->call = c;
    park(c);
    pool_submit(pool, &p->task);
}

static bool run_pool(struct call *c)
{
    submit(c, c->app->pool, run_in_pool);
    return false;
}

/* True: it is answered. False: another thread has it, and the call may be over by now. */
static bool (*const runners[])(struct call *c) = {
    [MODE_NOW] = run_now,
    [MODE_READ] = run_read,
    [MODE_WRITE] = run_write,
    [MODE_POOL] = run_pool,
};

/* --- the door -----------------------------------------------------------------------------------
 */

static int enter_as_nobody(struct call *c, struct err *err)
{
    const unsigned flags = c->endpoint ? c->endpoint->flags : 0;
    if (flags & ENDPOINT_FREE)
        return 0;
    if (rate_nobody(c, err))
        return -1;
    return flags & ENDPOINT_STRICT ? rate_guess(c, err) : 0;
}

int call_sign_in(struct call *c, struct err *err)
{
    return enter_as_somebody(c, err);
}

/* Its files are nobody's secret and cost nothing worth counting. */
static bool is_page(struct call *c)
{
    struct http_exchange *x = c->x;
    bool reads = x->method == HTTP_GET || x->method == HTTP_HEAD;
    return reads && !x->route && !x->allowed && c->app->page && c->app->page(x);
}

static int enter(struct call *c, struct err *err)
{
    c->endpoint = c->x->route ? c->x->route->endpoint : NULL;
    bool open = !c->endpoint || (c->endpoint->flags & ENDPOINT_OPEN);
    if ((open ? enter_as_nobody : enter_as_somebody)(c, err) || check_route(c, err) ||
        guard_origin(c, err))
        return -1;
    return call_check_query(c, err) || read_body(c, err) ? -1 : 0;
}

static bool go_in(struct call *c)
{
    if (enter(c, &c->err) == 0)
        return runners[c->endpoint->mode](c);
    answer_problem(c, &c->err);
    return true;
}

static void go_in_later(struct pool_task *t)
{
    struct call *c = ((struct pooled *)t)->call;
    struct http_exchange *x = c->x;
    if (go_in(c))
        http_resume(x);
}

/* Who asks a database server waits for it, from the first look at a credential on; a server thread
 * has other connections to serve meanwhile. */
static bool has_to_wait(const struct call *c)
{
    const struct endpoint *e = c->x->route ? c->x->route->endpoint : NULL;
    return c->app->askers && e && !(e->flags & ENDPOINT_FREE);
}

void api_serve(void *app, struct http_exchange *x)
{
    struct call *c = call_new(app, x);
    if (guard_preflight(c))
        answer_empty(c, 204);
    else if (guard_host(c, &c->err))
        answer_problem(c, &c->err);
    else if (is_page(c))
        answer_page(c);
    else if (has_to_wait(c))
        submit(c, c->app->askers, go_in_later);
    else
        go_in(c);
}

void api_refuse(void *app, struct http_exchange *x, const struct err *err)
{
    answer_problem(call_new(app, x), err);
}

void api_finished(void *app, struct http_exchange *x)
{
    (void)app;
    struct call *c = x->user;
    if (!c)
        return;
    door_finished(c);
    json_decref(c->body);
}
