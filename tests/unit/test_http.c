/* The HTTP room on a real socket: a small app serves, and a client that may misbehave asks.
 *
 * What a proper client library would never send is what matters most here, so the client writes
 * raw bytes. Bad cases first. The app's routes are in the table below; `pen` is where /hold
 * requests wait until a test lets them out.
 */
#include "base/date.h"
#include "http/http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

enum { BODY_MAX = 64 * 1024, PEN = 64, REPLY_MAX = 2 * 1024 * 1024, WAIT_MS = 60000 };

/* ------------------------------------------------------------------ the app */

struct app {
    struct http_server *server;
    atomic_int served, refused, finished, held;
    pthread_mutex_t lock;
    struct http_exchange *pen[PEN];
    int n_pen;
};

typedef void handler(struct app *app, struct http_exchange *x);

static void say(struct http_exchange *x, const char *text)
{
    x->response.status = 200;
    x->response.content_type = "text/plain";
    buf_puts(&x->response.body, text);
}

static void hello(struct app *app, struct http_exchange *x)
{
    (void)app;
    say(x, "hello");
}

/* Everything that was understood of the request, a line each. */
static void tell(struct app *app, struct http_exchange *x)
{
    struct buf *b = &x->response.body;
    size_t i;

    (void)app;
    say(x, "");
    buf_printf(b, "verb=%.*s\ntarget=%.*s\npath=%.*s\n", STR_ARG(x->verb), STR_ARG(x->target),
               STR_ARG(x->path));
    for (i = 0; i < HTTP_MAX_PARAMS && x->params[i].p; i++)
        buf_printf(b, "param=%.*s\n", STR_ARG(x->params[i]));
    for (i = 0; i < x->n_query; i++)
        buf_printf(b, "query=%.*s:%.*s\n", STR_ARG(x->query[i].name), STR_ARG(x->query[i].value));
    buf_printf(b, "a=%s\nabsent=%s\n", http_query(x, "a").p ? "there" : "absent",
               http_query(x, "absent").p ? "there" : "absent");
    buf_printf(b, "raw=%.*s\npeer=%.*s\n", STR_ARG(x->raw_query), STR_ARG(x->peer));
    buf_printf(b, "x-a=%.*s\nx-none=%s\n", STR_ARG(http_header(x, "X-a")),
               http_header(x, "X-None").p ? "there" : "absent");
    buf_printf(b, "kith=%.*s\n", STR_ARG(http_cookie(x, "kith")));
}

static void echo(struct app *app, struct http_exchange *x)
{
    (void)app;
    say(x, "");
    buf_put_str(&x->response.body, x->body);
}

static void big(struct app *app, struct http_exchange *x)
{
    int i;

    (void)app;
    say(x, "");
    for (i = 0; i < 1024 * 1024 / 16; i++)
        buf_puts(&x->response.body, "0123456789abcdef");
}

static void fixed(struct app *app, struct http_exchange *x)
{
    (void)app;
    x->response.status = 200;
    x->response.content_type = "text/css";
    x->response.fixed = STR("body { margin: 0 }");
    http_set_header(x, "X-Tab", "a\tb");
    http_set_header(x, "ETag", "\"%d\"", 42);
}

static void no_content(struct app *app, struct http_exchange *x)
{
    (void)app;
    x->response.status = 204;
}

static void unanswered(struct app *app, struct http_exchange *x)
{
    (void)app;
    http_set_header(x, "X-Lost", "yes");
}

static void too_big(struct app *app, struct http_exchange *x)
{
    (void)app;
    x->response.body.limit = 10;
    say(x, "more than ten bytes");
}

static void *answer_later(void *arg)
{
    struct http_exchange *x = arg;

    usleep(1000);
    say(x, "later");
    http_resume(x);
    return NULL;
}

static void park(struct app *app, struct http_exchange *x)
{
    pthread_t t;

    (void)app;
    http_suspend(x);
    assert_int_equal(pthread_create(&t, NULL, answer_later, x), 0);
    pthread_detach(t);
}

/* Resumed before serve has even returned. */
static void park_briefly(struct app *app, struct http_exchange *x)
{
    (void)app;
    http_suspend(x);
    say(x, "at once");
    http_resume(x);
}

static void hold(struct app *app, struct http_exchange *x)
{
    http_suspend(x);
    pthread_mutex_lock(&app->lock);
    app->pen[app->n_pen++] = x;
    pthread_mutex_unlock(&app->lock);
    atomic_fetch_add(&app->held, 1);
}

static void let_out(struct app *app)
{
    pthread_mutex_lock(&app->lock);
    while (app->n_pen) {
        say(app->pen[--app->n_pen], "let out");
        http_resume(app->pen[app->n_pen]);
    }
    pthread_mutex_unlock(&app->lock);
}

static handler *const handlers[] = {hello,      tell,    echo, big,          fixed, no_content,
                                    unanswered, too_big, park, park_briefly, hold};

enum { HELLO, TELL, ECHO, BIG, FIXED, NO_CONTENT, UNANSWERED, TOO_BIG, PARK, BRIEFLY, HOLD };

