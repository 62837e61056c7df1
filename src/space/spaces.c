/* The registry: which spaces there are in the folder and which of them are open.
 *
 * A space is opened by the first who asks and closed when it has been idle, or when another needs
 * its place. Opening and closing touch the disk, so they happen outside the lock, with the space's
 * state telling everybody else to wait. A space that closes stays in the table until its files are
 * at rest, so that it is never open twice.
 *
 * One process has a folder at a time (flock on DIR/lock): two id clocks would give the same ids.
 */
#include <assert.h>
#include <dirent.h>
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

static const char *const file_suffixes[] = {"-wal", "-shm", ""};

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

static struct space *insert(struct spaces *s, const char *name, enum space_state state)
{
    struct space *sp = space_new(s, name);

    sp->state = state;
    *slot(s, name) = sp;
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

static void unlink_files(const char *path)
{
    char name[PATH_MAX];

    for (size_t i = 0; i < ARRAY_LEN(file_suffixes); i++) {
        snprintf(name, sizeof name, "%s%s", path, file_suffixes[i]);
        unlink(name);
    }
}

static bool file_exists(const char *path)
{
    return access(path, F_OK) == 0;
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

/* A file made by an opening that failed goes again: nobody was told that it is there. */
static int open_files(struct space *sp, bool create, struct err *err)
{
    bool existed = file_exists(sp->path);

    if (!existed && !create)
        return no_such_space(err);
    if (space_open(sp, create, err) == 0)
        return 0;
    if (!existed)
        unlink_files(sp->path);
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

int space_get(struct spaces *s, const char *name, bool create, struct space **ret_space,
              struct err *err)
{
    struct space *victims = NULL;

    if (!name_valid(name))
        return no_such_space(err);

    pthread_mutex_lock(&s->lock);
    struct space *sp = find_settled(s, name);
    bool found = sp != NULL;
    if (!found) {
        sp = insert(s, name, SPACE_OPENING);
        victims = choose_victims(s);
    }
    sp->holds++;
    pthread_mutex_unlock(&s->lock);

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
    /* From here on another thread may close and free it. */
    if (atomic_fetch_sub(&sp->holds, 1) == 1 && s->n_open > s->config.open_max)
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
static struct space *claim_for_deletion(struct spaces *s, const char *name)
{
    pthread_mutex_lock(&s->lock);
    struct space *sp = find_settled(s, name);
    if (!sp)
        sp = insert(s, name, SPACE_CLOSING);
    else if (is_idle(sp))
        begin_closing(sp);
    else
        sp = NULL;
    pthread_mutex_unlock(&s->lock);
    return sp;
}

int space_delete(struct spaces *s, const char *name, struct err *err)
{
    if (!name_valid(name))
        return no_such_space(err);

    struct space *sp = claim_for_deletion(s, name);
    if (!sp)
        return err_set(err, ERR_CONFLICT, NULL, "The workspace is in use just now.");

    space_close(sp);
    bool existed = file_exists(sp->path);
    unlink_files(sp->path);
    remove_entry(s, sp);
    return existed ? 0 : no_such_space(err);
}

bool space_exists(struct spaces *s, const char *name)
{
    char path[PATH_MAX];

    if (!name_valid(name))
        return false;
    snprintf(path, sizeof path, "%s/%s.db", s->dir, name);
    return file_exists(path);
}

/* --- what is in the folder -------------------------------------------------------------------- */

static int64_t changed_at(const char *path)
{
    struct stat st;

    if (stat(path, &st) != 0)
        return 0;
    return (int64_t)st.st_mtim.tv_sec * 1000 + st.st_mtim.tv_nsec / 1000000;
}

/* The name of the space whose database this is; NULL for any other file. */
static const char *space_of_file(struct arena *a, const char *file)
{
    struct str s = str_of(file);
    const char *name = str_ends(s, ".db") ? str_cstr(a, str_sub(s, 0, s.n - 3)) : "";

    return name_valid(name) ? name : NULL;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct space_file *)a)->name, ((const struct space_file *)b)->name);
}

/* What was committed last is in the log until it is carried over. */
static struct space_file look_at(struct spaces *s, struct arena *a, const char *name)
{
    int64_t db = changed_at(arena_printf(a, "%s/%s.db", s->dir, name));
    int64_t log = changed_at(arena_printf(a, "%s/%s.db-wal", s->dir, name));

    return (struct space_file){.name = name, .changed_at = db > log ? db : log};
}

int spaces_files(struct spaces *s, struct arena *a, struct space_file **ret_files, size_t *ret_n,
                 struct err *err)
{
    struct space_file *files = NULL;
    size_t n = 0, room = 0;
    struct dirent *entry;
    DIR *dir = opendir(s->dir);

    if (!dir)
        return err_set(err, ERR_UNAVAILABLE, "data", "The folder %s cannot be read: %s.", s->dir,
                       strerror(errno));
    while ((entry = readdir(dir))) {
        const char *name = space_of_file(a, entry->d_name);

        if (!name)
            continue;
        if (n == room) {
            room = room ? 2 * room : 64;
            files = arena_grow(a, files, n * sizeof *files, room * sizeof *files);
        }
        files[n++] = look_at(s, a, name);
    }
    closedir(dir);
    if (n)
        qsort(files, n, sizeof *files, by_name);
    *ret_files = files;
    *ret_n = n;
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
}

void spaces_unlisten(struct spaces *s, const struct space_listener *listener)
{
    swap_listener(s, listener, NULL);
}

size_t spaces_n_open(struct spaces *s)
{
    return s->n_open;
}

/* --- the whole -------------------------------------------------------------------------------- */

static int lock_folder(struct spaces *s, struct err *err)
{
    char path[PATH_MAX];

    if (strlen(s->dir) > DIR_MAX)
        return err_set(err, ERR_UNAVAILABLE, "data", "The folder's name is too long.");
    if (mkdir(s->dir, 0700) != 0 && errno != EEXIST)
        return err_set(err, ERR_UNAVAILABLE, "data", "The folder %s cannot be made: %s.", s->dir,
                       strerror(errno));
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
    s->config.dir = s->dir;
    s->lock_fd = -1;
    s->readers_max = readers_max();
    s->n_buckets = buckets_for(config->open_max);
    s->buckets = space_alloc(s->n_buckets * sizeof(struct space *));
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->changed, NULL);
    return s;
}

static void spaces_free(struct spaces *s)
{
    if (s->lock_fd >= 0)
        close(s->lock_fd);
    pthread_cond_destroy(&s->changed);
    pthread_mutex_destroy(&s->lock);
    free(s->buckets);
    free(s->dir);
    free(s);
}

int spaces_open(const struct spaces_config *config, struct spaces **ret_spaces, struct err *err)
{
    struct spaces *s = spaces_new(config);
    unsigned n = config->writers ? config->writers : 2;

    raise_file_limit(s);
    if (lock_folder(s, err) != 0 || writers_start(&s->writers, n, err) != 0) {
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
