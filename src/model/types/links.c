/* links: the records an activity or a task is about; the engine keeps them in a table of its own.
 */
#include "model/types/type.h"

static void link_schema(struct json *out)
{
    json_put_cstr(out, "type", "object");
    json_key(out, "properties");
    json_object_begin(out);
    json_key(out, "entity_type");
    json_object_begin(out);
    type_enum.schema(&(struct field){.name = "entity_type", .options = model_subjects}, out);
    json_object_end(out);
    json_key(out, "entity_id");
    json_object_begin(out);
    type_ref.schema(&(struct field){.name = "entity_id"}, out);
    json_object_end(out);
    json_object_end(out);

    json_key(out, "required");
    json_array_begin(out);
    json_cstr(out, "entity_type");
    json_cstr(out, "entity_id");
    json_array_end(out);
}

static void schema(const struct field *f, struct json *out)
{
    (void)f;
    json_put_cstr(out, "type", "array");
    json_key(out, "items");
    json_object_begin(out);
    link_schema(out);
    json_object_end(out);
}

const struct field_type type_links = {
    .name = "links",
    .collection = true,
    .ops = OP_BIT(OP_EMPTY),
    .schema = schema,
};
