/* The way back from a row found by `id IN (…)` to those who asked for that id. */
#ifndef KITH_RECORD_IDS_H
#define KITH_RECORD_IDS_H

#include "db/sql.h"

/* Who asked (a place in some array) for which id. Several may ask for the same. */
struct id_use {
    int64_t id;
    size_t at;
};

/* Sorts by id, so that the others can find. */
void id_uses_sort(struct id_use *uses, size_t n);
/* The first use of an id; n when there is none. The others follow it. */
size_t id_use_first(const struct id_use *uses, size_t n, int64_t id);
/* Appends the distinct ids of sorted uses as sql_bind_ids(). */
void id_uses_bind(struct sql *q, const struct id_use *uses, size_t n);

#endif