static const struct route routes[] = {
    {.method = HTTP_GET, .path = "/hello", .endpoint = &handlers[HELLO]},
    {.method = HTTP_GET, .path = "/tell", .endpoint = &handlers[TELL]},
    {.method = HTTP_GET, .path = "/tell/:a/:b", .endpoint = &handlers[TELL]},
    {.method = HTTP_GET, .path = "/tell/:a", .endpoint = &handlers[TELL]},
    {.method = HTTP_OTHER, .path = "/tell", .endpoint = &handlers[TELL]},
    {.method = HTTP_POST, .path = "/echo", .endpoint = &handlers[ECHO]},
    {.method = HTTP_PUT, .path = "/echo", .endpoint = &handlers[ECHO]},
    {.method = HTTP_POST, .path = "/small", .body_max = 16, .endpoint = &handlers[ECHO]},
    {.method = HTTP_GET, .path = "/big", .endpoint = &handlers[BIG]},
    {.method = HTTP_GET, .path = "/fixed", .endpoint = &handlers[FIXED]},
    {.method = HTTP_DELETE, .path = "/fixed", .endpoint = &handlers[NO_CONTENT]},
    {.method = HTTP_GET, .path = "/unanswered", .endpoint = &handlers[UNANSWERED]},
    {.method = HTTP_GET, .path = "/too-big", .endpoint = &handlers[TOO_BIG]},
    {.method = HTTP_GET, .path = "/park", .endpoint = &handlers[PARK]},
    {.method = HTTP_POST, .path = "/park", .endpoint = &handlers[PARK]},
    {.method = HTTP_GET, .path = "/briefly", .endpoint = &handlers[BRIEFLY]},
    {.method = HTTP_GET, .path = "/hold", .endpoint = &handlers[HOLD]},
};

static void serve(void *arg, struct http_exchange *x)
{
    struct app *app = arg;
    handler *const *h;

    atomic_fetch_add(&app->served, 1);
    if (x->route) {
        h = x->route->endpoint;
        (*h)(app, x);
        return;
    }
    x->response.status = x->allowed ? 405 : 404;
    if (x->allowed)
        http_set_header(x, "Allow", "%#x", x->allowed);
    buf_printf(&x->response.body, "body=%zu", x->body.n);
}

static void refuse(void *arg, struct http_exchange *x, const struct err *err)
{
    struct app *app = arg;

    atomic_fetch_add(&app->refused, 1);
    x->response.status = err_status(err);
    x->response.content_type = "application/problem+json";
    buf_puts(&x->response.body, err_name(err->code));
}

static void finished(void *arg, struct http_exchange *x)
{
    struct app *app = arg;

    (void)x;
    atomic_fetch_add(&app->finished, 1);
}

static struct app *app_start(const char *listen, unsigned timeout_s)
{
    static struct err err;
    struct app *app = calloc(1, sizeof *app);
    struct http_config config = {
        .listen = listen,
        .threads = 2,
        .body_max = BODY_MAX,
        .request_timeout_s = timeout_s,
        .connections_max = 200,
        .routes = routes,
        .n_routes = ARRAY_LEN(routes),
        .app = app,
        .serve = serve,
        .refuse = refuse,
        .finished = finished,
    };

    assert_non_null(app);
    pthread_mutex_init(&app->lock, NULL);
    if (http_server_start(&config, &app->server, &err) < 0)
        fail_msg("%s", err_message(&err));
    return app;
}

static void app_stop(struct app *app)
{
    assert_true(http_server_stop(app->server));
    assert_int_equal(app->finished, app->served + app->refused);
    pthread_mutex_destroy(&app->lock);
    free(app);
}

static int setup(void **state)
{
    *state = app_start("127.0.0.1:0", 30);
    return 0;
}

static int teardown(void **state)
{
    app_stop(*state);
    return 0;
}

/* ------------------------------------------------------------------ the client */

struct reply {
    int status;
    char head[8192];
    char *body;
    size_t n;
};

/* A connection with what it has received and not yet used. */
struct client {
    int fd;
    size_t n;
    char *in;
};

static struct client client_open(const struct app *app)
{
    const char *colon = strrchr(http_server_address(app->server), ':');
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(colon + 1))};
    struct client c = {.fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};

    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_true(c.fd >= 0);
    assert_int_equal(connect(c.fd, (struct sockaddr *)&a, sizeof a), 0);
    c.in = malloc(REPLY_MAX);
    assert_non_null(c.in);
    return c;
}

static void client_close(struct client *c)
{
    close(c->fd);
    free(c->in);
}

/* False when the other side has closed: tests that care ask for more. */
static bool client_send(struct client *c, const void *bytes, size_t n)
{
    const char *p = bytes;
    ssize_t sent;

    for (; n; p += sent, n -= (size_t)sent) {
        sent = send(c->fd, p, n, MSG_NOSIGNAL);
        if (sent < 0)
            return false;
    }
    return true;
}

static bool client_say(struct client *c, const char *text)
{
    return client_send(c, text, strlen(text));
}

