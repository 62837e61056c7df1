/* Exact counts and sums that are kept, not computed: live and trashed records of each entity,
 * records (and their money) by the value of each FIELD_COUNTED field, those that carry a tag, how
 * many are due by when, and how many events there were.
 *
 * Table counter(entity, field, value, currency, n, total): field '' is the whole, with value
 * 'live' or 'trashed'; else value is the field's ('' for null), live records only; total is the sum
 * of the entity's first money field in that currency ('' where it has none; '*' where it names no
 * currency and so is in the workspace's, which may change). What is due, and
 * events, are counted by hour and day as series.h says; under COUNTER_TAGS the value is a tag's id.
 */
#ifndef KITH_RECORD_COUNTER_H
#define KITH_RECORD_COUNTER_H

#include "record/ctx.h"
#include "space/space.h"

struct series;

struct counter_row {
    struct str value, currency;
    int64_t n, total;
};

/* The money that is summed; NULL: the entity has none. */
const struct field *counter_money(const struct entity *e);
/* Takes old (may be NULL) out of the counts and new (may be NULL) in: at once, or where ctx->counts
 * is set at the end of the transaction (and before any count is read through the same ctx). */
int counter_apply(struct record_ctx *ctx, const struct entity *e, const struct record *old,
                  const struct record *new, struct err *err);
/* For ctx->counts of a change. */
struct counts *counter_waiting(struct arena *a, struct space_tx *tx);
/* At its end: they are written with those of others at the end of the transaction. */
int counter_end(struct record_ctx *ctx, struct err *err);
/* For who reads the counts: all that waits in the transaction is written. */
int counter_flush(struct record_ctx *ctx, struct err *err);
int counter_count(struct record_ctx *ctx, const struct entity *e, bool trashed, int64_t *ret_n,
                  struct err *err);
/* Live records whose counted field has that value ('' for null), over all currencies. */
int counter_count_by(struct record_ctx *ctx, const struct entity *e, const char *field,
                     struct str value, int64_t *ret_n, struct err *err);
#define COUNTER_TAGS "tags"
/* One live record more (1) or less (-1) carries the tag. */
int counter_tag(struct record_ctx *ctx, const struct entity *e, int64_t tag, int64_t by,
                struct err *err);
/* Live records that carry the tag of that folded name. */
int counter_tagged(struct record_ctx *ctx, const struct entity *e, struct str folded,
                   int64_t *ret_n, struct err *err);
/* Something of the entity (a record that is due, an event) lies at that moment. */
int counter_moment(struct record_ctx *ctx, const struct entity *e, const struct series *s,
                   int64_t at, int64_t by, struct err *err);
/* All rows of one field, by value; '*' has become the workspace's currency. */
int counter_rows(struct record_ctx *ctx, const struct entity *e, const char *field,
                 struct counter_row **ret, size_t *ret_n, struct err *err);
/* ", currency, how many, their money" of rows of an entity; money without a currency of its own is
 * of `own`. */
void counter_sums_sql(struct sql *q, const struct entity *e, const char *alias, struct str own);
/* "SELECT value, currency, how many, their money" of an entity's live records, by a counted field.
 */
void counter_groups_sql(struct sql *q, const struct entity *e, const struct field *f,
                        struct str own);
/* "SELECT <tag's id as text>, '', how many, 0" of an entity's live records, by tag, from the rows.
 */
void counter_tags_sql(struct sql *q, const struct entity *e);

/* For a database of an older program, which did not count what is due, tags, nor events. */
int counter_fill_due(struct db *db, struct err *err);
int counter_fill_tags(struct db *db, struct err *err);
int counter_fill_events(struct db *db, struct err *err);
/* It counted money without a currency under the workspace's of then. */
int counter_fill_money(struct db *db, struct err *err);
/* All of that, after an older program wrote beside this one. */
int counter_recount(struct db *db, struct err *err);

#endif
