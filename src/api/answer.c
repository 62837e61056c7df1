/* Answers: status, headers every answer carries, errors as RFC 9457 problems, ETags and 304. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "api/door.h"
#include "base/log.h"

/* RFC 9110's methods without effect; what others answer holds secrets at times. */
static const char *cache_control(const struct call *c)
{
    return c->x->method == HTTP_GET || c->x->method == HTTP_HEAD ? "private, no-cache" : "no-store";
}

/* The page: everything from here, nothing inline. What is no page may do nothing at all. */
#define PAGE_POLICY                                                                                \
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "        \
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "                \
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
#define DATA_POLICY "default-src 'none'; frame-ancestors 'none'"

enum { ON_ALL = 0, ON_PAGES = 1, ON_DATA = 2, ON_TLS = 4 };

static const struct {
    const char *name, *value;
    unsigned when;
} fixed_headers[] = {
    {"X-Content-Type-Options", "nosniff", ON_ALL},
    {"Referrer-Policy", "no-referrer", ON_ALL},
    {"Cross-Origin-Resource-Policy", "same-origin", ON_ALL},
    {"Content-Security-Policy", DATA_POLICY, ON_DATA},
    {"Content-Security-Policy", PAGE_POLICY, ON_PAGES},
    {"Cross-Origin-Opener-Policy", "same-origin", ON_PAGES},
    {"Permissions-Policy", "camera=(), microphone=(), geolocation=()", ON_PAGES},
    {"Strict-Transport-Security", "max-age=31536000; includeSubDomains", ON_TLS},
};

static bool has_header(const struct http_response *r, const char *name)
{
    for (size_t i = 0; i < r->n_headers; i++)
        if (str_is(r->headers[i].name, name))
            return true;
    return false;
}

/* Texts that stay as long as the exchange need no copy, which http_set_header() would make. */
static void put_fixed(struct http_response *r, const char *name, const char *value)
{
    if (r->n_headers < HTTP_MAX_HEADERS)
        r->headers[r->n_headers++] = (struct http_pair){str_of(name), str_of(value)};
}

static void common_headers(struct call *c)
{
    struct http_response *r = &c->x->response;
    unsigned here = (c->page ? ON_PAGES : ON_DATA) | (c->secure ? ON_TLS : 0);
    put_fixed(r, "X-Request-Id", c->request_id);
    if (!has_header(r, "Cache-Control"))
        put_fixed(r, "Cache-Control", cache_control(c));
    for (size_t i = 0; i < ARRAY_LEN(fixed_headers); i++)
        if (fixed_headers[i].when == ON_ALL || (fixed_headers[i].when & here))
            put_fixed(r, fixed_headers[i].name, fixed_headers[i].value);
    guard_cors_headers(c);
    rate_headers(c);
}

void answer_empty(struct call *c, int status)
{
    c->x->response.status = status;
    common_headers(c);
}

void answer_page(struct call *c)
{
    c->page = true;
    common_headers(c);
}

static bool names_any(struct call *c)
{
    return str_is(str_trim(http_header(c->x, "If-None-Match")), "*");
}

static void not_modified(struct call *c)
{
    buf_reset(&c->x->response.body);
    c->x->response.status = 304;
    common_headers(c);
}

void answer_success(struct call *c)
{
    struct http_response *r = &c->x->response;
    if (r->body.failed) {
        struct err err = {0};
        err_set(&err, ERR_TOO_LARGE, NULL, "the answer is too large: ask for less at once");
        answer_problem(c, &err);
        return;
    }
    r->status = c->status ? c->status : c->endpoint->status ? c->endpoint->status : 200;
    /* `*` asks whether there is anything, which is known only now. */
    if (r->status == 200 && c->endpoint->mode == MODE_READ && has_header(r, "ETag") &&
        names_any(c)) {
        not_modified(c);
        return;
    }
    if (c->endpoint->media && !r->content_type)
        r->content_type = c->endpoint->media;
    common_headers(c);
}

void answer_reset(struct call *c)
{
    struct http_response *r = &c->x->response;
    buf_reset(&r->body);
    r->n_headers = 0;
    c->status = 0;
    err_clear(&c->task.err);
    json_init(&c->out, &r->body);
}

/* --- problems -----------------------------------------------------------------------------------
 */

static void write_rows(struct json *j, const struct err *err)
{
    json_key(j, "errors");
    json_array_begin(j);
    for (size_t i = 0; i < err->n_rows; i++) {
        const struct err_row *row = &err->rows[i];
        json_object_begin(j);
        json_key(j, "field");
        json_cstr(j, row->field[0] ? row->field : NULL);
        json_put_cstr(j, "code", err_name(row->code));
        json_put_cstr(j, "message", row->message);
        json_object_end(j);
    }
    json_array_end(j);
}