/* More bytes; 0 at the end of the stream (or a reset), -1 when nothing comes in time. */
static int client_receive(struct client *c, int wait_ms)
{
    struct pollfd p = {.fd = c->fd, .events = POLLIN};
    ssize_t n;

    assert_true(c->n < REPLY_MAX);
    if (poll(&p, 1, wait_ms) <= 0)
        return -1;
    n = recv(c->fd, c->in + c->n, REPLY_MAX - c->n, 0);
    if (n <= 0)
        return 0;
    c->n += (size_t)n;
    return 1;
}

static bool client_is_closed(struct client *c, int wait_ms)
{
    return c->n == 0 && client_receive(c, wait_ms) == 0;
}

static const char *find_header(const struct reply *r, const char *name)
{
    char line[64];
    const char *p;

    snprintf(line, sizeof line, "\r\n%s: ", name);
    p = strstr(r->head, line);
    return p ? p + strlen(line) : NULL;
}

static void reply_release(struct reply *r)
{
    free(r->body);
    *r = (struct reply){0};
}

static bool receive_head(struct client *c, struct reply *r)
{
    char *end;

    while (!(end = memmem(c->in, c->n, "\r\n\r\n", 4)))
        if (client_receive(c, WAIT_MS) <= 0)
            return false;
    end += 4;
    assert_true((size_t)(end - c->in) < sizeof r->head);
    memcpy(r->head, c->in, (size_t)(end - c->in));
    r->head[end - c->in] = '\0';
    c->n -= (size_t)(end - c->in);
    memmove(c->in, end, c->n);
    return sscanf(r->head, "HTTP/1.%*d %d", &r->status) == 1;
}

/* One answer; status 0 when there is none. */
static struct reply client_read(struct client *c, bool is_head)
{
    struct reply r = {0};
    const char *length;

    if (!receive_head(c, &r))
        return (struct reply){0};
    length = find_header(&r, "Content-Length");
    r.n = length && !is_head ? (size_t)atol(length) : 0;
    while (c->n < r.n)
        if (client_receive(c, WAIT_MS) <= 0)
            fail_msg("the body ends early: %zu of %zu", c->n, r.n);
    r.body = malloc(r.n + 1);
    assert_non_null(r.body);
    memcpy(r.body, c->in, r.n);
    r.body[r.n] = '\0';
    c->n -= r.n;
    memmove(c->in, c->in + r.n, c->n);
    return r;
}

static void expect(struct client *c, int status, const char *body)
{
    struct reply r = client_read(c, false);

    if (r.status != status)
        fail_msg("status %d, not %d: %s", r.status, status, r.body ? r.body : "(no answer)");
    if (body)
        assert_string_equal(r.body, body);
    reply_release(&r);
}

/* One request on a connection of its own. */
static struct reply ask(const struct app *app, const char *request)
{
    struct client c = client_open(app);
    struct reply r;

    client_say(&c, request);
    r = client_read(&c, !strncmp(request, "HEAD", 4));
    client_close(&c);
    return r;
}

#define HOST "Host: kith\r\n"

static struct reply get(const struct app *app, const char *target)
{
    char request[8192];

    snprintf(request, sizeof request, "GET %s HTTP/1.1\r\n" HOST "\r\n", target);
    return ask(app, request);
}

static void get_expect(const struct app *app, const char *target, int status, const char *part)
{
    struct reply r = get(app, target);

    if (r.status != status || (part && !strstr(r.body, part)))
        fail_msg("%s: status %d, body %s; wanted %d with %s", target, r.status,
                 r.body ? r.body : "(no answer)", status, part ? part : "anything");
    reply_release(&r);
}

/* Waits until *what is at least n; false when it does not come to that. */
static bool reaches(const atomic_int *what, int n)
{
    int i;

    for (i = 0; i < WAIT_MS; i++) {
        if (atomic_load(what) >= n)
            return true;
        usleep(1000);
    }
    return false;
}

/* ------------------------------------------------------------------ bad addresses */

static void test_malformed_targets(void **state)
{
    static const char *const targets[] = {
        "/%",          "/hello%",      "/hello%2",    "/hello%zz",      "/hello%0",
        "/%00",        "/hello%00",    "/%ff",        "/%c3%28",        "/%c0%af",
        "/%ed%a0%80",  "/a%2",         "/tell?a=%",   "/tell?%",        "/tell?a=%4",
        "/tell?a=%00", "/tell?%00=1",  "/tell?a=%ff", "/tell?a=1&b=%g", "/\xff",
        "/hel\001lo",  "/tell?a=\x7f", "relative",    "?a=1",           "/tell?a=\xc3",
    };
    const struct app *app = *state;
    const int refused = app->refused;
    size_t i;

    for (i = 0; i < ARRAY_LEN(targets); i++)
        get_expect(app, targets[i], 400, "bad_request");
    assert_int_equal(app->refused, refused + (int)ARRAY_LEN(targets));
}

