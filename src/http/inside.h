/* What the files of this room share; nobody else includes it.
 *
 * A connection lives as long as its socket. A slot is an exchange with what the room needs beside
 * it; slots are pooled and belong to one connection for one request. Everything of a connection is
 * touched only by the libmicrohttpd thread that serves it, except its deadline (atomic) and its
 * place in the list (under watch_lock).
 */
#ifndef KITH_HTTP_INSIDE_H
#define KITH_HTTP_INSIDE_H

#include "http/http.h"

#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>

enum {
    /* Requests that will not be served are still read to their end when that is no longer than
     * this: the client then surely sees the answer, and the connection lives on. */
    DRAIN_MAX = 64 * 1024,
    ADDRESS_MAX = 80,
};

enum stage {
    STAGE_IDLE,   /* between requests */
    STAGE_HEAD,   /* the request line has come */
    STAGE_BODY,   /* the head is read and checked */
    STAGE_SERVED, /* handed to the upper room */
    STAGE_PARKED, /* the upper room has suspended it */
};

struct http_slot {
    struct http_exchange x; /* first: an exchange is its slot */
    struct http_slot *next; /* in the pool */
    struct err fault;       /* why the request is refused, when it is */
    struct buf upload;
    size_t body_max;
    const char *line_end; /* the NUL behind the request's target in libmicrohttpd's buffer */
    bool drop_body;       /* nobody will look at the body */
    bool early;           /* answer without reading the body; the connection ends with it */
    bool handed;          /* serve or refuse has seen it */
    bool amiss;           /* the answer was unusable and has been replaced */
};

/* The spare exchanges of one server thread, see slot.c. */
struct http_pool {
    _Alignas(64) atomic_uint in_flight; /* request line read, answer not yet gone out */
    atomic_uint held;                   /* with serve(), or parked and not wholly resumed */
    bool owned;
    pthread_t owner;
    struct http_slot *spare;
    unsigned n_spare;
};

struct http_connection {
    struct http_server *server;
    struct http_pool *pool; /* of the thread that serves it */
    struct MHD_Connection *mhd;
    int fd;
    enum stage stage;
    struct http_slot *slot;      /* the request under way, or NULL */
    _Atomic int64_t deadline_us; /* see watch.c */
    struct http_connection *prev, *next;
    void *session; /* GnuTLS's, or NULL: plain */
    size_t peer_n;
    char peer[INET6_ADDRSTRLEN];
};

struct http_server {
    struct http_config config;
    struct arena arena; /* the router's */
    struct http_router *router;
    struct MHD_Daemon *daemon;
    struct http_tls *tls; /* NULL: plain */
    char address[ADDRESS_MAX];
    atomic_bool stopping; /* new connections are turned away, others end with their answer */
    atomic_bool closed;   /* nothing is handed to serve() any more */
    struct http_pool *pools;
    unsigned n_pools;

    pthread_mutex_t watch_lock; /* guards connections, watch_over and owners of pools */
    pthread_cond_t watch_wake;
    struct http_connection *connections;
    _Atomic int64_t watch_now_us; /* a second coarse */
    bool watch_over;
    pthread_t watcher;
};

/* listen.c: a socket that listens on ADDR:PORT, its true address written out; -1 on failure. */
int listen_open(const char *where, char ret_address[static ADDRESS_MAX], struct err *err);

/* tls.c: the certificate. The paths outlive it. */
int tls_open(const char *cert_path, const char *key_path, struct http_tls **ret_tls,
             struct err *err);
void tls_close(struct http_tls *t); /* NULL allowed */
int tls_reload(struct http_tls *t, struct err *err);
/* A new connection: before its handshake. */
void tls_accept(struct http_connection *c);
/* For MHD_OPTION_HTTPS_CERT_CALLBACK. */
void *tls_on_hello(void);
/* What fits at once. */
void tls_send(struct http_connection *c, const char *bytes, size_t n);

/* watch.c: no connection may take for ever to send a request. */
int watch_start(struct http_server *s, struct err *err);
/* After the daemon: no connection may be left. */
void watch_stop(struct http_server *s);
void watch_add(struct http_connection *c);
void watch_remove(struct http_connection *c);
/* A request is being sent: to be complete within request_timeout_s, or up to two seconds more. */
void watch_arm(struct http_connection *c);
/* Between two requests. */
void watch_idle(struct http_connection *c);
/* The request is complete. False: the watcher has ended the connection before. */
bool watch_disarm(struct http_connection *c);

/* slot.c: exchanges, and the pools they are kept in. */
void slot_pools_open(struct http_server *s, unsigned threads);
void slot_pools_close(struct http_server *s);
struct http_pool *slot_pool_of_thread(struct http_server *s);
struct http_slot *slot_take(struct http_connection *c);
void slot_give_back(struct http_slot *slot);

/* request.c: what comes in. */
void request_line(struct http_slot *slot, const char *target);
/* The head is complete. Decides: a fault, drop_body, early, body_max, route. */
void request_head(struct http_slot *slot, const char *verb, const char *version);
/* More of the body. -1: it grew over its limit, and fault says so. */
int request_body(struct http_slot *slot, const char *bytes, size_t n);

/* stream.c: answers without an end. */
struct MHD_Response *stream_response(struct http_stream *s);
/* Its answer will not be sent. */
void stream_detach(struct http_stream *s);

/* response.c: what goes out. */
enum MHD_Result response_send(struct http_slot *slot);
/* A stream, or a file, whose answer was not sent. */
void response_drop(struct http_response *r);
/* Past libmicrohttpd, which takes no answer while a body is coming in; the connection must be
 * closed afterwards. */
void response_send_raw(struct http_slot *slot);

#endif
