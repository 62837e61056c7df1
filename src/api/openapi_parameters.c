/* The parameters of an operation: what stands in the path, what its own rows name, the filters of
 * a list, and the headers that all requests of its kind understand.
 *
 * A list's filters are said by name, one parameter a field and operator, so that a generated
 * client knows them all.
 */
#include "api/openapi.h"

#include "api/schema.h"
#include "record/list.h"

#include <string.h>

enum { NAME_MAX_BYTES = 96 };

static void begin_parameter(const char *name, const char *in, bool required, struct json *out)
{
    json_object_begin(out);
    json_put_cstr(out, "name", name);
    json_put_cstr(out, "in", in);
    if (required)
        json_put_bool(out, "required", true);
}

/* --- path and own query ------------------------------------------------------------------------
 */

static void put_path_parameters(const struct endpoint *ep, struct json *out)
{
    struct str rest = str_of(ep->path), part;
    while (str_next(&rest, '/', &part)) {
        char name[NAME_MAX_BYTES];
        if (!str_starts(part, ":"))
            continue;
        snprintf(name, sizeof name, "%.*s", STR_ARG(str_sub(part, 1, part.n)));
        begin_parameter(name, "path", true, out);
        json_key(out, "schema");
        bool id = strcmp(name, "id") == 0 || str_ends(str_of(name), "_id");
        shape_schema(&(struct shape){.kind = id ? SHAPE_ID : SHAPE_STRING}, NULL, out);
        json_object_end(out);
    }
}

/* A list in the address is one text with commas. */
static void put_comma_style(struct json *out)
{
    json_put_cstr(out, "style", "form");
    json_put_bool(out, "explode", false);
}

static void put_query_parameter(const struct endpoint *ep, struct shape s, struct json *out)
{
    begin_parameter(s.name, "query", s.required, out);
    if (s.help)
        json_put_cstr(out, "description", s.help);
    s.help = NULL;
    if (s.kind == SHAPE_LIST)
        put_comma_style(out);
    json_key(out, "schema");
    shape_schema(&s, ep->entity, out);
    json_object_end(out);
}

static const struct shape count_row = {
    .name = "count", .kind = SHAPE_BOOL, .help = "Adds the exact `total`."};

static void put_query_parameters(const struct endpoint *ep, struct json *out)
{
    for (size_t i = 0; i < ep->n_query; i++)
        put_query_parameter(ep, ep->query[i], out);
    if (ep->flags & ENDPOINT_COUNTS)
        put_query_parameter(ep, count_row, out);
}

static bool own_query_has(const struct endpoint *ep, const char *name)
{
    for (size_t i = 0; i < ep->n_query; i++)
        if (strcmp(ep->query[i].name, name) == 0)
            return true;
    return false;
}

/* --- the list parameters -----------------------------------------------------------------------
 */

static const char *const trash_states[] = {"true", "false", "any", NULL};

static const struct shape list_rows[] = {
    {.name = "limit",
     .kind = SHAPE_INT,
     .min = 1,
     .max = LIST_LIMIT_MAX,
     .help = "Records a page; 50 when not given."},
    {.name = "offset",
     .kind = SHAPE_INT,
     .min = 0,
     .max = 1000000,
     .help = "Records to pass over; a cursor is cheaper."},
    {.name = "cursor",
     .kind = SHAPE_STRING,
     .max = 4096,
     .help = "`next` of the page before, with the same filter and sort."},
    {.name = "sort",
     .kind = SHAPE_STRING,
     .max = 200,
     .help = "Up to three fields, joined by commas; - before one sorts it downwards."},
    {.name = "q", .kind = SHAPE_STRING, .help = "Words to be found."},
    {.name = "count", .kind = SHAPE_BOOL, .help = "Adds the exact `total`."},
    {.name = "filter", .kind = SHAPE_STRING, .help = "A filter as JSON: see the schema Filter."},
    {.name = "trashed",
     .kind = SHAPE_STRING,
     .options = trash_states,
     .help = "true: only what is in the trash; any: that too."},
};

static void put_list_rows(const struct endpoint *ep, struct json *out)
{
    bool trash = (ep->entity->flags & ENTITY_TRASH) != 0;
    for (size_t i = 0; i < ARRAY_LEN(list_rows); i++) {
        if (own_query_has(ep, list_rows[i].name) ||
            (!trash && strcmp(list_rows[i].name, "trashed") == 0) ||
            (!entity_is_searched(ep->entity) && strcmp(list_rows[i].name, "q") == 0))
            continue;
        struct shape s = list_rows[i];
        begin_parameter(s.name, "query", false, out);
        json_put_cstr(out, "description", s.help);
        s.help = NULL;
        json_key(out, "schema");
        shape_schema(&s, ep->entity, out);
        json_object_end(out);
    }
}

static void put_operand_list(const struct field *f, struct json *out)
{
    put_comma_style(out);
    json_key(out, "schema");
    json_object_begin(out);
    json_put_cstr(out, "type", "array");
    json_key(out, "items");
    json_object_begin(out);
    schema_put_operand(f, out);
    json_object_end(out);
    json_object_end(out);
}

static void put_operand_one(const struct field *f, enum field_op op, struct json *out)
{
    json_key(out, "schema");
    if (op == OP_EMPTY || op == OP_CONTAINS) {
        shape_schema(&(struct shape){.kind = op == OP_EMPTY ? SHAPE_BOOL : SHAPE_STRING}, NULL,
                     out);
        return;
    }
    json_object_begin(out);
    schema_put_operand(f, out);
    json_object_end(out);
}

