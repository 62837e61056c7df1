/* Workspaces over HTTP: those of who asks, their settings, a new one, an end. Every address names
 * its workspace, so the role that counts is the one there, not the one of the token's.
 */
#include "api/private.h"
#include "auth/audit.h"
#include "auth/member.h"
#include "base/money.h"
#include "crm/workspace_file.h"

/* --- answers ------------------------------------------------------------------------------------
 */

void write_workspace_role(struct json *out, const struct workspace *w, enum role role)
{
    json_object_begin(out);
    json_put_int(out, "id", w->id);
    json_put_cstr(out, "name", w->name);
    json_put_cstr(out, "purpose", w->purpose);
    json_put_cstr(out, "time_zone", w->time_zone);
    json_put_cstr(out, "currency", w->currency);
    json_put_cstr(out, "country", w->country);
    json_put_cstr(out, "week_start", w->week_start);
    json_put_time(out, "created_at", w->created_at);
    json_put_cstr(out, "role", role_name(role));
    json_object_end(out);
}

/* As it is now, for who has this role there. */
static int answer(struct call *c, const struct principal *there, struct err *err)
{
    struct workspace w;
    if (control_workspace(c->app->control, c->arena, there->workspace_id, &w, err))
        return -1;
    write_workspace_role(&c->out, &w, there->role);
    return 0;
}

/* --- input --------------------------------------------------------------------------------------
 */

static int read_name(struct call *c, struct str in, struct workspace *w, struct err *err)
{
    in = str_trim(in);
    if (!in.n)
        return err_set(err, ERR_REQUIRED, "name", "what shall it be called?");
    w->name = str_cstr(c->arena, in);
    return 0;
}

static int read_zone(struct call *c, struct str in, struct workspace *w, struct err *err)
{
    w->time_zone = str_cstr(c->arena, in);
    struct tz *zone = tz_open(w->time_zone);
    if (!zone)
        return err_set(err, ERR_INVALID, "time_zone",
                       "there is no time zone %s; write one like Europe/Berlin", w->time_zone);
    tz_free(zone);
    return 0;
}

static int read_currency(struct call *c, struct str in, struct workspace *w, struct err *err)
{
    w->currency = str_cstr(c->arena, in);
    return money_currency_known(in) ? 0
                                    : err_set(err, ERR_INVALID, "currency",
                                              "%s is no currency code, like EUR", w->currency);
}

static int read_country(struct call *c, struct str in, struct workspace *w, struct err *err)
{
    w->country = str_cstr(c->arena, in);
    bool code = in.n == 2;
    for (size_t i = 0; i < in.n; i++)
        code &= in.p[i] >= 'A' && in.p[i] <= 'Z';
    return code ? 0
                : err_set(err, ERR_INVALID, "country",
                          "country is two capital letters (ISO 3166), like DE");
}

static int read_purpose(struct call *c, struct str in, struct workspace *w, struct err *err)
{
    (void)err;
    w->purpose = str_cstr(c->arena, in);
    return 0;
}

static int read_week_start(struct call *c, struct str in, struct workspace *w, struct err *err)
{
    (void)err;
    w->week_start = str_cstr(c->arena, in);
    return 0;
}

/* TO ADD A SETTING OF A WORKSPACE: a member of struct workspace, a column, one row here and one in
 * each of the shapes below. */
static const struct {
    const char *name;
    int (*read)(struct call *c, struct str in, struct workspace *w, struct err *err);
} settings[] = {
    {"name", read_name},         {"purpose", read_purpose}, {"time_zone", read_zone},
    {"currency", read_currency}, {"country", read_country}, {"week_start", read_week_start},
};

int read_workspace_settings(struct call *c, const json_t *from, struct workspace *w,
                            struct err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(settings); i++) {
        const json_t *in = json_object_get(from, settings[i].name);
        if (in)
            settings[i].read(c, json_str_of(in), w, err);
    }
    return err->code ? -1 : 0;
}

static int read_settings(struct call *c, struct workspace *w, struct err *err)
{
    return read_workspace_settings(c, c->body, w, err);
}

/* --- handlers -----------------------------------------------------------------------------------
 */

static int list(struct call *c, struct err *err)
{
    struct workspace *all;
    size_t n;
    if (control_workspaces_of(c->app->control, c->arena, c->who.user_id, &all, &n, err))
        return -1;
    call_list_begin(c);
    for (size_t i = 0; i < n; i++) {
        enum role role;
        if (control_role(c->app->control, all[i].id, c->who.user_id, &role, err))
            return -1;
        write_workspace_role(&c->out, &all[i], role);
    }
    call_list_end(c, n);
    return 0;
}

