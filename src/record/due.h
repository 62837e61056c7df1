/* How many records are due by when: kept by hour and day (series.h) of the moment at which each is
 * both due and shown (entity.h, struct due).
 */
#ifndef KITH_RECORD_DUE_H
#define KITH_RECORD_DUE_H

#include "record/series.h"

extern const struct series due_series;

/* The moment; false: it is not due at any, or in the trash. */
bool due_moment(const struct record *r, int64_t *ret_at);
/* For series_rows(): those of all records of an entity that has some. */
void due_hours_sql(struct sql *q, const struct entity *e);
/* " status IN (…)" for the statuses in which it is due; without index: see sql_unindexed(). */
void due_status_sql(struct sql *q, const struct due *d);

#endif
