/* Accounts over HTTP: register, sign in, who am I, sign out. Hashing burns CPU and registering
 * writes two databases, so these run on the pool.
 */
#include "api/private.h"
#include "base/money.h"

/* --- answers ------------------------------------------------------------------------------------ */

static void write_user(struct json *out, const struct user *u)
{
    json_key(out, "user");
    json_object_begin(out);
    json_put_int(out, "id", u->id);
    json_put_cstr(out, "email", u->email);
    json_put_cstr(out, "name", u->name);
    json_put_time(out, "created_at", u->created_at);
    json_object_end(out);
}

static void write_workspace_members(struct json *out, const struct workspace *w)
{
    json_put_int(out, "id", w->id);
    json_put_cstr(out, "name", w->name);
    json_put_cstr(out, "time_zone", w->time_zone);
    json_put_cstr(out, "currency", w->currency);
    json_put_cstr(out, "country", w->country);
    json_put_time(out, "created_at", w->created_at);
}

static void write_workspace(struct json *out, const struct workspace *w)
{
    json_key(out, "workspace");
    json_object_begin(out);
    write_workspace_members(out, w);
    json_object_end(out);
}

/* Starts a session and answers with its token. */
static int sign_in(struct call *c, const struct user *u, const struct workspace *w,
                   struct err *err)
{
    int64_t session;
    int64_t expires = clock_now_ms() + c->app->settings->token_hours * INT64_C(3600000);
    const char *token;
    if (control_session_start(c->app->control, u->id, w->id, expires, &session, err) ||
        token_issue(c->app->auth, c->arena, u->id, w->id, session, expires, &token, err))
        return -1;
    json_object_begin(&c->out);
    json_put_cstr(&c->out, "token", token);
    json_put_time(&c->out, "expires_at", expires);
    write_user(&c->out, u);
    write_workspace(&c->out, w);
    json_object_end(&c->out);
    return 0;
}

/* --- input -------------------------------------------------------------------------------------- */

static struct str member(const struct call *c, const char *name)
{
    return str_trim(json_str_of(json_object_get(c->body, name)));
}

/* The address as accounts are known by: what the e-mail field type compares by. */
static int read_email(struct call *c, struct str *ret, struct err *err)
{
    static const struct field email = {.name = "email", .type = &type_email};
    struct field_env env = {.arena = c->arena};
    struct record none = {0};
    struct db_value raw, norm;
    if (email.type->parse(&email, &env, &none, json_object_get(c->body, "email"), &raw, err))
        return -1;
    if (raw.type != DB_IS_TEXT)
        return err_set(err, ERR_REQUIRED, "email", "an e-mail address is needed");
    norm = email.type->derive(&email, &env, &none, raw);
    *ret = norm.s;
    return 0;
}

static int read_zone(struct call *c, const char **ret, struct err *err)
{
    struct str name = member(c, "time_zone");
    *ret = name.n ? str_cstr(c->arena, name) : c->app->settings->time_zone;
    struct tz *zone = tz_open(*ret);
    if (!zone)
        return err_set(err, ERR_INVALID, "time_zone", "there is no time zone %s", *ret);
    tz_free(zone);
    return 0;
}

static int read_currency(struct call *c, const char **ret, struct err *err)
{
    struct str code = member(c, "currency");
    *ret = code.n ? str_cstr(c->arena, code) : c->app->settings->currency;
    if (!money_currency_known(str_of(*ret)))
        return err_set(err, ERR_INVALID, "currency", "%s is no currency code, like EUR", *ret);
    return 0;
}

static int read_new_user(struct call *c, struct user *u, struct workspace *w, struct err *err)
{
    struct str email, name = member(c, "name");
    if (read_email(c, &email, err) == 0)
        u->email = str_cstr(c->arena, email);
    password_check(json_str_of(json_object_get(c->body, "password")), err);
    if (!name.n)
        err_set(err, ERR_REQUIRED, "name", "what shall we call you?");
    u->name = str_cstr(c->arena, name);
    read_zone(c, &w->time_zone, err);
    read_currency(c, &w->currency, err);
    w->country = c->app->settings->country;
    w->name = arena_printf(c->arena, "%s's workspace", u->name);
    return err->code ? -1 : 0;
}

/* --- handlers ----------------------------------------------------------------------------------- */

static int register_user(struct call *c, struct err *err)
{
    struct user u = {0}, made;
    struct workspace w = {0}, space;
    char hash[128];
    struct str password = json_str_of(json_object_get(c->body, "password"));
    if (read_new_user(c, &u, &w, err) || password_hash(password, hash, err) ||
        control_register(c->app->control, c->arena, &u, hash, &w, &made, &space, err))
        return -1;
    return sign_in(c, &made, &space, err);
}

/* Unknown address and wrong password take as long and answer the same. */
static int login(struct call *c, struct err *err)
{
    struct str email;
    struct user u = {0};
    const char *hash = NULL;
    struct err ignored = {0};
    if (read_email(c, &email, &ignored) ||
        control_user_by_email(c->app->control, c->arena, email, &u, &hash, &ignored))
        hash = NULL;
    if (!password_verify(json_str_of(json_object_get(c->body, "password")), hash))
        return err_set(err, ERR_UNAUTHORIZED, NULL, "the e-mail address or the password is wrong");

    struct workspace *all;
    size_t n;
    if (control_workspaces_of(c->app->control, c->arena, u.id, &all, &n, err))
        return -1;
    if (n == 0)
        return err_set(err, ERR_FORBIDDEN, NULL, "you are a member of no workspace");
    return sign_in(c, &u, &all[0], err);
}