static void put_condition(const char *name, const struct field *f, enum field_op op,
                          struct json *out)
{
    begin_parameter(name, "query", false, out);
    if (op == OP_IN)
        put_operand_list(f, out);
    else
        put_operand_one(f, op, out);
    json_object_end(out);
}

/* What a list's `status` says beside the values of the field. */
static void put_status(const struct entity *e, const struct field *f, struct json *out)
{
    begin_parameter("status", "query", false, out);
    json_put_cstr(out, "description", "any: of every status, in the trash too.");
    json_key(out, "schema");
    json_object_begin(out);
    json_put_cstr(out, "type", "string");
    json_key(out, "enum");
    json_array_begin(out);
    for (const char *const *o = f ? f->options : NULL; o && *o; o++)
        json_cstr(out, *o);
    if (e->flags & ENTITY_TRASH) {
        json_cstr(out, "trashed");
        json_cstr(out, "any");
    }
    json_array_end(out);
    json_object_end(out);
    json_object_end(out);
}

static void put_field_conditions(const struct entity *e, const struct field *f, struct json *out)
{
    unsigned ops = schema_filter_ops(e, f);
    for (int op = 0; op < OP_COUNT; op++) {
        char name[NAME_MAX_BYTES];
        if (!(ops & OP_BIT(op)))
            continue;
        if (op == OP_EQ && strcmp(f->name, "status") == 0) {
            put_status(e, f, out);
            continue;
        }
        if (op == OP_EQ)
            snprintf(name, sizeof name, "%s", f->name);
        else
            snprintf(name, sizeof name, "%s[%s]", f->name, field_op_name((enum field_op)op));
        put_condition(name, f, (enum field_op)op, out);
    }
}

/* What every record has beside its fields; the last one only where there is a trash. */
static const struct field implicit[] = {
    {.name = "id", .type = &type_int},
    {.name = "created_at", .type = &type_time},
    {.name = "updated_at", .type = &type_time},
    {.name = "trashed_at", .type = &type_time},
};

static void put_implicit_conditions(const struct entity *e, struct json *out)
{
    size_t n = ARRAY_LEN(implicit) - ((e->flags & ENTITY_TRASH) ? 0 : 1);
    for (size_t i = 0; i < n; i++)
        put_field_conditions(e, &implicit[i], out);
    if ((e->flags & ENTITY_TRASH) && !entity_field(e, STR("status")))
        put_status(e, NULL, out);
}

static const struct field *field_meant(const struct entity *e, const char *name)
{
    for (size_t i = 0; i < ARRAY_LEN(implicit); i++)
        if (strcmp(implicit[i].name, name) == 0)
            return &implicit[i];
    return entity_field(e, str_of(name));
}

static void put_link_conditions(const struct entity *e, struct json *out)
{
    static const struct field type = {
        .name = "entity_type", .type = &type_enum, .options = model_subjects};
    static const struct field id = {.name = "entity_id", .type = &type_ref};
    if (!entity_has(e, &type_links))
        return;
    put_condition(type.name, &type, OP_EQ, out);
    put_condition(id.name, &id, OP_EQ, out);
}

/* One that stands for equality is another name of the field, with all its operators. */
static void put_alias(const struct entity *e, const struct filter_alias *a, struct json *out)
{
    struct field f = *field_meant(e, a->field);
    f.name = a->name;
    if (a->op == OP_EQ)
        put_field_conditions(e, &f, out);
    else
        put_condition(a->name, &f, a->op, out);
}

static void put_conditions(const struct entity *e, struct json *out)
{
    for (size_t i = 0; i < e->n_fields; i++)
        put_field_conditions(e, &e->fields[i], out);
    for (size_t i = 0; i < e->n_aliases; i++)
        put_alias(e, &e->aliases[i], out);
    put_implicit_conditions(e, out);
    put_link_conditions(e, out);
}

/* --- headers -----------------------------------------------------------------------------------
 */

static bool takes_version(const struct endpoint *ep)
{
    return ep->mode == MODE_WRITE && endpoint_writes(ep) && ep->method != HTTP_POST;
}

static bool takes_tag(const struct endpoint *ep)
{
    return endpoint_reads(ep) && (endpoint_answers_record(ep) || (ep->flags & ENDPOINT_VERSIONED));
}

static bool takes_key(const struct endpoint *ep)
{
    return ep->mode == MODE_WRITE && ep->method == HTTP_POST;
}

static bool joins_change(const struct endpoint *ep)
{
    return endpoint_writes(ep);
}

static bool names_workspace(const struct endpoint *ep)
{
    return !(ep->flags & ENDPOINT_OPEN);
}

static bool names_workspace_in_query(const struct endpoint *ep)
{
    return names_workspace(ep) && endpoint_reads(ep);
}

static const struct {
    const char *name; /* in components/parameters */
    bool (*when)(const struct endpoint *ep);
} shared[] = {
    {"Workspace", names_workspace}, {"WorkspaceQuery", names_workspace_in_query},
    {"IfMatch", takes_version},     {"IfNoneMatch", takes_tag},
    {"IdempotencyKey", takes_key},  {"ChangeId", joins_change},
};

void openapi_put_parameters(const struct endpoint *ep, struct json *out)
{
    json_key(out, "parameters");
    json_array_begin(out);
    put_path_parameters(ep, out);
    put_query_parameters(ep, out);
    if (ep->flags & ENDPOINT_LIST_PARAMS) {
        put_list_rows(ep, out);
        put_conditions(ep->entity, out);
    }
    for (size_t i = 0; i < ARRAY_LEN(shared); i++) {
        if (!shared[i].when(ep))
            continue;
        json_object_begin(out);
        openapi_put_ref("parameters", shared[i].name, out);
        json_object_end(out);
    }
    json_array_end(out);
}
