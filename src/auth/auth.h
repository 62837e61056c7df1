/* Who asks, and what they may. Passwords (argon2id, libsodium), tokens (JWT HS256, libjwt with the
 * algorithm pinned), principals. Knows the control database; knows nothing of HTTP or records.
 *
 * session.h: sign-ins and their tokens. signin.h: from a password to a user. account.h: what users
 * change about themselves. audit.h, secret.h, throttle.h, totp.h: what those stand on.
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
struct secrets;

struct auth_config {
    struct control *control;
    const char *dir;         /* of secret.key */
    const char *secret_keys; /* the keys themselves; NULL: in the file */
    int64_t token_ms;        /* how long a token lives; at most TOKEN_LIFE_MAX_MS */
    int64_t signing_key_ms;  /* a new signing key after; 0: never by itself */
    bool throttled;          /* guessers wait */
    /* Queues a mail in the caller's transaction; NULL: no mail is set up. */
    int (*mail)(void *ctx, struct space_tx *tx, const char *to, const char *subject,
                const char *text, struct err *err);
    void (*mailed)(void *ctx); /* after the commit */
    void *mail_ctx;
    const char *public_url; /* what links begin with: https://crm.example.com */
};

#define TOKEN_LIFE_MAX_MS (INT64_C(7) * 86400000)

/* Opens the keys, making them at first start. ERR_UNAVAILABLE when secret.key is not the one that
 * sealed what is in the database. */
int auth_open(const struct auth_config *config, struct auth **ret_auth, struct err *err);
void auth_close(struct auth *a); /* NULL allowed */
struct control *auth_control(const struct auth *a);
/* For what else is to be sealed (secret.h). */
const struct secrets *auth_secrets(const struct auth *a);
bool auth_mails(const struct auth *a);
/* `kith secrets rotate`: a new key in secret.key and a new signing key; all that is sealed is
 * sealed anew. Nobody is signed out. */
int auth_rotate(struct auth *a, struct err *err);

/* A password good enough to keep: 8 characters to 1000 bytes, and none of the commonest. */
int password_check(struct str password, struct err *err);
/* The same for another field than "password". */
int password_check_as(const char *field, struct str password, struct err *err);
/* argon2id; burns ~60 ms and 64 MiB: on the CPU pool only. hash: crypto_pwhash_STRBYTES (128). */
int password_hash(struct str password, char hash[static 128], struct err *err);
/* Constant time. hash NULL verifies against a dummy, so that an unknown user takes as long. */
bool password_verify(struct str password, const char *hash);
/* Was it hashed with less than what is asked for today? */
bool password_outdated(const char *hash);

/* A signed token for a session; text lives in the arena. It expires at the second expires_at (ms)
 * lies in. */
int token_issue(struct auth *a, struct arena *arena, int64_t user_id, int64_t workspace_id,
                int64_t session_id, int64_t expires_at, const char **ret_token, struct err *err);
/* A new key to sign with; the old ones verify until what they signed has expired. Blocks. */
int token_rotate(struct auth *a, struct err *err);

/* Resolves `token`, and the workspace asked for (0: the token's own), to a principal.
 * ERR_UNAUTHORIZED for anything wrong with the token (never saying what), ERR_NOT_FOUND for a
 * workspace that is not theirs. A verified token is remembered (bounded), so that the next request
 * costs a lookup; ending a session or a membership forgets it at once. */
int principal_resolve(struct auth *a, struct str token, int64_t workspace_id,
                      struct principal *ret_principal, struct err *err);
/* The same by the secret in a session's cookie; sets by_cookie. */
int principal_by_cookie(struct auth *a, struct str cookie, int64_t workspace_id,
                        struct principal *ret_principal, struct err *err);

/* Is who came with it still in, and there? Sessions end, keys are revoked, members leave: for what
 * goes on after the request was let in. */
int principal_stands(struct auth *a, const struct principal *who, bool *ret_stands,
                     struct err *err);

#endif
