/* API keys over HTTP. What a key may be given is what endpoints ask for: their table is the list of
 * scopes there are.
 */
#include <string.h>

#include "api/private.h"
#include "auth/key.h"
#include "auth/member.h"

/* --- scopes -------------------------------------------------------------------------------------
 */

/* "read:*" is one when some endpoint reads. */
static bool is_verb_of(struct str wanted, const char *scope)
{
    size_t n = wanted.n - 1;
    return n > 1 && strncmp(wanted.p, scope, n) == 0 && wanted.p[n - 1] == ':' &&
           wanted.p[n] == '*' && memchr(wanted.p, ':', n) == wanted.p + n - 1;
}

static bool scope_known(const struct app *app, struct str wanted)
{
    if (str_is(wanted, "*"))
        return true;
    for (size_t i = 0; i < app->n_endpoints; i++) {
        const char *scope = app->endpoints[i].scope;
        if (scope && (str_is(wanted, scope) || (wanted.n && is_verb_of(wanted, scope))))
            return true;
    }
    return false;
}

static int read_scopes(struct call *c, const char **ret, struct err *err)
{
    const json_t *list = json_object_get(c->body, "scopes"), *item;
    size_t i;
    char *text = arena_alloc(c->arena, KEY_SCOPES_MAX + 1);
    size_t used = 0;
    json_array_foreach((json_t *)list, i, item)
    {
        struct str scope = json_str_of(item);
        if (!scope_known(c->app, scope)) {
            err_set(err, ERR_INVALID, "scopes",
                    "there is no scope %.*s; scopes are like read:contacts, write:*, or *",
                    (int)(scope.n < 60 ? scope.n : 60), scope.p);
            continue;
        }
        if (used + scope.n + 1 > KEY_SCOPES_MAX)
            return err_set(err, ERR_TOO_LONG, "scopes",
                           "these are too many for one key; use read:* or write:*");
        if (used)
            text[used++] = ' ';
        memcpy(text + used, scope.p, scope.n);
        used += scope.n;
    }
    *ret = text;
    return err->code ? -1 : 0;
}

/* --- input --------------------------------------------------------------------------------------
 */

static int read_expiry(struct call *c, int64_t *ret, struct err *err)
{
    const json_t *in = json_object_get(c->body, "expires_at");
    static const struct field field = {.name = "expires_at", .type = &type_time};
    struct field_env env = {.arena = c->arena, .now = clock_now_ms()};
    struct record none = {0};
    struct db_value v;
    if (!in || json_is_null(in))
        return 0;
    if (type_time.parse(&field, &env, &none, in, &v, err))
        return -1;
    *ret = v.i;
    return v.i > env.now
               ? 0
               : err_set(err, ERR_OUT_OF_RANGE, "expires_at", "expires_at must lie in the future");
}

static int read_key(struct call *c, struct key *k, struct err *err)
{
    const json_t *workspace = json_object_get(c->body, "workspace");
    struct str description = str_trim(json_str_of(json_object_get(c->body, "description")));
    k->workspace_id = workspace ? json_integer_value(workspace) : c->who.workspace_id;
    k->description = str_cstr(c->arena, description);
    k->rate_limit = json_integer_value(json_object_get(c->body, "rate_limit"));
    if (!description.n)
        err_set(err, ERR_REQUIRED, "description", "say what the key is for");
    read_scopes(c, &k->scopes, err);
    read_expiry(c, &k->expires_at, err);
    return err->code ? -1 : 0;
}

/* --- answers ------------------------------------------------------------------------------------
 */

static void put_time_or_null(struct json *out, const char *name, int64_t ms)
{
    json_key(out, name);
    if (ms)
        json_time(out, ms);
    else
        json_nil(out);
}

static void put_scopes(struct json *out, const char *scopes)
{
    struct str rest = str_of(scopes), scope;
    json_key(out, "scopes");
    json_array_begin(out);
    while (str_next(&rest, ' ', &scope))
        json_str(out, scope);
    json_array_end(out);
}

/* text: the key itself, when it has just been made; else NULL. */
static void write_key(struct json *out, const struct key *k, const char *text)
{
    json_object_begin(out);
    json_put_int(out, "id", k->id);
    if (text)
        json_put_cstr(out, "key", text);
    json_put_cstr(out, "prefix", k->prefix);
    json_put_cstr(out, "description", k->description);
    put_scopes(out, k->scopes);
    json_put_int(out, "workspace_id", k->workspace_id);
    json_put_int(out, "user_id", k->user_id);
    json_key(out, "rate_limit");
    if (k->rate_limit)
        json_int(out, k->rate_limit);
    else
        json_nil(out);
    json_put_time(out, "created_at", k->created_at);
    put_time_or_null(out, "expires_at", k->expires_at);
    put_time_or_null(out, "last_used_at", k->used_at);
    json_object_end(out);
}

