/* Identical reads of one version are answered from memory.
 *
 * A bounded, direct-mapped table: the key (workspace, role, user, address) picks the one slot it
 * may stand in, a newer answer replaces an older. An entry is valid only for the version in its
 * tag, so nothing is ever invalidated. Each slot has its lock; a hit costs a compare and a copy.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "api/private.h"
#include "base/log.h"
#include "base/rand.h"

enum { SLOTS = 1024, ENTRY_MAX = 256 << 10 };

struct slot {
    pthread_mutex_t lock;
    char tag[80];
    int64_t user;
    char *bytes; /* address, then body */
    size_t n_address, n_body;
};

struct cache {
    uint64_t seed;
    size_t entry_max; /* so that full slots stay within the budget */
    struct slot slots[SLOTS];
};

int cache_open(int64_t megabytes, struct cache **ret_cache, struct err *err)
{
    (void)err;
    *ret_cache = NULL;
    if (megabytes <= 0)
        return 0;
    struct cache *cache = calloc(1, sizeof *cache);
    if (!cache)
        log_fatal("out of memory");
    rand_secret(&cache->seed, sizeof cache->seed);
    cache->entry_max = ((size_t)megabytes << 20) / SLOTS;
    if (cache->entry_max > ENTRY_MAX)
        cache->entry_max = ENTRY_MAX;
    for (size_t i = 0; i < SLOTS; i++)
        pthread_mutex_init(&cache->slots[i].lock, NULL);
    *ret_cache = cache;
    return 0;
}

void cache_close(struct cache *cache)
{
    if (!cache)
        return;
    for (size_t i = 0; i < SLOTS; i++) {
        free(cache->slots[i].bytes);
        pthread_mutex_destroy(&cache->slots[i].lock);
    }
    free(cache);
}

/* The target with its query, as sent. */
static struct str address(struct call *c)
{
    if (!c->x->raw_query.n)
        return c->x->target;
    return str_of(arena_printf(c->arena, "%.*s?%.*s", STR_ARG(c->x->target),
                               STR_ARG(c->x->raw_query)));
}

static struct slot *slot_of(struct call *c, struct str key)
{
    struct cache *cache = c->app->cache;
    uint64_t seed = cache->seed ^ (uint64_t)c->who.workspace_id ^ (uint64_t)c->who.user_id << 20;
    return &cache->slots[str_hash(key, seed) % SLOTS];
}

static bool cacheable(const struct call *c)
{
    return c->app->cache && (c->endpoint->flags & ENDPOINT_VERSIONED) &&
           c->x->method == HTTP_GET;
}

bool cache_answer(struct call *c)
{
    if (!cacheable(c))
        return false;
    char tag[80];
    answer_tag(c, tag);
    struct str key = address(c);
    struct slot *s = slot_of(c, key);
    pthread_mutex_lock(&s->lock);
    bool hit = s->bytes && s->user == c->who.user_id && strcmp(s->tag, tag) == 0 &&
               str_eq(key, (struct str){s->bytes, s->n_address});
    if (hit)
        buf_put(&c->x->response.body, s->bytes + s->n_address, s->n_body);
    pthread_mutex_unlock(&s->lock);
    if (hit)
        answer_success(c);
    return hit;
}

void cache_keep(struct call *c)
{
    struct buf *body = &c->x->response.body;
    if (!cacheable(c) || body->failed || c->status)
        return;
    struct str key = address(c);
    if (key.n + body->n > c->app->cache->entry_max)
        return;
    char *bytes = malloc(key.n + body->n + 1);
    if (!bytes)
        log_fatal("out of memory");
    memcpy(bytes, key.p, key.n);
    memcpy(bytes + key.n, body->p, body->n);

    struct slot *s = slot_of(c, key);
    pthread_mutex_lock(&s->lock);
    char *former = s->bytes;
    s->bytes = bytes;
    s->n_address = key.n;
    s->n_body = body->n;
    s->user = c->who.user_id;
    answer_tag(c, s->tag);
    pthread_mutex_unlock(&s->lock);
    free(former);
}
