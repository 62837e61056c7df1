/* Members of demo bodies: texts, numbers, and moments around today. */
#ifndef KITH_CLI_DEMO_JSON_H
#define KITH_CLI_DEMO_JSON_H

#include "cli/demo_body.h"

static inline void put_text(json_t *body, const char *key, const char *text)
{
    json_object_set_new(body, key, json_string(text));
}

static inline void put_str(json_t *body, const char *key, struct str text)
{
    json_object_set_new(body, key, json_stringn(text.p, text.n));
}

static inline void put_int(json_t *body, const char *key, int64_t v)
{
    json_object_set_new(body, key, json_integer(v));
}

/* A quarter hour between eight and six, so many days from today. */
static inline void put_time(struct demo_make *d, json_t *body, const char *key, int64_t day)
{
    int64_t quarters = 8 * 4 + (int64_t)rand_below(d->rand, 10 * 4);
    put_int(body, key, d->plan->day + day * DATE_DAY_MS + quarters * (15 * 60000));
}

/* Yesterday or up to `days` ago, the nearer the likelier. */
static inline void put_past(struct demo_make *d, json_t *body, const char *key, uint64_t days)
{
    uint64_t most = 1 + rand_below(d->rand, days);
    put_time(d, body, key, -1 - (int64_t)rand_below(d->rand, most));
}

static inline void put_date(struct demo_make *d, json_t *body, const char *key, int64_t day)
{
    char text[11];
    date_format(date_from_days(d->plan->day / DATE_DAY_MS + day), text);
    put_text(body, key, text);
}

#endif
