/* Tokens: JWT, HS256, by libjwt.
 *
 * The algorithm is ours and never the token's. All our tokens begin with the same header, letter
 * by letter; whatever begins otherwise (another algorithm, `none`, a key of its own, critical
 * extensions) is refused before anything of it is parsed.
 *
 * Ids travel as text: a JSON number of libjwt is a long, which has 32 bits on small machines.
 */
#include <errno.h>
#include <inttypes.h>
#include <jwt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "auth/auth_private.h"
#include "base/date.h"

#define TOKEN_ISSUER "kith"

/* --- making ----------------------------------------------------------------------------------- */

static int add_id(jwt_t *jwt, const char *name, int64_t id)
{
    char text[24];

    snprintf(text, sizeof text, "%" PRId64, id);
    return jwt_add_grant(jwt, name, text);
}

static int add_claims(jwt_t *jwt, const struct claims *c)
{
    return jwt_add_grant(jwt, "iss", TOKEN_ISSUER) || add_id(jwt, "sub", c->user_id) ||
           add_id(jwt, "ws", c->workspace_id) || add_id(jwt, "sid", c->session_id) ||
           jwt_add_grant_int(jwt, "iat", (long)(clock_now_ms() / 1000)) ||
           jwt_add_grant_int(jwt, "exp", (long)(c->expires_at / 1000));
}

/* malloc'ed; NULL when libjwt will not. */
static char *sign(const struct auth *a, const struct claims *c)
{
    jwt_t *jwt;
    char *text = NULL;

    if (jwt_new(&jwt) != 0)
        return NULL;
    if (jwt_set_alg(jwt, JWT_ALG_HS256, a->signing_key, TOKEN_KEY_SIZE) == 0 &&
        add_claims(jwt, c) == 0)
        text = jwt_encode_str(jwt);
    jwt_free(jwt);
    return text;
}

int token_issue(struct auth *a, struct arena *arena, int64_t user_id, int64_t workspace_id,
                int64_t session_id, int64_t expires_at, const char **ret_token, struct err *err)
{
    struct claims c = {.user_id = user_id,
                       .workspace_id = workspace_id,
                       .session_id = session_id,
                       .expires_at = expires_at};
    char *text = sign(a, &c);

    if (!text)
        return err_internal(err, "libjwt cannot sign a token: %s", strerror(errno));
    *ret_token = arena_strdup(arena, text);
    free(text);
    return 0;
}

int token_init(struct auth *a, struct err *err)
{
    struct claims none = {0};
    char *text = sign(a, &none);
    size_t n = text ? strcspn(text, ".") + 1 : 0;

    if (n == 0 || n >= sizeof a->header) {
        free(text);
        return err_internal(err, "libjwt cannot sign a token");
    }
    memcpy(a->header, text, n);
    a->header[n] = '\0';
    free(text);
    return 0;
}

/* --- verifying -------------------------------------------------------------------------------- */

/* Three parts of base64url, the first of them ours. */
static bool has_our_shape(const struct auth *a, struct str token)
{
    size_t dots = 0;

    if (token.n > TOKEN_MAX || !str_starts(token, a->header))
        return false;
    for (size_t i = 0; i < token.n; i++) {
        char c = token.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');

        if (c == '.')
            dots++;
        else if (!letter && c != '-' && c != '_')
            return false;
    }
    return dots == 2;
}

static bool get_id(jwt_t *jwt, const char *name, int64_t *ret_id)
{
    return str_to_i64(str_of(jwt_get_grant(jwt, name)), ret_id) && *ret_id > 0;
}

static bool get_claims(jwt_t *jwt, struct claims *c)
{
    const char *issuer = jwt_get_grant(jwt, "iss");
    long expires = jwt_get_grant_int(jwt, "exp");

    c->expires_at = (int64_t)expires * 1000;
    return issuer && strcmp(issuer, TOKEN_ISSUER) == 0 && expires > 0 &&
           get_id(jwt, "sub", &c->user_id) && get_id(jwt, "ws", &c->workspace_id) &&
           get_id(jwt, "sid", &c->session_id);
}

bool token_verify(const struct auth *a, struct str token, struct claims *ret_claims)
{
    char text[TOKEN_MAX + 1];
    struct claims c;
    jwt_t *jwt = NULL;

    if (!has_our_shape(a, token))
        return false;
    memcpy(text, token.p, token.n);
    text[token.n] = '\0';
    if (jwt_decode(&jwt, text, a->signing_key, TOKEN_KEY_SIZE) != 0)
        return false;

    bool good = jwt_get_alg(jwt) == JWT_ALG_HS256 && get_claims(jwt, &c);
    jwt_free(jwt);
    if (good)
        *ret_claims = c;
    return good;
}
