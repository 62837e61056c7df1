/* The watcher: a thread that looks at every connection once a second and ends those which take too
 * long to send a request. libmicrohttpd's own timeout starts anew with each byte, so one byte a
 * minute would keep a connection for ever.
 *
 * A request costs neither a lock nor a look at the clock here (the watcher's own, a second coarse,
 * will do), only a few swaps of its connection's atomic deadline: a time, NONE while it is served,
 * or DOOMED once the watcher has spoken. One side wins each swap, so a request is never served
 * after its connection was ended. The list changes when connections come and go; libmicrohttpd
 * reports a closing connection before it closes the socket, and watch_remove takes the lock, so the
 * watcher never shuts down a descriptor that has become another's.
 */
#include "base/date.h"
#include "http/inside.h"

#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { NONE = 0, DOOMED = -1, SECOND_US = 1000000 };

/* How long a connection may rest between two requests. libmicrohttpd closes resting ones itself
 * (see server.c); this is for those that keep sending pieces of a request line. */
enum { IDLE_S = 90 };

static bool deadline_set(struct http_connection *c, int64_t deadline_us)
{
    int64_t was = atomic_load_explicit(&c->deadline_us, memory_order_relaxed);

    /* Only the watcher competes, and only to doom: a lost swap means just that. */
    return was != DOOMED && atomic_compare_exchange_strong(&c->deadline_us, &was, deadline_us);
}

static void deadline_in(struct http_connection *c, int64_t seconds)
{
    const int64_t now = atomic_load_explicit(&c->server->watch_now_us, memory_order_relaxed);

    deadline_set(c, now + (seconds + 1) * SECOND_US); /* that clock may be a second slow */
}

void watch_arm(struct http_connection *c)
{
    deadline_in(c, c->server->config.request_timeout_s);
}

void watch_idle(struct http_connection *c)
{
    deadline_in(c, IDLE_S + (int64_t)c->server->config.request_timeout_s);
}

bool watch_disarm(struct http_connection *c)
{
    return deadline_set(c, NONE);
}

void watch_add(struct http_connection *c)
{
    struct http_server *s = c->server;

    pthread_mutex_lock(&s->watch_lock);
    c->prev = NULL;
    c->next = s->connections;
    if (c->next)
        c->next->prev = c;
    s->connections = c;
    pthread_mutex_unlock(&s->watch_lock);
}

void watch_remove(struct http_connection *c)
{
    struct http_server *s = c->server;

    pthread_mutex_lock(&s->watch_lock);
    if (c->prev)
        c->prev->next = c->next;
    else
        s->connections = c->next;
    if (c->next)
        c->next->prev = c->prev;
    pthread_mutex_unlock(&s->watch_lock);
}

/* Called under watch_lock. */
static void end_late_ones(struct http_server *s)
{
    const int64_t now = clock_mono_us();
    struct http_connection *c;
    int64_t deadline;

    atomic_store_explicit(&s->watch_now_us, now, memory_order_relaxed);
    for (c = s->connections; c; c = c->next) {
        deadline = atomic_load(&c->deadline_us);
        if (deadline <= NONE || deadline > now)
            continue;
        if (atomic_compare_exchange_strong(&c->deadline_us, &deadline, DOOMED))
            shutdown(c->fd, SHUT_RDWR); /* its thread reads the end and closes it */
    }
}

static void *watch(void *arg)
{
    struct http_server *s = arg;
    struct timespec until;

    pthread_mutex_lock(&s->watch_lock);
    while (!s->watch_over) {
        end_late_ones(s);
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec++;
        pthread_cond_timedwait(&s->watch_wake, &s->watch_lock, &until);
    }
    pthread_mutex_unlock(&s->watch_lock);
    return NULL;
}

static void watch_release(struct http_server *s)
{
    pthread_cond_destroy(&s->watch_wake);
    pthread_mutex_destroy(&s->watch_lock);
}

int watch_start(struct http_server *s, struct err *err)
{
    pthread_condattr_t attr;
    int rc;

    atomic_init(&s->watch_now_us, clock_mono_us());
    pthread_mutex_init(&s->watch_lock, NULL);
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&s->watch_wake, &attr);
    pthread_condattr_destroy(&attr);
    rc = pthread_create(&s->watcher, NULL, watch, s);
    if (!rc)
        return 0;
    watch_release(s);
    return err_internal(err, "cannot start the connection watcher: %s", strerror(rc));
}

void watch_stop(struct http_server *s)
{
    pthread_mutex_lock(&s->watch_lock);
    s->watch_over = true;
    pthread_cond_signal(&s->watch_wake);
    pthread_mutex_unlock(&s->watch_lock);
    pthread_join(s->watcher, NULL);
    watch_release(s);
}
