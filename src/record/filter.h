/* The one filter language: from query parameters, from `filter=` JSON, from saved views; to SQL.
 *
 * A filter is a tree of conditions. Every name is checked against the entity's table, every
 * operator against its field's type, every value by the type's own parser, so nothing a client
 * sends reaches SQL but as a bound value. Fields: the entity's own; id, created_at, updated_at,
 * trashed_at; tags; `company.name` (a field of a referred record); entity_type and entity_id where
 * the entity has links.
 */
#ifndef KITH_RECORD_FILTER_H
#define KITH_RECORD_FILTER_H

#include "record/ctx.h"

struct filter; /* NULL matches everything */

/* One condition from text: field "priority", op, value "3" ("a,b" for in, "true" for empty). */
int filter_parse_param(struct record_ctx *ctx, const struct entity *e, struct str field,
                       enum field_op op, struct str value, const struct filter **ret,
                       struct err *err);
/* {"field","op","value"} | {"and":[…]} | {"or":[…]} | {"not":…}; depth and size bounded. */
int filter_parse_json(struct record_ctx *ctx, const struct entity *e, const json_t *in,
                      const struct filter **ret, struct err *err);
const struct filter *filter_and(struct arena *a, const struct filter *x, const struct filter *y);
/* Appends a condition over the entity's table under its alias; "1 = 1"-like for NULL. */
void filter_sql(struct sql *q, const struct entity *e, const char *alias, const struct filter *f);
/* Hash of the meaning, for cursors and caches. */
uint64_t filter_hash(const struct filter *f);
/* True when every condition can use an index; for docs and /meta. */
bool filter_indexed(const struct entity *e, const struct filter *f);

#endif