static int me(struct call *c, struct err *err)
{
    struct user u;
    struct workspace w, *all;
    size_t n;
    if (control_user(c->app->control, c->arena, c->who.user_id, &u, err) ||
        control_workspace(c->app->control, c->arena, c->who.workspace_id, &w, err) ||
        control_workspaces_of(c->app->control, c->arena, u.id, &all, &n, err))
        return -1;
    json_object_begin(&c->out);
    write_user(&c->out, &u);
    write_workspace(&c->out, &w);
    json_put_cstr(&c->out, "role", role_name(c->who.role));
    json_key(&c->out, "workspaces");
    json_array_begin(&c->out);
    for (size_t i = 0; i < n; i++) {
        json_object_begin(&c->out);
        write_workspace_members(&c->out, &all[i]);
        json_object_end(&c->out);
    }
    json_array_end(&c->out);
    json_object_end(&c->out);
    return 0;
}

static int logout(struct call *c, struct err *err)
{
    c->status = 204;
    return c->who.session_id ? control_session_end(c->app->control, c->who.session_id, err) : 0;
}

/* --- rows --------------------------------------------------------------------------------------- */

static const struct shape register_body[] = {
    {.name = "email", .kind = SHAPE_STRING, .required = true, .max = 320},
    {.name = "password", .kind = SHAPE_STRING, .required = true, .max = 1000,
     .help = "at least 8 characters"},
    {.name = "name", .kind = SHAPE_STRING, .required = true, .max = 255},
    {.name = "time_zone", .kind = SHAPE_STRING, .max = 64, .help = "Europe/Berlin"},
    {.name = "currency", .kind = SHAPE_STRING, .max = 3, .help = "EUR"},
};
static const struct shape login_body[] = {
    {.name = "email", .kind = SHAPE_STRING, .required = true, .max = 320},
    {.name = "password", .kind = SHAPE_STRING, .required = true, .max = 1000},
};
static const struct shape user_answer[] = {
    {.name = "id", .kind = SHAPE_ID, .required = true},
    {.name = "email", .kind = SHAPE_STRING, .required = true},
    {.name = "name", .kind = SHAPE_STRING, .required = true},
    {.name = "created_at", .kind = SHAPE_TIME, .required = true},
};
static const struct shape workspace_answer[] = {
    {.name = "id", .kind = SHAPE_ID, .required = true},
    {.name = "name", .kind = SHAPE_STRING, .required = true},
    {.name = "time_zone", .kind = SHAPE_STRING, .required = true},
    {.name = "currency", .kind = SHAPE_STRING, .required = true},
    {.name = "country", .kind = SHAPE_STRING, .required = true},
    {.name = "created_at", .kind = SHAPE_TIME, .required = true},
};
static const struct shape session_answer[] = {
    {.name = "token", .kind = SHAPE_STRING, .required = true},
    {.name = "expires_at", .kind = SHAPE_TIME, .required = true},
    {.name = "user", .kind = SHAPE_OBJECT, .required = true, SHAPE_OF(user_answer)},
    {.name = "workspace", .kind = SHAPE_OBJECT, .required = true, SHAPE_OF(workspace_answer)},
};
static const struct shape me_answer[] = {
    {.name = "user", .kind = SHAPE_OBJECT, .required = true, SHAPE_OF(user_answer)},
    {.name = "workspace", .kind = SHAPE_OBJECT, .required = true, SHAPE_OF(workspace_answer)},
    {.name = "role", .kind = SHAPE_STRING, .required = true},
    {.name = "workspaces", .kind = SHAPE_LIST, .required = true, SHAPE_OF(workspace_answer)},
};

#define BODY(rows)   .body = (rows), .n_body = ARRAY_LEN(rows)
#define ANSWER(rows) .answer = (rows), .n_answer = ARRAY_LEN(rows), .answer_kind = SHAPE_OBJECT

static const struct endpoint rows[] = {
    {.method = HTTP_POST, .path = "/api/auth/register", .id = "auth.register", .tag = "accounts",
     .summary = "Create an account with a workspace of its own", .mode = MODE_POOL,
     .flags = ENDPOINT_OPEN, .handle = register_user, BODY(register_body),
     ANSWER(session_answer), .status = 201},
    {.method = HTTP_POST, .path = "/api/auth/login", .id = "auth.login", .tag = "accounts",
     .summary = "Sign in", .mode = MODE_POOL, .flags = ENDPOINT_OPEN, .handle = login,
     BODY(login_body), ANSWER(session_answer)},
    {.method = HTTP_GET, .path = "/api/auth/me", .id = "auth.me", .tag = "accounts",
     .summary = "Who am I, and where", .mode = MODE_NOW, .handle = me, ANSWER(me_answer)},
    {.method = HTTP_POST, .path = "/api/auth/logout", .id = "auth.logout", .tag = "accounts",
     .summary = "End this session", .mode = MODE_POOL, .flags = ENDPOINT_NO_BODY_OUT,
     .handle = logout, .status = 204},
};

const struct endpoint_table auth_endpoints = {rows, ARRAY_LEN(rows)};
