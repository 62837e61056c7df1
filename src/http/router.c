/* The route table as a trie of path segments, built once and read by every thread.
 *
 * It knows paths and methods, nothing of requests beyond that. The tricky thing is the escaped
 * slash: segments are parted where the *undecoded* target has its slashes, so "%2F" stays inside
 * a parameter, while the texts handed out are slices of the decoded path: split() walks both side
 * by side instead of decoding anything a second time.
 */
#include "base/map.h"
#include "http/http.h"

#include <assert.h>

enum { METHODS = HTTP_OTHER + 1, DEPTH_MAX = 12 };

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

struct search {
    struct http_exchange *x;
    enum http_method method;
    struct str segments[DEPTH_MAX + 1]; /* decoded; one more than any route has */
    size_t n_segments;
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
    size_t n_params = 0, depth = 0;

    assert(left.n && left.p[0] == '/' && route->method != HTTP_HEAD);
    left = str_sub(left, 1, left.n - 1);
    while (str_next(&left, '/', &segment)) {
        n_params += str_starts(segment, ":") || str_is(segment, "*");
        depth++;
        assert(n_params <= HTTP_MAX_PARAMS && depth <= DEPTH_MAX);
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

/* How many bytes of the decoded path target[from..end) became. */
static size_t decoded_length(struct str target, size_t from, size_t end)
{
    size_t n = end - from;

    for (; from < end; from++)
        if (target.p[from] == '%')
            n -= 2; /* three bytes sent, one decoded */
    return n;
}

/* No further than the deepest route: what is left then is in no segment, but in the rest. */
static void split(struct search *s, struct str target, struct str path)
{
    const bool escaped = target.n != path.n;
    size_t from = 1, at = 1, end, n;

    while (from <= target.n && s->n_segments <= DEPTH_MAX) {
        end = str_find(target, '/', from);
        n = escaped ? decoded_length(target, from, end) : end - from;
        s->segments[s->n_segments++] = (struct str){path.p + at, n};
        from = end + 1;
        at += n + 1;
    }
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

static bool take_rest(const struct node *n, size_t depth, struct search *s)
{
    const struct str path = s->x->path;
    const char *from = s->segments[depth].p;
    bool found;

    if (!n->rest.methods)
        return false;
    s->params[s->n_params++] = (struct str){from, path.n - (size_t)(from - path.p)};
    found = leaf_take(&n->rest, s);
    s->n_params--;
    return found;
}

/* Static before parameter before rest, going back where a branch ends nowhere. */
static bool search_node(const struct node *n, size_t depth, struct search *s)
{
    const struct node *child;
    struct str segment;

    if (depth == s->n_segments)
        return leaf_take(&n->here, s);

    segment = s->segments[depth];
    child = map_get(&n->children, segment);
    if (child && search_node(child, depth + 1, s))
        return true;
    if (n->param && segment.n) {
        s->params[s->n_params++] = segment;
        if (search_node(n->param, depth + 1, s))
            return true;
        s->n_params--;
    }
    return take_rest(n, depth, s);
}

void http_router_match(const struct http_router *r, struct http_exchange *x)
{
    struct search s;

    x->route = NULL;
    x->allowed = 0;
    if (!x->path.n || x->path.p[0] != '/')
        return;
    s.x = x;
    s.method = x->method == HTTP_HEAD ? HTTP_GET : x->method;
    s.n_segments = s.n_params = 0;
    split(&s, x->target.n ? x->target : x->path, x->path);
    search_node(&r->root, 0, &s);
}
