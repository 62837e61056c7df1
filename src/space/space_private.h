/* What the files of this room share: a space's inside, the registry's, the writers'.
 *
 * Three locks, never taken one inside another: spaces.lock (which spaces there are, their state),
 * writers.lock (queues, the ready list), space.readers_lock (the pool of one space).
 */
#ifndef KITH_SPACE_PRIVATE_H
#define KITH_SPACE_PRIVATE_H

#include <pthread.h>
#include <stdatomic.h>

#include "space/space.h"

enum { SPACE_NAME_MAX = 64, SPACE_READERS_MAX = 64, WRITERS_MAX = 64 };

enum space_state { SPACE_OPENING, SPACE_OPEN, SPACE_CLOSING };

struct space_clock {
    int64_t last_id, last_seq, version;
};

struct space {
    struct spaces *owner;
    char name[SPACE_NAME_MAX];
    char *path;

    /* The registry's, under spaces.lock. `holds` rises from 0 only under the lock, so 0 seen there
     * is certain; it falls anywhere. */
    enum space_state state;
    struct space *next_in_bucket;
    struct space *next_victim;
    atomic_uint holds;
    _Atomic int64_t used_ms; /* monotonic */

    /* The writers', under writers.lock. */
    struct space_task *queue, *queue_last;
    struct space *next_ready;
    bool scheduled; /* on the ready list or with a writer; either holds the space */

    /* Of the one writer that has the space. */
    struct db *db;
    struct space_clock clock; /* as committed */
    _Atomic int64_t version;  /* the same, for everybody */

    pthread_mutex_t readers_lock;
    struct db *readers[SPACE_READERS_MAX]; /* idle ones */
    size_t n_readers;
};

struct writers {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct space *ready, *ready_last;
    bool stopping;
    unsigned n;
    pthread_t threads[WRITERS_MAX];
};

struct spaces {
    struct spaces_config config;
    char *dir;
    int lock_fd;
    size_t readers_max; /* kept per space */

    pthread_mutex_t lock;
    pthread_cond_t changed; /* some space became open or went */
    struct space **buckets;
    size_t n_buckets;     /* a power of two */
    atomic_size_t n_open; /* opening or open, not closing */

    struct writers writers;
    _Atomic(const struct space_listener *) listeners[SPACE_LISTENERS];
};

/* Zeroed memory; aborts when there is none. */
void *space_alloc(size_t n);

/* space.c: one space, without the registry. */
struct space *space_new(struct spaces *owner, const char *name);
int space_open(struct space *sp, bool create, struct err *err);
/* Checkpoints and closes the connections; the space may be opened again or freed. */
void space_close(struct space *sp);
void space_free(struct space *sp);
int space_clock_save(struct db *db, const struct space_clock *clock, struct err *err);

/* writer.c */
int writers_start(struct writers *w, unsigned n, struct err *err);
/* Returns when all queues are empty and every done() has been called. */
void writers_stop(struct writers *w);

#endif
