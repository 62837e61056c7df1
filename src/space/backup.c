/* See backup.h.
 *
 * Nothing is opened for a backup that was not written to since the last one: its file in the last
 * set is as good, and gets a second name (a hard link), which costs no room. "Not written to" is
 * told by the times of files: a copy carries the time it was begun.
 */
#include "space/backup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"

/* File systems that keep whole seconds, and a copy that began in the middle of a commit. */
enum { SLACK_MS = 5000 };

static int disk_fail(const char *what, const char *path, struct err *err)
{
    return err_set(err, ERR_UNAVAILABLE, NULL, "The backup cannot %s %s: %s.", what, path,
                   strerror(errno));
}

/* --- one space -------------------------------------------------------------------------------- */

static int check(const struct db_driver *driver, const char *path, struct err *err)
{
    struct db *db;

    if (db_open(driver, path, DB_READ, &db, err) != 0)
        return -1;
    int rc = db_check(db, err);
    db_close(db);
    return rc;
}

/* A copy is a file by itself: what the check left beside it goes. */
static void drop_log_files(const char *path)
{
    char name[PATH_MAX];

    snprintf(name, sizeof name, "%s-wal", path);
    unlink(name);
    snprintf(name, sizeof name, "%s-shm", path);
    unlink(name);
}

static int copy_snapshot(struct space *sp, const char *path, struct err *err)
{
    struct db *db;

    if (space_read(sp, &db, err) != 0)
        return -1;
    db_deadline(db, 0);
    const struct db_driver *driver = db_driver_of(db);
    int rc = db_copy(db, path, err);
    space_read_end(sp, db);
    if (rc != 0)
        return -1;
    rc = check(driver, path, err);
    drop_log_files(path);
    if (rc != 0)
        unlink(path);
    return rc;
}

static void set_time(const char *path, int64_t ms)
{
    struct timespec times[2] = {{.tv_nsec = UTIME_OMIT},
                                {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}};

    utimensat(AT_FDCWD, path, times, 0);
}

int backup_space(struct spaces *s, const char *space, const char *path, struct err *err)
{
    int64_t begun = clock_now_ms();
    struct space *sp;

    if (space_get(s, space, false, &sp, err) != 0)
        return -1;
    int rc = copy_snapshot(sp, path, err);
    space_put(sp);
    if (rc == 0)
        set_time(path, begun);
    return rc;
}

/* --- a set ------------------------------------------------------------------------------------ */

static bool linked(const struct space_file *file, const char *former, const char *path)
{
    char old[PATH_MAX];
    struct stat st;

    if (!former)
        return false;
    snprintf(old, sizeof old, "%s/%s.db", former, file->name);
    if (stat(old, &st) != 0)
        return false;
    /* A copy from the future tells of a clock that was set back: its time proves nothing. */
    int64_t copied = (int64_t)st.st_mtim.tv_sec * 1000;
    if (file->changed_at + SLACK_MS >= copied || copied > clock_now_ms())
        return false;
    return link(old, path) == 0;
}

struct set {
    struct spaces *spaces;
    const char *dir, *former;
    bool (*should_stop)(void *ctx);
    void *ctx;
    struct backup done;
};

/* One that has gone since the folder was read needs no copy. */
static int add(struct set *set, const struct space_file *file, struct err *err)
{
    char path[PATH_MAX];
    struct err why = {0};
    struct stat st;

    if (set->should_stop && set->should_stop(set->ctx))
        return err_set(err, ERR_UNAVAILABLE, NULL, "The server is ending; the backup waits.");
    snprintf(path, sizeof path, "%s/%s.db", set->dir, file->name);
    bool reused = linked(file, set->former, path);
    if (!reused && backup_space(set->spaces, file->name, path, &why) != 0) {
        if (why.code == ERR_NOT_FOUND)
            return 0;
        *err = why;
        return -1;
    }
    set->done.n_linked += reused;
    set->done.n_spaces++;
    if (stat(path, &st) == 0)
        set->done.bytes += st.st_size;
    return 0;
}

static bool is_control(const struct space_file *file)
{
    return strcmp(file->name, "control") == 0;
}

static int add_all(struct set *set, struct arena *a, struct err *err)
{
    struct space_file *files, control = {.name = "control", .changed_at = INT64_MAX - SLACK_MS};
    size_t n;

    if (add(set, &control, err) != 0 || spaces_files(set->spaces, a, &files, &n, err) != 0)
        return -1;
    for (size_t i = 0; i < n; i++)
        if (!is_control(&files[i]) && !files[i].elsewhere && add(set, &files[i], err) != 0)
            return -1;
    return 0;
}

