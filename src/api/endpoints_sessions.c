/* What people do about their own account: sessions, name, password, address, and a forgotten
 * password. */
#include "api/accounts.h"

/* --- sessions -----------------------------------------------------------------------------------
 */

static void write_session(struct json *out, const struct session *s, bool current)
{
    json_object_begin(out);
    json_put_int(out, "id", s->id);
    json_put_int(out, "workspace_id", s->workspace_id);
    json_put_bool(out, "current", current);
    json_put_cstr(out, "user_agent", s->user_agent);
    json_put_cstr(out, "address", s->address);
    json_put_time(out, "created_at", s->created_at);
    json_put_time(out, "last_seen_at", s->seen_at);
    json_put_time(out, "expires_at", s->expires_at);
    json_object_end(out);
}

static int list_sessions(struct call *c, struct err *err)
{
    struct session *all;
    size_t n;
    if (account_need_session(c, err) ||
        control_sessions_of(c->app->control, c->arena, c->who.user_id, &all, &n, err))
        return -1;
    call_list_begin(c);
    for (size_t i = 0; i < n; i++)
        write_session(&c->out, &all[i], all[i].id == c->who.session_id);
    call_list_end(c, n);
    return 0;
}

static int end_session(struct call *c, struct err *err)
{
    int64_t id;
    if (account_need_session(c, err) || call_id(c, &id, err) ||
        session_end(c->app->auth, &c->who, id, call_address(c), err))
        return -1;
    if (id == c->who.session_id)
        account_drop_cookie(c);
    return 0;
}

static int read_all(struct call *c, bool *ret_all, struct err *err)
{
    struct str text = call_query(c, "all");
    *ret_all = str_is(text, "true");
    if (!text.p || *ret_all || str_is(text, "false"))
        return 0;
    err->in_query = true;
    return err_set(err, ERR_BAD_QUERY, "all", "all must be true or false");
}

static int end_sessions(struct call *c, struct err *err)
{
    bool all;
    int64_t ended;
    if (account_need_session(c, err) || read_all(c, &all, err) ||
        session_end_all(c->app->auth, &c->who, all, call_address(c), &ended, err))
        return -1;
    if (all)
        account_drop_cookie(c);
    return 0;
}

/* --- the name -----------------------------------------------------------------------------------
 */

static int rename_me(struct call *c, struct err *err)
{
    struct actor by = call_actor(c);
    struct str name = str_trim(account_text(c, "name"));
    struct user u;
    if (account_need_session(c, err))
        return -1;
    if (!name.n)
        return err_set(err, ERR_REQUIRED, "name", "what shall we call you?");
    if (account_set_name(c->app->auth, &by, str_cstr(c->arena, name), err) ||
        control_user(c->app->control, c->arena, c->who.user_id, &u, err))
        return -1;
    account_write_user(&c->out, &u);
    return 0;
}

/* --- password and address -----------------------------------------------------------------------
 */

static int confirm(struct call *c, const char *field, struct err *err)
{
    int64_t wait_s = 0;
    int failed = signin_confirm(c->app->auth, c->arena, c->who.user_id, account_text(c, field),
                                field, &wait_s, err);
    return account_retry(c, wait_s, failed);
}

static int change_password(struct call *c, struct err *err)
{
    struct actor by = call_actor(c);
    struct str password = account_text(c, "new");
    char hash[128];
    if (account_need_session(c, err) || password_check_as("new", password, err) ||
        confirm(c, "current", err) || password_hash(password, hash, err))
        return -1;
    return account_set_password(c->app->auth, &by, hash, err);
}

static int change_email(struct call *c, struct err *err)
{
    struct actor by = call_actor(c);
    struct str email;
    if (account_need_session(c, err) || call_email(c, "email", &email, err) ||
        confirm(c, "password", err))
        return -1;
    return account_ask_email(c->app->auth, c->arena, &by, email, err);
}

static int confirm_email(struct call *c, struct err *err)
{
    return account_confirm_email(c->app->auth, c->arena, account_text(c, "token"), call_address(c),
                                 err);
}

/* --- a forgotten password -----------------------------------------------------------------------
 */

static int count(struct call *c, const char *kind, struct str key, struct err *err)
{
    int64_t wait_s = signin_count(c->app->auth, kind, key);
    if (!wait_s)
        return 0;
    err_set(err, ERR_TOO_MANY, NULL, "That was asked for too often. Try again later.");
    return account_retry(c, wait_s, -1);
}

static int ask_reset(struct call *c, struct err *err)
{
    struct str email;
    if (call_email(c, "email", &email, err) || count(c, "reset-account", email, err) ||
        count(c, "reset-address", call_address(c), err))
        return -1;
    return account_ask_reset(c->app->auth, c->arena, email, call_address(c), err);
}

static int confirm_reset(struct call *c, struct err *err)
{
    struct str token = account_text(c, "token"), password = account_text(c, "password");
    char hash[128];
    bool good;
    if (password_check(password, err) || reset_check(c->app->control, token, &good, err))
        return -1;
    if (!good)
        return err_set(err, ERR_INVALID, "token",
                       "This link was used already or is too old: ask for another.");
    if (password_hash(password, hash, err))
        return -1;
    return reset_confirm(c->app->control, c->arena, token, hash, call_address(c), err);
}

/* --- rows ---------------------------------------------------------------------------------------
 */

