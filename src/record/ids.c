/* Ids asked for in one statement and handed back to many places. Knows nothing of records.
 *
 * Sorted arrays and binary search: a page has at most a few hundred ids, and a map would cost more
 * to build than all its look-ups save.
 */
#include "record/ids.h"

#include <stdlib.h>

static int by_id(const void *x, const void *y)
{
    const struct id_use *a = x, *b = y;

    if (a->id != b->id)
        return a->id < b->id ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

void id_uses_sort(struct id_use *uses, size_t n)
{
    if (n > 1)
        qsort(uses, n, sizeof *uses, by_id);
}

size_t id_use_first(const struct id_use *uses, size_t n, int64_t id)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (uses[mid].id < id)
            low = mid + 1;
        else
            high = mid;
    }
    return low < n && uses[low].id == id ? low : n;
}

void id_uses_bind(struct sql *q, const struct id_use *uses, size_t n)
{
    int64_t *ids = arena_array(q->arena, n, sizeof *ids);
    size_t distinct = 0;

    for (size_t i = 0; i < n; i++)
        if (distinct == 0 || ids[distinct - 1] != uses[i].id)
            ids[distinct++] = uses[i].id;
    sql_bind_ids(q, ids, distinct);
}
