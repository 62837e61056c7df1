/* Rate limits: which bucket a request is taken from, and what the client is told of it.
 *
 * Before sign-in a request counts to its address, after it to the user or key. A refused credential
 * counts to the address, so a bad key cannot be tried for ever. Where passwords are guessed there
 * is a second, smaller bucket. `rate_limit` 0 means no buckets at all.
 */
#include <inttypes.h>

#include "api/door.h"

enum { ADDRESS_A_MINUTE = 100, GUESSES_A_MINUTE = 10, KEY_A_MINUTE = 100 };

static int take(struct call *c, const char *name, const struct limit_key *key, int64_t a_minute,
                struct err *err)
{
    struct door *d = c->app->door;
    c->limit = name;
    if (limit_take(d->limit, key, a_minute, clock_mono_us(), &c->limit_state))
        return 0;
    metrics_count(d->metrics, METRIC_LIMITED);
    http_set_header(c->x, "Retry-After", "%" PRId64, c->limit_state.retry_s);
    return err_set(err, ERR_TOO_MANY, NULL,
                   "more than %" PRId64 " requests a minute; try again in %" PRId64 " s", a_minute,
                   c->limit_state.retry_s);
}

int rate_nobody(struct call *c, struct err *err)
{
    if (!c->app->door->limit)
        return 0;
    struct limit_key key = limit_key_address('a', &c->address);
    return take(c, "address", &key, ADDRESS_A_MINUTE, err);
}

int rate_guess(struct call *c, struct err *err)
{
    if (!c->app->door->limit)
        return 0;
    struct limit_key key = limit_key_address('g', &c->address);
    return take(c, "guess", &key, GUESSES_A_MINUTE, err);
}

int rate_who(struct call *c, struct err *err)
{
    if (!c->app->door->limit)
        return 0;
    if (c->who.kind == PRINCIPAL_KEY) {
        struct limit_key key = limit_key_id('k', c->who.id);
        return take(c, "key", &key, c->who.rate_limit > 0 ? c->who.rate_limit : KEY_A_MINUTE, err);
    }
    struct limit_key key = limit_key_id('u', c->who.user_id);
    return take(c, "user", &key, c->app->settings->rate_limit, err);
}

void rate_headers(struct call *c)
{
    const struct limit_state *s = &c->limit_state;
    if (!c->limit)
        return;
    http_set_header(c->x, "RateLimit-Policy", "\"%s\";q=%" PRId64 ";w=60", c->limit, s->quota);
    http_set_header(c->x, "RateLimit", "\"%s\";r=%" PRId64 ";t=%" PRId64, c->limit, s->left,
                    s->full_s);
}
