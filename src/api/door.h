/* What stands between the wire and the endpoints: who is at the other end, which names we answer
 * to, other sites' pages, forged requests of browsers, too many requests; and what is written down
 * of each.
 *
 * enter.c calls these in order. What they find hangs on the call; answer.c turns it into headers.
 */
#ifndef KITH_API_DOOR_H
#define KITH_API_DOOR_H

#include "api/private.h"

struct metrics;
struct access_log;

struct door {
    struct net *proxies; /* whose word on the client's address counts */
    size_t n_proxies;
    struct str *hosts; /* n_hosts 0: any */
    size_t n_hosts;
    struct str *origins; /* other sites that may ask */
    size_t n_origins;
    struct str public_origin; /* p NULL: not told */
    struct limit *limit;      /* NULL: nothing is limited */
    struct metrics *metrics;
    struct access_log *log; /* NULL: none */
    uint64_t request_seed;
    _Atomic uint64_t requests; /* seen, for their ids */
};

/* Lists live in the arena. ERR_INVALID names the setting. */
int door_open(struct app *app, struct arena *a, struct err *err);
void door_close(struct door *d); /* NULL allowed */
/* Counts and writes down what was answered. */
void door_finished(struct call *c);

/* peer.c: fills address, secure and local, and puts the client's address into x->peer. */
void peer_find(struct call *c);

/* guard.c */
/* ERR_BAD_REQUEST for a Host that is not ours: a page that has its own name point at us would
 * otherwise be same-origin with us. */
int guard_host(struct call *c, struct err *err);
/* Answers a preflight of an allowed origin; false: it is none. */
bool guard_preflight(struct call *c);
/* What another site's page needs to see the answer. */
void guard_cors_headers(struct call *c);
/* An unsafe request of a browser must come from a page of ours. Before who is known: what proves
 * to come from elsewhere is refused. */
int guard_origin(struct call *c, struct err *err);
/* … and one that stands on a cookie must prove where it comes from, and show the session's token.
 */
int guard_cookie(struct call *c, struct err *err);

/* credential.c: who asks. ERR_UNAUTHORIZED without a credential or for a bad one. */
int credential_read(struct call *c, struct err *err);
/* ERR_FORBIDDEN naming the scope that a key lacks. */
int credential_scope(struct call *c, struct err *err);

/* rate.c: one request is taken from a bucket; ERR_TOO_MANY when that is empty. */
int rate_nobody(struct call *c, struct err *err); /* by address: nobody is signed in */
int rate_guess(struct call *c, struct err *err);  /* by address, at an ENDPOINT_STRICT */
int rate_who(struct call *c, struct err *err);    /* by user or key */
void rate_headers(struct call *c);

/* metrics.c: counters that threads hardly share. */
enum metric { METRIC_CACHE_HIT, METRIC_CACHE_MISS, METRIC_NOT_MODIFIED, METRIC_LIMITED, METRICS };
struct metrics *metrics_new(const struct app *app);
void metrics_free(struct metrics *m); /* NULL allowed */
void metrics_count(struct metrics *m, enum metric which);
void metrics_request(struct metrics *m, const struct call *c, int64_t took_us);
/* Prometheus' text format. */
void metrics_write(const struct app *app, struct buf *out);

/* access_log.c: a JSON line a request, handed to a thread of its own so that no request waits for
 * a disk; when that falls behind, lines are dropped and counted. */
int access_log_open(const char *where, struct access_log **ret_log, struct err *err);
void access_log_close(struct access_log *log); /* NULL allowed */
void access_log_write(struct access_log *log, const struct call *c, int64_t took_us);
/* After a rotation. NULL allowed. */
void access_log_reopen(struct access_log *log);
/* Lines that were dropped. NULL allowed. */
uint64_t access_log_dropped(const struct access_log *log);

#endif
