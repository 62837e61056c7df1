/* Where a unit test's databases are: files, or schemas of the server that TEST_POSTGRES names
 * (scripts/with-postgres.sh), so that the same test runs on both.
 */
#ifndef KITH_TESTS_PLACE_H
#define KITH_TESTS_PLACE_H

#include "db/db.h"

bool place_is_server(void);
const struct db_driver *place_driver(void);
/* The location of a database that nobody else uses; as a file it is in dir. */
const char *place_new(struct arena *a, const char *dir);
/* On a server it goes for good; files are their folder's matter. */
void place_drop(const char *location);

/* For what is about files alone. */
#define ONLY_FILES()                                                                               \
    do {                                                                                           \
        if (place_is_server())                                                                     \
            skip();                                                                                \
    } while (0)

#endif
