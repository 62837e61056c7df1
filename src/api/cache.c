/* Identical reads of one version are answered from memory.
 *
 * A bounded table: what is asked (address, who asks) picks a set of a few entries, the one used
 * longest ago makes room. An entry is good only for the stamp it was made under (versions of the
 * workspace and of names, the second where the clock matters), so nothing is ever invalidated. A
 * set has its lock, held for a comparison and a copy, and its share of the memory.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "api/private.h"
#include "base/log.h"
#include "base/rand.h"

enum { SETS = 256, WAYS = 16, ENTRY_MAX = 256 << 10 };

/* All that an answer depends on beside its address. */
struct stamp {
    int64_t workspace, user, key, role, version, names_version, second;
};

struct entry {
    uint64_t hash; /* of the address */
    uint64_t used; /* the set's ticks at the last use; 0: free */
    struct stamp stamp;
    char tag[80]; /* the answer's own ETag; "" where the stamp gives it */
    char *bytes;  /* address, then body */
    size_t n_address, n_body;
};

struct set {
    pthread_mutex_t lock;
    uint64_t ticks;
    size_t held;           /* bytes */
    struct entry *entries; /* WAYS */
};

struct cache {
    uint64_t seed;
    size_t set_max; /* bytes */
    struct set sets[SETS];
    struct entry (*entries)[WAYS]; /* of the sets; pages that are not used yet are not there */
};

int cache_open(int64_t megabytes, struct cache **ret_cache, struct err *err)
{
    (void)err;
    *ret_cache = NULL;
    if (megabytes <= 0)
        return 0;
    struct cache *cache = calloc(1, sizeof *cache);
    if (!cache || !(cache->entries = calloc(SETS, sizeof *cache->entries)))
        log_fatal("out of memory (cache of answers)");
    rand_secret(&cache->seed, sizeof cache->seed);
    cache->set_max = ((size_t)megabytes << 20) / SETS;
    for (size_t i = 0; i < SETS; i++) {
        pthread_mutex_init(&cache->sets[i].lock, NULL);
        cache->sets[i].entries = cache->entries[i];
    }
    *ret_cache = cache;
    return 0;
}

void cache_close(struct cache *cache)
{
    if (!cache)
        return;
    for (size_t i = 0; i < SETS; i++) {
        for (size_t k = 0; k < WAYS; k++)
            free(cache->sets[i].entries[k].bytes);
        pthread_mutex_destroy(&cache->sets[i].lock);
    }
    free(cache->entries);
    free(cache);
}

/* --- one question -------------------------------------------------------------------------------
 */

struct question {
    struct str address; /* the target with its query, as sent */
    uint64_t hash;
    struct stamp stamp;
    struct set *set;
};

/* Both parts stand in one text, as they came. */
static struct str address(const struct call *c)
{
    struct str path = c->x->target, query = c->x->raw_query;
    return query.n ? (struct str){path.p, (size_t)(query.p + query.n - path.p)} : path;
}

static struct question question_of(const struct call *c)
{
    struct question q = {
        .address = address(c),
        .stamp = {.workspace = c->who.workspace_id,
                  .user = c->who.user_id,
                  .key = c->who.kind == PRINCIPAL_KEY ? c->who.id : 0,
                  .role = (int64_t)c->who.role,
                  .version = c->version,
                  .names_version = c->names_version,
                  .second = c->endpoint->flags & ENDPOINT_CLOCK ? c->ctx.env.now / 1000 : 0},
    };
    uint64_t who = (uint64_t)q.stamp.workspace ^ (uint64_t)q.stamp.user << 20;
    q.hash = str_hash(q.address, c->app->cache->seed ^ who);
    q.set = &c->app->cache->sets[q.hash % SETS];
    return q;
}

static bool cacheable(const struct call *c)
{
    return c->app->cache && (c->endpoint->flags & (ENDPOINT_VERSIONED | ENDPOINT_KEPT)) &&
           c->x->method == HTTP_GET;
}

/* Under the set's lock: the entry of the same question, of whatever version. */
static struct entry *find(struct question *q)
{
    for (size_t i = 0; i < WAYS; i++) {
        struct entry *e = &q->set->entries[i];
        if (e->used && e->hash == q->hash && e->stamp.user == q->stamp.user &&
            e->stamp.workspace == q->stamp.workspace &&
            str_eq(q->address, (struct str){e->bytes, e->n_address}))
            return e;
    }
    return NULL;
}

/* --- out of it ----------------------------------------------------------------------------------
 */

bool cache_answer(struct call *c)
{
    if (!cacheable(c))
        return false;
    struct question q = question_of(c);
    char tag[80] = "";
    pthread_mutex_lock(&q.set->lock);
    struct entry *e = find(&q);
    bool hit = e && memcmp(&e->stamp, &q.stamp, sizeof q.stamp) == 0;
    if (hit) {
        e->used = ++q.set->ticks;
        memcpy(tag, e->tag, sizeof tag);
        buf_put(&c->x->response.body, e->bytes + e->n_address, e->n_body);
    }
    pthread_mutex_unlock(&q.set->lock);
    if (hit)
        answer_kept(c, tag);
    return hit;
}

bool cache_knows(struct call *c)
{
    if (!cacheable(c))
        return false;
    struct question q = question_of(c);
    pthread_mutex_lock(&q.set->lock);
    bool knows = find(&q) != NULL;
    pthread_mutex_unlock(&q.set->lock);
    return knows;
}

/* --- into it ------------------------------------------------------------------------------------
 */

static void entry_drop(struct set *s, struct entry *e)
{
    s->held -= e->n_address + e->n_body;
    free(e->bytes);
    *e = (struct entry){0};
}

/* A free entry and room for so many bytes; what was used longest ago goes. */
static struct entry *make_room(struct set *s, size_t n, size_t max)
{
    for (;;) {
        struct entry *spare = NULL, *oldest = NULL;
        for (size_t i = 0; i < WAYS; i++) {
            struct entry *e = &s->entries[i];
            if (!e->used)
                spare = e;
            else if (!oldest || e->used < oldest->used)
                oldest = e;
        }
        if ((spare && s->held + n <= max) || !oldest)
            return spare;
        entry_drop(s, oldest);
    }
}

static char *joined(struct str address, const struct buf *body)
{
    char *bytes = malloc(address.n + body->n + 1);
    if (!bytes)
        log_fatal("out of memory");
    memcpy(bytes, address.p, address.n);
    if (body->n)
        memcpy(bytes + address.n, body->p, body->n);
    return bytes;
}

void cache_keep(struct call *c)
{
    struct http_response *r = &c->x->response;
    if (!cacheable(c) || r->body.failed || r->content_type || c->status)
        return;
    struct question q = question_of(c);
    size_t n = q.address.n + r->body.n, max = c->app->cache->set_max;
    if (n > max || n > ENTRY_MAX)
        return;

    struct entry new = {.hash = q.hash,
                        .stamp = q.stamp,
                        .bytes = joined(q.address, &r->body),
                        .n_address = q.address.n,
                        .n_body = r->body.n};
    if (c->endpoint->flags & ENDPOINT_KEPT)
        answer_own_tag(c, new.tag);
    pthread_mutex_lock(&q.set->lock);
    struct entry *e = find(&q);
    if (e)
        entry_drop(q.set, e);
    e = make_room(q.set, n, max);
    new.used = ++q.set->ticks;
    q.set->held += n;
    *e = new;
    pthread_mutex_unlock(&q.set->lock);
}
