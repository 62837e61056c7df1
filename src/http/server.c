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
 * away. MHD_stop_daemon aborts while a connection is suspended. And a thread that resumes still
 * touches the daemon after the answer may already be out, hence the count `parked`.
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
    CONNECTION_MEMORY = 32 * 1024,   /* request line and headers must fit */
    RESPONSE_MAX = 64 * 1024 * 1024, /* first limit of a response body; handlers may raise it */
    SPARE_MAX = 256,                 /* exchanges kept for reuse */
    SPARE_ARENA_MAX = 256 * 1024,    /* larger ones give their memory back first */
    STOP_WAIT_US = 20 * 1000 * 1000,
    STOP_POLL_NS = 2 * 1000 * 1000,
    BACKSTOP_CONNECTIONS = 1024,
};

/* ------------------------------------------------------------------ exchanges */

static struct http_slot *slot_new(void)
{
    struct http_slot *slot = calloc(1, sizeof *slot);

    if (!slot)
        log_fatal("out of memory");
    arena_init(&slot->x.arena);
    return slot;
}

static void slot_free(struct http_slot *slot)
{
    arena_release(&slot->x.arena);
    free(slot);
}

static struct http_slot *slot_take(struct http_server *s)
{
    struct http_slot *slot;

    pthread_mutex_lock(&s->pool_lock);
    s->in_flight++;
    slot = s->spare;
    if (slot) {
        s->spare = slot->next;
        s->n_spare--;
    }
    pthread_mutex_unlock(&s->pool_lock);
    return slot ? slot : slot_new();
}

/* Member by member: the query table is large and n_query guards it. */
static void slot_reset(struct http_slot *slot, struct http_connection *c)
{
    struct http_exchange *x = &slot->x;

    x->connection = c;
    x->peer = (struct str){c->peer, c->peer_n};
    x->method = HTTP_OTHER;
    x->verb = x->target = x->path = x->raw_query = x->body = STR_NONE;
    x->route = NULL;
    x->allowed = 0;
    memset(x->params, 0, sizeof x->params);
    x->n_query = 0;
    x->user = NULL;
    x->response.status = 0;
    x->response.content_type = NULL;
    x->response.fixed = STR_NONE;
    x->response.n_headers = 0;
    buf_init(&x->response.body, RESPONSE_MAX);
    buf_init(&slot->upload, 0);
    if (slot->fault.code != ERR_NONE)
        err_clear(&slot->fault);
    slot->body_max = 0;
    slot->drop_body = slot->early = slot->handed = slot->amiss = false;
}

static void slot_give_back(struct http_server *s, struct http_slot *slot)
{
    bool keep;

    buf_release(&slot->upload);
    buf_release(&slot->x.response.body);
    if (slot->x.arena.used > SPARE_ARENA_MAX) {
        arena_release(&slot->x.arena);
        arena_init(&slot->x.arena);
    } else {
        arena_clear(&slot->x.arena);
    }
    pthread_mutex_lock(&s->pool_lock);
    s->in_flight--;
    keep = s->n_spare < SPARE_MAX;
    if (keep) {
        slot->next = s->spare;
        s->spare = slot;
        s->n_spare++;
    }
    pthread_mutex_unlock(&s->pool_lock);
    if (!keep)
        slot_free(slot);
}

/* ------------------------------------------------------------------ connections */

static void request_over(struct http_connection *c)
{
    const struct http_config *config = &c->server->config;
    struct http_slot *slot = c->slot;

    c->stage = STAGE_IDLE;
    c->slot = NULL;
    if (slot->handed && config->finished)
        config->finished(config->app, &slot->x);
    slot_give_back(c->server, slot);
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
    c->mhd = mhd;
    c->fd = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    peer_write(c);
    *context = c;
    watch_arm(c, clock_mono_us());
    watch_add(c);
}

