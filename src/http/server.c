/* The daemon: its start, its end, and the life of connections and exchanges between them.
 *
 * libmicrohttpd calls from its threads: on_connection, on_line (request line read), on_request
 * (head read; then once per piece of the body; then once more, complete), on_completed. An answer
 * queued before the complete call makes libmicrohttpd close the connection, so even a GET is
 * answered in its second call. A suspended connection is not called at all until resumed; then
 * on_request is called again and finds STAGE_PARKED.
 *
 * Traps: MHD_quiesce_daemon aborts the program when a worker happens to look at the listening
 * socket at the same moment, so stopping leaves the socket alone and lets on_accept turn clients
 * away. MHD_stop_daemon aborts while a connection is suspended, and a thread that resumes one still
 * touches the daemon after the answer may be out: both are what the count `held` is for.
 */
#include "base/date.h"
#include "base/log.h"
#include "http/inside.h"

#include <arpa/inet.h>
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    KEEP_ALIVE_S = 75,               /* a resting connection is closed after */
    CONNECTION_MEMORY = 20 * 1024,   /* for a request head of 16 KiB; zeroed after each request */
    STOP_WAIT_US = 20 * 1000 * 1000, /* for requests in flight */
    STOP_MORE_US = 1000 * 1000,      /* for handlers that are about to return */
    STOP_POLL_NS = 2 * 1000 * 1000,
    BACKSTOP_CONNECTIONS = 1024,
};

/* ------------------------------------------------------------------ connections */

static void request_over(struct http_connection *c)
{
    const struct http_config *config = &c->server->config;
    struct http_slot *slot = c->slot;

    c->stage = STAGE_IDLE;
    c->slot = NULL;
    if (slot->handed && config->finished)
        config->finished(config->app, &slot->x);
    response_drop(&slot->x.response);
    slot_give_back(slot);
}

static void peer_write(struct http_connection *c)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(c->mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *a = info ? info->client_addr : NULL;
    const struct sockaddr_in6 *six = (const void *)a;
    const char mapped[] = "::ffff:";

    if (a && a->sa_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)a)->sin_addr, c->peer,
                  sizeof c->peer);
    else if (a && a->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &six->sin6_addr, c->peer, sizeof c->peer);
    c->peer_n = strlen(c->peer);
    if (str_starts((struct str){c->peer, c->peer_n}, mapped) && strchr(c->peer, '.')) {
        c->peer_n -= sizeof mapped - 1;
        memmove(c->peer, c->peer + sizeof mapped - 1, c->peer_n + 1);
    }
}

static void connection_open(struct http_server *s, struct MHD_Connection *mhd, void **context)
{
    struct http_connection *c = calloc(1, sizeof *c);

    if (!c)
        log_fatal("out of memory");
    c->server = s;
    c->pool = slot_pool_of_thread(s);
    c->mhd = mhd;
    c->fd = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    peer_write(c);
    tls_accept(c);
    *context = c;
    watch_arm(c);
    watch_add(c);
}

static void connection_close(struct http_connection *c)
{
    /* When it runs out of memory, libmicrohttpd 0.9.75 may close a connection without reporting
     * the request under way as completed. */
    if (c->slot)
        request_over(c);
    watch_remove(c);
    free(c);
}

static void on_connection(void *cls, struct MHD_Connection *mhd, void **context,
                          enum MHD_ConnectionNotificationCode code)
{
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        connection_open(cls, mhd, context);
    } else if (*context) {
        connection_close(*context);
        *context = NULL;
    }
}

static enum MHD_Result on_accept(void *cls, const struct sockaddr *address, socklen_t n)
{
    struct http_server *s = cls;

    (void)address;
    (void)n;
    return atomic_load(&s->stopping) ? MHD_NO : MHD_YES;
}

/* ------------------------------------------------------------------ requests */

static void *on_line(void *cls, const char *target, struct MHD_Connection *mhd)
{
    struct http_connection *c =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
    struct http_slot *slot = slot_take(c);

    (void)cls;
    c->slot = slot;
    c->stage = STAGE_HEAD;
    request_line(slot, target);
    return slot;
}

