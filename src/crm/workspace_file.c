/* See workspace_file.h. The copy is made beside the data, since nowhere else is there room for it
 * for sure, and where who may read the data may read the copy. What is a file is copied page by
 * page, what is on a server row by row, as when it moves.
 */
#include "crm/workspace_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "record/copy.h"
#include "space/backup.h"
#include "space/catalog.h"
#include "space/moving.h"

static const char prefix[] = "download-";
static const char *const suffixes[] = {"", ".part", "-wal", "-shm", "-journal"};

static int pack(struct control *c, const char *path, int64_t workspace_id, struct err *err)
{
    struct db *control, *copy;

    if (space_read(control_space(c), &control, err) != 0)
        return -1;
    int failed = db_open(&db_sqlite, path, DB_WRITE, &copy, err);
    if (failed == 0) {
        failed = db_begin_write(copy, err) != 0 ||
                 catalog_pack(control, copy, workspace_id, err) != 0 || db_commit(copy, err) != 0;
        db_close(copy);
    }
    space_read_end(control_space(c), control);
    return failed ? -1 : 0;
}

/* An empty workspace, and then everything in one transaction. */
static int copy_into(struct spaces *s, struct db *from, struct db *to, struct err *err)
{
    struct arena a;
    struct copy copy;

    if (moving_prepare(to, err) != 0 || spaces_prepare(s, to, err) != 0 ||
        db_begin_write(to, err) != 0)
        return -1;
    arena_init(&a);
    copy_begin(&copy, &a);
    int failed = copy_all(&copy, from, to, err) != 0 || copy_check(&copy, to, err) != 0 ||
                 moving_clock(from, to, err) != 0 || moving_shut(to, false, err) != 0 ||
                 db_commit(to, err) != 0;
    arena_release(&a);
    return failed ? -1 : 0;
}

static int copy_rows(struct spaces *s, struct db *from, const char *path, struct err *err)
{
    struct db *to;

    if (db_open(&db_sqlite, path, DB_WRITE | DB_CREATE, &to, err) != 0)
        return -1;
    int failed = copy_into(s, from, to, err);
    db_close(to);
    return failed;
}

static int copy_out(struct spaces *s, const char *name, const char *path, struct err *err)
{
    struct space *sp;
    struct db *db;

    if (space_get(s, name, false, &sp, err) != 0)
        return -1;
    int failed = space_read(sp, &db, err);
    if (failed == 0) {
        bool is_file = db_driver_of(db) == &db_sqlite;
        db_deadline(db, 0);
        if (!is_file)
            failed = copy_rows(s, db, path, err);
        space_read_end(sp, db);
        if (is_file)
            failed = backup_space(s, name, path, err);
    }
    space_put(sp);
    return failed;
}

static void remove_all(const char *path)
{
    char name[PATH_MAX + 16];

    for (size_t i = 0; i < ARRAY_LEN(suffixes); i++) {
        snprintf(name, sizeof name, "%s%s", path, suffixes[i]);
        unlink(name);
    }
}

int workspace_file(struct spaces *s, struct control *c, int64_t workspace_id, const char *dir,
                   int *ret_fd, struct err *err)
{
    char path[PATH_MAX], name[64];

    snprintf(name, sizeof name, "ws_%" PRId64, workspace_id);
    snprintf(path, sizeof path, "%s/%s%" PRId64 "-%" PRId64, dir, prefix, workspace_id,
             clock_mono_us());
    int failed = copy_out(s, name, path, err) != 0 || pack(c, path, workspace_id, err) != 0;
    int fd = failed ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    if (!failed && fd < 0)
        err_set(err, ERR_UNAVAILABLE, NULL, "The copy cannot be read: %s.", strerror(errno));
    remove_all(path);
    *ret_fd = fd;
    return fd < 0 ? -1 : 0;
}

void workspace_file_sweep(const char *dir)
{
    DIR *d = opendir(dir);
    struct dirent *entry;

    while (d && (entry = readdir(d)))
        if (str_starts(str_of(entry->d_name), prefix))
            unlinkat(dirfd(d), entry->d_name, 0);
    if (d)
        closedir(d);
}
