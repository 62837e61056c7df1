/* The shape of JSON that is not a record: request bodies, and answers for the document.
 *
 * One table serves three: it refuses input that does not fit, naming the member; it is the schema
 * in /api/openapi.json; and it is what a test checks answers against. Records need none: theirs
 * follows from the entity.
 */
#ifndef KITH_API_SHAPE_H
#define KITH_API_SHAPE_H

#include "model/model.h"

enum shape_kind {
    SHAPE_STRING,
    SHAPE_INT,
    SHAPE_NUMBER,
    SHAPE_BOOL,
    SHAPE_TIME, /* in: RFC 3339, date or Unix seconds; out: RFC 3339 */
    SHAPE_ID,
    SHAPE_OBJECT, /* members in `of`; NULL: any object */
    SHAPE_LIST,   /* of `of` where given, else of `item` */
    SHAPE_MAP,    /* any names, values of `item` */
    SHAPE_RECORD, /* an entity's record: `entity`, or the route's own where NULL */
    SHAPE_PATCH,  /* input for one: every field, none required */
    SHAPE_CREATE, /* input for a new one */
    SHAPE_FILTER, /* the filter language */
    SHAPE_ANY
};

struct shape {
    const char *name; /* of the last or only; "" for a nameless whole */
    enum shape_kind kind;
    bool required;
    bool nullable;
    int64_t min, max; /* int: range (both 0: none); string: max bytes; list: max items */
    const struct shape *of;
    size_t n_of;
    enum shape_kind item;
    const struct entity *entity;
    const char *const *options; /* string: one of these */
    const char *help;
};

#define SHAPE_OF(rows) .of = (rows), .n_of = ARRAY_LEN(rows)

/* Does an object fit the rows? Unknown members, wrong types, missing ones: each an err row. */
int shape_check(const struct shape *rows, size_t n, const json_t *in, struct err *err);
/* The JSON schema of one row, as a whole object. */
void shape_schema(const struct shape *s, const struct entity *own, struct json *out);
/* {"type":"object","properties":…,"required":…,"additionalProperties":…}. */
void shape_schema_rows(const struct shape *rows, size_t n, bool input, const struct entity *own,
                       struct json *out);

#endif
