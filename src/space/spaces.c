/* The registry: which spaces there are and which of them are open.
 *
 * A space is opened by the first who asks and closed when it has been idle, or when another needs
 * its place. Opening and closing touch the disk, so they happen outside the lock, with the space's
 * state telling everybody else to wait. A space that closes stays in the table until its files are
 * at rest, so that it is never open twice.
 *
 * One process has a folder of databases at a time (flock on DIR/lock): two id clocks would give the
 * same ids. On a server the clock's row is held instead, and no folder is taken.
 */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/log.h"
#include "space/space_private.h"

/* So that every path made here fits PATH_MAX. */
enum { DIR_MAX = PATH_MAX - SPACE_NAME_MAX - 16 };

static int64_t mono_ms(void)
{
    return clock_mono_us() / 1000;
}

/* --- the table of spaces, under the lock ------------------------------------------------------ */

static struct space **slot(struct spaces *s, const char *name)
{
    size_t bucket = str_hash(str_of(name), 0) & (s->n_buckets - 1);
    struct space **at = &s->buckets[bucket];

    while (*at && strcmp((*at)->name, name) != 0)
        at = &(*at)->next_in_bucket;
    return at;
}

/* Waits until the space is open or absent (NULL). */
static struct space *find_settled(struct spaces *s, const char *name)
{
    struct space *sp;

    while ((sp = *slot(s, name)) && sp->state != SPACE_OPEN)
        pthread_cond_wait(&s->changed, &s->lock);
    return sp;
}

/* The new one takes the entry's place in the table. */
static struct space *insert(struct spaces *s, struct space *sp, enum space_state state)
{
    sp->state = state;
    *slot(s, sp->name) = sp;
    if (state != SPACE_CLOSING)
        s->n_open++;
    return sp;
}

static void begin_closing(struct space *sp)
{
    sp->state = SPACE_CLOSING;
    sp->owner->n_open--;
}

static void drop(struct spaces *s, struct space *sp)
{
    *slot(s, sp->name) = sp->next_in_bucket;
    pthread_cond_broadcast(&s->changed);
}

static bool is_idle(struct space *sp)
{
    return sp->state == SPACE_OPEN && atomic_load(&sp->holds) == 0;
}

static struct space *longest_idle(struct spaces *s)
{
    struct space *oldest = NULL;

    for (size_t i = 0; i < s->n_buckets; i++)
        for (struct space *sp = s->buckets[i]; sp; sp = sp->next_in_bucket)
            if (is_idle(sp) && (!oldest || sp->used_ms < oldest->used_ms))
                oldest = sp;
    return oldest;
}

/* Marks those that must make room; the caller closes them outside the lock. */
static struct space *choose_victims(struct spaces *s)
{
    struct space *victims = NULL, *sp;

    while (s->n_open > s->config.open_max && (sp = longest_idle(s))) {
        begin_closing(sp);
        sp->next_victim = victims;
        victims = sp;
    }
    return victims;
}

static struct space *choose_unused_since(struct spaces *s, int64_t then_ms)
{
    struct space *victims = NULL;

    for (size_t i = 0; i < s->n_buckets; i++) {
        for (struct space *sp = s->buckets[i]; sp; sp = sp->next_in_bucket) {
            if (!is_idle(sp) || sp->used_ms > then_ms)
                continue;
            begin_closing(sp);
            sp->next_victim = victims;
            victims = sp;
        }
    }
    return victims;
}

/* --- outside the lock ------------------------------------------------------------------------- */

static void remove_entry(struct spaces *s, struct space *sp)
{
    pthread_mutex_lock(&s->lock);
    drop(s, sp);
    pthread_mutex_unlock(&s->lock);
    space_free(sp);
}

static void close_all(struct spaces *s, struct space *victims)
{
    while (victims) {
        struct space *sp = victims;

        victims = sp->next_victim;
        space_close(sp);
        remove_entry(s, sp);
    }
}

static bool name_valid(const char *name)
{
    size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_");

    return n > 0 && n < SPACE_NAME_MAX && name[n] == '\0';
}

static int no_such_space(struct err *err)
{
    return err_set(err, ERR_NOT_FOUND, NULL, "There is no such workspace.");
}

/* A database made by an opening that failed goes again: nobody was told that it is there. On a
 * server another process may have come to use it. */
