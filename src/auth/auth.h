/* Who asks, and what they may. Passwords (argon2id, libsodium), tokens (JWT HS256, libjwt with the
 * algorithm pinned), principals. Knows the control database; knows nothing of HTTP or records.
 */
#ifndef KITH_AUTH_AUTH_H
#define KITH_AUTH_AUTH_H

#include "space/control.h"

enum principal_kind { PRINCIPAL_NONE, PRINCIPAL_USER, PRINCIPAL_KEY, PRINCIPAL_SYSTEM };
const char *principal_kind_name(enum principal_kind k);

/* Who a request is made by, resolved once at the door. */
struct principal {
    enum principal_kind kind;
    int64_t id;           /* user or key */
    int64_t user_id;      /* the user, or the key's owner */
    int64_t session_id;   /* 0: none */
    int64_t workspace_id; /* the one this request is about */
    enum role role;       /* there */
    const char *scopes;   /* a key's: parted by blanks, in the request's arena; NULL: all */
    int64_t rate_limit;   /* a key's own requests a minute; 0: the setting's */
    bool by_cookie;       /* a browser's session: unsafe methods must prove their origin */
};

struct auth;

/* token_ms: how long a token lives. */
int auth_open(struct control *c, int64_t token_ms, struct auth **ret_auth, struct err *err);
void auth_close(struct auth *a); /* NULL allowed */
/* When a token issued now expires: for the session's row and the answer. */
int64_t auth_expiry(const struct auth *a);

/* A password good enough to keep: 8 characters to 1000 bytes. */
int password_check(struct str password, struct err *err);
/* argon2id; burns ~60 ms and 64 MiB: on the CPU pool only. hash: crypto_pwhash_STRBYTES (128). */
int password_hash(struct str password, char hash[static 128], struct err *err);
/* Constant time. hash NULL verifies against a dummy, so that an unknown user takes as long. */
bool password_verify(struct str password, const char *hash);

/* A signed token for a session; text lives in the arena. It expires at the second expires_at (ms)
 * lies in. */
int token_issue(struct auth *a, struct arena *arena, int64_t user_id, int64_t workspace_id,
                int64_t session_id, int64_t expires_at, const char **ret_token, struct err *err);

/* Resolves `token`, and the workspace asked for (0: the token's own), to a principal.
 * ERR_UNAUTHORIZED for anything wrong with the token (never saying what), ERR_NOT_FOUND for a
 * workspace that is not theirs. A verified token is remembered (bounded), so that the next request
 * costs a lookup; ending a session or a membership forgets it at once. */
int principal_resolve(struct auth *a, struct str token, int64_t workspace_id,
                      struct principal *ret_principal, struct err *err);

#endif
