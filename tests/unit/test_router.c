/* The router: which route a path and method find, what the parameters hold, what 405 may name.
 *
 * One table of routes, one table of questions; bad and borderline questions come first.
 */
#include "http/http.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct route routes[] = {
    {.method = HTTP_GET, .path = "/"},
    {.method = HTTP_GET, .path = "/api/contacts"},
    {.method = HTTP_POST, .path = "/api/contacts"},
    {.method = HTTP_GET, .path = "/api/contacts/:id"},
    {.method = HTTP_PATCH, .path = "/api/contacts/:id"},
    {.method = HTTP_GET, .path = "/api/contacts/due"},
    {.method = HTTP_GET, .path = "/api/contacts/:id/notes/:note"},
    {.method = HTTP_GET, .path = "/api/contacts/due/later"},
    {.method = HTTP_GET, .path = "/api/trailing/"},
    {.method = HTTP_GET, .path = "/files/*"},
    {.method = HTTP_GET, .path = "/files/plain.txt"},
    {.method = HTTP_OTHER, .path = "/dav/:user/*"},
    {.method = HTTP_DELETE, .path = "/:a/:b/:c/:d"},
};

enum {
    GET = 1 << HTTP_GET | 1 << HTTP_HEAD,
    POST = 1 << HTTP_POST,
    PATCH = 1 << HTTP_PATCH,
    DELETE = 1 << HTTP_DELETE,
};

struct question {
    enum http_method method;
    const char *target; /* as sent; NULL: path alone */
    const char *path;   /* decoded */
    const char *found;  /* the route's path, NULL for none */
    const char *params; /* joined by '|' */
    unsigned allowed;   /* asked for only when nothing is found */
};

static const struct question questions[] = {
    /* nothing there */
    {HTTP_GET, NULL, "", NULL, "", 0},
    {HTTP_GET, NULL, "api/contacts", NULL, "", 0},
    {HTTP_OPTIONS, "*", "*", NULL, "", 0},
    {HTTP_GET, NULL, "//", NULL, "", 0},
    {HTTP_GET, NULL, "/api", NULL, "", 0},
    {HTTP_GET, NULL, "/API/contacts", NULL, "", 0},
    {HTTP_GET, NULL, "/api/contacts/", NULL, "", 0}, /* a parameter is never empty */
    {HTTP_GET, NULL, "/api//contacts", NULL, "", 0},
    {HTTP_GET, NULL, "/api/trailing", NULL, "", 0},
    {HTTP_GET, NULL, "/api/contacts/1/notes", NULL, "", DELETE},
    {HTTP_GET, NULL, "/api/contacts/1/notes/2/3", NULL, "", 0},
    {HTTP_GET, NULL, "/files", NULL, "", 0},
    {HTTP_DELETE, NULL, "/a//c/d", NULL, "", 0},
    {HTTP_GET, "/api%2Fcontacts", "/api/contacts", NULL, "", 0}, /* one segment, not two */

    /* there, but not by this method */
    {HTTP_DELETE, NULL, "/api/contacts", NULL, "", GET | POST},
    {HTTP_DELETE, NULL, "/api/contacts/7", NULL, "", GET | PATCH},
    {HTTP_DELETE, NULL, "/api/contacts/due", NULL, "", GET | PATCH},
    {HTTP_POST, NULL, "/files/plain.txt", NULL, "", GET},
    {HTTP_POST, NULL, "/a/b/c/d", NULL, "", DELETE},
    {HTTP_OTHER, NULL, "/", NULL, "", GET},

    /* found */
    {HTTP_GET, NULL, "/", "/", "", 0},
    {HTTP_HEAD, NULL, "/api/contacts", "/api/contacts", "", 0},
    {HTTP_POST, NULL, "/api/contacts", "/api/contacts", "", 0},
    {HTTP_GET, NULL, "/api/contacts/7", "/api/contacts/:id", "7", 0},
    {HTTP_GET, NULL, "/api/contacts/due", "/api/contacts/due", "", 0},
    {HTTP_PATCH, NULL, "/api/contacts/due", "/api/contacts/:id", "due", 0},
    {HTTP_GET, NULL, "/api/contacts/due/notes/2", "/api/contacts/:id/notes/:note", "due|2", 0},
    {HTTP_GET, NULL, "/api/trailing/", "/api/trailing/", "", 0},
    {HTTP_DELETE, NULL, "/api/contacts/due/later", "/:a/:b/:c/:d", "api|contacts|due|later", 0},
    {HTTP_GET, NULL, "/files/", "/files/*", "", 0},
    {HTTP_GET, NULL, "/files/a/b//c", "/files/*", "a/b//c", 0},
    {HTTP_GET, NULL, "/files/plain.txt", "/files/plain.txt", "", 0},
    {HTTP_GET, NULL, "/files/plain.txt/x", "/files/*", "plain.txt/x", 0},
    {HTTP_OTHER, NULL, "/dav/ada/book/1.vcf", "/dav/:user/*", "ada|book/1.vcf", 0},

    /* escaped */
    {HTTP_GET, "/api/contacts/a%2Fb", "/api/contacts/a/b", "/api/contacts/:id", "a/b", 0},
    {HTTP_GET, "/api/contacts/%C5%81/notes/%2F%2f", "/api/contacts/\xc5\x81/notes///",
     "/api/contacts/:id/notes/:note", "\xc5\x81|//", 0},
    {HTTP_GET, "/%61pi/contacts", "/api/contacts", "/api/contacts", "", 0},
    {HTTP_GET, "/api/contacts/100%25", "/api/contacts/100%", "/api/contacts/:id", "100%", 0},
    {HTTP_GET, NULL, "/api/contacts/100%", "/api/contacts/:id", "100%", 0},
    {HTTP_OTHER, "/dav/a%2Fb/x%20y/z", "/dav/a/b/x y/z", "/dav/:user/*", "a/b|x y/z", 0},
};