static void refuse(struct http_slot *slot)
{
    const struct http_config *config = &slot->x.connection->server->config;

    slot->handed = true;
    slot->x.connection->stage = STAGE_SERVED;
    config->refuse(config->app, &slot->x, &slot->fault);
    assert(slot->x.connection->stage == STAGE_SERVED && "refuse answers at once");
}

static enum MHD_Result serve(struct http_slot *slot)
{
    struct http_connection *c = slot->x.connection;
    const struct http_config *config = &c->server->config;

    /* Counted first, then looked: http_server_stop() closes first, then looks at the count. */
    atomic_fetch_add(&c->pool->held, 1);
    if (atomic_load(&c->server->closed)) {
        atomic_fetch_sub(&c->pool->held, 1);
        return MHD_NO;
    }
    slot->handed = true;
    c->stage = STAGE_SERVED;
    config->serve(config->app, &slot->x);
    if (c->stage == STAGE_PARKED)
        return MHD_YES; /* http_resume() counts it out */
    atomic_fetch_sub(&c->pool->held, 1);
    return response_send(slot);
}

/* The request is complete, or will be read no further. */
static enum MHD_Result hand_over(struct http_slot *slot)
{
    if (!watch_disarm(slot->x.connection))
        return MHD_NO;
    if (slot->fault.code != ERR_NONE) {
        refuse(slot);
        return response_send(slot);
    }
    slot->x.body = buf_str(&slot->upload);
    return serve(slot);
}

static enum MHD_Result take_body(struct http_slot *slot, const char *bytes, size_t *n)
{
    if (request_body(slot, bytes, *n) < 0) {
        refuse(slot);
        response_send_raw(slot);
        return MHD_NO;
    }
    *n = 0;
    return MHD_YES;
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *mhd, const char *url,
                                  const char *method, const char *version, const char *data,
                                  size_t *n_data, void **context)
{
    struct http_slot *slot = *context;
    struct http_connection *c = slot->x.connection;

    (void)cls;
    (void)mhd;
    (void)url;
    switch (c->stage) {
    case STAGE_HEAD:
        c->stage = STAGE_BODY;
        request_head(slot, method, version);
        return slot->early ? hand_over(slot) : MHD_YES;
    case STAGE_BODY:
        return *n_data ? take_body(slot, data, n_data) : hand_over(slot);
    case STAGE_PARKED:
        c->stage = STAGE_SERVED;
        return response_send(slot);
    case STAGE_IDLE:
    case STAGE_SERVED:
        break;
    }
    return MHD_NO; /* an answer was not taken: end the connection */
}

static void on_completed(void *cls, struct MHD_Connection *mhd, void **context,
                         enum MHD_RequestTerminationCode code)
{
    struct http_slot *slot = *context;

    (void)cls;
    (void)mhd;
    (void)code;
    if (!slot)
        return;
    watch_idle(slot->x.connection);
    request_over(slot->x.connection);
    *context = NULL;
}

/* libmicrohttpd is to decode nothing: request.c does, strictly. */
static size_t leave_escaped(void *cls, struct MHD_Connection *mhd, char *s)
{
    (void)cls;
    (void)mhd;
    return strlen(s);
}

void http_suspend(struct http_exchange *x)
{
    struct http_connection *c = x->connection;

    assert(c->stage == STAGE_SERVED);
    c->stage = STAGE_PARKED;
    MHD_suspend_connection(c->mhd);
}

void http_resume(struct http_exchange *x)
{
    struct http_pool *p = x->connection->pool; /* x may be gone once it is resumed */

    MHD_resume_connection(x->connection->mhd);
    atomic_fetch_sub(&p->held, 1);
}

/* ------------------------------------------------------------------ start and stop */

static unsigned thread_count(unsigned wanted)
{
    long cores;

    if (wanted)
        return wanted;
    cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 2 ? 2 : (unsigned)cores;
}

/* TLS 1.2 at least. */
static const char tls_priorities[] = "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2";

