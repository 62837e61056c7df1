/* Exchanges are reused: each server thread keeps a few, with their arena's first block, so that a
 * request costs neither an allocation nor a lock.
 *
 * libmicrohttpd serves a connection from its first byte to its last on one thread, so a pool is
 * touched by its own thread only, except for the two counts that http_server_stop() and
 * http_resume() look at. Each pool fills its own cache lines.
 */
#include "base/log.h"
#include "http/inside.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    SPARE_MAX = 128,                 /* exchanges kept per thread */
    SPARE_ARENA_MAX = 256 * 1024,    /* larger ones give their memory back first */
    RESPONSE_MAX = 64 * 1024 * 1024, /* first limit of a response body; handlers may raise it */
};

void slot_pools_open(struct http_server *s, unsigned threads)
{
    const size_t size = threads * sizeof *s->pools;

    s->pools = aligned_alloc(_Alignof(struct http_pool), size);
    if (!s->pools)
        log_fatal("out of memory");
    memset(s->pools, 0, size);
    s->n_pools = threads;
}

struct http_pool *slot_pool_of_thread(struct http_server *s)
{
    const pthread_t self = pthread_self();
    struct http_pool *p = s->pools;

    pthread_mutex_lock(&s->watch_lock);
    while (p->owned && !pthread_equal(p->owner, self)) {
        p++;
        assert(p < s->pools + s->n_pools && "libmicrohttpd starts no more threads than asked");
    }
    p->owned = true;
    p->owner = self;
    pthread_mutex_unlock(&s->watch_lock);
    return p;
}

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

void slot_pools_close(struct http_server *s)
{
    struct http_slot *slot;
    size_t i;

    for (i = 0; i < s->n_pools; i++)
        while ((slot = s->pools[i].spare)) {
            s->pools[i].spare = slot->next;
            slot_free(slot);
        }
    free(s->pools);
}

/* Member by member: the query table is large, and n_query guards it. */
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
    x->response.n_sent = 0;
    x->response.file = -1;
    x->response.streams = false;
    x->response.stream = NULL;
    buf_init(&x->response.body, RESPONSE_MAX);
    buf_init(&slot->upload, 0);
    if (slot->fault.code != ERR_NONE)
        err_clear(&slot->fault);
    slot->body_max = 0;
    slot->drop_body = slot->early = slot->handed = slot->amiss = false;
}

/* No atomic addition: only its own thread writes the number, others just look. */
static void count(struct http_pool *p, int change)
{
    const unsigned n = atomic_load_explicit(&p->in_flight, memory_order_relaxed);

    atomic_store_explicit(&p->in_flight, n + (unsigned)change, memory_order_release);
}

struct http_slot *slot_take(struct http_connection *c)
{
    struct http_pool *p = c->pool;
    struct http_slot *slot = p->spare;

    count(p, 1);
    if (slot) {
        p->spare = slot->next;
        p->n_spare--;
    } else {
        slot = slot_new();
    }
    slot_reset(slot, c);
    return slot;
}

void slot_give_back(struct http_slot *slot)
{
    struct http_pool *p = slot->x.connection->pool;

    buf_release(&slot->upload);
    buf_release(&slot->x.response.body);
    if (slot->x.arena.used > SPARE_ARENA_MAX) {
        arena_release(&slot->x.arena);
        arena_init(&slot->x.arena);
    } else {
        arena_clear(&slot->x.arena);
    }
    if (p->n_spare < SPARE_MAX) {
        slot->next = p->spare;
        p->spare = slot;
        p->n_spare++;
    } else {
        slot_free(slot);
    }
    count(p, -1);
}