/* A hidden NUL would end the path for us and not for a proxy. */
static void test_raw_nul(void **state)
{
    static const char in_path[] = "GET /hello\0/more HTTP/1.1\r\n" HOST "\r\n";
    static const char in_query[] = "GET /tell?a\0=1 HTTP/1.1\r\n" HOST "\r\n";
    struct client c = client_open(*state);

    client_send(&c, in_path, sizeof in_path - 1);
    expect(&c, 400, "bad_request");
    client_close(&c);
    c = client_open(*state);
    client_send(&c, in_query, sizeof in_query - 1);
    expect(&c, 400, "bad_request");
    client_close(&c);
}

static void test_refused_request_keeps_connection(void **state)
{
    struct client c = client_open(*state);

    client_say(&c, "GET /% HTTP/1.1\r\n" HOST "\r\n");
    expect(&c, 400, "bad_request");
    client_say(&c, "POST /% HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\n12345");
    expect(&c, 400, "bad_request");
    client_say(&c, "GET /hello HTTP/1.1\r\n" HOST "\r\n");
    expect(&c, 200, "hello");
    client_close(&c);
}

static void many_parameters(char *out, int n)
{
    int i;

    out += sprintf(out, "/tell?");
    for (i = 0; i < n; i++)
        out += sprintf(out, "%sp%d=%d", i ? "&" : "", i, i);
}

static void test_too_many_parameters(void **state)
{
    char target[4096];

    many_parameters(target, HTTP_MAX_QUERY + 1);
    get_expect(*state, target, 400, "bad_request");
    many_parameters(target, HTTP_MAX_QUERY);
    get_expect(*state, target, 200, "query=p127:127");
}

/* ------------------------------------------------------------------ bad messages */

/* Where nobody knows where the message ends, the connection ends too. */
static void test_ambiguous_framing(void **state)
{
    static const char *const heads[] = {
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        "Content-Length: 5\r\nContent-Length: 5\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n",
        "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding: identity\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Content-Length : 5\r\n",
        "Transfer-Encoding : chunked\r\n",
        "Bad(Name): 1\r\n",
        "Host: other\r\n",
    };
    struct client c;
    char request[512];
    size_t i;

    for (i = 0; i < ARRAY_LEN(heads); i++) {
        c = client_open(*state);
        snprintf(request, sizeof request, "POST /echo HTTP/1.1\r\n" HOST "%s\r\n", heads[i]);
        client_say(&c, request);
        expect(&c, 400, "bad_request");
        if (!client_is_closed(&c, WAIT_MS))
            fail_msg("still open after %s", heads[i]);
        client_close(&c);
    }
}

/* These libmicrohttpd refuses by itself; what matters is that it does, and nobody serves them. */
static void test_refused_below_us(void **state)
{
    static const char *const requests[] = {
        "GET /hello HTTP/1.1\r\n\r\n",
        "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 5x\r\n\r\n12345",
        "POST /echo HTTP/1.1\r\n" HOST "Content-Length: -5\r\n\r\n12345",
        "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 99999999999999999999\r\n\r\n",
        "POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\nxyz\r\n12345\r\n",
        "GET /hello HTTP/9.1\r\n" HOST "\r\n",
        "GET /hello\r\n" HOST "\r\n",
        "GET /he llo HTTP/1.1\r\n" HOST "\r\n",
        "GET /hello HTTP/1.1\r\nnonsense\r\n\r\n",
        "\r\n\r\n\001\002\003\r\n\r\n",
    };
    struct app *app = *state;
    const int served = app->served;
    struct reply r;
    size_t i;

    for (i = 0; i < ARRAY_LEN(requests); i++) {
        r = ask(app, requests[i]);
        if (r.status && r.status < 400)
            fail_msg("%s: %d", requests[i], r.status);
        reply_release(&r);
    }
    assert_int_equal(app->served, served);
    get_expect(app, "/hello", 200, "hello");
}

static void test_huge_head(void **state)
{
    static char request[200 * 1024];
    struct reply r;
    size_t n;

    n = (size_t)sprintf(request, "GET /hello HTTP/1.1\r\n" HOST);
    while (n < sizeof request - 64)
        n += (size_t)sprintf(request + n, "X-%zu: 0123456789\r\n", n);
    sprintf(request + n, "\r\n");
    r = ask(*state, request);
    assert_true(r.status == 431 || r.status == 0); /* 0: reset, as we were still sending */
    reply_release(&r);

    memset(request, 'a', sizeof request);
    memcpy(request, "GET /", 5);
    strcpy(request + sizeof request - 32, " HTTP/1.1\r\n\r\n");
    r = ask(*state, request);
    assert_true(r.status == 414 || r.status == 0);
    reply_release(&r);
    get_expect(*state, "/hello", 200, "hello");
}

/* More parameters than libmicrohttpd's own memory for a connection could list. */
static void test_flood_of_parameters(void **state)
{
    static char target[14 * 1024];
    struct client c = client_open(*state);
    size_t n;

    for (n = 0; n + 2 < sizeof target; n += 2)
        memcpy(target + n, "a&", 2);
    client_say(&c, "GET /tell?");
    client_say(&c, target);
    client_say(&c, " HTTP/1.1\r\n" HOST "\r\n");
    expect(&c, 400, "bad_request");
    client_say(&c, "GET /hello?a&a HTTP/1.1\r\n" HOST "\r\n");
    expect(&c, 200, "hello");
    client_close(&c);
}

