/* Where a list goes on: the last row's place, for the client an opaque word. */
#ifndef KITH_RECORD_CURSOR_H
#define KITH_RECORD_CURSOR_H

#include "base/err.h"
#include "db/db.h"

enum { CURSOR_VALUES_MAX = 8 };

struct cursor {
    int phase;
    struct db_value values[CURSOR_VALUES_MAX];
    size_t n;
};

/* hash: of the list it belongs to. */
struct str cursor_encode(struct arena *a, uint64_t hash, const struct cursor *c);
/* ERR_BAD_CURSOR, in_query set, when it is none or belongs to another list. n: values expected. */
int cursor_decode(struct arena *a, struct str text, uint64_t hash, size_t n, struct cursor *ret,
                  struct err *err);

#endif
