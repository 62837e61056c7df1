/* What handlers ask of a request: its id, its parameters, the version the client saw. */
#include <stdio.h>
#include <string.h>

#include "api/private.h"

int call_id(struct call *c, int64_t *ret_id, struct err *err)
{
    if (str_to_i64(c->x->params[0], ret_id) && *ret_id > 0)
        return 0;
    return err_set(err, ERR_NOT_FOUND, NULL, "there is no record %.*s", STR_ARG(c->x->params[0]));
}

int call_id_at(struct call *c, size_t n, int64_t *ret_id, struct err *err)
{
    struct str text = n < HTTP_MAX_PARAMS ? c->x->params[n] : STR_NONE;
    if (str_to_i64(text, ret_id) && *ret_id > 0)
        return 0;
    return err_set(err, ERR_NOT_FOUND, NULL, "there is nothing with the id %.*s", STR_ARG(text));
}

/* What the e-mail field type compares by. */
int call_email(struct call *c, const char *member, struct str *ret, struct err *err)
{
    struct field email = {.name = member, .type = &type_email};
    struct field_env env = {.arena = c->arena};
    struct record none = {0};
    struct db_value raw;
    if (email.type->parse(&email, &env, &none, json_object_get(c->body, member), &raw, err))
        return -1;
    if (raw.type != DB_IS_TEXT)
        return err_set(err, ERR_REQUIRED, member, "an e-mail address is needed");
    *ret = email.type->derive(&email, &env, &none, raw).s;
    return 0;
}

struct actor call_actor(const struct call *c)
{
    return (struct actor){.who = &c->who, .address = c->x->peer};
}

bool call_is_secure(const struct call *c)
{
    return c->secure;
}

struct str call_address(const struct call *c)
{
    return c->x->peer;
}

struct str call_query(const struct call *c, const char *name)
{
    return http_query(c->x, name);
}

static int bad_query(struct err *err, const char *name, const char *what)
{
    err->in_query = true;
    return err_set(err, ERR_BAD_QUERY, name, "%s must be %s", name, what);
}

int call_query_int(struct call *c, const char *name, int64_t min, int64_t max, int64_t fallback,
                   int64_t *ret, struct err *err)
{
    struct str text = http_query(c->x, name);
    *ret = fallback;
    if (!text.p)
        return 0;
    if (str_to_i64(text, ret) && *ret >= min && *ret <= max)
        return 0;
    return bad_query(
        err, name,
        arena_printf(c->arena, "a whole number from %lld to %lld", (long long)min, (long long)max));
}

int call_query_time(struct call *c, const char *name, int64_t fallback, int64_t *ret,
                    struct err *err)
{
    struct str text = http_query(c->x, name);
    *ret = fallback;
    if (!text.p || tz_time_parse(c->ctx.env.zone, text, ret))
        return 0;
    return bad_query(err, name, "a time: RFC 3339, a date, or Unix seconds");
}

static bool query_named(const struct endpoint *e, struct str name)
{
    for (size_t i = 0; i < e->n_query; i++)
        if (str_is(name, e->query[i].name))
            return true;
    return str_is(name, "workspace") || ((e->flags & ENDPOINT_COUNTS) && str_is(name, "count"));
}

static int read_count(struct call *c, struct err *err)
{
    struct str count = http_query(c->x, "count");
    c->counts = str_is(count, "true") || str_is(count, "1");
    return !count.p || c->counts || str_is(count, "false") || str_is(count, "0")
               ? 0
               : bad_query(err, "count", "true or false");
}

