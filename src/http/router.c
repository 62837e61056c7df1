/* The route table as a trie of path segments, built once and read by every thread.
 *
 * It knows paths and methods, nothing of requests beyond that. The tricky thing is the escaped
 * slash: segments are parted where the *undecoded* target has its slashes, so "%2F" stays inside
 * a parameter, while the texts handed out are slices of the decoded path. Two cursors walk side by
 * side instead of decoding anything a second time.
 */
#include "base/map.h"
#include "http/http.h"

#include <assert.h>

enum { METHODS = HTTP_OTHER + 1 };

struct leaf {
    const struct route *by_method[METHODS];
    unsigned methods;
};

struct node {
    struct map children; /* static segment -> struct node */
    struct node *param;  /* ":name" */
    struct leaf here;    /* the path ends at this node */
    struct leaf rest;    /* "*" after this node */
};

struct http_router {
    struct arena *arena;
    struct node root;
};

/* Where a walk stands: the same place in the target as sent and in the decoded path. */
struct cursor {
    struct str sent, path;
    size_t at_sent, at_path;
    bool escaped; /* the two differ */
    bool done;
};

struct search {
    struct http_exchange *x;
    enum http_method method;
    struct str params[HTTP_MAX_PARAMS];
    size_t n_params;
};

static struct node *node_child(struct http_router *r, struct node *parent, struct str segment)
{
    struct node *child;

    if (str_starts(segment, ":")) {
        if (!parent->param) {
            parent->param = ARENA_NEW(r->arena, struct node);
            map_init(&parent->param->children, r->arena);
        }
        return parent->param;
    }
    child = map_get(&parent->children, segment);
    if (!child) {
        child = ARENA_NEW(r->arena, struct node);
        map_init(&child->children, r->arena);
        map_put(&parent->children, segment, child);
    }
    return child;
}

static void leaf_add(struct leaf *leaf, const struct route *route)
{
    assert(!leaf->by_method[route->method] && "a path and method stand once in the table");
    leaf->by_method[route->method] = route;
    leaf->methods |= 1u << route->method;
    if (route->method == HTTP_GET)
        leaf->methods |= 1u << HTTP_HEAD;
}

static void router_add(struct http_router *r, const struct route *route)
{
    struct str left = str_of(route->path), segment;
    struct node *n = &r->root;
    size_t n_params = 0;

    assert(left.n && left.p[0] == '/' && route->method != HTTP_HEAD);
    left = str_sub(left, 1, left.n - 1);
    while (str_next(&left, '/', &segment)) {
        n_params += str_starts(segment, ":") || str_is(segment, "*");
        assert(n_params <= HTTP_MAX_PARAMS);
        if (str_is(segment, "*")) {
            assert(!left.p && "only the last segment takes the rest");
            leaf_add(&n->rest, route);
            return;
        }
        n = node_child(r, n, segment);
    }
    leaf_add(&n->here, route);
}

struct http_router *http_router_new(struct arena *a, const struct route *routes, size_t n)
{
    struct http_router *r = ARENA_NEW(a, struct http_router);
    size_t i;

    r->arena = a;
    map_init(&r->root.children, a);
    for (i = 0; i < n; i++)
        router_add(r, &routes[i]);
    return r;
}

/* The decoded segment at the cursor, which moves on behind it. */
static struct str cursor_next(struct cursor *c)
{
    size_t end = str_find(c->sent, '/', c->at_sent), from = c->at_path, length, i;

    length = end - c->at_sent;
    if (c->escaped)
        for (i = c->at_sent; i < end; i++)
            if (c->sent.p[i] == '%')
                length -= 2; /* three bytes sent, one decoded */
    c->done = end == c->sent.n;
    c->at_sent = end + 1;
    c->at_path = from + length + 1;
    return str_sub(c->path, from, length);
}

static bool leaf_take(const struct leaf *leaf, const struct search *s)
{
    struct http_exchange *x = s->x;
    size_t i;

    x->allowed |= leaf->methods;
    if (!leaf->by_method[s->method])
        return false;
    x->route = leaf->by_method[s->method];
    for (i = 0; i < s->n_params; i++)
        x->params[i] = s->params[i];
    return true;
}

/* Static before parameter before rest, going back where a branch ends nowhere. The depth is that
 * of the route table, however long the path. */
static bool search_node(const struct node *n, struct cursor c, struct search *s)
{
    struct str rest, segment;
    const struct node *child;
    bool found;

    if (c.done)
        return leaf_take(&n->here, s);

    rest = str_sub(c.path, c.at_path, c.path.n - c.at_path);
    segment = cursor_next(&c);
    child = map_get(&n->children, segment);
    if (child && search_node(child, c, s))
        return true;
    if (n->param && segment.n) {
        s->params[s->n_params++] = segment;
        if (search_node(n->param, c, s))
            return true;
        s->n_params--;
    }
    if (!n->rest.methods)
        return false;
    s->params[s->n_params++] = rest;
    found = leaf_take(&n->rest, s);
    s->n_params--;
    return found;
}

void http_router_match(const struct http_router *r, struct http_exchange *x)
{
    struct search s = {.x = x, .method = x->method == HTTP_HEAD ? HTTP_GET : x->method};
    struct cursor c = {.path = x->path, .at_sent = 1, .at_path = 1};

    x->route = NULL;
    x->allowed = 0;
    if (!x->path.n || x->path.p[0] != '/')
        return;
    c.sent = x->target.n ? x->target : x->path;
    c.escaped = c.sent.n != c.path.n;
    search_node(&r->root, c, &s);
}