static void write_problem(struct call *c, const struct err *err)
{
    struct json *j = &c->out;
    buf_reset(&c->x->response.body);
    json_init(j, &c->x->response.body);
    json_object_begin(j);
    json_put_str(j, "type",
                 str_of(arena_printf(c->arena, "urn:kith:problem:%s", err_name(err->code))));
    json_put_cstr(j, "title", err_title(err->code));
    json_put_int(j, "status", err_status(err));
    json_put_cstr(j, "code", err_name(err->code));
    json_put_cstr(j, "detail", err_message(err));
    json_put_cstr(j, "instance", c->request_id);
    write_rows(j, err);
    json_object_end(j);
}

enum { EXTRA_MAX = 1 << 20 }; /* what is longer nobody reads: the problem goes without */

/* Members beside (conflicts, the current record) go in before the closing brace. */
static void add_extra(struct buf *body, const char *extra)
{
    if (!body->n)
        return;
    body->n--;
    buf_putc(body, ',');
    buf_puts(body, extra);
    buf_putc(body, '}');
}

static void log_fault(const struct call *c, const struct err *err)
{
    if (err_status(err) < 500)
        return;
    log_error("%s %s %.*s: %s%s%s", c->request_id, http_method_name(c->x->method),
              STR_ARG(c->x->target), err_message(err), err->detail[0] ? " | " : "", err->detail);
}

void answer_problem(struct call *c, const struct err *err)
{
    struct http_response *r = &c->x->response;
    struct http_pair kept[HTTP_MAX_HEADERS];
    size_t n = 0;
    /* Of what a handler set only what explains the refusal stays. */
    for (size_t i = 0; i < r->n_headers; i++)
        if (str_is(r->headers[i].name, "Allow") || str_is(r->headers[i].name, "WWW-Authenticate") ||
            str_is(r->headers[i].name, "Retry-After"))
            kept[n++] = r->headers[i];
    memcpy(r->headers, kept, n * sizeof *kept);
    r->n_headers = n;
    if (err->code == ERR_UNSUPPORTED_MEDIA && c->x->method == HTTP_PATCH)
        put_fixed(r, "Accept-Patch", "application/merge-patch+json, application/json");

    write_problem(c, err);
    if (err->extra && strlen(err->extra) <= EXTRA_MAX)
        add_extra(&r->body, err->extra);
    if (r->body.failed)
        write_problem(c, err);
    r->status = err_status(err);
    r->content_type = "application/problem+json";
    common_headers(c);
    log_fault(c, err);
}

/* --- tags ---------------------------------------------------------------------------------------
 */

/* Of the versions of all it shows, and of who asks: roles and keys see differently, and `owner=me`
 * means somebody else for each. */
void answer_tag(const struct call *c, char out[static 80])
{
    int64_t second = c->endpoint->flags & ENDPOINT_CLOCK ? c->ctx.env.now / 1000 : 0;
    int64_t who[] = {c->who.user_id, c->who.id};
    uint64_t seen = str_hash((struct str){(const char *)who, sizeof who},
                             (uint64_t)c->names_version + (uint64_t)c->who.role);
    snprintf(out, 80, "W/\"%" PRIx64 "-%" PRIx64 "-%" PRIx64 "-%" PRIx64 "-%" PRIx64 "\"",
             c->app->build & 0xffffffff, (uint64_t)c->who.workspace_id, (uint64_t)c->version, seen,
             (uint64_t)second);
}

/* Does a list of tags hold this one, weakly compared? `*` does not: see answer_success(). */
static bool tag_listed(struct str list, const char *tag)
{
    struct str mine = str_of(tag);
    if (str_starts(mine, "W/"))
        mine = str_sub(mine, 2, mine.n);
    struct str item;
    while (str_next(&list, ',', &item)) {
        item = str_trim(item);
        if (str_starts(item, "W/"))
            item = str_sub(item, 2, item.n);
        if (str_eq(item, mine))
            return true;
    }
    return false;
}

static bool client_has(struct call *c, const char *tag)
{
    struct str list = http_header(c->x, "If-None-Match");
    return list.p && tag_listed(list, tag);
}

bool answer_not_modified(struct call *c)
{
    if (!(c->endpoint->flags & ENDPOINT_VERSIONED))
        return false;
    char tag[80];
    answer_tag(c, tag);
    http_set_header(c->x, "ETag", "%s", tag);
    if (!client_has(c, tag))
        return false;
    not_modified(c);
    return true;
}

