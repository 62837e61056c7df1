/* What the files of this room share. */
#ifndef KITH_AUTH_PRIVATE_H
#define KITH_AUTH_PRIVATE_H

#include <pthread.h>

#include "auth/auth.h"
#include "auth/secret.h"
#include "auth/throttle.h"
#include "space/memory.h"

enum { TOKEN_MAX = 4096, TOKEN_KEY_SIZE = 32, TOKEN_HEADER_MAX = 160, SIGNING_KEYS_MAX = 64 };

/* A session lives so long after it was last used, and its use is noted so often. */
#define SESSION_MS INT64_C(2592000000)
#define SEEN_MS    INT64_C(60000)

struct signing_key {
    int64_t id, created_at;
    unsigned char key[TOKEN_KEY_SIZE];
    char header[TOKEN_HEADER_MAX]; /* what every token it signed begins with, dot included */
};

struct auth {
    struct auth_config config; /* its strings are copies */
    struct control *control;
    struct secrets *secrets;
    struct throttle *throttle; /* NULL: nobody waits */

    pthread_rwlock_t keys_lock;
    struct signing_key keys[SIGNING_KEYS_MAX]; /* the newest first */
    size_t n_keys;
    _Atomic int64_t keys_looked_us; /* monotonic: when others' new keys were looked for */

    unsigned char csrf_key[TOKEN_KEY_SIZE];
    unsigned char memory_key[TOKEN_KEY_SIZE]; /* of this process: hashes tokens for `tokens` */
    struct memory *tokens;                    /* hash of a token -> what it was resolved to */
    struct memory *api_keys;                  /* the same of API keys (key.c) */
};

/* What a token says, once its signature has been found good. */
struct claims {
    int64_t user_id, workspace_id, session_id;
    int64_t expires_at; /* ms */
};

/* Of a token or cookie: its claims, and the role in its own workspace. */
struct remembered {
    struct claims claims;
    enum role role;
    int64_t seen_at; /* when the session's use was last noted */
};

/* token.c */
/* Loads the signing keys, making the first. */
int token_init(struct auth *a, struct err *err);
/* False for whatever is not a token of ours; expiry is not looked at. */
bool token_verify(struct auth *a, struct str token, struct claims *ret_claims);

/* key.c */
struct memory *key_memory(void);
int key_stands(struct control *c, int64_t id, bool *ret_stands, struct err *err);

#endif
