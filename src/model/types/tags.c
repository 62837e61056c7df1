/* tags: the names of the tags a record carries; the engine keeps them in tables of their own. */
#include "model/types/type.h"

enum { TAG_MAX = 100 };

static void schema(const struct field *f, struct json *out)
{
    (void)f;
    json_put_cstr(out, "type", "array");
    json_key(out, "items");
    json_object_begin(out);
    type_schema_text(out, TAG_MAX);
    json_object_end(out);
}

const struct field_type type_tags = {
    .name = "tags",
    .collection = true,
    .ops = OPS_EQUAL,
    .schema = schema,
};