void answer_own_tag(const struct call *c, char out[static 80])
{
    const struct http_response *r = &c->x->response;
    out[0] = '\0';
    for (size_t i = 0; i < r->n_headers; i++)
        if (str_is(r->headers[i].name, "ETag") && r->headers[i].value.n < 80)
            memcpy(out, r->headers[i].value.p, r->headers[i].value.n + 1);
}

void answer_kept(struct call *c, const char *tag)
{
    if (tag[0]) {
        http_set_header(c->x, "ETag", "%s", tag);
        if (client_has(c, tag)) {
            not_modified(c);
            return;
        }
    }
    answer_success(c);
}

/* --- one record ---------------------------------------------------------------------------------
 */

static bool fills(const struct call *c, const struct entity *e, bool names)
{
    for (size_t i = 0; i < c->ctx.n_rules; i++) {
        const struct rule *r = &c->ctx.rules[i];
        if (r->fill && r->names == names && (!r->entity || r->entity == e))
            return true;
    }
    return false;
}

/* Does it show what another record says, without being touched when that changes? Only a name by
 * way of a mirrored reference is spread to who shows it (name_spread()). */
static bool shows_others(const struct entity *e)
{
    for (size_t i = 0; i < e->n_fields; i++) {
        const struct field *f = &e->fields[i];
        const struct field *ref = f->through ? entity_field(e, str_of(f->through)) : NULL;
        const struct entity *target = ref && ref->target ? model_entity(str_of(ref->target)) : NULL;
        const struct field *name = target ? entity_name_field(target) : NULL;
        if ((f->flags & FIELD_DERIVED) && ref &&
            !((ref->flags & FIELD_MIRROR) && name && str_is(str_of(f->through_field), name->name)))
            return true;
    }
    return false;
}

/* Money without a currency of its own is written in the workspace's. */
static bool shows_default_currency(const struct record *r)
{
    for (size_t i = 0; i < r->entity->n_fields; i++) {
        const struct field *f = &r->entity->fields[i];
        if (f->type == &type_money && !record_null(r, f->name) &&
            (!f->currency_field || record_null(r, f->currency_field)))
            return true;
    }
    return false;
}

static void add_version(char out[static 80], int64_t version)
{
    size_t n = strlen(out);
    snprintf(out + n, 80 - n, "-%" PRId64, version);
}

/* What shows other records too gets a weak tag with the workspace's version; what shows the name of
 * an owner, or money in the workspace's currency, has the control database's in it. In front stands
 * the record's own version, which If-Match is about. */
static void record_tag(const struct call *c, const struct record *r, bool with, char out[static 80])
{
    bool owned = entity_field(r->entity, STR("owner_id")) && !record_null(r, "owner_id");
    bool others = with || fills(c, r->entity, false) || shows_others(r->entity);
    bool names = with || (owned && fills(c, r->entity, true)) || shows_default_currency(r);
    snprintf(out, 80, "%s\"%" PRId64, others ? "W/" : "", r->updated_at);
    if (others)
        add_version(out, c->version);
    if (names)
        add_version(out, c->names_version);
    snprintf(out + strlen(out), 80 - strlen(out), "\"");
}

void call_list_begin(struct call *c)
{
    json_object_begin(&c->out);
    json_key(&c->out, "data");
    json_array_begin(&c->out);
}

void call_list_end(struct call *c, size_t n)
{
    json_array_end(&c->out);
    json_put_cstr(&c->out, "next", NULL);
    if (c->counts)
        json_put_int(&c->out, "total", (int64_t)n);
    json_object_end(&c->out);
}

int call_record(struct call *c, struct record *r, struct err *err)
{
    return call_record_with(c, r, NULL, 0, err);
}

int call_record_with(struct call *c, struct record *r, const struct include *includes, size_t n,
                     struct err *err)
{
    bool writes = c->endpoint->mode == MODE_WRITE || (c->endpoint->flags & ENDPOINT_CHANGES);
    struct record_ctx *ctx = writes ? &c->change.ctx : &c->ctx;
    char tag[80];
    if (call_look(c, err))
        return -1;
    record_tag(c, r, n > 0, tag);
    http_set_header(c->x, "ETag", "%s", tag);
    if (c->endpoint->mode == MODE_READ && client_has(c, tag)) {
        c->status = 304;
        return 0;
    }
    if (c->endpoint->status == 201)
        http_set_header(c->x, "Location", "/api/crm/%s/%" PRId64, r->entity->plural, r->id);
    return includes_write_record(ctx, r, includes, n, &c->out, err);
}