static int create(struct call *c, struct err *err)
{
    const struct settings *s = c->app->settings;
    struct workspace w = {
        .time_zone = s->time_zone, .currency = s->currency, .country = s->country};
    struct workspace made;
    struct actor by = call_actor(c);
    if (read_settings(c, &w, err) ||
        control_workspace_new(c->app->control, c->arena, c->who.user_id, &w, &made, err) ||
        workspace_made(c->app->control, &by, made.id, err))
        return -1;
    write_workspace_role(&c->out, &made, ROLE_OWNER);
    return 0;
}

static int there(struct call *c, struct principal *ret, struct err *err)
{
    int64_t id;
    return call_id(c, &id, err) || member_there(c->app->control, &c->who, id, ret, err) ? -1 : 0;
}

static int read_one(struct call *c, struct err *err)
{
    struct principal p;
    return there(c, &p, err) || answer(c, &p, err) ? -1 : 0;
}

static int update(struct call *c, struct err *err)
{
    struct principal p;
    struct workspace w;
    struct actor by = call_actor(c);
    return there(c, &p, err) || policy_check(&p, ACT_SETTINGS, err) ||
                   control_workspace(c->app->control, c->arena, p.workspace_id, &w, err) ||
                   read_settings(c, &w, err) || workspace_change(c->app->control, &by, &w, err) ||
                   answer(c, &p, err)
               ? -1
               : 0;
}

static int note_backup(struct call *c, int64_t workspace_id, struct err *err)
{
    struct audit_entry e = {
        .actor_kind = c->who.kind,
        .actor_id = c->who.id,
        .workspace_id = workspace_id,
        .action = "workspace.downloaded",
        .target = arena_printf(c->arena, "workspace:%lld", (long long)workspace_id),
        .address = c->x->peer,
    };
    return audit_note(c->app->control, &e, err);
}

/* It leaves the house with everything in it, so it is noted. */
static int backup(struct call *c, struct err *err)
{
    struct principal p;
    char date[25];
    if (there(c, &p, err) || policy_check(&p, ACT_EXPORT, err) ||
        note_backup(c, p.workspace_id, err) ||
        workspace_file(c->app->spaces, c->app->control, p.workspace_id, c->app->settings->data,
                       &c->x->response.file, err))
        return -1;
    time_format(clock_now_ms(), date);
    http_set_header(c->x, "Content-Disposition", "attachment; filename=\"kith-%lld-%.10s.db\"",
                    (long long)p.workspace_id, date);
    http_set_header(c->x, "Cache-Control", "no-store");
    return 0;
}

static int delete_one(struct call *c, struct err *err)
{
    int64_t id;
    struct actor by = call_actor(c);
    c->status = 204;
    return call_id(c, &id, err) ||
                   workspace_remove(c->app->control, &by, id,
                                    json_str_of(json_object_get(c->body, "name")), err)
               ? -1
               : 0;
}

static int transfer(struct call *c, struct err *err)
{
    int64_t id;
    int64_t user_id = json_integer_value(json_object_get(c->body, "user_id"));
    struct actor by = call_actor(c);
    struct principal p;
    return call_id(c, &id, err) || workspace_transfer(c->app->control, &by, id, user_id, err) ||
                   there(c, &p, err) || answer(c, &p, err)
               ? -1
               : 0;
}

/* --- rows ---------------------------------------------------------------------------------------
 */

static const char *const purposes[] = {"people", "sales", "both", NULL};
static const char *const days[] = {"monday", "tuesday",  "wednesday", "thursday",
                                   "friday", "saturday", "sunday",    NULL};
static const char *const roles[] = {"owner", "admin", "member", "viewer", NULL};

/* clang-format off */
#define SETTINGS(name_required)                                                                    \
    {.name = "name", .kind = SHAPE_STRING, .required = (name_required), .max = 255},               \
    {.name = "purpose", .kind = SHAPE_STRING, .options = purposes,                                 \
     .help = "What the page shows first; both when not given."},                                   \
    {.name = "time_zone", .kind = SHAPE_STRING, .max = 64, .help = "Europe/Berlin"},               \
    {.name = "currency", .kind = SHAPE_STRING, .max = 3, .help = "EUR"},                           \
    {.name = "country", .kind = SHAPE_STRING, .max = 2,                                            \
     .help = "For phone numbers without a country code: DE"},                                      \
    {.name = "week_start", .kind = SHAPE_STRING, .options = days}
