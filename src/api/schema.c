/* Schemas of records, made from what each field's type says of its values.
 *
 * A type prints the schema of a value that is there. What surrounds it (that there may be none,
 * that a trashed record's status says so, that an input takes a time in three spellings) is put
 * in afterwards, on the tree of that small schema; this runs once, at start.
 */
#include "api/schema.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { FIELD_SCHEMA_MAX = 65536 };

enum side { SIDE_ANSWER, SIDE_CREATE, SIDE_PATCH };

const char *schema_name(const struct entity *e, const char *suffix,
                        char out[static SCHEMA_NAME_MAX])
{
    snprintf(out, SCHEMA_NAME_MAX, "%s%s", e ? e->name : "record", suffix);
    out[0] = (char)toupper((unsigned char)out[0]);
    return out;
}

void schema_put_ref(const struct entity *e, const char *suffix, struct json *out)
{
    char name[SCHEMA_NAME_MAX], ref[SCHEMA_NAME_MAX + 24];
    snprintf(ref, sizeof ref, "#/components/schemas/%s", schema_name(e, suffix, name));
    json_put_cstr(out, "$ref", ref);
}

void schema_time_input(bool nullable, struct json *out)
{
    json_key(out, "type");
    json_array_begin(out);
    json_cstr(out, "string");
    json_cstr(out, "integer");
    if (nullable)
        json_cstr(out, "null");
    json_array_end(out);
}

/* --- one field ---------------------------------------------------------------------------------
 */

static json_t *type_schema(const struct field *f)
{
    struct buf b;
    struct json j;
    struct err ignored = {0};
    json_t *tree = NULL;

    buf_init(&b, FIELD_SCHEMA_MAX);
    json_init(&j, &b);
    json_object_begin(&j);
    f->type->schema(f, &j);
    json_object_end(&j);
    (void)json_parse(buf_str(&b), &tree, &ignored);
    buf_release(&b);
    return tree ? tree : json_pack("{}");
}

static void add_type(json_t *schema, const char *type)
{
    json_t *now = json_object_get(schema, "type");
    if (json_is_array(now))
        json_array_append_new(now, json_string(type));
    else if (now)
        json_object_set_new(schema, "type", json_pack("[O, s]", now, type));
}

static void allow_null(json_t *schema)
{
    json_t *options = json_object_get(schema, "enum");
    add_type(schema, "null");
    if (options)
        json_array_append(options, json_pack("n"));
}

static void allow_unix_time(json_t *schema)
{
    const char *format = json_string_value(json_object_get(schema, "format"));
    if (!format || strcmp(format, "date-time") != 0)
        return;
    json_object_del(schema, "format");
    add_type(schema, "integer");
}

static bool is_status(const struct field *f)
{
    return strcmp(f->name, "status") == 0;
}

static void put_tree_members(json_t *tree, struct json *out)
{
    const char *key;
    json_t *value;
    json_object_foreach(tree, key, value)
    {
        json_key(out, key);
        json_tree(out, value);
    }
    json_decref(tree);
}

static void put_field(const struct entity *e, const struct field *f, enum side side,
                      struct json *out)
{
    json_t *schema = type_schema(f);
    json_t *options = json_object_get(schema, "enum");
    bool in_trash = side == SIDE_ANSWER && (e->flags & ENTITY_TRASH) && is_status(f);

    if (in_trash && options)
        json_array_append_new(options, json_string("trashed"));
    if (side != SIDE_ANSWER)
        allow_unix_time(schema);
    if (!(f->flags & FIELD_REQUIRED) && !(side == SIDE_ANSWER && f->type->collection))
        allow_null(schema);

    json_key(out, f->name);
    json_object_begin(out);
    put_tree_members(schema, out);
    if (f->help)
        json_put_cstr(out, "description", f->help);
    if (side == SIDE_ANSWER && (f->flags & (FIELD_READ_ONLY | FIELD_DERIVED)))
        json_put_bool(out, "readOnly", true);
    json_object_end(out);
}

unsigned schema_filter_ops(const struct entity *e, const struct field *f)
{
    const struct field *ref = f->through ? entity_field(e, str_of(f->through)) : NULL;
    bool computed = (f->flags & FIELD_DERIVED) && !(ref && ref->target);
    return computed || (f->flags & FIELD_INPUT_ONLY) ? 0 : f->type->ops;
}

/* A user is asked for by id, or by a word. */
static void put_user_operand(const struct field *f, struct json *out)
{
    json_key(out, "anyOf");
    json_array_begin(out);
    json_object_begin(out);
    put_tree_members(type_schema(f), out);
    json_object_end(out);
    json_object_begin(out);
    json_put_cstr(out, "type", "string");
    json_key(out, "enum");
    json_array_begin(out);
    json_cstr(out, "me");
    json_cstr(out, "none");
    json_array_end(out);
    json_object_end(out);
    json_array_end(out);
}

