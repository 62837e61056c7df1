/* Randomness. libsodium reads the system's generator; sodium_init() may be called by any thread,
 * any number of times, and does its work once.
 */
#include "base/rand.h"

#include "base/log.h"
#include <assert.h>
#include <sodium.h>

void rand_secret(void *out, size_t n)
{
    if (sodium_init() < 0)
        log_fatal("the system has no source of randomness");
    randombytes_buf(out, n);
}

void rand_seed(struct rand *r, uint64_t seed)
{
    r->state = seed;
}

uint64_t rand_next(struct rand *r)
{
    uint64_t z = r->state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

uint64_t rand_below(struct rand *r, uint64_t n)
{
    assert(n > 0);
    /* The first (2^64 mod n) values would make small results likelier; they are thrown again. */
    uint64_t skip = (UINT64_MAX - n + 1) % n;
    uint64_t v;

    do
        v = rand_next(r);
    while (v < skip);
    return v % n;
}