/* ------------------------------------------------------------------ bodies too large */

static void test_declared_too_large(void **state)
{
    struct client c = client_open(*state);

    client_say(&c, "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 100000000\r\n\r\nthe beginning");
    expect(&c, 413, "too_large");
    assert_true(client_is_closed(&c, WAIT_MS));
    client_close(&c);
}

static void test_a_little_too_large(void **state)
{
    struct client c = client_open(*state);

    client_say(&c, "POST /small HTTP/1.1\r\n" HOST "Content-Length: 17\r\n\r\n0123456789abcdefg");
    expect(&c, 413, "too_large");
    client_say(&c, "POST /small HTTP/1.1\r\n" HOST "Content-Length: 16\r\n\r\n0123456789abcdef");
    expect(&c, 200, "0123456789abcdef");
    client_close(&c);
}

static void test_chunks_too_large(void **state)
{
    struct client c = client_open(*state);

    client_say(&c, "POST /small HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n"
                   "a\r\n0123456789\r\n"
                   "7\r\nabcdefg\r\n");
    expect(&c, 413, "too_large");
    assert_true(client_is_closed(&c, WAIT_MS));
    client_close(&c);
}

/* A client that asks first is told at once, and never sends. */
static void test_expect_continue(void **state)
{
    struct client c = client_open(*state);

    client_say(&c, "POST /small HTTP/1.1\r\n" HOST
                   "Content-Length: 17\r\nExpect: 100-continue\r\n\r\n");
    expect(&c, 413, "too_large");
    client_close(&c);

    c = client_open(*state);
    client_say(&c,
               "POST /small HTTP/1.1\r\n" HOST "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n");
    expect(&c, 100, NULL);
    client_say(&c, "abc");
    expect(&c, 200, "abc");
    client_close(&c);
}

static void test_body_for_nobody(void **state)
{
    struct client c = client_open(*state);

    client_say(&c, "POST /nowhere HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\n12345");
    expect(&c, 404, "body=0");
    client_say(&c, "POST /hello HTTP/1.1\r\n" HOST "Content-Length: 1000000\r\n\r\n12345");
    expect(&c, 405, "body=0");
    assert_true(client_is_closed(&c, WAIT_MS));
    client_close(&c);
}

/* ------------------------------------------------------------------ slow clients */

/* Each sends a byte now and then, so that it is never inactive, and is dropped all the same. */
static void test_slow_senders(void **state)
{
    static const char *const beginnings[] = {
        "",
        "GET /hel",
        "GET /hello HTTP/1.1\r\nHost: k",
        "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 1000\r\n\r\nabc",
        "POST /nowhere HTTP/1.1\r\n" HOST "Content-Length: 1000\r\n\r\nabc",
        "POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n1000\r\nabc",
    };
    struct app *app = app_start("127.0.0.1:0", 1);
    struct client clients[ARRAY_LEN(beginnings)];
    const int64_t began = clock_mono_us();
    size_t i, closed = 0;

    (void)state;
    for (i = 0; i < ARRAY_LEN(beginnings); i++) {
        clients[i] = client_open(app);
        client_say(&clients[i], beginnings[i]);
    }
    while (closed < ARRAY_LEN(beginnings) && clock_mono_us() - began < INT64_C(1000) * WAIT_MS)
        for (i = closed = 0; i < ARRAY_LEN(beginnings); i++) {
            if (i)
                client_say(&clients[i], "a");
            closed += client_is_closed(&clients[i], 20);
        }
    assert_int_equal(closed, ARRAY_LEN(beginnings));
    assert_true(clock_mono_us() - began >= 900000);
    for (i = 0; i < ARRAY_LEN(beginnings); i++)
        client_close(&clients[i]);
    assert_int_equal(app->served, 0);
    app_stop(app);
}

/* The limit is for sending: an answer may take longer. */
static void test_slow_answer_is_no_slow_sender(void **state)
{
    struct app *app = app_start("127.0.0.1:0", 1);
    struct client c = client_open(app);

    (void)state;
    client_say(&c, "GET /hold HTTP/1.1\r\n" HOST "\r\n");
    assert_true(reaches(&app->held, 1));
    usleep(2100 * 1000);
    let_out(app);
    expect(&c, 200, "let out");
    usleep(2100 * 1000); /* nor is resting between two requests */
    client_say(&c, "GET /hello HTTP/1.1\r\n" HOST "\r\n");
    expect(&c, 200, "hello");
    client_close(&c);
    app_stop(app);
}

/* ------------------------------------------------------------------ unusable answers */

static void test_unusable_answers(void **state)
{
    struct app *app = *state;
    const int refused = app->refused;
    struct reply r = get(app, "/unanswered");

    assert_int_equal(r.status, 500);
    assert_string_equal(r.body, "internal");
    assert_null(find_header(&r, "X-Lost"));
    reply_release(&r);
    get_expect(app, "/too-big", 500, "internal");
    assert_int_equal(app->refused, refused + 2);
    atomic_fetch_sub(&app->refused, 2); /* each was served and refused, and finished once */
}

