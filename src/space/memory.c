/* A set-associative cache: a key belongs to one bucket of four entries, the one used longest ago
 * makes room. Buckets share a few locks, held for a copy of some bytes only.
 *
 * It knows nothing of what it keeps. All memory is taken at birth, and not touched until used.
 */
#include "space/memory.h"

#include <pthread.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "space/space_private.h"

enum { WAYS = 4, N_LOCKS = 32 };

struct entry {
    struct memory_key key;
    int64_t stamp;
    uint64_t used; /* the lock's ticks at the last use; 0: free */
    alignas(8) unsigned char value[];
};

/* A cache line of its own. */
struct stripe {
    alignas(64) pthread_mutex_t lock;
    uint64_t ticks;
};

struct memory {
    size_t n_buckets; /* a power of two */
    size_t value_size, entry_size;
    unsigned char *entries;
    struct stripe *stripes;
};

struct memory *memory_new(size_t n_values, size_t value_size)
{
    struct memory *m = space_alloc(sizeof *m);

    m->n_buckets = 64 / WAYS;
    while (m->n_buckets * WAYS < n_values)
        m->n_buckets *= 2;
    m->value_size = value_size;
    m->entry_size = (sizeof(struct entry) + value_size + 7) & ~(size_t)7;
    m->entries = space_alloc(m->n_buckets * WAYS * m->entry_size);
    m->stripes = aligned_alloc(64, N_LOCKS * sizeof(struct stripe));
    if (!m->stripes)
        abort();
    for (size_t i = 0; i < N_LOCKS; i++) {
        pthread_mutex_init(&m->stripes[i].lock, NULL);
        m->stripes[i].ticks = 0;
    }
    return m;
}

void memory_free(struct memory *m)
{
    if (!m)
        return;
    for (size_t i = 0; i < N_LOCKS; i++)
        pthread_mutex_destroy(&m->stripes[i].lock);
    free(m->stripes);
    free(m->entries);
    free(m);
}

/* Ids follow one another; this spreads them (the finish of splitmix64). */
static uint64_t mix(struct memory_key key)
{
    uint64_t x = key.a ^ (key.b * 0x9e3779b97f4a7c15U);

    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
}

static size_t bucket_of(const struct memory *m, struct memory_key key)
{
    return (size_t)mix(key) & (m->n_buckets - 1);
}

static struct entry *entry_at(const struct memory *m, size_t bucket, size_t way)
{
    return (struct entry *)(void *)(m->entries + (bucket * WAYS + way) * m->entry_size);
}

static struct entry *find(const struct memory *m, size_t bucket, struct memory_key key)
{
    for (size_t way = 0; way < WAYS; way++) {
        struct entry *e = entry_at(m, bucket, way);

        if (e->used && e->key.a == key.a && e->key.b == key.b)
            return e;
    }
    return NULL;
}

static struct entry *longest_unused(const struct memory *m, size_t bucket)
{
    struct entry *oldest = entry_at(m, bucket, 0);

    for (size_t way = 1; way < WAYS; way++) {
        struct entry *e = entry_at(m, bucket, way);

        if (e->used < oldest->used)
            oldest = e;
    }
    return oldest;
}

bool memory_get(struct memory *m, struct memory_key key, void *ret_value, int64_t *ret_stamp)
{
    size_t bucket = bucket_of(m, key);
    struct stripe *s = &m->stripes[bucket % N_LOCKS];

    pthread_mutex_lock(&s->lock);
    struct entry *e = find(m, bucket, key);
    if (e) {
        e->used = ++s->ticks;
        memcpy(ret_value, e->value, m->value_size);
        *ret_stamp = e->stamp;
    }
    pthread_mutex_unlock(&s->lock);
    return e != NULL;
}

void memory_put(struct memory *m, struct memory_key key, const void *value, int64_t stamp)
{
    size_t bucket = bucket_of(m, key);
    struct stripe *s = &m->stripes[bucket % N_LOCKS];

    pthread_mutex_lock(&s->lock);
    struct entry *e = find(m, bucket, key);
    if (!e || e->stamp <= stamp) {
        e = e ? e : longest_unused(m, bucket);
        e->key = key;
        e->stamp = stamp;
        e->used = ++s->ticks;
        memcpy(e->value, value, m->value_size);
    }
    pthread_mutex_unlock(&s->lock);
}
