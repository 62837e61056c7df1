/* The REST face: it translates requests to the engine's calls and results to JSON, and decides
 * nothing. An endpoint is one row: method, path, scope, who may come, how it runs, its shapes. The
 * router, the guard at the door, /api/openapi.json, /api/crm/meta and the tests read the same rows.
 *
 * TO ADD A ROUTE: one row in the table of its file (endpoints_*.c), with a handler.
 *
 * One request: http calls api_serve() -> enter.c (request id, principal, workspace, body) -> by
 * mode: READ runs the handler here on a snapshot; WRITE suspends and runs it inside the
 * workspace's writer; POOL suspends and runs it on the CPU pool; NOW runs it here without a
 * database -> answer.c. Where the database is a server, "here" is a thread that may wait for it.
 */
#ifndef KITH_API_API_H
#define KITH_API_API_H

#include "api/sample.h"
#include "api/shape.h"
#include "auth/auth.h"
#include "auth/limit.h"
#include "base/setting.h"
#include "crm/crm.h"
#include "http/http.h"
#include "record/include.h"

struct call;
struct cache;
struct door;
struct live;
struct pool;

enum endpoint_mode { MODE_NOW, MODE_READ, MODE_WRITE, MODE_POOL };

enum endpoint_flags {
    ENDPOINT_OPEN = 1 << 0,      /* no principal needed */
    ENDPOINT_VERSIONED = 1 << 1, /* the answer is tagged by the workspace's version: 304, cache */
    ENDPOINT_CLOCK = 1 << 2,     /* … and by the second, since it depends on the clock */
    ENDPOINT_BODY_OPTIONAL = 1 << 3,
    ENDPOINT_ALONE = 1 << 4,       /* a heavy write: commits by itself */
    ENDPOINT_NO_BODY_OUT = 1 << 5, /* the success answer may be empty (204) */
    ENDPOINT_LIST_PARAMS = 1 << 6, /* takes the list parameters of its entity */
    ENDPOINT_CHANGES = 1 << 7,     /* POOL, but it writes records: answers with X-Change-Id */
    ENDPOINT_KEYS = 1 << 8,        /* without a scope, and for keys all the same */
    ENDPOINT_STRICT = 1 << 9,    /* passwords and one-time tokens are guessed here: few a minute */
    ENDPOINT_ASKS = 1 << 11,     /* OPEN, but the handler may want to know who it is */
    ENDPOINT_FREE = 1 << 10,     /* costs nothing worth counting: no rate limit */
    ENDPOINT_CSV = 1 << 12,      /* answers text/csv too, where asked */
    ENDPOINT_PERSONAL = 1 << 14, /* WRITE of what is no record: no history, viewers too */
    ENDPOINT_COUNTS = 1 << 16,   /* a list of what is no record: count=true adds its total */
    ENDPOINT_ONCE = 1 << 15,     /* READ, but running it twice is not like running it once */
    ENDPOINT_KEPT = 1 << 13, /* the answer of one version may come from memory; it tags itself */
};

struct endpoint {
    enum http_method method;
    const char *path;
    const char *id;  /* operationId, unique: "contacts.list" */
    const char *tag; /* group in the document */
    const char *summary;
    const char *scope; /* "read:contacts"; NULL: any principal */
    enum endpoint_mode mode;
    unsigned flags;
    int (*handle)(struct call *c, struct err *err);
    const struct entity *entity;
    const struct shape *query; /* query parameters beside the list ones */
    size_t n_query;
    const struct shape *body; /* members of the request body; NULL: none */
    size_t n_body;
    enum shape_kind body_kind;  /* SHAPE_CREATE, SHAPE_PATCH: the entity's; else the members */
    const struct shape *answer; /* members of the success answer, or of one list item */
    size_t n_answer;
    enum shape_kind answer_kind; /* SHAPE_RECORD: the entity's; SHAPE_LIST: {"data":[…],"next"} of
                                    records (or of the members); SHAPE_OBJECT: the members */
    int status;                  /* of success; 0: 200 */
    const char *media;           /* of the success answer; NULL: application/json */
};

struct app {
    const struct settings *settings;
    struct spaces *spaces;
    struct control *control;
    struct auth *auth;
    struct door *door;
    struct cache *cache;
    struct pool *pool;
    struct pool *askers; /* threads that wait for a database server; NULL: files */
    struct live *live;
    const struct endpoint *endpoints;
    size_t n_endpoints;
    struct str openapi; /* the document, printed once at start */
    /* Answers a GET or HEAD at an address without a route, where there is a page; may be NULL. */
    bool (*page)(struct http_exchange *x);
    sample_maker *sample;
    const char *version;
    uint64_t build; /* hash of the version, part of every ETag */
};