/* ------------------------------------------------------------------ ordinary requests */

static void test_not_found_and_not_allowed(void **state)
{
    struct reply r = get(*state, "/nowhere");

    assert_int_equal(r.status, 404);
    assert_null(find_header(&r, "Allow"));
    reply_release(&r);
    r = ask(*state, "DELETE /echo HTTP/1.1\r\n" HOST "\r\n");
    assert_int_equal(r.status, 405);
    assert_int_equal(strtol(find_header(&r, "Allow"), NULL, 16), 1 << HTTP_POST | 1 << HTTP_PUT);
    reply_release(&r);
    r = ask(*state, "OPTIONS * HTTP/1.1\r\n" HOST "\r\n");
    assert_int_equal(r.status, 404);
    reply_release(&r);
}

static void test_head(void **state)
{
    struct client c = client_open(*state);
    struct reply r;

    client_say(&c, "HEAD /hello HTTP/1.1\r\n" HOST "\r\n"
                   "HEAD /big HTTP/1.1\r\n" HOST "\r\n"
                   "GET /hello HTTP/1.1\r\n" HOST "\r\n");
    r = client_read(&c, true);
    assert_int_equal(r.status, 200);
    assert_memory_equal(find_header(&r, "Content-Length"), "5\r\n", 3);
    reply_release(&r);
    r = client_read(&c, true);
    assert_memory_equal(find_header(&r, "Content-Length"), "1048576\r\n", 9);
    reply_release(&r);
    expect(&c, 200, "hello");
    client_close(&c);
}

static void test_decoding(void **state)
{
    get_expect(*state, "/tell?a=1+2&b=%2B&%61%20=%C5%81", 200,
               "query=a:1 2\nquery=b:+\nquery=a :\xc5\x81\na=there\nabsent=absent\n");
    get_expect(*state, "/tell?&&a&b=&=c&a=x=y&", 200,
               "query=a:\nquery=b:\nquery=:c\nquery=a:x=y\na=there\n");
    get_expect(*state, "/tell?", 200, "a=absent");
    get_expect(*state, "/tell?a=%26%3D", 200, "query=a:&=\na=there\nabsent=absent\nraw=a=%26%3D\n");
    get_expect(*state, "/tell?a=\xc5\x81", 200, "query=a:\xc5\x81\n");
    get_expect(*state, "/tell?a=?b", 200, "query=a:?b\n");
    get_expect(*state, "/tell/a%2Fb/%C5%81+", 200, "param=a/b\nparam=\xc5\x81+\n");
    get_expect(*state, "/tell/a%2Fb/c", 200, "target=/tell/a%2Fb/c\npath=/tell/a/b/c\n");
    get_expect(*state, "http://kith/tell/x?a=1", 200, "path=/tell/x\nparam=x\nquery=a:1\n");
    get_expect(*state, "http://kith", 404, NULL);
    get_expect(*state, "http://kith?a=/tell", 404, NULL);
    get_expect(*state, "/tell", 200, "peer=127.0.0.1\n");
}

static void test_headers_and_cookies(void **state)
{
    struct reply r = ask(*state, "PROPFIND /tell HTTP/1.1\r\n" HOST "x-A:  value with blanks\r\n"
                                 "Cookie: KITH=no; xkith=no; kith=a=b,c; kith=second\r\n\r\n");

    assert_int_equal(r.status, 200);
    assert_non_null(strstr(r.body, "verb=PROPFIND\n"));
    assert_non_null(strstr(r.body, "x-a=value with blanks\nx-none=absent\nkith=a=b,c\n"));
    reply_release(&r);
    get_expect(*state, "/tell", 200, "kith=\n");

    r = get(*state, "/fixed");
    assert_string_equal(r.body, "body { margin: 0 }");
    assert_non_null(strstr(r.head, "Content-Type: text/css\r\n"));
    assert_non_null(strstr(r.head, "ETag: \"42\"\r\n"));
    assert_non_null(strstr(r.head, "X-Tab: a b\r\n"));
    assert_non_null(find_header(&r, "Date"));
    reply_release(&r);
}

static void test_no_content(void **state)
{
    struct client c = client_open(*state);
    struct reply r;

    client_say(&c, "DELETE /fixed HTTP/1.1\r\n" HOST "\r\nGET /hello HTTP/1.1\r\n" HOST "\r\n");
    r = client_read(&c, false);
    assert_int_equal(r.status, 204);
    assert_null(find_header(&r, "Content-Type"));
    reply_release(&r);
    expect(&c, 200, "hello");
    client_close(&c);
}

