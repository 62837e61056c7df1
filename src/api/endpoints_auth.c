/* Accounts over HTTP: register, sign in, who am I, refresh, sign out. Hashing burns CPU and
 * registering writes two databases, so these run on the pool.
 */
#include <stdio.h>

#include "api/accounts.h"
#include "auth/invitation.h"
#include "base/date.h"
#include "base/money.h"

/* --- registering --------------------------------------------------------------------------------
 */

static int read_zone(struct call *c, const char **ret, struct err *err)
{
    struct str name = str_trim(account_text(c, "time_zone"));
    *ret = name.n ? str_cstr(c->arena, name) : c->app->settings->time_zone;
    struct tz *zone = tz_open(*ret);
    if (!zone)
        return err_set(err, ERR_INVALID, "time_zone", "there is no time zone %s", *ret);
    tz_free(zone);
    return 0;
}

static int read_currency(struct call *c, const char **ret, struct err *err)
{
    struct str code = str_trim(account_text(c, "currency"));
    *ret = code.n ? str_cstr(c->arena, code) : c->app->settings->currency;
    if (!money_currency_known(str_of(*ret)))
        return err_set(err, ERR_INVALID, "currency", "%s is no currency code, like EUR", *ret);
    return 0;
}

/* What is wrong within it is named as the body has it: workspace.name. */
static int read_workspace(struct call *c, struct workspace *w, struct err *err)
{
    size_t first = err->n_rows;
    int failed = read_workspace_settings(c, json_object_get(c->body, "workspace"), w, err);
    for (size_t i = first; i < err->n_rows; i++) {
        const char *field = arena_printf(c->arena, "workspace.%.64s", err->rows[i].field);
        snprintf(err->rows[i].field, sizeof err->rows[i].field, "%s", field);
    }
    return failed;
}

static int read_new_user(struct call *c, struct user *u, struct workspace *w, struct err *err)
{
    struct str email, name = str_trim(account_text(c, "name"));
    if (call_email(c, "email", &email, err) == 0)
        u->email = str_cstr(c->arena, email);
    password_check(account_text(c, "password"), err);
    if (!name.n)
        err_set(err, ERR_REQUIRED, "name", "what shall we call you?");
    u->name = str_cstr(c->arena, name);
    read_zone(c, &w->time_zone, err);
    read_currency(c, &w->currency, err);
    w->country = c->app->settings->country;
    w->name = arena_printf(c->arena, "%s's workspace", u->name);
    read_workspace(c, w, err);
    return err->code ? -1 : 0;
}

/* The first may always: somebody has to own the instance. */
static int may_register(struct call *c, const char *email, struct err *err)
{
    struct str mode = str_of(account_registration(c->app->settings));
    struct str invitation = account_text(c, "invitation");
    bool any;
    if (invitation.n && !str_is(mode, "closed"))
        return invitation_check(c->app->control, invitation, str_of(email), err);
    if (str_is(mode, "open"))
        return 0;
    if (control_has_users(c->app->control, &any, err))
        return -1;
    if (!any)
        return 0;
    if (str_is(mode, "closed"))
        return err_set(err, ERR_FORBIDDEN, NULL, "Registration is closed here.");
    return err_set(err, ERR_FORBIDDEN, "invitation",
                   "Registration needs an invitation here: ask a member of a workspace for one.");
}

static int register_user(struct call *c, struct err *err)
{
    struct user u = {0}, made;
    struct workspace w = {0}, space;
    char hash[128];
    int64_t joined;
    struct str password = account_text(c, "password"), invitation = account_text(c, "invitation");
    if (read_new_user(c, &u, &w, err) || may_register(c, u.email, err) ||
        password_hash(password, hash, err) ||
        control_register(c->app->control, c->arena, &u, hash, &w, &made, &space, err))
        return -1;
    if (invitation.n &&
        account_join(c->app->control, invitation, str_of(made.email), made.id, &joined, err))
        return -1;
    return account_sign_in(c, &made, &space, "auth.register", err);
}

/* --- signing in ---------------------------------------------------------------------------------
 */

