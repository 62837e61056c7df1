/* /api/openapi.json: OpenAPI 3.1, printed once at start from the endpoint rows and the model.
 *
 * Paths come first and components last, so that only those components are printed that something
 * refers to.
 */
#include "api/openapi.h"

#include "api/schema.h"

#include <ctype.h>
#include <string.h>

enum { OPENAPI_MAX = 16 << 20, PATH_TEXT_MAX = 256 };

void openapi_put_ref(const char *section, const char *name, struct json *out)
{
    char ref[128];
    snprintf(ref, sizeof ref, "#/components/%s/%s", section, name);
    json_put_cstr(out, "$ref", ref);
}

/* --- answers -----------------------------------------------------------------------------------
 */

static void put_page_schema(const struct endpoint *ep, struct json *out)
{
    struct shape item = {.kind = SHAPE_RECORD, .entity = ep->entity};
    if (ep->answer)
        item = (struct shape){.kind = SHAPE_OBJECT, .of = ep->answer, .n_of = ep->n_answer};
    bool nameless = ep->answer && ep->n_answer == 1 && !ep->answer->name[0];

    json_put_cstr(out, "type", "object");
    json_key(out, "properties");
    json_object_begin(out);
    json_key(out, "data");
    json_object_begin(out);
    json_put_cstr(out, "type", "array");
    json_key(out, "items");
    shape_schema(nameless ? ep->answer : &item, ep->entity, out);
    json_object_end(out);
    json_key(out, "next");
    shape_schema(&(struct shape){.kind = SHAPE_STRING,
                                 .nullable = true,
                                 .help = "The cursor of the next page; null at the end."},
                 NULL, out);
    if (ep->flags & (ENDPOINT_LIST_PARAMS | ENDPOINT_COUNTS)) {
        json_key(out, "total");
        shape_schema(
            &(struct shape){.kind = SHAPE_INT, .help = "With count=true: how many in all."}, NULL,
            out);
    }
    json_object_end(out);
    json_key(out, "required");
    json_array_begin(out);
    json_cstr(out, "data");
    json_cstr(out, "next");
    json_array_end(out);
    json_put_bool(out, "additionalProperties", false);
}

static void put_answer_schema(const struct endpoint *ep, struct json *out)
{
    if (ep->answer_kind == SHAPE_LIST) {
        json_object_begin(out);
        put_page_schema(ep, out);
        json_object_end(out);
    } else if (ep->answer_kind == SHAPE_RECORD) {
        struct shape whole = {
            .kind = SHAPE_RECORD, .entity = ep->entity, .of = ep->answer, .n_of = ep->n_answer};
        shape_schema(&whole, ep->entity, out);
    } else if (ep->answer) {
        shape_schema_rows(ep->answer, ep->n_answer, false, ep->entity, out);
    } else {
        shape_schema(&(struct shape){.kind = SHAPE_OBJECT}, NULL, out);
    }
}

static bool has_answer(const struct endpoint *ep)
{
    return ep->status != 204 &&
           (ep->answer || ep->answer_kind == SHAPE_LIST || ep->answer_kind == SHAPE_RECORD ||
            !(ep->flags & ENDPOINT_NO_BODY_OUT));
}

static void put_json_content(const char *type, struct json *out)
{
    json_key(out, "content");
    json_object_begin(out);
    json_key(out, type);
    json_object_begin(out);
    json_key(out, "schema");
}

static void put_header(const char *name, struct json *out)
{
    json_key(out, name);
    json_object_begin(out);
    openapi_put_ref("headers", name, out);
    json_object_end(out);
}

static bool is_tagged(const struct endpoint *ep)
{
    return endpoint_answers_record(ep) || (ep->flags & ENDPOINT_VERSIONED);
}

static void put_headers(const struct endpoint *ep, int status, struct json *out)
{
    bool writes = endpoint_writes(ep);
    if (!writes && !is_tagged(ep))
        return;
    json_key(out, "headers");
    json_object_begin(out);
    if (is_tagged(ep) && status != 204)
        put_header("ETag", out);
    if (writes)
        put_header("X-Change-Id", out);
    if (status == 201)
        put_header("Location", out);
    if (ep->mode == MODE_WRITE && ep->method == HTTP_POST)
        put_header("Idempotency-Replayed", out);
    json_object_end(out);
}

/* Its media type alone: parameters are for the header. */
static const char *media_of(const struct endpoint *ep, char text[static 64])
{
    size_t n = ep->media ? strcspn(ep->media, ";") : 0;
    snprintf(text, 64, "%.*s", ep->media ? (int)n : 16, ep->media ? ep->media : "application/json");
    return text;
}

