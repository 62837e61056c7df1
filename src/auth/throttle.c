/* See throttle.h: a set-associative table of counters under one lock. */
#include "auth/throttle.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/rand.h"

enum { SETS = 2048, WAYS = 4, FIRST_MS = 1000 };

struct counter {
    unsigned char key[16];
    int64_t last; /* of the last failure */
    unsigned failures;
};

struct throttle {
    pthread_mutex_t lock;
    unsigned char secret[16]; /* nobody can choose keys that meet in one set */
    struct counter sets[SETS][WAYS];
};

struct throttle *throttle_new(void)
{
    struct throttle *t = calloc(1, sizeof *t);

    if (!t)
        log_fatal("out of memory (throttle)");
    pthread_mutex_init(&t->lock, NULL);
    rand_secret(t->secret, sizeof t->secret);
    return t;
}

void throttle_free(struct throttle *t)
{
    if (!t)
        return;
    pthread_mutex_destroy(&t->lock);
    free(t);
}

static void hash(const struct throttle *t, struct str key, unsigned char out[static 16])
{
    crypto_generichash(out, 16, (const unsigned char *)key.p, key.n, t->secret, sizeof t->secret);
}

static struct counter *set_of(struct throttle *t, const unsigned char hashed[static 16])
{
    return t->sets[(hashed[0] | hashed[1] << 8) % SETS];
}

/* NULL when it has not failed lately. */
static struct counter *find(struct throttle *t, const unsigned char hashed[static 16], int64_t now)
{
    struct counter *set = set_of(t, hashed);

    for (size_t i = 0; i < WAYS; i++)
        if (set[i].failures && now - set[i].last < THROTTLE_MAX_MS &&
            memcmp(set[i].key, hashed, 16) == 0)
            return &set[i];
    return NULL;
}

/* The place of one that is over, else of the one that has failed least. */
static struct counter *make_room(struct throttle *t, const unsigned char hashed[static 16],
                                 int64_t now)
{
    struct counter *set = set_of(t, hashed), *least = set;

    for (size_t i = 0; i < WAYS; i++) {
        if (!set[i].failures || now - set[i].last >= THROTTLE_MAX_MS)
            return &set[i];
        if (set[i].failures < least->failures)
            least = &set[i];
    }
    return least;
}

static int64_t pause_after(unsigned failures)
{
    unsigned doubled = failures - THROTTLE_FREE;

    if (failures < THROTTLE_FREE)
        return 0;
    return doubled > 9 ? THROTTLE_MAX_MS - 1 : (int64_t)FIRST_MS << doubled;
}

int64_t throttle_wait(struct throttle *t, struct str key, int64_t now)
{
    unsigned char hashed[16];
    int64_t wait = 0;

    hash(t, key, hashed);
    pthread_mutex_lock(&t->lock);
    const struct counter *c = find(t, hashed, now);
    if (c)
        wait = c->last + pause_after(c->failures) - now;
    pthread_mutex_unlock(&t->lock);
    return wait > 0 ? wait : 0;
}

void throttle_fail(struct throttle *t, struct str key, int64_t now)
{
    unsigned char hashed[16];

    hash(t, key, hashed);
    pthread_mutex_lock(&t->lock);
    struct counter *c = find(t, hashed, now);
    if (!c) {
        c = make_room(t, hashed, now);
        memcpy(c->key, hashed, 16);
        c->failures = 0;
    }
    c->failures++;
    c->last = now;
    pthread_mutex_unlock(&t->lock);
}

void throttle_forget(struct throttle *t, struct str key)
{
    unsigned char hashed[16];

    hash(t, key, hashed);
    pthread_mutex_lock(&t->lock);
    struct counter *set = set_of(t, hashed);
    for (size_t i = 0; i < WAYS; i++)
        if (memcmp(set[i].key, hashed, 16) == 0)
            set[i].failures = 0;
    pthread_mutex_unlock(&t->lock);
}