/* Who left or deleted their last one begins anew: an account without any could do nothing. */
static int another_workspace(struct call *c, const struct user *u, struct workspace *ret,
                             struct err *err)
{
    const struct settings *s = c->app->settings;
    struct workspace w = {.name = arena_printf(c->arena, "%s's workspace", u->name),
                          .time_zone = s->time_zone,
                          .currency = s->currency,
                          .country = s->country};
    return control_workspace_new(c->app->control, c->arena, u->id, &w, ret, err);
}

static int login(struct call *c, struct err *err)
{
    struct signin in = {.password = account_text(c, "password"),
                        .code = account_text(c, "totp"),
                        .address = call_address(c)};
    struct user u;
    struct workspace w;
    struct err ignored = {0};
    int64_t wait_s = 0, workspace_id;
    call_email(c, "email", &in.email, &ignored);
    if (signin_check(c->app->auth, c->arena, &in, &u, &wait_s, err))
        return account_retry(c, wait_s, -1);
    if (signin_workspace(c->app->control, u.id, &workspace_id, err) ||
        (workspace_id ? control_workspace(c->app->control, c->arena, workspace_id, &w, err)
                      : another_workspace(c, &u, &w, err)))
        return -1;
    return account_sign_in(c, &u, &w, "auth.login", err);
}

static int refresh(struct call *c, struct err *err)
{
    struct str token = account_text(c, "refresh_token"), cookie = account_cookie(c);
    struct session_grant g;
    if (!token.p && !cookie.p)
        return err_set(err, ERR_UNAUTHORIZED, NULL,
                       "send the refresh_token of a sign-in, or its cookie");
    if (token.p ? session_refresh(c->app->auth, c->arena, token, call_address(c), &g, err)
                : session_refresh_by_cookie(c->app->auth, c->arena, cookie, &g, err))
        return -1;
    return account_answer(c, &g, err);
}

static void write_csrf(struct call *c)
{
    char token[CSRF_SIZE];
    json_key(&c->out, "csrf_token");
    if (!c->who.session_id) {
        json_nil(&c->out);
        return;
    }
    session_csrf_token(c->app->auth, c->who.session_id, token);
    json_cstr(&c->out, token);
}

/* A key is of one workspace: it learns who made it, not what else they have. */
static void write_maker(struct json *out, const struct user *u)
{
    json_object_begin(out);
    json_put_int(out, "id", u->id);
    json_put_cstr(out, "name", u->name);
    json_object_end(out);
}

static int write_workspaces(struct call *c, const struct workspace *all, size_t n, struct err *err)
{
    json_array_begin(&c->out);
    for (size_t i = 0; i < n; i++)
        if (account_write_workspace(c, c->who.user_id, &all[i], err))
            return -1;
    json_array_end(&c->out);
    return 0;
}

static int me(struct call *c, struct err *err)
{
    struct user u;
    struct workspace w, *all = &w;
    size_t n = 1;
    bool key = c->who.kind == PRINCIPAL_KEY;
    if (control_user(c->app->control, c->arena, c->who.user_id, &u, err) ||
        control_workspace(c->app->control, c->arena, c->who.workspace_id, &w, err) ||
        (!key && control_workspaces_of(c->app->control, c->arena, u.id, &all, &n, err)))
        return -1;
    json_object_begin(&c->out);
    json_key(&c->out, "user");
    (key ? write_maker : account_write_user)(&c->out, &u);
    json_key(&c->out, "workspace");
    if (account_write_workspace(c, u.id, &w, err))
        return -1;
    json_put_cstr(&c->out, "role", role_name(c->who.role));
    json_key(&c->out, "workspaces");
    if (write_workspaces(c, all, n, err))
        return -1;
    write_csrf(c);
    json_object_end(&c->out);
    return 0;
}

static int logout(struct call *c, struct err *err)
{
    c->status = 204;
    account_drop_cookie(c);
    if (!c->who.session_id)
        return 0;
    return session_end(c->app->auth, &c->who, c->who.session_id, call_address(c), err);
}

/* --- rows ---------------------------------------------------------------------------------------
 */

