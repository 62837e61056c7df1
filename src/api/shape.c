/* Shapes: the check of what comes in, and the JSON schema of what goes in and out.
 *
 * Both walk the same rows, one table entry a kind, so that a document and the check behind it
 * cannot drift. A schema of a record is a reference to the document's components (schema.h).
 */
#include "api/shape.h"

#include "api/schema.h"
#include "base/date.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* A path in the body, such as "entities[3].entity_id", as errors name it. */
enum { PATH_MAX_BYTES = 80 };

typedef int check_fn(const struct shape *s, const json_t *in, const char *path, struct err *err);
typedef void schema_fn(const struct shape *s, const struct entity *own, bool input,
                       struct json *out);

static int check_value(const struct shape *s, const json_t *in, const char *path, struct err *err);
static int check_members(const struct shape *rows, size_t n, const json_t *in, const char *path,
                         struct err *err);
static void write_schema(const struct shape *s, const struct entity *own, bool input,
                         struct json *out);

/* --- checks ------------------------------------------------------------------------------------
 */

static int refuse(struct err *err, const char *path, const char *what)
{
    return err_set(err, ERR_INVALID, path, "%s must be %s", path[0] ? path : "it", what);
}

static bool has_range(const struct shape *s)
{
    return s->min != 0 || s->max != 0;
}

static int check_option(const struct shape *s, const json_t *in, const char *path, struct err *err)
{
    char list[200] = "";
    size_t used = 0;
    for (const char *const *o = s->options; *o; o++) {
        if (str_is(json_str_of(in), *o))
            return 0;
        int n = snprintf(list + used, sizeof list - used, "%s%s", used ? ", " : "", *o);
        used += (size_t)n < sizeof list - used ? (size_t)n : sizeof list - used - 1;
    }
    return err_set(err, ERR_INVALID, path, "%s must be one of: %s", path, list);
}

static int check_string(const struct shape *s, const json_t *in, const char *path, struct err *err)
{
    if (!json_is_string(in))
        return refuse(err, path, "a text");
    if (s->options)
        return check_option(s, in, path, err);
    size_t n = json_string_length(in);
    if (n < (size_t)s->min)
        return err_set(err, ERR_INVALID, path, "%s must not be shorter than %" PRId64, path,
                       s->min);
    if (s->max && n > (size_t)s->max)
        return err_set(err, ERR_TOO_LONG, path, "%s must be at most %" PRId64 " bytes", path,
                       s->max);
    return 0;
}

static int check_int(const struct shape *s, const json_t *in, const char *path, struct err *err)
{
    if (!json_is_integer(in))
        return refuse(err, path, "a whole number");
    int64_t v = json_integer_value(in);
    if (has_range(s) && (v < s->min || v > s->max))
        return err_set(err, ERR_OUT_OF_RANGE, path, "%s must be from %" PRId64 " to %" PRId64, path,
                       s->min, s->max);
    return 0;
}

static int check_number(const struct shape *s, const json_t *in, const char *path, struct err *err)
{
    (void)s;
    return json_is_number(in) ? 0 : refuse(err, path, "a number");
}

static int check_bool(const struct shape *s, const json_t *in, const char *path, struct err *err)
{
    (void)s;
    return json_is_boolean(in) ? 0 : refuse(err, path, "true or false");
}

static int check_time(const struct shape *s, const json_t *in, const char *path, struct err *err)
{
    (void)s;
    char digits[24];
    int64_t ms = 0;
    struct str text = json_str_of(in);
    if (json_is_integer(in)) {
        snprintf(digits, sizeof digits, "%" JSON_INTEGER_FORMAT, json_integer_value(in));
        text = str_of(digits);
    }
    return text.n && time_parse(text, &ms)
               ? 0
               : refuse(err, path, "a time: RFC 3339, a date, or Unix seconds");
}

static int check_id(const struct shape *s, const json_t *in, const char *path, struct err *err)
{
    (void)s;
    return json_is_integer(in) && json_integer_value(in) > 0 ? 0 : refuse(err, path, "an id");
}

