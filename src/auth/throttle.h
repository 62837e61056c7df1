/* Back-off for guessers: who has failed five times waits, twice as long each further time, up to
 * fifteen minutes. Keys are texts ("account:ann@example.com", "address:192.0.2.1").
 *
 * In bounded memory, so a flood of made-up keys pushes out the least failed of its neighbours, and
 * nothing on disk. Failures are forgotten after a quiet quarter of an hour. Thread-safe.
 */
#ifndef KITH_AUTH_THROTTLE_H
#define KITH_AUTH_THROTTLE_H

#include "base/str.h"

enum { THROTTLE_FREE = 5, THROTTLE_MAX_MS = 15 * 60 * 1000 };

struct throttle;

struct throttle *throttle_new(void);
void throttle_free(struct throttle *t); /* NULL allowed */
/* How many ms from now (a clock_mono_us() / 1000) until the key may try again; 0: at once. */
int64_t throttle_wait(struct throttle *t, struct str key, int64_t now);
void throttle_fail(struct throttle *t, struct str key, int64_t now);
void throttle_forget(struct throttle *t, struct str key);

#endif