static void put_csv(struct json *out)
{
    json_key(out, "text/csv");
    json_object_begin(out);
    json_key(out, "schema");
    json_object_begin(out);
    json_put_cstr(out, "type", "string");
    json_object_end(out);
    json_object_end(out);
}

static void put_success(const struct endpoint *ep, int status, bool body, struct json *out)
{
    char text[8];
    snprintf(text, sizeof text, "%d", status);
    json_key(out, text);
    json_object_begin(out);
    json_put_cstr(out, "description", body ? "Done; the answer." : "Done; nothing to say.");
    put_headers(ep, status, out);
    if (body) {
        char media[64];
        put_json_content(media_of(ep, media), out);
        put_answer_schema(ep, out);
        json_object_end(out);
        if (ep->flags & ENDPOINT_CSV)
            put_csv(out);
        json_object_end(out);
    }
    json_object_end(out);
}

/* --- problems ----------------------------------------------------------------------------------
 */

static bool always(const struct endpoint *ep)
{
    (void)ep;
    return true;
}

static bool is_guarded(const struct endpoint *ep)
{
    return !(ep->flags & ENDPOINT_OPEN) || (ep->flags & ENDPOINT_ASKS);
}

/* Signing in fails as a missing sign-in does, or because the account is shut. */
static bool may_be_nobody(const struct endpoint *ep)
{
    return is_guarded(ep) || endpoint_has_body(ep);
}

static bool writes_or_has_body(const struct endpoint *ep)
{
    return !endpoint_reads(ep) || endpoint_has_body(ep);
}

static bool is_conditional(const struct endpoint *ep)
{
    return ep->mode == MODE_WRITE && endpoint_writes(ep) && ep->method != HTTP_POST;
}

static const struct problem {
    int status;
    const char *name; /* in components/responses */
    bool (*when)(const struct endpoint *ep);
} problems[] = {
    {400, "BadRequest", always},
    {401, "Unauthorized", may_be_nobody},
    {403, "Forbidden", may_be_nobody},
    {404, "NotFound", is_guarded},
    {409, "Conflict", writes_or_has_body},
    {412, "PreconditionFailed", is_conditional},
    {413, "TooLarge", always},
    {415, "UnsupportedMedia", endpoint_has_body},
    {422, "Invalid", writes_or_has_body},
    {429, "TooMany", always},
};

static void put_response_ref(const char *status, const char *name, struct json *out)
{
    json_key(out, status);
    json_object_begin(out);
    openapi_put_ref("responses", name, out);
    json_object_end(out);
}

static void put_responses(const struct endpoint *ep, struct json *out)
{
    int status = ep->status ? ep->status : 200;
    json_key(out, "responses");
    json_object_begin(out);
    put_success(ep, status, has_answer(ep), out);
    if ((ep->flags & ENDPOINT_NO_BODY_OUT) && status != 204)
        put_success(ep, 204, false, out);
    if (endpoint_reads(ep) && is_tagged(ep))
        put_response_ref("304", "NotModified", out);
    for (size_t i = 0; i < ARRAY_LEN(problems); i++) {
        char text[8];
        snprintf(text, sizeof text, "%d", problems[i].status);
        if (problems[i].when(ep))
            put_response_ref(text, problems[i].name, out);
    }
    put_response_ref("default", "Fault", out);
    json_object_end(out);
}

/* --- operations --------------------------------------------------------------------------------
 */

static void put_body_schema(const struct endpoint *ep, struct json *out)
{
    if (ep->body)
        shape_schema_rows(ep->body, ep->n_body, true, ep->entity, out);
    else
        shape_schema(&(struct shape){.kind = ep->body_kind}, ep->entity, out);
}

static void put_body(const struct endpoint *ep, struct json *out)
{
    static const char *const types[] = {"application/json", "application/merge-patch+json"};
    size_t n = ep->body_kind == SHAPE_PATCH && !ep->body ? 2 : 1;

    if (!endpoint_has_body(ep))
        return;
    json_key(out, "requestBody");
    json_object_begin(out);
    json_put_bool(out, "required", !(ep->flags & ENDPOINT_BODY_OPTIONAL));
    json_key(out, "content");
    json_object_begin(out);
    for (size_t i = 0; i < n; i++) {
        json_key(out, types[i]);
        json_object_begin(out);
        json_key(out, "schema");
        put_body_schema(ep, out);
        json_object_end(out);
    }
    json_object_end(out);
    json_object_end(out);
}