static int check_object(const struct shape *s, const json_t *in, const char *path, struct err *err)
{
    if (!json_is_object(in))
        return refuse(err, path, "an object");
    return s->of ? check_members(s->of, s->n_of, in, path, err) : 0;
}

/* What stands in a list or a map: a nameless row, an object of rows, or a bare kind. */
static struct shape item_shape(const struct shape *s)
{
    if (s->of && s->n_of == 1 && (!s->of->name || !s->of->name[0]))
        return s->of[0];
    if (s->of)
        return (struct shape){.kind = SHAPE_OBJECT, .of = s->of, .n_of = s->n_of};
    return (struct shape){.kind = s->item, .entity = s->entity, .options = s->options};
}

static int check_list(const struct shape *s, const json_t *in, const char *path, struct err *err)
{
    if (!json_is_array(in))
        return refuse(err, path, "a list");
    size_t n = json_array_size(in);
    if (n < (size_t)s->min)
        return err_set(err, ERR_INVALID, path, "%s must have at least %" PRId64 " items", path,
                       s->min);
    if (s->max && n > (size_t)s->max)
        return err_set(err, ERR_TOO_LONG, path, "%s must have at most %" PRId64 " items", path,
                       s->max);

    struct shape item = item_shape(s);
    int failed = 0;
    for (size_t i = 0; i < n && err->n_rows < ERR_MAX_ROWS; i++) {
        char at[PATH_MAX_BYTES];
        snprintf(at, sizeof at, "%.50s[%zu]", path, i);
        failed |= check_value(&item, json_array_get(in, i), at, err);
    }
    return failed;
}

static int check_map(const struct shape *s, const json_t *in, const char *path, struct err *err)
{
    if (!json_is_object(in))
        return refuse(err, path, "an object");
    struct shape item = item_shape(s);
    const char *key;
    json_t *value;
    int failed = 0;
    json_object_foreach((json_t *)in, key, value)
    {
        char at[PATH_MAX_BYTES];
        snprintf(at, sizeof at, "%.38s.%.38s", path, key);
        failed |= check_value(&item, value, at, err);
    }
    return failed;
}

/* The engine knows more of records and filters than a shape does. */
static int check_some_object(const struct shape *s, const json_t *in, const char *path,
                             struct err *err)
{
    (void)s;
    return json_is_object(in) ? 0 : refuse(err, path, "an object");
}

static int check_nothing(const struct shape *s, const json_t *in, const char *path, struct err *err)
{
    (void)s, (void)in, (void)path, (void)err;
    return 0;
}

static check_fn *const checks[] = {
    [SHAPE_STRING] = check_string,
    [SHAPE_INT] = check_int,
    [SHAPE_NUMBER] = check_number,
    [SHAPE_BOOL] = check_bool,
    [SHAPE_TIME] = check_time,
    [SHAPE_ID] = check_id,
    [SHAPE_OBJECT] = check_object,
    [SHAPE_LIST] = check_list,
    [SHAPE_MAP] = check_map,
    [SHAPE_RECORD] = check_some_object,
    [SHAPE_PATCH] = check_some_object,
    [SHAPE_CREATE] = check_some_object,
    [SHAPE_FILTER] = check_some_object,
    [SHAPE_ANY] = check_nothing,
};

static int check_value(const struct shape *s, const json_t *in, const char *path, struct err *err)
{
    if (json_is_null(in) && (s->nullable || s->kind == SHAPE_ANY))
        return 0;
    if (json_is_null(in) && s->required)
        return err_set(err, ERR_REQUIRED, path, "%s is missing", path);
    return checks[s->kind](s, in, path, err);
}

static const struct shape *find_row(const struct shape *rows, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows[i].name, name) == 0)
            return &rows[i];
    return NULL;
}

