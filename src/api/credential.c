/* Who asks: by a token, by an API key, or by a browser's cookie.
 *
 * TO ADD A KIND OF CREDENTIAL: one row in `kinds`. The first that a request carries decides; a bad
 * one is not made up for by another.
 */
#include "api/accounts.h"
#include "api/door.h"
#include "auth/key.h"

static struct str bearer(const struct call *c)
{
    struct str header = http_header(c->x, "Authorization");
    if (header.n > 7 && str_ieq(str_sub(header, 0, 7), STR("Bearer ")))
        return str_trim(str_sub(header, 7, header.n));
    return STR_NONE;
}

static struct str bearer_token(const struct call *c)
{
    struct str text = bearer(c);
    return str_starts(text, "kith_") ? STR_NONE : text;
}

static struct str key_text(const struct call *c)
{
    struct str text = bearer(c);
    return str_starts(text, "kith_") ? text : str_trim(http_header(c->x, "X-Api-Key"));
}

static int by_token(struct call *c, struct str text, int64_t workspace, struct err *err)
{
    return principal_resolve(c->app->auth, text, workspace, &c->who, err);
}

static int by_key(struct call *c, struct str text, int64_t workspace, struct err *err)
{
    return principal_by_key(c->app->auth, c->arena, text, workspace, &c->who, err);
}

static int by_cookie(struct call *c, struct str text, int64_t workspace, struct err *err)
{
    return principal_by_cookie(c->app->auth, text, workspace, &c->who, err);
}

static const struct {
    struct str (*read)(const struct call *c);
    int (*resolve)(struct call *c, struct str text, int64_t workspace, struct err *err);
} kinds[] = {
    {bearer_token, by_token},
    {key_text, by_key},
    {account_cookie, by_cookie},
};

/* The workspace a request names: a header, or for what cannot send one a parameter of a GET. */
static int named_workspace(struct call *c, int64_t *ret_id, struct err *err)
{
    struct str name = http_header(c->x, "X-Workspace");
    if (!name.p && (c->x->method == HTTP_GET || c->x->method == HTTP_HEAD))
        name = http_query(c->x, "workspace");
    *ret_id = 0;
    if (!name.p || (str_to_i64(name, ret_id) && *ret_id > 0))
        return 0;
    return err_set(err, ERR_NOT_FOUND, NULL, "there is no such workspace");
}

int credential_read(struct call *c, struct err *err)
{
    int64_t workspace;
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        struct str text = kinds[i].read(c);
        if (!text.n)
            continue;
        if (named_workspace(c, &workspace, err) == 0 &&
            kinds[i].resolve(c, text, workspace, err) == 0)
            return 0;
        if (err->code == ERR_UNAUTHORIZED)
            http_set_header(c->x, "WWW-Authenticate", "Bearer error=\"invalid_token\"");
        return -1;
    }
    http_set_header(c->x, "WWW-Authenticate", "Bearer");
    return err_set(err, ERR_UNAUTHORIZED, NULL,
                   "send the token of a sign-in (Authorization: Bearer ...) or a key (X-Api-Key)");
}

int credential_scope(struct call *c, struct err *err)
{
    const struct endpoint *e = c->endpoint;
    if (principal_has_scope(&c->who, e->scope) || (!e->scope && (e->flags & ENDPOINT_KEYS)))
        return 0;
    if (!e->scope)
        return err_set(err, ERR_FORBIDDEN, NULL, "API keys may not do this; sign in.");
    return err_set(err, ERR_FORBIDDEN, "scope", "This API key lacks the scope %s.", e->scope);
}