static void put_operation(const struct endpoint *ep, struct json *out)
{
    json_object_begin(out);
    json_put_cstr(out, "operationId", ep->id);
    json_key(out, "tags");
    json_array_begin(out);
    json_cstr(out, ep->tag);
    json_array_end(out);
    json_put_cstr(out, "summary", ep->summary);
    if (!is_guarded(ep)) {
        json_key(out, "security");
        json_array_begin(out);
        json_array_end(out);
    }
    if (ep->scope)
        json_put_cstr(out, "x-scope", ep->scope);
    openapi_put_parameters(ep, out);
    put_body(ep, out);
    put_responses(ep, out);
    json_object_end(out);
}

/* "/api/crm/contacts/:id" -> "/api/crm/contacts/{id}" */
static const char *template_of(const char *path, char out[static PATH_TEXT_MAX])
{
    size_t n = 0;
    bool inside = false;
    for (const char *p = path; n < PATH_TEXT_MAX - 2; p++) {
        if (inside && (*p == '/' || !*p)) {
            out[n++] = '}';
            inside = false;
        }
        if (!*p)
            break;
        inside |= *p == ':';
        out[n++] = *p == ':' ? '{' : *p;
    }
    out[n] = '\0';
    return out;
}

static bool path_came_before(const struct app *app, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(app->endpoints[k].path, app->endpoints[i].path) == 0)
            return true;
    return false;
}

static void put_path(const struct app *app, size_t first, struct json *out)
{
    char path[PATH_TEXT_MAX];
    json_key(out, template_of(app->endpoints[first].path, path));
    json_object_begin(out);
    for (size_t i = first; i < app->n_endpoints; i++) {
        const struct endpoint *ep = &app->endpoints[i];
        if (strcmp(ep->path, app->endpoints[first].path) != 0)
            continue;
        char method[16];
        snprintf(method, sizeof method, "%s", http_method_name(ep->method));
        for (char *p = method; *p; p++)
            *p = (char)tolower((unsigned char)*p);
        json_key(out, method);
        put_operation(ep, out);
    }
    json_object_end(out);
}

/* --- the document ------------------------------------------------------------------------------
 */

static void put_info(const struct app *app, struct json *out)
{
    json_put_cstr(out, "openapi", "3.1.0");
    json_key(out, "info");
    json_object_begin(out);
    json_put_cstr(out, "title", "Kith");
    json_put_cstr(out, "version", app->version);
    json_put_cstr(out, "description",
                  "A CRM: people and the companies they work in, what was said, what is next. "
                  "Every list takes the filters of its records' fields; every write is one change "
                  "set that can be undone; every error is an RFC 9457 problem that names the "
                  "fields at fault.");
    json_object_end(out);
    json_key(out, "servers");
    json_array_begin(out);
    json_object_begin(out);
    json_put_cstr(out, "url", "/");
    json_object_end(out);
    json_array_end(out);
}

static void put_security(struct json *out)
{
    static const char *const schemes[] = {"bearer", "key", "cookie"};
    json_key(out, "security");
    json_array_begin(out);
    for (size_t i = 0; i < ARRAY_LEN(schemes); i++) {
        json_object_begin(out);
        json_key(out, schemes[i]);
        json_array_begin(out);
        json_array_end(out);
        json_object_end(out);
    }
    json_array_end(out);
}

static bool tag_came_before(const struct app *app, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(app->endpoints[k].tag, app->endpoints[i].tag) == 0)
            return true;
    return false;
}

static void put_tags(const struct app *app, struct json *out)
{
    json_key(out, "tags");
    json_array_begin(out);
    for (size_t i = 0; i < app->n_endpoints; i++) {
        if (tag_came_before(app, i))
            continue;
        json_object_begin(out);
        json_put_cstr(out, "name", app->endpoints[i].tag);
        json_object_end(out);
    }
    json_array_end(out);
}

static void put_document(const struct app *app, struct json *out)
{
    json_object_begin(out);
    put_info(app, out);
    put_security(out);
    put_tags(app, out);
    json_key(out, "paths");
    json_object_begin(out);
    for (size_t i = 0; i < app->n_endpoints; i++)
        if (!path_came_before(app, i))
            put_path(app, i, out);
    json_object_end(out);
    openapi_put_components(out);
    json_object_end(out);
}

int openapi_print(const struct app *app, struct buf *out, struct err *err)
{
    struct json j;
    if (out->limit < OPENAPI_MAX)
        out->limit = OPENAPI_MAX;
    json_init(&j, out);
    put_document(app, &j);
    if (out->failed)
        return err_internal(err, "the OpenAPI document is larger than its buffer");
    return 0;
}
