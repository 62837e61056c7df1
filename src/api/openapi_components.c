/* The components of the document: schemas of all entities, the filter language, the problem, and
 * the headers, parameters and answers that many operations share. Only what is referred to in what
 * is printed so far is printed; schemas come after the rest, which refers to them.
 */
#include "api/openapi.h"

#include "api/schema.h"

#include <string.h>

/* --- what is referred to -----------------------------------------------------------------------
 */

static bool is_used(const struct json *out, const char *section, const char *name)
{
    char ref[160];
    int n = snprintf(ref, sizeof ref, "\"#/components/%s/%s\"", section, name);
    return memmem(out->out->p, out->out->n, ref, (size_t)n) != NULL;
}

/* --- security ----------------------------------------------------------------------------------
 */

static void put_scheme(const char *name, const char *const members[][2], size_t n, struct json *out)
{
    json_key(out, name);
    json_object_begin(out);
    for (size_t i = 0; i < n; i++)
        json_put_cstr(out, members[i][0], members[i][1]);
    json_object_end(out);
}

static void put_security_schemes(struct json *out)
{
    static const char *const bearer[][2] = {{"type", "http"},
                                            {"scheme", "bearer"},
                                            {"bearerFormat", "JWT"},
                                            {"description", "The token of a sign-in."}};
    static const char *const key[][2] = {{"type", "apiKey"},
                                         {"in", "header"},
                                         {"name", "X-Api-Key"},
                                         {"description", "A key for programs."}};
    static const char *const cookie[][2] = {{"type", "apiKey"},
                                            {"in", "cookie"},
                                            {"name", "kith"},
                                            {"description", "The session of the web page."}};
    json_key(out, "securitySchemes");
    json_object_begin(out);
    put_scheme("bearer", bearer, ARRAY_LEN(bearer), out);
    put_scheme("key", key, ARRAY_LEN(key), out);
    put_scheme("cookie", cookie, ARRAY_LEN(cookie), out);
    json_object_end(out);
}

/* --- headers and parameters --------------------------------------------------------------------
 */

static const struct component {
    const char *name;
    const char *in;     /* parameters: header or query */
    const char *header; /* its name there */
    enum shape_kind kind;
    const char *text;
} headers[] =
    {
        {"ETag", NULL, NULL, SHAPE_STRING, "The version of what is answered."},
        {"X-Change-Id", NULL, NULL, SHAPE_STRING,
         "The change set of this write; absent when nothing changed."},
        {"Location", NULL, NULL, SHAPE_STRING, "Where the new record is."},
        {"Idempotency-Replayed", NULL, NULL, SHAPE_STRING,
         "true when this is the stored answer of an earlier request with the same key."},
},
  parameters[] = {
      {"Workspace", "header", "X-Workspace", SHAPE_ID,
       "Another workspace of yours than the one you signed in to."},
      {"WorkspaceQuery", "query", "workspace", SHAPE_ID,
       "The same, for addresses that cannot send a header."},
      {"IfMatch", "header", "If-Match", SHAPE_STRING,
       "The ETag this change is meant for; 412 when the record has moved on."},
      {"IfNoneMatch", "header", "If-None-Match", SHAPE_STRING,
       "The ETag you have; 304 when it still holds."},
      {"IdempotencyKey", "header", "Idempotency-Key", SHAPE_STRING,
       "Makes a retry safe: the same key and request get the first answer again, for 24 hours."},
      {"ChangeId", "header", "X-Change-Id", SHAPE_ID, "An open change set that this write joins."},
};

static void put_header_components(struct json *out)
{
    json_key(out, "headers");
    json_object_begin(out);
    for (size_t i = 0; i < ARRAY_LEN(headers); i++) {
        if (!is_used(out, "headers", headers[i].name))
            continue;
        json_key(out, headers[i].name);
        json_object_begin(out);
        json_put_cstr(out, "description", headers[i].text);
        json_key(out, "schema");
        shape_schema(&(struct shape){.kind = headers[i].kind}, NULL, out);
        json_object_end(out);
    }
    json_object_end(out);
}

