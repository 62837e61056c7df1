/* What the files of this room share. */
#ifndef KITH_AUTH_PRIVATE_H
#define KITH_AUTH_PRIVATE_H

#include "auth/auth.h"
#include "space/memory.h"

enum { TOKEN_MAX = 4096, TOKEN_KEY_SIZE = 32, TOKEN_HEADER_MAX = 128 };

struct auth {
    struct control *control;
    int64_t token_ms;
    unsigned char signing_key[TOKEN_KEY_SIZE];
    unsigned char memory_key[TOKEN_KEY_SIZE]; /* of this process: hashes tokens for `tokens` */
    struct memory *tokens;                    /* hash of a token -> what it was resolved to */
    char header[TOKEN_HEADER_MAX]; /* what every token of ours begins with, dot included */
};

/* What a token says, once its signature has been found good. */
struct claims {
    int64_t user_id, workspace_id, session_id;
    int64_t expires_at; /* ms */
};

/* Of a token: its claims, and the role in its own workspace. */
struct remembered {
    struct claims claims;
    enum role role;
};

/* token.c */
/* Learns the header that our own tokens carry. */
int token_init(struct auth *a, struct err *err);
/* False for whatever is not a token of ours; expiry is not looked at. */
bool token_verify(const struct auth *a, struct str token, struct claims *ret_claims);

#endif