/* One request on its way through the face. */
struct call {
    struct http_exchange *x;
    struct app *app;
    const struct endpoint *endpoint;
    struct arena *arena;
    char request_id[40];
    struct net_address address; /* x->peer, to reckon with: the client's, behind proxies too */
    bool secure;                /* it came over TLS, to us or to a trusted proxy */
    bool page;                  /* answered by app->page */
    bool parked;                /* the exchange is suspended: whoever answers resumes it */
    bool local;                 /* from this machine, and forwarded by nobody */
    const char *limit;          /* the bucket it was counted in; NULL: none */
    struct limit_state limit_state;
    struct principal who;
    struct workspace workspace;
    struct space *space;    /* held until the answer */
    struct space_look look; /* READ: its snapshot */
    /* READ: who asks is who this process remembers it to be; the snapshot will tell whether the
     * control database still has the version that was known then (trusted). */
    bool trusts;
    int64_t trusted;
    bool counts;           /* count=true was asked of an ENDPOINT_COUNTS */
    bool counted;          /* by the rate limit of who asks: once, though it may come in twice */
    struct record_ctx ctx; /* READ: on a snapshot; WRITE: see change */
    struct change change;  /* WRITE */
    json_t *body;          /* NULL: none; freed with the call */
    struct json out;       /* into the response body */
    int status;            /* what the handler answers; 0: the endpoint's */
    int64_t streams_us;    /* since when the answer is a stream; 0: it is none */
    int64_t version;       /* of the space, before the snapshot or in it; READ: see call_look() */
    int64_t names_version; /* of the control database, whose names answers show; likewise */
    struct space_task task;
    struct err err;
};

/* Collects all endpoint tables, expands the record ones per entity, prints the document. The
 * result lives in the arena. */
int api_open(struct app *app, struct arena *a, struct err *err);
/* Ends the streams of live events, before the server that sends them stops. */
void api_quiet(struct app *app);
/* Ends the threads and frees the cache; no request may be in flight. */
void api_close(struct app *app);
/* The access log's file was moved away: begin another. */
void api_reopen_logs(struct app *app);
/* Makes the route table for http_config. */
const struct route *api_routes(struct arena *a, const struct app *app);
void api_serve(void *app, struct http_exchange *x);
void api_refuse(void *app, struct http_exchange *x, const struct err *err);
void api_finished(void *app, struct http_exchange *x);

/* --- for handlers -------------------------------------------------------------------------------
 */

/* Who asks, for an open endpoint that wants to know: who is set, or it is refused. */
int call_sign_in(struct call *c, struct err *err);
/* The path's first :id as a number; ERR_NOT_FOUND when it is none. */
int call_id(struct call *c, int64_t *ret_id, struct err *err);
/* The path's n-th parameter (from 0) as a number; ERR_NOT_FOUND when it is none. */
int call_id_at(struct call *c, size_t n, int64_t *ret_id, struct err *err);
/* A member of the body as an address that accounts are known by. */
int call_email(struct call *c, const char *member, struct str *ret, struct err *err);
/* Query parameters by name, checked: absent gives the fallback. Faults are ERR_BAD_QUERY. */
int call_query_int(struct call *c, const char *name, int64_t min, int64_t max, int64_t fallback,
                   int64_t *ret, struct err *err);
int call_query_time(struct call *c, const char *name, int64_t fallback, int64_t *ret,
                    struct err *err);
/* Did the client speak TLS, to us or to a proxy we trust? */
bool call_is_secure(const struct call *c);
/* Where the client is. */
struct str call_address(const struct call *c);
/* Refuses parameters that the endpoint's rows do not name, `workspace` where nothing is read, and
 * an Idempotency-Key where no answer is kept. */
int call_check_query(struct call *c, struct err *err);
struct str call_query(const struct call *c, const char *name);
/* The version of the record that the client saw: If-Match (ERR_PRECONDITION_FAILED when it is
 * stale; of a list any may match), or updated_at in the body (ERR_CONFLICT). 0: it did not say. */
int call_expected(struct call *c, const struct entity *e, int64_t id, int64_t *ret_version,
                  enum err_code *ret_stale, struct err *err);
/* Answers with one record: body, ETag; Location when made. */
/* Around the items of a list that is answered whole. */
void call_list_begin(struct call *c);
void call_list_end(struct call *c, size_t n);
int call_record(struct call *c, struct record *r, struct err *err);
/* With what hangs on it. */
int call_record_with(struct call *c, struct record *r, const struct include *includes, size_t n,
                     struct err *err);

/* --- the endpoint tables ------------------------------------------------------------------------
 */

struct endpoint_table {
    const struct endpoint *rows;
    size_t n;
};
extern const struct endpoint_table key_endpoints, workspace_endpoints, member_endpoints,
    connect_endpoints;
extern const struct endpoint_table auth_endpoints, session_endpoints, totp_endpoints,
    audit_endpoints, verb_endpoints, history_endpoints, meta_endpoints, watch_endpoints,
    job_endpoints, personal_endpoints, live_endpoints, sample_endpoints;
/* Templates whose path and scope hold {plural}, expanded for each entity that is not excepted. */
extern const struct endpoint_table record_endpoints;

/* --- answers (answer.c) -------------------------------------------------------------------------
 */

void answer_problem(struct call *c, const struct err *err);
/* problem+json without a call, for what http refuses. */
void answer_refusal(struct app *app, struct http_exchange *x, const struct err *err);

/* --- the document (openapi.c, meta.c) -----------------------------------------------------------
 */

int openapi_print(const struct app *app, struct buf *out, struct err *err);
void meta_write(const struct app *app, struct json *out);

#endif
