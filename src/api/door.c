/* The door's own: read from the settings once, at start; see door.h. */
#include <stdlib.h>
#include <string.h>

#include "api/door.h"
#include "base/log.h"
#include "base/rand.h"

static bool is_none(const char *setting)
{
    return strcmp(setting, "none") == 0;
}

/* How many parts a list has at most. */
static size_t parts(const char *list)
{
    size_t n = 1;
    for (; *list; list++)
        n += *list == ',';
    return n;
}

static int read_proxies(struct door *d, const char *list, struct arena *a, struct err *err)
{
    struct str left = is_none(list) ? STR_NONE : str_of(list), item;
    d->proxies = arena_array(a, parts(list), sizeof *d->proxies);
    while (str_next(&left, ',', &item))
        if (!net_parse(str_trim(item), &d->proxies[d->n_proxies++]))
            return err_set(err, ERR_INVALID, "trusted_proxies",
                           "trusted_proxies: %.*s is no address or net", STR_ARG(item));
    return 0;
}

static size_t read_names(const char *list, struct arena *a, struct str **ret)
{
    struct str left = is_none(list) ? STR_NONE : str_of(list), item;
    size_t n = 0;
    *ret = arena_array(a, parts(list), sizeof **ret);
    while (str_next(&left, ',', &item))
        (*ret)[n++] = str_trim(item);
    return n;
}

/* "https://crm.example.com/kith" -> "https://crm.example.com" */
static struct str origin_of(const char *url)
{
    struct str s = str_of(url);
    size_t host = str_find(s, ':', 0) + 3;
    return strcmp(url, "auto") == 0 ? STR_NONE : str_sub(s, 0, str_find(s, '/', host));
}

/* On loopback: the names of loopback, and what links in mails say. Else any, since nobody has told
 * what this machine is called. */
static void default_hosts(struct door *d, struct str listen_host, struct arena *a)
{
    static const char *const names[] = {"localhost", "127.0.0.1", "[::1]"};
    struct net_address address;
    struct str host, port;
    bool loopback = str_ieq(listen_host, STR("localhost")) ||
                    (net_address_parse(listen_host, &address) && net_address_is_loopback(&address));
    if (!loopback) {
        log_warn("it answers to any Host; name yours by the setting hosts, so that no other site "
                 "can pass for it");
        return;
    }
    d->hosts = arena_array(a, ARRAY_LEN(names) + 2, sizeof *d->hosts);
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        d->hosts[d->n_hosts++] = str_of(names[i]);
    d->hosts[d->n_hosts++] = listen_host;
    if (net_host_split(
            str_sub(d->public_origin, str_find(d->public_origin, ':', 0) + 3, d->public_origin.n),
            &host, &port))
        d->hosts[d->n_hosts++] = host;
}

static void read_hosts(struct door *d, const struct settings *s, struct arena *a)
{
    struct str host = STR_NONE, port;
    if (strcmp(s->hosts, "auto") == 0) {
        net_host_split(str_of(s->listen), &host, &port);
        default_hosts(d, host, a);
    } else if (strcmp(s->hosts, "*") != 0) {
        d->n_hosts = read_names(s->hosts, a, &d->hosts);
    }
}

int door_open(struct app *app, struct arena *a, struct err *err)
{
    const struct settings *s = app->settings;
    struct door *d = calloc(1, sizeof *d);
    if (!d)
        log_fatal("out of memory (door)");
    app->door = d;
    rand_secret(&d->request_seed, sizeof d->request_seed);
    d->public_origin = origin_of(s->public_url);
    d->n_origins = read_names(s->cors_origins, a, &d->origins);
    read_hosts(d, s, a);
    if (s->rate_limit > 0)
        d->limit = limit_new();
    d->metrics = metrics_new(app);
    return read_proxies(d, s->trusted_proxies, a, err) ||
                   access_log_open(s->access_log, &d->log, err)
               ? -1
               : 0;
}

void door_close(struct door *d)
{
    if (!d)
        return;
    access_log_close(d->log);
    metrics_free(d->metrics);
    limit_free(d->limit);
    free(d);
}

void door_finished(struct call *c)
{
    struct door *d = c->app->door;
    int64_t took_us = (c->streams_us ? c->streams_us : clock_mono_us()) - c->x->began_us;
    metrics_request(d->metrics, c, took_us);
    if (d->log)
        access_log_write(d->log, c, took_us);
}

void api_reopen_logs(struct app *app)
{
    access_log_reopen(app->door->log);
}
