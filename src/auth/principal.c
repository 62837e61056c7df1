/* From a token to who asks, on the path of every request.
 *
 * A token that was found good is remembered by a keyed 128-bit hash, together with the role in its
 * workspace and the control version of that moment. While the version stands, a request costs one
 * hash and one lookup. When it has moved, session and role are asked for again (which control
 * mostly has in memory), the signature is not: it cannot turn bad.
 *
 * Bad tokens are not remembered, so a flood of them pushes no good one out.
 */
#include <assert.h>
#include <sodium.h>

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

static struct memory_key key_of(const struct auth *a, struct str token)
{
    struct memory_key key;

    static_assert(sizeof key == 16 && crypto_generichash_BYTES_MIN <= 16, "128 bits");
    crypto_generichash((unsigned char *)&key, sizeof key, (const unsigned char *)token.p, token.n,
                       a->memory_key, sizeof a->memory_key);
    return key;
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

/* What the token says, still true. */
static int token_recall(struct auth *a, struct str token, struct remembered *ret, struct err *err)
{
    struct memory_key key = key_of(a, token);
    int64_t version = control_version(a->control), stamp = 0;
    bool known = memory_get(a->tokens, key, ret, &stamp);

    if (!known && !token_verify(a, token, &ret->claims))
        return unauthorized(err);
    if (ret->claims.expires_at <= clock_now_ms())
        return unauthorized(err);
    return known && stamp == version ? 0 : refresh(a, key, ret, version, err);
}

int principal_resolve(struct auth *a, struct str token, int64_t workspace_id,
                      struct principal *ret_principal, struct err *err)
{
    struct remembered r;

    if (token.n == 0 || token.n > TOKEN_MAX)
        return unauthorized(err);
    if (token_recall(a, token, &r, err) != 0)
        return -1;

    struct principal p = {
        .kind = PRINCIPAL_USER,
        .id = r.claims.user_id,
        .user_id = r.claims.user_id,
        .session_id = r.claims.session_id,
        .workspace_id = workspace_id ? workspace_id : r.claims.workspace_id,
        .role = r.role,
    };
    if (p.workspace_id != r.claims.workspace_id &&
        control_role(a->control, p.workspace_id, p.user_id, &p.role, err) != 0)
        return -1;
    if (p.role == ROLE_NONE)
        return no_such_workspace(err);
    *ret_principal = p;
    return 0;
}
