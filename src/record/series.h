/* How many by when: moments counted by the hour and by the day they lie in (of UTC), so that how
 * many were before any moment is the days before its day and the hours of it; what lies in the one
 * broken hour is for the caller to count, by an index. Whole hours, since the days of nearly all
 * time zones begin at one.
 *
 * They are rows of the table counter, as fields that no entity has: see `series` below.
 */
#ifndef KITH_RECORD_SERIES_H
#define KITH_RECORD_SERIES_H

#include "record/ctx.h"

/* The names of its fields in the table counter. */
struct series {
    const char *day, *hour; /* value "2026-11-29" and "2026-11-29T05" */
};

enum { SERIES_HOUR_MS = 3600000, SERIES_DAY_TEXT = 10, SERIES_HOUR_TEXT = 13 };

/* The value in the hours, in the arena; its first SERIES_DAY_TEXT bytes are that in the days. */
struct str series_hour(struct arena *a, int64_t at);
/* How many of the entity's were before the hour in which t lies; *ret_hour is where it begins. */
int series_before(struct record_ctx *ctx, const struct entity *e, const struct series *s, int64_t t,
                  int64_t *ret_hour, int64_t *ret_n, struct err *err);

/* --- the same counted anew -------------------------------------------------------------------- */

/* Appends "SELECT <hour>, COUNT(*) FROM (" and its end: between them a SELECT of moments called m
 * is to stand; the hours come in order. */
void series_sql_begin(struct sql *q);
void series_sql_end(struct sql *q);
/* One row of such a statement. */
struct series_row {
    int64_t at; /* the hour's beginning */
    int64_t n;
};
/* All of them. */
int series_rows(struct db *db, struct arena *a, const struct sql *q, struct series_row **ret,
                size_t *ret_n, struct err *err);

#endif
