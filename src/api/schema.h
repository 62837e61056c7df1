/* JSON schemas (2020-12) of the model's records, for the document: what an entity's table of
 * fields says of a record that is read, created, patched. Each schema function leaves the
 * reader with nothing that the table does not say.
 */
#ifndef KITH_API_SCHEMA_H
#define KITH_API_SCHEMA_H

#include "api/shape.h"

/* "Contact", "ContactCreate", "ContactPatch": suffix "", "Create" or "Patch". */
enum { SCHEMA_NAME_MAX = 64 };
const char *schema_name(const struct entity *e, const char *suffix,
                        char out[static SCHEMA_NAME_MAX]);
/* The member "$ref" into components. With no entity and no suffix: a record of any kind. */
void schema_put_ref(const struct entity *e, const char *suffix, struct json *out);

/* Members of the schema of a record as it is answered: every member is there, but the status of
 * an entity that has none, which shows only in the trash. extra: members an answer adds. */
void schema_put_record(const struct entity *e, const struct shape *extra, size_t n_extra,
                       struct json *out);
/* Members of the schema of an input: what may be set, `required` only for a new record. */
void schema_put_create(const struct entity *e, struct json *out);
void schema_put_patch(const struct entity *e, struct json *out);

/* The operators (bits) a list takes on a field; none for what is computed or only taken in. */
unsigned schema_filter_ops(const struct entity *e, const struct field *f);
/* Members of the schema of one value of a field, as a filter takes it. */
void schema_put_operand(const struct field *f, struct json *out);
/* A time as it may be given: RFC 3339, a date, or Unix seconds. */
void schema_time_input(bool nullable, struct json *out);

#endif