static const struct shape register_body[] = {
    {.name = "email", .kind = SHAPE_STRING, .required = true, .max = 320},
    {.name = "password",
     .kind = SHAPE_STRING,
     .required = true,
     .max = 1000,
     .help = "at least 8 characters, and none of the commonest"},
    {.name = "name", .kind = SHAPE_STRING, .required = true, .max = 255},
    {.name = "time_zone", .kind = SHAPE_STRING, .max = 64, .help = "Europe/Berlin"},
    {.name = "currency", .kind = SHAPE_STRING, .max = 3, .help = "EUR"},
    {.name = "workspace",
     .kind = SHAPE_OBJECT,
     .of = workspace_settings,
     .n_of = WORKSPACE_SETTINGS_N,
     .help = "Its settings, before those above."},
    {.name = "invitation",
     .kind = SHAPE_STRING,
     .max = 200,
     .help = "the token of an invitation: joins its workspace too"},
};
static const struct shape login_body[] = {
    {.name = "email", .kind = SHAPE_STRING, .required = true, .max = 320},
    {.name = "password", .kind = SHAPE_STRING, .required = true, .max = 1000},
    {.name = "totp",
     .kind = SHAPE_STRING,
     .max = 40,
     .help = "where two-factor sign-in is on: the app's code, or a recovery code"},
};
static const struct shape refresh_body[] = {
    {.name = "refresh_token", .kind = SHAPE_STRING, .max = 4096, .help = "without it, the cookie"},
};
/* user_answer, of which a key is told the first two. */
static const struct shape me_user[] = {
    {.name = "id", .kind = SHAPE_ID, .required = true},
    {.name = "name", .kind = SHAPE_STRING, .required = true},
    {.name = "email", .kind = SHAPE_STRING, .help = "this and what follows: not told to a key"},
    {.name = "is_owner", .kind = SHAPE_BOOL, .help = "owns this whole Kith"},
    {.name = "totp_enabled", .kind = SHAPE_BOOL},
    {.name = "created_at", .kind = SHAPE_TIME},
};
static const struct shape me_answer[] = {
    {.name = "user", .kind = SHAPE_OBJECT, .required = true, SHAPE_OF(me_user)},
    {.name = "workspace", .kind = SHAPE_OBJECT, .required = true, SHAPE_OF(workspace_role_answer)},
    {.name = "role", .kind = SHAPE_STRING, .required = true},
    {.name = "workspaces", .kind = SHAPE_LIST, .required = true, SHAPE_OF(workspace_role_answer)},
    {.name = "csrf_token",
     .kind = SHAPE_STRING,
     .required = true,
     .nullable = true,
     .help = "for X-CSRF-Token, with a cookie's unsafe requests"},
};

static const struct endpoint rows[] = {
    {.method = HTTP_POST,
     .path = "/api/auth/register",
     .id = "auth.register",
     .tag = "accounts",
     .summary = "Create an account with a workspace of its own",
     .mode = MODE_POOL,
     .flags = ENDPOINT_OPEN | ENDPOINT_STRICT,
     .handle = register_user,
     BODY(register_body),
     ANSWER(session_answer),
     .status = 201},
    {.method = HTTP_POST,
     .path = "/api/auth/login",
     .id = "auth.login",
     .tag = "accounts",
     .summary = "Sign in",
     .mode = MODE_POOL,
     .flags = ENDPOINT_OPEN | ENDPOINT_STRICT,
     .handle = login,
     BODY(login_body),
     ANSWER(session_answer)},
    {.method = HTTP_POST,
     .path = "/api/auth/refresh",
     .id = "auth.refresh",
     .tag = "accounts",
     .summary = "The next token of a session; a refresh token is good once",
     .mode = MODE_POOL,
     .flags = ENDPOINT_OPEN | ENDPOINT_BODY_OPTIONAL,
     .handle = refresh,
     BODY(refresh_body),
     ANSWER(session_answer)},
    {.method = HTTP_GET,
     .path = "/api/auth/me",
     .id = "auth.me",
     .tag = "accounts",
     .summary = "Who am I, and where",
     .mode = MODE_NOW,
     .flags = ENDPOINT_KEYS,
     .handle = me,
     ANSWER(me_answer)},
    {.method = HTTP_POST,
     .path = "/api/auth/logout",
     .id = "auth.logout",
     .tag = "accounts",
     .summary = "End this session",
     .mode = MODE_POOL,
     .flags = ENDPOINT_NO_BODY_OUT,
     .handle = logout,
     .status = 204},
};

const struct endpoint_table auth_endpoints = {rows, ARRAY_LEN(rows)};
