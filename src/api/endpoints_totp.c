/* Two-factor sign-in: a seed for the app, its first code, and switching it off. */
#include "api/accounts.h"
#include "auth/totp.h"

static int begin(struct call *c, struct err *err)
{
    struct actor by = call_actor(c);
    struct user u;
    const char *secret;
    if (account_need_session(c, err) ||
        control_user(c->app->control, c->arena, c->who.user_id, &u, err) ||
        account_totp_begin(c->app->auth, c->arena, &by, &secret, err))
        return -1;
    const char *uri = totp_uri(c->arena, u.email, secret), *svg = qr_svg(c->arena, uri);
    if (!svg)
        return err_internal(err, "no QR code of %zu bytes", str_of(uri).n);
    json_object_begin(&c->out);
    json_put_cstr(&c->out, "secret", secret);
    json_put_cstr(&c->out, "otpauth_uri", uri);
    json_put_cstr(&c->out, "qr_svg", svg);
    json_object_end(&c->out);
    return 0;
}

static int enable(struct call *c, struct err *err)
{
    struct actor by = call_actor(c);
    const char *codes[RECOVERY_CODES];
    if (account_need_session(c, err) ||
        account_totp_enable(c->app->auth, c->arena, &by, account_text(c, "code"), codes, err))
        return -1;
    json_object_begin(&c->out);
    json_key(&c->out, "recovery_codes");
    json_array_begin(&c->out);
    for (size_t i = 0; i < RECOVERY_CODES; i++)
        json_cstr(&c->out, codes[i]);
    json_array_end(&c->out);
    json_object_end(&c->out);
    return 0;
}

/* A code is not needed, since the phone may be lost; one that is given must be right. */
static int check_code(struct call *c, struct err *err)
{
    struct str code = account_text(c, "code");
    bool good;
    if (!code.p)
        return 0;
    if (account_totp_take(c->app->auth, c->arena, c->who.user_id, code, call_address(c), &good,
                          err))
        return -1;
    return good ? 0 : err_set(err, ERR_INVALID, "code", "The code is wrong or was used already.");
}

static int disable(struct call *c, struct err *err)
{
    struct actor by = call_actor(c);
    int64_t wait_s = 0;
    if (account_need_session(c, err))
        return -1;
    if (signin_confirm(c->app->auth, c->arena, c->who.user_id, account_text(c, "password"),
                       "password", &wait_s, err))
        return account_retry(c, wait_s, -1);
    return check_code(c, err) ? -1 : account_totp_disable(c->app->auth, &by, err);
}

/* --- rows ---------------------------------------------------------------------------------------
 */

static const struct shape begin_answer[] = {
    {.name = "secret", .kind = SHAPE_STRING, .required = true, .help = "base32"},
    {.name = "otpauth_uri", .kind = SHAPE_STRING, .required = true},
    {.name = "qr_svg", .kind = SHAPE_STRING, .required = true, .help = "the same as a picture"},
};
static const struct shape enable_body[] = {
    {.name = "code", .kind = SHAPE_STRING, .required = true, .max = 40},
};
static const struct shape enable_answer[] = {
    {.name = "recovery_codes",
     .kind = SHAPE_LIST,
     .required = true,
     .item = SHAPE_STRING,
     .help = "each signs in once without the app; shown this once"},
};
static const struct shape disable_body[] = {
    {.name = "password", .kind = SHAPE_STRING, .required = true, .max = 1000},
    {.name = "code", .kind = SHAPE_STRING, .max = 40},
};

static const struct endpoint rows[] = {
    {.method = HTTP_POST,
     .path = "/api/auth/totp",
     .id = "auth.totp",
     .tag = "accounts",
     .summary = "A secret for an authenticator app; not asked for until enabled",
     .mode = MODE_POOL,
     .handle = begin,
     ANSWER(begin_answer)},
    {.method = HTTP_POST,
     .path = "/api/auth/totp/enable",
     .id = "auth.totp_enable",
     .tag = "accounts",
     .summary = "Sign-in needs a code from now on",
     .mode = MODE_POOL,
     .handle = enable,
     BODY(enable_body),
     ANSWER(enable_answer)},
    {.method = HTTP_DELETE,
     .path = "/api/auth/totp",
     .id = "auth.totp_disable",
     .tag = "accounts",
     .summary = "Sign-in needs no code any more",
     .mode = MODE_POOL,
     .flags = ENDPOINT_NO_BODY_OUT,
     .handle = disable,
     BODY(disable_body),
     .status = 204},
};

const struct endpoint_table totp_endpoints = {rows, ARRAY_LEN(rows)};
