/* Bytes to request, response to bytes: libmicrohttpd behind one header.
 *
 * The room knows no CRM and no accounts. It is given a table of routes and one callback; for each
 * complete request (body read, route matched or not) it calls serve() on one of its threads. serve
 * either fills the response before it returns, or calls http_suspend() and lets another thread
 * fill it and call http_resume(). One exchange, one arena; nothing in it is freed by handlers.
 * A request that matches no route comes without its body.
 *
 * A malformed path, a body over the limit, both Transfer-Encoding and Content-Length, and the like
 * never reach serve(); they are answered through the refuse() callback, so every error looks alike.
 * What libmicrohttpd cannot read at all, and a head over 16 KiB, it answers itself (400, 414, 431)
 * and closes. A request that is not wholly sent within the time limit is dropped.
 */
#ifndef KITH_HTTP_HTTP_H
#define KITH_HTTP_HTTP_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum http_method {
    HTTP_GET,
    HTTP_HEAD, /* matched as GET; the body is left out by this room */
    HTTP_POST,
    HTTP_PUT,
    HTTP_PATCH,
    HTTP_DELETE,
    HTTP_OPTIONS,
    HTTP_OTHER
};

enum { HTTP_MAX_PARAMS = 4, HTTP_MAX_QUERY = 128, HTTP_MAX_HEADERS = 32 };

/* One row of the route table. */
struct route {
    enum http_method method;
    const char *path;     /* "/api/crm/contacts/:id"; a last segment "*" takes the rest */
    const char *scope;    /* what a key needs; NULL: none */
    size_t body_max;      /* bytes; 0: the server's default */
    const void *endpoint; /* the upper room's own row */
};

struct http_pair {
    struct str name, value;
};

struct http_response {
    int status;
    struct buf body; /* its bytes are handed on without a copy; 64 MiB unless the limit is raised */
    int file;        /* instead of body: one open for reading, closed when it is sent; -1: none */
    struct str fixed; /* instead of body: bytes that outlive the server (an embedded file) */
    const char *content_type; /* NULL: application/json; charset=utf-8, where there is a body */
    struct http_pair
        headers[HTTP_MAX_HEADERS]; /* in the exchange's arena or static, a NUL behind */
    size_t n_headers;
    size_t n_sent;              /* this room's: bytes of the body, once it is on its way */
    bool streams;               /* this room's: http_stream_begin() was called */
    struct http_stream *stream; /* this room's: one that has not begun to send */
};

struct http_exchange {
    struct arena arena;
    enum http_method method;
    struct str verb;           /* the method as sent, for those that are HTTP_OTHER */
    struct str target;         /* path as sent, undecoded, without the query */
    struct str path;           /* percent-decoded */
    const struct route *route; /* NULL: no such path, or not by this method */
    unsigned allowed;          /* bit per method that the path does answer (for 405); whole when
                                * route is NULL */
    struct str params[HTTP_MAX_PARAMS];     /* the path's :names in order */
    struct http_pair query[HTTP_MAX_QUERY]; /* decoded, in order of appearance */
    size_t n_query;
    struct str raw_query;
    struct str body;
    struct str peer;  /* address, no port; the upper room may put the one behind a proxy here */
    int64_t began_us; /* clock_mono_us() when the request line came */
    struct http_response response;
    void *user;                         /* the upper room's */
    struct http_connection *connection; /* this room's own */
};

struct http_server;

struct http_config {
    const char *listen; /* ADDR:PORT, [v6]:PORT; port 0 picks */
    unsigned threads;   /* 0: one a core, at least 2 */
    size_t body_max;
    unsigned request_timeout_s; /* a request not fully sent by then is dropped */
    unsigned connections_max;
    unsigned connections_per_address; /* 0: no limit but connections_max */
    const char *tls_cert, *tls_key;   /* PEM files: serve TLS and nothing else; NULL: plain */
    const struct route *routes;
    size_t n_routes;
    void *app;
    /* Must leave the exchange answered or suspended. */
    void (*serve)(void *app, struct http_exchange *x);
    /* Answers a request that this room refuses itself: err says why. Called like serve, but must
     * answer at once. It is also called for an answer of serve's that cannot be sent (none given,
     * or its body over its limit), with ERR_INTERNAL. */
    void (*refuse)(void *app, struct http_exchange *x, const struct err *err);
    /* After the last byte (or the client's leaving), before the arena goes; may be NULL. Once for
     * every exchange that serve or refuse was given. */
    void (*finished)(void *app, struct http_exchange *x);
};

/* Starts listening; the routes and config strings must outlive the server. */
int http_server_start(const struct http_config *config, struct http_server **ret_server,
                      struct err *err);
/* "127.0.0.1:8080" with the port that was really taken. */
const char *http_server_address(const struct http_server *s);
/* Reads the certificate and its key again; on failure those in use stay. Without TLS: nothing. */
int http_server_reload(struct http_server *s, struct err *err);
/* Turns new clients away, lets requests in flight be answered (suspended ones too), then frees.
 * False when after some 20 seconds serve() still holds a request or one is still suspended: whoever
 * has it may yet touch it, so nothing is freed, and the program had better end. */
bool http_server_stop(struct http_server *s);

/* Parks the exchange: serve() may return without an answer. Call before handing it to a thread. */
void http_suspend(struct http_exchange *x);
/* The response is complete; from any thread. The exchange is not the caller's any more. */
void http_resume(struct http_exchange *x);

/* An answer without an end: what any thread writes goes to the client at once, and costs no thread
 * while there is nothing. Begin in serve() or while suspended, with status and headers as for any
 * answer and an empty body. room: how much may wait for a client that reads slowly. A client that
 * has left is noticed by a write after it, so write something now and then. */
struct http_stream *http_stream_begin(struct http_exchange *x, size_t room);
/* False: nobody reads any more, or too slowly. */
bool http_stream_write(struct http_stream *s, struct str bytes);
/* What was written is sent, then the answer is complete; the stream is not the caller's any more.
 * Every stream must be ended, before http_server_stop(). */
void http_stream_end(struct http_stream *s);

/* Did it come over TLS, to this very server? */
bool http_is_secure(const struct http_exchange *x);
/* A request header by name (case-insensitive); STR_NONE when absent. */
struct str http_header(const struct http_exchange *x, const char *name);
/* All of that name in one text, joined by commas: for those that proxies add to. */
struct str http_header_joined(struct http_exchange *x, const char *name);
/* A cookie by name. */
struct str http_cookie(const struct http_exchange *x, const char *name);
/* The first query parameter of that name; p is NULL when absent. */
struct str http_query(const struct http_exchange *x, const char *name);

/* Adds a response header; the value is copied to the exchange's arena. CR and LF in a value are an
 * assert. */
void http_set_header(struct http_exchange *x, const char *name, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

const char *http_method_name(enum http_method m);

/* The router alone, for the server and for tests. */
struct http_router;
struct http_router *http_router_new(struct arena *a, const struct route *routes, size_t n);
/* Fills route, allowed and params of x from its method, target and path (path alone where target is
 * empty). A static segment beats a parameter, a parameter beats "*"; where the better match does
 * not answer the method, the next one may. A parameter is never empty; "*" may be, and hands out
 * what it took as the last parameter. An escaped slash does not part segments. */
void http_router_match(const struct http_router *r, struct http_exchange *x);

#endif