/* --- folders ---------------------------------------------------------------------------------- */

static void remove_folder(const char *dir)
{
    char path[PATH_MAX];
    struct dirent *entry;
    DIR *d = opendir(dir);

    while (d && (entry = readdir(d))) {
        snprintf(path, sizeof path, "%s/%s", dir, entry->d_name);
        unlink(path); /* fails on . and .. */
    }
    if (d)
        closedir(d);
    rmdir(dir);
}

static int sync_folder(const char *dir, struct err *err)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0)
        return disk_fail("read", dir, err);
    int rc = fsync(fd) ? disk_fail("save", dir, err) : 0;
    close(fd);
    return rc;
}

static int make_folder(const char *dir, struct err *err)
{
    return mkdir(dir, 0700) != 0 && errno != EEXIST ? disk_fail("make", dir, err) : 0;
}

int backup_all(struct spaces *s, const char *dir, const char *former,
               bool (*should_stop)(void *ctx), void *ctx, struct backup *ret, struct err *err)
{
    struct arena scratch;
    char part[PATH_MAX];
    struct set set = {
        .spaces = s, .dir = part, .former = former, .should_stop = should_stop, .ctx = ctx};

    if ((size_t)snprintf(part, sizeof part, "%s.part", dir) + 80 > sizeof part)
        return err_set(err, ERR_UNAVAILABLE, NULL, "The path of the backup is too long.");
    if (access(dir, F_OK) == 0)
        return err_set(err, ERR_CONFLICT, NULL, "%s is there already.", dir);
    remove_folder(part);
    if (make_folder(part, err) != 0)
        return -1;

    arena_init(&scratch);
    int rc = add_all(&set, &scratch, err);
    if (rc == 0)
        rc = sync_folder(part, err);
    if (rc == 0 && rename(part, dir) != 0)
        rc = disk_fail("make", dir, err);
    arena_release(&scratch);
    if (rc != 0)
        remove_folder(part);
    else if (ret)
        *ret = set.done;
    return rc;
}

/* --- daily sets ------------------------------------------------------------------------------- */

/* Only what looks like a set of ours is ever removed. */
static int is_set(const struct dirent *entry)
{
    struct date d;

    return date_parse(str_of(entry->d_name), false, &d);
}

static int is_left_over(const struct dirent *entry)
{
    struct str s = str_of(entry->d_name);
    struct date d;

    return str_ends(s, ".part") && date_parse(str_sub(s, 0, s.n - 5), false, &d);
}

static void drop_sets(const char *dir, int (*filter)(const struct dirent *), int64_t keep)
{
    struct dirent **names;
    char path[PATH_MAX];
    int n = scandir(dir, &names, filter, alphasort);

    for (int i = 0; i < n; i++) {
        if (i < n - keep) {
            snprintf(path, sizeof path, "%s/%s", dir, names[i]->d_name);
            remove_folder(path);
        }
        free(names[i]);
    }
    if (n >= 0)
        free(names);
}

/* The newest there is; false when there is none. */
static bool newest_set(const char *dir, char ret_path[static PATH_MAX])
{
    struct dirent **names;
    int n = scandir(dir, &names, is_set, alphasort);

    if (n > 0)
        snprintf(ret_path, PATH_MAX, "%s/%s", dir, names[n - 1]->d_name);
    for (int i = 0; i < n; i++)
        free(names[i]);
    if (n >= 0)
        free(names);
    return n > 0;
}

int backup_daily(struct spaces *s, const char *dir, const char *name, int64_t keep,
                 bool (*should_stop)(void *ctx), void *ctx, bool *ret_made, struct backup *ret,
                 struct err *err)
{
    char path[PATH_MAX], former[PATH_MAX];

    if (make_folder(dir, err) != 0)
        return -1;
    drop_sets(dir, is_left_over, 0);
    snprintf(path, sizeof path, "%s/%s", dir, name);
    *ret_made = access(path, F_OK) != 0;
    bool has_former = newest_set(dir, former);
    if (*ret_made && (backup_all(s, path, has_former ? former : NULL, should_stop, ctx, ret, err) ||
                      sync_folder(dir, err)))
        return -1;
    drop_sets(dir, is_set, keep);
    return 0;
}