/* --- handlers -----------------------------------------------------------------------------------
 */

static int create(struct call *c, struct err *err)
{
    struct key k = {0};
    char text[KEY_TEXT + 1];
    struct actor by = call_actor(c);
    if (read_key(c, &k, err) || key_make(c->app->auth, c->arena, &by, &k, text, err))
        return -1;
    write_key(&c->out, &k, text);
    return 0;
}

static int list(struct call *c, struct err *err)
{
    struct key *all;
    size_t n;
    if (keys_of(c->app->auth, c->arena, &c->who, &all, &n, err))
        return -1;
    call_list_begin(c);
    for (size_t i = 0; i < n; i++)
        write_key(&c->out, &all[i], NULL);
    call_list_end(c, n);
    return 0;
}

static int revoke(struct call *c, struct err *err)
{
    int64_t id;
    struct actor by = call_actor(c);
    c->status = 204;
    return call_id(c, &id, err) || key_revoke(c->app->auth, &by, c->who.workspace_id, id, err) ? -1
                                                                                               : 0;
}

/* --- rows ---------------------------------------------------------------------------------------
 */

static const struct shape create_body[] = {
    {.name = "description",
     .kind = SHAPE_STRING,
     .required = true,
     .max = 255,
     .help = "What it is for."},
    {.name = "scopes",
     .kind = SHAPE_LIST,
     .item = SHAPE_STRING,
     .required = true,
     .min = 1,
     .max = 100,
     .help = "As each operation's x-scope says; read:*, write:* and * for all."},
    {.name = "expires_at", .kind = SHAPE_TIME, .nullable = true},
    {.name = "workspace", .kind = SHAPE_ID, .help = "Another of yours than the present one."},
    {.name = "rate_limit",
     .kind = SHAPE_INT,
     .min = 1,
     .max = 1000000,
     .help = "Requests a minute."},
};

/* clang-format off */
#define KEY_MEMBERS                                                                                \
    {.name = "prefix", .kind = SHAPE_STRING, .required = true,                                     \
     .help = "What the key begins with."},                                                         \
    {.name = "description", .kind = SHAPE_STRING, .required = true},                               \
    {.name = "scopes", .kind = SHAPE_LIST, .item = SHAPE_STRING, .required = true},                \
    {.name = "workspace_id", .kind = SHAPE_ID, .required = true},                                  \
    {.name = "user_id", .kind = SHAPE_ID, .required = true,                                        \
     .help = "Who made it, and whose role it has."},                                               \
    {.name = "rate_limit", .kind = SHAPE_INT, .required = true, .nullable = true},                 \
    {.name = "created_at", .kind = SHAPE_TIME, .required = true},                                  \
    {.name = "expires_at", .kind = SHAPE_TIME, .required = true, .nullable = true},                \
    {.name = "last_used_at", .kind = SHAPE_TIME, .required = true, .nullable = true,               \
     .help = "To the minute."}
/* clang-format on */

static const struct shape made_answer[] = {
    {.name = "id", .kind = SHAPE_ID, .required = true},
    {.name = "key",
     .kind = SHAPE_STRING,
     .required = true,
     .help = "Shown this once: keep it where secrets are kept."},
    KEY_MEMBERS,
};
static const struct shape key_answer[] = {
    {.name = "id", .kind = SHAPE_ID, .required = true},
    KEY_MEMBERS,
};

static const struct endpoint rows[] = {
    {.method = HTTP_POST,
     .path = "/api/keys",
     .id = "keys.create",
     .tag = "keys",
     .summary = "Make an API key",
     .mode = MODE_POOL,
     .handle = create,
     .body = create_body,
     .n_body = ARRAY_LEN(create_body),
     .answer = made_answer,
     .n_answer = ARRAY_LEN(made_answer),
     .answer_kind = SHAPE_OBJECT,
     .status = 201},
    {.method = HTTP_GET,
     .path = "/api/keys",
     .id = "keys.list",
     .tag = "keys",
     .summary = "Your keys for this workspace; for owners and admins all of them",
     .mode = MODE_NOW,
     .flags = ENDPOINT_COUNTS,
     .handle = list,
     .answer = key_answer,
     .n_answer = ARRAY_LEN(key_answer),
     .answer_kind = SHAPE_LIST},
    {.method = HTTP_DELETE,
     .path = "/api/keys/:id",
     .id = "keys.revoke",
     .tag = "keys",
     .summary = "End a key at once",
     .mode = MODE_POOL,
     .flags = ENDPOINT_NO_BODY_OUT,
     .handle = revoke,
     .status = 204},
};

const struct endpoint_table key_endpoints = {rows, ARRAY_LEN(rows)};
