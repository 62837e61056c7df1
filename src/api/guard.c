/* Names, origins and forged requests: what a browser may be made to send on a stranger's behalf.
 *
 * Order for an unsafe request with a cookie: Sec-Fetch-Site, which pages cannot forge; without it
 * Origin; without either it is no browser of these years and has no business with cookies. Then
 * the session's own token, so that one hole is not enough. What comes with a token or key of its
 * own in a header cannot be forged by a page and is let through.
 */
#include <string.h>

#include "api/door.h"
#include "auth/session.h"

#define METHODS "GET, HEAD, POST, PUT, PATCH, DELETE"
#define HEADERS                                                                                    \
    "Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key, X-Api-Key, "           \
    "X-Change-Id, X-Request-Id, X-Workspace"
#define EXPOSED                                                                                    \
    "ETag, Idempotency-Replayed, Link, Location, RateLimit, RateLimit-Policy, Retry-After, "       \
    "X-Change-Id, X-Request-Id"

static bool listed(const struct str *list, size_t n, struct str item)
{
    for (size_t i = 0; i < n; i++)
        if (str_ieq(list[i], item))
            return true;
    return false;
}

int guard_host(struct call *c, struct err *err)
{
    const struct door *d = c->app->door;
    struct str given = http_header(c->x, "Host"), host, port;
    if (!d->n_hosts || !given.p)
        return 0; /* HTTP/1.0 without a Host: no browser sends that */
    if (!net_host_split(given, &host, &port))
        return err_set(err, ERR_BAD_REQUEST, "Host", "the Host header is malformed");
    if (listed(d->hosts, d->n_hosts, host))
        return 0;
    return err_set(
        err, ERR_BAD_REQUEST, "Host",
        "this server does not answer to %.*s; the setting hosts names what it answers to",
        STR_ARG(host));
}

/* --- pages of other sites -----------------------------------------------------------------------
 */

static bool origin_allowed(const struct call *c, struct str origin)
{
    return origin.n && listed(c->app->door->origins, c->app->door->n_origins, origin);
}

void guard_cors_headers(struct call *c)
{
    if (!c->app->door->n_origins)
        return;
    struct str origin = http_header(c->x, "Origin");
    http_set_header(c->x, "Vary", "Origin");
    if (!origin_allowed(c, origin))
        return;
    http_set_header(c->x, "Access-Control-Allow-Origin", "%.*s", STR_ARG(origin));
    http_set_header(c->x, "Access-Control-Expose-Headers", EXPOSED);
}

bool guard_preflight(struct call *c)
{
    if (c->x->method != HTTP_OPTIONS || !http_header(c->x, "Access-Control-Request-Method").p ||
        !origin_allowed(c, http_header(c->x, "Origin")))
        return false;
    http_set_header(c->x, "Access-Control-Allow-Methods", METHODS);
    http_set_header(c->x, "Access-Control-Allow-Headers", HEADERS);
    http_set_header(c->x, "Access-Control-Max-Age", "600");
    return true;
}

/* --- forged requests ----------------------------------------------------------------------------
 */

static bool is_safe(const struct call *c)
{
    return c->x->method == HTTP_GET || c->x->method == HTTP_HEAD || c->x->method == HTTP_OPTIONS;
}

/* Behind a proxy that does not say so we may not know that the page came over TLS. */
static bool is_own_origin(const struct call *c, struct str origin)
{
    if (c->app->door->public_origin.p && str_ieq(origin, c->app->door->public_origin))
        return true;
    size_t scheme = str_starts(origin, "https://")                ? 8
                    : !c->secure && str_starts(origin, "http://") ? 7
                                                                  : 0;
    struct str host = http_header(c->x, "Host");
    return scheme && host.n && str_ieq(str_sub(origin, scheme, origin.n), host);
}

enum verdict { UNKNOWN, OURS, FOREIGN };

static enum verdict where_from(const struct call *c)
{
    struct str site = http_header(c->x, "Sec-Fetch-Site"), origin = http_header(c->x, "Origin");
    if (site.p)
        return str_is(site, "same-origin") ? OURS : FOREIGN;
    if (origin.p)
        return is_own_origin(c, origin) ? OURS : FOREIGN;
    return UNKNOWN;
}

static int foreign(struct err *err)
{
    return err_set(err, ERR_FORBIDDEN, NULL,
                   "this comes from a page of another site; use the API with a token instead");
}

/* A person's own click on a bookmark or an extension ("none") is not another site's doing. */
int guard_origin(struct call *c, struct err *err)
{
    if (is_safe(c) || origin_allowed(c, http_header(c->x, "Origin")) ||
        str_is(http_header(c->x, "Sec-Fetch-Site"), "none"))
        return 0;
    return where_from(c) == FOREIGN ? foreign(err) : 0;
}

int guard_cookie(struct call *c, struct err *err)
{
    if (!c->who.by_cookie || is_safe(c))
        return 0;
    if (where_from(c) == FOREIGN)
        return foreign(err);
    if (where_from(c) == UNKNOWN)
        return err_set(err, ERR_FORBIDDEN, "Origin",
                       "with a cookie, say by Origin which page this comes from; programs send "
                       "Authorization: Bearer instead");
    if (!session_csrf_ok(c->app->auth, c->who.session_id, http_header(c->x, "X-CSRF-Token")))
        return err_set(err, ERR_FORBIDDEN, "X-CSRF-Token",
                       "send the csrf_token of GET /api/auth/me as X-CSRF-Token");
    return 0;
}
