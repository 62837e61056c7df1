/* What Prometheus is told: requests by route and kind of answer, how long they took, what the
 * caches and limits did, how much is open.
 *
 * A request adds to three counters of its thread's shard, relaxed: threads hardly ever meet in one
 * cache line, so it costs some nanoseconds. Who reads sums the shards; the sums need not be of one
 * instant.
 */
#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "api/door.h"
#include "api/live.h"
#include "base/log.h"

enum { SHARDS = 16, CLASSES = 5, STEPS = 12 };

/* Upper ends of the histogram's steps in microseconds; what is longer falls into the last, +Inf. */
static const int64_t steps_us[STEPS - 1] = {100,   250,   500,    1000,    2500,   5000,
                                            10000, 50000, 250000, 1000000, 5000000};

static const struct {
    const char *name, *help;
} counters[METRICS] = {
    [METRIC_CACHE_HIT] = {"kith_cache_hits_total", "Reads answered from memory"},
    [METRIC_CACHE_MISS] = {"kith_cache_misses_total", "Reads that asked the database"},
    [METRIC_NOT_MODIFIED] = {"kith_not_modified_total", "Reads the client had already"},
    [METRIC_LIMITED] = {"kith_rate_limited_total", "Requests refused by a rate limit"},
};

struct route_counts {
    _Atomic uint64_t classes[CLASSES]; /* 1xx .. 5xx */
    _Atomic uint64_t steps[STEPS];
    _Atomic uint64_t sum_us;
};

struct shard {
    _Alignas(64) _Atomic uint64_t counters[METRICS];
    struct route_counts *routes; /* one an endpoint, and a last for what has none */
};

struct metrics {
    size_t n_routes;
    int64_t started_ms;
    struct shard shards[SHARDS];
};

struct metrics *metrics_new(const struct app *app)
{
    struct metrics *m = aligned_alloc(_Alignof(struct metrics), sizeof *m);
    if (!m)
        log_fatal("out of memory (metrics)");
    *m = (struct metrics){.n_routes = app->n_endpoints + 1, .started_ms = clock_now_ms()};
    for (size_t i = 0; i < SHARDS; i++) {
        m->shards[i].routes = calloc(m->n_routes, sizeof *m->shards[i].routes);
        if (!m->shards[i].routes)
            log_fatal("out of memory (metrics)");
    }
    return m;
}

void metrics_free(struct metrics *m)
{
    if (!m)
        return;
    for (size_t i = 0; i < SHARDS; i++)
        free(m->shards[i].routes);
    free(m);
}

static void add(_Atomic uint64_t *counter, uint64_t n)
{
    atomic_fetch_add_explicit(counter, n, memory_order_relaxed);
}

/* A thread's own, as far as there are enough: by where its stack lies. */
static struct shard *shard_of_thread(struct metrics *m)
{
    return &m->shards[((uint64_t)pthread_self() >> 12) * UINT64_C(0x9e3779b97f4a7c15) >> 60];
}

void metrics_count(struct metrics *m, enum metric which)
{
    add(&shard_of_thread(m)->counters[which], 1);
}

static size_t step_of(int64_t took_us)
{
    size_t i = 0;
    while (i < STEPS - 1 && took_us > steps_us[i])
        i++;
    return i;
}

void metrics_request(struct metrics *m, const struct call *c, int64_t took_us)
{
    size_t route = c->endpoint ? (size_t)(c->endpoint - c->app->endpoints) : m->n_routes - 1;
    int class = c->x->response.status / 100;
    struct route_counts *r = &shard_of_thread(m)->routes[route];
    if (class < 1 || class > CLASSES)
        return; /* the client left before there was an answer */
    add(&r->classes[class - 1], 1);
    add(&r->steps[step_of(took_us)], 1);
    add(&r->sum_us, took_us > 0 ? (uint64_t)took_us : 0);
}

/* --- the text -----------------------------------------------------------------------------------
 */

static uint64_t value(const _Atomic uint64_t *counter)
{
    return atomic_load_explicit(counter, memory_order_relaxed);
}

static void sum_route(const struct metrics *m, size_t route, struct route_counts *ret)
{
    *ret = (struct route_counts){0};
    for (size_t s = 0; s < SHARDS; s++) {
        const struct route_counts *r = &m->shards[s].routes[route];
        for (size_t i = 0; i < CLASSES; i++)
            add(&ret->classes[i], value(&r->classes[i]));
        for (size_t i = 0; i < STEPS; i++)
            add(&ret->steps[i], value(&r->steps[i]));
        add(&ret->sum_us, value(&r->sum_us));
    }
}

