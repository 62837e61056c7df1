/* /api/crm/meta: the model as data, for a page that draws its forms, columns and filters from it
 * instead of knowing any field by name.
 */
#include "api/api.h"
#include "api/schema.h"

static void put_strings(const char *key, const char *const *list, struct json *out)
{
    json_key(out, key);
    if (!list) {
        json_nil(out);
        return;
    }
    json_array_begin(out);
    for (; *list; list++)
        json_cstr(out, *list);
    json_array_end(out);
}

static void put_label(const struct field *f, struct json *out)
{
    struct arena a;
    arena_init(&a);
    json_put_cstr(out, "label", field_label(&a, f));
    arena_release(&a);
}

static void put_ops(const struct entity *e, const struct field *f, struct json *out)
{
    unsigned ops = schema_filter_ops(e, f);
    json_key(out, "ops");
    json_array_begin(out);
    for (int op = 0; op < OP_COUNT; op++)
        if (ops & OP_BIT(op))
            json_cstr(out, field_op_name((enum field_op)op));
    json_array_end(out);
}

static void put_limit(const char *key, bool has, int64_t v, struct json *out)
{
    json_key(out, key);
    if (has)
        json_int(out, v);
    else
        json_nil(out);
}

static void put_limits(const struct field *f, struct json *out)
{
    bool text = f->type->kind == DB_TEXT;
    bool range = !text && (f->min != 0 || f->max != 0);
    put_limit("min", range, f->min, out);
    put_limit("max", range, f->max, out);
    put_limit("max_length", text && f->max > 0, f->max, out);
}

static const struct {
    const char *key;
    unsigned flag;
} said_flags[] = {
    {"required", FIELD_REQUIRED}, {"read_only", FIELD_READ_ONLY | FIELD_DERIVED},
    {"fixed", FIELD_FIXED},       {"input_only", FIELD_INPUT_ONLY},
    {"derived", FIELD_DERIVED},   {"mirror", FIELD_MIRROR},
    {"no_year", FIELD_NO_YEAR},   {"indexed", FIELD_INDEXED | FIELD_UNIQUE},
    {"is_name", FIELD_NAME},
};

static void put_field(const struct entity *e, const struct field *f, struct json *out)
{
    json_object_begin(out);
    json_put_cstr(out, "name", f->name);
    json_put_cstr(out, "type", f->type->name);
    put_label(f, out);
    json_put_cstr(out, "help", f->help);
    for (size_t i = 0; i < ARRAY_LEN(said_flags); i++)
        json_put_bool(out, said_flags[i].key, (f->flags & said_flags[i].flag) != 0);
    json_put_bool(out, "sortable", field_is_sortable(f));
    put_strings("options", f->options, out);
    json_put_cstr(out, "target", f->target);
    json_put_cstr(out, "target_field", f->target_field);
    json_put_cstr(out, "currency_field", f->currency_field);
    json_put_cstr(out, "fallback", f->fallback);
    put_limits(f, out);
    put_ops(e, f, out);
    json_object_end(out);
}

static void put_aliases(const struct entity *e, struct json *out)
{
    json_key(out, "aliases");
    json_array_begin(out);
    for (size_t i = 0; i < e->n_aliases; i++) {
        json_object_begin(out);
        json_put_cstr(out, "name", e->aliases[i].name);
        json_put_cstr(out, "field", e->aliases[i].field);
        json_put_cstr(out, "op", field_op_name(e->aliases[i].op));
        json_object_end(out);
    }
    json_array_end(out);
}

static void put_entity(const struct entity *e, struct json *out)
{
    json_object_begin(out);
    json_put_cstr(out, "name", e->name);
    json_put_cstr(out, "plural", e->plural);
    json_put_cstr(out, "label", e->label);
    json_put_bool(out, "trash", (e->flags & ENTITY_TRASH) != 0);
    json_put_bool(out, "child", (e->flags & ENTITY_CHILD) != 0);
    json_put_cstr(out, "default_sort", e->default_sort);
    json_key(out, "fields");
    json_array_begin(out);
    for (size_t i = 0; i < e->n_fields; i++)
        put_field(e, &e->fields[i], out);
    json_array_end(out);
    put_aliases(e, out);
    json_object_end(out);
}

void meta_write(const struct app *app, struct json *out)
{
    (void)app;
    size_t n;
    const struct entity *const *all = model_entities(&n);

    json_object_begin(out);
    json_key(out, "entities");
    json_array_begin(out);
    for (size_t i = 0; i < n; i++)
        put_entity(all[i], out);
    json_array_end(out);
    put_strings("stages", model_stages, out);
    json_object_end(out);
}