static void join_params(const struct http_exchange *x, char out[static 256])
{
    size_t i, n = 0;

    out[0] = '\0';
    for (i = 0; i < HTTP_MAX_PARAMS && x->params[i].p; i++)
        n += (size_t)snprintf(out + n, 256 - n, "%s%.*s", i ? "|" : "", STR_ARG(x->params[i]));
}

static void ask(const struct http_router *r, const struct question *q)
{
    struct http_exchange x = {.method = q->method,
                              .path = str_of(q->path),
                              .target = q->target ? str_of(q->target) : STR_NONE};
    char params[256];

    http_router_match(r, &x);
    join_params(&x, params);
    if (!q->found != !x.route || (q->found && strcmp(q->found, x.route->path) != 0))
        fail_msg("%s: found %s, not %s", q->path, x.route ? x.route->path : "nothing",
                 q->found ? q->found : "nothing");
    if (strcmp(params, q->params) != 0)
        fail_msg("%s: parameters '%s', not '%s'", q->path, params, q->params);
    if (!q->found && x.allowed != q->allowed)
        fail_msg("%s: allowed %#x, not %#x", q->path, x.allowed, q->allowed);
}

static void test_questions(void **state)
{
    struct arena a;
    struct http_router *r;
    size_t i;

    (void)state;
    arena_init(&a);
    r = http_router_new(&a, routes, ARRAY_LEN(routes));
    for (i = 0; i < ARRAY_LEN(questions); i++)
        ask(r, &questions[i]);
    arena_release(&a);
}

static void test_empty_table(void **state)
{
    struct http_exchange x = {.method = HTTP_GET, .path = STR("/")};
    struct arena a;

    (void)state;
    arena_init(&a);
    http_router_match(http_router_new(&a, NULL, 0), &x);
    assert_null(x.route);
    assert_int_equal(x.allowed, 0);
    arena_release(&a);
}

/* A path of many segments must cost no more than the table is deep. */
static void test_deep_path(void **state)
{
    static char path[200001];
    struct http_exchange x = {.method = HTTP_GET, .path = {path, sizeof path - 1}};
    struct arena a;
    size_t i;

    (void)state;
    for (i = 0; i + 1 < sizeof path; i += 2)
        memcpy(path + i, "/a", 2);
    arena_init(&a);
    http_router_match(http_router_new(&a, routes, ARRAY_LEN(routes)), &x);
    assert_null(x.route);
    arena_release(&a);
}

/* A former request's findings must not shine through. */
static void test_reused_exchange(void **state)
{
    struct http_exchange x = {.method = HTTP_GET, .path = STR("/api/contacts/7")};
    struct http_router *r;
    struct arena a;

    (void)state;
    arena_init(&a);
    r = http_router_new(&a, routes, ARRAY_LEN(routes));
    http_router_match(r, &x);
    assert_non_null(x.route);
    x.path = STR("/nowhere");
    http_router_match(r, &x);
    assert_null(x.route);
    assert_int_equal(x.allowed, 0);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_questions),
        cmocka_unit_test(test_empty_table),
        cmocka_unit_test(test_deep_path),
        cmocka_unit_test(test_reused_exchange),
    };

    return cmocka_run_group_tests_name("router", tests, NULL, NULL);
}