static void put_parameter_components(struct json *out)
{
    json_key(out, "parameters");
    json_object_begin(out);
    for (size_t i = 0; i < ARRAY_LEN(parameters); i++) {
        const struct component *p = &parameters[i];
        if (!is_used(out, "parameters", p->name))
            continue;
        json_key(out, p->name);
        json_object_begin(out);
        json_put_cstr(out, "name", p->header);
        json_put_cstr(out, "in", p->in);
        json_put_cstr(out, "description", p->text);
        json_key(out, "schema");
        shape_schema(&(struct shape){.kind = p->kind}, NULL, out);
        json_object_end(out);
    }
    json_object_end(out);
}

/* --- answers -----------------------------------------------------------------------------------
 */

static const struct {
    const char *name;
    const char *text;
} responses[] = {
    {"BadRequest", "The request cannot be understood: JSON, a parameter, a cursor."},
    {"Unauthorized", "Nobody is signed in, or the token no longer holds."},
    {"Forbidden", "Your role, or your key's scope, does not allow it."},
    {"NotFound", "There is no such record in this workspace."},
    {"Conflict", "The record has changed, or what is wanted exists already; `current` or "
                 "`conflicts` tell more."},
    {"PreconditionFailed", "The record has moved on from the version in If-Match."},
    {"TooLarge", "The request, or what it asks for, is too large."},
    {"UnsupportedMedia", "The body must be JSON."},
    {"Invalid", "The input is not valid; `errors` names each field and why."},
    {"TooMany", "Too many requests; try again later."},
    {"Fault", "Something went wrong that is not the request's fault."},
};

static void put_problem_content(struct json *out)
{
    json_key(out, "content");
    json_object_begin(out);
    json_key(out, "application/problem+json");
    json_object_begin(out);
    json_key(out, "schema");
    json_object_begin(out);
    openapi_put_ref("schemas", "Problem", out);
    json_object_end(out);
    json_object_end(out);
    json_object_end(out);
}

static void put_response_components(struct json *out)
{
    json_key(out, "responses");
    json_object_begin(out);
    if (is_used(out, "responses", "NotModified")) {
        json_key(out, "NotModified");
        json_object_begin(out);
        json_put_cstr(out, "description", "What you have is what there is.");
        json_object_end(out);
    }
    for (size_t i = 0; i < ARRAY_LEN(responses); i++) {
        if (!is_used(out, "responses", responses[i].name))
            continue;
        json_key(out, responses[i].name);
        json_object_begin(out);
        json_put_cstr(out, "description", responses[i].text);
        put_problem_content(out);
        json_object_end(out);
    }
    json_object_end(out);
}

/* --- schemas -----------------------------------------------------------------------------------
 */

static void put_problem_schema(struct json *out)
{
    static const struct shape fault_rows[] = {
        {.name = "field", .kind = SHAPE_STRING, .nullable = true, .required = true},
        {.name = "code", .kind = SHAPE_STRING, .required = true},
        {.name = "message", .kind = SHAPE_STRING, .required = true},
    };
    static const struct shape rows[] = {
        {.name = "type", .kind = SHAPE_STRING, .required = true},
        {.name = "title", .kind = SHAPE_STRING, .required = true},
        {.name = "status", .kind = SHAPE_INT, .min = 400, .max = 599, .required = true},
        {.name = "code", .kind = SHAPE_STRING, .required = true},
        {.name = "detail", .kind = SHAPE_STRING, .required = true},
        {.name = "instance",
         .kind = SHAPE_STRING,
         .required = true,
         .help = "The request's id, as in X-Request-Id and the log."},
        {.name = "errors", .kind = SHAPE_LIST, .required = true, SHAPE_OF(fault_rows)},
    };

    json_put_cstr(out, "type", "object");
    json_key(out, "properties");
    json_object_begin(out);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        json_key(out, rows[i].name);
        shape_schema(&rows[i], NULL, out);
    }
    json_object_end(out);
    json_key(out, "required");
    json_array_begin(out);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        json_cstr(out, rows[i].name);
    json_array_end(out);
    json_put_bool(out, "additionalProperties", true);
}

