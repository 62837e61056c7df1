/* See place.h. */
#include "place.h"

#include <stdlib.h>
#include <unistd.h>

static const char *server(void)
{
    const char *url = getenv("TEST_POSTGRES");

    return url && *url ? url : NULL;
}

bool place_is_server(void)
{
    return server() != NULL;
}

const struct db_driver *place_driver(void)
{
    return server() ? &db_postgres : &db_sqlite;
}

const char *place_new(struct arena *a, const char *dir)
{
    static unsigned n;

    return db_place(place_driver(), a, server() ? server() : dir,
                    arena_printf(a, "t%d_%u", (int)getpid(), n++));
}

void place_drop(const char *location)
{
    struct err ignored = {0};

    if (server())
        db_remove(place_driver(), location, &ignored);
}
