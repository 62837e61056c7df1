/* A workspace for tests of the engine: a real database in a temporary folder, one open write
 * transaction, records made through the engine. Everything asserts; nothing needs checking.
 */
#ifndef KITH_TESTS_FIXTURE_H
#define KITH_TESTS_FIXTURE_H

#include "record/list.h"
#include "record/write.h"

struct fixture {
    struct arena arena;
    struct db *db;
    struct space_tx tx;
    struct change change; /* change.ctx is for reading too */
    struct err err;       /* of the last call that was to fail */
    char dir[32];
    const char *location;
};

void fixture_open(struct fixture *f);
void fixture_close(struct fixture *f);
struct record_ctx *fixture_ctx(struct fixture *f);

/* JSON with ' for ". Gives the new record's id. */
int64_t fixture_make(struct fixture *f, const struct entity *e, const char *json);
void fixture_update(struct fixture *f, const struct entity *e, int64_t id, const char *json);
void fixture_trash(struct fixture *f, const struct entity *e, int64_t id);
void fixture_restore(struct fixture *f, const struct entity *e, int64_t id);

/* "stage=demo&sort=-priority" to a query; %XX is not decoded, so values may hold anything but &. */
void fixture_query(struct fixture *f, const struct entity *e, const char *params,
                   struct list_query *ret);
/* What a list of them gives: the names, joined by " ". */
const char *fixture_list(struct fixture *f, const struct entity *e, const char *params);
/* The code with which parameters are refused; the rest in f->err. */
enum err_code fixture_refuses(struct fixture *f, const struct entity *e, const char *params);

#endif