void schema_put_operand(const struct field *f, struct json *out)
{
    if (f->type->collection)
        json_put_cstr(out, "type", "string");
    else if (f->type == &type_ref && f->target && strcmp(f->target, "user") == 0)
        put_user_operand(f, out);
    else
        put_tree_members(type_schema(f), out);
}

/* --- records -----------------------------------------------------------------------------------
 */

static bool has_side(const struct field *f, enum side side)
{
    static const unsigned without[] = {
        [SIDE_ANSWER] = FIELD_INPUT_ONLY,
        [SIDE_CREATE] = FIELD_READ_ONLY | FIELD_DERIVED,
        [SIDE_PATCH] = FIELD_READ_ONLY | FIELD_DERIVED | FIELD_FIXED,
    };
    return !(f->flags & without[side]);
}

static void put_member(const char *name, enum shape_kind kind, bool nullable, struct json *out)
{
    json_key(out, name);
    shape_schema(&(struct shape){.name = name, .kind = kind, .nullable = nullable}, NULL, out);
}

/* What an answer has beside the fields. */
static void put_implicit(const struct entity *e, struct json *out)
{
    static const char *const trashed[] = {"trashed", NULL};

    put_member("id", SHAPE_ID, false, out);
    put_member("created_at", SHAPE_TIME, false, out);
    put_member("updated_at", SHAPE_TIME, false, out);
    if (!(e->flags & ENTITY_TRASH))
        return;
    put_member("trashed_at", SHAPE_TIME, true, out);
    if (entity_field(e, STR("status")))
        return;
    json_key(out, "status");
    shape_schema(&(struct shape){.kind = SHAPE_STRING, .options = trashed}, NULL, out);
}

static void put_fields(const struct entity *e, enum side side, struct json *out)
{
    for (size_t i = 0; i < e->n_fields; i++)
        if (has_side(&e->fields[i], side))
            put_field(e, &e->fields[i], side, out);
}

static void put_answer_required(const struct entity *e, const struct shape *extra, size_t n,
                                struct json *out)
{
    json_key(out, "required");
    json_array_begin(out);
    json_cstr(out, "id");
    json_cstr(out, "created_at");
    json_cstr(out, "updated_at");
    if (e->flags & ENTITY_TRASH)
        json_cstr(out, "trashed_at");
    for (size_t i = 0; i < e->n_fields; i++)
        if (has_side(&e->fields[i], SIDE_ANSWER))
            json_cstr(out, e->fields[i].name);
    for (size_t i = 0; i < n; i++)
        if (extra[i].required)
            json_cstr(out, extra[i].name);
    json_array_end(out);
}

void schema_put_record(const struct entity *e, const struct shape *extra, size_t n_extra,
                       struct json *out)
{
    json_put_cstr(out, "type", "object");
    json_key(out, "properties");
    json_object_begin(out);
    put_implicit(e, out);
    put_fields(e, SIDE_ANSWER, out);
    for (size_t i = 0; i < n_extra; i++) {
        json_key(out, extra[i].name);
        shape_schema(&extra[i], e, out);
    }
    json_object_end(out);
    put_answer_required(e, extra, n_extra, out);
    json_put_bool(out, "additionalProperties", false);
}

static void put_input(const struct entity *e, enum side side, struct json *out)
{
    json_put_cstr(out, "type", "object");
    json_key(out, "properties");
    json_object_begin(out);
    put_fields(e, side, out);
    if (side == SIDE_PATCH) {
        json_key(out, "updated_at");
        shape_schema(&(struct shape){.kind = SHAPE_TIME,
                                     .help = "The version this change is meant for; another one "
                                             "is answered by 409 and the present record."},
                     NULL, out);
    }
    json_object_end(out);
    json_put_bool(out, "additionalProperties", false);
}

void schema_put_patch(const struct entity *e, struct json *out)
{
    put_input(e, SIDE_PATCH, out);
}

static bool is_wanted(const struct field *f)
{
    return (f->flags & FIELD_REQUIRED) && has_side(f, SIDE_CREATE);
}

void schema_put_create(const struct entity *e, struct json *out)
{
    bool any = false;
    put_input(e, SIDE_CREATE, out);
    for (size_t i = 0; i < e->n_fields; i++)
        any |= is_wanted(&e->fields[i]);
    if (!any)
        return;
    json_key(out, "required");
    json_array_begin(out);
    for (size_t i = 0; i < e->n_fields; i++)
        if (is_wanted(&e->fields[i]))
            json_cstr(out, e->fields[i].name);
    json_array_end(out);
}