/* One of the filter's four forms: an object with this one member. */
static void put_filter_form(const char *name, bool list, struct json *out)
{
    json_object_begin(out);
    json_put_cstr(out, "type", "object");
    json_key(out, "properties");
    json_object_begin(out);
    json_key(out, name);
    if (list)
        shape_schema(&(struct shape){.kind = SHAPE_LIST, .item = SHAPE_FILTER, .min = 1}, NULL,
                     out);
    else
        shape_schema(&(struct shape){.kind = SHAPE_FILTER}, NULL, out);
    json_object_end(out);
    json_key(out, "required");
    json_array_begin(out);
    json_cstr(out, name);
    json_array_end(out);
    json_put_bool(out, "additionalProperties", false);
    json_object_end(out);
}

static void put_filter_schema(struct json *out)
{
    const char *ops[OP_COUNT + 1] = {NULL};
    for (int op = 0; op < OP_COUNT; op++)
        ops[op] = field_op_name((enum field_op)op);
    const struct shape condition[] = {
        {.name = "field",
         .kind = SHAPE_STRING,
         .required = true,
         .help = "A field's name, or a linked record's: company.name."},
        {.name = "op", .kind = SHAPE_STRING, .options = ops, .help = "eq when not given."},
        {.name = "value", .kind = SHAPE_ANY, .required = true},
    };

    json_put_cstr(out, "description", "What a list, a bulk edit and a segment ask for.");
    json_key(out, "anyOf");
    json_array_begin(out);
    shape_schema_rows(condition, ARRAY_LEN(condition), true, NULL, out);
    put_filter_form("and", true, out);
    put_filter_form("or", true, out);
    put_filter_form("not", false, out);
    json_array_end(out);
}

/* A record of any kind. */
static void put_record_schema(struct json *out)
{
    json_key(out, "anyOf");
    json_array_begin(out);
    for (const char *const *name = model_subjects; *name; name++) {
        json_object_begin(out);
        schema_put_ref(model_entity(str_of(*name)), "", out);
        json_object_end(out);
    }
    json_array_end(out);
}

static void put_schema_if_used(const char *name, void (*put)(struct json *), struct json *out)
{
    if (!is_used(out, "schemas", name))
        return;
    json_key(out, name);
    json_object_begin(out);
    put(out);
    json_object_end(out);
}

static void put_answer_of(const struct entity *e, struct json *out)
{
    schema_put_record(e, NULL, 0, out);
}

static const struct {
    const char *suffix;
    void (*put)(const struct entity *e, struct json *out);
} forms[] = {{"", put_answer_of}, {"Create", schema_put_create}, {"Patch", schema_put_patch}};

static void put_entity_schemas(struct json *out)
{
    size_t n;
    const struct entity *const *all = model_entities(&n);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < ARRAY_LEN(forms); k++) {
            char name[SCHEMA_NAME_MAX];
            if (!is_used(out, "schemas", schema_name(all[i], forms[k].suffix, name)))
                continue;
            json_key(out, name);
            json_object_begin(out);
            forms[k].put(all[i], out);
            json_object_end(out);
        }
    }
}

void openapi_put_components(struct json *out)
{
    json_key(out, "components");
    json_object_begin(out);
    put_security_schemes(out);
    put_header_components(out);
    put_parameter_components(out);
    put_response_components(out);
    json_key(out, "schemas");
    json_object_begin(out);
    put_schema_if_used("Problem", put_problem_schema, out);
    put_schema_if_used("Filter", put_filter_schema, out);
    put_schema_if_used("Record", put_record_schema, out);
    put_entity_schemas(out);
    json_object_end(out);
    json_object_end(out);
}