static void join(char out[static PATH_MAX_BYTES], const char *path, const char *name)
{
    snprintf(out, PATH_MAX_BYTES, "%.38s%s%.38s", path, path[0] ? "." : "", name);
}

static int check_members(const struct shape *rows, size_t n, const json_t *in, const char *path,
                         struct err *err)
{
    char at[PATH_MAX_BYTES];
    const char *key;
    json_t *value;
    int failed = 0;

    json_object_foreach((json_t *)in, key, value)
    {
        join(at, path, key);
        if (!find_row(rows, n, key))
            failed |= err_set(err, ERR_UNKNOWN_FIELD, at, "there is no field %s here", at);
    }
    for (size_t i = 0; i < n; i++) {
        const json_t *member = json_object_get(in, rows[i].name);
        join(at, path, rows[i].name);
        if (member)
            failed |= check_value(&rows[i], member, at, err);
        else if (rows[i].required)
            failed |= err_set(err, ERR_REQUIRED, at, "%s is missing", at);
    }
    return failed;
}

int shape_check(const struct shape *rows, size_t n, const json_t *in, struct err *err)
{
    if (!json_is_object(in))
        return err_set(err, ERR_INVALID, NULL, "the body must be an object");
    return check_members(rows, n, in, "", err);
}

/* --- schemas -----------------------------------------------------------------------------------
 */

static void put_type(const struct shape *s, const char *type, struct json *out)
{
    if (!s->nullable) {
        json_put_cstr(out, "type", type);
        return;
    }
    json_key(out, "type");
    json_array_begin(out);
    json_cstr(out, type);
    json_cstr(out, "null");
    json_array_end(out);
}

static void put_limits(const struct shape *s, const char *least, const char *most, struct json *out)
{
    if (s->min)
        json_put_int(out, least, s->min);
    if (s->max)
        json_put_int(out, most, s->max);
}

static void string_schema(const struct shape *s, const struct entity *own, bool input,
                          struct json *out)
{
    (void)own, (void)input;
    put_type(s, "string", out);
    if (!s->options) {
        put_limits(s, "minLength", "maxLength", out);
        return;
    }
    json_key(out, "enum");
    json_array_begin(out);
    for (const char *const *o = s->options; *o; o++)
        json_cstr(out, *o);
    if (s->nullable)
        json_nil(out);
    json_array_end(out);
}

static void int_schema(const struct shape *s, const struct entity *own, bool input,
                       struct json *out)
{
    (void)own, (void)input;
    put_type(s, "integer", out);
    if (has_range(s)) {
        json_put_int(out, "minimum", s->min);
        json_put_int(out, "maximum", s->max);
    }
}

static void number_schema(const struct shape *s, const struct entity *own, bool input,
                          struct json *out)
{
    (void)own, (void)input;
    put_type(s, "number", out);
}

static void bool_schema(const struct shape *s, const struct entity *own, bool input,
                        struct json *out)
{
    (void)own, (void)input;
    put_type(s, "boolean", out);
}

static void time_schema(const struct shape *s, const struct entity *own, bool input,
                        struct json *out)
{
    (void)own;
    if (input) {
        schema_time_input(s->nullable, out);
        return;
    }
    put_type(s, "string", out);
    json_put_cstr(out, "format", "date-time");
}

static void id_schema(const struct shape *s, const struct entity *own, bool input, struct json *out)
{
    (void)own, (void)input;
    put_type(s, "integer", out);
    json_put_cstr(out, "format", "int64");
}

static void put_members(const struct shape *rows, size_t n, bool input, const struct entity *own,
                        struct json *out)
{
    json_key(out, "properties");
    json_object_begin(out);
    for (size_t i = 0; i < n; i++) {
        json_key(out, rows[i].name);
        write_schema(&rows[i], own, input, out);
    }
    json_object_end(out);

    bool any = false;
    for (size_t i = 0; i < n; i++)
        any |= rows[i].required;
    if (any) {
        json_key(out, "required");
        json_array_begin(out);
        for (size_t i = 0; i < n; i++)
            if (rows[i].required)
                json_cstr(out, rows[i].name);
        json_array_end(out);
    }
    json_put_bool(out, "additionalProperties", false);
}