static int check_query(struct call *c, struct err *err)
{
    if (!c->endpoint || (c->endpoint->flags & ENDPOINT_LIST_PARAMS))
        return 0; /* the list knows its own names */
    if ((c->endpoint->flags & ENDPOINT_COUNTS) && read_count(c, err))
        return -1;
    for (size_t i = 0; i < c->x->n_query; i++) {
        struct str name = c->x->query[i].name;
        if (query_named(c->endpoint, name))
            continue;
        char field[80];
        size_t n = name.n < sizeof field ? name.n : sizeof field - 1;
        memcpy(field, name.n ? name.p : "", n);
        field[n] = 0;
        err->in_query = true;
        err_set(err, ERR_BAD_QUERY, field, "there is no parameter %s here", field);
    }
    return err->code ? -1 : 0;
}

static bool reads(const struct call *c)
{
    return c->x->method == HTTP_GET || c->x->method == HTTP_HEAD;
}

/* A write that names its workspace where nobody looks must not land in another one. */
static int check_workspace(struct call *c, struct err *err)
{
    if (reads(c) || !http_query(c->x, "workspace").p)
        return 0;
    err->in_query = true;
    return err_set(err, ERR_BAD_QUERY, "workspace", "send X-Workspace");
}

/* Answers are kept in the workspace, in the transaction of the write; what is not written there
 * cannot keep the promise. */
static int check_key(struct call *c, struct err *err)
{
    if (!c->endpoint || c->x->method != HTTP_POST || c->endpoint->mode == MODE_WRITE ||
        !http_header(c->x, "Idempotency-Key").p)
        return 0;
    return err_set(err, ERR_BAD_REQUEST, "Idempotency-Key",
                   "this operation keeps no answers, so a retry could do it twice: send it "
                   "without Idempotency-Key");
}

int call_check_query(struct call *c, struct err *err)
{
    return check_key(c, err) || check_workspace(c, err) || check_query(c, err) ? -1 : 0;
}

/* "123", W/"123-9" or 123: the number in front is the version. */
static bool version_of_tag(struct str tag, int64_t *ret)
{
    tag = str_trim(tag);
    if (str_starts(tag, "W/"))
        tag = str_sub(tag, 2, tag.n);
    if (tag.n >= 2 && tag.p[0] == '"' && tag.p[tag.n - 1] == '"')
        tag = str_sub(tag, 1, tag.n - 2);
    tag = str_sub(tag, 0, str_find(tag, '-', 0));
    return str_to_i64(tag, ret) && *ret > 0;
}

/* Of several tags the one that the record has now; a tag that is none of ours matches nothing. */
static int expected_by_tags(struct call *c, const struct entity *e, int64_t id, struct str tags,
                            int64_t *ret_version, struct err *err)
{
    struct record *now;
    struct str tag;
    int64_t version;
    if (str_find(tags, ',', 0) >= tags.n) {
        if (!version_of_tag(tags, ret_version))
            *ret_version = -1;
        return 0;
    }
    if (record_get(&c->change.ctx, e, id, &now, err))
        return -1;
    *ret_version = -1;
    while (str_next(&tags, ',', &tag))
        if (version_of_tag(tag, &version) && version == now->updated_at)
            *ret_version = version;
    return 0;
}

int call_expected(struct call *c, const struct entity *e, int64_t id, int64_t *ret_version,
                  enum err_code *ret_stale, struct err *err)
{
    *ret_version = 0;
    *ret_stale = ERR_CONFLICT;
    struct str match = http_header(c->x, "If-Match");
    if (match.p && !str_is(str_trim(match), "*")) {
        *ret_stale = ERR_PRECONDITION_FAILED;
        return expected_by_tags(c, e, id, match, ret_version, err);
    }
    const json_t *seen = json_object_get(c->body, "updated_at");
    if (!seen)
        return 0;
    char digits[32];
    struct str text = json_str_of(seen);
    if (json_is_integer(seen)) {
        snprintf(digits, sizeof digits, "%" JSON_INTEGER_FORMAT, json_integer_value(seen));
        text = str_of(digits);
    }
    if (text.n && time_parse(text, ret_version))
        return 0;
    return err_set(err, ERR_INVALID, "updated_at", "updated_at must be a time");
}
