/* Randomness: the system's for secrets (libsodium), a seeded one (splitmix64) for demo data. */
#ifndef KITH_BASE_RAND_H
#define KITH_BASE_RAND_H

#include <stddef.h>
#include <stdint.h>

struct rand {
    uint64_t state;
};

void rand_secret(void *out, size_t n);
void rand_seed(struct rand *r, uint64_t seed);
uint64_t rand_next(struct rand *r);
/* Uniform in [0, n); n > 0. */
uint64_t rand_below(struct rand *r, uint64_t n);

#endif
