/* A few threads for work that burns CPU or blocks: password hashing, registration. */
#ifndef KITH_API_POOL_H
#define KITH_API_POOL_H

#include "base/err.h"

struct pool;

struct pool_task {
    void (*run)(struct pool_task *t);
    struct pool_task *next;
};

int pool_open(unsigned threads, struct pool **ret_pool, struct err *err);
/* Runs what is queued, then ends the threads. */
void pool_close(struct pool *p);
/* How many wait for a thread. */
size_t pool_waiting(struct pool *p);
void pool_submit(struct pool *p, struct pool_task *t);

#endif