static const struct shape session_item[] = {
    {.name = "id", .kind = SHAPE_ID, .required = true},
    {.name = "workspace_id", .kind = SHAPE_ID, .required = true},
    {.name = "current", .kind = SHAPE_BOOL, .required = true, .help = "the one that asks"},
    {.name = "user_agent", .kind = SHAPE_STRING, .required = true},
    {.name = "address", .kind = SHAPE_STRING, .required = true},
    {.name = "created_at", .kind = SHAPE_TIME, .required = true},
    {.name = "last_seen_at", .kind = SHAPE_TIME, .required = true},
    {.name = "expires_at", .kind = SHAPE_TIME, .required = true},
};
static const struct shape all_query[] = {
    {.name = "all", .kind = SHAPE_BOOL, .help = "the one that asks, too"},
};
static const struct shape name_body[] = {
    {.name = "name", .kind = SHAPE_STRING, .required = true, .max = 255},
};
static const struct shape password_body[] = {
    {.name = "current", .kind = SHAPE_STRING, .required = true, .max = 1000},
    {.name = "new", .kind = SHAPE_STRING, .required = true, .max = 1000},
};
static const struct shape email_body[] = {
    {.name = "password", .kind = SHAPE_STRING, .required = true, .max = 1000},
    {.name = "email", .kind = SHAPE_STRING, .required = true, .max = 320},
};
static const struct shape token_body[] = {
    {.name = "token", .kind = SHAPE_STRING, .required = true, .max = 200},
};
static const struct shape reset_body[] = {
    {.name = "email", .kind = SHAPE_STRING, .required = true, .max = 320},
};
static const struct shape reset_confirm_body[] = {
    {.name = "token", .kind = SHAPE_STRING, .required = true, .max = 200},
    {.name = "password", .kind = SHAPE_STRING, .required = true, .max = 1000},
};

static const struct endpoint rows[] = {
    {.method = HTTP_GET,
     .path = "/api/auth/sessions",
     .id = "auth.sessions",
     .tag = "accounts",
     .summary = "Where you are signed in, newest first",
     .mode = MODE_NOW,
     .flags = ENDPOINT_COUNTS,
     .handle = list_sessions,
     .answer = session_item,
     .n_answer = ARRAY_LEN(session_item),
     .answer_kind = SHAPE_LIST},
    {.method = HTTP_DELETE,
     .path = "/api/auth/sessions",
     .id = "auth.end_sessions",
     .tag = "accounts",
     .summary = "Sign out everywhere else",
     .mode = MODE_POOL,
     .flags = ENDPOINT_NO_BODY_OUT,
     .handle = end_sessions,
     .query = all_query,
     .n_query = ARRAY_LEN(all_query),
     .status = 204},
    {.method = HTTP_DELETE,
     .path = "/api/auth/sessions/:id",
     .id = "auth.end_session",
     .tag = "accounts",
     .summary = "Sign out there",
     .mode = MODE_POOL,
     .flags = ENDPOINT_NO_BODY_OUT,
     .handle = end_session,
     .status = 204},
    {.method = HTTP_PATCH,
     .path = "/api/auth/me",
     .id = "auth.rename",
     .tag = "accounts",
     .summary = "Change your name",
     .mode = MODE_POOL,
     .handle = rename_me,
     BODY(name_body),
     ANSWER(user_answer)},
    {.method = HTTP_POST,
     .path = "/api/auth/password",
     .id = "auth.password",
     .tag = "accounts",
     .summary = "Change your password; ends your other sessions",
     .mode = MODE_POOL,
     .flags = ENDPOINT_NO_BODY_OUT,
     .handle = change_password,
     BODY(password_body),
     .status = 204},
    {.method = HTTP_POST,
     .path = "/api/auth/email",
     .id = "auth.email",
     .tag = "accounts",
     .summary = "Change your address: a link is mailed to the new one",
     .mode = MODE_POOL,
     .flags = ENDPOINT_NO_BODY_OUT,
     .handle = change_email,
     BODY(email_body),
     .status = 204},
    {.method = HTTP_POST,
     .path = "/api/auth/email/confirm",
     .id = "auth.email_confirm",
     .tag = "accounts",
     .summary = "What that link does",
     .mode = MODE_POOL,
     .flags = ENDPOINT_OPEN | ENDPOINT_STRICT | ENDPOINT_NO_BODY_OUT,
     .handle = confirm_email,
     BODY(token_body),
     .status = 204},
    {.method = HTTP_POST,
     .path = "/api/auth/reset",
     .id = "auth.reset",
     .tag = "accounts",
     .summary = "Forgot the password: a link is mailed, if there is such an account",
     .mode = MODE_POOL,
     .flags = ENDPOINT_OPEN | ENDPOINT_STRICT | ENDPOINT_NO_BODY_OUT,
     .handle = ask_reset,
     BODY(reset_body),
     .status = 204},
    {.method = HTTP_POST,
     .path = "/api/auth/reset/confirm",
     .id = "auth.reset_confirm",
     .tag = "accounts",
     .summary = "A new password by that link; ends all your sessions",
     .mode = MODE_POOL,
     .flags = ENDPOINT_OPEN | ENDPOINT_STRICT | ENDPOINT_NO_BODY_OUT,
     .handle = confirm_reset,
     BODY(reset_confirm_body),
     .status = 204},
};

const struct endpoint_table session_endpoints = {rows, ARRAY_LEN(rows)};