static int open_files(struct space *sp, bool create, struct err *err)
{
    const struct db_driver *d = sp->server->driver;
    struct err ignored = {0};
    bool existed = true;

    if (!d->shared && db_exists(d, sp->location, &existed, err) != 0)
        return -1;
    if (!existed && !create)
        return no_such_space(err);
    if (space_open(sp, create, err) == 0)
        return 0;
    if (!existed)
        db_remove(d, sp->location, &ignored);
    return -1;
}

static void settle_open(struct spaces *s, struct space *sp)
{
    pthread_mutex_lock(&s->lock);
    sp->state = SPACE_OPEN;
    pthread_cond_broadcast(&s->changed);
    pthread_mutex_unlock(&s->lock);
}

static int open_inserted(struct spaces *s, struct space *sp, bool create, struct err *err)
{
    if (open_files(sp, create, err) == 0) {
        settle_open(s, sp);
        return 0;
    }
    s->n_open--;
    remove_entry(s, sp);
    return -1;
}

/* Like find_settled, but what is open elsewhere than at `v` is left to those who hold it; when
 * nobody does, *ret_left is for the caller to close. With the lock held. */
static struct space *find_at(struct spaces *s, const char *name, const struct server *v,
                             int64_t stamp, struct space **ret_left)
{
    struct space *sp = find_settled(s, name);

    if (!sp || sp->server == v || stamp <= sp->placed)
        return sp;
    drop(s, sp);
    s->n_open--;
    if (atomic_fetch_or(&sp->holds, HOLDS_LEFT) == 0)
        *ret_left = sp;
    return NULL;
}

static void close_left(struct space *sp)
{
    if (!sp)
        return;
    space_close(sp);
    space_free(sp);
}

/* The usual case: it is open. */
static bool take_open(struct spaces *s, const char *name, const struct server *v, int64_t stamp,
                      struct space **ret_space)
{
    struct space *left = NULL;

    pthread_mutex_lock(&s->lock);
    struct space *sp = find_at(s, name, v, stamp, &left);
    if (sp)
        sp->holds++;
    pthread_mutex_unlock(&s->lock);
    close_left(left);
    *ret_space = sp;
    return sp != NULL;
}

int space_get(struct spaces *s, const char *name, bool create, struct space **ret_space,
              struct err *err)
{
    struct space *victims = NULL, *left = NULL, *fresh = NULL;
    struct server *server;
    int64_t stamp;

    if (!name_valid(name))
        return no_such_space(err);
    if (server_of(s, name, &server, &stamp, err) != 0)
        return -1;
    if (take_open(s, name, server, stamp, ret_space))
        return 0;

    fresh = space_new(server, name);
    fresh->placed = stamp;
    pthread_mutex_lock(&s->lock);
    struct space *sp = find_at(s, name, server, stamp, &left);
    bool found = sp != NULL;
    if (!found) {
        sp = insert(s, fresh, SPACE_OPENING);
        victims = choose_victims(s);
    }
    sp->holds++;
    pthread_mutex_unlock(&s->lock);
    if (found)
        space_free(fresh);

    close_left(left);
    close_all(s, victims);
    if (!found && open_inserted(s, sp, create, err) != 0)
        return -1;
    *ret_space = sp;
    return 0;
}

/* Over the bound all were held; the first to come free makes room. */
static void make_room(struct spaces *s)
{
    pthread_mutex_lock(&s->lock);
    struct space *victims = choose_victims(s);
    pthread_mutex_unlock(&s->lock);

    close_all(s, victims);
}

void space_put(struct space *sp)
{
    if (!sp)
        return;

    struct spaces *s = sp->owner;
    atomic_store(&sp->used_ms, mono_ms());
    /* From here on another thread may close and free it, unless it was left: then nobody else has
     * it. */
    unsigned before = atomic_fetch_sub(&sp->holds, 1);
    if (before == (HOLDS_LEFT | 1))
        close_left(sp);
    else if (before == 1 && s->n_open > s->config.open_max)
        make_room(s);
}

void spaces_sweep(struct spaces *s)
{
    pthread_mutex_lock(&s->lock);
    struct space *victims = choose_unused_since(s, mono_ms() - s->config.idle_ms);
    pthread_mutex_unlock(&s->lock);

    close_all(s, victims);
}

/* Takes the name out of use: closing the space, or keeping its place while it is not open. NULL
 * when somebody holds it. */
