/* How many requests somebody may make: token buckets in bounded memory.
 *
 * A bucket holds a minute's worth and fills evenly, so who was quiet may send a minute's requests
 * at once. Only one time is kept a bucket: when it will be full again. A bucket that is full says
 * nothing and may be forgotten, so when the memory is full those next to full go first: what a
 * flood of made-up keys pushes out are its own. Nothing is on disk. Thread-safe; a request costs
 * one short hash and one lock that few share.
 */
#ifndef KITH_AUTH_LIMIT_H
#define KITH_AUTH_LIMIT_H

#include "base/net.h"

struct limit;

/* Whose bucket it is. Made by the functions below; the memory must be zeroed before. */
struct limit_key {
    unsigned char b[24];
};

/* What a request took, as RateLimit headers tell it. */
struct limit_state {
    int64_t quota;   /* a minute */
    int64_t left;    /* at once */
    int64_t full_s;  /* until it is full again, rounded up */
    int64_t retry_s; /* refused: until the next one is let through; at least 1 */
};

struct limit *limit_new(void);
void limit_free(struct limit *l); /* NULL allowed */

/* `what` parts buckets of one owner: 'a' for all requests, 's' for sign-ins, … */
struct limit_key limit_key_id(char what, int64_t id);
/* An IPv6 address counts by its first 64 bits: a household has them all behind those. */
struct limit_key limit_key_address(char what, const struct net_address *a);

/* Takes one from a bucket that holds `a_minute` (> 0). False: it is empty, nothing was taken.
 * now_us: clock_mono_us(). *ret_state is always written. */
bool limit_take(struct limit *l, const struct limit_key *key, int64_t a_minute, int64_t now_us,
                struct limit_state *ret_state);

#endif
