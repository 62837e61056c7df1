/* Lists: query parameters to a page of records.
 *
 * Order: the compared form of the sort field, records without a value last, then id. It is read in
 * two index walks (those with a value, then those without), so that no row is sorted. A cursor is
 * the last row's sort values and a hash of filter and sort, base64url; with another filter or sort
 * it is refused.
 */
#ifndef KITH_RECORD_LIST_H
#define KITH_RECORD_LIST_H

#include "record/counter.h"
#include "record/filter.h"
#include "record/record.h"

enum { LIST_LIMIT = 50, LIST_LIMIT_MAX = 500, LIST_SORTS_MAX = 3 };

enum list_trash { LIST_LIVE, LIST_TRASHED, LIST_ANY };

struct list_sort {
    const struct field *field; /* NULL: id, created_at or updated_at, by column */
    const char *column;
    bool descending;
    bool nullable;
};

struct list_query {
    const struct entity *entity;
    const struct filter *filter;
    struct str q; /* words to be found, or STR_NONE */
    enum list_trash trash;
    struct list_sort sorts[LIST_SORTS_MAX];
    size_t n_sorts;
    int64_t limit, offset;
    struct str cursor;
    bool count;
};

/* Name and value pairs as they came in the address. Unknown names, bad operators and malformed
 * values are ERR_BAD_QUERY (or their own code with in_query set) naming the parameter. `handled`
 * names parameters that the caller reads itself (NULL-terminated, or NULL). */
struct list_param {
    struct str name, value;
};
int list_parse(struct record_ctx *ctx, const struct entity *e, const struct list_param *params,
               size_t n, const char *const *handled, struct list_query *ret, struct err *err);

struct list_result {
    struct page page;
    struct str next; /* cursor; p NULL at the end */
    int64_t total;   /* when asked for; else -1 */
};
int list_run(struct record_ctx *ctx, const struct list_query *query, struct list_result *ret,
             struct err *err);
/* {"data":[…],"next":…,"total":…} */
void list_write(struct record_ctx *ctx, const struct list_result *r, struct json *out);
/* Exact count of what a query matches. From the counters where they can tell, else counted. */
int list_count(struct record_ctx *ctx, const struct list_query *query, int64_t *ret_n,
               struct err *err);
/* What a query matches, by the values of one field ('' for null) and by currency: how many, and the
 * sum of the entity's money. Counted row by row: counter_rows() knows it of everything. */
int list_sums(struct record_ctx *ctx, const struct list_query *query, const char *field,
              struct counter_row **ret, size_t *ret_n, struct err *err);
/* The ids a filter matches, at most max + 1 (so that the caller sees when it is too many). */
int list_ids(struct record_ctx *ctx, const struct list_query *query, size_t max, int64_t **ret_ids,
             size_t *ret_n, struct err *err);

#endif