static struct space *claim_for_deletion(struct spaces *s, struct space *fresh)
{
    pthread_mutex_lock(&s->lock);
    struct space *left = NULL, *sp = find_at(s, fresh->name, fresh->server, fresh->placed, &left);
    if (!sp)
        sp = insert(s, fresh, SPACE_CLOSING);
    else if (is_idle(sp))
        begin_closing(sp);
    else
        sp = NULL;
    pthread_mutex_unlock(&s->lock);
    close_left(left);
    return sp;
}

int space_delete(struct spaces *s, const char *name, struct err *err)
{
    struct server *server;
    struct err gone = {0};
    int64_t stamp;

    if (!name_valid(name))
        return no_such_space(err);
    if (server_of(s, name, &server, &stamp, err) != 0)
        return -1;

    struct space *fresh = space_new(server, name);
    fresh->placed = stamp;
    struct space *sp = claim_for_deletion(s, fresh);
    if (sp != fresh)
        space_free(fresh);
    if (!sp)
        return err_set(err, ERR_CONFLICT, NULL, "The workspace is in use just now.");

    space_close(sp);
    int rc = db_remove(sp->server->driver, sp->location, &gone);
    remove_entry(s, sp);
    if (rc != 0 && gone.code != ERR_NOT_FOUND)
        *err = gone;
    return rc == 0 ? 0 : gone.code == ERR_NOT_FOUND ? no_such_space(err) : -1;
}

bool space_exists(struct spaces *s, const char *name)
{
    struct err ignored = {0};
    struct server *server;
    struct arena a;
    bool exists = false;
    int64_t stamp;

    if (!name_valid(name) || server_of(s, name, &server, &stamp, &ignored) != 0)
        return false;
    arena_init(&a);
    db_exists(server->driver, db_place(server->driver, &a, server->where, name), &exists, &ignored);
    arena_release(&a);
    return exists;
}

/* --- all there are ---------------------------------------------------------------------------- */

struct listing {
    struct arena *a;
    struct space_file *files;
    size_t n, room;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct space_file *)a)->name, ((const struct space_file *)b)->name);
}

static void list_one(void *ctx, const char *name, int64_t changed_at)
{
    struct listing *l = ctx;

    if (!name_valid(name))
        return;
    if (l->n == l->room) {
        l->room = l->room ? 2 * l->room : 64;
        l->files = arena_grow(l->a, l->files, l->n * sizeof *l->files, l->room * sizeof *l->files);
    }
    l->files[l->n++] =
        (struct space_file){.name = arena_strdup(l->a, name), .changed_at = changed_at};
}

/* A server does not say when a schema was written to; its clock does. One that is just being made
 * has none yet and has nothing to say. */
static void ask_clock(struct server *v, struct db *db, struct arena *a, struct space_file *f)
{
    struct err ignored = {0};
    int64_t times[2] = {0};
    struct db_first first = {.sql = "SELECT last_id, version FROM clock WHERE one = 1",
                             .values = times,
                             .n = ARRAY_LEN(times)};

    if (db_use(db, db_place(v->driver, a, v->where, f->name), DB_READ, &ignored) != 0 ||
        db_begin(db, false, &first, &ignored) != 0)
        return;
    db_rollback(db);
    f->changed_at = times[0] > times[1] ? times[0] : times[1];
}

static int ask_clocks(struct server *v, struct listing *l, struct err *err)
{
    struct db *db;

    if (!v->driver->shared)
        return 0;
    if (db_open(v->driver, db_place(v->driver, l->a, v->where, ""), DB_READ, &db, err) != 0)
        return -1;
    for (size_t i = 0; i < l->n; i++)
        ask_clock(v, db, l->a, &l->files[i]);
    db_close(db);
    return 0;
}

/* The connection that was used last, since most of a list is on few servers. */
struct asked {
    struct server *server;
    struct db *db;
};

/* Of a file it is not known without opening it. */
static void ask_elsewhere(struct spaces *s, struct arena *a, struct asked *last,
                          struct space_file *f)
{
    struct err ignored = {0};
    struct server *v;
    int64_t stamp;

