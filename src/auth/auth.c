/* The room's state: the signing key, and the memory of verified tokens. */
#include <sodium.h>
#include <stdlib.h>

#include "auth/auth_private.h"
#include "base/date.h"
#include "base/log.h"
#include "base/rand.h"

enum { TOKENS_KNOWN = 4096 };

static struct auth *auth_new(struct control *c, int64_t token_ms)
{
    struct auth *a = calloc(1, sizeof *a);

    if (!a)
        log_fatal("out of memory (auth)");
    a->control = c;
    a->token_ms = token_ms;
    a->tokens = memory_new(TOKENS_KNOWN, sizeof(struct remembered));
    rand_secret(a->memory_key, sizeof a->memory_key);
    return a;
}

int auth_open(struct control *c, int64_t token_ms, struct auth **ret_auth, struct err *err)
{
    if (sodium_init() < 0)
        return err_internal(err, "libsodium cannot start");

    struct auth *a = auth_new(c, token_ms);
    if (control_signing_key(c, a->signing_key, err) != 0 || token_init(a, err) != 0) {
        auth_close(a);
        return -1;
    }
    *ret_auth = a;
    return 0;
}

void auth_close(struct auth *a)
{
    if (!a)
        return;
    memory_free(a->tokens);
    sodium_memzero(a, sizeof *a);
    free(a);
}

int64_t auth_expiry(const struct auth *a)
{
    return clock_now_ms() + a->token_ms;
}
