/* What the files of this room share: a space's inside, the registry's, the writers'.
 *
 * Locks, never taken one inside another: spaces.lock (which spaces there are, their state),
 * writers.lock (queues, the ready list), space.readers_lock (the pool of one space), server.lock
 * (the pool of one server).
 */
#ifndef KITH_SPACE_PRIVATE_H
#define KITH_SPACE_PRIVATE_H

#include <pthread.h>
#include <stdatomic.h>

#include "base/map.h"
#include "space/space.h"

enum { SPACE_NAME_MAX = 64, SPACE_READERS_MAX = 64, WRITERS_MAX = 64 };

/* In `holds`: the workspace is elsewhere by now, and this is not in the registry any more. Who puts
 * it last closes it. */
#define HOLDS_LEFT 0x80000000u

/* See space_tx_add(). */
struct sums {
    struct arena arena;
    struct map waiting;   /* of the tasks that went well: key -> struct sum_row */
    struct sum_row *task; /* of the one that runs */
    size_t n_task, task_room;
    bool settled; /* the one that runs has had written what waits */
};

enum space_state { SPACE_OPENING, SPACE_OPEN, SPACE_CLOSING };

struct space_clock {
    int64_t last_id, last_seq, version;
    int64_t counted; /* last_seq, where what wrote last keeps what this program does */
};

/* Where databases are. On a server that several processes share, all spaces draw from one pool of
 * connections; where they are files, each space has its own. */
struct server {
    struct server *next;
    struct spaces *owner;
    const struct db_driver *driver;
    char *where;
    struct pool *pool; /* NULL: files */
    struct hearing *hearing;
    unsigned round; /* of spaces_missed() */
};

/* What one process tells the others of a commit. */
struct space_news {
    int64_t version;
    int64_t wake_at; /* 0: none */
    bool wrote;
};

struct space {
    struct spaces *owner;
    struct server *server;
    char name[SPACE_NAME_MAX];
    char *location;

    /* The registry's, under spaces.lock. `holds` rises from 0 only under the lock, so 0 seen there
     * is certain; it falls anywhere. */
    enum space_state state;
    struct space *next_in_bucket;
    struct space *next_victim;
    unsigned round; /* of spaces_missed(), the last that came by */
    int64_t placed; /* the stamp of the answer that it is there */
    atomic_uint holds;
    _Atomic int64_t used_ms; /* monotonic */

    /* The writers', under writers.lock. */
    struct space_task *queue, *queue_last;
    struct space *next_ready;
    bool scheduled; /* on the ready list or with a writer; either holds the space */

    struct db *db;           /* of the one writer that has the space */
    _Atomic int64_t version; /* the highest that was seen committed */

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

    struct server *servers; /* only ever added to; the first is the usual one */
    pthread_mutex_t servers_lock;
    bool listening; /* servers are heard */
    struct space_placing placing;

    struct writers writers;
    _Atomic(const struct space_listener *) listeners[SPACE_LISTENERS];
};

/* Zeroed memory; aborts when there is none. */
void *space_alloc(size_t n);

/* space.c: one space, without the registry. */
struct space *space_new(struct server *server, const char *name);
int space_open(struct space *sp, bool create, struct err *err);
/* The writer's connection, where the space has not got one of its own. */
int space_writer_take(struct space *sp, struct err *err);
void space_writer_give(struct space *sp);
/* Begins the writer's transaction and reads the clock in it. */
int space_writer_begin(struct space *sp, struct space_clock *ret_clock, struct err *err);
/* A commit with that version was seen. */
void space_saw_version(struct space *sp, int64_t version);
/* Checkpoints and closes the connections; the space may be opened again or freed. */
void space_close(struct space *sp);
void space_free(struct space *sp);
int space_clock_ensure(struct db *db, struct err *err);
int space_clock_save(struct db *db, const struct space_clock *clock, struct err *err);

/* server.c: where spaces are, and the connections to it. */
/* Finds or makes it; NULL with err when it cannot be heard. */
struct server *server_at(struct spaces *s, const char *where);
/* Of the space called name; the stamp is that of space_placing. */
int server_of(struct spaces *s, const char *name, struct server **ret_server, int64_t *ret_stamp,
              struct err *err);
/* Nothing is heard any more. */
void servers_stop(struct spaces *s);
/* From now on other processes are heard. */
void servers_listen(struct spaces *s);
void servers_free(struct spaces *s);
/* A connection for a while, pointed at the location. Writers need not wait: there are few of them.
 * ERR_UNAVAILABLE when none comes free. */
int server_take(struct server *v, const char *location, int flags, bool writer, struct db **ret_db,
                struct err *err);
void server_give(struct server *v, const char *location, bool writer, struct db *db);

/* hearing.c: what other processes tell of their commits. */
struct hearing *hearing_new(struct server *v);
void hearing_start(struct hearing *h); /* NULL allowed; again does nothing */
void hearing_stop(struct hearing *h);  /* NULL allowed */
/* After a commit, on the connection that made it. */
void hearing_tell(struct space *sp, struct db *db, const struct space_news *news);
/* others.c: what was heard. */
void spaces_heard(struct spaces *s, const char *name, const struct space_news *news);
/* Something may have been missed of what is on this server. */
void spaces_missed(struct server *v);

/* spaces.c */
/* The space if it is open just now, held; NULL otherwise. Never waits. */
struct space *spaces_peek(struct spaces *s, const char *name);
/* Tells the listeners, where there is something to tell. */
void spaces_tell(struct spaces *s, const char *name, bool wrote, struct space_wake wake);

/* sums.c */
void sums_init(struct sums *s);
void sums_release(struct sums *s);
/* When it failed it has been rolled back, or will be. */
void sums_task_ended(struct sums *s, bool failed);
/* At the end of the transaction. */
int sums_write(struct sums *s, struct db *db, struct err *err);

/* writer.c */
int writers_start(struct writers *w, unsigned n, struct err *err);
/* Returns when all queues are empty and every done() has been called. */
void writers_stop(struct writers *w);

#endif