    f->elsewhere = true;
    f->changed_at = INT64_MAX;
    if (server_of(s, f->name, &v, &stamp, &ignored) != 0 || !v->driver->shared)
        return;
    if (v != last->server) {
        db_close(last->db);
        *last = (struct asked){.server = v};
        if (db_open(v->driver, db_place(v->driver, a, v->where, ""), DB_READ, &last->db, &ignored))
            last->db = NULL;
    }
    if (last->db)
        ask_clock(v, last->db, a, f);
}

/* What is placed elsewhere may have left something in the usual place, which is no news. */
static int list_elsewhere(struct spaces *s, struct listing *l, struct err *err)
{
    struct asked last = {0};
    const char *const *names;
    size_t n, found = l->n;

    if (!s->placing.elsewhere)
        return 0;
    if (s->placing.elsewhere(s->placing.ctx, l->a, &names, &n, err) != 0)
        return -1;
    for (size_t i = 0; i < n; i++) {
        size_t at = 0;

        while (at < found && strcmp(l->files[at].name, names[i]) != 0)
            at++;
        if (at == found) {
            list_one(l, names[i], INT64_MAX);
            at = l->n - 1;
        }
        ask_elsewhere(s, l->a, &last, &l->files[at]);
    }
    db_close(last.db);
    return 0;
}

int spaces_files(struct spaces *s, struct arena *a, struct space_file **ret_files, size_t *ret_n,
                 struct err *err)
{
    struct listing l = {.a = a};
    struct db_each each = {list_one, &l};
    struct server *v = s->servers;

    if (db_places(v->driver, v->where, &each, err) != 0 || ask_clocks(v, &l, err) != 0 ||
        list_elsewhere(s, &l, err) != 0)
        return -1;
    if (l.n)
        qsort(l.files, l.n, sizeof *l.files, by_name);
    *ret_files = l.files;
    *ret_n = l.n;
    return 0;
}

static bool swap_listener(struct spaces *s, const struct space_listener *from,
                          const struct space_listener *to)
{
    for (size_t i = 0; i < SPACE_LISTENERS; i++) {
        const struct space_listener *expected = from;

        if (atomic_compare_exchange_strong(&s->listeners[i], &expected, to))
            return true;
    }
    return false;
}

void spaces_listen(struct spaces *s, const struct space_listener *listener)
{
    bool added = swap_listener(s, NULL, listener);

    assert(added && "more listeners than there is room for");
    (void)added;
    servers_listen(s);
}

void spaces_unlisten(struct spaces *s, const struct space_listener *listener)
{
    swap_listener(s, listener, NULL);
}

void spaces_tell(struct spaces *s, const char *name, bool wrote, struct space_wake wake)
{
    if (!wrote && !wake.at && !wake.exact)
        return;
    for (size_t i = 0; i < SPACE_LISTENERS; i++) {
        const struct space_listener *l = atomic_load(&s->listeners[i]);

        if (l)
            l->committed(l->ctx, name, wrote, wake);
    }
}

struct space *spaces_peek(struct spaces *s, const char *name)
{
    pthread_mutex_lock(&s->lock);
    struct space *sp = *slot(s, name);
    if (sp && sp->state == SPACE_OPEN)
        sp->holds++;
    else
        sp = NULL;
    pthread_mutex_unlock(&s->lock);
    return sp;
}

size_t spaces_n_open(struct spaces *s)
{
    return s->n_open;
}

/* --- the whole -------------------------------------------------------------------------------- */

static int make_folder(struct spaces *s, struct err *err)
{
    if (strlen(s->dir) > DIR_MAX)
        return err_set(err, ERR_UNAVAILABLE, "data", "The folder's name is too long.");
    if (mkdir(s->dir, 0700) != 0 && errno != EEXIST)
        return err_set(err, ERR_UNAVAILABLE, "data", "The folder %s cannot be made: %s.", s->dir,
                       strerror(errno));
    return 0;
}

static int lock_folder(struct spaces *s, struct err *err)
{
    char path[PATH_MAX];

    snprintf(path, sizeof path, "%s/lock", s->dir);
    s->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (s->lock_fd < 0)
        return err_set(err, ERR_UNAVAILABLE, "data", "The folder %s cannot be used: %s.", s->dir,
                       strerror(errno));
    if (flock(s->lock_fd, LOCK_EX | LOCK_NB) != 0)
        return err_set(err, ERR_UNAVAILABLE, "data",
                       "The folder %s is in use by another Kith; a folder serves one at a time.",
                       s->dir);
    return 0;
}

