/* Who is at the other end. Behind a trusted proxy it is the rightmost address in X-Forwarded-For
 * that is no trusted proxy itself: whatever stands left of it the client may have made up.
 */
#include "api/door.h"

static bool is_proxy(const struct door *d, const struct net_address *a)
{
    for (size_t i = 0; i < d->n_proxies; i++)
        if (net_has(&d->proxies[i], a))
            return true;
    return false;
}

/* "192.0.2.1", "192.0.2.1:4711", "2001:db8::1", "[2001:db8::1]:4711" */
static bool parse_hop(struct str hop, struct str *ret_text, struct net_address *ret_address)
{
    struct str host, port;
    if (!net_address_parse(hop, ret_address)) {
        if (!net_host_split(hop, &host, &port) || !net_address_parse(host, ret_address))
            return false;
        hop = host;
    }
    *ret_text = str_starts(hop, "[") ? str_sub(hop, 1, hop.n - 2) : hop;
    return true;
}

/* The last part of a list; *rest becomes what stands before it. */
static struct str last_part(struct str *rest)
{
    size_t comma = rest->n;
    while (comma > 0 && rest->p[comma - 1] != ',')
        comma--;
    struct str part = str_trim(str_sub(*rest, comma, rest->n));
    *rest = str_sub(*rest, 0, comma ? comma - 1 : 0);
    return part;
}

static void walk_hops(struct call *c, struct str hops)
{
    while (hops.n && is_proxy(c->app->door, &c->address)) {
        struct str text;
        struct net_address address;
        if (!parse_hop(last_part(&hops), &text, &address))
            return;
        c->address = address;
        c->x->peer = text;
    }
}

static bool was_forwarded(const struct call *c)
{
    static const char *const marks[] = {"X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"};
    for (size_t i = 0; i < ARRAY_LEN(marks); i++)
        if (http_header(c->x, marks[i]).p)
            return true;
    return false;
}

void peer_find(struct call *c)
{
    c->secure = http_is_secure(c->x);
    if (!net_address_parse(c->x->peer, &c->address))
        return;
    c->local = net_address_is_loopback(&c->address) && !was_forwarded(c);
    if (!is_proxy(c->app->door, &c->address))
        return;
    struct str protocols = http_header_joined(c->x, "X-Forwarded-Proto");
    c->secure = c->secure || str_ieq(last_part(&protocols), STR("https"));
    walk_hops(c, http_header_joined(c->x, "X-Forwarded-For"));
}