static void test_pipelining(void **state)
{
    struct client c = client_open(*state);
    int i;

    for (i = 0; i < 3; i++)
        client_say(&c, "GET /hello HTTP/1.1\r\n" HOST "\r\n"
                       "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 4\r\n\r\nbody"
                       "GET /park HTTP/1.1\r\n" HOST "\r\n"
                       "GET /% HTTP/1.1\r\n" HOST "\r\n"
                       "GET /briefly HTTP/1.1\r\n" HOST "\r\n"
                       "POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n"
                       "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    for (i = 0; i < 3; i++) {
        expect(&c, 200, "hello");
        expect(&c, 200, "body");
        expect(&c, 200, "later");
        expect(&c, 400, "bad_request");
        expect(&c, 200, "at once");
        expect(&c, 200, "abcde");
    }
    client_close(&c);
}

static void test_http_1_0(void **state)
{
    struct client c = client_open(*state);

    client_say(&c, "GET /hello HTTP/1.0\r\n\r\n");
    expect(&c, 200, "hello");
    assert_true(client_is_closed(&c, WAIT_MS));
    client_close(&c);
}

static void test_body_in_pieces(void **state)
{
    static char body[BODY_MAX];
    struct client c = client_open(*state);
    struct reply r;
    char head[128];
    size_t i;

    for (i = 0; i < sizeof body; i++)
        body[i] = (char)('a' + i % 23);
    snprintf(head, sizeof head, "POST /echo HTTP/1.1\r\n" HOST "Content-Length: %d\r\n\r\n",
             BODY_MAX);
    client_say(&c, head);
    for (i = 0; i < sizeof body; i += BODY_MAX / 8) {
        client_send(&c, body + i, BODY_MAX / 8);
        usleep(2000);
    }
    r = client_read(&c, false);
    assert_int_equal(r.status, 200);
    assert_int_equal(r.n, BODY_MAX);
    assert_memory_equal(r.body, body, BODY_MAX);
    reply_release(&r);
    client_close(&c);
}

static void test_large_answer(void **state)
{
    struct reply r = get(*state, "/big");

    assert_int_equal(r.n, 1024 * 1024);
    assert_memory_equal(r.body + r.n - 16, "0123456789abcdef", 16);
    reply_release(&r);
}

/* ------------------------------------------------------------------ suspended requests */

static void *many_requests(void *arg)
{
    struct client c = client_open(arg);
    int i;

    for (i = 0; i < 50; i++) {
        client_say(&c, "GET /park HTTP/1.1\r\n" HOST "\r\n");
        expect(&c, 200, "later");
        client_say(&c, "POST /park HTTP/1.1\r\n" HOST "Content-Length: 3\r\n\r\nabc");
        expect(&c, 200, "later");
        client_say(&c, "GET /hello HTTP/1.1\r\n" HOST "\r\n");
        expect(&c, 200, "hello");
    }
    client_close(&c);
    return NULL;
}

static void test_parked_by_many(void **state)
{
    pthread_t threads[8];
    size_t i;

    for (i = 0; i < ARRAY_LEN(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, many_requests, *state), 0);
    for (i = 0; i < ARRAY_LEN(threads); i++)
        pthread_join(threads[i], NULL);
}

static void test_client_leaves_while_held(void **state)
{
    struct app *app = *state;
    struct client c = client_open(app);
    const int held = app->held, done = app->finished;

    client_say(&c, "GET /hold HTTP/1.1\r\n" HOST "\r\n");
    assert_true(reaches(&app->held, held + 1));
    client_close(&c);
    usleep(20 * 1000);
    assert_int_equal(app->finished, done);
    let_out(app);
    assert_true(reaches(&app->finished, done + 1));
}

/* ------------------------------------------------------------------ stopping */

static void *stop_server(void *arg)
{
    struct app *app = arg;

    return http_server_stop(app->server) ? app : NULL;
}

static void test_stop_waits_for_held(void **state)
{
    struct app *app = app_start("127.0.0.1:0", 30);
    struct client held[3], resting = client_open(app), late;
    struct reply r;
    pthread_t stopper;
    void *stopped;
    size_t i;

    (void)state;
    client_say(&resting, "GET /hello HTTP/1.1\r\n" HOST "\r\n");
    expect(&resting, 200, "hello");
    for (i = 0; i < ARRAY_LEN(held); i++) {
        held[i] = client_open(app);
        client_say(&held[i], "GET /hold HTTP/1.1\r\n" HOST "\r\n");
    }
    assert_true(reaches(&app->held, (int)ARRAY_LEN(held)));
    assert_int_equal(pthread_create(&stopper, NULL, stop_server, app), 0);
    usleep(200 * 1000);

    late = client_open(app); /* new ones are turned away */
    client_say(&late, "GET /hello HTTP/1.1\r\n" HOST "\r\n");
    assert_true(client_is_closed(&late, WAIT_MS));
    assert_int_equal(client_receive(&held[0], 0), -1);

    let_out(app);
    for (i = 0; i < ARRAY_LEN(held); i++) {
        r = client_read(&held[i], false);
        assert_string_equal(r.body, "let out");
        assert_non_null(strstr(r.head, "Connection: close"));
        reply_release(&r);
        client_close(&held[i]);
    }
    pthread_join(stopper, &stopped);
    assert_ptr_equal(stopped, app);
    assert_int_equal(app->finished, 4);
    assert_true(client_is_closed(&resting, WAIT_MS));
    client_close(&resting);
    client_close(&late);
    pthread_mutex_destroy(&app->lock);
    free(app);
}