static void connection_close(struct http_connection *c)
{
    /* libmicrohttpd 0.9.75 forgets to report a request as completed when it runs out of the
     * connection's memory between the request line and the headers. */
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
    struct http_server *s = cls;
    struct http_connection *c =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
    struct http_slot *slot = slot_take(s);

    slot_reset(slot, c);
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

/* The request is complete, or will be read no further. */
static enum MHD_Result hand_over(struct http_slot *slot)
{
    struct http_exchange *x = &slot->x;
    struct http_connection *c = x->connection;
    const struct http_config *config = &c->server->config;

    if (!watch_disarm(c))
        return MHD_NO;
    if (slot->fault.code != ERR_NONE) {
        refuse(slot);
        return response_send(slot);
    }
    x->body = buf_str(&slot->upload);
    slot->handed = true;
    c->stage = STAGE_SERVED;
    config->serve(config->app, x);
    return c->stage == STAGE_PARKED ? MHD_YES : response_send(slot);
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
    watch_idle(slot->x.connection, clock_mono_us());
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
    atomic_fetch_add(&c->server->parked, 1);
    MHD_suspend_connection(c->mhd);
}

void http_resume(struct http_exchange *x)
{
    struct http_server *s = x->connection->server; /* x may be gone once it is resumed */

    MHD_resume_connection(x->connection->mhd);
    atomic_fetch_sub(&s->parked, 1);
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

static struct MHD_Daemon *daemon_start(struct http_server *s, int fd)
{
    const unsigned threads = thread_count(s->config.threads);
    unsigned connections = s->config.connections_max;
    const unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC;

    if (!connections)
        connections = BACKSTOP_CONNECTIONS;
    if (connections < threads)
        connections = threads;
    return MHD_start_daemon(flags, 0, on_accept, s, on_request, s,                         /**/
                            MHD_OPTION_LISTEN_SOCKET, fd,                                  /**/
                            MHD_OPTION_THREAD_POOL_SIZE, threads > 1 ? threads : 0,        /**/
                            MHD_OPTION_CONNECTION_LIMIT, connections,                      /**/
                            MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)KEEP_ALIVE_S,         /**/
                            MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY, /**/
                            MHD_OPTION_STRICT_FOR_CLIENT, 1,                               /**/
                            MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL,             /**/
                            MHD_OPTION_URI_LOG_CALLBACK, on_line, s,                       /**/
                            MHD_OPTION_NOTIFY_CONNECTION, on_connection, s,                /**/
                            MHD_OPTION_NOTIFY_COMPLETED, on_completed, s, MHD_OPTION_END);
}

static void server_free(struct http_server *s)
{
    struct http_slot *slot;

    while ((slot = s->spare)) {
        s->spare = slot->next;
        slot_free(slot);
    }
    pthread_mutex_destroy(&s->pool_lock);
    pthread_mutex_destroy(&s->watch_lock);
    pthread_cond_destroy(&s->watch_wake);
    arena_release(&s->arena);
    free(s);
}

int http_server_start(const struct http_config *config, struct http_server **ret_server,
                      struct err *err)
{
    struct http_server *s;
    char address[ADDRESS_MAX];
    int fd = listen_open(config->listen, address, err);

    if (fd < 0)
        return -1;
    s = calloc(1, sizeof *s);
    if (!s)
        log_fatal("out of memory");
    s->config = *config;
    memcpy(s->address, address, sizeof address);
    arena_init(&s->arena);
    s->router = http_router_new(&s->arena, config->routes, config->n_routes);
    pthread_mutex_init(&s->pool_lock, NULL);
    if (watch_start(s, err) < 0) {
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

static bool is_quiet(struct http_server *s)
{
    bool quiet;

    pthread_mutex_lock(&s->pool_lock);
    quiet = !s->in_flight;
    pthread_mutex_unlock(&s->pool_lock);
    return quiet && !atomic_load(&s->parked);
}

bool http_server_stop(struct http_server *s)
{
    const int64_t until = clock_mono_us() + STOP_WAIT_US;
    const struct timespec nap = {0, STOP_POLL_NS};

    atomic_store(&s->stopping, true);
    while (!is_quiet(s) && clock_mono_us() < until)
        nanosleep(&nap, NULL);
    if (atomic_load(&s->parked))
        return false;
    watch_stop(s);
    MHD_stop_daemon(s->daemon);
    server_free(s);
    return true;
}
