/* What hangs on a record, answered with it: `include=channels,notes`. */
#ifndef KITH_RECORD_INCLUDE_H
#define KITH_RECORD_INCLUDE_H

#include "record/record.h"

enum { INCLUDES_MAX = 8, INCLUDE_LIMIT = 100 };

/* The records of an entity that name the one at hand by a reference. */
struct include {
    const struct entity *entity;
    const struct field *ref;
};

/* All there are: the entities that name e among their parents (entity.h). */
size_t includes_of(const struct entity *e, struct include ret[static INCLUDES_MAX]);
/* Plurals, divided by commas. ERR_BAD_QUERY on `include` names those there are; ERR_FORBIDDEN where
 * a key may not read them. */
int includes_parse(struct record_ctx *ctx, const struct entity *e, struct str text,
                   struct include ret[static INCLUDES_MAX], size_t *ret_n, struct err *err);
/* The record as page_write() does, with "included":{"notes":{"data":[…],"next":…},…}: the first
 * INCLUDE_LIMIT of each as their own list gives them. */
int includes_write_record(struct record_ctx *ctx, struct record *r, const struct include *list,
                          size_t n, struct json *out, struct err *err);

#endif