static void object_schema(const struct shape *s, const struct entity *own, bool input,
                          struct json *out)
{
    put_type(s, "object", out);
    if (s->of)
        put_members(s->of, s->n_of, input, own, out);
}

static void list_schema(const struct shape *s, const struct entity *own, bool input,
                        struct json *out)
{
    struct shape item = item_shape(s);
    put_type(s, "array", out);
    put_limits(s, "minItems", "maxItems", out);
    json_key(out, "items");
    write_schema(&item, own, input, out);
}

static void map_schema(const struct shape *s, const struct entity *own, bool input,
                       struct json *out)
{
    struct shape item = item_shape(s);
    put_type(s, "object", out);
    json_key(out, "additionalProperties");
    write_schema(&item, own, input, out);
}

static void put_ref(const struct shape *s, const struct entity *e, const char *suffix,
                    struct json *out)
{
    if (!s->nullable) {
        schema_put_ref(e, suffix, out);
        return;
    }
    json_key(out, "anyOf");
    json_array_begin(out);
    json_object_begin(out);
    schema_put_ref(e, suffix, out);
    json_object_end(out);
    json_object_begin(out);
    json_put_cstr(out, "type", "null");
    json_object_end(out);
    json_array_end(out);
}

/* A record beside which the answer has members of its own is written out whole. */
static void record_schema(const struct shape *s, const struct entity *own, bool input,
                          struct json *out)
{
    (void)input;
    const struct entity *e = s->entity ? s->entity : own;
    if (s->of)
        schema_put_record(e, s->of, s->n_of, out);
    else
        put_ref(s, e, "", out);
}

static void patch_schema(const struct shape *s, const struct entity *own, bool input,
                         struct json *out)
{
    (void)input;
    put_ref(s, s->entity ? s->entity : own, "Patch", out);
}

static void create_schema(const struct shape *s, const struct entity *own, bool input,
                          struct json *out)
{
    (void)input;
    put_ref(s, s->entity ? s->entity : own, "Create", out);
}

static void filter_schema(const struct shape *s, const struct entity *own, bool input,
                          struct json *out)
{
    (void)s, (void)own, (void)input;
    json_put_cstr(out, "$ref", "#/components/schemas/Filter");
}

/* A schema of no members fits anything. */
static void any_schema(const struct shape *s, const struct entity *own, bool input,
                       struct json *out)
{
    (void)s, (void)own, (void)input, (void)out;
}

static schema_fn *const schemas[] = {
    [SHAPE_STRING] = string_schema, [SHAPE_INT] = int_schema,     [SHAPE_NUMBER] = number_schema,
    [SHAPE_BOOL] = bool_schema,     [SHAPE_TIME] = time_schema,   [SHAPE_ID] = id_schema,
    [SHAPE_OBJECT] = object_schema, [SHAPE_LIST] = list_schema,   [SHAPE_MAP] = map_schema,
    [SHAPE_RECORD] = record_schema, [SHAPE_PATCH] = patch_schema, [SHAPE_CREATE] = create_schema,
    [SHAPE_FILTER] = filter_schema, [SHAPE_ANY] = any_schema,
};

static void write_schema(const struct shape *s, const struct entity *own, bool input,
                         struct json *out)
{
    json_object_begin(out);
    schemas[s->kind](s, own, input, out);
    if (s->help)
        json_put_cstr(out, "description", s->help);
    json_object_end(out);
}

void shape_schema(const struct shape *s, const struct entity *own, struct json *out)
{
    write_schema(s, own, false, out);
}

void shape_schema_rows(const struct shape *rows, size_t n, bool input, const struct entity *own,
                       struct json *out)
{
    json_object_begin(out);
    json_put_cstr(out, "type", "object");
    put_members(rows, n, input, own, out);
    json_object_end(out);
}
