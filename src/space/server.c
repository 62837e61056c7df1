/* Servers, and the pool of connections to each.
 *
 * A connection is not a workspace's: it is pointed at one for a transaction (db_use), so thousands
 * of workspaces share a few. One that was the same workspace's before is preferred: it has its
 * statements prepared. Readers wait while `max` of them are out; writers are as few as their
 * threads and never wait, so who holds a workspace never waits for who waits for it.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "space/space_private.h"

enum { IDLE_MAX = 64, WAIT_SECONDS = 5, READERS_DEFAULT = 32 };

struct idle {
    struct db *db;
    uint64_t location; /* the last one, hashed */
};

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t given;
    struct idle idle[IDLE_MAX]; /* the one used last is the last */
    size_t n_idle;
    unsigned n_readers, max;
};

/* --- the pool --------------------------------------------------------------------------------- */

static struct pool *pool_new(unsigned max)
{
    struct pool *p = space_alloc(sizeof *p);

    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->given, NULL);
    p->max = max ? max : READERS_DEFAULT;
    return p;
}

static void pool_free(struct pool *p)
{
    if (!p)
        return;
    while (p->n_idle)
        db_close(p->idle[--p->n_idle].db);
    pthread_cond_destroy(&p->given);
    pthread_mutex_destroy(&p->lock);
    free(p);
}

/* False when all are out for too long. With the lock held. */
static bool wait_for_place(struct pool *p)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += WAIT_SECONDS;
    while (p->n_readers >= p->max)
        if (pthread_cond_timedwait(&p->given, &p->lock, &until) == ETIMEDOUT)
            return false;
    return true;
}

/* The last that was used for this location, else the one unused for longest. With the lock held. */
static struct db *idle_take(struct pool *p, uint64_t location)
{
    size_t i = p->n_idle;

    if (!p->n_idle)
        return NULL;
    while (i && p->idle[i - 1].location != location)
        i--;
    i = i ? i - 1 : 0;
    struct db *db = p->idle[i].db;
    memmove(&p->idle[i], &p->idle[i + 1], (--p->n_idle - i) * sizeof p->idle[0]);
    return db;
}

static uint64_t hash_of(const char *location)
{
    return str_hash(str_of(location), 0);
}

static int take(struct pool *p, const char *location, bool writer, struct db **ret_db,
                struct err *err)
{
    pthread_mutex_lock(&p->lock);
    bool granted = writer || wait_for_place(p);
    if (granted) {
        p->n_readers += !writer;
        *ret_db = idle_take(p, hash_of(location));
    }
    pthread_mutex_unlock(&p->lock);
    return granted ? 0
                   : err_set(err, ERR_UNAVAILABLE, NULL,
                             "All connections to the database are in use; try again.");
}

static void give(struct pool *p, const char *location, bool writer, struct db *db)
{
    pthread_mutex_lock(&p->lock);
    if (!writer) {
        p->n_readers--;
        pthread_cond_signal(&p->given);
    }
    if (db && p->n_idle < IDLE_MAX) {
        p->idle[p->n_idle++] = (struct idle){db, hash_of(location)};
        db = NULL;
    }
    pthread_mutex_unlock(&p->lock);
    db_close(db);
}

/* A connection to the server, to no database of it yet. */
static int dial(struct server *v, struct db **ret_db, struct err *err)
{
    struct arena a;

    arena_init(&a);
    int rc = db_open(v->driver, db_place(v->driver, &a, v->where, ""), DB_READ, ret_db, err);
    arena_release(&a);
    return rc;
}

int server_take(struct server *v, const char *location, int flags, bool writer, struct db **ret_db,
                struct err *err)
{
    struct db *db = NULL;

    if (take(v->pool, location, writer, &db, err) != 0)
        return -1;
    if ((!db && dial(v, &db, err) != 0) || db_use(db, location, flags, err) != 0) {
        give(v->pool, location, writer, db);
        return -1;
    }
    *ret_db = db;
    return 0;
}

void server_give(struct server *v, const char *location, bool writer, struct db *db)
{
    db_deadline(db, 0);
    give(v->pool, location, writer, db);
}

/* --- the servers ------------------------------------------------------------------------------ */

static struct server *server_new(struct spaces *s, const char *where)
{
    struct server *v = space_alloc(sizeof *v);

    v->owner = s;
    v->where = strdup(where);
    if (!v->where)
        log_fatal("out of memory (server)");
    v->driver = s->config.driver && !s->servers ? s->config.driver : db_driver_for(where);
    if (db_can_use(v->driver)) {
        v->pool = pool_new(s->config.connections);
        v->hearing = hearing_new(v);
        if (s->listening)
            hearing_start(v->hearing);
    }
    return v;
}

struct server *server_at(struct spaces *s, const char *where)
{
    struct server **at = &s->servers;

    pthread_mutex_lock(&s->servers_lock);
    while (*at && strcmp((*at)->where, where) != 0)
        at = &(*at)->next;
    if (!*at)
        *at = server_new(s, where);
    struct server *v = *at;
    pthread_mutex_unlock(&s->servers_lock);
    return v;
}

/* A place as it is written in the control database. */
static int server_called(struct spaces *s, const char *where, struct server **ret, struct err *err)
{
    if (where && strcmp(where, "files") == 0) {
        if (spaces_take_folder(s, err) != 0)
            return -1;
        where = s->dir;
    }
    *ret = where ? server_at(s, where) : s->servers;
    return 0;
}

int server_of(struct spaces *s, const char *name, struct server **ret_server, int64_t *ret_stamp,
              struct err *err)
{
    const char *where = NULL;
    struct arena a;
    int rc = 0;

    *ret_stamp = 0;
    *ret_server = s->servers;
    if (!s->placing.where || strcmp(name, "control") == 0)
        return 0;
    arena_init(&a);
    rc = s->placing.where(s->placing.ctx, &a, name, &where, ret_stamp, err);
    if (rc == 0)
        rc = server_called(s, where, ret_server, err);
    arena_release(&a);
    return rc;
}

void servers_listen(struct spaces *s)
{
    pthread_mutex_lock(&s->servers_lock);
    s->listening = true;
    for (struct server *v = s->servers; v; v = v->next)
        hearing_start(v->hearing);
    pthread_mutex_unlock(&s->servers_lock);
}

void servers_stop(struct spaces *s)
{
    for (struct server *v = s->servers; v; v = v->next) {
        hearing_stop(v->hearing);
        v->hearing = NULL;
    }
}

void servers_free(struct spaces *s)
{
    servers_stop(s);
    while (s->servers) {
        struct server *v = s->servers;

        s->servers = v->next;
        pool_free(v->pool);
        free(v->where);
        free(v);
    }
}
