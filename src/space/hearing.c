/* What processes that share a server tell each other of their commits.
 *
 * A message is "SENDER SPACE VERSION WAKE WROTE", sent after the commit: told within it, it would
 * make all commits of the server wait for one another. So it may be lost with its sender, and it
 * says nothing that must be known: who needs the truth asks the database (space_look,
 * space_refresh). It is there for those who wait: live events and the job queue.
 */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "base/rand.h"
#include "space/space_private.h"

enum { LISTEN_MS = 500, AGAIN_MS = 1000, MESSAGE_MAX = 192 };

static const char channel[] = "kith";

struct hearing {
    struct server *server;
    uint64_t self; /* unlike every other process's */
    pthread_t thread;
    bool started;
    atomic_bool stopping;
};

/* --- telling ---------------------------------------------------------------------------------- */

void hearing_tell(struct space *sp, struct db *db, const struct space_news *news)
{
    const struct hearing *h = sp->server->hearing;
    char text[MESSAGE_MAX];

    if (!h)
        return;
    snprintf(text, sizeof text, "%" PRIx64 " %s %" PRId64 " %" PRId64 " %d", h->self, sp->name,
             news->version, news->wake_at, news->wrote);
    db_tell(db, channel, text);
}

/* --- hearing ---------------------------------------------------------------------------------- */

static void heard(void *ctx, struct str text)
{
    struct hearing *h = ctx;
    char line[MESSAGE_MAX], name[SPACE_NAME_MAX];
    struct space_news news;
    uint64_t sender;
    int wrote;

    if (text.n >= sizeof line)
        return;
    memcpy(line, text.p, text.n);
    line[text.n] = '\0';
    if (sscanf(line, "%" SCNx64 " %63[a-z0-9_] %" SCNd64 " %" SCNd64 " %d", &sender, name,
               &news.version, &news.wake_at, &wrote) != 5 ||
        sender == h->self)
        return;
    news.wrote = wrote != 0;
    spaces_heard(h->server->owner, name, &news);
}

static void pause_ms(const struct hearing *h, int ms)
{
    for (int left = ms; left > 0 && !atomic_load(&h->stopping); left -= 100)
        nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
}

/* Until the connection is lost or the process ends. */
static void listen_on(struct hearing *h, struct db *db, struct err *err)
{
    if (db_hear(db, channel, 0, heard, h, err) != 0)
        return;
    spaces_missed(h->server);
    while (!atomic_load(&h->stopping) && db_hear(db, channel, LISTEN_MS, heard, h, err) == 0)
        ;
}

static void *hearing_main(void *arg)
{
    struct hearing *h = arg;
    const struct server *v = h->server;
    struct arena a;

    arena_init(&a);
    const char *location = db_place(v->driver, &a, v->where, "");
    while (!atomic_load(&h->stopping)) {
        struct err err = {0};
        struct db *db;

        if (db_open(v->driver, location, DB_READ, &db, &err) == 0) {
            listen_on(h, db, &err);
            db_close(db);
        }
        if (!atomic_load(&h->stopping)) {
            log_warn("database: other processes are not heard: %s %s", err_message(&err),
                     err.detail);
            pause_ms(h, AGAIN_MS);
        }
    }
    arena_release(&a);
    return NULL;
}

struct hearing *hearing_new(struct server *v)
{
    struct hearing *h = space_alloc(sizeof *h);

    h->server = v;
    rand_secret((unsigned char *)&h->self, sizeof h->self);
    return h;
}

void hearing_start(struct hearing *h)
{
    sigset_t all, before;

    if (!h || h->started)
        return;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    h->started = pthread_create(&h->thread, NULL, hearing_main, h) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!h->started)
        log_error("database: no thread to hear other processes");
}

void hearing_stop(struct hearing *h)
{
    if (!h)
        return;
    atomic_store(&h->stopping, true);
    if (h->started)
        pthread_join(h->thread, NULL);
    free(h);
}
