/* See limit.h: a set-associative table in shards, each with its lock.
 *
 * The bucket is the "generic cell rate algorithm": every request moves the time at which the
 * bucket will be full by the pause between two requests at the steady rate; one that would move it
 * past a minute from now is refused.
 */
#include "auth/limit.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/rand.h"

enum { SHARDS = 64, SETS = 128, WAYS = 8 }; /* 65,536 buckets, 1 MiB */

#define MINUTE_US INT64_C(60000000)

struct bucket {
    uint64_t key;
    int64_t full_at; /* us; in the past: full, so the place is free */
};

struct shard {
    _Alignas(64) pthread_mutex_t lock;
    struct bucket (*sets)[WAYS];
};

struct limit {
    unsigned char secret[crypto_shorthash_KEYBYTES]; /* nobody can choose keys that meet */
    struct shard shards[SHARDS];
    struct bucket (*buckets)[SETS][WAYS]; /* SHARDS; pages that are not used yet are not there */
};

struct limit *limit_new(void)
{
    struct limit *l = aligned_alloc(_Alignof(struct limit), sizeof *l);

    if (!l)
        log_fatal("out of memory (limit)");
    memset(l, 0, sizeof *l);
    if (!(l->buckets = calloc(SHARDS, sizeof *l->buckets)))
        log_fatal("out of memory (limit)");
    rand_secret(l->secret, sizeof l->secret);
    for (size_t i = 0; i < SHARDS; i++) {
        pthread_mutex_init(&l->shards[i].lock, NULL);
        l->shards[i].sets = l->buckets[i];
    }
    return l;
}

void limit_free(struct limit *l)
{
    if (!l)
        return;
    for (size_t i = 0; i < SHARDS; i++)
        pthread_mutex_destroy(&l->shards[i].lock);
    free(l->buckets);
    free(l);
}

struct limit_key limit_key_id(char what, int64_t id)
{
    struct limit_key k = {{(unsigned char)what, 'i'}};

    memcpy(k.b + 8, &id, sizeof id);
    return k;
}

struct limit_key limit_key_address(char what, const struct net_address *a)
{
    struct limit_key k = {{(unsigned char)what, 'n'}};

    memcpy(k.b + 8, a->b, net_address_is_v4(a) ? sizeof a->b : 8);
    return k;
}

/* The key's own bucket, else the one nearest to full, emptied of its former owner. */
static struct bucket *find(struct bucket set[static WAYS], uint64_t key)
{
    struct bucket *fullest = &set[0];

    for (size_t i = 0; i < WAYS; i++) {
        if (set[i].key == key)
            return &set[i];
        if (set[i].full_at < fullest->full_at)
            fullest = &set[i];
    }
    *fullest = (struct bucket){.key = key};
    return fullest;
}

static int64_t seconds_up(int64_t us)
{
    return (us + 999999) / 1000000;
}

bool limit_take(struct limit *l, const struct limit_key *key, int64_t a_minute, int64_t now_us,
                struct limit_state *ret_state)
{
    const int64_t pause = MINUTE_US / a_minute > 0 ? MINUTE_US / a_minute : 1;
    struct limit_state state = {.quota = a_minute};
    uint64_t hash;

    crypto_shorthash((unsigned char *)&hash, key->b, sizeof key->b, l->secret);
    struct shard *shard = &l->shards[hash % SHARDS];

    pthread_mutex_lock(&shard->lock);
    struct bucket *b = find(shard->sets[hash / SHARDS % SETS], hash);
    int64_t full_at = b->full_at > now_us ? b->full_at : now_us;
    const bool taken = full_at - now_us <= MINUTE_US - pause;
    if (taken)
        b->full_at = full_at += pause;
    pthread_mutex_unlock(&shard->lock);

    state.full_s = seconds_up(full_at - now_us);
    state.left = taken ? (MINUTE_US - (full_at - now_us)) / pause : 0;
    if (!taken)
        state.retry_s = seconds_up(full_at - now_us - (MINUTE_US - pause));
    *ret_state = state;
    return taken;
}
