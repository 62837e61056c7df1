/* From a token to who asks, on the path of every request.
 *
 * A token that was found good is remembered by a keyed 128-bit hash, together with the role in its
 * workspace and the control version of that moment. While the version stands, a request costs one
 * hash and one lookup. When it has moved, session and role are asked for again (which control
 * mostly has in memory), the signature is not: it cannot turn bad. A cookie's secret goes the same
 * way, but for where its claims come from: its session's row. That somebody was here is noted at
 * most once a minute, by a writer, while the request goes on.
 *
 * Bad tokens are not remembered, so a flood of them pushes no good one out.
 */
#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "auth/auth_private.h"
#include "base/date.h"

static const char *const kind_names[] = {
    [PRINCIPAL_NONE] = "none",
    [PRINCIPAL_USER] = "user",
    [PRINCIPAL_KEY] = "key",
    [PRINCIPAL_SYSTEM] = "system",
};

const char *principal_kind_name(enum principal_kind k)
{
    return (size_t)k < ARRAY_LEN(kind_names) ? kind_names[k] : kind_names[PRINCIPAL_NONE];
}

static int unauthorized(struct err *err)
{
    return err_set(err, ERR_UNAUTHORIZED, NULL, "Sign in to go on.");
}

static int no_such_workspace(struct err *err)
{
    return err_set(err, ERR_NOT_FOUND, NULL, "There is no such workspace.");
}

/* Session and role as they are now; version was read before. */
static int refresh(struct auth *a, struct memory_key key, struct remembered *r, int64_t version,
                   struct err *err)
{
    const struct claims *c = &r->claims;
    bool alive;

    if (control_session_alive(a->control, c->session_id, &alive, err) != 0)
        return -1;
    if (!alive)
        return unauthorized(err);
    if (control_role(a->control, c->workspace_id, c->user_id, &r->role, err) != 0)
        return -1;
    memory_put(a->tokens, key, r, version);
    return 0;
}

static int read_token(struct auth *a, struct str token, struct claims *ret, struct err *err)
{
    return token_verify(a, token, ret) ? 0 : unauthorized(err);
}

static int read_cookie(struct auth *a, struct str cookie, struct claims *ret, struct err *err)
{
    unsigned char hash[SECRET_HASH_SIZE];
    struct session s;
    struct err missing = {0};

    secret_hash("cookie", cookie, hash);
    if (control_session_by_cookie(a->control, (struct str){(char *)hash, sizeof hash}, &s,
                                  &missing) != 0) {
        if (missing.code == ERR_NOT_FOUND)
            return unauthorized(err);
        *err = missing;
        return -1;
    }
    *ret = (struct claims){.user_id = s.user_id,
                           .workspace_id = s.workspace_id,
                           .session_id = s.id,
                           .expires_at = s.expires_at};
    return 0;
}

/* What a secret says, by its sort; each sort is remembered under a key of its own. */
static const struct reader {
    size_t key_at;
    int (*read)(struct auth *a, struct str secret, struct claims *ret, struct err *err);
} token_reader = {0, read_token},
  cookie_reader = {crypto_shorthash_siphashx24_KEYBYTES, read_cookie};

/* SipHash: keyed like the dearer hashes, and this is done for every request. */
static struct memory_key key_of(const struct auth *a, const struct reader *reader,
                                struct str secret)
{
    struct memory_key key;

    static_assert(sizeof key == crypto_shorthash_siphashx24_BYTES, "128 bits");
    static_assert(sizeof a->memory_key >= 2 * crypto_shorthash_siphashx24_KEYBYTES, "two keys");
    crypto_shorthash_siphashx24((unsigned char *)&key, (const unsigned char *)secret.p, secret.n,
                                a->memory_key + reader->key_at);
    return key;
}

/* What the secret says, still true. */
static int recall(struct auth *a, const struct reader *reader, struct str secret,
                  struct remembered *ret, struct err *err)
{
    struct memory_key key = key_of(a, reader, secret);
    int64_t version = control_version(a->control), stamp = 0, now = clock_now_ms();
    bool known = memory_get(a->tokens, key, ret, &stamp) && ret->claims.expires_at > now;

    if (!known) {
        *ret = (struct remembered){0};
        if (reader->read(a, secret, &ret->claims, err) != 0)
            return -1;
    }
    if (ret->claims.expires_at <= now)
        return unauthorized(err);
    if ((!known || stamp != version) && refresh(a, key, ret, version, err) != 0)
        return -1;
    if (now - ret->seen_at >= SEEN_MS) {
        ret->seen_at = now;
        memory_put(a->tokens, key, ret, version);
        control_session_touch(a->control, ret->claims.session_id, SEEN_MS, now + SESSION_MS);
    }
    return 0;
}

static int resolve(struct auth *a, const struct reader *reader, struct str secret,
                   int64_t workspace_id, struct principal *ret_principal, struct err *err)
{
    struct remembered r;

    if (secret.n == 0 || secret.n > TOKEN_MAX)
        return unauthorized(err);
    if (recall(a, reader, secret, &r, err) != 0)
        return -1;

    struct principal p = {
        .kind = PRINCIPAL_USER,
        .id = r.claims.user_id,
        .user_id = r.claims.user_id,
        .session_id = r.claims.session_id,
        .workspace_id = workspace_id ? workspace_id : r.claims.workspace_id,
        .role = r.role,
        .by_cookie = reader == &cookie_reader,
    };
    if (p.workspace_id != r.claims.workspace_id &&
        control_role(a->control, p.workspace_id, p.user_id, &p.role, err) != 0)
        return -1;
    if (p.role == ROLE_NONE)
        return no_such_workspace(err);
    *ret_principal = p;
    return 0;
}

int principal_resolve(struct auth *a, struct str token, int64_t workspace_id,
                      struct principal *ret_principal, struct err *err)
{
    return resolve(a, &token_reader, token, workspace_id, ret_principal, err);
}

int principal_stands(struct auth *a, const struct principal *who, bool *ret_stands, struct err *err)
{
    enum role role;
    int failed = who->kind == PRINCIPAL_KEY
                     ? key_stands(a->control, who->id, ret_stands, err)
                     : control_session_alive(a->control, who->session_id, ret_stands, err);

    if (failed || control_role(a->control, who->workspace_id, who->user_id, &role, err) != 0)
        return -1;
    *ret_stands &= role != ROLE_NONE;
    return 0;
}

int principal_by_cookie(struct auth *a, struct str cookie, int64_t workspace_id,
                        struct principal *ret_principal, struct err *err)
{
    return resolve(a, &cookie_reader, cookie, workspace_id, ret_principal, err);
}