static void *hammer(void *arg)
{
    struct client c = client_open(arg);
    struct reply r;

    while (client_say(&c, "GET /park HTTP/1.1\r\n" HOST "\r\n")) {
        r = client_read(&c, false);
        if (!r.status)
            break;
        reply_release(&r);
    }
    client_close(&c);
    return NULL;
}

/* The moments at which libmicrohttpd could trip over a stop come rarely: hence several rounds. */
static void test_stop_under_load(void **state)
{
    pthread_t threads[6];
    struct app *app;
    size_t i;
    int round;

    (void)state;
    for (round = 0; round < 10; round++) {
        app = app_start("127.0.0.1:0", 30);
        for (i = 0; i < ARRAY_LEN(threads); i++)
            assert_int_equal(pthread_create(&threads[i], NULL, hammer, app), 0);
        assert_true(reaches(&app->served, 20));
        app_stop(app);
        for (i = 0; i < ARRAY_LEN(threads); i++)
            pthread_join(threads[i], NULL);
    }
}

/* ------------------------------------------------------------------ listening */

static void test_bad_listen(void **state)
{
    static const char *const bad[] = {"",        "127.0.0.1", "127.0.0.1:",  "127.0.0.1:x",
                                      "1:65536", "1:-1",      "::1:8080",    "[::1:80",
                                      ":",       "[::1]80",   "256.1.1.1:0", "192.0.2.1:0"};
    struct http_config config = {.serve = serve, .refuse = refuse};
    struct http_server *s = NULL;
    struct app *app = *state;
    struct err err;
    size_t i;

    for (i = 0; i < ARRAY_LEN(bad); i++) {
        memset(&err, 0, sizeof err);
        config.listen = bad[i];
        assert_int_equal(http_server_start(&config, &s, &err), -1);
        assert_true(err.code == ERR_INVALID || err.code == ERR_UNAVAILABLE);
    }
    memset(&err, 0, sizeof err);
    config.listen = http_server_address(app->server);
    assert_int_equal(http_server_start(&config, &s, &err), -1);
    assert_int_equal(err.code, ERR_UNAVAILABLE);
    assert_non_null(strstr(err_message(&err), "in use"));
    assert_null(s);
}

static void test_listen_everywhere(void **state)
{
    struct app *app = app_start(":0", 30);

    (void)state;
    get_expect(app, "/tell", 200, "peer=127.0.0.1\n");
    app_stop(app);
    app = app_start("localhost:0", 30);
    app_stop(app);
}

static void test_listen_ipv6(void **state)
{
    struct sockaddr_in6 a = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool can = fd >= 0 && !bind(fd, (struct sockaddr *)&a, sizeof a);
    struct app *app;

    (void)state;
    if (fd >= 0)
        close(fd);
    if (!can)
        skip();
    app = app_start("[::1]:0", 30);
    assert_memory_equal(http_server_address(app->server), "[::1]:", 6);
    app_stop(app);
    app = app_start("[::]:0", 30); /* takes IPv4 too, and names it so */
    get_expect(app, "/tell", 200, "peer=127.0.0.1\n");
    app_stop(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_malformed_targets),
        cmocka_unit_test(test_raw_nul),
        cmocka_unit_test(test_refused_request_keeps_connection),
        cmocka_unit_test(test_too_many_parameters),
        cmocka_unit_test(test_ambiguous_framing),
        cmocka_unit_test(test_refused_below_us),
        cmocka_unit_test(test_huge_head),
        cmocka_unit_test(test_flood_of_parameters),
        cmocka_unit_test(test_declared_too_large),
        cmocka_unit_test(test_a_little_too_large),
        cmocka_unit_test(test_chunks_too_large),
        cmocka_unit_test(test_expect_continue),
        cmocka_unit_test(test_body_for_nobody),
        cmocka_unit_test(test_slow_senders),
        cmocka_unit_test(test_slow_answer_is_no_slow_sender),
        cmocka_unit_test(test_unusable_answers),
        cmocka_unit_test(test_not_found_and_not_allowed),
        cmocka_unit_test(test_head),
        cmocka_unit_test(test_decoding),
        cmocka_unit_test(test_headers_and_cookies),
        cmocka_unit_test(test_no_content),
        cmocka_unit_test(test_pipelining),
        cmocka_unit_test(test_http_1_0),
        cmocka_unit_test(test_body_in_pieces),
        cmocka_unit_test(test_large_answer),
        cmocka_unit_test(test_parked_by_many),
        cmocka_unit_test(test_client_leaves_while_held),
        cmocka_unit_test(test_stop_waits_for_held),
        cmocka_unit_test(test_stop_under_load),
        cmocka_unit_test(test_bad_listen),
        cmocka_unit_test(test_listen_everywhere),
        cmocka_unit_test(test_listen_ipv6),
    };

    return cmocka_run_group_tests_name("http", tests, setup, teardown);
}
