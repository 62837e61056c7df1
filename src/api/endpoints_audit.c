/* The audit log over HTTP: the whole for the owner of the instance, a workspace's part for who may
 * see it there.
 */
#include "api/accounts.h"
#include "auth/audit.h"
#include "auth/policy.h"

enum { LIMIT = 50, LIMIT_MAX = 500, CSV_LIMIT = 100000 };

/* A key never sees more than its workspace. */
static int scope_of(struct call *c, int64_t *ret_workspace_id, struct err *err)
{
    struct user u;
    *ret_workspace_id = c->who.workspace_id;
    if (c->who.kind == PRINCIPAL_USER) {
        if (control_user(c->app->control, c->arena, c->who.user_id, &u, err))
            return -1;
        if (u.is_owner) {
            *ret_workspace_id = 0;
            return 0;
        }
    }
    return policy_check(&c->who, ACT_SEE_AUDIT, err);
}

static int read_format(struct call *c, enum audit_format *ret, struct err *err)
{
    struct str format = call_query(c, "format");
    bool accepts = str_starts(http_header(c->x, "Accept"), "text/csv");
    *ret = str_is(format, "csv") || (!format.p && accepts) ? AUDIT_CSV : AUDIT_JSON;
    if (!format.p || str_is(format, "csv") || str_is(format, "json"))
        return 0;
    err->in_query = true;
    return err_set(err, ERR_BAD_QUERY, "format", "format must be json or csv");
}

static int read_query(struct call *c, enum audit_format format, struct audit_query *q,
                      struct err *err)
{
    int64_t most = format == AUDIT_CSV ? CSV_LIMIT : LIMIT_MAX;
    q->action = call_query(c, "action");
    return scope_of(c, &q->workspace_id, err) ||
           call_query_int(c, "actor_id", 1, INT64_MAX, 0, &q->actor_id, err) ||
           call_query_time(c, "since", 0, &q->since, err) ||
           call_query_int(c, "cursor", 1, INT64_MAX, 0, &q->before_id, err) ||
           call_query_int(c, "limit", 1, most, format == AUDIT_CSV ? CSV_LIMIT : LIMIT, &q->limit,
                          err);
}

static int list(struct call *c, struct err *err)
{
    struct audit_query q = {.count = c->counts};
    enum audit_format format;
    int64_t next, total;
    if (read_format(c, &format, err) || read_query(c, format, &q, err))
        return -1;
    if (format == AUDIT_CSV) {
        c->x->response.content_type = "text/csv; charset=utf-8";
        http_set_header(c->x, "Content-Disposition", "attachment; filename=\"audit.csv\"");
        return audit_list(c->app->control, &q, format, &c->out, &next, &total, err);
    }
    json_object_begin(&c->out);
    json_key(&c->out, "data");
    json_array_begin(&c->out);
    if (audit_list(c->app->control, &q, format, &c->out, &next, &total, err))
        return -1;
    json_array_end(&c->out);
    json_key(&c->out, "next");
    if (next)
        json_cstr(&c->out, arena_printf(c->arena, "%lld", (long long)next));
    else
        json_nil(&c->out);
    if (total >= 0)
        json_put_int(&c->out, "total", total);
    json_object_end(&c->out);
    return 0;
}

/* --- rows ---------------------------------------------------------------------------------------
 */

static const char *const formats[] = {"json", "csv", NULL};
static const struct shape query[] = {
    {.name = "action",
     .kind = SHAPE_STRING,
     .help = "auth.login; with a dot at its end, all that begin so: auth."},
    {.name = "actor_id", .kind = SHAPE_ID},
    {.name = "since", .kind = SHAPE_TIME},
    {.name = "cursor", .kind = SHAPE_STRING, .help = "next of the page before"},
    {.name = "limit", .kind = SHAPE_INT, .min = 1, .max = CSV_LIMIT, .help = "500 at most in JSON"},
    {.name = "format",
     .kind = SHAPE_STRING,
     .options = formats,
     .help = "csv: a file of all; so does Accept: text/csv"},
};
static const struct shape item[] = {
    {.name = "id", .kind = SHAPE_ID, .required = true},
    {.name = "at", .kind = SHAPE_TIME, .required = true},
    {.name = "actor_kind", .kind = SHAPE_STRING, .required = true},
    {.name = "actor_id", .kind = SHAPE_ID, .required = true, .nullable = true},
    {.name = "workspace_id", .kind = SHAPE_ID, .required = true, .nullable = true},
    {.name = "action", .kind = SHAPE_STRING, .required = true},
    {.name = "target", .kind = SHAPE_STRING, .required = true},
    {.name = "detail", .kind = SHAPE_OBJECT, .required = true},
    {.name = "address", .kind = SHAPE_STRING, .required = true},
};

static const struct endpoint rows[] = {
    {.method = HTTP_GET,
     .path = "/api/audit",
     .id = "audit.list",
     .tag = "accounts",
     .summary = "What happened to accounts, keys and members, newest first",
     .scope = "read:audit",
     .mode = MODE_POOL,
     .flags = ENDPOINT_CSV | ENDPOINT_COUNTS,
     .handle = list,
     .query = query,
     .n_query = ARRAY_LEN(query),
     .answer = item,
     .n_answer = ARRAY_LEN(item),
     .answer_kind = SHAPE_LIST},
};

const struct endpoint_table audit_endpoints = {rows, ARRAY_LEN(rows)};