/* clang-format on */

static const struct shape create_body[] = {SETTINGS(true)};
const struct shape workspace_settings[WORKSPACE_SETTINGS_N] = {SETTINGS(false)};
static const struct shape delete_body[] = {
    {.name = "name",
     .kind = SHAPE_STRING,
     .required = true,
     .max = 255,
     .help = "Its name, typed exactly."},
};
static const struct shape transfer_body[] = {
    {.name = "user_id", .kind = SHAPE_ID, .required = true, .help = "Another member."},
};
const struct shape workspace_role_answer[WORKSPACE_ANSWER_N] = {
    {.name = "id", .kind = SHAPE_ID, .required = true},
    {.name = "name", .kind = SHAPE_STRING, .required = true},
    {.name = "purpose", .kind = SHAPE_STRING, .required = true, .options = purposes},
    {.name = "time_zone", .kind = SHAPE_STRING, .required = true},
    {.name = "currency", .kind = SHAPE_STRING, .required = true},
    {.name = "country", .kind = SHAPE_STRING, .required = true},
    {.name = "week_start", .kind = SHAPE_STRING, .required = true, .options = days},
    {.name = "created_at", .kind = SHAPE_TIME, .required = true},
    {.name = "role",
     .kind = SHAPE_STRING,
     .required = true,
     .options = roles,
     .help = "Of who asks."},
};

#define BODY(rows) .body = (rows), .n_body = ARRAY_LEN(rows)
#define ANSWER(kind)                                                                               \
    .answer = workspace_role_answer, .n_answer = WORKSPACE_ANSWER_N, .answer_kind = (kind)

static const struct endpoint rows[] = {
    {.method = HTTP_GET,
     .path = "/api/workspaces",
     .id = "workspaces.list",
     .tag = "workspaces",
     .summary = "The workspaces you are a member of",
     .mode = MODE_NOW,
     .flags = ENDPOINT_COUNTS,
     .handle = list,
     ANSWER(SHAPE_LIST)},
    {.method = HTTP_POST,
     .path = "/api/workspaces",
     .id = "workspaces.create",
     .tag = "workspaces",
     .summary = "Another workspace, yours and empty",
     .mode = MODE_POOL,
     .handle = create,
     BODY(create_body),
     ANSWER(SHAPE_OBJECT),
     .status = 201},
    {.method = HTTP_GET,
     .path = "/api/workspaces/:id",
     .id = "workspaces.get",
     .tag = "workspaces",
     .summary = "One workspace",
     .mode = MODE_NOW,
     .handle = read_one,
     ANSWER(SHAPE_OBJECT)},
    {.method = HTTP_PATCH,
     .path = "/api/workspaces/:id",
     .id = "workspaces.update",
     .tag = "workspaces",
     .summary = "Change its settings (admins)",
     .mode = MODE_POOL,
     .handle = update,
     .body = workspace_settings,
     .n_body = WORKSPACE_SETTINGS_N,
     ANSWER(SHAPE_OBJECT)},
    {.method = HTTP_GET,
     .path = "/api/workspaces/:id/backup",
     .id = "workspaces.backup",
     .tag = "workspaces",
     .summary = "The whole workspace as one file (owners); `kith workspace import` takes it",
     .mode = MODE_POOL,
     .handle = backup,
     .answer_kind = SHAPE_STRING,
     .media = "application/vnd.sqlite3"},
    {.method = HTTP_DELETE,
     .path = "/api/workspaces/:id",
     .id = "workspaces.delete",
     .tag = "workspaces",
     .summary = "Delete it (owners), its name typed; its file is kept for 30 days",
     .mode = MODE_POOL,
     .flags = ENDPOINT_NO_BODY_OUT,
     .handle = delete_one,
     BODY(delete_body),
     .status = 204},
    {.method = HTTP_POST,
     .path = "/api/workspaces/:id/transfer",
     .id = "workspaces.transfer",
     .tag = "workspaces",
     .summary = "Make another member its owner and be an admin",
     .mode = MODE_POOL,
     .handle = transfer,
     BODY(transfer_body),
     ANSWER(SHAPE_OBJECT)},
};

const struct endpoint_table workspace_endpoints = {rows, ARRAY_LEN(rows)};