static size_t readers_max(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t wanted = cores > 1 ? 2 * (size_t)cores : 2;

    return wanted < SPACE_READERS_MAX ? wanted : SPACE_READERS_MAX;
}

static size_t buckets_for(unsigned open_max)
{
    size_t n = 64;

    while (n < 2 * (size_t)open_max)
        n *= 2;
    return n;
}

/* Every connection has the database and its log open, and many systems allow 1,024 files unless
 * asked for more. Where they do not give it, opening fails when it comes to that. */
static void raise_file_limit(const struct spaces *s)
{
    rlim_t wanted = 2 * (1 + s->readers_max) * (rlim_t)s->config.open_max + 1024;
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
        return;
    limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
    setrlimit(RLIMIT_NOFILE, &limit);
}

static struct spaces *spaces_new(const struct spaces_config *config)
{
    struct spaces *s = space_alloc(sizeof *s);

    s->config = *config;
    s->dir = strdup(config->dir);
    if (!s->dir)
        log_fatal("out of memory (folder)");
    s->config.dir = s->config.where = s->dir;
    s->lock_fd = -1;
    s->readers_max = readers_max();
    s->n_buckets = buckets_for(config->open_max);
    s->buckets = space_alloc(s->n_buckets * sizeof(struct space *));
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->changed, NULL);
    pthread_mutex_init(&s->servers_lock, NULL);
    return s;
}

/* Writers wait for the disk, or for a server, which serves many at once. */
enum { WRITERS_FILES = 2, WRITERS_SHARED = 8 };

static void spaces_free(struct spaces *s)
{
    servers_free(s);
    if (s->lock_fd >= 0)
        close(s->lock_fd);
    pthread_cond_destroy(&s->changed);
    pthread_mutex_destroy(&s->lock);
    pthread_mutex_destroy(&s->servers_lock);
    free(s->buckets);
    free(s->dir);
    free(s);
}

int spaces_take_folder(struct spaces *s, struct err *err)
{
    pthread_mutex_lock(&s->servers_lock);
    int rc = s->lock_fd >= 0 ? 0 : lock_folder(s, err);
    if (rc != 0 && s->lock_fd >= 0) {
        close(s->lock_fd);
        s->lock_fd = -1;
    }
    pthread_mutex_unlock(&s->servers_lock);
    return rc;
}

void spaces_leave_folder(struct spaces *s)
{
    if (!spaces_shared(s))
        return;
    pthread_mutex_lock(&s->servers_lock);
    if (s->lock_fd >= 0)
        close(s->lock_fd);
    s->lock_fd = -1;
    pthread_mutex_unlock(&s->servers_lock);
}

const char *spaces_folder(const struct spaces *s)
{
    return s->dir;
}

const char *spaces_usual(const struct spaces *s)
{
    return s->servers->driver->shared ? s->servers->where : NULL;
}

int spaces_prepare(struct spaces *s, struct db *db, struct err *err)
{
    return s->config.prepare ? s->config.prepare(db, false, NULL, err) : 0;
}

bool spaces_shared(const struct spaces *s)
{
    return s->servers->driver->shared;
}

void spaces_place_by(struct spaces *s, const struct space_placing *placing)
{
    s->placing = *placing;
}

int spaces_open(const struct spaces_config *config, struct spaces **ret_spaces, struct err *err)
{
    struct spaces *s = spaces_new(config);

    if (make_folder(s, err) != 0) {
        spaces_free(s);
        return -1;
    }
    bool shared = server_at(s, config->where ? config->where : s->dir)->driver->shared;
    unsigned n = config->writers ? config->writers : shared ? WRITERS_SHARED : WRITERS_FILES;
    if (!shared)
        raise_file_limit(s);
    if ((!shared && lock_folder(s, err) != 0) || writers_start(&s->writers, n, err) != 0) {
        spaces_free(s);
        return -1;
    }
    *ret_spaces = s;
    return 0;
}

void spaces_close(struct spaces *s)
{
    if (!s)
        return;
    writers_stop(&s->writers);
    servers_stop(s);
    for (size_t i = 0; i < s->n_buckets; i++) {
        while (s->buckets[i]) {
            struct space *sp = s->buckets[i];

            s->buckets[i] = sp->next_in_bucket;
            space_close(sp);
            space_free(sp);
        }
    }
    spaces_free(s);
}
