/* See accounts.h. */
#include "api/accounts.h"

#include <inttypes.h>

/* --- reading ------------------------------------------------------------------------------------
 */

struct str account_text(const struct call *c, const char *name)
{
    return json_str_of(json_object_get(c->body, name));
}

static bool on_loopback(const char *listen)
{
    struct str s = str_of(listen);
    return str_starts(s, "127.") || str_starts(s, "[::1]:") || str_starts(s, "localhost:");
}

const char *account_registration(const struct settings *s)
{
    if (!str_is(str_of(s->registration), "auto"))
        return s->registration;
    return on_loopback(s->listen) ? "open" : "invite";
}

int account_need_session(struct call *c, struct err *err)
{
    if (c->who.kind == PRINCIPAL_USER && c->who.session_id)
        return 0;
    return err_set(err, ERR_FORBIDDEN, NULL, "A key may not do this: sign in with your password.");
}

int account_retry(struct call *c, int64_t wait_s, int failed)
{
    if (failed && wait_s > 0)
        http_set_header(c->x, "Retry-After", "%" PRId64, wait_s);
    return failed;
}

/* --- answers ------------------------------------------------------------------------------------
 */

void account_write_user(struct json *out, const struct user *u)
{
    json_object_begin(out);
    json_put_int(out, "id", u->id);
    json_put_cstr(out, "email", u->email);
    json_put_cstr(out, "name", u->name);
    json_put_bool(out, "is_owner", u->is_owner);
    json_put_bool(out, "totp_enabled", u->totp_on);
    json_put_time(out, "created_at", u->created_at);
    json_object_end(out);
}

int account_write_workspace(struct call *c, int64_t user_id, const struct workspace *w,
                            struct err *err)
{
    enum role role;
    if (control_role(c->app->control, w->id, user_id, &role, err))
        return -1;
    write_workspace_role(&c->out, w, role);
    return 0;
}

const struct shape user_answer[USER_ANSWER_N] = {
    {.name = "id", .kind = SHAPE_ID, .required = true},
    {.name = "email", .kind = SHAPE_STRING, .required = true},
    {.name = "name", .kind = SHAPE_STRING, .required = true},
    {.name = "is_owner", .kind = SHAPE_BOOL, .required = true, .help = "owns this whole Kith"},
    {.name = "totp_enabled", .kind = SHAPE_BOOL, .required = true},
    {.name = "created_at", .kind = SHAPE_TIME, .required = true},
};
const struct shape session_answer[SESSION_ANSWER_N] = {
    {.name = "token", .kind = SHAPE_STRING, .required = true},
    {.name = "expires_at", .kind = SHAPE_TIME, .required = true, .help = "of the token"},
    {.name = "refresh_token",
     .kind = SHAPE_STRING,
     .required = true,
     .help = "gives the next token, once: POST /api/auth/refresh"},
    {.name = "user", .kind = SHAPE_OBJECT, .required = true, SHAPE_OF(user_answer)},
    {.name = "workspace", .kind = SHAPE_OBJECT, .required = true, SHAPE_OF(workspace_role_answer)},
};

static int write_session(struct call *c, const struct session_grant *g, const struct user *u,
                         const struct workspace *w, struct err *err)
{
    json_object_begin(&c->out);
    json_put_cstr(&c->out, "token", g->token);
    json_put_time(&c->out, "expires_at", g->token_expires_at);
    json_put_cstr(&c->out, "refresh_token", g->refresh_token);
    json_key(&c->out, "user");
    account_write_user(&c->out, u);
    json_key(&c->out, "workspace");
    if (account_write_workspace(c, u->id, w, err))
        return -1;
    json_object_end(&c->out);
    return 0;
}

/* --- the cookie ---------------------------------------------------------------------------------
 */

/* The longer name tells a browser to take the cookie over TLS and from this host only; on plain
 * HTTP (a Pi in a home network) it would not keep it. */
static const char *cookie_name(const struct call *c)
{
    return call_is_secure(c) ? "__Host-kith" : "kith";
}

struct str account_cookie(const struct call *c)
{
    return http_cookie(c->x, cookie_name(c));
}

static void set_cookie(struct call *c, const char *secret, int64_t seconds)
{
    http_set_header(c->x, "Set-Cookie",
                    "%s=%s; Path=/; HttpOnly; SameSite=Lax; Max-Age=%" PRId64 "%s", cookie_name(c),
                    secret, seconds, call_is_secure(c) ? "; Secure" : "");
}

void account_drop_cookie(struct call *c)
{
    if (account_cookie(c).p)
        set_cookie(c, "", 0);
}

static void give_cookie(struct call *c, const struct session_grant *g)
{
    if (g->cookie)
        set_cookie(c, g->cookie, (g->expires_at - clock_now_ms()) / 1000);
}

/* --- signing in ---------------------------------------------------------------------------------
 */

int account_sign_in(struct call *c, const struct user *u, const struct workspace *w,
                    const char *action, struct err *err)
{
    struct session_start start = {.user_id = u->id,
                                  .workspace_id = w->id,
                                  .user_agent = http_header(c->x, "User-Agent"),
                                  .address = call_address(c),
                                  .action = action,
                                  .former = account_cookie(c)};
    struct session_grant g;
    if (session_start(c->app->auth, c->arena, &start, &g, err))
        return -1;
    give_cookie(c, &g);
    return write_session(c, &g, u, w, err);
}

int account_answer(struct call *c, const struct session_grant *g, struct err *err)
{
    struct user u;
    struct workspace w;
    enum role role;
    if (control_role(c->app->control, g->workspace_id, g->user_id, &role, err))
        return -1;
    if (role == ROLE_NONE)
        return err_set(err, ERR_UNAUTHORIZED, NULL,
                       "you are no member of this session's workspace any more; sign in again");
    if (control_user(c->app->control, c->arena, g->user_id, &u, err) ||
        control_workspace(c->app->control, c->arena, g->workspace_id, &w, err))
        return -1;
    give_cookie(c, g);
    return write_session(c, g, &u, &w, err);
}