static const char *route_name(const struct app *app, size_t route)
{
    return route < app->n_endpoints ? app->endpoints[route].id : "none";
}

static void put_head(struct buf *out, const char *name, const char *type, const char *help)
{
    buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void put_gauge(struct buf *out, const char *name, const char *help, uint64_t v)
{
    put_head(out, name, "gauge", help);
    buf_printf(out, "%s %" PRIu64 "\n", name, v);
}

static void put_requests(const struct app *app, struct buf *out)
{
    put_head(out, "kith_requests_total", "counter", "Requests by operation and class of status");
    for (size_t route = 0; route < app->door->metrics->n_routes; route++) {
        struct route_counts r;
        sum_route(app->door->metrics, route, &r);
        for (size_t i = 0; i < CLASSES; i++)
            if (value(&r.classes[i]))
                buf_printf(out, "kith_requests_total{route=\"%s\",status=\"%zuxx\"} %" PRIu64 "\n",
                           route_name(app, route), i + 1, value(&r.classes[i]));
    }
}

static void put_durations_of(const char *name, const struct route_counts *r, struct buf *out)
{
    uint64_t n = 0;
    for (size_t i = 0; i < STEPS; i++) {
        n += value(&r->steps[i]);
        buf_printf(out, "kith_request_seconds_bucket{route=\"%s\",le=\"", name);
        if (i < STEPS - 1)
            buf_printf(out, "%g", (double)steps_us[i] / 1e6);
        else
            buf_puts(out, "+Inf");
        buf_printf(out, "\"} %" PRIu64 "\n", n);
    }
    buf_printf(out, "kith_request_seconds_sum{route=\"%s\"} %.6f\n", name,
               (double)value(&r->sum_us) / 1e6);
    buf_printf(out, "kith_request_seconds_count{route=\"%s\"} %" PRIu64 "\n", name, n);
}

static void put_durations(const struct app *app, struct buf *out)
{
    put_head(out, "kith_request_seconds", "histogram", "From the request line to the last byte");
    for (size_t route = 0; route < app->door->metrics->n_routes; route++) {
        struct route_counts r;
        uint64_t any = 0;
        sum_route(app->door->metrics, route, &r);
        for (size_t i = 0; i < STEPS; i++)
            any |= value(&r.steps[i]);
        if (any)
            put_durations_of(route_name(app, route), &r, out);
    }
}

static void put_counters(const struct metrics *m, struct buf *out)
{
    for (size_t which = 0; which < METRICS; which++) {
        uint64_t n = 0;
        for (size_t s = 0; s < SHARDS; s++)
            n += value(&m->shards[s].counters[which]);
        put_head(out, counters[which].name, "counter", counters[which].help);
        buf_printf(out, "%s %" PRIu64 "\n", counters[which].name, n);
    }
}

static uint64_t resident_bytes(void)
{
    unsigned long long all, resident = 0;
    FILE *f = fopen("/proc/self/statm", "re");
    if (!f)
        return 0;
    if (fscanf(f, "%llu %llu", &all, &resident) != 2)
        resident = 0;
    fclose(f);
    return resident * (uint64_t)sysconf(_SC_PAGESIZE);
}

void metrics_write(const struct app *app, struct buf *out)
{
    const struct metrics *m = app->door->metrics;
    put_requests(app, out);
    put_durations(app, out);
    put_counters(m, out);
    put_head(out, "kith_access_log_dropped_total", "counter",
             "Lines the access log had no room for");
    buf_printf(out, "kith_access_log_dropped_total %" PRIu64 "\n",
               access_log_dropped(app->door->log));
    put_gauge(out, "kith_open_workspaces", "Databases open now, the control one too",
              spaces_n_open(app->spaces));
    put_gauge(out, "kith_live_streams", "Streams of live events open now", live_count(app->live));
    put_gauge(out, "kith_pool_waiting", "Calls waiting for the CPU pool", pool_waiting(app->pool));
    put_gauge(out, "process_resident_memory_bytes", "Memory in use", resident_bytes());
    put_gauge(out, "process_start_time_seconds", "When it began", (uint64_t)(m->started_ms / 1000));
    put_head(out, "kith_build_info", "gauge", "The program's version");
    buf_printf(out, "kith_build_info{version=\"%s\"} 1\n", app->version);
}