static struct MHD_Daemon *daemon_start(struct http_server *s, int fd)
{
    const unsigned threads = s->n_pools;
    unsigned connections = s->config.connections_max;
    const unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC |
                           (s->tls ? MHD_USE_TLS : 0);
    struct MHD_OptionItem tls[] = {
        {MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)(uintptr_t)tls_priorities},
        {MHD_OPTION_HTTPS_CERT_CALLBACK, 0, s->tls ? tls_on_hello() : NULL},
        {MHD_OPTION_END, 0, NULL},
    };

    if (!connections)
        connections = BACKSTOP_CONNECTIONS;
    if (connections < threads)
        connections = threads;
    /* clang-format off */
    return MHD_start_daemon(flags, 0, on_accept, s, on_request, s,
                            MHD_OPTION_LISTEN_SOCKET, fd,
                            MHD_OPTION_THREAD_POOL_SIZE, threads > 1 ? threads : 0,
                            MHD_OPTION_CONNECTION_LIMIT, connections,
                            MHD_OPTION_PER_IP_CONNECTION_LIMIT, s->config.connections_per_address,
                            MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)KEEP_ALIVE_S,
                            MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
                            MHD_OPTION_STRICT_FOR_CLIENT, 1,
                            MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL,
                            MHD_OPTION_URI_LOG_CALLBACK, on_line, s,
                            MHD_OPTION_NOTIFY_CONNECTION, on_connection, s,
                            MHD_OPTION_NOTIFY_COMPLETED, on_completed, s,
                            MHD_OPTION_ARRAY, s->tls ? tls : tls + ARRAY_LEN(tls) - 1,
                            MHD_OPTION_END);
    /* clang-format on */
}

static struct http_server *server_new(const struct http_config *config)
{
    struct http_server *s = calloc(1, sizeof *s);

    if (!s)
        log_fatal("out of memory");
    s->config = *config;
    arena_init(&s->arena);
    s->router = http_router_new(&s->arena, config->routes, config->n_routes);
    slot_pools_open(s, thread_count(config->threads));
    return s;
}

static void server_free(struct http_server *s)
{
    slot_pools_close(s);
    tls_close(s->tls);
    arena_release(&s->arena);
    free(s);
}

int http_server_start(const struct http_config *config, struct http_server **ret_server,
                      struct err *err)
{
    struct http_server *s = server_new(config);
    int fd = -1;

    if (!config->tls_cert || !tls_open(config->tls_cert, config->tls_key, &s->tls, err))
        fd = listen_open(config->listen, s->address, err);
    if (fd < 0 || watch_start(s, err) < 0) {
        if (fd >= 0)
            close(fd);
        server_free(s);
        return -1;
    }
    s->daemon = daemon_start(s, fd);
    if (!s->daemon) {
        /* fd: libmicrohttpd has closed it or not, depending on how far it came. */
        watch_stop(s);
        server_free(s);
        return err_set(err, ERR_UNAVAILABLE, "listen", "cannot serve on %s", config->listen);
    }
    *ret_server = s;
    return 0;
}

const char *http_server_address(const struct http_server *s)
{
    return s->address;
}

int http_server_reload(struct http_server *s, struct err *err)
{
    return s->tls ? tls_reload(s->tls, err) : 0;
}

bool http_is_secure(const struct http_exchange *x)
{
    return x->connection->server->tls != NULL;
}

static bool nothing_held(const struct http_server *s)
{
    unsigned i;

    for (i = 0; i < s->n_pools; i++)
        if (atomic_load(&s->pools[i].held))
            return false;
    return true;
}

static bool nothing_in_flight(const struct http_server *s)
{
    unsigned i;

    for (i = 0; i < s->n_pools; i++)
        if (atomic_load(&s->pools[i].in_flight))
            return false;
    return nothing_held(s);
}

static bool wait_for(bool (*state)(const struct http_server *), const struct http_server *s,
                     int64_t at_most_us)
{
    const int64_t until = clock_mono_us() + at_most_us;
    const struct timespec nap = {0, STOP_POLL_NS};

    while (!state(s)) {
        if (clock_mono_us() >= until)
            return false;
        nanosleep(&nap, NULL);
    }
    return true;
}

bool http_server_stop(struct http_server *s)
{
    atomic_store(&s->stopping, true);
    wait_for(nothing_in_flight, s, STOP_WAIT_US);
    atomic_store(&s->closed, true);
    if (!wait_for(nothing_held, s, STOP_MORE_US))
        return false;
    MHD_stop_daemon(s->daemon);
    watch_stop(s);
    server_free(s);
    return true;
}
