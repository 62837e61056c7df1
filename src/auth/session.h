/* Sessions: one a sign-in, with three secrets the client is given and the database knows by hash
 * only.
 *
 * - The token (JWT) of an hour, for the Authorization header.
 * - The refresh token, good once: using it gives the next. It has two parts, one that all of a
 *   session share and one that changes; who comes with the first right and the second used up has
 *   stolen it or was stolen from, so the session ends.
 * - The cookie's secret, for browsers. It stays as long as its session.
 * A session lives thirty days from its last use.
 */
#ifndef KITH_AUTH_SESSION_H
#define KITH_AUTH_SESSION_H

#include "auth/auth.h"

struct session_start {
    int64_t user_id, workspace_id;
    struct str user_agent, address;
    const char *action; /* for the audit log: "auth.login" */
    struct str former;  /* the cookie the client came with: its session ends. p NULL: none */
};

/* What the client is given; in the arena. */
struct session_grant {
    int64_t session_id, user_id, workspace_id;
    const char *token;
    int64_t token_expires_at;
    const char *refresh_token;
    const char *cookie; /* NULL: unchanged */
    int64_t expires_at; /* of session and cookie */
};

/* These block. */
int session_start(struct auth *a, struct arena *arena, const struct session_start *start,
                  struct session_grant *ret_grant, struct err *err);
/* ERR_UNAUTHORIZED for a refresh token that is none, used up or of an ended session. */
int session_refresh(struct auth *a, struct arena *arena, struct str refresh_token,
                    struct str address, struct session_grant *ret_grant, struct err *err);
/* By the cookie; a refresh token given out before is void. */
int session_refresh_by_cookie(struct auth *a, struct arena *arena, struct str cookie,
                              struct session_grant *ret_grant, struct err *err);
/* One of who's own; ERR_NOT_FOUND for any other. */
int session_end(struct auth *a, const struct principal *who, int64_t session_id, struct str address,
                struct err *err);
/* All of who's but the one they speak from; with `all`, that one too. */
int session_end_all(struct auth *a, const struct principal *who, bool all, struct str address,
                    int64_t *ret_ended, struct err *err);

/* The token that unsafe requests by cookie must show (HMAC of the session). */
enum { CSRF_SIZE = 44 };
void session_csrf_token(const struct auth *a, int64_t session_id, char out[static CSRF_SIZE]);
bool session_csrf_ok(const struct auth *a, int64_t session_id, struct str given);

#endif
