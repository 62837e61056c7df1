/* The portable front of both indexes: what is alike on all databases, so that drivers need not
 * repeat it. A query of nothing matches nothing; records without any text are not put.
 */
#include "db/search.h"

#include "db/inside.h"

int db_search_ensure(struct db *db, struct err *err)
{
    return db->driver->search_ensure(db, err);
}

int db_search_put(struct db *db, int64_t id, struct str kind, struct str name, struct str body,
                  struct err *err)
{
    return name.n || body.n ? db->driver->search_put(db, id, kind, name, body, err) : 0;
}

int db_search_drop(struct db *db, int64_t id, struct str kind, struct str name, struct str body,
                   struct err *err)
{
    return name.n || body.n ? db->driver->search_drop(db, id, kind, name, body, err) : 0;
}

void sql_search(struct sql *q, const struct search_query *query)
{
    if (query->root)
        q->driver->search_match(q, query);
    else
        sql_add(q, "SELECT 0 AS id WHERE 1 = 0");
}

void sql_search_newest(struct sql *q)
{
    sql_add(q, " ORDER BY id DESC");
}

static bool all_empty(const struct str *slots, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (slots[i].n)
            return false;
    return true;
}

int db_grams_put(struct db *db, int64_t id, const struct str *slots, size_t n, struct err *err)
{
    return all_empty(slots, n) ? 0 : db->driver->grams_put(db, id, slots, n, err);
}

int db_grams_drop(struct db *db, int64_t id, const struct str *slots, size_t n, struct err *err)
{
    return all_empty(slots, n) ? 0 : db->driver->grams_drop(db, id, slots, n, err);
}

bool sql_grams(struct sql *q, int slot, struct str needle)
{
    return q->driver->grams_match(q, slot, needle);
}
